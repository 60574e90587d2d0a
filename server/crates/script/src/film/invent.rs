//! What the script does not say of somebody's looks: chosen by the name, the same in every shot.

use super::roll::hash;
use crate::people::{Claim, Portrait, Slot};
use crate::screenplay::Person;
use crate::words::tokens;
use model::{Age, Sex};

const HAIR: &[&str] =
    &["short black", "brown", "blond", "red", "dark brown", "grey", "curly black", "auburn", "short brown"];
const HAIR_LONG: &[&str] = &[
    "long black",
    "brown",
    "blond",
    "long red",
    "dark brown",
    "shoulder-length black",
    "curly brown",
    "auburn",
    "braided black",
    "long blond",
];
const HAIR_OLD: &[&str] = &["white", "grey", "thin grey", "silver"];
const BUILD: &[&str] = &["slim", "average build", "broad-shouldered", "average build"];
const COLOURS: &[&str] = &[
    "red",
    "navy",
    "mustard",
    "forest green",
    "grey",
    "burgundy",
    "teal",
    "brown",
    "cream",
    "purple",
    "orange",
    "black",
];
const TOPS: &[&str] = &["sweater", "shirt", "cardigan", "jacket", "shirt", "coat"];
/// Tops that go with a stated skirt or trousers of any kind.
const PLAIN_TOPS: &[&str] = &["shirt", "sweater"];
const LEGS: &[&str] =
    &["grey trousers", "dark jeans", "black trousers", "brown trousers", "blue jeans", "beige trousers"];

fn pick<'a>(list: &[&'a str], at: u64) -> &'a str {
    list.get(at as usize % list.len().max(1)).copied().unwrap_or_default()
}

/// A colour for everybody. Colours that the script gives to somebody are theirs, and no two of the first dozen share one.
pub(super) fn colours(people: &[Person]) -> Vec<&'static str> {
    let given: String = people.iter().map(|p| p.looks.to_lowercase()).collect::<Vec<_>>().join(" ");
    let mut used: Vec<usize> =
        COLOURS.iter().enumerate().filter(|(_, c)| crate::words::has_phrase(&given, c)).map(|(at, _)| at).collect();
    people
        .iter()
        .map(|person| {
            let mut colour = (hash(&person.name.to_lowercase()) >> 8) as usize % COLOURS.len();
            if used.len() < COLOURS.len() {
                while used.contains(&colour) {
                    colour = (colour + 1) % COLOURS.len();
                }
                used.push(colour);
            }
            pick(COLOURS, colour as u64)
        })
        .collect()
}

/// Hair, build and clothes for the slots that are empty.
pub(super) fn missing(person: &Person, claims: &[&Claim], seed: u64, colour: &str) -> Vec<String> {
    let portrait = &person.portrait;
    let mut out = Vec::new();
    let fills = |slot: Slot| claims.iter().any(|claim| claim.fills(slot));
    let free = |slot: Slot| !fills(slot) && !portrait.denied.contains(&slot);
    let infant = matches!(portrait.age, Some(crate::people::SaidAge::Months(_)));
    if free(Slot::Hair) && !claims.iter().any(|claim| claim.no_hair) && !infant {
        out.push(format!("{} hair", hair(person, seed)));
    }
    let grown = !matches!(person.age, Some(Age::Child | Age::Teen));
    if free(Slot::Build) && !fills(Slot::Words) && grown {
        out.push(pick(BUILD, seed >> 24).to_owned());
    }
    out.extend(clothes(person, portrait, claims, seed, colour));
    out
}

fn hair(person: &Person, seed: u64) -> &'static str {
    let list = match person.age {
        Some(Age::Old) => HAIR_OLD,
        // Nobody young is grey.
        Some(Age::Child | Age::Teen) if person.sex != Some(Sex::Female) => HAIR.get(..5).unwrap_or(HAIR),
        _ if person.sex == Some(Sex::Female) => HAIR_LONG,
        _ => HAIR,
    };
    pick(list, seed >> 16)
}

fn clothes(person: &Person, portrait: &Portrait, claims: &[&Claim], seed: u64, colour: &str) -> Vec<String> {
    let fills = |slot: Slot| claims.iter().any(|claim| claim.fills(slot));
    let free = |slot: Slot| !fills(slot) && !portrait.denied.contains(&slot);
    let mut out = Vec::new();
    if fills(Slot::WholeBody) || claims.iter().any(|claim| claim.alone) {
        return out;
    }
    let outfit = fills(Slot::Top) || fills(Slot::Outer) || fills(Slot::Legs);
    if !outfit && let Some((worn, whole)) = worn_by(&person.name) {
        out.push(worn.to_owned());
        if whole {
            return out;
        }
    } else if free(Slot::Top) && free(Slot::Outer) {
        let tops = if fills(Slot::Legs) { PLAIN_TOPS } else { TOPS };
        out.push(format!("{colour} {}", pick(tops, seed >> 32)));
    }
    if free(Slot::Legs) {
        let skirt = person.sex == Some(Sex::Female) && (seed >> 48).is_multiple_of(3) && !fills(Slot::Outer);
        out.push(if skirt { "dark skirt" } else { pick(LEGS, seed >> 50) }.to_owned());
    }
    out
}

/// What a trade wears, and whether it is all that they wear.
fn worn_by(name: &str) -> Option<(&'static str, bool)> {
    let words = tokens(name);
    words.iter().find_map(|word| {
        let (entry, _) = lexicon::dress().at("en", &[word.as_str()])?;
        let worn = entry.words.iter().find(|(key, _)| *key == "wears")?;
        // A comma parts words in a table; here they are one outfit.
        (!worn.1.is_empty()).then(|| (worn.1.first().copied().unwrap_or_default(), entry.is("whole")))
    })
}
