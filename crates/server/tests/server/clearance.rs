//! A supervisor gets the code for a halted window's number, and nobody else does.

use crate::program::{as_person, run};
use crate::support::{PASSWORD, TestCentre, key};
use clerk_domain::ids::WindowId;
use clerk_protocol::{CLEARANCES, Clearances, Protocol as _, Secret};
use clerk_server::Login;

const SHANGWU: &str = "shangwu-01";

async fn ask(
    centre: &TestCentre,
    person: &str,
    window: &str,
    number: u32,
) -> Result<String, &'static str> {
    let login = Login { person: person.into(), password: Secret(PASSWORD.to_owned()) };
    let given = centre.server.clearance(login, &window.into(), number).await;
    given.map_err(|error| error.code())
}

#[tokio::test]
async fn a_device_knows_each_code_and_holds_none() {
    let centre = TestCentre::new().await;
    let request = centre.enrolment(SHANGWU, key("a")).await;
    let reply = centre.server.enrol(request).await.unwrap();
    assert_eq!(reply.clearances.len(), 100);
    let (window, public_key) = (WindowId::from(SHANGWU), key("a").public_key());
    let codes = Clearances { window: &window, public_key: &public_key };
    for (number, commitment) in (1..).zip(&reply.clearances) {
        let code = ask(&centre, "he", SHANGWU, number).await.unwrap();
        assert_eq!(codes.commitment(number, &code), *commitment, "{number}");
        let letters = code.replace('-', "");
        assert_eq!((code.len(), letters.len()), (19, 16), "{code}");
        assert!(letters.chars().all(|c| c.is_ascii_digit() || c.is_ascii_uppercase()), "{code}");
        if number == 1 {
            assert_eq!(ask(&centre, "feng", SHANGWU, number).await, Ok(code), "the same again");
        }
    }
}

#[tokio::test]
async fn nobody_else_is_given_one_and_there_are_no_others() {
    let centre = TestCentre::new().await;
    centre.device(SHANGWU).await;
    for (person, window, number, code) in [
        ("li", SHANGWU, 1, "role_forbidden"),
        ("wang", SHANGWU, 1, "role_forbidden"),
        ("sun", SHANGWU, 1, "role_forbidden"),
        ("nobody", SHANGWU, 1, "password_wrong"),
        ("he", SHANGWU, 0, "no_clearance"),
        ("he", SHANGWU, CLEARANCES + 1, "no_clearance"),
        ("he", "shangwu-02", 1, "no_window"),
        ("he", "nowhere-01", 1, "no_window"),
    ] {
        assert_eq!(ask(&centre, person, window, number).await, Err(code), "{person} {window}");
    }
}

#[tokio::test]
async fn the_program_prints_the_code_alone_and_logs_who_gave_it() {
    let centre = TestCentre::new().await;
    centre.device(SHANGWU).await;
    let data = centre.folder.path();
    let code = ask(&centre, "he", SHANGWU, 3).await.unwrap();
    let given = as_person(data, &["clear", SHANGWU, "3", "--as", "he"]);
    assert_eq!(String::from_utf8(given.stdout).unwrap(), format!("{code}\n"));
    let log = String::from_utf8(given.stderr).unwrap();
    let line = log.lines().find(|line| line.contains("clearance given")).unwrap();
    let line: serde_json::Value = serde_json::from_str(line).unwrap();
    let told = &line["fields"];
    assert_eq!(
        (&told["by"], &told["window"], &told["number"]),
        (&"he".into(), &SHANGWU.into(), &3.into())
    );
    assert!(!log.contains(&code) && !log.contains(PASSWORD));
    for (output, said) in [
        (as_person(data, &["clear", SHANGWU, "3", "--as", "li"]), "[role_forbidden]"),
        (as_person(data, &["clear", SHANGWU, "101", "--as", "he"]), "101"),
        (as_person(data, &["clear", SHANGWU, "K7Q2MX", "--as", "he"]), "K7Q2MX"),
        (as_person(data, &["clear", SHANGWU, "3"]), "--as"),
        (run(data, &["clear", SHANGWU, "3", "--as", "he"]), "CLERK_PASSWORD"),
    ] {
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{stderr}");
        assert!(stderr.contains(said) && output.stdout.is_empty(), "{said}: {stderr}");
    }
}
