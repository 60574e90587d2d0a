//! How far a film is, and what the rest of it costs.

use crate::{Error, Studio, brief::Project, make::joining, money::dollars, score_plan::COMPOSING};
use diesel_async::AsyncPgConnection;
use model::{
    ClipState, RunState,
    view::{ProgressView, StageView},
};
use plan::Bill;
use store::{
    ledger,
    shots::{self, ShotRow},
};

impl Studio {
    /// How far the film is and what the rest costs. What it is doing is left empty but for music.
    pub(super) async fn progress(
        &self,
        conn: &mut AsyncPgConnection,
        project: &Project,
        rows: &[ShotRow],
        counts: &shots::Counts,
        bill: &Bill,
    ) -> Result<ProgressView, Error> {
        let (mut reserved_cents, mut covered) = (0, None);
        if let Some(cap) = project.settings.budget_cents {
            let committed = ledger::of_project(conn, project.row.project()).await?;
            reserved_cents = committed.reserved;
            let left = cap.saturating_sub(committed.reserved).saturating_sub(committed.spent);
            covered = (bill.high_cents > left.max(0)).then(|| bill.covered(left));
        }
        let needs_credit = match bill.is_free() {
            true => String::new(),
            false => match self.check_credit(conn, project).await {
                Ok(()) => String::new(),
                Err(Error::Refused(sentence)) => sentence,
                Err(error) => return Err(error),
            },
        };
        let all_made = rows.iter().all(|row| !row.clip_state().is_to_come());
        let filming = project.row.run_state() == RunState::Filming;
        let composing = filming && all_made && self.missing_score(conn, project).await?.is_some();
        let joined =
            if filming && all_made && !composing { self.joined(conn, project.row.project()).await? } else { None };
        let stage = |(stage, (low, high)): (&String, &(i64, i64))| StageView {
            stage: stage.clone(),
            low_cents: *low,
            high_cents: *high,
        };
        Ok(ProgressView {
            done: small(counts.done),
            failed: small(counts.failed),
            total: small(counts.total),
            doing: match (composing, joined) {
                (true, _) => COMPOSING.to_owned(),
                (false, Some(_)) => joining(joined),
                (false, None) => String::new(),
            },
            joined,
            seconds_left: self.seconds_left(&project.row, counts),
            spent_cents: counts.cost_cents,
            estimate_cents: bill.high_cents,
            estimate_low_cents: bill.low_cents,
            to_make: bill.shots,
            unpriced: bill.unpriced > 0,
            needs_credit,
            stages: bill.stages.iter().map(stage).collect(),
            to_come: to_come(bill),
            reserved_cents,
            budget: budget(project, counts.cost_cents, reserved_cents),
            covered: covered.map(|(shots, _)| shots),
            covered_cents: covered.map_or(0, |(_, cents)| cents),
        })
    }
}

/// What the rest costs, at least and at most, and for what.
fn to_come(bill: &Bill) -> String {
    let sum = match (bill.low_cents, bill.high_cents) {
        (_, 0) => "free".to_owned(),
        (low, high) if low < high => format!("{} to {}", dollars(low), dollars(high)),
        (_, high) => dollars(high),
    };
    let parts: Vec<String> =
        bill.stages.iter().map(|(stage, (_, high))| format!("{stage} {}", dollars(*high))).collect();
    if parts.len() > 1 { format!("{sum} ({})", parts.join(", ")) } else { sum }
}

/// What the film's budget is used for; empty where it has none.
fn budget(project: &Project, spent: i64, reserved: i64) -> String {
    match (project.settings.budget_cents, reserved) {
        (None, _) => String::new(),
        (Some(cap), 0) => format!("{} of {}", dollars(spent), dollars(cap)),
        (Some(cap), held) => format!("{} and {} held back, of {}", dollars(spent), dollars(held), dollars(cap)),
    }
}

/// What happens now, in words.
pub(super) fn doing(project: &Project, rows: &[ShotRow]) -> Result<String, Error> {
    use ClipState::{Done, Failed, Stale, Waiting};
    let works = |row: &&ShotRow| !matches!(row.clip_state(), Done | Failed | Waiting | Stale);
    Ok(match project.row.run_state() {
        RunState::Draft => project.row.message.clone().unwrap_or_else(|| "Ready to film".to_owned()),
        RunState::Filming => match rows.iter().find(works) {
            Some(row) => match &row.message {
                Some(message) => message.clone(),
                None => format!("Shot {}: {}", crate::brief::shot(row)?.number, row.clip_state()),
            },
            None if rows.iter().all(|row| row.clip_state() == Done) => joining(None),
            None => "Waiting for the next shot".to_owned(),
        },
        state => project.row.message.clone().unwrap_or_else(|| state.label().to_owned()),
    })
}

/// A count as pages have it.
pub(super) fn small(count: i64) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_to_come_is_said_by_its_parts_and_free_where_it_is() {
        assert_eq!(to_come(&Bill::default()), "free");
        let bill = |low, high, stages: &[(&str, i64)]| {
            let stages = stages.iter().map(|(stage, high)| ((*stage).to_owned(), (*high, *high))).collect();
            Bill { low_cents: low, high_cents: high, stages, ..Bill::default() }
        };
        assert_eq!(to_come(&bill(52, 52, &[("footage", 52)])), "$0.52");
        let mixed = bill(71, 86, &[("footage", 52), ("sounds", 8)]);
        assert_eq!(to_come(&mixed), "$0.71 to $0.86 (footage $0.52, sounds $0.08)");
    }
}
