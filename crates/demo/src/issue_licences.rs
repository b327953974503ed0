//! `clerk-demo issue-licences`: does complete acts one after the other, and prints each licence number
//! only once its issue is acknowledged. For trying a power cut or a kill: whatever was printed must be
//! among `clerk acknowledged` afterwards. The licences are real ones of the window: use a demo centre.

use crate::error::DemoError;
use clap::Args;
use clerk_cli::case_file::required_materials;
use clerk_cli::context::{Context, Desk};
use clerk_cli::output;
use clerk_desk::api::{AcceptArgs, CaseArgs, Intake, IssueArgs, ItemArgs, ReceiveArgs};
use clerk_domain::form::FormValues;
use clerk_domain::identity::IdentityDocument;
use clerk_domain::ids::ItemCode;
use clerk_domain::item::{ApplicantKind, FieldKind, Item};
use serde_json::{Value, json};

/// `clerk-demo issue-licences`
#[derive(Debug, Args)]
pub struct IssueLicencesCommand {
    /// 件数 · How many
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    count: u32,
    /// 事项，须为窗口可当场签发的 · The item: one that the window may issue on the spot
    #[arg(long, value_name = "CODE", default_value = "zhijian-01")]
    item: String,
}

/// Issues them.
pub fn run(context: &Context<'_>, args: &IssueLicencesCommand) -> Result<(), DemoError> {
    let desk = context.open()?;
    let intake = sample_intake(&desk, &args.item.as_str().into())?;
    for _ in 0..args.count {
        let number = issue_one(&desk, intake.clone())?;
        output::write(&format!("{number}\n"))?;
    }
    Ok(())
}

fn issue_one(desk: &Desk, intake: Intake) -> Result<String, DemoError> {
    let workstation = &desk.workstation;
    let case = workstation.receive(ReceiveArgs { intake, draft: None })?.case.id;
    let accepted = workstation.accept(AcceptArgs { case, exemption: None })?;
    if accepted.case.money.is_open() {
        workstation.charge(CaseArgs { case })?;
    }
    let issued = workstation.issue(IssueArgs { case, confirmation: desk.password.clone() })?;
    let licence = issued.case.products.licence;
    Ok(licence.ok_or_else(|| DemoError::NotIssued(issued.item.code.to_string()))?.number)
}

/// An application with all that the item requires, by an invented applicant.
fn sample_intake(desk: &Desk, code: &ItemCode) -> Result<Intake, DemoError> {
    let item = desk.workstation.item(ItemArgs { item: code.clone() })?.item;
    let kind = item.applicant_kinds.first().copied().unwrap_or(ApplicantKind::Enterprise);
    let (name, number) = match kind {
        ApplicantKind::Person | ApplicantKind::UniversityStudent => ("示例", "320300199001010019"),
        ApplicantKind::Enterprise => ("徐州示例有限公司", "91320300MA0000000J"),
    };
    Ok(Intake {
        item: Some(code.clone()),
        action: item.actions.first().copied(),
        applicant_kind: Some(kind),
        applicant_document: IdentityDocument::of(kind).first().copied(),
        applicant_name: name.to_owned(),
        applicant_number: number.to_owned(),
        holder_name: "徐州示例新设有限公司".to_owned(),
        form: least_form(&item),
        materials: required_materials(&desk.workstation, code)?,
        ..Intake::default()
    })
}

/// The form with the least value in every required field.
fn least_form(item: &Item) -> FormValues {
    let required = item.fields.iter().filter(|field| field.required);
    required.map(|field| (field.key.clone(), least_value(&field.kind))).collect()
}

fn least_value(kind: &FieldKind) -> Value {
    match kind {
        FieldKind::Text { .. } => json!("示"),
        FieldKind::Money { currencies } => {
            json!({ "amount": "1.00", "currency": currencies.first() })
        }
        FieldKind::Number { min, .. } => json!(min),
        FieldKind::Bool => json!(false),
        FieldKind::Date => json!("2026-01-01"),
        FieldKind::Choice { options } => json!(options.first().map(|option| &option.value)),
    }
}

#[cfg(test)]
mod tests {
    use clerk_domain::identity::{IdentityDocument, check_credit_code};

    #[test]
    fn the_invented_numbers_are_well_formed() {
        let today = chrono::NaiveDate::from_ymd_opt(2026, 1, 1).unwrap();
        IdentityDocument::ResidentCard.read("320300199001010019", today).unwrap();
        check_credit_code("91320300MA0000000J").unwrap();
    }
}
