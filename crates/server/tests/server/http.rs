use crate::support::{PASSWORD, TestCentre, key, person_key, refusal};
use axum_server::Handle;
use clerk_domain::digest::Digest;
use clerk_protocol::{
    EnrolReply, ErrorBody, Protocol as _, PushReply, Refusal, SyncReply, SyncRequest, path,
};
use reqwest::{Client, StatusCode};
use serde_json::{Value, json};
use std::net::SocketAddr;

/// The centre behind real HTTP on loopback.
pub struct Served {
    pub url: String,
    pub client: Client,
    handle: Handle<SocketAddr>,
}

impl Served {
    pub async fn new(centre: &TestCentre) -> Self {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let handle = Handle::new();
        let server = axum_server::from_tcp(listener).unwrap().handle(handle.clone());
        let router = clerk_server::router(centre.server.clone());
        tokio::spawn(async move { server.serve(router.into_make_service()).await });
        let _ = rustls::crypto::ring::default_provider().install_default();
        Self { url, client: Client::new(), handle }
    }

    async fn post(&self, path: &str, token: &str, body: impl Into<reqwest::Body>) -> Answer {
        let request = self.client.post(format!("{}{path}", self.url)).body(body);
        let request = if token.is_empty() { request } else { request.bearer_auth(token) };
        let response = request.send().await.unwrap();
        Answer { status: response.status(), body: response.text().await.unwrap() }
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        self.handle.shutdown();
    }
}

struct Answer {
    status: StatusCode,
    body: String,
}

impl Answer {
    fn refusal(&self) -> (u16, Refusal) {
        let body: ErrorBody = serde_json::from_str(&self.body).unwrap();
        assert!(!body.message.is_empty());
        (self.status.as_u16(), body.code)
    }
}

#[tokio::test]
async fn a_window_enrols_pushes_and_pulls_over_http() {
    let centre = TestCentre::new().await;
    let served = Served::new(&centre).await;
    let health = served.client.get(format!("{}{}", served.url, path::HEALTH)).send().await.unwrap();
    assert_eq!(health.json::<Value>().await.unwrap(), json!({"status": "ok"}));

    let request = centre.enrolment("shangwu-01", key("d")).await;
    let body = serde_json::to_string(&request).unwrap();
    let answer = served.post(path::ENROL, "", body).await;
    assert_eq!(answer.status, 200);
    let reply: EnrolReply = serde_json::from_str(&answer.body).unwrap();
    let mut device = crate::support::Device::new(key("d"), &reply);
    device.whole_case("c1", "L1");
    let token = device.token.0.clone();
    let push = serde_json::to_string(&device.push_from(1)).unwrap();
    let answer = served.post(path::PUSH, &token, push).await;
    let reply: PushReply = serde_json::from_str(&answer.body).unwrap();
    assert_eq!((reply.accepted, reply.status.head.hash), (4, device.chain.head));
    let second = centre.device("shangwu-02").await;
    let pull = serde_json::to_string(&second.pull_from(0, Digest::ZERO)).unwrap();
    let answer = served.post(path::PULL, &second.token.0, pull).await;
    // The text of an entry arrives as it was written.
    for sealed in &device.entries {
        assert!(answer.body.contains(&sealed.text));
    }
    // Both at once: what is pushed is pulled at once.
    device.receive("c2");
    let sync = SyncRequest { push: device.push_from(5), pull: second.pull_from(0, Digest::ZERO) };
    let answer = served.post(path::SYNC, &token, serde_json::to_string(&sync).unwrap()).await;
    let reply: SyncReply = serde_json::from_str(&answer.body).unwrap();
    assert_eq!((reply.push.accepted, reply.pull.entries.len(), reply.pull.last), (1, 5, 5));
    assert_eq!(reply.pull.status.head, reply.push.status.head);
    let lease =
        json!({"series": "SWWZ", "year": 2026, "ordinal": 1, "epoch": device.epoch}).to_string();
    assert_eq!(served.post(path::LEASE, &token, lease).await.status, 200);
    assert_eq!(served.post(path::PACK, &token, r#"{"known":0}"#).await.status, 200);
    let person_key = person_key("li", "shangwu-01", &key("k")).public_key();
    let login = json!({"window": "shangwu-01", "person": "li", "password": PASSWORD,
        "person_key": person_key})
    .to_string();
    assert_eq!(served.post(path::LOGIN, "", login).await.status, 200);
}

#[tokio::test]
async fn each_refusal_has_its_status_and_code() {
    let centre = TestCentre::new().await;
    let served = Served::new(&centre).await;
    let mut device = centre.device("shangwu-01").await;
    device.receive("c1");
    device.receive("c2");
    let push = device.push_from(1);
    let gap = serde_json::to_string(&device.push_from(2)).unwrap();
    let unsigned = clerk_protocol::PushRequest { signature: String::new(), ..push.clone() };
    let unsigned = serde_json::to_string(&unsigned).unwrap();
    let push = serde_json::to_string(&push).unwrap();
    let enrol = centre.enrolment("shangwu-02", key("d")).await;
    let enrol = |code: &str, person: &str| {
        let key = &enrol.public_key;
        json!({"code": code, "public_key": key, "person": person, "password": PASSWORD,
            "person_key": key})
        .to_string()
    };
    let login = |password: &str| {
        json!({"window": "shangwu-01", "person": "li", "password": password,
            "person_key": key("of li").public_key()})
        .to_string()
    };
    let pull = |scope: &str, after: u64| {
        let own = json!({"seq": 0, "hash": Digest::ZERO});
        json!({"scope": scope, "after": after, "digest": Digest::ZERO, "limit": 1, "own": own})
            .to_string()
    };
    let epoch = device.epoch;
    let lease = |series: &str| {
        json!({"series": series, "year": 2026, "ordinal": 1, "epoch": epoch}).to_string()
    };
    let good_code = centre.code("shangwu-02").await;
    let token = device.token.0.as_str();
    let cases = [
        (path::ENROL, "", enrol("AAAAAAAAAA", "li"), 403, Refusal::CodeUnknown),
        (path::ENROL, "", enrol(&good_code, "zhao"), 403, Refusal::NotYourWindow),
        (path::LOGIN, "", login("wrong"), 403, Refusal::PasswordWrong),
        (path::PUSH, "", push.clone(), 401, Refusal::DeviceUnknown),
        (path::PUSH, "0123", push.clone(), 401, Refusal::DeviceUnknown),
        (path::PUSH, token, gap, 409, Refusal::JournalBroken),
        (path::PUSH, token, unsigned, 403, Refusal::SignatureWrong),
        (path::PULL, token, pull("gongshang", 0), 403, Refusal::ScopeForeign),
        (path::PULL, token, pull("shangwu", 5), 409, Refusal::CursorUnknown),
        (path::LEASE, token, lease("XX"), 404, Refusal::SeriesUnknown),
        (path::LEASE, token, "{".to_owned(), 400, Refusal::BadRequest),
        (path::LEASE, token, String::new(), 400, Refusal::BadRequest),
        (path::LEASE, token, "[".repeat(60_000), 400, Refusal::BadRequest),
        (path::LEASE, token, lease("SWWZ").replace("year", "jahr"), 400, Refusal::BadRequest),
        (path::PUSH, token, "\u{feff}{}".to_owned(), 400, Refusal::BadRequest),
        (path::LEASE, token, " ".repeat(65 << 10), 413, Refusal::BadRequest),
        (path::PUSH, token, " ".repeat((16 << 20) + 1), 413, Refusal::BadRequest),
        ("/v1/nothing", token, String::new(), 404, Refusal::BadRequest),
        (path::HEALTH, token, String::new(), 405, Refusal::BadRequest),
    ];
    for (path, token, body, status, code) in cases {
        let what = format!("{path} {}", body.chars().take(80).collect::<String>());
        assert_eq!(served.post(path, token, body).await.refusal(), (status, code), "{what}");
    }
    assert_eq!(served.post(path::PUSH, token, push).await.status, 200);
    for _ in 0..9 {
        served.post(path::LOGIN, "", login("wrong")).await;
    }
    let locked = served.post(path::LOGIN, "", login(PASSWORD)).await.refusal();
    assert_eq!(locked, (429, Refusal::LockedOut));
    // A database that does not answer.
    centre.server.repository().close().await;
    let failed = served.post(path::PACK, token, r#"{"known":0}"#).await.refusal();
    assert_eq!(failed, (503, Refusal::ServerFailed));
    let health = served.client.get(format!("{}{}", served.url, path::HEALTH)).send().await.unwrap();
    assert_eq!(health.status(), 503);
    let direct = centre
        .server
        .pack(&device.token, clerk_protocol::PackRequest { known: 0, register: 0, older: vec![] })
        .await;
    assert_eq!(refusal(direct), Refusal::ServerFailed);
}

#[tokio::test]
async fn bytes_that_are_no_json_are_a_bad_request() {
    let centre = TestCentre::new().await;
    let served = Served::new(&centre).await;
    let device = centre.device("shangwu-01").await;
    for body in [vec![0xff, 0xfe], vec![0; 100], b"{\"known\": 1e999}".to_vec(), b"null".to_vec()] {
        let answer = served.post(path::PACK, &device.token.0, body).await;
        assert_eq!(answer.refusal(), (400, Refusal::BadRequest));
    }
}
