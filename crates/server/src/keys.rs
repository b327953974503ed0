//! The centre's keys, in files of their own, apart from the database: whoever reads a backup of the
//! database signs nothing as the centre, opens no exchange file and clears no window. The database knows the
//! keys' public halves, and each start compares them.

use crate::error::ServerError;
use clerk_domain::digest::Digest;
use clerk_protocol::WindowKey;
use rand::CryptoRng;
use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// The folder of the keys inside the data folder, where no other one is named.
pub const FOLDER_NAME: &str = "keys";

const SIGNING: &str = "signing.key";
const SEALING: &str = "sealing.key";
const CLEARANCE: &str = "clearance.key";

type Secret = Zeroizing<[u8; 32]>;

/// The centre's keys, each for one purpose.
pub struct CentreKeys {
    folder: PathBuf,
    signing: WindowKey,
    sealing: WindowKey,
    clearance: Secret,
}

/// What tells the keys, and anybody may know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicKeys {
    /// The public half of the key that signs.
    pub signing: String,
    /// The public half of the key to which windows seal their exchange files.
    pub sealing: String,
    /// The SM3 digest of the key from which clearance codes are made.
    pub clearance: Digest,
}

impl CentreKeys {
    /// The keys of a folder, of the centre that the database knows by `known`. Where it knows none yet,
    /// files that lack are made; one that is there is never written over.
    ///
    /// # Errors
    /// [`ServerError::KeyMissing`], [`ServerError::KeyDamaged`], [`ServerError::KeyForeign`],
    /// [`ServerError::KeyFile`].
    pub fn open(
        folder: &Path,
        known: Option<&PublicKeys>,
        rng: &mut impl CryptoRng,
    ) -> Result<Self, ServerError> {
        let Some(known) = known else { return Self::open_or_make(folder, rng) };
        // One that lacks is not made: it may lie on a disk that is not mounted.
        clerk_disk::shut(folder).map_err(|source| failed(folder, source))?;
        let [signing, sealing, clearance] =
            [SIGNING, SEALING, CLEARANCE].map(|name| needed(&folder.join(name)));
        let keys = Self::of(folder, signing?, sealing?, clearance?)?;
        keys.check(known)?;
        Ok(keys)
    }

    fn open_or_make(folder: &Path, rng: &mut impl CryptoRng) -> Result<Self, ServerError> {
        let at_folder = |source| failed(folder, source);
        clerk_disk::private_folder(folder).map_err(at_folder)?;
        // Two programs that begin at once make one set of keys.
        let _held = hold(folder).map_err(at_folder)?;
        let mut key = |name| read_or_make(&folder.join(name), rng);
        let (signing, sealing, clearance) = (key(SIGNING)?, key(SEALING)?, key(CLEARANCE)?);
        Self::of(folder, signing, sealing, clearance)
    }

    /// Fresh keys that no file holds, such as a test's.
    ///
    /// # Errors
    /// None that ever comes: a draw that is no key is drawn again.
    pub fn draw(rng: &mut impl CryptoRng) -> Result<Self, ServerError> {
        Self::of(Path::new(""), draw(rng), draw(rng), draw(rng))
    }

    fn of(
        folder: &Path,
        signing: Secret,
        sealing: Secret,
        clearance: Secret,
    ) -> Result<Self, ServerError> {
        let key = |name, secret: Secret| {
            let damaged = |_| ServerError::KeyDamaged { path: folder.join(name) };
            WindowKey::from_bytes(&secret).map_err(damaged)
        };
        let (signing, sealing) = (key(SIGNING, signing)?, key(SEALING, sealing)?);
        Ok(Self { folder: folder.to_owned(), signing, sealing, clearance })
    }

    /// Whether they are those that the database knows.
    ///
    /// # Errors
    /// [`ServerError::KeyForeign`].
    pub(crate) fn check(&self, known: &PublicKeys) -> Result<(), ServerError> {
        let own = self.public();
        let same = [
            (SIGNING, own.signing == known.signing),
            (SEALING, own.sealing == known.sealing),
            (CLEARANCE, own.clearance == known.clearance),
        ];
        match same.into_iter().find(|(_, same)| !same) {
            None => Ok(()),
            Some((name, _)) => Err(ServerError::KeyForeign { path: self.folder.join(name) }),
        }
    }

    /// What tells them.
    pub fn public(&self) -> PublicKeys {
        PublicKeys {
            signing: self.signing.public_key(),
            sealing: self.sealing.public_key(),
            clearance: Digest::of(self.clearance.as_slice()),
        }
    }

    /// Signs packs, the register, bundles and the centre's journals.
    pub(crate) fn signing(&self) -> &WindowKey {
        &self.signing
    }

    /// What clearance codes are made from.
    pub(crate) fn clearance(&self) -> &[u8; 32] {
        &self.clearance
    }

    /// Opens what windows seal for the centre.
    pub(crate) fn sealing(&self) -> &WindowKey {
        &self.sealing
    }
}

/// Until it is dropped, no other program makes keys in the folder.
#[cfg(unix)]
fn hold(folder: &Path) -> std::io::Result<File> {
    let held = File::open(folder)?;
    held.lock()?;
    Ok(held)
}

/// A folder cannot be held there.
#[cfg(not(unix))]
fn hold(_folder: &Path) -> std::io::Result<()> {
    Ok(())
}

fn needed(path: &Path) -> Result<Secret, ServerError> {
    read(path)?.ok_or_else(|| ServerError::KeyMissing { path: path.to_owned() })
}

fn read_or_make(path: &Path, rng: &mut impl CryptoRng) -> Result<Secret, ServerError> {
    if let Some(held) = read(path)? {
        return Ok(held);
    }
    let secret = draw(rng);
    let line = Zeroizing::new(format!("{}\n", hex::encode(secret.as_slice())));
    clerk_disk::write_whole(path, line.as_bytes()).map_err(|source| failed(path, source))?;
    Ok(secret)
}

/// The 32 bytes of a key's file, which is shut to others first; `None` where there is none.
fn read(path: &Path) -> Result<Option<Secret>, ServerError> {
    clerk_disk::shut(path).map_err(|source| failed(path, source))?;
    let bytes = match fs::read(path) {
        Ok(bytes) => Zeroizing::new(bytes),
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(source) => return Err(failed(path, source)),
    };
    let mut secret = Zeroizing::new([0; 32]);
    hex::decode_to_slice(bytes.trim_ascii_end(), secret.as_mut_slice())
        .map_err(|_| ServerError::KeyDamaged { path: path.to_owned() })?;
    Ok(Some(secret))
}

/// 32 random bytes that are an SM2 key; one draw in 2³² is none.
fn draw(rng: &mut impl CryptoRng) -> Secret {
    loop {
        let mut secret = Zeroizing::new([0; 32]);
        rng.fill_bytes(secret.as_mut_slice());
        if WindowKey::from_bytes(&secret).is_ok() {
            return secret;
        }
    }
}

fn failed(path: &Path, source: std::io::Error) -> ServerError {
    ServerError::KeyFile { path: path.to_owned(), source }
}

#[cfg(test)]
mod tests;
