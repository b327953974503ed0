//! What travels between a window and the server.
//!
//! [`Protocol`] is implemented twice: by the server's centre, and by the window's HTTP client. Both
//! therefore speak of the same requests, replies and errors; HTTP itself is in neither.

mod bundle;
mod clearance;
mod error;
mod exception;
mod key;
mod message;
mod signed;

pub use bundle::{
    Answer, BUNDLE_MOST_BYTES, BundleError, BundleKind, NewBundle, ReplyBundle, RequestBundle,
    SealedBundle, bundle_text,
};
pub use clearance::{CLEARANCES, Clearances};
pub use error::{CertificateFault, ErrorBody, ProtocolError, Refusal};
pub use exception::{Bilingual, ExceptionCode, ExceptionKind};
pub use key::{KeyError, WindowKey, is_public_key, public_key_der, signature_der, verify};
pub use message::*;
pub use signed::{Signed, SignedError, SignedKind, sign_text, signed_text};

/// The whole of what a window may ask of the server.
///
/// Every request may be sent again after a lost answer: the server gives the same answer and does
/// nothing twice.
#[trait_variant::make(Send)]
pub trait Protocol {
    /// Makes a device a window, by its one-time code. The same code with the same key and person
    /// gives the same answer again.
    async fn enrol(&self, request: EnrolRequest) -> Result<EnrolReply, ProtocolError>;

    /// Checks a person's password for a window. It carries no device token: that lies in the
    /// database, which is what logging in opens.
    async fn login(&self, request: LoginRequest) -> Result<LoginReply, ProtocolError>;

    /// Gives a person another password, by the one that it is. It carries no device token, as with a log-in.
    async fn change_password(
        &self,
        request: PasswordRequest,
    ) -> Result<PasswordReply, ProtocolError>;

    /// Takes in the next entries of the window's journal.
    async fn push(
        &self,
        device: &DeviceToken,
        request: PushRequest,
    ) -> Result<PushReply, ProtocolError>;

    /// Gives what changed in a scope after a cursor.
    async fn pull(
        &self,
        device: &DeviceToken,
        request: PullRequest,
    ) -> Result<PullReply, ProtocolError>;

    /// Takes in the last entries of the window's journal and gives what changed in a scope, in one
    /// request: a push, then a pull. Refused where either is; the push may have been taken in then.
    async fn sync(
        &self,
        device: &DeviceToken,
        request: SyncRequest,
    ) -> Result<SyncReply, ProtocolError>;

    /// Leases the window's next block of numbers.
    async fn lease(
        &self,
        device: &DeviceToken,
        request: LeaseRequest,
    ) -> Result<LeaseReply, ProtocolError>;

    /// Takes back what is left of a block of a year that is over.
    async fn return_numbers(
        &self,
        device: &DeviceToken,
        request: ReturnRequest,
    ) -> Result<ReturnReply, ProtocolError>;

    /// Gives the rule pack and the register, each where it is newer than the window's.
    async fn pack(
        &self,
        device: &DeviceToken,
        request: PackRequest,
    ) -> Result<PackReply, ProtocolError>;
}

/// Where each request is posted, below the server's address.
pub mod path {
    /// [`super::Protocol::enrol`]
    pub const ENROL: &str = "/v1/enrol";
    /// [`super::Protocol::login`]
    pub const LOGIN: &str = "/v1/login";
    /// [`super::Protocol::change_password`]
    pub const PASSWORD: &str = "/v1/password";
    /// [`super::Protocol::push`]
    pub const PUSH: &str = "/v1/push";
    /// [`super::Protocol::pull`]
    pub const PULL: &str = "/v1/pull";
    /// [`super::Protocol::sync`]
    pub const SYNC: &str = "/v1/sync";
    /// [`super::Protocol::lease`]
    pub const LEASE: &str = "/v1/lease";
    /// [`super::Protocol::return_numbers`]
    pub const RETURN: &str = "/v1/return";
    /// [`super::Protocol::pack`]
    pub const PACK: &str = "/v1/pack";
    /// The public page on which anybody checks a licence, by `GET`; its query is `q`.
    pub const VERIFY: &str = "/verify";
    /// Answers `GET` with status 200 while the server can read its database.
    pub const HEALTH: &str = "/health";
}
