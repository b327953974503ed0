//! How an intake would be judged as it stands. Nothing is kept.

use crate::api::{ApiError, ErrorCode, FactsArgs, Intake, PreviewView};
use crate::halt;
use crate::intake::{Application, application};
use crate::open::OpenDesk;
use crate::workstation::Workstation;
use chrono::{DateTime, Datelike as _, FixedOffset, NaiveDate};
use clerk_documents::PdfRenderer;
use clerk_domain::clock::china_date;
use clerk_domain::decide::{self, Decision, decide};
use clerk_domain::fee;
use clerk_domain::form::FieldProblem;
use clerk_domain::identity::check_applicant;
use clerk_domain::item::{Action, Item};
use clerk_domain::text;

impl Workstation {
    /// Checks an intake: problems field by field, the decision once one can be made, what is
    /// missing, and the fee.
    pub fn preview(&self, intake: Intake) -> Result<PreviewView, ApiError> {
        let now = self.now();
        self.at_desk(|desk| desk.preview(&intake, now))
    }
}

impl Workstation {
    /// Decides on facts that are no case, under the window's own pack. For the command line.
    pub fn decide_facts(&self, args: FactsArgs) -> Result<Decision, ApiError> {
        let FactsArgs { facts, applicant, role, at } = args;
        let now = at.unwrap_or_else(|| self.now());
        self.at_desk(|desk| {
            let unknown = || ApiError::with(ErrorCode::ItemUnknown, facts.item.as_str());
            desk.pack.item(&facts.item).ok_or_else(unknown)?;
            let exposure = desk.store.exposure(desk.stake(&facts.item, &applicant, now))?;
            decide(&facts, &desk.pack, &desk.officer(role), &exposure, now)
                .map_err(ApiError::problems)
        })
    }
}

impl OpenDesk {
    fn preview(
        &self,
        intake: &Intake,
        now: DateTime<FixedOffset>,
    ) -> Result<PreviewView, ApiError> {
        let now = self.legal(now)?;
        let today = china_date(now.to_utc());
        let mut view = PreviewView {
            problems: Vec::new(),
            decision: None,
            missing: Vec::new(),
            fee: None,
            cannot_issue: None,
            same: Vec::new(),
        };
        if let Some(item) = intake.item.as_ref().and_then(|code| self.pack.item(code)) {
            view.cannot_issue = self.cannot_issue(item, intake.action, today)?;
            let missing = item.missing(&intake.materials);
            let lacks = item.materials.iter().filter(|m| missing.contains(&m.code));
            view.missing = lacks.cloned().collect();
            view.fee = intake.applicant_kind.and_then(|kind| {
                fee::due(item.fee.as_ref(), today, kind, &intake.materials, None).ok()
            });
        }
        match application(intake) {
            Err(problems) => view.problems = problems,
            Ok(mut application) => {
                let offered = self.offered_item(&application.item).ok();
                if let Some(item) = offered {
                    self.fill_in(&mut application, item)?;
                }
                view.problems = problems(&application, offered, &self.renderer, today);
                if let Some(item) = offered
                    && let Err(found) = self.existing(&application, item, today)?
                {
                    add_new(&mut view.problems, found);
                }
                let number = &application.applicant.number;
                let what = (&application.item, application.action);
                view.same =
                    self.same_applications(number, what, application.to_be.as_deref(), None)?;
                let exposure = self.store.exposure(self.stake(&application.item, number, now))?;
                view.decision = offered
                    .and_then(|item| self.decide(&application.facts, item, &exposure, now).ok());
            }
        }
        Ok(view)
    }

    /// Why nothing of this item could be issued here now, whoever applies: said before the work is
    /// done, though receiving goes on. Before an action is chosen, that of a new licence is looked at.
    fn cannot_issue(
        &self,
        item: &Item,
        action: Option<Action>,
        today: NaiveDate,
    ) -> Result<Option<ApiError>, ApiError> {
        if let Err(error) = halt::check(&self.store) {
            return Ok(Some(error));
        }
        // A later version of a number takes none.
        if action.is_some_and(|action| item.product(action).is_of_existing()) {
            return Ok(None);
        }
        let founding = action.and_then(|action| item.founds(action));
        for series in [&item.licence.series].into_iter().chain(founding.map(|f| &f.series)) {
            if self.store.numbers_left(series, today.year())? == 0 {
                let detail = series.to_string();
                return Ok(Some(ApiError::with(ErrorCode::NumbersExhausted, detail)));
            }
        }
        Ok(None)
    }
}

/// Everything that stands against an application, a field once. `None` for an item that the window does
/// not offer.
pub(crate) fn problems(
    application: &Application,
    item: Option<&Item>,
    renderer: &PdfRenderer,
    today: NaiveDate,
) -> Vec<FieldProblem> {
    let mut problems = Vec::new();
    if let Err(found) = check_applicant(&application.applicant, today) {
        add_new(&mut problems, found);
    }
    match item {
        Some(item) => {
            if let Err(found) = decide::check(&application.facts, item) {
                add_new(&mut problems, found);
            }
        }
        None => problems.push(FieldProblem::new("item", "unknown", "本窗口没有这个事项")),
    }
    if item.is_some_and(|item| item.founds(application.action).is_some()) {
        add_new(&mut problems, check_to_be(application));
    }
    add_new(&mut problems, unprintable(application, renderer));
    problems
}

/// Whom the licence is to bring about has a name.
fn check_to_be(application: &Application) -> Vec<FieldProblem> {
    const FIELD: &str = "holder.name";
    const LABEL: &str = "拟设立企业名称";
    match application.to_be.as_deref().map(text::name) {
        Some(Ok(_)) => Vec::new(),
        Some(Err(error)) => vec![FieldProblem::text(FIELD, LABEL, &error)],
        None => vec![FieldProblem::new(FIELD, "required", format!("请填写{LABEL}"))],
    }
}

/// A character that no paper can show is better found now than when the licence is printed.
fn unprintable(application: &Application, renderer: &PdfRenderer) -> Vec<FieldProblem> {
    let name = ("applicant.name".to_owned(), application.applicant.name.as_str());
    let to_be = application.to_be.iter().map(|name| ("holder.name".to_owned(), name.as_str()));
    let form = application.facts.form.iter();
    let form = form.filter_map(|(key, value)| Some((format!("form.{key}"), value.as_str()?)));
    let texts = std::iter::once(name).chain(to_be).chain(form);
    texts.filter_map(|(field, text)| missing_glyph(renderer, &field, text)).collect()
}

/// The character of a text that no paper can show.
pub(crate) fn missing_glyph(
    renderer: &PdfRenderer,
    field: &str,
    text: &str,
) -> Option<FieldProblem> {
    let missing = renderer.missing_glyph(text)?;
    let message = format!("字库中没有“{missing}”字，请核对；确为此字的，请联系管理员");
    Some(FieldProblem::new(field, "glyph", message))
}

/// A field is complained of once.
fn add_new(problems: &mut Vec<FieldProblem>, more: Vec<FieldProblem>) {
    for problem in more {
        if !problems.iter().any(|known| known.field == problem.field) {
            problems.push(problem);
        }
    }
}
