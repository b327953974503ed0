//! One of each working paper, with invented people and companies.

use chrono::NaiveDate;
use clerk_documents::*;

/// All samples with the name of their file.
pub fn all() -> Vec<(&'static str, WorkingPaper)> {
    vec![
        ("reasons", WorkingPaper::Reasons(reasons())),
        ("outage", WorkingPaper::Outage(outage(12))),
        ("outage-long", WorkingPaper::Outage(outage(120))),
        ("record", WorkingPaper::Record(record(4))),
        ("record-long", WorkingPaper::Record(record(84))),
    ]
}

pub fn heading(subject: &str) -> Heading {
    Heading {
        organ: "徐州市商务局".to_owned(),
        place: "徐州市政府行政服务中心 商务局 3 号窗口".to_owned(),
        subject: subject.to_owned(),
        printed: "2026年11月23日 9:41 示例甲".to_owned(),
        date: NaiveDate::from_ymd_opt(2026, 11, 23).expect("a date of the calendar"),
        sample: true,
    }
}

fn rows(rows: &[(&str, &str)]) -> Vec<Particular> {
    let row = |(label, value): &(&str, &str)| Particular {
        label: (*label).to_owned(),
        value: (*value).to_owned(),
    };
    rows.iter().map(row).collect()
}

/// A sheet with so many rows in its table.
pub fn record(count: u32) -> RecordSheet {
    let column = |name, share, figures| RecordColumn { name, share, figures };
    RecordSheet {
        heading: heading("2026年11月23日"),
        title: "日结单",
        purpose: "本窗口当日办理情况，自流水计数；一份留窗口，一份交中心",
        facts: rows(&[
            ("窗口", "商务局 3 号窗口（shangwu-03）"),
            ("开窗", "2026年11月23日 8:52 示例甲"),
            ("日结", "2026年11月23日 17:31 示例乙"),
        ]),
        parts: vec![
            RecordPart::Table {
                name: "办理",
                columns: vec![column("事项", 3.0, false), column("件数", 1.0, true)],
                rows: (1..=count)
                    .map(|n| vec![format!("第{n}类（样本）"), (n * 7).to_string()])
                    .collect(),
            },
            RecordPart::Table {
                name: "收费",
                columns: vec![column("币种", 3.0, false), column("合计", 1.0, true)],
                rows: Vec::new(),
            },
            RecordPart::Text {
                name: "说明",
                text: "当日网络中断一次，其间办理的已全部上报（样本）。".repeat(6),
            },
        ],
        trace: rows(&[("流水", "shangwu-03，第 128 条"), ("校验", "8f3a0c11")]),
        signatures: vec!["经办人", "复核人", "交接人"],
    }
}

pub fn reasons() -> ReasonSheet {
    let clause = |mark, source: &str, limit: &str, value: &str| ClauseLine {
        mark,
        source: source.to_owned(),
        limit: limit.to_owned(),
        value: value.to_owned(),
    };
    let grant = "徐商授〔2026〕3号";
    ReasonSheet {
        heading: heading("办件编号：shangwu-03-20261123-0007"),
        facts: rows(&[
            ("申请人", "徐州示例精密机械（䶮𠅤）有限公司"),
            ("统一社会信用代码", "91320300MA9YNGB03D"),
            ("事项", "外商投资企业设立审批（shangwu-01）"),
            ("办理情形", "设立"),
            ("办件状态", "已受理"),
        ]),
        outcome: "须转办：报分管领导".to_owned(),
        standing: "该件尚未作出决定，以下为打印时的判断。".to_owned(),
        clauses: vec![
            clause(
                ClauseMark::NotMet,
                &format!("{grant} 第二条第1款"),
                "投资总额 < 3,000万 USD；材料齐全",
                "投资总额 3,200万 USD；材料 齐全",
            ),
            clause(
                ClauseMark::Met,
                &format!("{grant} 第二条第1款"),
                "投资总额 ≥ 3,000万 USD",
                "3,200万 USD",
            ),
            clause(ClauseMark::Kept, &format!("{grant} 离线限额"), "尚未上报累计 ≤ 500 件", "3 件"),
            clause(
                ClauseMark::Passed,
                &format!("{grant} 离线限额"),
                "未与中心联系 ≤ 24小时",
                "25小时3分",
            ),
            clause(ClauseMark::Met, &format!("{grant} 第四条"), "", ""),
        ],
        told: vec![
            "授权书 徐商授〔2026〕3号 第二条第1款：投资总额 3,200万 USD ≥ 3,000万 USD，须报分管领导"
                .to_owned(),
        ],
        trace: rows(&[
            ("转往", "分管领导"),
            ("排队", "普通"),
            ("核查人数", "一名工作人员"),
            ("规则包", "第 7 版"),
            ("判断时间", "2026年11月23日 9:41"),
            ("输入摘要", &"0a1b2c3d ".repeat(8)),
            ("流水", "尚无（未作决定）"),
        ]),
    }
}

/// A report of so many acts; every tenth is beyond authority, every eleventh a conflict.
pub fn outage(acts: u64) -> OutageReport {
    let verdict = |n: u64| match n {
        n if n.is_multiple_of(10) => OutageVerdict::BeyondAuthority,
        n if n.is_multiple_of(11) => OutageVerdict::Conflict,
        n if n.is_multiple_of(7) => OutageVerdict::Duplicate,
        _ => OutageVerdict::Accepted,
    };
    let problems = |verdict| match verdict {
        OutageVerdict::BeyondAuthority => vec![OutageProblem {
            what: "签发时授权书已撤销".to_owned(),
            remedy: "由授权部门决定：追认的确认，不追认的撤销证照并换发".to_owned(),
        }],
        OutageVerdict::Conflict => vec![OutageProblem {
            what: "同一号位发出两个证照号".to_owned(),
            remedy: "查明副本；两个证照号不同，均有效的确认".to_owned(),
        }],
        OutageVerdict::Accepted | OutageVerdict::Duplicate => Vec::new(),
    };
    let act = |n: u64| {
        let verdict = verdict(n);
        OutageAct {
            seq: 2_000 + n,
            at: format!("11-23 {:02}:{:02}", 9 + n / 60 % 9, n % 60),
            case: format!("shangwu-03-20261123-{:04}", n / 3),
            licence: (n % 3 == 2).then(|| format!("SWWZ-2026-{n:06}-7K3QX9-M")),
            what: ["收件", "受理", "签发"][usize::try_from(n % 3).unwrap_or(0)].to_owned(),
            verdict,
            problems: problems(verdict),
        }
    };
    let acts: Vec<_> = (1..=acts).map(act).collect();
    let count = |wanted| acts.iter().filter(|act| act.verdict == wanted).count() as u64;
    let side = |name: &str, entries, digest: &str| Side {
        name: name.to_owned(),
        entries,
        digest: [digest, digest, " "].concat().repeat(8),
    };
    OutageReport {
        heading: heading("恢复联网：2026年11月23日 18:02"),
        sides: vec![
            side("本窗口流水", 2_120, "ab0c"),
            side("中心所存本窗口流水", 2_120, "ab0c"),
            side("本部门，双方", 9_876, "12fd"),
        ],
        same: true,
        accepted: count(OutageVerdict::Accepted),
        duplicate: count(OutageVerdict::Duplicate),
        conflict: count(OutageVerdict::Conflict),
        beyond_authority: count(OutageVerdict::BeyondAuthority),
        acts,
    }
}
