//! The desktop program: sets the environment, builds the clock and the seed, opens the window.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use std::sync::Arc;

fn main() -> anyhow::Result<()> {
    window_clerk::begin_with_environment()?;
    window_clerk::log_to_stderr();
    let clock = Arc::new(clerk_desk::DeviceClock);
    let mut seed = [0; 32];
    getrandom::fill(&mut seed).map_err(|error| anyhow::anyhow!("no randomness: {error}"))?;
    window_clerk::run(clock, seed)
}
