//! The renderer: opens the fonts once, then turns one document after another into PDF.

use crate::DocumentError;
use crate::check::{check, check_working, first_missing};
use crate::fonts::Fonts;
use crate::input::{Document, WorkingPaper};
use crate::pdf::{About, assemble};
use crate::{papers, working};

/// The opened fonts. Making one reads a few font tables; rendering only reads it, so one renderer
/// serves all threads.
pub struct PdfRenderer {
    fonts: Fonts,
}

impl PdfRenderer {
    /// Opens the embedded fonts.
    ///
    /// # Errors
    /// [`DocumentError::FontBroken`] if the program was built with a wrong font file.
    pub fn new() -> Result<Self, DocumentError> {
        Ok(Self { fonts: Fonts::open()? })
    }

    /// The first character of a text that no embedded font can draw; for a form to ask while it is
    /// being filled in, long before a number is used up.
    #[must_use]
    pub fn missing_glyph(&self, text: &str) -> Option<char> {
        first_missing(&self.fonts, text)
    }

    /// Makes the PDF of one document. The same document gives the same bytes.
    ///
    /// # Errors
    /// Every input that cannot stand on the paper as it is: an empty field, a character without
    /// glyph, a code or text that is too long, an impossible amount. Nothing is cut off silently.
    pub fn render(&self, document: &Document) -> Result<Vec<u8>, DocumentError> {
        check(&self.fonts, document)?;
        let (title, imprint, pages) = papers::lay_out(&self.fonts, document)?;
        let about = About {
            title: format!("{title} {}", imprint.number),
            author: &imprint.organ,
            date: imprint.date,
        };
        assemble(&self.fonts, &about, pages)
    }

    /// Makes the PDF of one working paper. The same paper gives the same bytes.
    ///
    /// # Errors
    /// As [`PdfRenderer::render`].
    pub fn render_working(&self, paper: &WorkingPaper) -> Result<Vec<u8>, DocumentError> {
        check_working(&self.fonts, paper)?;
        let (title, heading, pages) = working::lay_out(&self.fonts, paper)?;
        let about = About {
            title: format!("{title} {}", heading.subject),
            author: &heading.organ,
            date: heading.date,
        };
        assemble(&self.fonts, &about, pages)
    }
}

impl std::fmt::Debug for PdfRenderer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PdfRenderer").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_press_serves_all_threads() {
        fn shared<T: Send + Sync>(_: &T) {}
        shared(&PdfRenderer::new().unwrap());
    }

    #[test]
    fn fonts_bring_their_licence() {
        for licence in crate::FONT_LICENCES {
            assert!(licence.contains("SIL OPEN FONT LICENSE Version 1.1"), "{licence}");
        }
    }
}
