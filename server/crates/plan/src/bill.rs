//! The same plan, minus what exists: what is still to be made and what it costs.

use crate::{Brief, Fingerprint, Step, Work, layout::cut_lengths, shot_steps};
use model::{Shot, ShotId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a step costs, and the word under which a bill tells it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cost {
    /// The part of the bill, in one word; `None` for what never costs anything.
    pub category: Option<&'static str>,
    /// In US cents, at least and at most; `None` where nobody knows it.
    pub cents: Option<(i64, i64)>,
}

impl Cost {
    /// The cost of what costs nothing.
    pub const FREE: Self = Self { category: None, cents: Some((0, 0)) };
}

/// What a run would make, and for how much.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bill {
    /// Shots whose clip must be made or made again.
    pub shots: u32,
    /// Steps to run, as far as they are known.
    pub steps: u32,
    /// The cost in cents: at least, and at most.
    pub low_cents: i64,
    pub high_cents: i64,
    /// Steps whose price nobody knows; they are in neither sum.
    pub unpriced: u32,
    /// The same by what is made ([`Cost::category`]), as far as it costs anything: at least and at most, in cents.
    pub stages: BTreeMap<String, (i64, i64)>,
    /// The same by shot, for those that are to be made.
    pub each: Vec<(ShotId, i64, i64)>,
}

impl Bill {
    /// Adds a step that is to be run.
    pub fn add(&mut self, cost: Cost) {
        self.steps += 1;
        let Some((low, high)) = cost.cents else {
            self.unpriced += 1;
            return;
        };
        (self.low_cents, self.high_cents) = (self.low_cents + low, self.high_cents + high);
        if let Some(category) = cost.category.filter(|_| high > 0) {
            let sum = self.stages.entry(category.to_owned()).or_default();
            *sum = (sum.0 + low, sum.1 + high);
        }
    }

    /// How many of its shots a budget pays in whole, in the film's order, when `left_cents` of it are left, and for how much at most. One
    /// that does not fit is passed over, as it is when the film is made.
    pub fn covered(&self, left_cents: i64) -> (u32, i64) {
        self.each.iter().fold((0, 0), |(shots, cents), (_, _, most)| {
            if cents + most <= left_cents.max(0) { (shots + 1, cents + most) } else { (shots, cents) }
        })
    }

    /// Nothing in it costs money.
    pub const fn is_free(&self) -> bool {
        self.high_cents == 0 && self.unpriced == 0
    }
}

/// The steps of a shot as far as they can be foreseen: where lines were never spoken, their lengths are guessed.
pub fn foreseen_steps(brief: &Brief<'_>, shot: &Shot) -> Vec<Step> {
    if shot.lines.iter().all(|line| line.cut_to.is_some()) {
        return shot_steps(brief, shot, false);
    }
    let mut guessed = shot.clone();
    for (line, seconds) in guessed.lines.iter_mut().zip(cut_lengths(shot)) {
        line.cut_to = Some(seconds);
    }
    shot_steps(brief, &guessed, false)
}

/// Adds up what shots need, each with its steps as [`foreseen_steps`] names them, beyond what `exists`; `cost` says what a step
/// costs.
pub fn bill(
    shots: impl IntoIterator<Item = (ShotId, Vec<Step>)>,
    exists: impl Fn(&Fingerprint) -> bool,
    cost: impl Fn(&Work) -> Cost,
) -> Bill {
    let mut bill = Bill::default();
    for (shot, steps) in shots {
        // A clip that exists needs nothing, whatever became of its parts.
        let complete =
            steps.last().is_some_and(|last| matches!(last.work, Work::Mix { .. }) && exists(&last.fingerprint));
        if complete {
            continue;
        }
        // Who is seen in a take is only asked for to move their lips.
        let moved = steps.iter().any(|step| matches!(step.work, Work::Lips { .. }) && exists(&step.fingerprint));
        let unneeded = |step: &Step| moved && matches!(step.work, Work::Faces { .. });
        let missing: Vec<&Step> = steps.iter().filter(|step| !exists(&step.fingerprint) && !unneeded(step)).collect();
        bill.shots += 1;
        let before = (bill.low_cents, bill.high_cents);
        for step in missing {
            bill.add(cost(&step.work));
        }
        bill.each.push((shot, bill.low_cents - before.0, bill.high_cents - before.1));
    }
    bill
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_budget_covers_the_shots_that_it_pays_in_whole() {
        let each = [50, 0, 80, 30].map(|cents| (ShotId::default(), cents, cents)).to_vec();
        let bill = Bill { each, ..Bill::default() };
        let covered = |cents| bill.covered(cents);
        assert_eq!([covered(160), covered(159), covered(80), covered(0)], [(4, 160), (3, 130), (3, 80), (1, 0)]);
        assert_eq!(covered(-5), (1, 0), "what is free is made all the same");
    }
}
