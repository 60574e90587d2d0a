//! The kind of place that a shot is filmed at, and what its walls are made of.

use super::words::words;
use lexicon::pictures::MATERIALS;
use lexicon::places;
use model::Place;

/// The id of the kind of place, and of the material; each empty where the words do not tell it.
pub fn read(place: &Place) -> (String, String) {
    let kind = described(place).or_else(|| named(&place.name)).map(str::to_owned).unwrap_or_default();
    (kind, material(&place.name).unwrap_or_default().to_owned())
}

/// The kind of which the description says what is seen there: the script's reading knows more than the name alone.
fn described(place: &Place) -> Option<&'static str> {
    let text = place.description.trim().trim_end_matches('.');
    let fits = |kind: &places::Kind| {
        [true, false].iter().any(|inside| kind.seen(*inside).is_some_and(|seen| !text.is_empty() && seen == text))
    };
    let mut all = places::kinds().filter(fits);
    let first = all.next()?;
    // Several kinds are described alike: then the name decides.
    let alike: Vec<&str> = std::iter::once(first).chain(all).map(places::Kind::id).collect();
    named(&place.name).filter(|id| alike.contains(id)).or_else(|| alike.first().copied())
}

/// The first part of a name that ends with a kind of place, one that says much before one that says little.
fn named(name: &str) -> Option<&'static str> {
    let parts = name.split([',', '/', '–', '—', '(', ')', ';', ':']).flat_map(|part| part.split(" - "));
    let kinds: Vec<places::Kind> =
        parts.filter_map(|part| places::ending(&words(part)).map(|(kind, _)| kind)).collect();
    let telling = kinds.iter().find(|kind| !kind.is("loose")).or_else(|| kinds.first());
    // "deck of the ship", "room at the inn": what comes before "of" or "at" counts where nothing else is known.
    telling.map(|kind| kind.id()).or_else(|| {
        let words = words(name);
        (0..words.len()).rev().find_map(|from| places::english_at(words.get(from..)?).map(|(kind, _)| kind.id()))
    })
}

fn material(name: &str) -> Option<&'static str> {
    let words = words(name);
    (0..words.len()).find_map(|from| {
        let (entry, _, _) = MATERIALS.at(words.get(from..)?)?;
        MATERIALS.table().by_id(entry.id).map(|entry| entry.id)
    })
}
