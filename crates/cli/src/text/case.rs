//! A case as text: in a few lines after an act, in full when it is shown.

use super::table::{plain, table};
use super::words;
use crate::arguments::Lang;
use crate::refusal::sentence_of;
use clerk_desk::api::{CaseListView, CaseRowView, CaseView, PrintedPaper};
use clerk_domain::decide::{Decision, Reason};
use clerk_domain::fee::FeeDue;
use clerk_domain::search::ListTotal;

/// A case in a few lines, its number alone on the first.
pub fn summary(view: &CaseView, lang: Lang) -> String {
    let case = &view.case;
    let mut text = format!("{}\n", case.number);
    let mut line = |zh, en, value: String| {
        text.push_str(&format!("  {}{}\n", lang.pick(zh, en), plain(&value)));
    };
    let action = words::action(case.action, lang);
    line("事项：", "Item: ", format!("{} {} · {action}", view.item.code, view.item.name));
    line("申请人：", "Applicant: ", case.parties.named());
    line("状态：", "State: ", standing(view, lang));
    for same in &view.same {
        let state = words::state(same.state, lang);
        let of = format!("{} {} {state}", same.number, words::instant(same.received_at));
        line("注意，同一申请已收件：", "Mind, the same was applied for: ", of);
    }
    if let Some(existing) = &case.existing {
        line("原证照：", "Existing licence: ", existing.id());
    }
    if let Some(fee) = &case.money.fee {
        line("费用：", "Fee: ", fee_line(fee, case.money.receipt.as_deref(), lang));
    }
    if let Some(referral) = &case.procedures.referral {
        let to = words::referral_target(referral.to, lang);
        line("转交：", "Referred to: ", to.to_owned());
        if let Some(answer) = &referral.answer {
            let decided = if answer.approved {
                lang.pick("批准", "approved")
            } else {
                lang.pick("不予许可", "refused")
            };
            let words = format!("{decided} {} {}：{}", answer.by.name, answer.on, answer.opinion);
            line("分管领导：", "Leader: ", words);
        }
    }
    if let Some(licence) = &case.products.licence {
        let until = licence.valid_until.map(|day| format!(" → {day}")).unwrap_or_default();
        let issued = licence.issued_on;
        line("证照：", "Licence: ", format!("{} {} {issued}{until}", licence.id(), licence.name));
    }
    if !view.verified_by.is_empty() {
        let names = view.verified_by.join(lang.pick("、", ", "));
        line("已核查材料：", "Materials verified by: ", names);
    }
    if view.second_officer_needed {
        let needed = lang.pick(
            "签发前须由另一名工作人员核查材料（行政许可法第三十四条）",
            "another officer, before it is issued (Licensing Law, art. 34)",
        );
        line("待核查：", "Still to verify: ", needed.to_owned());
    }
    for void in &case.products.voided {
        let (number, on, reason) = (&void.number, void.on, &void.reason);
        line("已作废：", "Void: ", format!("{number} {on} {reason}"));
    }
    if !view.missing.is_empty() {
        let missing: Vec<_> =
            view.missing.iter().map(|m| format!("{} {}", m.code, m.name)).collect();
        line("缺少材料：", "Missing: ", missing.join(lang.pick("、", "; ")));
    }
    let open =
        view.papers.iter().filter(|paper| paper.times_printed == 0 && paper.why_not.is_none());
    let open: Vec<_> = open.map(|paper| words::document(paper.document, lang)).collect();
    if !open.is_empty() {
        line("待打印：", "To print: ", open.join(lang.pick("、", ", ")));
    }
    let allowed = view.acts.iter().filter(|act| act.allowed);
    let allowed: Vec<_> = allowed.map(|act| words::command(act.act)).collect();
    if !allowed.is_empty() {
        line("可办：", "Next: ", allowed.join(" "));
    }
    text
}

fn standing(view: &CaseView, lang: Lang) -> String {
    let mut text = words::state(view.case.state(), lang).to_owned();
    if let Some(due) = view.case.clock.due.filter(|_| !view.case.state().is_closed()) {
        let due = words::due(due, lang);
        text.push_str(&format!("{}{due}", lang.pick(" · 承诺办结 ", " · promised ")));
        if let Some(days) = view.days_left {
            let days = days.to_string();
            text.push_str(
                &lang.pick("（剩 {} 个工作日）", " ({} working days left)").replace("{}", &days),
            );
        }
        let urgency = words::urgency(view.urgency, lang);
        if !urgency.is_empty() {
            text.push_str(&format!(" · {urgency}"));
        }
    }
    text
}

fn fee_line(fee: &FeeDue, receipt: Option<&str>, lang: Lang) -> String {
    let due = words::fee(fee, lang);
    match (fee, receipt) {
        (FeeDue::Amount { .. }, Some(receipt)) => {
            format!("{due} · {} {receipt}", lang.pick("已缴", "paid"))
        }
        (FeeDue::Amount { .. }, None) => format!("{due} · {}", lang.pick("未缴", "unpaid")),
        (FeeDue::Free | FeeDue::Exempt { .. }, _) => due,
    }
}

/// A case in full: the summary, the decision, the papers and the history.
pub fn whole(view: &CaseView, lang: Lang) -> String {
    let mut text = summary(view, lang);
    if let Some(given) = &view.decision {
        text.push_str(&format!("\n{}\n{}", lang.pick("决定", "Decision"), decision(given, lang)));
    }
    let papers: Vec<_> = view
        .papers
        .iter()
        .map(|paper| {
            let why_not = paper.why_not.as_deref().and_then(words::read);
            let why_not = why_not.map(|code| sentence_of(code, lang)).unwrap_or_default();
            let document = words::document(paper.document, lang).to_owned();
            vec![document, paper.times_printed.to_string(), why_not]
        })
        .collect();
    let heads = lang.pick(["文书", "已打印次数", ""], ["Paper", "Times printed", ""]);
    text.push_str(&format!("\n{}", table(&heads, &papers)));
    let history: Vec<_> = view
        .history
        .iter()
        .map(|row| {
            vec![
                words::instant(row.at),
                row.actor.clone(),
                words::act(row.act, lang).to_owned(),
                format!("{}#{}", row.author, row.seq),
                row.hash.clone(),
                sent(row.synced, lang).to_owned(),
                row.paper.map_or_else(|| row.detail.clone(), |paper| printed(paper, lang)),
            ]
        })
        .collect();
    let heads = lang.pick(
        ["时间", "办理人", "行为", "流水", "摘要", "上报", "说明"],
        ["Time", "Who", "CaseAct", "Journal", "Hash", "Sync", "Detail"],
    );
    text.push_str(&format!("\n{}", table(&heads, &history)));
    text
}

fn sent(synced: bool, lang: Lang) -> &'static str {
    if synced { lang.pick("已上报", "synced") } else { lang.pick("待上报", "outbox") }
}

/// Cases as a table; under a list that was cut, that it was, and what to do (Chinese, English).
pub fn list(list: &CaseListView, to_do: (&str, &str), lang: Lang) -> String {
    let mut text = rows(&list.rows, lang);
    if let Some(cut) = cut(list.rows.len() as u64, list.total, lang) {
        text.push_str(&format!("{cut}{}\n", lang.pick(to_do.0, to_do.1)));
    }
    text
}

/// That so many are not all; `None` where they are.
pub fn cut(shown: u64, total: ListTotal, lang: Lang) -> Option<String> {
    match total {
        ListTotal::Exactly(all) if all <= shown => None,
        ListTotal::Exactly(all) => Some(match lang {
            Lang::Zh => format!("以上是最新的 {shown} 件，共 {all} 件。"),
            Lang::En => format!("These are the newest {shown} of {all}. "),
        }),
        ListTotal::MoreThan(counted) => Some(match lang {
            Lang::Zh => format!("以上是最新的 {shown} 件，总数超过 {counted} 件。"),
            Lang::En => format!("These are the newest {shown} of more than {counted}. "),
        }),
        ListTotal::AtLeast(_) => Some(match lang {
            Lang::Zh => "没有全部查完，可能还有更多。".to_owned(),
            Lang::En => "Not everything was looked through: there may be more. ".to_owned(),
        }),
    }
}

fn rows(rows: &[CaseRowView], lang: Lang) -> String {
    if rows.is_empty() {
        return lang.pick("没有办件\n", "no cases\n").to_owned();
    }
    let cells: Vec<_> = rows
        .iter()
        .map(|row| {
            let due = row.due.map(|day| day.to_string()).unwrap_or_default();
            vec![
                row.number.to_string(),
                words::state(row.state, lang).to_owned(),
                row.applicant.clone(),
                row.applicant_number.clone(),
                row.item_name.clone(),
                words::instant(row.received_at),
                format!("{due} {}", words::urgency(row.urgency, lang)),
            ]
        })
        .collect();
    let heads = lang.pick(
        ["办件号", "状态", "申请人", "证件号", "事项", "收件时间", "承诺办结"],
        ["Number", "State", "Applicant", "Id number", "Item", "Received", "Promised"],
    );
    table(&heads, &cells)
}

/// A decision with its reasons.
pub fn decision(decision: &Decision, lang: Lang) -> String {
    let mut text = format!("  {}", words::outcome(decision.outcome, lang));
    if let Some(to) = decision.to {
        text.push_str(&format!(" → {}", words::referral_target(to, lang)));
    }
    text.push_str(&format!(" · {}\n", words::queue(decision.queue, lang)));
    if decision.second_officer {
        let two =
            lang.pick("须由两名以上工作人员核查材料", "two officers must verify the materials");
        text.push_str(&format!("  {two}\n"));
    }
    for reason in &decision.reasons {
        text.push_str(&reason_line(reason));
    }
    text
}

fn reason_line(reason: &Reason) -> String {
    let mark = if reason.met { '✔' } else { '·' };
    format!("  {mark} {}\n", plain(&reason.text))
}

fn printed(paper: PrintedPaper, lang: Lang) -> String {
    let name = words::document(paper.document, lang);
    match paper.copy {
        0 => name.to_owned(),
        copy => format!("{name} · {} {copy}", lang.pick("副本", "copy")),
    }
}

#[cfg(test)]
mod tests {
    use super::{CaseListView, ListTotal, list};
    use crate::arguments::Lang;

    #[test]
    fn a_list_that_was_cut_says_so_and_what_to_do() {
        let text = |shown: usize, total, lang| {
            let row = serde_json::json!({
                "id": "00000000-0000-0000-0000-000000000001", "number": "shangwu-03-20261123-0001",
                "item": "shangwu-01", "item_name": "示例事项", "applicant": "王示例",
                "applicant_number": "320***9012", "state": "received", "window": "shangwu-03",
                "received_at": "2026-11-23T09:00:00+08:00", "due": null, "urgency": "none", "green": false,
            });
            let rows = vec![serde_json::from_value(row).unwrap(); shown];
            list(&CaseListView { rows, total }, ("多输入几个字。", "Type more."), lang)
        };
        let table = [
            (2, ListTotal::Exactly(2), None),
            (0, ListTotal::Exactly(0), None),
            (2, ListTotal::Exactly(7), Some(("最新的 2 件，共 7 件", "newest 2 of 7."))),
            (2, ListTotal::MoreThan(2), Some(("总数超过 2 件", "newest 2 of more than 2."))),
            (1, ListTotal::AtLeast(1), Some(("没有全部查完", "there may be more."))),
            (0, ListTotal::AtLeast(0), Some(("没有全部查完", "there may be more."))),
        ];
        for (shown, total, expected) in table {
            let (zh, en) = (text(shown, total, Lang::Zh), text(shown, total, Lang::En));
            match expected {
                None => assert!(!zh.contains("多输入") && !en.contains("Type more"), "{zh}{en}"),
                Some(words) => {
                    assert!(zh.contains(words.0) && zh.ends_with("多输入几个字。\n"), "{zh}");
                    assert!(en.contains(words.1) && en.ends_with(" Type more.\n"), "{en}");
                }
            }
        }
    }
}
