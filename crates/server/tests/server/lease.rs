use crate::support::{Device, TestCentre, admin, key, pack, refusal};
use clerk_domain::number::{NumberBlock, RECEIPT_SERIES};
use clerk_domain::pack::RulePack;
use clerk_protocol::{
    DeviceToken, LeaseRequest, PackRequest, Protocol as _, ProtocolError, Refusal, ReturnRequest,
    SignedKind,
};
use clerk_server::{BLOCK_SIZE, ServerError};

async fn lease(
    centre: &TestCentre,
    device: &Device,
    series: &str,
    year: i32,
    ordinal: u32,
) -> Result<NumberBlock, ProtocolError> {
    let request = LeaseRequest { series: series.into(), year, ordinal, epoch: device.epoch };
    centre.server.lease(&device.token, request).await.map(|reply| reply.block)
}

#[tokio::test]
async fn blocks_follow_one_another_and_the_same_one_is_given_again() {
    let mut centre = TestCentre::new().await;
    let first = centre.device("shangwu-01").await;
    let second = centre.device("shangwu-02").await;
    let a1 = lease(&centre, &first, "SWWZ", 2026, 1).await.unwrap();
    let b1 = lease(&centre, &second, "SWWZ", 2026, 1).await.unwrap();
    let a2 = lease(&centre, &first, "SWWZ", 2026, 2).await.unwrap();
    let ends = |block: &NumberBlock| (block.first, block.last);
    assert_eq!((ends(&a1), ends(&b1)), ((1, 200), (201, 400)));
    assert_eq!(ends(&a2), (401, 400 + BLOCK_SIZE));
    centre.restart().await;
    assert_eq!(lease(&centre, &first, "SWWZ", 2026, 1).await.unwrap(), a1);
    // Each series and year counts for itself.
    let receipts = lease(&centre, &first, RECEIPT_SERIES, 2026, 1).await.unwrap();
    let next_year = lease(&centre, &first, "SWWZ", 2027, 1).await.unwrap();
    assert_eq!((ends(&receipts), ends(&next_year)), ((1, 200), (1, 200)));
    let leases = [a1.lease, b1.lease, a2.lease, receipts.lease, next_year.lease];
    assert_eq!(leases.into_iter().collect::<std::collections::HashSet<_>>().len(), 5);
    // Asked again after the year is over: still the same.
    centre.clock.set("2028-01-01T00:00:00Z".parse().unwrap());
    assert_eq!(lease(&centre, &first, "SWWZ", 2026, 1).await.unwrap(), a1);
    let closed = lease(&centre, &first, "SWWZ", 2026, 3).await;
    assert_eq!(refusal(closed), Refusal::BadRequest);
}

#[tokio::test]
async fn a_restored_centre_leases_on_behind_what_it_forgot() {
    let mut centre = TestCentre::new().await;
    centre.server.begin_epoch().await.unwrap();
    centre.restart().await;
    let mut device = centre.device("shangwu-01").await;
    // The window holds blocks 1 and 2 of before.
    let block = lease(&centre, &device, "SWWZ", 2026, 3).await.unwrap();
    assert_eq!(lease(&centre, &device, "SWWZ", 2026, 3).await.unwrap(), block);
    assert_eq!(refusal(lease(&centre, &device, "SWWZ", 2026, 2).await), Refusal::BadRequest);
    // A request that was under way while the centre was restored takes nothing.
    device.epoch += 1;
    assert_eq!(refusal(lease(&centre, &device, "SWWZ", 2026, 4).await), Refusal::BadRequest);
    assert_eq!(lease(&centre, &device, "SWWZ", 2026, 3).await.unwrap(), block);
}

#[tokio::test]
async fn what_is_left_comes_back_once_and_only_of_a_year_that_is_over() {
    let mut centre = TestCentre::new().await;
    let device = centre.device("shangwu-01").await;
    let other = centre.device("shangwu-02").await;
    let block = lease(&centre, &device, "SWWZ", 2026, 1).await.unwrap();
    let request = |next: u32| ReturnRequest { block: block.clone(), next, epoch: device.epoch };
    let refused = centre.server.return_numbers(&device.token, request(6)).await;
    assert_eq!(refusal(refused), Refusal::BadRequest, "the year is not over");
    centre.clock.set("2026-12-31T16:00:00Z".parse().unwrap());
    let bad = [0, block.last + 1, u32::MAX].map(request);
    let stale = ReturnRequest { epoch: device.epoch + 1, ..request(6) };
    for bad in bad.into_iter().chain([stale]) {
        let refused = centre.server.return_numbers(&device.token, bad).await;
        assert_eq!(refusal(refused), Refusal::BadRequest);
    }
    let mut forgotten = block.clone();
    forgotten.lease += 77;
    let ask = async |centre: &TestCentre, token: &DeviceToken, request: ReturnRequest| {
        centre.server.return_numbers(token, request).await.unwrap().from
    };
    let unknown = ReturnRequest { block: forgotten, ..request(6) };
    assert_eq!(ask(&centre, &device.token, unknown).await, None);
    assert_eq!(ask(&centre, &other.token, request(6)).await, None, "another window's block");
    assert_eq!(ask(&centre, &device.token, request(6)).await, Some(6));
    centre.restart().await;
    // Whatever it is asked later, what was given back stays so.
    for next in [6, 9, 2] {
        assert_eq!(ask(&centre, &device.token, request(next)).await, Some(6));
    }
    assert_eq!(
        lease(&centre, &device, "SWWZ", 2026, 1).await.unwrap(),
        block,
        "it is leased still"
    );
}

#[tokio::test]
async fn what_is_refused() {
    let centre = TestCentre::new().await;
    let device = centre.device("shangwu-01").await;
    let cases = [
        ("XXXX", 2026, 1, Refusal::SeriesUnknown),
        ("", 2026, 1, Refusal::SeriesUnknown),
        ("SWWZ", 2026, 0, Refusal::BadRequest),
        ("SWWZ", 2026, 2, Refusal::BadRequest),
        ("SWWZ", 2026, 900, Refusal::BadRequest),
        ("SWWZ", 2026, u32::MAX, Refusal::BadRequest),
        ("SWWZ", 2025, 1, Refusal::BadRequest),
        ("SWWZ", 2028, 1, Refusal::BadRequest),
        ("SWWZ", i32::MAX, 1, Refusal::BadRequest),
    ];
    for (series, year, ordinal, expected) in cases {
        let answer = lease(&centre, &device, series, year, ordinal).await;
        assert_eq!(refusal(answer), expected, "{series} {year} {ordinal}");
    }
    // Another department's numbers.
    let foreign = centre.device("gongshang-01").await;
    let answer = lease(&centre, &foreign, "SWWZ", 2026, 1).await;
    assert_eq!(refusal(answer), Refusal::SeriesUnknown);
    let stranger = Device { token: DeviceToken("x".to_owned()), ..device };
    let answer = lease(&centre, &stranger, "SWWZ", 2026, 1).await;
    assert_eq!(refusal(answer), Refusal::DeviceUnknown);
}

/// Only what it is known to have given lets a window go on beyond a stated number.
#[tokio::test]
async fn no_window_hoards_numbers() {
    let centre = TestCentre::new().await;
    let mut device = centre.device("shangwu-01").await;
    let mut last = None;
    for ordinal in 1..=4 {
        last = lease(&centre, &device, "SWWZ", 2026, ordinal).await.ok();
    }
    assert_eq!(refusal(lease(&centre, &device, "SWWZ", 2026, 5).await), Refusal::BadRequest);
    // Each series and year counts for itself, and what was leased is given again.
    lease(&centre, &device, "SWWZ", 2027, 1).await.unwrap();
    assert_eq!(lease(&centre, &device, "SWWZ", 2026, 4).await.ok(), last);
    device.first_place = last.unwrap().first;
    device.whole_case("c1", &device.number(1));
    assert!(device.push_all(&*centre.server).await.exceptions.is_empty());
    lease(&centre, &device, "SWWZ", 2026, 5).await.unwrap();
}

#[tokio::test]
async fn a_window_hears_of_a_newer_pack() {
    let centre = TestCentre::new().await;
    let device = centre.device("shangwu-01").await;
    let ask = async |known| {
        let reply = centre
            .server
            .pack(&device.token, PackRequest { known, register: 0, older: vec![] })
            .await
            .unwrap();
        reply.pack.map(|pack| pack.version)
    };
    assert_eq!((ask(0).await, ask(1).await, ask(9).await), (Some(1), None, None));
    centre.server.publish(&admin(), &pack(2)).await.unwrap();
    // The one that stands may be published again; an older or another one may not.
    centre.server.publish(&admin(), &pack(2)).await.unwrap();
    let mut other = pack(2);
    other.centre.push('二');
    for bad in [pack(0), other] {
        let refused = centre.server.publish(&admin(), &bad).await;
        assert!(matches!(refused, Err(ServerError::PackVersion(_))));
    }
    assert_eq!((ask(1).await, ask(2).await), (Some(2), None));
}

#[tokio::test]
async fn a_pack_is_signed_with_the_key_that_enrolment_tells_and_that_stays() {
    let mut centre = TestCentre::new().await;
    let request = centre.enrolment("shangwu-03", key("device")).await;
    let before = centre.server.enrol(request.clone()).await.unwrap();
    let read = before.pack.open::<RulePack>(SignedKind::Pack, &before.centre_key).unwrap();
    assert_eq!(read, pack(1));
    centre.restart().await;
    centre.server.publish(&admin(), &pack(2)).await.unwrap();
    let after = centre.server.enrol(request).await.unwrap();
    assert_eq!(after.centre_key, before.centre_key);
    assert!(after.pack.open::<RulePack>(SignedKind::Pack, &before.centre_key).is_ok());
}

#[tokio::test]
async fn a_pack_is_published_only_inside_its_days() {
    let centre = TestCentre::new().await;
    for (from, until, good) in [
        (None, Some("2026-11-22"), false),
        (Some("2026-11-24"), None, false),
        (Some("2026-11-23"), Some("2026-11-23"), true),
    ] {
        let mut dated = pack(2);
        dated.valid_from = from.map(|day| day.parse().unwrap());
        dated.valid_until = until.map(|day| day.parse().unwrap());
        assert_eq!(
            centre.server.publish(&admin(), &dated).await.is_ok(),
            good,
            "{from:?} {until:?}"
        );
    }
}
