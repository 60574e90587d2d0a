//! Cuts a scene into shots: those the writer set down, else by the grammar of coverage.

mod coverage;
mod director;
mod draft;
mod finish;
mod framing;
mod presence;
mod recent;
mod speech;

use crate::screenplay::Beat;
use director::tagged;
use draft::Draft;
use model::{Character, Shot};
use presence::{Happening, Presence};
use recent::Recent;

pub(crate) use director::Director;

impl Director<'_> {
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
}
