use super::{BlockStand, GivenNumbers, NumberBook, books};
use crate::number::{self, NumberBlock, Suffix};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

fn block(lease: u64, first: u32, last: u32) -> NumberBlock {
    NumberBlock { lease, series: "SWWZ".into(), year: 2026, first, last }
}

fn stand(lease: u64, first: u32, last: u32, next: u32) -> BlockStand {
    BlockStand { block: block(lease, first, last), next, returned_from: None }
}

fn number(place: u32, bits: u32) -> String {
    number::format(&"SWWZ".into(), 2026, place, Suffix::from_random(bits))
}

fn given(issued: &[(u32, u32)], void: &[(u32, u32)]) -> GivenNumbers {
    let text = |list: &[(u32, u32)]| -> Vec<String> {
        list.iter().map(|(place, bits)| number(*place, *bits)).collect()
    };
    GivenNumbers::read(text(issued).iter().map(String::as_str), &text(void).into_iter().collect())
}

fn book(blocks: &[BlockStand], given: &GivenNumbers, lost: u32) -> NumberBook {
    let lost = BTreeMap::from([(("SWWZ".into(), 2026), lost)]);
    let mut books = books(blocks, given, &lost);
    assert_eq!(books.len(), 1);
    books.remove(0)
}

fn figures(book: &NumberBook) -> [u32; 7] {
    let NumberBook { leased, issued, voided, returned, skipped, left, outside, .. } = book;
    [*leased, *issued, *voided, *returned, *skipped, *left, *outside]
}

#[test]
fn every_number_is_somewhere_once() {
    let blocks = [stand(1, 1, 10, 11), stand(2, 21, 30, 23)];
    let all: Vec<_> = (1..=10).chain(21..=22).map(|place| (place, 0)).collect();
    let ours = book(&blocks, &given(&all, &[(3, 0), (21, 0)]), 0);
    assert_eq!(figures(&ours), [20, 10, 2, 0, 0, 8, 0]);
    assert!(ours.adds_up());
    // Two copies of the window gave one place: it is issued as long as one of the two stands.
    let mut both = all.clone();
    both.push((3, 7));
    let ours = book(&blocks, &given(&both, &[(3, 0)]), 0);
    assert_eq!(figures(&ours), [20, 12, 0, 0, 0, 8, 0]);
    let mut given_back = blocks.to_vec();
    given_back[1].returned_from = Some(23);
    let ours = book(&given_back, &given(&all, &[]), 0);
    assert_eq!(figures(&ours), [20, 12, 0, 8, 0, 0, 0]);
    assert!(ours.adds_up());
}

#[test]
fn what_is_wrong_shows() {
    let one = [stand(1, 1, 10, 4)];
    let upto = |last: u32| -> Vec<(u32, u32)> { (1..=last).map(|place| (place, 0)).collect() };
    assert!(book(&one, &given(&upto(3), &[]), 0).adds_up());
    // A number that is on no act; one that would be given again; one of nobody's; one given back.
    assert!(!book(&one, &given(&upto(2), &[]), 0).adds_up());
    assert!(!book(&one, &given(&upto(4), &[]), 0).adds_up());
    let mut stray = upto(3);
    stray.push((77, 0));
    let ours = book(&one, &given(&stray, &[]), 0);
    assert_eq!((ours.outside, ours.adds_up()), (1, false));
    let mut back = one.to_vec();
    back[0].returned_from = Some(4);
    assert!(book(&back, &given(&upto(3), &[]), 0).adds_up());
    assert!(!book(&back, &given(&upto(5), &[]), 0).adds_up());
    // Up to where a lost instance may have gone, a gap is told as such.
    let gap = book(&one, &given(&[(1, 0), (3, 0)], &[]), 3);
    assert_eq!(figures(&gap), [10, 2, 0, 0, 1, 7, 0]);
    assert!(gap.adds_up());
    // What is no number is in no book.
    assert!(
        books(&[], &GivenNumbers::read(["x", ""], &BTreeSet::new()), &BTreeMap::new()).is_empty()
    );
}

proptest! {
    /// However a window leases, gives, makes void and gives back: its book adds up, and so does the
    /// centre's, which knows no more than the leases, the acts and what was given back.
    #[test]
    fn both_sides_add_up_and_agree(steps in prop::collection::vec((0u8..8, any::<u32>()), 1..80)) {
        let mut ours: Vec<BlockStand> = Vec::new();
        let (mut numbers, mut void, mut last) = (Vec::new(), BTreeSet::new(), 0);
        for (step, bits) in steps {
            match step {
                0 => {
                    // Other windows lease in between.
                    let first = last + 1 + 10 * (bits % 3);
                    last = first + 9;
                    ours.push(stand(ours.len() as u64 + 1, first, last, first));
                }
                1 => drop(numbers.get(bits as usize % numbers.len().max(1))
                    .map(|number: &String| void.insert(number.clone()))),
                2 if bits.is_multiple_of(4) => for stand in &mut ours {
                    let open = stand.returned_from.is_none() && stand.next <= stand.block.last;
                    stand.returned_from = stand.returned_from.or(open.then_some(stand.next));
                },
                _ => {
                    let free = |s: &&mut BlockStand| {
                        s.returned_from.is_none() && s.next <= s.block.last
                    };
                    if let Some(stand) = ours.iter_mut().find(free) {
                        numbers.push(number(stand.next, bits));
                        stand.next += 1;
                    }
                }
            }
        }
        let given = GivenNumbers::read(numbers.iter().map(String::as_str), &void);
        let centres: Vec<_> = ours.iter().map(|known| BlockStand {
            next: given.highest(&known.block).map_or(known.block.first, |place| place + 1),
            ..known.clone()
        }).collect();
        let all = BTreeMap::from([(("SWWZ".into(), 2026), u32::MAX)]);
        let (window, centre) = (books(&ours, &given, &BTreeMap::new()), books(&centres, &given, &all));
        prop_assert_eq!(&window, &centre);
        prop_assert!(window.iter().all(NumberBook::adds_up), "{:?}", window);
    }
}
