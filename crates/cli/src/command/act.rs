//! The acts on a case: each opens the desk, does the act and tells where the case stands.

use crate::case_file::read_json;
use crate::context::{Context, Desk};
use crate::error::CliError;
use crate::text::case;
use clap::Args;
use clerk_desk::api::{
    AcceptArgs, ApiError, AskedAct, CarryOutArgs, CaseArgs, CaseView, CorrectArgs, DeliverArgs,
    IssueArgs, ReasonArgs, SupplyArgs, VerifyMaterialsArgs, VoidArgs, Withdraw, WrongMaterial,
};
use clerk_domain::ids::{CaseId, MaterialCode};
use serde_json::Value;

/// A command on a case.
#[derive(Debug, Args)]
pub struct CaseCommand {
    /// 办件号或标识 · The case's number or identifier
    #[arg(value_name = "CASE")]
    pub case: String,
}

/// `clerk accept`
#[derive(Debug, Args)]
pub struct AcceptCommand {
    #[command(flatten)]
    case: CaseCommand,
    /// 减免代码（已出示证明） · The exemption that the applicant proves
    #[arg(long, value_name = "CODE")]
    exemption: Option<String>,
}

/// `clerk act`
#[derive(Debug, Args)]
pub struct ActCommand {
    #[command(flatten)]
    case: CaseCommand,
    /// 行为，如 corrected · The act's kind, such as corrected
    #[arg(value_name = "ACT")]
    act: String,
    /// 所填内容的 JSON 文件，“-”为标准输入 · What is said of it, as a JSON file; `-` for standard input
    #[arg(long, value_name = "FILE")]
    file: String,
}

/// `clerk correct`
#[derive(Debug, Args)]
pub struct CorrectCommand {
    #[command(flatten)]
    case: CaseCommand,
    /// 已交而不符合法定形式的材料及不符合之处，可重复 ·
    /// A material that is not in legal form, with what is wrong; may be repeated
    #[arg(long, value_name = "M1=TEXT", value_parser = wrong_material)]
    wrong: Vec<WrongMaterial>,
}

fn wrong_material(text: &str) -> Result<WrongMaterial, String> {
    let (material, note) = text.split_once('=').ok_or("M1=TEXT")?;
    let material = MaterialCode(material.trim().to_owned());
    Ok(WrongMaterial { material, note: note.to_owned() })
}

/// `clerk supply`
#[derive(Debug, Args)]
pub struct SupplyCommand {
    #[command(flatten)]
    case: CaseCommand,
    /// 材料代码，逗号分隔 · Codes of materials, parted by commas
    #[arg(long, required = true, value_delimiter = ',', value_name = "M1,M2")]
    materials: Vec<String>,
}

/// A command that needs a reason.
#[derive(Debug, Args)]
pub struct ReasonCommand {
    #[command(flatten)]
    case: CaseCommand,
    /// 理由，1 至 500 字 · Why, in 1 to 500 characters
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

/// `clerk verify-materials`
#[derive(Debug, Args)]
pub struct FindingsCommand {
    #[command(flatten)]
    case: CaseCommand,
    /// 核查了什么、结果如何，1 至 500 字 · What was looked at and found, in 1 to 500 characters
    #[arg(long, value_name = "TEXT")]
    findings: String,
}

/// `clerk deliver`
#[derive(Debug, Args)]
pub struct DeliverCommand {
    #[command(flatten)]
    case: CaseCommand,
    /// 领取人，默认为申请人本人 · Who takes it; by default the applicant
    #[arg(long, value_name = "NAME", default_value = "", hide_default_value = true)]
    recipient: String,
}

/// 受理
pub fn accept(context: &Context<'_>, args: &AcceptCommand) -> Result<(), CliError> {
    let exemption = args.exemption.clone();
    on_case(context, &args.case, |desk, case| {
        desk.workstation.accept(AcceptArgs { case, exemption })
    })
}

/// 一次性告知
pub fn correct(context: &Context<'_>, args: &CorrectCommand) -> Result<(), CliError> {
    let wrong = args.wrong.clone();
    on_case(context, &args.case, |desk, case| desk.workstation.correct(CorrectArgs { case, wrong }))
}

/// 补正
pub fn supply(context: &Context<'_>, args: &SupplyCommand) -> Result<(), CliError> {
    let materials = args.materials.iter().map(|code| MaterialCode(code.trim().to_owned()));
    let materials = materials.collect();
    on_case(context, &args.case, |desk, case| {
        desk.workstation.supply(SupplyArgs { case, materials })
    })
}

/// 不予受理
pub fn not_accept(context: &Context<'_>, args: &ReasonCommand) -> Result<(), CliError> {
    for_reason(context, args, |desk, args| desk.workstation.not_accept(args))
}

/// 收费
pub fn charge(context: &Context<'_>, args: &CaseCommand) -> Result<(), CliError> {
    on_case(context, args, |desk, case| desk.workstation.charge(CaseArgs { case }))
}

/// 转办
pub fn refer(context: &Context<'_>, args: &CaseCommand) -> Result<(), CliError> {
    on_case(context, args, |desk, case| desk.workstation.refer(CaseArgs { case }))
}

/// 不予许可
pub fn refuse(context: &Context<'_>, args: &ReasonCommand) -> Result<(), CliError> {
    for_reason(context, args, |desk, args| desk.workstation.refuse(args))
}

/// 撤回
pub fn withdraw(context: &Context<'_>, args: &ReasonCommand) -> Result<(), CliError> {
    let act = AskedAct::Withdrawn(Withdraw { reason: args.reason.clone() });
    on_case(context, &args.case, |desk, case| {
        desk.workstation.carry_out(CarryOutArgs { case, act })
    })
}

/// Any act that takes nothing but what a person says.
pub fn any(context: &Context<'_>, args: &ActCommand) -> Result<(), CliError> {
    let Value::Object(mut said) = read_json(&args.file)? else {
        let (file, reason) = (args.file.clone(), "not a JSON object".to_owned());
        return Err(CliError::FileWrong { file, reason });
    };
    said.insert("kind".to_owned(), args.act.clone().into());
    let act = serde_json::from_value(Value::Object(said)).map_err(|error| CliError::FileWrong {
        file: args.file.clone(),
        reason: error.to_string(),
    })?;
    on_case(context, &args.case, |desk, case| {
        desk.workstation.carry_out(CarryOutArgs { case, act })
    })
}

/// 当场签发: the password that opened the desk just now is the person's own confirmation.
pub fn issue(context: &Context<'_>, args: &CaseCommand) -> Result<(), CliError> {
    on_case(context, args, |desk, case| {
        desk.workstation.issue(IssueArgs { case, confirmation: desk.password.clone() })
    })
}

/// 实质核查
pub fn verify_materials(context: &Context<'_>, args: &FindingsCommand) -> Result<(), CliError> {
    let findings = args.findings.clone();
    on_case(context, &args.case, |desk, case| {
        desk.workstation.verify_materials(VerifyMaterialsArgs { case, findings })
    })
}

/// 作废: the password is the person's own confirmation, as of [`issue`].
pub fn void(context: &Context<'_>, args: &ReasonCommand) -> Result<(), CliError> {
    for_reason(context, args, |desk, ReasonArgs { case, reason }| {
        let confirmation = desk.password.clone();
        desk.workstation.void(VoidArgs { case, reason, confirmation })
    })
}

/// 送达
pub fn deliver(context: &Context<'_>, args: &DeliverCommand) -> Result<(), CliError> {
    let recipient = args.recipient.clone();
    on_case(context, &args.case, |desk, case| {
        desk.workstation.deliver(DeliverArgs { case, recipient })
    })
}

fn for_reason(
    context: &Context<'_>,
    args: &ReasonCommand,
    act: impl FnOnce(&Desk, ReasonArgs) -> Result<CaseView, ApiError>,
) -> Result<(), CliError> {
    let reason = args.reason.clone();
    on_case(context, &args.case, |desk, case| act(desk, ReasonArgs { case, reason }))
}

fn on_case(
    context: &Context<'_>,
    named: &CaseCommand,
    act: impl FnOnce(&Desk, CaseId) -> Result<CaseView, ApiError>,
) -> Result<(), CliError> {
    let desk = context.open()?;
    let case = desk.case(&named.case)?;
    let view = act(&desk, case)?;
    context.give(&view, case::summary)
}
