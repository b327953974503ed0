//! temporary measurement
#![allow(
    clippy::all,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::allow_attributes,
    clippy::panic
)]
use chrono::{DateTime, FixedOffset, TimeDelta};
use clerk_domain::act::*;
use clerk_domain::calendar::Calendar;
use clerk_domain::case::Case;
use clerk_domain::digest::Digest;
use clerk_domain::ids::*;
use clerk_domain::item::{Action, ApplicantKind};
use clerk_domain::journal::{Chain, Sealed, Stamp};
use clerk_domain::number::NumberBlock;
use clerk_domain::pack::RulePack;
use clerk_domain::person::{Person, Role};
use clerk_store::*;
use std::time::Instant;

fn now() -> DateTime<FixedOffset> {
    "2026-11-23T09:00:00+08:00".parse().unwrap()
}
fn id(n: u64) -> CaseId {
    let h = Digest::of(&n.to_le_bytes()).0;
    CaseId(uuid::Uuid::from_slice(&h[..16]).unwrap())
}
const SUR: &[char] = &[
    '王', '李', '张', '刘', '陈', '杨', '赵', '黄', '周', '吴', '徐', '孙', '胡', '朱', '高', '林',
    '何', '郭', '马', '罗', '单', '仇', '翟', '曾',
];
const GIV: &str = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉萍红玲芬燕彬凤洁梅琳素云莲真环雪荣爱妹霜香月莺媛瑞凡佳嘉琼勤珍贞莉";
fn name(n: u64) -> String {
    let g: Vec<char> = GIV.chars().collect();
    let h = Digest::of(&(n ^ 0x5555).to_le_bytes()).0;
    let mut s = String::new();
    s.push(SUR[h[0] as usize % SUR.len()]);
    s.push(g[h[1] as usize % g.len()]);
    if h[3] % 4 != 0 {
        s.push(g[h[2] as usize % g.len()]);
    }
    s
}
fn received(window: &str, n: u64, pad: usize) -> Act {
    Act::Received {
        number: CaseNumber(format!(
            "{window}-{}-{:04}",
            (now().date_naive() - TimeDelta::days((n / 300 % 1500) as i64)).format("%Y%m%d"),
            n % 300 + 1
        )),
        item: "shangwu-01".into(),
        action: Action::Establish,
        applicant: Applicant {
            kind: ApplicantKind::Person,
            name: name(n),
            number: format!("3203001990{:08}", n),
            phone: "13800000000".into(),
        },
        form: [("note".to_owned(), "x".repeat(pad).into())].into(),
        materials: vec!["m1".into(), "m2".into()],
    }
}
fn issued(n: u64, pad: usize) -> Act {
    let reason = clerk_domain::decide::Reason {
        code: "issue_by_chief".into(),
        met: true,
        grant: "徐商授〔2026〕3号".into(),
        clause: "第二条第1款".into(),
        limit: "投资总额 < 3,000万 USD".into(),
        value: "2,800万 USD".into(),
        text: "x".repeat(pad),
    };
    Act::Issued {
        licence: Licence {
            number: format!("SWWZ-2026-{n:06}-1"),
            licence_type: "shangwu-approval".into(),
            name: "批准证书".into(),
            holder: name(n),
            issued_on: now().date_naive(),
            valid_until: None,
            reasons: vec![reason],
            pack_version: 1,
            inputs: Digest::ZERO,
            signature: "0".repeat(128),
        },
    }
}
fn seal(chain: &Chain, case: CaseId, act: Act) -> Sealed {
    chain.seal(Stamp { device: now(), server: Some(now()) }, "wang".into(), case, act).unwrap()
}
fn store(dir: &std::path::Path, name: &str) -> (Store, DatabaseKey) {
    use rand::SeedableRng;
    let key = DatabaseKey::random(&mut rand::rngs::StdRng::seed_from_u64(1));
    let mut s = Store::create(&dir.join(name), &key).unwrap();
    let pack = RulePack {
        version: 1,
        centre: "c".into(),
        division: "320300".into(),
        sample: true,
        departments: vec![],
        items: vec![],
        grants: vec![],
        calendar: Calendar::default(),
        rates: vec![],
    };
    let person = Person {
        id: "wang".into(),
        name: "w".into(),
        role: Role::Chief,
        department: "shangwu".into(),
    };
    s.begin_window(&NewWindow {
        id: "shangwu-03".into(),
        window: "{}".into(),
        device_token: "t".into(),
        secret_key: [1; 32],
        pack: &pack,
        person: &person,
        at: now(),
    })
    .unwrap();
    (s, key)
}
fn floor(dir: &std::path::Path, n: u64) -> f64 {
    let path = dir.join("floor.db");
    let _ = std::fs::remove_file(&path);
    let db = rusqlite::Connection::open(&path).unwrap();
    db.execute_batch("pragma journal_mode=wal; pragma synchronous=full; create table c(id text primary key, body text not null) without rowid; create table o(seq integer primary key, id text not null);").unwrap();
    let body = "x".repeat(1500);
    let t = Instant::now();
    for i in 0..n {
        let id = id(i).to_string();
        db.prepare_cached("begin immediate").unwrap().execute([]).unwrap();
        db.prepare_cached("insert into c values(?,?)").unwrap().execute((&id, &body)).unwrap();
        db.prepare_cached("insert into o(id) values(?)").unwrap().execute([&id]).unwrap();
        db.prepare_cached("commit").unwrap().execute([]).unwrap();
    }
    n as f64 / t.elapsed().as_secs_f64()
}
fn cpu() -> f64 {
    let s = std::fs::read_to_string("/proc/self/stat").unwrap();
    let f: Vec<&str> = s.rsplit_once(')').unwrap().1.split_whitespace().collect();
    (f[11].parse::<f64>().unwrap() + f[12].parse::<f64>().unwrap()) / 100.0
}
fn main() {
    let millions: u64 = std::env::args().nth(1).and_then(|a| a.parse().ok()).unwrap_or(0);
    let base = std::env::args().nth(2).map(std::path::PathBuf::from);
    let tmp = tempfile::tempdir().unwrap();
    let dir = base.unwrap_or(tmp.path().to_owned());
    let mode = std::env::args().nth(3).unwrap_or_default();
    let n = if mode == "pull" || mode == "search" { 1 } else { 2000 };
    let (mut s, _k) = store(&dir, "issue.db");
    s.add_block(&NumberBlock {
        lease: 1,
        series: "SWWZ".into(),
        year: 2026,
        first: 1,
        last: 1000000,
    })
    .unwrap();
    for i in 0..2 * n {
        // cases to issue on
        let mut a = s.begin_act().unwrap();
        let x = seal(a.chain(), id(i), received("shangwu-03", i, 300));
        let mut c = Case::begin(&x.entry).unwrap();
        a.append(&x, &c).unwrap();
        let x =
            seal(a.chain(), id(i), Act::Accepted { due: now().date_naive(), fee: FeeDue::Free });
        c.apply(&x.entry).unwrap();
        a.append(&x, &c).unwrap();
        a.commit().unwrap();
    }
    if mode != "search" {
        for round in 0..2u64 {
            let c0 = cpu();
            let f = floor(&dir, n);
            println!("floor      {f:8.0}/s cpu/act {:.0} us", (cpu() - c0) / n as f64 * 1e6);
            let c0 = cpu();
            let t = Instant::now();
            let mut bytes = 0;
            for i in round * n..(round + 1) * n {
                let mut a = s.begin_act().unwrap();
                let mut c = a.case(id(i)).unwrap().unwrap();
                a.take_number(&"SWWZ".into(), 2026).unwrap().unwrap();
                let x = seal(a.chain(), id(i), issued(i, 600));
                bytes = x.text.len();
                c.apply(&x.entry).unwrap();
                a.append(&x, &c).unwrap();
                a.reserve_print(id(i), DocumentKind::Licence, 0, now()).unwrap();
                a.reserve_print(id(i), DocumentKind::AcceptanceNotice, 0, now()).unwrap();
                a.commit().unwrap();
            }
            println!(
                "issue      {:8.0}/s  ({bytes} B) cpu/act {:.0} us",
                n as f64 / t.elapsed().as_secs_f64(),
                (cpu() - c0) / n as f64 * 1e6
            );
            let c0 = cpu();
            let t = Instant::now();
            for i in round * n..(round + 1) * n {
                let mut a = s.begin_act().unwrap();
                let x = seal(a.chain(), id(i + 1_000_000), received("shangwu-03", i, 900));
                let c = Case::begin(&x.entry).unwrap();
                bytes = x.text.len();
                a.append(&x, &c).unwrap();
                a.commit().unwrap();
            }
            println!(
                "receive    {:8.0}/s  ({bytes} B) cpu/act {:.0} us",
                n as f64 / t.elapsed().as_secs_f64(),
                (cpu() - c0) / n as f64 * 1e6
            );
        }
        // pull
        if mode == "issue" {
            return;
        }
        for per_case in [1u64, 5] {
            let mut chain = Chain::new("shangwu-04".into());
            let mut entries = vec![];
            let mut digests = vec![];
            let mut d = Digest::ZERO;
            let mut i = 0u64;
            while entries.len() < 10_000 {
                let case = id(5_000_000 + i / per_case);
                let act = match i % per_case {
                    0 => received("shangwu-04", i, 1000),
                    1 => Act::Accepted { due: now().date_naive(), fee: FeeDue::Free },
                    2 => issued(i, 800),
                    _ => Act::Printed { document: DocumentKind::Licence, copy: 0 },
                };
                let x = seal(&chain, case, act);
                chain.advance(&x);
                d = d.chain(x.hash);
                entries.push(PulledEntry {
                    counter: i + 1,
                    window: "shangwu-04".into(),
                    seq: i + 1,
                    text: Some(x.text),
                });
                digests.push(d);
                i += 1;
            }
            let total: usize = entries.iter().map(|e| e.text.as_ref().unwrap().len()).sum();
            for (round, size) in [1000usize, 500].into_iter().enumerate() {
                let (mut s, _k) = store(&dir, &format!("pull{per_case}-{round}.db"));
                let c1 = cpu();
                let c0 = cpu();
                let t = Instant::now();
                for (j, b) in entries.chunks(size).enumerate() {
                    let last = (j * size + b.len()) - 1;
                    assert!(s.apply_pulled(&"shangwu".into(), b, digests[last]).unwrap());
                }
                println!(
                    "pull 10,000 ({per_case} a case, batch {size}, {} B): {:.3} s cpu {:.2}",
                    total / 10_000,
                    t.elapsed().as_secs_f64(),
                    cpu() - c1
                );
            }
            let t = Instant::now();
            for e in &entries {
                std::hint::black_box(Digest::of(e.text.as_ref().unwrap().as_bytes()));
            }
            println!("  sm3 alone {:.3} s", t.elapsed().as_secs_f64());
            let t = Instant::now();
            for e in &entries {
                let x: clerk_domain::journal::Entry =
                    serde_json::from_str(e.text.as_ref().unwrap()).unwrap();
                std::hint::black_box(x);
            }
            println!("  json alone {:.3} s", t.elapsed().as_secs_f64());
        }
    }
    // search
    if millions > 0 {
        let (mut s, _k) = store(&dir, "search.db");
        let mut chain = Chain::new("shangwu-04".into());
        let mut d = Digest::ZERO;
        let t = Instant::now();
        let mut n = 0u64;
        while n < millions {
            let mut batch = vec![];
            for _ in 0..1000 {
                let x = seal(&chain, id(9_000_000 + n), received("shangwu-04", n, 0));
                chain.advance(&x);
                d = d.chain(x.hash);
                n += 1;
                batch.push(PulledEntry {
                    counter: n,
                    window: "shangwu-04".into(),
                    seq: n,
                    text: Some(x.text),
                });
            }
            assert!(s.apply_pulled(&"shangwu".into(), &batch, d).unwrap());
        }
        println!(
            "{n} cases in {:.1} s, file {} MB",
            t.elapsed().as_secs_f64(),
            std::fs::metadata(dir.join("search.db")).unwrap().len() / 1_000_000
        );
        for q in [
            "王",
            "单伟",
            "王伟芳",
            "伟芳",
            "w",
            "wwf",
            "ww",
            "0007",
            "20251123-0007",
            "shangwu-04-2025",
            "shangwu",
            "SWWZ-2026-000001-1",
            "320300199000000123",
            "无此人",
            "王 0007",
            "王伟 0299",
        ] {
            let mut times: Vec<f64> = (0..50)
                .map(|_| {
                    let t = Instant::now();
                    std::hint::black_box(s.search(q, 50).unwrap());
                    t.elapsed().as_secs_f64() * 1e3
                })
                .collect();
            let hits = s.search(q, 50).unwrap().len();
            let first = times[0];
            times.sort_by(f64::total_cmp);
            println!("search {q:>20}: first {first:7.2} ms, p50 {:7.3} ms, hits {hits}", times[25]);
        }
        let t = Instant::now();
        s.received_on(now().date_naive()).unwrap().len();
        println!("today {:.2} ms", t.elapsed().as_secs_f64() * 1e3);
        let t = Instant::now();
        s.list(&CaseFilter::open(50)).unwrap().len();
        println!("open 50 {:.2} ms", t.elapsed().as_secs_f64() * 1e3);
        let t = Instant::now();
        s.counts(None).unwrap().len();
        println!("counts {:.2} ms", t.elapsed().as_secs_f64() * 1e3);
        let t = Instant::now();
        for i in 0..500 {
            let mut a = s.begin_act().unwrap();
            let x = seal(a.chain(), id(i + 1_000_000), received("shangwu-03", i, 900));
            let c = Case::begin(&x.entry).unwrap();
            a.append(&x, &c).unwrap();
            a.commit().unwrap();
        }
        println!("receive at {n}: {:8.0}/s", 500.0 / t.elapsed().as_secs_f64());
        let t = Instant::now();
        drop(s);
        println!("close {:.2} s", t.elapsed().as_secs_f64());
        let t = Instant::now();
        let s = Store::open(&dir.join("search.db"), &_k).unwrap();
        println!("open {:.2} ms", t.elapsed().as_secs_f64() * 1e3);
        for q in ["王", "单伟", "0007", "wwf"] {
            let t = Instant::now();
            s.search(q, 50).unwrap();
            println!("cold {q} {:.2} ms", t.elapsed().as_secs_f64() * 1e3);
        }
    }
}
