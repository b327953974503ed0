//! Whether a licence holds, without a network: by the register that the sync brought, and by what the
//! window knows to be void.

use crate::api::{ApiError, ErrorCode, TextArgs, VerifyFileArgs, VerifyView};
use crate::scan;
use crate::workstation::Workstation;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use clerk_domain::licence_code::Stated;
use clerk_domain::register::{Trust, changed_at};

impl Workstation {
    /// Judges a licence by a file that shows it: a text, a PDF or an image.
    pub fn verify_file(&self, args: VerifyFileArgs) -> Result<VerifyView, ApiError> {
        let bytes = STANDARD.decode(args.base64.as_bytes());
        let wrong = |_| ApiError::new(ErrorCode::NoCodeFound);
        self.verify_bytes(&bytes.map_err(wrong)?)
    }

    /// As [`Workstation::verify_file`], by the file's bytes.
    ///
    /// # Errors
    /// `file_too_large`, `no_code_found`, `scanner_missing`.
    pub fn verify_bytes(&self, bytes: &[u8]) -> Result<VerifyView, ApiError> {
        // Nobody's files are looked at while the desk is locked, and none while it is held.
        self.at_desk(|_| Ok(()))?;
        let text = scan::licence_text(bytes)?;
        self.verify(TextArgs { text })
    }

    /// Judges the text of a licence's QR code.
    pub fn verify(&self, args: TextArgs) -> Result<VerifyView, ApiError> {
        let now = self.now();
        self.at_desk(|desk| {
            let today = desk.legal(now)?.date_naive();
            let last_contact = desk.store.last_contact()?;
            let register = desk.store.register()?;
            let centre_key = desk.store.centre_key()?;
            let trust = Trust {
                register: &register,
                centre_key: &centre_key,
                holds: clerk_protocol::verify,
            };
            let revoked = |id: &str| desk.store.registered_revocation(id);
            let finding = trust.judge(&args.text, today, revoked)?;
            // What was made void here the register may not have yet.
            let (id, here) = (finding.licence.as_ref().map(Stated::id), &desk.staffed.window.id);
            let void = id.map_or(Ok(None), |id| desk.store.voided(&id, here))?;
            let finding = finding.knowing(void);
            let register_at = changed_at(desk.store.register_version()?);
            Ok(VerifyView { finding, register_at, last_contact })
        })
    }
}
