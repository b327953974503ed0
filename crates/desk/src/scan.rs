//! The text of a licence's QR code, out of a file that shows it: a text, a PDF or an image.
//!
//! Pages and codes are read by programs of the system, poppler's and zbar's, whose work on what
//! strangers bring is kept out of this process and is broken off where it takes too long.

use crate::api::{ApiError, ErrorCode};
use clerk_domain::licence_code::FORM;
use std::ffi::OsStr;
use std::io::Read as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// More than any paper has.
pub(crate) const LONGEST_BYTES: usize = 32 << 20;
/// What a 200 dpi scan shows, the papers' codes are made for.
const DPI: &str = "200";
const PATIENCE: Duration = Duration::from_secs(20);
const PAUSE: Duration = Duration::from_millis(20);

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
    run("pdftoppm", "poppler-utils", &[&options[..], &files[..]].concat())?;
    scan(&page.with_extension("png"))
}

fn of_image(bytes: &[u8], ending: &str) -> Result<String, ApiError> {
    let folder = Folder::new()?;
    scan(&folder.write(&format!("licence.{ending}"), bytes)?)
}

/// The licence's text in an image; what other codes stand beside it is passed over.
fn scan(image: &Path) -> Result<String, ApiError> {
    let options = ["--quiet", "--raw"].map(OsStr::new);
    let found = run("zbarimg", "zbar-tools", &[&options[..], &[image.as_os_str()]].concat())?;
    Ok(found.lines().find(|line| line.starts_with(FORM)).unwrap_or_default().to_owned())
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
}

fn failed(error: std::io::Error) -> ApiError {
    ApiError::with(ErrorCode::StorageFailed, error.to_string())
}

/// What the program wrote. Its status is not looked at: without a code in the image it is no success.
fn run(name: &str, package: &str, arguments: &[&OsStr]) -> Result<String, ApiError> {
    let mut command = Command::new(name);
    command.args(arguments).stdin(Stdio::null()).stderr(Stdio::null()).stdout(Stdio::piped());
    let missing = |_| ApiError::with(ErrorCode::ScannerMissing, format!("{name}, {package}"));
    let mut child = command.spawn().map_err(missing)?;
    if !ends(&mut child)? {
        // Nothing is known of it: whoever brought it may bring the code's text instead.
        return Err(ApiError::new(ErrorCode::NoCodeFound));
    }
    let mut written = Vec::new();
    if let Some(mut stdout) = child.stdout.take() {
        stdout.read_to_end(&mut written).map_err(failed)?;
    }
    Ok(String::from_utf8_lossy(&written).into_owned())
}

/// Whether it ends by itself in time; else it is ended.
fn ends(child: &mut Child) -> Result<bool, ApiError> {
    let mut waited = Duration::ZERO;
    while child.try_wait().map_err(failed)?.is_none() {
        if waited > PATIENCE {
            child.kill().map_err(failed)?;
            child.wait().map_err(failed)?;
            return Ok(false);
        }
        std::thread::sleep(PAUSE);
        waited += PAUSE;
    }
    Ok(true)
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
        let large = vec![b' '; LONGEST_BYTES + 1];
        assert_eq!(licence_text(&large).unwrap_err().code, ErrorCode::FileTooLarge);
    }
}
