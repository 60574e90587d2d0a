//! What the studio plans is within the bounds of every prompt list: a shot of too many lines becomes several, and what is too long to be
//! shown or sent is cut.

use super::timing;
use model::{CueKind, PromptList, Shot, limits};

/// The most that is said in one shot, in seconds. It leaves room in a clip for voices that speak slowly.
const MOST_SAID: f64 = 240.0;

/// The shots, those of too many lines cut into several.
pub(super) fn shots(shots: Vec<Shot>) -> Vec<Shot> {
    if shots.iter().all(is_short) {
        return shots;
    }
    shots.into_iter().flat_map(|shot| if is_short(&shot) { vec![shot] } else { parts(shot) }).collect()
}

fn said(shot: &Shot) -> f64 {
    shot.lines.iter().map(|line| timing::speech(&line.text, line.delivery)).sum()
}

fn is_short(shot: &Shot) -> bool {
    let fits = |text: &str| text.len() <= limits::LINE_TEXT || text.chars().count() <= limits::LINE_TEXT;
    shot.lines.len() <= limits::LINES
        && shot.seconds <= limits::CLIP_SECONDS
        && said(shot) <= MOST_SAID
        && shot.lines.iter().all(|line| fits(&line.text))
}

/// One shot after another with the same picture; the lines are shared out in their order.
fn parts(mut shot: Shot) -> Vec<Shot> {
    let lines = std::mem::take(&mut shot.lines).into_iter().flat_map(|line| {
        let texts = pieces(&line.text);
        texts.into_iter().map(move |text| model::Line { text, ..line.clone() })
    });
    let (mut groups, mut seconds): (Vec<Vec<model::Line>>, f64) = (Vec::new(), 0.0);
    for line in lines {
        let length = timing::speech(&line.text, line.delivery);
        match groups.last_mut() {
            Some(group) if group.len() < limits::LINES && seconds + length <= MOST_SAID => {
                group.push(line);
                seconds += length;
            }
            _ => {
                groups.push(vec![line]);
                seconds = length;
            }
        }
    }
    if groups.is_empty() {
        groups.push(Vec::new());
    }
    let each = (shot.seconds / groups.len() as f64).clamp(2.0, limits::SHOT_SECONDS.1);
    let part = |(at, lines)| {
        let mut part = Shot { lines, seconds: timing::round(each), ..shot.clone() };
        if at > 0 {
            // An effect is heard once; the ambience goes on.
            part.cues.retain(|cue| cue.kind == CueKind::Ambience);
        }
        part
    };
    groups.into_iter().enumerate().map(part).collect()
}

/// A text cut at words into pieces that fit into a line.
fn pieces(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let letters: Vec<char> = word.chars().collect();
        for chunk in letters.chunks(limits::LINE_TEXT) {
            let word: String = chunk.iter().collect();
            match out.last_mut() {
                Some(piece) if piece.len() + word.len() < limits::LINE_TEXT => {
                    piece.push(' ');
                    piece.push_str(&word);
                }
                _ => out.push(word),
            }
        }
    }
    out
}

fn cut(text: &mut String, most: usize) {
    if text.len() > most
        && let Some((end, _)) = text.char_indices().nth(most)
    {
        text.truncate(end);
    }
}

fn name(name: &mut Option<String>) {
    if let Some(name) = name {
        cut(name, limits::NAME);
    }
}

/// Cuts the texts of a shot, and what it names too many of.
pub(super) fn shot(shot: &mut Shot) {
    for text in [&mut shot.prompt, &mut shot.action, &mut shot.place.description] {
        cut(text, limits::TEXT);
    }
    for text in [&mut shot.scene, &mut shot.place.name] {
        cut(text, limits::NAME);
    }
    name(&mut shot.focus);
    for names in [&mut shot.cast, &mut shot.props] {
        names.truncate(limits::NAMED_IN_SHOT);
        names.iter_mut().for_each(|name| cut(name, limits::NAME));
    }
    for line in &mut shot.lines {
        name(&mut line.speaker);
        if let Some(aside) = &mut line.parenthetical {
            cut(aside, limits::LINE_TEXT);
        }
    }
    shot.cues.truncate(limits::CUES);
    shot.cues.iter_mut().for_each(|cue| cut(&mut cue.sound, limits::TEXT));
}

/// Cuts the texts of everything that is not a shot. How many characters, scenes and shots there are stays as the script has it.
pub(super) fn head(list: &mut PromptList) {
    cut(&mut list.title, limits::NAME);
    cut(&mut list.style_line, limits::TEXT);
    for character in &mut list.characters {
        cut(&mut character.name, limits::NAME);
        cut(&mut character.description, limits::TEXT);
        character.versions.iter_mut().for_each(|version| cut(&mut version.description, limits::TEXT));
        character.aliases.truncate(limits::ALIASES);
        character.aliases.iter_mut().for_each(|alias| cut(alias, limits::NAME));
        name(&mut character.voice);
        name(&mut character.accent);
    }
    for location in &mut list.locations {
        cut(&mut location.name, limits::NAME);
        cut(&mut location.description, limits::TEXT);
    }
    for scene in &mut list.scenes {
        cut(&mut scene.number, limits::NAME);
        cut(&mut scene.synopsis, limits::TEXT);
        name(&mut scene.location);
        for text in [&mut scene.heading, &mut scene.time_of_day].into_iter().flatten() {
            cut(text, limits::TEXT);
        }
        scene.characters.iter_mut().for_each(|name| cut(name, limits::NAME));
    }
}
