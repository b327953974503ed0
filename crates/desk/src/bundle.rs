//! 离线交换: sync by files carried by hand, for a window that has no network.

use crate::api::{
    ApiError, BundleExportArgs, BundleExportedView, BundleImportArgs, BundleImportedView,
    BundleWaitingView, ErrorCode, Nothing,
};
use crate::folder::EXCHANGE;
use crate::open::OpenDesk;
use crate::workstation::Workstation;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, FixedOffset};
use clerk_disk::write_new;
use clerk_domain::digest::Digest;
use clerk_domain::ids::WindowId;
use clerk_protocol::BundleError;
use clerk_store::BundleExport;
use clerk_sync::{Exchange, Imported};
use rand::{RngExt as _, SeedableRng as _, rngs::StdRng};
use std::io;
use std::path::{Path, PathBuf};

impl Workstation {
    /// Writes all that one round of sync would ask into a file for the centre, and waits for its reply.
    /// Written again, the next file asks the same again.
    pub fn bundle_export(&self, args: BundleExportArgs) -> Result<BundleExportedView, ApiError> {
        let (now, today) = (self.now(), self.today());
        let named = args.file.map(PathBuf::from);
        // Before anything is noted: a file that is not written waits for no reply.
        if let Some(file) = named.as_ref().filter(|file| file.exists() && !args.overwrite) {
            return Err(ApiError::with(ErrorCode::BundleFileExists, shown(file)));
        }
        let (mut exchange, series, window) =
            self.at_desk(|desk| Ok((desk.exchange()?, desk.series(), desk.window.id.clone())))?;
        let mut rng = StdRng::from_seed(self.rng().random());
        // Not under the desk's lock: a large file must not stop the desk.
        let made = exchange.export(&series, today, &now, &mut rng)?;
        let written = match named {
            Some(file) => Ok(file),
            None => self.own_name(&window, now, made.digest),
        }
        .and_then(|file| {
            let written = write_new(&file, &made.bytes, args.overwrite);
            written.map_err(|error| failed(&file, &error)).map(|()| file)
        });
        if written.is_err() {
            exchange.forget(made.digest)?;
        }
        (self.changed)();
        let (file, acts, left) = (shown(&written?), made.entries, made.left);
        Ok(BundleExportedView { file, acts, left, at: now })
    }

    /// Takes in the centre's reply to a file that waits for it, in base64.
    pub fn bundle_import(&self, args: BundleImportArgs) -> Result<BundleImportedView, ApiError> {
        let bytes = STANDARD.decode(args.content_base64);
        self.import_bundle(&bytes.map_err(|_| refused(&BundleError::NotABundle))?)
    }

    /// Takes in the centre's reply to a file that waits for it.
    ///
    /// # Errors
    /// Why the file is refused whole, or where it stopped.
    pub fn import_bundle(&self, bytes: &[u8]) -> Result<BundleImportedView, ApiError> {
        let now = self.now();
        let mut exchange = self.at_desk(|desk| desk.exchange())?;
        // Not under the desk's lock: a large file must not stop the desk.
        let imported = exchange.import(bytes, &now);
        // Where it stopped in the middle, what came before is kept.
        (self.changed)();
        let Imported { round, leased, more } = imported?;
        Ok(BundleImportedView {
            accepted: round.pushed,
            exceptions: round.exceptions.len() as u64,
            pulled: round.pulled,
            leased,
            server_rolled_back: round.server_rolled_back,
            more,
            outbox: self.at_desk(|desk| Ok(desk.store.outbox_count()?))?,
        })
    }

    /// The file that waits for its reply; `None` where none does.
    pub fn bundle_waiting(&self, _: Nothing) -> Result<Option<BundleWaitingView>, ApiError> {
        self.at_desk(|desk| {
            let waiting = desk.store.bundles_waiting()?;
            Ok(waiting.first().zip(waiting.last()).map(view))
        })
    }

    fn own_name(
        &self,
        window: &WindowId,
        now: DateTime<FixedOffset>,
        digest: Digest,
    ) -> Result<PathBuf, ApiError> {
        let folder = self.dir.join(EXCHANGE);
        clerk_disk::private_folder(&folder).map_err(|error| failed(&folder, &error))?;
        let time = now.format("%Y%m%d-%H%M%S");
        Ok(folder.join(format!("{window}-{time}-{}.request", digest.short())))
    }
}

impl OpenDesk {
    fn exchange(&self) -> Result<Exchange, ApiError> {
        Ok(Exchange::new(self.store.reopen()?, self.window.clone(), self.key.clone()))
    }
}

/// The last file holds what the earlier ones do.
fn view((first, last): (&BundleExport, &BundleExport)) -> BundleWaitingView {
    let places = last.places.first().zip(last.places.last());
    BundleWaitingView {
        since: first.made_at,
        acts: places.map_or(0, |(before, end)| end.saturating_sub(*before)),
    }
}

fn shown(file: &Path) -> String {
    file.display().to_string()
}

fn failed(file: &Path, error: &io::Error) -> ApiError {
    let code = match error.kind() {
        io::ErrorKind::AlreadyExists => ErrorCode::BundleFileExists,
        _ => ErrorCode::BundleFileFailed,
    };
    ApiError::with(code, format!("{}: {error}", file.display()))
}

/// A refusal as a face knows it, with what belongs to it.
pub(crate) fn refused(error: &BundleError) -> ApiError {
    let (code, detail) = match error {
        BundleError::NotABundle => (ErrorCode::BundleNotOne, String::new()),
        BundleError::Cut => (ErrorCode::BundleCut, String::new()),
        BundleError::TooLarge => (ErrorCode::BundleTooLarge, String::new()),
        BundleError::Altered => (ErrorCode::BundleAltered, String::new()),
        BundleError::Newer => (ErrorCode::BundleNewer, String::new()),
        BundleError::WrongWay => (ErrorCode::BundleWrongWay, String::new()),
        BundleError::ForeignReceiver { window } => (ErrorCode::BundleForeign, window.clone()),
        BundleError::ForeignSender { window } => (ErrorCode::BundleSenderForeign, window.clone()),
        BundleError::Replayed { at } => (ErrorCode::BundleReplayed, at.to_rfc3339()),
        BundleError::NotAwaited => (ErrorCode::BundleNotAwaited, String::new()),
    };
    ApiError::with(code, detail)
}

#[cfg(test)]
mod tests {
    use super::refused;
    use clerk_protocol::BundleError;

    #[test]
    fn a_refusal_keeps_its_code() {
        let (window, at) = (|| "w".to_owned(), "2026-11-23T09:00:00+08:00".parse().unwrap());
        for error in [
            BundleError::NotABundle,
            BundleError::Cut,
            BundleError::TooLarge,
            BundleError::Altered,
            BundleError::Newer,
            BundleError::WrongWay,
            BundleError::ForeignReceiver { window: window() },
            BundleError::ForeignSender { window: window() },
            BundleError::Replayed { at },
            BundleError::NotAwaited,
        ] {
            assert_eq!(refused(&error).code.as_text(), error.code());
        }
    }
}
