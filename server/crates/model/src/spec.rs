//! What a maker is given to make one artifact. A fingerprint is taken over these, so they hold every input that shapes the
//! result and nothing else: no ids, no times.

use crate::{Age, CameraMove, Delivery, Framing, ModelChoice, Mood, Place, Sex, StylePreset};
use serde::{Deserialize, Serialize};

/// One video for one shot.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct VideoSpec {
    pub model: ModelChoice,
    /// Empty for makers that draw from the staging.
    pub prompt: String,
    pub seconds: f64,
    pub width: u32,
    pub height: u32,
    pub fps: u32,
    /// 0 for the first take; every take is another video.
    pub take: u32,
    /// What the built-in animatic draws; `None` for makers that read the prompt.
    pub staging: Option<Staging>,
    /// A picture to start from: the name of one that was sent or taken (see [`crate::is_picture`]), or the fingerprint of one that
    /// is drawn for it.
    pub first_frame: Option<String>,
    /// The name of a picture to end on; only beside one to start from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_frame: Option<String>,
    /// How the camera moves, for models that are told so in numbers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub camera: Option<CameraMove>,
    /// What the picture should not show, for models that take it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub avoid: String,
    /// How those who are seen look, for models that keep the looks of pictures.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub references: Vec<Reference>,
    /// Who of those who are seen is an element of the provider, for models that film with elements.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub elements: Vec<Element>,
}

impl VideoSpec {
    /// A first take from a prompt alone, at 24 frames per second. `seconds` is its length, the size is in pixels.
    pub fn from_prompt(model: ModelChoice, prompt: &str, seconds: f64, (width, height): (u32, u32)) -> Self {
        Self {
            model,
            prompt: prompt.to_owned(),
            seconds,
            width,
            height,
            fps: 24,
            take: 0,
            staging: None,
            first_frame: None,
            last_frame: None,
            camera: None,
            avoid: String::new(),
            references: Vec::new(),
            elements: Vec::new(),
        }
    }
}

/// How somebody looks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reference {
    /// As the prompt names them.
    pub name: String,
    /// The name of a picture.
    pub picture: String,
}

/// Somebody whom the provider knows by an id.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Element {
    /// As the prompt names them.
    pub name: String,
    pub id: String,
}

/// One still picture of a shot, a place or a person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PictureSpec {
    pub model: ModelChoice,
    pub prompt: String,
    pub width: u32,
    pub height: u32,
    pub take: u32,
    pub staging: Option<Staging>,
    /// What it should not show, for models that take it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub avoid: String,
    /// How those who are seen look, for models that keep the looks of pictures.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub references: Vec<Reference>,
    /// Who of those who are seen is an element of the provider, for models that draw elements.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub elements: Vec<Element>,
}

impl PictureSpec {
    /// A first picture from a prompt alone; its size is in pixels.
    pub fn from_prompt(model: ModelChoice, prompt: &str, (width, height): (u32, u32)) -> Self {
        Self {
            model,
            prompt: prompt.to_owned(),
            width,
            height,
            take: 0,
            staging: None,
            avoid: String::new(),
            references: Vec::new(),
            elements: Vec::new(),
        }
    }
}

/// A shot as a set designer needs it: who stands where, in what light.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Staging {
    pub place: Place,
    pub framing: Framing,
    pub camera: CameraMove,
    /// What happens, in the script's words; poses are read from it.
    pub action: String,
    pub figures: Vec<Figure>,
    pub props: Vec<String>,
    pub mood: Mood,
    pub style: StylePreset,
    /// The kind of place, by its id in `lexicon::places`; empty where the words tell none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub set: String,
    /// What the walls are made of, by its id in `lexicon::pictures::MATERIALS`; empty where the words do not say.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub walls: String,
    /// Things and animals that are named: ids of `lexicon::pictures`, the first to be named first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub things: Vec<Seen>,
}

/// Something that is seen.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Seen {
    /// Its id in `lexicon::pictures`.
    pub id: String,
    /// Its colour where one is said: 0xRRGGBB.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub colour: Option<u32>,
    /// The id of a pattern on it; empty for none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub pattern: String,
}

impl Staging {
    /// A shot of an empty place from afar, with nobody in it.
    pub fn of_place(place: Place, style: StylePreset) -> Self {
        Self {
            place,
            framing: Framing::Establishing,
            camera: CameraMove::Static,
            action: String::new(),
            figures: Vec::new(),
            props: Vec::new(),
            mood: Mood::Neutral,
            style,
            set: String::new(),
            walls: String::new(),
            things: Vec::new(),
        }
    }
}

/// A person or a creature in the frame.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// The same name and description give the same looks in every shot.
    pub name: String,
    pub description: String,
    pub sex: Option<Sex>,
    pub age: Option<Age>,
    /// The camera is on this one.
    pub focus: bool,
    /// When this one's mouth moves: (start, end) in seconds from the shot's start.
    pub speaking: Vec<(f64, f64)>,
    /// The animal that this is, by its id in `lexicon::pictures::CREATURES`; empty for people and what looks like them.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub creature: String,
    /// Clothes, hair, marks and what is carried: ids of `lexicon::pictures`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub looks: Vec<Seen>,
    /// What this one does in the shot, by the ids of `lexicon::pictures::ACTS`, in the order of the script.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub acts: Vec<String>,
}

/// One spoken line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SpeechSpec {
    pub model: ModelChoice,
    pub text: String,
    pub voice: Voice,
    pub delivery: Delivery,
    /// 1.0 is the voice's own pace.
    pub speed: f64,
    pub take: u32,
    /// What is said in place of each word of the text that white space parts; a word that is said together with one before it is empty.
    /// Nothing where the text is said as it is written.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub say: Vec<String>,
}

impl SpeechSpec {
    /// The text as it is said.
    pub fn said(&self) -> std::borrow::Cow<'_, str> {
        if self.say.is_empty() {
            return self.text.as_str().into();
        }
        let words: Vec<&str> = self.say.iter().map(String::as_str).filter(|word| !word.is_empty()).collect();
        words.join(" ").into()
    }

    /// Each word as it is written, with how it is said.
    pub fn words(&self) -> impl Iterator<Item = (&str, &str)> {
        let mut say = self.say.iter();
        self.text.split_whitespace().map(move |word| (word, say.next().map_or(word, String::as_str)))
    }
}

/// A recording in the place of a voice or of a made sound.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RecordingSpec {
    /// Its name: see [`crate::is_recording`].
    pub recording: String,
    /// What is said in it, for the captions; empty for a sound.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// Who says it; empty for a sound.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub speaker: String,
}

/// Who is heard.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Voice {
    /// A voice of the provider, when a person chose one; `None` lets the maker cast by the rest.
    pub id: Option<String>,
    /// The character's name: two characters of the same sex and age still sound different.
    pub character: String,
    pub sex: Option<Sex>,
    pub age: Option<Age>,
    /// A language tag such as `en-us`, `zh`, `de`.
    pub language: String,
}

/// Who is seen in a take.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FacesSpec {
    pub model: ModelChoice,
    /// The take's fingerprint.
    pub footage: String,
}

/// A take whose speaker's mouth is moved to the words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LipsSpec {
    pub model: ModelChoice,
    /// The take's fingerprint.
    pub footage: String,
    /// The fingerprint of the faces that are seen in it; `None` where whoever moves lips looks for the speaker itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub faces: Option<String>,
    /// Which of them speaks, where a person said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub face: Option<String>,
    /// Every line of the shot, in order: those that are not mouthed move the others, too.
    pub lines: Vec<LipsLine>,
    /// How much the film cuts off the take's head, in seconds, where that moves the first line; else 0.
    pub cut: f64,
    /// The take's length, in seconds, as it was ordered.
    pub seconds: f64,
    pub width: u32,
    pub height: u32,
    pub fps: u32,
}

/// A line that is heard in a take.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LipsLine {
    /// Its fingerprint.
    pub made: String,
    /// The earliest it starts, in seconds from the take's start.
    pub start: f64,
    /// It is said by the one whose mouth is moved.
    pub mouthed: bool,
}

/// One ambience or effect.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SoundSpec {
    pub model: ModelChoice,
    /// What is heard, in words.
    pub sound: String,
    pub ambience: bool,
    /// How long it lasts; an effect may be shorter.
    pub seconds: f64,
    pub take: u32,
    /// The fingerprint of the take that it follows, for models that hear what happens in a video.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub footage: Option<String>,
    /// Where it is heard, for makers that reckon with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heard: Option<Heard>,
}

/// Where a sound is heard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heard {
    pub far: bool,
    pub surroundings: Surroundings,
}

/// What gives a sound back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Surroundings {
    Outdoors,
    /// A car, a lift, a cupboard.
    Closed,
    Room,
    /// A church, a station, a cave.
    Hall,
}

/// When a word is heard, in seconds from the start of its line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WordTiming {
    pub word: String,
    pub start: f64,
    pub end: f64,
}
