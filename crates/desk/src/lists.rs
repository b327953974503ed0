//! Cases in lists: today, what waits, by state, by search.

use crate::api::{
    ApiError, CaseListView, ListArgs, Nothing, StateCount, TextArgs, Urgency, WorkbenchView,
};
use crate::open::Staffed;
use crate::workstation::Workstation;
use chrono::{NaiveDate, Timelike as _};
use clerk_domain::clock::china;
use clerk_store::{CaseFilter, CasePage};

/// The most rows that a face is given at once.
const MOST_ROWS: u32 = 100_000;
/// The most answers of a search.
const MOST_ANSWERS: u32 = 50;
const HOURS: usize = 24;

impl Workstation {
    /// Today at a glance.
    pub fn workbench(&self, _: Nothing) -> Result<WorkbenchView, ApiError> {
        let now = self.now();
        self.at_desk(|desk| {
            let today = desk.legal(now)?.date_naive();
            let rows = desk.store.received_on(today)?;
            let mut counts: Vec<StateCount> = Vec::new();
            let mut hours = vec![0; HOURS];
            for row in &rows {
                match counts.iter_mut().find(|count| count.state == row.state) {
                    Some(count) => count.count += 1,
                    None => counts.push(StateCount { state: row.state, count: 1 }),
                }
                let hour = row.received_at.with_timezone(&china()).hour() as usize;
                if let Some(received) = hours.get_mut(hour) {
                    *received += 1;
                }
            }
            let waiting = desk.store.list(&CaseFilter::open(MOST_ROWS))?.into_iter();
            let mut waiting: Vec<_> = waiting.map(|row| desk.row_view(row, today)).collect();
            waiting.sort_by_key(|row| (!row.green, rank(row.urgency), row.due, row.received_at));
            Ok(WorkbenchView {
                today: rows.into_iter().map(|row| desk.row_view(row, today)).collect(),
                waiting,
                counts,
                hours,
                drafts: desk.draft_views()?,
            })
        })
    }

    /// Cases by state, newest first.
    pub fn list(&self, args: ListArgs) -> Result<CaseListView, ApiError> {
        let now = self.now();
        self.at_desk(|desk| {
            let today = desk.legal(now)?.date_naive();
            let newest = CaseFilter::newest(args.limit.min(MOST_ROWS));
            let page = desk.store.page(&CaseFilter { states: args.states, ..newest })?;
            Ok(desk.list_view(page, today))
        })
    }

    /// Cases by number, applicant, pinyin or licence number, newest first.
    pub fn search(&self, args: TextArgs) -> Result<CaseListView, ApiError> {
        let now = self.now();
        self.at_desk(|desk| {
            let today = desk.legal(now)?.date_naive();
            Ok(desk.list_view(desk.store.search(&args.text, MOST_ANSWERS)?, today))
        })
    }
}

impl Staffed {
    fn list_view(&self, page: CasePage, today: NaiveDate) -> CaseListView {
        let rows = page.rows.into_iter().map(|row| self.row_view(row, today));
        CaseListView { rows: rows.collect(), total: page.total }
    }
}

fn rank(urgency: Urgency) -> u8 {
    match urgency {
        Urgency::Overdue => 0,
        Urgency::Soon => 1,
        Urgency::Calm => 2,
        Urgency::None => 3,
    }
}
