//! Making one step: cache first, then its maker.

mod buy;
mod clip;
mod film;
mod footage;
mod handler;
mod joining;
mod kinds;
mod lips;
mod order;
mod parts;
mod picture;
mod remote;
mod reserve;
mod score;
mod text;
#[cfg(test)]
mod toy;
mod without_images;

pub(crate) use film::{Timeline, captions, language_of};
pub(crate) use handler::{Failed, Making, Node, Steps, task_kind};
pub(crate) use joining::{JOINING, joining};
pub(crate) use kinds::own;

use crate::{
    Error, Studio,
    outcome::{Made, Trouble},
    scratch,
};
use diesel_async::{AsyncConnection, AsyncPgConnection};
use model::ClipState;
use plan::{Step, Work};
use std::{path::Path, time::Duration};
use store::{projects, tasks::Lease};

/// How long a step waits for room on a full disk before it is tried again.
const WHILE_FULL: Duration = Duration::from_secs(5);

/// Bytes that must be free before a step is begun: some minutes of a clip.
const LEAST_TO_BEGIN: u64 = 64_000_000;

impl Studio {
    /// Makes one step. Where the disk is full it is to be made when there is room: no try is used up, and nothing that was bought is
    /// given up.
    pub(crate) async fn make_step(&self, lease: &Lease, step: &Step, scratch: &Path) -> Result<Made, Trouble> {
        let made = match self.check_work_room(step) {
            Ok(()) => self.make(lease, step, scratch).await,
            Err(full) => Err(full.into()),
        };
        match made {
            Err(trouble) if trouble.is_full_disk() => {
                tracing::warn!(task_id = %lease.task.task(), "the disk is full");
                // Half a file is no use, and takes room that others need.
                let _gone = tokio::fs::remove_dir_all(scratch).await;
                let free = self.free_bytes().unwrap_or_default() as f64 / 1e9;
                let message =
                    format!("The disk is full: {free:.1} GB free. The film goes on by itself when there is room.");
                Err(Trouble::Wait { until: WHILE_FULL, message, progress: None })
            }
            done => done,
        }
    }

    /// Nothing is begun, and so nothing bought, that could not be written down; a film is not joined into the last of the room.
    fn check_work_room(&self, step: &Step) -> Result<(), Error> {
        if matches!(step.work, Work::Film) {
            return self.check_disk(0);
        }
        let full = || Error::Full("The disk is full.".to_owned());
        if self.free_bytes().is_some_and(|free| free < LEAST_TO_BEGIN) { Err(full()) } else { Ok(()) }
    }

    async fn make(&self, lease: &Lease, step: &Step, scratch: &Path) -> Result<Made, Trouble> {
        scratch::make(scratch).await?;
        let handler = self.steps().of(&step.work)?;
        if handler.facts().named_before
            && let Some(made) = self.cached(lease.task.project(), lease.task.shot(), step).await?
        {
            self.say_reused(lease, step).await?;
            return Ok(made);
        }
        handler.run(self, Making { lease, step, scratch }).await
    }

    /// Says of what would have cost something that it was there already.
    async fn say_reused(&self, lease: &Lease, step: &Step) -> Result<(), Error> {
        let Some(model) = step.work.model().filter(|model| !self.is_built_in(model)) else { return Ok(()) };
        let label = self.registry().catalogue().name(model);
        let message = format!("Made by {label} before: taken from what is kept, for free.");
        let mut conn = self.store().conn().await?;
        (*conn)
            .transaction(async |conn: &mut AsyncPgConnection| {
                projects::lock(conn, lease.task.project()).await?;
                self.tell_clip(conn, lease, ClipState::CheckingCache, Some(&message), None).await
            })
            .await
    }
}
