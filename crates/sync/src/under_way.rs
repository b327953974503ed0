//! A request that travels while the window's thread does something else, such as keeping the answer to
//! the one before it.

use clerk_protocol::ProtocolError;
use tokio::task::JoinHandle;

/// A request under way. Dropped, it is given up, which is the same as an answer that is lost.
pub(crate) struct UnderWay<T>(JoinHandle<Result<T, ProtocolError>>);

impl<T: Send + 'static> UnderWay<T> {
    /// Sends it.
    pub(crate) fn start(
        request: impl Future<Output = Result<T, ProtocolError>> + Send + 'static,
    ) -> Self {
        Self(tokio::spawn(request))
    }

    /// Waits for the answer.
    pub(crate) async fn answer(mut self) -> Result<T, ProtocolError> {
        let answer = (&mut self.0).await;
        answer
            .unwrap_or_else(|_| Err(ProtocolError::Unreachable("the request broke off".to_owned())))
    }
}

impl<T> Drop for UnderWay<T> {
    fn drop(&mut self) {
        self.0.abort();
    }
}
