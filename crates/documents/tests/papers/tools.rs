//! The outside tools.

use std::path::Path;
use std::process::Command;

use clerk_documents::{Document, PdfRenderer, WorkingPaper};

/// Runs a tool and gives back what it wrote; fails with its message if it failed or is missing.
pub fn run(tool: &str, arguments: &[&str], folder: &Path) -> String {
    let output = Command::new(tool)
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap_or_else(|e| panic!("{tool} does not run ({e}): install it"));
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{tool} {arguments:?}: {text}{complaint}");
    text
}

/// A rendered paper in a folder of its own.
pub struct Paper {
    folder: tempfile::TempDir,
}

impl Paper {
    pub fn print(document: &Document) -> Self {
        Self::of(&PdfRenderer::new().unwrap().render(document).unwrap())
    }

    pub fn print_working(paper: &WorkingPaper) -> Self {
        Self::of(&PdfRenderer::new().unwrap().render_working(paper).unwrap())
    }

    pub fn of(bytes: &[u8]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("paper.pdf"), bytes).unwrap();
        Self { folder }
    }

    fn tool(&self, tool: &str, arguments: &[&str]) -> String {
        run(tool, arguments, self.folder.path())
    }

    /// The text in the order in which it was set, without any white space.
    pub fn text(&self) -> String {
        squeezed(&self.tool("pdftotext", &["-raw", "paper.pdf", "-"]))
    }

    /// The text in reading order, as a person copies it.
    pub fn copied_text(&self) -> String {
        self.tool("pdftotext", &["paper.pdf", "-"])
    }

    /// What a scanner reads from each page at 200 dpi, sorted.
    pub fn codes(&self) -> Vec<Vec<String>> {
        self.tool("pdftoppm", &["-r", "200", "-png", "paper.pdf", "page"]);
        let mut pages: Vec<String> = std::fs::read_dir(self.folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| name.ends_with(".png"))
            .collect();
        pages.sort();
        let read = |page: &String| {
            let mut codes: Vec<String> =
                self.tool("zbarimg", &["-q", page]).lines().map(str::to_owned).collect();
            codes.sort();
            codes
        };
        pages.iter().map(read).collect()
    }

    /// Whether a scanner reads nothing from any page; zbarimg then ends with 4.
    pub fn has_no_codes(&self) -> bool {
        self.tool("pdftoppm", &["-r", "200", "-png", "paper.pdf", "page"]);
        let pages =
            std::fs::read_dir(self.folder.path()).unwrap().map(|entry| entry.unwrap().path());
        let mut pages = pages.filter(|path| path.extension().is_some_and(|e| e == "png"));
        pages.all(|page| {
            let read = Command::new("zbarimg").arg("-q").arg(page).output().unwrap();
            read.status.code() == Some(4) && read.stdout.is_empty()
        })
    }

    /// The width of the first page in pixels, and the dark ones' places, row by row.
    pub fn dark_pixels(&self, dots_per_inch: u32) -> (usize, Vec<usize>) {
        let dots = dots_per_inch.to_string();
        self.tool("pdftoppm", &["-r", &dots, "-gray", "-singlefile", "paper.pdf", "first"]);
        let image = std::fs::read(self.folder.path().join("first.pgm")).unwrap();
        // P5, width and height, the brightest value: a line each, then a byte a pixel.
        let end = image.iter().enumerate().filter(|(_, byte)| **byte == b'\n').nth(2).unwrap().0;
        let head = std::str::from_utf8(&image[..end]).unwrap();
        let width = head.split_whitespace().nth(1).unwrap().parse().unwrap();
        let pixels = image[end + 1..].iter().enumerate();
        (width, pixels.filter(|(_, grey)| **grey < 128).map(|(at, _)| at).collect())
    }

    pub fn check(&self) -> String {
        self.tool("qpdf", &["--check", "paper.pdf"])
    }

    pub fn info(&self) -> String {
        self.tool("pdfinfo", &["paper.pdf"])
    }

    pub fn fonts(&self) -> String {
        self.tool("pdffonts", &["paper.pdf"])
    }
}

pub fn squeezed(text: &str) -> String {
    text.chars().filter(|ch| !ch.is_whitespace() && *ch != '\u{c}').collect()
}
