//! What comes of an application, version by version, on paper and for whoever checks it: with the network
//! gone at the window, and at the centre and another window after it.

use crate::common::{Centre, Window, desk};
use crate::papers::{check, text_of};
use clerk_domain::licence::Licence;
use serde_json::{Value, json};
use std::path::Path;

const WINDOW: &str = "gongshang-01";
const FOUNDER: &str = "320300199001019013";
const COMPANY: &str = "徐州样本新设科技有限公司";

fn founder() -> Value {
    json!({
        "kind": "person", "document": "resident_card", "name": "样本创办人", "number": FOUNDER,
        "phone": "",
    })
}

fn founding() -> Value {
    json!({
        "item": "gongshang-01", "action": "establish", "applicant": founder(),
        "holder_name": COMPANY,
        "form": {
            "registered_capital": { "amount": "1500000.00", "currency": "CNY" },
            "legal_representative": "样本创办人", "enterprise_type": "有限责任公司",
            "address": "徐州市样本新城区1号", "business_scope": "软件开发（示例）",
        },
        "materials": "complete",
    })
}

/// An application of the company about its licence.
fn about(licence: &Licence, item: &str, action: &str, form: Value) -> Value {
    let code = licence.product.holder_number.as_ref().unwrap();
    json!({
        "item": item, "action": action,
        "applicant": { "kind": "enterprise", "name": COMPANY, "number": code, "phone": "" },
        "existing": { "number": licence.number },
        "form": form, "materials": "complete",
    })
}

fn change(address: &str) -> Value {
    json!({ "registered_capital": { "amount": "1500000.00", "currency": "CNY" }, "address": address })
}

/// Takes a case in and issues it; the licence and what its paper says.
fn issue(window: &Window, application: &Value) -> (Licence, String) {
    let case = window.receive(application);
    let accepted = window.json(&["accept", &case]);
    if accepted["case"]["money"]["fee"]["kind"] == "amount" {
        window.json(&["charge", &case]);
    }
    let issued = window.json(&["issue", &case]);
    let licence = issued["case"]["products"]["licence"].clone();
    let printed = window.json(&["print", &case, "licence"]);
    let text = text_of(Path::new(printed[0]["file"].as_str().unwrap()));
    (serde_json::from_value(licence).unwrap(), text)
}

fn code(licence: &Licence) -> String {
    format!(
        "{}.{}",
        licence.signed_text(&WINDOW.into(), &"gongshang-clerk".into()),
        licence.signature
    )
}

fn verdict(window: &Window, licence: &Licence) -> String {
    let ran = window.run(&["--json", "verify", &code(licence)]);
    let view: Value = serde_json::from_str(&ran.out).expect(&ran.err);
    view["finding"]["verdict"].as_str().unwrap().to_owned()
}

fn refused_at(window: &Window, application: &Value, field: &str, code: &str) {
    let file = window.file("refused.json", &application.to_string());
    let refusal = window.refusal(2, &["receive", "--file", &file]);
    let problem = &refusal["problems"][0];
    assert_eq!((&problem["field"], &problem["code"]), (&json!(field), &json!(code)), "{refusal}");
}

#[test]
fn a_company_is_founded_changed_reissued_and_cancelled_with_the_network_gone() {
    let (dir, mut centre, window) = desk(WINDOW, "gongshang-clerk");
    centre.stop();
    let mut nameless = founding();
    nameless["holder_name"] = json!("");
    refused_at(&window, &nameless, "holder.name", "required");

    let (first, text) = issue(&window, &founding());
    let company = first.product.holder_number.clone().unwrap();
    assert_eq!(window.run(&["check", "credit", &company]).code, 0, "{company}");
    assert_eq!((first.holder.as_str(), first.product.version), (COMPANY, 1));
    check(&text, &["营业执照", COMPANY, &company, &first.number]);
    assert!(
        !text.contains(FOUNDER) && !text.contains(&FOUNDER[6..]),
        "the founder's number: {text}"
    );
    for name in ["新设科技", "样本创办人"] {
        assert_eq!(window.json(&["find", name])["rows"].as_array().unwrap().len(), 1, "{name}");
    }

    let (second, text) =
        issue(&window, &about(&first, "gongshang-02", "change", change("样本路2号")));
    let kept = |licence: &Licence| {
        let product = &licence.product;
        (
            licence.number.clone(),
            product.since,
            product.valid_from,
            licence.valid_until,
            product.holder_number.clone(),
        )
    };
    assert_eq!(kept(&first), kept(&second));
    check(&text, &["第2版（变更）", "样本路2号", "软件开发（示例）", &company]);
    assert_eq!(
        (verdict(&window, &first), verdict(&window, &second)),
        ("replaced".into(), "valid".into())
    );

    let lost = json!({ "declared_on": "2026-11-20" });
    let (third, text) = issue(&window, &about(&second, "gongshang-05", "duplicate", lost));
    assert_eq!((kept(&third), third.product.version), (kept(&first), 3));
    check(&text, &["营业执照", "第3版（补领）", "样本路2号"]);

    let reason = json!({ "cancel_reason": "股东决定解散（示例）" });
    let (notice, text) = issue(&window, &about(&third, "gongshang-04", "cancel", reason));
    check(&text, &["注销通知书", &first.number, "股东决定解散（示例）", "第七十条"]);
    let verdicts = [&first, &second, &third, &notice].map(|licence| verdict(&window, licence));
    assert_eq!(verdicts, ["replaced", "replaced", "cancelled", "cancelled"]);
    refused_at(
        &window,
        &about(&third, "gongshang-02", "change", change("样本路3号")),
        "existing.number",
        "cancelled",
    );

    // No number was taken for the later versions, and one code for the company.
    let books = window.json(&["numbers"]);
    // In December there are books of the next year too.
    let issued = |series: &str| {
        let books = books["books"].as_array().unwrap().iter().map(|one| &one["book"]);
        let of_series = books.filter(|book| book["series"] == series);
        of_series.map(|book| book["issued"].as_u64().unwrap()).sum::<u64>()
    };
    assert_eq!((issued("GSQY"), issued("TYDM"), &books["add_up"]), (1, 1, &json!(true)));

    known_elsewhere(dir.path(), &mut centre, &window, [&first, &third, &notice]);
}

/// The centre and another window know it as soon as it has reached them.
fn known_elsewhere(dir: &Path, centre: &mut Centre, window: &Window, versions: [&Licence; 3]) {
    centre.start_again();
    assert_eq!(window.json(&["sync"])["outbox"], 0);
    assert_eq!(centre.json(&["exceptions", "list", "--json"]), json!([]));
    let other = Window::enrol(dir, centre, "gongshang-02", "gongshang-clerk");
    other.json(&["sync"]);
    assert_eq!(
        versions.map(|licence| verdict(&other, licence)),
        ["replaced", "cancelled", "cancelled"]
    );
}

#[test]
fn a_renewal_goes_on_from_the_old_end_and_an_older_paper_is_typed_from() {
    let (_dir, mut centre, window) = desk("zhijian-01", "zhijian-chief");
    centre.stop();
    let application = |action: &str, existing: Value| {
        json!({
            "item": "zhijian-04", "action": action,
            "applicant": {
                "kind": "person", "document": "resident_card", "name": "样本电焊工", "number": FOUNDER,
                "phone": "",
            },
            "existing": existing, "form": { "work": "焊接作业" }, "materials": "complete",
        })
    };
    refused_at(&window, &application("renew", json!({})), "existing.number", "required");
    let old = json!({ "number": "ZJRY-2022-000031-SAMPLE" });
    refused_at(&window, &application("renew", old), "existing.since", "required");
    let endless = json!({ "number": "ZJRY-2022-000031-SAMPLE", "since": "2018-12-10" });
    refused_at(&window, &application("renew", endless), "existing.valid_until", "required");
    let ended = json!({ "number": "ZJRY-2022-000031-SAMPLE", "since": "2012-12-10", "valid_until": "2016-12-09" });
    refused_at(&window, &application("renew", ended), "existing.valid_until", "ended");

    let old = json!({ "number": "ZJRY-2022-000031-SAMPLE", "since": "2018-12-10", "valid_until": "2099-12-09" });
    let (renewed, text) = issue(&window, &application("renew", old.clone()));
    let day = |day: chrono::NaiveDate| day.to_string();
    let until = renewed.valid_until.map(day);
    assert_eq!(
        (day(renewed.product.valid_from).as_str(), until.as_deref()),
        ("2099-12-10", Some("2103-12-09"))
    );
    assert_eq!(day(renewed.product.since), "2018-12-10");
    check(&text, &["准予延续行政许可决定书", "ZJRY-2022-000031-SAMPLE第2版（延续）"]);
    check(&text, &["2099年12月10日至2103年12月9日", "首次核发日期2018年12月10日", "第五十条"]);

    // Another person's is refused, and so is what was overtaken while the case was open.
    let mut foreign = application("duplicate", json!({ "number": renewed.number }));
    foreign["applicant"]["number"] = json!("320300198002029032");
    refused_at(&window, &foreign, "existing.number", "other_holder");
    let open = window.receive(&application("change", json!({ "number": renewed.number })));
    window.json(&["accept", &open]);
    window.json(&["charge", &open]);
    issue(&window, &application("duplicate", json!({ "number": renewed.number })));
    assert_eq!(window.refusal(1, &["issue", &open])["code"], "licence_superseded");
}

#[test]
fn whom_and_which_licence_a_case_is_about_can_be_put_right() {
    let (_dir, mut centre, window) = desk(WINDOW, "gongshang-clerk");
    centre.stop();
    let correct = |case: &str, field: &str, to: &str| {
        let said = json!({"field": field, "to": to, "reason": "录入错误（示例）"});
        let file = window.file("corrected.json", &said.to_string());
        window.run(&["--json", "act", case, "corrected", "--file", &file])
    };
    let mut mistyped = founding();
    mistyped["holder_name"] = json!("徐州样本新没科技有限公司");
    let case = window.receive(&mistyped);
    assert_eq!(correct(&case, "holder.name", "").code, 2, "a company has a name");
    assert_eq!(correct(&case, "existing", "GSQY").code, 2, "it is about no licence");
    assert_eq!(correct(&case, "holder.name", COMPANY).code, 0);
    window.json(&["accept", &case]);
    let issued = window.json(&["issue", &case]);
    let licence: Licence =
        serde_json::from_value(issued["case"]["products"]["licence"].clone()).unwrap();
    assert_eq!(licence.holder, COMPANY);

    // Of a licence that no window knows, the days are typed from its paper.
    let mut application = about(&licence, "gongshang-02", "change", change("徐州市样本老城区2号"));
    application["existing"] = json!({"number": "GSQY-2020-0001", "since": "2020-01-02"});
    let case = window.receive(&application);
    let existing = |ran: &crate::common::Ran| {
        let view: Value = serde_json::from_str(&ran.out).expect(&ran.err);
        let existing = &view["case"]["existing"];
        (existing["number"].clone(), existing["since"].clone())
    };
    let other = correct(&case, "existing", "GSQY-2020-0002");
    assert_eq!(existing(&other), (json!("GSQY-2020-0002"), json!("2020-01-02")));
    let known = correct(&case, "existing", &licence.number);
    assert_eq!(existing(&known), (json!(licence.number), json!(licence.product.since)));
}
