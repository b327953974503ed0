//! A small centre for tests: the grants of the demo centre, and the cases that meet them.

mod subjects;

pub(crate) use subjects::{about_each, day_acts, enquiry_acts};

use crate::act::Actor;
use crate::calendar::{Calendar, CalendarYear, Due};
use crate::case::acts::{Accepted, Received};
use crate::case::{Applicant, CaseAct, CaseActKind, Parties};
use crate::decide::{Facts, FactsApplicant, Materials, Reason};
use crate::digest::Digest;
use crate::fee::FeeDue;
use crate::grant::{
    Authority, Bound, Clause, Condition, Effect, Grant, Holder, OfflineLimits, ReferralTarget,
};
use crate::identity::IdentityDocument;
use crate::ids::{Author, CaseId, ItemCode};
use crate::item::{
    Action, ApplicantKind, Choice, Department, Exemption, FeeRule, Field, FieldKind, Item,
    ItemKind, LicenceType, Material, MaterialForm, Tariff,
};
use crate::journal::{About, Entry, Stamp};
use crate::licence::Licence;
use crate::money::Money;
use crate::pack::{Rate, RulePack};
use crate::period::LastDay;
use crate::person::Role;
use crate::product::{Product, ProductKind};
use chrono::{DateTime, FixedOffset, NaiveDate};
use serde_json::{Value, json};
use std::collections::BTreeMap;

pub(crate) fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Nine in the morning in China.
pub(crate) fn morning(day: &str) -> DateTime<FixedOffset> {
    time(&format!("{day}T09:00:00+08:00"))
}

pub(crate) fn time(text: &str) -> DateTime<FixedOffset> {
    text.parse().unwrap()
}

pub(crate) fn money(amount: &str, currency: &str) -> Money {
    Money::parse(amount, currency).unwrap()
}

pub(crate) fn field(key: &str, label: &str, kind: FieldKind, required: bool) -> Field {
    Field { key: key.to_owned(), label: label.to_owned(), kind, required }
}

pub(crate) fn money_field(key: &str, label: &str, currencies: &[&str]) -> Field {
    let currencies = currencies.iter().map(|&c| c.to_owned()).collect();
    field(key, label, FieldKind::Money { currencies }, true)
}

fn choice_field(key: &str, label: &str, options: &[(&str, &str)]) -> Field {
    let option = |(value, label): &(&str, &str)| Choice {
        value: (*value).to_owned(),
        label: (*label).to_owned(),
    };
    field(key, label, FieldKind::Choice { options: options.iter().map(option).collect() }, true)
}

/// An item with two required materials and one that is not.
pub(crate) fn item(code: &str, name: &str, fields: Vec<Field>) -> Item {
    let (department, _) = code.split_once('-').unwrap();
    let material = |code: &str, name: &str, required| Material {
        code: code.into(),
        name: name.to_owned(),
        required,
        form: MaterialForm::Both,
        count: 1,
    };
    Item {
        code: code.into(),
        name: name.to_owned(),
        department: department.into(),
        kind: ItemKind::Immediate,
        actions: vec![Action::Establish, Action::Change],
        applicant_kinds: vec![ApplicantKind::Enterprise, ApplicantKind::UniversityStudent],
        legal_basis: "示例法 第一条".to_owned(),
        statutory_days: 20,
        promised_days: 3,
        materials: vec![
            material("m1", "申请书", true),
            material("m2", "营业执照", true),
            material("m3", "补充说明", false),
        ],
        fields,
        fee: Some(FeeRule {
            name: "示例工本费".to_owned(),
            tariffs: vec![tariff("2026-01-01", None, "10")],
            basis: "示例价费〔2026〕1号".to_owned(),
            exemptions: vec![
                Exemption {
                    code: "student".to_owned(),
                    name: "大学生创业免收".to_owned(),
                    applicant_kinds: vec![ApplicantKind::UniversityStudent],
                    proof: vec![],
                },
                Exemption {
                    code: "hardship".to_owned(),
                    name: "困难企业免收".to_owned(),
                    applicant_kinds: vec![],
                    proof: vec!["m3".into()],
                },
            ],
        }),
        licence: LicenceType {
            code: "sample".to_owned(),
            name: "示例证".to_owned(),
            series: "SLZ".into(),
            required: vec![],
            valid_months: Some(36),
            last_day: LastDay::DayBefore,
            national_type: None,
            founds: None,
        },
        products: BTreeMap::new(),
        verified: false,
    }
}

/// In yuan.
pub(crate) fn tariff(from: &str, until: Option<&str>, amount: &str) -> Tariff {
    Tariff { from: date(from), until: until.map(date), amount: money(amount, "CNY") }
}

/// A grant of 2026 whose clauses name these items.
pub(crate) fn grant(
    number: &str,
    department: &str,
    items: &[&str],
    clauses: Vec<(&str, Vec<Condition>, Effect)>,
) -> Grant {
    let items: Vec<ItemCode> = items.iter().map(|&code| code.into()).collect();
    let clause = |(number, conditions, effect): (&str, _, _)| Clause {
        number: number.to_owned(),
        id: None,
        exception_to: None,
        items: items.clone().into(),
        actions: vec![],
        applicant_kinds: vec![],
        conditions,
        effect,
    };
    Grant {
        number: number.to_owned(),
        department: department.into(),
        published_on: None,
        holder: Holder::default(),
        windows: vec![],
        valid_from: date("2026-01-01"),
        valid_until: date("2026-12-31"),
        revoked_at: None,
        refusal: Authority::Chief,
        offline: OfflineLimits::default(),
        clauses: clauses.into_iter().map(clause).collect(),
    }
}

pub(crate) fn amount(field: &str, bound: Bound, limit: Money) -> Condition {
    Condition::Amount { field: field.to_owned(), bound, limit }
}

pub(crate) fn one_of(field: &str, values: &[&str]) -> Condition {
    let values = values.iter().map(|&v| v.to_owned()).collect();
    Condition::OneOf { field: field.to_owned(), values }
}

pub(crate) fn is(field: &str, value: bool) -> Condition {
    Condition::Is { field: field.to_owned(), value }
}

pub(crate) const BY_CLERK: Effect = Effect::Issue { by: Authority::Clerk };
pub(crate) const BY_CHIEF: Effect = Effect::Issue { by: Authority::Chief };
pub(crate) const TO_LEADER: Effect = Effect::Refer { to: ReferralTarget::Leader };
pub(crate) const TO_EXPERTS: Effect = Effect::Refer { to: ReferralTarget::ExpertReview };

/// The items and grants of the demo centre as far as the decision needs them.
pub(crate) fn pack() -> RulePack {
    let department =
        |id: &str| Department { id: id.into(), name: format!("示例{id}局"), credit_code: None };
    RulePack {
        version: 7,
        centre: "示例市政府行政服务中心".to_owned(),
        division: "320300".to_owned(),
        sample: true,
        valid_from: None,
        valid_until: None,
        departments: ["gongshang", "shangwu", "huanbao", "fagai", "zhijian", "guotu"]
            .map(department)
            .into(),
        items: items(),
        grants: grants(),
        calendar: calendar_2026(),
        rates: vec![
            rate("USD", "2026-11-02", 7_200_000),
            rate("USD", "2026-11-20", 7_123_400),
            rate("USD", "2026-12-01", 1_000_000),
            rate("EUR", "2026-11-20", 8_250_050),
        ],
        rate_max_age_days: None,
        templates: Vec::new(),
    }
}

pub(crate) fn rate(currency: &str, day: &str, cny_per_hundred_e4: u64) -> Rate {
    Rate { currency: currency.to_owned(), date: date(day), cny_per_hundred_e4 }
}

fn items() -> Vec<Item> {
    let capital = || vec![money_field("registered_capital", "注册资本", &["CNY", "USD"])];
    let key_project = || field("key_project", "重点项目", FieldKind::Bool, false);
    let categories =
        [("registration_form", "登记表"), ("report_form", "报告表"), ("report", "报告书")];
    let scopes = [("city", "市"), ("province", "省"), ("state", "国家")];
    let investment = money_field("investment_total", "投资总额", &["USD", "CNY", "EUR", "JPY"]);
    vec![
        item("gongshang-01", "内资企业设立登记", capital()),
        item("gongshang-02", "内资企业变更登记", capital()),
        item("shangwu-01", "外商投资企业设立审批", vec![investment, key_project()]),
        item(
            "huanbao-01",
            "建设项目环境影响评价审批",
            vec![choice_field("category", "环评类别", &categories)],
        ),
        item(
            "fagai-01",
            "企业投资项目核准",
            vec![choice_field("scope", "项目权限", &scopes), key_project()],
        ),
        item("zhijian-01", "组织机构代码证年检", vec![]),
        item("guotu-01", "建设用地批准", vec![]),
    ]
}

fn grants() -> Vec<Grant> {
    let capital = |bound, wan: u32| amount("registered_capital", bound, wan_of(wan, "CNY"));
    let total = |bound, wan: u32| amount("investment_total", bound, wan_of(wan, "USD"));
    let mut gongshang = grant(
        "徐工商授〔2026〕1号",
        "gongshang",
        &["gongshang-01", "gongshang-02"],
        vec![
            ("第一条", vec![capital(Bound::Below, 200)], BY_CLERK),
            ("第二条", vec![capital(Bound::AtLeast, 200), capital(Bound::AtMost, 1_500)], BY_CHIEF),
            ("第三条", vec![capital(Bound::Above, 1_500)], TO_LEADER),
            ("第四条", vec![capital(Bound::AtMost, 1_500)], BY_CLERK),
        ],
    );
    gongshang.clauses[1].id = Some("capital-band".to_owned());
    gongshang.clauses[3].applicant_kinds = vec![ApplicantKind::UniversityStudent];
    gongshang.clauses[3].exception_to = Some("capital-band".to_owned());
    vec![
        gongshang,
        grant(
            "徐商授〔2026〕3号",
            "shangwu",
            &["shangwu-01"],
            vec![
                ("第一条", vec![total(Bound::Below, 3_000)], BY_CHIEF),
                ("第二条第1款", vec![total(Bound::AtLeast, 3_000)], TO_LEADER),
                (
                    "第三条",
                    vec![is("key_project", true), total(Bound::AtLeast, 300)],
                    Effect::Green,
                ),
            ],
        ),
        grant(
            "徐环授〔2026〕2号",
            "huanbao",
            &["huanbao-01"],
            vec![
                (
                    "第一条",
                    vec![one_of("category", &["registration_form", "report_form"])],
                    BY_CHIEF,
                ),
                ("第二条", vec![one_of("category", &["report"])], TO_LEADER),
            ],
        ),
        grant(
            "徐发改授〔2026〕5号",
            "fagai",
            &["fagai-01"],
            vec![
                ("第一条", vec![one_of("scope", &["city"])], BY_CHIEF),
                ("第二条", vec![is("key_project", true)], TO_EXPERTS),
            ],
        ),
        grant(
            "徐质监授〔2026〕4号",
            "zhijian",
            &["zhijian-01"],
            vec![("第一条", vec![], BY_CLERK)],
        ),
    ]
}

fn wan_of(wan: u32, currency: &str) -> Money {
    money(&(u64::from(wan) * 10_000).to_string(), currency)
}

/// An enterprise's case with all materials.
pub(crate) fn facts(item: &str, form: Value) -> Facts {
    let Value::Object(form) = form else { panic!("a form is an object") };
    Facts {
        item: item.into(),
        action: Action::Establish,
        applicant: FactsApplicant {
            kind: ApplicantKind::Enterprise,
            name: "徐州示例有限公司".to_owned(),
        },
        form: form.into_iter().collect(),
        materials: Materials::Complete,
    }
}

/// 国办发明电〔2025〕7号.
pub(crate) fn calendar_2026() -> Calendar {
    let days = |from: &str, count| date(from).iter_days().take(count);
    let holidays = days("2026-01-01", 3)
        .chain(days("2026-02-15", 9))
        .chain(days("2026-04-04", 3))
        .chain(days("2026-05-01", 5))
        .chain(days("2026-06-19", 3))
        .chain(days("2026-09-25", 3))
        .chain(days("2026-10-01", 7));
    let make_up_days =
        ["2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"];
    let year = CalendarYear {
        year: 2026,
        source: "国办发明电〔2025〕7号".to_owned(),
        holidays: holidays.collect(),
        make_up_days: make_up_days.map(date).into(),
    };
    Calendar { years: vec![year] }
}

pub(crate) fn case_id(number: u128) -> CaseId {
    CaseId(uuid::Uuid::from_u128(number))
}

pub(crate) fn stamp() -> Stamp {
    let device = "2026-11-23T09:30:00+08:00".parse().unwrap();
    Stamp { device, server: Some("2026-11-23T09:29:58+08:00".parse().unwrap()), ticks: 60_000 }
}

/// The chief representative of window `shangwu-03`.
pub(crate) fn wang() -> Actor {
    actor("wang", Role::Chief)
}

pub(crate) fn actor(person: &str, role: Role) -> Actor {
    Actor { person: person.into(), name: format!("样本{person}"), role }
}

/// An entry where acts of this kind are done: of window `shangwu-03`, or of its department's desk.
pub(crate) fn entry(act: impl Into<CaseAct>) -> Entry {
    let act = act.into();
    let (author, actor) = if act.kind().by().is_centre() {
        (Author::desk(&"shangwu".into()), actor("qian", Role::Leader))
    } else {
        ("shangwu-03".into(), wang())
    };
    let about = About::Case(case_id(1), act);
    Entry { author, seq: 1, prev: Digest::ZERO, time: stamp(), actor, about }
}

pub(crate) fn received() -> Received {
    Received {
        number: "shangwu-03-20261123-0007".into(),
        window_name: "商务窗口 03".to_owned(),
        item: "shangwu-01".into(),
        action: Action::Establish,
        pack_version: 7,
        existing: None,
        queue: Default::default(),
        parties: Parties {
            to_be: None,
            applicant: Applicant {
                kind: ApplicantKind::Enterprise,
                name: "徐州示例有限公司".to_owned(),
                document: IdentityDocument::CreditCode,
                number: "91350100M000100Y43".to_owned(),
                phone: "0516-0000000".to_owned(),
            },
        },
        form: [
            ("investment_total".to_owned(), json!({"amount": "28000000.00", "currency": "USD"})),
            ("key_project".to_owned(), json!(false)),
        ]
        .into(),
        materials: vec!["m1".into()],
    }
}

pub(crate) fn accepted(fee: FeeDue) -> CaseAct {
    accepted_for(fee).into()
}

pub(crate) fn accepted_for(fee: FeeDue) -> Accepted {
    Accepted { due: Due::On { date: date("2026-11-26") }, fee }
}

pub(crate) fn reason() -> Reason {
    Reason {
        code: "issue_by_chief".to_owned(),
        met: true,
        grant: "徐商授〔2026〕3号".to_owned(),
        clause: "第一条".to_owned(),
        limit: "投资总额 < 3,000万 USD".to_owned(),
        value: "2,800万 USD".to_owned(),
        text: "授权书 徐商授〔2026〕3号 第一条：投资总额 2,800万 USD < 3,000万 USD，窗口首席代表可当场签发"
            .to_owned(),
    }
}

pub(crate) fn licence() -> Licence {
    Licence {
        number: "SWWZ-2026-000123-7".to_owned(),
        licence_type: "shangwu-approval".to_owned(),
        name: "外商投资企业批准证书".to_owned(),
        holder: "徐州示例有限公司".to_owned(),
        issued_on: date("2026-11-23"),
        valid_until: None,
        product: Product::first(ProductKind::New, date("2026-11-23")),
        reasons: vec![reason()],
        pack_version: 7,
        inputs: Digest::of(b"inputs"),
        identifier: None,
        signature: "00".repeat(64),
    }
}

/// One act of each kind on a case, in the order of the list.
pub(crate) fn acts() -> Vec<CaseAct> {
    CaseAct::samples().into_iter().map(|(act, _)| act).collect()
}

/// The sample act of a kind.
pub(crate) fn act(kind: CaseActKind) -> CaseAct {
    acts().into_iter().find(|act| act.kind() == kind).unwrap()
}
