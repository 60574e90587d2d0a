//! What kind of place a name tells.

use lexicon::places::{self, Kind};

/// What is known of a place by its name.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Named {
    pub kind: Option<Kind>,
    /// Whether the name is that of the kind, with nothing before it that may make it another one.
    pub sure: bool,
}

impl Named {
    /// What the camera sees there; `None` where that cannot be told.
    pub fn shown(self, interior: Option<bool>) -> Option<String> {
        let kind = self.kind?;
        let inside = interior.unwrap_or(kind.inside());
        if !self.sure {
            return (!inside && kind.inside() && !kind.is("vehicle")).then(front);
        }
        kind.seen(inside).or_else(|| (!inside && kind.is("inside") && !kind.is("room")).then(front))
    }

    /// Whether the sky cannot be seen from inside.
    pub fn is_shut_off(self, interior: Option<bool>) -> bool {
        self.kind.is_some_and(|kind| {
            kind.is("under") || kind.is("space") || (kind.is("sealed") && interior.unwrap_or(kind.inside()))
        })
    }
}

fn front() -> String {
    "the front of the building, its door and windows".to_owned()
}

/// What a name in small letters tells of a place: "forest ranger's office", "house - kitchen", "kitchen of the hotel".
pub(crate) fn of(name: &str, interior: Option<bool>) -> Named {
    let lower = name.to_lowercase().replace('’', "'");
    let mut best: Option<(u8, Named)> = None;
    let mut dashed = false;
    for (separator, part) in parts(&lower) {
        dashed |= separator == '-';
        let Some(named) = part_of(part) else { continue };
        let score = score(named, interior);
        // "HOUSE - KITCHEN" goes from the whole to the part, "KITCHEN, HOUSE" from the part to the whole.
        if best.is_none_or(|(have, _)| score > have || (score == have && dashed)) {
            best = Some((score, named));
        }
    }
    best.map(|(_, named)| named).unwrap_or_else(|| Named { kind: places::within(&lower), sure: true })
}

/// What is known of a place by its name, or by how it is described where the name is in no language that we know.
pub(crate) fn of_place(place: &model::Place) -> Named {
    let named = of(&place.name, place.interior);
    let described = place.description.split(',').next().unwrap_or_default();
    if named.kind.is_some() || described.is_empty() { named } else { of(described, place.interior) }
}

fn score(named: Named, interior: Option<bool>) -> u8 {
    let Some(kind) = named.kind else { return 0 };
    let fits = interior.is_none_or(|inside| inside == kind.inside());
    let part = kind.is("room") || kind.is("vehicle");
    u8::from(fits) * 4 + u8::from(part) * 2 + u8::from(named.sure)
}

/// The parts of a name, each with what stands before it.
fn parts(name: &str) -> Vec<(char, &str)> {
    let mut out = Vec::new();
    let (mut start, mut before) = (0, ' ');
    let mut last = ' ';
    for (at, c) in name.char_indices() {
        let next = name.get(at + c.len_utf8()..).and_then(|rest| rest.chars().next()).unwrap_or(' ');
        let dash = matches!(c, '–' | '—') || (c == '-' && (last == ' ' || next == ' '));
        if dash || matches!(c, ',' | '/' | '(' | ')' | ':' | ';') {
            out.push((before, name.get(start..at).unwrap_or_default()));
            start = at + c.len_utf8();
            before = if dash { '-' } else { c };
        }
        last = c;
    }
    out.push((before, name.get(start..).unwrap_or_default()));
    out
}

const PREPOSITIONS: &[&str] = &[
    "of", "in", "at", "on", "by", "near", "outside", "behind", "under", "above", "with", "from", "over", "beside",
    "inside", "beneath", "below", "for", "off", "before", "between", "to", "during", "after", "opposite", "around",
];

fn part_of(part: &str) -> Option<Named> {
    let words: Vec<&str> = part
        .split_whitespace()
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric() && c != '\''))
        .filter(|word| !word.is_empty())
        .collect();
    // "ROOM 12", "APARTMENT 4B", "CORRIDOR B".
    let end = words.iter().rposition(|word| !word.chars().any(|c| c.is_ascii_digit()) && word.chars().count() > 1)? + 1;
    let words = words.get(..end)?;
    let preposition = words.iter().position(|word| PREPOSITIONS.contains(word)).filter(|at| *at > 0);
    if let Some((kind, taken)) = places::ending(words) {
        let start = words.len() - taken;
        // "HALL OF MIRRORS" is one name; "KITCHEN OF THE HOTEL" is a kitchen.
        if preposition.is_none_or(|at| at >= start) {
            return Some(named(kind, words.get(..start)?));
        }
    }
    let head = words.get(..preposition?)?;
    match places::ending(head) {
        Some((kind, taken)) => {
            let own = named(kind, head.get(..head.len() - taken)?);
            // "The back room of the shop" is in a shop.
            let whole = (kind.id() == "room").then(|| places::ending(words)).flatten();
            Some(whole.map_or(own, |(kind, _)| Named { kind: Some(kind), sure: true }))
        }
        // "TOP OF THE LIGHTHOUSE": somewhere about a lighthouse.
        None => places::ending(words).map(|(kind, _)| Named { kind: Some(kind), sure: false }),
    }
}

fn named(kind: Kind, before: &[&str]) -> Named {
    let sure = !kind.is("loose") || before.iter().all(|word| places::is_plain(word));
    Named { kind: Some(kind), sure }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(name: &str, interior: Option<bool>) -> (&'static str, bool) {
        let named = of(name, interior);
        (named.kind.map_or("", Kind::id), named.sure)
    }

    #[test]
    fn a_place_is_what_its_name_ends_with() {
        assert_eq!(kind("forest ranger's office", Some(true)), ("office", true));
        assert_eq!(kind("house - kitchen", Some(true)), ("kitchen", true));
        assert_eq!(kind("kitchen, house", Some(true)), ("kitchen", true));
        assert_eq!(kind("kitchen of the hotel", Some(true)), ("kitchen", true));
        assert_eq!(kind("hall of mirrors", Some(true)), ("mirrors", true));
        assert_eq!(kind("car - moving", None), ("car", true));
        assert_eq!(kind("room 12", Some(true)), ("room", true));
        assert_eq!(kind("bus stop", Some(false)), ("bus stop", true));
        assert_eq!(kind("the back room of the shop", Some(true)), ("shop", true));
        assert_eq!(kind("joe's bar", Some(true)), ("bar", true));
        assert_eq!(kind("ice house", Some(true)), ("house", false));
        assert_eq!(kind("咖啡馆", Some(true)), ("cafe", true));
        assert_eq!(kind("", None), ("", true));
    }

    #[test]
    fn an_unknown_place_has_no_furniture_and_a_building_has_a_front() {
        assert_eq!(of("ice house", Some(true)).shown(Some(true)), None);
        assert_eq!(of("bakery", Some(false)).shown(Some(false)), Some(front()));
        assert!(of("bank", Some(false)).shown(Some(false)).unwrap().contains("stone front"));
        assert_eq!(of("kitchen", Some(false)).shown(Some(false)), None);
    }
}
