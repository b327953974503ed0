//! Every change of a licence is noticed, whatever it is.

use chrono::NaiveDate;
use clerk_domain::digest::Digest;
use clerk_domain::ids::WindowId;
use clerk_domain::licence::Licence;
use clerk_domain::product::{Product, ProductKind};
use clerk_domain::register::{Certificate, Finding, Register, Revocation, Trust, Verdict};
use clerk_protocol::{WindowKey, verify};

fn key(n: u8) -> WindowKey {
    WindowKey::from_bytes(&[n; 32]).unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

const CENTRE: u8 = 7;
const WINDOW: u8 = 9;

fn certificate(by: u8, n: u8, from: &str, until: Option<&str>) -> Certificate {
    let mut certificate = Certificate {
        window: "shangwu-03".into(),
        public_key: key(n).public_key(),
        from: day(from),
        until: until.map(day),
        signature: String::new(),
    };
    certificate.signature = key(by).sign(&certificate.signed_text()).unwrap();
    certificate
}

fn register(keys: Vec<Certificate>) -> Register {
    Register { version: 1, keys, revoked: Vec::new() }
}

fn usual() -> Register {
    register(vec![certificate(CENTRE, WINDOW, "2026-11-01", None)])
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
    let signed = licence.signed_text(&WindowId::from(window));
    let signature = key(by).sign(&signed).unwrap();
    format!("{signed}.{signature}")
}

fn good() -> String {
    code(WINDOW, "shangwu-03", "2026-11-23", None)
}

fn judge(register: &Register, text: &str) -> Finding {
    let centre_key = key(CENTRE).public_key();
    Trust { register, centre_key: &centre_key, holds: verify }.judge(text, day("2026-11-24"))
}

#[test]
fn a_verdict_says_what_is_to_be_thought_of_a_licence() {
    let found = judge(&usual(), &format!(" {}\n", good()));
    assert_eq!(found.verdict, Verdict::Valid);
    assert_eq!(found.licence.unwrap().holder, "徐州示例有限公司（样本）");

    let on = |from, until| register(vec![certificate(CENTRE, WINDOW, from, until)]);
    let uncertified = register(vec![certificate(8, WINDOW, "2026-11-01", None)]);
    let renewed = register(vec![
        certificate(CENTRE, WINDOW, "2026-11-01", Some("2026-11-23")),
        certificate(CENTRE, 10, "2026-11-23", None),
    ]);
    let cases = [
        (usual(), code(WINDOW, "shangwu-03", "2026-11-23", Some("2026-11-24")), Verdict::Valid),
        (usual(), code(WINDOW, "shangwu-03", "2026-11-23", Some("2026-11-23")), Verdict::Expired),
        (usual(), code(8, "shangwu-03", "2026-11-23", None), Verdict::Altered),
        (usual(), code(WINDOW, "shangwu-04", "2026-11-23", None), Verdict::Unknown),
        (usual(), code(CENTRE, "shangwu-03", "2026-11-23", None), Verdict::Altered),
        (uncertified, good(), Verdict::Unknown),
        (register(Vec::new()), good(), Verdict::Unknown),
        (renewed.clone(), good(), Verdict::Valid),
        (renewed.clone(), code(10, "shangwu-03", "2026-11-23", None), Verdict::Valid),
        (renewed, code(WINDOW, "shangwu-03", "2026-11-24", None), Verdict::Unknown),
        (on("2026-11-24", None), good(), Verdict::Unknown),
        (usual(), "SWWZ-2026-000123-7".to_owned(), Verdict::Unknown),
    ];
    for (n, (register, text, expected)) in cases.into_iter().enumerate() {
        assert_eq!(judge(&register, &text).verdict, expected, "case {n}");
    }
}

#[test]
fn a_revocation_is_told_with_its_reason() {
    let mut register = usual();
    let revocation = |number: &str, by: Option<&str>| Revocation {
        number: number.to_owned(),
        on: day("2026-11-24"),
        reason: "样本".to_owned(),
        replaced_by: by.map(str::to_owned),
        cancelled: false,
    };
    register.revoked = vec![revocation("SWWZ-2026-000122-7", None)];
    assert_eq!(judge(&register, &good()).verdict, Verdict::Valid, "another one's");
    register.revoked.push(revocation("SWWZ-2026-000123-7", None));
    let found = judge(&register, &good());
    assert_eq!(
        (found.verdict, found.revocation.unwrap().reason),
        (Verdict::Revoked, "样本".into())
    );
    register.revoked[1].replaced_by = Some("SWWZ-2026-000124-7".to_owned());
    assert_eq!(judge(&register, &good()).verdict, Verdict::Replaced);
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
        shell.env("CODE", code).env("KEY", key(WINDOW).public_key());
        String::from_utf8(shell.output().unwrap().stdout).unwrap()
    };
    assert_eq!(run(&good()), "Verified OK\n");
    assert_eq!(run(&code(8, "shangwu-03", "2026-11-23", None)), "Verification failure\n");
    assert_eq!(run(&good().replace("WC1.W", "WC1.X")), "Verification failure\n");
}
