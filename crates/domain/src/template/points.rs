//! Sizes of print.

use serde::{Deserialize, Serialize};

/// A length in points (1/72 inch), whole or with one decimal: 0.1 to 200.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
pub struct Points {
    tenths: u16,
}

/// A number that is no size of print.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("字号和线宽以磅为单位，应为0.1至200，最多一位小数")]
pub struct UnsoundPoints;

impl Points {
    /// So many tenths of a point.
    pub const fn tenths(tenths: u16) -> Self {
        Self { tenths }
    }

    /// The same in tenths.
    pub const fn in_tenths(self) -> u16 {
        self.tenths
    }

    /// The same in points.
    pub fn points(self) -> f32 {
        f32::from(self.tenths) / 10.0
    }
}

impl TryFrom<f64> for Points {
    type Error = UnsoundPoints;

    fn try_from(points: f64) -> Result<Self, UnsoundPoints> {
        let tenths = (points * 10.0).round();
        let one_decimal = (points * 10.0 - tenths).abs() < 1e-6;
        if !(one_decimal && (1.0..=2000.0).contains(&tenths)) {
            return Err(UnsoundPoints);
        }
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "1..=2000")]
        let tenths = tenths as u16;
        Ok(Self { tenths })
    }
}

impl From<Points> for f64 {
    fn from(points: Points) -> Self {
        Self::from(points.tenths) / 10.0
    }
}
