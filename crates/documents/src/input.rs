//! What the caller hands in: plain structs whose texts stand on the paper as they are.
//!
//! Every text is ready to print (identity numbers masked, limits worded, organs named). A text
//! must not be empty unless its field says so; `Option` is how a line is left out.

mod working;

pub use working::*;

use std::collections::BTreeMap;
use std::num::NonZeroU16;

use chrono::NaiveDate;
use clerk_domain::template::{Shown, Template};

/// One paper to print.
#[derive(Debug, Clone, PartialEq)]
pub enum Document {
    /// 受理通知书
    AcceptanceNotice(AcceptanceNotice),
    /// 收件凭证
    MaterialsReceipt(MaterialsReceipt),
    /// 补正告知书
    CorrectionNotice(CorrectionNotice),
    /// 不予受理通知书, 不予行政许可决定书
    DecisionAgainst(DecisionAgainst),
    /// 收费凭据
    FeeReceipt(FeeReceipt),
    /// 证照 or 准予行政许可决定书
    Licence(Licence),
}

/// What every paper carries: who issues it, its number and codes, its trace in the journal.
#[derive(Debug, Clone, PartialEq)]
pub struct Imprint {
    /// The issuing organ, e.g. `徐州市商务局`.
    pub organ: String,
    /// The paper's number as printed, e.g. `徐商受〔2026〕12号`.
    pub number: String,
    /// The number for the Code128 barcode: printable ASCII, at most 38 characters.
    pub barcode: String,
    /// What the QR code says: printable ASCII, at most 450 characters.
    pub qr: String,
    /// The date under the organ's name; also the PDF's creation date.
    pub date: NaiveDate,
    /// Sequence and short hash of the journal entry, e.g. `12-a1b2c3d4`.
    pub journal: String,
    /// Original or reprint.
    pub edition: Edition,
    /// Demo data: the paper is marked 样本 SAMPLE all over.
    pub sample: bool,
}

/// Original or reprint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edition {
    /// The one original.
    Original,
    /// A copy, marked 副本（第n次补打）.
    Reprint {
        /// The how-many-th copy this is.
        nth: NonZeroU16,
    },
}

/// The case that a paper is about.
#[derive(Debug, Clone, PartialEq)]
pub struct CaseFacts {
    /// The case's own number.
    pub case_number: String,
    /// The catalogue's code of the item, e.g. `shangwu-01`.
    pub item_code: String,
    /// The item's name, e.g. `外商投资企业设立审批`.
    pub item_name: String,
    /// How the item is handled.
    pub handling: Handling,
    /// Who applied.
    pub applicant: Applicant,
}

/// How an item is handled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Handling {
    /// 即办件
    Immediate,
    /// 承诺件
    Promised,
    /// 联办件
    Joint,
}

impl Handling {
    pub(crate) const fn text(self) -> &'static str {
        match self {
            Self::Immediate => "即办件",
            Self::Promised => "承诺件",
            Self::Joint => "联办件",
        }
    }
}

/// The applicant as shown on paper.
#[derive(Debug, Clone, PartialEq)]
pub struct Applicant {
    /// Name of the person or organisation.
    pub name: String,
    /// What the number is, e.g. `统一社会信用代码`.
    pub id_label: String,
    /// The number, masked by the caller where the law asks for it.
    pub id_number: String,
    /// Who came to the window for the applicant, if another.
    pub agent: Option<String>,
    /// A telephone number for this case.
    pub phone: Option<String>,
}

/// The window where it happened, and where to ask.
#[derive(Debug, Clone, PartialEq)]
pub struct Counter {
    /// The service centre, e.g. `徐州市政府行政服务中心`.
    pub centre: String,
    /// The window, e.g. `商务局 3 号窗口`.
    pub window: String,
    /// The clerk's name or number.
    pub clerk: String,
    /// The window's telephone number.
    pub phone: String,
    /// How to ask for progress, e.g. `拨打 12345 或登录中心网站“办件查询”`.
    pub enquiry: String,
}

/// 受理通知书: the application is accepted (行政许可法 art. 32 para. 1 no. 5, para. 2).
#[derive(Debug, Clone, PartialEq)]
pub struct AcceptanceNotice {
    /// Number, codes, trace. Its date is the day of acceptance.
    pub imprint: Imprint,
    /// The case.
    pub facts: CaseFacts,
    /// The day the application was handed in.
    pub applied_on: NaiveDate,
    /// Laws and articles of the item; at least one.
    pub legal_basis: Vec<String>,
    /// The statutory limit, e.g. `20 个工作日`.
    pub statutory_limit: String,
    /// The promised limit, e.g. `5 个工作日` or `当场办结`.
    pub promised_limit: String,
    /// The day by which the organ decides; `None` where it lies in a year whose working days are not
    /// published yet, which the paper then says.
    pub decide_by: Option<NaiveDate>,
    /// Secondary materials owed under tolerant acceptance (容缺受理); often empty.
    pub owed: Vec<OwedMaterial>,
    /// The window.
    pub counter: Counter,
}

/// 不予受理通知书 (行政许可法 art. 32) or 不予行政许可决定书 (art. 38): with reasons and remedies.
#[derive(Debug, Clone, PartialEq)]
pub struct DecisionAgainst {
    /// Number, codes, trace. Its date is the day of the decision.
    pub imprint: Imprint,
    /// The case.
    pub facts: CaseFacts,
    /// Which of both.
    pub stage: Stage,
    /// The day the application was handed in.
    pub applied_on: NaiveDate,
    /// Why.
    pub reason: String,
    /// Laws and articles of the item; at least one.
    pub legal_basis: Vec<String>,
    /// The window; its clerk is who decided.
    pub counter: Counter,
}

/// How far an application came that was decided against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// It was not accepted.
    NotAccepted,
    /// It was accepted, and the licence is refused.
    Refused {
        /// The day of acceptance.
        accepted_on: NaiveDate,
    },
}

/// A material that is handed in later.
#[derive(Debug, Clone, PartialEq)]
pub struct OwedMaterial {
    /// The material's name.
    pub name: String,
    /// The last day to hand it in.
    pub due: NaiveDate,
}

/// 收件凭证: the list of what was handed in.
#[derive(Debug, Clone, PartialEq)]
pub struct MaterialsReceipt {
    /// Number, codes, trace. Its date is the day of receipt.
    pub imprint: Imprint,
    /// The case.
    pub facts: CaseFacts,
    /// The materials of the item, in the catalogue's order; at least one.
    pub materials: Vec<MaterialLine>,
    /// The window.
    pub counter: Counter,
}

/// One material of the list.
#[derive(Debug, Clone, PartialEq)]
pub struct MaterialLine {
    /// The material's name.
    pub name: String,
    /// Main or secondary.
    pub weight: MaterialWeight,
    /// Original, copy, or both.
    pub form: MaterialForm,
    /// How many pieces the item asks for.
    pub count: u32,
    /// Handed in and kept.
    pub received: bool,
    /// A remark, e.g. `容缺，12月1日前补交`; may be empty.
    pub note: String,
}

/// Main materials are indispensable; secondary ones may be owed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MaterialWeight {
    /// 主要
    Main,
    /// 次要
    Secondary,
}

/// In which form a material is handed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MaterialForm {
    /// 原件
    Original,
    /// 复印件
    Copy,
    /// 原件及复印件
    OriginalAndCopy,
    /// 电子件
    Electronic,
}

/// 补正告知书: everything that is missing, told once (行政许可法 art. 32 para. 1 no. 4).
#[derive(Debug, Clone, PartialEq)]
pub struct CorrectionNotice {
    /// Number, codes, trace. Its date is the day of telling.
    pub imprint: Imprint,
    /// The case.
    pub facts: CaseFacts,
    /// The day the application was handed in.
    pub applied_on: NaiveDate,
    /// What to correct; at least one.
    pub corrections: Vec<Correction>,
    /// The day by which the applicant should bring it, where one is set.
    pub reply_by: Option<NaiveDate>,
    /// Laws and articles of the item beside the article on corrections; may be empty.
    pub legal_basis: Vec<String>,
    /// The window.
    pub counter: Counter,
}

/// One thing to correct.
#[derive(Debug, Clone, PartialEq)]
pub struct Correction {
    /// The material or form field.
    pub material: String,
    /// What is wrong, e.g. `缺少` or `未加盖公章`.
    pub problem: String,
    /// What to bring or change.
    pub remedy: String,
}

/// 收费凭据: what was charged, reduced and paid.
#[derive(Debug, Clone, PartialEq)]
pub struct FeeReceipt {
    /// Number, codes, trace. Its date is the day of payment.
    pub imprint: Imprint,
    /// The case.
    pub facts: CaseFacts,
    /// Who pays, if not the applicant.
    pub payer: Option<String>,
    /// The fees; at least one. The total is their sum of payable amounts.
    pub lines: Vec<FeeLine>,
    /// How it was paid, e.g. `现金`, `银行卡`, `免收`.
    pub payment: String,
    /// Who took the money.
    pub collector: String,
    /// Who checked, if another.
    pub reviewer: Option<String>,
    /// The documents that allow the fee; may be empty.
    pub legal_basis: Vec<String>,
    /// The window.
    pub counter: Counter,
}

/// One fee. Amounts are in fen (1/100 yuan), `0 <= payable_fen <= due_fen`.
#[derive(Debug, Clone, PartialEq)]
pub struct FeeLine {
    /// The fee's name.
    pub name: String,
    /// The standard, e.g. `每证 10 元`.
    pub standard: String,
    /// How many units.
    pub quantity: u32,
    /// The amount by the standard, in fen.
    pub due_fen: i64,
    /// The amount after exemptions, in fen.
    pub payable_fen: i64,
    /// Why less or nothing is charged, e.g. `小微企业免征`.
    pub exemption: Option<String>,
}

/// 证照, or the decision that stands in for one.
#[derive(Debug, Clone, PartialEq)]
pub struct Licence {
    /// Number, codes, trace. Its date is the day of issue.
    pub imprint: Imprint,
    /// The national licence identifier (证照标识, GB/T 36904), where one was made.
    pub identifier: Option<String>,
    /// Who issued it at the window and under which grant; absent when the organ itself signed.
    pub authority: Option<Authority>,
    /// What is licensed.
    pub body: LicenceBody,
}

/// The authority of whoever issued it at the window.
#[derive(Debug, Clone, PartialEq)]
pub struct Authority {
    /// Role and name, e.g. `窗口首席代表 王小明`.
    pub signatory: String,
    /// The grant and clause, e.g. `徐商授〔2026〕3号 第二条第1款`.
    pub grant: String,
}

/// What is licensed; each kind has its own layout.
#[derive(Debug, Clone, PartialEq)]
pub enum LicenceBody {
    /// By a template of the rule pack.
    Templated(Box<Templated>),
    /// 外商投资企业批准证书, A4 landscape.
    Approval(ApprovalCertificate),
    /// 营业执照, A4 landscape.
    Business(BusinessLicence),
    /// 准予行政许可决定书, A4 portrait: for every item without a layout of its own.
    Decision(Decision),
}

/// A licence by a template of the rule pack.
#[derive(Debug, Clone, PartialEq)]
pub struct Templated {
    /// The template, checked when its pack was made.
    pub template: Template,
    /// What is shown, beside that which the imprint, the identifier and the authority say. What is not
    /// here, or empty, was not given.
    pub values: BTreeMap<Shown, String>,
    /// The rows of the table, in order.
    pub rows: Vec<Particular>,
}

/// 中华人民共和国外商投资企业批准证书. Its approval number is the imprint's number.
#[derive(Debug, Clone, PartialEq)]
pub struct ApprovalCertificate {
    /// 企业名称
    pub enterprise: String,
    /// The name in a foreign language.
    pub enterprise_foreign: Option<String>,
    /// 企业地址
    pub address: String,
    /// 企业类型, e.g. `外资企业`.
    pub kind: String,
    /// 经营年限, e.g. `二十年`.
    pub term: String,
    /// 投资总额, e.g. `2,800 万美元`.
    pub investment_total: String,
    /// 注册资本
    pub registered_capital: String,
    /// 经营范围
    pub scope: String,
    /// 投资者; at least one.
    pub investors: Vec<Investor>,
    /// 批准日期; the imprint's date is the day of issue (发证日期).
    pub approved_on: NaiveDate,
}

/// One investor.
#[derive(Debug, Clone, PartialEq)]
pub struct Investor {
    /// 投资者名称
    pub name: String,
    /// 注册地
    pub place: String,
    /// 出资额
    pub contribution: String,
}

/// 营业执照.
#[derive(Debug, Clone, PartialEq)]
pub struct BusinessLicence {
    /// 统一社会信用代码 (GB 32100).
    pub credit_code: String,
    /// 名称
    pub name: String,
    /// 类型, e.g. `有限责任公司（自然人独资）`.
    pub kind: String,
    /// 法定代表人
    pub legal_representative: String,
    /// 经营范围
    pub scope: String,
    /// 注册资本, e.g. `伍佰万元整`.
    pub registered_capital: String,
    /// 成立日期
    pub established_on: NaiveDate,
    /// 营业期限
    pub term: Option<String>,
    /// 住所
    pub address: String,
}

/// What a decision for the applicant is, and so what it is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecisionSort {
    /// 准予行政许可决定书 (行政许可法 art. 38)
    Granted,
    /// 准予变更行政许可决定书 (art. 49)
    Amended,
    /// 准予延续行政许可决定书 (art. 50)
    Renewed,
    /// 补发行政许可证件决定书: what was lost is issued once more.
    Duplicate,
    /// 注销通知书 (art. 70)
    Cancelled,
    /// 备案凭证
    Filed,
    /// 登记通知书
    Registered,
}

/// 准予行政许可决定书 (行政许可法 art. 38 para. 1, art. 39).
#[derive(Debug, Clone, PartialEq)]
pub struct Decision {
    /// What is decided.
    pub sort: DecisionSort,
    /// The case.
    pub facts: CaseFacts,
    /// The day of acceptance.
    pub accepted_on: NaiveDate,
    /// Laws and articles of the item; at least one.
    pub legal_basis: Vec<String>,
    /// What is permitted, as pairs of label and value in the form's order; may be empty.
    pub particulars: Vec<Particular>,
    /// Conditions; may be empty.
    pub conditions: Vec<String>,
    /// Until when it holds, e.g. `2026年11月23日至2031年11月22日`.
    pub validity: Option<String>,
    /// The window.
    pub counter: Counter,
}

/// One labelled value of a decision.
#[derive(Debug, Clone, PartialEq)]
pub struct Particular {
    /// The form field's label.
    pub label: String,
    /// Its value.
    pub value: String,
}
