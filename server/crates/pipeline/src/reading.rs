//! From a script to its prompt list. A long script takes a while: it is read before anything is locked, never on the threads that
//! answer requests, and no more scripts at once than leave a processor free.

use crate::Error;
use model::{CueId, LineId, ProjectSettings, PromptList, ShotId, limits};
use std::{
    sync::{Arc, LazyLock},
    time::Duration,
};
use tokio::sync::Semaphore;

/// How long a script waits for its turn, and how long it may take to read.
const LONGEST_WAIT: Duration = Duration::from_secs(10);
const LONGEST_READ: Duration = Duration::from_secs(20);

static READERS: LazyLock<Arc<Semaphore>> = LazyLock::new(|| {
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    Arc::new(Semaphore::new(processors.saturating_sub(1).max(1)))
});

/// The prompt list of a script, with new ids.
///
/// # Errors
/// [`Error::Refused`] where there is nothing to film, [`Error::TooLarge`] where there is too much, [`Error::Busy`] when many are read.
pub(crate) async fn list_of(title: String, script: String, settings: ProjectSettings) -> Result<PromptList, Error> {
    let Ok(Ok(turn)) = tokio::time::timeout(LONGEST_WAIT, READERS.clone().acquire_owned()).await else {
        return Err(Error::Busy(
            "Many scripts are being read at the moment. Please try again in a moment.".to_owned(),
            "no reader of scripts was free in time".to_owned(),
        ));
    };
    let reading = tokio::task::spawn_blocking(move || {
        // Given back when the reading has really ended.
        let _turn = turn;
        read(title, &script, &settings)
    });
    match tokio::time::timeout(LONGEST_READ, reading).await {
        Ok(list) => list.map_err(anyhow::Error::from)?,
        Err(_) => Err(Error::refused("This script takes too long to read. Film it in parts.")),
    }
}

fn read(title: String, script: &str, settings: &ProjectSettings) -> Result<PromptList, Error> {
    let play = script::read_with(script, settings);
    let Some(mut list) = script::prompt_list_within(&play, settings, limits::SHOTS) else {
        let most = limits::SHOTS;
        return Err(Error::TooLarge(format!(
            "This script makes more than {most} shots; {most} fit. Film it in parts."
        )));
    };
    if list.shots.is_empty() {
        return Err(Error::refused(
            "There is nothing to film in this script: it has no action and no dialogue. Your script needs at least one scene.",
        ));
    }
    list.title = title;
    list.version = PromptList::VERSION;
    plan::check_list(&list).map_err(|error| Error::TooLarge(error.to_string()))?;
    for shot in &mut list.shots {
        shot.id = ShotId::new();
        shot.lines.iter_mut().for_each(|line| line.id = LineId::new());
        shot.cues.iter_mut().for_each(|cue| cue.id = CueId::new());
    }
    Ok(list)
}
