//! The protocol over HTTP, from the window's side. Whatever answers is not trusted to be the
//! server: sizes and times are bounded, and an answer that cannot be read is called nonsense.

use clerk_protocol::{
    DeviceToken, EnrolReply, EnrolRequest, ErrorBody, LeaseReply, LeaseRequest, LoginReply,
    LoginRequest, PackReply, PackRequest, Protocol, ProtocolError, PullReply, PullRequest,
    PushReply, PushRequest, ReturnReply, ReturnRequest, SyncReply, SyncRequest, path,
};
use serde::{Serialize, de::DeserializeOwned};
use std::time::Duration;

const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
const REQUEST_TIMEOUT: Duration = Duration::from_secs(30);
/// More than the largest honest answer: 1,000 entries of a few kilobytes.
const ANSWER_MAX_BYTES: usize = 32 << 20;

/// Asks a server over HTTP.
#[derive(Clone, Debug)]
pub struct HttpClient {
    client: reqwest::Client,
    server: String,
}

impl HttpClient {
    /// A client of the server at this address, such as `https://centre.example:8443`.
    ///
    /// # Errors
    /// The reason why the address cannot be one.
    pub fn new(server: &str) -> Result<Self, String> {
        // Already installed is as good as installed.
        drop(rustls::crypto::ring::default_provider().install_default());
        let address = reqwest::Url::parse(server).map_err(|error| error.to_string())?;
        let plain = address.scheme() == "http";
        if address.host_str().is_none() || !(plain || address.scheme() == "https") {
            return Err("http:// or https:// and a host are expected".to_owned());
        }
        if plain && !is_loopback(&address) {
            return Err("beyond this machine only https:// is allowed".to_owned());
        }
        let client = reqwest::Client::builder()
            .connect_timeout(CONNECT_TIMEOUT)
            .timeout(REQUEST_TIMEOUT)
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .map_err(|error| error.to_string())?;
        Ok(Self { client, server: server.trim_end_matches('/').to_owned() })
    }

    async fn post<Request: Serialize + Sync, Reply: DeserializeOwned>(
        &self,
        path: &str,
        device: Option<&DeviceToken>,
        request: &Request,
    ) -> Result<Reply, ProtocolError> {
        let mut builder = self.client.post(format!("{}{path}", self.server)).json(request);
        if let Some(DeviceToken(token)) = device {
            builder = builder.bearer_auth(token);
        }
        let mut answer = builder.send().await.map_err(|error| unreachable_server(&error))?;
        let status = answer.status();
        let mut body = Vec::new();
        while let Some(chunk) = answer.chunk().await.map_err(|error| unreachable_server(&error))? {
            body.extend_from_slice(&chunk);
            if body.len() > ANSWER_MAX_BYTES {
                return Err(ProtocolError::Nonsense("the answer does not end".to_owned()));
            }
        }
        if status.is_success() {
            return serde_json::from_slice(&body)
                .map_err(|error| ProtocolError::Nonsense(error.to_string()));
        }
        match serde_json::from_slice::<ErrorBody>(&body) {
            Ok(ErrorBody { code, message }) => Err(ProtocolError::refused(code, message)),
            Err(_) => Err(ProtocolError::Nonsense(format!("status {}", status.as_u16()))),
        }
    }
}

fn is_loopback(address: &reqwest::Url) -> bool {
    let host = address.host_str().unwrap_or_default();
    let ip = host.trim_start_matches('[').trim_end_matches(']').parse::<std::net::IpAddr>();
    host == "localhost" || ip.is_ok_and(|ip| ip.is_loopback())
}

/// The innermost cause says most ("connection refused"); the address is left out of it.
fn unreachable_server(error: &reqwest::Error) -> ProtocolError {
    let mut cause: &dyn std::error::Error = error;
    while let Some(source) = cause.source() {
        cause = source;
    }
    ProtocolError::Unreachable(cause.to_string())
}

impl Protocol for HttpClient {
    async fn enrol(&self, request: EnrolRequest) -> Result<EnrolReply, ProtocolError> {
        self.post(path::ENROL, None, &request).await
    }

    async fn login(&self, request: LoginRequest) -> Result<LoginReply, ProtocolError> {
        self.post(path::LOGIN, None, &request).await
    }

    async fn push(
        &self,
        device: &DeviceToken,
        request: PushRequest,
    ) -> Result<PushReply, ProtocolError> {
        self.post(path::PUSH, Some(device), &request).await
    }

    async fn pull(
        &self,
        device: &DeviceToken,
        request: PullRequest,
    ) -> Result<PullReply, ProtocolError> {
        self.post(path::PULL, Some(device), &request).await
    }

    async fn sync(
        &self,
        device: &DeviceToken,
        request: SyncRequest,
    ) -> Result<SyncReply, ProtocolError> {
        self.post(path::SYNC, Some(device), &request).await
    }

    async fn lease(
        &self,
        device: &DeviceToken,
        request: LeaseRequest,
    ) -> Result<LeaseReply, ProtocolError> {
        self.post(path::LEASE, Some(device), &request).await
    }

    async fn return_numbers(
        &self,
        device: &DeviceToken,
        request: ReturnRequest,
    ) -> Result<ReturnReply, ProtocolError> {
        self.post(path::RETURN, Some(device), &request).await
    }

    async fn pack(
        &self,
        device: &DeviceToken,
        request: PackRequest,
    ) -> Result<PackReply, ProtocolError> {
        self.post(path::PACK, Some(device), &request).await
    }
}

#[cfg(test)]
mod tests {
    use super::HttpClient;

    #[test]
    fn only_loopback_may_do_without_tls() {
        for good in
            ["http://127.0.0.1:80", "http://localhost:1", "http://[::1]:1", "https://a.example"]
        {
            assert!(HttpClient::new(good).is_ok(), "{good}");
        }
        for bad in ["", "centre", "ftp://127.0.0.1", "http://10.0.0.1", "http://a.example"] {
            assert!(HttpClient::new(bad).is_err(), "{bad}");
        }
    }
}
