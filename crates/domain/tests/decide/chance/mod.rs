//! Packs, cases, people and outages by chance, from a seed that replays them.

use chrono::{DateTime, Days, FixedOffset, NaiveDate};
use clerk_domain::calendar::Calendar;
use clerk_domain::decide::{Facts, FactsApplicant, Materials, Officer};
use clerk_domain::exposure::{EarlierIssue, Exposure, GrantExposure};
use clerk_domain::form::FormValues;
use clerk_domain::grant::{
    Authority, Bound, Clause, Condition, Effect, Grant, Holder, OfflineLimits, Per, ReferralTarget,
};
use clerk_domain::item::{
    Action, ApplicantKind, Choice, Department, Field, FieldKind, Item, ItemKind, LicenceType,
    Material, MaterialForm,
};
use clerk_domain::money::Money;
use clerk_domain::pack::{Rate, RulePack};
use clerk_domain::person::Role;
use serde_json::{Value, json};

const ITEMS: [&str; 3] = ["a-01", "a-02", "b-01"];
const FIELDS: [&str; 6] = ["sum", "scope", "key", "project", "spare", "nowhere"];
/// What exceptions name clauses by: not always one alone, and in circles too.
const NAMES: [&str; 3] = ["x", "y", "z"];
const CURRENCIES: [&str; 4] = ["CNY", "USD", "JPY", "EUR"];
const ACTIONS: [Action; 4] = [Action::Establish, Action::Change, Action::Renew, Action::Cancel];
const KINDS: [ApplicantKind; 3] =
    [ApplicantKind::Person, ApplicantKind::Enterprise, ApplicantKind::UniversityStudent];
const TARGETS: [ReferralTarget; 5] = [
    ReferralTarget::Chief,
    ReferralTarget::Leader,
    ReferralTarget::Countersign,
    ReferralTarget::JointReview,
    ReferralTarget::ExpertReview,
];

/// A stream of numbers (SplitMix64) and what is made of them.
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x2545_F491_4F6C_DD1D).wrapping_add(1))
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// Below `end`, which is not 0.
    pub fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end as u64).unwrap()
    }

    /// Once in so many times.
    pub fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    pub fn pick<T: Clone>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())].clone()
    }

    /// From none to `most`.
    pub fn some<T>(&mut self, most: usize, mut one: impl FnMut(&mut Self) -> T) -> Vec<T> {
        let count = self.below(most + 1);
        (0..count).map(|_| one(self)).collect()
    }

    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for at in (1..list.len()).rev() {
            list.swap(at, self.below(at + 1));
        }
    }

    fn maybe<T>(&mut self, one: impl FnOnce(&mut Self) -> T) -> Option<T> {
        self.once_in(2).then(|| one(self))
    }

    /// Few values, so that limits are often hit to the point; and the ends of what there is.
    fn hundredths(&mut self) -> i64 {
        match self.below(8) {
            0 => Money::MAX_UNITS * 100,
            1 => i64::try_from(self.next() % 10_000_000_000).unwrap(),
            _ => [0, 1, 99, 100, 101, 71_234][self.below(6)],
        }
    }

    fn money(&mut self) -> Money {
        let units = self.hundredths();
        let amount = format!("{}.{:02}", units / 100, units % 100);
        Money::parse(&amount, self.pick(&CURRENCIES)).unwrap()
    }

    fn bound(&mut self) -> Bound {
        self.pick(&[Bound::AtLeast, Bound::Above, Bound::AtMost, Bound::Below])
    }

    fn number(&mut self) -> u32 {
        self.pick(&[0, 1, 2, 24, 72, u32::MAX])
    }

    fn day(&mut self) -> NaiveDate {
        let day: NaiveDate = "2026-11-23".parse().unwrap();
        match self.below(12) {
            0 => NaiveDate::MIN,
            1 => NaiveDate::MAX,
            _ => day - Days::new(2) + Days::new(self.below(5) as u64),
        }
    }

    pub fn time(&mut self) -> DateTime<FixedOffset> {
        match self.below(12) {
            0 => DateTime::<chrono::Utc>::MIN_UTC.fixed_offset(),
            1 => DateTime::<chrono::Utc>::MAX_UTC.fixed_offset(),
            _ => {
                let start: DateTime<FixedOffset> = "2026-11-20T00:00:00+08:00".parse().unwrap();
                start + chrono::TimeDelta::hours(self.below(120) as i64)
            }
        }
    }

    fn text(&mut self) -> String {
        let words = ["city", "state", "新厂", " 新厂 ", "", "m1", "2026-11-23", "\u{0}\u{1F600}"];
        self.pick(&words).to_owned()
    }
}

fn field(key: &str, kind: FieldKind) -> Field {
    Field { key: key.to_owned(), label: format!("{key}之名"), kind, required: false }
}

fn item(code: &str) -> Item {
    let choice = |value: &str| Choice { value: value.to_owned(), label: value.to_uppercase() };
    let material = |code: &str, required| Material {
        code: code.into(),
        name: code.to_uppercase(),
        required,
        form: MaterialForm::Both,
        count: 1,
    };
    let currencies = CURRENCIES.map(str::to_owned).to_vec();
    Item {
        code: code.into(),
        name: code.to_uppercase(),
        department: code[..1].into(),
        kind: ItemKind::Immediate,
        actions: ACTIONS.to_vec(),
        applicant_kinds: KINDS.to_vec(),
        legal_basis: "示例法".to_owned(),
        statutory_days: 20,
        promised_days: 0,
        materials: vec![material("m1", true), material("m2", false)],
        fields: vec![
            field("sum", FieldKind::Money { currencies }),
            field("scope", FieldKind::Choice { options: vec![choice("city"), choice("state")] }),
            field("key", FieldKind::Bool),
            field("project", FieldKind::Text { max_length: 20 }),
            field("spare", FieldKind::Number { min: 0, max: 9, unit: String::new() }),
        ],
        fee: None,
        licence: LicenceType {
            code: "x".to_owned(),
            name: "x".to_owned(),
            series: "X".into(),
            national_type: None,
            required: vec!["spare".to_owned()],
            valid_months: None,
            last_day: Default::default(),
            founds: None,
        },
        products: Default::default(),
        verified: false,
    }
}

fn condition(chance: &mut Chance) -> Condition {
    let field = chance.pick(&FIELDS).to_owned();
    let sum = |chance: &mut Chance, field: String| {
        if chance.once_in(6) { field } else { "sum".to_owned() }
    };
    match chance.below(6) {
        0 => Condition::OneOf { field, values: chance.some(2, Chance::text) },
        1 => Condition::Is { field, value: chance.once_in(2) },
        2 => Condition::Materials { codes: chance.some(2, |c| c.pick(&["m1", "m2", "m3"]).into()) },
        3 => {
            let project = chance.pick(&FIELDS).to_owned();
            let per = if chance.once_in(2) { Per::Applicant } else { Per::Project(project) };
            let (days, bound, limit) = (chance.number(), chance.bound(), chance.money());
            Condition::Cumulative { field: sum(chance, field), per, days, bound, limit }
        }
        _ => {
            let (bound, limit) = (chance.bound(), chance.money());
            Condition::Amount { field: sum(chance, field), bound, limit }
        }
    }
}

fn clause(chance: &mut Chance) -> Clause {
    let effect = match chance.below(12) {
        0 => Effect::Green,
        1 => Effect::SecondOfficer,
        2 => Effect::Refer { to: chance.pick(&TARGETS) },
        3..6 => Effect::Issue { by: Authority::Clerk },
        _ => Effect::Issue { by: chance.pick(&[Authority::Clerk, Authority::Chief]) },
    };
    let mut items = chance.some(3, |c| c.pick(&ITEMS).into());
    if chance.once_in(2) {
        items.push("a-01".into());
    }
    Clause {
        number: format!("第{}条", chance.below(4)),
        id: chance.maybe(|c| c.pick(&NAMES).to_owned()),
        exception_to: if chance.once_in(4) { Some(chance.pick(&NAMES).to_owned()) } else { None },
        items: items.into(),
        actions: if chance.once_in(4) { chance.some(2, |c| c.pick(&ACTIONS)) } else { vec![] },
        applicant_kinds: if chance.once_in(4) {
            chance.some(2, |c| c.pick(&KINDS))
        } else {
            vec![]
        },
        conditions: if chance.once_in(2) { chance.some(2, condition) } else { vec![] },
        effect,
    }
}

/// Grants whose numbers are all different, as in every pack that was checked.
fn grant(chance: &mut Chance, at: usize) -> Grant {
    let holder = match chance.below(4) {
        0 if chance.once_in(2) => Holder::Person(chance.pick(&["wang", "li"]).into()),
        1 => Holder::Role(Authority::Clerk),
        _ => Holder::default(),
    };
    let (from, until) = (chance.day(), chance.day());
    Grant {
        number: format!("示授{at}号"),
        department: chance.pick(&["a", "a", "b"]).into(),
        published_on: None,
        holder,
        windows: if chance.once_in(4) { vec!["a-w1".into()] } else { vec![] },
        valid_from: if chance.once_in(6) { from } else { "2020-01-01".parse().unwrap() },
        valid_until: if chance.once_in(6) { until } else { "2030-12-31".parse().unwrap() },
        revoked_at: if chance.once_in(6) { Some(chance.time()) } else { None },
        refusal: if chance.once_in(3) { Authority::Clerk } else { Authority::Chief },
        offline: OfflineLimits {
            soft_hours: chance.maybe(Chance::number),
            hard_hours: chance.maybe(Chance::number),
            hard_count: chance.maybe(Chance::number),
            hard_totals: if chance.once_in(2) { chance.some(2, Chance::money) } else { vec![] },
        },
        clauses: chance.some(4, clause),
    }
}

pub fn pack(chance: &mut Chance) -> RulePack {
    let grants = 1 + chance.below(3);
    let rates = chance.some(5, |c| Rate {
        currency: c.pick(&CURRENCIES).to_owned(),
        date: c.day(),
        cny_per_hundred_e4: c.pick(&[0, 1, 7_123_400, u64::MAX]),
    });
    // Two rates of one currency and day are refused when a pack is read.
    let mut known = std::collections::BTreeSet::new();
    let rates = rates.into_iter().filter(|r| known.insert((r.currency.clone(), r.date))).collect();
    RulePack {
        version: 1,
        centre: "示例".to_owned(),
        division: "320300".to_owned(),
        sample: true,
        valid_from: None,
        valid_until: None,
        departments: vec![Department {
            id: "a".into(),
            name: "甲局".to_owned(),
            credit_code: None,
        }],
        items: ITEMS.map(item).to_vec(),
        grants: (0..grants).map(|at| grant(chance, at)).collect(),
        calendar: Calendar::default(),
        rates,
        rate_max_age_days: chance.maybe(|c| c.pick(&[0, 1, 2, u32::MAX])),
        templates: Vec::new(),
    }
}

fn money_json(chance: &mut Chance) -> Value {
    let money = chance.money();
    json!({"amount": money.amount(), "currency": money.currency().to_string()})
}

/// A form that fits most of the time.
fn form(chance: &mut Chance) -> FormValues {
    let mut form = FormValues::new();
    let mut add = |key: &str, value: Value| drop(form.insert(key.to_owned(), value));
    if !chance.once_in(8) {
        add("sum", money_json(chance));
    }
    if !chance.once_in(3) {
        add("scope", json!(chance.pick(&["city", "state"])));
        add("project", json!(chance.text()));
    }
    if chance.once_in(2) {
        add("key", json!(chance.once_in(2)));
    }
    if chance.once_in(20) {
        let strange =
            [json!(null), json!(-1), json!(1.5), json!([]), json!({"amount": 1}), json!("x")];
        add(chance.pick(&FIELDS), chance.pick(&strange));
    }
    form
}

pub fn facts(chance: &mut Chance) -> Facts {
    let materials = match chance.below(6) {
        0 if chance.once_in(2) => Materials::Incomplete,
        1 if chance.once_in(2) => {
            Materials::Listed(chance.some(3, |c| c.pick(&["m1", "m2", "m9"]).into()))
        }
        2 => Materials::Listed(vec!["m1".into(), "m2".into()]),
        _ => Materials::Complete,
    };
    let item = if chance.once_in(30) { "none" } else { chance.pick(&ITEMS) };
    let name = if chance.once_in(30) { chance.text() } else { "示例".to_owned() };
    Facts {
        item: item.into(),
        action: chance.pick(&ACTIONS),
        applicant: FactsApplicant { kind: chance.pick(&KINDS), name },
        form: form(chance),
        materials,
    }
}

pub fn officer(chance: &mut Chance) -> Officer {
    let roles =
        [Role::Clerk, Role::Chief, Role::Chief, Role::Leader, Role::Supervisor, Role::Admin];
    Officer {
        role: chance.pick(&roles),
        person: chance.maybe(|c| c.pick(&["wang", "li"]).into()),
        window: chance.maybe(|c| c.pick(&["a-w1", "a-w2"]).into()),
    }
}

pub fn exposure(chance: &mut Chance) -> Exposure {
    Exposure {
        offline_since: chance.maybe(Chance::time),
        unacknowledged: chance.some(3, |c| GrantExposure {
            grant: format!("示授{}号", c.below(4)),
            count: c.number(),
            amounts: c.some(2, Chance::money),
        }),
        earlier: chance.some(3, |c| EarlierIssue {
            on: c.day(),
            item: c.pick(&ITEMS).into(),
            same_applicant: c.once_in(2),
            form: form(c),
        }),
    }
}
