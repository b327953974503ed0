//! One hostile client, enrolled, with a clerk's password, against the real server, while honest windows go on
//! working: whatever it signs, sends and asks is believed by nobody, and hinders nobody.

mod client;
mod hall;
mod honest;
mod liar;
mod lies;
mod watch;
mod work;

use clerk_domain::register::Verdict;
use client::{Client, Statuses};
use hall::Hall;
use honest::Honest;
use liar::Liar;
use std::sync::Arc;
use std::time::Duration;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_hostile_client_is_believed_by_nobody_and_hinders_nobody() {
    let hall = Hall::open();
    let statuses = Statuses::default();
    let from = |last| Client::new(&hall.url, last, &statuses);
    let honest = tokio::task::block_in_place(|| {
        [Honest::enrol(&hall, "gongshang-01", 1), Honest::enrol(&hall, "zhijian-01", 2)]
    });
    let mut liar = Liar::enrol(&hall, from(2)).await;
    let work = honest.each_ref().map(Honest::work);
    while honest.iter().any(|honest| honest.issued().len() < 2) {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let watch = watch::begin(&hall, from(9));
    let idle = work::connections(&hall.url).await;
    let holds = everything(&mut liar, &hall, &honest, &statuses).await;
    drop(idle);
    let seen = watch.end().await;

    honest.iter().for_each(|honest| honest.close());
    tokio::task::block_in_place(|| {
        for working in work {
            working.join().unwrap();
        }
        honest.iter().for_each(|honest| end_of_day(honest));
    });
    believed_by_nobody(&hall, &honest, &liar, &statuses).await;
    assert_eq!(from(30).verify(&holds).await.0, "有效", "what was done before holds");

    let [most, usual, median] = [100, 99, 50].map(|percent| seen.health_of(percent));
    let (grown, kept) = (seen.grown_kib, seen.kept_kib);
    println!(
        "+{grown} KiB, then +{kept} KiB; health {median:?}, 99 of 100 {usual:?}, all {most:?}"
    );
    println!("answers: {:?}", statuses.lock().unwrap());
    assert!(grown <= 32 << 10, "+{grown} KiB");
    assert!(kept <= 32 << 10, "+{kept} KiB stay");
    assert!(usual <= Duration::from_millis(100), "{usual:?} of {} times", seen.health.len());
    assert!(statuses.lock().unwrap().keys().all(|status| *status < 500), "{statuses:?}");
}

/// All that it tries; the one licence that it issued as the rules allow.
async fn everything(
    liar: &mut Liar,
    hall: &Hall,
    honest: &[Arc<Honest>; 2],
    statuses: &Statuses,
) -> String {
    let others = [&*honest[0], &*honest[1]];
    let public = Client::new(&hall.url, 20, statuses);
    let holds = lies::one_that_holds(liar, &public).await;
    lies::never_reported(liar);
    work::leases(liar, &others).await;
    lies::others_numbers(liar, &others).await;
    lies::other_lines(liar).await;
    lies::other_people(liar).await;
    lies::fees(liar).await;
    work::names(liar, &public, hall).await;
    work::the_centres_acts(liar).await;
    work::passwords(liar, &hall.url, statuses).await;
    tokio::task::block_in_place(|| {
        honest[0].log_in("gongshang-chief");
        honest[1].log_in("zhijian-clerk");
    });
    work::bodies(liar).await;
    work::long_reasons(liar).await;
    lies::revoked_grant(liar, hall).await;
    lies::disabled(liar, hall).await;
    work::many_keys(liar).await;
    holds
}

/// What was left is done, and all is as it was.
fn end_of_day(honest: &Honest) {
    honest.sync();
    honest.issue(honest.left);
    honest.sync();
    honest.check();
    assert_eq!(honest.pack_version(), 5);
}

async fn believed_by_nobody(
    hall: &Hall,
    honest: &[Arc<Honest>; 2],
    liar: &Liar,
    statuses: &Statuses,
) {
    let public = Client::new(&hall.url, 21, statuses);
    for (what, code) in &liar.minted {
        let heading = public.verify(code).await.0;
        println!("{what}: {heading}");
        assert_ne!(heading, "有效", "{what}");
    }
    for one in honest {
        assert_eq!(hall.exceptions(one.window.as_str()), [""; 0]);
        let issued = one.issued();
        println!("{} issued {}", one.window, issued.len());
        for licence in issued.iter().take(20).chain(issued.last()) {
            let code = one.code_of(licence);
            for asked in [&code, &licence.number] {
                assert_eq!(public.verify(asked).await.0, "有效", "{asked}");
            }
            for window in honest {
                assert_eq!(window.verdict(code.clone()), Verdict::Valid, "{}", licence.number);
            }
        }
    }
}
