//! Cuts a scene into shots: those the writer set down, else by the grammar of coverage.

mod coverage;
mod draft;
mod finish;
mod framing;
mod presence;
mod recent;
mod speech;

use super::{Roll, hash, places, sounds};
use crate::finder::Finder;
use crate::screenplay::{Beat, Person, Screenplay, SourceScene};
use crate::words::calm;
use draft::Draft;
use model::{Character, Cue, CueKind, Mood, Place, ProjectSettings, Shot, Span};
use presence::{Happening, Presence};
use recent::Recent;
use std::cell::OnceCell;
use std::collections::HashMap;

/// No shot that the studio divides by itself is longer, in seconds: the longest clip that most models film.
const LONGEST: f64 = 10.0;
/// Silence before the first and after the last word of a shot, in seconds.
const AIR: f64 = 0.8;
/// Silence between two lines of a shot, in seconds.
const GAP: f64 = 0.35;

pub(crate) struct Director<'a> {
    play: &'a Screenplay,
    roll: &'a Roll<'a>,
    scene: &'a SourceScene,
    settings: &'a ProjectSettings,
    place: &'a Place,
    mood: Mood,
    new_place: bool,
    finder: Finder,
    /// The people of the scene, as the finder numbers them.
    local: Vec<Person>,
    /// Where a name stands among them.
    places: HashMap<String, usize>,
    /// Those of the scene who are ever seen in it, in the scene's order, once somebody asks.
    visible: OnceCell<Vec<&'a str>>,
    /// What is always heard there.
    beds: Vec<String>,
    seed: u64,
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
    fn usual_seconds(&self) -> f64 {
        let (least, most) = model::limits::USUAL_SHOT_SECONDS;
        self.settings.shot_seconds.clamp(least, most)
    }

    pub fn shoot(&self, cast: &[Character]) -> Vec<Shot> {
        let drafts = if self.scene.beats.iter().any(|b| matches!(b, Beat::Shot(_))) {
            self.as_written()
        } else {
            self.coverage()
        };
        let mut shots: Vec<Shot> = Vec::new();
        let mut recent = Recent::default();
        let sexes = self.local.iter().map(|person| self.roll.find(cast, &person.name).and_then(|c| c.sex)).collect();
        let mut presence = Presence::new(&self.finder, sexes);
        presence.begin(presence.before(self.happenings()));
        for draft in drafts {
            let shot = self.finish(draft, shots.last(), shots.len(), cast, &recent, &mut presence);
            for name in &shot.cast {
                recent.saw(name, self.roll.find(cast, name).and_then(|c| c.sex));
            }
            shots.push(shot);
        }
        shots
    }

    /// What happens in the scene, as far as it tells who is there.
    fn happenings(&self) -> impl Iterator<Item = Happening<'_>> {
        self.scene.beats.iter().filter_map(|beat| match beat {
            Beat::Action { text, .. } => Some(Happening::Action(text)),
            Beat::Line(at) => {
                let line = self.play.dialogue.get(*at)?;
                let who = self.places.get(line.speaker.as_ref()?).copied()?;
                Some(Happening::Line { who, off_screen: line.off_screen })
            }
            _ => None,
        })
    }

    /// One shot per SHOT of the script. What stands before the first one describes the place.
    fn as_written(&self) -> Vec<Draft> {
        let mut out: Vec<Draft> = Vec::new();
        let mut lead = Draft::default();
        for beat in &self.scene.beats {
            if let Beat::Shot(shot) = beat {
                let mut draft = Draft { explicit: Some(shot.clone()), framing: shot.framing, ..Draft::default() };
                draft.cover(shot.span);
                if out.is_empty() {
                    // Lines before the first shot are still heard, in it.
                    draft.lines = std::mem::take(&mut lead.lines);
                    draft.cues = std::mem::take(&mut lead.cues);
                    draft.actions = std::mem::take(&mut lead.actions);
                }
                out.push(draft);
                continue;
            }
            let draft = out.last_mut().unwrap_or(&mut lead);
            match beat {
                Beat::Action { text, span } => {
                    draft.actions.push(text.clone());
                    draft.cover(*span);
                }
                Beat::Line(at) => {
                    if let Some(line) = self.play.dialogue.get(*at) {
                        draft.cover(line.span);
                        draft.lines.extend(self.lines_of(line, f64::INFINITY).into_iter().flatten());
                    }
                }
                Beat::Sound { sound, ambience, span } => draft.cues.push(tagged(sound, *ambience, *span)),
                _ => {}
            }
        }
        out
    }

    /// The name of one of those whom the finder knows.
    fn local(&self, at: usize) -> Option<String> {
        self.local.get(at).map(|p| p.name.clone())
    }
}

/// A cue that the script's own tag asks for.
fn tagged(sound: &str, ambience: bool, span: Span) -> Cue {
    let kind = if ambience || sounds::lasts(sound) { CueKind::Ambience } else { CueKind::Effect };
    Cue { kind, sound: calm(sound), source: span, ..Cue::default() }
}
