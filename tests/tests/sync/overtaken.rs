//! Two pushes are under way at once, and the second one arrives first.

use crate::rig::{enrol, open_server, receive, serve};
use clerk_protocol::{
    DeviceToken, EnrolReply, EnrolRequest, LeaseReply, LeaseRequest, LoginReply, LoginRequest,
    PackReply, PackRequest, PasswordReply, PasswordRequest, Protocol, ProtocolError, PullReply,
    PullRequest, PushReply, PushRequest, Refusal, ReturnReply, ReturnRequest, SyncReply,
    SyncRequest, WindowKey,
};
use clerk_server::demo;
use clerk_sync::{Engine, HttpClient};
use rand::{SeedableRng as _, rngs::StdRng};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use tokio::sync::Notify;

/// One push is full, and the next one carries the rest.
const ACTS: u64 = 1001;
const REST: usize = 1;

/// The real client, which holds the first push back until the second one is answered.
struct Overtaking {
    client: HttpClient,
    /// What became of each push, in the order of the answers: the refusal, where there was one.
    answers: Arc<Mutex<Vec<Option<Refusal>>>>,
    /// Whether the first push was held back; it is so once.
    held: AtomicBool,
    second_is_answered: Notify,
}

impl Protocol for Overtaking {
    async fn push(
        &self,
        device: &DeviceToken,
        request: PushRequest,
    ) -> Result<PushReply, ProtocolError> {
        // By what it carries, since two tasks that are started in turn may run in either order.
        let is_second = request.entries.len() == REST;
        if !is_second && !self.held.swap(true, Ordering::SeqCst) {
            self.second_is_answered.notified().await;
        }
        let answer = self.client.push(device, request).await;
        let refusal = match &answer {
            Err(ProtocolError::Refused { refusal, .. }) => Some(*refusal),
            _ => None,
        };
        self.answers.lock().unwrap().push(refusal);
        if is_second {
            self.second_is_answered.notify_one();
        }
        answer
    }

    async fn enrol(&self, request: EnrolRequest) -> Result<EnrolReply, ProtocolError> {
        self.client.enrol(request).await
    }

    async fn login(&self, request: LoginRequest) -> Result<LoginReply, ProtocolError> {
        self.client.login(request).await
    }

    async fn change_password(
        &self,
        request: PasswordRequest,
    ) -> Result<PasswordReply, ProtocolError> {
        self.client.change_password(request).await
    }

    async fn pull(
        &self,
        device: &DeviceToken,
        request: PullRequest,
    ) -> Result<PullReply, ProtocolError> {
        self.client.pull(device, request).await
    }

    async fn sync(
        &self,
        device: &DeviceToken,
        request: SyncRequest,
    ) -> Result<SyncReply, ProtocolError> {
        self.client.sync(device, request).await
    }

    async fn lease(
        &self,
        device: &DeviceToken,
        request: LeaseRequest,
    ) -> Result<LeaseReply, ProtocolError> {
        self.client.lease(device, request).await
    }

    async fn return_numbers(
        &self,
        device: &DeviceToken,
        request: ReturnRequest,
    ) -> Result<ReturnReply, ProtocolError> {
        self.client.return_numbers(device, request).await
    }

    async fn pack(
        &self,
        device: &DeviceToken,
        request: PackRequest,
    ) -> Result<PackReply, ProtocolError> {
        self.client.pack(device, request).await
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_push_that_overtakes_the_one_before_is_sent_again() {
    let folder = tempfile::tempdir().unwrap();
    let centre = Arc::new(open_server(&folder.path().join("centre")).await);
    let server = serve(Arc::clone(&centre)).await;
    let windows = demo::load(&centre).await.unwrap().windows;
    let window = windows.iter().find(|w| w.window.id.as_str() == "gongshang-01").unwrap();
    let desk = enrol(&centre, folder.path(), &window.code, 1).await;
    let mut store = desk.store();
    let mut rng = StdRng::seed_from_u64(1);
    for _ in 0..ACTS {
        receive(&desk, &mut store, &mut rng, "样");
    }
    let answers = Arc::default();
    let client = Overtaking {
        client: HttpClient::new(&format!("http://{server}")).unwrap(),
        answers: Arc::clone(&answers),
        held: AtomicBool::new(false),
        second_is_answered: Notify::new(),
    };
    let token = DeviceToken(desk.enrolment.token.0.clone());
    let key = WindowKey::from_bytes(&desk.secret).unwrap();
    let mut engine = Engine::new(client, desk.store(), desk.enrolment.window.clone(), token, key);
    let round = engine.round(&[], 2026).await.unwrap();
    assert_eq!((round.pushed, store.acknowledged().unwrap()), (ACTS, ACTS));
    assert_eq!(*answers.lock().unwrap(), [Some(Refusal::JournalBroken), None, None]);
}
