//! What is common to all acts: who did it, what an act says of itself, and the list of a subject's acts.
//!
//! An act is a fact: once journalled, it never changes. Each act is one file that says all there is to
//! say of it, and one line in the list that its subject hands to [`acts!`]. Nothing else matches on
//! the acts.

use crate::ids::{Author, PersonId};
use crate::item::Item;
use crate::journal::Entry;
use crate::paper::DocumentKind;
use crate::person::{Person, Role};
use crate::text::Limited;
use crate::why_not::WhyNot;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Who did an act, as it was known when it was done: papers that are printed later say the same name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Actor {
    /// The login name.
    pub person: PersonId,
    /// The name as people wrote it then.
    pub name: String,
    /// What the person was.
    pub role: Role,
}

impl From<&Person> for Actor {
    fn from(person: &Person) -> Self {
        Self { person: person.id.clone(), name: person.name.clone(), role: person.role }
    }
}

/// Who is about to do an act, and in whose journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doer {
    /// The person.
    pub person: PersonId,
    /// What the person is.
    pub role: Role,
    /// The window, or the desk of the centre, where it is done.
    pub author: Author,
}

/// Where an act is done, and by which roles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// At a window.
    Window(&'static [Role]),
    /// At a desk of the centre.
    Centre(&'static [Role]),
}

impl By {
    /// Everybody who sits at a window.
    pub const STAFF: Self = Self::Window(&[Role::Clerk, Role::Chief]);
    /// The window's chief representative alone.
    pub const CHIEF: Self = Self::Window(&[Role::Chief]);

    /// Whether the act is done at a desk of the centre.
    pub fn is_centre(self) -> bool {
        matches!(self, Self::Centre(_))
    }

    /// Whether this one may do such an act at all.
    ///
    /// # Errors
    /// [`WhyNot::AtTheCentre`], [`WhyNot::AtAWindow`] or [`WhyNot::NotYourRole`].
    pub fn check(self, doer: &Doer) -> Result<(), WhyNot> {
        let roles = match (self, doer.author.is_centre()) {
            (Self::Window(roles), false) | (Self::Centre(roles), true) => roles,
            (Self::Centre(_), false) => return Err(WhyNot::AtTheCentre),
            (Self::Window(_), true) => return Err(WhyNot::AtAWindow),
        };
        if roles.contains(&doer.role) { Ok(()) } else { Err(WhyNot::NotYourRole) }
    }
}

/// What an act is called, on paper and on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name {
    /// In Chinese.
    pub zh: &'static str,
    /// In English.
    pub en: &'static str,
}

/// What one act says of itself. `S` is what it is about.
pub(crate) trait ActRule<S> {
    /// What is known, beside the subject, where it is asked whether the act may follow.
    type Context<'a>;
    /// What it is called on paper.
    const NAME: Name;
    /// What its button says.
    const TO_DO: Name = Self::NAME;
    /// What a person is told before doing it, where the screen has no words of its own for it.
    const TOLD: Option<Name> = None;
    /// Where it is done, and by whom.
    const BY: By;
    /// The paper that it makes possible.
    const PAPER: Option<DocumentKind> = None;

    /// Whether such an act may follow now.
    fn follows(subject: &S, context: &Self::Context<'_>) -> Result<(), WhyNot>;

    /// Whether what it says fits the subject, once such an act may follow.
    fn fits(&self, _subject: &S) -> Result<(), WhyNot> {
        Ok(())
    }

    /// What it changes.
    fn carry(&self, subject: &mut S, entry: &Entry);

    /// The numbers that it gives, from leased blocks.
    fn numbers(&self) -> Vec<&str> {
        Vec::new()
    }

    /// What it says in texts, with the most characters of each. Those of a form the item says; where that is not
    /// known, they are left out.
    fn texts<'a>(&'a self, _item: Option<&'a Item>) -> Vec<Limited<'a>> {
        Vec::new()
    }

    /// Its numbers, amounts and reasons in one line, for a list of acts.
    fn detail(&self) -> String {
        String::new()
    }
}

/// For tests: one act of its kind, and where it follows.
#[cfg(test)]
pub(crate) trait ActSample {
    /// The states of a case in which it is offered to whoever may do it, no fee being open.
    const STATES: &'static [crate::case::CaseState] = &[];

    /// An act of this kind.
    fn sample() -> Self;
}

/// One act as it is offered: possible, or why not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer<K> {
    /// Which act.
    pub act: K,
    /// Why it is not possible now; `None` where it is.
    pub why_not: Option<WhyNot>,
}

/// Makes the enums of a subject's acts from the list of them. The first one begins the subject.
macro_rules! acts {
    (
        $(#[$doc:meta])* $act:ident, $kind:ident of $subject:ty;
        $first:ident($first_data:ty), $($name:ident($data:ty)),+ $(,)?
    ) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, ts_rs::TS)]
        #[serde(tag = "kind", rename_all = "snake_case")]
        #[expect(missing_docs, reason = "each is documented at its data")]
        pub enum $act {
            $first($first_data),
            $($name($data)),+
        }

        /// The kind of an act alone: what a button or a right is about.
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize,
            serde::Deserialize, ts_rs::TS,
        )]
        #[serde(rename_all = "snake_case")]
        #[expect(missing_docs, reason = "each is documented at its data")]
        pub enum $kind {
            $first,
            $($name),+
        }

        impl $kind {
            /// Every kind, in the order of the list.
            pub const ALL: &'static [Self] = &[Self::$first, $(Self::$name),+];
            /// Every kind that may follow on what has begun.
            pub const FOLLOWING: &'static [Self] = &[$(Self::$name),+];

            /// Where it is done, and by whom.
            pub fn by(self) -> $crate::act::By {
                use $crate::act::ActRule;
                match self {
                    Self::$first => <$first_data as ActRule<$subject>>::BY,
                    $(Self::$name => <$data as ActRule<$subject>>::BY),+
                }
            }

            /// What it is called on paper.
            pub fn name(self) -> $crate::act::Name {
                use $crate::act::ActRule;
                match self {
                    Self::$first => <$first_data as ActRule<$subject>>::NAME,
                    $(Self::$name => <$data as ActRule<$subject>>::NAME),+
                }
            }

            /// What its button says.
            pub fn to_do(self) -> $crate::act::Name {
                use $crate::act::ActRule;
                match self {
                    Self::$first => <$first_data as ActRule<$subject>>::TO_DO,
                    $(Self::$name => <$data as ActRule<$subject>>::TO_DO),+
                }
            }

            /// What a person is told before doing it, where the screen has no words of its own.
            pub fn told(self) -> Option<$crate::act::Name> {
                use $crate::act::ActRule;
                match self {
                    Self::$first => <$first_data as ActRule<$subject>>::TOLD,
                    $(Self::$name => <$data as ActRule<$subject>>::TOLD),+
                }
            }

            /// The paper that it makes possible.
            pub fn paper(self) -> Option<$crate::paper::DocumentKind> {
                use $crate::act::ActRule;
                match self {
                    Self::$first => <$first_data as ActRule<$subject>>::PAPER,
                    $(Self::$name => <$data as ActRule<$subject>>::PAPER),+
                }
            }

            pub(super) fn follows(
                self,
                subject: &$subject,
                context: &<$first_data as $crate::act::ActRule<$subject>>::Context<'_>,
            ) -> Result<(), $crate::why_not::WhyNot> {
                use $crate::act::ActRule;
                match self {
                    Self::$first => <$first_data as ActRule<$subject>>::follows(subject, context),
                    $(Self::$name => <$data as ActRule<$subject>>::follows(subject, context)),+
                }
            }
        }

        impl $act {
            /// One of each kind with the states in which it is offered, in the order of the list.
            #[cfg(test)]
            pub(crate) fn samples() -> Vec<(Self, &'static [$crate::case::CaseState])> {
                use $crate::act::ActSample;
                vec![
                    (Self::$first(<$first_data>::sample()), <$first_data>::STATES),
                    $((Self::$name(<$data>::sample()), <$data>::STATES)),+
                ]
            }

            /// The act's kind.
            pub fn kind(&self) -> $kind {
                match self {
                    Self::$first(_) => $kind::$first,
                    $(Self::$name(_) => $kind::$name),+
                }
            }

            /// The numbers that it gives, from leased blocks.
            pub fn numbers(&self) -> Vec<&str> {
                use $crate::act::ActRule;
                match self {
                    Self::$first(act) => act.numbers(),
                    $(Self::$name(act) => act.numbers()),+
                }
            }

            /// What it says in texts, with the most characters of each.
            pub(crate) fn texts<'a>(
                &'a self,
                item: Option<&'a $crate::item::Item>,
            ) -> Vec<$crate::text::Limited<'a>> {
                use $crate::act::ActRule;
                match self {
                    Self::$first(act) => act.texts(item),
                    $(Self::$name(act) => act.texts(item)),+
                }
            }

            /// Its numbers, amounts and reasons in one line, for a list of acts.
            pub fn detail(&self) -> String {
                use $crate::act::ActRule;
                match self {
                    Self::$first(act) => act.detail(),
                    $(Self::$name(act) => act.detail()),+
                }
            }

            pub(super) fn fits(&self, subject: &$subject) -> Result<(), $crate::why_not::WhyNot> {
                use $crate::act::ActRule;
                match self {
                    Self::$first(act) => act.fits(subject),
                    $(Self::$name(act) => act.fits(subject)),+
                }
            }

            pub(super) fn carry(&self, subject: &mut $subject, entry: &$crate::journal::Entry) {
                use $crate::act::ActRule;
                match self {
                    Self::$first(act) => act.carry(subject, entry),
                    $(Self::$name(act) => act.carry(subject, entry)),+
                }
            }
        }

        impl From<$first_data> for $act {
            fn from(act: $first_data) -> Self {
                Self::$first(act)
            }
        }

        $(impl From<$data> for $act {
            fn from(act: $data) -> Self {
                Self::$name(act)
            }
        })+
    };
}

pub(crate) use acts;
