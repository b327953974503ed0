use crate::support::{Device, TestCentre, refusal};
use clerk_domain::digest::Digest;
use clerk_protocol::{DeviceToken, Protocol as _, PullRequest, Pulled, Refusal};

/// Pulls to the end, `limit` at a time, checking the running digest as a window does.
async fn pull_all(centre: &TestCentre, device: &Device, limit: u32) -> Vec<Pulled> {
    let mut all: Vec<Pulled> = Vec::new();
    let (mut after, mut digest) = (0, Digest::ZERO);
    loop {
        let request = PullRequest { limit, ..device.pull_from(after, digest) };
        let reply = centre.server.pull(&device.token, request).await.unwrap();
        for pulled in &reply.entries {
            after += 1;
            assert_eq!(pulled.counter, after);
            let text = match &pulled.entry {
                Some(text) => text.get().to_owned(),
                None => device.entries[pulled.seq as usize - 1].text.clone(),
            };
            digest = digest.chain(Digest::of(text.as_bytes()));
        }
        assert_eq!(reply.digest, digest);
        all.extend(reply.entries);
        if after == reply.last {
            return all;
        }
    }
}

#[tokio::test]
async fn a_window_gets_what_others_did_and_only_the_places_of_its_own() {
    let mut centre = TestCentre::new().await;
    let mut first = centre.device("shangwu-01").await;
    let mut second = centre.device("shangwu-02").await;
    let mut elsewhere = centre.device("gongshang-01").await;
    first.whole_case("c1", "L1");
    second.whole_case("c2", "L2");
    elsewhere.whole_case("c3", "L3");
    for device in [&first, &second, &elsewhere] {
        device.push_all(&*centre.server).await;
    }
    centre.restart().await;
    for limit in [1, 3, 1000, u32::MAX] {
        let all = pull_all(&centre, &second, limit).await;
        assert_eq!(all.len(), 8);
        for (pulled, sealed) in all.iter().zip(first.entries.iter()) {
            assert_eq!((pulled.journal.as_str(), pulled.seq), ("shangwu-01", sealed.entry.seq));
            assert_eq!(pulled.entry.as_ref().unwrap().get(), sealed.text);
        }
        assert!(all[4..].iter().all(|p| p.journal.author().is(&second.id()) && p.entry.is_none()));
    }
}

#[tokio::test]
async fn a_cursor_must_name_what_the_centre_holds() {
    let centre = TestCentre::new().await;
    let mut device = centre.device("shangwu-01").await;
    device.receive("c1");
    device.receive("c2");
    device.push_all(&*centre.server).await;
    let one = Digest::ZERO.chain(device.entries[0].hash);
    let two = one.chain(device.entries[1].hash);
    let good = [(0, Digest::ZERO, 2), (1, one, 1), (2, two, 0)];
    for (after, digest, expected) in good {
        let reply =
            centre.server.pull(&device.token, device.pull_from(after, digest)).await.unwrap();
        assert_eq!((reply.entries.len(), reply.last, reply.digest), (expected, 2, two));
        assert_eq!(reply.status.head.seq, 2);
    }
    let bad = [(0, one), (1, Digest::ZERO), (1, two), (2, one), (3, two), (u64::MAX, two)];
    for (after, digest) in bad {
        let answer = centre.server.pull(&device.token, device.pull_from(after, digest)).await;
        assert_eq!(refusal(answer), Refusal::CursorUnknown, "{after}");
    }
    let nothing = PullRequest { limit: 0, ..device.pull_from(1, one) };
    let reply = centre.server.pull(&device.token, nothing).await.unwrap();
    assert_eq!((reply.entries.len(), reply.last, reply.digest), (0, 2, one));
}

#[tokio::test]
async fn a_scope_is_its_own_windows_alone() {
    let centre = TestCentre::new().await;
    let device = centre.device("shangwu-01").await;
    for scope in ["gongshang", "nowhere", ""] {
        let request = PullRequest { scope: scope.into(), ..device.pull_from(0, Digest::ZERO) };
        let answer = centre.server.pull(&device.token, request).await;
        assert_eq!(refusal(answer), Refusal::ScopeForeign);
    }
    let request = device.pull_from(0, Digest::ZERO);
    let answer = centre.server.pull(&DeviceToken(String::new()), request).await;
    assert_eq!(refusal(answer), Refusal::DeviceUnknown);
}
