//! The studio's own pictures of a film: everybody, every place and thing, every set and every shot. Each is named by all that shapes it.

use crate::brief::{Known, Project};
use model::{CameraMove, Figure, Framing, Place, ProjectId, PromptList, Shot, ShotId, StylePreset, TimeOfDay, Weather};
use plan::{Fingerprint, fingerprint};
use providers::Registry;
use store::keys::Kind;
use storyboard::{Facts, SceneFacts, described_prop};

/// A picture's longer side, in pixels.
const SIDE: u32 = 480;
/// A sheet of somebody, and a set, in pixels.
const SHEET: (u32, u32) = (640, 360);
/// So many people stand on a set that is drawn.
const ON_SET: usize = 5;

/// What a picture on the board is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    Person(String),
    Place(String),
    Prop(String),
    /// The set of the scene of this number.
    Stage(String),
    Panel(ShotId),
    /// The film in another look.
    Look(StylePreset),
}

impl Subject {
    /// As an address names it: what kind it is, and which one.
    pub fn from_names(of: &str, name: &str) -> Option<Self> {
        match of {
            "person" => Some(Self::Person(name.to_owned())),
            "place" => Some(Self::Place(name.to_owned())),
            "prop" => Some(Self::Prop(name.to_owned())),
            "stage" => Some(Self::Stage(name.to_owned())),
            "panel" => name.parse().ok().map(Self::Panel),
            "look" => StylePreset::from_key(name).map(Self::Look),
            _ => None,
        }
    }

    fn names(&self) -> (&'static str, String) {
        match self {
            Self::Person(name) => ("person", name.clone()),
            Self::Place(name) => ("place", name.clone()),
            Self::Prop(name) => ("prop", name.clone()),
            Self::Stage(number) => ("stage", number.clone()),
            Self::Panel(shot) => ("panel", shot.to_string()),
            Self::Look(style) => ("look", style.key().to_owned()),
        }
    }

    /// Where the picture can be fetched; another picture of the same has another address.
    pub(super) fn url(&self, id: ProjectId, name: &Fingerprint) -> String {
        let (of, which) = self.names();
        let version = name.as_str().get(..12).unwrap_or_default();
        format!("/projects/{id}/storyboard/picture?of={of}&name={}&v={version}", escaped(&which))
    }
}

/// As it can stand in a query.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => out.push(char::from(byte)),
            other => out.push_str(&format!("%{other:02X}")),
        }
    }
    out
}

/// One picture to draw.
pub(crate) struct Wanted {
    pub(crate) name: Fingerprint,
    pub(crate) kind: Kind,
    /// What it is of, for its file's name.
    pub(crate) of: String,
    pub(crate) shot: Option<ShotId>,
    /// The bytes of a PNG; `None` where nobody can draw it.
    pub(crate) draw: Box<dyn FnOnce() -> Option<Vec<u8>> + Send>,
}

/// A film as those see it who draw it.
pub(crate) struct Film<'a> {
    pub(super) project: &'a Project,
    pub(super) registry: &'a Registry,
    pub(super) list: &'a PromptList,
    pub(super) facts: &'a Facts,
}

impl Film<'_> {
    /// The picture of a subject; `None` where the film has no such thing.
    pub(super) fn wanted(&self, subject: &Subject) -> Option<Wanted> {
        match subject {
            Subject::Person(name) => self.person(name),
            Subject::Place(name) => self.place(name),
            Subject::Prop(name) => self.prop(name),
            Subject::Stage(number) => self.facts.scene(number).and_then(|scene| self.stage(scene)),
            Subject::Panel(id) => self.list.shots.iter().find(|shot| shot.id == *id).map(|shot| self.panel(shot)),
            Subject::Look(style) => self.look(*style),
        }
    }

    fn style(&self) -> StylePreset {
        self.project.settings.style
    }

    /// A picture's size, in pixels: that of the film, made small.
    fn size(&self) -> (u32, u32) {
        let (width, height) = self.project.settings.size();
        let scale = f64::from(SIDE) / f64::from(width.max(height));
        let small = |side: u32| (f64::from(side) * scale).round() as u32;
        (small(width), small(height))
    }

    fn person(&self, name: &str) -> Option<Wanted> {
        let own = self.list.character(name)?;
        let figure = Figure {
            name: own.name.clone(),
            description: own.description.clone(),
            sex: own.sex,
            age: own.age,
            focus: true,
            speaking: Vec::new(),
        };
        let style = self.style();
        Some(component(
            fingerprint("sheet", draw::VERSION, &(&figure, style)),
            &own.name,
            Box::new(move || Some(draw::sheet(&figure, style, SHEET.0, SHEET.1))),
        ))
    }

    fn place(&self, name: &str) -> Option<Wanted> {
        let own = self.list.locations.iter().find(|own| own.name == name)?;
        let place = Place {
            name: own.name.clone(),
            description: own.description.clone(),
            interior: None,
            time: TimeOfDay::Day,
            weather: Weather::Clear,
        };
        let style = self.style();
        Some(component(
            fingerprint("component", draw::VERSION, &(&place, style)),
            &own.name,
            Box::new(move || Some(draw::place(&place, style, SIDE, SIDE * 9 / 16))),
        ))
    }

    fn prop(&self, name: &str) -> Option<Wanted> {
        let own = self.facts.props.iter().find(|own| own.name == name)?;
        let (name, style) = (own.name.clone(), self.style());
        let words = described_prop(self.list, &name);
        Some(component(
            fingerprint("prop", draw::VERSION, &(&name, &words, style)),
            &own.name,
            Box::new(move || draw::prop(&name, style, SIDE * 3 / 4, SIDE * 3 / 4)),
        ))
    }

    /// A scene's set with everybody in their places, seen from the front.
    fn stage(&self, scene: &SceneFacts) -> Option<Wanted> {
        let first = self.list.shots.get(scene.first)?;
        let mut shot = Shot {
            framing: Framing::Wide,
            camera: CameraMove::Static,
            cast: scene.people.iter().take(ON_SET).cloned().collect(),
            props: scene.props.iter().take(ON_SET).cloned().collect(),
            scene: first.scene.clone(),
            place: first.place.clone(),
            mood: first.mood,
            ..Shot::default()
        };
        if shot.cast.is_empty() {
            shot.framing = Framing::Establishing;
        }
        let makers = Known(self.registry);
        let staging = plan::staging(&self.project.brief(&makers), &shot, &[]);
        let (width, height) = self.size();
        Some(component(
            fingerprint("stage", draw::VERSION, &(&staging, width, height)),
            &format!("stage {}", scene.number),
            Box::new(move || Some(draw::panel(&staging, width, height, 0))),
        ))
    }

    fn panel(&self, shot: &Shot) -> Wanted {
        let makers = Known(self.registry);
        let staging = plan::staging(&self.project.brief(&makers), shot, &[]);
        let (width, height) = self.size();
        let take = shot.take;
        Wanted {
            name: fingerprint("panel", draw::VERSION, &(&staging, width, height, take, shot.id)),
            kind: Kind::Shot,
            of: shot.number.clone(),
            shot: Some(shot.id),
            draw: Box::new(move || Some(draw::panel(&staging, width, height, take))),
        }
    }

    /// The film's most telling shot in a look.
    fn look(&self, style: StylePreset) -> Option<Wanted> {
        let telling = |shot: &&Shot| matches!(shot.framing, Framing::Establishing | Framing::Wide | Framing::Full);
        let shots = &self.list.shots;
        let peopled = shots.iter().take(200).filter(telling).find(|shot| !shot.cast.is_empty());
        let shot = peopled.or_else(|| shots.iter().find(telling)).or(shots.first())?;
        let makers = Known(self.registry);
        let mut staging = plan::staging(&self.project.brief(&makers), shot, &[]);
        staging.style = style;
        let (width, height) = (SIDE, SIDE * 9 / 16);
        Some(component(
            fingerprint("look", draw::VERSION, &(&staging, width, height)),
            &format!("look {}", style.key()),
            Box::new(move || Some(draw::panel(&staging, width, height, 0))),
        ))
    }
}

fn component(name: Fingerprint, of: &str, draw: Box<dyn FnOnce() -> Option<Vec<u8>> + Send>) -> Wanted {
    Wanted { name, kind: Kind::Component, of: of.to_owned(), shot: None, draw }
}

/// What is drawn before anybody asks for it: everybody, every place, and every shot.
pub(crate) fn eager(project: &Project, registry: &Registry, list: &PromptList) -> Vec<Wanted> {
    let facts = Facts::default();
    let film = Film { project, registry, list, facts: &facts };
    let people = list.characters.iter().filter_map(|own| film.person(&own.name));
    let places = list.locations.iter().filter_map(|own| film.place(&own.name));
    people.chain(places).chain(list.shots.iter().map(|shot| film.panel(shot))).collect()
}

/// Everything of a film that can be drawn.
pub(crate) fn all(project: &Project, registry: &Registry, list: &PromptList) -> Vec<Wanted> {
    let facts = Facts::of(list);
    let film = Film { project, registry, list, facts: &facts };
    let props = facts.props.iter().filter_map(|own| film.prop(&own.name));
    let stages = facts.scenes.iter().filter_map(|scene| film.stage(scene));
    let looks = StylePreset::ALL.iter().filter_map(|style| film.look(*style));
    let mut all: Vec<Wanted> = props.chain(stages).chain(looks).collect();
    all.extend(eager(project, registry, list));
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_what_it_is_of() {
        let id = ProjectId::new();
        let subject = Subject::Person("O'NEIL & SON / 2".to_owned());
        let url = subject.url(id, &fingerprint("sheet", 1, &1));
        assert!(url.contains("of=person&name=O%27NEIL%20%26%20SON%20%2F%202&v="), "{url}");
        assert_eq!(Subject::from_names("person", "O'NEIL & SON / 2"), Some(subject));
        assert_eq!(Subject::from_names("panel", "no id"), None);
        assert_eq!(Subject::from_names("look", "noir"), Some(Subject::Look(StylePreset::Noir)));
    }
}
