//! What each field of the artefact means, said once: for those who fill it, and for those who read it.

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    Text,
    Number,
    /// Several texts.
    Texts,
    /// One of some words, such as framings.
    OneOf(&'static [&'static str]),
    /// What no answer in words fills: a picture, or the script.
    Made,
}

/// A field by its path in the prompt list; a name before the dot is that of a list.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    pub path: &'static str,
    pub shape: Shape,
    /// What it holds, in one sentence.
    pub says: &'static str,
}

const fn of(path: &'static str, shape: Shape, says: &'static str) -> Field {
    Field { path, shape, says }
}

use Shape::{Made, Number, OneOf, Text, Texts};

const FRAMINGS: &[&str] = &[
    "establishing",
    "wide",
    "full",
    "medium",
    "close_up",
    "extreme_close_up",
    "over_the_shoulder",
    "two_shot",
    "insert",
    "pov",
    "aerial",
];
const CAMERAS: &[&str] = &[
    "static",
    "pan_left",
    "pan_right",
    "tilt_up",
    "tilt_down",
    "dolly_in",
    "dolly_out",
    "zoom_in",
    "zoom_out",
    "track_left",
    "track_right",
    "handheld",
    "crane_up",
    "crane_down",
];
const MOODS: &[&str] = &["neutral", "tense", "sad", "warm", "joyful", "eerie", "urgent", "wonder"];

/// Every field that a step reads or writes.
pub const FIELDS: &[Field] = &[
    of("brief", Text, "What the film should be: the idea in a person's words, or the script itself."),
    of("script", Made, "The script's own words: action and dialogue. No step after the pages changes them."),
    of("title", Text, "What the film is called, as on a poster."),
    of("logline", Text, "The whole film in one sentence: who wants what, and what stands in the way."),
    of(
        "lore",
        Text,
        "The world before the film begins: where and when it is, who lives there, what they know and fear.",
    ),
    of("style_line", Text, "The look of every picture in one line: light, lens, colour, material. No names, no plot."),
    of("narrative", Text, "What happens from the first scene to the last, in the order in which it is told."),
    of("scenes.heading", Text, "Inside or outside, the place, the time of day: INT. KITCHEN - NIGHT."),
    of("scenes.synopsis", Text, "What happens in the scene, in one or two sentences."),
    of("scenes.mood", OneOf(MOODS), "What the scene feels like."),
    of("scenes.characters", Texts, "The names of those who are present, as the cast spells them."),
    of(
        "scenes.stage.description",
        Text,
        "The set before anybody moves: who stands where, what the light does, where the camera is.",
    ),
    of("scenes.stage.picture", Made, "A wide picture of the set with everybody in place."),
    of(
        "characters.description",
        Text,
        "What the camera sees of somebody: age, build, hair, clothes and their colours.",
    ),
    of("characters.versions", Texts, "How somebody looks in some scenes, where the looks change."),
    of(
        "characters.picture",
        Made,
        "A sheet of somebody: the face from the front, and the full figure on a plain ground.",
    ),
    of(
        "locations.description",
        Text,
        "What the camera sees of a place without anybody in it: walls, floor, things, materials.",
    ),
    of("locations.picture", Made, "The place, empty, in its usual light."),
    of("props.description", Text, "What the camera sees of a thing: size, material, colour, wear."),
    of("props.picture", Made, "The thing alone on a plain ground."),
    of("shots.framing", OneOf(FRAMINGS), "How much of the subject the frame holds."),
    of("shots.camera", OneOf(CAMERAS), "What the camera does while it films: at most one move."),
    of("shots.seconds", Number, "How long the shot lasts, in seconds."),
    of("shots.cast", Texts, "The names of those who can be seen."),
    of("shots.focus", Text, "Whom the camera is on; empty for nobody."),
    of("shots.props", Texts, "The things that can be seen and matter."),
    of("shots.prompt", Text, "What is sent to whoever films the shot."),
    of("shots.panel", Made, "The shot's most telling moment as a picture."),
    of("trailer.shots", Texts, "The numbers of six to twelve shots that make somebody want to see the film."),
];

/// The field of a path.
pub fn field(path: &str) -> Option<&'static Field> {
    FIELDS.iter().find(|field| field.path == path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{CameraMove, Framing, Mood};

    #[test]
    fn the_words_of_a_field_are_those_of_the_vocabulary() {
        assert!(FRAMINGS.iter().copied().eq(Framing::ALL.iter().map(|word| word.key())));
        assert!(CAMERAS.iter().copied().eq(CameraMove::ALL.iter().map(|word| word.key())));
        assert!(MOODS.iter().copied().eq(Mood::ALL.iter().map(|word| word.key())));
    }

    #[test]
    fn every_field_is_described_once_in_a_sentence() {
        for (at, own) in FIELDS.iter().enumerate() {
            assert!(own.says.ends_with('.') && own.says.len() > 20, "{}", own.path);
            assert!(FIELDS[..at].iter().all(|other| other.path != own.path), "{}", own.path);
        }
    }
}
