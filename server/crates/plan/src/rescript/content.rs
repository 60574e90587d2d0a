//! What a shot is: the words of its passage. By them it is known again in a changed script.

use model::{Line, LineKind, PromptList, Shot};
use std::collections::{HashMap, hash_map::DefaultHasher};
use std::hash::{Hash, Hasher};

/// The words of a shot's passage.
pub(super) struct Content {
    /// Of the heading, the action and what is said.
    pub key: u64,
    /// Of the action and what is said.
    pub text: u64,
    heading: u64,
    words: Vec<u64>,
}

pub(super) fn hash(what: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    what.hash(&mut hasher);
    hasher.finish()
}

/// From here on, letters stand for words: Chinese, Japanese, Korean.
const LETTERS_ARE_WORDS: char = '\u{2e80}';

/// The words of a text, in order of their hashes: letters and digits, in lower case.
fn words<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<u64> {
    let mut words = Vec::new();
    for word in texts.flat_map(|text| text.split(|c: char| !c.is_alphanumeric())).filter(|word| !word.is_empty()) {
        if word.chars().any(|c| c >= LETTERS_ARE_WORDS) {
            words.extend(word.chars().map(|c| hash(&c)));
        } else {
            words.push(hash(&word.to_lowercase()));
        }
    }
    words.sort_unstable();
    words
}

/// The share of words that two sorted lists have in common, 0 to 1; `None` where neither has any.
fn shared(a: &[u64], b: &[u64]) -> Option<f32> {
    let (mut own, mut others) = (a.iter().peekable(), b.iter().peekable());
    let mut both = 0_usize;
    while let (Some(one), Some(two)) = (own.peek(), others.peek()) {
        match one.cmp(two) {
            std::cmp::Ordering::Less => _ = own.next(),
            std::cmp::Ordering::Greater => _ = others.next(),
            std::cmp::Ordering::Equal => {
                both += 1;
                (_, _) = (own.next(), others.next());
            }
        }
    }
    let all = a.len() + b.len();
    (all > 0).then(|| 2.0 * both as f32 / all as f32)
}

impl Content {
    pub fn of(list: &PromptList) -> Vec<Self> {
        let headings: HashMap<&str, u64> = list
            .scenes
            .iter()
            .rev()
            .map(|scene| (scene.number.as_str(), hash(&(&scene.heading, &scene.location))))
            .collect();
        list.shots
            .iter()
            .map(|shot| {
                // A narrator reads what the action says already.
                let lines = shot.lines.iter().filter(|line| line.kind != LineKind::Narration);
                let said: Vec<&str> = lines.map(|line| line.text.as_str()).collect();
                let heading = headings.get(shot.scene.as_str()).copied().unwrap_or_default();
                let text = hash(&(&shot.action, &said));
                let words = words(std::iter::once(shot.action.as_str()).chain(said));
                Self { key: hash(&(text, heading)), text, heading, words }
            })
            .collect()
    }

    /// How alike two passages are, 0 to 1.
    pub fn alike(&self, other: &Self) -> f32 {
        let heading = if self.heading == other.heading { 1.0 } else { 0.0 };
        match shared(&self.words, &other.words) {
            Some(words) => 0.85 * words + 0.15 * heading,
            None => heading,
        }
    }
}

/// For each of the first shots its partner among the others, by what they are.
pub(super) fn partners(one: &[Content], two: &[Content]) -> Vec<Option<usize>> {
    let keys = |all: &[Content]| all.iter().map(|content| content.key).collect::<Vec<_>>();
    let alike = |at: usize, other: usize| match (one.get(at), two.get(other)) {
        (Some(one), Some(two)) => one.alike(two),
        _ => 0.0,
    };
    super::align::partners(&keys(one), &keys(two), &alike)
}

/// How alike two texts are, 0 to 1.
pub(super) fn alike(one: &str, two: &str) -> f32 {
    shared(&words(std::iter::once(one)), &words(std::iter::once(two))).unwrap_or(1.0)
}

/// For each of the first lines its partner among the others, by what is said.
pub(super) fn line_partners(one: &[&Line], two: &[&Line]) -> Vec<Option<usize>> {
    let keys = |all: &[&Line]| all.iter().map(|line| hash(&(&line.text, line.kind))).collect::<Vec<_>>();
    let bags =
        |all: &[&Line]| all.iter().map(|line| words(std::iter::once(line.text.as_str()))).collect::<Vec<Vec<u64>>>();
    let (own, others) = (bags(one), bags(two));
    let alike = |at: usize, other: usize| match (own.get(at), others.get(other)) {
        (Some(one), Some(two)) => shared(one, two).unwrap_or_default(),
        _ => 0.0,
    };
    super::align::partners(&keys(one), &keys(two), &alike)
}

/// The parts of a shot that a script says, without the ids of its parts.
pub(super) fn is_said_in(line: &Line, shot: &Shot) -> bool {
    shot.lines.iter().any(|own| own.text == line.text || (own.source == line.source && line.source.end > 0))
}
