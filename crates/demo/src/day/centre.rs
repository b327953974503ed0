//! What is done at a desk of the centre, by the server's own commands.

use super::expect::LineResult;
use super::play::Player;
use super::script::{CentreStep, Line};
use super::server_process::ServerProcess;
use crate::error::DemoError;
use clerk_desk::api::{ApiError, ErrorCode};
use clerk_domain::case::{CaseActKind, CaseState};
use clerk_domain::enquiry::EnquiryState;
use clerk_domain::ids::EnquiryId;

impl Player<'_> {
    /// Does it, and says what came of it.
    pub(super) fn at_the_centre(
        &mut self,
        line: &Line,
        step: &CentreStep,
        server: &ServerProcess,
    ) -> Result<LineResult, DemoError> {
        let (at, password) = (self.instant(line.at), self.password.0.clone());
        let act = |args: &[&str]| server.act(at, &password, args);
        let result = match step {
            CentreStep::DecideReferral { person, case, approve, opinion } => {
                let played = self.cases.get_mut(case);
                let played = played.ok_or_else(|| ApiError::with(ErrorCode::CaseUnknown, case))?;
                let answer = if *approve { "--approve" } else { "--refuse" };
                let decide = ["decide-referral", "--as", person.as_str(), answer];
                let what = ["--case", played.number.as_str(), "--opinion", opinion];
                let note = act(&[decide, what].concat())?;
                played.acts.push(CaseActKind::ReferralDecided);
                played.state = if *approve { CaseState::Accepted } else { CaseState::Refused };
                LineResult { state: Some(played.state), note, ..LineResult::default() }
            }
            CentreStep::Ask { person, name, to, item, asker, question } => {
                let who = ["enquiry", "ask", "--as", person.as_str(), "--to", to];
                let what = ["--asker", asker, "--question", question];
                let item = item.as_ref().map(|item| ["--item", item.as_str()]);
                let id =
                    act(&[&who[..], &what, item.as_ref().map_or(&[], |item| &item[..])].concat())?;
                let no_id = |_| ApiError::with(ErrorCode::EnquiryUnknown, &id);
                self.enquiries.insert(name.clone(), id.parse::<EnquiryId>().map_err(no_id)?);
                let enquiry = Some(EnquiryState::Waiting);
                LineResult { enquiry, note: id, ..LineResult::default() }
            }
            CentreStep::CloseEnquiry { person, enquiry, note } => {
                let id = self.enquiry(enquiry)?.to_string();
                let person = ["--as", person.as_str(), "--note", note];
                act(&[&["enquiry", "close", &id], &person[..]].concat())?;
                let enquiry = Some(EnquiryState::Closed);
                LineResult { enquiry, ..LineResult::default() }
            }
        };
        self.centre_entries += 1;
        Ok(result)
    }
}
