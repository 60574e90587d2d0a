//! The board of a film: a person's words where there are some, else the studio's.

use crate::{
    digest::{basis, is_filled},
    facts::{Facts, SceneFacts, Seen},
    idea::Idea,
    rules::{self, LoreOption, NarrativeOption},
    state::{By, Standing, State, state},
    steps::StepId,
    words::{capital, first_sentence, listed, person, place, with_article},
};
use model::{PromptList, StylePreset};

/// Some options, and which of them is in use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chosen<T> {
    pub options: Vec<T>,
    pub chosen: usize,
    /// A person's own text, which is in use in the options' place; empty where there is none.
    pub own: String,
    pub state: State,
}

impl Chosen<LoreOption> {
    /// The text in use.
    pub fn text(&self) -> &str {
        if self.own.is_empty() { self.options.get(self.chosen).map_or("", |own| own.text.as_str()) } else { &self.own }
    }
}

impl Chosen<NarrativeOption> {
    /// The text in use.
    pub fn text(&self) -> &str {
        if self.own.is_empty() { self.options.get(self.chosen).map_or("", |own| own.text.as_str()) } else { &self.own }
    }
}

/// Somebody, a place or a thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    pub name: String,
    /// What the camera sees.
    pub words: String,
    /// Other looks: in which scenes, and what the camera sees there.
    pub looks: Vec<(Vec<String>, String)>,
    pub shots: usize,
    pub scenes: Vec<String>,
    pub state: State,
}

/// The set of a scene.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StageSheet {
    /// The scene's number.
    pub scene: String,
    pub words: String,
    pub state: State,
}

/// Everything on a film's board but its panels.
#[derive(Clone, Debug, PartialEq)]
pub struct Board {
    pub logline: String,
    pub lore: Chosen<LoreOption>,
    pub narrative: Chosen<NarrativeOption>,
    pub people: Vec<Sheet>,
    pub places: Vec<Sheet>,
    pub props: Vec<Sheet>,
    pub stages: Vec<StageSheet>,
    pub facts: Facts,
}

/// The board of a list whose look is `style`.
pub fn board(list: &PromptList, style: StylePreset) -> Board {
    board_from(list, style, None)
}

/// As [`board`], of a film whose script was made from these options of lore and narrative.
pub fn board_from(list: &PromptList, style: StylePreset, made_from: Option<(usize, usize)>) -> Board {
    let facts = Facts::of(list);
    let story = &list.story;
    let taken = |step: StepId| story.chosen.get(step.key()).map(|option| usize::from(*option));
    let idea = Some(Idea { title: &list.title, brief: &story.brief }).filter(|_| !story.brief.idea.is_empty());
    let lores = idea.as_ref().map_or_else(|| rules::lores(list, &facts, style), Idea::lores);
    let by_look = lores.iter().position(|own| own.style == style);
    let taken_look = made_from.map(|(lore, _)| lore).or(taken(StepId::Lore)).filter(|_| idea.is_some());
    let look = taken_look.or(by_look).unwrap_or_default();
    let narratives = idea.as_ref().map_or_else(|| rules::narratives(&facts), |idea| idea.narratives(look));
    let chosen = made_from.map(|(_, narrative)| narrative).or(taken(StepId::Narrative)).unwrap_or_default();
    Board {
        logline: if story.logline.is_empty() { logline(&facts) } else { story.logline.clone() },
        lore: Chosen {
            chosen: look,
            own: story.lore.clone(),
            state: written(list, "lore", &story.lore),
            options: lores,
        },
        narrative: Chosen {
            chosen: chosen.min(narratives.len().saturating_sub(1)),
            own: story.narrative.clone(),
            state: written(list, "narrative", &story.narrative),
            options: narratives,
        },
        people: people(list, &facts),
        places: places(list, &facts),
        props: facts.props.iter().map(|seen| prop(list, seen)).collect(),
        stages: facts.scenes.iter().map(|scene| stage(list, scene)).collect(),
        facts,
    }
}

/// How a part stands that is a person's where they wrote something, and else the studio's.
fn written(list: &PromptList, part: &str, own: &str) -> State {
    let moved = match (list.story.written_for.get(part), basis(list, part)) {
        (Some(was), Some(is)) => *was != is,
        _ => false,
    };
    let by = match own {
        "" => By::Rules,
        _ if is_filled(list, part) => By::Model,
        _ => By::Person,
    };
    state(Standing { by: Some(by), moved, ..Standing::default() })
}

fn by_hand((list, part): (&PromptList, &str), fields: &[String], words: &str) -> State {
    let by = match fields.iter().any(|field| field == "description") {
        true if is_filled(list, part) => By::Model,
        true => By::Person,
        false => By::Rules,
    };
    state(Standing { by: (!words.is_empty()).then_some(by), ..Standing::default() })
}

fn people(list: &PromptList, facts: &Facts) -> Vec<Sheet> {
    let seen = |name: &str| facts.people.iter().find(|seen| seen.name == name);
    let mut all: Vec<Sheet> = list
        .characters
        .iter()
        .map(|own| Sheet {
            name: own.name.clone(),
            words: own.description.clone(),
            looks: own.versions.iter().map(|look| (look.scenes.clone(), look.description.clone())).collect(),
            shots: seen(&own.name).map_or(0, |seen| seen.shots),
            scenes: seen(&own.name).map(|seen| seen.scenes.clone()).unwrap_or_default(),
            state: by_hand((list, &format!("character:{}", own.name)), &own.by_hand, &own.description),
        })
        .collect();
    all.sort_by_key(|sheet| std::cmp::Reverse(sheet.shots));
    all
}

fn places(list: &PromptList, facts: &Facts) -> Vec<Sheet> {
    let seen = |name: &str| facts.places.iter().find(|seen| seen.name == name);
    let mut all: Vec<Sheet> = list
        .locations
        .iter()
        .map(|own| Sheet {
            name: own.name.clone(),
            words: own.description.clone(),
            looks: Vec::new(),
            shots: seen(&own.name).map_or(0, |seen| seen.shots),
            scenes: seen(&own.name).map(|seen| seen.scenes.clone()).unwrap_or_default(),
            state: by_hand((list, &format!("location:{}", own.name)), &own.by_hand, &own.description),
        })
        .collect();
    all.sort_by_key(|sheet| std::cmp::Reverse(sheet.shots));
    all
}

/// A prop as a person described it, or as the studio does.
fn prop(list: &PromptList, seen: &Seen) -> Sheet {
    let own = list.props.iter().find(|own| own.name == seen.name && !own.description.is_empty());
    let by = match own {
        Some(_) if is_filled(list, &format!("prop:{}", seen.name)) => By::Model,
        Some(_) => By::Person,
        None => By::Rules,
    };
    Sheet {
        name: seen.name.clone(),
        words: described_prop(list, &seen.name),
        looks: Vec::new(),
        shots: seen.shots,
        scenes: seen.scenes.clone(),
        state: state(Standing { by: Some(by), ..Standing::default() }),
    }
}

/// What the camera sees of a prop: a person's words, else its name.
pub fn described_prop(list: &PromptList, name: &str) -> String {
    let own = list.props.iter().find(|own| own.name == name && !own.description.is_empty());
    own.map_or_else(|| capital(&with_article(name)), |own| own.description.clone())
}

fn stage(list: &PromptList, scene: &SceneFacts) -> StageSheet {
    let own = list.scene(&scene.number).map_or("", |known| known.stage.description.as_str());
    let words = if own.is_empty() { rules::stage_words(list, scene) } else { own.to_owned() };
    StageSheet { scene: scene.number.clone(), state: written(list, &format!("stage:{}", scene.number), own), words }
}

/// The film in a sentence, from what is counted: who, where, and what they begin with.
fn logline(facts: &Facts) -> String {
    let people: Vec<String> = facts.people.iter().map(|own| person(&own.name)).collect();
    let places: Vec<String> = facts.places.iter().map(|own| place(&own.name)).collect();
    let first =
        facts.scenes.iter().find(|scene| !scene.words.is_empty()).map(|scene| first_sentence(&scene.words, 120));
    let begins = first.map(|words| format!(" It begins: {words}")).unwrap_or_default();
    match (people.is_empty(), places.is_empty()) {
        (false, false) => {
            let places: Vec<String> = places.into_iter().take(2).collect();
            format!("{}, at {}.{begins}", listed(&people, 3), listed(&places, 2))
        }
        (false, true) => format!("A film with {}.{begins}", listed(&people, 3)),
        (true, false) => format!("A film of {}.{begins}", listed(&places, 3)),
        (true, true) => begins.trim().to_owned(),
    }
}
