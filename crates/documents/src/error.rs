//! Why a paper could not be made.

/// The error of this crate. [`DocumentError::code`] is stable and made for the UI to translate;
/// the message is for logs and support staff. `field` names the input, e.g. `materials[2].name`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DocumentError {
    /// No embedded font can draw a character. A paper with a silent gap in a name is worse.
    #[error(
        "no font of this program has a glyph for '{ch}' (U+{code:04X}) in {field}: \
         write that character another way, or ask for a version with a larger font",
        code = u32::from(*.ch)
    )]
    MissingGlyph {
        /// The character without a glyph.
        ch: char,
        /// The input that holds it.
        field: String,
    },
    /// An input that must stand on the paper is empty.
    #[error("{field} is empty, and the paper cannot go without it: fill it in")]
    FieldEmpty {
        /// The empty input.
        field: String,
    },
    /// The barcode or QR text holds something other than printable ASCII.
    #[error("{field} holds '{ch}', and the code takes printable ASCII alone: encode the text")]
    CodeText {
        /// `imprint.barcode` or `imprint.qr`.
        field: String,
        /// The first character that does not fit.
        ch: char,
    },
    /// The barcode or QR text is so long that a scanner could not read the code from paper.
    #[error("{field} is too long for a code that a scanner can read: shorten it")]
    CodeTooLong {
        /// `imprint.barcode` or `imprint.qr`.
        field: String,
    },
    /// A text does not fit its place on a one-page licence, even in small print.
    #[error("{field} is too long for its place on the licence: shorten it")]
    TextTooLong {
        /// The input that does not fit.
        field: String,
    },
    /// A value does not fit its box of a template, even in the smallest print that the template allows.
    #[error(
        "template {template}: the value of {field} ({length} characters) does not fit its box in the \
         smallest print: shorten the value, or enlarge the box"
    )]
    NoRoom {
        /// The licence type that the template is for.
        template: String,
        /// What the box shows, or the label of the table's row.
        field: String,
        /// The value's length in characters.
        length: usize,
    },
    /// An amount is negative, above the amount due, or the sum leaves the range of `i64` fen.
    #[error("{field} is not a possible amount: correct the fee")]
    AmountInvalid {
        /// The amount's input.
        field: String,
    },
    /// An embedded font is damaged: the program was built with a wrong font file.
    #[error("the embedded font {face} cannot be read ({reason}): reinstall the program")]
    FontBroken {
        /// The face, e.g. `NotoSerifSC-Regular`.
        face: &'static str,
        /// What the font reader said.
        reason: String,
    },
    /// The PDF could not be put together.
    #[error("the PDF could not be written ({reason}): try again, then call support")]
    PdfFailed {
        /// What the PDF library said.
        reason: String,
    },
}

impl DocumentError {
    /// The stable code of this error, in snake case.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::MissingGlyph { .. } => "glyph_missing",
            Self::FieldEmpty { .. } => "field_empty",
            Self::CodeText { .. } => "code_not_ascii",
            Self::CodeTooLong { .. } => "code_too_long",
            Self::TextTooLong { .. } | Self::NoRoom { .. } => "text_too_long",
            Self::AmountInvalid { .. } => "amount_invalid",
            Self::FontBroken { .. } => "font_broken",
            Self::PdfFailed { .. } => "pdf_failed",
        }
    }
}
