//! Pages to bytes: fonts cut to what is used, document data, and the same bytes each time.
//!
//! printpdf writes the pages; title, language, dates and the file identifier are set on its
//! lopdf document, because printpdf knows no language and takes dates and identifier from the
//! machine. No PDF/A: printpdf cannot write it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use lopdf::{Dictionary, Object, StringFormat};
use printpdf::{
    FontId, Op, PdfDocument, PdfFont, PdfFontHandle, PdfPage, PdfSaveOptions, TextItem,
};
use sm3::{Digest, Sm3};

use crate::DocumentError;
use crate::fonts::{Face, Fonts};

/// What the file says about itself.
pub struct About<'a> {
    /// Shown in the title bar, e.g. `受理通知书 徐商受〔2026〕12号`.
    pub title: String,
    /// The issuing organ.
    pub author: &'a str,
    /// Creation date, at midnight in China.
    pub date: NaiveDate,
}

/// Writes the pages as one PDF file.
pub fn assemble(
    fonts: &Fonts,
    about: &About,
    pages: Vec<PdfPage>,
) -> Result<Vec<u8>, DocumentError> {
    let mut pdf = PdfDocument::new(&about.title);
    for (face, chars) in used_chars(&pages) {
        let font = PdfFont::new(fonts.cut(face, &chars)?);
        pdf.resources.fonts.map.insert(FontId(face.resource().to_owned()), font);
    }
    pdf.with_pages(pages);
    let mut warnings = Vec::new();
    let mut file = pdf.to_lopdf_document(&PdfSaveOptions::default(), &mut warnings);
    if let Some(warning) = warnings.first() {
        return Err(failed(&warning.msg));
    }
    describe(&mut file, about)?;
    file.compress();
    identify(&mut file)
}

/// The characters that each face draws.
fn used_chars(pages: &[PdfPage]) -> BTreeMap<Face, BTreeSet<char>> {
    let mut used: BTreeMap<Face, BTreeSet<char>> = BTreeMap::new();
    for page in pages {
        let mut current = Face::Song;
        for op in &page.ops {
            match op {
                Op::SetFont { font: PdfFontHandle::External(id), .. } => {
                    let face = Face::ALL.into_iter().find(|face| face.resource() == id.0);
                    current = face.unwrap_or(current);
                }
                Op::ShowText { items } => {
                    let chars = used.entry(current).or_default();
                    for item in items {
                        if let TextItem::Text(text) = item {
                            chars.extend(text.chars());
                        }
                    }
                }
                _ => {}
            }
        }
    }
    used
}

fn describe(file: &mut lopdf::Document, about: &About) -> Result<(), DocumentError> {
    file.version = "1.7".to_owned();
    let date = ascii(&format!("D:{}000000+08'00'", about.date.format("%Y%m%d")));
    let info = Dictionary::from_iter([
        ("Title", utf16(&about.title)),
        ("Author", utf16(about.author)),
        ("Creator", ascii("Window Clerk")),
        ("Producer", ascii("printpdf")),
        ("CreationDate", date.clone()),
        ("ModDate", date),
    ]);
    let info = file.add_object(info);
    let old_info = file.trailer.get(b"Info").and_then(Object::as_reference);
    if let Ok(old_info) = old_info {
        file.objects.remove(&old_info);
    }
    file.trailer.set("Info", info);
    let catalog = file.catalog_mut().map_err(|e| failed(&e))?;
    catalog.set("Lang", ascii("zh-CN"));
    let shown = Dictionary::from_iter([("DisplayDocTitle", Object::Boolean(true))]);
    catalog.set("ViewerPreferences", shown);
    Ok(())
}

/// Names the file by the digest of its contents, and writes it.
fn identify(file: &mut lopdf::Document) -> Result<Vec<u8>, DocumentError> {
    file.trailer.remove(b"ID");
    let bytes = written(file)?;
    let id = Object::String(Sm3::digest(&bytes).to_vec(), StringFormat::Hexadecimal);
    file.trailer.set("ID", vec![id.clone(), id]);
    written(file)
}

fn written(file: &mut lopdf::Document) -> Result<Vec<u8>, DocumentError> {
    let mut bytes = Vec::new();
    file.save_to(&mut bytes).map_err(|e| failed(&e))?;
    Ok(bytes)
}

fn ascii(text: &str) -> Object {
    Object::String(text.as_bytes().to_vec(), StringFormat::Literal)
}

/// A text string with byte order mark (ISO 32000-1, 7.9.2.2).
fn utf16(text: &str) -> Object {
    let mut bytes = vec![0xfe, 0xff];
    bytes.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
    Object::String(bytes, StringFormat::Hexadecimal)
}

fn failed(reason: &dyn std::fmt::Display) -> DocumentError {
    DocumentError::PdfFailed { reason: reason.to_string() }
}
