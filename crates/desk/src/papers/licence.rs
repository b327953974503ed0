//! The licence: which sheet it comes on, and what stands on it.

use super::{Source, day, words};
use crate::api::{ApiError, ErrorCode};
use clerk_documents as paper;
use clerk_domain::case::{APPROVED, CaseAct, CaseActKind};
use clerk_domain::licence::Licence;
use clerk_domain::person::Role;
use clerk_domain::product::{Product, ProductKind};
use clerk_store::Recorded;

impl Source<'_> {
    pub(super) fn licence(&self) -> Result<paper::Document, ApiError> {
        let unavailable = || ApiError::new(ErrorCode::DocumentUnavailable);
        // What is void, or was refused as an act, is on no paper.
        let stands = self.case.products.licence.as_ref().ok_or_else(unavailable)?;
        let issue = |recorded: &Recorded| match &recorded.act {
            CaseAct::Issued(issued) => issued.licence.id() == stands.id(),
            _ => false,
        };
        let of = self.history.iter().rev().find(|recorded| issue(recorded));
        let (of, licence) = (of.ok_or_else(unavailable)?, stands);
        let signed = licence.signed_text(self.window, &of.entry.actor.person);
        let qr = format!("{signed}.{}", licence.signature);
        let cancelled = licence.product.kind == ProductKind::Cancelled;
        let decision = || paper::LicenceBody::Decision(self.decision(licence, of));
        let body = match (self.template, licence.licence_type.as_str()) {
            _ if cancelled => decision(),
            (Some(template), _) => {
                paper::LicenceBody::Templated(Box::new(self.templated(template, licence)))
            }
            (None, "shangwu-approval") => paper::LicenceBody::Approval(self.approval(licence)),
            (None, "business-licence") => paper::LicenceBody::Business(self.business(licence)),
            (None, _) => decision(),
        };
        Ok(paper::Document::Licence(paper::Licence {
            imprint: paper::Imprint {
                number: numbered(licence),
                ..self.imprint(of, licence.number.clone(), qr)
            },
            identifier: licence.identifier.clone(),
            authority: Some(self.authority(licence, of)),
            body,
        }))
    }

    fn authority(&self, licence: &Licence, of: &Recorded) -> paper::Authority {
        let issued = |r: &&clerk_domain::decide::Reason| r.met && r.code.starts_with("issue");
        let grant = licence.reasons.iter().find(issued);
        let approval = licence.reasons.iter().find(|reason| reason.code == APPROVED);
        paper::Authority {
            signatory: format!("{} {}", Self::role(of), of.entry.actor.name),
            grant: match (grant, approval) {
                (_, Some(approval)) => approval.text.clone(),
                (Some(grant), None) => format!("{} {}", grant.grant, grant.clause),
                (None, None) => words::NOT_GIVEN.to_owned(),
            },
        }
    }

    fn role(of: &Recorded) -> &'static str {
        match of.entry.actor.role {
            Role::Chief => "窗口首席代表",
            Role::Clerk => "窗口经办人",
            Role::Leader | Role::Supervisor | Role::Admin => "签发人",
        }
    }

    fn field(&self, key: &str) -> String {
        words::field_text(self.case, self.item, key).unwrap_or_else(|| words::NOT_GIVEN.to_owned())
    }

    fn approval(&self, licence: &Licence) -> paper::ApprovalCertificate {
        paper::ApprovalCertificate {
            enterprise: licence.holder.clone(),
            enterprise_foreign: words::field_text(self.case, self.item, "name_foreign"),
            address: self.field("address"),
            kind: self.field("enterprise_type"),
            term: self.field("business_term"),
            investment_total: self.field("investment_total"),
            registered_capital: self.field("registered_capital"),
            scope: self.field("business_scope"),
            investors: vec![paper::Investor {
                name: self.field("investor_name"),
                place: self.field("investor_place"),
                contribution: self.field("contribution"),
            }],
            approved_on: licence.issued_on,
        }
    }

    fn business(&self, licence: &Licence) -> paper::BusinessLicence {
        paper::BusinessLicence {
            credit_code: {
                let number = licence.product.holder_number.clone();
                number.unwrap_or_else(|| words::NOT_GIVEN.to_owned())
            },
            name: licence.holder.clone(),
            kind: self.field("enterprise_type"),
            legal_representative: self.field("legal_representative"),
            scope: self.field("business_scope"),
            registered_capital: self.field("registered_capital"),
            established_on: licence.product.since,
            term: words::field_text(self.case, self.item, "business_term"),
            address: self.field("address"),
        }
    }

    fn decision(&self, licence: &Licence, of: &Recorded) -> paper::Decision {
        let accepted = self.entry(CaseActKind::Accepted);
        let particulars = words::filled_in(self.case, self.item).into_iter();
        let product = &licence.product;
        let existing = self.case.existing.as_ref().filter(|_| product.kind.is_of_existing());
        let before = existing.map(|existing| {
            let version = existing.version;
            [
                ("原证照编号", format!("{}　第{version}版", existing.number)),
                ("首次核发日期", words::chinese_date(existing.since)),
            ]
        });
        let before = before.map(words::particulars).unwrap_or_default();
        paper::Decision {
            sort: sort(product.kind),
            facts: self.facts(self.case),
            accepted_on: accepted.map_or(licence.issued_on, |of| day(&of.entry)),
            legal_basis: vec![self.item.legal_basis.clone()],
            particulars: before
                .into_iter()
                .chain(particulars.map(|(label, value)| paper::Particular { label, value }))
                .collect(),
            conditions: Vec::new(),
            validity: licence
                .valid_until
                .filter(|_| product.kind != ProductKind::Cancelled)
                .map(|until| words::validity(product.valid_from, until)),
            counter: self.counter(of),
        }
    }
}

/// The number as it is printed: with the version from the second one on, and what it replaces.
fn numbered(licence: &Licence) -> String {
    let Product { kind, version, .. } = &licence.product;
    match kind {
        ProductKind::Cancelled => format!("{}　注销", licence.number),
        _ if *version == 1 => licence.number.clone(),
        kind => format!("{}　第{version}版（{}）", licence.number, kind.name().zh),
    }
}

fn sort(kind: ProductKind) -> paper::DecisionSort {
    match kind {
        ProductKind::New => paper::DecisionSort::Granted,
        ProductKind::Amended => paper::DecisionSort::Amended,
        ProductKind::Renewed => paper::DecisionSort::Renewed,
        ProductKind::Duplicate => paper::DecisionSort::Duplicate,
        ProductKind::Cancelled => paper::DecisionSort::Cancelled,
        ProductKind::Filed => paper::DecisionSort::Filed,
        ProductKind::Registered => paper::DecisionSort::Registered,
    }
}
