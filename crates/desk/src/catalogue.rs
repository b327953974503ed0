//! The catalogue as the window offers it, and the applicants that it knows.

use crate::api::{ApiError, Intake, ItemArgs, ItemRow, ItemView, TextArgs};
use crate::workstation::Workstation;
use clerk_domain::identity::normalise_number;
use clerk_domain::search::{initials, normalise};

impl Workstation {
    /// The window's items that match a code, a part of the name or pinyin initials; all for "".
    pub fn find_items(&self, args: TextArgs) -> Result<Vec<ItemRow>, ApiError> {
        let wanted = normalise(&args.text);
        self.at_desk(|desk| {
            let matches = |name: &str, code: &str| {
                code.contains(&wanted)
                    || normalise(name).contains(&wanted)
                    || initials(name).contains(&wanted)
            };
            let offered = desk.pack.items.iter().filter(|item| desk.offers(item));
            let found = offered.filter(|item| matches(&item.name, item.code.as_str()));
            Ok(found
                .map(|item| ItemRow {
                    code: item.code.clone(),
                    name: item.name.clone(),
                    kind: item.kind,
                    promised_days: item.promised_days,
                })
                .collect())
        })
    }

    /// One item with its form and materials.
    pub fn item(&self, args: ItemArgs) -> Result<ItemView, ApiError> {
        self.at_desk(|desk| {
            let item = desk.offered_item(&args.item)?.clone();
            Ok(ItemView { item, department: desk.department_name() })
        })
    }

    /// The applicant of this number as the newest case here has it.
    pub fn known_applicant(&self, args: TextArgs) -> Result<Option<Intake>, ApiError> {
        let number = normalise_number(&args.text);
        self.at_desk(|desk| {
            let known = desk.store.known_applicant(&number)?;
            Ok(known.map(|applicant| Intake {
                applicant_kind: Some(applicant.kind),
                applicant_name: applicant.name,
                applicant_number: applicant.number,
                applicant_phone: applicant.phone,
                ..Intake::default()
            }))
        })
    }
}
