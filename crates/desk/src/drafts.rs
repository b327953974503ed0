//! Drafts: what is typed is kept as it is typed, so that a crash loses nothing.

use crate::api::{ApiError, DraftArgs, DraftView, ErrorCode, Intake, Nothing, SaveDraftArgs};
use crate::open::OpenDesk;
use crate::workstation::Workstation;
use chrono::{DateTime, FixedOffset};
use rand::Rng as _;

impl Workstation {
    /// The drafts of this window, newest first.
    pub fn drafts(&self, _: Nothing) -> Result<Vec<DraftView>, ApiError> {
        self.at_desk(|desk| desk.draft_views())
    }

    /// Keeps a draft; on return it is on the disk.
    pub fn save_draft(&self, args: SaveDraftArgs) -> Result<DraftView, ApiError> {
        let now = self.now();
        let mut random = [0; 16];
        self.rng().fill_bytes(&mut random);
        let id = args.draft.unwrap_or_else(|| hex::encode(random));
        self.at_desk(|desk| {
            let text = serde_json::to_string(&args.intake).map_err(|e| ApiError::internal(&e))?;
            desk.store.save_draft(&id, &text, now)?;
            Ok(desk.draft_view(id, args.intake, now))
        })
    }

    /// Throws a draft away.
    pub fn discard_draft(&self, args: DraftArgs) -> Result<Nothing, ApiError> {
        self.at_desk(|desk| {
            if desk.store.remove_draft(&args.draft)? {
                Ok(Nothing {})
            } else {
                Err(ApiError::with(ErrorCode::DraftUnknown, args.draft))
            }
        })
    }
}

impl OpenDesk {
    pub(crate) fn draft_views(&self) -> Result<Vec<DraftView>, ApiError> {
        let view = |draft: clerk_store::Draft| {
            let intake: Intake =
                serde_json::from_str(&draft.text).map_err(|e| ApiError::internal(&e))?;
            Ok(self.draft_view(draft.id, intake, draft.saved_at))
        };
        self.store.drafts()?.into_iter().map(view).collect()
    }

    fn draft_view(&self, id: String, intake: Intake, saved_at: DateTime<FixedOffset>) -> DraftView {
        let item = intake.item.as_ref().and_then(|code| self.pack.item(code));
        let item_name = item.map(|item| item.name.clone()).unwrap_or_default();
        DraftView { id, intake, item_name, saved_at }
    }
}
