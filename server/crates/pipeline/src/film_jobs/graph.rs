//! The whole graph of a job: its scenes, their shots, and every task, done and to come.

use crate::{
    Error, Studio,
    brief::{self, Known, Project},
    make::Steps,
    task_type::TaskType,
};
use access::{Allowed, SeeJobs};
use model::{ClipState, ProjectId, TaskState};
use plan::{Fingerprint, Step, Work};
use std::collections::{HashMap, HashSet};
use store::{
    artifacts,
    jobs::{self, JobRow, TaskOfJob},
    projects,
    shots::{self, ShotRow},
    tasks::FILM,
};

/// How far a task is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TaskStatus {
    /// What it needs is not made yet.
    Pending,
    Queued,
    Running,
    /// It waits after a fault.
    Retrying,
    Completed,
    /// Out of tries; a person can retry it.
    Failed,
    Cancelled,
}

impl TaskStatus {
    pub const fn key(self) -> &'static str {
        match self {
            Self::Pending => "PENDING",
            Self::Queued => "QUEUED",
            Self::Running => "RUNNING",
            Self::Retrying => "RETRYING",
            Self::Completed => "COMPLETED",
            Self::Failed => "FAILED",
            Self::Cancelled => "CANCELLED",
        }
    }

    fn of(task: &TaskOfJob) -> Self {
        let failed_before = task.errors.as_array().is_some_and(|errors| !errors.is_empty());
        match TaskState::from_key(&task.state) {
            Some(TaskState::Running) => Self::Running,
            Some(TaskState::Ready | TaskState::Snoozed) if failed_before => Self::Retrying,
            // A provider works on it.
            Some(TaskState::Snoozed) => Self::Running,
            Some(TaskState::Done) => Self::Completed,
            Some(TaskState::Discarded) => Self::Failed,
            Some(TaskState::Cancelled) => Self::Cancelled,
            Some(TaskState::Ready) | None => Self::Queued,
        }
    }
}

/// One task of a job.
#[derive(Clone, Debug)]
pub struct JobTask {
    /// Names what the task makes.
    pub id: String,
    pub kind: TaskType,
    pub status: TaskStatus,
    /// What is done, in words.
    pub doing: &'static str,
    /// `None` for what is made for the whole film.
    pub shot: Option<String>,
    pub tries: u32,
    /// Why it failed last.
    pub error: Option<String>,
}

#[derive(Clone, Debug)]
pub struct ShotOfJob {
    pub id: String,
    pub number: String,
    pub state: ClipState,
    pub message: Option<String>,
    pub progress: Option<f64>,
    pub seconds: f64,
    pub cost_cents: i64,
}

#[derive(Clone, Debug)]
pub struct SceneOfJob {
    pub number: String,
    pub heading: Option<String>,
    /// PENDING, PROCESSING, COMPLETED or FAILED.
    pub status: &'static str,
    pub shots: Vec<ShotOfJob>,
}

impl Studio {
    /// A job with its scenes, shots and tasks.
    ///
    /// # Errors
    /// As [`Studio::film_job`].
    pub async fn job_graph(
        &self,
        allowed: &Allowed<'_, SeeJobs>,
        id: ProjectId,
    ) -> Result<(JobRow, Vec<SceneOfJob>, Vec<JobTask>), Error> {
        let mut conn = self.store().conn().await?;
        let job = jobs::get(&mut conn, allowed.user(), id).await?;
        let project = Project::read(projects::get(&mut conn, id).await?)?;
        let rows = shots::of_project(&mut conn, id).await?;
        let begun = jobs::tasks(&mut conn, id).await?;
        let makers = Known(self.registry());
        let mut planned = Vec::new();
        let mut of_scene: Vec<(String, ShotOfJob)> = Vec::with_capacity(rows.len());
        for row in &rows {
            let shot = brief::shot(row)?;
            let done = row.clip_state() == ClipState::Done;
            for step in project.foreseen_steps(&makers, row, &shot) {
                planned.push((step, Some(shot.number.clone()), done));
            }
            of_scene.push((shot.scene.clone(), shot_of(row, shot.number)));
        }
        let score = self.score(&mut conn, &project, &rows).await?;
        planned.extend(score.map(|step| (step, None, false)));
        let names: Vec<&str> = planned.iter().map(|(step, ..)| step.fingerprint.as_str()).collect();
        let made = artifacts::which_exist(&mut conn, id, &names).await?;
        drop(conn);
        let numbers: HashMap<uuid::Uuid, String> =
            rows.iter().zip(&of_scene).map(|(row, (_, shot))| (row.id, shot.number.clone())).collect();
        let joined = job.has_film && job.status == "COMPLETED";
        let tasks = tasks(self.steps(), planned, &begun, &made, &numbers, joined)?;
        Ok((job, scenes(&project, of_scene), tasks))
    }
}

fn shot_of(row: &ShotRow, number: String) -> ShotOfJob {
    ShotOfJob {
        id: row.id.to_string(),
        number,
        state: row.clip_state(),
        message: row.message.clone(),
        progress: row.progress,
        seconds: row.seconds,
        cost_cents: row.cost_cents,
    }
}

type Planned = (Step, Option<String>, bool);

/// What is planned, with how far it is; then what failed on the way and is not planned any more; then the joining of the film.
fn tasks(
    steps: &Steps<Studio>,
    planned: Vec<Planned>,
    begun: &[TaskOfJob],
    made: &HashSet<String>,
    numbers: &HashMap<uuid::Uuid, String>,
    joined: bool,
) -> Result<Vec<JobTask>, Error> {
    let by_name: HashMap<&str, &TaskOfJob> = begun.iter().map(|task| (task.fingerprint.as_str(), task)).collect();
    let mut told: HashSet<String> = HashSet::from([FILM.to_owned()]);
    let mut tasks = Vec::with_capacity(planned.len());
    for (step, shot, done) in planned {
        let name = step.fingerprint.as_str();
        let task = by_name.get(name).copied();
        let status = match task {
            _ if done || made.contains(name) => TaskStatus::Completed,
            Some(task) => TaskStatus::of(task),
            None => TaskStatus::Pending,
        };
        if told.insert(name.to_owned()) {
            tasks.push(job_task(steps, &step, status, shot, task)?);
        }
    }
    for task in begun.iter().filter(|task| task.state == TaskState::Discarded.key()) {
        if told.insert(task.fingerprint.clone())
            && let Ok(step) = serde_json::from_value::<Step>(task.step.clone())
        {
            let shot = task.shot_id.and_then(|id| numbers.get(&id).cloned());
            tasks.push(job_task(steps, &step, TaskStatus::Failed, shot, Some(task))?);
        }
    }
    let film = by_name.get(FILM).copied();
    let status = match film {
        _ if joined => TaskStatus::Completed,
        // The film was joined before, and is to be joined again.
        Some(film) if film.state != TaskState::Done.key() => TaskStatus::of(film),
        _ => TaskStatus::Pending,
    };
    let joining = Step { fingerprint: Fingerprint(FILM.to_owned()), work: Work::Film };
    tasks.push(job_task(steps, &joining, status, None, film)?);
    Ok(tasks)
}

fn job_task(
    steps: &Steps<Studio>,
    step: &Step,
    status: TaskStatus,
    shot: Option<String>,
    task: Option<&TaskOfJob>,
) -> Result<JobTask, Error> {
    let handler = steps.of(&step.work)?;
    let last = task.and_then(|task| task.errors.as_array()?.last()?.get("error")?.as_str().map(str::to_owned));
    let told = matches!(status, TaskStatus::Failed | TaskStatus::Retrying);
    Ok(JobTask {
        id: step.fingerprint.to_string(),
        kind: handler.task_type(&step.work),
        status,
        doing: handler.doing(),
        shot,
        tries: task.map_or(0, |task| task.tries.unsigned_abs()),
        // Never an empty text.
        error: told.then(|| last.unwrap_or_else(|| "It failed, and nobody said why.".to_owned())),
    })
}

fn scenes(project: &Project, shots: Vec<(String, ShotOfJob)>) -> Vec<SceneOfJob> {
    let mut scenes: Vec<SceneOfJob> = Vec::new();
    for (number, shot) in shots {
        match scenes.last_mut().filter(|scene| scene.number == number) {
            Some(scene) => scene.shots.push(shot),
            None => {
                let heading = project.head.scene(&number).and_then(|scene| scene.heading.clone());
                scenes.push(SceneOfJob { number, heading, status: "PENDING", shots: vec![shot] });
            }
        }
    }
    for scene in &mut scenes {
        let all = |is: fn(ClipState) -> bool| scene.shots.iter().all(|shot| is(shot.state));
        scene.status = if all(|state| state == ClipState::Done) {
            "COMPLETED"
        } else if all(ClipState::is_over) {
            "FAILED"
        } else if all(ClipState::is_to_come) {
            "PENDING"
        } else {
            "PROCESSING"
        };
    }
    scenes
}
