//! By which document somebody is known, what its number says, and who applies. A kind of document
//! is a file.
//!
//! A number is read after [`normalise_number`]: blanks go, letters become capitals, full-width digits
//! half-width ones. So `x` at the end is as good as `X`. What is kept and journalled is the
//! normalised text.
//!
//! Left out: whether a number was ever issued, which only its register knows. What of a document's
//! form could not be verified, its file says.

mod applicant;
mod credit_code;
mod error;
mod hong_kong_macao_permit;
mod passport;
mod permanent_residence_card;
mod residence_permit;
mod resident_card;
mod shape;
mod taiwan_permit;

pub use applicant::check_applicant;
pub(crate) use applicant::check_name;
pub use credit_code::{CreditCode, check_credit_code, founded_code};
pub use error::IdentityError;

use crate::item::ApplicantKind;
use crate::search::normalise;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// By what somebody is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum IdentityDocument {
    /// 居民身份证
    ResidentCard,
    /// 港澳台居民居住证
    ResidencePermit,
    /// 港澳居民来往内地通行证
    HongKongMacaoPermit,
    /// 台湾居民来往大陆通行证
    TaiwanPermit,
    /// 外国人永久居留身份证
    PermanentResidenceCard,
    /// 护照
    Passport,
    /// 统一社会信用代码
    CreditCode,
}

/// What the number of a document says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct IdentityReading {
    /// Whose number it is.
    pub document: IdentityDocument,
    /// The number, normalised.
    pub number: String,
    /// Its bearer, where the number tells of one.
    pub bearer: Option<Bearer>,
}

/// What a number of GB 11643 says of its bearer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Bearer {
    /// The day of birth.
    #[ts(type = "string")]
    pub birth_date: NaiveDate,
    /// The sex.
    pub sex: Sex,
}

/// The sex that an identity number tells by its seventeenth digit: odd for men.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Sex {
    /// 男
    Male,
    /// 女
    Female,
}

impl IdentityDocument {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 7] = [
        Self::ResidentCard,
        Self::ResidencePermit,
        Self::HongKongMacaoPermit,
        Self::TaiwanPermit,
        Self::PermanentResidenceCard,
        Self::Passport,
        Self::CreditCode,
    ];

    /// Those by which an applicant of a kind can be known, the usual one first.
    pub fn of(kind: ApplicantKind) -> Vec<Self> {
        Self::ALL.into_iter().filter(|document| document.fits(kind)).collect()
    }

    /// The one by which an applicant of a kind is known, where there is but one.
    pub fn only(kind: ApplicantKind) -> Option<Self> {
        match Self::of(kind).as_slice() {
            [only] => Some(*only),
            _ => None,
        }
    }

    /// Whether an applicant of a kind can be known by it.
    pub fn fits(self, kind: ApplicantKind) -> bool {
        match kind {
            ApplicantKind::Person | ApplicantKind::UniversityStudent => self != Self::CreditCode,
            ApplicantKind::Enterprise => self == Self::CreditCode,
        }
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::ResidentCard => "居民身份证",
            Self::ResidencePermit => "港澳台居民居住证",
            Self::HongKongMacaoPermit => "港澳居民来往内地通行证",
            Self::TaiwanPermit => "台湾居民来往大陆通行证",
            Self::PermanentResidenceCard => "外国人永久居留身份证",
            Self::Passport => "护照",
            Self::CreditCode => "统一社会信用代码",
        }
    }

    /// What its number is called.
    pub fn number_label(self) -> &'static str {
        match self {
            Self::ResidentCard => "公民身份号码",
            Self::ResidencePermit => "港澳台居民居住证号码",
            Self::HongKongMacaoPermit => "港澳居民来往内地通行证号码",
            Self::TaiwanPermit => "台湾居民来往大陆通行证号码",
            Self::PermanentResidenceCard => "外国人永久居留身份证号码",
            Self::Passport => "护照号码",
            Self::CreditCode => "统一社会信用代码",
        }
    }

    /// Whether its number is public; all others are masked where they are not needed.
    pub fn is_public(self) -> bool {
        self == Self::CreditCode
    }

    /// Reads its number, normalised first. `today` bounds a day of birth.
    ///
    /// # Errors
    /// The first thing that is wrong: the length, a character, the document, the division, the day of
    /// birth, the check character.
    pub fn read(self, text: &str, today: NaiveDate) -> Result<IdentityReading, IdentityError> {
        let number = normalise_number(text);
        let bearer = match self {
            Self::ResidentCard => Some(resident_card::read(&number, today)?),
            Self::ResidencePermit => Some(residence_permit::read(&number, today)?),
            Self::HongKongMacaoPermit => hong_kong_macao_permit::read(&number).map(|()| None)?,
            Self::TaiwanPermit => taiwan_permit::read(&number).map(|()| None)?,
            Self::PermanentResidenceCard => permanent_residence_card::read(&number, today)?,
            Self::Passport => passport::read(&number).map(|()| None)?,
            Self::CreditCode => check_credit_code(&number).map(|_| None)?,
        };
        Ok(IdentityReading { document: self, number, bearer })
    }
}

/// A number as it is kept: no blanks, capitals, half-width.
pub fn normalise_number(text: &str) -> String {
    normalise(text).to_ascii_uppercase()
}

/// A number for lists and logs, stars for what is hidden: the first three and the last four characters
/// are shown of fifteen or more, the first and the last two of eight or more, none of fewer.
pub fn mask(number: &str) -> String {
    let length = number.chars().count();
    let (first, last) = match length {
        15.. => (3, 4),
        8..=14 => (2, 2),
        _ => (0, 0),
    };
    let hidden = |i: usize| i >= first && i < length - last;
    number.chars().enumerate().map(|(i, c)| if hidden(i) { '*' } else { c }).collect()
}

#[cfg(test)]
mod tests;
