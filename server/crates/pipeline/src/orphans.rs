//! What was bought for a step that nobody wants any more (its shot was edited, its film stopped): it is paid for, so it is fetched
//! and kept as a take.

use crate::{Error, Studio};
use diesel_async::{AsyncConnection, AsyncPgConnection};
use model::{ProjectId, ShotId};
use std::time::Duration;
use store::attempts::{self, End};

/// How often to look.
const EVERY: Duration = Duration::from_secs(60);

impl Studio {
    pub(crate) async fn tend_orphans(self) {
        let stop = self.stopping();
        loop {
            if let Err(error) = self.adopt_orphans().await {
                tracing::warn!(detail = error.detail(), "what was bought could not be looked after");
            }
            tokio::select! { () = stop.cancelled() => return, () = tokio::time::sleep(EVERY) => {} }
        }
    }

    /// Queues the step of every task that a provider works on and nobody waits for, and gives back what was reserved for
    /// calls that were never sent.
    pub(crate) async fn adopt_orphans(&self) -> Result<(), Error> {
        let mut conn = self.store().conn().await?;
        (*conn)
            .transaction(async |conn: &mut AsyncPgConnection| {
                attempts::abandon_gone_shots(conn, "The shot was deleted before this was done.").await
            })
            .await?;
        for orphan in attempts::orphans(&mut conn, 100).await? {
            let (project, shot) = (ProjectId(orphan.project_id), orphan.shot_id.map(ShotId));
            match orphan.state.as_str() {
                "created" if !orphan.is_doubtful() => match serde_json::from_value(orphan.step) {
                    Ok(step) => {
                        self.queue(&mut conn, project, shot, &step).await?;
                    }
                    Err(error) => tracing::warn!(%error, attempt = %orphan.id, "a step of a newer studio was bought"),
                },
                "intent" => {
                    let end =
                        End { failure: Some(("try_again", "It was not wanted any more.")), billed_cents: Some(0) };
                    (*conn)
                        .transaction(async |conn: &mut AsyncPgConnection| attempts::end(conn, orphan.id, end).await)
                        .await?;
                }
                // Unknown outcomes are looked up when the shot is made again, or settled by a person.
                _ => {}
            }
        }
        Ok(())
    }
}
