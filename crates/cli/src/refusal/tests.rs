use super::{CliError, DESK_ROWS, Exit, OWN_ROWS};
use crate::arguments::Lang;
use clerk_desk::api::{ApiError, ErrorCode};

#[test]
fn every_sentence_reads_well_with_and_without_a_detail() {
    for (code, told) in DESK_ROWS.iter().chain(OWN_ROWS) {
        for lang in [Lang::Zh, Lang::En] {
            for detail in ["", "样本-7"] {
                let text = told.sentence(lang, detail);
                assert!(!text.contains(['[', ']', '{', '}']) && !text.contains("  "), "{code}");
                assert!(text.trim() == text && text.chars().count() > 3, "{code}: {text}");
            }
        }
        let chinese = told.sentence(Lang::Zh, "").chars().any(|c| c > '一');
        assert!(chinese && told.sentence(Lang::En, "").is_ascii(), "{code}");
    }
}

#[test]
fn a_detail_stands_where_it_belongs() {
    let cases = [
        (ErrorCode::PasswordWrong, "3", "还可以试 3 次"),
        (ErrorCode::NotPermitted, "issued", "已签发"),
        (ErrorCode::LockedOut, "2026-11-23T09:05:00+08:00", "2026-11-23 09:05"),
        (ErrorCode::LockedOut, "locked_out: later", "登录已锁定；"),
        (ErrorCode::PasswordWrong, "password_wrong: no", "不正确；"),
        (ErrorCode::DiskFull, "/样本", "（/样本）"),
    ];
    for (code, detail, expected) in cases {
        let text = CliError::Desk(ApiError::with(code, detail)).sentence(Lang::Zh);
        assert!(text.contains(expected), "{text}");
    }
}

#[test]
fn exit_codes_tell_rules_input_and_faults_apart() {
    let cases = [
        (ErrorCode::NotAuthorised, Exit::Refused),
        (ErrorCode::FeeUnpaid, Exit::Refused),
        (ErrorCode::FieldProblems, Exit::Usage),
        (ErrorCode::PasswordWrong, Exit::Usage),
        (ErrorCode::DiskFull, Exit::Failed),
        (ErrorCode::LockedOut, Exit::Failed),
    ];
    for (code, exit) in cases {
        assert_eq!(CliError::Desk(ApiError::new(code)).exit(), exit, "{code:?}");
    }
    assert_eq!((Exit::Refused as u8, Exit::Usage as u8, Exit::Failed as u8), (1, 2, 3));
}

#[test]
fn codes_are_snake_case() {
    let code = CliError::Desk(ApiError::new(ErrorCode::NotYourWindow)).code();
    assert_eq!(code, "not_your_window");
    assert_eq!(CliError::PersonNeeded.code(), "person_needed");
}
