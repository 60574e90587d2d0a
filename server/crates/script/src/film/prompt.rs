//! The words that are sent to the maker of the video.

use super::places::naming::{self, Named};
use crate::sentences::sentences;
use crate::words::title_case;
use model::{CameraMove, Character, Framing, Mood, Place, PromptList, Shot, TimeOfDay, Weather};
use std::collections::HashSet;

/// The prompt of a shot from its parts: framing, camera, place, light, action, everybody in it, mood and style.
pub fn rebuild_prompt(list: &PromptList, shot: &Shot) -> String {
    // A person may have described the location anew: the list's words win over the shot's copy.
    let scene = list.scene(&shot.scene).and_then(|s| s.location.as_deref());
    let location = scene.and_then(|name| list.locations.iter().find(|l| l.name == name));
    // A shot can be somewhere else than its scene.
    let described = location.filter(|location| shot.place.is_at(&location.name)).map(|l| l.description.as_str());
    let find = |name: &str| list.characters.iter().find(|c| c.name == name);
    words(&list.style_line, &find, shot, described.unwrap_or(&shot.place.description))
}

/// `find` gives the character of a name.
pub(crate) fn words<'a>(
    style_line: &str,
    find: &dyn Fn(&str) -> Option<&'a Character>,
    shot: &Shot,
    described: &str,
) -> String {
    let mut last = String::new();
    for less in 0..=MOST_LEFT_OUT {
        last = written(style_line, find, shot, described, less);
        if last.len() <= LONGEST || last.chars().count() <= LONGEST {
            break;
        }
    }
    last
}

/// Characters that most models read.
const LONGEST: usize = 2500;
/// In how many steps a prompt that is too long gets shorter: without the style, the mood and the voices, the camera and the light, what
/// the place shows, the looks beyond their first words, and at last the action beyond its first sentences.
const MOST_LEFT_OUT: u8 = 6;

/// Sentences, one after another.
#[derive(Default)]
struct Text(String);

impl Text {
    fn sentence(&mut self, text: &str) {
        let text = text.trim().trim_end_matches([',', ';', ':']).trim_end();
        if text.is_empty() {
            return;
        }
        if !self.0.is_empty() {
            self.0.push(' ');
        }
        let mut chars = text.chars();
        self.0.extend(chars.next().map(|c| c.to_uppercase().collect::<String>()));
        self.0.push_str(chars.as_str());
        if !text.ends_with(['.', '!', '?', '…', '。', '！', '？', '"', '”']) {
            self.0.push('.');
        }
    }
}

/// The prompt with `less` left out: see [`MOST_LEFT_OUT`].
fn written<'a>(
    style_line: &str,
    find: &dyn Fn(&str) -> Option<&'a Character>,
    shot: &Shot,
    described: &str,
    less: u8,
) -> String {
    let mut out = Text::default();
    let camera = if less < 3 { format!(", {}", shot.camera.label()) } else { String::new() };
    out.sentence(&format!("{}{}{camera}", shot.framing.label(), subject(shot)));
    out.sentence(&place(shot, if less < 4 { described } else { "" }, less < 3));
    let action = names_written(&shot.action, &shot.cast);
    match less {
        0..MOST_LEFT_OUT => out.sentence(&action),
        _ => out.sentence(&shortened(&action)),
    }
    for name in &shot.cast {
        let description = find(name).map(|c| c.looks_in(&shot.scene)).unwrap_or_default();
        let looks = match less {
            0..5 => description.to_owned(),
            _ => description.split(", ").take(3).collect::<Vec<_>>().join(", "),
        };
        let name = title_case(name);
        out.sentence(&if looks.is_empty() { name } else { format!("{name}: {looks}") });
    }
    if less < 2 {
        out.sentence(&voices(shot));
        if shot.mood != Mood::Neutral {
            out.sentence(&format!("the mood is {}", shot.mood.label()));
        }
    }
    if less < 1 {
        out.sentence(style_line);
    }
    out.0
}

/// "HENRIK locks the door" → "Henrik locks the door": a script's capitals for names are shouted at nobody.
fn names_written(action: &str, cast: &[String]) -> String {
    let known: HashSet<String> = cast
        .iter()
        .flat_map(|name| name.split_whitespace())
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase())
        .filter(|word| word.chars().count() > 1)
        .collect();
    let mut out = String::with_capacity(action.len());
    let mut rest = action;
    while let Some(from) = rest.find(char::is_alphabetic) {
        let word = rest.get(from..).unwrap_or_default();
        let end = word.find(|c: char| !(c.is_alphanumeric() || c == '-')).unwrap_or(word.len());
        let (word, after) = word.split_at(end);
        out.push_str(rest.get(..from).unwrap_or_default());
        let shouted = !word.chars().any(char::is_lowercase) && word.chars().count() > 1;
        if shouted && known.contains(&word.to_lowercase()) {
            out.push_str(&title_case(word));
        } else {
            out.push_str(word);
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Whom the camera is on, where the framing shows one of several.
fn subject(shot: &Shot) -> String {
    let all = matches!(
        shot.framing,
        Framing::Establishing | Framing::Aerial | Framing::Wide | Framing::TwoShot | Framing::Insert
    );
    match shot.focus.as_deref().filter(|_| !all) {
        Some(name) => format!(" of {}", title_case(name)),
        None => String::new(),
    }
}

/// Who speaks, and how.
fn voices(shot: &Shot) -> String {
    let mut heard: Vec<String> = Vec::new();
    let mut known: HashSet<String> = HashSet::new();
    let cast: HashSet<&str> = shot.cast.iter().map(String::as_str).collect();
    for line in shot.lines.iter().filter(|l| !l.off_screen) {
        if let Some(speaker) = line.speaker.as_deref().filter(|s| cast.contains(s)) {
            let how = match line.delivery {
                model::Delivery::Normal => format!("{} speaks", title_case(speaker)),
                delivery => format!("{} speaks, {}", title_case(speaker), delivery.label()),
            };
            if known.insert(how.clone()) {
                heard.push(how);
            }
        }
    }
    heard.join("; ")
}

/// The first sentences of an action, as many as a prompt has room for.
fn shortened(action: &str) -> String {
    let room = LONGEST / 2;
    let mut end = 0;
    for (_, to) in sentences(action) {
        if to > room && end > 0 {
            break;
        }
        end = to;
    }
    action.get(..end).unwrap_or_default().chars().take(room).collect()
}

fn place(shot: &Shot, described: &str, lit: bool) -> String {
    let place = &shot.place;
    let named = naming::of_place(place);
    let inside = match place.interior {
        Some(true) => "interior",
        Some(false) => "exterior",
        None => "",
    };
    let mut parts: Vec<String> = Vec::new();
    if !place.name.is_empty() {
        parts.push(format!("{inside} {}", place.name).trim().to_owned());
    } else if !inside.is_empty() {
        parts.push(inside.to_owned());
    }
    if !described.is_empty() {
        parts.push(described.to_owned());
    }
    if lit {
        parts.push(light(place, named).to_owned());
        parts.extend(weather(place, named));
    }
    parts.join(", ")
}

/// The weather as it is seen: from inside at the windows, and not at all from where there is no sky.
fn weather(place: &Place, named: Named) -> Option<String> {
    let words = match place.weather {
        Weather::Clear => return None,
        Weather::Rain => "rain",
        Weather::Storm => "a storm with lightning",
        Weather::Snow => "snow",
        Weather::Fog => "thick fog",
        Weather::Wind => "a strong wind",
    };
    if named.kind.is_some_and(|kind| kind.is("under") || kind.is("space")) {
        return None;
    }
    Some(match place.interior {
        Some(true) if named.is_shut_off(place.interior) => format!("{words} outside"),
        Some(true) => format!("{words} outside the windows"),
        _ => words.to_owned(),
    })
}

fn light(place: &Place, named: Named) -> &'static str {
    let space = named.kind.is_some_and(|kind| kind.is("space"));
    if named.is_shut_off(place.interior) {
        return match (place.time, space) {
            (TimeOfDay::Night, true) if place.interior == Some(true) => "night, dimmed panel lights",
            (TimeOfDay::Dusk, true) if place.interior == Some(true) => "evening, dimmed panel lights",
            (_, true) if place.interior == Some(true) => "day, even white panel lights",
            (_, true) => "hard sunlight against the dark",
            (TimeOfDay::Night, _) => "night, artificial light and deep shadows",
            (TimeOfDay::Dawn, _) => "dawn, artificial light",
            (TimeOfDay::Dusk, _) => "evening, artificial light",
            (TimeOfDay::Day, _) => "steady artificial light, day",
        };
    }
    match (place.time, place.interior == Some(true)) {
        (TimeOfDay::Dawn, true) => "pale dawn light through the windows",
        (TimeOfDay::Dawn, false) => "pale dawn light",
        (TimeOfDay::Day, true) => "daylight through the windows",
        (TimeOfDay::Day, false) if place.weather == Weather::Clear => "clear daylight",
        (TimeOfDay::Day, false) => "grey daylight",
        (TimeOfDay::Dusk, true) => "amber dusk light through the windows",
        (TimeOfDay::Dusk, false) => "amber dusk light",
        (TimeOfDay::Night, true) => "night, warm lamplight",
        (TimeOfDay::Night, false) => "night, pools of light in the dark",
    }
}

/// How the camera moves when nobody says.
pub(crate) fn usual_camera(framing: Framing, mood: Mood, seed: u64) -> CameraMove {
    match framing {
        Framing::Establishing => {
            [CameraMove::PanRight, CameraMove::DollyIn, CameraMove::CraneDown, CameraMove::PanLeft]
                .get(seed as usize % 4)
                .copied()
                .unwrap_or(CameraMove::PanRight)
        }
        Framing::Aerial => CameraMove::TrackRight,
        Framing::CloseUp | Framing::ExtremeCloseUp if seed.is_multiple_of(3) => CameraMove::DollyIn,
        _ if mood == Mood::Urgent => CameraMove::Handheld,
        Framing::Wide | Framing::Full if seed % 2 == 1 => CameraMove::DollyIn,
        Framing::Pov => CameraMove::Handheld,
        _ => CameraMove::Static,
    }
}
