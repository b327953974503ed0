use crate::sample::{
    CREDIT_CODE, Window, accepted, act, case_id, issued, received, voided, withdrawn,
};
use crate::table::case_list::CaseFilter;
use clerk_domain::case::acts::Received;
use clerk_domain::case::{Applicant, CaseAct};
use clerk_domain::identity::IdentityDocument;
use clerk_domain::item::ApplicantKind;
use clerk_domain::search::{ListTotal, number_key};

const CASES: [(&str, &str); 9] = [
    ("shangwu-03-20261122-0007", "王小样"),
    ("shangwu-03-20261123-0001", "单示例"),
    ("shangwu-03-20261123-0002", "徐州示例贸易有限公司"),
    ("shangwu-03-20261123-0003", "王样"),
    ("shangwu-03-20261123-0007", "样王小"),
    ("shangwu-03-20261123-0012", "徐州ＡＢ样本 (集团)公司"),
    ("shangwu-04-20261123-0007", "长孙样本"),
    ("shangwu-03-20261123-10007", "王小小样"),
    ("shangwu-03-20261123-0070", "𠅤样"),
];

fn window() -> Window {
    let mut window = Window::new("shangwu-03");
    for ((number, name), n) in CASES.iter().zip(1..) {
        act(&mut window, case_id(n), received(number, name)).unwrap();
    }
    window
}

fn found(window: &Window, text: &str) -> Vec<u128> {
    let found = window.search(text, 50).unwrap();
    let whole = ListTotal::Exactly(found.rows.len() as u64);
    assert_eq!(found.total, whole, "{text}");
    found.rows.iter().map(|row| row.id.0.as_u128()).collect()
}

#[test]
fn cases_are_found_by_what_a_clerk_types() {
    let window = window();
    let table: &[(&str, &[u128])] = &[
        // Names: one character begins, two or more are anywhere.
        ("王", &[8, 4, 1]),
        ("单", &[2]),
        ("𠅤", &[9]),
        ("王小", &[8, 5, 1]),
        ("王样", &[4]),
        ("样本", &[7, 6]),
        ("小样", &[8, 1]),
        ("单示例", &[2]),
        ("示例贸易", &[3]),
        ("王小小样", &[8]),
        ("王小样小", &[]),
        ("ab样本", &[6]),
        ("Ａb", &[6]),
        ("(集团)", &[6]),
        // Initials, surnames read right.
        ("ssl", &[2]),
        ("dsl", &[]),
        ("zsyb", &[7]),
        ("w", &[8, 4, 1]),
        ("wx", &[8, 5, 1]),
        ("WXY", &[1]),
        ("xzslmyyxgs", &[3]),
        ("xzslmyyxgz", &[]),
        ("xz", &[6, 3]),
        // Numbers: the beginning, or the last parts.
        ("shangwu-03-20261123", &[9, 8, 6, 5, 4, 3, 2]),
        ("SHANGWU-04", &[7]),
        ("shangwu-03-20261123-0007", &[5]),
        ("shangwu-03-20261123-00", &[9, 6, 5, 4, 3, 2]),
        ("0007", &[7, 5, 1]),
        ("7", &[7, 5, 1]),
        ("10007", &[8]),
        ("20261123-0007", &[7, 5]),
        ("03-20261123-0007", &[5]),
        ("20261122-7", &[1]),
        ("20261122", &[1]),
        ("2026112", &[]),
        ("0099", &[]),
        // The applicant's number.
        (CREDIT_CODE, &[9, 8, 7, 6, 5, 4, 3, 2, 1]),
        ("91320300ma00000003", &[9, 8, 7, 6, 5, 4, 3, 2, 1]),
        ("91320300MA0000000", &[]),
        // Several words.
        ("王 0007", &[1]),
        ("样本 xz", &[6]),
        ("样本 shangwu-03", &[6]),
        ("王\u{3000}单", &[]),
        // Nothing, and what is no search at all.
        ("", &[]),
        ("  ", &[]),
        ("\"", &[]),
        ("-", &[]),
        ("' OR 1=1 --", &[]),
        ("*", &[]),
        ("王*", &[]),
        ("n0007 OR", &[]),
    ];
    for (text, expected) in table {
        assert_eq!(found(&window, text), *expected, "{text}");
    }
}

/// Other documents have shorter numbers than an identity card.
#[test]
fn an_applicant_is_found_by_the_number_of_any_document() {
    use IdentityDocument::{HongKongMacaoPermit, Passport, PermanentResidenceCard, TaiwanPermit};
    let documents = [
        (Passport, "AB123"),
        (Passport, "E12345678"),
        (HongKongMacaoPermit, "H1234567801"),
        (TaiwanPermit, "12345678"),
        (PermanentResidenceCard, "USA320381010101"),
    ];
    let mut window = Window::new("shangwu-03");
    for ((document, of), n) in documents.into_iter().zip(1..) {
        let mut received = received(&format!("shangwu-03-20261123-{n:04}"), "阿依·示例");
        if let CaseAct::Received(Received { parties, .. }) = &mut received {
            parties.applicant = Applicant {
                kind: ApplicantKind::Person,
                document,
                number: of.to_owned(),
                ..parties.applicant.clone()
            };
        }
        act(&mut window, case_id(n), received).unwrap();
    }
    for ((document, number), n) in documents.into_iter().zip(1..) {
        assert_eq!(found(&window, number), [n], "{number}");
        assert_eq!(found(&window, &number.to_lowercase()), [n], "{number}");
        let known = window.known_applicant(number).unwrap().unwrap();
        assert_eq!((known.document, known.number.as_str()), (document, number));
    }
    assert_eq!(found(&window, "E1234567"), [0_u128; 0]);
    for dot in ["·", "•", "・", "･", "‧", "⋅", ""] {
        assert_eq!(found(&window, &format!("依{dot}示")), [5, 4, 3, 2, 1], "{dot}");
    }
}

/// Not only the beginning of a name is typed, and not only the characters that somebody else chose.
#[test]
fn a_name_is_found_by_any_part_in_any_script() {
    const NAMES: [&str; 12] = [
        "徐州示例商贸有限公司",
        "徐州示例國際貿易有限公司",
        "示例（徐州）科技有限公司",
        "阿依·买买提示例",
        "戸田樣本",
        "王零壹",
        "啓示例",
        "髙峯例",
        "王喆例",
        "翟示例",
        "\u{f9f4}樣例",
        "吕示例",
    ];
    let mut window = Window::new("shangwu-03");
    for (name, n) in NAMES.iter().zip(1..) {
        let number = format!("shangwu-03-20261123-{n:04}");
        act(&mut window, case_id(n), received(&number, name)).unwrap();
    }
    let table: &[(&str, &[u128])] = &[
        // The middle of a name.
        ("商贸", &[1]),
        ("示例商", &[1]),
        ("有限", &[3, 2, 1]),
        // Initials of any part.
        ("sl", &[12, 10, 7, 4, 3, 2, 1]),
        ("sm", &[1]),
        ("smyx", &[1]),
        ("smyxgs", &[1]),
        ("xzslsmyxgs", &[1]),
        ("kjyx", &[3]),
        ("zslsmz", &[]),
        ("smgs", &[]),
        ("gs", &[3, 2, 1]),
        ("gsx", &[]),
        // One letter is the first of the name, as one character is.
        ("x", &[2, 1]),
        ("徐", &[2, 1]),
        // Pinyin written out, from any character on, the last one unfinished.
        ("shili", &[12, 10, 7, 4, 3, 2, 1]),
        ("shil", &[12, 10, 7, 4, 3, 2, 1]),
        ("xuzhou", &[3, 2, 1]),
        ("xuzhoushilishang", &[1]),
        ("shangmao", &[1]),
        ("zhai", &[10]),
        ("zhaishili", &[10]),
        ("dishili", &[]),
        ("lvshili", &[12]),
        ("lüshili", &[12]),
        ("hou", &[]),
        // Written otherwise.
        ("国际贸易", &[2]),
        ("國際", &[2]),
        ("徐州示例國", &[2]),
        ("(徐州)", &[3]),
        ("户田样本", &[5]),
        ("戶", &[5]),
        ("王〇", &[6]),
        ("启示", &[7]),
        ("高峰", &[8]),
        ("阿依买买提", &[4]),
        ("依・买", &[4]),
        ("王哲", &[]),
        ("林样", &[11]),
        ("呂示", &[12]),
        ("· 吕示", &[12]),
        // Several words, one of them in the middle.
        ("徐州 贸易", &[2]),
        ("徐州 smyx", &[1]),
    ];
    for (text, expected) in table {
        assert_eq!(found(&window, text), *expected, "{text}");
    }
}

#[test]
fn a_number_is_found_though_letters_were_typed_for_digits() {
    let window = window();
    let everybody = [9, 8, 7, 6, 5, 4, 3, 2, 1];
    for number in
        ["9132O3OOMAOOOOOOO3", "9l320300MA00000003", "９１３２０３００ＭＡ０００００００３"]
    {
        assert_eq!(found(&window, number), everybody, "{number}");
    }
    for number in ["shangwu-O3-20261123-0007", "shangwu－03－20261123－0007", "03-2O261l23-OOO7"]
    {
        assert_eq!(found(&window, number), [5], "{number}");
    }
    assert_eq!(found(&window, "OO07"), [7, 5, 1]);
    // Typed alike is not the same: nothing is filled in from another's case.
    assert_eq!(window.known_applicant("9132O300MA00000003").unwrap(), None);
}

#[test]
fn a_licence_is_found_by_its_number_or_the_beginning_once_it_is_issued() {
    let mut window = window();
    act(&mut window, case_id(1), accepted()).unwrap();
    act(&mut window, case_id(2), accepted()).unwrap();
    let numbers = [
        "SWWZ-2026-000123-7K3QX9-M",
        " swwz-2026-000123-7k3qx9-m ",
        "SWWZ20260001237K3QX9M",
        "SWWZ－2026－000123－7K3QX9－M",
        "SWWZ—2026—OOO123—7K3QX9—M",
        "2026",
        "SWWZ-2026-000123",
        "SWWZ-2026-00012",
        "SWWZ2026000123",
        "swwz2026",
        "swwz2O26OOOl23",
    ];
    for number in numbers {
        assert_eq!(found(&window, number), [0_u128; 0], "{number}");
    }
    act(&mut window, case_id(1), issued("SWWZ-2026-000123-7K3QX9-M")).unwrap();
    act(&mut window, case_id(2), issued("SWWZ-2026-000124-0A1B2C-D")).unwrap();
    for (at, number) in numbers.iter().enumerate() {
        let expected: &[u128] = match at {
            5 => &[],
            7 | 9 => &[2, 1],
            _ => &[1],
        };
        assert_eq!(found(&window, number), expected, "{number}");
    }
    // The letters of a series are those of every licence, and a beginning is not a middle.
    for text in ["SWWZ", "SWWZ-", "2026-000123", "000123", "SWWZ-2026-000123-8"] {
        assert_eq!(found(&window, text), [0_u128; 0], "{text}");
    }
}

#[test]
fn a_void_licence_is_found_as_any_other() {
    let mut window = window();
    act(&mut window, case_id(1), accepted()).unwrap();
    act(&mut window, case_id(1), issued("SWWZ-2026-000123-7K3QX9-M")).unwrap();
    act(&mut window, case_id(1), voided("SWWZ-2026-000123-7K3QX9-M")).unwrap();
    act(&mut window, case_id(1), issued("SWWZ-2026-000200-0A1B2C-D")).unwrap();
    for number in [
        "SWWZ-2026-000123-7K3QX9-M",
        "swwz20260001237k3qx9m",
        "SWWZ-2026-000123",
        "SWWZ2026OOO1",
        "SWWZ-2026-000200",
        "SWWZ-2026",
    ] {
        assert_eq!(found(&window, number), [1], "{number}");
    }
}

/// The key is worked out in SQL for what is held, and in the domain for what is typed.
#[test]
fn both_ways_of_a_licences_key_agree() {
    let mut window = Window::new("shangwu-03");
    let numbers = ["SWWZ-2026-000123-7K3QX9-M", "OIL-2026-1-0O1IlL-o", "a-b-C", "示例-1"];
    for (number, n) in numbers.iter().zip(1..) {
        let case = format!("shangwu-03-20261123-{n:04}");
        act(&mut window, case_id(n), received(&case, "示例")).unwrap();
        act(&mut window, case_id(n), accepted()).unwrap();
        act(&mut window, case_id(n), issued(number)).unwrap();
        act(&mut window, case_id(n), voided(number)).unwrap();
        act(&mut window, case_id(n), issued(number)).unwrap();
    }
    for sql in [
        "SELECT licence, licence_key FROM case_file",
        "SELECT number, number_key FROM void_licence",
    ] {
        let mut statement = window.db.prepare(sql).unwrap();
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
        let rows: Vec<(String, String)> = rows.map(Result::unwrap).collect();
        assert_eq!(rows.len(), numbers.len());
        for (number, key) in rows {
            assert_eq!(number_key(&number).replace('-', ""), key);
        }
    }
}

#[test]
fn the_newest_come_first_and_no_more_than_asked_for() {
    let mut window = window();
    act(&mut window, case_id(2), withdrawn()).unwrap();
    let page = |text: &str, limit| {
        let page = window.search(text, limit).unwrap();
        (page.rows.len(), page.total)
    };
    assert_eq!(page("shangwu", 2), (2, ListTotal::MoreThan(2)));
    assert_eq!(page("shangwu", 8), (8, ListTotal::MoreThan(8)));
    assert_eq!(page("shangwu", 9), (9, ListTotal::Exactly(9)));
    assert_eq!(page("王", 2), (2, ListTotal::MoreThan(2)));
    assert_eq!(page("王", 3), (3, ListTotal::Exactly(3)));
    assert_eq!(page("王", 0), (0, ListTotal::MoreThan(0)));
    assert_eq!(page("样", 50), (1, ListTotal::Exactly(1)));
    assert_eq!(page(&"样".repeat(10_000), 50), (0, ListTotal::Exactly(0)));
}

#[test]
fn a_search_that_gave_up_says_so() {
    let mut window = Window::new("shangwu-03");
    let tx = window.db.transaction().unwrap();
    // Each of these has both pairs, and none the three characters.
    for row in 1..=2_001 {
        let (id, number) = (case_id(row).0.into_bytes(), format!("shangwu-03-20261123-{row:04}"));
        let sql = "INSERT INTO case_file (row, case_id, number, window, item, state, closed, \
                   applicant, applicant_number, day, received_ms, updated_ms, fee_open, conflict, \
                   entries) VALUES (?, ?, ?, 'shangwu-03', 'x', 'received', 0, '示例样示例本', '', \
                   20261123, 0, 0, 0, 0, '[]')";
        let row = i64::try_from(row).unwrap();
        tx.execute(sql, (row, id, number)).unwrap();
        let tokens = clerk_domain::search::bigrams("示例样例本");
        let sql = "INSERT INTO case_search (rowid, tokens) VALUES (?, ?)";
        tx.execute(sql, (row, tokens)).unwrap();
    }
    tx.commit().unwrap();
    let gave_up = window.search("样例本", 50).unwrap();
    assert_eq!((gave_up.rows.len(), gave_up.total), (0, ListTotal::AtLeast(0)));
}

#[test]
fn a_list_says_how_many_there_are() {
    let mut window = window();
    act(&mut window, case_id(2), withdrawn()).unwrap();
    let page = |filter: &CaseFilter| {
        let page = window.page(filter).unwrap();
        assert_eq!(page.rows, window.list(filter).unwrap());
        (page.rows.len(), page.total)
    };
    assert_eq!(page(&CaseFilter::newest(3)), (3, ListTotal::Exactly(9)));
    assert_eq!(page(&CaseFilter::newest(9)), (9, ListTotal::Exactly(9)));
    assert_eq!(page(&CaseFilter::newest(0)), (0, ListTotal::Exactly(9)));
    assert_eq!(page(&CaseFilter::newest(u32::MAX)), (9, ListTotal::Exactly(9)));
    assert_eq!(page(&CaseFilter::open(2)), (2, ListTotal::Exactly(8)));
    let sql = "WITH RECURSIVE n (at) AS (SELECT 1 UNION ALL SELECT at + 1 FROM n WHERE at < 10001) \
               INSERT INTO case_file (case_id, number, window, item, state, closed, applicant, \
               applicant_number, day, received_ms, updated_ms, fee_open, conflict, entries) \
               SELECT randomblob(16), 'x-' || at, 'x', 'x', 'withdrawn', 1, 'x', '', 20261123, 0, 0, \
               0, 0, '[]' FROM n";
    window.db.execute_batch(sql).unwrap();
    assert_eq!(page(&CaseFilter::newest(3)), (3, ListTotal::MoreThan(10_000)));
    assert_eq!(page(&CaseFilter::newest(10_005)), (10_005, ListTotal::MoreThan(10_005)));
    assert_eq!(page(&CaseFilter::newest(10_010)), (10_010, ListTotal::Exactly(10_010)));
    assert_eq!(page(&CaseFilter::open(2)), (2, ListTotal::Exactly(8)));
}

#[test]
fn an_applicant_who_came_before_is_known() {
    let window = window();
    let known = window.known_applicant(CREDIT_CODE).unwrap().unwrap();
    assert_eq!(known.name, "𠅤样");
    assert_eq!(window.known_applicant("91320300MA00000000").unwrap(), None);
    assert_eq!(window.known_applicant("").unwrap(), None);
}
