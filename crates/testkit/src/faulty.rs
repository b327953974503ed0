//! A network that loses, repeats, cuts and delays, between a real client and a real server.

use rand::{RngExt as _, SeedableRng as _, rngs::StdRng};
use std::collections::BTreeMap;
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// What happens to one request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// It arrives and is answered.
    None,
    /// It never arrives.
    DropRequest,
    /// Only its beginning arrives.
    CutRequest,
    /// It arrives; the answer is lost.
    DropAnswer,
    /// It arrives; only the beginning of the answer comes back.
    CutAnswer,
    /// It arrives twice; the second answer comes back.
    Repeat,
    /// It is answered a little later.
    Delay,
    /// The client hears nothing, and the request arrives after the client has tried again.
    ArriveLate,
}

const FAULTS: [Fault; 7] = [
    Fault::DropRequest,
    Fault::CutRequest,
    Fault::DropAnswer,
    Fault::CutAnswer,
    Fault::Repeat,
    Fault::Delay,
    Fault::ArriveLate,
];

/// How bad the network is: of 100 requests, so many meet a fault.
#[derive(Clone, Copy, Debug)]
pub struct FaultRate {
    /// From 0, fair, to 100.
    pub faults_percent: u8,
}

struct Shared {
    server: SocketAddr,
    rng: Mutex<StdRng>,
    rate: Mutex<FaultRate>,
    seen: Mutex<BTreeMap<Fault, u32>>,
}

/// A proxy to a server. Dropping it closes its door.
pub struct FaultyNetwork {
    address: SocketAddr,
    shared: Arc<Shared>,
    door: JoinHandle<()>,
}

impl FaultyNetwork {
    /// A network in front of `server`, whose faults are drawn from `seed`.
    ///
    /// # Errors
    /// Where no port can be had.
    pub async fn start(server: SocketAddr, seed: u64, rate: FaultRate) -> io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared {
            server,
            rng: Mutex::new(StdRng::seed_from_u64(seed)),
            rate: Mutex::new(rate),
            seen: Mutex::new(BTreeMap::new()),
        });
        let at_door = Arc::clone(&shared);
        let door = tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let shared = Arc::clone(&at_door);
                // A connection that breaks is what this network is for.
                tokio::spawn(async move { drop(serve(client, &shared).await) });
            }
        });
        Ok(Self { address, shared, door })
    }

    /// Where the client finds the server.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Changes how bad it is.
    pub fn set_fault_rate(&self, rate: FaultRate) {
        *self.shared.rate.lock().unwrap_or_else(PoisonError::into_inner) = rate;
    }

    /// How many requests met each fault.
    pub fn seen(&self) -> BTreeMap<Fault, u32> {
        self.shared.seen.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Drop for FaultyNetwork {
    fn drop(&mut self) {
        self.door.abort();
    }
}

impl Shared {
    fn draw(&self) -> (Fault, f64) {
        let percent = self.rate.lock().unwrap_or_else(PoisonError::into_inner).faults_percent;
        let mut rng = self.rng.lock().unwrap_or_else(PoisonError::into_inner);
        let fault = if rng.random_range(0..100) < percent {
            FAULTS.get(rng.random_range(0..FAULTS.len())).copied().unwrap_or(Fault::None)
        } else {
            Fault::None
        };
        let part = rng.random_range(0.0..1.0);
        drop(rng);
        *self.seen.lock().unwrap_or_else(PoisonError::into_inner).entry(fault).or_default() += 1;
        (fault, part)
    }
}

async fn serve(mut client: TcpStream, shared: &Arc<Shared>) -> io::Result<()> {
    client.set_nodelay(true)?;
    while let Some(request) = read_message(&mut client).await? {
        let (fault, part) = shared.draw();
        match fault {
            Fault::None => client.write_all(&ask(shared.server, &request).await?).await?,
            Fault::DropRequest => return Ok(()),
            Fault::CutRequest => {
                let mut server = TcpStream::connect(shared.server).await?;
                server.write_all(beginning(&request, part)).await?;
                return Ok(());
            }
            Fault::DropAnswer => {
                ask(shared.server, &request).await?;
                return Ok(());
            }
            Fault::CutAnswer => {
                let answer = ask(shared.server, &request).await?;
                client.write_all(beginning(&answer, part)).await?;
                return Ok(());
            }
            Fault::Repeat => {
                ask(shared.server, &request).await?;
                client.write_all(&ask(shared.server, &request).await?).await?;
            }
            Fault::Delay => {
                tokio::time::sleep(Duration::from_millis(3)).await;
                client.write_all(&ask(shared.server, &request).await?).await?;
            }
            Fault::ArriveLate => {
                let server = shared.server;
                tokio::spawn(async move {
                    tokio::time::sleep(Duration::from_millis(5)).await;
                    drop(ask(server, &request).await);
                });
                return Ok(());
            }
        }
    }
    Ok(())
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 ≤ part < 1")]
fn beginning(message: &[u8], part: f64) -> &[u8] {
    let length = (message.len() as f64 * part) as usize;
    message.get(..length).unwrap_or(message)
}

async fn ask(server: SocketAddr, request: &[u8]) -> io::Result<Vec<u8>> {
    let mut server = TcpStream::connect(server).await?;
    server.set_nodelay(true)?;
    server.write_all(request).await?;
    let answer = read_message(&mut server).await?;
    answer.ok_or_else(|| io::Error::from(io::ErrorKind::UnexpectedEof))
}

/// One HTTP/1.1 message with its body, whose length its head says; `None` at the end.
async fn read_message(stream: &mut TcpStream) -> io::Result<Option<Vec<u8>>> {
    const END_OF_HEAD: &[u8] = b"\r\n\r\n";
    let mut message = Vec::new();
    loop {
        let head = message.windows(END_OF_HEAD.len()).position(|window| window == END_OF_HEAD);
        if let Some(head) = head {
            let length = head + END_OF_HEAD.len() + body_length(message.get(..head).unwrap_or(&[]));
            while message.len() < length {
                if stream.read_buf(&mut message).await? == 0 {
                    return Err(io::ErrorKind::UnexpectedEof.into());
                }
            }
            return Ok(Some(message));
        }
        if stream.read_buf(&mut message).await? == 0 {
            return Ok(None);
        }
    }
}

fn body_length(head: &[u8]) -> usize {
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let line = head.lines().find_map(|line| line.strip_prefix("content-length:"));
    line.and_then(|length| length.trim().parse().ok()).unwrap_or(0)
}
