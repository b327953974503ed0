//! Whether a licence holds, without a network: by the register that the sync brought, and by what the
//! window knows to be void.

use crate::api::{ApiError, ErrorCode, TextArgs, VerifyFileArgs, VerifyView};
use crate::workstation::Workstation;
use crate::{failure, scan};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use clerk_domain::licence_code::Stated;
use clerk_domain::register::{Finding, Trust, Verdict};

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
            let register = clerk_sync::kept_register(&desk.store).map_err(failure::altered)?;
            let Some(register) = register else {
                let finding =
                    Finding { verdict: Verdict::Unknown, licence: None, revocation: None };
                return Ok(VerifyView { finding, register_at: None, last_contact });
            };
            let centre_key = desk.store.centre_key()?;
            let trust = Trust {
                register: &register,
                centre_key: &centre_key,
                holds: clerk_protocol::verify,
            };
            let finding = trust.judge(&args.text, today);
            // What was made void here, or at a window that was pulled, the register may not have yet.
            let id = finding.licence.as_ref().map(Stated::id);
            let void = id.map_or(Ok(None), |id| desk.store.voided(&id))?;
            let finding = finding.knowing(void);
            Ok(VerifyView { finding, register_at: register.changed_at(), last_contact })
        })
    }
}
