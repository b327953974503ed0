//! The file around a bundle: who wrote it for whom, the content encrypted, all of it signed.
//!
//! docs/PROTOCOL.md gives it byte by byte. The signature is checked before anything is decrypted, and
//! nothing but this layout is read before.

use super::{BundleError, ReplyBundle, RequestBundle};
use crate::key::{KeyError, WRAPPED_BYTES, WindowKey, verify, wrap};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{ChaCha20Poly1305, Key, Nonce};
use clerk_domain::digest::Digest;
use clerk_domain::ids::WindowId;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sm2::elliptic_curve::rand_core::CryptoRng;
use zeroize::Zeroizing;

/// The longest file.
pub const BUNDLE_MOST_BYTES: usize = 64 << 20;

const MAGIC: &[u8; 8] = b"WCBUNDLE";
const FORM: u8 = 1;
const WINDOW_MOST_BYTES: usize = 64;
const PUBLIC_KEY_BYTES: usize = 65;
const SIGNATURE_BYTES: usize = 64;
/// The content's key is used once.
const NONCE: [u8; 12] = [0; 12];

/// Which way a bundle goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BundleKind {
    /// From a window to its centre.
    Request,
    /// From the centre to a window.
    Reply,
}

impl BundleKind {
    fn byte(self) -> u8 {
        match self {
            Self::Request => 1,
            Self::Reply => 2,
        }
    }

    fn of(byte: u8) -> Option<Self> {
        [Self::Request, Self::Reply].into_iter().find(|kind| kind.byte() == byte)
    }

    fn tag(self) -> &'static str {
        match self {
            Self::Request => "WCBQ1",
            Self::Reply => "WCBA1",
        }
    }
}

/// What the sender of a bundle signs: `WCBQ1` for a request or `WCBA1` for a reply, then `|window|` and
/// the bundle's digest, SM3 over every byte before the signature, in hexadecimal.
pub fn bundle_text(kind: BundleKind, window: &WindowId, digest: Digest) -> String {
    format!("{}|{window}|{digest}", kind.tag())
}

/// A bundle to be written.
pub struct NewBundle<'a> {
    /// The window that it is from or for.
    pub window: &'a WindowId,
    /// Who writes it: the window for a request, the centre for a reply.
    pub sender: &'a WindowKey,
    /// The public key of the one that may read it.
    pub receiver: &'a str,
}

impl NewBundle<'_> {
    /// A request's file, and its digest.
    ///
    /// # Errors
    /// [`KeyError`] where a key cannot be used, or the content cannot be written.
    pub fn request(
        &self,
        content: &RequestBundle,
        rng: &mut impl CryptoRng,
    ) -> Result<(Vec<u8>, Digest), KeyError> {
        self.seal(BundleKind::Request, content, rng)
    }

    /// A reply's file, and its digest.
    ///
    /// # Errors
    /// As [`NewBundle::request`].
    pub fn reply(
        &self,
        content: &ReplyBundle,
        rng: &mut impl CryptoRng,
    ) -> Result<(Vec<u8>, Digest), KeyError> {
        self.seal(BundleKind::Reply, content, rng)
    }

    fn seal(
        &self,
        kind: BundleKind,
        content: &impl Serialize,
        rng: &mut impl CryptoRng,
    ) -> Result<(Vec<u8>, Digest), KeyError> {
        let content = Zeroizing::new(serde_json::to_vec(content).map_err(|_| KeyError)?);
        let mut secret = Zeroizing::new([0; 32]);
        rng.fill_bytes(secret.as_mut_slice());
        let window = self.window.as_str().as_bytes();
        let window_bytes = u8::try_from(window.len()).map_err(|_| KeyError)?;
        let public = |key: &str| hex::decode(key).map_err(|_| KeyError);
        let mut bytes = MAGIC.to_vec();
        bytes.extend([FORM, kind.byte(), window_bytes]);
        bytes.extend(window);
        bytes.extend(public(&self.sender.public_key())?);
        bytes.extend(public(self.receiver)?);
        bytes.extend(wrap(self.receiver, &secret, rng).ok_or(KeyError)?);
        let length = u32::try_from(content.len() + TAG_BYTES).map_err(|_| KeyError)?;
        bytes.extend(length.to_be_bytes());
        let payload = Payload { msg: &content, aad: &bytes };
        let sealed = cipher(&secret).encrypt(&Nonce::from(NONCE), payload);
        bytes.extend(sealed.map_err(|_| KeyError)?);
        let digest = Digest::of(&bytes);
        let signature = self.sender.sign(&bundle_text(kind, self.window, digest))?;
        bytes.extend(hex::decode(signature).map_err(|_| KeyError)?);
        Ok((bytes, digest))
    }
}

/// What Poly1305 adds.
const TAG_BYTES: usize = 16;

fn cipher(secret: &[u8; 32]) -> ChaCha20Poly1305 {
    ChaCha20Poly1305::new(&Key::from(*secret))
}

/// A bundle whose signature holds, for the key that it names as its sender's. Who that is, and whether
/// it is for the reader, is for the reader to compare.
#[derive(Debug)]
pub struct SealedBundle<'a> {
    /// Which way it goes.
    pub kind: BundleKind,
    /// The window that it is from or for.
    pub window: WindowId,
    /// Who signed it: a public key as [`WindowKey::public_key`] writes it.
    pub sender: String,
    /// Who can read it.
    pub receiver: String,
    /// SM3 over every byte before the signature.
    pub digest: Digest,
    /// Everything before the encrypted content; goes into its tag.
    head: &'a [u8],
    wrapped: [u8; WRAPPED_BYTES],
    content: &'a [u8],
}

impl<'a> SealedBundle<'a> {
    /// Reads the layout and checks the signature. Nothing is decrypted.
    ///
    /// # Errors
    /// [`BundleError::NotABundle`], [`BundleError::Newer`], [`BundleError::TooLarge`],
    /// [`BundleError::Cut`] and [`BundleError::Altered`].
    pub fn read(bytes: &'a [u8]) -> Result<Self, BundleError> {
        let mut rest = Rest(bytes);
        check_begin(bytes)?;
        let [.., kind, window_bytes] = rest.take::<{ MAGIC.len() + 3 }>()?;
        let kind = BundleKind::of(kind).ok_or(BundleError::Altered)?;
        let window_bytes = usize::from(window_bytes);
        if window_bytes == 0 || window_bytes > WINDOW_MOST_BYTES {
            return Err(BundleError::Altered);
        }
        let window = std::str::from_utf8(rest.slice(window_bytes)?);
        let window = window.map_err(|_| BundleError::Altered)?;
        let window: WindowId = window.parse().map_err(|_| BundleError::Altered)?;
        let sender = hex::encode(rest.take::<PUBLIC_KEY_BYTES>()?);
        let receiver = hex::encode(rest.take::<PUBLIC_KEY_BYTES>()?);
        let wrapped = rest.take()?;
        let length = u32::from_be_bytes(rest.take()?);
        let head = before(bytes, rest.0);
        let content = rest.slice(usize::try_from(length).map_err(|_| BundleError::TooLarge)?)?;
        let signed = before(bytes, rest.0);
        let signature = rest.take::<SIGNATURE_BYTES>()?;
        let digest = Digest::of(signed);
        let text = bundle_text(kind, &window, digest);
        if !rest.0.is_empty() || !verify(&sender, &text, &hex::encode(signature)) {
            return Err(BundleError::Altered);
        }
        Ok(Self { kind, window, sender, receiver, digest, head, wrapped, content })
    }

    /// Whether it goes this way, to this reader and from this sender, by their public keys.
    ///
    /// # Errors
    /// [`BundleError::WrongWay`], [`BundleError::ForeignReceiver`], [`BundleError::ForeignSender`].
    pub fn check(&self, kind: BundleKind, receiver: &str, sender: &str) -> Result<(), BundleError> {
        let window = || self.window.to_string();
        if self.kind != kind {
            return Err(BundleError::WrongWay);
        }
        if self.receiver != receiver {
            return Err(BundleError::ForeignReceiver { window: window() });
        }
        if self.sender != sender {
            return Err(BundleError::ForeignSender { window: window() });
        }
        Ok(())
    }

    /// What a request asks, to the reader with this key, from the window with that public one.
    ///
    /// # Errors
    /// Those of [`SealedBundle::check`], [`BundleError::Altered`] where it cannot be decrypted, and
    /// [`BundleError::Newer`] where the content is of another form.
    pub fn request(&self, key: &WindowKey, sender: &str) -> Result<RequestBundle, BundleError> {
        self.check(BundleKind::Request, &key.public_key(), sender)?;
        self.open(key)
    }

    /// What a reply answers, to the window with this key, from the centre with that public one.
    ///
    /// # Errors
    /// As [`SealedBundle::request`].
    pub fn reply(&self, key: &WindowKey, sender: &str) -> Result<ReplyBundle, BundleError> {
        self.check(BundleKind::Reply, &key.public_key(), sender)?;
        self.open(key)
    }

    fn open<T: DeserializeOwned>(&self, key: &WindowKey) -> Result<T, BundleError> {
        let secret = key.unwrap(&self.wrapped).ok_or(BundleError::Altered)?;
        let payload = Payload { msg: self.content, aad: self.head };
        let content = cipher(&secret).decrypt(&Nonce::from(NONCE), payload);
        let content = Zeroizing::new(content.map_err(|_| BundleError::Altered)?);
        // Its sender signed it, so that it is whole: only a program of another form writes another.
        serde_json::from_slice(&content).map_err(|_| BundleError::Newer)
    }
}

/// The first bytes tell what a file is, however short it is.
fn check_begin(bytes: &[u8]) -> Result<(), BundleError> {
    if !bytes.starts_with(MAGIC) {
        let cut = MAGIC.starts_with(bytes);
        return Err(if cut { BundleError::Cut } else { BundleError::NotABundle });
    }
    match bytes.get(MAGIC.len()) {
        None => Err(BundleError::Cut),
        Some(&FORM) if bytes.len() > BUNDLE_MOST_BYTES => Err(BundleError::TooLarge),
        Some(&FORM) => Ok(()),
        Some(0) => Err(BundleError::NotABundle),
        Some(_) => Err(BundleError::Newer),
    }
}

/// All but the rest.
fn before<'a>(bytes: &'a [u8], rest: &[u8]) -> &'a [u8] {
    bytes.get(..bytes.len() - rest.len()).unwrap_or_default()
}

/// What is still to be read.
struct Rest<'a>(&'a [u8]);

impl<'a> Rest<'a> {
    fn slice(&mut self, length: usize) -> Result<&'a [u8], BundleError> {
        let (taken, rest) = self.0.split_at_checked(length).ok_or(BundleError::Cut)?;
        self.0 = rest;
        Ok(taken)
    }

    fn take<const N: usize>(&mut self) -> Result<[u8; N], BundleError> {
        self.slice(N)?.try_into().map_err(|_| BundleError::Cut)
    }
}
