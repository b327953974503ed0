//! Looks at every text of a document before anything is laid out, so that an error names the
//! field: empty where the paper needs it, or with a character that no font can draw.

use crate::DocumentError;
use crate::fonts::{Face, Fonts};
use crate::input::{
    AcceptanceNotice, ApprovalCertificate, BusinessLicence, CaseFacts, CorrectionNotice, Counter,
    Decision, DecisionAgainst, Document, FeeReceipt, Heading, Imprint, Licence, LicenceBody,
    MaterialsReceipt, OutageReport, Particular, ReasonSheet, RecordPart, RecordSheet, Templated,
    WorkingPaper,
};

/// Checks all texts of a document.
pub fn check(fonts: &Fonts, document: &Document) -> Result<(), DocumentError> {
    let mut fields = Fields { list: Vec::new() };
    match document {
        Document::AcceptanceNotice(notice) => fields.acceptance(notice),
        Document::MaterialsReceipt(receipt) => fields.materials(receipt),
        Document::CorrectionNotice(notice) => fields.correction(notice),
        Document::DecisionAgainst(notice) => fields.against(notice),
        Document::FeeReceipt(receipt) => fields.fee(receipt),
        Document::Licence(licence) => fields.licence(licence),
    }
    fields.list.iter().try_for_each(|field| field.check(fonts))
}

/// Checks all texts of a working paper.
pub fn check_working(fonts: &Fonts, paper: &WorkingPaper) -> Result<(), DocumentError> {
    let mut fields = Fields { list: Vec::new() };
    match paper {
        WorkingPaper::Reasons(canvas) => fields.reasons(canvas),
        WorkingPaper::Outage(report) => fields.outage(report),
        WorkingPaper::Record(record) => fields.record(record),
    }
    fields.list.iter().try_for_each(|field| field.check(fonts))
}

/// The first character that no face can draw.
pub fn first_missing(fonts: &Fonts, text: &str) -> Option<char> {
    // A new line is a break, not a character to draw.
    text.chars().find(|ch| !matches!(ch, '\n' | '\r') && fonts.face_for(Face::Song, *ch).is_none())
}

struct Field<'d> {
    name: String,
    text: &'d str,
    required: bool,
}

impl Field<'_> {
    fn check(&self, fonts: &Fonts) -> Result<(), DocumentError> {
        if self.required && self.text.trim().is_empty() {
            return Err(DocumentError::FieldEmpty { field: self.name.clone() });
        }
        match first_missing(fonts, self.text) {
            Some(ch) => Err(DocumentError::MissingGlyph { ch, field: self.name.clone() }),
            None => Ok(()),
        }
    }
}

struct Fields<'d> {
    list: Vec<Field<'d>>,
}

impl<'d> Fields<'d> {
    fn needs(&mut self, name: impl Into<String>, text: &'d str) {
        self.list.push(Field { name: name.into(), text, required: true });
    }

    fn takes(&mut self, name: impl Into<String>, text: &'d str) {
        self.list.push(Field { name: name.into(), text, required: false });
    }

    fn option(&mut self, name: &str, text: Option<&'d String>) {
        text.into_iter().for_each(|text| self.needs(name, text));
    }

    fn all(&mut self, name: &str, texts: &'d [String]) {
        for (n, text) in texts.iter().enumerate() {
            self.needs(format!("{name}[{n}]"), text);
        }
    }

    /// A list that must have at least one entry.
    fn some<T>(&mut self, name: &str, list: &'d [T]) {
        self.needs(name, if list.is_empty() { "" } else { "·" });
    }

    fn imprint(&mut self, imprint: &'d Imprint) {
        self.needs("imprint.organ", &imprint.organ);
        self.needs("imprint.number", &imprint.number);
        self.needs("imprint.barcode", &imprint.barcode);
        self.needs("imprint.qr", &imprint.qr);
        self.needs("imprint.journal", &imprint.journal);
    }

    fn facts(&mut self, facts: &'d CaseFacts) {
        self.needs("facts.case_number", &facts.case_number);
        self.needs("facts.item_code", &facts.item_code);
        self.needs("facts.item_name", &facts.item_name);
        let applicant = &facts.applicant;
        self.needs("facts.applicant.name", &applicant.name);
        self.needs("facts.applicant.id_label", &applicant.id_label);
        self.needs("facts.applicant.id_number", &applicant.id_number);
        self.option("facts.applicant.agent", applicant.agent.as_ref());
        self.option("facts.applicant.phone", applicant.phone.as_ref());
    }

    fn counter(&mut self, counter: &'d Counter) {
        self.needs("counter.centre", &counter.centre);
        self.needs("counter.window", &counter.window);
        self.needs("counter.clerk", &counter.clerk);
        self.needs("counter.phone", &counter.phone);
        self.needs("counter.enquiry", &counter.enquiry);
    }

    fn acceptance(&mut self, notice: &'d AcceptanceNotice) {
        self.imprint(&notice.imprint);
        self.facts(&notice.facts);
        self.some("legal_basis", &notice.legal_basis);
        self.all("legal_basis", &notice.legal_basis);
        self.needs("statutory_limit", &notice.statutory_limit);
        self.needs("promised_limit", &notice.promised_limit);
        for (n, owed) in notice.owed.iter().enumerate() {
            self.needs(format!("owed[{n}].name"), &owed.name);
        }
        self.counter(&notice.counter);
    }

    fn against(&mut self, notice: &'d DecisionAgainst) {
        self.imprint(&notice.imprint);
        self.facts(&notice.facts);
        self.needs("reason", &notice.reason);
        self.some("legal_basis", &notice.legal_basis);
        self.all("legal_basis", &notice.legal_basis);
        self.counter(&notice.counter);
    }

    fn materials(&mut self, receipt: &'d MaterialsReceipt) {
        self.imprint(&receipt.imprint);
        self.facts(&receipt.facts);
        self.some("materials", &receipt.materials);
        for (n, line) in receipt.materials.iter().enumerate() {
            self.needs(format!("materials[{n}].name"), &line.name);
            self.takes(format!("materials[{n}].note"), &line.note);
        }
        self.counter(&receipt.counter);
    }

    fn correction(&mut self, notice: &'d CorrectionNotice) {
        self.imprint(&notice.imprint);
        self.facts(&notice.facts);
        self.some("corrections", &notice.corrections);
        for (n, correction) in notice.corrections.iter().enumerate() {
            self.needs(format!("corrections[{n}].material"), &correction.material);
            self.needs(format!("corrections[{n}].problem"), &correction.problem);
            self.needs(format!("corrections[{n}].remedy"), &correction.remedy);
        }
        self.all("legal_basis", &notice.legal_basis);
        self.counter(&notice.counter);
    }

    fn fee(&mut self, receipt: &'d FeeReceipt) {
        self.imprint(&receipt.imprint);
        self.facts(&receipt.facts);
        self.option("payer", receipt.payer.as_ref());
        self.some("lines", &receipt.lines);
        for (n, line) in receipt.lines.iter().enumerate() {
            self.needs(format!("lines[{n}].name"), &line.name);
            self.needs(format!("lines[{n}].standard"), &line.standard);
            self.option(&format!("lines[{n}].exemption"), line.exemption.as_ref());
        }
        self.needs("payment", &receipt.payment);
        self.needs("collector", &receipt.collector);
        self.option("reviewer", receipt.reviewer.as_ref());
        self.all("legal_basis", &receipt.legal_basis);
        self.counter(&receipt.counter);
    }

    fn licence(&mut self, licence: &'d Licence) {
        self.imprint(&licence.imprint);
        self.option("identifier", licence.identifier.as_ref());
        if let Some(authority) = &licence.authority {
            self.needs("authority.signatory", &authority.signatory);
            self.needs("authority.grant", &authority.grant);
        }
        match &licence.body {
            LicenceBody::Templated(templated) => self.templated(templated),
            LicenceBody::Approval(certificate) => self.approval(certificate),
            LicenceBody::Business(business) => self.business(business),
            LicenceBody::Decision(decision) => self.decision(decision),
        }
    }

    fn templated(&mut self, templated: &'d Templated) {
        for (n, text) in templated.template.texts.iter().enumerate() {
            self.needs(format!("text[{n}]"), &text.text);
        }
        for field in &templated.template.fields {
            self.takes(format!("{}.before", field.show), &field.before);
            self.takes(format!("{}.after", field.show), &field.after);
        }
        for (shown, value) in &templated.values {
            self.takes(shown.to_string(), value);
        }
        self.particulars("rows", &templated.rows);
    }

    fn approval(&mut self, certificate: &'d ApprovalCertificate) {
        self.needs("body.enterprise", &certificate.enterprise);
        self.option("body.enterprise_foreign", certificate.enterprise_foreign.as_ref());
        self.needs("body.address", &certificate.address);
        self.needs("body.kind", &certificate.kind);
        self.needs("body.term", &certificate.term);
        self.needs("body.investment_total", &certificate.investment_total);
        self.needs("body.registered_capital", &certificate.registered_capital);
        self.needs("body.scope", &certificate.scope);
        self.some("body.investors", &certificate.investors);
        for (n, investor) in certificate.investors.iter().enumerate() {
            self.needs(format!("body.investors[{n}].name"), &investor.name);
            self.needs(format!("body.investors[{n}].place"), &investor.place);
            self.needs(format!("body.investors[{n}].contribution"), &investor.contribution);
        }
    }

    fn business(&mut self, business: &'d BusinessLicence) {
        self.needs("body.credit_code", &business.credit_code);
        self.needs("body.name", &business.name);
        self.needs("body.kind", &business.kind);
        self.needs("body.legal_representative", &business.legal_representative);
        self.needs("body.scope", &business.scope);
        self.needs("body.registered_capital", &business.registered_capital);
        self.option("body.term", business.term.as_ref());
        self.needs("body.address", &business.address);
    }

    fn decision(&mut self, decision: &'d Decision) {
        self.facts(&decision.facts);
        self.some("body.legal_basis", &decision.legal_basis);
        self.all("body.legal_basis", &decision.legal_basis);
        self.particulars("body.particulars", &decision.particulars);
        self.all("body.conditions", &decision.conditions);
        self.option("body.validity", decision.validity.as_ref());
        self.counter(&decision.counter);
    }

    fn particulars(&mut self, name: &str, particulars: &'d [Particular]) {
        for (n, particular) in particulars.iter().enumerate() {
            self.needs(format!("{name}[{n}].label"), &particular.label);
            self.needs(format!("{name}[{n}].value"), &particular.value);
        }
    }

    fn heading(&mut self, heading: &'d Heading) {
        self.needs("heading.organ", &heading.organ);
        self.needs("heading.place", &heading.place);
        self.needs("heading.subject", &heading.subject);
        self.needs("heading.printed", &heading.printed);
    }

    fn reasons(&mut self, canvas: &'d ReasonSheet) {
        self.heading(&canvas.heading);
        self.some("facts", &canvas.facts);
        self.particulars("facts", &canvas.facts);
        self.needs("outcome", &canvas.outcome);
        self.needs("standing", &canvas.standing);
        for (n, clause) in canvas.clauses.iter().enumerate() {
            self.needs(format!("clauses[{n}].source"), &clause.source);
            self.takes(format!("clauses[{n}].limit"), &clause.limit);
            self.takes(format!("clauses[{n}].value"), &clause.value);
        }
        self.all("told", &canvas.told);
        self.some("trace", &canvas.trace);
        self.particulars("trace", &canvas.trace);
    }

    fn record(&mut self, record: &'d RecordSheet) {
        self.heading(&record.heading);
        self.some("facts", &record.facts);
        self.particulars("facts", &record.facts);
        for (n, part) in record.parts.iter().enumerate() {
            match part {
                RecordPart::Text { text, .. } => self.needs(format!("parts[{n}].text"), text),
                RecordPart::Table { rows, .. } => {
                    for (row, cells) in rows.iter().enumerate() {
                        self.all(&format!("parts[{n}].rows[{row}]"), cells);
                    }
                }
            }
        }
        self.some("trace", &record.trace);
        self.particulars("trace", &record.trace);
    }

    fn outage(&mut self, report: &'d OutageReport) {
        self.heading(&report.heading);
        self.some("sides", &report.sides);
        for (n, side) in report.sides.iter().enumerate() {
            self.needs(format!("sides[{n}].name"), &side.name);
            self.needs(format!("sides[{n}].digest"), &side.digest);
        }
        self.some("acts", &report.acts);
        for (n, act) in report.acts.iter().enumerate() {
            self.needs(format!("acts[{n}].at"), &act.at);
            self.needs(format!("acts[{n}].case"), &act.case);
            self.option(&format!("acts[{n}].licence"), act.licence.as_ref());
            self.needs(format!("acts[{n}].what"), &act.what);
            for problem in &act.problems {
                self.needs(format!("acts[{n}].problems.what"), &problem.what);
                self.needs(format!("acts[{n}].problems.remedy"), &problem.remedy);
            }
        }
    }
}
