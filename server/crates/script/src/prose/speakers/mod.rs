//! Who says what is quoted. The narrator's own words beside a quote come first; where he is silent or says "he",
//! every candidate is weighed by who is named nearby, who spoke before, and who is spoken to.

mod beside;
mod clues;
mod context;
mod kin;
mod rank;
mod reported;
mod turns;
mod weights;

use crate::prose::cast;
use crate::prose::quotes::Quote;
use crate::prose::tokens::{Word, words};
use crate::screenplay::{Person, Spoken, SpokenPart};
use model::{LineKind, Sex, Span};
use std::collections::HashSet;
use turns::Who;

pub(crate) fn attribute(text: &str, paragraphs: &[Span], quotes: &[Quote]) -> (Vec<Spoken>, Vec<Person>) {
    let quoted = |byte: usize| {
        let at = quotes.partition_point(|q| q.heard.start <= byte);
        at.checked_sub(1).and_then(|i| quotes.get(i)).is_some_and(|q| q.heard.end > byte)
    };
    let all: Vec<Vec<Word>> = paragraphs.iter().map(|p| words(text, p.start, p.end)).collect();
    let mut cast = cast::find(&all, &quoted);
    cast.learn_sex(&all, &quoted);
    let mut turns = turns::turns(&all, quotes, &cast, &quoted);
    kin::spouses(&mut turns, paragraphs, &cast);
    rank::resolve(&mut turns, &all, &cast, &quoted);
    let mut used: HashSet<usize> = HashSet::new();
    let mut said = Vec::with_capacity(quotes.len());
    let name = |who: usize| cast.people.get(who).map(|p| p.name().to_owned());
    for turn in &turns {
        if let Some(Who::Cast(who)) = turn.who {
            used.insert(who);
        }
        let speaker = match turn.who {
            Some(Who::Cast(who)) => name(who),
            Some(Who::Narrator) => Some("Narrator".to_owned()),
            None => None,
        };
        for quote in quotes.get(turn.quotes.clone()).unwrap_or_default() {
            let inside = text.get(quote.heard.start..quote.heard.end).unwrap_or_default();
            let line: String = inside
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ")
                .trim_start_matches(['—', '–', '―', '-', ' '])
                .to_owned();
            said.push(Spoken {
                kind: LineKind::Direct,
                speaker: speaker.clone(),
                confidence: if speaker.is_some() { turn.confidence } else { 0.0 },
                text: line.clone(),
                span: quote.span,
                parts: vec![SpokenPart { parenthetical: None, delivery: turn.delivery, text: line, span: quote.heard }],
                off_screen: false,
                through: model::Through::Air,
                voice_over: false,
                dual: false,
                to: turn.to.and_then(name),
                scene: 0,
            });
        }
    }
    reported::reported(text, paragraphs, quotes, &cast, &mut said, &mut used);
    let mut people = cast.persons(text, &used);
    if turns.iter().any(|t| t.who == Some(Who::Narrator)) {
        people.push(Person { name: "Narrator".to_owned(), aliases: vec!["I".to_owned()], ..Person::default() });
    }
    (said, people)
}

fn pronoun(lower: &str) -> Option<Sex> {
    match lower {
        "he" => Some(Sex::Male),
        "she" => Some(Sex::Female),
        _ => None,
    }
}
