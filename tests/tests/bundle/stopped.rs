//! A reply that stops in the middle: what came before is kept, and the request goes on waiting.

use crate::town::{RUNTIME, WINDOW, receive};
use crate::valley::{Valley, agree};
use clerk_desk::api::{ErrorCode, Nothing};
use clerk_domain::digest::Digest;
use clerk_protocol::{
    Answer, Greeting, Holds, NewBundle, PackReply, PullReply, PushReply, ReplyBundle, SealedBundle,
    WindowKey,
};
use clerk_server::repository::{Identity, Repository as _};
use rand::{SeedableRng as _, rngs::StdRng};

/// The centre's own key signs it, so that it is opened; its page of the scope is none.
fn stops_after_the_pushes(valley: &Valley, request: &[u8], held: Holds) -> Vec<u8> {
    let fresh = Identity { epoch: 0, secret: [0; 32], signing_key: [1; 32] };
    let identity = RUNTIME.block_on(valley.town.centre.repository().identity(fresh)).unwrap();
    let greeting = Greeting {
        time: valley.clock.now().fixed_offset(),
        epoch: identity.epoch,
        pack_version: 2,
        register_version: 0,
        holds: held,
    };
    let taken = PushReply {
        accepted: held.seq,
        duplicate: 0,
        exceptions: Vec::new(),
        greeting: greeting.clone(),
    };
    let sealed = SealedBundle::read(request).unwrap();
    let reply = ReplyBundle {
        answers: sealed.digest,
        pushes: vec![Answer::Done(taken)],
        from_start: false,
        pulls: vec![PullReply {
            entries: Vec::new(),
            last: 9,
            digest: Digest::of(b"another scope"),
            greeting,
        }],
        pack: PackReply { pack: None, register: None },
        leases: Vec::new(),
        returned: Vec::new(),
    };
    let centre = WindowKey::from_bytes(&identity.signing_key).unwrap();
    let new = NewBundle { window: &sealed.window, sender: &centre, receiver: &sealed.sender };
    new.reply(&reply, &mut StdRng::seed_from_u64(1)).unwrap().0
}

#[test]
fn a_reply_that_stops_in_the_middle_leaves_the_request_waiting() {
    let valley = Valley::new();
    let desk = valley.window(WINDOW, 1);
    receive(&desk);
    let request = valley.export(&desk, "request");
    let chain = desk.verify_journal().unwrap();
    let held = Holds { seq: chain.seq, head: chain.head };
    let stopping = stops_after_the_pushes(&valley, &request, held);
    let stopped = desk.import_bundle(&stopping).unwrap_err();
    assert_eq!(stopped.code, ErrorCode::ServerNonsense, "{stopped}");
    assert_eq!(desk.status(Nothing {}).unwrap().outbox, 0, "the pushes were answered");
    assert_eq!(desk.bundle_waiting(Nothing {}).unwrap().unwrap().acts, 2);
    let taken = valley.take(&request).unwrap();
    assert!(desk.import_bundle(&taken.reply).unwrap().leased > 0);
    assert_eq!(desk.bundle_waiting(Nothing {}).unwrap(), None);
    assert_eq!(agree(&valley.town.centre, &desk, WINDOW), 2);
}
