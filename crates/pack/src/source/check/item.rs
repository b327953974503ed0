//! One item of the catalogue.

use super::{Known, check_currency};
use crate::source::problem::PackProblem;
use crate::source::spot::{Checked, Spot};
use clerk_domain::item::{Exemption, Field, FieldKind, Item, ItemKind, LicenceType, Tariff};
use clerk_domain::licence_identifier::check_character;
use clerk_domain::money::Currency;
use std::collections::{BTreeMap, BTreeSet};

pub fn check_item(spot: &Spot, item: &Item, known: &Known) -> Checked {
    let department = item.department.as_str();
    spot.require("department", known.departments.contains(department), || {
        PackProblem::DepartmentUnknown(department.to_owned())
    })?;
    spot.filled("name", &item.name)?;
    spot.filled("legal_basis", &item.legal_basis)?;
    spot.some("actions", &item.actions)?;
    spot.some("applicant_kinds", &item.applicant_kinds)?;
    spot.require("promised_days", item.promised_days <= item.statutory_days, || {
        PackProblem::PromiseTooLong(item.statutory_days)
    })?;
    let in_time = item.kind != ItemKind::Immediate || item.promised_days == 0;
    spot.require("promised_days", in_time, || PackProblem::ImmediateWithDays)?;
    let mut codes = BTreeSet::new();
    for (index, material) in item.materials.iter().enumerate() {
        let spot = spot.at("materials").nth(index);
        spot.unique("code", material.code.as_str(), &mut codes)?;
        spot.filled("name", &material.name)?;
        spot.within("count", material.count > 0, "1以上的整数")?;
    }
    let mut keys = BTreeSet::new();
    for (index, field) in item.fields.iter().enumerate() {
        let spot = spot.at("fields").nth(index);
        spot.unique("key", &field.key, &mut keys)?;
        check_field(&spot, field, known)?;
    }
    let mut required = BTreeSet::new();
    for (at, key) in item.licence.required.iter().enumerate() {
        let (spot, at) = (spot.at("licence").at("required"), at.to_string());
        spot.unique(&at, key, &mut required)?;
        let (code, field) = (item.code.to_string(), key.clone());
        let known = item.fields.iter().any(|field| field.key == *key);
        spot.require(&at, known, || PackProblem::ConditionField { item: code, field })?;
    }
    check_fee(&spot.at("fee"), item)
}

fn check_field(spot: &Spot, field: &Field, known: &Known) -> Checked {
    spot.filled("label", &field.label)?;
    match &field.kind {
        FieldKind::Text { max_length } => spot.within("max_length", *max_length > 0, "1以上的整数"),
        FieldKind::Money { currencies } => {
            spot.some("currencies", currencies)?;
            let spot = spot.at("currencies");
            let mut currencies = currencies.iter().enumerate();
            currencies.try_for_each(|(index, code)| check_currency(&spot.nth(index), code, known))
        }
        FieldKind::Number { min, max, .. } => spot.within("max", min <= max, "不小于 min 的整数"),
        FieldKind::Bool | FieldKind::Date => Ok(()),
        FieldKind::Choice { options } => {
            spot.some("options", options)?;
            let mut values = BTreeSet::new();
            for (index, option) in options.iter().enumerate() {
                let spot = spot.at("options").nth(index);
                spot.unique("value", &option.value, &mut values)?;
                spot.filled("label", &option.label)?;
            }
            Ok(())
        }
    }
}

fn check_fee(spot: &Spot, item: &Item) -> Checked {
    let Some(fee) = &item.fee else { return Ok(()) };
    spot.filled("name", &fee.name)?;
    spot.filled("basis", &fee.basis)?;
    check_tariffs(spot, &fee.tariffs)?;
    let mut codes = BTreeSet::new();
    for (index, exemption) in fee.exemptions.iter().enumerate() {
        let spot = spot.at("exemptions").nth(index);
        spot.unique("code", &exemption.code, &mut codes)?;
        spot.filled("name", &exemption.name)?;
        check_proof(&spot, exemption, item)?;
    }
    Ok(())
}

/// Amounts in yuan, each for a period of its own.
fn check_tariffs(spot: &Spot, tariffs: &[Tariff]) -> Checked {
    spot.some("tariffs", tariffs)?;
    for (at, tariff) in tariffs.iter().enumerate() {
        let spot = spot.at("tariffs").nth(at);
        let yuan = tariff.amount.currency() == Currency::CNY && tariff.amount.hundredths() > 0;
        spot.within("amount", yuan, "大于零的人民币金额（免费的期间不写）")?;
        let in_order = tariff.until.is_none_or(|until| tariff.from <= until);
        spot.require("until", in_order, || PackProblem::DatesReversed(tariff.from))?;
        let overlaps = |other: &&Tariff| other.holds_on(tariff.from) || tariff.holds_on(other.from);
        let other = tariffs.iter().take(at).find(overlaps);
        spot.require("from", other.is_none(), || PackProblem::TariffsOverlap(tariff.from))?;
    }
    Ok(())
}

/// What is claimed must be proved, and by what the item knows.
fn check_proof(spot: &Spot, exemption: &Exemption, item: &Item) -> Checked {
    let proved = !exemption.applicant_kinds.is_empty() || !exemption.proof.is_empty();
    spot.require("proof", proved, || PackProblem::ProofMissing(exemption.code.clone()))?;
    let mut seen = BTreeSet::new();
    for (at, code) in exemption.proof.iter().enumerate() {
        let (spot, at) = (spot.at("proof"), at.to_string());
        spot.unique(&at, code.as_str(), &mut seen)?;
        let known = item.materials.iter().any(|material| material.code == *code);
        let (item, material) = (item.code.to_string(), code.to_string());
        spot.require(&at, known, || PackProblem::MaterialUnknown { item, material })?;
    }
    Ok(())
}

pub fn check_licence(
    spot: &Spot,
    licence: &LicenceType,
    series: &mut BTreeMap<String, String>,
) -> Checked {
    let name = licence.series.as_str();
    spot.filled("code", &licence.code)?;
    spot.filled("name", &licence.name)?;
    spot.filled("series", name)?;
    let capitals = name.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    spot.within("series", capitals, "大写字母和数字")?;
    let first = series.entry(name.to_owned()).or_insert_with(|| licence.code.clone());
    spot.require("series", *first == licence.code, || PackProblem::SeriesShared {
        series: name.to_owned(),
        licence: first.clone(),
    })?;
    let national = licence.national_type.as_deref();
    let sound = national.is_none_or(|code| !code.is_empty() && check_character(code).is_some());
    spot.within("national_type", sound, "数字和大写字母")?;
    let months = licence.valid_months.is_none_or(|months| (1..=1_200).contains(&months));
    spot.within("valid_months", months, "1至1200的整数（长期有效的不写）")
}
