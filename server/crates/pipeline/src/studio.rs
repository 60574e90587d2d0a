//! The facade: everything a page, the JSON API or the command line can ask of the studio. Each area's methods are in its own file.

use crate::{Config, Error, answers::Answers, hub::Hub, sample::Sample, scratch, sweep::AtWork, turns::Turns};
use chrono::TimeDelta;
use media::Tools;
use model::{Event, ProjectId, UserId, view::VoiceView};
use providers::Registry;
use std::{
    sync::{Arc, OnceLock},
    time::Duration,
};
use store::{Store, events, projects, tasks};
use tokio::sync::{RwLock, broadcast};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

/// How long after the opening to look again at a film that another process held.
const TAKEN_UP_AGAIN: Duration = Duration::from_secs(5);

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
    turns: Turns,
    /// Held by every step that runs; alone by one that may end the process.
    room: Arc<RwLock<()>>,
    at_work: AtWork,
    answers: Answers,
    sample: OnceLock<Sample>,
    stop: CancellationToken,
    tasks: TaskTracker,
}

impl Studio {
    /// Starts the clip loop: its workers, and the connection that listens for news. Films that were being made when a process
    /// ended go on by themselves.
    pub async fn start(store: Store, registry: Registry, tools: Tools, mut config: Config) -> Result<Self, Error> {
        std::fs::create_dir_all(&config.scratch).map_err(anyhow::Error::from)?;
        // ffmpeg is run from other folders: a relative path would lead it astray.
        config.scratch = config.scratch.canonicalize().map_err(anyhow::Error::from)?;
        scratch::sweep_forgotten(&config.scratch, config.alone).await;
        if config.alone {
            let lease = TimeDelta::from_std(config.lease).unwrap_or(TimeDelta::seconds(30));
            tasks::release_all(&mut *store.conn().await?, lease).await?;
        }
        let inner = Inner {
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
            stop: CancellationToken::new(),
            tasks: TaskTracker::new(),
        };
        let studio = Self { inner: Arc::new(inner) };
        studio.reseal().await?;
        let inner = &studio.inner;
        inner.tasks.spawn(inner.hub.clone().run(inner.store.clone(), inner.stop.clone()));
        for _ in 0..inner.config.workers {
            inner.tasks.spawn(studio.clone().work());
        }
        studio.ask_around();
        studio.take_up().await?;
        inner.tasks.spawn(studio.clone().tend_orphans());
        inner.tasks.spawn(studio.clone().tend_files());
        Ok(studio)
    }

    /// Looks after every film that should be going on: the same reconciler as always.
    async fn take_up(&self) -> Result<(), Error> {
        let filming = projects::filming(&mut *self.store().conn().await?).await?;
        let busy = self.take_up_each(filming).await;
        if !busy.is_empty() {
            self.inner.tasks.spawn(self.clone().take_up_later(busy));
        }
        Ok(())
    }

    /// Gives those that another process holds at the moment.
    async fn take_up_each(&self, films: Vec<ProjectId>) -> Vec<ProjectId> {
        let mut busy = Vec::new();
        for id in films {
            // A film that cannot go on keeps no other one from it, and the house not from opening.
            match self.reconcile(id).await {
                Ok(_) => {}
                Err(error @ Error::Busy(..)) => {
                    tracing::warn!(project_id = %id, detail = error.detail(), "a film is taken up later");
                    busy.push(id);
                }
                Err(error) => {
                    tracing::error!(project_id = %id, detail = error.detail(), "a film could not be taken up");
                }
            }
        }
        busy
    }

    async fn take_up_later(self, mut films: Vec<ProjectId>) {
        while !films.is_empty() {
            tokio::select! {
                () = self.inner.stop.cancelled() => return,
                () = tokio::time::sleep(TAKEN_UP_AGAIN) => films = self.take_up_each(films).await,
            }
        }
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

    /// The voices that characters can be given.
    pub fn voices(&self) -> Vec<VoiceView> {
        providers::voices()
    }
}
