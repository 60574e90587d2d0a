//! The grammar of coverage, where the writer set down no shots: establish, then the speaker, then the other one.

use super::director::{AIR, Director, GAP, LONGEST, tagged};
use super::draft::Draft;
use crate::film::timing;
use crate::screenplay::Beat;
use crate::sentences::sentences;
use crate::words::framing_in;
use model::{Cue, Framing, Span};

impl Director<'_> {
    /// The grammar of coverage: establish, then the speaker, then the other one.
    pub(super) fn coverage(&self) -> Vec<Draft> {
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
                        let fits = now.acting() + seconds <= self.usual_seconds() + 1.0
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
                    let groups = self.lines_of(line, LONGEST - AIR);
                    let all: usize = groups.iter().map(Vec::len).sum();
                    let mut said = 0;
                    for lines in groups {
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
                            said += 1;
                            now.say(line, said == all);
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

    /// Long paragraphs of action are cut at sentences.
    fn pieces(&self, text: &str, span: Span) -> Vec<(String, Span)> {
        let target = self.usual_seconds();
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
