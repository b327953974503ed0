//! The three embedded faces: which glyph, how wide, and the cut of one document.
//!
//! printpdf embeds a font whole unless its layout engine is built in, so the cut is made here. No
//! kerning, ligatures or vertical text: Chinese official papers need none.

use std::collections::BTreeSet;

use printpdf::{FontMetrics, ParsedFont, PdfFontMetricsStub};
use subsetter::{GlyphRemapper, subset};

use crate::DocumentError;

/// The licences of the embedded fonts (SIL Open Font License 1.1) with their copyright lines, one
/// after the other. They must travel with the program: show them where it tells about itself.
pub const FONT_LICENCES: [&str; 2] =
    [include_str!(env!("CLERK_FONT_SERIF_LICENCE")), include_str!(env!("CLERK_FONT_SANS_LICENCE"))];

/// A face by its role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Face {
    /// 宋体 for running text.
    Song,
    /// 宋体 bold for titles and organs.
    SongBold,
    /// 黑体 for labels.
    Hei,
}

impl Face {
    /// All faces, in the order in which one stands in for another that lacks a glyph.
    pub const ALL: [Self; 3] = [Self::Song, Self::Hei, Self::SongBold];

    /// The name of the font resource inside the PDF.
    pub const fn resource(self) -> &'static str {
        match self {
            Self::Song => "Song",
            Self::SongBold => "SongBold",
            Self::Hei => "Hei",
        }
    }

    const fn font_name(self) -> &'static str {
        match self {
            Self::Song => "NotoSerifSC-Regular",
            Self::SongBold => "NotoSerifSC-Bold",
            Self::Hei => "NotoSansSC-Regular",
        }
    }

    const fn bytes(self) -> &'static [u8] {
        match self {
            Self::Song => include_bytes!(env!("CLERK_FONT_SONG")),
            Self::SongBold => include_bytes!(env!("CLERK_FONT_SONG_BOLD")),
            Self::Hei => include_bytes!(env!("CLERK_FONT_HEI")),
        }
    }
}

/// The faces, opened.
pub struct Fonts {
    song: FontFile,
    song_bold: FontFile,
    hei: FontFile,
}

struct FontFile {
    face: Face,
    tables: ttf_parser::Face<'static>,
}

impl Fonts {
    /// Opens the embedded faces. Nothing is copied: the tables are read where they lie.
    pub fn open() -> Result<Self, DocumentError> {
        Ok(Self {
            song: FontFile::open(Face::Song)?,
            song_bold: FontFile::open(Face::SongBold)?,
            hei: FontFile::open(Face::Hei)?,
        })
    }

    const fn file(&self, face: Face) -> &FontFile {
        match face {
            Face::Song => &self.song,
            Face::SongBold => &self.song_bold,
            Face::Hei => &self.hei,
        }
    }

    /// The face that draws `ch`: the wanted one, or the first that can.
    pub fn face_for(&self, wanted: Face, ch: char) -> Option<Face> {
        std::iter::once(wanted).chain(Face::ALL).find(|face| self.file(*face).glyph(ch).is_some())
    }

    /// Cuts a text into runs of one face each. A character that no face has is an error.
    pub fn runs<'t>(
        &self,
        wanted: Face,
        text: &'t str,
    ) -> Result<Vec<(Face, &'t str)>, DocumentError> {
        let mut runs: Vec<(Face, usize)> = Vec::new();
        for (at, ch) in text.char_indices() {
            let face = self.face_for(wanted, ch).ok_or_else(|| DocumentError::MissingGlyph {
                ch,
                field: "the form text".to_owned(),
            })?;
            if runs.last().is_none_or(|(last, _)| *last != face) {
                runs.push((face, at));
            }
        }
        let ends = runs.iter().skip(1).map(|(_, at)| *at).chain([text.len()]);
        Ok(runs
            .iter()
            .zip(ends)
            .filter_map(|((face, start), end)| Some((*face, text.get(*start..end)?)))
            .collect())
    }

    /// The width of a text set in one size, in points; a character without glyph has none.
    pub fn width(&self, wanted: Face, size: f32, text: &str) -> f32 {
        text.chars().map(|ch| self.char_width(wanted, size, ch)).sum()
    }

    /// The width of one character, in points.
    pub fn char_width(&self, wanted: Face, size: f32, ch: char) -> f32 {
        let Some(face) = self.face_for(wanted, ch) else { return 0.0 };
        self.file(face).advance_em(ch) * size
    }

    /// The font that a PDF embeds: `face` cut to `chars`, with new glyph numbers.
    pub fn cut(&self, face: Face, chars: &BTreeSet<char>) -> Result<ParsedFont, DocumentError> {
        self.file(face).cut(chars)
    }
}

impl FontFile {
    fn open(face: Face) -> Result<Self, DocumentError> {
        let tables = ttf_parser::Face::parse(face.bytes(), 0).map_err(|e| broken(face, &e))?;
        Ok(Self { face, tables })
    }

    fn glyph(&self, ch: char) -> Option<u16> {
        self.tables.glyph_index(ch).map(|glyph| glyph.0).filter(|glyph| *glyph != 0)
    }

    fn advance(&self, glyph: u16) -> u16 {
        let advance = self.tables.glyph_hor_advance(ttf_parser::GlyphId(glyph));
        advance.unwrap_or_else(|| self.tables.units_per_em())
    }

    fn advance_em(&self, ch: char) -> f32 {
        let units = self.glyph(ch).map_or(0, |glyph| self.advance(glyph));
        f32::from(units) / f32::from(self.tables.units_per_em())
    }

    fn cut(&self, chars: &BTreeSet<char>) -> Result<ParsedFont, DocumentError> {
        let old_glyphs: BTreeSet<u16> = chars.iter().filter_map(|ch| self.glyph(*ch)).collect();
        let old_glyphs: Vec<u16> = old_glyphs.into_iter().collect();
        let new_glyphs = GlyphRemapper::new_from_glyphs_sorted(&old_glyphs);
        let bytes = subset(self.face.bytes(), 0, &new_glyphs).map_err(|e| broken(self.face, &e))?;
        let char_glyphs = chars
            .iter()
            .filter_map(|ch| Some((u32::from(*ch), new_glyphs.get(self.glyph(*ch)?)?)))
            .collect();
        let widths = old_glyphs
            .iter()
            .filter_map(|old| Some((new_glyphs.get(*old)?, self.advance(*old))))
            .collect();
        let mut font = ParsedFont::with_glyph_data(
            bytes,
            0,
            Some(format!("{}+{}", cut_tag(&old_glyphs), self.face.font_name())),
            char_glyphs,
            widths,
            self.tables.units_per_em(),
            FontMetrics { ascent: self.tables.ascender(), descent: self.tables.descender() },
        );
        let area = self.tables.global_bounding_box();
        font.pdf_font_metrics = PdfFontMetricsStub {
            units_per_em: self.tables.units_per_em(),
            x_min: area.x_min,
            y_min: area.y_min,
            x_max: area.x_max,
            y_max: area.y_max,
            us_weight_class: self.tables.weight().to_number(),
            ..PdfFontMetricsStub::default()
        };
        Ok(font)
    }
}

/// Six capitals that tell one cut of a face from another (ISO 32000-1, 9.6.4).
fn cut_tag(glyphs: &[u16]) -> String {
    let mut number = glyphs
        .iter()
        .fold(0_u64, |hash, glyph| hash.wrapping_mul(1_000_003).wrapping_add(u64::from(*glyph)));
    let mut tag = String::with_capacity(6);
    for _ in 0..6 {
        tag.extend(('A'..='Z').nth(usize::try_from(number % 26).unwrap_or(0)));
        number /= 26;
    }
    tag
}

fn broken(face: Face, reason: &dyn std::fmt::Display) -> DocumentError {
    DocumentError::FontBroken { face: face.font_name(), reason: reason.to_string() }
}
