//! 号段: leases a window its next block of numbers.

use super::{Server, TRIES, bad_request, failed};
use crate::error::ServerError;
use crate::repository::{LeaseKey, Leased, Repository};
use chrono::{DateTime, Datelike as _, Utc};
use clerk_domain::clock::china_date;
use clerk_domain::ids::{DepartmentId, SeriesCode, WindowId};
use clerk_domain::item::Item;
use clerk_domain::number::{self, NumberBlock, RECEIPT_SERIES};
use clerk_domain::pack::RulePack;
use clerk_protocol::{LeaseReply, LeaseRequest, ProtocolError, Refusal};

/// How many numbers a block has.
pub const BLOCK_SIZE: u32 = 200;
/// How many blocks of a window's series and year a centre that was restored may have forgotten.
const FORGOTTEN_MOST: u32 = 1000;
/// How many numbers of a series and year a window may hold beyond the highest that it is known to have given:
/// it asks for the next block where few are left, and a device that was replaced has left the rest of its own.
const AHEAD_MOST: u32 = 4 * BLOCK_SIZE;

pub(super) async fn lease<R: Repository>(
    server: &Server<R>,
    window: WindowId,
    request: LeaseRequest,
) -> Result<LeaseReply, ProtocolError> {
    let LeaseRequest { series, year, ordinal, epoch } = request;
    let key = LeaseKey { window, series, year, ordinal };
    for _ in 0..TRIES {
        // Read first: what is leased by then is found below, however many ask at once.
        let leased = server.repository.leased(&key.window, &key.series, year).await;
        let leased = leased.map_err(failed)?;
        // Asked again, even after new year's eve or without the series: the same block.
        if let Some(block) = server.repository.lease(&key).await.map_err(failed)? {
            return Ok(LeaseReply { block });
        }
        check(server, &key, leased, epoch).await?;
        if let Some(block) = next_block(server, &key, leased).await? {
            tracing::info!(window = %key.window, lease = block.lease, "leased");
            return Ok(LeaseReply { block });
        }
    }
    Err(failed(ServerError::Contended(TRIES)))
}

async fn check<R: Repository>(
    server: &Server<R>,
    key: &LeaseKey,
    leased: Leased,
    epoch: u64,
) -> Result<(), ProtocolError> {
    if epoch != server.identity.epoch {
        return Err(bad_request("asked before the centre was restored; ask again"));
    }
    if !is_open(key.year, server.now()) {
        let message = format!("numbers of {} are not leased now", key.year);
        return Err(bad_request(message));
    }
    let pack = server.newest_pack().await.map_err(failed)?;
    let window = server.repository.window(&key.window).await.map_err(failed)?;
    let department = window.map(|known| known.window.department);
    if !department.is_some_and(|department| knows(&pack, &department, &key.series)) {
        let message =
            format!("no item of the window in rule pack {} has this series", pack.version);
        return Err(ProtocolError::refused(Refusal::SeriesUnknown, message));
    }
    // A gap is what a centre that was restored forgot: the window holds those blocks.
    let next = leased.last_ordinal.saturating_add(1);
    let forgotten = if server.identity.restored { FORGOTTEN_MOST } else { 0 };
    if !(next..=next.saturating_add(forgotten)).contains(&key.ordinal) {
        let message = format!("the window's next block is {next}, not {}", key.ordinal);
        return Err(bad_request(message));
    }
    let ahead = ahead(server, key).await.map_err(failed)?;
    if ahead >= AHEAD_MOST {
        let message = format!("the window has {ahead} numbers of this series that it did not give");
        return Err(bad_request(message));
    }
    Ok(())
}

/// How many numbers of a series and year lie beyond the highest that the window is known to have given.
async fn ahead<R: Repository>(server: &Server<R>, key: &LeaseKey) -> Result<u32, ServerError> {
    let of_the_key = |series: &SeriesCode, year: i32| *series == key.series && year == key.year;
    let blocks = server.repository.blocks(&key.window).await?;
    let blocks = blocks.into_iter().map(|stored| stored.block);
    let blocks: Vec<_> = blocks.filter(|block| of_the_key(&block.series, block.year)).collect();
    let given = server.repository.given(&key.window).await?;
    let given = given.numbers.iter().filter_map(|number| number::read(number));
    let given =
        given.filter(|(series, year, _)| of_the_key(series, *year)).map(|(.., place)| place);
    // A window may say to have given any number; those of its blocks count.
    let leased = |place: &u32| blocks.iter().any(|b| (b.first..=b.last).contains(place));
    let highest = given.filter(leased).max().unwrap_or(0);
    let blocks = blocks.iter();
    Ok(blocks.map(|block| (block.last + 1).saturating_sub(block.first.max(highest + 1))).sum())
}

/// Numbers are leased for the year that it is in China, and for the next one.
fn is_open(year: i32, now: DateTime<Utc>) -> bool {
    let this_year = china_date(now).year();
    (this_year..=this_year + 1).contains(&year)
}

/// Whether an item of the department gives such numbers; receipts every window gives.
fn knows(pack: &RulePack, department: &DepartmentId, series: &SeriesCode) -> bool {
    let codes = |item: &Item| item.licence.founds.as_ref().is_some_and(|f| &f.series == series);
    let has = |item: &Item| &item.licence.series == series || codes(item);
    series.as_str() == RECEIPT_SERIES
        || pack.items.iter().any(|item| item.department == *department && has(item))
}

/// `None` where somebody else was quicker.
async fn next_block<R: Repository>(
    server: &Server<R>,
    key: &LeaseKey,
    leased: Leased,
) -> Result<Option<NumberBlock>, ProtocolError> {
    let last = leased.last_number.checked_add(BLOCK_SIZE);
    let last = last.ok_or_else(|| failed(ServerError::Damaged("number block")))?;
    let first = leased.last_number + 1;
    server.repository.add_lease(key, first, last, server.now()).await.map_err(failed)
}

#[cfg(test)]
mod tests {
    use super::is_open;

    #[test]
    fn this_year_and_the_next_are_open_by_the_date_in_china() {
        let new_year = "2026-12-31T16:00:00Z".parse().unwrap();
        let the_second_before = "2026-12-31T15:59:59Z".parse().unwrap();
        let years = [2025, 2026, 2027, 2028];
        assert_eq!(years.map(|y| is_open(y, the_second_before)), [false, true, true, false]);
        assert_eq!(years.map(|y| is_open(y, new_year)), [false, false, true, true]);
        assert!(!is_open(i32::MIN, new_year) && !is_open(i32::MAX, new_year));
    }
}
