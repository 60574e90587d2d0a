//! The words that are sent to the maker of the video.

use crate::words::title_case;
use model::{CameraMove, Character, Framing, Mood, PromptList, Shot, TimeOfDay, Weather};
use std::collections::HashSet;

/// The prompt of a shot from its parts: framing, camera, place, light, action, everybody in it, mood and style.
pub fn rebuild_prompt(list: &PromptList, shot: &Shot) -> String {
    // A person may have described the location anew: the list's words win over the shot's copy.
    let scene = list.scene(&shot.scene).and_then(|s| s.location.as_deref());
    let described =
        scene.and_then(|name| list.locations.iter().find(|l| l.name == name)).map(|l| l.description.as_str());
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
    let mut out = String::new();
    let mut sentence = |text: String| {
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        let mut chars = text.chars();
        out.extend(chars.next().map(|c| c.to_uppercase().collect::<String>()));
        out.push_str(chars.as_str());
        if !text.ends_with(['.', '!', '?', '…', '。', '！', '？', '"', '”']) {
            out.push('.');
        }
    };
    let subject = shot.focus.as_deref().map(|name| format!(" of {}", title_case(name))).unwrap_or_default();
    let subject = if matches!(
        shot.framing,
        Framing::Establishing | Framing::Aerial | Framing::Wide | Framing::TwoShot | Framing::Insert
    ) {
        String::new()
    } else {
        subject
    };
    sentence(format!("{}{subject}, {}", shot.framing.label(), shot.camera.label()));
    sentence(place(shot, described));
    sentence(shot.action.clone());
    for name in &shot.cast {
        let description = find(name).map(|c| c.looks_in(&shot.scene)).unwrap_or_default();
        sentence(if description.is_empty() {
            title_case(name)
        } else {
            format!("{}: {description}", title_case(name))
        });
    }
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
    sentence(heard.join("; "));
    if shot.mood != Mood::Neutral {
        sentence(format!("the mood is {}", shot.mood.label()));
    }
    sentence(style_line.to_owned());
    out
}

fn place(shot: &Shot, described: &str) -> String {
    let place = &shot.place;
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
    parts.push(light(place.time, place.interior).to_owned());
    let weather = match place.weather {
        Weather::Clear => "",
        Weather::Rain => "rain",
        Weather::Storm => "a storm with lightning",
        Weather::Snow => "falling snow",
        Weather::Fog => "thick fog",
        Weather::Wind => "a strong wind",
    };
    if !weather.is_empty() {
        parts.push(if place.interior == Some(true) {
            format!("{weather} outside the windows")
        } else {
            weather.to_owned()
        });
    }
    parts.join(", ")
}

fn light(time: TimeOfDay, interior: Option<bool>) -> &'static str {
    match (time, interior == Some(true)) {
        (TimeOfDay::Dawn, true) => "pale dawn light through the windows",
        (TimeOfDay::Dawn, false) => "pale dawn light",
        (TimeOfDay::Day, true) => "daylight through the windows",
        (TimeOfDay::Day, false) => "clear daylight",
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
