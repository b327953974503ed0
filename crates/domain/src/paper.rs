//! The papers that acts give.

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
}
