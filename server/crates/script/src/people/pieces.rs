//! From a few words about somebody to claims on slots.

use super::age;
pub(super) use super::phrases::{Hit, hits, is_determiner, is_word, lowers, noun_in, vague_age, worn_soon};
use super::phrases::{entry_word, is_filler, keep_worn, split, trimmed, wording, worn_words};
use super::slots::{Claim, Kind, Portrait, SaidAge, Slot};
use super::spots::Spots;
use super::tokens::Token;
use lexicon::Entry;
use model::{Sex, Span};

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

const LEADS: &[&str] = &[
    "and", "but", "also", "in", "wearing", "wears", "wore", "with", "dressed", "clad", "having", "has", "had", "is",
    "was", "are", "were", "both", "whose", "now", "still", "just", "already", "sporting", "carrying", "then", "very",
    "indeed", "being", "who", "that", "today", "today's", "usually", "always", "or", "looks", "there", "been",
];

/// What the words of a name tell of looks: "THE TALL MAN", "WOMAN IN GREY".
pub(super) fn of_name(portrait: &mut Portrait, name: &str, span: Span) {
    let tokens = super::tokens::tokens(name);
    let words = lowers(&tokens);
    if words.len() < 2 || !super::identity::is_label(name) {
        return;
    }
    let mut claim = |words: String, slot: Slot, entry: Option<&Entry>| {
        let no_hair = entry.is_some_and(|e| e.is("covers") || e.is("bald"));
        portrait.claims.push(Claim {
            slots: vec![slot],
            words,
            span,
            scene: 0,
            now: false,
            sure: 0.9,
            no_hair,
            alone: false,
        });
    };
    if let Some(at) = words.iter().position(|w| *w == "in") {
        let rest = words.get(at + 1..).unwrap_or_default();
        let hits = hits(rest);
        match hits.iter().find(|h| h.slot.is_worn()) {
            Some(hit) => claim(rest.join(" "), hit.slot, Some(hit.entry)),
            None if !rest.is_empty() && rest.iter().all(|w| is_word("colour", w)) => {
                claim(format!("{} clothes", rest.join(" ")), Slot::WholeBody, None)
            }
            None => {}
        }
    }
    let lead = words.iter().position(|w| matches!(*w, "in" | "with" | "of" | "on")).unwrap_or(words.len());
    let lead = words.get(..lead).unwrap_or_default();
    for hit in hits(lead).into_iter().filter(|h| h.entry.id != "body" && h.slot != Slot::Carried) {
        claim(lead.get(hit.at..hit.at + hit.taken).unwrap_or_default().join(" "), hit.slot, Some(hit.entry));
    }
}

/// Reads a piece of a segment into the portrait of its owner.
pub(super) fn read(portrait: &mut Portrait, text: &str, tokens: &[Token], keep: Keep, place: Place<'_>) -> Told {
    let mut told = Told { claims: Vec::new(), any: false };
    for (from, to) in split(tokens) {
        if let Some(part) = tokens.get(from..to) {
            part_of(portrait, text, part, keep, place, &mut told);
        }
    }
    told.claims.iter().for_each(|claim| portrait.claims.push(claim.clone()));
    told
}

fn sex_of(entry: &Entry) -> Option<Sex> {
    if entry.is("m") {
        Some(Sex::Male)
    } else if entry.is("f") {
        Some(Sex::Female)
    } else {
        None
    }
}

/// Takes over what a noun tells: sex, childhood, kind.
pub(super) fn take_noun(portrait: &mut Portrait, entry: &Entry, word: &str) {
    if let Some(sex) = sex_of(entry) {
        portrait.vote(usize::from(entry.value("kin").is_some()), sex, if entry.value("kin").is_some() { 2 } else { 3 });
    }
    if let Some(usual) = entry.value("usually") {
        portrait.usual = portrait.usual.or(Some(if usual == "f" { Sex::Female } else { Sex::Male }));
    }
    portrait.child |= entry.is("child");
    if let Some(years) = entry.value("years").and_then(|y| y.parse().ok()) {
        portrait.age = portrait.age.or(Some(SaidAge::Years(years)));
    }
    portrait.neutral |= entry.is("nb");
    if entry.is("older") {
        portrait.age = portrait.age.or(None);
    }
    if entry.is("creature") || entry.value("creature").is_some() {
        portrait.kind = match entry.id {
            "robot" => Kind::Robot,
            "monster" => Kind::Other,
            _ => Kind::Animal,
        };
        let word = entry_word(entry, word);
        let sort = entry.value("creature").filter(|sort| *sort != word && *sort != "robot");
        portrait.noun.get_or_insert_with(|| sort.map_or_else(|| word.to_owned(), |sort| format!("{sort}, {word}")));
    }
}

fn part_of(portrait: &mut Portrait, text: &str, tokens: &[Token], keep: Keep, place: Place<'_>, told: &mut Told) {
    let mut from = 0;
    let all_in = tokens.first().is_some_and(|t| t.is(&["all"])) && tokens.get(1).is_some_and(|t| t.is(&["in"]));
    while !all_in && tokens.get(from).is_some_and(|t| t.is(LEADS)) {
        from += 1;
    }
    let Some(tokens) = tokens.get(from..).filter(|t| !t.is_empty()) else { return };
    let words = lowers(tokens);
    if denial(portrait, &words) {
        if let Some(instead) = instead(&words) {
            add(portrait, tokens, &[instead.1], instead.0.to_owned(), place, told, (false, false));
        }
        told.any = true;
        return;
    }
    // The age is said at the head; what stands before and after it is read on its own.
    if let Some((said, a, b)) = age::find(tokens, &words) {
        if portrait.age.is_none() || place.now {
            portrait.age = Some(said);
            portrait.age_span = span_of(tokens.get(a..b).unwrap_or_default(), place);
        }
        told.any = true;
        let before = tokens.get(..a).unwrap_or_default();
        let after = tokens.get(b..).unwrap_or_default();
        for rest in [before, after] {
            if rest.iter().any(|t| t.mark.is_none())
                && !rest.first().is_some_and(|t| {
                    t.is(&["if", "looks"]) || t.is(&["and"]) && rest.get(1).is_some_and(|t| t.is(&["looks"]))
                })
            {
                part_of(
                    portrait,
                    text,
                    rest,
                    if keep == Keep::All && rest.len() > 1 { Keep::All } else { Keep::Known },
                    place,
                    told,
                );
            }
        }
        return;
    }
    claim(portrait, text, tokens, keep, place, told);
}

/// Whether words deny something, which is then remembered.
fn denial(portrait: &mut Portrait, words: &[&str]) -> bool {
    let denies = words.first().is_some_and(|w| is_word("deny", w))
        || words.get(..2) == Some(&["nothing", "on"])
        || words.first() == Some(&"nobody");
    let hits = hits(words);
    if denies {
        portrait.denied.extend(hits.iter().map(|h| h.slot));
    }
    let shaven = hits.iter().any(|h| h.entry.is("denied"));
    if shaven {
        portrait.denied.push(Slot::FacialHair);
    }
    let absent = words.iter().any(|w| matches!(*w, "gone" | "vanished")) && words.len() <= 3;
    denies || shaven || absent
}

/// What a denial shows instead: "nothing on her feet" is barefoot.
fn instead(words: &[&str]) -> Option<(&'static str, Slot)> {
    let has = |word: &str| words.contains(&word);
    if has("shoes") || words.first() == Some(&"nothing") && has("feet") {
        Some(("barefoot", Slot::Feet))
    } else if has("shirt") && words.len() <= 3 {
        Some(("bare-chested", Slot::Top))
    } else if has("hair") && words.len() <= 3 {
        Some(("bald", Slot::Hair))
    } else {
        None
    }
}

fn claim(portrait: &mut Portrait, text: &str, tokens: &[Token], keep: Keep, place: Place<'_>, told: &mut Told) {
    let words = lowers(tokens);
    let found = hits(&words);
    let noun = noun_in(&words).filter(|(at, ..)| {
        !words.get(..*at).unwrap_or_default().iter().any(|w| {
            matches!(
                *w,
                "of" | "in" | "with" | "like" | "as" | "for" | "to" | "from" | "on" | "by" | "than" | "that" | "which"
            )
        }) && !tokens.get(*at).is_some_and(|t| t.possessive)
    });
    // "a tiny bald man", "human": the noun is told at the head of the description.
    let mut range = (0, tokens.len());
    let mut vague = None;
    // Of animals and robots every word is looks: "a squat gardening robot on treads".
    let creature = noun.is_some_and(|(.., entry)| entry.is("creature") || entry.value("creature").is_some());
    let keep = if creature { Keep::All } else { keep };
    if let Some((at, taken, entry)) = noun.filter(|(at, taken, _)| {
        !found.iter().any(|h| {
            h.at < at + taken && at < &(h.at + h.taken) && (h.taken > *taken || h.slot.is_worn() && h.taken == *taken)
        })
    }) {
        let worn_after = found.iter().any(|h| h.at == at + taken && h.slot.is_worn());
        if !worn_after {
            let word = words.get(at..at + taken).map(|w| w.join(" ")).unwrap_or_default();
            take_noun(portrait, entry, entry_word(entry, &word));
            told.any = true;
            vague = words.get(..at).unwrap_or_default().iter().find_map(|w| vague_age(w));
            let before = (0, at);
            let after = (at + taken, tokens.len());
            if after.1 > after.0 {
                part_of(portrait, text, tokens.get(after.0..after.1).unwrap_or_default(), keep, place, told);
            }
            range = before;
        }
    } else if tokens.len() <= 2 || keep == Keep::All && tokens.len() <= 3 {
        vague = words.last().and_then(|w| vague_age(w)).or_else(|| words.first().and_then(|w| vague_age(w)));
    }
    if let Some(said) = vague {
        told.any = true;
        if portrait.age.is_none() {
            portrait.age = Some(said);
            portrait.age_span = span_of(tokens, place);
        }
    }
    let Some(mut part) = tokens.get(range.0..range.1) else { return };
    while part.first().is_some_and(|t| {
        t.is(&[
            "a", "an", "the", "his", "her", "their", "its", "some", "this", "such", "another", "first", "second",
            "third", "best", "only", "real", "new", "other",
        ]) && !(noun.is_none() && t.is(&["a", "an", "another", "the"]))
            || t.mark.is_some()
            || t.is(LEADS)
    }) {
        part = part.get(1..).unwrap_or_default();
    }
    part = trimmed(part);
    if part.iter().all(|t| t.mark.is_some() || vague_age(&t.lower).is_some() || is_determiner(&t.lower)) {
        return;
    }
    // "Close on his trembling hands"
    if part.len() > 2
        && part
            .first()
            .is_some_and(|t| t.is(&["close", "closeup", "close-up", "angle", "focus", "push", "zoom", "insert"]))
        && part.get(1).is_some_and(|t| t.is(&["on", "in", "of"]))
    {
        part = part.get(2..).unwrap_or_default();
    }
    // "put on a tweed suit"
    if part.len() > 2
        && part.first().is_some_and(|t| t.is(&["put", "pulled", "slipped", "changed", "got", "climbed", "thrown"]))
        && part.get(1).is_some_and(|t| t.is(&["on", "into"]))
    {
        part = part.get(2..).unwrap_or_default();
    }
    // "walked with a silver-topped cane"
    if part.len() > 2
        && part.get(1).is_some_and(|t| t.is(&["with", "on", "in", "under"]))
        && part.first().is_some_and(|t| super::verbs::is_deed(&t.lower))
    {
        part = part.get(2..).unwrap_or_default();
    }
    let colour = |t: &Token| t.is(&["black", "white", "brown"]);
    if let Some(said) =
        part.last().filter(|t| colour(t) && (noun.is_some() && range.1 > 0 || part.len() == 1 && t.capital))
    {
        // "a Black woman", "Black": of the skin, unless it is worn.
        let word = if said.is(&["black"]) { "Black".to_owned() } else { format!("{}-skinned", said.lower) };
        if noun.is_some() || !keep_worn(tokens) {
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
    // "a thin pick": another thing is thin.
    let other = |h: &Hit| {
        let next = words.get(h.at + h.taken).copied().unwrap_or_default();
        let ends = next.is_empty()
            || matches!(
                next,
                "and"
                    | "but"
                    | "or"
                    | "in"
                    | "with"
                    | "for"
                    | "of"
                    | "as"
                    | "to"
                    | "like"
                    | "at"
                    | "on"
                    | "than"
                    | "under"
                    | "from"
                    | "too"
                    | "enough"
            );
        h.slot == Slot::Build
            && h.taken == 1
            && !ends
            && !found.iter().any(|o| o.at > h.at)
            && !words.get(h.at + 1).is_some_and(|w| is_word("colour", w) || w.ends_with("ed"))
    };
    let found_all = found.len();
    let found: Vec<&Hit> = found.iter().filter(|h| !other(h)).collect();
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
        if keep == Keep::Known || part.is_empty() || lost || bare_hair || noun.is_some() && range.1 == 0 {
            return;
        }
        if noun.is_some() && part.len() > 3 || is_filler(&words) {
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

fn span_of(tokens: &[Token], place: Place<'_>) -> Option<Span> {
    Some(place.spots.span(tokens.first()?.start, tokens.last()?.end))
}

fn add(
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
