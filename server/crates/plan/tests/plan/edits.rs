use crate::list;
use model::{CueKind, Edit, LineChange, LineId, PromptList, Shot, ShotChange, ShotId};
use plan::{EditError, apply};
use proptest::prelude::*;
use uuid::Uuid;

fn run(list: &mut PromptList, edit: Edit) -> Result<(), EditError> {
    apply(list, edit, &mut Uuid::now_v7, &|_, shot| format!("{}. {}", shot.framing, shot.action), &|_| None)
}

fn numbers(list: &PromptList) -> Vec<&str> {
    list.shots.iter().map(|shot| shot.number.as_str()).collect()
}

#[test]
fn an_inserted_shot_gets_a_letter_and_nothing_is_renumbered() {
    let mut list = list();
    let after = Some(list.shots[0].id);
    run(&mut list, Edit::InsertShot { after, new: Box::new(Shot { prompt: "A cat.".into(), ..Shot::default() }) })
        .unwrap();
    run(&mut list, Edit::InsertShot { after, new: Box::default() }).unwrap();
    assert_eq!(numbers(&list), ["1", "1B", "1A", "2"]);
    assert_eq!(list.shots[2].scene, "1");
}

#[test]
fn a_split_keeps_every_line_once_and_the_ambience_in_both_halves() {
    let mut list = list();
    let shot = list.shots[0].id;
    run(&mut list, Edit::SplitShot { shot, at: None, of: None }).unwrap();
    assert_eq!(numbers(&list), ["1", "1A", "2"]);
    assert_eq!(list.shots[0].lines.len() + list.shots[1].lines.len(), 1);
    assert_eq!(list.shots[0].action, "Maya waits.");
    assert_eq!(list.shots[1].action, "She looks up.");
    assert!(list.shots[1].cues.iter().all(|cue| cue.kind == CueKind::Ambience));
}

#[test]
fn a_merge_holds_the_words_of_both_and_refuses_to_cross_scenes() {
    let mut list = list();
    let shot = list.shots[0].id;
    list.shots[1].scene = "2".into();
    assert_eq!(run(&mut list, Edit::MergeShots { shot }), Err(EditError::OtherScene));
    list.shots[1].scene = "1".into();
    run(&mut list, Edit::MergeShots { shot }).unwrap();
    assert_eq!(numbers(&list), ["1"]);
    assert_eq!(list.shots[0].seconds, 8.0);
    assert_eq!(run(&mut list, Edit::MergeShots { shot }), Err(EditError::NothingAfter));
}

/// A split at a moment of a clip whose take is called `take`.
fn split_at(list: &mut PromptList, shot: ShotId, at: f64, of: f64) -> Result<(), EditError> {
    let edit = Edit::SplitShot { shot, at: Some(at), of: Some(of) };
    apply(list, edit, &mut Uuid::now_v7, &|_, shot| shot.action.clone(), &|_| Some("take".into()))
}

#[test]
fn a_split_at_a_moment_keeps_the_take_and_leaves_every_line_and_sound_where_it_was() {
    let mut list = list();
    let before = list.shots[0].clone();
    let slot = plan::shot_slots(&before)[0];
    split_at(&mut list, before.id, slot.start - 0.3, before.seconds).unwrap();
    let [first, second] = &list.shots[..2] else { panic!("two parts") };
    assert_eq!((first.footage.as_deref(), second.footage.as_deref()), (Some("take"), Some("take")));
    assert!((first.trim_end + second.trim_start - before.seconds).abs() < 1e-9);
    assert_eq!((first.lines.len(), second.lines.len()), (0, 1));
    assert_eq!(plan::shot_slots(second)[0], slot);
    assert_eq!(first.prompt, before.prompt);
    // Joined, the two parts are the take again.
    let shot = first.id;
    run(&mut list, Edit::MergeShots { shot }).unwrap();
    assert_eq!((list.shots[0].footage.as_deref(), list.shots[0].trim_start), (Some("take"), 0.0));
    assert_eq!((list.shots[0].trim_end, list.shots[0].lines.len()), (0.0, 1));
}

#[test]
fn a_split_within_a_line_moves_to_its_nearer_end_and_leaves_no_part_that_is_too_short() {
    let mut list = list();
    let before = list.shots[0].clone();
    let slot = plan::shot_slots(&before)[0];
    split_at(&mut list, before.id, slot.start + 0.1, before.seconds).unwrap();
    assert!((list.shots[1].trim_start - slot.start).abs() < 1e-9);
    let same = list.clone();
    for at in [0.1, 99.0, -1.0, f64::NAN] {
        assert_eq!(split_at(&mut list, before.id, at, slot.start), Err(EditError::TooShort), "{at}");
    }
    assert_eq!(list, same);
}

#[test]
fn a_shot_that_is_not_filmed_yet_is_split_into_two_of_these_lengths() {
    let mut list = list();
    let shot = list.shots[1].id;
    run(&mut list, Edit::SplitShot { shot, at: Some(1.5), of: None }).unwrap();
    assert_eq!((list.shots[1].seconds, list.shots[2].seconds), (1.5, 2.5));
    assert_eq!((list.shots[1].trim_end, list.shots[2].trim_start), (0.0, 0.0));
}

#[test]
fn the_prompt_of_two_joined_shots_says_the_place_and_the_style_once_and_keeps_what_a_person_wrote() {
    let write =
        |_: &PromptList, shot: &Shot| format!("{}. Interior kitchen. {} Muted palette.", shot.framing, shot.action);
    let mut list = list();
    list.shots.iter_mut().for_each(|shot| shot.prompt = write(&PromptList::default(), shot));
    list.shots[0].prompt = list.shots[0].prompt.replace("She looks up.", "A moth circles the lamp.");
    list.shots[0].prompt_edited = true;
    let shot = list.shots[0].id;
    apply(&mut list, Edit::MergeShots { shot }, &mut Uuid::now_v7, &write, &|_| None).unwrap();
    let prompt = &list.shots[0].prompt;
    for once in ["Interior kitchen.", "Muted palette.", "A moth circles the lamp.", "Maya waits."] {
        assert_eq!(prompt.matches(once).count(), 1, "{once} in {prompt}");
    }
    assert!(!prompt.contains("She looks up."), "{prompt}");
    assert!(prompt.ends_with("Muted palette.") && list.shots[0].prompt_edited, "{prompt}");
}

#[test]
fn a_prompt_written_by_a_person_is_never_rewritten() {
    let mut list = list();
    let shot = list.shots[0].id;
    let change = |change: ShotChange| Edit::ChangeShot { shot, change: Box::new(change) };
    run(&mut list, change(ShotChange { action: Some("Maya runs.".into()), ..ShotChange::default() })).unwrap();
    assert!(list.shots[0].prompt.ends_with("Maya runs."));
    run(&mut list, change(ShotChange { prompt: Some("My own words.".into()), ..ShotChange::default() })).unwrap();
    run(&mut list, change(ShotChange { action: Some("Maya falls.".into()), ..ShotChange::default() })).unwrap();
    assert_eq!(list.shots[0].prompt, "My own words.");
}

#[test]
fn a_trim_never_leaves_less_than_a_quarter_second() {
    let mut list = list();
    let shot = list.shots[1].id;
    let change = ShotChange { trim_start: Some(3.0), trim_end: Some(9.0), ..ShotChange::default() };
    run(&mut list, Edit::ChangeShot { shot, change: Box::new(change) }).unwrap();
    let shot = &list.shots[1];
    assert!(shot.seconds - shot.trim_start - shot.trim_end >= 0.25 - 1e-9);
}

#[test]
fn an_unknown_id_is_refused_and_nothing_changes() {
    let mut changed = list();
    let nobody = ShotId(Uuid::from_u128(99));
    assert_eq!(run(&mut changed, Edit::DeleteShot { shot: nobody }), Err(EditError::NoShot));
    let shot = changed.shots[0].id;
    let change = LineChange { text: Some(" ".into()), ..LineChange::default() };
    let line = LineId(Uuid::from_u128(11));
    assert_eq!(run(&mut changed, Edit::ChangeLine { shot, line, change }), Err(EditError::EmptyLine));
    assert_eq!(changed, list());
}

#[test]
fn an_uploaded_list_keeps_the_ids_it_knows_and_gets_new_ones_for_the_rest() {
    let mut list = list();
    let mut upload = list.clone();
    upload.shots.push(Shot { id: list.shots[0].id, ..Shot::default() });
    run(&mut list, Edit::ReplaceList { list: Box::new(upload.clone()) }).unwrap();
    assert_eq!(list.shots[0].id, upload.shots[0].id);
    assert_ne!(list.shots[2].id, upload.shots[0].id);
    assert_eq!(list.shots[2].number, "3");
    upload.version = 99;
    assert_eq!(run(&mut list, Edit::ReplaceList { list: Box::new(upload) }), Err(EditError::NewerList(99)));
}

proptest! {
    #[test]
    fn any_row_of_edits_keeps_ids_and_numbers_unique_and_every_line_in_the_film(
        steps in prop::collection::vec((0u8..4, 0usize..8, 0usize..8), 1..30)
    ) {
        let mut list = list();
        let said = list.shots[0].lines[0].text.clone();
        for (what, one, other) in steps {
            let pick = |at: usize| list.shots.get(at % list.shots.len()).map(|shot| shot.id);
            let Some(shot) = pick(one) else { break };
            let edit = match what {
                0 => Edit::SplitShot { shot, at: None, of: None },
                1 => Edit::MergeShots { shot },
                2 => Edit::MoveShot { shot, after: pick(other).filter(|after| *after != shot) },
                _ => Edit::InsertShot { after: Some(shot), new: Box::default() },
            };
            let before = list.clone();
            if run(&mut list, edit).is_err() {
                prop_assert_eq!(&before, &list);
            }
            let ids: std::collections::HashSet<_> = list.shots.iter().map(|shot| shot.id).collect();
            prop_assert_eq!(ids.len(), list.shots.len());
            let numbers: std::collections::HashSet<_> = list.shots.iter().map(|shot| &shot.number).collect();
            prop_assert_eq!(numbers.len(), list.shots.len());
            prop_assert_eq!(list.shots.iter().flat_map(|shot| &shot.lines).filter(|line| line.text == said).count(), 1);
        }
    }
}
