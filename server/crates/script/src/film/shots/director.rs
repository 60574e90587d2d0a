//! What is known of a scene that is cut into shots.

use crate::film::places;
use crate::film::roll::{Roll, hash};
use crate::film::sounds;
use crate::finder::Finder;
use crate::screenplay::{Person, Screenplay, SourceScene};
use crate::words::calm;
use model::{Cue, CueKind, Mood, Place, ProjectSettings, Span};
use std::cell::OnceCell;
use std::collections::HashMap;

/// No shot that the studio divides by itself is longer, in seconds: the longest clip that most models film.
pub(super) const LONGEST: f64 = 10.0;
/// Silence before the first and after the last word of a shot, in seconds.
pub(super) const AIR: f64 = 0.8;
/// Silence between two lines of a shot, in seconds.
pub(super) const GAP: f64 = 0.35;

pub(crate) struct Director<'a> {
    pub(super) play: &'a Screenplay,
    pub(super) roll: &'a Roll<'a>,
    pub(super) scene: &'a SourceScene,
    pub(super) settings: &'a ProjectSettings,
    pub(super) place: &'a Place,
    pub(super) mood: Mood,
    pub(super) new_place: bool,
    pub(super) finder: Finder,
    /// The people of the scene, as the finder numbers them.
    pub(super) local: Vec<Person>,
    /// Where a name stands among them.
    pub(super) places: HashMap<String, usize>,
    /// Those of the scene who are ever seen in it, in the scene's order, once somebody asks.
    pub(super) visible: OnceCell<Vec<&'a str>>,
    /// What is always heard there.
    pub(super) beds: Vec<String>,
    pub(super) seed: u64,
}

impl<'a> Director<'a> {
    pub fn new(
        (play, roll): (&'a Screenplay, &'a Roll<'a>),
        settings: &'a ProjectSettings,
        at: usize,
        place: &'a Place,
        mood: Mood,
        new_place: bool,
    ) -> Self {
        static NONE: SourceScene = SourceScene {
            number: String::new(),
            heading: None,
            interior: None,
            location: None,
            time_of_day: None,
            synopsis: String::new(),
            characters: Vec::new(),
            beats: Vec::new(),
            span: Span { start: 0, end: 0 },
        };
        let scene = play.scenes.get(at).unwrap_or(&NONE);
        let mut here: Vec<usize> = scene.characters.iter().flat_map(|name| roll.all(name)).copied().collect();
        here.sort_unstable();
        here.dedup();
        let local: Vec<Person> = here.into_iter().filter_map(|at| play.characters.get(at)).cloned().collect();
        Self {
            play,
            roll,
            scene,
            settings,
            place,
            mood,
            new_place,
            finder: Finder::new(&local),
            places: local.iter().enumerate().rev().map(|(at, person)| (person.name.clone(), at)).collect(),
            local,
            visible: OnceCell::new(),
            beds: sounds::ambience(place, places::naming::of_place(place).kind, scene),
            seed: hash(&scene.number),
        }
    }

    /// How long a shot lasts when the script does not say, in seconds.
    pub(super) fn usual_seconds(&self) -> f64 {
        let (least, most) = model::limits::USUAL_SHOT_SECONDS;
        self.settings.shot_seconds.clamp(least, most)
    }

    /// The name of one of those whom the finder knows.
    pub(super) fn local(&self, at: usize) -> Option<String> {
        self.local.get(at).map(|p| p.name.clone())
    }
}

/// A cue that the script's own tag asks for.
pub(super) fn tagged(sound: &str, ambience: bool, span: Span) -> Cue {
    let kind = if ambience || sounds::lasts(sound) { CueKind::Ambience } else { CueKind::Effect };
    Cue { kind, sound: calm(sound), source: span, ..Cue::default() }
}
