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
    /// The bits of all of them: most clauses are told apart by it alone.
    bits: u64,
}

impl ItemCodes {
    /// Whether this item is among them.
    pub fn contains(&self, code: &ItemCode) -> bool {
        self.names(&Asked::new(code))
    }

    /// The same for an item that many clauses are asked for.
    pub fn names(&self, asked: &Asked<'_>) -> bool {
        self.bits & asked.bit != 0 && self.codes.contains(asked.code)
    }
}

/// An item that clauses are asked for.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    code: &'a ItemCode,
    bit: u64,
}

impl<'a> Asked<'a> {
    /// This item.
    pub fn new(code: &'a ItemCode) -> Self {
        Self { code, bit: bit(code) }
    }
}

/// One bit of 64, spread over the codes (FNV-1a, its upper bits).
fn bit(code: &ItemCode) -> u64 {
    const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0100_0000_01b3;
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(PRIME);
    1 << (code.as_str().bytes().fold(OFFSET, step) >> 58)
}

impl From<Vec<ItemCode>> for ItemCodes {
    fn from(codes: Vec<ItemCode>) -> Self {
        let bits = codes.iter().fold(0, |bits, code| bits | bit(code));
        Self { codes, bits }
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
