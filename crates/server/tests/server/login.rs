use crate::support::{PASSWORD, TestCentre, key, person_key, refusal};
use clerk_protocol::{LoginReply, LoginRequest, Protocol as _, ProtocolError, Refusal, Secret};

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
