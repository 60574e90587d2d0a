//! Lines that are reported rather than quoted.

use super::pronoun;
use crate::prose::cast::Cast;
use crate::prose::indirect;
use crate::prose::quotes::Quote;
use crate::screenplay::{Spoken, SpokenPart};
use model::{Delivery, LineKind, Span};
use std::collections::HashSet;

/// Adds what is reported rather than quoted.
pub(super) fn reported(
    text: &str,
    paragraphs: &[Span],
    quotes: &[Quote],
    cast: &Cast,
    said: &mut Vec<Spoken>,
    used: &mut HashSet<usize>,
) {
    let mut found = Vec::new();
    for paragraph in paragraphs {
        let a = quotes.partition_point(|q| q.span.end <= paragraph.start);
        let b = quotes.partition_point(|q| q.span.start < paragraph.end);
        let inside = quotes.get(a..b.max(a)).unwrap_or_default();
        // Sentences that hold a quotation report nothing: the stretch before the first and after the last quote is read.
        match (inside.first(), inside.last()) {
            (Some(first), Some(last)) => {
                let lead = text.get(paragraph.start..first.span.start).unwrap_or_default();
                if let Some((_, end)) = crate::sentences::sentences(lead)
                    .iter()
                    .rev()
                    .find(|(_, end)| lead.get(..*end).is_some_and(|t| t.ends_with(['.', '!'])))
                {
                    indirect::find(text, paragraph.start, paragraph.start + end, cast, &mut found);
                }
                let tail = text.get(last.span.end..paragraph.end).unwrap_or_default();
                // The clause that belongs to the quote ends with its sentence.
                if let Some((_, end)) = crate::sentences::sentences(tail).first() {
                    indirect::find(text, last.span.end + end, paragraph.end, cast, &mut found);
                }
            }
            _ => indirect::find(text, paragraph.start, paragraph.end, cast, &mut found),
        }
    }
    for report in found {
        let subject = text.get(report.subject.start..report.subject.end).unwrap_or_default();
        let lower = subject.to_lowercase();
        let named = cast.between(report.subject.start, report.subject.end).first().map(|m| m.who);
        let want = pronoun(&lower);
        let before = want.and_then(|sex| {
            let from = paragraphs
                .iter()
                .rev()
                .find(|p| p.start <= report.subject.start)
                .map_or(0, |p| p.start)
                .saturating_sub(1500);
            cast.between(from, report.subject.start)
                .iter()
                .rev()
                .find(|m| cast.people.get(m.who).and_then(|p| p.sex) == Some(sex))
                .map(|m| m.who)
        });
        let who = named.or(before);
        used.extend(who);
        let speaker = who
            .and_then(|w| cast.people.get(w))
            .map(|p| p.name().to_owned())
            .or_else(|| (lower == "i").then(|| "Narrator".to_owned()))
            .unwrap_or_else(|| match lower.strip_prefix("the ") {
                Some(rest) => format!("the {rest}"),
                None => subject.to_owned(),
            });
        let delivery = if report.whisper {
            Delivery::Whisper
        } else if report.shout {
            Delivery::Shout
        } else {
            Delivery::Normal
        };
        said.push(Spoken {
            kind: LineKind::Indirect,
            speaker: Some(speaker),
            confidence: if named.is_some() {
                0.9
            } else if who.is_some() {
                0.6
            } else {
                0.3
            },
            text: report.text.clone(),
            span: report.span,
            parts: vec![SpokenPart { parenthetical: None, delivery, text: report.text, span: report.span }],
            off_screen: false,
            through: model::Through::Air,
            voice_over: false,
            dual: false,
            to: None,
            scene: 0,
        });
    }
    said.sort_by_key(|s| s.span.start);
}
