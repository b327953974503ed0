//! HTTPS with a certificate that the test makes for itself.

use crate::program::Running;
use clerk_protocol::path;
use reqwest::{Certificate, Client};
use tempfile::TempDir;

#[tokio::test]
async fn https_is_served_to_those_who_trust_the_certificate() {
    let data = TempDir::new().unwrap();
    let own = rcgen::generate_simple_self_signed(["127.0.0.1".to_owned()]).unwrap();
    let (cert, key) = (data.path().join("cert.pem"), data.path().join("key.pem"));
    std::fs::write(&cert, own.cert.pem()).unwrap();
    std::fs::write(&key, own.signing_key.serialize_pem()).unwrap();
    let arguments = ["--tls-cert", cert.to_str().unwrap(), "--tls-key", key.to_str().unwrap()];
    let server = Running::start(data.path(), &arguments);
    assert!(server.url.starts_with("https://127.0.0.1:"));
    let _ = rustls::crypto::ring::default_provider().install_default();
    let url = format!("{}{}", server.url, path::HEALTH);
    let trusting = Client::builder()
        .tls_certs_only([Certificate::from_pem(own.cert.pem().as_bytes()).unwrap()])
        .build()
        .unwrap();
    assert_eq!(trusting.get(&url).send().await.unwrap().status(), 200);
    // Neither a client that does not know it, nor one in the clear.
    assert!(crate::program::client().get(&url).send().await.is_err());
    let plain = url.replace("https", "http");
    assert!(crate::program::client().get(plain).send().await.is_err());
}
