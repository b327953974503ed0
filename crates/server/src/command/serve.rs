//! Serves the centre over HTTP, or HTTPS where a certificate is given.

use super::{Environment, Failure, descriptors, print};
use anyhow::Context as _;
use axum_server::tls_rustls::{RustlsAcceptor, RustlsConfig};
use axum_server::{Handle, Server};
use clerk_server::{Door, Seldom};
use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tokio::signal::unix::{SignalKind, signal};

/// A client gets so long for the head of a request.
const HEAD_LIMIT: Duration = Duration::from_secs(15);
/// Bytes of a request's head, and of what is read of a body at once: a connection takes no more memory.
/// The longest honest head has the text of a QR code in its path.
const HEAD_BYTES: usize = 64 << 10;
/// Requests under way get so long to end after a signal.
const GRACE: Duration = Duration::from_secs(10);

/// What the server is told.
#[derive(clap::Args)]
#[group(skip)]
pub struct Arguments {
    /// Where to listen. Beyond this machine only with a certificate. Port 0 takes any free one.
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8470")]
    listen: SocketAddr,
    /// The certificate chain, PEM.
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    tls_cert: Option<PathBuf>,
    /// The certificate's private key, PEM.
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    tls_key: Option<PathBuf>,
}

/// Serves until a signal.
pub async fn run(environment: Environment, arguments: Arguments) -> Result<(), Failure> {
    let tls = tls(&arguments).await?;
    if tls.is_none() && !arguments.listen.ip().is_loopback() {
        return Err(Failure::Input(format!(
            "listening on {} would send passwords in the clear; give --tls-cert and --tls-key, or \
             listen on 127.0.0.1",
            arguments.listen
        )));
    }
    let centre = Arc::new(environment.open().await?);
    let listener = TcpListener::bind(arguments.listen)
        .with_context(|| format!("cannot listen on {}", arguments.listen))
        .map_err(Failure::CouldNot)?;
    let served = serve(listener, tls, clerk_server::router(Arc::clone(&centre))).await;
    centre.repository().close().await;
    served
}

async fn tls(arguments: &Arguments) -> Result<Option<RustlsConfig>, Failure> {
    let Some((cert, key)) = arguments.tls_cert.as_ref().zip(arguments.tls_key.as_ref()) else {
        return Ok(None);
    };
    // Fails where one is installed already, which then serves as well.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let config = RustlsConfig::from_pem_file(cert, key).await.map_err(|error| {
        let (cert, key) = (cert.display(), key.display());
        Failure::Input(format!("certificate {cert} with key {key}: {error}"))
    })?;
    let mut inner = rustls::ServerConfig::clone(&config.get_inner());
    inner.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(Some(RustlsConfig::from_config(Arc::new(inner))))
}

async fn serve(
    listener: TcpListener,
    tls: Option<RustlsConfig>,
    router: axum::Router,
) -> Result<(), Failure> {
    let address = listener.local_addr()?;
    let handle = Handle::new();
    end_on_signal(handle.clone())?;
    // One request at a time on a connection: HTTP/2 would let each carry hundreds past the door.
    let mut server = axum_server::from_tcp(listener)?.handle(handle).http1_only();
    server.http_builder().http1().header_read_timeout(HEAD_LIMIT).max_buf_size(HEAD_BYTES);
    let server: Server<SocketAddr> = server.first_request_timeout(HEAD_LIMIT);
    let server = server.accept_error_handler(not_served());
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    let door = Door::new(descriptors::connections());
    let scheme = if tls.is_some() { "https" } else { "http" };
    // The listener is bound: from this line on clients get through.
    print(&format!("listening on {scheme}://{address}"))?;
    match tls {
        None => server.acceptor(door).serve(service).await?,
        Some(config) => {
            let acceptor = RustlsAcceptor::new(config).acceptor(door);
            server.acceptor(acceptor).serve(service).await?;
        }
    }
    tracing::info!("ended");
    Ok(())
}

/// Notes, now and then, that a connection was not let in or ended before a request. The address is
/// named: whoever keeps the network must know it.
fn not_served() -> impl Fn(Option<&SocketAddr>, &std::io::Error) {
    let seldom = Seldom::default();
    move |peer, error| {
        if let Some(held_back) = seldom.pass() {
            let peer = peer.map(ToString::to_string);
            tracing::warn!(peer, %error, held_back, "connection not served");
        }
    }
}

fn end_on_signal(handle: Handle<SocketAddr>) -> std::io::Result<()> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    tokio::spawn(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        tracing::info!("ending");
        handle.graceful_shutdown(Some(GRACE));
    });
    Ok(())
}
