//! The desk locks by itself where nobody is at it. A face counts the time; how long it is stands here.

use crate::api::{ApiError, ErrorCode, IdleLockArgs, IdleLockView, SessionView};
use crate::settings::Settings;
use crate::workstation::Workstation;

/// Unless somebody chose another one: long enough to fetch a paper, too short for a lunch.
const DEFAULT_MIN: u32 = 10;
const LEAST_MIN: u32 = 1;
/// A desk that stands open for longer is as good as open.
const MOST_MIN: u32 = 60;
/// For so long before it a face warns.
const WARNING_S: u32 = 30;

impl Workstation {
    /// Chooses after how many minutes without key or pointer the desk locks.
    pub fn set_idle_lock(&self, args: IdleLockArgs) -> Result<SessionView, ApiError> {
        if !(LEAST_MIN..=MOST_MIN).contains(&args.minutes) {
            let bounds = format!("{LEAST_MIN}–{MOST_MIN}");
            return Err(ApiError::with(ErrorCode::IdleLockOutOfRange, bounds));
        }
        self.at_desk(|desk| {
            let settings = self.settings()?;
            Settings { idle_lock_min: Some(args.minutes), ..settings }.write(&self.dir)?;
            desk.idle_lock = view(Some(args.minutes));
            Ok(())
        })?;
        self.session(crate::api::Nothing {})
    }
}

/// As a face is told it. A file that says something else than may be chosen counts as the nearest.
pub(crate) fn view(minutes: Option<u32>) -> IdleLockView {
    let minutes = minutes.unwrap_or(DEFAULT_MIN).clamp(LEAST_MIN, MOST_MIN);
    IdleLockView { minutes, least: LEAST_MIN, most: MOST_MIN, warning_s: WARNING_S }
}

#[cfg(test)]
mod tests {
    use super::view;

    #[test]
    fn the_time_stays_within_its_bounds_whatever_the_file_says() {
        for (kept, minutes) in [(None, 10), (Some(0), 1), (Some(5), 5), (Some(u32::MAX), 60)] {
            assert_eq!(view(kept).minutes, minutes);
        }
    }
}
