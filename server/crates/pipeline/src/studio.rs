//! The facade: everything a page, the JSON API or the command line can ask of the studio. Each area's methods are in its own file.

use crate::{
    Config, Error,
    at_work::AtWork,
    hub::Hub,
    jobs::Jobs,
    make::Steps,
    probe_results::Answers,
    prompt_files::PromptFiles,
    sample_files::Sample,
    turns::{self, Turn, Turns},
};
use chrono::TimeDelta;
use media::Tools;
use model::{Event, ModelChoice, ProjectId, ProjectSettings, UserId, view::VoiceView};
use providers::Registry;
use std::sync::{Arc, OnceLock};
use store::{Store, events, projects};
use tokio::sync::{RwLock, Semaphore, SemaphorePermit, broadcast};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

/// The running studio. Cheap to clone.
#[derive(Clone)]
pub struct Studio {
    inner: Arc<Inner>,
}

struct Inner {
    store: Store,
    registry: Registry,
    tools: Tools,
    config: Config,
    hub: Hub,
    jobs: Jobs<Studio>,
    steps: Steps<Studio>,
    /// Held by who encodes what a call brought: such work is done beside that of the workers that compute.
    encoders: Semaphore,
    turns: Turns,
    /// Held by every step that runs; alone by one that may end the process.
    room: Arc<RwLock<()>>,
    at_work: AtWork,
    answers: Answers,
    sample: OnceLock<Sample>,
    prompt_files: PromptFiles,
    stop: CancellationToken,
    tasks: TaskTracker,
}

impl Studio {
    /// The studio, before anything of it runs.
    pub(crate) fn assembled(
        store: Store,
        registry: Registry,
        tools: Tools,
        config: Config,
        kinds: (Steps<Self>, Jobs<Self>),
    ) -> Self {
        let (steps, jobs) = kinds;
        let inner = Inner {
            encoders: Semaphore::new(config.workers.max(1)),
            jobs,
            steps,
            store,
            registry,
            tools,
            config,
            hub: Hub::new(),
            turns: Turns::default(),
            room: Arc::default(),
            at_work: AtWork::default(),
            answers: Answers::default(),
            sample: OnceLock::new(),
            prompt_files: PromptFiles::default(),
            stop: CancellationToken::new(),
            tasks: TaskTracker::new(),
        };
        Self { inner: Arc::new(inner) }
    }

    /// Stops in good order: running steps are given back, watchers are told to go.
    pub async fn shutdown(&self) {
        self.inner.stop.cancel();
        self.inner.tasks.close();
        self.inner.tasks.wait().await;
    }

    /// Runs something to its end even when whoever asked for it stops waiting; the studio does not shut down before it.
    pub(crate) fn spawn<F>(&self, work: F) -> tokio::task::JoinHandle<F::Output>
    where
        F: Future<Output: Send + 'static> + Send + 'static,
    {
        self.inner.tasks.spawn(work)
    }

    pub(crate) fn store(&self) -> &Store {
        &self.inner.store
    }

    pub fn registry(&self) -> &Registry {
        &self.inner.registry
    }

    pub(crate) fn tools(&self) -> &Tools {
        &self.inner.tools
    }

    pub(crate) fn config(&self) -> &Config {
        &self.inner.config
    }

    pub(crate) fn turns(&self) -> &Turns {
        &self.inner.turns
    }

    pub(crate) fn room(&self) -> Arc<RwLock<()>> {
        self.inner.room.clone()
    }

    pub(crate) fn at_work(&self) -> &AtWork {
        &self.inner.at_work
    }

    pub(crate) fn answers(&self) -> &Answers {
        &self.inner.answers
    }

    /// The film that everybody may see, once it is made.
    pub fn sample(&self) -> Option<&Sample> {
        self.inner.sample.get()
    }

    pub(crate) fn show_sample(&self, sample: Sample) {
        let _shown_already = self.inner.sample.set(sample);
    }

    pub(crate) fn prompt_files(&self) -> &PromptFiles {
        &self.inner.prompt_files
    }

    /// The kinds of jobs that this process can do.
    pub(crate) fn jobs(&self) -> &Jobs<Self> {
        &self.inner.jobs
    }

    /// The kinds of steps that this process can make.
    pub(crate) fn steps(&self) -> &Steps<Self> {
        &self.inner.steps
    }

    /// Waits until few others encode what calls brought; hold it while encoding.
    pub(crate) async fn encoder(&self) -> Option<SemaphorePermit<'_>> {
        // It is never closed.
        self.inner.encoders.acquire().await.ok()
    }

    pub(crate) fn hub(&self) -> &Hub {
        &self.inner.hub
    }

    /// Cancelled when the studio stops: long streams end with it.
    pub fn stopping(&self) -> CancellationToken {
        self.inner.stop.clone()
    }

    /// Up to a thousand events after `after`, oldest first.
    pub async fn events(&self, who: UserId, id: ProjectId, after: i64) -> Result<Vec<Event>, Error> {
        self.check_owner(who, id).await?;
        Ok(events::after(&mut *self.store().conn().await?, id, after, 1_000).await?)
    }

    /// Events from now on. Subscribe first, then read [`Studio::events`], then drop what comes twice.
    pub async fn subscribe(&self, who: UserId, id: ProjectId) -> Result<broadcast::Receiver<Arc<Event>>, Error> {
        self.check_owner(who, id).await?;
        Ok(self.hub().subscribe(self.store(), id).await?)
    }

    /// Refuses whoever does not own the project, as if it did not exist.
    pub async fn check_owner(&self, who: UserId, id: ProjectId) -> Result<(), Error> {
        let mut conn = self.store().conn().await?;
        if projects::is_owned(&mut conn, who, id).await? { Ok(()) } else { Err(Error::NotFound) }
    }

    /// What a new film is made with where nobody says otherwise.
    pub fn usual_settings(&self) -> ProjectSettings {
        ProjectSettings { speech: self.registry().usual_speech(), ..ProjectSettings::default() }
    }

    /// The voices that characters can be given.
    pub fn voices(&self) -> Vec<VoiceView> {
        providers::voices()
    }

    pub(crate) fn is_built_in(&self, model: &ModelChoice) -> bool {
        self.registry().catalogue().provider(&model.provider).is_some_and(|provider| provider.built_in)
    }

    pub(crate) fn lease_time(&self) -> TimeDelta {
        TimeDelta::from_std(self.config().lease).unwrap_or(TimeDelta::seconds(30))
    }

    /// Waits for the turn to change a film; hold it for as long as the change takes. [`Error::TooMany`] when too many wait already,
    /// [`Error::Busy`] when those before take too long. Take it before a connection, never while one is held.
    pub async fn turn(&self, project: ProjectId) -> Result<Turn, Error> {
        self.turns().take(project, turns::PATIENCE).await
    }
}
