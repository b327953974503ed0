//! The first form of an entry's text.

use super::{About, Entry, Stamp};
use crate::act::Actor;
use crate::digest::Digest;
use crate::ids::{Author, Subject};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

/// What `v` says in this form.
pub(super) const VERSION: u32 = 1;

/// The fields, in the order in which they are written.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
    v: u32,
    author: Author,
    seq: u64,
    prev: Digest,
    time: Stamp,
    actor: Actor,
    subject: Subject,
    act: Box<RawValue>,
}

/// The entry with the version that it says of itself.
pub(super) fn read(text: &str) -> Result<(u32, Entry), serde_json::Error> {
    let text: Text = serde_json::from_str(text)?;
    let act = text.act.get();
    let about = match text.subject {
        Subject::Case(case) => About::Case(case, serde_json::from_str(act)?),
        Subject::Enquiry(enquiry) => About::Enquiry(enquiry, serde_json::from_str(act)?),
        Subject::Day(day) => About::Day(day, serde_json::from_str(act)?),
        Subject::Person(person) => About::Person(person, serde_json::from_str(act)?),
        Subject::Window(window) => About::Window(window, serde_json::from_str(act)?),
        Subject::Centre => About::Centre(serde_json::from_str(act)?),
    };
    let Text { v, author, seq, prev, time, actor, .. } = text;
    Ok((v, Entry { author, seq, prev, time, actor, about }))
}

pub(super) fn write(entry: &Entry) -> Result<String, serde_json::Error> {
    let act = match &entry.about {
        About::Case(_, act) => serde_json::value::to_raw_value(act)?,
        About::Enquiry(_, act) => serde_json::value::to_raw_value(act)?,
        About::Day(_, act) => serde_json::value::to_raw_value(act)?,
        About::Person(_, act) => serde_json::value::to_raw_value(act)?,
        About::Window(_, act) => serde_json::value::to_raw_value(act)?,
        About::Centre(act) => serde_json::value::to_raw_value(act)?,
    };
    serde_json::to_string(&Text {
        v: VERSION,
        author: entry.author.clone(),
        seq: entry.seq,
        prev: entry.prev,
        time: entry.time,
        actor: entry.actor.clone(),
        subject: entry.about.subject(),
        act,
    })
}
