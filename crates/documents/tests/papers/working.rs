//! Working papers as others see them.

use clerk_documents::{DocumentError, PdfRenderer, WorkingPaper};

use crate::reading::texts_of;
use crate::tools::Paper;
use crate::working_samples::{all, outage, reasons};

#[test]
fn every_field_comes_back_as_text() {
    for (name, paper) in all() {
        let text = Paper::print_working(&paper).text();
        let fields = texts_of(&paper);
        assert!(fields.len() > 20, "{name}: {fields:?}");
        for field in fields {
            assert!(text.contains(&field), "{name}: {field} is not in {text}");
        }
    }
}

#[test]
fn a_reason_sheet_says_what_it_is_and_marks_each_clause_in_words() {
    let text = Paper::print_working(&WorkingPaper::Reasons(reasons())).text();
    for expected in [
        "决定理由单",
        "不是行政许可文书，不加盖印章",
        "逐条核对",
        "×不符合",
        "√符合",
        "√在限额内",
        "！超过限额",
        "向申请人说明",
        "样本SAMPLE",
        "工作用纸打印：2026年11月23日9:41示例甲",
        "第1页共1页",
    ] {
        assert!(text.contains(expected), "{expected} is not in {text}");
    }
}

#[test]
fn a_report_sums_up_and_puts_first_what_must_be_seen_to() {
    let report = outage(120);
    let text = Paper::print_working(&WorkingPaper::Outage(report.clone())).text();
    let sum = format!(
        "已接收中心已有冲突超出授权{}{}{}{}",
        report.accepted, report.duplicate, report.conflict, report.beyond_authority
    );
    let open = report.conflict + report.beyond_authority;
    let open = format!("须处理（{open}步）");
    for expected in [&sum, &open, "一致。", "2120", "（续）", "断网期间的每一步（120步）"]
    {
        assert!(text.contains(expected), "{expected} is not in {text}");
    }
    let first = text.find(&open).unwrap();
    assert!(first < text.find("断网期间的每一步").unwrap());
    let twice = report.acts.iter().find(|act| !act.problems.is_empty()).unwrap();
    assert_eq!(text.matches(&twice.seq.to_string()).count(), 2, "{}", twice.seq);
    let same = WorkingPaper::Outage(clerk_documents::OutageReport { same: false, ..report });
    assert!(Paper::print_working(&same).text().contains("不一致，请联系督查员"));
}

#[test]
fn a_thousand_acts_are_a_report_with_heads_and_numbers_on_every_page() {
    let paper = Paper::print_working(&WorkingPaper::Outage(outage(1_000)));
    let text = paper.text();
    let pages = text.matches("工作用纸打印").count();
    assert!((20..=80).contains(&pages), "{pages} pages");
    assert!(text.contains(&format!("第{pages}页共{pages}页")));
    assert_eq!(text.matches("（续）").count(), pages - 1);
    for seq in 2_001..=3_000 {
        assert!(text.contains(&seq.to_string()), "{seq}");
    }
    let verdict = paper.check();
    assert!(verdict.contains("No syntax or stream encoding errors"), "{verdict}");
}

#[test]
fn files_are_sound_small_and_without_codes() {
    for (name, paper) in all() {
        let bytes = PdfRenderer::new().unwrap().render_working(&paper).unwrap();
        assert!(bytes.len() < 200_000, "{name}: {} bytes", bytes.len());
        assert_eq!(bytes, PdfRenderer::new().unwrap().render_working(&paper).unwrap(), "{name}");
        let paper = Paper::print_working(&paper);
        let verdict = paper.check();
        assert!(verdict.contains("No syntax or stream encoding errors"), "{name}: {verdict}");
        assert!(!verdict.contains("WARNING"), "{name}: {verdict}");
        assert!(paper.fonts().lines().skip(2).all(|face| face.contains("yes yes yes")), "{name}");
        assert!(paper.info().contains("(A4)"), "{name}");
        // Nothing that a scanner could take for a licence's.
        assert!(paper.has_no_codes(), "{name}");
    }
}

#[test]
fn what_cannot_stand_on_the_paper_is_refused_by_name() {
    let reasons = |change: fn(&mut clerk_documents::ReasonSheet)| {
        let mut canvas = reasons();
        change(&mut canvas);
        WorkingPaper::Reasons(canvas)
    };
    let outage = |change: fn(&mut clerk_documents::OutageReport)| {
        let mut report = outage(3);
        change(&mut report);
        WorkingPaper::Outage(report)
    };
    let table = [
        ("field_empty", "outcome", reasons(|s| s.outcome.clear())),
        ("field_empty", "trace", reasons(|s| s.trace.clear())),
        ("glyph_missing", "told[0]", reasons(|s| s.told[0] = "样本𠮷".to_owned())),
        ("glyph_missing", "facts[0].value", reasons(|s| s.facts[0].value = "🙂".to_owned())),
        ("text_too_long", "outcome", reasons(|s| s.outcome = "须转办".repeat(60))),
        ("text_too_long", "heading.organ", reasons(|s| s.heading.organ = "局".repeat(90))),
        ("field_empty", "acts", outage(|r| r.acts.clear())),
        ("field_empty", "acts[1].case", outage(|r| r.acts[1].case.clear())),
    ];
    for (code, field, paper) in table {
        let error: DocumentError = PdfRenderer::new().unwrap().render_working(&paper).unwrap_err();
        assert_eq!(error.code(), code, "{field}: {error}");
        assert!(error.to_string().contains(field), "{error}");
    }
}
