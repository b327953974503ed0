//! Real desks against the real server.

// `cfg(test)` tells clippy that these are tests, where a failed unwrap is a failed test.
#[cfg(test)]
#[path = "../rig/test_centre.rs"]
mod centre;
#[cfg(test)]
mod confirmed;
#[cfg(test)]
mod fees;
#[cfg(test)]
mod for_good;
#[cfg(test)]
mod green;
#[cfg(test)]
mod kept;
#[cfg(test)]
mod legal_dates;
#[cfg(test)]
mod new_device;
#[cfg(test)]
mod no_numbers;
#[cfg(test)]
mod outage;
#[cfg(test)]
mod pinned_rules;
#[cfg(test)]
mod power_cut;
#[cfg(test)]
mod products;
#[cfg(test)]
mod recorded;
#[cfg(test)]
mod same_application;
#[cfg(test)]
mod steps;
#[cfg(test)]
mod templates;
