//! Which projects this process makes something of.

use model::ProjectId;
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};
use tokio::sync::Notify;

/// Which projects this process makes something of at the moment.
#[derive(Clone, Default)]
pub(crate) struct AtWork {
    steps: Arc<Mutex<HashMap<ProjectId, usize>>>,
    ended: Arc<Notify>,
}

/// A step of a project that runs, until this is dropped.
pub(crate) struct Running {
    at_work: AtWork,
    project: ProjectId,
}

impl AtWork {
    pub(crate) fn begin(&self, project: ProjectId) -> Running {
        *self.steps.lock().unwrap_or_else(PoisonError::into_inner).entry(project).or_default() += 1;
        Running { at_work: self.clone(), project }
    }

    /// Waits until no step of the project runs in this process.
    pub(crate) async fn until_idle(&self, project: ProjectId) {
        loop {
            let ended = self.ended.notified();
            tokio::pin!(ended);
            ended.as_mut().enable();
            if !self.steps.lock().unwrap_or_else(PoisonError::into_inner).contains_key(&project) {
                return;
            }
            ended.await;
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let mut steps = self.at_work.steps.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = steps.get_mut(&self.project) {
            *count -= 1;
            if *count == 0 {
                steps.remove(&self.project);
            }
        }
        drop(steps);
        self.at_work.ended.notify_waiters();
    }
}
