//! Every change of a licence is noticed, whatever it is.

use chrono::{DateTime, FixedOffset, NaiveDate};
use clerk_domain::appointment::{Appointment, Attested, PersonKey, Statement, Term, WindowDevice};
use clerk_domain::digest::Digest;
use clerk_domain::ids::WindowId;
use clerk_domain::licence::Licence;
use clerk_domain::person::Role;
use clerk_domain::product::{Product, ProductKind};
use clerk_domain::register::{Finding, Register, Revocation, Trust, Verdict};
use clerk_protocol::{WindowKey, verify};
use std::convert::Infallible;

fn key(n: u8) -> WindowKey {
    WindowKey::from_bytes(&[n; 32]).unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

const CENTRE: u8 = 7;
const PERSON: u8 = 9;

/// Nine in the morning of a day.
fn morning(day: &str) -> DateTime<FixedOffset> {
    format!("{day}T09:00:00+08:00").parse().unwrap()
}

fn term(from: &str, until: Option<&str>) -> Term {
    Term { from: morning(from), until: until.map(morning) }
}

/// A statement, signed by a key.
fn said<T: Statement>(by: u8, of: T) -> Attested<T> {
    let signature = key(by).sign(&of.signed_text()).unwrap();
    Attested { of, signature }
}

/// A device's key; that of a window's own is of no weight for a licence.
fn device(n: u8, term: Term) -> WindowDevice {
    WindowDevice {
        window: "shangwu-03".into(),
        department: "shangwu".into(),
        public_key: key(n).public_key(),
        term,
    }
}

fn person_key(n: u8, term: Term) -> PersonKey {
    PersonKey {
        person: "wang".into(),
        window: "shangwu-03".into(),
        public_key: key(n).public_key(),
        term,
    }
}

fn appointment(role: Role, department: &str, term: Term) -> Appointment {
    let (person, name) = ("wang".into(), "王小明（样本）".to_owned());
    Appointment { person, name, role, department: department.into(), term }
}

fn usual() -> Register {
    let term = term("2026-11-01", None);
    Register {
        devices: vec![said(CENTRE, device(1, term))],
        appointments: vec![said(CENTRE, appointment(Role::Chief, "shangwu", term))],
        keys: vec![said(CENTRE, person_key(PERSON, term))],
    }
}

fn with_keys(keys: Vec<Attested<PersonKey>>) -> Register {
    Register { keys, ..usual() }
}

fn appointed(role: Role, department: &str, from: &str, until: Option<&str>) -> Register {
    let appointment = appointment(role, department, term(from, until));
    Register { appointments: vec![said(CENTRE, appointment)], ..usual() }
}

/// The text of a licence's QR code, signed by a key.
fn code(by: u8, window: &str, issued_on: &str, until: Option<&str>) -> String {
    let licence = Licence {
        number: "SWWZ-2026-000123-7".to_owned(),
        licence_type: "shangwu-approval".to_owned(),
        name: "批准证书（样本）".to_owned(),
        holder: "徐州示例有限公司（样本）".to_owned(),
        product: Product::first(ProductKind::New, day(issued_on)),
        issued_on: day(issued_on),
        valid_until: until.map(day),
        reasons: Vec::new(),
        pack_version: 1,
        inputs: Digest::ZERO,
        identifier: None,
        signature: String::new(),
    };
    let signed = licence.signed_text(&WindowId::from(window), &"wang".into());
    let signature = key(by).sign(&signed).unwrap();
    format!("{signed}.{signature}")
}

fn good() -> String {
    code(PERSON, "shangwu-03", "2026-11-23", None)
}

fn judge(register: &Register, text: &str) -> Finding {
    knowing(register, text, &[])
}

/// As [`judge`], with what was revoked.
fn knowing(register: &Register, text: &str, revoked: &[Revocation]) -> Finding {
    let centre_key = key(CENTRE).public_key();
    let trust = Trust { register, centre_key: &centre_key, holds: verify };
    let revoked =
        |id: &str| Ok::<_, Infallible>(revoked.iter().find(|known| known.number == id).cloned());
    let Ok(finding) = trust.judge(text, day("2026-11-24"), revoked);
    finding
}

#[test]
fn a_verdict_says_what_is_to_be_thought_of_a_licence() {
    let found = judge(&usual(), &format!(" {}\n", good()));
    assert_eq!(found.verdict, Verdict::Valid);
    assert_eq!(found.licence.unwrap().holder, "徐州示例有限公司（样本）");

    let on = |from, until| with_keys(vec![said(CENTRE, person_key(PERSON, term(from, until)))]);
    let unsaid = with_keys(vec![said(8, person_key(PERSON, term("2026-11-01", None)))]);
    let renewed = with_keys(vec![
        said(CENTRE, person_key(PERSON, term("2026-11-01", Some("2026-11-23")))),
        said(CENTRE, person_key(10, term("2026-11-23", None))),
    ]);
    // The device was another one's place from the day on.
    let ended = device(1, term("2026-11-01", Some("2026-11-22")));
    let stolen = Register { devices: vec![said(CENTRE, ended)], ..usual() };
    let term = term("2026-11-01", None);
    let unsaid_appointment = said(8, appointment(Role::Chief, "shangwu", term));
    let unappointed = Register { appointments: vec![unsaid_appointment], ..usual() };
    let cases = [
        (usual(), code(PERSON, "shangwu-03", "2026-11-23", Some("2026-11-24")), Verdict::Valid),
        (usual(), code(PERSON, "shangwu-03", "2026-11-23", Some("2026-11-23")), Verdict::Expired),
        (usual(), code(8, "shangwu-03", "2026-11-23", None), Verdict::Altered),
        (usual(), code(1, "shangwu-03", "2026-11-23", None), Verdict::Altered),
        (usual(), code(PERSON, "shangwu-04", "2026-11-23", None), Verdict::Unknown),
        (usual(), code(CENTRE, "shangwu-03", "2026-11-23", None), Verdict::Altered),
        (unsaid, good(), Verdict::Unknown),
        (Register::default(), good(), Verdict::Unknown),
        (renewed.clone(), good(), Verdict::Valid),
        (renewed.clone(), code(10, "shangwu-03", "2026-11-23", None), Verdict::Valid),
        (renewed, code(PERSON, "shangwu-03", "2026-11-24", None), Verdict::Unknown),
        (on("2026-11-24", None), good(), Verdict::Unknown),
        (stolen, good(), Verdict::Unknown),
        (unappointed, good(), Verdict::Unknown),
        (appointed(Role::Clerk, "shangwu", "2026-11-01", None), good(), Verdict::Valid),
        (appointed(Role::Leader, "shangwu", "2026-11-01", None), good(), Verdict::Unknown),
        (appointed(Role::Chief, "huanbao", "2026-11-01", None), good(), Verdict::Unknown),
        (appointed(Role::Chief, "shangwu", "2026-11-24", None), good(), Verdict::Unknown),
        (
            appointed(Role::Chief, "shangwu", "2026-11-01", Some("2026-11-22")),
            good(),
            Verdict::Unknown,
        ),
        (
            appointed(Role::Chief, "shangwu", "2026-11-01", Some("2026-11-23")),
            good(),
            Verdict::Valid,
        ),
        (usual(), "SWWZ-2026-000123-7".to_owned(), Verdict::Unknown),
    ];
    for (n, (register, text, expected)) in cases.into_iter().enumerate() {
        assert_eq!(judge(&register, &text).verdict, expected, "case {n}");
    }
}

#[test]
fn a_revocation_is_told_with_its_reason() {
    let register = usual();
    let revocation = |number: &str, by: Option<&str>| Revocation {
        number: number.to_owned(),
        on: day("2026-11-24"),
        reason: "样本".to_owned(),
        replaced_by: by.map(str::to_owned),
        cancelled: false,
    };
    let mut revoked = vec![revocation("SWWZ-2026-000122-7", None)];
    let found = knowing(&register, &good(), &revoked);
    assert_eq!(found.verdict, Verdict::Valid, "another one's");
    revoked.push(revocation("SWWZ-2026-000123-7", None));
    let found = knowing(&register, &good(), &revoked);
    assert_eq!(
        (found.verdict, found.revocation.unwrap().reason),
        (Verdict::Revoked, "样本".into())
    );
    revoked[1].replaced_by = Some("SWWZ-2026-000124-7".to_owned());
    assert_eq!(knowing(&register, &good(), &revoked).verdict, Verdict::Replaced);
}

/// Each byte is changed to others, until there were a thousand changes and more; then cut anywhere.
#[test]
fn a_thousand_changes_of_one_byte_and_every_cut_are_noticed() {
    let (register, good) = (usual(), good());
    let mut changes = 0;
    for at in 0..good.len() {
        for change in [0x01, 0x20, 0x40, 0x7f] {
            let mut bytes = good.clone().into_bytes();
            bytes[at] ^= change;
            let text = String::from_utf8(bytes).unwrap();
            let verdict = judge(&register, &text).verdict;
            assert!(matches!(verdict, Verdict::Altered | Verdict::Unknown), "{at} {text}");
            changes += 1;
        }
        let verdict = judge(&register, &good[..at]).verdict;
        assert!(matches!(verdict, Verdict::Altered | Verdict::Unknown), "cut at {at}");
    }
    assert!(changes >= 1000, "{changes}");
    println!("{changes} changes of one byte, {} cuts", good.len());
    let huge = format!("{good}{}", "0".repeat(32 << 20));
    assert_eq!(judge(&register, &huge).verdict, Verdict::Altered);
}

/// The recipe of docs/PROTOCOL.md, run as it stands there.
#[test]
fn openssl_verifies_a_licence_as_the_documentation_says() {
    let page = include_str!("../../../../docs/PROTOCOL.md");
    let recipe = page.split("<!-- a test runs this -->").nth(1).unwrap();
    let recipe = recipe.split("```sh").nth(1).unwrap().split("```").next().unwrap();
    let dir = tempfile::tempdir().unwrap();
    let run = |code: &str| {
        let mut shell = std::process::Command::new("sh");
        shell.args(["-ec", recipe]).current_dir(dir.path());
        shell.env("CODE", code).env("KEY", key(PERSON).public_key());
        String::from_utf8(shell.output().unwrap().stdout).unwrap()
    };
    assert_eq!(run(&good()), "Verified OK\n");
    assert_eq!(run(&code(8, "shangwu-03", "2026-11-23", None)), "Verification failure\n");
    assert_eq!(run(&good().replace("WC1.W", "WC1.X")), "Verification failure\n");
}
