//! When each word is heard.
//!
//! The command tells no times, so they are measured: the line is spoken twice more, its words loud and soft by turns, the second
//! time the other way round. Where one run is the louder, the word is one of the odd ones; where it turns, a word ends. What is
//! found there is carried over to the plain reading by time warping, because a marked text may be read a little slower.

use super::{engine::Raw, text::Token};

/// Analysis frames a second.
const FRAMES: usize = 200;
/// The cost of passing over a word (and its neighbour) that made no sound.
const SKIP: f32 = 4.0;

/// Start and end in seconds for each token of one reading.
pub(super) fn of(tokens: &[Token], clean: &Raw, marked: Option<&(Raw, Raw)>) -> Vec<(f64, f64)> {
    let energy = energies(clean);
    let sounding = tokens.iter().filter(|token| token.sounds()).count();
    let spans = marked.and_then(|(a, b)| measured(sounding, &energy, &energies(a), &energies(b)));
    let spans = spans.unwrap_or_else(|| estimated(tokens, &energy));
    let mut spans = spans.into_iter();
    let mut last = 0.0;
    let second = |frame: usize| frame as f64 / FRAMES as f64;
    tokens
        .iter()
        .map(|token| {
            let (start, end) = match if token.sounds() { spans.next() } else { None } {
                Some((start, end)) => (second(start).max(last), second(end)),
                None => (last, last),
            };
            last = end.max(start);
            (start, last)
        })
        .collect()
}

/// Root mean square of each frame, over two frames' length.
fn energies(raw: &Raw) -> Vec<f32> {
    let hop = (raw.rate as usize / FRAMES).max(1);
    (0..raw.samples.len().div_ceil(hop))
        .map(|frame| {
            let part = raw.samples.iter().skip(frame * hop).take(hop * 2);
            let (sum, count) = part.fold((0.0f32, 0u32), |(s, n), x| (s + x * x, n + 1));
            (sum / count.max(1) as f32).sqrt()
        })
        .collect()
}

/// What counts as sound in a reading.
fn floor_of(energy: &[f32]) -> f32 {
    energy.iter().fold(0.0f32, |m, x| m.max(*x)) * 0.02
}

fn measured(words: usize, clean: &[f32], a: &[f32], b: &[f32]) -> Option<Vec<(usize, usize)>> {
    // The two marked readings are the same but for loudness; if not, they tell nothing.
    if a.len().abs_diff(b.len()) > 2 || words == 0 || a.is_empty() || clean.is_empty() {
        return None;
    }
    let loud: Vec<f32> = a.iter().zip(b).map(|(a, b)| a.max(*b)).collect();
    let floor = floor_of(&loud);
    // Above 0 where the first reading is the louder one; silence has no vote.
    let votes: Vec<f32> =
        a.iter()
            .zip(b)
            .zip(&loud)
            .map(|((a, b), l)| {
                if *l < floor { 0.0 } else { ((a + 1e-5) / (b + 1e-5)).ln().clamp(-1.2, 1.2) * (l / (l + floor * 4.0)) }
            })
            .collect();
    let bounds = segment(words, &votes)?;
    let warp = warp(&loud, clean);
    let to_clean = |frame: usize| warp.get(frame).copied().unwrap_or(clean.len());
    let quiet = floor_of(clean);
    Some(
        bounds
            .into_iter()
            .map(|(start, end)| {
                let (start, end) = (to_clean(start), to_clean(end).min(clean.len()));
                let heard = |i: &usize| clean.get(*i).is_some_and(|e| *e > quiet);
                let first = (start..end).find(heard).unwrap_or(start);
                let last = (start..end).rev().find(heard).map_or(end, |i| i + 1);
                (first, last.max(first))
            })
            .collect(),
    )
}

/// The best way to cut the votes into so many stretches whose signs take turns, the first above 0 (Viterbi).
fn segment(words: usize, votes: &[f32]) -> Option<Vec<(usize, usize)>> {
    let mut cost = vec![f32::INFINITY; words];
    *cost.first_mut()? = 0.0;
    // How each state was come by at each frame: 0 stayed, 1 from the one before, 3 from three before.
    let mut came: Vec<u8> = vec![0; words * votes.len()];
    for (frame, vote) in votes.iter().enumerate() {
        let row = came.get_mut(frame * words..(frame + 1) * words)?;
        for state in (0..words).rev() {
            let of = |back: usize| state.checked_sub(back).and_then(|s| cost.get(s)).copied().unwrap_or(f32::INFINITY);
            let (mut best, mut from) = (of(0), 0u8);
            if frame > 0 {
                for (back, extra) in [(1usize, 0.0), (3, SKIP)] {
                    if of(back) + extra < best {
                        (best, from) = (of(back) + extra, back as u8);
                    }
                }
            }
            let sign = if state % 2 == 0 { 1.0 } else { -1.0 };
            *cost.get_mut(state)? = best - sign * vote;
            *row.get_mut(state)? = from;
        }
    }
    // The last word, or one before it when the last are silent.
    let (mut state, _) = cost
        .iter()
        .enumerate()
        .map(|(s, c)| (s, c + (words - 1 - s) as f32 * SKIP))
        .min_by(|x, y| x.1.total_cmp(&y.1))?;
    let mut bounds = vec![(votes.len(), votes.len()); words];
    let mut end = votes.len();
    for frame in (0..votes.len()).rev() {
        let back = usize::from(*came.get(frame * words + state)?);
        if back > 0 {
            *bounds.get_mut(state)? = (frame, end);
            for skipped in 1..back {
                *bounds.get_mut(state - skipped)? = (frame, frame);
            }
            end = frame;
            state -= back;
        }
    }
    *bounds.get_mut(state)? = (0, end);
    Some(bounds)
}

/// For each frame of one reading (and one past its end) the frame of the other that sounds like it: dynamic time warping over
/// loudness, within a band round the diagonal.
fn warp(from: &[f32], to: &[f32]) -> Vec<usize> {
    let (n, m) = (from.len(), to.len());
    if n == m && from.iter().zip(to).all(|(a, b)| (a - b).abs() < 0.02) {
        return (0..=n).collect();
    }
    let log = |energy: &[f32]| energy.iter().map(|e| (e + 0.002).log10()).collect::<Vec<_>>();
    let (x, y) = (log(from), log(to));
    let band = n.abs_diff(m) + FRAMES / 5;
    let width = band * 2 + 1;
    let centre = |i: usize| i * m / n.max(1);
    let mut cost = vec![f32::INFINITY; width];
    let mut came = vec![0u8; n * width];
    for i in 0..n {
        let before = std::mem::replace(&mut cost, vec![f32::INFINITY; width]);
        for k in 0..width {
            let Some(j) = (centre(i) + k).checked_sub(band).filter(|j| *j < m) else { continue };
            let slot = |row: &[f32], i: usize, j: usize| {
                (j + band).checked_sub(centre(i)).and_then(|k| row.get(k)).copied().unwrap_or(f32::INFINITY)
            };
            let (mut best, mut how) = if i == 0 && j == 0 { (0.0, 0u8) } else { (f32::INFINITY, 0u8) };
            if let Some(h) = i.checked_sub(1) {
                if let Some(g) = j.checked_sub(1) {
                    best = slot(&before, h, g);
                }
                if slot(&before, h, j) + 0.03 < best {
                    (best, how) = (slot(&before, h, j) + 0.03, 1);
                }
            }
            if let Some(g) = j.checked_sub(1)
                && slot(&cost, i, g) + 0.03 < best
            {
                (best, how) = (slot(&cost, i, g) + 0.03, 2);
            }
            let distance = (x.get(i).copied().unwrap_or(0.0) - y.get(j).copied().unwrap_or(0.0)).abs();
            if let (Some(c), Some(w)) = (cost.get_mut(k), came.get_mut(i * width + k)) {
                *c = best + distance;
                *w = how;
            }
        }
    }
    let mut map: Vec<usize> = (0..=n).map(centre).collect();
    let (mut i, mut j) = (n.saturating_sub(1), m.saturating_sub(1));
    if let Some(last) = map.last_mut() {
        *last = m;
    }
    loop {
        if let Some(slot) = map.get_mut(i) {
            *slot = j;
        }
        let Some(k) = (j + band).checked_sub(centre(i)).filter(|k| *k < width) else { break };
        match came.get(i * width + k) {
            Some(1) => i = i.saturating_sub(1),
            Some(2) => j = j.saturating_sub(1),
            _ => (i, j) = (i.saturating_sub(1), j.saturating_sub(1)),
        }
        if i == 0 {
            break;
        }
    }
    map
}

/// Where measuring is not possible: the voiced time shared out by letters.
fn estimated(tokens: &[Token], energy: &[f32]) -> Vec<(usize, usize)> {
    let floor = floor_of(energy);
    let voiced: Vec<usize> = energy.iter().enumerate().filter(|(_, e)| **e > floor).map(|(i, _)| i).collect();
    let weights: Vec<f64> = tokens
        .iter()
        .filter(|token| token.sounds())
        .map(|token| {
            1.2 + token
                .word
                .chars()
                .filter(|c| c.is_alphanumeric())
                .map(|c| if c > '\u{2e80}' { 3.0 } else { 1.0 })
                .sum::<f64>()
        })
        .collect();
    let total: f64 = weights.iter().sum::<f64>().max(1e-9);
    let at = |share: f64| {
        let index = (share / total * voiced.len() as f64) as usize;
        voiced.get(index.min(voiced.len().saturating_sub(1))).copied().unwrap_or(0)
    };
    let mut done = 0.0;
    weights
        .iter()
        .map(|weight| {
            let start = at(done);
            done += weight;
            (start, at(done).max(start))
        })
        .collect()
}
