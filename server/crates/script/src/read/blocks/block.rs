//! Blocks: a head and what belongs to it, and what its facts say of the heading and the shot.

use super::heads::in_order;
use super::labels::is_nothing;
use super::piece::{Head, Label, Level, Part, Piece};
use super::speech::{is_name, length_in};
use crate::heading;
use crate::read::shotlist::seconds_in;
use crate::read::times::{Stretch, lengths, stretch, stretch_in};
use crate::words::framing_in;
use std::ops::Range;

/// No shot that stands for a whole scene is longer, in seconds, if what is seen in it can be divided.
const LONGEST: f64 = 12.0;
const FEW: usize = 3;

#[derive(Debug, Default)]
pub(super) struct Block<'a> {
    pub head: Option<Head<'a>>,
    pub parts: Range<usize>,
    pub place: Option<String>,
    pub slide: bool,
    /// What an act is called.
    pub act: String,
    /// The words of its shot, as a shot line has them: "Close-up - slow push in - 5s". Empty for none.
    pub shot: String,
    /// The same, where the block is divided: one for each thing that is seen.
    pub shots: Vec<String>,
    /// Who says a line without a name.
    pub speaker: Option<String>,
    time: Option<String>,
    side: Option<String>,
    camera: Vec<String>,
    seconds: Option<f64>,
    when: Option<Stretch>,
    /// The parts that are seen: how many letters each has.
    seen: Vec<usize>,
    framing: Option<String>,
}

/// All blocks of a script; the first has no head.
pub(super) fn blocks<'a>(parts: &[Part<'a>]) -> Vec<Block<'a>> {
    let mut out: Vec<Block<'a>> = vec![Block::default()];
    for (at, part) in parts.iter().enumerate() {
        if let Part::Head(head) = part {
            out.push(Block {
                head: Some(head.clone()),
                when: head.when,
                slide: head.slide,
                parts: at + 1..at + 1,
                ..Block::default()
            });
        } else if let Some(block) = out.last_mut() {
            block.take(part);
            block.parts.end = at + 1;
        }
    }
    if let [only] = out.as_mut_slice()
        && let Some(at) = parts.iter().find(|part| !matches!(part, Part::Title(_) | Part::Note(_))).map(Part::start)
        && (only.place.is_some() || only.seconds.is_some() || !only.camera.is_empty())
    {
        // Labels without a head: one scene.
        let name = Piece { text: "".into(), start: at, end: at };
        only.head = Some(Head {
            level: Level::Scene,
            number: None,
            name,
            when: None,
            heading: false,
            slide: false,
            start: at,
            end: at,
        });
    }
    let level = |block: &Block| block.head.as_ref().map(|head| head.level);
    // A scene that has shots takes its length from them.
    let divided: Vec<bool> = (0..out.len())
        .map(|at| {
            out.get(at).and_then(level) == Some(Level::Scene) && out.get(at + 1).and_then(level) == Some(Level::Shot)
        })
        .collect();
    let times: Vec<usize> = (0..out.len())
        .filter(|at| {
            out.get(*at).and_then(level).is_some_and(|level| level != Level::Act) && divided.get(*at) == Some(&false)
        })
        .collect();
    let total = out.first().and_then(|first| first.seconds.or_else(|| first.when.and_then(|when| when.to)));
    let whens: Vec<Option<Stretch>> = times.iter().map(|at| out.get(*at).and_then(|block| block.when)).collect();
    for (at, seconds) in times.into_iter().zip(lengths(&whens, total)) {
        if let Some(block) = out.get_mut(at) {
            block.seconds = seconds.or(block.seconds);
        }
    }
    for (block, divided) in out.iter_mut().zip(divided) {
        block.set_down(divided);
    }
    out
}

impl<'a> Block<'a> {
    fn take(&mut self, part: &Part<'a>) {
        let (label, value) = match part {
            Part::Fact { label, value, .. } => (*label, &value.text),
            Part::Text(piece) => (Label::Visual, &piece.text),
            Part::Said { words, .. } => {
                self.seconds = self.seconds.or_else(|| length_in(&words.text));
                return;
            }
            _ => return,
        };
        if is_nothing(value) {
            return;
        }
        let text = value.trim().trim_matches('*').trim();
        let length = seconds_in(text).or_else(|| text.parse().ok().filter(|n| (0.1..600.0).contains(n)));
        match label {
            // A column "Scene" may hold numbers, or places.
            Label::Number if text.chars().filter(|c| c.is_alphabetic()).count() > 2 => {
                let name = text
                    .trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ')' | ':' | '-' | '–' | ' '));
                self.place.get_or_insert_with(|| name.to_owned());
            }
            Label::Visual => {
                self.seconds = self.seconds.or_else(|| length_in(text));
                self.seen.push(text.len());
                if self.framing.is_none() && self.seen.len() == 1 {
                    self.framing = leading_framing(text);
                }
            }
            Label::Camera => self.camera.push(text.to_owned()),
            Label::Place => _ = self.place.get_or_insert_with(|| text.to_owned()),
            Label::Side => _ = self.side.get_or_insert_with(|| text.to_owned()),
            Label::Length | Label::Clock | Label::Time => {
                let when = stretch(text).or_else(|| stretch_in(text).map(|(_, when)| when).filter(|_| text.len() < 24));
                match when {
                    Some(when) if label != Label::Time || when.to.is_some() => self.when = self.when.or(Some(when)),
                    _ if label == Label::Time && length.is_none() => {
                        _ = self.time.get_or_insert_with(|| text.to_owned())
                    }
                    _ if label == Label::Clock => {
                        self.when = self.when.or(length.map(|from| Stretch { from, to: None, clock: true }));
                    }
                    _ => self.seconds = self.seconds.or(length),
                }
            }
            Label::End => {
                if let (Some(when), Some(end)) = (&mut self.when, stretch(text).map(|when| when.from).or(length)) {
                    when.to = when.to.or(Some(end));
                }
            }
            Label::Speaker | Label::Cast => {
                let name = text.split(['(', '（', ',', '，', ':', '：', '–', '—']).next().unwrap_or_default().trim();
                // "Anna, Ben" are two; "Anna, 70, white hair" is one.
                let rest = text.get(name.len()..).unwrap_or_default().split([',', '，', '、']).skip(1);
                let alone = !name.contains(['&', '、', '\n'])
                    && !text.contains(['\n', ';'])
                    && !name.contains(" and ")
                    && !rest
                        .map(|part| part.trim().trim_end_matches('.'))
                        .any(|part| is_name(part) && !part.starts_with(|c: char| c.is_ascii_digit()));
                if alone && is_name(name) && (label == Label::Speaker || self.speaker.is_none()) {
                    self.speaker = Some(name.to_owned());
                }
            }
            _ => {}
        }
    }

    /// Puts the words of its shots together.
    fn set_down(&mut self, divided: bool) {
        let Some(head) = &self.head else { return };
        self.act = match &head.number {
            Some(number) => format!("{number} {}", head.name.text).trim().to_owned(),
            None => head.name.text.to_string(),
        };
        let mut words: Vec<String> = Vec::new();
        if head.level == Level::Shot {
            words.push(untimed(&head.name.text));
        }
        words.extend(self.camera.iter().cloned());
        if words.iter().all(|word| framing_in(word).is_none()) {
            words.extend(self.framing.clone());
        }
        words.retain(|word| word.chars().any(char::is_alphanumeric));
        let with = |seconds: Option<f64>, words: &[String]| {
            let length = seconds.map(|seconds| format!("{}s", (seconds * 1000.0).round() / 1000.0));
            length.into_iter().chain(words.iter().cloned()).collect::<Vec<_>>().join(" - ")
        };
        let own = head.level == Level::Shot
            || (head.level == Level::Scene && !divided && (self.seconds.is_some() || !self.camera.is_empty()));
        if !own {
            return;
        }
        // Without a length a shot holds what a few labels say of it.
        let long = self.seconds.map_or(self.seen.len() > FEW, |seconds| seconds > LONGEST);
        if head.level == Level::Scene && self.seen.len() > 1 && long {
            let whole: usize = self.seen.iter().map(|letters| letters + 20).sum();
            let mut left = self.seconds;
            let last = self.seen.len() - 1;
            for (at, letters) in self.seen.iter().enumerate() {
                let share =
                    self.seconds.map(|seconds| (seconds * (letters + 20) as f64 / whole as f64 * 10.0).round() / 10.0);
                let share = if at == last { left } else { share };
                left = left.zip(share).map(|(left, share)| left - share);
                self.shots.push(with(share.map(|share| share.max(0.5)), if at == 0 { &words } else { &[] }));
            }
            return;
        }
        self.shot = with(self.seconds, &words);
    }

    /// The heading that the block opens a scene with; `None` where nothing tells a place or a name.
    pub fn heading(&self) -> Option<String> {
        let name = self
            .head
            .as_ref()
            .filter(|head| head.level == Level::Scene)
            .map(|head| head.name.text.trim())
            .filter(|name| !name.is_empty());
        let time = self.time.as_deref();
        let mut text = match (&self.head, &self.place, name) {
            (Some(head), _, Some(name)) if head.heading => in_order(name).unwrap_or_else(|| dashed(name)),
            (_, Some(place), _) => in_heading(place.trim_end_matches('.')),
            (_, None, Some(name)) => name.to_owned(),
            _ => return None,
        };
        if let Some(side) = &self.side
            && !heading::is_heading(&text)
        {
            let side = side.to_uppercase();
            let lead = if side.starts_with("INT") { "INT. " } else { "EXT. " };
            text.insert_str(0, lead);
        }
        if let Some(time) = time
            && heading::parse(&text).time.is_none()
        {
            text = format!("{text} - {}", time.trim_end_matches('.'));
        }
        Some(text)
    }

    /// Whether what a fact says is in the heading or in the shot.
    pub fn holds(&self, label: Label, value: &str) -> bool {
        let inside = |have: &Option<String>| have.as_deref().is_some_and(|have| value.contains(have));
        match label {
            Label::Camera => {
                (!self.shot.is_empty() || !self.shots.is_empty())
                    && self.camera.iter().any(|camera| value.contains(camera.as_str()))
            }
            Label::Place => inside(&self.place),
            Label::Number => inside(&self.place) || value.chars().filter(|c| c.is_alphabetic()).count() <= 2,
            Label::Time => {
                inside(&self.time) && self.heading().is_some()
                    || stretch(value).is_some()
                    || seconds_in(value).is_some()
            }
            Label::Side => inside(&self.side) && self.heading().is_some(),
            Label::Speaker => inside(&self.speaker),
            _ => true,
        }
    }
}

/// A shot's words without the stretch of time and its brackets.
fn untimed(text: &str) -> String {
    let Some((at, _)) = stretch_in(text) else { return text.to_owned() };
    let before = text.get(..at.start).unwrap_or_default().trim_end_matches(['(', '[', '（', ' ']);
    let after = text
        .get(at.end..)
        .unwrap_or_default()
        .trim_start_matches([')', ']', '）', ':', '：', ' ', '-', '–', '—', ',', '|', '*']);
    format!("{before} {after}").trim().to_owned()
}

/// "Close-up of an old woman" begins with its framing.
fn leading_framing(text: &str) -> Option<String> {
    let end = text.find([',', '.', ':', ';']).unwrap_or(text.len());
    let clause = text.get(..end)?;
    let end = clause.find(" of ").or_else(|| clause.find(" on ")).unwrap_or(clause.len());
    let lead = clause.get(..end)?;
    let words = lead.split_whitespace().count();
    (words <= 4 && framing_in(lead).is_some()).then(|| lead.to_owned())
}

/// "Inside the ferry cabin at night" → "INT. ferry cabin - night": a place that is told in words, as a heading has it.
fn in_heading(place: &str) -> String {
    if heading::is_heading(place) {
        return place.to_owned();
    }
    let without = |text: &'static str| place.get(..text.len()).filter(|lead| lead.eq_ignore_ascii_case(text));
    let leads = [("inside ", "INT. "), ("outside ", "EXT. "), ("in ", ""), ("at ", ""), ("on ", "")];
    let (side, rest) = leads
        .iter()
        .find(|(lead, _)| without(lead).is_some())
        .map_or(("", place), |(lead, side)| (*side, place.get(lead.len()..).unwrap_or_default()));
    let article = ["the ", "a ", "an "]
        .iter()
        .find(|article| rest.get(..article.len()).is_some_and(|lead| lead.eq_ignore_ascii_case(article)));
    let rest = rest.get(article.map_or(0, |article| article.len())..).unwrap_or_default().trim();
    match rest.rsplit_once(" at ") {
        Some((name, time)) if heading::says_time(time) => format!("{side}{name} - {time}"),
        _ => format!("{side}{rest}"),
    }
}

/// "学校・屋上（夕方）" → "学校・屋上 - 夕方": what stands in brackets at the end of such a heading is the time.
fn dashed(name: &str) -> String {
    let inside =
        name.strip_suffix(['）', ')']).and_then(|inside| inside.rsplit_once(['（', '('])).filter(|_| !name.is_ascii());
    match inside {
        Some((place, time)) if time.chars().count() <= 6 => format!("{} - {time}", place.trim()),
        _ => name.to_owned(),
    }
}
