//! Cuts a scene into shots: those the writer set down, else by the grammar of coverage.

use super::{find, hash, prompt::usual_camera, props, sounds, timing};
use crate::people::Finder;
use crate::screenplay::{Beat, ExplicitShot, Screenplay, SourceScene, Spoken};
use crate::sentences::{clauses, sentences};
use crate::words::{calm, camera_in, framing_in};
use model::{
    Character, Cue, CueKind, Delivery, Framing, Line, LineKind, Mood, Place, ProjectSettings, Sex, Shot, Span,
};

/// No shot that the studio divides by itself is longer, in seconds: the longest clip that most models film.
const LONGEST: f64 = 10.0;
/// Silence before the first and after the last word of a shot, in seconds.
const AIR: f64 = 0.8;
/// Silence between two lines of a shot, in seconds.
const GAP: f64 = 0.35;

pub(crate) struct Director<'a> {
    play: &'a Screenplay,
    scene: &'a SourceScene,
    settings: &'a ProjectSettings,
    place: &'a Place,
    mood: Mood,
    new_place: bool,
    finder: Finder,
    seed: u64,
}

/// A shot being put together.
#[derive(Default)]
struct Draft {
    explicit: Option<ExplicitShot>,
    actions: Vec<String>,
    lines: Vec<Line>,
    cues: Vec<Cue>,
    framing: Option<Framing>,
    focus: Option<String>,
    span: Option<Span>,
}

impl Draft {
    fn cover(&mut self, span: Span) {
        let own = self.span.get_or_insert(span);
        own.start = own.start.min(span.start);
        own.end = own.end.max(span.end);
    }

    fn speech(&self) -> f64 {
        let said: f64 = self.lines.iter().map(|l| timing::speech(&l.text, l.delivery)).sum();
        said + GAP * self.lines.len().saturating_sub(1) as f64
    }

    fn acting(&self) -> f64 {
        self.actions.iter().map(|a| timing::action(a)).sum()
    }

    fn empty(&self) -> bool {
        self.actions.is_empty() && self.lines.is_empty() && self.cues.is_empty() && self.explicit.is_none()
    }

    fn speaker(&self) -> Option<&str> {
        self.lines.last().and_then(|l| l.speaker.as_deref())
    }
}

impl<'a> Director<'a> {
    pub fn new(
        play: &'a Screenplay,
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
        let local: Vec<_> = play.characters.iter().filter(|p| scene.characters.contains(&p.name)).cloned().collect();
        Self { play, scene, settings, place, mood, new_place, finder: Finder::new(&local), seed: hash(&scene.number) }
    }

    pub fn shoot(&self, cast: &[Character]) -> Vec<Shot> {
        let drafts = if self.scene.beats.iter().any(|b| matches!(b, Beat::Shot(_))) {
            self.as_written()
        } else {
            self.coverage()
        };
        let mut shots: Vec<Shot> = Vec::new();
        let mut recent: Vec<String> = Vec::new();
        for draft in drafts {
            let shot = self.finish(draft, shots.last(), shots.len(), cast, &recent);
            for name in &shot.cast {
                recent.retain(|n| n != name);
                recent.insert(0, name.clone());
            }
            shots.push(shot);
        }
        shots
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
                    if draft.lines.is_empty() && shot.label.is_empty() {
                        draft.actions = std::mem::take(&mut lead.actions);
                    }
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
        if let Some(first) = out.first_mut()
            && first.actions.is_empty()
        {
            first.actions = lead.actions;
        }
        out
    }

    /// The grammar of coverage: establish, then the speaker, then the other one.
    fn coverage(&self) -> Vec<Draft> {
        let mut out: Vec<Draft> = Vec::new();
        let mut now = Draft::default();
        let establish = self.new_place && (self.scene.heading.is_some() || self.scene.number == "1");
        let mut close = |now: &mut Draft| {
            if !now.empty() {
                out.push(std::mem::take(now));
            }
        };
        for beat in &self.scene.beats {
            match beat {
                Beat::Action { text, span } => {
                    for (piece, piece_span) in self.pieces(text, *span) {
                        let seconds = timing::action(&piece);
                        let asked = asked_framing(&piece);
                        let people = self.finder.in_text(&piece);
                        let subject = people.first().and_then(|at| self.local(*at));
                        let fits = now.acting() + seconds <= self.settings.shot_seconds.clamp(2.0, LONGEST) + 1.0
                            && now.lines.is_empty()
                            && asked.is_none()
                            && (now.focus.is_none()
                                || subject.is_none()
                                || now.focus == subject
                                || self.first_of(&now));
                        // A few words after a line ("She laughs.") are seen in the speaker's own shot.
                        let tail = !now.lines.is_empty()
                            && piece.split_whitespace().count() <= 7
                            && asked.is_none()
                            && now.actions.len() < 2
                            && (subject.is_none() || subject.as_deref() == now.speaker())
                            && now.speech() + now.acting() + seconds + AIR <= LONGEST;
                        if !(fits || tail) {
                            close(&mut now);
                        }
                        now.framing = now.framing.or(asked);
                        if now.focus.is_none() {
                            now.focus = subject;
                        }
                        now.cover(piece_span);
                        now.actions.push(piece);
                    }
                }
                Beat::Line(at) => {
                    let Some(line) = self.play.dialogue.get(*at) else { continue };
                    for lines in self.lines_of(line, LONGEST - AIR) {
                        let seconds: f64 = lines.iter().map(|l| timing::speech(&l.text, l.delivery)).sum();
                        let same = now.speaker().is_some() && now.speaker() == line.speaker.as_deref();
                        let short_act = now.lines.is_empty()
                            && now.acting() <= 2.6
                            && now.framing.is_none()
                            && (now.focus.is_none() || now.focus == line.speaker);
                        let room = now.speech() + now.acting() * 0.6 + seconds + GAP + AIR <= LONGEST;
                        let master =
                            now.lines.len() == 1 && seconds < 2.2 && now.speech() < 2.6 && now.framing.is_none();
                        let heard_over = line.off_screen && now.lines.is_empty();
                        if !(room && (same || short_act || master || heard_over || line.dual)) {
                            close(&mut now);
                        }
                        for line in lines {
                            now.cover(line.source);
                            now.lines.push(line);
                        }
                    }
                }
                Beat::Sound { sound, ambience, span } => {
                    now.cues.push(tagged(sound, *ambience, *span));
                    now.cover(*span);
                }
                Beat::Transition { span, .. } => {
                    if !now.empty() {
                        now.cover(*span);
                    }
                }
                Beat::Shot(_) => {}
            }
        }
        close(&mut now);
        // A sound alone is no picture: it goes to the shot after it, or before it.
        let mut merged: Vec<Draft> = Vec::new();
        let mut waiting: Vec<Cue> = Vec::new();
        for mut draft in out {
            if draft.actions.is_empty() && draft.lines.is_empty() {
                waiting.append(&mut draft.cues);
                continue;
            }
            draft.cues.splice(0..0, waiting.drain(..));
            merged.push(draft);
        }
        match merged.last_mut() {
            Some(last) => last.cues.append(&mut waiting),
            None if !self.scene.beats.is_empty() || self.scene.heading.is_some() => {
                merged.push(Draft { cues: waiting, span: Some(self.scene.span), ..Draft::default() });
            }
            None => {}
        }
        if establish && let Some(first) = merged.first_mut() {
            if first.framing.is_none() && first.lines.is_empty() {
                first.framing =
                    Some(if self.place.interior == Some(true) { Framing::Wide } else { Framing::Establishing });
            } else if first.framing.is_none() && self.scene.characters.len() == 2 {
                first.framing = Some(Framing::TwoShot);
            }
        }
        merged
    }

    fn first_of(&self, now: &Draft) -> bool {
        now.span.is_some_and(|s| s.start <= self.scene.span.start) && now.actions.len() < 2
    }

    fn local(&self, at: usize) -> Option<String> {
        self.play.characters.iter().filter(|p| self.scene.characters.contains(&p.name)).nth(at).map(|p| p.name.clone())
    }

    /// Long paragraphs of action are cut at sentences.
    fn pieces(&self, text: &str, span: Span) -> Vec<(String, Span)> {
        let target = self.settings.shot_seconds.clamp(2.0, LONGEST);
        if timing::action(text) <= target && text.len() < 160 {
            return vec![(text.to_owned(), span)];
        }
        let mut out: Vec<(String, Span)> = Vec::new();
        for (a, b) in sentences(text) {
            let Some(sentence) = text.get(a..b) else { continue };
            match out.last_mut() {
                Some((have, _)) if timing::action(have) + timing::action(sentence) <= target => {
                    have.push(' ');
                    have.push_str(sentence);
                }
                _ => out.push((sentence.to_owned(), span)),
            }
        }
        out
    }

    /// A line of the script as lines of shots; each inner list fits into one shot.
    fn lines_of(&self, said: &Spoken, longest: f64) -> Vec<Vec<Line>> {
        let mut out: Vec<Vec<Line>> = Vec::new();
        let mut seconds = 0.0;
        for part in &said.parts {
            for text in divide(&part.text, part.delivery, longest) {
                let length = timing::speech(&text, part.delivery);
                let line = Line {
                    speaker: said.speaker.clone(),
                    text,
                    kind: said.kind,
                    delivery: part.delivery,
                    parenthetical: part.parenthetical.clone(),
                    off_screen: said.off_screen,
                    confidence: said.confidence,
                    source: part.span,
                    ..Line::default()
                };
                match out.last_mut() {
                    Some(group) if seconds + GAP + length <= longest => {
                        group.push(line);
                        seconds += GAP + length;
                    }
                    _ => {
                        out.push(vec![line]);
                        seconds = length;
                    }
                }
            }
        }
        out
    }

    fn finish(&self, draft: Draft, before: Option<&Shot>, at: usize, cast: &[Character], recent: &[String]) -> Shot {
        let action = draft.actions.join(" ");
        let (speech, acting) = (draft.speech(), draft.acting());
        let mut seen: Vec<String> = self.finder.in_text(&action).into_iter().filter_map(|i| self.local(i)).collect();
        for line in draft.lines.iter().filter(|l| !l.off_screen) {
            if let Some(name) = &line.speaker
                && !seen.contains(name)
            {
                seen.push(name.clone());
            }
        }
        // "She jumps": the one of that sex who was seen last.
        let lower = crate::words::Phrases::of(&action);
        for (word, sex) in
            [("he", Sex::Male), ("she", Sex::Female), ("her", Sex::Female), ("his", Sex::Male), ("him", Sex::Male)]
        {
            let named = |name: &String| find(cast, name).is_some_and(|c| c.sex == Some(sex));
            if lower.has(word)
                && !seen.iter().any(named)
                && let Some(name) = recent.iter().find(|n| named(n))
            {
                seen.push(name.clone());
            }
        }
        // A voice from elsewhere is heard over the face of the one who listens.
        if seen.is_empty() && draft.lines.iter().any(|l| l.off_screen) && !draft.lines.iter().any(|l| !l.off_screen) {
            seen.extend(recent.iter().find(|n| !draft.lines.iter().any(|l| l.speaker.as_ref() == Some(n))).cloned());
        }
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
                && let Some(other) = self.scene.characters.iter().find(|n| !seen.contains(n) && self.visible(n))
            {
                seen.push(other.clone());
            }
            if seen.len() < 2 && explicit.is_none_or(|e| e.framing.is_none()) {
                framing = Framing::Medium;
            }
        }
        let camera = explicit
            .and_then(|e| e.camera)
            .or_else(|| camera_in(&action))
            .unwrap_or_else(|| usual_camera(framing, self.mood, self.seed.wrapping_add(at as u64)));
        // Action and speech overlap for the most part.
        let needed = if draft.lines.is_empty() { acting.max(2.0) } else { speech + AIR + acting * 0.6 };
        let wanted = if draft.lines.is_empty() && acting < self.settings.shot_seconds && at == 0 {
            self.settings.shot_seconds.min(acting + 1.5)
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
        for sound in sounds::ambience(self.place) {
            let general = matches!(sound.as_str(), "room tone" | "outdoor air");
            let tagged_already = draft.cues.iter().any(|c| c.sound.to_lowercase().contains(&sound));
            let replaced = tagged_already || (tagged_beds && general);
            if !replaced {
                cues.push(Cue { kind: CueKind::Ambience, sound, source: span, ..Cue::default() });
            }
        }
        let heard = sounds::effects(&action, span);
        for cue in draft.cues.into_iter().chain(heard) {
            if !cues.iter().any(|c| c.sound == cue.sound) {
                cues.push(cue);
            }
        }
        seen.retain(|name| cast.iter().any(|c| &c.name == name));
        Shot {
            scene: self.scene.number.clone(),
            props: props::of(&action),
            action: tidy(action, explicit, self.place),
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

    /// Whether somebody of the scene is ever seen in it.
    fn visible(&self, name: &str) -> bool {
        self.scene.beats.iter().any(|beat| match beat {
            Beat::Line(at) => {
                self.play.dialogue.get(*at).is_some_and(|l| !l.off_screen && l.speaker.as_deref() == Some(name))
            }
            Beat::Action { text, .. } => {
                self.finder.in_text(text).iter().any(|i| self.local(*i).as_deref() == Some(name))
            }
            _ => false,
        })
    }

    fn framing(&self, seen: &[String], speakers: usize, talking: bool, action: &str, at: usize) -> Framing {
        if talking {
            if speakers > 1 {
                return Framing::TwoShot;
            }
            let pair = self.scene.characters.len() == 2;
            return match (at + self.seed as usize) % 3 {
                0 if pair => Framing::OverTheShoulder,
                1 => Framing::CloseUp,
                _ => Framing::Medium,
            };
        }
        match seen.len() {
            0 if !props::of(action).is_empty() && action.split_whitespace().count() < 14 => Framing::Insert,
            0 => Framing::Wide,
            1 if moves(action) => Framing::Full,
            1 => Framing::Medium,
            2 => Framing::TwoShot,
            _ => Framing::Wide,
        }
    }
}

/// Never the same framing of the same person twice in a row.
fn vary(framing: Framing, focus: Option<&str>, before: Option<&Shot>, present: usize) -> Framing {
    let Some(before) = before else { return framing };
    if before.framing != framing || before.focus.as_deref() != focus {
        return framing;
    }
    match framing {
        Framing::Medium => Framing::CloseUp,
        Framing::CloseUp => Framing::Medium,
        Framing::OverTheShoulder => Framing::CloseUp,
        Framing::Full => Framing::Medium,
        Framing::TwoShot if present > 1 => Framing::OverTheShoulder,
        Framing::TwoShot => Framing::Medium,
        Framing::Wide => Framing::Full,
        Framing::Insert => Framing::CloseUp,
        Framing::Establishing => Framing::Wide,
        other => other,
    }
}

fn moves(action: &str) -> bool {
    let words = crate::words::tokens(action);
    [
        "walks", "runs", "jumps", "crosses", "enters", "climbs", "dances", "falls", "walked", "ran", "stands", "leaps",
        "sprints", "comes", "goes", "cycles", "drags",
    ]
    .iter()
    .any(|w| words.iter().any(|x| x == w))
}

/// A framing that the action asks for in so many words: "CLOSE ON the key.", "INSERT - THE LETTER".
fn asked_framing(action: &str) -> Option<Framing> {
    let head: String = action.chars().take(40).collect();
    let capitals: String =
        head.split_whitespace().take_while(|w| !w.chars().any(char::is_lowercase)).collect::<Vec<_>>().join(" ");
    if !capitals.is_empty()
        && let Some(framing) = framing_in(&capitals)
    {
        return Some(framing);
    }
    let text = crate::words::Phrases::of(action);
    let asked =
        ["close-up", "close up", "wide shot", "aerial", "drone", "over the shoulder", "point of view", "close on"];
    if asked.iter().any(|term| text.has(term)) { framing_in(action) } else { None }
}

/// A cue that the script's own tag asks for.
fn tagged(sound: &str, ambience: bool, span: Span) -> Cue {
    let kind = if ambience || sounds::lasts(sound) { CueKind::Ambience } else { CueKind::Effect };
    Cue { kind, sound: calm(sound), source: span, ..Cue::default() }
}

/// Speech longer than one shot is cut at sentences, then at clauses, then at words.
fn divide(text: &str, delivery: Delivery, longest: f64) -> Vec<String> {
    if timing::speech(text, delivery) <= longest {
        return vec![text.to_owned()];
    }
    let mut out: Vec<String> = Vec::new();
    let mut add = |piece: &str, joined: bool| {
        let piece = piece.trim();
        if piece.is_empty() {
            return;
        }
        if let Some(last) = out.last_mut() {
            let both = format!("{last}{}{piece}", if joined { " " } else { "" });
            if timing::speech(&both, delivery) <= longest {
                *last = both;
                return;
            }
        }
        out.push(piece.to_owned());
    };
    for (a, b) in sentences(text) {
        let Some(sentence) = text.get(a..b) else { continue };
        if timing::speech(sentence, delivery) <= longest {
            add(sentence, true);
            continue;
        }
        for (a, b) in clauses(sentence) {
            let Some(clause) = sentence.get(a..b) else { continue };
            if timing::speech(clause, delivery) <= longest {
                add(clause, true);
                continue;
            }
            if clause.split_whitespace().nth(1).is_some() {
                for word in clause.split_whitespace() {
                    add(word, true);
                }
            } else {
                let signs: Vec<char> = clause.chars().collect();
                for chunk in signs.chunks(20) {
                    add(&chunk.iter().collect::<String>(), false);
                }
            }
        }
    }
    out
}

/// What the shot shows; never empty, so that the drawing and the prompt have something to hold on to.
fn tidy(action: String, explicit: Option<&ExplicitShot>, place: &Place) -> String {
    if !action.is_empty() {
        return without_looks(&action);
    }
    match explicit {
        Some(shot) if !shot.label.is_empty() && shot.framing.is_none() => shot.label.clone(),
        _ if place.name.is_empty() => String::new(),
        _ => String::new(),
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
            _ => {
                out.push_str(" (");
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}
