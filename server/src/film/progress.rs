//! The progress bar, and the time that each stage took.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use model::{ClipState, Event, Happening, ShotId};
use std::{
    collections::{BTreeMap, HashMap},
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

pub struct Progress {
    bar: ProgressBar,
    times: Mutex<Times>,
}

#[derive(Default)]
struct Times {
    stages: BTreeMap<&'static str, f64>,
    /// What each shot does, and since when.
    now: HashMap<ShotId, (ClipState, Instant)>,
    /// Since when all clips are there and the film is joined.
    joining: Option<Instant>,
}

impl Progress {
    /// A bar on the terminal's error stream; none for machines.
    pub fn new(silent: bool) -> Self {
        let target = if silent { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
        let bar = ProgressBar::with_draw_target(None, target);
        if let Ok(style) = ProgressStyle::with_template("{bar:32.yellow/black} {pos}/{len}  {msg}") {
            bar.set_style(style);
        }
        Self { bar, times: Mutex::default() }
    }

    pub fn begin(&self, shots: usize, done: u32) {
        self.bar.set_length(shots as u64);
        self.bar.set_position(u64::from(done));
    }

    /// Shows what happened. True when the film should be looked at.
    pub fn hear(&self, event: &Event) -> bool {
        match &event.what {
            Happening::Clip { shot, state, .. } => {
                self.clip(*shot, *state);
                false
            }
            Happening::Progress { done, total, doing, seconds_left, .. } => {
                self.bar.set_length(u64::from(*total));
                self.bar.set_position(u64::from(*done));
                let left = seconds_left.map(|s| format!(" · {} left", crate::inspect::clock(s))).unwrap_or_default();
                self.bar.set_message(format!("{doing}{left}"));
                if done == total {
                    self.lock().joining.get_or_insert_with(Instant::now);
                }
                false
            }
            Happening::Film { .. } => {
                let joining = self.lock().joining.take();
                if let Some(since) = joining {
                    self.add("joining", since.elapsed());
                }
                true
            }
            Happening::Run { .. } => true,
            Happening::Edited { .. } | Happening::Export {} | Happening::Board {} => false,
        }
    }

    fn clip(&self, shot: ShotId, state: ClipState) {
        let mut times = self.lock();
        let before = times.now.insert(shot, (state, Instant::now()));
        if let Some((was, since)) = before
            && let Some(stage) = stage(was)
        {
            *times.stages.entry(stage).or_default() += since.elapsed().as_secs_f64();
        }
    }

    pub fn add(&self, stage: &'static str, time: Duration) {
        *self.lock().stages.entry(stage).or_default() += time.as_secs_f64();
    }

    pub fn end(&self) {
        self.bar.finish_and_clear();
    }

    /// Seconds per stage.
    pub fn stages(&self) -> BTreeMap<&'static str, f64> {
        self.lock().stages.clone()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Times> {
        self.times.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

const fn stage(state: ClipState) -> Option<&'static str> {
    match state {
        ClipState::CheckingCache => Some("cache"),
        ClipState::Generating => Some("footage"),
        ClipState::Polling => Some("polling"),
        ClipState::Voicing => Some("voicing"),
        ClipState::Mixing => Some("mixing"),
        ClipState::Waiting | ClipState::Done | ClipState::Failed | ClipState::Stale => None,
    }
}
