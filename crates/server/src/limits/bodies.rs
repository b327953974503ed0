//! How many bytes of large bodies are held at once. Read and parsed, one takes several times its length.

use super::held;
use clerk_domain::digest::Digest;
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Two of the greatest length, or many of the usual one. The pushes themselves follow one another.
const AT_ONCE_BYTES: usize = 8 << 20;
/// A device gets half of it: two pushes of the length that a window sends at most.
const OF_A_DEVICE_BYTES: usize = 4 << 20;
/// So long a body waits for room; the client waits 30 seconds for its answer.
const WAIT: Duration = Duration::from_secs(10);
/// What is counted by.
const UNIT_BYTES: usize = 1024;

/// The room for large bodies.
pub(crate) struct Bodies {
    room: Arc<Semaphore>,
    by_device: Arc<Mutex<HashMap<Digest, usize>>>,
    wait: Duration,
}

impl Default for Bodies {
    fn default() -> Self {
        let room = Arc::new(Semaphore::new(AT_ONCE_BYTES / UNIT_BYTES));
        Self { room, by_device: Arc::default(), wait: WAIT }
    }
}

impl Bodies {
    /// Room for a body of a device, once there is some; `None` where it did not come in time, or the
    /// device has its part of it already.
    pub(crate) async fn room(&self, device: Digest, bytes: usize) -> Option<Room> {
        let share = Share::take(&self.by_device, device, bytes)?;
        let units = u32::try_from(bytes.div_ceil(UNIT_BYTES)).ok()?;
        let room = Arc::clone(&self.room).acquire_many_owned(units);
        let room = tokio::time::timeout(self.wait, room).await.ok()?.ok()?;
        Some(Room { _room: room, _share: share })
    }
}

/// Room that is free again once it is dropped.
pub(crate) struct Room {
    _room: OwnedSemaphorePermit,
    _share: Share,
}

struct Share {
    all: Arc<Mutex<HashMap<Digest, usize>>>,
    device: Digest,
    bytes: usize,
}

impl Share {
    fn take(
        all: &Arc<Mutex<HashMap<Digest, usize>>>,
        device: Digest,
        bytes: usize,
    ) -> Option<Self> {
        let mut shares = held(all);
        let taken = shares.get(&device).copied().unwrap_or(0).checked_add(bytes)?;
        if taken > OF_A_DEVICE_BYTES {
            return None;
        }
        shares.insert(device, taken);
        Some(Self { all: Arc::clone(all), device, bytes })
    }
}

impl Drop for Share {
    fn drop(&mut self) {
        let mut shares = held(&self.all);
        if let Some(taken) = shares.get_mut(&self.device) {
            *taken = taken.saturating_sub(self.bytes);
            if *taken == 0 {
                shares.remove(&self.device);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Bodies;
    use clerk_domain::digest::Digest;
    use std::time::Duration;

    const MIB: usize = 1 << 20;

    #[tokio::test]
    async fn a_device_gets_half_and_others_wait_for_the_rest() {
        let bodies = Bodies { wait: Duration::from_millis(20), ..Bodies::default() };
        let device = |n: u8| Digest([n; 32]);
        let one = bodies.room(device(1), 2 * MIB).await.unwrap();
        let two = bodies.room(device(1), 2 * MIB).await.unwrap();
        assert!(bodies.room(device(1), 1).await.is_none());
        let other = bodies.room(device(2), 4 * MIB).await.unwrap();
        // There is none until something is given back.
        assert!(bodies.room(device(3), MIB).await.is_none());
        drop(one);
        drop(bodies.room(device(3), MIB).await.unwrap());
        drop((two, other));
        assert!(bodies.by_device.lock().unwrap().is_empty());
        bodies.room(device(1), 4 * MIB).await.unwrap();
    }
}
