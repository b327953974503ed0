use crate::support::{Device, TestCentre, accepted, case, key, raw, received, refusal};
use clerk_domain::case::{CaseAct, CaseActKind, acts};
use clerk_domain::digest::Digest;
use clerk_protocol::{Protocol as _, PushException, PushReply, PushRequest, Refusal};
use clerk_server::inspect::{Inspection, inspect};
use serde_json::Value;

async fn look(centre: &TestCentre, number: &str) -> Inspection {
    inspect(centre.server.repository(), Some(&number.into())).await.unwrap()
}

fn counted(reply: &PushReply) -> (u64, u64, u64) {
    (reply.accepted, reply.duplicate, reply.status.head.seq)
}

#[tokio::test]
async fn every_act_is_there_once_however_often_it_is_sent() {
    let mut centre = TestCentre::new().await;
    let mut device = centre.desk("shangwu-01").await;
    let number = device.number(1);
    device.whole_case("c1", &number);
    let reply = centre.server.push(&device.token, device.push_range(1, 2)).await.unwrap();
    assert_eq!(counted(&reply), (2, 0, 2));
    assert_eq!(reply.status.head.hash, device.entries[1].hash);
    // The answer was lost: once more with all that came since, and after a restart.
    let reply = centre.server.push(&device.token, device.push_from(1)).await.unwrap();
    assert_eq!(counted(&reply), (2, 2, 4));
    centre.restart().await;
    let reply = centre.server.push(&device.token, device.push_from(2)).await.unwrap();
    assert_eq!(counted(&reply), (0, 3, 4));
    assert_eq!(reply.status.head.hash, device.chain.head);
    assert!(reply.exceptions.is_empty());

    let found = look(&centre, "c1").await;
    assert_eq!((found.cases, found.licences, found.entries, found.exceptions), (1, 1, 4, 0));
    let cases = found.found.unwrap();
    assert_eq!(cases.len(), 1);
    assert_eq!((cases[0].id, cases[0].state.as_str()), (case("c1"), "delivered"));
    assert_eq!(cases[0].licence.as_ref(), Some(&number));
    let acts: Vec<CaseActKind> = cases[0].entries.iter().map(|entry| entry.act).collect();
    let expected =
        [CaseActKind::Received, CaseActKind::Accepted, CaseActKind::Issued, CaseActKind::Delivered];
    assert_eq!(acts, expected);
    let hashes: Vec<Digest> = cases[0].entries.iter().map(|entry| entry.hash).collect();
    assert_eq!(hashes, device.entries.iter().map(|sealed| sealed.hash).collect::<Vec<_>>());
}

#[tokio::test]
async fn nothing_to_push_compares_the_heads() {
    let centre = TestCentre::new().await;
    let mut device = centre.desk("shangwu-01").await;
    let nothing = device.signed([].into_iter(), 0, Digest::ZERO);
    let reply = centre.server.push(&device.token, nothing).await.unwrap();
    assert_eq!(counted(&reply), (0, 0, 0));
    device.receive("c1");
    device.push_all(&*centre.server).await;
    let nothing = device.signed([].into_iter(), 1, device.chain.head);
    let reply = centre.server.push(&device.token, nothing.clone()).await.unwrap();
    assert_eq!(counted(&reply), (0, 0, 1));
    let other_head = device.signed([].into_iter(), 1, Digest::of(b"other"));
    let answer = centre.server.push(&device.token, other_head).await;
    assert_eq!(refusal(answer), Refusal::JournalBroken);
    let unsigned = PushRequest { signature: "00".repeat(64), ..nothing };
    let answer = centre.server.push(&device.token, unsigned).await;
    assert_eq!(refusal(answer), Refusal::SignatureWrong);
}

/// A push of the device's entries whose texts were changed after they were sealed, signed anew.
fn forged(device: &Device, change: impl Fn(&mut Value)) -> PushRequest {
    let mut request = device.push_from(1);
    let mut entry: Value = serde_json::from_str(request.entries[0].get()).unwrap();
    change(&mut entry);
    let text = entry.to_string();
    let seq = entry["seq"].as_u64().unwrap_or(1);
    request = device.signed([text.as_str()].into_iter(), seq, Digest::of(text.as_bytes()));
    request
}

#[tokio::test]
async fn what_does_not_follow_is_refused_whole() {
    let centre = TestCentre::new().await;
    let mut device = centre.desk("shangwu-01").await;
    let number = device.number(1);
    device.whole_case("c1", &number);
    let good = device.push_from(1);
    let with = |change: &dyn Fn(&mut PushRequest)| {
        let mut request = good.clone();
        change(&mut request);
        request
    };
    let other_key = PushRequest {
        signature: key("other").sign(&device.chain.signed_text()).unwrap(),
        ..good.clone()
    };
    let one = || {
        let mut one = device.clone();
        one.entries.truncate(1);
        one
    };
    let cases = [
        ("gap inside", with(&|r| drop(r.entries.remove(1))), Refusal::JournalBroken),
        ("out of order", with(&|r| r.entries.swap(1, 2)), Refusal::JournalBroken),
        (
            "twice the same",
            with(&|r| r.entries.insert(1, r.entries[0].clone())),
            Refusal::JournalBroken,
        ),
        ("gap before", device.push_from(2), Refusal::JournalBroken),
        ("other head", with(&|r| r.head = Digest::ZERO), Refusal::JournalBroken),
        (
            "tampered",
            with(&|r| r.entries[0] = raw(&r.entries[0].get().replace("样本", "真人"))),
            Refusal::JournalBroken,
        ),
        ("other key", other_key, Refusal::SignatureWrong),
        ("no signature", with(&|r| r.signature.clear()), Refusal::SignatureWrong),
        (
            "other seq signed",
            device.signed(device.entries.iter().map(|s| s.text.as_str()), 9, device.chain.head),
            Refusal::SignatureWrong,
        ),
        ("no entry", with(&|r| r.entries[2] = raw("{}")), Refusal::BadRequest),
        ("number", with(&|r| r.entries[2] = raw("7")), Refusal::BadRequest),
        ("newer form", forged(&one(), |e| e["v"] = 2.into()), Refusal::BadRequest),
        (
            "other window",
            forged(&one(), |e| e["author"] = "shangwu-02".into()),
            Refusal::JournalBroken,
        ),
        ("place 0", forged(&one(), |e| e["seq"] = 0.into()), Refusal::JournalBroken),
        ("last place", forged(&one(), |e| e["seq"] = u64::MAX.into()), Refusal::JournalBroken),
        (
            "no beginning",
            forged(&one(), |e| e["prev"] = "11".repeat(32).into()),
            Refusal::JournalBroken,
        ),
        ("unknown field", forged(&one(), |e| e["x"] = 1.into()), Refusal::BadRequest),
    ];
    for (name, request, expected) in cases {
        let answer = centre.server.push(&device.token, request).await;
        assert_eq!(refusal(answer), expected, "{name}");
    }
    let found = look(&centre, "c1").await;
    assert_eq!((found.entries, found.cases), (0, 0));
    let unknown = clerk_protocol::DeviceToken("0".repeat(64));
    assert_eq!(refusal(centre.server.push(&unknown, good.clone()).await), Refusal::DeviceUnknown);
    assert_eq!(centre.server.push(&device.token, good).await.unwrap().accepted, 4);
}

#[tokio::test]
async fn what_a_copy_did_is_kept_as_a_branch_and_told() {
    let mut centre = TestCentre::new().await;
    let mut device = centre.desk("shangwu-01").await;
    device.receive("c1");
    let mut copy = device.clone();
    let mut third = device.clone();
    device.receive("c2");
    device.receive("c3");
    device.push_all(&*centre.server).await;
    let fork = |seq| vec![PushException { seq, code: "journal_fork".to_owned() }];
    // The copy sends all that it has; of that, the first entry is held already.
    copy.receive("c4");
    let reply = copy.push_all(&*centre.server).await;
    assert_eq!((counted(&reply), &reply.exceptions), ((1, 1, 2), &fork(2)));
    // Each goes on with its own journal, and says nothing new of the fork.
    copy.receive("c5");
    centre.restart().await;
    let reply = centre.server.push(&copy.token, copy.push_from(3)).await.unwrap();
    assert_eq!((counted(&reply), reply.exceptions.len()), ((1, 0, 3), 0));
    device.receive("c6");
    let reply = centre.server.push(&device.token, device.push_from(4)).await.unwrap();
    assert_eq!((counted(&reply), reply.exceptions.len()), ((1, 0, 4), 0));
    // Sent again after a lost answer: told again, kept once.
    assert_eq!(copy.push_all(&*centre.server).await.exceptions, fork(2));
    // A third instance branches elsewhere, and a fourth from the second one's branch.
    third.receive("c7");
    let reply = centre.server.push(&third.token, third.push_from(2)).await.unwrap();
    assert_eq!((counted(&reply), reply.exceptions), ((1, 0, 2), fork(2)));
    let mut fourth = copy.clone();
    fourth.entries.truncate(2);
    fourth.chain.seq = 1;
    fourth.chain.advance(&fourth.entries[1].clone());
    fourth.receive("c8");
    let reply = centre.server.push(&fourth.token, fourth.push_from(1)).await.unwrap();
    assert_eq!((counted(&reply), reply.exceptions), ((1, 2, 3), [fork(2), fork(3)].concat()));
    let found = look(&centre, "c8").await;
    assert_eq!((found.cases, found.entries, found.exceptions), (8, 8, 3));
    // What follows from none of them is no journal of this window.
    device.receive("c9");
    device.receive("c10");
    let gap = centre.server.push(&device.token, device.push_from(6)).await;
    assert_eq!(refusal(gap), Refusal::JournalBroken);
}

#[tokio::test]
async fn what_breaks_a_rule_is_kept_and_opens_an_exception() {
    let centre = TestCentre::new().await;
    let mut device = centre.desk("shangwu-01").await;
    let l1 = device.number(1);
    let c1 = device.whole_case("c1", &l1);
    let after_the_end = device.act(c1, accepted());
    let without_beginning = device.act(case("never received"), accepted());
    let begun_twice = device.act(c1, received("c1"));
    let c2 = device.receive("c2");
    device.act(c2, accepted());
    let same = device.issued(&l1);
    let same_number = device.act(c2, same.clone());
    let both = device.act(c2, same);
    let reply = device.push_all(&*centre.server).await;
    let exception = |seq, code: &str| PushException { seq, code: code.to_owned() };
    let expected = [
        exception(after_the_end, "case_rule"),
        exception(without_beginning, "case_rule"),
        exception(begun_twice, "case_rule"),
        exception(same_number, "licence_number_twice"),
        exception(both, "case_rule"),
        exception(both, "licence_number_twice"),
    ];
    assert_eq!(reply.exceptions, expected);
    assert_eq!(counted(&reply), (both, 0, both));
    // Told again where the answer was lost.
    assert_eq!(device.push_all(&*centre.server).await.exceptions, expected);
    let found = look(&centre, "c2").await;
    assert_eq!((found.cases, found.licences, found.exceptions), (2, 1, 6));
    // The fact stands: the case has its licence.
    assert_eq!(found.found.unwrap()[0].licence, Some(l1));
}

#[tokio::test]
async fn a_licence_number_is_one_windows_alone() {
    let centre = TestCentre::new().await;
    let mut first = centre.desk("shangwu-01").await;
    let mut second = centre.device("gongshang-01").await;
    let number = first.number(1);
    first.whole_case("c1", &number);
    second.whole_case("c2", &number);
    assert!(first.push_all(&*centre.server).await.exceptions.is_empty());
    let exceptions = second.push_all(&*centre.server).await.exceptions;
    let of_the_issue = exceptions.iter().filter(|found| found.seq == 3);
    let codes: Vec<_> = of_the_issue.map(|found| found.code.as_str()).collect();
    // Nor is the item its department's.
    assert_eq!(codes, ["item_elsewhere", "licence_number_twice", "number_not_leased"]);
}

#[tokio::test]
async fn another_windows_case_is_not_touched() {
    let centre = TestCentre::new().await;
    let mut first = centre.desk("shangwu-01").await;
    let mut second = centre.desk("shangwu-02").await;
    let c1 = first.receive("c1");
    first.act(c1, accepted());
    first.push_all(&*centre.server).await;
    // It is kept what the window of the same department did, and nothing follows from it.
    second.act(c1, CaseAct::Withdrawn(acts::Withdrawn { reason: "样本".to_owned() }));
    let exceptions = second.push_all(&*centre.server).await.exceptions;
    assert_eq!(exceptions, [PushException { seq: 1, code: "case_rule".to_owned() }]);
    let found = look(&centre, "c1").await.found.unwrap();
    assert_eq!((found[0].state.as_str(), found[0].window.as_str()), ("accepted", "shangwu-01"));
    // Nor can a window of another department touch it.
    let mut foreign = centre.device("gongshang-01").await;
    foreign.act(c1, CaseAct::Withdrawn(acts::Withdrawn { reason: "样本".to_owned() }));
    let exceptions = foreign.push_all(&*centre.server).await.exceptions;
    let codes: Vec<_> = exceptions.iter().map(|found| found.code.as_str()).collect();
    assert_eq!(codes, ["case_rule"]);
    assert_eq!(look(&centre, "c1").await.found.unwrap(), found);
}

#[tokio::test]
async fn a_batch_that_is_read_on_several_cores_is_the_same() {
    let centre = TestCentre::new().await;
    let mut device = centre.desk("shangwu-01").await;
    for number in 0..100 {
        let licence = device.number(number + 1);
        device.whole_case(&format!("c{number}"), &licence);
    }
    let reply = device.push_all(&*centre.server).await;
    assert_eq!(counted(&reply), (400, 0, 400));
    assert!(reply.exceptions.is_empty());
    let found = look(&centre, "c99").await;
    assert_eq!((found.cases, found.licences), (100, 100));
    assert_eq!(found.windows[1].head, device.chain.head);
}
