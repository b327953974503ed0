//! What is costly for the server, or is meant for others: numbers, bodies, connections, names, passwords.

use crate::client::{Client, Statuses};
use crate::hall::Hall;
use crate::honest::Honest;
use crate::liar::{CLERK, Liar, WINDOW, YEAR, actor, clerk};
use clerk_domain::case::{Case, CaseAct, acts};
use clerk_domain::day::acts::DayOpened;
use clerk_domain::decide::{Facts, inputs_digest};
use clerk_domain::ids::{DayId, WindowId};
use clerk_domain::journal::About;
use clerk_domain::number;
use clerk_domain::person::Role;
use clerk_domain::person::acts::KEYS_A_DAY;
use clerk_domain::person::acts::PersonAppointed;
use clerk_protocol::{WindowKey, path};
use clerk_tests::DEMO_PASSWORD;
use serde_json::{Value, json};
use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::AsyncReadExt as _;
use tokio::net::{TcpSocket, TcpStream};

const MIB: usize = 1 << 20;

/// Another department's numbers, a block out of its turn, and as many as there are.
pub async fn leases(liar: &mut Liar, honest: &[&Honest]) {
    for series in ["ZJNJ", "SWWZ", "ANYTHING"] {
        assert_eq!(liar.lease(series, 1).await, Err(json!("series_unknown")));
    }
    assert_eq!(liar.lease("GSQY", 900).await, Err(json!("bad_request")));
    // A high number that it never had makes no room for more.
    let received = liar.received();
    let mut case = liar.begin(&clerk(), received);
    let high = number::format(&"GSQY".into(), YEAR, 999_999, number::Suffix::from_random(1));
    let licence = liar.licence(&case, &high, |_| {});
    liar.mint("a number that nobody has", &clerk(), &mut case, licence);
    liar.push().await;
    let mut blocks = Vec::new();
    for ordinal in 1..=100 {
        blocks.extend(liar.lease("GSQY", ordinal).await);
    }
    assert!(blocks.is_sorted_by(|one, next| one.last < next.first), "{blocks:?}");
    assert!(blocks.iter().all(|block| block.series.as_str() == "GSQY" && block.year == YEAR));
    let numbers: u32 = blocks.iter().map(|block| block.last + 1 - block.first).sum();
    assert!((200..=800).contains(&numbers), "{blocks:?}");
    // None of them is another window's.
    for licence in honest.iter().flat_map(|honest| honest.issued()) {
        let (series, _, place) = number::read(&licence.number).unwrap();
        let theirs = |block: &number::NumberBlock| (block.first..=block.last).contains(&place);
        assert!(series.as_str() != "GSQY" || !blocks.iter().any(theirs), "{}", licence.number);
    }
}

/// Bodies that are long, and mean nothing.
pub async fn bodies(liar: &Liar) {
    let made_up = "0".repeat(64);
    let body = || vec![b'x'; 16 * MIB];
    let mut running = tokio::task::JoinSet::new();
    for _ in 0..8 {
        let (client, made_up) = (liar.client.clone(), made_up.clone());
        running.spawn(async move { client.post(path::PUSH, &made_up, body()).await.0 });
    }
    // Refused before it was read, the rest of it may meet a closed door.
    while let Some(status) = running.join_next().await {
        assert!([0, 401].contains(&status.unwrap()));
    }
    for nonsense in
        [vec![b'['; 4 * MIB], [&br#"{"entries":["#[..], &b"[{},".repeat(MIB - 4)].concat()]
    {
        let (status, reply) = liar.client.post(path::PUSH, &liar.token, nonsense).await;
        assert!([400, 413].contains(&status), "{status} {reply}");
    }
}

/// Connections that ask nothing. How many are left open is what one address may have.
pub async fn connections(url: &str) -> Vec<TcpStream> {
    let server: SocketAddr = url.strip_prefix("http://").unwrap().parse().unwrap();
    let mut open = Vec::new();
    for _ in 0..1100 {
        let socket = TcpSocket::new_v4().unwrap();
        socket.bind(SocketAddr::from(([127, 0, 1, 3], 0))).unwrap();
        let connect = tokio::time::timeout(Duration::from_secs(5), socket.connect(server));
        let Ok(Ok(mut stream)) = connect.await else { continue };
        let closed = tokio::time::timeout(Duration::from_millis(2), stream.read_u8()).await.is_ok();
        open.extend((!closed).then_some(stream));
    }
    let mut left = Vec::new();
    for mut stream in open {
        let closed = tokio::time::timeout(Duration::from_millis(2), stream.read_u8()).await.is_ok();
        left.extend((!closed).then_some(stream));
    }
    assert!((1..=128).contains(&left.len()), "{}", left.len());
    left
}

/// Names that are paths, and names that turn the line around.
pub async fn names(liar: &mut Liar, public: &Client, hall: &Hall) {
    const ESCAPED: &str = "../../escaped";
    let opened = |window: &str| {
        let day = liar_day(window);
        About::Day(day, DayOpened {}.into())
    };
    let author = (format!("\"author\":\"{WINDOW}\""), format!("\"author\":\"{ESCAPED}\""));
    let subject = (format!("day/{WINDOW}/"), format!("day/{ESCAPED}/"));
    let person = (format!("\"person\":\"{CLERK}\""), format!("\"person\":\"{ESCAPED}\""));
    for (from, to) in [author, subject, person] {
        let body = liar.changed(opened(WINDOW), &from, &to);
        let (status, reply) = liar.client.post(path::PUSH, &liar.token, body).await;
        assert_eq!((status, &reply["code"]), (400, &json!("bad_request")), "{to} {reply}");
    }
    let key = WindowKey::from_bytes(&[9; 32]).unwrap().public_key();
    for (window, person) in [(ESCAPED, CLERK), (WINDOW, ESCAPED), ("\u{202e}20", CLERK)] {
        let body = json!({"window": window, "person": person, "password": DEMO_PASSWORD,
            "person_key": key});
        let (status, reply) = liar.client.post(path::LOGIN, "", body.to_string()).await;
        assert_eq!((status, &reply["code"]), (400, &json!("bad_request")), "{window} {person}");
    }
    let lease = json!({"series": ESCAPED, "year": YEAR, "ordinal": 1, "epoch": liar.epoch});
    assert_eq!(liar.client.post(path::LEASE, &liar.token, lease.to_string()).await.0, 400);
    for folder in hall.folder.path().ancestors().take(2) {
        assert!(!folder.join("escaped").exists());
    }
    // In a name that is no identifier such a character is kept, and turns nothing around where it is shown.
    let received = liar.received();
    let mut turned = received.clone();
    turned.parties.applicant.name = "样本\u{202e}丁\u{2066}\u{200b}".to_owned();
    let holder = turned.parties.applicant.name.clone();
    let mut case = liar.begin(&clerk(), turned);
    let as_seen = Case { parties: received.parties, ..case.clone() };
    let number = liar.number("GSGT");
    let licence = liar.licence(&as_seen, &number, |it| {
        it.holder = holder;
        it.inputs = inputs_digest(&Facts::from(&case));
    });
    liar.mint("a name that turns around", &clerk(), &mut case, licence);
    liar.push().await;
    for asked in [&liar.minted.last().unwrap().1, &number] {
        let page = public.verify(asked).await.1;
        assert!(!page.contains(['\u{202e}', '\u{2066}', '\u{200b}']), "{page}");
    }
}

fn liar_day(window: &str) -> DayId {
    DayId { window: WindowId::from(window), day: "2026-11-23".parse().unwrap() }
}

/// What the centre alone may do: another window's day, an appointment.
pub async fn the_centres_acts(liar: &mut Liar) {
    let appointed = PersonAppointed { role: Role::Chief, department: "gongshang".into() };
    let by = actor("zhou", Role::Admin);
    let seqs = [
        liar.write(&clerk(), About::Person(CLERK.into(), appointed.clone().into())),
        liar.write(&by, About::Person(CLERK.into(), appointed.into())),
        liar.write(&clerk(), About::Day(liar_day("gongshang-01"), DayOpened {}.into())),
    ];
    let found = liar.push().await;
    for seq in seqs {
        assert!(found.iter().any(|(at, _)| *at == seq), "{seq}: {found:?}");
    }
}

/// Licences of its own, made void for reasons that are as long as an entry may be.
pub async fn long_reasons(liar: &mut Liar) {
    for _ in 0..12 {
        let received = liar.received();
        let mut case = liar.begin(&clerk(), received);
        let number = liar.number("GSGT");
        let mut licence = liar.licence(&case, &number, |_| {});
        liar.sign(&CLERK.into(), &mut licence);
        liar.act(&clerk(), &mut case, CaseAct::Issued(acts::Issued { licence, founded: None }));
        let void = acts::Voided { number, reason: "长".repeat(80_000) };
        liar.act(&clerk(), &mut case, CaseAct::Voided(void));
        liar.push().await;
    }
}

/// Keys of its own person, of which each would go into the register.
pub async fn many_keys(liar: &Liar) {
    let mut answers = Vec::new();
    for n in 100..110 {
        let key = WindowKey::from_bytes(&[n; 32]).unwrap().public_key();
        answers.push(log_in(&liar.client, WINDOW, CLERK, DEMO_PASSWORD, &key).await);
    }
    let made = answers.iter().take_while(|(status, _)| *status == 200).count();
    assert!((1..=KEYS_A_DAY).contains(&made), "{answers:?}");
    let refused = (429, json!("too_many_keys"));
    assert!(answers[made..].iter().all(|answer| *answer == refused), "{answers:?}");
}

/// Wrong passwords for others.
pub async fn passwords(liar: &Liar, url: &str, statuses: &Statuses) {
    let key = WindowKey::from_bytes(&[10; 32]).unwrap().public_key();
    let other = Client::new(url, 4, statuses);
    for (window, person) in [("gongshang-01", "gongshang-chief"), ("zhijian-01", "zhijian-clerk")] {
        for _ in 0..10 {
            let answer = log_in(&liar.client, window, person, "not-the-password", &key).await;
            assert_eq!(answer, (403, json!("password_wrong")));
        }
        for password in ["not-the-password", DEMO_PASSWORD] {
            let answer = log_in(&liar.client, window, person, password, &key).await;
            assert_eq!(answer, (429, json!("locked_out")));
        }
        // From any other address nothing is different.
        let answer = log_in(&other, window, person, "not-the-password", &key).await;
        assert_eq!(answer, (403, json!("password_wrong")));
    }
}

async fn log_in(
    client: &Client,
    window: &str,
    person: &str,
    password: &str,
    key: &str,
) -> (u16, Value) {
    let body = json!({"window": window, "person": person, "password": password, "person_key": key});
    let (status, reply) = client.post(path::LOGIN, "", body.to_string()).await;
    (status, reply["code"].clone())
}
