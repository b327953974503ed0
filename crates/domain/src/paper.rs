//! The papers that acts give.

use crate::act::Name;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A paper that a case can give.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DocumentKind {
    /// 收件凭证
    MaterialsReceipt,
    /// 补正告知书
    CorrectionNotice,
    /// 受理通知书
    AcceptanceNotice,
    /// 收费凭据
    FeeReceipt,
    /// 证照
    Licence,
    /// 不予受理通知书, art. 32 of the Administrative Licensing Law
    NonAcceptance,
    /// 不予行政许可决定书, art. 38 of the Administrative Licensing Law
    Refusal,
}

impl DocumentKind {
    /// Each of them.
    pub const ALL: [Self; 7] = [
        Self::MaterialsReceipt,
        Self::CorrectionNotice,
        Self::AcceptanceNotice,
        Self::FeeReceipt,
        Self::Licence,
        Self::NonAcceptance,
        Self::Refusal,
    ];

    /// What it is called.
    pub const fn name(self) -> Name {
        match self {
            Self::MaterialsReceipt => Name { zh: "收件凭证", en: "receipt of materials" },
            Self::CorrectionNotice => Name { zh: "补正告知书", en: "correction notice" },
            Self::AcceptanceNotice => Name { zh: "受理通知书", en: "acceptance notice" },
            Self::FeeReceipt => Name { zh: "收费凭据", en: "fee receipt" },
            Self::Licence => Name { zh: "证照", en: "licence" },
            Self::NonAcceptance => {
                Name { zh: "不予受理通知书", en: "notice of non-acceptance" }
            }
            Self::Refusal => Name { zh: "不予行政许可决定书", en: "decision of refusal" },
        }
    }
}
