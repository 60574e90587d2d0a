//! Roles that stand for somebody of a family: "said his wife".

use super::turns::Turn;
use crate::prose::cast::Cast;
use model::Span;

/// "said his wife": the Mrs. of the Mr. who was named last, and the other way round.
pub(super) fn spouses(turns: &mut [Turn], paragraphs: &[Span], cast: &Cast) {
    for turn in turns {
        let Some(role) = turn.told.named.and_then(|who| cast.people.get(who)).filter(|p| p.role) else { continue };
        let (own, other) = match role.name() {
            "his wife" | "his lady" => ("Mr", "Mrs"),
            "her husband" => ("Mrs", "Mr"),
            _ => continue,
        };
        let Some(paragraph) = paragraphs.get(turn.paragraph) else { continue };
        let from = paragraphs.get(turn.paragraph.saturating_sub(12)).map_or(0, |p| p.start);
        let partner = cast.between(from, paragraph.end).iter().rev().find_map(|m| {
            let names = &cast.people.get(m.who)?.names;
            let surname = names.iter().find_map(|(n, _)| n.strip_prefix(own)?.strip_prefix(' '))?.rsplit(' ').next()?;
            let wanted = format!("{other} {surname}");
            cast.people.iter().position(|p| p.names.iter().any(|(n, _)| *n == wanted))
        });
        turn.told.named = partner.or(turn.told.named);
    }
}
