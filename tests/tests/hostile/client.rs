//! Bare requests from an address of its own, out of 127.0.0.0/8.

use reqwest::{Body, RequestBuilder};
use serde_json::Value;
use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// How often each status came back, to anybody.
pub type Statuses = Arc<Mutex<BTreeMap<u16, u32>>>;

#[derive(Clone)]
pub struct Client {
    http: reqwest::Client,
    url: String,
    statuses: Statuses,
}

impl Client {
    /// With the address 127.0.1.`last`.
    pub fn new(url: &str, last: u8, statuses: &Statuses) -> Self {
        drop(rustls::crypto::ring::default_provider().install_default());
        let address = IpAddr::V4(Ipv4Addr::new(127, 0, 1, last));
        let http = reqwest::Client::builder().local_address(address).no_proxy();
        let http = http.timeout(Duration::from_secs(30)).build().unwrap();
        Self { http, url: url.to_owned(), statuses: Arc::clone(statuses) }
    }

    /// Status and body.
    pub async fn get(&self, path: &str) -> (u16, String) {
        self.send(self.http.get(format!("{}{path}", self.url))).await.unwrap()
    }

    /// Status and body; 0 where the connection was closed.
    pub async fn post(&self, path: &str, token: &str, body: impl Into<Body>) -> (u16, Value) {
        let (status, text) = self.post_for_text(path, token, body).await;
        (status, serde_json::from_str(&text).unwrap_or_default())
    }

    /// The same with the body as it came: signatures are over its bytes.
    pub async fn post_for_text(
        &self,
        path: &str,
        token: &str,
        body: impl Into<Body>,
    ) -> (u16, String) {
        let request = self.http.post(format!("{}{path}", self.url)).body(body);
        let request = request.header("content-type", "application/json").bearer_auth(token);
        self.send(request).await.unwrap_or_default()
    }

    async fn send(&self, request: RequestBuilder) -> Option<(u16, String)> {
        let answer = request.send().await.ok()?;
        let status = answer.status().as_u16();
        *self.statuses.lock().unwrap().entry(status).or_default() += 1;
        Some((status, answer.text().await.ok()?))
    }

    /// The page on which the public checks a licence, and its heading.
    pub async fn verify(&self, asked: &str) -> (String, String) {
        let (status, page) = self.get(&format!("/verify?q={asked}")).await;
        assert_eq!(status, 200, "{asked}");
        let heading = page.split_once("<h2 id=\"verdict\">").unwrap().1;
        let heading = heading.split_once("</h2>").unwrap().0.to_owned();
        (heading, page)
    }
}
