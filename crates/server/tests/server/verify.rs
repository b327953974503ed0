//! What the public page and the register say of a licence.

use crate::http::Served;
use crate::support::{Device, TestCentre, accepted, admin, case, issued, key, received, window};
use clerk_domain::case::{Case, CaseAct, acts};
use clerk_domain::decide::{Facts, inputs_digest};
use clerk_domain::item::Action;
use clerk_domain::licence::Licence;
use clerk_domain::product::{ExistingLicence, ProductKind, issued_on};
use clerk_domain::register::{Register, RegisterPage, Revocation, Trust, Verdict};
use clerk_protocol::{PackRequest, Protocol as _, SignedKind, WindowKey, path};
use clerk_server::ServerError;
use reqwest::StatusCode;
use std::convert::Infallible;

const HOLDER: &str = "徐州示例有限公司（样本）";

/// A licence of the device, signed by `by`, and the text of its QR code.
fn licence(device: &Device, number: &str, by: &WindowKey) -> (CaseAct, String) {
    let CaseAct::Issued(acts::Issued { mut licence, .. }) = issued(number) else { unreachable!() };
    let signed = licence.signed_text(&device.id(), &"li".into());
    licence.signature = by.sign(&signed).unwrap();
    let code = format!("{signed}.{}", licence.signature);
    (CaseAct::Issued(acts::Issued { licence, founded: None }), code)
}

/// Issues a licence and pushes it.
async fn issue(centre: &TestCentre, device: &mut Device, number: &str) -> String {
    let case = device.receive(number);
    device.act(case, accepted());
    let (act, code) = licence(device, number, &device.person_key("li"));
    device.act(case, act);
    device.push_all(&*centre.server).await;
    code
}

async fn ask(served: &Served, q: &str) -> String {
    let url = format!("{}{}", served.url, path::VERIFY);
    let url = reqwest::Url::parse_with_params(&url, [("q", q)]).unwrap();
    let answer = served.client.get(url).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
    let policy = answer.headers()["content-security-policy"].to_str().unwrap().to_owned();
    assert!(policy.starts_with("default-src 'none'; form-action 'self'"), "{policy}");
    assert_eq!(answer.headers()["cache-control"], "no-store");
    let page = answer.text().await.unwrap();
    assert!(page.contains("<html lang=\"zh-CN\">") && !page.contains("<script"), "{page}");
    page
}

#[track_caller]
fn says(page: &str, heading: &str) {
    assert!(page.contains(&format!("<h2 id=\"verdict\">{heading}</h2>")), "{heading}: {page}");
}

#[tokio::test]
async fn anybody_sees_how_a_licence_stands_and_a_name_only_with_the_code() {
    let centre = TestCentre::new().await;
    let served = Served::new(&centre).await;
    let mut device = centre.desk("shangwu-01").await;
    let [one, two, three] = [1, 2, 3].map(|place| device.number(place));
    let code = issue(&centre, &mut device, &one).await;
    issue(&centre, &mut device, &two).await;

    let empty = ask(&served, "").await;
    assert!(!empty.contains("<h2"), "{empty}");
    let page = ask(&served, &code).await;
    says(&page, "有效");
    assert!(page.contains(HOLDER), "{page}");
    let page = ask(&served, &format!(" {one} ")).await;
    says(&page, "有效");
    assert!(
        page.contains("徐州*") && !page.contains(HOLDER) && page.contains("仅按编号"),
        "{page}"
    );

    let (_, unsynced) = licence(&device, &three, &device.person_key("li"));
    says(&ask(&served, &unsynced).await, "尚未上报");
    says(&ask(&served, &three).await, "查无此证");
    let (_, forged) = licence(&device, &one, &key("a stranger"));
    let cut = &code[..code.len() - 2];
    for altered in [forged.as_str(), cut, "WC1.", &format!("WC1.{}", "A".repeat(20_000))] {
        let page = ask(&served, altered).await;
        says(&page, "内容被改动");
        assert!(!page.contains(HOLDER) && !page.contains(&one), "{page}");
    }
    let page = ask(&served, "<script>alert(1)</script>").await;
    says(&page, "查无此证");

    let itself = centre.server.revoke(&admin(), &two, "换发", Some(&two)).await;
    assert!(matches!(itself, Err(ServerError::NoReplacement(_))));
    centre.server.revoke(&admin(), &two, "换发", Some(&one)).await.unwrap();
    says(&ask(&served, &two).await, "已换发");
    let ended = centre.server.revoke(&admin(), &one, "换发", Some(&two)).await;
    assert!(matches!(ended, Err(ServerError::NoReplacement(_))));
    centre.server.revoke(&admin(), &one, "<样本>", None).await.unwrap();
    let page = ask(&served, &code).await;
    says(&page, "已撤销");
    assert!(page.contains("&lt;样本&gt;"), "{page}");
    let again = centre.server.revoke(&admin(), &two, "换发", None).await;
    assert!(matches!(again, Err(ServerError::Revoked(_))));
    let unknown = centre.server.revoke(&admin(), "SWWZ-9", "换发", None).await;
    assert!(matches!(unknown, Err(ServerError::NoLicence(_))));
}

#[tokio::test]
async fn a_window_gets_the_register_and_can_judge_by_it_alone() {
    let mut centre = TestCentre::new().await;
    let mut device = centre.device("shangwu-01").await;
    let code = issue(&centre, &mut device, "SWWZ-1").await;
    let other = centre.device("shangwu-02").await;
    let centre_key = centre.server.public_key();
    let ask = async |centre: &TestCentre, known| {
        let request = PackRequest { known: 1, register: known, older: vec![] };
        let reply = centre.server.pack(&other.token, request).await.unwrap();
        assert!(reply.pack.is_none());
        let signed = reply.register?;
        Some(signed.open::<RegisterPage>(SignedKind::RegisterPage, &centre_key).unwrap())
    };
    let first = ask(&centre, 0).await.unwrap();
    assert_eq!((first.version, first.devices.len(), first.revoked.len()), (first.last, 2, 0));
    assert_eq!((first.keys.len(), first.appointments.len()), (4, 7));
    assert!(ask(&centre, first.version).await.is_none(), "nothing changed");
    let mut register = Register::default();
    register.take(first.clone());
    assert_eq!(judge(&register, &[], &centre_key, &code), Verdict::Valid);

    // A new device at the same window, days later: the old one's licences stay what they are.
    centre.restart().await;
    centre.later(chrono::TimeDelta::days(2));
    let request = centre.enrolment("shangwu-01", key("a new device")).await;
    let reply = centre.server.enrol(request).await.unwrap();
    assert_eq!((&reply.window, &reply.centre_key), (&window("shangwu-01"), &centre_key));
    let mut device = Device::new(key("a new device"), &reply);
    let second = ask(&centre, first.version).await.unwrap();
    let ends: Vec<_> = second.devices.iter().map(|known| known.of.term.until.is_some()).collect();
    assert_eq!((ends, second.keys.len()), (vec![true, false], 2), "what changed alone");
    register.take(second.clone());
    assert_eq!(judge(&register, &[], &centre_key, &code), Verdict::Valid);

    centre.server.revoke(&admin(), "SWWZ-1", "样本", None).await.unwrap();
    let third = ask(&centre, second.version).await.unwrap();
    assert_eq!(judge(&register, &third.revoked, &centre_key, &code), Verdict::Revoked);
    device.receive("c1");
    let reply = device.push_all(&*centre.server).await;
    assert_eq!(reply.status.register_version, third.version);
}

/// By the register alone, as a window does.
fn judge(register: &Register, revoked: &[Revocation], centre_key: &str, code: &str) -> Verdict {
    let trust = Trust { register, centre_key, holds: clerk_protocol::verify };
    let revoked =
        |id: &str| Ok::<_, Infallible>(revoked.iter().find(|known| known.number == id).cloned());
    let Ok(finding) = trust.judge(code, "2026-11-23".parse().unwrap(), revoked);
    finding.verdict
}

/// A licence of a case of its own, pushed.
async fn issue_with(
    centre: &TestCentre,
    device: &mut Device,
    number: &str,
    change: impl FnOnce(&mut Licence),
) {
    let case = device.receive(number);
    device.act(case, accepted());
    let issued = device.issued_with(number, change);
    device.act(case, issued);
    device.push_all(&*centre.server).await;
}

#[tokio::test]
async fn a_replacement_is_another_existing_licence_of_the_same_holder() {
    let centre = TestCentre::new().await;
    let mut device = centre.device("shangwu-01").await;
    let code = |code: &str| Some(code.to_owned());
    issue_with(&centre, &mut device, "SWWZ-1", |_| {}).await;
    issue_with(&centre, &mut device, "SWWZ-2", |it| {
        it.holder = "徐州样本公司".to_owned();
        it.product.holder_number = None;
    })
    .await;
    // Of one name, and by their codes two.
    let coded = async |device: &mut Device, number, holder: &str| {
        issue_with(&centre, device, number, |it| it.product.holder_number = code(holder)).await;
    };
    coded(&mut device, "SWWZ-3", "91320300YB0000016E").await;
    coded(&mut device, "SWWZ-4", "91320300YB000018XJ").await;
    coded(&mut device, "SWWZ-5", "91320300YB0000016E").await;
    issue_with(&centre, &mut device, "SWWZ-6", |_| {}).await;
    let revoke = async |number, by| centre.server.revoke(&admin(), number, "换发", Some(by)).await;

    assert!(matches!(revoke("SWWZ-1", "SWWZ-9").await, Err(ServerError::NoLicence(_))));
    for (number, by) in [("SWWZ-1", "SWWZ-1"), ("SWWZ-1", "SWWZ-2"), ("SWWZ-3", "SWWZ-4")] {
        let refused = revoke(number, by).await;
        assert!(matches!(refused, Err(ServerError::NoReplacement(_))), "{number} by {by}");
    }
    revoke("SWWZ-1", "SWWZ-6").await.unwrap();
    revoke("SWWZ-3", "SWWZ-5").await.unwrap();
}

#[tokio::test]
async fn a_cancelled_licence_has_ended_for_everybody() {
    let centre = TestCentre::new().await;
    let served = Served::new(&centre).await;
    let mut device = centre.desk("shangwu-01").await;
    let number = device.number(1);
    let code = issue(&centre, &mut device, &number).await;
    let CaseAct::Issued(acts::Issued { licence: first, .. }) = issued(&number) else {
        unreachable!()
    };
    let existing = ExistingLicence::from(&first);
    let (kind, today) = (ProductKind::Cancelled, first.issued_on);
    let (product, until) = issued_on(kind, Some(&existing), today, |_| None).unwrap();
    let mut again = received("c2");
    if let CaseAct::Received(received) = &mut again {
        received.existing = Some(existing);
        received.action = Action::Cancel;
    }
    let case = case("c2");
    device.act(case, again);
    device.act(case, accepted());
    let began = device
        .entries
        .iter()
        .find(|sealed| sealed.entry.about.case().is_some_and(|(id, _)| id == case));
    let inputs = inputs_digest(&Facts::from(&Case::begin(&began.unwrap().entry).unwrap()));
    let cancelled = device.issued_with(&number, |licence| {
        licence.product = product;
        licence.valid_until = until;
        licence.inputs = inputs;
    });
    device.act(case, cancelled);
    device.push_all(&*centre.server).await;

    for asked in [&*code, &number] {
        says(&ask(&served, asked).await, "已注销");
    }
    let other = centre.device("shangwu-02").await;
    let request = PackRequest { known: 1, register: 0, older: vec![] };
    let signed = centre.server.pack(&other.token, request).await.unwrap().register.unwrap();
    let centre_key = centre.server.public_key();
    let page: RegisterPage = signed.open(SignedKind::RegisterPage, &centre_key).unwrap();
    let (revoked, mut register) = (page.revoked.clone(), Register::default());
    register.take(page);
    assert_eq!(judge(&register, &revoked, &centre_key, &code), Verdict::Cancelled);
}
