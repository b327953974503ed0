//! 断网对账单: how both sides stand, what somebody must see to, and every act of the outage.

use printpdf::PdfPage;

use super::{begin, finish, part};
use crate::DocumentError;
use crate::fonts::Fonts;
use crate::input::{OutageAct, OutageReport, OutageVerdict};
use crate::layout::{Align, Cell, Layout, Look, MEASURE};
use crate::notice::body;

pub const TITLE: &str = "断网对账单";

const PURPOSE: &str =
    "断网期间本窗口的每一步办理，恢复联网后与中心核对的结果；一份留窗口，一份交督查员";

pub fn pages(fonts: &Fonts, report: &OutageReport) -> Result<Vec<PdfPage>, DocumentError> {
    let look = Look::working(report.heading.sample).dense();
    let mut layout = begin(fonts, &report.heading, TITLE, PURPOSE, look)?;
    part(&mut layout, "双方核对")?;
    sides(&mut layout, report)?;
    part(&mut layout, "结果")?;
    counts(&mut layout, report)?;
    let open: Vec<_> = report.acts.iter().filter(|act| act.verdict.is_open()).collect();
    if open.is_empty() {
        layout.y += 2.0;
        body(&mut layout, "没有需要处理的步骤。")?;
    } else {
        part(&mut layout, &format!("须处理（{} 步）", open.len()))?;
        acts(&mut layout, &open)?;
    }
    part(&mut layout, &format!("断网期间的每一步（{} 步）", report.acts.len()))?;
    acts(&mut layout, &report.acts.iter().collect::<Vec<_>>())?;
    finish(layout, &report.heading, TITLE)
}

fn sides(layout: &mut Layout, report: &OutageReport) -> Result<(), DocumentError> {
    let (name, entries) = (40.0, 20.0);
    let digest = MEASURE - name - entries;
    let head = [
        Cell::label(name, "哪一方"),
        Cell::label(entries, "条数"),
        Cell::label(digest, "摘要（SM3）"),
    ];
    layout.row(&head, &[])?;
    for side in &report.sides {
        let cells = [
            Cell::value(name, Align::Left, &side.name),
            Cell::value(entries, Align::Right, side.entries.to_string()),
            Cell::value(digest, Align::Left, &side.digest),
        ];
        layout.row(&cells, &head)?;
    }
    layout.y += 2.0;
    let same = if report.same {
        "本窗口与中心所存的流水一致。"
    } else {
        "本窗口与中心所存的流水不一致，请联系督查员。"
    };
    body(layout, same)
}

fn counts(layout: &mut Layout, report: &OutageReport) -> Result<(), DocumentError> {
    let verdicts = [
        (OutageVerdict::Accepted, report.accepted),
        (OutageVerdict::Duplicate, report.duplicate),
        (OutageVerdict::Conflict, report.conflict),
        (OutageVerdict::BeyondAuthority, report.beyond_authority),
    ];
    let width = MEASURE / 4.0;
    layout.row(&verdicts.map(|(verdict, _)| Cell::label(width, verdict.text())), &[])?;
    let numbers = verdicts.map(|(_, count)| Cell::value(width, Align::Centre, count.to_string()));
    layout.row(&numbers, &[])
}

/// Widths of place, time, case, act and verdict; what is wrong takes the rest.
const NARROW: [f32; 5] = [12.5, 23.5, 53.0, 17.0, 17.0];

fn acts(layout: &mut Layout, acts: &[&OutageAct]) -> Result<(), DocumentError> {
    let [place, time, case, what, verdict] = NARROW;
    let rest = MEASURE - NARROW.iter().sum::<f32>();
    let head = [
        Cell::label(place, "序号"),
        Cell::label(time, "时间"),
        Cell::label(case, "办件和证照"),
        Cell::label(what, "步骤"),
        Cell::label(verdict, "结果"),
        Cell::label(rest, "说明与处理"),
    ];
    layout.row(&head, &[])?;
    for act in acts {
        let licence = act.licence.as_ref().map_or_else(String::new, |number| format!("\n{number}"));
        let problems = act.problems.iter().map(|one| format!("{}：{}", one.what, one.remedy));
        let cells = [
            Cell::value(place, Align::Right, act.seq.to_string()),
            Cell::value(time, Align::Left, &act.at),
            Cell::value(case, Align::Left, format!("{}{licence}", act.case)),
            Cell::value(what, Align::Left, &act.what),
            Cell::value(verdict, Align::Left, act.verdict.text()),
            Cell::value(rest, Align::Left, problems.collect::<Vec<_>>().join("\n")),
        ];
        layout.row(&cells, &head)?;
    }
    Ok(())
}
