//! Recordings and the plan: what is recorded is taken, what is not keeps its name.

use crate::{AnyMakers, PLAIN, brief, list};
use model::{Cue, CueId, CueKind, Edit, LineChange, ModelChoice, ProjectSettings, PromptList};
use plan::{Brief, EditError, HeardBy, Step, Work, apply, shot_steps};
use proptest::prelude::*;
use std::collections::HashSet;
use uuid::Uuid;

fn run(list: &mut PromptList, edit: Edit) -> Result<(), EditError> {
    apply(list, edit, &mut Uuid::now_v7, &|_, shot| shot.action.clone(), &|_| None)
}

fn steps(list: &PromptList) -> Vec<Step> {
    shot_steps(&brief(&ProjectSettings::default(), list), &list.shots[0], false)
}

fn names(list: &PromptList) -> HashSet<String> {
    steps(list).into_iter().map(|step| step.fingerprint.to_string()).collect()
}

fn recording() -> String {
    format!("{}.wav", "0a".repeat(32))
}

#[test]
fn a_recorded_line_is_taken_where_it_was_spoken_and_the_footage_keeps_its_name() {
    let mut list = list();
    let before = names(&list);
    let (shot, line) = (list.shots[0].id, list.shots[0].lines[0].id);
    run(&mut list, Edit::RecordLine { shot, line, recording: recording() }).unwrap();
    let after = steps(&list);
    assert!(
        matches!(&after[0].work, Work::Recording { line: Some(own), spec } if *own == line && spec.speaker == "MAYA")
    );
    let new = after.iter().filter(|step| !before.contains(step.fingerprint.as_str())).count();
    assert_eq!(new, 2, "the line and the clip");
    assert_eq!(after[0].work.model(), None, "nobody is paid for it");
    run(&mut list, Edit::SayAgain { shot, line }).unwrap();
    assert_eq!(list.shots[0].lines[0].recording, None, "it is the voice that is asked for");
    let refused = run(&mut list, Edit::RecordLine { shot, line, recording: "../etc/passwd".into() });
    assert_eq!(refused, Err(EditError::NoRecording));
}

#[test]
fn where_a_model_hears_the_footage_a_recorded_sound_is_mixed_beside_what_it_makes() {
    const HEARS: AnyMakers = AnyMakers { heard_by: |_, sound| HeardBy::Footage(sound.clone()), ..PLAIN };
    let mut list = list();
    let shot = list.shots[0].id;
    list.shots[0].cues.push(Cue { id: CueId(Uuid::from_u128(23)), sound: "a gull".into(), ..Cue::default() });
    run(&mut list, Edit::RecordCue { shot, cue: CueId(Uuid::from_u128(22)), recording: recording() }).unwrap();
    let settings = ProjectSettings { sound: ModelChoice::new("kling", "hears"), ..ProjectSettings::default() };
    let steps = shot_steps(&Brief { settings: &settings, head: &list, makers: &HEARS }, &list.shots[0], false);
    assert_eq!(steps.iter().filter(|step| step.work.kind() == "cue").count(), 1);
    let heard = steps.iter().find_map(|step| match &step.work {
        Work::Cue { spec, .. } => Some(spec.sound.clone()),
        _ => None,
    });
    assert_eq!(heard.as_deref(), Some("rain, a gull"));
    let Some(Work::Mix { spec }) = steps.last().map(|step| &step.work) else { panic!("no mix") };
    assert_eq!(spec.cues.len(), 2);
}

proptest! {
    #[test]
    fn a_recording_stays_through_any_change_of_its_line_and_taking_it_back_gives_every_name_back(
        text in proptest::option::of("[a-z]{1,12}"), gain in proptest::option::of((-40..20i32).prop_map(f64::from)),
        speed in proptest::option::of((1..12u32).prop_map(|quarters| f64::from(quarters) / 4.0)), kind in any::<bool>(), gives_back in any::<bool>(),
    ) {
        let mut list = list();
        let (shot, line, cue) = (list.shots[0].id, list.shots[0].lines[0].id, list.shots[0].cues[1].id);
        let change = LineChange { text, gain_db: gain, speed, ..LineChange::default() };
        let edit = Edit::ChangeLine { shot, line, change };
        let mut plain = list.clone();
        run(&mut plain, edit.clone()).unwrap();
        run(&mut list, Edit::RecordLine { shot, line, recording: recording() }).unwrap();
        run(&mut list, Edit::RecordCue { shot, cue, recording: recording() }).unwrap();
        run(&mut list, edit).unwrap();
        prop_assert_eq!(list.shots[0].lines[0].recording.clone(), Some(recording()));
        if kind {
            let change = model::CueChange { kind: Some(CueKind::Ambience), ..Default::default() };
            run(&mut list, Edit::ChangeCue { shot, cue, change: change.clone() }).unwrap();
            run(&mut plain, Edit::ChangeCue { shot, cue, change }).unwrap();
        }
        prop_assert_eq!(list.shots[0].cues[1].recording.clone(), Some(recording()));
        if gives_back {
            run(&mut list, Edit::RecordLine { shot, line, recording: String::new() }).unwrap();
            run(&mut list, Edit::RecordCue { shot, cue, recording: String::new() }).unwrap();
            prop_assert_eq!(names(&list), names(&plain));
        }
        let again: PromptList = serde_json::from_str(&serde_json::to_string(&list).unwrap()).unwrap();
        prop_assert_eq!(again, list);
    }
}

#[test]
fn lists_without_recordings_or_music_are_written_as_they_always_were() {
    let json = serde_json::to_string(&list()).unwrap();
    assert!(!json.contains("recording") && !json.contains("music"), "{json}");
}
