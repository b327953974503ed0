//! How many questions a round asks: a window beside hundreds of others must not ask more than it needs.

use crate::rig::{Desk, enrol, open_server, receive};
use axum::extract::{Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use clerk_protocol::path;
use clerk_server::demo;
use clerk_sync::Round;
use rand::{SeedableRng as _, rngs::StdRng};
use std::path::Path;
use std::sync::{Arc, Mutex};

type Asked = Arc<Mutex<Vec<String>>>;

/// A server that notes what it is asked, and two windows of one department.
struct Watched {
    url: String,
    asked: Asked,
    desks: [Desk; 2],
}

impl Watched {
    async fn new(folder: &Path) -> Self {
        let centre = Arc::new(open_server(&folder.join("centre")).await);
        let windows = demo::load(&centre).await.unwrap().windows;
        let code = |id: &str| {
            let window = windows.iter().find(|window| window.window.id.as_str() == id);
            window.unwrap().code.clone()
        };
        let desks = [
            enrol(&centre, folder, &code("gongshang-01"), 1).await,
            enrol(&centre, folder, &code("gongshang-02"), 2).await,
        ];
        let asked = Asked::default();
        let router = clerk_server::router(centre);
        let router = router.layer(from_fn_with_state(Arc::clone(&asked), note));
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { url, asked, desks }
    }

    /// A round of a desk, and what it asked.
    async fn round(&self, desk: usize) -> (Round, Vec<String>) {
        let round = self.desks[desk].engine(&self.url).round(&[], 2026).await.unwrap();
        (round, std::mem::take(&mut self.asked.lock().unwrap()))
    }
}

async fn note(State(asked): State<Asked>, request: Request, next: Next) -> Response {
    asked.lock().unwrap().push(request.uri().path().to_owned());
    next.run(request).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_round_is_one_request() {
    let folder = tempfile::tempdir().unwrap();
    let centre = Watched::new(folder.path()).await;
    let mut rng = StdRng::seed_from_u64(1);
    let mut store = centre.desks[0].store();
    // The first round also brings the register.
    for desk in [0, 1] {
        assert_eq!(centre.round(desk).await.1, [path::PULL, path::PACK]);
    }
    for _ in 0..2 {
        assert_eq!(centre.round(0).await.1, [path::PULL], "nothing to do");
        let case = receive(&centre.desks[0], &mut store, &mut rng, "样");
        let (round, asked) = centre.round(0).await;
        assert_eq!((round.pushed, asked), (1, vec![path::SYNC.to_owned()]));
        let (round, asked) = centre.round(1).await;
        assert_eq!((round.pulled, asked), (1, vec![path::PULL.to_owned()]));
        let there = centre.desks[1].store().case(case.id).unwrap().unwrap();
        assert_eq!(there.number, case.number);
    }
    assert_eq!(store.acknowledged().unwrap(), store.chain().unwrap().seq);
}

/// More than one push holds goes in several, and the scope is asked for once.
#[tokio::test(flavor = "multi_thread")]
async fn much_to_push_goes_in_several_requests() {
    const ACTS: u64 = 1001;
    let folder = tempfile::tempdir().unwrap();
    let centre = Watched::new(folder.path()).await;
    centre.round(0).await;
    let mut rng = StdRng::seed_from_u64(1);
    let mut store = centre.desks[0].store();
    for _ in 0..ACTS {
        receive(&centre.desks[0], &mut store, &mut rng, "样");
    }
    let (round, mut asked) = centre.round(0).await;
    // One that overtakes the other is sent again.
    asked.dedup();
    assert_eq!((round.pushed, store.acknowledged().unwrap()), (ACTS, ACTS));
    assert_eq!(asked, [path::PUSH, path::PULL]);
}
