//! What GTK, WebKit and the C library read from the environment, set before anything of them runs.
//! Together it takes more than a quarter off the memory of all the app's processes (`./dev bench app`).

/// Names and values; one that is set already stays, so that each can be undone from outside.
#[cfg(target_os = "linux")]
const SETTINGS: [(&str, &str); 7] = [
    // Pages of forms and lists gain nothing from a GPU.
    ("GDK_GL", "disable"),
    ("WEBKIT_DISABLE_DMABUF_RENDERER", "1"),
    // Nor from scripts that are compiled to machine code, which also takes a way in from an attacker.
    ("JSC_useJIT", "0"),
    // Else this process, too, loads a graphics driver, only to ask it which device it drives.
    ("WEBKIT_WEB_RENDER_DEVICE_FILE", "/dev/null"),
    // What was freed goes back to the system: by default each thread keeps a heap of its own, and a large
    // piece that was freed once (a log-in takes 20 MB for a moment) lets all heaps grow that far.
    ("MALLOC_ARENA_MAX", "2"),
    ("MALLOC_MMAP_THRESHOLD_", "1048576"),
    ("MALLOC_TRIM_THRESHOLD_", "131072"),
];

/// Starts this program anew with the settings, in the same process; returns where they are set.
///
/// # Errors
/// The system's, where the program cannot be started again.
#[cfg(target_os = "linux")]
pub fn begin_with_environment() -> std::io::Result<()> {
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
pub fn begin_with_environment() -> std::io::Result<()> {
    Ok(())
}
