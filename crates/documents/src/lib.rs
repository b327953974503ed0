//! Data to PDF: the papers that a window hands over.
//!
//! [`PdfRenderer::render`] turns one [`Document`] into the bytes of a PDF file: notices, receipts and
//! licences on A4, with embedded fonts cut to the glyphs used, a QR code and a Code128 barcode,
//! and text that can be copied out. The same input gives the same bytes.
//!
//! [`PdfRenderer::render_working`] does the same for a [`WorkingPaper`]: what a window prints for itself and
//! for the file, without seal and codes.
//!
//! A licence whose type has a template in the rule pack is laid out by that (`template.rs`); the others
//! by the program's own layouts.
//!
//! Left out on purpose: no clock and no randomness (dates are input), no rule (what is due, which
//! number, who may sign is decided in `domain`), no files and no printer. The national emblem and
//! seals are never drawn: the law reserves both, so a sample
//! paper shows a marked empty ring and a real one leaves the place free for the stamp.

mod amount;
mod border;
mod canvas;
mod check;
mod codes;
mod error;
mod fonts;
mod input;
mod layout;
mod notice;
mod papers;
mod pdf;
mod renderer;
mod specimen;
mod template;
mod text;
mod working;

pub use amount::{capital_amount, yuan};
pub use error::DocumentError;
pub use fonts::FONT_LICENCES;
pub use input::*;
pub use renderer::PdfRenderer;
pub use specimen::{Specimen, specimen};
