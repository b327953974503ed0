//! `clerk`: builds what the rest is handed (clock, randomness, log) and ends with its exit code.

use clerk_cli::Machine;
use clerk_desk::DeviceClock;
use std::process::ExitCode;
use std::sync::Arc;

fn main() -> ExitCode {
    start_log();
    let mut seed = [0; 32];
    if let Err(error) = getrandom::fill(&mut seed) {
        eprintln!("clerk: [internal] the system gives no random numbers: {error}");
        return ExitCode::from(3);
    }
    clerk_cli::run(&Machine { clock: Arc::new(DeviceClock), seed }, std::env::args_os())
}

/// Off unless `CLERK_LOG` names what to log, such as `info` or `clerk_sync=debug`.
fn start_log() {
    let Ok(wanted) = std::env::var("CLERK_LOG") else { return };
    tracing_subscriber::fmt()
        .with_env_filter(tracing_subscriber::EnvFilter::new(wanted))
        .with_writer(std::io::stderr)
        .init();
}
