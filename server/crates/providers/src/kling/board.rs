//! Tasks that this process waits for at one account, so that one question asks for several of them.
//!
//! Only a shortcut: what is not on the board is asked for. Every process has a board of its own, and nothing is decided by it but
//! whether a question is sent.

use super::task::{State, Task};
use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

/// The most tasks that one question may name.
pub(super) const MOST: usize = 20;
/// Whoever was not asked for by its own step for so long is not waited for here any more.
const FORGOTTEN: Duration = Duration::from_secs(90);
/// An end stays an end, but the links to its results do not live for ever.
const END_KEPT: Duration = Duration::from_secs(60);

#[derive(Debug)]
struct Waiting {
    /// When its own step last wanted to know.
    wanted: Instant,
    /// What was heard of it since, by the way.
    heard: Option<(Instant, Task)>,
}

/// The tasks of one account, by their ids.
#[derive(Debug, Default)]
pub(crate) struct Board(Mutex<HashMap<String, Waiting>>);

impl Board {
    fn waiting(&self) -> MutexGuard<'_, HashMap<String, Waiting>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What was heard of a task by the way, if it is fresh: younger than half the time since its own step last wanted to know, or
    /// an end. It is handed out once: whoever wants to know more has to ask.
    pub(super) fn take(&self, id: &str, now: Instant) -> Option<Task> {
        let mut all = self.waiting();
        let waiting = all.get_mut(id)?;
        let (at, task) = waiting.heard.take()?;
        let age = now.saturating_duration_since(at);
        let ended = !matches!(task.state, State::Working(_));
        let fresh = if ended { age < END_KEPT } else { age * 2 < now.saturating_duration_since(waiting.wanted) };
        waiting.wanted = now;
        fresh.then_some(task)
    }

    /// The tasks that a question for this one asks for: itself first, then those that were not heard of for longest.
    pub(super) fn ask(&self, id: &str, now: Instant) -> Vec<String> {
        let mut all = self.waiting();
        all.retain(|_, waiting| now.saturating_duration_since(waiting.wanted) < FORGOTTEN);
        all.insert(id.to_owned(), Waiting { wanted: now, heard: None });
        let ended = |waiting: &Waiting| {
            waiting.heard.as_ref().is_some_and(|(_, task)| !matches!(task.state, State::Working(_)))
        };
        let mut others: Vec<(Instant, &String)> = all
            .iter()
            .filter(|(own, waiting)| *own != id && !ended(waiting))
            .map(|(own, waiting)| (waiting.heard.as_ref().map_or(waiting.wanted, |(at, _)| *at), own))
            .collect();
        others.sort();
        let others = others.into_iter().map(|(_, own)| own.clone());
        std::iter::once(id.to_owned()).chain(others).take(MOST).collect()
    }

    /// What was heard of other tasks by the way.
    pub(super) fn hear(&self, tasks: impl IntoIterator<Item = Task>, now: Instant) {
        let mut all = self.waiting();
        for task in tasks {
            if let Some(waiting) = all.get_mut(&task.id) {
                waiting.heard = Some((now, task));
            }
        }
    }

    /// What was heard of it is old.
    pub(crate) fn forget(&self, id: &str) {
        if let Some(waiting) = self.waiting().get_mut(id) {
            waiting.heard = None;
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.waiting().is_empty()
    }

    /// Nobody waits for it any more.
    pub(super) fn leave(&self, id: &str) {
        self.waiting().remove(id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn task(id: &str, state: State) -> Task {
        let id = id.to_owned();
        Task {
            id,
            external_id: None,
            state,
            video: None,
            video_id: None,
            seconds: None,
            sound: None,
            picture: None,
            billed: None,
        }
    }

    fn working(id: &str) -> Task {
        task(id, State::Working(String::new()))
    }

    fn seconds(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    #[test]
    fn a_question_asks_for_all_that_wait_the_longest_unheard_first() {
        let (board, start) = (Board::default(), Instant::now());
        assert_eq!(board.ask("a", start), ["a"]);
        assert_eq!(board.ask("b", start + seconds(1)), ["b", "a"]);
        board.hear([working("a")], start + seconds(2));
        assert_eq!(board.ask("c", start + seconds(3)), ["c", "b", "a"]);
        board.leave("b");
        assert_eq!(board.ask("c", start + seconds(4)), ["c", "a"]);
    }

    #[test]
    fn a_question_names_no_more_than_kling_allows_and_none_that_was_forgotten() {
        let (board, start) = (Board::default(), Instant::now());
        for nth in 0..40 {
            board.ask(&format!("{nth}"), start);
        }
        let asked = board.ask("last", start + seconds(1));
        assert_eq!((asked.len(), asked[0].as_str()), (MOST, "last"));
        assert_eq!(board.ask("last", start + seconds(120)), ["last"]);
    }

    #[test]
    fn what_was_heard_by_the_way_counts_while_it_is_fresh_and_only_once() {
        let (board, start) = (Board::default(), Instant::now());
        board.ask("a", start);
        board.hear([working("a"), working("stranger")], start + seconds(5));
        assert_eq!(board.take("stranger", start + seconds(5)), None);
        assert_eq!(board.take("a", start + seconds(8)), Some(working("a")), "three seconds old, after eight");
        assert_eq!(board.take("a", start + seconds(9)), None);
        board.hear([working("a")], start + seconds(10));
        assert_eq!(board.take("a", start + seconds(16)), None, "six seconds old, after eight");
    }

    #[test]
    fn an_end_is_kept_for_its_step_and_not_asked_for_again() {
        let (board, start) = (Board::default(), Instant::now());
        board.ask("a", start);
        board.hear([task("a", State::Succeeded)], start + seconds(1));
        assert_eq!(board.ask("b", start + seconds(2)), ["b"]);
        assert_eq!(board.take("a", start + seconds(40)), Some(task("a", State::Succeeded)));
        // Its links may have expired when it was kept too long.
        board.hear([task("a", State::Succeeded)], start + seconds(41));
        assert_eq!(board.take("a", start + seconds(110)), None);
    }
}
