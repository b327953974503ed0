//! How many connections are open, all of them and from one address, and how long one may rest.

use super::{Source, held};
use axum_server::accept::Accept;
use std::collections::HashMap;
use std::future::{Future as _, Ready, ready};
use std::io::{Error, ErrorKind, IoSlice, Result};
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Instant, Sleep};

/// A window keeps two open; a centre has a few hundred windows.
const MOST: u32 = 1024;
/// Descriptors that the server itself needs: its database three times five, and some to spare.
const RESERVED: u32 = 64;
/// One address gets an eighth of all: 128, for a department behind one address. It takes eight hostile
/// ones to take them all.
const ADDRESSES: u32 = 8;
/// Longer than a request may take (60 s), during which nothing need move.
const REST: Duration = Duration::from_secs(75);

/// How many connections go with so many file descriptors; descriptors that would be needed for all.
pub fn descriptors_for_connections(descriptors: Option<u64>) -> (u32, u64) {
    let descriptors = descriptors.map_or(u32::MAX, |most| u32::try_from(most).unwrap_or(u32::MAX));
    (descriptors.saturating_sub(RESERVED).clamp(ADDRESSES, MOST), (MOST + RESERVED).into())
}

/// Lets connections in, as long as there are not too many.
#[derive(Clone)]
pub struct Door(Arc<Shared>);

struct Shared {
    most: u32,
    most_of_one: u32,
    rest: Duration,
    open: Mutex<Open>,
}

#[derive(Default)]
struct Open {
    all: u32,
    by_source: HashMap<Source, u32>,
}

impl Door {
    /// A door for `most` connections.
    pub fn new(most: u32) -> Self {
        Self::with_rest(most, REST)
    }

    fn with_rest(most: u32, rest: Duration) -> Self {
        let most_of_one = (most / ADDRESSES).max(1);
        Self(Arc::new(Shared { most, most_of_one, rest, open: Mutex::default() }))
    }

    fn admit(&self, stream: TcpStream) -> Result<Admitted> {
        let place = self.take(Source::of(stream.peer_addr()?.ip()))?;
        stream.set_nodelay(true)?;
        let rest = Box::pin(tokio::time::sleep(place.shared.rest));
        Ok(Admitted { stream, rest, place })
    }

    fn take(&self, source: Source) -> Result<Place> {
        let shared = &self.0;
        let mut open = held(&shared.open);
        let of_one = open.by_source.get(&source).copied().unwrap_or(0);
        let refused = |which: &str| {
            let message = format!("too many connections {which}: {source} has {of_one}");
            Err(Error::new(ErrorKind::QuotaExceeded, message))
        };
        if of_one >= shared.most_of_one {
            return refused("from one address");
        }
        if open.all >= shared.most {
            return refused("in all");
        }
        open.all += 1;
        *open.by_source.entry(source).or_default() += 1;
        Ok(Place { shared: Arc::clone(shared), source })
    }
}

impl<S> Accept<TcpStream, S> for Door {
    type Stream = Admitted;
    type Service = S;
    type Future = Ready<Result<(Admitted, S)>>;

    fn accept(&self, stream: TcpStream, service: S) -> Self::Future {
        ready(self.admit(stream).map(|admitted| (admitted, service)))
    }
}

/// A place that is free again once it is dropped.
struct Place {
    shared: Arc<Shared>,
    source: Source,
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut open = held(&self.shared.open);
        open.all = open.all.saturating_sub(1);
        if let Some(of_one) = open.by_source.get_mut(&self.source) {
            *of_one = of_one.saturating_sub(1);
            if *of_one == 0 {
                open.by_source.remove(&self.source);
            }
        }
    }
}

/// A connection that was let in. It ends with an error once nothing moved for 75 seconds.
pub struct Admitted {
    stream: TcpStream,
    rest: Pin<Box<Sleep>>,
    place: Place,
}

impl Admitted {
    /// The outcome, unless the connection rested for too long.
    fn moved<T>(&mut self, cx: &mut Context<'_>, outcome: Poll<Result<T>>) -> Poll<Result<T>> {
        if outcome.is_ready() {
            self.rest.as_mut().reset(Instant::now() + self.place.shared.rest);
            return outcome;
        }
        self.rest.as_mut().poll(cx).map(|()| Err(ErrorKind::TimedOut.into()))
    }
}

impl AsyncRead for Admitted {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<Result<()>> {
        let outcome = Pin::new(&mut self.stream).poll_read(cx, into);
        self.moved(cx, outcome)
    }
}

impl AsyncWrite for Admitted {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<Result<usize>> {
        let outcome = Pin::new(&mut self.stream).poll_write(cx, bytes);
        self.moved(cx, outcome)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        parts: &[IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        let outcome = Pin::new(&mut self.stream).poll_write_vectored(cx, parts);
        self.moved(cx, outcome)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests {
    use super::{Door, Source, descriptors_for_connections};
    use std::io::ErrorKind;
    use std::time::Duration;
    use tokio::io::AsyncReadExt as _;
    use tokio::net::{TcpListener, TcpStream};

    #[test]
    fn an_address_gets_its_share_and_all_get_no_more_than_there_are() {
        let door = Door::new(16);
        let source = |last: u8| Source::of([192, 0, 2, last].into());
        let kept: Vec<_> = (0..16).map(|n| door.take(source(n / 2)).unwrap()).collect();
        assert!(door.take(source(0)).is_err_and(|error| error.to_string().contains("one address")));
        assert!(door.take(source(99)).is_err_and(|error| error.to_string().contains("in all")));
        drop(kept);
        assert!(door.0.open.lock().unwrap().by_source.is_empty());
        door.take(source(0)).unwrap();
    }

    #[test]
    fn connections_go_with_the_descriptors() {
        let most = |descriptors| descriptors_for_connections(descriptors).0;
        let cases = [(None, 1024), (Some(1 << 40), 1024), (Some(1024), 960), (Some(256), 192)];
        for (descriptors, connections) in cases {
            assert_eq!(most(descriptors), connections, "{descriptors:?}");
        }
        assert_eq!(most(Some(10)), 8);
    }

    #[tokio::test]
    async fn a_connection_over_which_nothing_moves_is_ended() {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let _client = TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
        let door = Door::with_rest(8, Duration::from_millis(20));
        let mut admitted = door.admit(listener.accept().await.unwrap().0).unwrap();
        assert_eq!(admitted.read_u8().await.unwrap_err().kind(), ErrorKind::TimedOut);
    }
}
