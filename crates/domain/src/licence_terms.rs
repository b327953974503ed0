//! What the licence of a case has to say, by the case's facts, its item and the rules. The window draws it
//! up so, and the centre holds against it what a window issued.

use crate::case::acts::Issued;
use crate::case::{Applicant, Case};
use crate::decide::{Facts, Reason, inputs_digest};
use crate::identity::founded_code;
use crate::item::{Founding, Item};
use crate::licence::Licence;
use crate::licence_identifier::licence_identifier;
use crate::number;
use crate::pack::RulePack;
use crate::product::{ExistingLicence, Product, ProductError, issued_on};
use chrono::{Datelike as _, NaiveDate};

/// From what a licence is drawn up.
#[derive(Clone, Copy, Debug)]
pub struct LicenceTerms<'a> {
    /// The case, before the licence is issued.
    pub case: &'a Case,
    /// The item, as the case keeps to it.
    pub item: &'a Item,
    /// The rules in force.
    pub pack: &'a RulePack,
    /// The legal day of issue.
    pub today: NaiveDate,
}

impl<'a> LicenceTerms<'a> {
    /// The licence before, where this is to be another version of it.
    pub fn existing(&self) -> Option<&'a ExistingLicence> {
        let kind = self.item.product(self.case.action);
        self.case.existing.as_ref().filter(|_| kind.is_of_existing())
    }

    /// Product and last day. A version that was made void in this case is not given again.
    ///
    /// # Errors
    /// [`ProductError`]
    pub fn product(&self) -> Result<(Product, Option<NaiveDate>), ProductError> {
        let kind = self.item.product(self.case.action);
        let term = |from| self.item.licence.valid_until(from);
        let existing = self.existing();
        let (mut product, valid_until) = issued_on(kind, existing, self.today, term)?;
        if existing.is_some() {
            let void = u32::try_from(self.case.products.voided.len()).unwrap_or(u32::MAX);
            product.version = product.version.saturating_add(void);
        }
        Ok((product, valid_until))
    }

    /// How whoever is founded gets a code; `None` where nobody is, or the code was given with a licence of
    /// the case that is void.
    pub fn founding(&self) -> Option<&'a Founding> {
        let founds = self.item.founds(self.case.action);
        let given = self.case.products.holder_number.is_some();
        founds.filter(|_| self.case.parties.to_be.is_some() && !given)
    }

    /// The code of whoever is founded, from a place of the block for such codes; `None` for a place beyond
    /// what a code can say.
    pub fn founded_code(&self, founding: &Founding, place: u32) -> Option<String> {
        founded_code(&self.pack.division, founding.prefix, self.today.year(), place)
    }

    /// The holder's number on a first version, where nobody is founded by it now: that of whoever the case
    /// founded, or the applicant's, where that is public.
    pub fn known_holder_number(&self) -> Option<String> {
        let founds = self.item.founds(self.case.action).is_some();
        match &self.case.parties.to_be {
            Some(_) if founds => self.case.products.holder_number.clone(),
            _ => public_number(&self.case.parties.applicant),
        }
    }

    /// The licence of this number, not signed yet.
    pub fn licence(
        &self,
        number: String,
        (product, valid_until): (Product, Option<NaiveDate>),
        reasons: Vec<Reason>,
    ) -> Licence {
        let kind = &self.item.licence;
        let issuer = self.pack.department(&self.item.department);
        let issuer = issuer.and_then(|department| department.credit_code.as_deref());
        let national = kind.national_type.as_deref().zip(issuer);
        Licence {
            identifier: national
                .and_then(|(kind, issuer)| licence_identifier(kind, issuer, &number)),
            number,
            licence_type: kind.code.clone(),
            name: kind.name.clone(),
            holder: self.case.parties.holder().to_owned(),
            issued_on: self.today,
            valid_until,
            product,
            reasons,
            pack_version: self.pack.version,
            inputs: inputs_digest(&Facts::from(self.case)),
            signature: String::new(),
        }
    }

    /// Whether what was issued says just this, under numbers of the right series. Why it was decided so, and
    /// who signed it, is not looked at here.
    pub fn agrees(&self, issued: &Issued) -> bool {
        let Issued { licence, founded } = issued;
        let Ok((mut product, valid_until)) = self.product() else { return false };
        let number = match self.existing() {
            Some(existing) if founded.is_none() => existing.number.clone(),
            Some(_) => return false,
            None => {
                let series = number::read(&licence.number).map(|(series, ..)| series);
                let Some(holder) = self.holder_number(founded.as_deref()) else { return false };
                if series.as_ref() != Some(&self.item.licence.series) {
                    return false;
                }
                product.holder_number = holder;
                licence.number.clone()
            }
        };
        let drawn = self.licence(number, (product, valid_until), licence.reasons.clone());
        Licence { signature: licence.signature.clone(), inputs: licence.inputs, ..drawn }
            == *licence
    }

    /// The holder's number of a first version; `None` where `founded` is no number that it can come from.
    fn holder_number(&self, founded: Option<&str>) -> Option<Option<String>> {
        match (self.founding(), founded) {
            (None, None) => Some(self.known_holder_number()),
            (None, Some(_)) | (Some(_), None) => None,
            (Some(founding), Some(number)) => {
                let (series, _, place) = number::read(number)?;
                let code = self.founded_code(founding, place).filter(|_| series == founding.series);
                code.map(Some)
            }
        }
    }
}

/// The applicant's number, where it is public: a credit code.
pub fn public_number(applicant: &Applicant) -> Option<String> {
    applicant.document.is_public().then(|| applicant.number.clone())
}
