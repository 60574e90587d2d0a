//! What pages and the JSON API show. Built by `pipeline`, rendered by `app`.

mod board;
mod cache;
mod keys;
mod models;
mod money;
mod offers;
mod window;

pub use board::*;
pub use cache::*;
pub use keys::*;
pub use models::*;
pub use money::*;
pub use offers::*;
pub use window::*;

use crate::{
    ClipState, Event, LineId, ModelChoice, ProjectId, ProjectSettings, PromptList, RunState, ShotId, UserId, WordTiming,
};
use serde::{Deserialize, Serialize};

/// Who is signed in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Person {
    pub id: UserId,
    pub name: String,
    pub email: String,
    pub admin: bool,
}

/// What a new project is made of.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct NewProject {
    pub title: String,
    pub script: String,
    #[serde(default)]
    pub settings: ProjectSettings,
}

/// Changes to a project's own fields; `None` leaves a field as it is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ProjectChange {
    pub title: Option<String>,
    /// Another script: shots that are the same keep their clips.
    pub script: Option<String>,
    pub settings: Option<ProjectSettings>,
}

/// What a change of a film's script or settings would do, before it is saved.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ChangePreview {
    /// Shots that stay as they are, change, are new, and go.
    pub stay: usize,
    pub change: usize,
    pub new: usize,
    pub gone: usize,
    /// Edits that cannot be kept: "Shot 12: your prompt – its passage is gone from the script."
    pub lost: Vec<String>,
    /// Edits that stay although the script says something else now.
    pub stays: Vec<String>,
    /// Clips that are made again, or for the first time.
    pub to_make: usize,
    /// What making them costs in cents, at least and at most. A film that was never begun costs nothing yet.
    pub low_cents: i64,
    pub high_cents: i64,
    /// Some of it has a price that nobody knows.
    pub unpriced: bool,
    /// The same in a few sentences.
    pub says: Vec<String>,
}

impl ChangePreview {
    /// Nothing is lost by it, and nothing of it costs money: nobody needs to be asked.
    pub const fn is_harmless(&self) -> bool {
        self.lost.is_empty() && self.high_cents == 0 && !self.unpriced
    }
}

/// A change that was sent and waits for a person's word.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Unsaved {
    pub change: ProjectChange,
    pub preview: ChangePreview,
}

/// The most projects in one list; the next ones are asked for by the last of these.
pub const CARDS: usize = 500;

/// A project on the projects page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ProjectCard {
    pub id: ProjectId,
    pub title: String,
    pub state: RunState,
    /// The film's length: measured where made, else estimated, in seconds.
    pub seconds: f64,
    pub shots: u32,
    pub clips_done: u32,
    pub clips_failed: u32,
    pub cost_cents: i64,
    /// Where a poster frame can be fetched, when there is one.
    pub poster: Option<String>,
    /// Where the film can be played, when it is made.
    pub film: Option<String>,
    /// RFC 3339 in UTC.
    pub updated_at: String,
}

/// All that the project's pages need, in one query.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ProjectView {
    pub card: ProjectCard,
    pub script: String,
    pub settings: ProjectSettings,
    pub list: PromptList,
    /// One per shot, in order.
    pub clips: Vec<ClipView>,
    pub progress: ProgressView,
    /// The last event that this view includes: the stream goes on after it.
    pub last_seq: i64,
    pub can_undo: Option<String>,
    pub can_redo: Option<String>,
    /// The film, when one was made; `stale` when the project changed since.
    pub film: Option<FilmView>,
    /// A change of the script or the settings that is not saved yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unsaved: Option<Box<Unsaved>>,
    /// Which of the shots these are, where it is not simply all of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub window: Option<Box<Window>>,
    /// What the form of the script page is filled with, in a line: it is sent along, so that what was changed elsewhere meanwhile stays.
    /// Empty but for the pages.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub opened: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FilmView {
    pub url: String,
    pub captions_url: Option<String>,
    pub seconds: f64,
    pub bytes: i64,
    /// It is not the film of the project as it is now.
    pub stale: bool,
}

#[derive(Clone, Default, Debug, PartialEq, Serialize, Deserialize)]
pub struct ProgressView {
    pub done: u32,
    pub failed: u32,
    pub total: u32,
    pub doing: String,
    /// While the clips are joined to the film: how far that is, 0 to 1. Browsers show it in words, and do without.
    #[serde(default)]
    #[cfg_attr(target_arch = "wasm32", serde(skip))]
    pub joined: Option<f64>,
    pub seconds_left: Option<f64>,
    pub spent_cents: i64,
    /// What the shots not yet made will cost at most, in cents; what exists already is free.
    pub estimate_cents: i64,
    /// And at least.
    #[serde(default)]
    pub estimate_low_cents: i64,
    /// Shots whose clip is to be made or made again.
    #[serde(default)]
    pub to_make: u32,
    /// Some price is not known, so the film cannot be made with these makers.
    #[serde(default)]
    pub unpriced: bool,
    /// What of it only credit could pay that the person does not have, as a sentence; else empty.
    #[serde(default)]
    pub needs_credit: String,
    /// The estimate by what is made, as far as it costs anything. Browsers show its words, and do without.
    #[serde(default)]
    #[cfg_attr(target_arch = "wasm32", serde(skip))]
    pub stages: Vec<StageView>,
    /// The estimate in words: "$0.71 to $0.86 (footage $0.52, sounds $0.08)".
    #[serde(default)]
    pub to_come: String,
    /// Of the film's budget, where it has one: what is held back for what is being made now, in cents.
    #[serde(default)]
    pub reserved_cents: i64,
    /// What the budget is used for, in words: "$0.64 of $5.00"; empty without one.
    #[serde(default)]
    pub budget: String,
    /// How many of the shots that are to be made the rest of the budget pays, and for how much at most, in cents; `None` where it pays
    /// all that is to be made, and without one.
    #[serde(default)]
    pub covered: Option<u32>,
    #[serde(default)]
    pub covered_cents: i64,
}

/// What a film of a script would cost before it is made, in US cents.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PriceView {
    pub low_cents: i64,
    /// What the film will be billed at most.
    pub high_cents: i64,
    /// Some price is not known.
    pub unpriced: bool,
    /// Shots to be made.
    pub shots: u32,
    /// How many of them the budget pays, where it does not pay all.
    pub covered: Option<u32>,
    /// What these cost at most.
    pub covered_cents: i64,
}

/// What one kind of work will cost, in US cents.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StageView {
    /// `pictures`, `footage`, `voices`, `sounds` or `lips`.
    pub stage: String,
    pub low_cents: i64,
    pub high_cents: i64,
}

/// A clip on the strip and in the editing room.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ClipView {
    pub shot: ShotId,
    pub number: String,
    pub scene: String,
    pub state: ClipState,
    /// The sentence of a failure, or what is being done.
    pub message: Option<String>,
    pub progress: Option<f64>,
    pub provider: String,
    pub attempt: u32,
    /// Measured where made, else estimated.
    pub seconds: f64,
    pub cost_cents: i64,
    /// What making it will cost at most, in cents; `None` where it is made.
    #[serde(default)]
    pub estimate_cents: Option<i64>,
    pub poster: Option<String>,
    pub video: Option<String>,
    /// Peaks of the mixed sound, 0 to 255, at a steady number a second ([`ClipView::PEAKS_PER_SECOND`]).
    pub peaks: Vec<u8>,
    pub takes: Vec<TakeView>,
    /// Where the picture can be fetched that was last drawn for it to start from.
    #[serde(default)]
    pub drawn: Option<String>,
    /// Where several faces are seen in its take and lips are to be moved: a person says which one speaks. Browsers ask for it where
    /// it is shown, and do without it here.
    #[cfg(not(target_arch = "wasm32"))]
    #[serde(default)]
    pub faces: Option<FacesView>,
    /// What the words that a person wrote say and the shot does not have yet. Told by the API only; pages ask for it where it is shown.
    #[cfg(not(target_arch = "wasm32"))]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub offers: Vec<OfferView>,
    pub lines: Vec<LineView>,
}

impl ClipView {
    pub const PEAKS_PER_SECOND: u32 = 20;
}

/// One take of a shot, beside its sisters.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TakeView {
    pub take: u32,
    pub chosen: bool,
    pub made_by: ModelChoice,
    pub seconds: f64,
    pub video: String,
    pub poster: Option<String>,
    pub cost_cents: i64,
    /// It was made for another film of the same person, and taken from there for nothing.
    #[serde(default)]
    pub reused: bool,
    pub made_at: String,
    /// How it differs from the take in the film, as a sentence; empty for that one.
    #[serde(default)]
    pub differs: String,
}

/// The faces in a shot's take, of which one speaks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FacesView {
    /// The look that found them. Whoever chooses one names it.
    pub look: String,
    /// "Kling sees 2 faces in this shot. Which one speaks?"
    pub question: String,
    pub faces: Vec<FaceView>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FaceView {
    /// The provider's name for it.
    pub id: String,
    /// When it is seen, in seconds from the take's start.
    pub start: f64,
    pub end: f64,
    /// Where a picture of it can be fetched, where there is one.
    pub picture: Option<String>,
    /// A person said that it speaks.
    pub chosen: bool,
}

/// Where a spoken line lies in its clip.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LineView {
    pub line: LineId,
    /// Seconds from the clip's start.
    pub start: f64,
    pub end: f64,
    pub audio: Option<String>,
    pub words: Vec<WordTiming>,
}

/// A page of events, for those who cannot hold a stream open.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EventPage {
    pub events: Vec<Event>,
}
