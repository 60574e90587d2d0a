//! The same plan, minus what exists: what is still to be made and what it costs.

use crate::{Brief, Fingerprint, Step, Work, shot_steps};
use model::Shot;
use serde::{Deserialize, Serialize};

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
}

/// Adds up what the shots need beyond what `exists`; `price` gives a step's cost in cents, low and high.
pub fn bill<'a>(
    brief: &Brief<'_>,
    shots: impl Iterator<Item = &'a Shot>,
    exists: impl Fn(&Fingerprint) -> bool,
    price: impl Fn(&Work) -> (i64, i64),
) -> Bill {
    let mut bill = Bill::default();
    for shot in shots {
        let steps = shot_steps(brief, shot, false);
        // A clip that exists needs nothing, whatever became of its parts.
        let complete =
            steps.last().is_some_and(|last| matches!(last.work, Work::Mix { .. }) && exists(&last.fingerprint));
        if complete {
            continue;
        }
        let missing: Vec<&Step> = steps.iter().filter(|step| !exists(&step.fingerprint)).collect();
        bill.shots += 1;
        bill.steps += missing.len() as u32;
        for step in missing {
            let (low, high) = price(&step.work);
            bill.low_cents += low;
            bill.high_cents += high;
        }
    }
    bill
}
