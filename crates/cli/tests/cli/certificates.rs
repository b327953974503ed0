//! HTTPS between a window and its centre: whom the window believes, and who hears its password.

use crate::common::{Centre, Ran, Window, clerk, code, password};
use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair, date_time_ymd};
use serde_json::Value;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A centre's own certificate authority.
struct Authority {
    pem: PathBuf,
    issuer: Issuer<'static, KeyPair>,
}

impl Authority {
    fn new(dir: &Path, name: &str) -> Self {
        let mut params = CertificateParams::default();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.distinguished_name.push(DnType::CommonName, name);
        let key = KeyPair::generate().unwrap();
        let pem = dir.join(format!("{name}.pem"));
        std::fs::write(&pem, params.self_signed(&key).unwrap().pem()).unwrap();
        Self { pem, issuer: Issuer::new(params, key) }
    }

    /// The arguments by which a server serves with a certificate for a host, up to a year.
    fn serving(&self, dir: &Path, host: &str, until: i32) -> Vec<String> {
        let mut params = CertificateParams::new([host.to_owned()]).unwrap();
        (params.not_before, params.not_after) =
            (date_time_ymd(2020, 1, 1), date_time_ymd(until, 1, 1));
        let key = KeyPair::generate().unwrap();
        let (cert, secret) = (dir.join("served.pem"), dir.join("served.key"));
        std::fs::write(&cert, params.signed_by(&key, &self.issuer).unwrap().pem()).unwrap();
        std::fs::write(&secret, key.serialize_pem()).unwrap();
        let path = |path: PathBuf| path.to_str().unwrap().to_owned();
        ["--tls-cert".to_owned(), path(cert), "--tls-key".to_owned(), path(secret)].to_vec()
    }
}

fn enroll(dir: &Path, url: &str, ca: Option<&Path>) -> Ran {
    let mut command = clerk(&dir.join("window"));
    command.args(["--json", "enroll", "--server", url, "--code", code("shangwu-03")]);
    command.args(["--person", "wang"]).env("CLERK_PASSWORD", password());
    if let Some(ca) = ca {
        command.arg("--ca").arg(ca);
    }
    Ran::of(command.output().unwrap())
}

#[test]
fn a_window_believes_the_authority_that_it_was_told_of_and_says_what_is_wrong_with_another() {
    let dir = TempDir::new().unwrap();
    let (own, other) = (Authority::new(dir.path(), "own"), Authority::new(dir.path(), "other"));
    let mut centre = Centre::start(dir.path());
    let mut refused = |host: &str, until: i32, ca: Option<&Path>| {
        centre.serve_with(own.serving(dir.path(), host, until));
        let refusal = enroll(dir.path(), &centre.url, ca).refusal(3);
        assert_eq!(refusal["detail"], "127.0.0.1");
        refusal["code"].as_str().unwrap().to_owned()
    };
    assert_eq!(refused("127.0.0.1", 2090, None), "certificate_untrusted");
    assert_eq!(refused("127.0.0.1", 2090, Some(&other.pem)), "certificate_untrusted");
    assert_eq!(refused("centre.example", 2090, Some(&own.pem)), "certificate_other_host");
    assert_eq!(refused("127.0.0.1", 2021, Some(&own.pem)), "certificate_expired");

    centre.serve_with(own.serving(dir.path(), "127.0.0.1", 2090));
    let no_ca = dir.path().join("served.key");
    assert_eq!(enroll(dir.path(), &centre.url, Some(&no_ca)).refusal(2)["code"], "authority_wrong");
    assert_eq!(enroll(dir.path(), &centre.url, Some(&own.pem)).json()["state"], "open");
    // The window has a copy.
    std::fs::remove_file(&own.pem).unwrap();
    let sync = || {
        let mut command = clerk(&dir.path().join("window"));
        command.args(["--json", "sync"]).env("CLERK_PASSWORD", password());
        Ran::of(command.output().unwrap())
    };
    assert_eq!(sync().json()["connection"]["state"], "online");
    centre.serve_with(own.serving(dir.path(), "127.0.0.1", 2021));
    assert_eq!(sync().refusal(3)["code"], "certificate_expired");
}

#[test]
fn no_proxy_that_the_environment_names_hears_of_a_window() {
    let dir = TempDir::new().unwrap();
    let centre = Centre::start(dir.path());
    let proxy = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    proxy.set_nonblocking(true).unwrap();
    let address = format!("http://{}", proxy.local_addr().unwrap());
    let mut command = clerk(&dir.path().join("window"));
    command.args(["--json", "enroll", "--server", &centre.url, "--code", code("shangwu-03")]);
    command.args(["--person", "wang"]).env("CLERK_PASSWORD", password());
    for name in ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"] {
        command.env(name, &address).env(name.to_lowercase(), &address);
    }
    command.env_remove("NO_PROXY").env_remove("no_proxy");
    let enrolled: Value = Ran::of(command.output().unwrap()).json();
    assert_eq!(enrolled["state"], "open");
    assert!(proxy.accept().is_err(), "somebody asked the proxy");
}

/// Whoever can write the file, and not open the database, leads the window to another server no further than
/// to its next log-in.
#[test]
fn a_server_that_was_changed_in_the_file_is_noticed() {
    let dir = TempDir::new().unwrap();
    let centre = Centre::start(dir.path());
    let window = Window::enrol(dir.path(), &centre, "shangwu-03", "wang");
    let file = window.dir.join("window.json");
    let good = std::fs::read_to_string(&file).unwrap();
    let elsewhere = "http://127.0.0.1:9";
    std::fs::write(&file, good.replace(&centre.url, elsewhere)).unwrap();
    let refused = window.refusal(3, &["status"]);
    assert_eq!(
        (&refused["code"], &refused["detail"]),
        (&"server_changed".into(), &elsewhere.into())
    );
    std::fs::write(&file, &good).unwrap();
    window.json(&["status"]);

    // Said by the chief representative, it is another matter; and by nobody else.
    let by_clerk = ["--person", "li", "server", elsewhere];
    assert_eq!(window.refusal(1, &by_clerk)["code"], "role_forbidden");
    window.json(&["--person", "wang", "server", elsewhere]);
    assert_eq!(window.refusal(3, &["sync"])["code"], "server_unreachable");
    std::fs::write(&file, &good).unwrap();
    assert_eq!(window.refusal(3, &["status"])["code"], "server_changed");
}
