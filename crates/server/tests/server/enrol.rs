use crate::support::{Device, TestCentre, key, refusal};
use chrono::TimeDelta;
use clerk_domain::digest::Digest;
use clerk_protocol::{EnrolRequest, Protocol as _, Refusal, Secret};

#[tokio::test]
async fn a_code_makes_a_device_a_window() {
    let centre = TestCentre::new().await;
    let request = centre.enrolment("shangwu-03", key("device")).await;
    let reply = centre.server.enrol(request).await.unwrap();
    assert_eq!(reply.window, crate::support::window("shangwu-03"));
    assert_eq!((reply.person.id.as_str(), reply.pack.version), ("li", 1));
    assert_eq!((reply.token.0.len(), reply.recovery.0.len()), (64, 64));
    assert_eq!((reply.status.head.seq, reply.status.pack_version), (0, 1));
    assert_eq!(reply.status.time.to_rfc3339(), "2026-11-23T09:00:00+08:00");
    assert!(reply.status.epoch < 1 << 53);
}

#[tokio::test]
async fn the_same_again_gives_the_same_answer_and_takes_nothing_away() {
    let mut centre = TestCentre::new().await;
    let request = centre.enrolment("shangwu-03", key("device")).await;
    let first = centre.server.enrol(request.clone()).await.unwrap();
    let mut device = Device::new(key("device"), &first);
    device.receive("c1");
    device.push_all(&*centre.server).await;
    centre.restart().await;
    centre.later(TimeDelta::hours(23));
    let again = centre.server.enrol(request.clone()).await.unwrap();
    assert_eq!(again.token.0, first.token.0);
    assert_eq!(again.recovery.0, first.recovery.0);
    assert_eq!(again.status.epoch, first.status.epoch);
    assert_eq!(again.status.head.seq, 1);
    // The first answer's token still works.
    device.receive("c2");
    device.push_all(&*centre.server).await;
    centre.later(TimeDelta::hours(2));
    assert_eq!(refusal(centre.server.enrol(request).await), Refusal::CodeUnknown);
}

#[tokio::test]
async fn what_is_refused() {
    let centre = TestCentre::new().await;
    let good = centre.enrolment("shangwu-03", key("device")).await;
    let with = |change: &dyn Fn(&mut EnrolRequest)| {
        let mut request = good.clone();
        change(&mut request);
        request
    };
    let cases = [
        (with(&|r| r.code = Secret("ABCDEFGHJK".to_owned())), Refusal::CodeUnknown),
        (with(&|r| r.code = Secret(String::new())), Refusal::CodeUnknown),
        (with(&|r| r.public_key = "04".to_owned()), Refusal::BadRequest),
        (with(&|r| r.public_key = r.public_key.to_uppercase()), Refusal::BadRequest),
        (with(&|r| r.password = Secret("wrong".to_owned())), Refusal::PasswordWrong),
        (with(&|r| r.person = "nobody".into()), Refusal::PasswordWrong),
        (with(&|r| r.person = "zhao".into()), Refusal::NotYourWindow),
        (with(&|r| r.person = "sun".into()), Refusal::NotYourWindow),
        (with(&|r| r.password = Secret("x".repeat(5000))), Refusal::BadRequest),
    ];
    for (request, expected) in cases {
        assert_eq!(refusal(centre.server.enrol(request).await), expected);
    }
    // None of these used the code up, and it is read as people type it.
    let typed = with(&|r| r.code = Secret(format!(" {} ", r.code.0.to_lowercase())));
    centre.server.enrol(typed).await.unwrap();
    let other_device = with(&|r| r.public_key = key("other").public_key());
    assert_eq!(refusal(centre.server.enrol(other_device).await), Refusal::CodeUnknown);
    let other_person = with(&|r| r.person = "wang".into());
    assert_eq!(refusal(centre.server.enrol(other_person).await), Refusal::CodeUnknown);
}

#[tokio::test]
async fn a_code_ends_after_a_day() {
    let centre = TestCentre::new().await;
    let request = centre.enrolment("shangwu-03", key("device")).await;
    centre.later(TimeDelta::hours(24) + TimeDelta::seconds(1));
    assert_eq!(refusal(centre.server.enrol(request).await), Refusal::CodeUnknown);
}

#[tokio::test]
async fn a_stranger_without_a_code_locks_nobody_out() {
    let centre = TestCentre::new().await;
    for _ in 0..12 {
        let request = EnrolRequest {
            code: Secret("ABCDEFGHJK".to_owned()),
            password: Secret("wrong".to_owned()),
            ..centre.enrolment("shangwu-03", key("device")).await
        };
        assert_eq!(refusal(centre.server.enrol(request).await), Refusal::CodeUnknown);
    }
    centre.device("shangwu-03").await;
}

#[tokio::test]
async fn a_new_device_takes_the_window_over_where_the_old_one_left_it() {
    let centre = TestCentre::new().await;
    let old_request = centre.enrolment("shangwu-03", key("old")).await;
    let reply = centre.server.enrol(old_request.clone()).await.unwrap();
    let mut old = Device::new(key("old"), &reply);
    old.receive("c1");
    old.push_all(&*centre.server).await;

    let request = centre.enrolment("shangwu-03", key("new")).await;
    let mut new = Device::new(key("new"), &centre.server.enrol(request).await.unwrap());
    // The old one may hand in what it holds, and gets nothing any more.
    old.time.device += TimeDelta::seconds(1);
    let pushed = centre.server.push(&old.token, old.push_from(1)).await.unwrap();
    assert_eq!((pushed.accepted, pushed.duplicate), (0, 1));
    let pull = old.pull_from(0, Digest::ZERO);
    assert_eq!(refusal(centre.server.pull(&old.token, pull).await), Refusal::DeviceEnded);
    // A late repeat of the old enrolment does not bring the old device back.
    assert_eq!(refusal(centre.server.enrol(old_request).await), Refusal::CodeUnknown);
    assert_eq!(new.chain.seq, 1);
    new.receive("c2");
    assert_eq!(new.push_all(&*centre.server).await.accepted, 1);
}

#[tokio::test]
async fn two_devices_with_one_code_at_once_make_one_window() {
    let centre = TestCentre::new().await;
    let one = centre.enrolment("shangwu-03", key("one")).await;
    let two = EnrolRequest { public_key: key("two").public_key(), ..one.clone() };
    let again = one.clone();
    let (a, b, c) = tokio::join!(
        centre.server.enrol(one),
        centre.server.enrol(two),
        centre.server.enrol(again)
    );
    // Either device may win, the same request twice is one device.
    assert_eq!(a.is_ok(), c.is_ok());
    assert_ne!(a.is_ok(), b.is_ok());
}
