//! From a draft to a shot: who is seen, how it is framed, how long it lasts, what is heard.

use super::director::{AIR, Director};
use super::draft::Draft;
use super::framing::vary;
use super::presence::Presence;
use super::recent::Recent;
use crate::film::prompt::usual_camera;
use crate::film::props;
use crate::film::sounds;
use crate::film::subject::subject_of;
use crate::film::timing;
use crate::screenplay::{Beat, ExplicitShot};
use crate::words::camera_in;
use model::{Character, Cue, CueKind, Delivery, Framing, Line, LineKind, Sex, Shot};
use std::collections::HashSet;

/// How many people of a scene are looked at to find one who stands beside another.
const MOST_ASKED: usize = 32;

impl Director<'_> {
    pub(super) fn finish(
        &self,
        draft: Draft,
        before: Option<&Shot>,
        at: usize,
        cast: &[Character],
        recent: &Recent,
        presence: &mut Presence,
    ) -> Shot {
        let action = draft.actions.join(" ");
        let (speech, acting) = (draft.speech(), draft.acting());
        let mut seen = self.seen(&draft.lines, &action, cast, recent, presence);
        let speaker = draft.lines.iter().find(|l| !l.off_screen).and_then(|l| l.speaker.clone());
        let focus = speaker.clone().or(draft.focus).or_else(|| seen.first().cloned());
        let speakers: Vec<&String> = {
            let mut all: Vec<&String> =
                draft.lines.iter().filter(|l| !l.off_screen).filter_map(|l| l.speaker.as_ref()).collect();
            all.dedup();
            all
        };
        let mut framing =
            draft.framing.unwrap_or_else(|| self.framing(&seen, speakers.len(), !draft.lines.is_empty(), &action, at));
        let explicit = draft.explicit.as_ref();
        if explicit.is_none_or(|e| e.framing.is_none()) && draft.framing.is_none() {
            framing = vary(framing, focus.as_deref(), before, self.scene.characters.len());
        }
        if matches!(framing, Framing::TwoShot | Framing::OverTheShoulder) && seen.len() < 2 {
            while seen.len() < 2
                && let Some(other) = self.visible().iter().take(MOST_ASKED).find(|n| {
                    !seen.iter().any(|s| s == *n) && self.place_of(n).is_some_and(|who| presence.may_be_seen(who))
                })
            {
                seen.push((*other).to_owned());
            }
            if seen.len() < 2 && explicit.is_none_or(|e| e.framing.is_none()) {
                framing = Framing::Medium;
            }
        }
        let camera = explicit
            .and_then(|e| e.camera)
            .or_else(|| if action.is_empty() { None } else { camera_in(&action) })
            .unwrap_or_else(|| usual_camera(framing, self.mood, self.seed.wrapping_add(at as u64)));
        // Action and speech overlap for the most part.
        let needed = if draft.lines.is_empty() { acting.max(2.0) } else { speech + AIR + acting * 0.6 };
        let wanted = if draft.lines.is_empty() && acting < self.usual_seconds() && at == 0 {
            self.usual_seconds().min(acting + 1.5)
        } else {
            0.0
        };
        let seconds = explicit.and_then(|e| e.seconds).unwrap_or_else(|| timing::round(needed.max(wanted).max(2.0)));
        let span = draft.span.unwrap_or(self.scene.span);
        let mut lines = draft.lines;
        if self.settings.narration && !action.is_empty() {
            lines.insert(
                0,
                Line {
                    text: action.clone(),
                    kind: LineKind::Narration,
                    source: span,
                    speaker: None,
                    ..Line::default()
                },
            );
        }
        let seconds = if self.settings.narration && explicit.and_then(|e| e.seconds).is_none() && !action.is_empty() {
            timing::round(seconds.max(speech + AIR + timing::speech(&action, Delivery::Normal)))
        } else {
            seconds
        };
        let mut cues: Vec<Cue> = Vec::new();
        let tagged_beds = draft.cues.iter().any(|c| c.kind == CueKind::Ambience);
        for sound in &self.beds {
            let general = matches!(sound.as_str(), "room tone" | "outdoor air");
            let tagged_already = draft.cues.iter().any(|c| c.sound.to_lowercase().contains(sound));
            let replaced = tagged_already || (tagged_beds && general);
            if !replaced {
                cues.push(Cue { kind: CueKind::Ambience, sound: sound.clone(), source: span, ..Cue::default() });
            }
        }
        let heard = sounds::effects(&action, span);
        let mut sounds: HashSet<String> = cues.iter().map(|c| c.sound.clone()).collect();
        for cue in draft.cues.into_iter().chain(heard) {
            if sounds.insert(cue.sound.clone()) {
                cues.push(cue);
            }
        }
        seen.retain(|name| self.roll.find(cast, name).is_some());
        Shot {
            scene: self.scene.number.clone(),
            props: props::of(&action),
            action: tidy(action, explicit),
            framing,
            camera,
            seconds,
            place: self.place.clone(),
            cast: seen,
            focus,
            lines,
            cues,
            mood: self.mood,
            source: span,
            ..Shot::default()
        }
    }

    /// Who is seen in a shot, in the order of their naming.
    fn seen(
        &self,
        lines: &[Line],
        action: &str,
        cast: &[Character],
        recent: &Recent,
        presence: &mut Presence,
    ) -> Vec<String> {
        for line in lines {
            if let Some(who) = line.speaker.as_deref().and_then(|name| self.place_of(name)) {
                presence.speaks(who, line.off_screen);
            }
        }
        let mut seen: Vec<String> = presence.acts(action).into_iter().filter_map(|i| self.local(i)).collect();
        let mut known: HashSet<String> = seen.iter().cloned().collect();
        for line in lines.iter().filter(|l| !l.off_screen) {
            if let Some(name) = &line.speaker
                && known.insert(name.clone())
            {
                seen.push(name.clone());
            }
        }
        let there = |name: &String| self.place_of(name).is_some_and(|who| presence.may_be_seen(who));
        let lower = crate::words::Phrases::of(action);
        // "Both fire": the two who were seen last.
        if seen.is_empty() && ["both", "the two", "the pair", "they"].iter().any(|word| lower.has(word)) {
            let mut two: Vec<String> = recent.iter().filter(|name| there(name)).take(2).cloned().collect();
            two.reverse();
            if two.len() == 2 {
                seen.extend(two);
            }
        }
        // "The pair exchange a look. Okafor runs out.": the other one, too.
        let together = |sentence: &str| {
            ["both ", "the two ", "the pair ", "the couple "].iter().any(|lead| sentence.starts_with(lead))
        };
        let begins = crate::sentences::sentences(action)
            .into_iter()
            .filter_map(|(from, to)| action.get(from..to))
            .any(|sentence| together(&sentence.trim_start().to_lowercase()));
        if begins && seen.len() == 1 {
            let other = recent.iter().find(|name| there(name) && !seen.contains(name)).cloned();
            seen.extend(other);
        }
        // "She jumps": the one of that sex who was seen last.
        for (word, sex) in
            [("he", Sex::Male), ("she", Sex::Female), ("her", Sex::Female), ("his", Sex::Male), ("him", Sex::Male)]
        {
            let named = |name: &String| self.roll.find(cast, name).is_some_and(|c| c.sex == Some(sex));
            if !action.is_empty()
                && lower.has(word)
                && !seen.iter().any(named)
                && let Some(name) = recent.of(sex).filter(|name| there(name))
            {
                seen.push(name.clone());
            }
        }
        // A voice from elsewhere is heard over the face of the one who listens.
        if seen.is_empty() && lines.iter().any(|l| l.off_screen) && !lines.iter().any(|l| !l.off_screen) {
            let heard: HashSet<&String> = lines.iter().filter_map(|l| l.speaker.as_ref()).collect();
            seen.extend(recent.iter().find(|n| !heard.contains(n) && there(n)).cloned());
        }
        seen
    }

    /// Where a name of the scene's people stands in their list.
    fn place_of(&self, name: &str) -> Option<usize> {
        self.places.get(name).copied()
    }

    /// Those of the scene who are ever seen in it.
    fn visible(&self) -> &[&str] {
        self.visible.get_or_init(|| {
            let mut seen = HashSet::new();
            for beat in &self.scene.beats {
                match beat {
                    Beat::Line(at) => {
                        let line = self.play.dialogue.get(*at).filter(|line| !line.off_screen);
                        seen.extend(line.and_then(|line| line.speaker.clone()));
                    }
                    Beat::Action { text, .. } => {
                        seen.extend(self.finder.in_text(text).into_iter().filter_map(|at| self.local(at)));
                    }
                    _ => {}
                }
            }
            self.scene.characters.iter().filter(|name| seen.contains(*name)).map(String::as_str).collect()
        })
    }
}

/// What the shot shows; never empty, so that the drawing and the prompt have something to hold on to.
fn tidy(action: String, explicit: Option<&ExplicitShot>) -> String {
    let subject = explicit.and_then(|shot| subject_of(&shot.label));
    let action = without_looks(&action);
    match (subject, explicit) {
        (Some(subject), _) if !action.to_lowercase().contains(&subject.to_lowercase()) => {
            format!("{subject}. {action}").trim().to_owned()
        }
        (None, Some(shot)) if action.is_empty() && shot.framing.is_none() => shot.label.clone(),
        _ => action,
    }
}

/// "JUNO (20s, orange jacket) runs" → "JUNO runs": the looks are told by the character's description.
fn without_looks(action: &str) -> String {
    let mut out = String::with_capacity(action.len());
    let mut rest = action;
    while let Some((before, after)) = rest.split_once(" (") {
        out.push_str(before);
        let name = before.rsplit(' ').next().unwrap_or_default();
        let capitals = name.chars().filter(|c| c.is_uppercase()).count() > 1 && !name.chars().any(char::is_lowercase);
        match after.split_once(')') {
            Some((_, tail)) if capitals => rest = tail,
            None => {
                out.push_str(" (");
                rest = after;
                break;
            }
            _ => {
                out.push_str(" (");
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}
