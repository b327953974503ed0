//! Money: a whole number of the currency's hundredths, with its currency. No floating point.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// An amount of money, not negative, at most [`Money::MAX_UNITS`] of its currency.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(try_from = "MoneyText", into = "MoneyText")]
#[ts(type = "{ amount: string, currency: string }")]
pub struct Money {
    hundredths: i64,
    currency: Currency,
}

/// An ISO 4217 code: three capital letters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency([u8; 3]);

/// What is wrong with an amount.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// Not digits with at most two places.
    #[error("amount \"{0}\": digits with at most two decimal places are expected")]
    NotAnAmount(String),
    /// More than the program keeps.
    #[error("amount \"{0}\": at most 1,000,000,000,000,000")]
    TooLarge(String),
    /// Not an ISO 4217 code.
    #[error("currency \"{0}\": three capital letters (ISO 4217) are expected")]
    NotACurrency(String),
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct MoneyText {
    amount: String,
    currency: String,
}

impl Currency {
    /// 人民币
    pub const CNY: Self = Self(*b"CNY");

    /// Reads an ISO 4217 code.
    ///
    /// # Errors
    /// [`MoneyError::NotACurrency`].
    pub fn parse(code: &str) -> Result<Self, MoneyError> {
        match <[u8; 3]>::try_from(code.as_bytes()) {
            Ok(bytes) if bytes.iter().all(u8::is_ascii_uppercase) => Ok(Self(bytes)),
            _ => Err(MoneyError::NotACurrency(code.to_owned())),
        }
    }

    /// The code.
    pub fn as_str(&self) -> &str {
        // Capital letters alone are always text.
        std::str::from_utf8(&self.0).unwrap_or("???")
    }
}

impl std::fmt::Display for Currency {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl std::fmt::Debug for Currency {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        std::fmt::Display::fmt(self, f)
    }
}

impl Money {
    /// The most, in whole units of the currency.
    pub const MAX_UNITS: i64 = 1_000_000_000_000_000;

    /// An amount in hundredths (fen, cents), from 0 to 100 × [`Money::MAX_UNITS`].
    ///
    /// # Errors
    /// [`MoneyError`] where it is out of bounds.
    pub fn from_hundredths(hundredths: i64, currency: Currency) -> Result<Self, MoneyError> {
        match hundredths {
            ..0 => Err(MoneyError::NotAnAmount(hundredths.to_string())),
            h if h > Self::MAX_UNITS * 100 => Err(MoneyError::TooLarge((h / 100).to_string())),
            _ => Ok(Self { hundredths, currency }),
        }
    }

    /// Reads a decimal such as `30000000.00`.
    ///
    /// # Errors
    /// [`MoneyError`]: a sign, a third place, a letter, or more than [`Money::MAX_UNITS`].
    pub fn parse(amount: &str, currency: &str) -> Result<Self, MoneyError> {
        let currency = Currency::parse(currency)?;
        let wrong = || MoneyError::NotAnAmount(amount.to_owned());
        let (units, places) = amount.split_once('.').unwrap_or((amount, "00"));
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        if !digits(units) || !digits(places) || places.len() > 2 {
            return Err(wrong());
        }
        let too_large = || MoneyError::TooLarge(amount.to_owned());
        let units: i64 = units.parse().map_err(|_| too_large())?;
        let hundredths: i64 = format!("{places:0<2}").parse().map_err(|_| wrong())?;
        if units > Self::MAX_UNITS || (units == Self::MAX_UNITS && hundredths > 0) {
            return Err(too_large());
        }
        Ok(Self { hundredths: units * 100 + hundredths, currency })
    }

    /// The amount in hundredths of its currency.
    pub fn hundredths(&self) -> i64 {
        self.hundredths
    }

    /// The currency.
    pub fn currency(&self) -> Currency {
        self.currency
    }

    /// The amount as a decimal with two places.
    pub fn amount(&self) -> String {
        format!("{}.{:02}", self.hundredths / 100, self.hundredths % 100)
    }

    /// The amount as a person reads it: `3,200万 USD`, `1,234.50 CNY`.
    pub fn readable(&self) -> String {
        readable(self.hundredths.into(), self.currency)
    }
}

/// A sum of amounts of one currency as a person reads it, from its hundredths; not negative.
pub fn readable(hundredths: i128, currency: Currency) -> String {
    // Dividing 128 bits takes long, and few sums need them.
    let (units, places) = match u64::try_from(hundredths) {
        Ok(hundredths) => ((hundredths / 100).to_string(), hundredths % 100),
        Err(_) => ((hundredths / 100).to_string(), (hundredths % 100).unsigned_abs() as u64),
    };
    let mut text = String::with_capacity(units.len() * 2);
    match units.strip_suffix("0000").filter(|wan| places == 0 && !wan.is_empty()) {
        Some(wan) => {
            push_thousands(&mut text, wan);
            text.push('万');
        }
        None => {
            push_thousands(&mut text, &units);
            if places > 0 {
                text.push_str(&format!(".{places:02}"));
            }
        }
    }
    text.push(' ');
    text.push_str(currency.as_str());
    text
}

fn push_thousands(text: &mut String, digits: &str) {
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
}

impl TryFrom<MoneyText> for Money {
    type Error = MoneyError;

    fn try_from(text: MoneyText) -> Result<Self, MoneyError> {
        Self::parse(&text.amount, &text.currency)
    }
}

impl From<Money> for MoneyText {
    fn from(money: Money) -> Self {
        Self { amount: money.amount(), currency: money.currency.to_string() }
    }
}

#[cfg(test)]
mod tests {
    use super::{Currency, Money};
    use proptest::prelude::*;

    #[test]
    fn reads_only_plain_decimals_inside_the_bounds() {
        let good = [
            ("0", "0.00"),
            ("0.5", "0.50"),
            ("30000000.00", "30000000.00"),
            ("1000000000000000", "1000000000000000.00"),
        ];
        for (text, expected) in good {
            assert_eq!(Money::parse(text, "USD").unwrap().amount(), expected);
        }
        let bad = [
            "",
            ".5",
            "5.",
            "-1",
            "+1",
            "1e3",
            "1.234",
            "１",
            "1000000000000000.01",
            "99999999999999999999",
        ];
        for text in bad {
            assert!(Money::parse(text, "USD").is_err(), "{text}");
        }
        for code in ["", "usd", "US", "USDD", "元"] {
            assert!(Money::parse("1", code).is_err(), "{code}");
        }
    }

    #[test]
    fn reads_aloud_in_ten_thousands() {
        let cases = [
            ("32000000", "3,200万 USD"),
            ("1234.5", "1,234.50 USD"),
            ("10000", "1万 USD"),
            ("10000.01", "10,000.01 USD"),
            ("0", "0 USD"),
        ];
        for (text, expected) in cases {
            assert_eq!(Money::parse(text, "USD").unwrap().readable(), expected);
        }
    }

    proptest! {
        #[test]
        fn any_text_is_an_amount_or_refused(text in "[0-9.,+e-]{0,20}|.{0,20}", code in ".{0,4}") {
            if let Ok(money) = Money::parse(&text, "CNY") {
                prop_assert!(money.hundredths() <= Money::MAX_UNITS * 100);
                prop_assert_eq!(Money::parse(&money.amount(), "CNY"), Ok(money));
            }
            let is_code = code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase());
            prop_assert_eq!(Money::parse("1", &code).is_ok(), is_code);
        }

        #[test]
        fn every_amount_in_bounds_is_written_and_read_back(hundredths in any::<i64>()) {
            let in_bounds = (0..=Money::MAX_UNITS * 100).contains(&hundredths);
            let money = Money::from_hundredths(hundredths, Currency::CNY);
            prop_assert_eq!(money.is_ok(), in_bounds);
            let money = Money::from_hundredths(hundredths.rem_euclid(10_i64.pow(17)), Currency::CNY);
            let money = money.unwrap();
            prop_assert_eq!(Money::parse(&money.amount(), "CNY"), Ok(money.clone()));
            let digits: String = money.readable().chars().filter(char::is_ascii_digit).collect();
            prop_assert!(!digits.is_empty());
        }
    }
}
