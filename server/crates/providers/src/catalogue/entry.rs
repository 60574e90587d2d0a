//! The entries of the catalogue file.

use super::{Cost, Price, lines, ratio};
use model::{Age, Sex, VideoSpec, view::VideoTakes};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, fmt};

/// A service, or a maker of the studio's own.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Provider {
    /// The words for a screen.
    pub label: String,
    /// Works without a key and without the network.
    #[serde(default)]
    pub built_in: bool,
    /// Works without a key.
    #[serde(default)]
    pub keyless: bool,
    /// A server on a machine of the user's own: it may be switched off, so it is asked whether it answers before it is offered.
    #[serde(default)]
    pub local: bool,
    /// Whom the words go to, where that is not plain from its name.
    #[serde(default)]
    pub words_go_to: String,
    /// Where its API is, unless the user's account says otherwise.
    #[serde(default)]
    pub base_url: String,
    /// Where a user gets a key.
    #[serde(default)]
    pub key_page: String,
    /// How many tasks an account may have at once, per model; 0 for no known limit.
    #[serde(default)]
    pub slots: u32,
    /// A task may be asked for once in so many seconds; 0 for no known limit.
    #[serde(default)]
    pub poll_seconds: f64,
    /// What one credit of the service costs, where its answers name no other unit; the most of it is billed.
    #[serde(default)]
    pub credit: Option<Cost>,
    /// What an operator should know.
    #[serde(default)]
    pub note: String,
    #[serde(default)]
    pub models: BTreeMap<String, Model>,
    #[serde(default)]
    pub voices: Vec<VoiceEntry>,
}

impl Provider {
    /// Checks what the types cannot.
    pub(super) fn adopt(&mut self, name: &str) -> Result<(), String> {
        if !(0.0..=3_600.0).contains(&self.poll_seconds) {
            return Err(format!("{name}: poll_seconds is from 0 to 3600"));
        }
        for (key, model) in &mut self.models {
            if model.wire.is_empty() {
                model.wire.clone_from(key);
            }
            if model.label.is_empty() {
                model.label.clone_from(key);
            }
            if model.kind == Kind::Video && model.seconds.is_empty() {
                return Err(format!("{name}: the model {key} does not say how many seconds it can film"));
            }
        }
        Ok(())
    }
}

/// What is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Video,
    Speech,
    Sound,
    Picture,
    /// Finds the faces in a video of the same provider.
    Faces,
    /// Moves the lips in one.
    Lips,
    /// Composes a film's music.
    Music,
    /// Answers in words.
    Text,
}

impl Kind {
    pub const ALL: &'static [Self] =
        &[Self::Video, Self::Speech, Self::Sound, Self::Picture, Self::Faces, Self::Lips, Self::Music, Self::Text];
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Video => "video",
            Self::Speech => "speech",
            Self::Sound => "sound",
            Self::Picture => "pictures",
            Self::Faces => "faces",
            Self::Lips => "lips",
            Self::Music => "music",
            Self::Text => "text",
        })
    }
}

/// What a model understands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Can {
    /// Films from words.
    Text,
    /// Starts from a picture.
    Image,
    /// Ends on a picture.
    EndFrame,
    /// Keeps people and things of reference pictures.
    References,
    /// Films with elements, which are characters that the provider knows by an id.
    Elements,
    /// Takes a camera move as numbers.
    Camera,
    NegativePrompt,
    /// Its videos come with sound.
    Sound,
    Seed,
    /// Draws from the staging instead of from the prompt.
    Staging,
    /// Tells when each word is spoken.
    WordTimes,
    /// Speaks as told in words ("whispering").
    Instructions,
    /// Hears what happens in a video of its own provider.
    Footage,
    /// Moves the lips of whoever it takes for the speaker: no look for faces comes before it.
    FindsSpeaker,
}

/// One model in one way of using it. The same model with and without its own sound is two entries.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Model {
    /// The words for a screen; the key where empty.
    #[serde(default)]
    pub label: String,
    pub kind: Kind,
    /// The dialect of its API, where a provider has several: "kling", "kling-legacy", "runway" …
    #[serde(default)]
    pub speaks: String,
    /// The model's id on the wire; the key where empty.
    #[serde(default)]
    pub wire: String,
    /// As `wire`, where the model has another id for starting from a picture.
    #[serde(default)]
    pub wire_image: String,
    /// Taken when a person names only the provider; of several the first, by name, that the account can be used with.
    #[serde(default)]
    pub preferred: bool,
    /// A word or two on what it is good for, such as "cheapest"; where it stands, the model is offered before its provider's others.
    #[serde(default)]
    pub suits: String,
    /// Why it is no longer offered; it still reads and prices old films.
    #[serde(default)]
    pub retired: Option<String>,
    /// Raised when the same spec gives another result.
    #[serde(default)]
    pub revision: u32,
    #[serde(default)]
    pub can: Vec<Can>,
    #[serde(default)]
    pub seconds: Seconds,
    /// As `seconds`, where a video that starts from a picture, and ends as it likes, has lengths of its own.
    #[serde(default)]
    pub seconds_from_picture: Option<Seconds>,
    /// The only resolution that a video can end on a picture in; empty where any can.
    #[serde(default)]
    pub end_frame_at: String,
    /// It may be refused by now: nobody is advised to take it.
    #[serde(default)]
    pub doubtful: bool,
    /// "720p", "1080p", "4k"; for pictures "1k", "2k". In rising order.
    #[serde(default)]
    pub resolutions: Vec<String>,
    /// "16:9", "1280:720".
    #[serde(default)]
    pub aspects: Vec<String>,
    /// The longest prompt, in characters; 0 for no known limit.
    #[serde(default)]
    pub prompt_limit: usize,
    /// What no picture should show, for models that take it.
    #[serde(default)]
    pub negative_prompt: String,
    /// How much a language model can be told to think, in its own words; empty where it cannot be told.
    #[serde(default)]
    pub efforts: Vec<String>,
    /// The longest answer of a language model, in tokens; 0 for no known limit.
    #[serde(default)]
    pub most_out: u32,
    /// The day on which its provider ends it: "2026-12-11"; empty where none is known.
    #[serde(default)]
    pub ends: String,
    /// The model of the same provider to take then.
    #[serde(default)]
    pub instead: String,
    #[serde(default)]
    pub price: Price,
    /// Sent with every request of this model as it stands.
    #[serde(default)]
    pub settings: serde_json::Map<String, serde_json::Value>,
    /// What the fields are called in an API that names them per model: "image" = "start_image".
    #[serde(default)]
    pub fields: BTreeMap<String, String>,
    #[serde(default)]
    pub note: String,
    /// A digest of [`Self::shape`] where that is not the program's own, but a user's file's; else 0.
    #[serde(skip)]
    pub(super) own_shape: u32,
}

impl Model {
    pub fn can(&self, what: Can) -> bool {
        self.can.contains(&what)
    }

    /// What shapes its results beside the spec of each.
    pub(super) fn shape(&self) -> Vec<u8> {
        let names = (&self.speaks, &self.wire, &self.wire_image, &self.negative_prompt, &self.end_frame_at);
        let lists = (&self.can, &self.resolutions, &self.aspects, &self.settings, &self.fields);
        // Plain data with texts as keys always serialises.
        serde_json::to_vec(&(names, lists)).unwrap_or_default()
    }

    /// What it takes beside the prompt.
    pub fn takes(&self) -> VideoTakes {
        VideoTakes {
            first_frame: self.can(Can::Image),
            needs_first_frame: self.can(Can::Image) && !self.can(Can::Text),
            last_frame: self.can(Can::Image) && self.can(Can::EndFrame),
            references: self.can(Can::References),
            elements: self.can(Can::Elements),
            camera: self.can(Can::Camera),
            avoid: self.can(Can::NegativePrompt),
        }
    }

    /// The length of a video, in seconds.
    pub(crate) fn seconds_of(&self, spec: &VideoSpec) -> f64 {
        match &self.seconds_from_picture {
            Some(own) if spec.first_frame.is_some() && spec.last_frame.is_none() => own.fit(spec.seconds),
            _ => self.seconds.fit(spec.seconds),
        }
    }

    /// The resolution that a video is filmed in.
    pub(crate) fn resolution_of(&self, spec: &VideoSpec) -> Option<&str> {
        if spec.last_frame.is_some() && !self.end_frame_at.is_empty() {
            return Some(&self.end_frame_at);
        }
        self.resolution(spec.width, spec.height)
    }

    /// What the picture should not show: the film's own words, then the model's.
    pub(crate) fn avoided(&self, own: &str) -> Option<String> {
        let words = [own.trim(), self.negative_prompt.trim()];
        let words: Vec<&str> = words.into_iter().filter(|words| !words.is_empty()).collect();
        let all = words.join(", ");
        let limit = if self.prompt_limit > 0 { self.prompt_limit } else { usize::MAX };
        (self.can(Can::NegativePrompt) && !all.is_empty()).then(|| all.chars().take(limit).collect())
    }

    /// The smallest resolution offered that is not smaller than the picture's shorter side, else the largest.
    pub fn resolution(&self, width: u32, height: u32) -> Option<&str> {
        let wanted = width.min(height);
        let fits = self.resolutions.iter().find(|name| lines(name).is_some_and(|lines| lines >= wanted));
        fits.or(self.resolutions.last()).map(String::as_str)
    }

    /// The offered aspect nearest to the picture's; a scope film is cut from 16:9.
    pub fn aspect(&self, width: u32, height: u32) -> Option<&str> {
        let wanted = f64::from(width.max(1)) / f64::from(height.max(1));
        let distance = |name: &str| ratio(name).map_or(f64::INFINITY, |ratio| (ratio / wanted).ln().abs());
        self.aspects.iter().map(String::as_str).min_by(|a, b| distance(a).total_cmp(&distance(b)))
    }
}

/// The lengths that a model offers.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(untagged)]
pub enum Seconds {
    /// These and no others, rising.
    Only(Vec<f64>),
    Range(Picking),
}

/// From one length to another.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Picking {
    pub from: f64,
    pub to: f64,
    /// Whole steps from 0; 0 for any length.
    #[serde(default = "one")]
    pub step: f64,
}

const fn one() -> f64 {
    1.0
}

impl Default for Seconds {
    fn default() -> Self {
        Self::Only(Vec::new())
    }
}

impl Seconds {
    pub fn is_empty(&self) -> bool {
        matches!(self, Self::Only(lengths) if lengths.is_empty())
    }

    /// The shortest length on offer that is not shorter than `wanted`, else the longest.
    pub fn fit(&self, wanted: f64) -> f64 {
        // A shot measured at 5.0000001 s is a shot of 5 s.
        let wanted = if wanted.is_finite() { wanted - 1e-3 } else { 0.0 };
        match self {
            Self::Only(lengths) => {
                let fits = lengths.iter().copied().find(|length| *length >= wanted);
                fits.or(lengths.last().copied()).unwrap_or(wanted.max(0.0) + 1e-3)
            }
            Self::Range(Picking { from, to, step }) => {
                let length = if *step > 0.0 { (wanted / step).ceil() * step } else { wanted + 1e-3 };
                length.max(*from).min(*to)
            }
        }
    }
}

/// A voice of a provider.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VoiceEntry {
    pub id: String,
    pub label: String,
    #[serde(default)]
    pub sex: Option<Sex>,
    #[serde(default)]
    pub age: Option<Age>,
    /// The languages it speaks, as the first part of a tag: "en", "zh"; empty for all.
    #[serde(default)]
    pub languages: Vec<String>,
}
