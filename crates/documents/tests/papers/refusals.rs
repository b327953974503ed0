//! What cannot stand on a paper is refused, with the field's name.

use clerk_documents::{Document, DocumentError, LicenceBody, PdfRenderer};

use crate::samples;

type Break = Box<dyn Fn() -> Document>;

fn refusal(document: &Document) -> DocumentError {
    match PdfRenderer::new().unwrap().render(document) {
        Err(error) => error,
        Ok(_) => panic!("rendered: {document:?}"),
    }
}

fn acceptance(change: impl Fn(&mut clerk_documents::AcceptanceNotice) + 'static) -> Break {
    Box::new(move || {
        let mut notice = samples::acceptance();
        change(&mut notice);
        Document::AcceptanceNotice(notice)
    })
}

fn fee(change: impl Fn(&mut clerk_documents::FeeReceipt) + 'static) -> Break {
    Box::new(move || {
        let mut receipt = samples::fee();
        change(&mut receipt);
        Document::FeeReceipt(receipt)
    })
}

fn business(change: impl Fn(&mut clerk_documents::BusinessLicence) + 'static) -> Break {
    Box::new(move || {
        let mut licence = samples::business();
        if let LicenceBody::Business(business) = &mut licence.body {
            change(business);
        }
        Document::Licence(licence)
    })
}

#[test]
fn refusals_name_code_and_field() {
    let table: Vec<(&str, &str, Break)> = vec![
        (
            "glyph_missing",
            "facts.applicant.name",
            acceptance(|n| n.facts.applicant.name = "样本𠮷".to_owned()),
        ),
        ("glyph_missing", "counter.clerk", acceptance(|n| n.counter.clerk = "甲🙂".to_owned())),
        ("glyph_missing", "promised_limit", acceptance(|n| n.promised_limit = "5\u{7}日".into())),
        ("field_empty", "facts.applicant.name", acceptance(|n| n.facts.applicant.name.clear())),
        ("field_empty", "imprint.journal", acceptance(|n| n.imprint.journal = " ".to_owned())),
        ("field_empty", "legal_basis", acceptance(|n| n.legal_basis.clear())),
        ("field_empty", "lines", fee(|f| f.lines.clear())),
        ("code_not_ascii", "imprint.barcode", acceptance(|n| n.imprint.barcode = "徐1".into())),
        ("code_not_ascii", "imprint.qr", acceptance(|n| n.imprint.qr = "号".to_owned())),
        ("code_too_long", "imprint.barcode", acceptance(|n| n.imprint.barcode = "9".repeat(45))),
        ("code_too_long", "imprint.qr", acceptance(|n| n.imprint.qr = "a".repeat(700))),
        ("amount_invalid", "lines[0].due_fen", fee(|f| f.lines[0].due_fen = -1)),
        ("amount_invalid", "lines[1].payable_fen", fee(|f| f.lines[1].payable_fen = 3_001)),
        ("amount_invalid", "lines[1].payable_fen", fee(|f| f.lines[1].payable_fen = -1)),
        ("amount_invalid", "lines[1].due_fen", fee(|f| f.lines[1].due_fen = i64::MAX)),
        ("text_too_long", "body.scope", business(|b| b.scope = "软件开发；".repeat(200))),
        ("text_too_long", "imprint.organ", acceptance(|n| n.imprint.organ = "局".repeat(90))),
        ("text_too_long", "imprint.number", acceptance(|n| n.imprint.number = "1".repeat(200))),
        ("text_too_long", "counter", acceptance(|n| n.counter.centre = "中心".repeat(60))),
        ("text_too_long", "imprint.journal", fee(|f| f.imprint.journal = "1-a".repeat(60))),
        ("text_too_long", "body.credit_code", business(|b| b.credit_code = "9".repeat(60))),
        ("text_too_long", "body.name", business(|b| b.name = "长".repeat(300))),
        (
            "text_too_long",
            "body.investors",
            Box::new(|| {
                let mut licence = samples::approval();
                if let LicenceBody::Approval(certificate) = &mut licence.body {
                    let investor = certificate.investors[0].clone();
                    certificate.investors = vec![investor; 12];
                }
                Document::Licence(licence)
            }),
        ),
    ];
    for (code, field, document) in table {
        let error = refusal(&document());
        assert_eq!(error.code(), code, "{field}: {error}");
        assert!(error.to_string().contains(field), "{error}");
    }
}

#[test]
fn a_missing_glyph_is_named() {
    let mut notice = samples::acceptance();
    notice.facts.applicant.name = "样本𠮷".to_owned();
    let error = refusal(&Document::AcceptanceNotice(notice));
    let field = "facts.applicant.name".to_owned();
    assert_eq!(error, DocumentError::MissingGlyph { ch: '𠮷', field });
    assert!(error.to_string().contains("U+20BB7"), "{error}");
}

#[test]
fn a_form_can_ask_before_it_comes_to_printing() {
    let renderer = PdfRenderer::new().unwrap();
    for (text, missing) in [
        ("示例䶮𠅤㛃𬭎𰻞\n二", None),
        ("样本𠮷🙂", Some('𠮷')),
        ("5\u{7}日", Some('\u{7}')),
        ("", None),
    ] {
        assert_eq!(renderer.missing_glyph(text), missing, "{text}");
    }
}
