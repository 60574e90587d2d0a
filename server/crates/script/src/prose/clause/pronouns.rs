//! Which pronoun a reported one stands for.

use super::{Party, Roles};
use model::Sex;

/// The pronoun a word becomes, in the roles given; `None` when it stays.
pub(super) fn pronoun(
    lower: &str,
    next: Option<&str>,
    roles: &Roles,
    subject: bool,
    taken: bool,
) -> Option<&'static str> {
    let (sex, kind) = match lower {
        "he" => (Some(Sex::Male), 0),
        "she" => (Some(Sex::Female), 0),
        "him" => (Some(Sex::Male), 1),
        "his" => (Some(Sex::Male), 2),
        "her" => (
            Some(Sex::Female),
            if next.is_none_or(|n| {
                matches!(
                    n,
                    "to" | "and"
                        | "that"
                        | "in"
                        | "at"
                        | "on"
                        | "with"
                        | "for"
                        | "from"
                        | "there"
                        | "again"
                        | "because"
                        | "if"
                        | "when"
                        | "the"
                        | "a"
                        | "so"
                        | "alone"
                        | "as"
                        | "home"
                        | "they"
                        | "he"
                        | "she"
                        | "it"
                        | "i"
                        | "we"
                        | "until"
                        | "up"
                        | "down"
                        | "away"
                        | "out"
                        | "tomorrow"
                        | "tonight"
                        | "now"
                        | "anything"
                        | "everything"
                        | "nothing"
                )
            }) {
                1
            } else {
                2
            },
        ),
        "hers" => (Some(Sex::Female), 3),
        "himself" => (Some(Sex::Male), 4),
        "herself" => (Some(Sex::Female), 4),
        "they" => (None, 0),
        "them" => (None, 1),
        "their" => (None, 2),
        "theirs" => (None, 3),
        "themselves" => (None, 4),
        "i" | "we" => (None, 5),
        "me" | "us" => (None, 6),
        "my" | "our" => (None, 7),
        _ => return None,
    };
    const I: [&str; 5] = ["I", "me", "my", "mine", "myself"];
    const WE: [&str; 5] = ["we", "us", "our", "ours", "ourselves"];
    const YOU: [&str; 5] = ["you", "you", "your", "yours", "yourself"];
    let listener = roles.listener;
    if kind >= 5 {
        // The narrator was spoken to: what is "I" in the story is "you" in the line.
        let to_me =
            (listener.is_some_and(|l| l.first) || (roles.question && listener.is_none())) && !roles.speaker.first;
        return if to_me { YOU.get(kind - 5).copied() } else { None };
    }
    if sex.is_none() {
        if listener.is_some_and(|l| l.plural && !l.first) && !roles.speaker.plural && (roles.question || subject) {
            return YOU.get(kind).copied();
        }
        return WE.get(kind).copied();
    }
    let matches = |party: &Party| !party.first && !party.plural && party.sex.is_none_or(|s| Some(s) == sex);
    let speaker = matches(&roles.speaker);
    let heard = listener.as_ref().is_some_and(&matches);
    let surely = roles.speaker.sex == sex;
    let heard_surely = listener.is_some_and(|l| l.sex == sex);
    // "He told his son that he was proud of him": the second one is the listener.
    if speaker && heard && taken && kind == 1 {
        return YOU.get(kind).copied();
    }
    let as_speaker = if speaker && heard {
        if roles.question { surely && !heard_surely } else { surely || !heard_surely }
    } else {
        speaker
    };
    if as_speaker && !(roles.question && listener.is_none() && !surely) {
        return I.get(kind).copied();
    }
    if heard || (roles.question && listener.is_none()) {
        return YOU.get(kind).copied();
    }
    // "He said that he would call her": the other one of two is the one who is spoken to.
    if listener.is_none() && kind == 1 && !subject && taken {
        return YOU.get(kind).copied();
    }
    None
}
