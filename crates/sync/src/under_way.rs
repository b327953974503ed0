//! A request that travels while the window's thread does something else, such as keeping the answer to
//! the one before it.

use clerk_protocol::ProtocolError;
use tokio::task::JoinHandle;

/// A request under way. Dropped, it is given up, which is the same as an answer that is lost.
pub(crate) struct UnderWay<T, E>(JoinHandle<Result<T, E>>);

impl<T: Send + 'static, E: From<ProtocolError> + Send + 'static> UnderWay<T, E> {
    /// Sends it.
    pub(crate) fn start(request: impl Future<Output = Result<T, E>> + Send + 'static) -> Self {
        Self(tokio::spawn(request))
    }

    /// Waits for the answer.
    pub(crate) async fn answer(mut self) -> Result<T, E> {
        let answer = (&mut self.0).await;
        let broke_off = || ProtocolError::Unreachable("the request broke off".to_owned());
        answer.unwrap_or_else(|_| Err(broke_off().into()))
    }
}

impl<T, E> Drop for UnderWay<T, E> {
    fn drop(&mut self) {
        self.0.abort();
    }
}
