//! The server's memory, and how long `/health` takes, meanwhile.

use crate::client::Client;
use crate::hall::{Hall, Memory};
use clerk_protocol::path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use tokio::task::JoinHandle;

pub struct Watch {
    memory: Memory,
    idle_kib: u64,
    done: Arc<AtomicBool>,
    most: JoinHandle<u64>,
    health: JoinHandle<Vec<Duration>>,
}

impl Drop for Watch {
    /// Also where the test fails: nothing else ends what watches.
    fn drop(&mut self) {
        self.done.store(true, Ordering::Relaxed);
    }
}

/// What was seen.
pub struct Seen {
    pub grown_kib: u64,
    pub kept_kib: u64,
    pub health: Vec<Duration>,
}

pub fn begin(hall: &Hall, client: Client) -> Watch {
    let idle_kib = hall.memory().resident_kib();
    let done = Arc::new(AtomicBool::new(false));
    let (memory, over) = (hall.memory(), Arc::clone(&done));
    let most = tokio::task::spawn_blocking(move || {
        let mut most = 0;
        while !over.load(Ordering::Relaxed) {
            most = most.max(memory.resident_kib());
            std::thread::sleep(Duration::from_millis(5));
        }
        most
    });
    let over = Arc::clone(&done);
    let health = tokio::spawn(async move {
        let mut took = Vec::new();
        while !over.load(Ordering::Relaxed) {
            let begun = Instant::now();
            assert_eq!(client.get(path::HEALTH).await.0, 200);
            took.push(begun.elapsed());
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        took
    });
    Watch { memory: hall.memory(), idle_kib, done, most, health }
}

impl Watch {
    /// Ends it, and looks at the memory once more after a while.
    pub async fn end(mut self) -> Seen {
        self.done.store(true, Ordering::Relaxed);
        let most = (&mut self.most).await.unwrap();
        let mut health = (&mut self.health).await.unwrap();
        health.sort_unstable();
        tokio::time::sleep(Duration::from_secs(3)).await;
        let above = |kib: u64| kib.saturating_sub(self.idle_kib);
        let (grown_kib, kept_kib) = (above(most), above(self.memory.resident_kib()));
        Seen { grown_kib, kept_kib, health }
    }
}

impl Seen {
    /// The time within which so many in a hundred were answered.
    pub fn health_of(&self, percent: usize) -> Duration {
        self.health[(self.health.len() * percent).div_ceil(100) - 1]
    }
}
