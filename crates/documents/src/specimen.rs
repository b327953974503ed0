//! Specimens of a template: a licence with everyday values, and one with the longest that there are, so
//! that whoever writes a template sees both before any licence is printed by it.

use std::num::NonZeroU16;

use chrono::NaiveDate;
use clerk_domain::item::{FieldKind, Item};
use clerk_domain::template::{Shown, Template};

use crate::input::{Authority, Edition, Imprint, Licence, LicenceBody, Particular, Templated};

/// Which values a specimen shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Specimen {
    /// Everyday ones.
    Sample,
    /// The longest that each field may have, in full-width and rare characters where it takes them, as a
    /// reprint.
    Extreme,
}

/// A licence by a template. Where the item is known, its names and its form's fields are those shown.
#[must_use]
pub fn specimen(template: &Template, item: Option<&Item>, which: Specimen) -> Licence {
    let form = template.fields.iter().map(|field| &field.show);
    let form = form.filter(|shown| matches!(shown, Shown::Form(_)));
    let shown = Shown::FIXED.iter().chain(form);
    let values = shown.map(|shown| (shown.clone(), value(shown, item, which))).collect();
    let extreme = which == Specimen::Extreme;
    let say = |shown: &Shown| value(shown, item, which);
    Licence {
        imprint: Imprint {
            organ: say(&Shown::Organ),
            number: say(&Shown::Number),
            barcode: if extreme {
                "320300-".repeat(6).chars().take(38).collect()
            } else {
                NUMBER.to_owned()
            },
            qr: format!("WC1.{}", "eyJuIjoi".repeat(if extreme { 55 } else { 25 })),
            date: NaiveDate::from_ymd_opt(2026, 11, 23).unwrap_or_default(),
            journal: say(&Shown::Journal),
            edition: if extreme {
                Edition::Reprint { nth: NonZeroU16::MAX }
            } else {
                Edition::Original
            },
            sample: true,
        },
        identifier: Some(say(&Shown::Identifier)),
        authority: Some(Authority { signatory: say(&Shown::Signatory), grant: say(&Shown::Grant) }),
        body: LicenceBody::Templated(Box::new(Templated {
            template: template.clone(),
            values,
            rows: rows(template, item, which),
        })),
    }
}

const NUMBER: &str = "320300-SWWZ-2026-000012";

/// The form's fields that the template shows nowhere else.
fn rows(template: &Template, item: Option<&Item>, which: Specimen) -> Vec<Particular> {
    let Some(item) = item else {
        let rows = (1..=4)
            .map(|n| Particular { label: format!("事项字段{n}"), value: text(which, 60) });
        return rows.collect();
    };
    let is_shown = |key: &str| {
        template
            .fields
            .iter()
            .any(|field| matches!(&field.show, Shown::Form(shown) if shown == key))
    };
    let rest = item.fields.iter().filter(|field| !is_shown(&field.key));
    let row = |kind: &FieldKind, label: &String| Particular {
        label: label.clone(),
        value: of_kind(kind, which),
    };
    rest.map(|field| row(&field.kind, &field.label)).collect()
}

/// Full-width and rare characters, and such that reach below the line.
fn long(most: usize) -> String {
    "徐州示例䶮𠅤㛃𬭎（样本）Qgj，".chars().cycle().take(most).collect()
}

fn text(which: Specimen, most: usize) -> String {
    match which {
        Specimen::Sample => "江苏省徐州市云龙区示例路100号".chars().take(most).collect(),
        Specimen::Extreme => long(most),
    }
}

fn of_kind(kind: &FieldKind, which: Specimen) -> String {
    match kind {
        FieldKind::Text { max_length } => {
            text(which, usize::try_from(*max_length).unwrap_or(usize::MAX))
        }
        FieldKind::Money { .. } if which == Specimen::Extreme => {
            "999,999,999,999.99 USD".to_owned()
        }
        FieldKind::Money { .. } => "2,800万 USD".to_owned(),
        FieldKind::Number { min, max, unit } => {
            let longest = [min, max].into_iter().max_by_key(|number| number.to_string().len());
            format!("{} {unit}", longest.unwrap_or(max))
        }
        FieldKind::Bool => "是".to_owned(),
        FieldKind::Date => "2026年11月23日".to_owned(),
        FieldKind::Choice { options } => {
            let labels = options.iter().map(|option| option.label.as_str());
            let label = match which {
                Specimen::Sample => labels.min_by_key(|label| label.chars().count()),
                Specimen::Extreme => labels.max_by_key(|label| label.chars().count()),
            };
            label.unwrap_or_default().to_owned()
        }
    }
}

fn value(shown: &Shown, item: Option<&Item>, which: Specimen) -> String {
    let (everyday, longest) = match shown {
        Shown::Holder | Shown::Applicant => return name(which, "徐州示例精密机械有限公司", shown),
        Shown::Organ => return name(which, "徐州市示例局", shown),
        Shown::Centre => return name(which, "徐州市政府行政服务中心", shown),
        Shown::Window => return name(which, "示例局 1 号窗口", shown),
        Shown::Signatory => return name(which, "窗口首席代表 示例甲", shown),
        Shown::Grant => return name(which, "徐示授〔2026〕3号 第二条第1款", shown),
        Shown::LicenceName => match item {
            Some(item) => return item.licence.name.clone(),
            None => return name(which, "示例许可证", shown),
        },
        Shown::ItemName => match item {
            Some(item) => return item.name.clone(),
            None => return name(which, "示例事项审批", shown),
        },
        Shown::LegalBasis => match item {
            Some(item) => return item.legal_basis.clone(),
            None => return name(which, "《示例法》第一条、第二条；《示例条例》第三条", shown),
        },
        Shown::Form(key) => {
            let field = item.and_then(|item| item.fields.iter().find(|field| field.key == *key));
            return field.map_or_else(|| text(which, 60), |field| of_kind(&field.kind, which));
        }
        Shown::HolderNumber => ("91320300MA9YNGB03D", "91320300MA9WNGW03W"),
        Shown::Number => (NUMBER, "320300-WWWWWWWW-2026-000012　第65535版（变更）"),
        Shown::Identifier => (
            "1.2.156.3005.2.11100000000013338W.11320300MB00000000.SAMPLE00000000000012.001.K",
            "1.2.156.3005.2.11100000000013338W.11320300MB00000000.WWWWWWWWWWWWWWWWWWWWW12.001.K",
        ),
        Shown::IssuedOn | Shown::Since | Shown::ValidFrom => ("2026年11月23日", "2026年11月23日"),
        Shown::ValidUntil => ("2031年11月22日", "2031年11月22日"),
        Shown::Validity => ("2026年11月23日至2031年11月22日", "2026年11月23日至2031年11月22日"),
        Shown::CaseNumber => (
            "shangwu-03-20261123-0007-7K3QX9",
            "department-with-a-long-name-window-0003-20261123-0007-7K3QX9WWWW",
        ),
        Shown::Journal => ("12-a1b2c3d4", "18446744073-a1b2c3d4"),
        Shown::Page => ("", ""),
    };
    match which {
        Specimen::Sample => everyday.to_owned(),
        Specimen::Extreme => longest.to_owned(),
    }
}

fn name(which: Specimen, everyday: &str, shown: &Shown) -> String {
    match which {
        Specimen::Sample => everyday.to_owned(),
        Specimen::Extreme => long(shown.most().unwrap_or(60)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_value_is_longer_than_its_field_and_the_extreme_ones_are_as_long() {
        for shown in Shown::FIXED {
            let count = |which| value(shown, None, which).chars().count();
            let most = shown.most().unwrap();
            assert!(count(Specimen::Sample) <= most, "{shown}");
            assert!(count(Specimen::Extreme) <= most, "{shown}");
            assert!(count(Specimen::Extreme) >= count(Specimen::Sample), "{shown}");
        }
    }
}
