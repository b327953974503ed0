//! The items that a clause speaks of. A decision asks every clause of a department whether it speaks
//! of one item, and a pack may have thousands of them: so they are asked by a number first.

use crate::ids::ItemCode;
use serde::{Deserialize, Serialize};
use std::ops::Deref;
use ts_rs::TS;

/// Item codes in the order in which they were written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(from = "Vec<ItemCode>", into = "Vec<ItemCode>")]
#[ts(type = "Array<string>")]
pub struct ItemCodes {
    codes: Vec<ItemCode>,
    /// The end of each code, side by side in memory.
    ends: Vec<u64>,
}

impl ItemCodes {
    /// Whether this item is among them.
    pub fn contains(&self, code: &ItemCode) -> bool {
        let end = end(code);
        let mut alike = self.ends.iter().zip(&self.codes).filter(|(known, _)| **known == end);
        alike.any(|(_, known)| known == code)
    }
}

/// The last eight bytes of a code as a number: where codes of one department mostly differ.
fn end(code: &ItemCode) -> u64 {
    let bytes = code.as_str().as_bytes().iter().rev().take(size_of::<u64>());
    bytes.fold(0, |end, byte| end << u8::BITS | u64::from(*byte))
}

impl From<Vec<ItemCode>> for ItemCodes {
    fn from(codes: Vec<ItemCode>) -> Self {
        let ends = codes.iter().map(end).collect();
        Self { codes, ends }
    }
}

impl From<ItemCodes> for Vec<ItemCode> {
    fn from(codes: ItemCodes) -> Self {
        codes.codes
    }
}

impl Deref for ItemCodes {
    type Target = [ItemCode];

    fn deref(&self) -> &[ItemCode] {
        &self.codes
    }
}

#[cfg(test)]
mod tests {
    use super::ItemCodes;
    use crate::ids::ItemCode;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn contains_what_a_list_contains(
            codes in proptest::collection::vec("[ab]{0,10}", 0..20), asked in "[ab]{0,10}",
        ) {
            let list: Vec<ItemCode> = codes.iter().map(|code| code.as_str().into()).collect();
            let codes = ItemCodes::from(list.clone());
            let asked = asked.as_str().into();
            for code in list.iter().chain([&asked]) {
                prop_assert_eq!(codes.contains(code), list.contains(code), "{}", code);
            }
            prop_assert_eq!(&*codes, &*list);
        }
    }
}
