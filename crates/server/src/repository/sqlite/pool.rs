//! Connections that are lent, each to one borrower at a time.
//!
//! A connection is back when its borrower is done, also after an error or a panic. Where whoever asked
//! goes away meanwhile, what was begun is done to its end: a query is never broken off in the middle.

use crate::error::ServerError;
use crate::repository::Result;
use rusqlite::Connection;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Connections of which one is as good as another.
#[derive(Clone)]
pub(super) struct Pool {
    free: Arc<Mutex<Vec<Connection>>>,
    /// As many as there are free ones.
    permits: Arc<Semaphore>,
    size: u32,
}

impl Pool {
    pub(super) fn new(connections: Vec<Connection>) -> Self {
        let size = u32::try_from(connections.len()).unwrap_or(u32::MAX);
        let permits = Arc::new(Semaphore::new(connections.len()));
        Self { free: Arc::new(Mutex::new(connections)), permits, size }
    }

    /// Works with a connection on the caller's own thread: for what takes microseconds.
    pub(super) async fn here<T>(
        &self,
        work: impl FnOnce(&mut Connection) -> Result<T> + Send,
    ) -> Result<T> {
        self.lend().await?.with(work)
    }

    /// Works with a connection on a thread that may wait.
    pub(super) async fn aside<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Connection) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let mut lent = self.lend().await?;
        aside(move || lent.with(work)).await
    }

    /// Waits until every connection is back, and closes them.
    pub(super) async fn close(&self) {
        let Ok(_all) = self.permits.acquire_many(self.size).await else { return };
        self.permits.close();
        let connections = std::mem::take(&mut *lock(&self.free));
        // The last one on a file moves its log into it. It would come in at the next opening as well.
        let closed = aside(move || {
            drop(connections);
            Ok(())
        });
        closed.await.unwrap_or_default();
    }

    async fn lend(&self) -> Result<Lent> {
        let permit = Arc::clone(&self.permits).acquire_owned().await;
        let permit = permit.map_err(|_| ServerError::BrokeOff)?;
        let connection = lock(&self.free).pop();
        Ok(Lent { connection, free: Arc::clone(&self.free), _permit: permit })
    }
}

fn lock(free: &Mutex<Vec<Connection>>) -> MutexGuard<'_, Vec<Connection>> {
    free.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A connection until it is given back. The permit goes after the connection is back.
struct Lent {
    connection: Option<Connection>,
    free: Arc<Mutex<Vec<Connection>>>,
    _permit: OwnedSemaphorePermit,
}

impl Lent {
    fn with<T>(&mut self, work: impl FnOnce(&mut Connection) -> Result<T>) -> Result<T> {
        work(self.connection.as_mut().ok_or(ServerError::BrokeOff)?)
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        lock(&self.free).extend(self.connection.take());
    }
}

/// Works on a thread that may wait for a disk, another program or a long query.
pub(super) async fn aside<T: Send + 'static>(
    work: impl FnOnce() -> Result<T> + Send + 'static,
) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(|_| ServerError::BrokeOff)?
}

#[cfg(test)]
mod tests;
