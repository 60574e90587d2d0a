//! The history of a film: what each step changed, so that it can be taken back and done again. One step after another, whether an edit or a
//! changed script: any number of undos gives the film as it was so many steps ago.

use crate::Error;
use diesel_async::AsyncPgConnection;
use model::{ProjectId, PromptList, Shaping, Shot, ShotId};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::HashMap;
use store::edits;

/// One side of a step: the film as it was before, or after, as far as the two differ.
#[derive(Serialize, Deserialize)]
struct Side {
    /// The shots that differ; `null` stands for one that is not there.
    shots: HashMap<ShotId, Option<Shot>>,
    order: Vec<ShotId>,
    head: PromptList,
    /// The script, and the settings that the list was made with, where the step changed those.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    source: Option<Source>,
}

/// What a list is read from.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Source {
    pub script: String,
    pub shaping: Shaping,
}

/// A step that was taken back, or done again.
pub(crate) struct Step {
    pub label: String,
    /// What the list is read from now, where the step changes that.
    pub source: Option<Source>,
}

/// Adds a step.
pub(crate) async fn push(
    conn: &mut AsyncPgConnection,
    id: ProjectId,
    label: &str,
    (before, after): (&PromptList, &PromptList),
    sources: Option<(Source, Source)>,
) -> Result<(), Error> {
    let (mut was, mut is) = difference(before, after);
    if let Some((from, to)) = sources {
        (was.source, is.source) = (Some(from), Some(to));
    }
    Ok(edits::push(conn, id, label, serde_json::to_value(was)?, serde_json::to_value(is)?).await?)
}

/// Takes the last step back, or (`again`) does the last one again that was taken back. `None` where the step was made for another list
/// than this one, as some were by earlier studios: there the history ends, and the list stays.
pub(crate) async fn step(
    conn: &mut AsyncPgConnection,
    id: ProjectId,
    list: &mut PromptList,
    again: bool,
) -> Result<Option<Step>, Error> {
    let found = if again { edits::to_redo(conn, id).await? } else { edits::to_undo(conn, id).await? };
    let Some(edit) = found else {
        let what = if again { "redo" } else { "undo" };
        return Err(Error::Conflict(format!("There is nothing to {what}.")));
    };
    let (from, to) = if again { (edit.before, edit.after) } else { (edit.after, edit.before) };
    let sides = (side(from), side(to));
    let ((Ok(from), Ok(to)), word) = (sides, if again { "redo" } else { "undo" }) else {
        edits::end(conn, id, again).await?;
        return Ok(None);
    };
    if !is_of(list, &from, &to) {
        edits::end(conn, id, again).await?;
        return Ok(None);
    }
    edits::mark(conn, id, edit.seq, !again).await?;
    let source = to.source.clone();
    restore(list, to, &from.head);
    Ok(Some(Step { label: format!("{word}: {}", edit.label), source }))
}

fn side(side: Value) -> Result<Side, serde_json::Error> {
    serde_json::from_value(side)
}

/// What two lists do not share.
fn difference(before: &PromptList, after: &PromptList) -> (Side, Side) {
    fn by_id(list: &PromptList) -> HashMap<ShotId, &Shot> {
        // Of two with one id, the first counts.
        list.shots.iter().rev().map(|shot| (shot.id, shot)).collect()
    }
    let (were, are) = (by_id(before), by_id(after));
    let (mut old, mut new) = (HashMap::new(), HashMap::new());
    for id in were.keys().chain(are.keys()) {
        let (was, is) = (were.get(id), are.get(id));
        if was != is {
            old.insert(*id, was.map(|shot| (*shot).clone()));
            new.insert(*id, is.map(|shot| (*shot).clone()));
        }
    }
    let side = |list: &PromptList, shots| Side { shots, order: order(list), head: head(list), source: None };
    (side(before, old), side(after, new))
}

fn order(list: &PromptList) -> Vec<ShotId> {
    list.shots.iter().map(|shot| shot.id).collect()
}

fn head(list: &PromptList) -> PromptList {
    PromptList {
        version: list.version,
        title: list.title.clone(),
        style_line: list.style_line.clone(),
        characters: list.characters.clone(),
        locations: list.locations.clone(),
        scenes: list.scenes.clone(),
        music: list.music.clone(),
        names: list.names.clone(),
        shots: Vec::new(),
    }
}

/// The list is as the step left it. Titles are no part of any step, and how long a line was when it was spoken is written down by
/// the workers.
fn is_of(list: &PromptList, from: &Side, to: &Side) -> bool {
    let plain = |shot: &Shot| {
        let mut shot = shot.clone();
        shot.lines.iter_mut().for_each(|line| line.cut_to = None);
        shot
    };
    let untitled = |head: &PromptList| PromptList { title: String::new(), ..head.clone() };
    let is: HashMap<ShotId, &Shot> = list.shots.iter().map(|shot| (shot.id, shot)).collect();
    let same_head = from.head == to.head || untitled(&head(list)) == untitled(&from.head);
    let same = |(id, shot): (&ShotId, &Option<Shot>)| match (is.get(id), shot) {
        (Some(is), Some(shot)) => plain(is) == plain(&Shot { id: *id, ..shot.clone() }),
        (None, None) => true,
        _ => false,
    };
    order(list) == from.order && same_head && from.shots.iter().all(same)
}

/// Brings the list to one side of a step.
fn restore(list: &mut PromptList, to: Side, from: &PromptList) {
    if to.head != *from {
        let title = std::mem::take(&mut list.title);
        *list = PromptList { shots: std::mem::take(&mut list.shots), title, ..to.head };
    }
    list.shots.retain(|own| !to.shots.contains_key(&own.id));
    list.shots.extend(to.shots.into_iter().filter_map(|(id, shot)| Some(Shot { id, ..shot? })));
    let places: HashMap<ShotId, usize> = to.order.iter().enumerate().rev().map(|(at, id)| (*id, at)).collect();
    list.shots.sort_by_key(|shot| places.get(&shot.id).copied().unwrap_or(usize::MAX));
}
