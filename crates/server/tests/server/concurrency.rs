use crate::support::{Device, TestCentre};
use clerk_domain::digest::Digest;
use clerk_protocol::Protocol as _;
use clerk_protocol::{LeaseRequest, PullRequest};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

const WINDOWS: usize = 5;
const CASES: usize = 40;

/// While many windows push at once, a window that pulls never misses an entry: each comes with the
/// next counter, and the digests agree throughout.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_cursor_never_skips_an_entry_that_commits_late() {
    let centre = TestCentre::new().await;
    let reader = centre.device("shangwu-01").await;
    let left = Arc::new(AtomicUsize::new(WINDOWS - 1));
    let mut writers = Vec::new();
    for number in 2..=WINDOWS {
        let device = centre.device(&format!("shangwu-{number:02}")).await;
        let (server, left) = (centre.server.clone(), left.clone());
        writers.push(tokio::spawn(async move {
            write(device, &*server, number).await;
            left.fetch_sub(1, Ordering::SeqCst);
        }));
    }
    let (mut after, mut digest) = (0, Digest::ZERO);
    loop {
        let done = left.load(Ordering::SeqCst) == 0;
        let request = PullRequest { limit: 7, ..reader.pull_from(after, digest) };
        let reply = centre.server.pull(&reader.token, request).await.unwrap();
        for pulled in &reply.entries {
            after += 1;
            assert_eq!(pulled.counter, after);
            digest = digest.chain(Digest::of(pulled.entry.as_ref().unwrap().get().as_bytes()));
        }
        assert_eq!(reply.digest, digest);
        assert!(reply.last >= after);
        if done && reply.last == after {
            break;
        }
    }
    for writer in writers {
        writer.await.unwrap();
    }
    assert_eq!(after, ((WINDOWS - 1) * CASES * 4) as u64);
}

/// Pushes case by case, now and then twice at the same time.
async fn write(mut device: Device, server: &impl clerk_protocol::Protocol, number: usize) {
    for case in 0..CASES {
        let first = device.chain.seq + 1;
        let name = format!("{number}-{case}");
        device.whole_case(&name, &name);
        let request = device.push_from(first);
        if case % 3 == 0 {
            let again = request.clone();
            let (one, two) = tokio::join!(
                server.push(&device.token, request),
                server.push(&device.token, again)
            );
            let (one, two) = (one.unwrap(), two.unwrap());
            assert_eq!((one.accepted + two.accepted, one.duplicate + two.duplicate), (4, 4));
        } else {
            assert_eq!(server.push(&device.token, request).await.unwrap().accepted, 4);
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn windows_that_lease_at_once_share_no_number() {
    let centre = TestCentre::new().await;
    let mut tasks = Vec::new();
    for number in 1..=WINDOWS {
        let device = centre.device(&format!("shangwu-{number:02}")).await;
        for ordinal_twice in [1, 1] {
            let (server, token) = (centre.server.clone(), device.token.clone());
            let request = LeaseRequest {
                series: "SWWZ".into(),
                year: 2026,
                ordinal: ordinal_twice,
                epoch: device.epoch,
            };
            tasks.push(tokio::spawn(async move { server.lease(&token, request).await }));
        }
    }
    let mut blocks = Vec::new();
    for task in tasks {
        let block = task.await.unwrap().unwrap().block;
        blocks.push((block.first, block.lease));
    }
    blocks.sort_unstable();
    blocks.dedup();
    let firsts: Vec<u32> = blocks.iter().map(|(first, _)| *first).collect();
    assert_eq!(firsts, [1, 201, 401, 601, 801]);
}
