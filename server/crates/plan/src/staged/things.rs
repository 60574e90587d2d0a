//! Things and animals that a shot shows: ids of `lexicon::pictures`.

use super::senses::things_meant;
use super::words::{Paint, words};
use lexicon::pictures::{CREATURES, THINGS};
use model::{Seen, Staging};

/// More of one kind than a frame needs.
const MOST: usize = 3;

/// What the list of props and the action name, in that order, each once; of several animals that many.
pub fn of(staging: &Staging) -> Vec<Seen> {
    let mut out: Vec<Seen> = Vec::new();
    let known: Vec<String> = staging.figures.iter().map(|figure| figure.creature.clone()).collect();
    let text = things_meant(&words(&staging.action));
    let said = in_words(&text);
    let listed = staging.props.iter().flat_map(|prop| in_words(&words(prop)));
    for seen in listed.chain(said.iter().cloned()) {
        let have = out.iter_mut().find(|have| have.id == seen.id);
        match have {
            Some(have) => have.colour = have.colour.or(seen.colour),
            None if known.contains(&seen.id) => {}
            None => out.push(seen),
        }
    }
    let herds: Vec<Seen> = out.iter().filter(|seen| CREATURES.table().by_id(&seen.id).is_some()).cloned().collect();
    for one in herds {
        for _ in 1..count(&text, &one.id) {
            out.push(one.clone());
        }
    }
    out
}

/// The first thing that some words name.
pub fn named(name: &str) -> Option<Seen> {
    in_words(&words(name)).into_iter().next()
}

fn in_words(text: &[String]) -> Vec<Seen> {
    let mut out = Vec::new();
    let mut paint = Paint::default();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let best = [THINGS.at(rest), CREATURES.at(rest)].into_iter().flatten().max_by_key(|(_, _, taken)| *taken);
        match best {
            Some((entry, _, taken)) if taken > 1 || lexicon::pictures::COLOURS.at(rest).is_none() => {
                out.push(Seen { id: entry.id.to_owned(), colour: paint.colour, pattern: paint.pattern.to_owned() });
                paint = Paint::default();
                at += taken;
            }
            _ => {
                let taken = paint.take(rest);
                if taken.is_none() {
                    paint = Paint::default();
                }
                at += taken.unwrap_or(1);
            }
        }
    }
    out
}

/// How many of an animal the words speak of.
fn count(text: &[String], id: &str) -> usize {
    let numbers = [("two", 2), ("three", 3), ("four", 3), ("five", 3), ("several", 3), ("some", 2), ("many", 3)];
    let Some((at, taken)) = (0..text.len()).find_map(|at| {
        let (entry, _, taken) = CREATURES.at(text.get(at..)?)?;
        (entry.id == id).then_some((at, taken))
    }) else {
        return 1;
    };
    let before = text.get(at.saturating_sub(3)..at).unwrap_or_default();
    let said = before.iter().find_map(|word| numbers.iter().find(|(number, _)| number == word));
    let word = text.get(at + taken - 1).map_or("", String::as_str);
    let plural = word.ends_with('s') && !word.ends_with("ss") || matches!(word, "mice" | "geese" | "oxen" | "cattle");
    said.map_or(if plural { MOST } else { 1 }, |(_, n)| *n)
}
