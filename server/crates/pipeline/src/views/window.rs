//! Which shots a page is given, and what it is told of the others.

use model::{
    Character, ClipState, PromptList, Shot, ShotId,
    view::{ClipView, Found, MAX_WINDOW, Pick, SceneOpen, Window},
};
use std::{collections::HashMap, ops::Range};
use store::{artifacts::FilmedRow, shots::ShotRow};

/// How many shots are listed that contain what is looked for.
const MAX_FOUND: usize = 40;
/// How many numbers of shots are listed of one maker; of more, only how many there are.
const MAX_NUMBERS: usize = 40;

fn text<'a>(row: &'a ShotRow, field: &str) -> &'a str {
    row.spec.get(field).and_then(|value| value.as_str()).unwrap_or_default()
}

/// The shots of the film that are asked for. A window that begins late is drawn back to be full.
pub(crate) fn range(pick: &Pick, rows: &[ShotRow]) -> Range<usize> {
    let most = pick.most.min(MAX_WINDOW);
    let of_shot = pick.shot.and_then(|shot| rows.iter().position(|row| row.shot() == shot));
    let of_scene = || pick.scene.as_ref().and_then(|scene| rows.iter().position(|row| text(row, "scene") == scene));
    let first = of_shot.or_else(of_scene).unwrap_or(pick.from).saturating_sub(pick.before);
    // A film that is a little longer is shown whole.
    if rows.len() <= most + most / 2 {
        return 0..rows.len();
    }
    let first = first.min(rows.len().saturating_sub(most));
    first..(first + most).min(rows.len())
}

/// Where the window lies, and the sums over the whole film.
pub(super) fn of(
    pick: &Pick,
    rows: &[ShotRow],
    range: Range<usize>,
    estimates: &HashMap<ShotId, i64>,
    list: &PromptList,
) -> Window {
    let seconds = |rows: &[ShotRow]| rows.iter().map(|row| row.seconds).sum::<f64>();
    let (earlier, later) = rows.split_at(range.start.min(rows.len()));
    let count = |is: fn(&ShotRow) -> bool| rows.iter().filter(|row| is(row)).count();
    let open = |row: &&ShotRow| row.clip_state().is_to_come();
    let mut scenes: Vec<SceneOpen> = Vec::new();
    for row in rows.get(range.clone()).unwrap_or_default() {
        let number = text(row, "scene");
        if scenes.last().is_some_and(|scene| scene.number == number) {
            continue;
        }
        let own = rows.iter().filter(open).filter(|row| text(row, "scene") == number);
        let cents: Vec<Option<i64>> = own.map(|row| estimates.get(&row.shot()).copied()).collect();
        scenes.push(SceneOpen { number: number.to_owned(), open: cents.len(), cents: cents.into_iter().sum() });
    }
    let index = || list.scenes.iter().map(|scene| (scene.number.clone(), scene.heading.clone().unwrap_or_default()));
    Window {
        first: range.start,
        total: rows.len(),
        before: earlier.iter().rev().take(2).map(ShotRow::shot).collect(),
        after: later.get(range.len()).map(ShotRow::shot),
        seconds_before: seconds(earlier),
        seconds: seconds(rows),
        made: count(|row| match row.clip_state() {
            ClipState::Done => true,
            ClipState::Failed => row.clip_id.is_some(),
            _ => false,
        }),
        failed: count(|row| row.clip_state() == ClipState::Failed),
        open: count(|row| row.clip_state().is_to_come()),
        scenes,
        index: if pick.cast { index().collect() } else { Vec::new() },
        made_by: Vec::new(),
        found: found(pick.find.trim(), rows),
    }
}

/// Leaves of a list and its clips what the page shows.
pub(super) fn trim(pick: &Pick, is_part: bool, list: &mut PromptList, clips: &mut [ClipView]) {
    for clip in clips {
        clip.lines.iter_mut().for_each(|line| line.words.clear());
        if !pick.strip {
            clip.peaks.clear();
            clip.takes.clear();
        }
    }
    list.scenes.retain(|scene| list.shots.iter().any(|shot| shot.scene == scene.number));
    for scene in &mut list.scenes {
        scene.synopsis.clear();
    }
    if !pick.cast {
        list.characters.clear();
        list.locations.clear();
    }
    if is_part {
        // Of those whom the page does not show, the names.
        let shots = &list.shots;
        let speaks = |shot: &Shot, name: &String| shot.lines.iter().any(|line| line.speaker.as_ref() == Some(name));
        for person in &mut list.characters {
            if !shots.iter().any(|shot| shot.cast.contains(&person.name) || speaks(shot, &person.name)) {
                *person = Character { name: std::mem::take(&mut person.name), ..Character::default() };
            }
        }
        list.locations.retain(|place| shots.iter().any(|shot| shot.place.is_at(&place.name)));
    }
}

fn found(words: &str, rows: &[ShotRow]) -> Vec<Found> {
    if words.is_empty() {
        return Vec::new();
    }
    let words = words.to_lowercase();
    let said = |row: &ShotRow| {
        let lines = row.spec.get("lines").and_then(|lines| lines.as_array()).map(Vec::as_slice).unwrap_or_default();
        let line = lines.iter().filter_map(|line| line.get("text")?.as_str());
        let all = [text(row, "number"), text(row, "action"), text(row, "prompt")];
        let hit = all.into_iter().chain(line).find(|own| own.to_lowercase().contains(&words)).map(str::to_owned);
        hit.map(|hit| Found { shot: row.shot(), number: text(row, "number").to_owned(), words: around(&hit, &words) })
    };
    rows.iter().filter_map(said).take(MAX_FOUND).collect()
}

/// As much of a text as stands about some words in it.
fn around(text: &str, words: &str) -> String {
    const BEFORE: usize = 30;
    const MOST: usize = 120;
    let at = text.to_lowercase().find(words).map_or(0, |at| text.to_lowercase()[..at].chars().count());
    let start = at.saturating_sub(BEFORE);
    let cut: String = text.chars().skip(start).take(MOST).collect();
    let (before, after) = (start > 0, text.chars().count() > start + MOST);
    format!("{}{}{}", if before { "…" } else { "" }, cut.trim(), if after { "…" } else { "" })
}

/// The shots of each maker, in words; drafts first.
pub(super) fn made_by(rows: Vec<FilmedRow>) -> Vec<String> {
    let mut by: Vec<(String, Vec<String>)> = Vec::new();
    for row in rows {
        let mut letters = row.provider.chars();
        let name: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
        let who = match (row.provider.as_str(), row.made) {
            ("" | "animatic", true) => "drafts drawn by the studio".to_owned(),
            ("" | "animatic", false) => "not made yet".to_owned(),
            _ => format!("{name}, model {}", row.model),
        };
        match by.iter_mut().find(|(other, _)| *other == who) {
            Some((_, shots)) => shots.push(row.number),
            None => by.push((who, vec![row.number])),
        }
    }
    by.sort_by_key(|(who, _)| who.contains(", model "));
    let words = |(who, shots): (String, Vec<String>)| match shots.len() {
        1 => format!("Shot {}: {who}", shots.join("")),
        2..=MAX_NUMBERS => format!("Shots {}: {who}", shots.join(", ")),
        more => format!("{more} shots: {who}"),
    };
    by.into_iter().map(words).collect()
}

#[cfg(test)]
mod tests {
    use super::around;

    #[test]
    fn what_was_found_is_shown_with_the_words_about_it() {
        assert_eq!(around("A quiet room", "room"), "A quiet room");
        let long = format!("{} lamp {}", "word ".repeat(40), "more ".repeat(40));
        let shown = around(&long, "lamp");
        assert!(shown.contains("lamp") && shown.starts_with('…') && shown.ends_with('…'), "{shown}");
        assert!(shown.chars().count() <= 122);
    }
}
