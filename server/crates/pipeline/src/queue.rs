//! Steps are queued as tasks.

use crate::{Error, Studio, make::task_kind};
use diesel_async::AsyncPgConnection;
use model::{ProjectId, ShotId};
use plan::{Step, Work};
use store::tasks::{self, Pool};

impl Studio {
    /// Queues a step for those who compute, or for those who wait for whom they call. `false` when its clip, the film, or, beside those,
    /// its own key has an unfinished one.
    pub(crate) async fn queue(
        &self,
        conn: &mut AsyncPgConnection,
        id: ProjectId,
        shot: Option<ShotId>,
        step: &Step,
    ) -> Result<bool, Error> {
        let calls = step.work.model().is_some_and(|model| !self.is_built_in(model));
        let pool = if calls { Pool::Calls } else { Pool::Compute };
        let (name, json) = (step.fingerprint.as_str(), serde_json::to_value(step)?);
        Ok(match &step.work {
            Work::Custom(custom) => {
                let (kind, key) = (task_kind(&custom.work), custom.key());
                tasks::enqueue_custom(conn, id, (&kind, &key), json, name, pool).await?
            }
            _ => tasks::enqueue(conn, id, shot, json, name, pool).await?,
        })
    }
}
