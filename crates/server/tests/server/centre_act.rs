//! What is done at a desk of the centre, and what is refused there.

use crate::support::{Device, PASSWORD, TestCentre, accepted, admin, pack, person};
use clerk_domain::case::acts::{ReferralDecided, Referred};
use clerk_domain::digest::Digest;
use clerk_domain::enquiry::acts::EnquiryAnswered;
use clerk_domain::enquiry::{Asker, EnquiryState};
use clerk_domain::grant::ReferralTarget;
use clerk_domain::ids::{Author, CaseNumber, DepartmentId, EnquiryId, Subject};
use clerk_domain::journal::{About, Entry};
use clerk_domain::person::Role;
use clerk_protocol::{Protocol as _, PullReply, Secret};
use clerk_server::repository::{Inspection as _, Journals as _};
use clerk_server::{ActRefusal, Login, Question, ServerError};

fn login(person: &str) -> Login {
    Login { person: person.into(), password: Secret(PASSWORD.to_owned()) }
}

fn decided(approved: bool) -> ReferralDecided {
    ReferralDecided { approved, opinion: "同意（样本）".to_owned() }
}

/// The centre with a leader of another department, a supervisor and an administrator.
async fn centre() -> TestCentre {
    let centre = TestCentre::new().await;
    let people = [
        ("qian", Role::Leader, "gongshang"),
        ("du", Role::Supervisor, "gongshang"),
        ("wei", Role::Admin, "gongshang"),
    ];
    let people = people.map(|(id, role, department)| person(id, role, department));
    centre.server.add_sample_people(&admin(), &people, PASSWORD).await.unwrap();
    centre
}

/// A window with a case that is referred, all of it at the centre.
async fn referred(centre: &TestCentre, name: &str, to: ReferralTarget) -> Device {
    let mut device = centre.desk("shangwu-01").await;
    let case = device.receive(name);
    device.act(case, accepted());
    device.act(case, Referred { to, reasons: Vec::new() }.into());
    device.push_all(&*centre.server).await;
    device
}

async fn decide(
    centre: &TestCentre,
    person: &str,
    case: &str,
    approved: bool,
) -> Result<(), ActRefusal> {
    let number = CaseNumber::from(case);
    refused(centre.server.decide_referral(login(person), &number, decided(approved)).await)
}

#[track_caller]
fn refused<T>(answer: Result<T, ServerError>) -> Result<T, ActRefusal> {
    answer.map_err(|error| match error {
        ServerError::Act(refusal) => refusal,
        other => panic!("{other}"),
    })
}

async fn state(centre: &TestCentre, case: &str) -> String {
    let found = centre.server.repository().cases(&CaseNumber::from(case)).await.unwrap();
    found[0].state.clone()
}

/// The number of entries in a desk's journal.
async fn kept(centre: &TestCentre, desk: &str) -> u64 {
    let lines = centre.server.repository().lines(&desk.into()).await.unwrap();
    lines.first().map_or(0, |line| line.head.seq)
}

#[tokio::test]
async fn a_leader_decides_once_and_windows_pull_it_from_the_desks_own_journal() {
    let centre = centre().await;
    let device = referred(&centre, "c1", ReferralTarget::Leader).await;
    assert_eq!(decide(&centre, "sun", "c1", true).await, Ok(()));
    assert_eq!(state(&centre, "c1").await, "accepted");
    assert_eq!(decide(&centre, "sun", "c1", false).await, Err(ActRefusal::AlreadyDecided));
    assert_eq!(kept(&centre, "centre/shangwu").await, 1);

    let pull = device.pull_from(0, Digest::ZERO);
    let PullReply { entries, .. } = centre.server.pull(&device.token, pull).await.unwrap();
    let last = entries.last().unwrap();
    assert_eq!((last.journal.as_str(), last.seq), ("centre/shangwu", 1));
    let entry = Entry::read(last.entry.as_ref().unwrap().get(), 1).unwrap();
    assert_eq!((entry.actor.person.as_str(), entry.actor.role), ("sun", Role::Leader));
    assert_eq!(entry.time.server, Some(entry.time.device));
    assert!(matches!(entry.about, About::Case(..)));
}

#[tokio::test]
async fn a_refusal_ends_the_case() {
    let centre = centre().await;
    referred(&centre, "c1", ReferralTarget::Leader).await;
    assert_eq!(decide(&centre, "sun", "c1", false).await, Ok(()));
    assert_eq!(state(&centre, "c1").await, "refused");
    assert_eq!(decide(&centre, "sun", "c1", true).await, Err(ActRefusal::AlreadyDecided));
}

#[tokio::test]
async fn who_may_not_decide_leaves_nothing_behind() {
    let centre = centre().await;
    let mut device = referred(&centre, "c1", ReferralTarget::Leader).await;
    let chief = device.receive("c2");
    device.act(chief, accepted());
    device.act(chief, Referred { to: ReferralTarget::Chief, reasons: Vec::new() }.into());
    device.receive("c3");
    device.push_all(&*centre.server).await;
    let rows = [
        ("li", "c1", ActRefusal::RoleForbidden),
        ("wang", "c1", ActRefusal::RoleForbidden),
        ("du", "c1", ActRefusal::RoleForbidden),
        ("wei", "c1", ActRefusal::RoleForbidden),
        ("qian", "c1", ActRefusal::OtherDepartment),
        ("nobody", "c1", ActRefusal::PasswordWrong),
        ("sun", "c2", ActRefusal::WithTheChief),
        ("sun", "c3", ActRefusal::NotReferred),
        ("sun", "c4", ActRefusal::CaseUnknown),
    ];
    for (person, case, refusal) in rows {
        assert_eq!(decide(&centre, person, case, true).await, Err(refusal), "{person} {case}");
    }
    let number = CaseNumber::from("c1");
    let wrong = Login { person: "sun".into(), password: Secret("other".to_owned()) };
    let answer = centre.server.decide_referral(wrong, &number, decided(true)).await;
    assert_eq!(refused(answer), Err(ActRefusal::PasswordWrong));
    for opinion in ["", " ", "不同\u{200b}意", &"字".repeat(501)] {
        let decided = ReferralDecided { approved: false, opinion: opinion.to_owned() };
        let answer = centre.server.decide_referral(login("sun"), &number, decided).await;
        assert_eq!(refused(answer), Err(ActRefusal::TextUnfit), "{opinion}");
    }
    assert_eq!(
        (kept(&centre, "centre/shangwu").await, state(&centre, "c1").await.as_str()),
        (0, "referred")
    );
}

/// What a window writes into its own journal is no leader's decision, whoever it names.
#[tokio::test]
async fn a_window_cannot_decide_in_the_leaders_name() {
    let centre = centre().await;
    let mut device = referred(&centre, "c1", ReferralTarget::Leader).await;
    let from = device.chain.seq + 1;
    device.act(crate::support::case("c1"), decided(true).into());
    let reply = centre.server.push(&device.token, device.push_from(from)).await.unwrap();
    let codes: Vec<_> = reply.exceptions.iter().map(|found| found.code.as_str()).collect();
    let expected = vec!["case_rule", "role_forbidden"];
    assert_eq!((codes, state(&centre, "c1").await.as_str()), (expected, "referred"));
}

fn question(to: &str) -> Question {
    Question {
        to: to.to_owned(),
        item: Some("shangwu-01".into()),
        asker: Asker { name: "周样本".to_owned(), phone: String::new() },
        question: "需要哪些材料？（样本）".to_owned(),
    }
}

async fn ask(centre: &TestCentre, person: &str, asked: Question) -> Result<EnquiryId, ActRefusal> {
    refused(centre.server.ask(login(person), asked).await)
}

async fn close(centre: &TestCentre, person: &str, id: EnquiryId) -> Result<(), ActRefusal> {
    refused(centre.server.close_enquiry(login(person), id, "已告知（样本）").await)
}

async fn states(centre: &TestCentre) -> Vec<EnquiryState> {
    let found = centre.server.enquiries().await.unwrap();
    found.iter().map(clerk_domain::enquiry::Enquiry::state).collect()
}

#[tokio::test]
async fn an_enquiry_is_asked_answered_by_a_window_and_closed_once() {
    let centre = centre().await;
    let mut device = centre.desk("shangwu-01").await;
    let id = ask(&centre, "sun", question("shangwu-02")).await.unwrap();
    let taken_back = ask(&centre, "wei", question("shangwu")).await.unwrap();
    assert_eq!(states(&centre).await, [EnquiryState::Waiting; 2]);

    device.answer(id, EnquiryAnswered { answer: "申请书（样本）".to_owned() });
    device.push_all(&*centre.server).await;
    assert_eq!(states(&centre).await, [EnquiryState::Answered, EnquiryState::Waiting]);

    assert_eq!(close(&centre, "li", id).await, Err(ActRefusal::RoleForbidden));
    assert_eq!(close(&centre, "qian", id).await, Err(ActRefusal::OtherDepartment));
    assert_eq!(close(&centre, "du", id).await, Ok(()));
    assert_eq!(close(&centre, "sun", id).await, Err(ActRefusal::AlreadyClosed));
    assert_eq!(close(&centre, "sun", taken_back).await, Ok(()));
    assert_eq!(states(&centre).await, [EnquiryState::Closed; 2]);
    assert_eq!(kept(&centre, "centre/shangwu").await, 4);
}

#[tokio::test]
async fn what_cannot_be_asked_or_closed_is_said_with_a_code() {
    let centre = centre().await;
    let nobody = EnquiryId(uuid::Uuid::nil());
    assert_eq!(close(&centre, "sun", nobody).await, Err(ActRefusal::EnquiryUnknown));
    let item = || Question { item: Some("shangwu-99".into()), ..question("shangwu") };
    let empty = || Question { question: " ".to_owned(), ..question("shangwu") };
    let rows = [
        ("li", question("shangwu"), ActRefusal::RoleForbidden),
        ("qian", question("shangwu"), ActRefusal::OtherDepartment),
        ("sun", question("nowhere"), ActRefusal::AddresseeUnknown),
        ("sun", item(), ActRefusal::ItemUnknown),
        ("sun", empty(), ActRefusal::TextUnfit),
        ("nobody", question("shangwu"), ActRefusal::PasswordWrong),
    ];
    for (person, asked, refusal) in rows {
        assert_eq!(ask(&centre, person, asked).await, Err(refusal), "{person}");
    }
    assert!(states(&centre).await.is_empty());
}

/// Another program on the same database is quicker again and again; nothing is lost or done twice.
#[tokio::test]
async fn desks_of_two_programs_keep_one_chain() {
    let centre = centre().await;
    let other = {
        let clock = centre.clock.clone();
        let clock: clerk_domain::clock::SharedClock = std::sync::Arc::new(move || clock.now());
        clerk_server::open(centre.folder.path(), &centre.folder.path().join("keys"), clock, [8; 32])
            .await
            .unwrap()
    };
    for _ in 0..4 {
        let (one, two) = tokio::join!(
            centre.server.ask(login("sun"), question("shangwu")),
            other.ask(login("du"), question("shangwu"))
        );
        assert!(one.is_ok() && two.is_ok());
    }
    assert_eq!((kept(&centre, "centre/shangwu").await, states(&centre).await.len()), (8, 8));
}

#[tokio::test]
async fn what_is_published_and_revoked_is_journalled_with_who_did_it() {
    let centre = TestCentre::new().await;
    let mut device = centre.desk("shangwu-01").await;
    let number = device.number(1);
    device.whole_case("c1", &number);
    device.push_all(&*centre.server).await;
    let journalled = async || {
        let scope = DepartmentId(Author::centre().0);
        let repository = centre.server.repository();
        let held = repository.entries_about(&scope, &[Subject::Centre]).await.unwrap();
        let read = held.iter().map(|text| Entry::read(text, 0).unwrap());
        let said = read.map(|entry| match entry.about {
            About::Centre(act) => format!("{} {}", entry.actor.person, act.detail()),
            other => panic!("{other:?}"),
        });
        said.collect::<Vec<_>>()
    };
    assert_eq!(journalled().await, ["root 1"]);
    let of = |person: &str| centre.server.log_in(login(person));
    for nobody in ["li", "sun", "he"] {
        let by = of(nobody).await.unwrap();
        let forbidden = |refused: Result<(), ServerError>| {
            let refused = refused.unwrap_err();
            assert!(matches!(refused, ServerError::Act(ActRefusal::RoleForbidden)), "{refused}");
        };
        forbidden(centre.server.publish(&by, &pack(2)).await);
        forbidden(centre.server.revoke(&by, &number, "样本", None).await);
    }
    assert_eq!(journalled().await, ["root 1"]);
    let feng = of("feng").await.unwrap();
    for _ in 0..2 {
        centre.server.publish(&feng, &pack(2)).await.unwrap();
    }
    centre.server.revoke(&feng, &number, "样本", None).await.unwrap();
    assert!(centre.server.revoke(&feng, &number, "样本", None).await.is_err());
    let expected = ["root 1".to_owned(), "feng 2".to_owned(), format!("feng {number} 样本")];
    assert_eq!(journalled().await, expected, "once each");
    assert!(centre.server.look_up(&number).await.unwrap().finding.revocation.is_some());
}
