//! The real program and clients that mean it no good. Each of them has an address of its own out of
//! 127.0.0.0/8.

mod bodies;
mod connections;
mod log_ins;

use crate::program::{Running, json};
use crate::support::{Device, key, person_key};
use clerk_protocol::{EnrolReply, path};
use reqwest::{Client, Response};
use serde_json::Value;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use tempfile::TempDir;
use tokio::task::JoinHandle;

/// The served demo centre.
struct Centre {
    data: TempDir,
    server: Arc<Running>,
    demo: Value,
}

impl Centre {
    fn new() -> Self {
        Self::served(|data| Running::start(data.path(), &[]))
    }

    fn served(serve: impl FnOnce(&TempDir) -> Running) -> Self {
        let data = TempDir::new().unwrap();
        let demo = json(data.path(), &["demo", "--json"]);
        let server = Arc::new(serve(&data));
        Self { data, server, demo }
    }

    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.server.url)
    }

    async fn health(&self, client: &Client) -> Response {
        client.get(self.url(path::HEALTH)).send().await.unwrap()
    }

    fn code(&self, window: &str) -> &str {
        let windows = self.demo["windows"].as_array().unwrap();
        windows.iter().find(|w| w["id"] == window).unwrap()["code"].as_str().unwrap()
    }

    /// A device of the window shangwu-03, enrolled by `wang`.
    async fn device(&self) -> Device {
        let request = serde_json::json!({
            "code": self.code("shangwu-03"), "public_key": key("d").public_key(),
            "person": "wang", "password": self.demo["password"],
            "person_key": person_key("wang", "shangwu-03", &key("d")).public_key(),
        });
        let enrol = from(1).post(self.url(path::ENROL)).json(&request);
        let reply: EnrolReply = enrol.send().await.unwrap().json().await.unwrap();
        Device::new(key("d"), &reply)
    }

    /// Watches memory, and how long `/health` takes.
    async fn watch(&self) -> Watch {
        for _ in 0..5 {
            assert_eq!(self.health(&from(9)).await.status(), 200);
        }
        tokio::time::sleep(Duration::from_millis(300)).await;
        let idle_kib = self.server.resident_kib();
        let done = Arc::new(AtomicBool::new(false));
        let (server, over) = (Arc::clone(&self.server), Arc::clone(&done));
        let most = tokio::task::spawn_blocking(move || {
            let mut most = 0;
            while !over.load(Ordering::Relaxed) {
                most = most.max(server.resident_kib());
                std::thread::sleep(Duration::from_millis(2));
            }
            most
        });
        let (url, over) = (self.url(path::HEALTH), Arc::clone(&done));
        let health = tokio::spawn(async move {
            let mut took = Vec::new();
            while !over.load(Ordering::Relaxed) {
                let begun = Instant::now();
                let answer = from(9).get(&url).send().await.unwrap();
                assert_eq!(answer.status(), 200);
                took.push(begun.elapsed());
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
            took
        });
        Watch { idle_kib, done, most, health }
    }
}

struct Watch {
    idle_kib: u64,
    done: Arc<AtomicBool>,
    most: JoinHandle<u64>,
    health: JoinHandle<Vec<Duration>>,
}

/// What was seen meanwhile.
struct Seen {
    idle_kib: u64,
    grown_kib: u64,
    health: Vec<Duration>,
}

impl Drop for Watch {
    /// Also where the test fails: nothing else ends what watches.
    fn drop(&mut self) {
        self.done.store(true, Ordering::Relaxed);
    }
}

impl Watch {
    async fn end(mut self) -> Seen {
        self.done.store(true, Ordering::Relaxed);
        let (idle_kib, most) = (self.idle_kib, (&mut self.most).await.unwrap());
        let mut health = (&mut self.health).await.unwrap();
        health.sort_unstable();
        Seen { idle_kib, grown_kib: most.saturating_sub(idle_kib), health }
    }
}

impl Seen {
    /// The machine that runs the tests has other things to do too: one in twenty may take longer.
    #[track_caller]
    fn health_within(&self, limit: Duration) {
        let most = self.health[(self.health.len() * 95).div_ceil(100) - 1];
        assert!(most < limit, "{most:?} of {} times", self.health.len());
    }
}

/// A client with the address 127.0.1.`last`.
fn from(last: u8) -> Client {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let address = IpAddr::V4(Ipv4Addr::new(127, 0, 1, last));
    Client::builder().local_address(address).timeout(Duration::from_secs(30)).build().unwrap()
}
