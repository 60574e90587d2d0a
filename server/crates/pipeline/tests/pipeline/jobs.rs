//! Jobs: durable work that is no step of a film.

use super::{House, Registry, house};
use async_trait::async_trait;
use diesel_async::{AsyncConnection as _, AsyncPgConnection};
use model::{TaskId, TaskState};
use pipeline::{Config, Error, Job, JobHandler, JobRow, JobState, Jobs, NewJob, Pool, Stop, Studio};
use providers::{Catalogue, Credentials};
use serde_json::{Value, json};
use std::{collections::HashMap, sync::Arc, time::Duration};
use testkit::TestDatabase;
use tokio::sync::watch;

/// What became of each errand.
type Book = Arc<watch::Sender<HashMap<String, Vec<String>>>>;

/// Does what its payload says, try after try.
struct Errand {
    book: Book,
    /// Runs that hold on until they are let go.
    gate: Arc<tokio::sync::Semaphore>,
    pool: Pool,
}

impl Errand {
    fn note(&self, job: &JobRow, what: &str) {
        self.book.send_modify(|book| book.entry(job.key.clone()).or_default().push(what.to_owned()));
    }
}

#[async_trait]
impl JobHandler<Studio> for Errand {
    fn kind(&self) -> &'static str {
        if self.pool == Pool::Calls { "errand" } else { "sum" }
    }

    fn pool(&self) -> Pool {
        self.pool
    }

    fn tries(&self) -> u32 {
        2
    }

    fn pause(&self, _tried: u32, _job: &JobRow) -> Duration {
        Duration::from_millis(1)
    }

    async fn run(&self, job: &Job<'_, Studio>) -> Result<Value, Stop> {
        assert!(job.scratch.is_dir());
        let does = job.row.payload["does"].as_str().unwrap_or_default().to_owned();
        job.progress(Some(0.5), "half way").await?;
        self.note(job.row, &format!("try {}", job.row.tries));
        let tried = self.book.borrow()[&job.row.key].len();
        match does.as_str() {
            "hold" => self.gate.acquire().await.unwrap().forget(),
            "wait" if tried == 1 => {
                return Err(Stop::Wait { pause: Duration::from_millis(1), message: "not yet".to_owned() });
            }
            "fail once" if tried == 1 => return Err(Error::Internal(anyhow::anyhow!("a slip")).into()),
            "fail" => return Err(Stop::Again { why: "nobody answers".to_owned(), pause: None }),
            "refuse" => return Err(Stop::GiveUp { why: "gone for good".to_owned() }),
            _ => {}
        }
        Ok(json!(does))
    }

    async fn done(&self, _conn: &mut AsyncPgConnection, job: &JobRow, made: Value) -> Result<(), Error> {
        self.note(job, &format!("done: {}", made.as_str().unwrap_or_default()));
        Ok(())
    }

    async fn gave_up(&self, _conn: &mut AsyncPgConnection, job: &JobRow, why: &str) -> Result<(), Error> {
        self.note(job, &format!("gave up: {why}"));
        Ok(())
    }
}

struct Errands {
    house: House,
    book: Book,
    gate: Arc<tokio::sync::Semaphore>,
}

async fn errands(calls: usize) -> Errands {
    let database = TestDatabase::new().await;
    let tools = media::Tools::find().unwrap();
    let registry = Registry::new(Catalogue::with(None).unwrap(), Credentials::default(), tools.clone());
    let config = Config { workers: 1, calls, ..Config::from_environment(database.folder()) };
    let (book, gate): (Book, _) = (Arc::default(), Arc::new(tokio::sync::Semaphore::new(0)));
    let errand = |pool| Errand { book: book.clone(), gate: gate.clone(), pool };
    let jobs = Jobs::default().with(errand(Pool::Calls)).with(errand(Pool::Compute));
    let studio = Studio::start_with(database.store().clone(), registry, tools, config, jobs).await.unwrap();
    let who = database.store().local_person().await.unwrap();
    Errands { house: House { database, studio, who }, book, gate }
}

impl Errands {
    async fn add(&self, job: NewJob<'_>) -> Option<TaskId> {
        let mut conn = self.house.database.store().conn().await.unwrap();
        let (studio, conn) = (&self.house.studio, &mut *conn);
        conn.transaction(async |conn: &mut AsyncPgConnection| studio.add_job(conn, job).await).await.unwrap()
    }

    async fn until(&self, key: &str, what: &str) -> Vec<String> {
        let mut book = self.book.subscribe();
        let written = |book: &HashMap<String, Vec<String>>| {
            book.get(key).is_some_and(|lines| lines.last().is_some_and(|last| last.starts_with(what)))
        };
        let told = tokio::time::timeout(Duration::from_secs(60), book.wait_for(written)).await;
        told.expect("the job comes so far").unwrap()[key].clone()
    }

    async fn state(&self, id: TaskId) -> JobState {
        self.house.studio.job(id).await.unwrap().unwrap()
    }
}

fn does(what: &str) -> NewJob<'_> {
    NewJob::new("errand", json!({ "does": what })).key(what)
}

#[tokio::test(flavor = "multi_thread")]
async fn jobs_are_tried_again_wait_without_losing_a_try_and_are_given_up() {
    let errands = errands(2).await;
    for (what, expected) in [
        ("at once", vec!["try 1", "done: at once"]),
        ("wait", vec!["try 1", "try 1", "done: wait"]),
        ("fail once", vec!["try 1", "try 2", "done: fail once"]),
        ("fail", vec!["try 1", "try 2", "gave up: nobody answers"]),
        ("refuse", vec!["try 1", "gave up: gone for good"]),
    ] {
        errands.add(does(what)).await.unwrap();
        let last = expected.last().unwrap().split(':').next().unwrap();
        assert_eq!(errands.until(what, last).await, expected);
    }
    errands.house.studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_has_one_unfinished_namesake_can_be_cancelled_and_retried() {
    let errands = errands(2).await;
    let studio = &errands.house.studio;
    let id = errands.add(does("hold").owner(errands.house.who)).await.unwrap();
    assert_eq!(errands.add(does("hold")).await, None, "one of that key is unfinished");
    errands.until("hold", "try 1").await;
    let state = errands.state(id).await;
    assert_eq!(
        (state.progress, state.message.as_deref(), state.state()),
        (Some(0.5), Some("half way"), TaskState::Running)
    );
    assert!(studio.cancel_job(id).await.unwrap());
    assert_eq!(errands.state(id).await.state(), TaskState::Cancelled);
    assert!(!studio.cancel_job(id).await.unwrap() && !studio.retry_job(id).await.unwrap());

    let id = errands.add(does("refuse")).await.unwrap();
    errands.until("refuse", "gave up").await;
    // The handler is told within the transaction: the row follows when it ends.
    while errands.state(id).await.state() != TaskState::Discarded {
        tokio::task::yield_now().await;
    }
    assert_eq!(errands.state(id).await.errors[0]["error"], json!("gone for good"));
    assert!(studio.retry_job(id).await.unwrap());
    errands.until("refuse", "try 1").await;
    errands.house.studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn calls_that_hang_stop_nothing_that_computes() {
    let errands = errands(1).await;
    let held = errands.add(does("hold")).await.unwrap();
    errands.until("hold", "try 1").await;
    errands.add(does("behind")).await.unwrap();
    errands.add(NewJob::new("sum", json!({ "does": "sum" })).key("sum")).await.unwrap();
    errands.until("sum", "done").await;
    assert_eq!(errands.state(held).await.state(), TaskState::Running);
    assert!(!errands.book.borrow().contains_key("behind"), "the only caller is busy");
    errands.gate.add_permits(1);
    errands.until("behind", "done").await;
    errands.house.studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_films_jobs_are_no_steps_and_a_stop_of_the_film_leaves_them() {
    let errands = errands(1).await;
    let (house, studio) = (&errands.house, &errands.house.studio);
    let film = house.project().await;
    let id = errands.add(does("hold").project(film)).await.unwrap();
    errands.until("hold", "try 1").await;
    assert_eq!(errands.state(id).await.owner_id, Some(house.who.0), "it takes its owner's turn");
    let mut conn = house.database.store().conn().await.unwrap();
    assert_eq!(store::tasks::active(&mut conn, film).await.unwrap(), Default::default());
    studio.command(house.who, film, model::Command::Start).await.unwrap();
    studio.command(house.who, film, model::Command::Cancel).await.unwrap();
    assert_eq!(errands.state(id).await.state(), TaskState::Running);
    studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_of_a_kind_that_nobody_here_knows_is_refused_and_waits_for_who_does() {
    let house = house().await;
    let mut conn = house.database.store().conn().await.unwrap();
    let new = NewJob::new("of tomorrow", json!({}));
    assert!(house.studio.add_job(&mut conn, new.clone()).await.is_err());
    let id = store::tasks::add_job(&mut conn, new, Pool::Calls).await.unwrap().unwrap();
    let takes = store::tasks::Takes { pool: Pool::Calls, kinds: &[store::tasks::STEP] };
    assert!(store::tasks::claim(&mut conn, takes, chrono::TimeDelta::seconds(9)).await.unwrap().is_none());
    assert_eq!(store::tasks::due_in(&mut conn, takes).await.unwrap(), None);
    assert_eq!(house.studio.job(id).await.unwrap().unwrap().tries, 0);
    house.studio.shutdown().await;
}
