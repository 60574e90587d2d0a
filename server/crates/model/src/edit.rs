//! What a person can change in a project. `plan` applies an edit to a prompt list; `pipeline` keeps what it changed, for undo.

use crate::{Cue, CueId, CueKind, Delivery, Line, LineId, ModelChoice, PromptList, Shot, ShotId, Through};
use serde::{Deserialize, Serialize};

/// One change. Unknown ids are refused with a sentence; nothing is half applied.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "edit", rename_all = "snake_case")]
pub enum Edit {
    /// Fields left `None` stay as they are.
    ChangeShot {
        shot: ShotId,
        change: Box<ShotChange>,
    },
    /// Cuts the shot in two: at a moment of its clip, else at a line of dialogue or in the middle of its action.
    SplitShot {
        shot: ShotId,
        /// Seconds from the clip's start.
        #[serde(default)]
        at: Option<f64>,
        /// How long the clip is, in seconds. The studio puts in what it measured.
        #[serde(default)]
        of: Option<f64>,
    },
    /// Joins the shot with the one after it.
    MergeShots {
        shot: ShotId,
    },
    /// Puts the shot after another one, or first when `after` is `None`.
    MoveShot {
        shot: ShotId,
        after: Option<ShotId>,
    },
    /// A new shot after another one, or first. The new shot's own id is made by the server.
    InsertShot {
        after: Option<ShotId>,
        new: Box<Shot>,
    },
    DeleteShot {
        shot: ShotId,
    },
    ChangeLine {
        shot: ShotId,
        line: LineId,
        change: LineChange,
    },
    AddLine {
        shot: ShotId,
        new: Box<Line>,
    },
    RemoveLine {
        shot: ShotId,
        line: LineId,
    },
    /// Speaks the line anew.
    SayAgain {
        shot: ShotId,
        line: LineId,
    },
    /// Puts a recording in the place of the line's voice. It stays whatever else of the line changes.
    RecordLine {
        shot: ShotId,
        line: LineId,
        /// Its name (see [`crate::is_recording`]); an empty one gives the line back its voice.
        recording: String,
    },
    ChangeCue {
        shot: ShotId,
        cue: CueId,
        change: CueChange,
    },
    AddCue {
        shot: ShotId,
        new: Box<Cue>,
    },
    RemoveCue {
        shot: ShotId,
        cue: CueId,
    },
    /// Makes the sound anew, another one from the same words; a recording in its place goes.
    MakeCueAgain {
        shot: ShotId,
        cue: CueId,
    },
    /// Puts a recording in the place of a made sound.
    RecordCue {
        shot: ShotId,
        cue: CueId,
        /// Its name (see [`crate::is_recording`]); an empty one gives back the made sound.
        recording: String,
    },
    /// Changes the level and the mood of the film's music.
    ChangeMusic {
        change: MusicChange,
    },
    /// Tells how a name or another word is said wherever it stands.
    SayName {
        written: String,
        /// An empty text takes it back: it is said as it is written.
        said: String,
    },
    /// Films the shot anew as a further take; the old takes stay.
    ReRecord {
        shot: ShotId,
    },
    /// Has another picture drawn for the shot to start from; those drawn before stay.
    DrawAgain {
        shot: ShotId,
    },
    /// Puts an earlier (or later) take into the film.
    ChooseTake {
        shot: ShotId,
        take: u32,
    },
    /// Says which of several faces in the shot's take speaks.
    ChooseFace {
        shot: ShotId,
        /// The look that found them ([`crate::view::FacesView::look`]): in another take they are others.
        look: String,
        /// An empty one takes the choice back.
        face: String,
    },
    /// Gives a character a description, a voice or a picture, for the whole film.
    ChangeCharacter {
        name: String,
        description: Option<String>,
        voice: Option<String>,
        /// The name of a picture of the character; an empty one takes it away.
        #[serde(default)]
        picture: Option<String>,
        /// The id of the character's element at Kling; an empty one takes it away.
        #[serde(default)]
        element: Option<String>,
    },
    ChangeLocation {
        name: String,
        description: String,
    },
    /// Writes the film's logline, lore or narrative. Fields left `None` stay; an empty one gives the studio's text back.
    ChangeStory {
        change: StoryChange,
    },
    /// Takes another of the options of a step of the storyboard.
    ChooseOption {
        /// The step's key: "narrative".
        step: String,
        /// Counted from 0.
        option: u8,
    },
    /// Describes a prop; an empty description gives the studio's back.
    ChangeProp {
        name: String,
        description: String,
    },
    /// Describes the set of the scene of this number; an empty description gives the studio's back.
    ChangeStage {
        scene: String,
        description: String,
    },
    /// Takes texts that a language model wrote. What a person wrote stays, unless `over` is set.
    FillTexts {
        /// The model's name.
        by: String,
        texts: Vec<PartText>,
        #[serde(default)]
        over: bool,
    },
    /// Approves the panels of these shots, or takes that back. Another picture of a shot takes it back by itself.
    Approve {
        shots: Vec<ShotId>,
        #[serde(default)]
        scene: Option<String>,
        /// Every shot of the film.
        #[serde(default)]
        all: bool,
        #[serde(default = "yes")]
        approved: bool,
    },
    /// Puts somebody of the film into the picture of a shot.
    AddToCast {
        shot: ShotId,
        name: String,
    },
    /// Does what the studio offered, as the edit that the offer names.
    TakeOffer {
        shot: ShotId,
        /// Its key: see [`crate::view::OfferView`].
        offer: String,
    },
    /// Puts an offer aside: it is not made again for the same words.
    PutAside {
        shot: ShotId,
        offer: String,
    },
    /// Replaces the whole list by an uploaded `prompts.json`.
    ReplaceList {
        list: Box<PromptList>,
    },
}

const fn yes() -> bool {
    true
}

/// A text of the storyboard and its place: `lore`, `logline`, `narrative`, `stage:3`, `character:MARA`, `location:PIER`, `prop:letter`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartText {
    pub part: String,
    pub text: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct StoryChange {
    pub logline: Option<String>,
    pub lore: Option<String>,
    pub narrative: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ShotChange {
    pub prompt: Option<String>,
    pub action: Option<String>,
    pub framing: Option<crate::Framing>,
    pub camera: Option<crate::CameraMove>,
    /// Seconds, 1 to 60.
    pub seconds: Option<f64>,
    pub trim_start: Option<f64>,
    pub trim_end: Option<f64>,
    pub video: Option<ModelChoice>,
    /// The name of the place. One that the film does not have becomes one of its places.
    pub place: Option<String>,
    /// The name of a picture to start from (see [`crate::is_picture`]); an empty one takes it away.
    pub first_frame: Option<String>,
    /// The name of a picture to end on; an empty one takes it away.
    pub last_frame: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct LineChange {
    pub text: Option<String>,
    /// An empty name means nobody is named.
    pub speaker: Option<String>,
    pub delivery: Option<Delivery>,
    pub through: Option<Through>,
    /// 0.5 to 2.
    pub speed: Option<f64>,
    /// −30 to 12 dB.
    pub gain_db: Option<f64>,
    /// An empty voice gives the line back its character's.
    pub voice: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CueChange {
    pub sound: Option<String>,
    pub kind: Option<CueKind>,
    /// Seconds from the shot's start.
    pub at: Option<f64>,
    /// −30 to 12 dB.
    pub gain_db: Option<f64>,
}

/// Fields left `None` stay as they are.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct MusicChange {
    /// −30 to 12 dB.
    pub gain_db: Option<f64>,
    /// The key of a mood; an empty one gives back the script's own.
    pub mood: Option<String>,
    /// The number of the scene that the mood is for; without it, it is for the whole film.
    pub scene: Option<String>,
}

impl Edit {
    /// What was done, for the undo button and the history: "split a shot".
    pub const fn label(&self) -> &'static str {
        match self {
            Self::ChangeShot { .. } => "change a shot",
            Self::SplitShot { .. } => "split a shot",
            Self::MergeShots { .. } => "merge two shots",
            Self::MoveShot { .. } => "move a shot",
            Self::InsertShot { .. } => "insert a shot",
            Self::DeleteShot { .. } => "delete a shot",
            Self::ChangeLine { .. } => "change a line",
            Self::AddLine { .. } => "add a line",
            Self::RemoveLine { .. } => "remove a line",
            Self::SayAgain { .. } => "say a line again",
            Self::RecordLine { recording, .. } if recording.is_empty() => "use the voice again",
            Self::RecordLine { .. } => "record a line",
            Self::ChangeCue { .. } => "change a sound",
            Self::AddCue { .. } => "add a sound",
            Self::RemoveCue { .. } => "remove a sound",
            Self::MakeCueAgain { .. } => "make a sound again",
            Self::RecordCue { recording, .. } if recording.is_empty() => "use the made sound again",
            Self::RecordCue { .. } => "record a sound",
            Self::ChangeMusic { .. } => "change the music",
            Self::SayName { .. } => "change how a name is said",
            Self::ReRecord { .. } => "re-record a shot",
            Self::DrawAgain { .. } => "draw another picture",
            Self::ChooseTake { .. } => "choose a take",
            Self::ChooseFace { .. } => "choose who speaks",
            Self::ChangeCharacter { .. } => "change a character",
            Self::ChangeLocation { .. } => "change a location",
            Self::ChangeStory { .. } => "change the story",
            Self::ChooseOption { .. } => "choose another option",
            Self::ChangeProp { .. } => "describe a prop",
            Self::ChangeStage { .. } => "describe a set",
            Self::FillTexts { .. } => "take what a model wrote",
            Self::Approve { approved: true, .. } => "approve panels",
            Self::Approve { .. } => "take an approval back",
            Self::AddToCast { .. } => "add somebody to a shot",
            Self::TakeOffer { .. } => "take an offer",
            Self::PutAside { .. } => "put an offer aside",
            Self::ReplaceList { .. } => "replace the prompt list",
        }
    }
}

/// What a person can tell the clip loop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "command", rename_all = "snake_case")]
pub enum Command {
    Start,
    Pause,
    Resume,
    Cancel,
    RetryShot {
        shot: ShotId,
    },
    RetryFailed,
    /// Films these shots; what else is not filmed stays so.
    Film {
        shots: Vec<ShotId>,
    },
    /// Films the shots of the scene of this number; what else is not filmed stays so.
    FilmScene {
        scene: String,
    },
    /// Makes this shot and all after it anew.
    MakeAgainFrom {
        shot: ShotId,
    },
}
