//! Sex by the pronouns that are bound to somebody.

use super::cast::Cast;
use super::slots::Kind;
use super::tokens::Token;
use model::Sex;

/// Whether a pronoun of a sex may mean a figure.
pub(super) fn fits(cast: &Cast, at: usize, sex: Option<Sex>) -> bool {
    let Some(figure) = cast.figures.get(cast.whole(at)) else { return false };
    match sex {
        Some(sex) => {
            figure.sex().is_none_or(|own| own == sex)
                && !figure.portrait.neutral
                && !matches!(figure.portrait.kind, Kind::Group | Kind::Robot)
        }
        None => figure.sex().is_none(),
    }
}

/// Whether a pronoun stands behind a preposition and owns nothing: "at her until".
fn is_object(tokens: &[Token], at: usize) -> bool {
    const BEFORE: &[&str] = &[
        "at", "to", "with", "for", "from", "behind", "past", "beside", "toward", "towards", "after", "follows",
        "followed",
    ];
    const AFTER: &[&str] = &[
        "until", "and", "with", "as", "in", "on", "while", "when", "but", "from", "to", "through", "across", "down",
        "up", "into", "for", "without",
    ];
    let behind =
        at.checked_sub(1).and_then(|before| tokens.get(before)).is_some_and(|t| t.mark.is_none() && t.is(BEFORE));
    let alone = tokens.get(at).is_some_and(|t| t.is(&["him"]))
        || tokens.get(at + 1).is_none_or(|t| t.mark.is_some() || t.is(AFTER));
    behind && alone
}

/// Counts the pronouns of a sentence for whom they mean. `named` are those named in it, by token; `before` those named earlier.
pub(super) fn vote(cast: &mut Cast, tokens: &[Token], base: usize, named: &[(usize, usize)], before: &[usize]) {
    for (at, token) in tokens.iter().enumerate() {
        let sex = match token.lower.as_str() {
            "he" | "his" | "him" | "himself" => Sex::Male,
            "she" | "her" | "hers" | "herself" => Sex::Female,
            _ => continue,
        };
        // "the seat next to his": somebody else's.
        let last = tokens.get(at + 1).is_none_or(|t| t.mark.is_some());
        if last && token.is(&["his", "hers"]) && named.len() + before.len() > 1 {
            continue;
        }
        // "stared at her": not the one who stares.
        let earlier = named.iter().filter(|(place, _)| *place < base + at).count();
        if token.is(&["him", "her"]) && earlier == 1 && is_object(tokens, at) {
            continue;
        }
        let here = named.iter().rev().filter(|(place, _)| *place < base + at).map(|(_, f)| cast.whole(*f));
        let order: Vec<usize> = here.chain(before.iter().map(|f| cast.whole(*f))).collect();
        let found = order.iter().copied().find(|f| fits(cast, *f, Some(sex)));
        if let Some(found) = found {
            let inside = named.iter().any(|(place, f)| *place < base + at && cast.whole(*f) == found);
            if let Some(figure) = cast.figure(found) {
                figure.portrait.vote(2, sex, if inside { 2 } else { 1 });
            }
        }
    }
}
