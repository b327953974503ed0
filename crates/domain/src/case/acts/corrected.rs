use crate::act::{ActRule, By, Name};
use crate::case::{Case, CaseState, Context, Parties};
use crate::form;
use crate::identity::mask;
use crate::item::Item;
use crate::journal::Entry;
use crate::text::{Limited, NAME_MOST, REASON_MOST};
use crate::why_not::WhyNot;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

/// 更正: a typing error in the application is put right before it is decided. What stood there stays in
/// the record, and on the papers that came out before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Corrected {
    /// Where it stands: see [`Case::value_of`].
    pub field: String,
    /// What stood there; null for nothing.
    #[ts(type = "unknown")]
    pub from: Value,
    /// What stands there now; null for nothing.
    #[ts(type = "unknown")]
    pub to: Value,
    /// How the error came about.
    pub reason: String,
}

const STATES: &[CaseState] = &[CaseState::Received, CaseState::CorrectionDue, CaseState::Accepted];

impl ActRule<Case> for Corrected {
    type Context<'a> = Context<'a>;
    const NAME: Name = Name { zh: "更正", en: "corrected" };
    const TO_DO: Name = Name { zh: "更正", en: "Correct an entry" };
    const TOLD: Option<Name> = Some(Name {
        zh: "更正录入错误。原值留在记录中，此前出具的文书不变。",
        en: "Puts a typing error right. What stood there stays on record, and on papers given before.",
    });
    const BY: By = By::STAFF;

    /// What a leader decided on is not changed afterwards.
    fn follows(case: &Case, _context: &Context<'_>) -> Result<(), WhyNot> {
        case.must_be(STATES)?;
        let answered = case.procedures.referral.as_ref().is_some_and(|it| it.answer.is_some());
        if answered { Err(WhyNot::Answered) } else { Ok(()) }
    }

    fn fits(&self, case: &Case) -> Result<(), WhyNot> {
        let held = case.value_of(&self.field).ok_or(WhyNot::NothingNamed)?;
        if held != self.from {
            return Err(WhyNot::NotAsHeld);
        }
        let after = case.with_value(&self.field, &self.to).ok_or(WhyNot::NothingNamed)?;
        let Parties { applicant, to_be } = &after.parties;
        let named = !applicant.name.is_empty()
            && !applicant.number.is_empty()
            && to_be.as_ref().is_none_or(|name| !name.is_empty());
        if named && after != *case { Ok(()) } else { Err(WhyNot::NothingNamed) }
    }

    fn carry(&self, case: &mut Case, _entry: &Entry) {
        if let Some(after) = case.with_value(&self.field, &self.to) {
            *case = after;
        }
    }

    fn texts<'a>(&'a self, item: Option<&'a Item>) -> Vec<Limited<'a>> {
        let mut texts = vec![(self.field.as_str(), NAME_MOST), (&self.reason, REASON_MOST)];
        for value in [&self.from, &self.to] {
            match (self.field.strip_prefix("form."), item) {
                (Some(key), Some(item)) => texts.extend(form::texts_at(item, key, value)),
                (Some(_), None) => {}
                (None, _) => form::add_texts(value, NAME_MOST, &mut texts),
            }
        }
        texts
    }

    fn detail(&self) -> String {
        let said = |value: &Value| match (self.field.as_str(), value) {
            (_, Value::Null) => "—".to_owned(),
            ("applicant.number", Value::String(number)) => mask(number),
            (_, Value::String(text)) => text.clone(),
            ("existing", value) => value["number"].as_str().unwrap_or_default().to_owned(),
            (_, other) => other.to_string(),
        };
        format!("{}：{} → {} · {}", self.field, said(&self.from), said(&self.to), self.reason)
    }
}

impl Case {
    /// What stands in the application at `applicant.name`, `applicant.number`, `applicant.phone`,
    /// `holder.name` (whom the licence is to bring about), `existing` (the whole licence that it is about)
    /// or `form.` and a key: null for nothing; `None` where there is no such place.
    pub fn value_of(&self, field: &str) -> Option<Value> {
        let Parties { applicant, to_be } = &self.parties;
        match field {
            "holder.name" => to_be.as_deref().map(Value::from),
            "existing" => self.existing.as_ref().and_then(|it| serde_json::to_value(it).ok()),
            "applicant.name" => Some(applicant.name.as_str().into()),
            "applicant.number" => Some(applicant.number.as_str().into()),
            "applicant.phone" => Some(applicant.phone.as_str().into()),
            other => {
                let key = other.strip_prefix("form.").filter(|key| !key.is_empty())?;
                Some(self.form.get(key).cloned().unwrap_or(Value::Null))
            }
        }
    }

    /// The case with another value at such a place; `None` where it can hold no such value.
    pub fn with_value(&self, field: &str, to: &Value) -> Option<Self> {
        let mut case = self.clone();
        let Parties { applicant, to_be } = &mut case.parties;
        match (field, to) {
            ("holder.name", Value::String(name)) => to_be.as_mut()?.clone_from(name),
            ("existing", licence) => {
                let held = case.existing.as_mut()?;
                *held = serde_json::from_value(licence.clone()).ok()?;
            }
            ("applicant.name", Value::String(name)) => applicant.name.clone_from(name),
            ("applicant.number", Value::String(number)) => applicant.number.clone_from(number),
            ("applicant.phone", Value::String(phone)) => applicant.phone.clone_from(phone),
            (other, value) => {
                let key = other.strip_prefix("form.").filter(|key| !key.is_empty())?;
                match value {
                    Value::Null => drop(case.form.remove(key)),
                    filled => drop(case.form.insert(key.to_owned(), filled.clone())),
                }
            }
        }
        Some(case)
    }
}

#[cfg(test)]
impl crate::act::ActSample for Corrected {
    const STATES: &'static [CaseState] = STATES;

    fn sample() -> Self {
        Self {
            field: "form.key_project".to_owned(),
            from: false.into(),
            to: true.into(),
            reason: "录入错误（示例）".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Corrected;
    use crate::case::{Case, CaseAct, CaseActKind};
    use crate::sample::{act, entry, received};
    use crate::why_not::WhyNot;
    use serde_json::{Value, json};

    fn correct(case: &mut Case, field: &str, from: Value, to: Value) -> Result<(), WhyNot> {
        let (field, reason) = (field.to_owned(), "录入错误（示例）".to_owned());
        case.apply(&entry(Corrected { field, from, to, reason }))
    }

    #[test]
    fn a_value_is_put_right_and_nothing_else_changes() {
        let mut case = Case::begin(&entry(received())).unwrap();
        let before = case.clone();
        let name = before.parties.applicant.name.clone();
        correct(&mut case, "applicant.name", json!(name), json!("徐州样本有限公司")).unwrap();
        assert_eq!(case.parties.applicant.name, "徐州样本有限公司");
        correct(&mut case, "applicant.name", json!("徐州样本有限公司"), json!(name)).unwrap();
        assert_eq!(case, before);
        correct(&mut case, "form.key_project", json!(false), Value::Null).unwrap();
        assert_eq!(case.value_of("form.key_project"), Some(Value::Null));
    }

    #[test]
    fn what_is_not_as_held_or_says_nothing_changes_nothing() {
        let case = Case::begin(&entry(received())).unwrap();
        let name = json!(case.parties.applicant.name);
        for (field, from, to, why) in [
            ("applicant.name", json!("另一个"), json!("样本"), WhyNot::NotAsHeld),
            ("applicant.name", name.clone(), name.clone(), WhyNot::NothingNamed),
            ("applicant.name", name.clone(), json!(""), WhyNot::NothingNamed),
            ("applicant.name", name, Value::Null, WhyNot::NothingNamed),
            ("applicant.kind", json!("person"), json!("enterprise"), WhyNot::NothingNamed),
            ("form.", Value::Null, json!(1), WhyNot::NothingNamed),
            ("item", json!("shangwu-01"), json!("shangwu-02"), WhyNot::NothingNamed),
        ] {
            let mut kept = case.clone();
            assert_eq!(correct(&mut kept, field, from, to), Err(why), "{field}");
            assert_eq!(kept, case);
        }
    }

    #[test]
    fn whom_and_which_licence_it_is_about_are_put_right_where_there_is_one() {
        let mut case = Case::begin(&entry(received())).unwrap();
        for field in ["holder.name", "existing"] {
            assert_eq!(case.value_of(field), None, "{field}");
            assert_eq!(case.with_value(field, &json!("样本")), None, "{field}");
        }
        case.parties.to_be = Some("徐州样本新设有限公司".to_owned());
        let (from, to) = ("徐州样本新设有限公司", "徐州样本新立有限公司");
        correct(&mut case, "holder.name", json!(from), json!(to)).unwrap();
        assert_eq!(case.parties.holder(), to);
        let nobody = correct(&mut case, "holder.name", json!(to), json!(""));
        assert_eq!(nobody, Err(WhyNot::NothingNamed));

        let licence = |number: &str| {
            json!({"number": number, "version": 1, "since": "2024-01-01",
                "valid_from": "2024-01-01", "valid_until": null, "holder_number": null})
        };
        case.existing = serde_json::from_value(licence("A-1")).unwrap();
        correct(&mut case, "existing", licence("A-1"), licence("A-2")).unwrap();
        assert_eq!(case.existing.as_ref().unwrap().number, "A-2");
        let said = CaseAct::from(Corrected {
            field: "existing".to_owned(),
            from: licence("A-1"),
            to: licence("A-2"),
            reason: "看错（示例）".to_owned(),
        });
        assert_eq!(said.detail(), "existing：A-1 → A-2 · 看错（示例）");
    }

    /// A list of acts is read by whoever stands there.
    #[test]
    fn a_list_of_acts_shows_no_whole_number() {
        let (field, reason) = ("applicant.number".to_owned(), "录入错误（示例）".to_owned());
        let (from, to) = (json!("91320300YB000018XJ"), Value::Null);
        let said = CaseAct::from(Corrected { field, from, to, reason }).detail();
        assert!(!said.contains("YB000018") && said.contains("—"), "{said}");
    }

    #[test]
    fn what_a_leader_decided_on_stays() {
        let mut case = Case::begin(&entry(received())).unwrap();
        for kind in [CaseActKind::Accepted, CaseActKind::Referred, CaseActKind::ReferralDecided] {
            case.apply(&entry(act(kind))).unwrap();
        }
        let answer = correct(&mut case, "form.key_project", json!(false), json!(true));
        assert_eq!(answer, Err(WhyNot::Answered));
    }
}
