use super::{Centre, from};
use clerk_protocol::path;
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

const MIB: usize = 1 << 20;
const HEALTH: Duration = Duration::from_millis(100);

/// A push with as many entries as go into so many bytes.
fn push(bytes: usize) -> Vec<u8> {
    let mut body = br#"{"entries":[0"#.to_vec();
    body.resize(bytes - 40, b' ');
    for pair in body[13..].chunks_exact_mut(2) {
        pair.copy_from_slice(b",0");
    }
    body.extend_from_slice(br#"],"head":"","signature":""}"#);
    body
}

/// Sends it eight times at once and gives the codes that came back.
async fn send(centre: &Centre, path: &str, token: &str, body: Vec<u8>) -> Vec<String> {
    let sent = (1..=8).map(|last| {
        let request = from(last).post(centre.url(path)).bearer_auth(token).body(body.clone());
        tokio::spawn(async move {
            // Refused before it was read, the rest of it may meet a closed door.
            let Ok(answer) = request.send().await else { return "closed".to_owned() };
            let status = answer.status().as_u16();
            let code: serde_json::Value = answer.json().await.unwrap_or_default();
            format!("{status} {}", code["code"].as_str().unwrap_or_default())
        })
    });
    let mut codes = Vec::new();
    for sent in sent.collect::<Vec<_>>() {
        codes.push(sent.await.unwrap());
    }
    codes
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn large_bodies_hold_nobody_up_and_leave_no_memory_taken() {
    let centre = Centre::new();
    let device = centre.device().await;
    let made_up = "0".repeat(64);
    for (token, size, expected) in [
        (made_up.as_str(), 16 * MIB, "401 device_unknown"),
        (device.token.0.as_str(), 16 * MIB, "413 bad_request"),
        (device.token.0.as_str(), 4 * MIB, "413 bad_request"),
    ] {
        let watch = centre.watch().await;
        for _ in 0..3 {
            let codes = send(&centre, path::PUSH, token, push(size)).await;
            assert!(codes.iter().any(|code| code == expected), "{codes:?}");
            // One device gets room for one of this length at once.
            let good = [expected, "closed", "429 too_many_requests"];
            assert!(codes.iter().all(|code| good.contains(&code.as_str())), "{codes:?}");
        }
        let seen = watch.end().await;
        tokio::time::sleep(Duration::from_secs(1)).await;
        let after = centre.server.resident_kib().saturating_sub(seen.idle_kib);
        let (grown, health) = (seen.grown_kib, seen.health.last());
        eprintln!("{size} {expected}: +{grown} KiB, then +{after} KiB; health {health:?}");
        assert!(seen.grown_kib <= 32 << 10, "+{} KiB", seen.grown_kib);
        assert!(after <= 8 << 10, "+{after} KiB stay");
        seen.health_within(HEALTH);
    }
}

/// The status that comes back to a head and what follows it.
async fn answer(centre: &Centre, head: &str, body: impl Iterator<Item = Vec<u8>>) -> String {
    let server = centre.server.url.strip_prefix("http://").unwrap();
    let stream = TcpStream::connect(server).await.unwrap();
    let (mut read, mut write) = stream.into_split();
    write.write_all(head.as_bytes()).await.unwrap();
    let writing = async move {
        for part in body {
            if write.write_all(&part).await.is_err() {
                break;
            }
        }
        // Kept open: the client has more to say.
        std::future::pending::<()>().await;
    };
    let mut status = [0; 12];
    tokio::select! {
        done = read.read_exact(&mut status) => drop(done.unwrap()),
        () = writing => {}
        () = tokio::time::sleep(Duration::from_secs(5)) => return "nothing".to_owned(),
    }
    String::from_utf8_lossy(&status).into_owned()
}

#[tokio::test]
async fn the_token_and_the_length_are_looked_at_before_the_body() {
    let centre = Centre::new();
    let token = centre.device().await.token.0;
    let made_up = "0".repeat(64);
    let nothing = || std::iter::empty::<Vec<u8>>();
    let cases = [
        ("push", made_up.as_str(), 1 << 20, "401"),
        ("sync", &made_up, 1 << 20, "401"),
        ("pull", &made_up, 100, "401"),
        ("lease", &made_up, 100, "401"),
        ("return", &made_up, 100, "401"),
        ("pack", &made_up, 100, "401"),
        ("push", "short", 100, "401"),
        ("push", &token, (4 << 20) + 1, "413"),
        ("sync", &token, (4 << 20) + 1, "413"),
        ("pull", &token, (64 << 10) + 1, "413"),
        ("login", "", (64 << 10) + 1, "413"),
        ("enrol", "", (64 << 10) + 1, "413"),
    ];
    for (path, token, length, status) in cases {
        let head = format!(
            "POST /v1/{path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n\
             Content-Length: {length}\r\n\r\n"
        );
        let answer = answer(&centre, &head, nothing()).await;
        assert_eq!(answer, format!("HTTP/1.1 {status}"), "{path} {length}");
    }
    // One that does not say its length is read up to the limit.
    for (path, token, status) in [("push", token.as_str(), "413"), ("login", "", "413")] {
        let head = format!(
            "POST /v1/{path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n\
             Transfer-Encoding: chunked\r\n\r\n"
        );
        let part = [b"10000\r\n".as_slice(), &[b' '; 0x10000], b"\r\n"].concat();
        let answer = answer(&centre, &head, std::iter::repeat_n(part, 80)).await;
        assert_eq!(answer, format!("HTTP/1.1 {status}"), "{path}");
    }
}
