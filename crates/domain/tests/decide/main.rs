//! What holds for every decision: a hundred thousand packs, cases, people and outages by chance, and
//! raw bytes. A failure names its seed; `CLERK_SEED` replays it alone, `CLERK_CASES` makes the run
//! longer or shorter.

// `cfg(test)` tells clippy that these are tests, where a failed unwrap is a failed test.
#[cfg(test)]
mod chance;
#[cfg(test)]
mod random;
#[cfg(test)]
mod raw;

/// The seeds of a run: one alone, or so many from 0 on.
#[cfg(test)]
fn seeds(cases: u64) -> std::ops::Range<u64> {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse().ok());
    match number("CLERK_SEED") {
        Some(seed) => seed..seed + 1,
        None => 0..number("CLERK_CASES").unwrap_or(cases),
    }
}

/// Runs a check for each seed, and gives how many there were; a panic in it is told with the seed
/// that replays it.
#[cfg(test)]
fn for_each_seed(cases: u64, check: impl Fn(u64) + std::panic::RefUnwindSafe) -> u64 {
    let seeds = seeds(cases);
    let count = seeds.end - seeds.start;
    println!("CLERK_SEED from {} to {}", seeds.start, seeds.end - 1);
    for seed in seeds {
        if let Err(panic) = std::panic::catch_unwind(|| check(seed)) {
            eprintln!("CLERK_SEED={seed} replays this");
            std::panic::resume_unwind(panic);
        }
    }
    count
}
