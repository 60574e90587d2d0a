//! When each word is heard. The command line tells no times, so the voiced stretches of the sound are shared out by how long each
//! word takes to say.

use crate::dsp::SR;
use model::WordTiming;

/// Pauses shorter than this belong to the words, in seconds.
const PAUSE: f32 = 0.11;
const WINDOW: usize = 480;

/// Words with their times, in order, within the sound.
pub(super) fn words(text: &str, signal: &[f32]) -> Vec<WordTiming> {
    let words = split(text);
    let phrases = phrases(&words);
    let stretches = voiced(signal);
    let total = signal.len() as f64 / f64::from(SR);
    // Where punctuation and pauses agree in number, each phrase has its own stretch.
    let stretches = if stretches.len() == phrases.len() { stretches } else { vec![(0.0, total)] };
    let phrases = if stretches.len() == phrases.len() { phrases } else { vec![words.clone()] };
    let mut timings = Vec::with_capacity(words.len());
    for (phrase, (start, end)) in phrases.iter().zip(stretches) {
        let weight: f64 = phrase.iter().map(|word| weight(word)).sum();
        let mut at = start;
        for word in phrase {
            let length = (end - start) * weight_of(word, weight);
            timings.push(WordTiming { word: word.clone(), start: at, end: (at + length).min(total) });
            at += length;
        }
    }
    timings
}

fn weight_of(word: &str, total: f64) -> f64 {
    if total > 0.0 { weight(word) / total } else { 0.0 }
}

/// Words as the captions count them: by white space; scripts without spaces by character.
fn split(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

/// How long a word takes: its letters, and a little for beginning and ending.
fn weight(word: &str) -> f64 {
    word.chars().filter(|c| c.is_alphanumeric()).map(|c| if c > '\u{2e80}' { 3.0 } else { 1.0 }).sum::<f64>() + 1.2
}

fn phrases(words: &[String]) -> Vec<Vec<String>> {
    let mut phrases = vec![Vec::new()];
    for word in words {
        if let Some(phrase) = phrases.last_mut() {
            phrase.push(word.clone());
        }
        if word.ends_with(['.', ',', '!', '?', ';', ':', '…', '—']) {
            phrases.push(Vec::new());
        }
    }
    phrases.retain(|phrase| !phrase.is_empty());
    phrases
}

/// The stretches between pauses, in seconds.
fn voiced(signal: &[f32]) -> Vec<(f64, f64)> {
    let loudest = signal.iter().fold(0.0f32, |m, x| m.max(x.abs()));
    let windows: Vec<bool> = signal.chunks(WINDOW).map(|part| part.iter().any(|x| x.abs() > loudest * 0.03)).collect();
    let second = |window: usize| (window * WINDOW) as f64 / f64::from(SR);
    let quiet = (PAUSE * SR) as usize / WINDOW;
    let mut stretches: Vec<(usize, usize)> = Vec::new();
    for (at, _) in windows.iter().enumerate().filter(|(_, voiced)| **voiced) {
        match stretches.last_mut() {
            Some((_, end)) if at - *end <= quiet => *end = at + 1,
            _ => stretches.push((at, at + 1)),
        }
    }
    stretches.into_iter().map(|(start, end)| (second(start), second(end))).collect()
}
