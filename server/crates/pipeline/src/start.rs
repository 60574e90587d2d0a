//! The start of the studio: workers, listeners, and films that go on.

use crate::{Config, Error, Studio, job_kinds, jobs::Jobs, make, scratch};
use chrono::TimeDelta;
use media::Tools;
use model::ProjectId;
use providers::Registry;
use std::{iter::repeat_n, time::Duration};
use store::{
    Store, projects,
    tasks::{self, Pool},
};

/// How long after the opening to look again at a film that another process held.
const TAKEN_UP_AGAIN: Duration = Duration::from_secs(5);

impl Studio {
    /// Starts the clip loop: its workers, and the connection that listens for news. Films that were being made when a process
    /// ended go on by themselves.
    pub async fn start(store: Store, registry: Registry, tools: Tools, config: Config) -> Result<Self, Error> {
        Self::start_with(store, registry, tools, config, Jobs::default()).await
    }

    /// The same, with more kinds of jobs than the studio's own.
    pub async fn start_with(
        store: Store,
        registry: Registry,
        tools: Tools,
        mut config: Config,
        more: Jobs<Self>,
    ) -> Result<Self, Error> {
        std::fs::create_dir_all(&config.scratch).map_err(anyhow::Error::from)?;
        // ffmpeg is run from other folders: a relative path would lead it astray.
        config.scratch = config.scratch.canonicalize().map_err(anyhow::Error::from)?;
        scratch::sweep_forgotten(&config.scratch, config.alone).await;
        if config.alone {
            let lease = TimeDelta::from_std(config.lease).unwrap_or(TimeDelta::seconds(30));
            tasks::release_all(&mut *store.conn().await?, lease).await?;
        }
        let studio = Self::assembled(store, registry, tools, config, (make::own(), job_kinds::own().and(more)));
        studio.reseal().await?;
        studio.spawn(studio.hub().clone().run(studio.store().clone(), studio.stopping()));
        let (workers, calls) = (studio.config().workers, studio.config().calls);
        for pool in repeat_n(Pool::Compute, workers).chain(repeat_n(Pool::Calls, calls)) {
            studio.spawn(studio.clone().work(pool));
        }
        studio.ask_around();
        studio.take_up().await?;
        studio.spawn(studio.clone().deliver_webhooks());
        studio.spawn(studio.clone().tend_orphans());
        studio.spawn(studio.clone().tend_files());
        Ok(studio)
    }

    /// Looks after every film that should be going on: the same reconciler as always.
    async fn take_up(&self) -> Result<(), Error> {
        let filming = projects::filming(&mut *self.store().conn().await?).await?;
        let busy = self.take_up_each(filming).await;
        if !busy.is_empty() {
            self.spawn(self.clone().take_up_later(busy));
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
        let stop = self.stopping();
        while !films.is_empty() {
            tokio::select! {
                () = stop.cancelled() => return,
                () = tokio::time::sleep(TAKEN_UP_AGAIN) => films = self.take_up_each(films).await,
            }
        }
    }
}
