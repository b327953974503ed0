//! Finds the fonts that every document is set in, and tells the compiler where they lie.
//!
//! They are embedded in the binary: a window must never lack its font. They are not in the
//! repository (40 MB); npm brings them with the user interface's other packages.

use std::path::PathBuf;
use std::process::ExitCode;

/// Variable for `include_bytes!`, and the file below the fonts' folder. Their licence asks that
/// its text travels with them.
const FONTS: [(&str, &str); 5] = [
    ("CLERK_FONT_SONG", "noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf"),
    ("CLERK_FONT_SONG_BOLD", "noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf"),
    ("CLERK_FONT_HEI", "noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf"),
    ("CLERK_FONT_SERIF_LICENCE", "noto-serif-sc/LICENSE_FONT"),
    ("CLERK_FONT_SANS_LICENCE", "noto-sans-sc/LICENSE_FONT"),
];

fn main() -> ExitCode {
    println!("cargo::rerun-if-env-changed=CLERK_FONTS_DIR");
    let folder = fonts_folder();
    for (variable, file) in FONTS {
        let path = folder.join(file);
        println!("cargo::rerun-if-changed={}", path.display());
        if !path.is_file() {
            println!(
                "cargo::error=the font file {} is not there. Run `./dev setup` (it installs the npm \
                 packages of ui/, which bring the fonts), or set CLERK_FONTS_DIR to the folder \
                 that holds noto-serif-sc/ and noto-sans-sc/.",
                path.display()
            );
            return ExitCode::FAILURE;
        }
        println!("cargo::rustc-env={variable}={}", path.display());
    }
    ExitCode::SUCCESS
}

fn fonts_folder() -> PathBuf {
    if let Some(folder) = std::env::var_os("CLERK_FONTS_DIR") {
        return PathBuf::from(folder);
    }
    // Asked now: the folder that this was compiled in may be another checkout's, where both build into
    // one place.
    let package = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from).unwrap_or_default();
    package.join("../../ui/node_modules/@expo-google-fonts")
}
