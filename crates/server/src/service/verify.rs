//! Reads a pushed batch: each entry parsed and hashed once, each following the one before it, the
//! whole signed by the window, and each by whoever is named in it. What the centre holds already is not
//! looked at here.

use super::bad_request;
use chrono::{DateTime, FixedOffset};
use clerk_domain::act_signature::{ActSignature, signed_text};
use clerk_domain::appointment::{Attested, PersonKey, WindowDevice};
use clerk_domain::case::CaseAct;
use clerk_domain::case::acts::Issued;
use clerk_domain::digest::Digest;
use clerk_domain::ids::{Author, PersonId, WindowId};
use clerk_domain::journal::{Chain, Entry, JournalError};
use clerk_protocol::{ProtocolError, PushRequest, Refusal};
use serde_json::value::RawValue;
use std::sync::Arc;

/// Fewer entries than this, and of fewer bytes, are read where they came in, as handing them on would
/// cost more.
const WORTH_A_TASK: usize = 64;
const WORTH_A_TASK_BYTES: usize = 128 << 10;
/// So many of persons are checked beside the window's own, which takes as long as all the rest of a short
/// push; more of them only after it.
const FEW_SIGNATURES: usize = 8;
const MOST_TASKS: usize = 4;

/// An entry that was read.
pub(super) struct Checked {
    /// The entry.
    pub entry: Entry,
    /// The digest of its text.
    pub hash: Digest,
    /// Its exact text.
    pub text: Box<RawValue>,
    /// Whether whoever is named signed it: the licence that it issues, or the chain.
    pub signed: bool,
}

/// The entries of a push, chained to one another and signed; not yet to what the centre holds.
/// Never empty.
pub(super) async fn batch(
    window: &WindowId,
    public_key: &str,
    request: PushRequest,
    keys: KeysAt,
) -> Result<(Vec<Checked>, Vec<ActSignature>), ProtocolError> {
    let PushRequest { entries, head, signature, acts_signed } = request;
    if acts_signed.len() > entries.len() {
        return Err(bad_request("more signatures than entries"));
    }
    let keys = Arc::new(keys);
    let mut entries = read_all(entries, window, &keys).await?;
    check_chain(window, &entries)?;
    let last = entries.last().ok_or_else(|| bad_request("nothing was pushed"))?;
    if last.hash != head {
        let message = format!("entry {}: its hash is not the head that was sent", last.entry.seq);
        return Err(ProtocolError::refused(Refusal::JournalBroken, message));
    }
    let chain = Chain { author: window.into(), seq: last.entry.seq, head };
    let few = (1..=FEW_SIGNATURES).contains(&acts_signed.len());
    if !few {
        check_signature(&chain, public_key, &signature)?;
    }
    if acts_signed.is_empty() {
        return Ok((entries, acts_signed));
    }
    let window = window.clone();
    let held = tokio::task::spawn_blocking(move || {
        let acts_signed = hold(&window, &mut entries, acts_signed, &keys);
        (entries, acts_signed)
    });
    if few {
        check_signature(&chain, public_key, &signature)?;
    }
    held.await.map_err(|_| broke_off())
}

/// Whether the window signed this head.
pub(super) fn check_signature(
    chain: &Chain,
    public_key: &str,
    signature: &str,
) -> Result<(), ProtocolError> {
    if clerk_protocol::verify(public_key, &chain.signed_text(), signature) {
        return Ok(());
    }
    let message = format!("entry {}: the signature over the head is wrong", chain.seq);
    Err(ProtocolError::refused(Refusal::SignatureWrong, message))
}

/// Each entry must follow from the one before it.
fn check_chain(window: &WindowId, entries: &[Checked]) -> Result<(), ProtocolError> {
    let broken = |seq: u64, what: &str| {
        ProtocolError::refused(Refusal::JournalBroken, format!("entry {seq}: {what}"))
    };
    let mut before: Option<&Checked> = None;
    for checked in entries {
        let entry = &checked.entry;
        if !entry.author.is(window) {
            return Err(broken(entry.seq, "belongs to another window"));
        }
        let expected = before.map_or(Some(entry.seq.max(1)), |b| b.entry.seq.checked_add(1));
        if expected != Some(entry.seq) {
            return Err(broken(entry.seq, "out of its place"));
        }
        if before.is_some_and(|before| before.hash != entry.prev) {
            return Err(broken(entry.seq, "does not follow from the entry before it"));
        }
        before = Some(checked);
    }
    Ok(())
}

/// Reads and hashes the entries, many of them on several cores.
async fn read_all(
    texts: Vec<Box<RawValue>>,
    window: &WindowId,
    keys: &Arc<KeysAt>,
) -> Result<Vec<Checked>, ProtocolError> {
    let (window, keys) = (window.clone(), Arc::clone(keys));
    let read = move |texts: Vec<Box<RawValue>>| {
        let one = |text| read(text, &window, &keys);
        texts.into_iter().map(one).collect::<Result<Vec<Checked>, _>>()
    };
    let bytes: usize = texts.iter().map(|text| text.get().len()).sum();
    if texts.len() < WORTH_A_TASK && bytes < WORTH_A_TASK_BYTES {
        return read(texts);
    }
    let cores = std::thread::available_parallelism().map_or(1, usize::from).min(MOST_TASKS);
    let part = texts.len().div_ceil(cores);
    let count = texts.len();
    let mut texts = texts.into_iter();
    let parts = std::iter::from_fn(|| {
        let texts: Vec<_> = texts.by_ref().take(part).collect();
        (!texts.is_empty()).then(|| {
            let read = read.clone();
            tokio::task::spawn_blocking(move || read(texts))
        })
    });
    let mut entries: Vec<Checked> = Vec::with_capacity(count);
    for part in parts.collect::<Vec<_>>() {
        let part: Result<Vec<Checked>, _> = part.await.map_err(|_| broke_off())?;
        entries.extend(part?);
    }
    Ok(entries)
}

fn broke_off() -> ProtocolError {
    super::failed(crate::error::ServerError::BrokeOff)
}

/// The licence's signature is checked here, as it takes longer than all the rest.
fn read(text: Box<RawValue>, window: &WindowId, keys: &KeysAt) -> Result<Checked, ProtocolError> {
    // The reader's own words could quote the entry, which is about people.
    let entry = Entry::read(text.get(), 0).map_err(|error| match error {
        JournalError::Unreadable { source, .. } => {
            let (kind, column) = (source.classify(), source.column());
            bad_request(format!("not a journal entry: {kind:?} at column {column}"))
        }
        JournalError::UnknownForm { version, .. } => {
            bad_request(format!("form {version} of an entry is unknown"))
        }
        other => bad_request(other.to_string()),
    })?;
    let signed = match entry.about.case() {
        Some((_, CaseAct::Issued(Issued { licence, .. }))) => {
            let person = &entry.actor.person;
            let signed = licence.signed_text(window, person);
            let key = keys.signer(person, &signed, &licence.signature);
            key.is_some_and(|key| keys.could_sign(key, entry.time.legal()))
        }
        _ => false,
    };
    Ok(Checked { hash: Digest::of(text.get().as_bytes()), entry, text, signed })
}

/// With what could be signed at a window.
pub(super) struct KeysAt {
    /// The keys of persons.
    pub keys: Vec<Attested<PersonKey>>,
    /// The devices that the window was.
    pub devices: Vec<Attested<WindowDevice>>,
}

impl KeysAt {
    /// The key that a person signed a text with.
    fn signer(&self, person: &PersonId, text: &str, signature: &str) -> Option<&PersonKey> {
        let mut own = self.keys.iter().map(|known| &known.of).filter(|of| of.person == *person);
        own.find(|key| clerk_protocol::verify(&key.public_key, text, signature))
    }

    /// Whether a key could sign at an instant.
    fn could_sign(&self, key: &PersonKey, at: DateTime<FixedOffset>) -> bool {
        key.could_sign(self.devices.iter().map(|known| &known.of), at)
    }
}

/// Marks the entries that their persons signed, and gives the signatures that are to be kept. One that does
/// not hold is none.
fn hold(
    window: &WindowId,
    entries: &mut [Checked],
    signatures: Vec<ActSignature>,
    keys: &KeysAt,
) -> Vec<ActSignature> {
    let author = Author::from(window);
    let first = entries.first().map_or(0, |first| first.entry.seq);
    let by = |signed: ActSignature| {
        let place = usize::try_from(signed.seq.checked_sub(first)?).ok()?;
        let text = signed_text(
            &signed.person,
            &author,
            (signed.first, signed.seq),
            entries.get(place)?.hash,
        );
        let key = keys.signer(&signed.person, &text, &signed.signature)?;
        Some((signed, key))
    };
    let held: Vec<(ActSignature, &PersonKey)> = signatures.into_iter().filter_map(by).collect();
    // A licence is signed itself, or it is not.
    let issues = |entry: &Entry| matches!(entry.about.case(), Some((_, CaseAct::Issued(_))));
    for checked in entries.iter_mut().filter(|checked| !issues(&checked.entry)) {
        let (person, seq) = (&checked.entry.actor.person, checked.entry.seq);
        let at = checked.entry.time.legal();
        checked.signed |=
            held.iter().any(|(signed, key)| signed.covers(person, seq) && keys.could_sign(key, at));
    }
    held.into_iter().map(|(signed, _)| signed).collect()
}
