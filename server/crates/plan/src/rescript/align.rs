//! Two sequences laid side by side: what is the same in both, by what it is and not by where it stands.

use std::collections::{HashMap, VecDeque};

/// How alike two things must be to be taken for the same, 0 to 1.
const ALIKE: f32 = 0.4;
/// The same, for things that stand elsewhere in the other sequence.
const ALIKE_ELSEWHERE: f32 = 0.65;
/// The most pairs that are compared word by word; in longer stretches only what is equal is paired.
const MOST_PAIRS: usize = 400_000;

/// For each of `a` its partner in `b`, of which each is taken once. Equal keys are equal things; `alike` says how alike two others are.
pub(super) fn partners(a: &[u64], b: &[u64], alike: &dyn Fn(usize, usize) -> f32) -> Vec<Option<usize>> {
    let mut found = vec![None; a.len()];
    let mut taken = vec![false; b.len()];
    let placed = |keys: &[u64]| keys.iter().copied().enumerate().collect::<Vec<_>>();
    let mut pairs = Vec::new();
    in_order(&placed(a), &placed(b), alike, &mut pairs);
    let mut pair = |(at, other): (usize, usize), found: &mut Vec<Option<usize>>| {
        let free = taken.get(other) == Some(&false) && found.get(at) == Some(&None);
        if free && let (Some(own), Some(take)) = (found.get_mut(at), taken.get_mut(other)) {
            (*own, *take) = (Some(other), true);
        }
    };
    pairs.into_iter().for_each(|found_pair| pair(found_pair, &mut found));
    // What was moved: equal things first, then the most alike.
    let left = |taken: &[Option<usize>], all: usize| {
        let used: std::collections::HashSet<usize> = taken.iter().flatten().copied().collect();
        (0..all).filter(|at| !used.contains(at)).collect::<Vec<_>>()
    };
    let open =
        |found: &[Option<usize>]| (0..found.len()).filter(|at| found.get(*at) == Some(&None)).collect::<Vec<_>>();
    let mut equal: HashMap<u64, VecDeque<usize>> = HashMap::new();
    for other in left(&found, b.len()) {
        equal.entry(b.get(other).copied().unwrap_or_default()).or_default().push_back(other);
    }
    for at in open(&found) {
        if let Some(other) = a.get(at).and_then(|key| equal.get_mut(key)).and_then(VecDeque::pop_front) {
            pair((at, other), &mut found);
        }
    }
    let (own, others) = (open(&found), left(&found, b.len()));
    if own.len().saturating_mul(others.len()) <= MOST_PAIRS {
        let mut scored: Vec<(f32, usize, usize)> = own
            .iter()
            .flat_map(|at| others.iter().map(move |other| (alike(*at, *other), *at, *other)))
            .filter(|(score, ..)| *score >= ALIKE_ELSEWHERE)
            .collect();
        scored.sort_by(|one, two| two.0.total_cmp(&one.0).then((one.1, one.2).cmp(&(two.1, two.2))));
        scored.into_iter().for_each(|(_, at, other)| pair((at, other), &mut found));
    }
    found
}

/// Pairs that rise in both sequences.
fn in_order(
    mut a: &[(usize, u64)],
    mut b: &[(usize, u64)],
    alike: &dyn Fn(usize, usize) -> f32,
    out: &mut Vec<(usize, usize)>,
) {
    while let (Some(((at, one), rest)), Some(((other, two), others))) = (a.split_first(), b.split_first())
        && one == two
    {
        out.push((*at, *other));
        (a, b) = (rest, others);
    }
    while let (Some(((at, one), rest)), Some(((other, two), others))) = (a.split_last(), b.split_last())
        && one == two
    {
        out.push((*at, *other));
        (a, b) = (rest, others);
    }
    if a.is_empty() || b.is_empty() {
        return;
    }
    let anchors = anchors(a, b);
    if anchors.is_empty() {
        if a.len().saturating_mul(b.len()) <= MOST_PAIRS {
            best(a, b, alike, out)
        } else {
            equals(a, b, out)
        }
        return;
    }
    let (mut from, mut other_from) = (0, 0);
    for (at, other) in anchors.into_iter().chain([(a.len(), b.len())]) {
        let (own, others) = (a.get(from..at).unwrap_or_default(), b.get(other_from..other).unwrap_or_default());
        in_order(own, others, alike, out);
        if let (Some((at, _)), Some((other, _))) = (a.get(at), b.get(other)) {
            out.push((*at, *other));
        }
        (from, other_from) = (at + 1, other + 1);
    }
}

/// Places of what is in each sequence once, and equal; as many as rise in both.
fn anchors(a: &[(usize, u64)], b: &[(usize, u64)]) -> Vec<(usize, usize)> {
    fn once(list: &[(usize, u64)]) -> HashMap<u64, Option<usize>> {
        let mut places = HashMap::new();
        for (at, (_, key)) in list.iter().enumerate() {
            places.entry(*key).and_modify(|place| *place = None).or_insert(Some(at));
        }
        places
    }
    let (own, others) = (once(a), once(b));
    let both: Vec<(usize, usize)> = a
        .iter()
        .filter_map(|(_, key)| Some((own.get(key).copied().flatten()?, others.get(key).copied().flatten()?)))
        .collect();
    let rising = rising(&both.iter().map(|(_, other)| *other).collect::<Vec<_>>());
    both.into_iter().zip(rising).filter_map(|(pair, keeps)| keeps.then_some(pair)).collect()
}

/// Marks a longest part of the numbers that never falls.
pub(super) fn rising(numbers: &[usize]) -> Vec<bool> {
    // The last of a rising part of each length, by place; and whom each one follows.
    let mut ends: Vec<usize> = Vec::new();
    let mut follows: Vec<Option<usize>> = Vec::with_capacity(numbers.len());
    let number = |at: &usize| numbers.get(*at).copied().unwrap_or_default();
    for (at, own) in numbers.iter().enumerate() {
        let length = ends.partition_point(|end| number(end) <= *own);
        follows.push(length.checked_sub(1).and_then(|before| ends.get(before).copied()));
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let mut marked = vec![false; numbers.len()];
    let mut next = ends.last().copied();
    while let Some(at) = next {
        if let Some(mark) = marked.get_mut(at) {
            *mark = true;
        }
        next = follows.get(at).copied().flatten();
    }
    marked
}

/// The pairs, rising in both, that are the most alike in all.
fn best(a: &[(usize, u64)], b: &[(usize, u64)], alike: &dyn Fn(usize, usize) -> f32, out: &mut Vec<(usize, usize)>) {
    let gain = |one: &(usize, u64), two: &(usize, u64)| {
        if one.1 == two.1 { 1.0 } else { alike(one.0, two.0) - ALIKE }
    };
    // The most that can be gained from here on, row by row from the end.
    let mut rows: Vec<Vec<f32>> = vec![vec![0.0; b.len() + 1]];
    let cell = |row: Option<&Vec<f32>>, at: usize| row.and_then(|row| row.get(at)).copied().unwrap_or_default();
    for one in a.iter().rev() {
        let below = rows.last();
        let mut row = vec![0.0_f32; b.len() + 1];
        for (at, two) in b.iter().enumerate().rev() {
            let skipped = cell(below, at).max(cell(Some(&row), at + 1));
            let taken = Some(gain(one, two)).filter(|gain| *gain > 0.0).map(|gain| gain + cell(below, at + 1));
            if let Some(own) = row.get_mut(at) {
                *own = taken.map_or(skipped, |taken| taken.max(skipped));
            }
        }
        rows.push(row);
    }
    rows.reverse();
    let (mut i, mut j) = (0, 0);
    while let (Some(one), Some(two)) = (a.get(i), b.get(j)) {
        let here = cell(rows.get(i), j);
        let gain = gain(one, two);
        if gain > 0.0 && here <= gain + cell(rows.get(i + 1), j + 1) {
            out.push((one.0, two.0));
            (i, j) = (i + 1, j + 1);
        } else if cell(rows.get(i + 1), j) >= cell(rows.get(i), j + 1) {
            i += 1;
        } else {
            j += 1;
        }
    }
}

/// What is equal, from the front.
fn equals(a: &[(usize, u64)], b: &[(usize, u64)], out: &mut Vec<(usize, usize)>) {
    let mut places: HashMap<u64, Vec<usize>> = HashMap::new();
    for (at, (_, key)) in b.iter().enumerate() {
        places.entry(*key).or_default().push(at);
    }
    let mut from = 0;
    for (at, key) in a {
        let next = places.get(key).and_then(|places| places.get(places.partition_point(|place| *place < from)));
        if let Some(place) = next
            && let Some((other, _)) = b.get(*place)
        {
            out.push((*at, *other));
            from = place + 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn same(a: &[u64], b: &[u64]) -> Vec<Option<usize>> {
        partners(a, b, &|_, _| 0.0)
    }

    #[test]
    fn what_was_put_in_between_moves_nothing_else() {
        assert_eq!(same(&[1, 2, 3], &[1, 9, 2, 8, 3]), [Some(0), Some(2), Some(4)]);
    }

    #[test]
    fn what_was_moved_is_found_elsewhere() {
        assert_eq!(same(&[1, 2, 3, 4], &[4, 1, 2, 3]), [Some(1), Some(2), Some(3), Some(0)]);
    }

    #[test]
    fn what_was_rewritten_is_known_by_its_words() {
        let alike = |a: usize, b: usize| if (a, b) == (1, 2) { 0.8 } else { 0.0 };
        assert_eq!(partners(&[1, 2, 3], &[1, 7, 9, 3], &alike), [Some(0), Some(2), Some(3)]);
    }

    proptest! {
        #[test]
        fn nothing_is_taken_twice_and_equal_sequences_are_paired_in_order(
            a in proptest::collection::vec(0_u64..6, 0..20),
            b in proptest::collection::vec(0_u64..6, 0..20),
        ) {
            let found = same(&a, &b);
            let mut taken: Vec<usize> = found.iter().flatten().copied().collect();
            taken.sort_unstable();
            prop_assert!(taken.windows(2).all(|pair| pair[0] != pair[1]));
            prop_assert!(found.iter().enumerate().all(|(at, to)| to.is_none_or(|to| a[at] == b[to])));
            prop_assert_eq!(same(&a, &a), (0..a.len()).map(Some).collect::<Vec<_>>());
        }

        #[test]
        fn what_rises_is_as_long_as_can_be(numbers in proptest::collection::vec(0_usize..8, 0..12)) {
            let marked = rising(&numbers);
            let kept: Vec<usize> = numbers.iter().zip(&marked).filter(|(_, keeps)| **keeps).map(|(n, _)| *n).collect();
            prop_assert!(kept.windows(2).all(|pair| pair[0] <= pair[1]));
            let mut longest = vec![0_usize; numbers.len()];
            for at in 0..numbers.len() {
                longest[at] = 1 + (0..at).filter(|b| numbers[*b] <= numbers[at]).map(|b| longest[b]).max().unwrap_or(0);
            }
            prop_assert_eq!(kept.len(), longest.into_iter().max().unwrap_or(0));
        }
    }
}
