use super::{Centre, from};
use crate::support::key;
use clerk_protocol::path;
use serde_json::{Value, json};

/// Status, code and Retry-After of a log-in at shangwu-03.
async fn log_in(
    centre: &Centre,
    last: u8,
    person: &str,
    password: &Value,
) -> (u16, String, Option<u64>) {
    let person_key = key(&format!("of {person}")).public_key();
    let body = json!({"window": "shangwu-03", "person": person, "password": password,
        "person_key": person_key});
    let answer = from(last).post(centre.url(path::LOGIN)).json(&body).send().await.unwrap();
    let status = answer.status().as_u16();
    let after = answer.headers().get("retry-after").cloned();
    let after = after.and_then(|after| after.to_str().ok()?.parse().ok());
    let body: Value = answer.json().await.unwrap();
    (status, body["code"].as_str().unwrap_or_default().to_owned(), after)
}

#[tokio::test]
async fn nobody_locks_out_somebody_at_another_address() {
    let centre = Centre::new();
    let (right, wrong) = (centre.demo["password"].clone(), json!("not-the-password"));
    // A name that is nobody's is answered alike.
    for person in ["wang", "nobody"] {
        for _ in 0..10 {
            let (status, code, _) = log_in(&centre, 2, person, &wrong).await;
            assert_eq!((status, code.as_str()), (403, "password_wrong"));
        }
        let (status, code, after) = log_in(&centre, 2, person, &right).await;
        assert_eq!((status, code.as_str()), (429, "locked_out"));
        assert!((1..=60).contains(&after.unwrap()), "{after:?}");
    }
    assert_eq!(log_in(&centre, 3, "wang", &right).await.0, 200);
    // Nor out of enrolment.
    centre.device().await;
    let log = centre.server.log();
    let of = |text: &str| log.lines().filter(|line| line.contains(text)).count();
    // Eleven, the one from another address, and the enrolment.
    assert_eq!(of("\"person\":\"wang\",\"window\":\"shangwu-03\""), 13, "{log}");
    assert_eq!(of("\"person\":\"nobody\""), 11);
    assert!(!log.contains("not-the-password") && !log.contains(right.as_str().unwrap()));
}

#[tokio::test]
async fn one_address_tries_only_so_many_names() {
    let centre = Centre::new();
    let wrong = json!("not-the-password");
    let mut answers = Vec::new();
    for n in 0..70 {
        answers.push(log_in(&centre, 2, &format!("p{n}"), &wrong).await);
    }
    let (status, code, after) = answers.last().unwrap();
    assert_eq!((*status, code.as_str()), (429, "too_many_requests"));
    assert!(after.is_some_and(|after| (1..=60).contains(&after)));
    let right = &centre.demo["password"];
    assert_eq!(log_in(&centre, 3, "wang", right).await.0, 200);
    let verify = |last| {
        let request = from(last).get(centre.url("/verify?q=SWWZ-2026-000123-7K3QX9-M"));
        async move { request.send().await.unwrap() }
    };
    let mut refused = 0;
    for _ in 0..200 {
        let answer = verify(2).await;
        if answer.status() == 429 {
            assert!(answer.headers().contains_key("retry-after"));
            assert!(answer.text().await.unwrap().contains("查验次数过多"));
            refused += 1;
        }
    }
    assert!(refused > 0);
    assert_eq!(verify(3).await.status(), 200);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn fifty_log_ins_at_once_stay_within_64_mib() {
    let centre = Centre::new();
    let right = &centre.demo["password"];
    let watch = centre.watch().await;
    let mut answers = Vec::new();
    let mut running = tokio::task::JoinSet::new();
    for n in 0..50 {
        let person = if n < 5 { "wang".to_owned() } else { format!("p{n}") };
        let (url, right) = (centre.url(path::LOGIN), right.clone());
        running.spawn(async move {
            let person_key = key(&format!("of {person}")).public_key();
            let body = json!({"window": "shangwu-03", "person": person, "password": right,
                "person_key": person_key});
            from(2).post(url).json(&body).send().await.unwrap().status().as_u16()
        });
    }
    while let Some(answer) = running.join_next().await {
        answers.push(answer.unwrap());
    }
    let seen = watch.end().await;
    eprintln!("+{} KiB, health {:?}", seen.grown_kib, seen.health.last());
    assert!(seen.grown_kib <= 64 << 10, "+{} KiB", seen.grown_kib);
    answers.sort_unstable();
    assert_eq!(answers, [[200; 5].as_slice(), &[403; 45]].concat());
}
