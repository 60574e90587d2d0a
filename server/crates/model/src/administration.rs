//! What whoever runs a studio sees of it: no titles and no texts of other people's films.

use crate::{ProjectId, TaskId, film::vocabulary, view::ProviderView};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

vocabulary! {
    /// How a backup stands.
    BackupState {
        /// Asked for, and not begun.
        Wanted = "wanted", "Waiting";
        Running = "running", "Running";
        Done = "done", "Done";
        Failed = "failed", "Failed";
        /// Its folder was removed, because newer ones are kept.
        Removed = "removed", "Removed";
    }
}

/// The whole page.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct AdministrationView {
    pub spend: SpendView,
    pub queues: Vec<QueueView>,
    /// Work that was given up, the newest first.
    pub dead: Vec<DeadJobView>,
    /// What is kept of each project, the largest first.
    pub storage: Vec<StorageView>,
    /// Bytes that are free where the studio works; `None` where the system does not say.
    pub free_bytes: Option<u64>,
    pub providers: Vec<ProviderView>,
    pub exports: ExportFigures,
    pub backups: BackupsView,
    pub limits: Vec<LimitView>,
}

/// What was paid, in cents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpendView {
    pub day: i64,
    pub week: i64,
    pub month: i64,
    pub ever: i64,
}

/// One of the two queues.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct QueueView {
    /// `compute` or `calls`.
    pub pool: String,
    /// Could be begun now.
    pub ready: u64,
    pub running: u64,
    /// Waits for a time that has not come.
    pub later: u64,
    /// Was given up.
    pub dead: u64,
    /// For how long the first of those that could be begun waits, in seconds.
    pub oldest_seconds: f64,
}

/// Work that is no step of a film, and that was given up.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DeadJobView {
    pub id: TaskId,
    pub kind: String,
    pub tries: i32,
    /// Why its last try failed.
    pub why: String,
    /// RFC 3339 in UTC.
    pub ended_at: String,
}

/// What is kept of one project.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StorageView {
    pub project: ProjectId,
    /// Whose it is, by name.
    pub owner: String,
    pub count: u64,
    pub bytes: u64,
}

/// Exports by how they stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportFigures {
    pub open: u64,
    pub done: u64,
    pub failed: u64,
    pub cancelled: u64,
}

/// Backups: how often, and what became of them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct BackupsView {
    /// Hours between two; `None` where none is made by itself.
    pub every_hours: Option<u64>,
    /// So many are kept.
    pub keep: u32,
    /// The folder that they lie in.
    pub folder: String,
    /// When the next one is due, RFC 3339 in UTC.
    pub next_at: Option<String>,
    /// The newest first.
    pub runs: Vec<BackupView>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BackupView {
    pub id: Uuid,
    pub state: BackupState,
    /// RFC 3339 in UTC.
    pub begun_at: String,
    pub ended_at: Option<String>,
    pub files: u64,
    pub bytes: u64,
    /// What went wrong.
    pub fault: Option<String>,
}

/// A bound of the installation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LimitView {
    pub what: String,
    pub value: String,
    /// The setting that changes it.
    pub setting: String,
}
