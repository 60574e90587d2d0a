//! What somebody looks like, from the words of a description: ids of `lexicon::pictures`.

use super::words::{Paint, clauses, words};
use lexicon::Entry;
use lexicon::pictures::{BODIES, CREATURES, ROLES, THINGS, WEAR};
use model::Seen;

/// A word of looks where it stands.
struct Hit {
    entry: &'static Entry,
    taken: usize,
}

/// The animal that a figure is, or nothing, and everything that is seen of it.
pub fn read(name: &str, description: &str) -> (String, Vec<Seen>) {
    let mut reading = Reading::default();
    clauses(description).for_each(|clause| reading.clause(&clause));
    let first = clauses(description).next().unwrap_or_default();
    let person = has_person(&first);
    let animal = animal_in(&first).filter(|_| !person).or_else(|| animal_in(&words(name)).filter(|_| first.is_empty()));
    if let Some(animal) = animal {
        let colour = reading.first_colour.or_else(|| reading.seen.iter().find_map(|seen| seen.colour));
        let looks = vec![Seen { id: animal.id.to_owned(), colour, ..Seen::default() }];
        return (animal.id.to_owned(), looks);
    }
    // "Reef knots" are no reef, but THE KNIGHT is one: names tell what they are as descriptions do.
    let told: Vec<Vec<String>> = clauses(description).chain([words(name)]).collect();
    told.iter().for_each(|clause| reading.role(clause));
    (String::new(), reading.seen)
}

fn animal_in(words: &[String]) -> Option<&'static Entry> {
    (0..words.len()).rev().find_map(|from| {
        let (entry, _, _) = CREATURES.at(words.get(from..)?)?;
        CREATURES.table().by_id(entry.id)
    })
}

fn has_person(words: &[String]) -> bool {
    (0..words.len()).any(|from| is_person(words.get(from..).unwrap_or_default()))
}

fn is_person(words: &[String]) -> bool {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    lexicon::nouns().at("en", &words).is_some_and(|(entry, _)| entry.is("person"))
}

#[derive(Default)]
struct Reading {
    seen: Vec<Seen>,
    first_colour: Option<u32>,
    /// Bodies and outfits that are said: a role adds none.
    filled: Vec<&'static str>,
}

impl Reading {
    fn clause(&mut self, words: &[String]) {
        let mut paint = Paint::default();
        let mut before = Paint::default();
        let mut build: Option<Hit> = None;
        let mut size = "";
        let mut hair: Option<usize> = None;
        let mut at = 0;
        while let Some(rest) = words.get(at..).filter(|rest| !rest.is_empty()) {
            let word = rest.first().map_or("", String::as_str);
            let hit = hit(rest);
            // Of a colour and a thing the longer counts: "black man", "white coat".
            if let Some(hit) = hit.filter(|hit| hit.taken > 1 || !is_colour(rest)) {
                at += hit.taken;
                if hit.entry.is("build") {
                    build = build.or(Some(hit));
                    size = "";
                    continue;
                }
                if let Some(held) = build.take().filter(|_| hit.entry.is("skin")) {
                    self.push(held.entry, &Paint::default(), "");
                }
                // "A green hood and cloak": both are green.
                let joined = at > hit.taken && words.get(at - hit.taken - 1).is_some_and(|word| word == "and");
                let shared = joined
                    && paint.colour.is_none()
                    && hit.entry.is("over") | hit.entry.is("hat") | hit.entry.is("top");
                let entry = self.push(hit.entry, if shared { &before } else { &paint }, size);
                before = paint.clone();
                hair = is_hair(entry).then(|| self.seen.len() - 1);
                (paint, size) = (Paint::default(), "");
                continue;
            }
            if let Some(taken) = paint.take(rest) {
                self.first_colour = self.first_colour.or(paint.colour);
                at += taken;
                continue;
            }
            match word {
                "long" | "flowing" | "floor-length" | "ankle-length" => size = "long",
                "short" | "brief" => size = "short",
                "waist" | "shoulders" | "down" | "knees" => self.lengthen(hair),
                "and" | "with" | "in" | "on" | "over" | "under" if word != "in" => {
                    let coloured = paint.colour.is_some() && matches!(word, "and");
                    if !coloured {
                        paint = Paint::default();
                    }
                }
                _ => {}
            }
            if is_person(rest)
                && let Some(held) = build.take()
            {
                self.push(held.entry, &Paint::default(), "");
            }
            at += 1;
        }
        if let Some(held) = build {
            self.push(held.entry, &Paint::default(), "");
        }
        self.rest(words, &paint, hair);
    }

    /// A colour with no thing behind it: of the hair before it, or of all the clothes.
    fn rest(&mut self, words: &[String], paint: &Paint, hair: Option<usize>) {
        let Some(colour) = paint.colour else { return };
        match hair.and_then(|at| self.seen.get_mut(at)) {
            Some(seen) => seen.colour = seen.colour.or(paint.hair),
            None if words.iter().any(|word| word == "in" || word == "all") => {
                self.seen.push(Seen { id: "clothes".to_owned(), colour: Some(colour), ..Seen::default() });
            }
            None if words.len() < 3 && words.iter().any(|w| lexicon::pictures::COLOURS.at(&[w]).is_some()) => {
                let id = "hair-colour".to_owned();
                if hair_word(words) {
                    self.seen.push(Seen { id, colour: paint.hair, ..Seen::default() });
                }
            }
            None => {}
        }
    }

    fn lengthen(&mut self, hair: Option<usize>) {
        if let Some(seen) = hair.and_then(|at| self.seen.get_mut(at))
            && seen.id == "hair"
        {
            seen.id = "long-hair".to_owned();
        }
    }

    fn push(&mut self, entry: &'static Entry, paint: &Paint, size: &str) -> &'static Entry {
        let other = entry.value(size).and_then(|id| WEAR.table().by_id(id).or_else(|| BODIES.table().by_id(id)));
        let entry = other.unwrap_or(entry);
        let colour = if entry.is("hair") || entry.is("beard") { paint.hair } else { paint.colour };
        self.filled.extend(entry.tags.first());
        self.seen.push(Seen { id: entry.id.to_owned(), colour, pattern: paint.pattern.to_owned() });
        entry
    }

    /// What a role shows where nothing else is said.
    fn role(&mut self, words: &[String]) {
        for from in 0..words.len() {
            let Some((entry, _, _)) = words.get(from..).and_then(|rest| ROLES.at(rest)) else { continue };
            if let Some(being) = entry.value("being") {
                self.seen.push(Seen { id: being.to_owned(), ..Seen::default() });
            }
            let worn: Vec<&str> = entry.value("wears").unwrap_or_default().split(',').collect();
            let parts: Vec<(&'static Entry, Option<u32>)> = worn
                .into_iter()
                .filter_map(|worn| {
                    let (id, colour) = worn.split_once('/').unwrap_or((worn, ""));
                    let entry = WEAR.table().by_id(id).or_else(|| BODIES.table().by_id(id))?;
                    Some((entry, u32::from_str_radix(colour, 16).ok()))
                })
                .filter(|(entry, _)| !self.is_filled(entry))
                .collect();
            for (entry, colour) in parts {
                self.seen.push(Seen { id: entry.id.to_owned(), colour, ..Seen::default() });
                self.filled.extend(entry.tags.first());
            }
        }
    }

    fn is_filled(&self, entry: &Entry) -> bool {
        let outfit = |part: &&str| matches!(*part, "top" | "whole");
        let part = entry.tags.first().copied().unwrap_or_default();
        self.filled.iter().any(|have| *have == part || outfit(have) && outfit(&part)) && part != "over"
            || part == "over" && self.seen.iter().any(|seen| seen.id == entry.id)
    }
}

fn is_colour(words: &[String]) -> bool {
    lexicon::pictures::COLOURS.at(words).is_some()
}

fn hair_word(words: &[String]) -> bool {
    words.iter().any(|word| matches!(word.as_str(), "blond" | "blonde" | "ginger" | "redhead" | "brunette" | "auburn"))
}

fn is_hair(entry: &Entry) -> bool {
    entry.is("hair")
}

/// What is drawn of a word that the script knows, and the tables of pictures do not name by itself.
const USUAL: &[(&str, &str)] = &[
    ("coat", "coat"),
    ("jacket", "jacket"),
    ("parka", "puffer"),
    ("raincoat", "raincoat"),
    ("cloak", "cape"),
    ("shirt", "shirt"),
    ("blouse", "blouse"),
    ("sweater", "sweater"),
    ("waistcoat", "waistcoat"),
    ("tunic", "tunic"),
    ("trousers", "trousers"),
    ("jeans", "jeans"),
    ("chaps", "leggings"),
    ("skirt", "skirt"),
    ("shorts", "shorts"),
    ("tights", "leggings"),
    ("suit", "suit"),
    ("boilersuit", "boilersuit"),
    ("dress", "dress"),
    ("robe", "robe"),
    ("nightwear", "pyjamas"),
    ("uniform", "uniform"),
    ("swimwear", "swimsuit"),
    ("hat", "fedora"),
    ("headcover", "headscarf"),
    ("mask", "eye-mask"),
    ("boots", "boots"),
    ("shoes", "shoes"),
    ("barefoot", "barefoot"),
    ("gloves", "gloves"),
    ("neckwear", "necklace"),
    ("apron", "belt"),
    ("jewellery", "earrings"),
    ("glasses", "glasses"),
    ("bag", "satchel"),
    ("hair", "hair"),
    ("beard", "beard"),
    ("bald", "bald"),
    ("aid", "cane"),
];

fn usual(words: &[String]) -> Option<(&'static Entry, usize)> {
    let refs: Vec<&str> = words.iter().map(String::as_str).collect();
    let (entry, taken) = lexicon::looks().at("en", &refs)?;
    let (_, id) = USUAL.iter().find(|(other, _)| *other == entry.id)?;
    Some((WEAR.table().by_id(id).or_else(|| BODIES.table().by_id(id))?, taken))
}

/// The longest word of looks that the words begin with.
fn hit(words: &[String]) -> Option<Hit> {
    let found = |entry: &Entry| {
        let tables = [&*WEAR, &*BODIES, &*THINGS];
        tables.iter().find_map(|table| table.table().entries().iter().find(|e| std::ptr::eq(*e, entry)))
    };
    let carried = |entry: &Entry| !matches!(entry.id, "desk" | "window" | "door" | "fire");
    let all = [WEAR.at(words), BODIES.at(words), THINGS.at(words).filter(|(entry, ..)| carried(entry))];
    // Of two that are as long, what is worn counts.
    let best = all.into_iter().flatten().rev().max_by_key(|(_, _, taken)| *taken);
    let best = best.and_then(|(entry, _, taken)| Some((found(entry)?, taken)));
    // A longer word that the script knows says more: "opera cloak" is no opera.
    let other = usual(words).filter(|(_, taken)| best.is_none_or(|(_, have)| have < *taken));
    other.or(best).map(|(entry, taken)| Hit { entry, taken })
}
