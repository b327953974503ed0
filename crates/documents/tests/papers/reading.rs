//! What is on the paper comes back from it.

use clerk_documents::{
    Document, Edition, FeeReceipt, Licence, LicenceBody, MaterialsReceipt, PdfRenderer,
};

use crate::samples;
use crate::tools::{Paper, squeezed};

/// Every string of a document but the QR payload: what `Debug` shows between quotation marks.
pub fn texts_of(document: &impl std::fmt::Debug) -> Vec<String> {
    let debug = format!("{document:?}");
    let texts: Vec<String> = debug.split('"').skip(1).step_by(2).map(squeezed).collect();
    texts.into_iter().filter(|text| !text.is_empty() && !text.starts_with("WC1.")).collect()
}

#[test]
fn every_field_comes_back_as_text() {
    for (name, document) in samples::all() {
        let text = Paper::print(&document).text();
        let fields = texts_of(&document);
        assert!(fields.len() > 8, "{name}: {fields:?}");
        for field in fields {
            assert!(text.contains(&field), "{name}: {field} is not in {text}");
        }
    }
}

#[test]
fn standing_text_dates_and_sums_come_back() {
    let table: [(&str, &[&str]); 11] = [
        (
            "non-acceptance",
            &[
                "不予受理通知书",
                "第三十二条",
                "不属于本机关职权范围",
                "六十日内",
                "六个月内",
                "行政诉讼",
            ],
        ),
        ("refusal", &["不予行政许可决定书", "于2026年11月21日受理", "第三十八条", "行政复议"]),
        (
            "acceptance",
            &[
                "受理通知书",
                "徐州市商务局",
                "第三十二条第一款第（五）项",
                "现决定予以受理",
                "2026年11月20日",
                "2026年11月24日",
                "流水12-a1b2c3d4",
                "（示例，无印章）",
                "样本SAMPLE",
                "第1页共1页",
                "即办件",
            ],
        ),
        ("acceptance-tolerant", &["容缺受理", "待补材料", "2026年12月1日"]),
        ("materials", &["收件凭证", "主要", "次要", "原件及复印件", "√", "应收材料7种，实收6种"]),
        ("correction", &["补正告知书", "第三十二条第一款第（四）项", "请于2026年12月4日前"]),
        ("fee", &["收费凭据", "¥10,123.45", "¥123.45", "减免¥10,000.00", "壹佰贰拾叁元肆角伍分"]),
        ("approval", &["中华人民共和国外商投资企业批准证书", "批准日期：2026年11月23日"]),
        ("decision-cancelled", &["注销通知书", "第七十条", "原证照自即日起失效"]),
        ("decision-filed", &["备案凭证", "现予备案", "不是行政许可证件"]),
        ("decision-reprint", &["准予行政许可决定书", "副本（第1次补打）", "有效期"]),
    ];
    let documents = samples::all();
    for (name, texts) in table {
        let (_, document) = documents.iter().find(|(known, _)| *known == name).unwrap();
        let text = Paper::print(document).text();
        for expected in texts {
            assert!(text.contains(expected), "{name}: {expected} is not in {text}");
        }
    }
}

#[test]
fn reading_order_keeps_lines_whole() {
    let text = Paper::print(&Document::AcceptanceNotice(samples::acceptance())).copied_text();
    for line in
        ["徐州市商务局", "受理通知书", "徐州示例精密机械有限公司：", "编号：徐商受〔2026〕12号"]
    {
        assert!(text.lines().any(|found| found == line), "{line} is not a line of {text}");
    }
    // A case's number as long as they are given, in its cell.
    let number = "gongshang-01-20261123-0012-7K3QX9";
    assert!(text.lines().any(|found| found.contains(number)), "{number} is broken in {text}");
}

#[test]
fn a_day_that_cannot_be_told_yet_says_on_what_it_waits() {
    let mut notice = samples::acceptance();
    assert!(
        Paper::print(&Document::AcceptanceNotice(notice.clone()))
            .text()
            .contains("2026年11月24日前")
    );
    notice.decide_by = None;
    let text = Paper::print(&Document::AcceptanceNotice(notice)).text();
    assert!(text.contains("待国务院办公厅公布节假日安排后确定"), "{text}");
}

#[test]
fn rare_characters_come_back_and_are_drawn() {
    let mut notice = samples::acceptance();
    // The last one is in 黑体 alone, which then stands in for 宋体.
    notice.facts.applicant.name = "示例䶮𠅤㛃𬭎𰻞".to_owned();
    let paper = Paper::print(&Document::AcceptanceNotice(notice));
    assert!(paper.text().contains("示例䶮𠅤㛃𬭎𰻞"));
}

#[test]
fn scanners_read_both_codes_on_every_page() {
    for (name, document) in samples::all() {
        let imprint = imprint(&document);
        let expected = [format!("CODE-128:{}", imprint.barcode), format!("QR-Code:{}", imprint.qr)];
        let pages = Paper::print(&document).codes();
        assert!(!pages.is_empty());
        for codes in pages {
            assert_eq!(codes, expected, "{name}");
        }
    }
}

#[test]
fn codes_of_any_allowed_length_are_read() {
    let alphabet = "AZ09-/.~ az!#(){}|";
    for (bars, payload) in [(4, 20), (9, 80), (14, 150), (23, 230), (28, 300), (33, 360), (38, 450)]
    {
        let text = |length: usize| -> String { alphabet.chars().cycle().take(length).collect() };
        let barcode = format!("{}X", text(bars - 1));
        let qr = format!("{}X", text(payload - 1));
        for licence in [false, true] {
            let mut document = if licence {
                Document::Licence(samples::approval())
            } else {
                Document::FeeReceipt(samples::fee())
            };
            let imprint = imprint_mut(&mut document);
            imprint.barcode.clone_from(&barcode);
            imprint.qr.clone_from(&qr);
            let expected = vec![format!("CODE-128:{barcode}"), format!("QR-Code:{qr}")];
            assert_eq!(Paper::print(&document).codes(), [expected]);
        }
    }
}

#[test]
fn files_are_sound_small_and_carry_their_fonts() {
    for (name, document) in samples::all() {
        let bytes = PdfRenderer::new().unwrap().render(&document).unwrap();
        assert!(bytes.len() < 150_000, "{name}: {} bytes", bytes.len());
        let paper = Paper::print(&document);
        let verdict = paper.check();
        assert!(verdict.contains("No syntax or stream encoding errors"), "{name}: {verdict}");
        assert!(!verdict.contains("WARNING"), "{name}: {verdict}");
        let fonts = paper.fonts();
        let faces: Vec<&str> = fonts.lines().skip(2).collect();
        assert_eq!(faces.len(), 3, "{name}: {fonts}");
        for face in faces {
            // Columns emb, sub, uni: embedded, cut, and mapped back to Unicode.
            assert!(face.contains("yes yes yes"), "{name}: {face}");
        }
    }
}

#[test]
fn files_name_their_paper_date_and_format() {
    let info = Paper::print(&Document::Licence(samples::business())).info();
    for expected in ["营业执照 320300202611230018", "徐州市工商行政管理局", "841.89 x 595.276"]
    {
        assert!(info.contains(expected), "{expected}: {info}");
    }
    assert!(info.contains("Nov 2") && info.contains("2026"), "{info}");
    let info = Paper::print(&Document::Licence(samples::decision())).info();
    assert!(info.contains("(A4)") && info.contains("Pages:           1"), "{info}");
}

#[test]
fn long_lists_go_on_with_head_and_page_numbers() {
    let paper = Paper::print(&Document::MaterialsReceipt(samples::materials(41)));
    let text = paper.text();
    assert_eq!(text.matches("序号材料名称主次形式份数收讫备注").count(), 3);
    for expected in ["第1页共3页", "第2页共3页", "第3页共3页", "徐商收〔2026〕12号（续）"]
    {
        assert!(text.contains(expected), "{expected}: {text}");
    }
}

#[test]
fn a_cell_taller_than_a_page_is_cut_between_lines() {
    let mut receipt = samples::materials(2);
    let long: String = (0..900).map(|n| format!("第{n}件，")).collect();
    receipt.materials[1].name.clone_from(&long);
    let paper = Paper::print(&Document::MaterialsReceipt(receipt));
    let text = paper.text();
    let pages = paper.codes().len();
    assert!(pages > 4, "{pages} pages");
    // A page break may stand inside a word, and the foot of the page is then between its parts.
    let torn = (0..900).filter(|n| !text.contains(&format!("第{n}件"))).count();
    assert!(torn < pages, "{torn} pieces are missing on {pages} pages");
}

#[test]
fn a_real_paper_bears_no_sample_mark() {
    for (name, mut document) in samples::all() {
        imprint_mut(&mut document).sample = false;
        imprint_mut(&mut document).edition = Edition::Original;
        let text = Paper::print(&document).text();
        for mark in ["样本SAMPLE", "（示例，无印章）", "副本"] {
            assert!(!text.contains(mark) || name.starts_with("fee"), "{name}: {mark} in {text}");
        }
        assert!(text.contains("（盖章）"), "{name}");
    }
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let (first, second) = (PdfRenderer::new().unwrap(), PdfRenderer::new().unwrap());
    for (name, document) in samples::all() {
        let bytes = first.render(&document).unwrap();
        assert!(bytes == first.render(&document).unwrap(), "{name}: same renderer");
        assert!(bytes == second.render(&document.clone()).unwrap(), "{name}: another renderer");
        let mut other = document;
        imprint_mut(&mut other).journal = "13-a1b2c3d5".to_owned();
        assert!(bytes != first.render(&other).unwrap(), "{name}: another entry");
    }
}

fn imprint(document: &Document) -> &clerk_documents::Imprint {
    match document {
        Document::AcceptanceNotice(notice) => &notice.imprint,
        Document::MaterialsReceipt(MaterialsReceipt { imprint, .. })
        | Document::FeeReceipt(FeeReceipt { imprint, .. })
        | Document::Licence(Licence { imprint, .. }) => imprint,
        Document::CorrectionNotice(notice) => &notice.imprint,
        Document::DecisionAgainst(notice) => &notice.imprint,
    }
}

fn imprint_mut(document: &mut Document) -> &mut clerk_documents::Imprint {
    match document {
        Document::AcceptanceNotice(notice) => &mut notice.imprint,
        Document::MaterialsReceipt(MaterialsReceipt { imprint, .. })
        | Document::FeeReceipt(FeeReceipt { imprint, .. })
        | Document::Licence(Licence { imprint, .. }) => imprint,
        Document::CorrectionNotice(notice) => &mut notice.imprint,
        Document::DecisionAgainst(notice) => &mut notice.imprint,
    }
}

#[test]
fn long_texts_on_licences_shrink_before_they_are_refused() {
    let mut licence = samples::business();
    let LicenceBody::Business(business) = &mut licence.body else { panic!("a business licence") };
    business.scope = "软件开发与技术咨询；".repeat(26);
    let scope = business.scope.clone();
    let text = Paper::print(&Document::Licence(licence)).text();
    assert!(text.contains(&scope), "{text}");
}
