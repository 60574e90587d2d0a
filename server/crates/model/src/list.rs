//! The prompt list: the backbone of a project, and the file `prompts.json` in its folder.

use crate::{Age, CameraMove, CueId, Delivery, Framing, LineId, ModelChoice, Mood, Sex, ShotId, TimeOfDay, Weather};
#[cfg(not(target_arch = "wasm32"))]
use crate::{ChosenFace, Kept};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A half-open range of Unicode code points in the source script.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Span {
    pub start: usize,
    pub end: usize,
}

/// All that is to be filmed, in order.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PromptList {
    /// The version of this file's shape; [`PromptList::VERSION`] for what this program writes.
    pub version: u32,
    pub title: String,
    /// One line on the look of the whole film; a part of every prompt.
    pub style_line: String,
    pub characters: Vec<Character>,
    pub locations: Vec<Location>,
    pub scenes: Vec<Scene>,
    /// What a person wants of the film's music.
    #[serde(skip_serializing_if = "Music::is_default")]
    pub music: Music,
    /// How names and other words are said, by what is written; captions keep what is written.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub names: BTreeMap<String, String>,
    pub shots: Vec<Shot>,
}

/// What a person wants of the film's music, beside who composes it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Music {
    /// Added to the music's level, in dB.
    pub gain_db: f64,
    /// Its mood in the whole film; `None` is that of each shot.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mood: Option<Mood>,
    /// Its mood in some scenes, by their numbers; it overrules the film's.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub scenes: BTreeMap<String, Mood>,
}

impl Music {
    fn is_default(&self) -> bool {
        *self == Self::default()
    }

    /// The mood of the music under a shot.
    pub fn mood_of(&self, shot: &Shot) -> Mood {
        self.scenes.get(&shot.scene).copied().or(self.mood).unwrap_or(shot.mood)
    }
}

impl PromptList {
    pub const VERSION: u32 = 1;

    /// The length of the film before anything is measured, in seconds.
    pub fn seconds(&self) -> f64 {
        self.shots.iter().map(|shot| shot.seconds).sum()
    }

    pub fn character(&self, name: &str) -> Option<&Character> {
        self.characters.iter().find(|character| character.name == name)
    }

    pub fn scene(&self, number: &str) -> Option<&Scene> {
        self.scenes.iter().find(|scene| scene.number == number)
    }
}

/// How a character looks in some scenes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct LooksIn {
    /// The numbers of the scenes.
    pub scenes: Vec<String>,
    /// As [`Character::description`].
    pub description: String,
}

impl Character {
    /// What the camera sees in the scene of a number.
    pub fn looks_in(&self, scene: &str) -> &str {
        let version = self.versions.iter().rev().find(|version| version.scenes.iter().any(|number| number == scene));
        version.map_or(&self.description, |version| &version.description)
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Character {
    /// The canonical name, as lines and shots refer to it.
    pub name: String,
    pub aliases: Vec<String>,
    /// What the camera sees: age, hair, build, clothes and their colours. Part of every prompt the character is in.
    pub description: String,
    /// How the character looks in some scenes, where the script changes the looks: "now in a dinner jacket".
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub versions: Vec<LooksIn>,
    pub sex: Option<Sex>,
    pub age: Option<Age>,
    /// A language tag such as `en-gb-scotland`, when the script tells.
    pub accent: Option<String>,
    /// A voice a person chose; `None` lets the studio cast one.
    pub voice: Option<String>,
    /// The name of a picture of how the character looks: see [`crate::is_picture`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub picture: Option<String>,
    /// The id of the element that was made of the character at Kling: see [`crate::is_element`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub element: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Location {
    pub name: String,
    /// What the camera sees there. Part of every prompt set there.
    pub description: String,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Scene {
    /// "1", "2", "12A".
    pub number: String,
    /// As written; `None` where the script has no headings.
    pub heading: Option<String>,
    pub interior: Option<bool>,
    pub location: Option<String>,
    /// As written: "DAY", "MOMENTS LATER".
    pub time_of_day: Option<String>,
    /// Canonical names of who is present.
    pub characters: Vec<String>,
    pub synopsis: String,
    pub mood: Option<Mood>,
    pub source: Span,
}

/// Where and in what light a shot takes place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Place {
    /// "COFFEE SHOP", "the harbour".
    pub name: String,
    pub description: String,
    pub interior: Option<bool>,
    pub time: TimeOfDay,
    pub weather: Weather,
}

impl Default for Place {
    fn default() -> Self {
        Self {
            name: String::new(),
            description: String::new(),
            interior: None,
            time: TimeOfDay::Day,
            weather: Weather::Clear,
        }
    }
}

/// The unit that is filmed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Shot {
    pub id: ShotId,
    /// "3"; a shot put between 3 and 4 is "3A".
    pub number: String,
    /// The number of the scene it belongs to.
    pub scene: String,
    /// What is sent to the maker of the video.
    pub prompt: String,
    /// A person wrote the prompt: the studio never rewrites it.
    pub prompt_edited: bool,
    /// What happens, in the script's own words.
    pub action: String,
    pub framing: Framing,
    pub camera: CameraMove,
    /// How long the shot is meant to last, in seconds.
    pub seconds: f64,
    pub place: Place,
    /// Canonical names of who can be seen.
    pub cast: Vec<String>,
    /// Whom the camera is on.
    pub focus: Option<String>,
    pub props: Vec<String>,
    pub lines: Vec<Line>,
    pub cues: Vec<Cue>,
    pub mood: Mood,
    /// Which take would be filmed now, counted from 0. A re-record raises it.
    pub take: u32,
    /// The fingerprint of the take that a person chose; `None` films the shot as it is described.
    pub footage: Option<String>,
    /// Seconds cut from the head of the take.
    pub trim_start: f64,
    /// Seconds cut from the tail of the take.
    pub trim_end: f64,
    /// Overrules the project's choice of video model for this shot.
    pub video: Option<ModelChoice>,
    /// The name of a picture that the shot starts from, for models that can: see [`crate::is_picture`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_frame: Option<String>,
    /// The name of a picture that the shot ends on, for models that can; it counts only where it starts from one too.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_frame: Option<String>,
    /// Which picture would be drawn for it to start from, counted from 0. Asking for another one raises it.
    #[serde(skip_serializing_if = "is_zero")]
    pub picture_take: u32,
    /// Which face speaks, where several are seen in its take and a person said so. Browsers do without: the faces say it.
    #[cfg(not(target_arch = "wasm32"))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub face: Option<ChosenFace>,
    /// The keys of offers that a person put aside (see [`crate::view::OfferView`]), the oldest first. Browsers do without.
    #[cfg(not(target_arch = "wasm32"))]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub put_aside: Vec<String>,
    /// How the studio films it, where that is from before the script changed around it. Browsers do without.
    #[cfg(not(target_arch = "wasm32"))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kept: Option<Box<Kept>>,
    pub source: Span,
}

impl Default for Shot {
    fn default() -> Self {
        Self {
            id: ShotId::nil(),
            number: String::new(),
            scene: String::new(),
            prompt: String::new(),
            prompt_edited: false,
            action: String::new(),
            framing: Framing::Medium,
            camera: CameraMove::Static,
            seconds: 4.0,
            place: Place::default(),
            cast: Vec::new(),
            focus: None,
            props: Vec::new(),
            lines: Vec::new(),
            cues: Vec::new(),
            mood: Mood::Neutral,
            take: 0,
            footage: None,
            trim_start: 0.0,
            trim_end: 0.0,
            video: None,
            first_frame: None,
            last_frame: None,
            picture_take: 0,
            #[cfg(not(target_arch = "wasm32"))]
            face: None,
            #[cfg(not(target_arch = "wasm32"))]
            put_aside: Vec::new(),
            #[cfg(not(target_arch = "wasm32"))]
            kept: None,
            source: Span::default(),
        }
    }
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks with a reference")]
const fn is_zero(number: &u32) -> bool {
    *number == 0
}

/// Where a line of dialogue was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineKind {
    /// Under a character's cue.
    Cue,
    /// Quoted in prose.
    Direct,
    /// Reported in prose, and turned back into what was said.
    Indirect,
    /// The action, read by a narrator.
    Narration,
}

/// One spoken line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Line {
    pub id: LineId,
    /// The canonical name of who speaks; `None` when it could not be told.
    pub speaker: Option<String>,
    pub text: String,
    pub kind: LineKind,
    pub delivery: Delivery,
    /// As written, without its brackets.
    pub parenthetical: Option<String>,
    /// Voice-over or off-screen: heard, not seen.
    pub off_screen: bool,
    /// How sure the speaker is, 0 to 1.
    pub confidence: f32,
    /// 1.0 is the voice's own pace.
    pub speed: f64,
    /// Added to the line's level, in dB.
    pub gain_db: f64,
    /// Overrules the character's voice for this line.
    pub voice: Option<String>,
    /// Raised by "say it again".
    pub take: u32,
    /// The name of a recording that is heard in the voice's place: see [`crate::is_recording`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recording: Option<String>,
    /// How long the line was when the picture was cut to it, in seconds; `None` until it was first spoken. Later words do not
    /// change it, so that a changed line never films its shot anew; a re-record does.
    pub cut_to: Option<f64>,
    /// When it starts, in seconds from the take's start, where a split left it where it was; `None` lets the mix place it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<f64>,
    pub source: Span,
}

impl Line {
    /// Said by somebody in the picture.
    pub fn is_seen(&self) -> bool {
        !self.off_screen && self.kind != LineKind::Narration
    }
}

impl Default for Line {
    fn default() -> Self {
        Self {
            id: LineId::nil(),
            speaker: None,
            text: String::new(),
            kind: LineKind::Cue,
            delivery: Delivery::Normal,
            parenthetical: None,
            off_screen: false,
            confidence: 1.0,
            speed: 1.0,
            gain_db: 0.0,
            voice: None,
            take: 0,
            recording: None,
            cut_to: None,
            at: None,
            source: Span::default(),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CueKind {
    /// Under the whole shot.
    Ambience,
    /// Once, at a moment.
    Effect,
}

/// One sound under a shot.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Cue {
    pub id: CueId,
    pub kind: CueKind,
    /// What is heard: "rain on a window", "phone rings".
    pub sound: String,
    /// When it starts, in seconds from the shot's start; `None` lets the mix place it.
    pub at: Option<f64>,
    /// Added to the sound's level, in dB.
    pub gain_db: f64,
    /// Raised by "make it again".
    pub take: u32,
    /// The name of a recording that is heard in the made sound's place: see [`crate::is_recording`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recording: Option<String>,
    pub source: Span,
}

impl Default for Cue {
    fn default() -> Self {
        Self {
            id: CueId::nil(),
            kind: CueKind::Effect,
            sound: String::new(),
            at: None,
            gain_db: 0.0,
            take: 0,
            recording: None,
            source: Span::default(),
        }
    }
}
