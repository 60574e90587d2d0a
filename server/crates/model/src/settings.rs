//! What a person chooses for a whole film.

use crate::answers::{Answers, Said};
use crate::film::vocabulary;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

vocabulary! {
    /// Width to height of the picture.
    Aspect {
        Wide16x9 = "16:9", "16:9 wide";
        Tall9x16 = "9:16", "9:16 tall";
        Square = "1:1", "1:1 square";
        Classic4x3 = "4:3", "4:3 classic";
        Scope = "2.39:1", "2.39:1 scope";
    }
}

vocabulary! {
    /// The length of the picture's shorter side (for scope: of the 16:9 picture it is cut from).
    Resolution {
        P480 = "480p", "480p";
        P720 = "720p", "720p";
        P1080 = "1080p", "1080p";
    }
}

impl Aspect {
    /// Width and height in pixels at a resolution; both even, as 4:2:0 video needs.
    pub fn size(self, resolution: Resolution) -> (u32, u32) {
        let short: u32 = match resolution {
            Resolution::P480 => 480,
            Resolution::P720 => 720,
            Resolution::P1080 => 1080,
        };
        let wide = match resolution {
            Resolution::P480 => 854,
            _ => short * 16 / 9,
        };
        match self {
            Self::Wide16x9 => (wide, short),
            Self::Tall9x16 => (short, wide),
            Self::Square => (short, short),
            Self::Classic4x3 => (short * 4 / 3, short),
            Self::Scope => (wide, (f64::from(wide) / 2.39 / 2.0).round() as u32 * 2),
        }
    }
}

vocabulary! {
    /// The look of the whole film.
    StylePreset {
        Cinematic = "cinematic", "Cinematic";
        Noir = "noir", "Film noir";
        Storybook = "storybook", "Storybook";
        Documentary = "documentary", "Documentary";
        Neon = "neon", "Neon";
        Vintage = "vintage", "Vintage";
    }
}

impl StylePreset {
    /// The words that stand in every prompt of the film.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Cinematic => {
                "cinematic, natural light with one strong key, shallow depth of field, fine film grain, muted palette"
            }
            Self::Noir => {
                "black-and-white film noir, hard side light, deep shadows, venetian-blind patterns, wet streets"
            }
            Self::Storybook => "hand-painted storybook illustration, warm gouache textures, soft edges, gentle light",
            Self::Documentary => "documentary realism, available light, unobtrusive handheld camera, true colours",
            Self::Neon => "neon-lit night, saturated magenta and cyan, reflections, haze",
            Self::Vintage => "1970s film stock, warm halation, faded blacks, soft lenses, visible grain",
        }
    }
}

vocabulary! {
    /// What becomes of footage that has another shape than the film. It holds for what is filmed from then on: nothing is filmed
    /// again for it.
    Fit {
        Pad = "pad", "Whole, with black beside it";
        Crop = "crop", "Filling the frame, edges cut";
    }
}

/// Who makes something, and with which model. The names are keys of the catalogue.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ModelChoice {
    pub provider: String,
    pub model: String,
}

impl ModelChoice {
    pub fn new(provider: &str, model: &str) -> Self {
        Self { provider: provider.to_owned(), model: model.to_owned() }
    }

    /// As forms name it: `provider/model`.
    pub fn key(&self) -> String {
        format!("{}/{}", self.provider, self.model)
    }

    /// The model whose [`key`](Self::key) this is.
    pub fn from_key(key: &str) -> Option<Self> {
        key.split_once('/').map(|(provider, model)| Self::new(provider, model))
    }

    /// The studio's own animatic.
    pub fn animatic() -> Self {
        Self::new("animatic", "animatic-1")
    }

    /// The studio's own speech where the natural voices are installed.
    pub fn voices() -> Self {
        Self::new("voices", "kokoro-82m")
    }

    /// The studio's own speech that is always there.
    pub fn espeak() -> Self {
        Self::new("espeak", "espeak-ng")
    }

    /// The studio's own sounds.
    pub fn foley() -> Self {
        Self::new("foley", "foley-1")
    }
}

/// By which rules the studio's own sound is made. A film keeps those that it began with: nothing that was made for it gets another name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SoundDesign {
    /// Effects are spread over their shot and are all near; voices are all in the room; oscillators play the music.
    #[default]
    Plain,
    /// Effects are heard when, where and as far away as the action tells; voices come through what the script says; instruments play.
    Placed,
}

impl SoundDesign {
    /// What a new film is made with.
    pub const NEWEST: Self = Self::Placed;

    pub fn is_plain(&self) -> bool {
        *self == Self::Plain
    }

    pub fn is_placed(self) -> bool {
        self == Self::Placed
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ProjectSettings {
    pub aspect: Aspect,
    pub resolution: Resolution,
    pub fit: Fit,
    /// Frames per second of the film.
    pub fps: u32,
    pub style: StylePreset,
    /// Free words added to the style.
    pub style_text: String,
    /// What no picture of the film should show, for models that take it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub avoid: String,
    /// How long a shot lasts when nothing in it says otherwise, in seconds.
    pub shot_seconds: f64,
    /// A narrator reads the action.
    pub narration: bool,
    /// A caption track in the film.
    pub captions: bool,
    /// Captions drawn into the picture of the exported film.
    pub burn_captions: bool,
    pub music: bool,
    /// Who composes the music, where there is to be any; `None` is the studio itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub composer: Option<ModelChoice>,
    pub video: ModelChoice,
    pub speech: ModelChoice,
    pub sound: ModelChoice,
    /// The studio sets it when a film is made, and no request changes it.
    #[serde(skip_serializing_if = "SoundDesign::is_plain")]
    pub sound_design: SoundDesign,
    /// Who films in turn when the one before has failed for good; after the last comes the studio's own animatic.
    pub fallbacks: Vec<ModelChoice>,
    /// Who speaks a shot's lines in turn, as for the footage; after the last comes the studio's own speech.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub speech_fallbacks: Vec<ModelChoice>,
    /// Who makes a shot's sounds in turn; after the last come the studio's own.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sound_fallbacks: Vec<ModelChoice>,
    /// A refusal by one provider's moderation may be taken to the next; else it goes back to the user.
    pub switch_when_refused: bool,
    /// A hard cap on what the project may spend, in US cents; `None` is no cap.
    pub budget_cents: Option<i64>,
    /// Who moves mouths to the words, in shots of the same provider where somebody who speaks is seen; `None` leaves them as they
    /// were filmed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(not(target_arch = "wasm32"), serde(deserialize_with = "who_moves_lips"))]
    pub lips: Option<ModelChoice>,
    /// Who draws a picture for each shot to start from that has none of its own and whose model starts from pictures; `None` draws
    /// none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pictures: Option<ModelChoice>,
    /// The language model that is asked about the story; `None` is the first for which there is a key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub story_writer: Option<ModelChoice>,
    /// The language model that is asked about details; `None` is the first for which there is a key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail_writer: Option<ModelChoice>,
    /// How many clips may be made at once, 1 to 3.
    pub parallel: u32,
    /// Voices a person chose, by character name.
    pub voices: BTreeMap<String, String>,
    /// Who says a line, where the script leaves it open and a person said so; by the line's letters and digits in lower case.
    pub speakers: BTreeMap<String, String>,
    /// The language of the script as a tag such as `de`, where a person said so; `None` is what its words tell.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Languages that a person chose for single characters, by name.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub languages: BTreeMap<String, String>,
    /// What a person said of characters whom the script leaves open, by name.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub people: BTreeMap<String, Said>,
    /// Whose other name a name is ([`Answers::same`]).
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub same: BTreeMap<String, String>,
    /// Where scenes take place that the script does not say it of ([`Answers::places`]).
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub places: BTreeMap<String, String>,
}

impl Default for ProjectSettings {
    fn default() -> Self {
        Self {
            aspect: Aspect::Wide16x9,
            resolution: Resolution::P720,
            fit: Fit::Pad,
            fps: 24,
            style: StylePreset::Cinematic,
            style_text: String::new(),
            avoid: String::new(),
            shot_seconds: 4.0,
            narration: false,
            captions: true,
            burn_captions: false,
            music: true,
            composer: None,
            video: ModelChoice::animatic(),
            speech: ModelChoice::espeak(),
            sound: ModelChoice::foley(),
            sound_design: SoundDesign::default(),
            fallbacks: Vec::new(),
            speech_fallbacks: Vec::new(),
            sound_fallbacks: Vec::new(),
            switch_when_refused: false,
            budget_cents: None,
            lips: None,
            pictures: None,
            story_writer: None,
            detail_writer: None,
            parallel: 1,
            voices: BTreeMap::new(),
            speakers: BTreeMap::new(),
            language: None,
            languages: BTreeMap::new(),
            people: BTreeMap::new(),
            same: BTreeMap::new(),
            places: BTreeMap::new(),
        }
    }
}

/// Settings of before there was a choice say whether lips are moved: that was by Kling's advanced lip-sync. A browser reads none
/// of those, and does without.
#[cfg(not(target_arch = "wasm32"))]
fn who_moves_lips<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<ModelChoice>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Written {
        Whether(bool),
        Who(ModelChoice),
    }
    Ok(match Option::<Written>::deserialize(deserializer)? {
        Some(Written::Who(model)) => Some(model),
        Some(Written::Whether(true)) => Some(ModelChoice::new("kling", "kling-lip-sync")),
        Some(Written::Whether(false)) | None => None,
    })
}

/// Those of a film's settings that its prompt list is made with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Shaping {
    pub style: StylePreset,
    pub style_text: String,
    pub shot_seconds: f64,
    pub narration: bool,
    pub voices: BTreeMap<String, String>,
    pub speakers: BTreeMap<String, String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub languages: BTreeMap<String, String>,
    #[serde(default)]
    pub answers: Answers,
}

impl ProjectSettings {
    pub fn shaping(&self) -> Shaping {
        Shaping {
            style: self.style,
            style_text: self.style_text.clone(),
            shot_seconds: self.shot_seconds,
            narration: self.narration,
            voices: self.voices.clone(),
            speakers: self.speakers.clone(),
            language: self.language.clone(),
            languages: self.languages.clone(),
            answers: self.answers(),
        }
    }

    /// What a person said where the script leaves something open, but for who speaks.
    pub fn answers(&self) -> Answers {
        Answers { people: self.people.clone(), same: self.same.clone(), places: self.places.clone() }
    }

    /// The same settings with other answers.
    pub fn answered(mut self, by: Answers) -> Self {
        (self.people, self.same, self.places) = (by.people, by.same, by.places);
        self
    }

    /// The same settings, with others for the prompt list.
    pub fn shaped(mut self, by: Shaping) -> Self {
        (self.style, self.style_text) = (by.style, by.style_text);
        (self.shot_seconds, self.narration) = (by.shot_seconds, by.narration);
        (self.voices, self.speakers) = (by.voices, by.speakers);
        (self.language, self.languages) = (by.language, by.languages);
        self.answered(by.answers)
    }

    /// Width and height of the film in pixels.
    pub fn size(&self) -> (u32, u32) {
        self.aspect.size(self.resolution)
    }

    /// The one style line of the film.
    pub fn style_line(&self) -> String {
        match self.style_text.trim() {
            "" => self.style.words().to_owned(),
            text => format!("{}, {text}", self.style.words()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{ModelChoice, ProjectSettings};

    #[test]
    fn settings_that_say_whether_lips_are_moved_mean_the_one_who_moved_them_then() {
        let lips = |json: &str| serde_json::from_str::<ProjectSettings>(json).unwrap().lips;
        assert_eq!(lips(r#"{"lips":true}"#), Some(ModelChoice::new("kling", "kling-lip-sync")));
        for nobody in [r#"{"lips":false}"#, r#"{"lips":null}"#, "{}"] {
            assert_eq!(lips(nobody), None, "{nobody}");
        }
        let older = ModelChoice::new("kling", "kling-lip-sync-1");
        let settings = ProjectSettings { lips: Some(older.clone()), ..ProjectSettings::default() };
        assert_eq!(lips(&serde_json::to_string(&settings).unwrap()), Some(older));
        assert!(!serde_json::to_string(&ProjectSettings::default()).unwrap().contains("lips"));
        assert!(serde_json::from_str::<ProjectSettings>(r#"{"lips":"Maya"}"#).is_err());
    }

    #[test]
    fn a_models_key_names_it_whatever_slashes_its_own_name_has() {
        let choice = ModelChoice::new("replicate", "owner/model");
        assert_eq!(ModelChoice::from_key(&choice.key()), Some(choice));
        assert_eq!(ModelChoice::from_key("none"), None);
    }
}
