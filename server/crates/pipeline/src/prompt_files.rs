//! Which projects' prompt files are to be written, and who writes.

use model::ProjectId;
use std::{
    collections::HashSet,
    sync::{Arc, Mutex, PoisonError},
};

/// Files that are written at the same time; those of one project never are.
pub(crate) const WRITERS: usize = 8;

/// Which projects' files are to be written soon, and the turns of those who write.
#[derive(Clone)]
pub(crate) struct PromptFiles {
    soon: Arc<Mutex<HashSet<ProjectId>>>,
    pub(crate) writers: Arc<[tokio::sync::Mutex<()>; WRITERS]>,
}

impl Default for PromptFiles {
    fn default() -> Self {
        Self { soon: Arc::default(), writers: Arc::new(std::array::from_fn(|_| tokio::sync::Mutex::default())) }
    }
}

impl PromptFiles {
    pub(crate) fn soon(&self) -> std::sync::MutexGuard<'_, HashSet<ProjectId>> {
        self.soon.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
