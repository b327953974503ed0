//! Papers: seen before they are printed, printed as files into the print folder.
//!
//! A print is reserved in the database, then written, then booked. A cut in between leaves the
//! reservation, and the next print writes the same paper under the same name: there is never a
//! second original.

use crate::acts::given_text;
use crate::api::{ApiError, ErrorCode, PaperArgs, PaperView, PrintArgs, PrintedView};
use crate::failure::{kept_not_shown, refused_by_case};
use crate::open::OpenDesk;
use crate::papers::{Letterhead, Source};
use crate::workstation::Workstation;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, FixedOffset};
use clerk_domain::case::acts::Printed;
use clerk_domain::case::{Case, CaseActKind, Context};
use clerk_domain::ids::CaseId;
use clerk_domain::journal::About;
use clerk_domain::paper::DocumentKind;
use clerk_domain::template::Template;
use clerk_store::PrintState;

impl Workstation {
    /// A paper as it would come out next, without printing it.
    pub fn paper(&self, args: PaperArgs) -> Result<PaperView, ApiError> {
        self.at_desk(|desk| {
            let case = desk.printable_case(args.case)?;
            let copy = case.papers.times(args.document);
            let pdf = desk.render(&case, args.document, copy)?;
            Ok(PaperView { pdf_base64: STANDARD.encode(pdf), copy })
        })
    }

    /// Prints a paper: the first time the original, then marked copies.
    pub fn print(&self, args: PrintArgs) -> Result<PrintedView, ApiError> {
        let now = self.now();
        self.change(|desk| {
            let case = desk.printable_case(args.case)?;
            let PrintArgs { document, .. } = args;
            let copy = case.papers.times(document);
            let reason = match copy {
                0 => String::new(),
                _ => given_text("reason", &args.reason)?,
            };
            let pdf = desk.render(&case, document, copy)?;
            desk.reserve_print(&case, document, copy, now)?;
            let path = desk.print_folder.put(&file_name(&case, document, copy), &pdf, now)?;
            desk.book_print(&case, Printed { document, copy, reason }, now)?;
            let case = desk.case_view(args.case, now).map_err(kept_not_shown)?;
            Ok(PrintedView { file: path.display().to_string(), copy, case })
        })
    }
}

impl OpenDesk {
    /// A case of this window, for whoever may print.
    pub(crate) fn printable_case(&mut self, id: CaseId) -> Result<Case, ApiError> {
        self.pin(id)?;
        let unknown = || ApiError::with(ErrorCode::CaseUnknown, id.to_string());
        let case = self.store.case(id)?.ok_or_else(unknown)?;
        let asked = Context { doer: self.doer(), decision: None };
        case.check(CaseActKind::Printed, &asked).map_err(refused_by_case)?;
        if let Some(licence) = &case.products.licence {
            self.have_rules(licence.pack_version)?;
        }
        Ok(case)
    }

    /// The organ and the centre as they were called then: a licence under the rules that it was decided
    /// under, all else under those that the case keeps to.
    fn letterhead(&self, case: &Case, document: DocumentKind) -> Letterhead {
        let licence = case.products.licence.as_ref().filter(|_| document == DocumentKind::Licence);
        let pack = self.rules_of(licence.map_or(case.pack_version, |it| it.pack_version));
        let department = &self.window.department;
        let organ = pack.department(department).map(|known| known.name.clone());
        Letterhead {
            organ: organ.unwrap_or_else(|| department.to_string()),
            centre: pack.centre.clone(),
            sample: pack.sample,
        }
    }

    /// The template of the licence's type, as it was when the licence was decided on.
    fn template(&self, case: &Case) -> Option<&Template> {
        let licence = case.products.licence.as_ref()?;
        self.rules_of(licence.pack_version).template(&licence.licence_type)
    }

    fn render(&self, case: &Case, document: DocumentKind, copy: u32) -> Result<Vec<u8>, ApiError> {
        let history = self.store.history(case.id)?;
        let source = Source {
            case,
            item: self.item_of(case)?,
            heading: self.letterhead(case, document),
            template: self.template(case),
            window: &self.window.id,
            history: &history,
            copy,
        };
        let document = source.document(document)?;
        Ok(self.renderer.render(&document)?)
    }

    fn reserve_print(
        &mut self,
        case: &Case,
        document: DocumentKind,
        copy: u32,
        now: DateTime<FixedOffset>,
    ) -> Result<(), ApiError> {
        let mut kept = self.store.begin_act()?;
        stands(kept.case(case.id)?, case)?;
        kept.reserve_print(case.id, document, copy, now)?;
        Ok(kept.commit()?)
    }

    fn book_print(
        &mut self,
        case: &Case,
        printed: Printed,
        now: DateTime<FixedOffset>,
    ) -> Result<(), ApiError> {
        let Printed { document, copy, .. } = printed;
        let Self { store, staffed, .. } = self;
        let mut kept = store.begin_act()?;
        let mut case = stands(kept.case(case.id)?, case)?;
        let sealed = staffed.seal(&kept, About::Case(case.id, printed.into()), now)?;
        case.apply(&sealed.entry).map_err(refused_by_case)?;
        staffed.append(&mut kept, &sealed, &case)?;
        kept.mark_print(case.id, document, copy, PrintState::Sent, now)?;
        Ok(kept.commit()?)
    }
}

/// The case as it is now, where it has the licence that it had as its paper was made: meanwhile it may
/// have been made void.
fn stands(now: Option<Case>, before: &Case) -> Result<Case, ApiError> {
    let unknown = || ApiError::with(ErrorCode::CaseUnknown, before.id.to_string());
    let now = now.ok_or_else(unknown)?;
    if now.products.voided == before.products.voided {
        Ok(now)
    } else {
        Err(ApiError::new(ErrorCode::DocumentUnavailable))
    }
}

/// `shangwu-03-20261123-0007-7K3QX9-licence.pdf`, with `-copy1` and so on for copies. The licence that comes
/// after a void one is `-licence-2`.
fn file_name(case: &Case, document: DocumentKind, copy: u32) -> String {
    let kind = serde_json::to_value(document).ok();
    let kind = kind.as_ref().and_then(|value| value.as_str()).unwrap_or("paper").replace('_', "-");
    let kind = match case.products.voided.len() {
        void if void > 0 && document == DocumentKind::Licence => format!("{kind}-{}", void + 1),
        _ => kind,
    };
    match copy {
        0 => format!("{}-{kind}.pdf", case.number),
        copy => format!("{}-{kind}-copy{copy}.pdf", case.number),
    }
}
