//! Writes one of each paper into the folder given as the argument.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

#[path = "../tests/samples/mod.rs"]
#[expect(clippy::expect_used, clippy::indexing_slicing, reason = "fixed sample data")]
mod samples;
#[path = "../tests/samples/templates.rs"]
#[expect(clippy::expect_used, reason = "fixed sample data")]
mod templates;
#[path = "../tests/samples/working.rs"]
#[expect(clippy::expect_used, clippy::indexing_slicing, reason = "fixed sample data")]
mod working;

fn main() -> ExitCode {
    let Some(folder) = std::env::args_os().nth(1).map(PathBuf::from) else {
        eprintln!("usage: samples FOLDER");
        return ExitCode::from(2);
    };
    match write_all(&folder) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(3)
        }
    }
}

fn write_all(folder: &Path) -> Result<(), Box<dyn std::error::Error>> {
    std::fs::create_dir_all(folder)?;
    let renderer = clerk_documents::PdfRenderer::new()?;
    for (name, document) in samples::all().into_iter().chain(templates::all()) {
        write(folder, name, || renderer.render(&document))?;
    }
    for (name, paper) in working::all() {
        write(folder, name, || renderer.render_working(&paper))?;
    }
    let thousand = clerk_documents::WorkingPaper::Outage(working::outage(1_000));
    write(folder, "outage-thousand", || renderer.render_working(&thousand))
}

fn write(
    folder: &Path,
    name: &str,
    render: impl FnOnce() -> Result<Vec<u8>, clerk_documents::DocumentError>,
) -> Result<(), Box<dyn std::error::Error>> {
    let start = Instant::now();
    let bytes = render()?;
    let took = start.elapsed();
    let path = folder.join(name).with_extension("pdf");
    std::fs::write(&path, &bytes)?;
    println!("{}  {} bytes  {took:.1?}", path.display(), bytes.len());
    Ok(())
}
