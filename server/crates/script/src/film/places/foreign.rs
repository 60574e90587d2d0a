//! Where the scenes of a story in another language than English take place.

use super::{light, settings};
use crate::english::{self, English};
use crate::screenplay::{Beat, SourceScene};
use lexicon::Foreign;
use lexicon::claims::AIR;
use model::TimeOfDay;

/// Gives the scenes of a story their headings, in the words of the story, as far as it tells where they are.
pub(crate) fn name_scenes(scenes: &mut [SourceScene], foreign: &Foreign) {
    let mut before: Option<(String, bool)> = None;
    for scene in scenes.iter_mut().filter(|scene| scene.heading.is_none() && scene.location.is_none()) {
        let texts: Vec<&str> = scene.beats.iter().filter_map(action).collect();
        let time = texts.iter().find_map(|text| light::in_action(text)).unwrap_or(TimeOfDay::Day);
        let Some((name, interior)) = strongest(&texts, foreign).or_else(|| before.clone()) else { continue };
        let side = if interior { "INT" } else { "EXT" };
        let time = hour(time, foreign.language).to_uppercase();
        scene.heading = Some(format!("{side}. {name} - {time}"));
        (scene.interior, scene.location, scene.time_of_day) = (Some(interior), Some(name.clone()), Some(time));
        before = Some((name, interior));
    }
}

fn action(beat: &Beat) -> Option<&str> {
    if let Beat::Action { text, .. } = beat { Some(text) } else { None }
}

/// The place that is said most plainly: its name in capitals, and whether it is inside.
fn strongest(texts: &[&str], foreign: &Foreign) -> Option<(String, bool)> {
    let mut best: Option<(u8, String, bool)> = None;
    for text in texts {
        let english = english::english(foreign, text, &|_| 0);
        let Some(found) = settings::strongest(std::iter::once(english.text.as_str())) else { continue };
        if best.as_ref().is_some_and(|(weight, ..)| *weight >= found.weight) {
            continue;
        }
        if let Some(own) = own_words(text, &english, &found.name) {
            best = Some((found.weight, own.to_uppercase(), found.interior));
        }
    }
    best.map(|(_, name, interior)| (name, interior))
}

/// The words of the text that an English name stands for, without what describes the place.
fn own_words<'a>(text: &'a str, english: &English, name: &str) -> Option<&'a str> {
    let kind = (0..name.len())
        .filter(|at| *at == 0 || name.as_bytes().get(at - 1) == Some(&b' '))
        .filter_map(|at| name.get(at..))
        .find(|name| lexicon::foreign_words().by_id(name).is_some())
        .unwrap_or(name);
    let at = english.text.find(name)? + name.len() - kind.len();
    let from = english.from.get(at..at + kind.len())?;
    let (start, end) = (*from.iter().min()?, *from.iter().max()?);
    let end = (end + 1..=text.len()).find(|end| text.is_char_boundary(*end))?;
    text.get(start..end)
}

/// The word of a language for a time of day.
fn hour(time: TimeOfDay, language: &str) -> &'static str {
    let (id, english) = match time {
        TimeOfDay::Dawn => ("dawn", "dawn"),
        TimeOfDay::Day => ("day", "day"),
        TimeOfDay::Dusk => ("dusk", "evening"),
        TimeOfDay::Night => ("night", "night"),
    };
    AIR.table().by_id(id).and_then(|entry| entry.word(language)).unwrap_or(english)
}
