//! A million cases of another window, as a window that pulled them for years holds them: all but the last
//! thousand have come to their end.

use clerk_domain::act::Actor;
use clerk_domain::case::{Applicant, CaseAct, Parties, acts};
use clerk_domain::digest::Digest;
use clerk_domain::identity::IdentityDocument;
use clerk_domain::ids::{Author, CaseId, DepartmentId, ItemCode, WindowId};
use clerk_domain::item::{Action, ApplicantKind};
use clerk_domain::journal::{About, Chain, Stamp};
use clerk_domain::number::{self, Suffix};
use clerk_store::{PulledEntry, Store};
use rand::{RngExt as _, SeedableRng as _, rngs::StdRng};

/// How many.
pub const CASES: usize = 1_000_000;
/// How many of them are open.
const OPEN: usize = 1000;

/// Keeps them; it takes a minute or two.
pub fn pull_a_million(store: &mut Store, scope: &DepartmentId, stamp: Stamp, actor: Actor) {
    const BATCH: usize = 1000;
    let mut chain = Chain::new(Author::from("gongshang-99"));
    let mut rng = StdRng::seed_from_u64(1);
    let (mut digest, mut counter, mut cases) = (Digest::ZERO, 0, 0);
    for _ in 0..CASES / BATCH {
        let mut batch = Vec::with_capacity(2 * BATCH);
        for _ in 0..BATCH {
            cases += 1;
            let id = CaseId::new((stamp.device - days_ago(cases)).to_utc(), rng.random());
            let ended = (cases <= CASES - OPEN).then(withdrawn);
            for act in [received(cases, stamp, &mut rng)].into_iter().chain(ended) {
                counter += 1;
                let stamp = Stamp { device: stamp.device - days_ago(cases), ..stamp };
                let sealed = chain.seal(stamp, actor.clone(), About::Case(id, act));
                let sealed = sealed.expect("an entry");
                chain.advance(&sealed);
                digest = digest.chain(sealed.hash);
                let (journal, text) = ((&chain.author).into(), Some(sealed.text));
                let read = PulledEntry::read(counter, journal, counter, text);
                batch.push(read.expect("the entry that was just written"));
            }
        }
        assert!(store.apply_pulled(scope, &batch, digest).expect("kept"), "the digests differ");
    }
}

/// A thousand a day, the last ones today.
fn days_ago(case: usize) -> chrono::TimeDelta {
    chrono::TimeDelta::days(((CASES - case) / 1000) as i64)
}

/// Names of three characters, drawn so that some are common and most are rare.
fn received(counter: usize, stamp: Stamp, rng: &mut StdRng) -> CaseAct {
    const SURNAMES: [char; 10] = ['王', '李', '张', '刘', '陈', '单', '仇', '翟', '徐', '孙'];
    const FIRST: u32 = 0x4e00;
    const DRAWN: u32 = 3000;
    let mut name = String::from(SURNAMES[rng.random_range(0..SURNAMES.len())]);
    for _ in 0..2 {
        name.extend(char::from_u32(FIRST + rng.random_range(0..DRAWN)));
    }
    let place = u32::try_from(counter % 1000).unwrap_or(0);
    let day = (stamp.device - days_ago(counter)).date_naive();
    let window = WindowId::from("gongshang-99");
    CaseAct::Received(acts::Received {
        number: number::case_number(&window, day, place, Suffix::from_random(place)),
        window_name: "样本窗口".to_owned(),
        item: ItemCode::from("gongshang-01"),
        action: Action::Establish,
        pack_version: 1,
        parties: Parties::of(Applicant {
            kind: ApplicantKind::Person,
            name,
            document: IdentityDocument::ResidentCard,
            number: "320300199001019012".to_owned(),
            phone: String::new(),
        }),
        existing: None,
        queue: Default::default(),
        form: std::collections::BTreeMap::new(),
        materials: Vec::new(),
    })
}

fn withdrawn() -> CaseAct {
    CaseAct::Withdrawn(acts::Withdrawn { reason: "申请人撤回（示例）".to_owned() })
}
