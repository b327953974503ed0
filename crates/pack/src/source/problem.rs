//! What can be wrong with the files of a rule pack, in the words of those who write them.

use super::place::join;
use clerk_domain::template::TemplateProblem;

/// A file of a rule pack cannot be used.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file} 第{line}行第{column}列{}{field}：{problem}", if .field.is_empty() { "" } else { " " })]
pub struct PackSourceError {
    /// The file's name.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// The field, such as `item[3].promised_days` (arrays count from 0); empty for the whole file.
    pub field: String,
    /// What is wrong with it.
    pub problem: Box<PackProblem>,
}

impl PackSourceError {
    pub(super) fn new(
        file: &str,
        path: &str,
        (line, column): (usize, usize),
        problem: PackProblem,
    ) -> Self {
        let mut field = String::new();
        for step in path.split('.') {
            if step.parse::<usize>().is_ok() {
                field.push_str(&format!("[{step}]"));
            } else {
                field = join(&field, step);
            }
        }
        Self { file: file.to_owned(), line, column, field, problem: Box::new(problem) }
    }

    pub(super) fn of_file(file: &str, problem: PackProblem) -> Self {
        Self::new(file, "", (1, 1), problem)
    }
}

/// What is wrong, and what to do.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum PackProblem {
    /// A file that every pack has is not there.
    #[error("缺少这个文件，请补上")]
    FileMissing,
    /// A file that no pack has.
    #[error(
        "不认识的文件；应为 centre.toml、calendar.toml、rates.toml、departments/<部门>.toml 或 templates/<证照类型>.toml"
    )]
    FileUnknown,
    /// The text is no TOML.
    #[error("不是有效的 TOML，请改正（{0}）")]
    Syntax(String),
    /// A field that must be there is not.
    #[error("缺少这个字段，请补上")]
    FieldMissing,
    /// A field that nothing reads.
    #[error("不认识的字段，请删除或者改正名称")]
    FieldUnknown,
    /// A value that is not of the field's type.
    #[error("内容不符合要求，请改正（{0}）")]
    ValueWrong(String),
    /// A list or a text that must not be empty.
    #[error("不能为空，请填写")]
    Empty,
    /// A code, key or number that must be unique is there again.
    #[error("“{0}”重复，请改成不同的")]
    Twice(String),
    /// A number, date or code out of its bounds.
    #[error("超出范围，应为{0}")]
    OutOfRange(&'static str),
    /// A department that no file describes.
    #[error("没有部门“{0}”，请改正，或者增加它的文件")]
    DepartmentUnknown(String),
    /// An item that no file describes.
    #[error("没有事项“{0}”，请改正，或者先编入目录")]
    ItemUnknown(String),
    /// A grant that speaks of another department's item.
    #[error("事项“{item}”属于部门“{department}”，授权书只能写本部门的事项")]
    ItemForeign {
        /// The item.
        item: String,
        /// Whose it is.
        department: String,
    },
    /// A condition on a field that an item of the clause does not have, or one that the item's licence
    /// must say.
    #[error("事项“{item}”没有字段“{field}”，请改正，或者在事项里增加这个字段")]
    ConditionField {
        /// The item.
        item: String,
        /// The field.
        field: String,
    },
    /// A condition on a field of another kind.
    #[error("事项“{item}”的字段“{field}”不是{wanted}，不能用这种条件")]
    ConditionKind {
        /// The item.
        item: String,
        /// The field.
        field: String,
        /// What kind the condition needs.
        wanted: &'static str,
    },
    /// A value that the choice does not offer.
    #[error("事项“{item}”的字段“{field}”没有选项“{value}”，请改正")]
    ChoiceUnknown {
        /// The item.
        item: String,
        /// The field.
        field: String,
        /// The value.
        value: String,
    },
    /// Two tariffs of one fee are in force on one day.
    #[error("自{0}起的收费标准与另一项的期间重叠，请改正")]
    TariffsOverlap(chrono::NaiveDate),
    /// An exemption that must be claimed, and that nothing proves.
    #[error("减免“{0}”由申请人主张，须写明证明材料（proof）")]
    ProofMissing(String),
    /// A condition on, or a proof by, a material that the item does not ask for.
    #[error("事项“{item}”没有材料“{material}”，请改正")]
    MaterialUnknown {
        /// The item.
        item: String,
        /// The material.
        material: String,
    },
    /// A clause that asks for more than the grant's holder has.
    #[error("授权书授予经办人，条款不能要求首席代表签发，请改正")]
    HolderTooLow,
    /// An exception to a clause that no grant has.
    #[error("没有编号（id）为“{0}”的条款，请改正，或者给所例外的条款写上 id")]
    ExceptionUnknown(String),
    /// An exception that leads back to itself.
    #[error("条款“{0}”的例外绕回了自己，请改正")]
    ExceptionCircle(String),
    /// An exception to a clause on other items.
    #[error("与条款“{0}”没有共同的事项，不能是它的例外，请改正")]
    ExceptionApart(String),
    /// A foreign currency without a rate.
    #[error("币种“{0}”没有汇率，请改正，或者在 rates.toml 里增加")]
    RateMissing(String),
    /// The last day is before the first.
    #[error("截止日期早于{0}，请改正")]
    DatesReversed(chrono::NaiveDate),
    /// The promise is longer than the law allows.
    #[error("承诺期限长于法定期限{0}个工作日，请改正")]
    PromiseTooLong(u32),
    /// An immediate item with days.
    #[error("即办件当日办结，承诺期限应为0")]
    ImmediateWithDays,
    /// A template of a licence that no item ends in.
    #[error("没有事项颁发“{0}”这种证照，请改正")]
    LicenceUnknown(String),
    /// A template's file is not named after its licence.
    #[error("模板“{0}”的文件应为 templates/{0}.toml，请改正")]
    TemplateMisnamed(String),
    /// A template whose parts do not fit the page or each other.
    #[error(transparent)]
    Template(#[from] TemplateProblem),
    /// A value that finds no room in the smallest print that a template allows.
    #[error("“{shown}”的内容（{length}字）用最小字号也放不下，请放大框、增加行数或者减小最小字号")]
    NoRoom {
        /// What is shown there.
        shown: String,
        /// How many characters it has.
        length: usize,
    },
    /// Two types of licence take their numbers from one series.
    #[error("号段系列“{series}”已用于证照“{licence}”，一个系列只能用于一种证照")]
    SeriesShared {
        /// The series.
        series: String,
        /// The other type.
        licence: String,
    },
}

impl PackProblem {
    /// What it is, for a program; never changes.
    pub fn code(&self) -> &'static str {
        match self {
            Self::FileMissing => "file_missing",
            Self::FileUnknown => "file_unknown",
            Self::Syntax(_) => "syntax",
            Self::FieldMissing => "field_missing",
            Self::FieldUnknown => "field_unknown",
            Self::ValueWrong(_) => "value_wrong",
            Self::Empty => "empty",
            Self::Twice(_) => "twice",
            Self::OutOfRange(_) => "out_of_range",
            Self::DepartmentUnknown(_) => "department_unknown",
            Self::ItemUnknown(_) => "item_unknown",
            Self::ItemForeign { .. } => "item_foreign",
            Self::ConditionField { .. } => "condition_field",
            Self::ConditionKind { .. } => "condition_kind",
            Self::ChoiceUnknown { .. } => "choice_unknown",
            Self::TariffsOverlap(_) => "tariffs_overlap",
            Self::ProofMissing(_) => "proof_missing",
            Self::MaterialUnknown { .. } => "material_unknown",
            Self::HolderTooLow => "holder_too_low",
            Self::ExceptionUnknown(_) => "exception_unknown",
            Self::ExceptionCircle(_) => "exception_circle",
            Self::ExceptionApart(_) => "exception_apart",
            Self::RateMissing(_) => "rate_missing",
            Self::DatesReversed(_) => "dates_reversed",
            Self::PromiseTooLong(_) => "promise_too_long",
            Self::ImmediateWithDays => "immediate_with_days",
            Self::LicenceUnknown(_) => "licence_unknown",
            Self::TemplateMisnamed(_) => "template_misnamed",
            Self::NoRoom { .. } => "no_room",
            Self::Template(problem) => problem.code(),
            Self::SeriesShared { .. } => "series_shared",
        }
    }
}

/// A problem found after reading, not yet placed in the text.
pub struct Fault {
    pub file: String,
    pub path: String,
    pub problem: PackProblem,
}

/// The reader's message as a problem of the field at `path`, or of the field in it that it names.
pub fn of_serde(path: String, message: &str) -> (String, PackProblem) {
    let named = |start: &str| message.strip_prefix(start)?.split('`').next();
    if let Some(name) = named("missing field `") {
        return (join(&path, name), PackProblem::FieldMissing);
    }
    match named("unknown field `") {
        Some(name) if path.ends_with(name) => (path, PackProblem::FieldUnknown),
        Some(name) => (join(&path, name), PackProblem::FieldUnknown),
        None => (path, PackProblem::ValueWrong(message.to_owned())),
    }
}
