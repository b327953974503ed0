//! The table of a sample day, printed as it is played, or one JSON value at its end.

use super::closing::Check;
use super::expect::{LineResult, mismatches};
use super::script::{Day, Line};
use super::windows::StaffedWindow;
use crate::error::DemoError;
use clerk_cli::Lang;
use clerk_cli::output;
use clerk_cli::text::table::{pad, plain};
use clerk_cli::text::words;
use clerk_desk::api::ApiError;
use serde::Serialize;
use std::path::{Path, PathBuf};
use unicode_width::UnicodeWidthStr as _;

/// A line that was played.
#[derive(Serialize)]
struct Played {
    at: String,
    window: String,
    person: String,
    #[serde(rename = "do")]
    what: &'static str,
    case: String,
    result: String,
    passed: bool,
}

/// What came of a day.
#[derive(Serialize)]
pub struct Report {
    folder: PathBuf,
    lines: Vec<Played>,
    checks: Vec<Check>,
    passed: usize,
    failed: usize,
    #[serde(skip)]
    lang: Lang,
    #[serde(skip)]
    json: bool,
    #[serde(skip)]
    widths: [usize; 5],
}

impl Report {
    /// An empty report of a day that is played in this folder.
    pub fn new(lang: Lang, json: bool, folder: &Path, day: &Day) -> Self {
        let widest = |texts: &mut dyn Iterator<Item = &str>| texts.map(|t| t.width()).max();
        let windows = widest(&mut day.windows.iter().map(|window| window.id.as_str()));
        let people = day.windows.iter().flat_map(|window| [&window.clerk, &window.chief]);
        let people = widest(&mut people.map(|person| person.as_str()));
        let steps = widest(&mut day.lines.iter().map(|line| line.step.word()));
        let cases = widest(&mut day.lines.iter().map(|line| line.step.case()));
        let widths = [Some("00:00".len()), windows, people, steps, cases];
        Self {
            folder: folder.to_owned(),
            lines: Vec::new(),
            checks: Vec::new(),
            passed: 0,
            failed: 0,
            lang,
            json,
            // No narrower than the heads, the widest of which has four Han characters.
            widths: widths.map(|width| width.unwrap_or_default().max("四个汉字".width())),
        }
    }

    /// Writes the heads.
    pub fn begin(&self) -> Result<(), DemoError> {
        let heads = self.lang.pick(
            ["时间", "窗口", "办理人", "事情", "办件"],
            ["Time", "Window", "Who", "What", "Case"],
        );
        self.row(heads, self.lang.pick("结果", "Result"))
    }

    /// Takes in a line, and writes it.
    pub fn line(
        &mut self,
        line: &Line,
        person: &str,
        came: &Result<LineResult, ApiError>,
    ) -> Result<(), DemoError> {
        let wrong = mismatches(&line.expect, came);
        let mut result = match came {
            Ok(came) => shown(came, self.lang),
            Err(error) => error_shown(error),
        };
        if !wrong.is_empty() {
            result.push_str(&format!(" ✘ {}", wrong.join("; ")));
        }
        let played = Played {
            at: line.at.format("%H:%M").to_string(),
            window: line.window.as_ref().map(ToString::to_string).unwrap_or_default(),
            person: person.to_owned(),
            what: line.step.word(),
            case: line.step.case().to_owned(),
            result,
            passed: wrong.is_empty(),
        };
        let cells = [&played.at, &played.window, &played.person, played.what, &played.case];
        self.row(cells, &format!("{} {}", mark(played.passed), plain(&played.result)))?;
        if played.passed {
            self.passed += 1
        } else {
            self.failed += 1
        }
        self.lines.push(played);
        Ok(())
    }

    /// Takes in a closing check, and writes it.
    pub fn check(&mut self, check: Check) -> Result<(), DemoError> {
        self.write(&format!("{} {}: {}\n", mark(check.passed), check.what, check.found))?;
        self.checks.push(check);
        Ok(())
    }

    /// Writes the summary, or all of it as JSON.
    ///
    /// # Errors
    /// [`DemoError::DayFailed`] where a line or a check did not come out as it must.
    pub fn end(&self, windows: &[StaffedWindow]) -> Result<(), DemoError> {
        let wrong = self.checks.iter().filter(|check| !check.passed).count();
        output::give(self.json, self, || {
            let mut text = format!("\n{}\n", self.lang.pick("文书（PDF）：", "Papers (PDF):"));
            for window in windows {
                text.push_str(&format!("  {}\n", window.dir.join("print").display()));
            }
            let held = self.checks.len() - wrong;
            text.push_str(&format!("checks {held} passed, {wrong} failed\n"));
            text.push_str(&format!("lines {} passed, {} failed\n", self.passed, self.failed));
            text
        })?;
        match self.failed + wrong {
            0 => Ok(()),
            count => Err(DemoError::DayFailed(count)),
        }
    }

    fn row(&self, cells: [&str; 5], last: &str) -> Result<(), DemoError> {
        let cells = cells.iter().zip(self.widths).map(|(cell, width)| pad(&plain(cell), width));
        let cells: Vec<_> = cells.collect();
        self.write(&format!("{}  {last}\n", cells.join("  ")))
    }

    /// Progress is for people; JSON comes at the end.
    fn write(&self, text: &str) -> Result<(), DemoError> {
        if self.json { Ok(()) } else { Ok(output::write(text)?) }
    }
}

fn mark(passed: bool) -> char {
    if passed { '✔' } else { '✘' }
}

fn shown(came: &LineResult, lang: Lang) -> String {
    let words = [
        came.state.map(|state| words::state(state, lang).to_owned()),
        came.outcome.map(|outcome| words::outcome(outcome, lang).to_owned()),
        came.to.map(|to| format!("→ {}", words::referral_target(to, lang))),
        came.copy
            .filter(|copy| *copy > 0)
            .map(|copy| format!("{} {copy}", lang.pick("副本", "copy"))),
        came.online.map(|online| if online { "online" } else { "offline" }.to_owned()),
        Some(came.note.clone()).filter(|note| !note.is_empty()),
    ];
    words.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn error_shown(error: &ApiError) -> String {
    let fields: Vec<_> = error.problems.iter().map(|problem| problem.field.as_str()).collect();
    format!("{} {} {}", error.code.as_text(), error.detail, fields.join(" ")).trim_end().to_owned()
}
