//! The protocol over HTTP, from the window's side. Whatever answers is not trusted to be the
//! server: sizes and times are bounded, and an answer that cannot be read is called nonsense.
//!
//! No proxy is ever asked, whatever the environment or the system names: a request holds passwords, and
//! a centre is reached in its own network.

use clerk_protocol::{
    CertificateFault, DeviceToken, EnrolReply, EnrolRequest, ErrorBody, LeaseReply, LeaseRequest,
    LoginReply, LoginRequest, PackReply, PackRequest, PasswordReply, PasswordRequest, Protocol,
    ProtocolError, PullReply, PullRequest, PushReply, PushRequest, ReturnReply, ReturnRequest,
    SyncReply, SyncRequest, path,
};
use reqwest::Certificate;
use rustls::CertificateError;
use serde::{Serialize, de::DeserializeOwned};
use std::error::Error as StdError;
use std::io;
use std::time::Duration;

const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
const REQUEST_TIMEOUT: Duration = Duration::from_secs(30);
/// More than the largest honest answer: 1,000 entries of a few kilobytes.
const ANSWER_MAX_BYTES: usize = 32 << 20;

/// Why there can be no client.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ClientError {
    /// The address cannot be a server's.
    #[error("{0}")]
    Address(String),
    /// The authority's certificates cannot be read.
    #[error("{0}")]
    Authority(String),
}

/// Asks a server over HTTP.
#[derive(Clone, Debug)]
pub struct HttpClient {
    client: reqwest::Client,
    server: String,
}

impl HttpClient {
    /// A client of the server at this address, such as `https://centre.example:8443`, whose certificate
    /// an authority vouches for that the system trusts.
    ///
    /// # Errors
    /// As [`HttpClient::trusting`].
    pub fn new(server: &str) -> Result<Self, ClientError> {
        Self::trusting(server, None)
    }

    /// The same, where the centre has an authority of its own: `authority` holds its certificates in PEM,
    /// and then nobody else is believed.
    ///
    /// # Errors
    /// Where the address or the certificates cannot be such.
    pub fn trusting(server: &str, authority: Option<&str>) -> Result<Self, ClientError> {
        // Already installed is as good as installed.
        drop(rustls::crypto::ring::default_provider().install_default());
        let no_address = |why: &str| ClientError::Address(why.to_owned());
        let address = reqwest::Url::parse(server);
        let address = address.map_err(|error| no_address(&error.to_string()))?;
        let plain = address.scheme() == "http";
        if address.host_str().is_none() || !(plain || address.scheme() == "https") {
            return Err(no_address("http:// or https:// and a host are expected"));
        }
        if plain && !is_loopback(&address) {
            return Err(no_address("beyond this machine only https:// is allowed"));
        }
        let mut builder = reqwest::Client::builder()
            .connect_timeout(CONNECT_TIMEOUT)
            .timeout(REQUEST_TIMEOUT)
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy();
        if let Some(authority) = authority {
            builder = builder.tls_certs_only(certificates(authority)?);
        }
        let client = builder.build().map_err(|error| ClientError::Authority(innermost(&error)))?;
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
        let mut answer = builder.send().await.map_err(|error| no_answer(&error))?;
        let status = answer.status();
        let mut body = Vec::new();
        while let Some(chunk) = answer.chunk().await.map_err(|error| no_answer(&error))? {
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

/// The certificates in a PEM text: one at least.
fn certificates(pem: &str) -> Result<Vec<Certificate>, ClientError> {
    let read = Certificate::from_pem_bundle(pem.as_bytes());
    let read = read.map_err(|error| ClientError::Authority(innermost(&error)))?;
    if read.is_empty() {
        return Err(ClientError::Authority("no certificate is in it".to_owned()));
    }
    Ok(read)
}

fn no_answer(error: &reqwest::Error) -> ProtocolError {
    match certificate_fault(error) {
        Some(fault) => {
            let host = error.url().and_then(reqwest::Url::host_str).unwrap_or_default().to_owned();
            ProtocolError::Certificate { host, fault }
        }
        None => ProtocolError::Unreachable(innermost(error)),
    }
}

/// The innermost cause says most ("connection refused"); the address is left out of it.
fn innermost(error: &(dyn StdError + 'static)) -> String {
    causes(error).last().unwrap_or(error).to_string()
}

/// An error and all that caused it. What an [`io::Error`] was made of it does not name as its source.
fn causes<'a>(
    error: &'a (dyn StdError + 'static),
) -> impl Iterator<Item = &'a (dyn StdError + 'static)> {
    std::iter::successors(Some(error), |&error: &&'a (dyn StdError + 'static)| {
        let made_of = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        made_of.map(|inner| inner as &(dyn StdError + 'static)).or_else(|| error.source())
    })
}

fn certificate_fault(error: &reqwest::Error) -> Option<CertificateFault> {
    let tls = causes(error).find_map(|cause| cause.downcast_ref::<rustls::Error>())?;
    match tls {
        rustls::Error::InvalidCertificate(wrong) => Some(match wrong {
            CertificateError::Expired
            | CertificateError::ExpiredContext { .. }
            | CertificateError::NotValidYet
            | CertificateError::NotValidYetContext { .. } => CertificateFault::OutOfTime,
            CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
                CertificateFault::OtherHost
            }
            _ => CertificateFault::Untrusted,
        }),
        rustls::Error::NoCertificatesPresented => Some(CertificateFault::Untrusted),
        _ => None,
    }
}

impl Protocol for HttpClient {
    async fn enrol(&self, request: EnrolRequest) -> Result<EnrolReply, ProtocolError> {
        self.post(path::ENROL, None, &request).await
    }

    async fn login(&self, request: LoginRequest) -> Result<LoginReply, ProtocolError> {
        self.post(path::LOGIN, None, &request).await
    }

    async fn change_password(
        &self,
        request: PasswordRequest,
    ) -> Result<PasswordReply, ProtocolError> {
        self.post(path::PASSWORD, None, &request).await
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
    use super::{ClientError, HttpClient};

    #[test]
    fn only_loopback_may_do_without_tls() {
        for good in
            ["http://127.0.0.1:80", "http://localhost:1", "http://[::1]:1", "https://a.example"]
        {
            assert!(HttpClient::new(good).is_ok(), "{good}");
        }
        for bad in ["", "centre", "ftp://127.0.0.1", "http://10.0.0.1", "http://a.example"] {
            assert!(matches!(HttpClient::new(bad), Err(ClientError::Address(_))), "{bad}");
        }
    }

    #[test]
    fn an_authority_without_a_certificate_is_none() {
        let broken = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
        for pem in ["", "no certificate", broken] {
            let client = HttpClient::trusting("https://a.example", Some(pem));
            assert!(matches!(client, Err(ClientError::Authority(_))), "{pem}");
        }
    }
}
