//! Numbers from the standards and their public examples, and every way to get one wrong. Invented
//! numbers had their check characters worked out by another program.

use super::IdentityDocument::{
    CreditCode, HongKongMacaoPermit, Passport, PermanentResidenceCard, ResidencePermit,
    ResidentCard, TaiwanPermit,
};
use super::credit_code::mod_31;
use super::shape::mod_11_2;
use super::{IdentityDocument, Sex, check_applicant, check_credit_code, mask, normalise_number};
use crate::case::Applicant;
use crate::item::ApplicantKind;
use chrono::NaiveDate;
use proptest::prelude::*;

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()
}

/// The first is the standard's own example (GB 11643-1999).
#[test]
fn reads_who_bears_a_number() {
    let numbers = [
        (ResidentCard, "11010519491231002X", "1949-12-31", Sex::Female),
        (ResidentCard, "11010519491231002x", "1949-12-31", Sex::Female),
        (ResidentCard, " 110105 19491231 002Ｘ ", "1949-12-31", Sex::Female),
        (ResidentCard, "１１０１０５１９４９１２３１００２ｘ", "1949-12-31", Sex::Female),
        (ResidentCard, "320300200002290011", "2000-02-29", Sex::Male),
        (ResidencePermit, "810000199001010019", "1990-01-01", Sex::Male),
        (ResidencePermit, "820000198506150022", "1985-06-15", Sex::Female),
        (ResidencePermit, "830000200002290031", "2000-02-29", Sex::Male),
        (PermanentResidenceCard, "911840198812030042", "1988-12-03", Sex::Female),
        (PermanentResidenceCard, "9328 4019 7508 0800 10", "1975-08-08", Sex::Male),
    ];
    for (document, text, born, sex) in numbers {
        let read = document.read(text, today()).unwrap();
        let bearer = read.bearer.unwrap();
        assert_eq!(bearer.birth_date.to_string(), born, "{text}");
        assert_eq!(bearer.sex, sex, "{text}");
        assert!(read.number.len() == 18 && !read.number.contains('x'));
    }
}

#[test]
fn reads_numbers_that_tell_nothing_of_their_bearer() {
    let numbers = [
        (PermanentResidenceCard, "usa320381010101", "USA320381010101"),
        (Passport, "e 1234 5678", "E12345678"),
        (Passport, "AB123", "AB123"),
        (Passport, "123456789012345", "123456789012345"),
        (HongKongMacaoPermit, "h12345678", "H12345678"),
        (HongKongMacaoPermit, "Ｍ1234567801", "M1234567801"),
        (TaiwanPermit, "1234 5678", "12345678"),
        (CreditCode, " 91350100m000100y43", "91350100M000100Y43"),
    ];
    for (document, text, number) in numbers {
        let read = document.read(text, today()).unwrap();
        assert_eq!((read.number.as_str(), read.bearer), (number, None), "{text}");
    }
}

#[test]
fn says_what_is_wrong_with_a_number() {
    let numbers = [
        (ResidentCard, "", "number_length"),
        (ResidentCard, "11010519491231002", "number_length"),
        (ResidentCard, "11010519491231002X1", "number_length"),
        (ResidentCard, "110105491231002", "number_length"),
        (ResidentCard, "1101051949123100２X😀", "number_length"),
        (ResidentCard, "1101051949123100AX", "number_character"),
        (ResidentCard, "1101051949X231002X", "number_character"),
        (ResidentCard, "11010519491231002Y", "number_character"),
        (ResidentCard, "00010519491231002X", "number_division"),
        (ResidentCard, "84010519491231002X", "number_division"),
        (ResidentCard, "810000199001010019", "number_other_document"),
        (ResidentCard, "911840198812030042", "number_other_document"),
        (ResidentCard, "110105194913310020", "number_birth_date"),
        (ResidentCard, "110105190002290020", "number_birth_date"),
        (ResidentCard, "110105189912310020", "number_birth_date"),
        // The standard's other example: right in itself, too old to come to a window.
        (ResidentCard, "440524188001010014", "number_birth_date"),
        (ResidentCard, "110105202611240020", "number_birth_date"),
        (ResidentCard, "110105000000000020", "number_birth_date"),
        (ResidentCard, "110105194912310020", "number_check_character"),
        (ResidentCard, "110105194912310012", "number_check_character"),
        (ResidencePermit, "81000019900101001", "number_length"),
        (ResidencePermit, "84000019900101001X", "number_division"),
        (ResidencePermit, "810100199001010014", "number_division"),
        (ResidencePermit, "320300199001010019", "number_division"),
        (ResidencePermit, "810000202611240019", "number_birth_date"),
        (ResidencePermit, "810000199001010018", "number_check_character"),
        (PermanentResidenceCard, "USA32038101010", "number_length"),
        (PermanentResidenceCard, "USA3203810101012", "number_length"),
        (PermanentResidenceCard, "US1320381010101", "number_character"),
        (PermanentResidenceCard, "USA32038101010X", "number_character"),
        (PermanentResidenceCard, "811840198812030042", "number_character"),
        (PermanentResidenceCard, "900000199902300015", "number_birth_date"),
        (PermanentResidenceCard, "911840198812030043", "number_check_character"),
        (Passport, "E123", "number_length"),
        (Passport, "E123456789012345", "number_length"),
        (Passport, "E12-45678", "number_character"),
        (Passport, "护12345678", "number_character"),
        (Passport, "ABCDEFGH", "number_character"),
        (HongKongMacaoPermit, "H1234567", "number_length"),
        (HongKongMacaoPermit, "H123456789", "number_length"),
        (HongKongMacaoPermit, "T12345678", "number_character"),
        (HongKongMacaoPermit, "HA2345678", "number_character"),
        (TaiwanPermit, "1234567", "number_length"),
        (TaiwanPermit, "1234567890", "number_length"),
        (TaiwanPermit, "T2345678", "number_character"),
        (CreditCode, "", "number_length"),
        (CreditCode, "91350100M000100Y4", "number_length"),
        (CreditCode, "91350100M000100Y430", "number_length"),
        (CreditCode, "91350100I000100Y43", "number_character"),
        (CreditCode, "91350100O000100Y43", "number_character"),
        (CreditCode, "91350100S000100Y43", "number_character"),
        (CreditCode, "91350100V000100Y43", "number_character"),
        (CreditCode, "91350100Z000100Y43", "number_character"),
        (CreditCode, "9135A100M000100Y43", "number_character"),
        (CreditCode, "91350100中000100Y43", "number_character"),
        (CreditCode, "01350100M000100Y43", "number_registration"),
        (CreditCode, "97350100M000100Y43", "number_registration"),
        (CreditCode, "Y2350100M000100Y43", "number_registration"),
        (CreditCode, "91350100M000100Y44", "number_check_character"),
        (CreditCode, "91350100M000010Y43", "number_check_character"),
    ];
    for (document, text, code) in numbers {
        let error = document.read(text, today()).unwrap_err();
        assert_eq!(error.code(), code, "{document:?} {text}");
    }
}

#[test]
fn says_it_in_words_that_help() {
    let said = [
        (ResidentCard, "110105194912310020", "末位应为“X”，现为“0”"),
        (ResidentCard, "810000199001010019", "这个号码是港澳台居民居住证的"),
        (TaiwanPermit, "1234567", "台湾居民来往大陆通行证号码应为8位，现为7位"),
        (HongKongMacaoPermit, "M123", "应为9或11位"),
        (TaiwanPermit, "123\u{200b}4567", "第4位“U+200B”"),
    ];
    for (document, text, words) in said {
        let error = document.read(text, today()).unwrap_err().to_string();
        assert!(error.contains(words), "{error}");
    }
}

#[test]
fn today_is_a_birthday_and_tomorrow_is_not() {
    for document in [(ResidentCard, "110105"), (ResidencePermit, "810000")] {
        for (day, good) in [("20261123", true), ("20261124", false)] {
            let body = format!("{}{day}002", document.1);
            let number = format!("{body}{}", mod_11_2(&body));
            assert_eq!(document.0.read(&number, today()).is_ok(), good);
        }
    }
}

/// The first is the usual public example.
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
fn every_applicant_has_a_document_and_every_document_an_applicant() {
    use ApplicantKind::{Enterprise, Person, UniversityStudent};
    assert_eq!(IdentityDocument::of(Enterprise), [CreditCode]);
    for kind in [Person, UniversityStudent] {
        let documents = IdentityDocument::of(kind);
        assert_eq!((documents.len(), documents[0]), (6, ResidentCard));
        assert!(documents.iter().all(|document| !document.is_public()));
    }
}

#[test]
fn masks_all_but_the_ends() {
    let numbers = [
        ("320300200002290013", "320***********0013"),
        ("USA320381010101", "USA********0101"),
        ("E12345678", "E1*****78"),
        ("12345678", "12****78"),
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
        document: ResidentCard,
        number: number.to_owned(),
        phone: phone.to_owned(),
    };
    let good = "11010519491231002X";
    let passport = |document| Applicant { document, ..person("示例", "E12345678", "") };
    let cases = [
        (person("样本甲", good, ""), vec![]),
        (person("样本甲", good, "+86 516-0000000"), vec![]),
        (passport(Passport), vec![]),
        (passport(TaiwanPermit), vec!["applicant.number number_length"]),
        (passport(CreditCode), vec!["applicant.document document"]),
        (person(" ", good, ""), vec!["applicant.name required"]),
        (person("样\u{202e}本", good, ""), vec!["applicant.name text_direction"]),
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
        (ApplicantKind::Person, ResidentCard, good, true),
        (ApplicantKind::UniversityStudent, ResidentCard, good, true),
        (ApplicantKind::Enterprise, ResidentCard, good, false),
        (ApplicantKind::Enterprise, CreditCode, good, false),
        (ApplicantKind::Enterprise, CreditCode, "91350100M000100Y43", true),
        (ApplicantKind::Person, CreditCode, "91350100M000100Y43", false),
    ];
    for (kind, document, number, fits) in by_kind {
        let applicant = Applicant { kind, document, ..person("示例", number, "") };
        assert_eq!(check_applicant(&applicant, today()).is_ok(), fits, "{kind:?} {number}");
    }
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in "[0-9X身 ]{0,20}|.{0,24}") {
        for document in IdentityDocument::ALL {
            let _ = document.read(&text, today());
        }
        prop_assert_eq!(mask(&text).chars().count(), text.chars().count());
        let once = normalise_number(&text);
        prop_assert_eq!(normalise_number(&once), once);
    }

    /// Numbers as people type them: read from what was typed, and again from what was kept.
    #[test]
    fn what_was_read_reads_the_same_again(
        text in "[hｍM][0-9]{8}([0-9]{2})?|[0-9 ]{8,10}|[a-zＡ-Ｚ]{1,3} ?[0-9０-９]{4,12}",
        body in "(8[123]0000|9[0-9]{5}|3203[0-9]{2})(19[0-9]{2})(0[1-9]|1[0-2])(0[1-9]|1[0-9])[0-9]{3}",
    ) {
        let eighteen = format!("{body}{}", mod_11_2(&body)).to_lowercase();
        for document in IdentityDocument::ALL {
            for text in [&text, &eighteen] {
                if let Ok(read) = document.read(text, today()) {
                    prop_assert_eq!(&read.number, &normalise_number(text));
                    prop_assert_eq!(document.read(&read.number, today()), Ok(read));
                }
            }
        }
        let readers = IdentityDocument::ALL.into_iter();
        let readers = readers.filter(|document| !document.is_public());
        let readers = readers.filter(|document| document.read(&eighteen, today()).is_ok());
        prop_assert_eq!(readers.count(), 1, "{}", eighteen);
    }

    #[test]
    fn one_wrong_digit_is_always_found(place in 0usize..17, step in 1u32..10) {
        for document in [ResidentCard, ResidencePermit, PermanentResidenceCard] {
            let number = match document {
                ResidentCard => "11010519491231002X",
                ResidencePermit => "810000199001010019",
                _ => "911840198812030042",
            };
            let mut digits: Vec<char> = number.chars().collect();
            let wrong = (digits[place].to_digit(10).unwrap() + step) % 10;
            digits[place] = char::from_digit(wrong, 10).unwrap();
            let text: String = digits.into_iter().collect();
            prop_assert!(document.read(&text, today()).is_err());
        }
    }

    #[test]
    fn a_code_with_its_own_check_character_is_good(body in "91[0-9]{6}[0-9A-HJ-NPQRTUWXY]{9}") {
        let code = format!("{body}{}", mod_31(&body));
        prop_assert!(check_credit_code(&code).is_ok(), "{code}");
    }
}
