//! A claimed task is held while it is worked on: its lease is prolonged, and the work is dropped when it is lost.

use crate::{Error, Studio};
use model::TaskState;
use std::time::Duration;
use store::tasks::{self, Lease, Leased};

impl Studio {
    /// Works while the lease is held. `None` when it was lost (the task was cancelled, or this worker overslept), and when the studio
    /// stops, which gives the task back.
    pub(crate) async fn while_held<T: Leased, R>(&self, lease: &Lease<T>, work: impl Future<Output = R>) -> Option<R> {
        tokio::select! {
            made = work => Some(made),
            () = self.lost(lease) => None,
            () = self.stopping().cancelled_owned() => {
                let released = async { tasks::release(&mut *self.store().reserved().conn().await?, lease).await }.await;
                if let Err(error) = released {
                    tracing::debug!(%error, "the lease will run out by itself");
                }
                None
            }
        }
    }

    /// Returns when the lease is no longer ours: the task was cancelled, or this worker overslept.
    async fn lost<T: Leased>(&self, lease: &Lease<T>) {
        let beat = self.config().lease / 3;
        loop {
            tokio::time::sleep(beat.min(Duration::from_secs(2))).await;
            let extended =
                async { tasks::extend(&mut *self.store().reserved().conn().await?, lease, self.lease_time()).await };
            let held = extended.await;
            match held {
                Ok(true) => {}
                Ok(false) => return,
                Err(error) => tracing::warn!(%error, "a heartbeat failed"),
            }
        }
    }

    /// Gives back a task whose end could not be written down, to be done again in a while.
    pub(crate) async fn let_go<T: Leased>(&self, lease: &Lease<T>, error: &Error) {
        let (pause, why) = (self.lease_time() / 6, error.detail());
        let back = async {
            tasks::put_back(&mut *self.store().reserved().conn().await?, lease, TaskState::Ready, pause, Some(&why))
                .await
        };
        if let Err(error) = back.await {
            // Nothing is lost: the lease runs out and the task is claimed again.
            tracing::debug!(%error, "the lease will run out by itself");
        }
    }
}
