//! Whose pictures are drawn next. A process draws one picture at a time, and people take turns: whoever has many projects keeps nobody
//! else waiting.

use model::{ProjectId, UserId};
use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, LazyLock, Mutex, PoisonError},
};
use tokio::sync::{Mutex as Line, OwnedMutexGuard, Semaphore, SemaphorePermit};

pub(crate) static DRAWING: LazyLock<Drawing> = LazyLock::new(Drawing::default);

pub(crate) struct Drawing {
    /// One project of a person after another.
    people: Mutex<HashMap<UserId, Arc<Line<()>>>>,
    /// Projects that wait: what is to be drawn of them is looked at when their turn comes.
    waiting: Mutex<HashSet<ProjectId>>,
    /// One picture after another; in the line for it, each person stands once.
    pencil: Semaphore,
}

impl Default for Drawing {
    fn default() -> Self {
        Self { people: Mutex::default(), waiting: Mutex::default(), pencil: Semaphore::new(1) }
    }
}

impl Drawing {
    /// Waits until no other project of this person is drawn; `None` where the project waits already.
    pub async fn turn(&self, who: UserId, project: ProjectId) -> Option<OwnedMutexGuard<()>> {
        if !self.waiting().insert(project) {
            return None;
        }
        let waits = Waits { drawing: self, project };
        let line = {
            let mut people = self.people.lock().unwrap_or_else(PoisonError::into_inner);
            people.retain(|_, line| Arc::strong_count(line) > 1);
            people.entry(who).or_default().clone()
        };
        let turn = line.lock_owned().await;
        drop(waits);
        Some(turn)
    }

    /// Waits until one more picture may be drawn; `None` when nothing is drawn any more.
    pub async fn pencil(&self) -> Option<SemaphorePermit<'_>> {
        self.pencil.acquire().await.ok()
    }

    fn waiting(&self) -> std::sync::MutexGuard<'_, HashSet<ProjectId>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A project's place among those that wait.
struct Waits<'a> {
    drawing: &'a Drawing,
    project: ProjectId,
}

impl Drop for Waits<'_> {
    fn drop(&mut self) {
        self.drawing.waiting().remove(&self.project);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn somebody_with_one_project_is_drawn_after_one_picture_of_somebody_with_sixty() {
        let drawing = Arc::new(Drawing::default());
        let drawn: Arc<Mutex<Vec<UserId>>> = Arc::default();
        let (many, one) = (UserId::new(), UserId::new());
        let begin = |who: UserId, pictures: usize| {
            let (drawing, drawn) = (drawing.clone(), drawn.clone());
            tokio::spawn(async move {
                let _turn = drawing.turn(who, ProjectId::new()).await.unwrap();
                for _ in 0..pictures {
                    let _pencil = drawing.pencil().await.unwrap();
                    drawn.lock().unwrap().push(who);
                    tokio::task::yield_now().await;
                }
            })
        };
        let mut all: Vec<_> = (0..60).map(|_| begin(many, 60)).collect();
        while drawn.lock().unwrap().len() < 3 {
            tokio::task::yield_now().await;
        }
        all.push(begin(one, 1));
        for task in all {
            task.await.unwrap();
        }
        let at = drawn.lock().unwrap().iter().position(|who| *who == one).unwrap();
        assert!(at < 10, "the only picture of one person came after {at} others");
    }

    #[tokio::test]
    async fn a_project_that_waits_does_not_wait_twice() {
        let drawing = Drawing::default();
        let (who, first, second) = (UserId::new(), ProjectId::new(), ProjectId::new());
        let turn = drawing.turn(who, first).await.unwrap();
        let (waits, again) = tokio::join!(biased; drawing.turn(who, second), async {
            let again = drawing.turn(who, second).await.is_none();
            drop(turn);
            again
        });
        assert!(waits.is_some() && again);
        assert!(drawing.waiting().is_empty());
    }
}
