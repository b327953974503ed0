//! The catalogue as the window offers it, and the applicants that it knows.

use crate::api::{ApiError, Intake, ItemArgs, ItemRow, ItemView, TextArgs};
use crate::workstation::Workstation;
use clerk_domain::identity::normalise_number;
use clerk_domain::item::Item;
use clerk_domain::search::{comparable, initials_of, normalise, readings, reads};

impl Workstation {
    /// The window's items that match a code, a part of the name or of its pinyin; all for "".
    pub fn find_items(&self, args: TextArgs) -> Result<Vec<ItemRow>, ApiError> {
        let (code, wanted) = (normalise(&args.text), comparable(&args.text));
        self.at_desk(|desk| {
            let read = |name: &str| {
                let readings = readings(name);
                initials_of(&readings).contains(&wanted) || reads(&readings, &wanted)
            };
            let matches = |item: &Item| {
                item.code.as_str().contains(&code)
                    || comparable(&item.name).contains(&wanted)
                    || read(&item.name)
            };
            let offered = desk.pack.items.iter().filter(|item| desk.offers(item));
            let found = offered.filter(|item| matches(item));
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
                applicant_document: Some(applicant.document),
                applicant_name: applicant.name,
                applicant_number: applicant.number,
                applicant_phone: applicant.phone,
                ..Intake::default()
            }))
        })
    }
}
