//! The journals of one window: its own, and the branches that copies of it wrote.
//!
//! A window that was restored to an older copy, or that runs twice, goes on from an entry that another
//! one follows already. What it did is kept as a branch: a journal of its own after that entry. Which
//! journal a window is at shows in the hashes alone, as each is a digest over all before it.

use super::verify::Checked;
use super::{Server, failed};
use crate::repository::{Fork, Line, Repository, StoredWindow};
use clerk_domain::digest::Digest;
use clerk_domain::ids::{Author, JournalId};
use clerk_protocol::{JournalHead, ProtocolError, Refusal, Window};

/// Consecutive entries of one journal, both ends included.
struct Stretch {
    journal: JournalId,
    first: u64,
    last: u64,
}

/// Where the entries of a line lie, its newest first: its own, then those of the journals that it
/// branched from.
fn stretches(lines: &[Line], line: &Line) -> Vec<Stretch> {
    let mut found = Vec::new();
    let (mut at, mut last) = (Some(line), line.head.seq);
    // No line can branch from itself, so there are at most as many stretches as lines.
    for _ in 0..lines.len() {
        let Some(line) = at else { break };
        let below = line.fork.as_ref().map_or(0, |fork| fork.seq);
        found.push(Stretch { journal: line.journal.clone(), first: below + 1, last });
        last = below;
        let parent = line.fork.as_ref().map(|fork| &fork.parent);
        at = lines.iter().find(|line| Some(&line.journal) == parent);
    }
    found
}

/// The places and hashes of a line from `first` to `last`, what it shares with others included.
async fn hashes<R: Repository>(
    server: &Server<R>,
    lines: &[Line],
    line: &Line,
    (first, last): (u64, u64),
) -> Result<Vec<(u64, Digest)>, ProtocolError> {
    let mut all = Vec::new();
    for stretch in stretches(lines, line).iter().rev() {
        let (first, last) = (first.max(stretch.first), last.min(stretch.last));
        if first <= last {
            let found = server.repository.hashes(&stretch.journal, first, last).await;
            all.extend(found.map_err(failed)?);
        }
    }
    Ok(all)
}

/// The journal that a window is at, and what is held of it. Where the centre does not know what the
/// window knows it to hold, it was restored itself: it then gives the most that it may share.
pub(super) async fn stand<R: Repository>(
    server: &Server<R>,
    window: &StoredWindow,
    own: JournalHead,
) -> Result<(JournalId, JournalHead), ProtocolError> {
    let StoredWindow { window: Window { id: window, .. }, head, .. } = window;
    // Mostly it is at its own journal, where that ends, and nothing needs to be read.
    if *head == own {
        return Ok((JournalId::from(window), own));
    }
    let lines = server.repository.lines(&Author::from(window)).await.map_err(failed)?;
    let at = |line: &Line| (line.journal.clone(), line.head);
    if let Some(line) = lines.iter().find(|line| line.head == own) {
        return Ok(at(line));
    }
    for line in lines.iter().rev() {
        let seq = own.seq;
        let known = seq == 0 && line.fork.is_none()
            || hashes(server, &lines, line, (seq, seq)).await?.contains(&(seq, own.hash));
        if known {
            return Ok(at(line));
        }
    }
    let below = lines.iter().filter(|line| line.head.seq < own.seq);
    let nothing = || (JournalId::from(window), JournalHead { seq: 0, hash: Digest::ZERO });
    Ok(below.max_by_key(|line| line.head.seq).map_or_else(nothing, at))
}

/// Where a push goes.
pub(super) struct Target {
    /// Into which journal.
    pub journal: JournalId,
    /// Where that begins, if it begins now.
    pub fork: Option<Fork>,
    /// What the new entries follow.
    pub after: JournalHead,
    /// How many of the pushed entries, from the first one on, are held already.
    pub duplicate: usize,
    /// What is held of the journal before.
    pub head: JournalHead,
}

/// Finds the journal that pushed entries go on with, or branch from. They are never refused for being
/// a branch: they happened.
///
/// # Errors
/// `journal_broken` where they follow from nothing that is held.
pub(super) async fn target<R: Repository>(
    server: &Server<R>,
    author: &Author,
    entries: &[Checked],
) -> Result<Target, ProtocolError> {
    let lines = server.repository.lines(author).await.map_err(failed)?;
    // The usual push goes on with a journal where it ends, and nothing needs to be read.
    let ends_before = lines.iter().find(|line| line.head == before(entries));
    let mut best = ends_before.map(|line| (line, 0));
    for line in lines.iter().filter(|_| ends_before.is_none()) {
        let Some(shared) = shared(server, &lines, line, entries).await? else { continue };
        let better = |most| shared > most || shared == most && ends_at(line, entries, shared);
        if best.is_none_or(|(_, most)| better(most)) {
            best = Some((line, shared));
        }
    }
    let (line, shared) = best.ok_or_else(|| follows_nothing(&lines, entries))?;
    let after = match shared.checked_sub(1).and_then(|last| entries.get(last)) {
        Some(last) => JournalHead { seq: last.entry.seq, hash: last.hash },
        None => before(entries),
    };
    let goes_on = shared == entries.len() || after.seq == line.head.seq;
    let fork = Fork { parent: owner(&lines, line, after.seq), seq: after.seq };
    let branch = || JournalId::branch(author, u32::try_from(lines.len()).unwrap_or(u32::MAX));
    Ok(Target {
        journal: if goes_on { line.journal.clone() } else { branch() },
        fork: (!goes_on).then_some(fork),
        after,
        duplicate: shared,
        head: line.head,
    })
}

/// What the first of the entries follows.
fn before(entries: &[Checked]) -> JournalHead {
    let nothing = JournalHead { seq: 0, hash: Digest::ZERO };
    entries.first().map_or(nothing, |first| JournalHead {
        seq: first.entry.seq.saturating_sub(1),
        hash: first.entry.prev,
    })
}

/// How many of the entries, from the first one on, a line has; `None` where it lacks what they follow.
async fn shared<R: Repository>(
    server: &Server<R>,
    lines: &[Line],
    line: &Line,
    entries: &[Checked],
) -> Result<Option<usize>, ProtocolError> {
    let before = before(entries);
    let last = entries.last().map_or(0, |last| last.entry.seq);
    let held = hashes(server, lines, line, (before.seq.max(1), last)).await?;
    let held = match held.split_first() {
        _ if before.seq == 0 && before.hash == Digest::ZERO => held.as_slice(),
        Some((joint, rest)) if *joint == (before.seq, before.hash) => rest,
        _ => return Ok(None),
    };
    let pairs = held.iter().zip(entries);
    Ok(Some(pairs.take_while(|((_, hash), checked)| *hash == checked.hash).count()))
}

/// Whether the line ends with the last of the entries that it shares, so that the others go on with it.
fn ends_at(line: &Line, entries: &[Checked], shared: usize) -> bool {
    let last = shared.checked_sub(1).and_then(|last| entries.get(last));
    let head = last.map_or_else(|| before(entries).hash, |last| last.hash);
    line.head.hash == head
}

/// The journal that an entry of a line was pushed into.
fn owner(lines: &[Line], line: &Line, seq: u64) -> JournalId {
    let stretches = stretches(lines, line);
    let owner = stretches.into_iter().find(|stretch| stretch.first <= seq.max(1));
    owner.map_or_else(|| line.journal.clone(), |stretch| stretch.journal)
}

fn follows_nothing(lines: &[Line], entries: &[Checked]) -> ProtocolError {
    let first = entries.first().map_or(0, |first| first.entry.seq);
    let held = lines.iter().map(|line| line.head.seq).max().unwrap_or(0);
    let message = format!(
        "entry {first}: it follows from none that the centre holds; it holds entries up to {held}"
    );
    ProtocolError::refused(Refusal::JournalBroken, message)
}
