//! Identity numbers (GB 11643) and unified social credit codes (GB 32100), and who applies.
//!
//! Both are read after [`normalise_number`]: blanks go, letters become capitals, full-width digits
//! half-width ones. So `x` at the end is as good as `X`. What is kept and journalled is the
//! normalised text.
//!
//! Left out: the six digits of the division beyond its province (GB/T 2260 changes every year and
//! old numbers stay valid), the check character of the organisation code inside a credit code, and
//! whether a number was ever issued, which only its register knows.

use crate::case::Applicant;
use crate::form::FieldProblem;
use crate::item::ApplicantKind;
use crate::search::normalise;
use chrono::{Datelike, NaiveDate};
use serde::Serialize;
use ts_rs::TS;

/// How many characters both kinds of number have.
const LENGTH: usize = 18;

/// The alphabet of GB 32100-2015, table 2: no I, O, S, V, Z.
const CREDIT_ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/// Which kind of number is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberKind {
    /// 公民身份号码
    Identity,
    /// 统一社会信用代码
    Credit,
}

impl std::fmt::Display for NumberKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Identity => "身份证号",
            Self::Credit => "统一社会信用代码",
        })
    }
}

/// What an identity number says of its bearer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct IdentityNumber {
    /// The number, normalised.
    pub number: String,
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

/// A credit code that is well formed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct CreditCode {
    /// The code, normalised.
    pub number: String,
    /// The registering department, such as `9` for market supervision.
    pub department: char,
    /// The category of organisation inside the department, such as `1` for an enterprise.
    pub category: char,
    /// The division of the registering department, six digits.
    pub division: String,
}

/// What is wrong with a number. The message says it in Chinese, with what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IdentityError {
    /// Not eighteen characters.
    #[error("{kind}应为18位，现为{found}位，请对照证件补全或删去多余的字符")]
    Length {
        /// Of what.
        kind: NumberKind,
        /// How many there are.
        found: usize,
    },
    /// A character that does not stand at such a place.
    #[error("{kind}第{place}位“{found}”不是该位可用的字符，请对照证件重新输入")]
    Character {
        /// Of what.
        kind: NumberKind,
        /// The place, from 1.
        place: usize,
        /// What stands there.
        found: char,
    },
    /// The first two digits are no province.
    #[error("身份证号前两位“{found}”不是任何省级行政区的代码，请对照证件核对前六位")]
    Division {
        /// What stands there.
        found: String,
    },
    /// No day, before 1900, or after today.
    #[error("身份证号第7至14位“{found}”不是有效的出生日期（1900年以后、今天以前），请对照证件核对")]
    BirthDate {
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
        "{kind}校验不符：按前17位推算，末位应为“{expected}”，现为“{found}”，请对照证件逐位核对"
    )]
    CheckCharacter {
        /// Of what.
        kind: NumberKind,
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
            Self::Division { .. } => "number_division",
            Self::BirthDate { .. } => "number_birth_date",
            Self::Registration { .. } => "number_registration",
            Self::CheckCharacter { .. } => "number_check_character",
        }
    }
}

/// A number as it is kept: no blanks, capitals, half-width.
pub fn normalise_number(text: &str) -> String {
    normalise(text).to_ascii_uppercase()
}

/// Reads an identity number (GB 11643-1999), normalised first. `today` bounds the day of birth.
///
/// # Errors
/// The first thing that is wrong, in the order of [`IdentityError`].
pub fn check_identity_number(
    text: &str,
    today: NaiveDate,
) -> Result<IdentityNumber, IdentityError> {
    let kind = NumberKind::Identity;
    let number = normalise_number(text);
    let allowed = |place: usize, c: char| c.is_ascii_digit() || (place == LENGTH && c == 'X');
    check_characters(kind, &number, allowed)?;
    let part = |from: usize, to: usize| number.get(from..to).unwrap_or_default();
    if !is_province(part(0, 2)) {
        return Err(IdentityError::Division { found: part(0, 2).to_owned() });
    }
    let birth_date = birth_date(part(6, 14), today)
        .ok_or_else(|| IdentityError::BirthDate { found: part(6, 14).to_owned() })?;
    check_last(kind, &number, mod_11_2(part(0, 17)))?;
    let even = matches!(part(16, 17), "0" | "2" | "4" | "6" | "8");
    let sex = if even { Sex::Female } else { Sex::Male };
    Ok(IdentityNumber { number, birth_date, sex })
}

/// Reads a unified social credit code (GB 32100-2015), normalised first.
///
/// # Errors
/// The first thing that is wrong, in the order of [`IdentityError`].
pub fn check_credit_code(text: &str) -> Result<CreditCode, IdentityError> {
    let kind = NumberKind::Credit;
    let number = normalise_number(text);
    let allowed = |place: usize, c: char| match place {
        3..=8 => c.is_ascii_digit(),
        _ => CREDIT_ALPHABET.contains(c),
    };
    check_characters(kind, &number, allowed)?;
    let part = |from: usize, to: usize| number.get(from..to).unwrap_or_default();
    let mut first = number.chars();
    let (Some(department), Some(category)) = (first.next(), first.next()) else {
        return Err(IdentityError::Length { kind, found: 0 });
    };
    if !is_registration(department, category) {
        return Err(IdentityError::Registration { found: part(0, 2).to_owned() });
    }
    check_last(kind, &number, mod_31(part(0, 17)))?;
    let division = part(2, 8).to_owned();
    Ok(CreditCode { number, department, category, division })
}

/// A number for lists and logs: the first three and the last four characters, stars between.
/// Seven characters or fewer are all stars.
pub fn mask(number: &str) -> String {
    const FIRST: usize = 3;
    const LAST: usize = 4;
    let length = number.chars().count();
    let hidden = |i: usize| length <= FIRST + LAST || (i >= FIRST && i < length - LAST);
    number.chars().enumerate().map(|(i, c)| if hidden(i) { '*' } else { c }).collect()
}

/// Checks who applies: a name of at most 100 characters, the number of the applicant's kind, and
/// a telephone number that is empty or 7 to 20 digits, `+`, `-` and blanks.
///
/// # Errors
/// Every field that is wrong: `applicant.name`, `applicant.number`, `applicant.phone`.
pub fn check_applicant(applicant: &Applicant, today: NaiveDate) -> Result<(), Vec<FieldProblem>> {
    let mut problems: Vec<_> = check_name(&applicant.name).err().into_iter().collect();
    let number = match applicant.kind {
        ApplicantKind::Person | ApplicantKind::UniversityStudent => {
            check_identity_number(&applicant.number, today).err()
        }
        ApplicantKind::Enterprise => check_credit_code(&applicant.number).err(),
    };
    problems.extend(number.map(|e| FieldProblem::new("applicant.number", e.code(), e.to_string())));
    let phone = applicant.phone.trim();
    let dialled = |c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | ' ');
    let is_number = (7..=20).contains(&phone.len()) && phone.chars().all(dialled);
    if !(phone.is_empty() || is_number) {
        let message = "联系电话应为7至20位数字，可含 + - 和空格；没有可以不填";
        problems.push(FieldProblem::new("applicant.phone", "phone", message));
    }
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}

/// Checks an applicant's name: 1 to 100 characters, blanks around it not counted.
pub(crate) fn check_name(name: &str) -> Result<(), FieldProblem> {
    const MOST: usize = 100;
    let problem = |code, message| Err(FieldProblem::new("applicant.name", code, message));
    match name.trim().chars().count() {
        0 => problem("required", "请填写申请人姓名或名称"),
        1..=MOST => Ok(()),
        _ => problem("length", "申请人姓名或名称最多100个字"),
    }
}

fn check_characters(
    kind: NumberKind,
    number: &str,
    allowed: impl Fn(usize, char) -> bool,
) -> Result<(), IdentityError> {
    let found = number.chars().count();
    if found != LENGTH {
        return Err(IdentityError::Length { kind, found });
    }
    let wrong = (1..).zip(number.chars()).find(|(place, c)| !allowed(*place, *c));
    wrong.map_or(Ok(()), |(place, found)| Err(IdentityError::Character { kind, place, found }))
}

fn check_last(kind: NumberKind, number: &str, expected: char) -> Result<(), IdentityError> {
    match number.chars().last() {
        Some(found) if found != expected => {
            Err(IdentityError::CheckCharacter { kind, expected, found })
        }
        _ => Ok(()),
    }
}

/// Provinces of GB/T 2260; 81, 82 and 83 are also used by the residence permits of people from
/// Hong Kong, Macao and Taiwan.
fn is_province(prefix: &str) -> bool {
    matches!(
        prefix.parse(),
        Ok(11..=15 | 21..=23 | 31..=37 | 41..=46 | 50..=54 | 61..=65 | 71 | 81..=83_u8)
    )
}

/// Registering departments and their categories: GB 32100-2015 with its first amendment, and the
/// villages' and residents' committees (54, 55). Read from secondary sources, so rather wide.
fn is_registration(department: char, category: char) -> bool {
    let categories = match department {
        '1' | '9' | 'N' => "1239",
        '2' | '4' | '8' | 'A' => "19",
        '3' | '5' => "123459",
        '6' | '7' => "129",
        'Y' => "1",
        _ => "",
    };
    categories.contains(category)
}

fn birth_date(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    const FIRST_YEAR: i32 = 1900;
    let digits: u32 = text.parse().ok()?;
    let year = i32::try_from(digits / 10_000).ok()?;
    let date = NaiveDate::from_ymd_opt(year, digits / 100 % 100, digits % 100)?;
    (date.year() >= FIRST_YEAR && date <= today).then_some(date)
}

/// ISO 7064 MOD 11-2 over the first seventeen digits.
fn mod_11_2(digits: &str) -> char {
    let digits = digits.chars().filter_map(|c| c.to_digit(10));
    let sum = digits.fold(0, |sum, digit| (sum + digit) * 2 % 11);
    match (12 - sum) % 11 {
        10 => 'X',
        check => char::from_digit(check, 10).unwrap_or('X'),
    }
}

/// The check character of GB 32100-2015: weights 3^(i-1) mod 31, complement to 31.
fn mod_31(body: &str) -> char {
    const MODULUS: usize = 31;
    let values = body.chars().filter_map(|c| CREDIT_ALPHABET.find(c));
    let weighted = |(sum, weight), value| ((sum + value * weight) % MODULUS, weight * 3 % MODULUS);
    let (sum, _) = values.fold((0, 1), weighted);
    CREDIT_ALPHABET.chars().nth((MODULUS - sum) % MODULUS).unwrap_or('0')
}

#[cfg(test)]
mod tests;
