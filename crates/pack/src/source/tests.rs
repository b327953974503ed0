mod template;

use super::{PackProblem, PackSourceError, read};

const CENTRE: &str = r#"
version = 1
centre = "示例市政务服务中心"
division = "320300"
sample = true
"#;

const CALENDAR: &str = r#"
[[years]]
year = 2026
source = "示例公告"
holidays = ["2026-01-01"]
make_up_days = ["2026-01-04"]
"#;

const RATES: &str = r#"
rate_max_age_days = 31
rates = [{ currency = "USD", date = "2026-01-01", cny_per_hundred_e4 = 7_000_000 }]
"#;

const SHANGWU: &str = r#"
[department]
id = "shangwu"
name = "商务局"

[[item]]
code = "shangwu-01"
name = "示例审批"
department = "shangwu"
kind = "promised"
actions = ["establish"]
applicant_kinds = ["enterprise"]
legal_basis = "《示例法》第一条"
statutory_days = 20
promised_days = 5
materials = [
  { code = "m1", name = "申请表", required = true, form = "original", count = 1 },
  { code = "p1", name = "残疾人证", required = false, form = "copy", count = 1 },
]
fields = [
  { key = "total", label = "总额", type = "money", currencies = ["USD"], required = true },
  { key = "key_project", label = "重点", type = "bool" },
  { key = "scope", label = "权限", type = "choice", options = [{ value = "city", label = "市" }] },
  { key = "area", label = "面积", type = "number", min = 1, max = 9 },
]
licence = { code = "decision-shangwu-01", name = "批复", series = "SW", valid_months = 12, required = ["total"] }

[item.fee]
name = "工本费"
tariffs = [
  { from = "2026-01-01", until = "2026-06-30", amount = { amount = "10.00", currency = "CNY" } },
  { from = "2026-07-01", amount = { amount = "8.00", currency = "CNY" } },
]
basis = "示例标准"
exemptions = [
  { code = "student", name = "学生", applicant_kinds = ["university_student"] },
  { code = "disabled", name = "残疾人", proof = ["p1"] },
]

[[item]]
code = "shangwu-02"
name = "示例备案"
department = "shangwu"
kind = "immediate"
actions = ["establish"]
applicant_kinds = ["person"]
legal_basis = "《示例法》第二条"
statutory_days = 20
promised_days = 0
materials = []
fields = []
licence = { code = "decision-shangwu-02", name = "回执", series = "SWB" }

[[grant]]
number = "示商授〔2026〕1号"
department = "shangwu"
published_on = "2025-12-20"
holder = { person = "wang" }
windows = ["shangwu-03", "shangwu-04"]
valid_from = "2026-01-01"
valid_until = "2026-12-31"

[grant.offline]
soft_hours = 24
hard_hours = 72
hard_count = 50
hard_totals = [{ amount = "9.00", currency = "USD" }]

[[grant.clauses]]
number = "第一条"
id = "first"
items = ["shangwu-01"]
conditions = [
  { test = "amount", field = "total", bound = "below", limit = { amount = "1.00", currency = "USD" } },
  { test = "one_of", field = "scope", values = ["city"] },
  { test = "is", field = "key_project", value = true },
  { test = "materials", codes = ["m1"] },
  { test = "cumulative", field = "total", per = "applicant", days = 90, bound = "at_most", limit = { amount = "5.00", currency = "USD" } },
]
effect = { do = "issue", by = "chief" }

[[grant.clauses]]
number = "第二条"
id = "second"
exception_to = "first"
items = ["shangwu-01", "shangwu-02"]
effect = { do = "issue", by = "clerk" }
"#;

const PUBLISHED: &str = "published_on = \"2025-12-20\"";

const HUANBAO: &str = r#"
[department]
id = "huanbao"
name = "环保局"
"#;

/// The good files, with one replacement in the one that holds `from`.
fn edited(from: &str, to: &str) -> Result<clerk_domain::pack::RulePack, PackSourceError> {
    let names = [
        "centre.toml",
        "calendar.toml",
        "rates.toml",
        "departments/shangwu.toml",
        "departments/huanbao.toml",
    ];
    let texts = [CENTRE, CALENDAR, RATES, SHANGWU, HUANBAO];
    assert!(texts.iter().any(|text| text.contains(from)), "no file holds {from}");
    let texts = texts.map(|text| text.replacen(from, to, 1));
    let files: Vec<_> = names.into_iter().zip(texts.iter().map(String::as_str)).collect();
    read(&files)
}

#[test]
fn reads_good_files() {
    let pack = edited("示例审批", "示例审批").map_err(|e| e.to_string()).unwrap();
    assert_eq!(pack.items.len(), 2);
    assert_eq!(pack.departments.len(), 2);
    assert_eq!(pack.rate_max_age_days, Some(31));
    assert_eq!(pack.grants[0].clauses[0].conditions.len(), 5);
    assert_eq!(pack.grants[0].windows.len(), 2);
    assert_eq!(pack.grants[0].offline.hard_hours, Some(72));
    assert_eq!(pack.items[0].fields[2].key, "scope");
}

#[test]
fn names_what_is_wrong_and_where() {
    let bad = [
        ("version = 1", "version = 0", "out_of_range", "version"),
        ("version = 1", "", "field_missing", "version"),
        ("version = 1", "version = \"1\"", "value_wrong", "version"),
        ("version = 1", "version = = 1", "syntax", ""),
        ("\"320300\"", "\"32030\"", "out_of_range", "division"),
        ("year = 2026", "year = 2025", "out_of_range", "years[0].holidays[0]"),
        ("[\"2026-01-01\"]", "[\"2026-02-30\"]", "value_wrong", "years[0].holidays[0]"),
        ("2026-01-04", "2026-01-05", "out_of_range", "years[0].make_up_days[0]"),
        ("age_days = 31", "age_days = 0", "out_of_range", "rate_max_age_days"),
        ("age_days = 31", "age_days = -1", "value_wrong", "rate_max_age_days"),
        ("age_days = 31", "age = 31", "field_unknown", "rate_max_age"),
        ("7_000_000", "0", "out_of_range", "rates[0].cny_per_hundred_e4"),
        ("\"USD\", date", "\"CNY\", date", "out_of_range", "rates[0].currency"),
        ("\"USD\", date", "\"EUR\", date", "rate_missing", "item[0].fields[0].currencies[0]"),
        ("id = \"huanbao\"", "id = \"shangwu\"", "twice", "department.id"),
        ("code = \"shangwu-02\"", "code = \"shangwu-01\"", "twice", "item[1].code"),
        (
            "nt = \"shangwu\"\nkind",
            "nt = \"gongan\"\nkind",
            "department_unknown",
            "item[0].department",
        ),
        ("name = \"示例审批\"", "name = \" \"", "empty", "item[0].name"),
        ("\"promised\"", "\"slow\"", "value_wrong", "item[0].kind"),
        ("\"promised\"", "\"immediate\"", "immediate_with_days", "item[0].promised_days"),
        ("actions = [\"establish\"]", "actions = []", "empty", "item[0].actions"),
        ("promised_days = 5", "promised_days = 21", "promise_too_long", "item[0].promised_days"),
        ("promised_days = 5", "promised_days = -1", "value_wrong", "item[0].promised_days"),
        ("legal_basis = \"《示例法》第一条\"", "", "field_missing", "item[0].legal_basis"),
        ("legal_basis", "legal_base", "field_unknown", "item[0].legal_base"),
        ("name = \"环保局\"", "name = \"环保局\"\nnmae = 1", "field_unknown", "department.nmae"),
        ("\"USD\"], required", "\"USD\"], requierd", "field_unknown", "item[0].fields[0].requierd"),
        ("count = 1", "count = 0", "out_of_range", "item[0].materials[0].count"),
        ("key = \"key_project\"", "key = \"total\"", "twice", "item[0].fields[1].key"),
        ("max = 9", "max = 0", "out_of_range", "item[0].fields[3].max"),
        ("\"10.00\"", "\"10.001\"", "value_wrong", "item[0].fee.tariffs[0].amount"),
        ("\"10.00\"", "\"0\"", "out_of_range", "item[0].fee.tariffs[0].amount"),
        ("2026-06-30", "2025-06-30", "dates_reversed", "item[0].fee.tariffs[0].until"),
        ("2026-06-30", "2026-07-01", "tariffs_overlap", "item[0].fee.tariffs[1].from"),
        (", until = \"2026-06-30\"", "", "tariffs_overlap", "item[0].fee.tariffs[1].from"),
        (
            "from = \"2026-07-01\"",
            "from = \"2025-01-01\"",
            "tariffs_overlap",
            "item[0].fee.tariffs[1].from",
        ),
        ("code = \"disabled\"", "code = \"student\"", "twice", "item[0].fee.exemptions[1].code"),
        (", proof = [\"p1\"]", "", "proof_missing", "item[0].fee.exemptions[1].proof"),
        ("[\"p1\"]", "[\"p2\"]", "material_unknown", "item[0].fee.exemptions[1].proof[0]"),
        ("[\"p1\"]", "[\"p1\", \"p1\"]", "twice", "item[0].fee.exemptions[1].proof[1]"),
        ("series = \"SW\"", "series = \"\"", "value_wrong", "item[0].licence.series"),
        ("series = \"SW\"", "series = \"商\"", "value_wrong", "item[0].licence.series"),
        ("series = \"SWB\"", "series = \"SW\"", "series_shared", "item[1].licence.series"),
        ("valid_months = 12", "valid_months = 0", "out_of_range", "item[0].licence.valid_months"),
        (
            "required = [\"total\"]",
            "required = [\"sum\"]",
            "condition_field",
            "item[0].licence.required[0]",
        ),
        (
            "required = [\"total\"]",
            "required = [\"total\", \"total\"]",
            "twice",
            "item[0].licence.required[1]",
        ),
        (
            "valid_months = 12",
            "valid_months = 1201",
            "out_of_range",
            "item[0].licence.valid_months",
        ),
        (
            "valid_months = 12",
            "valid_months = 12, last_day = \"eve\"",
            "value_wrong",
            "item[0].licence.last_day",
        ),
        ("\"2026-12-31\"", "\"2025-12-31\"", "dates_reversed", "grant[0].valid_until"),
        (
            "items = [\"shangwu-01\"]",
            "items = [\"shangwu-09\"]",
            "item_unknown",
            "grant[0].clauses[0].items[0]",
        ),
        (
            "department = \"shangwu\"\npublished",
            "department = \"huanbao\"\npublished",
            "item_foreign",
            "grant[0].clauses[0].items[0]",
        ),
        (
            "department = \"shangwu\"\npublished",
            "department = \"gongan\"\npublished",
            "department_unknown",
            "grant[0].department",
        ),
        (
            "field = \"total\"",
            "field = \"sum\"",
            "condition_field",
            "grant[0].clauses[0].conditions[0].field",
        ),
        (
            "items = [\"shangwu-01\"]",
            "items = [\"shangwu-01\", \"shangwu-02\"]",
            "condition_field",
            "grant[0].clauses[0].conditions[0].field",
        ),
        (
            "field = \"total\"",
            "field = \"area\"",
            "condition_kind",
            "grant[0].clauses[0].conditions[0].field",
        ),
        (
            "field = \"scope\"",
            "field = \"total\"",
            "condition_kind",
            "grant[0].clauses[0].conditions[1].field",
        ),
        (
            "field = \"key_project\"",
            "field = \"total\"",
            "condition_kind",
            "grant[0].clauses[0].conditions[2].field",
        ),
        (
            "values = [\"city\"]",
            "values = [\"town\"]",
            "choice_unknown",
            "grant[0].clauses[0].conditions[1].values[0]",
        ),
        (
            "\"1.00\", currency = \"USD\"",
            "\"1.00\", currency = \"EUR\"",
            "rate_missing",
            "grant[0].clauses[0].conditions[0].limit.currency",
        ),
        ("\"2026-12-31\"", "\"2026-12-31\"\nnote = \"\"", "field_unknown", "grant[0].note"),
        (PUBLISHED, "published_on = \"2026-01-02\"", "out_of_range", "grant[0].published_on"),
        (PUBLISHED, "published_on = \"soon\"", "value_wrong", "grant[0].published_on"),
        ("person = \"wang\"", "person = \"\"", "value_wrong", "grant[0].holder"),
        ("person = \"wang\"", "role = \"leader\"", "value_wrong", "grant[0].holder.role"),
        ("person = \"wang\"", "role = \"clerk\"", "holder_too_low", "grant[0].clauses[0].effect"),
        ("\"shangwu-04\"]", "\"shangwu-03\"]", "twice", "grant[0].windows[1]"),
        ("soft_hours = 24", "soft_hours = 0", "out_of_range", "grant[0].offline.soft_hours"),
        ("soft_hours = 24", "soft_hours = 73", "out_of_range", "grant[0].offline.hard_hours"),
        ("soft_hours = 24", "soft_hour = 24", "field_unknown", "grant[0].offline.soft_hour"),
        ("hard_hours = 72", "hard_hours = -1", "value_wrong", "grant[0].offline.hard_hours"),
        ("hard_count = 50", "hard_count = 0", "out_of_range", "grant[0].offline.hard_count"),
        (
            "\"9.00\", currency = \"USD\"",
            "\"9.00\", currency = \"EUR\"",
            "rate_missing",
            "grant[0].offline.hard_totals[0].currency",
        ),
        (
            "{ amount = \"9.00\", currency = \"USD\" }",
            "{ amount = \"9.00\", currency = \"USD\" }, { amount = \"8.00\", currency = \"USD\" }",
            "twice",
            "grant[0].offline.hard_totals[1].currency",
        ),
        (
            "codes = [\"m1\"]",
            "codes = [\"m9\"]",
            "material_unknown",
            "grant[0].clauses[0].conditions[3].codes[0]",
        ),
        ("days = 90", "days = 0", "out_of_range", "grant[0].clauses[0].conditions[4].days"),
        (
            "field = \"total\", per = \"applicant\"",
            "field = \"area\", per = \"applicant\"",
            "condition_kind",
            "grant[0].clauses[0].conditions[4].field",
        ),
        (
            "per = \"applicant\"",
            "per = { project = \"area\" }",
            "condition_kind",
            "grant[0].clauses[0].conditions[4].per.project",
        ),
        (
            "per = \"applicant\"",
            "per = { project = \"nowhere\" }",
            "condition_field",
            "grant[0].clauses[0].conditions[4].per.project",
        ),
        (
            "per = \"applicant\"",
            "per = \"family\"",
            "value_wrong",
            "grant[0].clauses[0].conditions",
        ),
        (
            "\"5.00\", currency = \"USD\"",
            "\"5.00\", currency = \"EUR\"",
            "rate_missing",
            "grant[0].clauses[0].conditions[4].limit.currency",
        ),
        ("id = \"second\"", "id = \"first\"", "twice", "grant[0].clauses[1].id"),
        ("id = \"second\"", "id = \"\"", "empty", "grant[0].clauses[1].id"),
        (
            "exception_to = \"first\"",
            "exception_to = \"third\"",
            "exception_unknown",
            "grant[0].clauses[1].exception_to",
        ),
        (
            "exception_to = \"first\"",
            "exception_to = \"second\"",
            "exception_circle",
            "grant[0].clauses[1].exception_to",
        ),
        (
            "id = \"first\"",
            "id = \"first\"\nexception_to = \"second\"",
            "exception_circle",
            "grant[0].clauses[0].exception_to",
        ),
        (
            "items = [\"shangwu-01\", \"shangwu-02\"]",
            "items = [\"shangwu-02\"]",
            "exception_apart",
            "grant[0].clauses[1].exception_to",
        ),
        ("by = \"chief\"", "by = \"leader\"", "value_wrong", "grant[0].clauses[0].effect"),
    ];
    for (from, to, code, field) in bad {
        let error = edited(from, to).err();
        let error = error.unwrap_or_else(|| panic!("{to} was taken for good"));
        let found = (error.problem.code(), error.field.as_str());
        assert_eq!(found, (code, field), "{to}: {error}");
    }
}

#[test]
fn says_file_line_and_column() {
    let error = edited("promised_days = 5", "promised_days = 30").unwrap_err();
    let message = "departments/shangwu.toml 第15行第17列 item[0].promised_days：\
                   承诺期限长于法定期限20个工作日，请改正";
    assert_eq!(error.to_string(), message);
    let error = edited("name = \"商务局\"", "name = \"商务局").unwrap_err();
    assert_eq!((error.file.as_str(), error.line), ("departments/shangwu.toml", 4));
    assert!(error.to_string().contains("列：不是有效的 TOML"), "{error}");
    assert!(matches!(*error.problem, PackProblem::Syntax(_)), "{error}");
}

#[test]
fn knows_which_files_there_should_be() {
    let files = [("centre.toml", CENTRE), ("calendar.toml", CALENDAR), ("rates.toml", RATES)];
    assert!(read(&files).is_ok());
    let missing = read(&files[..2]).unwrap_err();
    assert_eq!((missing.file.as_str(), missing.problem.code()), ("rates.toml", "file_missing"));
    let twice = read(&[files[0], files[1], files[2], files[0]]).unwrap_err();
    assert_eq!((twice.file.as_str(), twice.problem.code()), ("centre.toml", "twice"));
    let unknown = read(&[files[0], ("readme.txt", "")]).unwrap_err();
    assert_eq!((unknown.file.as_str(), unknown.problem.code()), ("readme.txt", "file_unknown"));
}
