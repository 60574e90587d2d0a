//! From a few words about somebody to claims on slots.

pub(super) use super::claiming::{Keep, Place, Told};
use super::claiming::{LEADS, add, span_of};
pub(super) use super::phrases::{Hit, hits, is_determiner, is_word, lowers, vague_age, worn_soon};
use super::phrases::{entry_word, split};
use super::slots::{Claim, Kind, Portrait, SaidAge, Slot};
use super::tokens::Token;
use super::{age, claiming};
use lexicon::Entry;
use model::{Sex, Span};

/// What the words of a name tell of looks: "THE TALL MAN", "WOMAN IN GREY".
pub(super) fn of_name(portrait: &mut Portrait, name: &str, span: Span) {
    let tokens = super::tokens::tokens(name);
    let words = lowers(&tokens);
    if words.len() < 2 || !super::labels::is_label(name) {
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
        if place.now || portrait.age.is_none_or(|age| matches!(age, SaidAge::Vague { .. })) {
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
    // "clean-shaven", "bareheaded": the word itself denies.
    let mut shaven = false;
    for hit in hits.iter().filter(|h| h.entry.is("denied")) {
        shaven = true;
        portrait.denied.push(hit.slot);
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
    let head = claiming::head(tokens, &words);
    // Of animals and robots every word is looks: "a squat gardening robot on treads".
    let keep = if head.is_creature() { Keep::All } else { keep };
    let (mut before, mut vague) = (tokens, None);
    if let Some((at, taken, entry)) = head.told {
        let word = words.get(at..at + taken).map(|w| w.join(" ")).unwrap_or_default();
        take_noun(portrait, entry, entry_word(entry, &word));
        told.any = true;
        vague = words.get(..at).unwrap_or_default().iter().find_map(|w| vague_age(w));
        let after = tokens.get(at + taken..).unwrap_or_default();
        if !after.is_empty() {
            part_of(portrait, text, after, keep, place, told);
        }
        before = tokens.get(..at).unwrap_or_default();
    } else if !head.wears && (tokens.len() <= 2 || keep == Keep::All && tokens.len() <= 3) {
        vague = words.last().and_then(|w| vague_age(w)).or_else(|| words.first().and_then(|w| vague_age(w)));
    }
    if let Some(said) = vague {
        told.any = true;
        if portrait.age.is_none() {
            portrait.age = Some(said);
            portrait.age_span = span_of(tokens, place);
        }
    }
    claiming::claim(portrait, text, (tokens, before), (head.noun.is_some(), keep), place, told);
}
