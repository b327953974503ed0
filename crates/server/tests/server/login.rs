use crate::support::{PASSWORD, TestCentre, accepted, case, key, person_key, refusal};
use chrono::TimeDelta;
use clerk_protocol::{LoginReply, LoginRequest, Protocol as _, ProtocolError, Refusal, Secret};
use clerk_server::repository::Register as _;

async fn login(
    centre: &TestCentre,
    window: &str,
    person: &str,
    password: &str,
) -> Result<LoginReply, ProtocolError> {
    let password = Secret(password.to_owned());
    let person_key = person_key(person, window, &key(window)).public_key();
    let (window, person) = (window.into(), person.into());
    let request = LoginRequest { window, person, password, person_key };
    centre.server.login(request).await
}

#[tokio::test]
async fn the_people_of_a_department_log_in_at_its_windows() {
    let centre = TestCentre::new().await;
    let li = login(&centre, "shangwu-01", "li", PASSWORD).await.unwrap();
    let wang = login(&centre, "shangwu-01", "wang", PASSWORD).await.unwrap();
    assert_eq!((li.person.id.as_str(), wang.person.id.as_str()), ("li", "wang"));
    // One secret a window.
    assert_eq!(li.recovery.0, wang.recovery.0);
    let elsewhere = login(&centre, "shangwu-02", "li", PASSWORD).await.unwrap();
    assert_ne!(li.recovery.0, elsewhere.recovery.0);
    let refused = [
        ("shangwu-01", "zhao", PASSWORD, Refusal::NotYourWindow),
        ("shangwu-01", "sun", PASSWORD, Refusal::NotYourWindow),
        ("nowhere-01", "li", PASSWORD, Refusal::NotYourWindow),
        ("nowhere-01", "li", "wrong", Refusal::PasswordWrong),
        ("shangwu-01", "li", "", Refusal::PasswordWrong),
        ("shangwu-01", "", PASSWORD, Refusal::PasswordWrong),
        ("shangwu-01", "nobody", PASSWORD, Refusal::PasswordWrong),
    ];
    for (window, person, password, expected) in refused {
        assert_eq!(refusal(login(&centre, window, person, password).await), expected, "{person}");
    }
}

#[tokio::test]
async fn new_keys_are_few_a_day_and_hinder_nobody_else() {
    let centre = TestCentre::new().await;
    let mut device = centre.device("shangwu-01").await;
    device.receive("c1");
    let log_in = async |person: &str, n: u32| {
        let person_key = key(&format!("{person} {n}")).public_key();
        let (window, password) = ("shangwu-01".into(), Secret(PASSWORD.to_owned()));
        let request = LoginRequest { window, person: person.into(), password, person_key };
        centre.server.login(request).await
    };
    let lines =
        async || centre.server.repository().keys_at(&"shangwu-01".into()).await.unwrap().len();
    centre.later(TimeDelta::minutes(1));
    let mut made = 0;
    while log_in("li", made).await.is_ok() {
        made += 1;
        assert!(made < 9, "without bound");
    }
    // The first one came with the enrolment.
    assert_eq!(made, 4);
    let before = lines().await;
    assert_eq!(refusal(log_in("li", made).await), Refusal::TooManyKeys);
    assert_eq!(lines().await, before, "a refusal adds nothing");
    log_in("li", made - 1).await.unwrap();
    log_in("wang", 0).await.unwrap();
    // What was signed with the first key in its time is signed.
    assert!(device.push_all(&*centre.server).await.exceptions.is_empty());
    device.time.device += TimeDelta::minutes(2);
    let seq = device.act(case("c1"), accepted());
    let late = centre.server.push(&device.token, device.push_from(seq)).await.unwrap();
    assert_eq!(late.exceptions[0].code, "act_unsigned", "it was replaced");
}
