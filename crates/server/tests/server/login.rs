use crate::support::{PASSWORD, TestCentre, refusal};
use chrono::TimeDelta;
use clerk_protocol::{LoginReply, LoginRequest, Protocol as _, ProtocolError, Refusal, Secret};

async fn login(
    centre: &TestCentre,
    window: &str,
    person: &str,
    password: &str,
) -> Result<LoginReply, ProtocolError> {
    let password = Secret(password.to_owned());
    let request = LoginRequest { window: window.into(), person: person.into(), password };
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

/// The same for a name that is nobody's: a lock tells nothing.
#[tokio::test]
async fn ten_wrong_passwords_lock_for_a_growing_time_that_a_restart_keeps() {
    for person in ["li", "nobody"] {
        let mut centre = TestCentre::new().await;
        for _ in 0..10 {
            let answer = login(&centre, "shangwu-01", person, "wrong").await;
            assert_eq!(refusal(answer), Refusal::PasswordWrong);
        }
        // Locked for a minute, even for the right one.
        assert_eq!(
            refusal(login(&centre, "shangwu-01", person, PASSWORD).await),
            Refusal::LockedOut
        );
        centre.restart().await;
        assert_eq!(
            refusal(login(&centre, "shangwu-01", person, PASSWORD).await),
            Refusal::LockedOut
        );
        centre.later(TimeDelta::seconds(61));
        assert_eq!(
            refusal(login(&centre, "shangwu-01", person, "wrong").await),
            Refusal::PasswordWrong
        );
        // Now for two.
        centre.later(TimeDelta::seconds(61));
        assert_eq!(
            refusal(login(&centre, "shangwu-01", person, "wrong").await),
            Refusal::LockedOut
        );
        centre.later(TimeDelta::seconds(60));
        if person == "li" {
            login(&centre, "shangwu-01", person, PASSWORD).await.unwrap();
            // The right one makes a new start.
            let answer = login(&centre, "shangwu-01", person, "wrong").await;
            assert_eq!(refusal(answer), Refusal::PasswordWrong);
            login(&centre, "shangwu-01", person, PASSWORD).await.unwrap();
        }
    }
}

#[tokio::test]
async fn requests_at_the_same_time_give_no_more_attempts() {
    let centre = TestCentre::new().await;
    let attempts = (0..16).map(|_| {
        let server = centre.server.clone();
        tokio::spawn(async move {
            let password = Secret("wrong".to_owned());
            let window = "shangwu-01".into();
            refusal(server.login(LoginRequest { window, person: "li".into(), password }).await)
        })
    });
    let mut looked_at = 0;
    for attempt in attempts.collect::<Vec<_>>() {
        match attempt.await.unwrap() {
            Refusal::PasswordWrong => looked_at += 1,
            Refusal::LockedOut | Refusal::ServerFailed => {}
            other => panic!("{other}"),
        }
    }
    assert!(looked_at <= 10, "{looked_at}");
    assert_eq!(refusal(login(&centre, "shangwu-01", "li", PASSWORD).await), Refusal::LockedOut);
}
