//! Changes of one film wait in line here, before they take a connection: a film whose changes are slow keeps nobody else from the
//! database.

use crate::Error;
use model::ProjectId;
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tokio::sync::{Mutex as Line, OwnedMutexGuard};

/// How many changes of one film may be under way at once: one that is made, the others waiting.
const LONGEST_LINE: usize = 8;
/// How long a change waits for those before it.
pub(crate) const PATIENCE: Duration = Duration::from_secs(10);

/// The lines of the films that are being changed.
#[derive(Clone, Default)]
pub(crate) struct Turns {
    lines: Arc<Mutex<HashMap<ProjectId, Waiting>>>,
}

#[derive(Default)]
struct Waiting {
    line: Arc<Line<()>>,
    /// Who waits, and who has the turn.
    count: usize,
}

/// The turn to change a film; the next one has it when this is dropped.
#[must_use]
pub struct Turn {
    // Given back in this order: first the turn, then the place.
    _turn: OwnedMutexGuard<()>,
    _place: Place,
}

/// A place in a film's line.
struct Place {
    turns: Turns,
    project: ProjectId,
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut lines = self.turns.lines.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(waiting) = lines.get_mut(&self.project) {
            waiting.count -= 1;
            if waiting.count == 0 {
                lines.remove(&self.project);
            }
        }
    }
}

impl Turns {
    pub(crate) async fn take(&self, project: ProjectId, patience: Duration) -> Result<Turn, Error> {
        let (line, place) = {
            let mut lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
            let waiting = lines.entry(project).or_default();
            if waiting.count >= LONGEST_LINE {
                return Err(Error::TooMany(
                    "Too many changes of this film are waiting already. Wait until they are made, then try again."
                        .to_owned(),
                ));
            }
            waiting.count += 1;
            (waiting.line.clone(), Place { turns: self.clone(), project })
        };
        match tokio::time::timeout(patience, line.lock_owned()).await {
            Ok(turn) => Ok(Turn { _turn: turn, _place: place }),
            Err(_) => Err(Error::Busy(
                "This film is being changed at the moment. Nothing is lost; please try again.".to_owned(),
                format!("no turn to change film {project} within {} s", patience.as_secs_f32()),
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONG: Duration = Duration::from_secs(3_600);

    #[tokio::test(start_paused = true)]
    async fn changes_of_one_film_are_made_one_after_another_and_other_films_do_not_wait() {
        let (turns, film, other) = (Turns::default(), ProjectId::new(), ProjectId::new());
        let first = turns.take(film, LONG).await.unwrap();
        let second = tokio::spawn({
            let turns = turns.clone();
            async move { turns.take(film, LONG).await.map(drop) }
        });
        tokio::task::yield_now().await;
        drop(turns.take(other, LONG).await.unwrap());
        assert!(!second.is_finished());
        drop(first);
        second.await.unwrap().unwrap();
        assert!(turns.lines.lock().unwrap().is_empty(), "nothing is kept of films that nobody changes");
    }

    #[tokio::test(start_paused = true)]
    async fn whoever_waits_too_long_is_told_that_the_film_is_busy() {
        let (turns, film) = (Turns::default(), ProjectId::new());
        let first = turns.take(film, LONG).await.unwrap();
        let refused = turns.take(film, PATIENCE).await.err().unwrap();
        assert_eq!(refused.status(), 503);
        drop(first);
        drop(turns.take(film, PATIENCE).await.unwrap());
    }

    #[tokio::test(start_paused = true)]
    async fn a_line_that_is_too_long_takes_nobody_more() {
        let (turns, film) = (Turns::default(), ProjectId::new());
        let first = turns.take(film, LONG).await.unwrap();
        let waiting: Vec<_> = (1..LONGEST_LINE)
            .map(|_| {
                let turns = turns.clone();
                tokio::spawn(async move { turns.take(film, LONG).await.map(drop) })
            })
            .collect();
        tokio::task::yield_now().await;
        assert_eq!(turns.take(film, LONG).await.err().unwrap().status(), 429);
        // Whoever goes away leaves a free place.
        waiting[0].abort();
        tokio::task::yield_now().await;
        let last = tokio::spawn({
            let turns = turns.clone();
            async move { turns.take(film, LONG).await.map(drop) }
        });
        drop(first);
        last.await.unwrap().unwrap();
    }
}
