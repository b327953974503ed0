//! The text of a licence's QR code, out of a file that shows it: a text, a PDF or an image.
//!
//! Pages and codes are read by programs of the system, poppler's and zbar's, whose work on what
//! strangers bring is kept out of this process and is broken off where it takes too much.

use crate::api::{ApiError, ErrorCode};
use crate::program::{Program, Stopped};
use clerk_domain::licence_code::FORM;
use std::ffi::OsStr;
use std::path::Path;

/// More than any paper has.
pub(crate) const LONGEST_BYTES: usize = 32 << 20;
/// What a 200 dpi scan shows, the papers' codes are made for.
const DPI: &str = "200";
const PDFTOPPM: Program = Program { name: "pdftoppm", package: "poppler-utils" };
const ZBARIMG: Program = Program { name: "zbarimg", package: "zbar-tools" };

/// How an image begins, and the ending by which programs know it.
const IMAGES: [(&[u8], &str); 7] = [
    (b"\x89PNG", "png"),
    (b"\xff\xd8\xff", "jpg"),
    (b"GIF8", "gif"),
    (b"BM", "bmp"),
    (b"II*\0", "tif"),
    (b"MM\0*", "tif"),
    (b"RIFF", "webp"),
];

/// The licence's text in a file's bytes.
///
/// # Errors
/// `file_too_large`, `no_code_found`, `scanner_missing`, and where a working file cannot be written.
pub(crate) fn licence_text(bytes: &[u8]) -> Result<String, ApiError> {
    if bytes.len() > LONGEST_BYTES {
        return Err(ApiError::new(ErrorCode::FileTooLarge));
    }
    let image = IMAGES.iter().find(|(start, _)| bytes.starts_with(start));
    let text = if bytes.starts_with(b"%PDF-") {
        of_pdf(bytes)?
    } else if let Some((_, ending)) = image {
        of_image(bytes, ending)?
    } else {
        let text = std::str::from_utf8(bytes).unwrap_or_default();
        text.trim_start_matches('\u{feff}').trim().to_owned()
    };
    if text.is_empty() { Err(ApiError::new(ErrorCode::NoCodeFound)) } else { Ok(text) }
}

/// The licence's text on the first page of a PDF.
fn of_pdf(bytes: &[u8]) -> Result<String, ApiError> {
    let folder = Folder::new()?;
    let pdf = folder.write("licence.pdf", bytes)?;
    let page = folder.0.path().join("page");
    let options = ["-r", DPI, "-f", "1", "-l", "1", "-singlefile", "-png"].map(OsStr::new);
    let files = [pdf.as_os_str(), page.as_os_str()];
    folder.run(&PDFTOPPM, &[&options[..], &files[..]].concat())?;
    folder.scan(&page.with_extension("png"))
}

fn of_image(bytes: &[u8], ending: &str) -> Result<String, ApiError> {
    let folder = Folder::new()?;
    folder.scan(&folder.write(&format!("licence.{ending}"), bytes)?)
}

/// A folder that goes with what is in it.
struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Result<Self, ApiError> {
        let folder = tempfile::tempdir().map_err(failed)?;
        clerk_disk::shut(folder.path()).map_err(failed)?;
        Ok(Self(folder))
    }

    fn write(&self, name: &str, bytes: &[u8]) -> Result<std::path::PathBuf, ApiError> {
        let path = self.0.path().join(name);
        clerk_disk::write_whole(&path, bytes).map_err(failed)?;
        Ok(path)
    }

    /// The licence's text in an image; what other codes stand beside it is passed over.
    fn scan(&self, image: &Path) -> Result<String, ApiError> {
        let options = ["--quiet", "--raw"].map(OsStr::new);
        let found = self.run(&ZBARIMG, &[&options[..], &[image.as_os_str()]].concat())?;
        Ok(found.lines().find(|line| line.starts_with(FORM)).unwrap_or_default().to_owned())
    }

    /// What the program wrote. Of one that took too much nothing is known: whoever brought the file may
    /// bring the code's text instead.
    fn run(&self, program: &Program, arguments: &[&OsStr]) -> Result<String, ApiError> {
        match program.run(arguments, self.0.path()) {
            Ok(written) => Ok(String::from_utf8_lossy(&written).into_owned()),
            Err(Stopped::Missing { name, package }) => {
                Err(ApiError::with(ErrorCode::ScannerMissing, format!("{name}, {package}")))
            }
            Err(Stopped::TookTooLong) => Err(ApiError::new(ErrorCode::NoCodeFound)),
            Err(Stopped::Failed(error)) => Err(failed(error)),
        }
    }
}

fn failed(error: std::io::Error) -> ApiError {
    ApiError::with(ErrorCode::StorageFailed, error.to_string())
}

#[cfg(test)]
mod tests {
    use super::{LONGEST_BYTES, licence_text};
    use crate::api::ErrorCode;

    #[test]
    fn a_text_is_taken_as_it_is() {
        for (bytes, text) in
            [("WC1.a.b", "WC1.a.b"), ("\u{feff} WC1.a.b \r\n", "WC1.a.b"), ("样本", "样本")]
        {
            assert_eq!(licence_text(bytes.as_bytes()).unwrap(), text);
        }
    }

    #[test]
    fn what_shows_no_code_is_said_to_show_none() {
        let png = b"\x89PNG\r\n\x1a\n broken".to_vec();
        let rows =
            [Vec::new(), b" \n".to_vec(), vec![0xff, 0xfe, 0x80], png, b"%PDF-1.7 no".to_vec()];
        for bytes in rows {
            assert_eq!(licence_text(&bytes).unwrap_err().code, ErrorCode::NoCodeFound, "{bytes:?}");
        }
        // A page of three metres: two gigabytes, drawn at 200 dots an inch.
        let page = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n\
            2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
            3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9000 9000]>>endobj\n\
            trailer<</Root 1 0 R>>\n";
        assert_eq!(licence_text(page).unwrap_err().code, ErrorCode::NoCodeFound);
        let large = vec![b' '; LONGEST_BYTES + 1];
        assert_eq!(licence_text(&large).unwrap_err().code, ErrorCode::FileTooLarge);
    }
}
