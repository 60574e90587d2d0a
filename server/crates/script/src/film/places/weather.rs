//! The weather, where the script says that there is any.

use super::actions;
use crate::claims::{DENIED, PAST, PICTURED, SILENT, Sentence, UNREAL, told};
use crate::screenplay::SourceScene;
use lexicon::claims::{AIR, air, grammar};
use model::Weather;

/// The kinds, the one that shows most first.
const ORDER: &[(&str, Weather)] = &[
    ("storm", Weather::Storm),
    ("snow", Weather::Snow),
    ("rain", Weather::Rain),
    ("fog", Weather::Fog),
    ("wind", Weather::Wind),
];

pub(super) fn of(scene: &SourceScene) -> Weather {
    // What is said first of a kind holds: "The rain has stopped."
    let mut said: Vec<(&'static str, bool)> = Vec::new();
    let mut add = |found: Vec<(&'static str, bool)>| {
        for (id, so) in found {
            if !said.iter().any(|(have, _)| *have == id) {
                said.push((id, so));
            }
        }
    };
    let heading = scene.heading.as_deref().unwrap_or_default();
    let location = scene.location.as_deref().unwrap_or_default();
    add(told(heading).flat_map(|s| in_heading(&s)).collect());
    add(told(&heading.replace(location, " ")).flat_map(|s| in_sentence(&s)).collect());
    for text in actions(scene) {
        add(told(text).flat_map(|s| in_sentence(&s)).collect());
        if !text.is_ascii() {
            add(unspaced(text));
        }
    }
    let has = |id: &str| said.iter().any(|(have, so)| *have == id && *so);
    ORDER.iter().find(|(id, _)| has(id)).map_or(Weather::Clear, |(_, weather)| *weather)
}

/// In the name of a place only words such as "foggy" and "in the rain" tell the weather.
fn in_heading(sentence: &Sentence) -> Vec<(&'static str, bool)> {
    let adjective =
        |at| AIR.all_at(sentence.from(at)).find(|(_, role, _)| *role == air::ADJECTIVE).map(|(e, ..)| (e.id, true));
    (0..sentence.lower.len()).filter_map(adjective).collect()
}

fn in_sentence(sentence: &Sentence) -> Vec<(&'static str, bool)> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < sentence.lower.len() {
        // The longest phrase decides: a rain barrel is no rain.
        let found = AIR.all_at(sentence.from(at)).find(|(entry, ..)| entry.is("weather"));
        let Some((entry, role, taken)) = found else {
            at += 1;
            continue;
        };
        let so = sentence.is_so(at, SILENT);
        match role {
            air::NOT => {}
            air::VERB if !falls(sentence, at) => {
                // "Rain" is a noun as well.
                if entry.words("noun").contains(&sentence.lower(at)) && !is_deed(sentence, at) {
                    out.push((entry.id, so && !is_over(sentence, at + taken)));
                }
            }
            // "It had rained."
            air::VERB => {
                let had = at.checked_sub(1).is_some_and(|before| sentence.lower(before) == "had");
                out.push((entry.id, so && !had));
            }
            air::NOUN if is_part_of_a_name(sentence, at + taken) => {}
            _ => out.push((entry.id, so && !is_over(sentence, at + taken))),
        }
        at += taken.max(1);
    }
    out
}

/// "It rains", "raining": not "Plaster rains down".
fn falls(sentence: &Sentence, at: usize) -> bool {
    let back = |n: usize| at.checked_sub(n).map(|at| sentence.lower(at)).unwrap_or_default();
    let word = sentence.lower(at);
    let it = ["it", "it's"].contains(&back(1)) || (back(2) == "it" && !back(1).is_empty()) || back(3) == "it";
    it || (word.ends_with("ing") && at == 0)
}

/// Whether a word is a verb of something else: "plaster rains down".
fn is_deed(sentence: &Sentence, at: usize) -> bool {
    let word = sentence.lower(at);
    word.ends_with('s') || word.ends_with("ed") || word.ends_with("ing")
}

/// "Rain coat", "storm door": a noun that goes on to be another one. Only what can follow a noun as its verb or its place may follow.
fn is_part_of_a_name(sentence: &Sentence, next: usize) -> bool {
    sentence.clause(next) == sentence.clause(next.wrapping_sub(1)) && grammar("weather compounds", sentence.lower(next))
}

/// "The rain has stopped", "the storm is over", "the fog has burned off".
fn is_over(sentence: &Sentence, from: usize) -> bool {
    let clause = sentence.clause(from.saturating_sub(1));
    (from..from + 5).take_while(|at| sentence.clause(*at) == clause).any(|at| {
        AIR.all_at(sentence.from(at)).any(|(entry, role, _)| {
            let linked = at.checked_sub(1).is_some_and(|before| {
                matches!(sentence.lower(before), "is" | "was" | "are" | "were" | "now" | "all" | "long")
            });
            entry.is("over")
                && (role == air::VERB && !sentence.is_noun(at) || role == air::ADJECTIVE && linked)
                && sentence.words.get(at).is_some_and(|word| word.marks & (DENIED | UNREAL | PICTURED | PAST) == 0)
        })
    })
}

fn unspaced(text: &str) -> Vec<(&'static str, bool)> {
    let entries = AIR.table().entries().iter().filter(|entry| entry.is("weather"));
    entries
        .filter(|entry| entry.words("zh").iter().any(|word| text.contains(word)))
        .map(|entry| (entry.id, true))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::screenplay::Beat;
    use model::Span;

    fn weather(heading: &str, action: &str) -> Weather {
        let parsed = crate::heading::parse(heading);
        let beats = vec![Beat::Action { text: action.to_owned(), span: Span::default() }];
        of(&SourceScene {
            heading: Some(heading.to_owned()),
            location: parsed.location,
            beats,
            ..SourceScene::default()
        })
    }

    #[test]
    fn weather_is_there_where_the_script_says_so_and_only_there() {
        assert_eq!(weather("EXT. CAR PARK - NIGHT", "Rain. One car."), Weather::Rain);
        assert_eq!(weather("EXT. BRIDGE - FOGGY MORNING", "Two pistols."), Weather::Fog);
        assert_eq!(weather("INT. LOG CABIN - DAY", "Snow up to the sills."), Weather::Snow);
        assert_eq!(weather("EXT. YARD - DAY", "It is raining hard."), Weather::Rain);
        assert_eq!(weather("EXT. YARD - DAY", "The wind tears at the washing."), Weather::Wind);
        for action in [
            "Not a breath of wind.",
            "The fog has burned off.",
            "The rain has stopped.",
            "Plaster rains down on the clerks.",
            "A painting: ships in a storm.",
            "She remembers the snow.",
            "The morning after the storm the beach is bright.",
            "He hangs up his rain coat.",
            "A storm of applause.",
            "On stage, paper snow falls.",
            "It is not raining.",
        ] {
            assert_eq!(weather("EXT. YARD - DAY", action), Weather::Clear, "{action}");
        }
        assert_eq!(weather("INT. SNOW WHITE'S DRESSING ROOM - NIGHT", "Seven coats."), Weather::Clear);
    }
}
