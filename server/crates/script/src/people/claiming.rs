//! What is claimed of a slot, once the noun of a description is told.

use super::phrases::{Hit, hits, is_determiner, is_filler, is_word, keep_worn, lowers, noun_in, trimmed, vague_age};
use super::phrases::{wording, worn_words};
use super::slots::{Claim, Portrait, Slot};
use super::spots::Spots;
use super::tokens::Token;
use lexicon::Entry;
use model::Span;

/// What words must be to be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Keep {
    /// Whatever they are: they stand where looks are told.
    All,
    /// Only with a word of the lexicon among them.
    Known,
}

/// Where the words stand.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    pub spots: &'a Spots,
    pub scene: usize,
    pub now: bool,
    pub sure: f32,
}

/// What a piece told: nothing, or something of looks or age.
pub(super) struct Told {
    pub claims: Vec<Claim>,
    pub any: bool,
}

/// Words that lead to looks and tell none themselves.
pub(super) const LEADS: &[&str] = &[
    "and", "but", "also", "in", "wearing", "wears", "wore", "with", "dressed", "clad", "having", "has", "had", "is",
    "was", "are", "were", "both", "whose", "now", "still", "just", "already", "sporting", "carrying", "then", "very",
    "indeed", "being", "who", "that", "today", "today's", "usually", "always", "or", "looks", "there", "been",
];

/// What stands before a noun and is no part of it.
const ARTICLES: &[&str] = &[
    "a", "an", "the", "his", "her", "their", "its", "some", "this", "such", "another", "first", "second", "third",
    "best", "only", "real", "new", "other",
];
/// Verbs that lead to what is worn or seen, each with the words that follow it: "close on", "put on".
const LEADING: [(&[&str], &[&str]); 2] = [
    (&["close", "closeup", "close-up", "angle", "focus", "push", "zoom", "insert"], &["on", "in", "of"]),
    (&["put", "pulled", "slipped", "changed", "got", "climbed", "thrown"], &["on", "into"]),
];

/// The noun of a description.
pub(super) struct Head {
    /// Where it is, and how many words it takes.
    pub noun: Option<(usize, usize, &'static Entry)>,
    /// The same, where it is what the words are about.
    pub told: Option<(usize, usize, &'static Entry)>,
    /// It is told by what is worn: "sailor" of "sailor suit".
    pub wears: bool,
}

impl Head {
    pub fn is_creature(&self) -> bool {
        self.noun.is_some_and(|(.., entry)| entry.is("creature") || entry.value("creature").is_some())
    }
}

/// "a tiny bald man", "human": the noun at the head of a description.
pub(super) fn head(tokens: &[Token], words: &[&str]) -> Head {
    const ASIDE: &[&str] =
        &["of", "in", "with", "like", "as", "for", "to", "from", "on", "by", "than", "that", "which"];
    let found = hits(words);
    let noun = noun_in(words).filter(|(at, ..)| {
        !words.get(..*at).unwrap_or_default().iter().any(|w| ASIDE.contains(w))
            && !tokens.get(*at).is_some_and(|t| t.possessive)
    });
    let plain = noun.filter(|(at, taken, _)| {
        !found.iter().any(|h| {
            h.at < at + taken && at < &(h.at + h.taken) && (h.taken > *taken || h.slot.is_worn() && h.taken == *taken)
        })
    });
    let told = plain.filter(|(at, taken, _)| !found.iter().any(|h| h.at == at + taken && h.slot.is_worn()));
    Head { noun, told, wears: plain.is_some() && told.is_none() }
}

/// The words without what leads to them: articles, "wearing", "close on", "walked with".
fn after_lead(mut part: &[Token], noun: bool) -> &[Token] {
    let article = |t: &Token| t.is(ARTICLES) && (noun || !t.is(&["a", "an", "another", "the"]));
    while part.first().is_some_and(|t| article(t) || t.mark.is_some() || t.is(LEADS)) {
        part = part.get(1..).unwrap_or_default();
    }
    trimmed(part)
}

/// The words behind a verb with its preposition.
fn after_verb(mut part: &[Token]) -> &[Token] {
    let led = |part: &[Token], verb: &dyn Fn(&Token) -> bool, after: &[&str]| {
        part.len() > 2 && part.first().is_some_and(verb) && part.get(1).is_some_and(|t| t.is(after))
    };
    for (verbs, after) in LEADING {
        if led(part, &|t| t.is(verbs), after) {
            part = part.get(2..).unwrap_or_default();
        }
    }
    // "walked with a silver-topped cane"
    if led(part, &|t| super::verbs::is_deed(&t.lower), &["with", "on", "in", "under"]) {
        part = part.get(2..).unwrap_or_default();
    }
    part
}

/// "a thin pick": another thing is thin.
fn is_of_another_thing(hit: &Hit, words: &[&str], found: &[Hit]) -> bool {
    const ENDS: &[&str] = &[
        "", "and", "but", "or", "in", "with", "for", "of", "as", "to", "like", "at", "on", "than", "under", "from",
        "too", "enough",
    ];
    // "a gaunt old man"
    let mut rest = words.iter().skip(hit.at + hit.taken).copied();
    let next = rest.find(|word| vague_age(word).is_none()).unwrap_or_default();
    hit.slot == Slot::Build
        && hit.taken == 1
        && !ENDS.contains(&next)
        && !found.iter().any(|other| other.at > hit.at)
        && !words.get(hit.at + 1).is_some_and(|w| is_word("colour", w) || w.ends_with("ed"))
}

/// Claims what the words before the noun tell; `tokens` are all of the description. `noun` says that there is one.
pub(super) fn claim(
    portrait: &mut Portrait,
    text: &str,
    (tokens, before): (&[Token], &[Token]),
    (noun, keep): (bool, Keep),
    place: Place<'_>,
    told: &mut Told,
) {
    let part = after_lead(before, noun);
    if part.iter().all(|t| t.mark.is_some() || vague_age(&t.lower).is_some() || is_determiner(&t.lower)) {
        return;
    }
    let mut part = after_verb(part);
    let colour = |t: &Token| t.is(&["black", "white", "brown"]);
    if let Some(said) =
        part.last().filter(|t| colour(t) && (noun && !before.is_empty() || part.len() == 1 && t.capital))
    {
        // "a Black woman", "Black": of the skin, unless it is worn.
        let word = if said.is(&["black"]) { "Black".to_owned() } else { format!("{}-skinned", said.lower) };
        if noun || !keep_worn(tokens) {
            add(portrait, part, &[Slot::Skin], word, place, told, (false, false));
            part = part.get(..part.len() - 1).unwrap_or_default();
            if part.is_empty() {
                return;
            }
        }
    }
    let words = lowers(part);
    let found: Vec<Hit> = hits(&words);
    let mut slots: Vec<Slot> = Vec::new();
    let found_all = found.len();
    let found: Vec<&Hit> = found.iter().filter(|h| !is_of_another_thing(h, &words, &found)).collect();
    let lost = found.len() < found_all;
    // The main slot is what the words are about: a garment before a colour of hair.
    let body_only = found.iter().all(|h| h.entry.id == "body");
    let adjective = body_only && found.iter().any(|h| h.at > 0 || h.taken + h.at < words.len());
    let bare_hair = part.len() == 1 && words.first() == Some(&"hair");
    for hit in found.iter().filter(|_| !bare_hair) {
        if !slots.contains(&hit.slot) {
            slots.push(hit.slot);
        }
    }
    if slots.len() > 1 && slots.iter().any(|s| s.is_worn()) {
        slots.sort_by_key(|s| !s.is_worn());
    }
    if slots.is_empty() && (words.iter().any(|w| is_word("colour", w)) && words.len() <= 4 && worn_words(&words)) {
        slots.push(Slot::WholeBody);
    }
    // "At its head walks"
    let deed = body_only && found.iter().any(|h| words.get(h.at + h.taken).is_some_and(|w| super::verbs::is_deed(w)));
    if deed && part.len() == 2 {
        return;
    }
    if slots.is_empty() || body_only && !adjective {
        if keep == Keep::Known || part.is_empty() || lost || bare_hair || noun && before.is_empty() {
            return;
        }
        if noun && part.len() > 3 || is_filler(&words) {
            return;
        }
        slots = vec![Slot::Words];
    }
    let flags =
        (found.iter().any(|h| h.entry.is("covers") || h.entry.is("bald")), found.iter().any(|h| h.entry.is("bare")));
    if matches!(slots.first(), Some(Slot::Build | Slot::Skin))
        && part.first().is_some_and(|t| t.is(&["a", "an", "the"]))
        && !found.iter().any(|h| h.entry.id == "body")
        && part.len() <= 3
    {
        part = part.get(1..).unwrap_or_default();
    }
    let plain: Vec<Token> = part
        .iter()
        .filter(|t| part.len() == 1 || vague_age(&t.lower).is_none() || slots.iter().any(|s| s.is_worn()))
        .cloned()
        .collect();
    let mut said = wording(text, &plain);
    if slots == [Slot::WholeBody] && found.is_empty() && !said.contains("all") {
        said.push_str(" clothes");
    }
    add(portrait, part, &slots, said, place, told, flags);
}

pub(super) fn span_of(tokens: &[Token], place: Place<'_>) -> Option<Span> {
    Some(place.spots.span(tokens.first()?.start, tokens.last()?.end))
}

pub(super) fn add(
    portrait: &Portrait,
    tokens: &[Token],
    slots: &[Slot],
    words: String,
    place: Place<'_>,
    told: &mut Told,
    (no_hair, alone): (bool, bool),
) {
    let Some(span) = span_of(tokens, place) else { return };
    let same = |c: &Claim| c.words.eq_ignore_ascii_case(&words) && (c.scene == place.scene || !place.now);
    if words.trim().is_empty() || words.len() > LONGEST || portrait.claims.iter().chain(&told.claims).any(same) {
        return;
    }
    told.any = true;
    told.claims.push(Claim {
        slots: slots.to_vec(),
        words,
        span,
        scene: place.scene,
        now: place.now,
        sure: place.sure,
        no_hair,
        alone,
    });
}

/// Bytes of one claim; more is no description.
const LONGEST: usize = 160;
