//! How a working paper is headed.

use super::words;
use chrono::{DateTime, FixedOffset, NaiveDate};
use clerk_documents as paper;
use clerk_domain::clock::china;

/// What every working paper is headed with.
pub(crate) struct Sheets {
    pub(crate) organ: String,
    pub(crate) place: String,
    pub(crate) printed_by: String,
    pub(crate) printed_at: DateTime<FixedOffset>,
    pub(crate) sample: bool,
}

impl Sheets {
    /// The heading of a sheet.
    pub(crate) fn heading(&self, subject: String) -> paper::Heading {
        let Self { organ, place, printed_by, printed_at, sample } = self;
        paper::Heading {
            organ: organ.clone(),
            place: place.clone(),
            subject,
            printed: format!("{} {printed_by}", words::instant(*printed_at)),
            date: legal_day(*printed_at),
            sample: *sample,
        }
    }
}

fn legal_day(at: DateTime<FixedOffset>) -> NaiveDate {
    at.with_timezone(&china()).date_naive()
}
