//! What the storyboard's page shows: pictures first, and what stands behind each.

use crate::{ProjectId, ShotId};
use serde::{Deserialize, Serialize};

/// How many sheets of a kind the page shows at first.
pub const SHEETS: usize = 8;
/// How many where more of a kind are asked for.
pub const MORE_SHEETS: usize = 60;

/// Which part of a board is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BoardPick {
    /// The place of the first panel in the film, from 0.
    pub from: usize,
    /// How many panels at most; a film that is a little longer is shown whole.
    pub most: usize,
    /// Begin with the scene of this number.
    pub scene: Option<String>,
    /// Else begin with this shot.
    pub shot: Option<ShotId>,
    /// Show more sheets of a kind: `cast`, `places` or `props`, [`MORE_SHEETS`] of them; or `everything`, for those who are no page.
    pub all: String,
    /// The place of the first of those, from 0.
    pub sheet: usize,
    /// Tell what choosing an option would do: a step's key, and the option counted from 0.
    pub choose: Option<(String, u8)>,
}

/// The storyboard of a film.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BoardView {
    pub id: ProjectId,
    pub title: String,
    /// The idea that the film began with; empty for a film that began with a script.
    pub idea: String,
    pub steps: Vec<StepView>,
    /// How much of the board is filled, 0 to 100.
    pub percent: u8,
    pub logline: String,
    pub lore: OptionsView,
    pub narrative: OptionsView,
    pub cast: SheetsView,
    pub places: SheetsView,
    pub props: SheetsView,
    /// The scenes of the panels that are shown.
    pub scenes: Vec<SetView>,
    pub panels: Vec<PanelView>,
    /// The place of the first panel in the film, from 0.
    pub first: usize,
    /// The panels of the film, and how many are approved.
    pub total: usize,
    pub approved: usize,
    /// The number and the heading of every scene, where not all are shown.
    pub index: Vec<(String, String)>,
    pub measures: Vec<MeasureView>,
    /// What is missing or does not fit together, in sentences.
    pub problems: Vec<String>,
    pub trailer: Vec<TrailerShot>,
    pub trailer_seconds: f64,
    /// What choosing an option would do, where that was asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offer: Option<OfferedChoice>,
    /// What language models can be asked, and what they answered.
    #[serde(default)]
    pub words: WordsView,
}

/// One step of the board.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepView {
    pub key: String,
    pub label: String,
    /// The key of how it stands: `studio`, `yours`, `stale` …
    pub state: String,
    /// The same in words.
    pub says: String,
    /// Parts that are filled, of all.
    pub done: usize,
    pub of: usize,
}

/// Options of a text, one of which is in use.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OptionsView {
    pub options: Vec<OptionView>,
    pub chosen: usize,
    /// A person's own text, in use in their place; else empty.
    pub own: String,
    pub state: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OptionView {
    pub title: String,
    pub text: String,
    /// The look that goes with it, in words; empty where it has none.
    pub look: String,
    /// A picture of the film in that look; empty where there is none.
    pub picture: String,
}

/// Some of the sheets of a kind.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetsView {
    pub sheets: Vec<SheetView>,
    /// The place of the first of them among all, from 0.
    pub first: usize,
    pub total: usize,
}

/// Somebody, a place or a thing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetView {
    pub name: String,
    /// What the camera sees.
    pub words: String,
    /// Other looks: in which scenes, and what the camera sees there.
    pub looks: Vec<(String, String)>,
    /// Empty where nobody can draw it.
    pub picture: String,
    pub shots: usize,
    /// "Scenes 1, 3 and 4".
    pub seen: String,
    pub state: String,
}

/// A scene with its set.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetView {
    pub scene: String,
    pub heading: String,
    /// What happens, in the script's words.
    pub synopsis: String,
    /// Who stands where, in what light.
    pub words: String,
    pub picture: String,
    pub people: Vec<String>,
    pub state: String,
    pub shots: usize,
    pub approved: usize,
}

/// Whether a person approved a panel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Approval {
    #[default]
    No,
    Yes,
    /// It was approved, and shows something else since.
    Void,
}

/// A shot on the wall.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PanelView {
    pub shot: ShotId,
    pub number: String,
    pub scene: String,
    pub framing: String,
    pub camera: String,
    pub seconds: f64,
    /// What happens.
    pub words: String,
    /// What is said: who, and what.
    pub lines: Vec<(String, String)>,
    pub cast: Vec<String>,
    pub props: Vec<String>,
    pub picture: String,
    /// The picture is a person's own, or one that was made for the shot to start from.
    pub own_picture: bool,
    pub approval: Approval,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeasureView {
    pub label: String,
    pub percent: u8,
    pub says: String,
}

/// A shot of the trailer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrailerShot {
    pub shot: ShotId,
    pub number: String,
    pub picture: String,
}

/// An idea, to begin a film with.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct NewIdea {
    /// Empty for the idea's first words.
    pub title: String,
    pub idea: String,
    /// How long the film should be, in seconds.
    pub seconds: u32,
    /// How it should feel: "dry and quick"; empty for any.
    pub tone: String,
    /// The language it is written and spoken in; empty for the idea's own.
    pub language: String,
    pub settings: crate::ProjectSettings,
}

/// What choosing an option would do.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferedChoice {
    pub step: String,
    pub option: u8,
    /// What stays, changes and is lost, in sentences.
    pub says: Vec<String>,
    /// What making the film anew would cost at most, in US cents. Choosing buys nothing.
    pub high_cents: i64,
    pub unpriced: bool,
}

/// What language models can be asked on a board, and what they answered.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct WordsView {
    /// Who is asked about the story, and who about details; empty where nobody can be.
    pub story: String,
    pub details: String,
    /// Every model that can be asked: its key and its label.
    pub models: Vec<(String, String)>,
    pub steps: Vec<WordsStep>,
}

impl WordsView {
    pub fn step(&self, key: &str) -> Option<&WordsStep> {
        self.steps.iter().find(|own| own.step == key)
    }
}

/// What is asked and answered about one step.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct WordsStep {
    pub step: String,
    /// What asking costs; `None` where nothing can be asked now.
    pub offer: Option<AskOffer>,
    /// Questions that are being answered, that are answered, and all.
    pub running: usize,
    pub done: usize,
    pub of: usize,
    /// What went wrong, and what to do, in sentences.
    pub says: Vec<String>,
    /// What the answers cost, in millionths of a dollar.
    pub cost_micros: i64,
    /// Who answered.
    pub by: String,
    pub answers: Vec<AnswerView>,
    /// The pages as the film's script.
    pub take: Option<TakeOffer>,
}

/// A press that asks, with its price.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AskOffer {
    /// Who is asked.
    pub model: String,
    /// The first answers cost at least and at most so much, in millionths of a dollar.
    pub low_micros: i64,
    pub high_micros: i64,
    pub unpriced: bool,
    /// How many questions it is.
    pub parts: usize,
    /// There are answers already: these would be others.
    pub another: bool,
    /// It was all answered before, and costs nothing.
    pub made: bool,
}

/// One text of an answer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AnswerView {
    /// The number of the question, and of the text in its answer, from 0.
    pub ask: i32,
    pub option: usize,
    pub title: String,
    pub text: String,
    /// What stands in its place now; empty for the studio's own.
    pub was: String,
    pub in_use: bool,
}

/// Pages that can become the film's script.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TakeOffer {
    /// What stays, changes and is lost.
    pub says: Vec<String>,
    /// What making the film anew would cost at most, in US cents.
    pub high_cents: i64,
    pub unpriced: bool,
    /// The script.
    pub text: String,
}
