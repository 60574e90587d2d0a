//! What whoever runs the studio sees and does: queues, work that was given up, what was paid and kept. No titles of other people's films.

use crate::{By, Error, Studio};
use chrono::SecondsFormat;
use model::{
    ProjectId, TaskId,
    administration::{AdministrationView, DeadJobView, ExportFigures, LimitView, QueueView, SpendView, StorageView},
};
use store::administration::{self, Queue};

/// Work that was given up, and projects, that are listed.
const LISTED: i64 = 50;

fn number(number: i64) -> u64 {
    u64::try_from(number).unwrap_or_default()
}

fn queue(row: Queue) -> QueueView {
    QueueView {
        pool: row.pool,
        ready: number(row.ready),
        running: number(row.running),
        later: number(row.later),
        dead: number(row.dead),
        oldest_seconds: row.oldest.max(0.0),
    }
}

/// Figures that tell whether the studio is well, for those who watch it.
#[derive(Clone, Debug, Default)]
pub struct WatchFigures {
    pub queues: Vec<QueueView>,
    pub exports: ExportFigures,
    /// Seconds since the newest whole backup; `None` before there is one.
    pub backup_age: Option<f64>,
    /// The newest backup failed.
    pub backup_failed: bool,
    pub free_bytes: Option<u64>,
}

impl Studio {
    /// The whole page. The caller has checked that an administrator asks.
    pub async fn administration(&self) -> Result<AdministrationView, Error> {
        let backups = self.backups().await?;
        let providers = self.provider_views(None).await?;
        let mut conn = self.store().conn().await?;
        let spend = administration::spend(&mut conn).await?;
        let moment = |at: chrono::DateTime<chrono::Utc>| at.to_rfc3339_opts(SecondsFormat::Secs, true);
        let dead = administration::dead(&mut conn, LISTED).await?.into_iter().map(|row| DeadJobView {
            id: TaskId(row.id),
            kind: row.kind,
            tries: row.tries,
            why: row.why.unwrap_or_else(|| "It was given up.".to_owned()),
            ended_at: row.ended_at.map(moment).unwrap_or_default(),
        });
        let storage = administration::stored(&mut conn, LISTED).await?.into_iter().map(|row| StorageView {
            project: ProjectId(row.project_id),
            owner: row.owner,
            count: number(row.count),
            bytes: number(row.bytes),
        });
        Ok(AdministrationView {
            spend: SpendView { day: spend.day, week: spend.week, month: spend.month, ever: spend.ever },
            dead: dead.collect(),
            storage: storage.collect(),
            queues: administration::queues(&mut conn).await?.into_iter().map(queue).collect(),
            exports: exports(administration::exports(&mut conn).await?),
            free_bytes: self.free_bytes(),
            providers: providers.into_iter().filter(|view| view.calls > 0).collect(),
            backups,
            limits: self.limits(),
        })
    }

    /// What is watched from outside.
    pub async fn watch_figures(&self) -> Result<WatchFigures, Error> {
        let mut conn = self.store().conn().await?;
        let queues = administration::queues(&mut conn).await?.into_iter().map(queue).collect();
        let exports = exports(administration::exports(&mut conn).await?);
        let (backup_age, backup_failed) = store::backup_runs::figures(&mut conn).await?;
        Ok(WatchFigures { queues, exports, backup_age, backup_failed, free_bytes: self.free_bytes() })
    }

    fn limits(&self) -> Vec<LimitView> {
        let config = self.config();
        let limit = |what: &str, value: String, setting: &str| LimitView {
            what: what.to_owned(),
            value,
            setting: setting.to_owned(),
        };
        let credit = match config.credit {
            store::ledger::CreditRule::Granted => "only what an administrator granted",
            store::ledger::CreditRule::Unlimited => "no limit for anybody",
        };
        vec![
            limit("Credit for the installation's keys", credit.to_owned(), "STUDIO_CREDIT"),
            limit("Projects of one person", config.most.projects.to_string(), "STUDIO_MOST_PROJECTS"),
            limit("Films of one person made at once", config.most.filming.to_string(), "STUDIO_MOST_FILMING"),
            limit("Steps that this process computes at once", config.workers.to_string(), "STUDIO_ROLES"),
            limit("Calls of this process at once", config.calls.to_string(), "STUDIO_CALLS"),
            limit(
                "A task without a sign of life is taken over after",
                format!("{} s", config.lease.as_secs()),
                "STUDIO_LEASE",
            ),
        ]
    }

    /// Queues work anew that was given up.
    ///
    /// # Errors
    /// `Conflict` where there is none of this id, or the same waits already.
    pub async fn retry_dead(&self, by: &By, id: TaskId) -> Result<(), Error> {
        if !self.retry_job(id).await? {
            return Err(Error::Conflict(
                "This is not given up any more, or the same is being done already.".to_owned(),
            ));
        }
        by.did("work retried", id);
        Ok(())
    }
}

fn exports(rows: Vec<administration::Exports>) -> ExportFigures {
    let mut figures = ExportFigures::default();
    for row in rows {
        let count = number(row.count);
        match row.state.as_str() {
            "done" => figures.done += count,
            "failed" => figures.failed += count,
            "cancelled" => figures.cancelled += count,
            _ => figures.open += count,
        }
    }
    figures
}
