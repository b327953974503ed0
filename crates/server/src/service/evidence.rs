//! 存证: all that a third party needs to check, without this program, who issued a licence, under which
//! appointment, and that nothing of it was changed since.

use super::Server;
use crate::error::ServerError;
use crate::repository::Repository;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use clerk_domain::act_signature::{ActSignature, signed_text};
use clerk_domain::appointment::{Attested, Statement};
use clerk_domain::case::CaseAct;
use clerk_domain::case::acts::Issued;
use clerk_domain::clock::china_date;
use clerk_domain::digest::Digest;
use clerk_domain::ids::{Author, JournalId, PersonId};
use clerk_domain::journal::{About, Entry};
use clerk_protocol::{public_key_der, signature_der};

/// A file of the evidence: its name and what is in it.
pub type EvidenceFile = (&'static str, Vec<u8>);

/// Entries that are followed from the licence's to what its issuer signed next.
const MOST_ENTRIES: u64 = 10_000;

impl<R: Repository> Server<R> {
    /// The evidence of the newest version of a licence, as files.
    ///
    /// # Errors
    /// [`ServerError::NoLicence`], [`ServerError::NoEvidence`] where the register knows no key or no
    /// appointment that it was issued with, and the repository's.
    pub async fn evidence(&self, number: &str) -> Result<Vec<EvidenceFile>, ServerError> {
        let found = self.repository.newest_issuing_entry(number).await?;
        let found = found.ok_or_else(|| ServerError::NoLicence(number.to_owned()))?;
        let entry = Entry::read(&found.text, 0).map_err(|_| ServerError::Damaged("entry"))?;
        let (Some(window), About::Case(_, CaseAct::Issued(Issued { licence, .. }))) =
            (entry.author.window(), &entry.about)
        else {
            return Err(ServerError::Damaged("entry"));
        };
        let person = &entry.actor.person;
        let text = licence.signed_text(&window, person);
        let lacking = || ServerError::NoEvidence(number.to_owned());
        let register = self.register_of(person, &window).await?;
        let signed = |known: &&Attested<clerk_domain::appointment::PersonKey>| {
            known.of.person == *person
                && clerk_protocol::verify(&known.of.public_key, &text, &licence.signature)
        };
        let key = register.keys.iter().find(signed).ok_or_else(lacking)?;
        let device = key.of.device(register.devices.iter().map(|known| &known.of));
        let of_device = |known: &&Attested<_>| Some(&known.of) == device;
        let device = register.devices.iter().find(of_device).ok_or_else(lacking)?;
        let day = china_date(entry.time.legal().to_utc());
        let held = register.appointments.iter().rev();
        let mut held = held.filter(|known| known.of.term.covers(day));
        let appointment = held.next().ok_or_else(lacking)?;
        let mut files = vec![
            ("centre.pem", pem(&self.public_key())?),
            ("person.pem", pem(&key.of.public_key)?),
            ("licence.txt", text.into_bytes()),
            ("licence.sig", der(&licence.signature)?),
            ("entry.json", found.text.clone().into_bytes()),
        ];
        files.extend(said(["key.txt", "key.sig"], key)?);
        files.extend(said(["appointment.txt", "appointment.sig"], appointment)?);
        files.extend(said(["device.txt", "device.sig"], device)?);
        files.extend(self.acts(&found.journal, &entry, person).await?);
        Ok(files)
    }

    /// What the issuer signed of the journal next, and the entries until then, one a line.
    async fn acts(
        &self,
        journal: &JournalId,
        entry: &Entry,
        person: &PersonId,
    ) -> Result<Vec<EvidenceFile>, ServerError> {
        let signed = self.repository.acts_signed(journal, entry.seq).await?;
        let first = signed.into_iter().find(|signed| signed.covers(person, entry.seq));
        let Some(ActSignature { first, seq, signature, .. }) = first else {
            return Ok(Vec::new());
        };
        let (mut lines, mut hash) = (String::new(), None);
        for at in entry.seq..=seq.min(entry.seq + MOST_ENTRIES) {
            let Some((_, text)) = self.repository.entry(journal, at).await? else { break };
            hash = Some(Digest::of(text.as_bytes())).filter(|_| at == seq);
            lines.push_str(&text);
            lines.push('\n');
        }
        let Some(hash) = hash else { return Ok(Vec::new()) };
        let author: &Author = &entry.author;
        let text = signed_text(person, author, (first, seq), hash);
        Ok(vec![
            ("entries.jsonl", lines.into_bytes()),
            ("acts.txt", text.into_bytes()),
            ("acts.sig", der(&signature)?),
        ])
    }
}

fn said<T: Statement>(
    [text, signature]: [&'static str; 2],
    known: &Attested<T>,
) -> Result<[EvidenceFile; 2], ServerError> {
    Ok([(text, known.of.signed_text().into_bytes()), (signature, der(&known.signature)?)])
}

fn der(signature: &str) -> Result<Vec<u8>, ServerError> {
    signature_der(signature).ok_or(ServerError::Damaged("signature"))
}

fn pem(public_key: &str) -> Result<Vec<u8>, ServerError> {
    let der = public_key_der(public_key).ok_or(ServerError::Damaged("key"))?;
    let body = STANDARD.encode(der);
    let lines: Vec<&str> = (0..body.len())
        .step_by(64)
        .filter_map(|at| body.get(at..body.len().min(at + 64)))
        .collect();
    let text =
        format!("-----BEGIN PUBLIC KEY-----\n{}\n-----END PUBLIC KEY-----\n", lines.join("\n"));
    Ok(text.into_bytes())
}
