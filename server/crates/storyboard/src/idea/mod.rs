//! An outline of an idea, and its pages as a Fountain script: a scaffold of plain scenes that waits for a writer's words, and says so.

mod beats;
mod pages;

pub use pages::pages;

use crate::{
    rules::{LoreOption, NarrativeOption},
    words::{capital, person, place},
};
use beats::{BEATS, Beat, EXTRA};
use model::{Brief, StylePreset};

/// A tone in which an idea is told.
#[derive(Clone, Copy, Debug)]
pub struct Tone {
    pub title: &'static str,
    pub style: StylePreset,
    /// What the world is like, with `{place}` and `{lead}`.
    world: &'static str,
    /// What the sky does, scene after scene.
    sky: [&'static str; 4],
    /// DAY, NIGHT …, scene after scene.
    hours: [&'static str; 4],
    /// What is said at the end.
    last_words: &'static str,
}

/// The three tones; each is the lore of an idea.
pub const TONES: [Tone; 3] = [
    Tone {
        title: "Hopeful",
        style: StylePreset::Cinematic,
        world: "A world that can be mended. In {place} people know each other, and what one of them starts the others finish. {lead} does not \
                know yet how much depends on it.",
        sky: [
            "Soft light lies on everything.",
            "A light wind goes through.",
            "The clouds open.",
            "The sun is low and warm.",
        ],
        hours: ["DAWN", "DAY", "DAY", "DUSK"],
        last_words: "We can begin again.",
    },
    Tone {
        title: "Tense",
        style: StylePreset::Noir,
        world: "A world that keeps its secrets. In {place} doors are locked early, and nobody asks twice. {lead} is the only one who has seen \
                too much to look away.",
        sky: [
            "Rain falls without a pause.",
            "Shadows lie across the floor.",
            "Somewhere a door slams.",
            "Fog closes in.",
        ],
        hours: ["NIGHT", "NIGHT", "DUSK", "NIGHT"],
        last_words: "It was never about that.",
    },
    Tone {
        title: "Wry",
        style: StylePreset::Documentary,
        world: "A world that takes itself seriously, which is its mistake. In {place} there is a rule for everything and somebody who bends \
                it. {lead} only wanted a quiet day.",
        sky: [
            "It is an ordinary day.",
            "A radio plays to nobody.",
            "A bird looks on.",
            "The light goes out and comes back on.",
        ],
        hours: ["DAY", "DAY", "DAY", "DUSK"],
        last_words: "That went better than last time.",
    },
];

/// How an idea is told: the titles of its three narratives.
pub const NARRATIVES: [&str; 3] = ["In three acts", "There and back", "Against the clock"];

/// What an outline is made of.
#[derive(Clone, Debug)]
pub struct Idea<'a> {
    pub title: &'a str,
    pub brief: &'a Brief,
}

/// A scene of the outline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Planned {
    pub heading: String,
    pub action: String,
    /// Who says what, in order.
    pub lines: Vec<(String, String)>,
}

impl Idea<'_> {
    /// The one the film is about: "Mara".
    pub fn lead(&self) -> String {
        self.brief.people.first().map_or_else(|| "the stranger".to_owned(), |name| person(name))
    }

    pub(crate) fn other(&self) -> String {
        self.brief.people.get(1).map_or_else(|| "the friend".to_owned(), |name| person(name))
    }

    pub(crate) fn place(&self, at: usize) -> String {
        const USUAL: [&str; 3] = ["the house", "the road", "the far shore"];
        let own = self.brief.places.get(at).map(|name| place(name));
        own.or_else(|| USUAL.get(at % 3).map(|name| (*name).to_owned())).unwrap_or_default()
    }

    /// The three lores.
    pub fn lores(&self) -> Vec<LoreOption> {
        let of = |tone: &Tone| LoreOption { title: tone.title, text: self.filled(tone.world), style: tone.style };
        TONES.iter().map(of).collect()
    }

    /// The three narratives in a tone.
    pub fn narratives(&self, lore: usize) -> Vec<NarrativeOption> {
        let of = |(at, title): (usize, &&str)| {
            let told: Vec<String> = outline(self, lore, at).into_iter().map(|scene| scene.action).collect();
            NarrativeOption { title: (*title).to_owned(), text: told.join(" ") }
        };
        NARRATIVES.iter().enumerate().map(of).collect()
    }

    fn filled(&self, template: &str) -> String {
        let text = template
            .replace("{lead}", &self.lead())
            .replace("{other}", &self.other())
            .replace("{place}", &self.place(0))
            .replace("{second}", &self.place(1))
            .replace("{third}", &self.place(2));
        sentences(&text)
    }
}

/// Every sentence begins with a capital.
fn sentences(text: &str) -> String {
    text.split(". ").map(capital).collect::<Vec<_>>().join(". ")
}

/// The scenes of an idea in a tone and a structure, five to eight of them by the film's length.
pub(crate) fn outline(idea: &Idea<'_>, lore: usize, narrative: usize) -> Vec<Planned> {
    let tone = TONES.get(lore).unwrap_or(&TONES[0]);
    let beats = BEATS.get(narrative).unwrap_or(&BEATS[0]);
    let extra = match idea.brief.seconds {
        0..=90 => 0,
        91..=150 => 1,
        _ => 2,
    };
    // What makes a long film longer stands before the end.
    let (body, end) = beats.split_at(beats.len() - 1);
    let all = body.iter().chain(EXTRA.iter().take(extra)).chain(end);
    let all: Vec<&Beat> = all.collect();
    let last = all.len() - 1;
    all.iter().enumerate().map(|(at, beat)| planned(idea, tone, beat, at, at == last)).collect()
}

fn planned(idea: &Idea<'_>, tone: &Tone, beat: &Beat, at: usize, is_last: bool) -> Planned {
    let place = idea.place(beat.place);
    let name = place.strip_prefix("the ").unwrap_or(&place).to_uppercase();
    let hour = tone.hours.get(at % 4).copied().unwrap_or("DAY");
    let sky = tone.sky.get(at % 4).copied().unwrap_or_default();
    let mut action = idea.filled(beat.action);
    // The idea's own words open the film.
    if at == 0 {
        action = format!("{} {action}", closed(idea.brief.idea.trim()));
    }
    let who = |of: u8| if of == 0 { idea.lead() } else { idea.other() };
    let mut lines: Vec<(String, String)> =
        beat.lines.iter().map(|(of, words)| (who(*of).to_uppercase(), idea.filled(words))).collect();
    if is_last {
        lines.push((idea.lead().to_uppercase(), tone.last_words.to_owned()));
    }
    Planned {
        heading: format!("{} {name} - {hour}", if beat.inside { "INT." } else { "EXT." }),
        action: format!("{action} {sky}"),
        lines,
    }
}

fn closed(idea: &str) -> String {
    let line = idea.split_whitespace().collect::<Vec<_>>().join(" ");
    let line = capital(&line);
    if line.is_empty() || line.ends_with(['.', '!', '?']) { line } else { format!("{line}.") }
}
