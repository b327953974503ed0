//! A reply that stops in the middle: what came before is kept, and the request goes on waiting.

use crate::centre::{RUNTIME, WINDOW, receive};
use crate::pair::{ExchangePair, agree};
use clerk_desk::api::{ErrorCode, Nothing};
use clerk_domain::digest::Digest;
use clerk_protocol::{
    Answer, JournalHead, NewBundle, PackReply, PullReply, PushReply, ReplyBundle, SealedBundle,
    ServerStatus, WindowKey,
};
use clerk_server::repository::CentreIdentity as _;
use rand::{SeedableRng as _, rngs::StdRng};

/// The centre's own key signs it, so that it is opened; its page of the scope is none.
fn stops_after_the_pushes(pair: &ExchangePair, request: &[u8], held: JournalHead) -> Vec<u8> {
    let identity = RUNTIME.block_on(pair.centre.server.repository().known_identity());
    let identity = identity.unwrap().unwrap();
    let status = ServerStatus {
        time: pair.clock.now().fixed_offset(),
        epoch: identity.epoch,
        pack_version: 2,
        register_version: 0,
        head: held,
    };
    let taken = PushReply {
        accepted: held.seq,
        duplicate: 0,
        exceptions: Vec::new(),
        status: status.clone(),
    };
    let sealed = SealedBundle::read(request).unwrap();
    let reply = ReplyBundle {
        answers: sealed.digest,
        pushes: vec![Answer::Done(taken)],
        from_start: false,
        ended: false,
        pulls: vec![PullReply {
            entries: Vec::new(),
            last: 9,
            digest: Digest::of(b"another scope"),
            status,
        }],
        pack: PackReply { pack: None, register: None, older: vec![] },
        leases: Vec::new(),
        returned: Vec::new(),
    };
    let file = pair.centre.folder.path().join("keys/signing.key");
    let signing = hex::decode(std::fs::read_to_string(file).unwrap().trim()).unwrap();
    let centre = WindowKey::from_bytes(&signing.try_into().unwrap()).unwrap();
    let new = NewBundle { window: &sealed.window, sender: &centre, receiver: &sealed.sender };
    new.reply(&reply, &mut StdRng::seed_from_u64(1)).unwrap().0
}

#[test]
fn a_reply_that_stops_in_the_middle_leaves_the_request_waiting() {
    let pair = ExchangePair::new();
    let desk = pair.window(WINDOW, 1);
    receive(&desk);
    let request = pair.export(&desk, "request");
    let chain = desk.verify_journal().unwrap();
    let held = JournalHead { seq: chain.seq, hash: chain.head };
    let stopping = stops_after_the_pushes(&pair, &request, held);
    let stopped = desk.import_bundle(&stopping).unwrap_err();
    assert_eq!(stopped.code, ErrorCode::ServerNonsense, "{stopped}");
    assert_eq!(desk.status(Nothing {}).unwrap().outbox, 0, "the pushes were answered");
    assert_eq!(desk.bundle_waiting(Nothing {}).unwrap().unwrap().acts, 2);
    let taken = pair.take(&request).unwrap();
    assert!(desk.import_bundle(&taken.reply).unwrap().leased > 0);
    assert_eq!(desk.bundle_waiting(Nothing {}).unwrap(), None);
    assert_eq!(agree(&pair.centre.server, &desk, WINDOW), 2);
}
