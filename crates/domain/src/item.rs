//! The catalogue: items, what they ask for, what they cost and what they end in.

use crate::ids::{DepartmentId, ItemCode, MaterialCode, SeriesCode};
use crate::money::Money;
use crate::period::{LastDay, last_day};
use crate::product::ProductKind;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

/// A department of the centre.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Department {
    /// Its code.
    pub id: DepartmentId,
    /// Its name, such as 商务局.
    pub name: String,
    /// Its credit code (GB 32100), as it stands in the identifiers of its licences.
    #[serde(default)]
    pub credit_code: Option<String>,
}

/// 事项: an entry of the catalogue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// Its code, unique in the pack.
    pub code: ItemCode,
    /// Its name.
    pub name: String,
    /// The department that answers for it.
    pub department: DepartmentId,
    /// How it is handled.
    pub kind: ItemKind,
    /// What may be applied for under it.
    pub actions: Vec<Action>,
    /// Who may apply.
    pub applicant_kinds: Vec<ApplicantKind>,
    /// The law and article that it rests on.
    pub legal_basis: String,
    /// The limit that the law sets, in working days.
    pub statutory_days: u32,
    /// The limit that the centre promises, in working days; 0 for the same day.
    pub promised_days: u32,
    /// What the applicant hands in.
    pub materials: Vec<Material>,
    /// What the applicant fills in.
    pub fields: Vec<Field>,
    /// What it costs; `None` where it is free.
    #[serde(default)]
    pub fee: Option<FeeRule>,
    /// What is issued.
    pub licence: LicenceType,
    /// What comes of its actions, where it is not what usually comes of them ([`ProductKind::of`]).
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[ts(optional, as = "Option<BTreeMap<Action, ProductKind>>")]
    pub products: BTreeMap<Action, ProductKind>,
    /// Whether the entry was checked against its legal source.
    #[serde(default)]
    pub verified: bool,
}

impl Item {
    /// What comes of an action.
    pub fn product(&self, action: Action) -> ProductKind {
        self.products.get(&action).copied().unwrap_or_else(|| ProductKind::of(action))
    }

    /// Whether an action brings its holder about: who applies is then the founder.
    pub fn founds(&self, action: Action) -> Option<&Founding> {
        self.licence.founds.as_ref().filter(|_| self.product(action) == ProductKind::New)
    }

    /// The materials that `handed_in` lacks and acceptance needs.
    pub fn missing(&self, handed_in: &[MaterialCode]) -> Vec<MaterialCode> {
        let lacks = |m: &&Material| m.required && !handed_in.contains(&m.code);
        self.materials.iter().filter(lacks).map(|m| m.code.clone()).collect()
    }
}

/// How an item is handled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ItemKind {
    /// 即办件: the same day.
    Immediate,
    /// 承诺件: within the promised days.
    Promised,
    /// 联办件: several departments together.
    Joint,
}

/// What is applied for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// 设立
    Establish,
    /// 变更
    Change,
    /// 延续
    Renew,
    /// 补领
    Duplicate,
    /// 注销
    Cancel,
}

/// Who applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ApplicantKind {
    /// A natural person, known by the identity number of GB 11643.
    Person,
    /// An organisation, known by the unified social credit code of GB 32100.
    Enterprise,
    /// A student who starts a business; known by the identity number.
    UniversityStudent,
}

/// A material that an item asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Material {
    /// Its code inside the item.
    pub code: MaterialCode,
    /// Its name.
    pub name: String,
    /// Whether acceptance needs it.
    pub required: bool,
    /// Whether the original is shown, a copy kept, or both.
    pub form: MaterialForm,
    /// How many.
    pub count: u32,
}

/// In what form a material is handed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum MaterialForm {
    /// 原件
    Original,
    /// 复印件
    Copy,
    /// 原件及复印件
    Both,
}

/// A field of an item's form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Field {
    /// Its key in the form, such as `investment_total`.
    pub key: String,
    /// What people call it.
    pub label: String,
    /// What it holds; it also refuses the keys that nobody knows.
    #[serde(flatten)]
    pub kind: FieldKind,
    /// Whether it must be filled in.
    #[serde(default)]
    pub required: bool,
}

/// What a form field holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum FieldKind {
    /// Text of at most `max_length` characters.
    Text {
        /// In characters.
        max_length: u32,
    },
    /// An amount with its currency; `currencies` are offered, the first one by default.
    Money {
        /// ISO 4217 codes.
        currencies: Vec<String>,
    },
    /// A whole number from `min` to `max`, both included.
    Number {
        /// The least.
        #[ts(type = "number")]
        min: i64,
        /// The most.
        #[ts(type = "number")]
        max: i64,
        /// The unit, such as 平方米; may be empty.
        #[serde(default)]
        unit: String,
    },
    /// Yes or no.
    Bool,
    /// A date, `YYYY-MM-DD`.
    Date,
    /// One of several values.
    Choice {
        /// What may be chosen.
        options: Vec<Choice>,
    },
}

/// One value of a choice field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// What the form keeps.
    pub value: String,
    /// What people read.
    pub label: String,
}

/// What an item costs, and who is exempt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct FeeRule {
    /// The name of the charge.
    pub name: String,
    /// How much, in which period. The periods do not overlap; outside them the item is free.
    pub tariffs: Vec<Tariff>,
    /// The document that the charge rests on.
    pub basis: String,
    /// Who does not pay.
    #[serde(default)]
    pub exemptions: Vec<Exemption>,
}

/// What a charge came to in a period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Tariff {
    /// The first day that it is in force.
    #[ts(type = "string")]
    pub from: NaiveDate,
    /// The last day that it is in force; `None` where no end is known.
    #[serde(default)]
    #[ts(type = "string | null")]
    pub until: Option<NaiveDate>,
    /// How much.
    pub amount: Money,
}

impl Tariff {
    /// Whether it is in force on a day; its first and its last day are in.
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }
}

/// A reason not to pay.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Exemption {
    /// Its code, unique in the rule, such as `student`.
    pub code: String,
    /// Its name and source.
    pub name: String,
    /// Applicants exempt without asking; empty where the clerk claims it with proof.
    #[serde(default)]
    pub applicant_kinds: Vec<ApplicantKind>,
    /// The materials that prove it, all of them; one that must be claimed has at least one.
    #[serde(default)]
    pub proof: Vec<MaterialCode>,
}

impl Exemption {
    /// The materials that its proof lacks.
    pub fn lacks(&self, handed_in: &[MaterialCode]) -> Vec<MaterialCode> {
        self.proof.iter().filter(|code| !handed_in.contains(code)).cloned().collect()
    }
}

/// What an item ends in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct LicenceType {
    /// Its code, such as `shangwu-approval`; chooses the paper.
    pub code: String,
    /// Its name, such as 外商投资企业批准证书.
    pub name: String,
    /// The series that its numbers come from.
    pub series: SeriesCode,
    /// The form fields without which it is not issued, since the law asks that it says them.
    #[serde(default)]
    pub required: Vec<String>,
    /// Where the licence brings its holder about, such as a company: from where that gets its credit code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub founds: Option<Founding>,
    /// For how many months it is valid; `None` for always.
    #[serde(default)]
    pub valid_months: Option<u32>,
    /// On which day those months end.
    #[serde(default)]
    pub last_day: LastDay,
    /// The national code of its type (证照类型代码), as it stands in the licence's identifier; `None`
    /// where it has none, and then the licence gets no identifier.
    #[serde(default)]
    pub national_type: Option<String>,
}

/// From where what is founded gets its unified social credit code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Founding {
    /// The series of the blocks that are leased for codes.
    pub series: SeriesCode,
    /// The first character of the organisation code in it (GB 32100-2015, part 4).
    pub prefix: char,
}

impl LicenceType {
    /// The last day of one that is valid from a day; `None` for always.
    pub fn valid_until(&self, from: NaiveDate) -> Option<NaiveDate> {
        self.valid_months.map(|months| last_day(from, months, self.last_day))
    }
}
