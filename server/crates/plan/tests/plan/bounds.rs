//! Nothing beyond a bound comes into a film, by whatever edit.

use crate::list;
use model::{Cue, CueId, Edit, Line, LineChange, LineId, PromptList, Shot, ShotChange, ShotId, limits};
use plan::{EditError, apply, check_list};
use uuid::Uuid;

fn run(list: &mut PromptList, edit: Edit) -> Result<(), EditError> {
    apply(list, edit, &mut Uuid::now_v7, &|_, shot| shot.action.clone(), &|_| None)
}

/// The edit is refused with a sentence that has these words, and the list is as it was.
fn refused(list: &PromptList, edit: Edit, words: &str) {
    let mut now = list.clone();
    let why = run(&mut now, edit).expect_err("it is refused").to_string();
    assert!(why.contains(words), "{why}");
    assert!(now == *list, "the list is as it was: {why}");
}

fn said(text: &str) -> Line {
    Line { text: text.to_owned(), ..Line::default() }
}

fn changed(change: impl FnOnce(&mut PromptList)) -> Edit {
    let mut new = list();
    change(&mut new);
    Edit::ReplaceList { list: Box::new(new) }
}

fn in_shot(change: impl FnOnce(&mut Shot)) -> Edit {
    changed(|list| change(&mut list.shots[0]))
}

fn in_line(change: impl FnOnce(&mut Line)) -> Edit {
    in_shot(|shot| change(&mut shot.lines[0]))
}

#[test]
fn a_film_as_it_is_planned_is_within_the_bounds() {
    assert_eq!(check_list(&list()), Ok(()));
    let mut same = list();
    run(&mut same, changed(|_| {})).unwrap();
}

#[test]
fn a_shot_takes_thirty_two_lines_and_sounds_and_no_more_by_whatever_edit() {
    let mut list = list();
    let shot = list.shots[0].id;
    while list.shots[0].lines.len() < limits::LINES {
        run(&mut list, Edit::AddLine { shot, new: Box::new(said("Yes.")) }).unwrap();
    }
    while list.shots[0].cues.len() < limits::CUES {
        let new = Box::new(Cue { sound: "rain".to_owned(), ..Cue::default() });
        run(&mut list, Edit::AddCue { shot, new }).unwrap();
    }
    refused(&list, Edit::AddLine { shot, new: Box::new(said("No.")) }, "has 33 lines; 32 fit");
    let new = Box::new(Cue { sound: "wind".to_owned(), ..Cue::default() });
    refused(&list, Edit::AddCue { shot, new }, "has 33 sounds; 32 fit");
    let many = Shot { lines: vec![said("Yes."); 33], prompt: "A cat.".to_owned(), ..Shot::default() };
    refused(&list, Edit::InsertShot { after: None, new: Box::new(many) }, "has 33 lines; 32 fit");
    refused(&list, in_shot(|shot| shot.lines = vec![said("Yes."); 33]), "has 33 lines; 32 fit");
    list.shots[1].scene = list.shots[0].scene.clone();
    list.shots[1].lines.push(said("Me too."));
    refused(&list, Edit::MergeShots { shot }, "lines; 32 fit");
}

#[test]
fn texts_numbers_and_names_beyond_their_bounds_are_refused_with_a_sentence_that_names_them() {
    let list = list();
    let long = "a".repeat(6_000);
    let cases: Vec<(Edit, &str)> = vec![
        (in_line(|line| line.text = "a".repeat(2_001)), "The text of a line in shot 1 has 2001 characters; 2000 fit"),
        (in_line(|line| line.confidence = f32::INFINITY), "The confidence of a line in shot 1"),
        (in_line(|line| line.speed = -1e300), "The speed of a line in shot 1 is -1e300"),
        (in_line(|line| line.gain_db = 1e300), "The level of a line in shot 1"),
        (in_line(|line| line.cut_to = Some(1e12)), "The measured length of a line in shot 1"),
        (in_line(|line| line.take = u32::MAX), "The take of a line in shot 1"),
        (in_line(|line| line.speaker = Some(long.clone())), "The speaker of a line in shot 1"),
        (in_line(|line| line.text = "a\0b".to_owned()), "The text of a line in shot 1 holds a NUL character"),
        (in_shot(|shot| shot.prompt = long.clone()), "The prompt of shot 1 has 6000 characters; 5000 fit"),
        (in_shot(|shot| shot.action = long.clone()), "The action of shot 1"),
        (in_shot(|shot| shot.place.name = long.clone()), "The place of shot 1"),
        (in_shot(|shot| shot.cast = vec!["Maya".to_owned(); 101]), "Shot 1 has 101 people; 100 fit"),
        (in_shot(|shot| shot.take = u32::MAX), "The take of shot 1"),
        (in_shot(|shot| shot.trim_start = -1.0), "The cut at the start of shot 1"),
        (in_shot(|shot| shot.action = "\0".to_owned()), "The action of shot 1 holds a NUL character"),
        (in_shot(|shot| shot.cues = vec![Cue::default(); 33]), "Shot 1 has 33 sounds; 32 fit"),
        (changed(|list| list.title = "a\0".to_owned()), "The title of the film holds a NUL character"),
        (changed(|list| list.characters[0].description = long.clone()), "The description of the character"),
        (changed(|list| list.characters = vec![list.characters[0].clone(); 2_001]), "2001 characters; 2000 fit"),
        (changed(|list| list.shots = vec![list.shots[0].clone(); 5_001]), "5001 shots; 5000 fit. Film it in parts"),
        (in_shot(|shot| shot.lines = vec![said(&"word ".repeat(390)); 6]), "seconds with its lines; 600 fit"),
    ];
    for (edit, words) in cases {
        refused(&list, edit, words);
    }
}

#[test]
fn a_single_edit_is_held_to_the_same_bounds() {
    let list = list();
    let (shot, line) = (list.shots[0].id, list.shots[0].lines[0].id);
    let text = |text: &str| LineChange { text: Some(text.to_owned()), ..LineChange::default() };
    refused(&list, Edit::ChangeLine { shot, line, change: text(&"a".repeat(2_001)) }, "2000 characters fit");
    refused(&list, Edit::ChangeLine { shot, line, change: text("a\0b") }, "NUL");
    let speaker = LineChange { speaker: Some("a".repeat(201)), ..LineChange::default() };
    refused(&list, Edit::ChangeLine { shot, line, change: speaker }, "speaker");
    let fast = Line { speed: 1e300, ..said("Hello.") };
    refused(&list, Edit::AddLine { shot, new: Box::new(fast) }, "speed");
    let prompt = ShotChange { prompt: Some("a\0b".to_owned()), ..ShotChange::default() };
    refused(&list, Edit::ChangeShot { shot, change: Box::new(prompt) }, "NUL");
}

#[test]
fn a_full_film_takes_no_further_shot() {
    let mut list = list();
    let one = list.shots[1].clone();
    while list.shots.len() < limits::SHOTS {
        list.shots.push(Shot { id: ShotId(Uuid::now_v7()), ..one.clone() });
    }
    let shot = list.shots[0].id;
    let new = Box::new(Shot { prompt: "A cat.".to_owned(), ..Shot::default() });
    refused(&list, Edit::InsertShot { after: None, new }, "the most that fit");
    refused(&list, Edit::SplitShot { shot, at: None, of: None }, "the most that fit");
}

#[test]
fn a_take_number_at_its_end_is_refused_and_never_wraps() {
    let mut list = list();
    list.shots[0].take = u32::MAX;
    list.shots[1].take = limits::TAKES;
    let (first, second) = (list.shots[0].id, list.shots[1].id);
    refused(&list, Edit::ReRecord { shot: second }, "take");
    run(&mut list, Edit::ReRecord { shot: first }).unwrap();
    assert_eq!(list.shots[0].take, u32::MAX);
}

#[test]
fn a_film_from_before_the_bounds_can_be_made_smaller_but_not_larger() {
    let mut list = list();
    let shot = list.shots[0].id;
    list.shots[0].lines = (0..40).map(|_| Line { id: LineId(Uuid::now_v7()), ..said("Yes.") }).collect();
    list.shots[0].cues = (0..40).map(|_| Cue { id: CueId(Uuid::now_v7()), ..Cue::default() }).collect();
    refused(&list, Edit::AddLine { shot, new: Box::new(said("More.")) }, "32 fit");
    while list.shots[0].lines.len() > 1 {
        let line = list.shots[0].lines[0].id;
        run(&mut list, Edit::RemoveLine { shot, line }).unwrap();
    }
    let cue = list.shots[0].cues[0].id;
    run(&mut list, Edit::RemoveCue { shot, cue }).unwrap();
    run(&mut list, Edit::SplitShot { shot, at: None, of: None }).unwrap();
    run(&mut list, Edit::DeleteShot { shot }).unwrap();
}
