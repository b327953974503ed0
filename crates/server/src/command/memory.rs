//! How the C library keeps memory that was freed, set before the server begins.
//!
//! By default each thread keeps a heap of its own, and a large piece that was freed once lets all heaps
//! grow that far: a few pushes or log-ins, and half a gigabyte stays taken. As the settings are read
//! from the environment alone, unless by code that is not safe Rust, the program begins anew with them.

/// Names and values; one that is set already stays.
#[cfg(target_os = "linux")]
const SETTINGS: [(&str, &str); 3] = [
    ("MALLOC_ARENA_MAX", "2"),
    ("MALLOC_MMAP_THRESHOLD_", "1048576"),
    ("MALLOC_TRIM_THRESHOLD_", "131072"),
];

/// Begins this program anew with the settings, in the same process; returns where they are set.
///
/// # Errors
/// The system's, where the program cannot be begun again.
#[cfg(target_os = "linux")]
pub(crate) fn begin_with_settings() -> std::io::Result<()> {
    use std::os::unix::process::CommandExt as _;
    let unset = |(name, _): &(&str, &str)| std::env::var_os(name).is_none();
    let missing: Vec<_> = SETTINGS.into_iter().filter(unset).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let mut again = std::process::Command::new(std::env::current_exe()?);
    again.args(std::env::args_os().skip(1)).envs(missing);
    // It only comes back where it failed.
    Err(again.exec())
}

/// Elsewhere there is nothing to set.
///
/// # Errors
/// None.
#[cfg(not(target_os = "linux"))]
pub(crate) fn begin_with_settings() -> std::io::Result<()> {
    Ok(())
}
