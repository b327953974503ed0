//! What a licence says by a template of the rule pack: all that a field of one can show.

use super::{Source, words};
use clerk_documents as paper;
use clerk_domain::licence::Licence;
use clerk_domain::template::{Shown, Template};
use std::collections::BTreeMap;

/// A licence that does not end.
const FOR_ALWAYS: &str = "长期";

impl Source<'_> {
    pub(super) fn templated(&self, template: &Template, licence: &Licence) -> paper::Templated {
        let shown = template.fields.iter().map(|field| &field.show);
        let shown = shown.chain([&Shown::LicenceName]);
        let value = |shown: &Shown| Some((shown.clone(), self.shown(shown, licence)?));
        let values: BTreeMap<Shown, String> = shown.filter_map(value).collect();
        let rest = self.item.fields.iter();
        let rest = rest.filter(|field| !values.contains_key(&Shown::Form(field.key.clone())));
        let row =
            |(label, value): (&String, String)| paper::Particular { label: label.clone(), value };
        let text = |key: &str| words::field_text(self.case, self.item, key);
        let rows = rest.filter_map(|field| Some(row((&field.label, text(&field.key)?)))).collect();
        paper::Templated { template: template.clone(), values, rows }
    }

    /// What a field shows; `None` where nothing was given, and where the paper knows by itself.
    fn shown(&self, shown: &Shown, licence: &Licence) -> Option<String> {
        let (from, until) = (licence.product.valid_from, licence.valid_until);
        Some(match shown {
            Shown::Holder => licence.holder.clone(),
            Shown::HolderNumber => licence.product.holder_number.clone()?,
            Shown::Applicant => self.case.parties.applicant.name.clone(),
            Shown::LicenceName => licence.name.clone(),
            Shown::Centre => self.heading.centre.clone(),
            Shown::Window => self.case.window_name.clone(),
            Shown::Since => words::chinese_date(licence.product.since),
            Shown::ValidFrom => words::chinese_date(from),
            Shown::ValidUntil => until.map_or_else(|| FOR_ALWAYS.to_owned(), words::chinese_date),
            Shown::Validity => {
                until.map_or_else(|| FOR_ALWAYS.to_owned(), |until| words::validity(from, until))
            }
            Shown::LegalBasis => self.item.legal_basis.clone(),
            Shown::ItemName => self.item.name.clone(),
            Shown::CaseNumber => self.case.number.to_string(),
            Shown::Form(key) => words::field_text(self.case, self.item, key)?,
            Shown::Number
            | Shown::Identifier
            | Shown::Organ
            | Shown::IssuedOn
            | Shown::Journal
            | Shown::Signatory
            | Shown::Grant
            | Shown::Page => return None,
        })
    }
}
