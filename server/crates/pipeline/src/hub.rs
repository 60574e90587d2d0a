//! Events to those who watch. One LISTEN connection per process; each event is read from the database once, whoever watches.

use model::{Event, ProjectId};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use store::{Store, StoreError, events, tasks};
use tokio::sync::{Notify, broadcast};
use tokio_util::sync::CancellationToken;

/// How many events a slow watcher may fall behind before it must read from the database again.
const BACKLOG: usize = 256;
/// How often to look without having been told: a lost notification costs no more than this.
const FALLBACK: Duration = Duration::from_secs(5);

struct Channel {
    sender: broadcast::Sender<Arc<Event>>,
    /// The last event that was sent.
    seq: i64,
}

/// Fans events out to this process's watchers, and wakes its workers.
#[derive(Clone)]
pub(crate) struct Hub {
    channels: Arc<Mutex<HashMap<ProjectId, Channel>>>,
    pub(crate) tasks: Arc<Notify>,
}

impl Hub {
    pub(crate) fn new() -> Self {
        Self { channels: Arc::default(), tasks: Arc::default() }
    }

    /// Events from now on. Read what is stored after subscribing, then drop what comes twice.
    pub(crate) async fn subscribe(
        &self,
        store: &Store,
        project: ProjectId,
    ) -> Result<broadcast::Receiver<Arc<Event>>, StoreError> {
        if let Some(channel) = self.lock().get(&project) {
            return Ok(channel.sender.subscribe());
        }
        let seq = events::last_seq(&mut *store.conn().await?, project).await?;
        let mut channels = self.lock();
        let channel = channels.entry(project).or_insert_with(|| Channel { sender: broadcast::channel(BACKLOG).0, seq });
        Ok(channel.sender.subscribe())
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<ProjectId, Channel>> {
        self.channels.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Listens until `stop`; when the connection breaks, connects again and catches up.
    pub(crate) async fn run(self, store: Store, stop: CancellationToken) {
        while !stop.is_cancelled() {
            if let Err(error) = self.listen(&store, &stop).await {
                tracing::warn!(%error, "the notification connection broke; connecting again");
                tokio::select! { () = stop.cancelled() => return, () = tokio::time::sleep(Duration::from_secs(1)) => {} }
            }
        }
    }

    async fn listen(&self, store: &Store, stop: &CancellationToken) -> Result<(), StoreError> {
        use futures::StreamExt as _;
        let mut conn = store.own_conn().await?;
        store::listen(&mut conn, &[events::CHANNEL, tasks::CHANNEL]).await?;
        // What was said while nobody listened.
        self.tasks.notify_waiters();
        self.catch_up(store).await?;
        let mut notifications = Box::pin(conn.notifications_stream());
        loop {
            let told = tokio::select! {
                () = stop.cancelled() => return Ok(()),
                told = notifications.next() => told,
                () = tokio::time::sleep(FALLBACK) => {
                    self.catch_up(store).await?;
                    continue;
                }
            };
            let Some(told) = told else { return Err(StoreError::Pool("the connection ended".to_owned())) };
            let told = told?;
            if told.channel == tasks::CHANNEL {
                self.tasks.notify_waiters();
            } else if let Ok(project) = told.payload.parse() {
                self.send_new(store, project).await?;
            }
        }
    }

    async fn catch_up(&self, store: &Store) -> Result<(), StoreError> {
        let watched: Vec<ProjectId> = {
            let mut channels = self.lock();
            channels.retain(|_, channel| channel.sender.receiver_count() > 0);
            channels.keys().copied().collect()
        };
        for project in watched {
            self.send_new(store, project).await?;
        }
        Ok(())
    }

    async fn send_new(&self, store: &Store, project: ProjectId) -> Result<(), StoreError> {
        let Some(seq) = self.lock().get(&project).map(|channel| channel.seq) else { return Ok(()) };
        let new = events::after(&mut *store.conn().await?, project, seq, 1_000).await?;
        let mut channels = self.lock();
        let Some(channel) = channels.get_mut(&project) else { return Ok(()) };
        for event in new.into_iter().filter(|event| event.seq > seq) {
            channel.seq = channel.seq.max(event.seq);
            // Nobody watching is no failure.
            let _ = channel.sender.send(Arc::new(event));
        }
        Ok(())
    }
}
