//! Weighs the candidates of all turns at once: the best few ways to hand out the speakers are carried along, since who
//! speaks now depends on who spoke before.

use super::clues::{CLUES, Clues};
use super::context::{Context, Here, MEMORY, Places};
use super::turns::{Turn, Who};
use super::weights::{ALWAYS, OF_KIND};
use crate::prose::cast::Cast;
use crate::prose::tokens::Word;
use std::collections::HashMap;

/// How many ways are carried along.
const WIDTH: usize = 8;

/// One way to hand out the speakers so far.
#[derive(Clone)]
struct Way {
    score: f32,
    /// The last one first.
    spoke: [Option<usize>; MEMORY],
    /// The step of the turn before, in the list of all steps.
    back: Option<usize>,
}

#[derive(Clone, Copy)]
struct Step {
    who: Option<usize>,
    /// How likely, of all candidates, 0 to 1.
    share: f32,
    back: Option<usize>,
}

pub(super) fn resolve(turns: &mut [Turn], paragraphs: &[Vec<Word>], cast: &Cast, quoted: &dyn Fn(usize) -> bool) {
    let mut context = Context::new(turns, paragraphs, cast, quoted);
    let first = decode(&context);
    context.share = shares(&context, &first);
    let found = decode(&context);
    let narrator = context.narrator;
    let sure: Vec<bool> = (0..found.len()).map(|at| context.settled(at).is_some()).collect();
    for ((turn, (who, share)), sure) in turns.iter_mut().zip(found).zip(sure) {
        turn.who = who.map(|who| if who == narrator { Who::Narrator } else { Who::Cast(who) });
        turn.confidence = if sure { 0.95 } else { (share * 0.9).clamp(0.1, 0.9) };
    }
}

/// How often each role was found to mean somebody.
fn shares(context: &Context, found: &[(Option<usize>, f32)]) -> HashMap<(usize, usize), f32> {
    let mut all: HashMap<usize, f32> = HashMap::new();
    let mut out: HashMap<(usize, usize), f32> = HashMap::new();
    for (at, (who, share)) in found.iter().enumerate() {
        if let (Some(role), Some(who)) = (context.described(at), who) {
            *all.entry(role).or_default() += 1.0;
            *out.entry((role, *who)).or_default() += share;
        }
    }
    for ((role, _), n) in &mut out {
        *n /= all.get(role).copied().unwrap_or(1.0) + 1.0;
    }
    out
}

/// The likeliest speaker of every turn, and how likely.
fn decode(context: &Context) -> Vec<(Option<usize>, f32)> {
    let mut places = Places::new(context);
    let mut steps: Vec<Step> = Vec::new();
    let mut ways = vec![Way { score: 0.0, spoke: [None; MEMORY], back: None }];
    let mut next: Vec<(f32, usize, Option<usize>, f32)> = Vec::new();
    for at in 0..context.turns.len() {
        next.clear();
        let continues = context.turns.get(at).is_some_and(|t| t.continues);
        if continues && context.settled(at).is_none() && context.gap(at, -1).is_some_and(|g| g <= 12) {
            next.extend(
                ways.iter().enumerate().map(|(w, way)| (way.score, w, way.spoke.first().copied().flatten(), 0.8)),
            );
        } else {
            let here = context.here(at, &mut places);
            let settled = context.settled(at);
            let seen = settled.map_or_else(|| context.candidates(at, &here), |who| vec![who]);
            let mut candidates = Candidates::new(context, at, &here, &seen, &mut places);
            for (w, way) in ways.iter().enumerate() {
                for (who, score, share) in candidates.weigh(&way.spoke, settled.is_some()) {
                    next.push((way.score + score, w, Some(who), share));
                }
            }
            if next.is_empty() {
                next.extend(ways.iter().enumerate().map(|(w, way)| (way.score, w, None, 0.0)));
            }
        }
        next.sort_by(|a, b| b.0.total_cmp(&a.0));
        let mut kept: Vec<Way> = Vec::with_capacity(WIDTH);
        for &(score, w, who, share) in &next {
            let Some(way) = ways.get(w) else { continue };
            let mut spoke = way.spoke;
            spoke.rotate_right(1);
            if let Some(last) = spoke.first_mut() {
                *last = who;
            }
            // Ways that agree on the turns that count go on as one.
            if kept.iter().any(|k| k.spoke == spoke) {
                continue;
            }
            steps.push(Step { who, share, back: way.back });
            kept.push(Way { score, spoke, back: Some(steps.len() - 1) });
            if kept.len() == WIDTH {
                break;
            }
        }
        ways = kept;
    }
    let mut out = Vec::new();
    let mut at = ways.first().and_then(|w| w.back);
    while let Some(step) = at.and_then(|i| steps.get(i)) {
        out.push((step.who, step.share));
        at = step.back;
    }
    out.reverse();
    out
}

/// Those who may speak in a turn, each with the clues that are the same whoever spoke before.
struct Candidates<'a> {
    context: &'a Context<'a>,
    at: usize,
    here: &'a Here,
    places: &'a mut Places,
    known: Vec<(usize, Clues)>,
    /// How many of them may speak whoever spoke before.
    seen: usize,
}

impl<'a> Candidates<'a> {
    fn new(context: &'a Context, at: usize, here: &'a Here, seen: &[usize], places: &'a mut Places) -> Self {
        places.begin();
        let mut out = Self { context, at, here, places, known: Vec::new(), seen: 0 };
        for who in seen {
            out.place(*who);
        }
        out.seen = out.known.len();
        out
    }

    fn place(&mut self, who: usize) -> usize {
        let next = self.known.len();
        self.places.of(who, next).unwrap_or_else(|| {
            self.known.push((who, self.context.clues(self.at, who, self.here)));
            next
        })
    }

    /// Each candidate with its score, and its share among the candidates.
    fn weigh(&mut self, spoke: &[Option<usize>; MEMORY], settled: bool) -> Vec<(usize, f32, f32)> {
        let mut places: Vec<usize> = (0..self.seen).collect();
        for who in spoke.iter().flatten().filter(|_| !settled) {
            let place = self.place(*who);
            if place >= self.seen && !places.iter().skip(self.seen).any(|have| *have == place) {
                places.push(place);
            }
        }
        let kind = self.context.kind(self.at);
        let scored = places.into_iter().filter_map(|place| {
            let (who, clues) = self.known.get(place)?;
            let mut clues = clues.clone();
            self.context.add_history(self.at, *who, spoke, &mut clues);
            Some((*who, dot(&clues, kind), 0.0))
        });
        let mut out: Vec<(usize, f32, f32)> = scored.collect();
        let most = out.iter().map(|o| o.1).fold(f32::MIN, f32::max);
        let sum: f32 = out.iter().map(|o| (o.1 - most).exp()).sum();
        for o in &mut out {
            o.2 = (o.1 - most).exp() / sum;
        }
        out
    }
}

fn dot(clues: &Clues, kind: usize) -> f32 {
    let own = OF_KIND.get(kind).unwrap_or(&[0.0; CLUES]);
    let weight = |clue: usize| ALWAYS.get(clue).copied().unwrap_or(0.0) + own.get(clue).copied().unwrap_or(0.0);
    clues.iter().fold(0.0, |sum, (clue, value)| sum + value * weight(clue))
}
