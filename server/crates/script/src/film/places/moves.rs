//! Where people go in a story: "She walked along the corridor to the dining car."

use super::naming;
use super::settings::{Setting, in_sentence, is_same, tells_of_somebody};
use crate::claims::{DENIED, PICTURED, Sentence, UNREAL};
use lexicon::places::Kind;

/// A sentence after, or from which on, a story is elsewhere.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Turn {
    /// The sentence happens there already.
    From(Setting),
    /// The sentence ends there.
    After(Setting),
}

/// How people go, in the past and the present.
const GOES: &[&str] = &[
    "went", "walked", "ran", "came", "climbed", "stepped", "hurried", "drove", "rode", "crossed", "crept", "strode",
    "wandered", "returned", "sailed", "rowed", "rushed", "stumbled", "marched", "moved", "cycled", "swam", "slipped",
    "followed", "limped", "goes", "walks", "runs", "comes", "climbs", "steps", "hurries", "drives", "rides", "crosses",
    "creeps", "wanders", "returns", "entered", "enters", "reached", "reaches", "arrived", "arrives",
];

/// Words that lead to where somebody goes.
const LEADS: &[&str] = &[
    "to", "into", "in", "inside", "onto", "at", "up", "down", "along", "across", "through", "over", "out", "entered",
    "enters", "reached", "reaches", "crossed", "crosses",
];

/// Words that only pass a place where another one is reached.
const PASSES: &[&str] = &["along", "across", "through", "over", "up", "down"];

/// How far into a sentence somebody goes who is there from its beginning on.
const SOON: usize = 4;

/// Where a sentence of a story leads to, from `here`.
pub(crate) fn turn(here: Option<&Setting>, sentence: &Sentence) -> Option<Turn> {
    if let Some(side) = other_side(here, sentence) {
        return Some(Turn::From(side));
    }
    if let Some(there) = opens_at(here, sentence) {
        return Some(Turn::From(there));
    }
    let reached: Vec<(Setting, usize)> = in_sentence(sentence)
        .into_iter()
        .filter_map(|there| Some((goes_to(sentence, &there)?, there)))
        .map(|(verb, there)| (there, verb))
        .collect();
    let lead = |there: &Setting| there.at.checked_sub(1).map(|at| sentence.lower(at)).unwrap_or_default();
    let (there, verb) =
        reached.iter().rev().find(|(there, _)| !PASSES.contains(&lead(there))).or_else(|| reached.last())?.clone();
    if here.is_some_and(|here| is_same(here, &there)) {
        return None;
    }
    let there = Setting { weight: 4, ..there };
    let soon = verb <= SOON && sentence.clause(verb) == sentence.clause(0);
    Some(if soon { Turn::From(there) } else { Turn::After(there) })
}

/// "In the ward Anton lay by the window.": somebody is elsewhere already.
fn opens_at(here: Option<&Setting>, sentence: &Sentence) -> Option<Setting> {
    here?;
    let leads = matches!(sentence.lower(0), "in" | "at" | "on") && tells_of_somebody(sentence);
    let there = in_sentence(sentence).into_iter().find(|there| leads && there.at == 1 && there.weight >= 4)?;
    here.is_none_or(|here| !is_same(here, &there)).then_some(there)
}

/// "Inside, it was cold.": the same house from the other side.
fn other_side(here: Option<&Setting>, sentence: &Sentence) -> Option<Setting> {
    let here = here?;
    let inside = match sentence.lower(0) {
        "inside" | "indoors" => true,
        "outside" | "outdoors" => false,
        _ => return None,
    };
    let alone = sentence.clause(0) != sentence.clause(1);
    let room = naming::of(&here.name, None).kind.is_none_or(|kind: Kind| kind.is("room") || kind.is("vehicle"));
    (alone && here.interior != inside && (inside || !room)).then(|| Setting { interior: inside, ..here.clone() })
}

/// The verb by which somebody gets to a place of the sentence.
fn goes_to(sentence: &Sentence, there: &Setting) -> Option<usize> {
    let lead = there.at.checked_sub(1)?;
    if !LEADS.contains(&sentence.lower(lead)) {
        return None;
    }
    let verb = (0..=lead).rev().find(|at| GOES.contains(&sentence.lower(*at)))?;
    let so = sentence.words.get(verb)?.marks & (DENIED | UNREAL | PICTURED) == 0;
    let earlier = (0..verb).any(|at| matches!(sentence.lower(at), "had" | "would" | "never"));
    // "In" is where one goes only right behind the verb: "came out in a street", not "came, in the end, at the door".
    (so && !earlier && lead - verb <= 9 && by_somebody(sentence, verb)).then_some(verb)
}

/// Whether the one who goes is a person: a pronoun, a name, or somebody called after a trade.
fn by_somebody(sentence: &Sentence, verb: usize) -> bool {
    (0..verb).any(|at| {
        let word = sentence.lower(at);
        let named = sentence.words.get(at).is_some_and(|word| word.raw.starts_with(char::is_uppercase));
        let opens = at == 0 && verb > 1 && !lexicon::claims::grammar("leads to a place", word) && word.len() > 3;
        matches!(word, "he" | "she" | "they" | "we" | "i" | "man" | "woman" | "boy" | "girl" | "two" | "both")
            || named && (at > 0 || opens || verb == 1)
    }) && !(0..verb).any(|at| matches!(sentence.lower(at), "it" | "which"))
}
