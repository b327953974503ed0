//! What GTK and WebKit read from the environment, set before anything of them runs. Together it takes a
//! fifth off the memory of all the app's processes (`./dev bench app`).

/// Names and values; one that is set already stays, so that each can be undone from outside.
#[cfg(target_os = "linux")]
const SETTINGS: [(&str, &str); 3] = [
    // Pages of forms and lists gain nothing from a GPU.
    ("GDK_GL", "disable"),
    ("WEBKIT_DISABLE_DMABUF_RENDERER", "1"),
    // Nor from scripts that are compiled to machine code, which also takes a way in from an attacker.
    ("JSC_useJIT", "0"),
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
