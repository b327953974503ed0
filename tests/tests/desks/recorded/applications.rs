//! What is applied for at the window: by founders, and by companies that were founded there.

use super::{intake, materials};
use serde_json::{Value, json};

/// The founded companies that later cases are about: name, credit code, licence number.
pub struct Founded(pub Vec<(String, String, String)>);

/// Founders, each with a number of their own.
const FOUNDERS: [(&str, &str); 15] = [
    ("样本甲", "320300199207080020"),
    ("样本乙", "320300197805210033"),
    ("样本丙", "320300200211090040"),
    ("样本丁", "320300196902150058"),
    ("样本戊", "320300198812300066"),
    ("样本己", "320300199506060070"),
    ("样本庚", "320300199207080020"),
    ("样本辛", "320300197805210033"),
    ("样本壬", "320300200211090040"),
    ("样本癸", "320300196902150058"),
    ("样本子", "320300198812300066"),
    ("样本丑", "320300199506060070"),
    ("样本寅", "320300199207080020"),
    ("样本卯", "320300197805210033"),
    ("样本陆", "320300200211090040"),
];

pub fn founding(at: usize, capital: &str) -> Value {
    let (name, number) = FOUNDERS[at];
    let places = ["云龙", "泉山", "鼓楼", "铜山", "贾汪"];
    let trades = ["商贸", "机电", "餐饮"];
    intake(json!({
        "item": "gongshang-01", "action": "establish", "applicant_kind": "person",
        "applicant_document": "resident_card", "applicant_name": name, "applicant_number": number,
        "applicant_phone": "0516-00000101",
        "holder_name": format!("徐州样本{}{}有限公司", places[at % 5], trades[at % 3]),
        "form": { "registered_capital": { "amount": capital, "currency": "CNY" },
            "legal_representative": name, "address": format!("徐州市样本路{}号", at + 1),
            "business_scope": "日用百货销售（示例）" },
        "materials": materials("m1 m2 m3 m4 m5"),
    }))
}

pub fn shop(name: &str, number: &str, action: &str, existing: &str) -> Value {
    intake(json!({
        "item": "gongshang-03", "action": action, "applicant_kind": "person",
        "applicant_document": "resident_card", "applicant_name": name, "applicant_number": number,
        "applicant_phone": "0516-00000102", "existing_number": existing,
        "form": { "address": "徐州市样本街8号", "business_scope": "小吃（示例）", "staff": 3 },
        "materials": materials("m1 m2 m3"),
    }))
}

/// What a company asks for that was founded here.
fn of_company(founded: &Founded, at: usize, item: &str, action: &str, form: Value) -> Value {
    let (name, number, licence) = &founded.0[at];
    intake(json!({
        "item": item, "action": action, "applicant_kind": "enterprise",
        "applicant_document": "credit_code", "applicant_name": name, "applicant_number": number,
        "applicant_phone": "0516-00000103", "existing_number": licence, "form": form,
        "materials": materials("m1 m2 m3 m4 m5"),
    }))
}

fn printed_on_it() -> Value {
    json!({ "legal_representative": "样本甲", "address": "徐州市样本路1号",
        "business_scope": "日用百货销售（示例）" })
}

pub fn change(founded: &Founded, at: usize) -> Value {
    let mut form = printed_on_it();
    form["registered_capital"] = json!({ "amount": "1900000.00", "currency": "CNY" });
    form["change_summary"] = json!("注册资本变更（示例）");
    of_company(founded, at, "gongshang-02", "change", form)
}

pub fn duplicate(founded: &Founded, at: usize) -> Value {
    let mut form = printed_on_it();
    form["declared_on"] = json!("2026-11-18");
    let mut intake = of_company(founded, at, "gongshang-05", "duplicate", form);
    intake["materials"] = materials("m1 m2 m3");
    intake
}

pub fn cancel(founded: &Founded, at: usize) -> Value {
    let form = json!({ "cancel_reason": "决议解散（示例）", "liquidated_on": "2026-11-10" });
    of_company(founded, at, "gongshang-04", "cancel", form)
}
