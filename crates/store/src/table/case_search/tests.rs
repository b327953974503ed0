use crate::sample::{CREDIT_CODE, Window, act, case_id, issued, received, withdrawn};

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
    let rows = window.search(text, 50).unwrap();
    rows.iter().map(|row| row.id.0.as_u128()).collect()
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
        ("wx", &[8, 1]),
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

#[test]
fn a_licence_is_found_by_its_exact_number_once_it_is_issued() {
    let mut window = window();
    act(&mut window, case_id(1), crate::sample::accepted()).unwrap();
    assert_eq!(found(&window, "SWWZ-2026-000123-7"), [0_u128; 0]);
    act(&mut window, case_id(1), issued("SWWZ-2026-000123-7")).unwrap();
    assert_eq!(found(&window, "SWWZ-2026-000123-7"), [1]);
    assert_eq!(found(&window, " swwz-2026-000123-7 "), [1]);
    assert_eq!(found(&window, "SWWZ-2026-000123"), [0_u128; 0]);
}

#[test]
fn the_newest_come_first_and_no_more_than_asked_for() {
    let mut window = window();
    act(&mut window, case_id(2), withdrawn()).unwrap();
    let rows = window.search("shangwu", 2).unwrap();
    assert_eq!(rows.len(), 2);
    let rows = window.search("样", 50).unwrap();
    assert_eq!(rows.len(), 1);
    assert!(window.search("王", 0).unwrap().is_empty());
}

#[test]
fn an_applicant_who_came_before_is_known() {
    let window = window();
    let known = window.known_applicant(CREDIT_CODE).unwrap().unwrap();
    assert_eq!(known.name, "𠅤样");
    assert_eq!(window.known_applicant("91320300MA00000000").unwrap(), None);
    assert_eq!(window.known_applicant("").unwrap(), None);
}
