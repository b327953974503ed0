//! What can be wrong with the number of a document.

use super::IdentityDocument;
use crate::text::shown;

/// What is wrong with a number. The message says it in Chinese, with what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IdentityError {
    /// Another number of characters than the document has.
    #[error(
        "{}应为{expected}位，现为{found}位，请对照证件补全或删去多余的字符",
        .document.number_label()
    )]
    Length {
        /// Of what.
        document: IdentityDocument,
        /// How many there should be, as it is said: `18`, `15或18`.
        expected: &'static str,
        /// How many there are.
        found: usize,
    },
    /// A character that does not stand at such a place.
    #[error(
        "{}第{place}位“{}”不是该位可用的字符，请对照证件重新输入",
        .document.number_label(), shown(*.found)
    )]
    Character {
        /// Of what.
        document: IdentityDocument,
        /// The place, from 1.
        place: usize,
        /// What stands there.
        found: char,
    },
    /// The number belongs to another document.
    #[error(
        "这个号码是{}的，不是{}的，请改选证件类型，或对照证件重新输入",
        .instead.name(), .document.name()
    )]
    OtherDocument {
        /// The document that was chosen.
        document: IdentityDocument,
        /// The one whose numbers look so.
        instead: IdentityDocument,
    },
    /// The first digits are no province, or not those of the document.
    #[error(
        "{}开头的“{found}”不是该证件可用的地区代码，请对照证件核对前六位",
        .document.number_label()
    )]
    Division {
        /// Of what.
        document: IdentityDocument,
        /// What stands there.
        found: String,
    },
    /// No day, before 1900, or after today.
    #[error(
        "{}第7至14位“{found}”不是有效的出生日期（1900年以后、今天以前），请对照证件核对",
        .document.number_label()
    )]
    BirthDate {
        /// Of what.
        document: IdentityDocument,
        /// What stands there.
        found: String,
    },
    /// The first two characters name no registering department and category.
    #[error("统一社会信用代码前两位“{found}”不是有效的登记管理部门和机构类别，请对照证照核对")]
    Registration {
        /// What stands there.
        found: String,
    },
    /// The last character does not fit the ones before it: some character is wrong.
    #[error(
        "{}校验不符：按前17位推算，末位应为“{expected}”，现为“{found}”，请对照证件逐位核对",
        .document.number_label()
    )]
    CheckCharacter {
        /// Of what.
        document: IdentityDocument,
        /// What fits the first seventeen.
        expected: char,
        /// What stands there.
        found: char,
    },
}

impl IdentityError {
    /// What it is, for a program.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Length { .. } => "number_length",
            Self::Character { .. } => "number_character",
            Self::OtherDocument { .. } => "number_other_document",
            Self::Division { .. } => "number_division",
            Self::BirthDate { .. } => "number_birth_date",
            Self::Registration { .. } => "number_registration",
            Self::CheckCharacter { .. } => "number_check_character",
        }
    }
}
