//! Numbers from the standards and their public examples, and every way to get one wrong.

use super::{Sex, check_applicant, check_credit_code, check_identity_number, mask, mod_31};
use crate::case::Applicant;
use crate::item::ApplicantKind;
use chrono::NaiveDate;
use proptest::prelude::*;

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()
}

/// The first is the standard's own example (GB 11643-1999).
#[test]
fn reads_good_identity_numbers() {
    let numbers = [
        ("11010519491231002X", "1949-12-31", Sex::Female),
        ("11010519491231002x", "1949-12-31", Sex::Female),
        (" 110105 19491231 002Ｘ ", "1949-12-31", Sex::Female),
        ("320300200002290011", "2000-02-29", Sex::Male),
    ];
    for (text, born, sex) in numbers {
        let read = check_identity_number(text, today()).unwrap();
        assert_eq!(read.birth_date.to_string(), born, "{text}");
        assert_eq!(read.sex, sex, "{text}");
        assert!(read.number.len() == 18 && !read.number.contains('x'));
    }
}

#[test]
fn says_what_is_wrong_with_an_identity_number() {
    let numbers = [
        ("", "number_length"),
        ("11010519491231002", "number_length"),
        ("11010519491231002X1", "number_length"),
        ("110105491231002", "number_length"),
        ("1101051949123100２X😀", "number_length"),
        ("1101051949123100AX", "number_character"),
        ("1101051949X231002X", "number_character"),
        ("11010519491231002Y", "number_character"),
        ("00010519491231002X", "number_division"),
        ("99010519491231002X", "number_division"),
        ("110105194913310020", "number_birth_date"),
        ("110105190002290020", "number_birth_date"),
        ("110105189912310020", "number_birth_date"),
        // The standard's other example: right in itself, too old to come to a window.
        ("440524188001010014", "number_birth_date"),
        ("110105202611240020", "number_birth_date"),
        ("110105000000000020", "number_birth_date"),
        ("110105194912310020", "number_check_character"),
        ("110105194912310012", "number_check_character"),
    ];
    for (text, code) in numbers {
        let error = check_identity_number(text, today()).unwrap_err();
        assert_eq!(error.code(), code, "{text}");
    }
    let error = check_identity_number("110105194912310020", today()).unwrap_err();
    assert!(error.to_string().contains("末位应为“X”，现为“0”"), "{error}");
}

#[test]
fn today_is_a_birthday_and_tomorrow_is_not() {
    let born = |day: &str| format!("110105{day}002");
    for (day, good) in [("20261123", true), ("20261124", false)] {
        let body = born(day);
        let last = super::mod_11_2(&body);
        assert_eq!(check_identity_number(&format!("{body}{last}"), today()).is_ok(), good);
    }
}

/// The first is the usual public example; the others are invented, their check characters worked
/// out by another program.
#[test]
fn reads_good_credit_codes() {
    let codes = [
        ("91350100M000100Y43", '9', '1', "350100"),
        (" 91350100m000100y43", '9', '1', "350100"),
        ("92320300MAEXAMPREX", '9', '2', "320300"),
        ("Y1320300MA00000X1X", 'Y', '1', "320300"),
        ("12320300MA00000X1Q", '1', '2', "320300"),
    ];
    for (code, department, category, division) in codes {
        let read = check_credit_code(code).unwrap();
        assert_eq!((read.department, read.category), (department, category), "{code}");
        assert_eq!(read.division, division, "{code}");
        assert_eq!(read.number, code.trim().to_ascii_uppercase());
    }
}

#[test]
fn says_what_is_wrong_with_a_credit_code() {
    let codes = [
        ("", "number_length"),
        ("91350100M000100Y4", "number_length"),
        ("91350100M000100Y430", "number_length"),
        ("91350100I000100Y43", "number_character"),
        ("91350100O000100Y43", "number_character"),
        ("91350100S000100Y43", "number_character"),
        ("91350100V000100Y43", "number_character"),
        ("91350100Z000100Y43", "number_character"),
        ("9135A100M000100Y43", "number_character"),
        ("91350100中000100Y43", "number_character"),
        ("01350100M000100Y43", "number_registration"),
        ("97350100M000100Y43", "number_registration"),
        ("Y2350100M000100Y43", "number_registration"),
        ("91350100M000100Y44", "number_check_character"),
        ("91350100M000010Y43", "number_check_character"),
    ];
    for (text, code) in codes {
        assert_eq!(check_credit_code(text).unwrap_err().code(), code, "{text}");
    }
}

#[test]
fn masks_all_but_the_ends() {
    let numbers = [
        ("320300200002290013", "320***********0013"),
        ("12345678", "123*5678"),
        ("1234567", "*******"),
        ("", ""),
    ];
    for (number, expected) in numbers {
        assert_eq!(mask(number), expected);
    }
}

#[test]
fn checks_an_applicant_field_by_field() {
    let person = |name: &str, number: &str, phone: &str| Applicant {
        kind: ApplicantKind::Person,
        name: name.to_owned(),
        number: number.to_owned(),
        phone: phone.to_owned(),
    };
    let good = "11010519491231002X";
    let cases = [
        (person("样本甲", good, ""), vec![]),
        (person("样本甲", good, "+86 516-0000000"), vec![]),
        (person(" ", good, ""), vec!["applicant.name required"]),
        (person(&"样".repeat(101), good, ""), vec!["applicant.name length"]),
        (person("样本甲", good, "123456"), vec!["applicant.phone phone"]),
        (person("样本甲", good, "十二三四五六七"), vec!["applicant.phone phone"]),
        (person("样本甲", good, &"1".repeat(21)), vec!["applicant.phone phone"]),
        (
            person("", "91350100M000100Y43", "x"),
            vec![
                "applicant.name required",
                "applicant.number number_character",
                "applicant.phone phone",
            ],
        ),
    ];
    for (applicant, expected) in cases {
        let problems = check_applicant(&applicant, today()).err().unwrap_or_default();
        let found: Vec<_> = problems.iter().map(|p| format!("{} {}", p.field, p.code)).collect();
        assert_eq!(found, expected, "{applicant:?}");
    }
    let by_kind = [
        (ApplicantKind::Person, good, true),
        (ApplicantKind::UniversityStudent, good, true),
        (ApplicantKind::Enterprise, good, false),
        (ApplicantKind::Enterprise, "91350100M000100Y43", true),
        (ApplicantKind::Person, "91350100M000100Y43", false),
    ];
    for (kind, number, fits) in by_kind {
        let applicant = Applicant { kind, ..person("示例", number, "") };
        assert_eq!(check_applicant(&applicant, today()).is_ok(), fits, "{kind:?} {number}");
    }
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in "[0-9X身 ]{0,20}|.{0,24}") {
        let _ = check_identity_number(&text, today());
        let _ = check_credit_code(&text);
        prop_assert_eq!(mask(&text).chars().count(), text.chars().count());
    }

    #[test]
    fn one_wrong_digit_is_always_found(place in 0usize..17, step in 1u32..10) {
        let mut digits: Vec<char> = "11010519491231002X".chars().collect();
        let wrong = (digits[place].to_digit(10).unwrap() + step) % 10;
        digits[place] = char::from_digit(wrong, 10).unwrap();
        let text: String = digits.into_iter().collect();
        prop_assert!(check_identity_number(&text, today()).is_err());
    }

    #[test]
    fn a_code_with_its_own_check_character_is_good(body in "91[0-9]{6}[0-9A-HJ-NPQRTUWXY]{9}") {
        let code = format!("{body}{}", mod_31(&body));
        prop_assert!(check_credit_code(&code).is_ok(), "{code}");
    }
}
