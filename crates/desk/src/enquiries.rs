//! 咨询: what was asked of the window's department, and the window's answers.

use crate::acts::given_text;
use crate::api::{
    AnswerArgs, ApiError, EnquiriesView, EnquiryActView, EnquiryView, ErrorCode, Nothing,
};
use crate::failure::{kept_not_shown, refused_by_case};
use crate::open::OpenDesk;
use crate::preview::missing_glyph;
use crate::workstation::Workstation;
use chrono::{DateTime, FixedOffset};
use clerk_domain::enquiry::acts::EnquiryAnswered;
use clerk_domain::enquiry::{Enquiry, EnquiryActKind};
use clerk_domain::ids::{EnquiryId, Subject};
use clerk_domain::journal::About;
use clerk_domain::search::ListTotal;

/// The most enquiries that a face is given at once.
const MOST: u32 = 500;

impl Workstation {
    /// The enquiries of the window's department, those that wait first, then the newest.
    pub fn enquiries(&self, _: Nothing) -> Result<EnquiriesView, ApiError> {
        self.at_desk(|desk| {
            let enquiries = desk.store.subjects::<Enquiry>(MOST)?;
            Ok(EnquiriesView {
                total: ListTotal::Exactly(desk.store.subject_count::<Enquiry>()?),
                rows: enquiries.into_iter().map(|enquiry| desk.enquiry_view(enquiry)).collect(),
                waiting: desk.store.open_subjects::<Enquiry>()?,
            })
        })
    }

    /// Answers an enquiry, once.
    pub fn answer(&self, args: AnswerArgs) -> Result<EnquiryView, ApiError> {
        let AnswerArgs { enquiry, answer } = args;
        let answer = given_text("answer", &answer)?;
        let now = self.now();
        self.change(|desk| {
            if let Some(problem) = missing_glyph(&desk.renderer, "answer", &answer) {
                return Err(ApiError::problems(vec![problem]));
            }
            desk.answer(enquiry, EnquiryAnswered { answer }, now)?;
            let kept = desk.enquiry(enquiry).map_err(kept_not_shown)?;
            Ok(desk.enquiry_view(kept))
        })
    }
}

impl OpenDesk {
    /// An enquiry that came to this window.
    pub(crate) fn enquiry(&self, id: EnquiryId) -> Result<Enquiry, ApiError> {
        self.store.subject(&Subject::Enquiry(id))?.ok_or_else(|| unknown(id))
    }

    fn answer(
        &mut self,
        id: EnquiryId,
        answered: EnquiryAnswered,
        now: DateTime<FixedOffset>,
    ) -> Result<(), ApiError> {
        let Self { store, staffed, .. } = self;
        let mut kept = store.begin_act()?;
        let enquiry: Option<Enquiry> = kept.subject(&Subject::Enquiry(id))?;
        let enquiry = enquiry.ok_or_else(|| unknown(id))?;
        enquiry.check(EnquiryActKind::Answered, &staffed.doer()).map_err(refused_by_case)?;
        let sealed = staffed.seal(&kept, About::Enquiry(id, answered.into()), now)?;
        staffed.append_about::<Enquiry>(&mut kept, &sealed)?;
        Ok(kept.commit()?)
    }

    fn enquiry_view(&self, enquiry: Enquiry) -> EnquiryView {
        let item = enquiry.item.as_ref();
        let item_name = item.map(|code| {
            self.pack.item(code).map_or_else(|| code.to_string(), |item| item.name.clone())
        });
        let offers = enquiry.offers(&self.doer()).into_iter();
        let here = offers.filter(|offer| !offer.act.by().is_centre());
        EnquiryView {
            state: enquiry.state(),
            item_name,
            acts: here
                .map(|offer| EnquiryActView {
                    act: offer.act,
                    why_not: offer.why_not.map(|why| refused_by_case(why).code.as_text()),
                })
                .collect(),
            enquiry,
        }
    }
}

fn unknown(id: EnquiryId) -> ApiError {
    ApiError::with(ErrorCode::EnquiryUnknown, id.to_string())
}
