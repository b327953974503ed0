//! What may be decided on at all: the facts, read and checked, and their digest.

use super::*;

#[test]
fn facts_that_cannot_be_decided_on_name_the_field() {
    type Change = fn(&mut Facts);
    let rows: [(Change, &[&str]); 11] = [
        (|f| f.item = "shangwu-99".into(), &["item"]),
        (|f| f.action = Action::Cancel, &["action"]),
        (|f| f.applicant.kind = ApplicantKind::Person, &["applicant.kind"]),
        (|f| f.applicant.name = " ".to_owned(), &["applicant.name"]),
        (|f| f.applicant.name = "名".repeat(101), &["applicant.name"]),
        (|f| drop(f.form.remove("investment_total")), &["form.investment_total"]),
        (|f| drop(f.form.insert("x".to_owned(), json!(1))), &["form.x"]),
        (
            |f| drop(f.form.insert("investment_total".to_owned(), json!(30_000_000))),
            &["form.investment_total"],
        ),
        (|f| drop(f.form.insert("key_project".to_owned(), json!("yes"))), &["form.key_project"]),
        (
            |f| f.materials = Materials::Listed(vec!["m1".into(), "m9".into(), "m8".into()]),
            &["materials", "materials"],
        ),
        (
            |f| {
                f.action = Action::Renew;
                f.applicant.name = String::new();
                f.form.clear();
            },
            &["action", "applicant.name", "form.investment_total"],
        ),
    ];
    for (change, expected) in rows {
        let mut facts = facts("shangwu-01", investment("1", "USD", false));
        change(&mut facts);
        let (chief, alone) = (Role::Chief.into(), Exposure::default());
        let problems = decide(&facts, &pack(), &chief, &alone, morning(TODAY)).unwrap_err();
        let fields: Vec<_> = problems.iter().map(|p| p.field.as_str()).collect();
        assert_eq!(fields, expected);
    }
}

#[test]
fn reads_a_case_file_and_names_what_is_wrong_with_it() {
    let good = json!({
        "item": "shangwu-01", "action": "establish",
        "applicant": {"kind": "enterprise", "name": "徐州示例有限公司", "number": "", "phone": ""},
        "form": investment("30000000.00", "USD", false), "materials": "complete",
    });
    let read = Facts::read(&good.to_string()).unwrap();
    assert_eq!(read, facts("shangwu-01", investment("30000000.00", "USD", false)));
    let changed = |path: &str, value: Value| {
        let mut file = good.clone();
        *file.pointer_mut(path).unwrap() = value;
        file.to_string()
    };
    let rows = [
        ("".to_owned(), "."),
        ("[]".to_owned(), "."),
        ("{".to_owned(), "."),
        (changed("/item", json!(1)), "item"),
        (changed("/action", json!("demolish")), "action"),
        (changed("/applicant", json!("示例")), "applicant applicant.kind applicant.name"),
        (changed("/applicant", json!({})), "applicant.kind applicant.name"),
        (changed("/applicant/kind", json!("alien")), "applicant.kind"),
        (changed("/applicant/name", json!(null)), "applicant.name"),
        (changed("/form", json!([])), "form"),
        (changed("/materials", json!("all")), "materials"),
        (changed("/materials", json!([1])), "materials"),
        (json!({}).to_string(), "item action applicant.kind applicant.name materials"),
        (r#"{"also":1}"#.to_owned(), "item action applicant.kind applicant.name materials also"),
    ];
    for (text, expected) in rows {
        let problems = Facts::read(&text).unwrap_err();
        let fields: Vec<_> = problems.iter().map(|p| p.field.as_str()).collect();
        assert_eq!(fields.join(" "), expected, "{text}");
    }
    assert!(Facts::read(&changed("/materials", json!(["m1"]))).is_ok());
}

#[test]
fn the_digest_of_the_inputs_does_not_hang_on_the_order_of_keys() {
    let read = |text: &str| Facts::read(text).unwrap();
    let one = read(
        r#"{"item":"a","action":"change","applicant":{"kind":"person","name":"样本"},
        "form":{"b":{"currency":"CNY","amount":"1"},"a":1},"materials":["m1"]}"#,
    );
    let other = read(
        r#"{"materials":["m1"],"form":{"a":1,"b":{"amount":"1","currency":"CNY"}},
        "applicant":{"name":"样本","kind":"person"},"action":"change","item":"a"}"#,
    );
    assert_eq!(inputs_digest(&one), inputs_digest(&other));
    // Written out, so that another program can check it: `printf %s '…' | openssl dgst -sm3`.
    let text = concat!(
        r#"{"action":"change","applicant":{"kind":"person","name":"样本"},"#,
        r#""form":{"a":1,"b":{"amount":"1","currency":"CNY"}},"item":"a","materials":["m1"]}"#,
    );
    assert_eq!(inputs_digest(&one), crate::digest::Digest::of(text.as_bytes()));
    let mut changed = one.clone();
    changed.materials = Materials::Complete;
    assert_ne!(inputs_digest(&one), inputs_digest(&changed));
}
