//! Lips are moved where it is wanted, can be had, and somebody who speaks is seen; and again only when take or words change.

use crate::{AnyMakers, PLAIN, list};
use model::{ChosenFace, Edit, Line, LineId, LineKind, LipsSpec, ModelChoice, ProjectSettings, PromptList, Shot};
use plan::{Brief, LipsMakers, Step, Work, apply, shot_steps};
use uuid::Uuid;

/// A provider's lips are moved by itself; one of its makers needs nobody to find faces first.
const WITH_LIPS: AnyMakers = AnyMakers {
    fit_seconds: f64::ceil,
    lips: |video, lips| {
        let faces = (lips.model != "sees-for-itself").then(|| ModelChoice::new("kling", "faces"));
        (video.provider == lips.provider).then(|| LipsMakers { faces, lips: lips.clone() })
    },
    ..PLAIN
};

/// A film that Kling makes, with moved lips.
fn moved() -> ProjectSettings {
    let own = |model: &str| ModelChoice::new("kling", model);
    ProjectSettings { lips: Some(own("lips")), video: own("k"), ..ProjectSettings::default() }
}

fn steps(shot: &Shot, change: impl FnOnce(&mut ProjectSettings)) -> Vec<Step> {
    let mut settings = moved();
    change(&mut settings);
    let head = PromptList { shots: Vec::new(), ..list() };
    shot_steps(&Brief { settings: &settings, head: &head, makers: &WITH_LIPS }, shot, false)
}

fn kinds(steps: &[Step]) -> Vec<String> {
    steps.iter().map(|step| step.work.kind().to_owned()).collect()
}

fn shot() -> Shot {
    Shot { cues: Vec::new(), ..list().shots.swap_remove(0) }
}

fn said_by(speaker: &str) -> Line {
    Line {
        id: LineId(Uuid::from_u128(12)),
        speaker: Some(speaker.into()),
        text: "I did.".into(),
        cut_to: Some(0.6),
        ..Line::default()
    }
}

#[test]
fn a_speaker_who_is_seen_has_their_lips_moved_between_footage_and_mix() {
    let steps = steps(&shot(), |_| {});
    assert_eq!(kinds(&steps), ["line", "footage", "faces", "lips", "mix"]);
    let [line, footage, faces, lips, mix] = &steps[..] else { panic!("{steps:?}") };
    let Work::Lips { spec } = &lips.work else { panic!("{lips:?}") };
    assert_eq!((&spec.footage, spec.faces.as_ref()), (&footage.fingerprint.0, Some(&faces.fingerprint.0)));
    assert!(spec.lines[0].mouthed && spec.lines[0].made == line.fingerprint.0 && spec.cut == 0.0);
    let Work::Mix { spec } = &mix.work else { panic!("{mix:?}") };
    assert_eq!((&spec.footage, spec.filmed.as_ref()), (&lips.fingerprint, Some(&footage.fingerprint)));
}

#[test]
fn nothing_is_bought_where_it_is_not_wanted_cannot_be_had_or_nobody_is_seen_to_speak() {
    let without = ["line", "footage", "mix"];
    assert_eq!(kinds(&steps(&shot(), |settings| settings.lips = None)), without);
    assert_eq!(kinds(&steps(&shot(), |settings| settings.video = ModelChoice::new("runway", "r"))), without);
    assert_eq!(kinds(&steps(&shot(), |settings| settings.video = ModelChoice::animatic())), without);
    for change in [|line: &mut Line| line.off_screen = true, |line: &mut Line| line.kind = LineKind::Narration] {
        let mut unseen = shot();
        change(&mut unseen.lines[0]);
        assert_eq!(kinds(&steps(&unseen, |_| {})), without);
    }
    let settings = moved();
    let head = PromptList { shots: Vec::new(), ..list() };
    let stand_in = shot_steps(&Brief { settings: &settings, head: &head, makers: &WITH_LIPS }, &shot(), true);
    assert_eq!(kinds(&stand_in), without);
}

#[test]
fn nobody_is_looked_for_where_whoever_moves_lips_sees_the_speaker_itself() {
    let older = ModelChoice::new("kling", "sees-for-itself");
    let steps = steps(&shot(), |settings| settings.lips = Some(older.clone()));
    assert_eq!(kinds(&steps), ["line", "footage", "lips", "mix"]);
    let Work::Lips { spec } = &steps[2].work else { panic!("{steps:?}") };
    assert_eq!((&spec.model, &spec.footage, &spec.faces), (&older, &steps[1].fingerprint.0, &None));
}

#[test]
fn what_was_paid_for_before_there_was_a_choice_of_who_moves_lips_keeps_its_name() {
    let steps = steps(&shot(), |settings| *settings = serde_json::from_value(earlier(settings)).unwrap());
    let Work::Lips { spec } = &steps[3].work else { panic!("{steps:?}") };
    let faces = steps[2].fingerprint.as_str();
    let inputs = serde_json::json!({ "model": { "provider": "kling", "model": "kling-lip-sync" },
        "footage": steps[1].fingerprint, "faces": faces, "lines": spec.lines, "cut": 0.0, "seconds": spec.seconds,
        "width": 1280, "height": 720, "fps": 24 });
    assert_eq!(serde_json::to_value(spec).unwrap(), inputs, "nothing new is in what the name is made of");
}

/// As settings said before there was a choice.
fn earlier(settings: &ProjectSettings) -> serde_json::Value {
    let mut written = serde_json::to_value(settings).unwrap();
    written["lips"] = true.into();
    written
}

#[test]
fn of_two_who_speak_only_the_one_whom_the_camera_is_on_has_their_lips_moved() {
    let mut two = shot();
    two.lines.push(said_by("TOM"));
    assert!(!kinds(&steps(&two, |_| {})).contains(&"lips".to_owned()));
    two.focus = Some("TOM".into());
    let steps = steps(&two, |_| {});
    let spec = steps.iter().find_map(|step| if let Work::Lips { spec } = &step.work { Some(spec) } else { None });
    let mouthed: Vec<bool> = spec.unwrap().lines.iter().map(|line| line.mouthed).collect();
    assert_eq!(mouthed, [false, true], "the other line is heard, and moves this one");
}

#[test]
fn a_changed_line_moves_the_lips_anew_and_looks_for_no_faces_and_a_new_take_does_both() {
    let before = steps(&shot(), |_| {});
    let made = |steps: &[Step]| -> Vec<String> {
        steps.iter().filter(|step| !before.contains(step)).map(|step| step.work.kind().to_owned()).collect()
    };
    let mut changed = shot();
    changed.lines[0].text = "You came after all.".into();
    assert_eq!(made(&steps(&changed, |_| {})), ["line", "lips", "mix"]);
    let again = Shot { take: 1, ..shot() };
    assert_eq!(made(&steps(&again, |_| {})), ["footage", "faces", "lips", "mix"]);
    let trimmed = Shot { trim_end: 0.4, trim_start: 0.1, ..shot() };
    assert_eq!(made(&steps(&trimmed, |_| {})), ["mix"]);
    let cut_into = Shot { trim_start: 1.8, ..shot() };
    assert_eq!(made(&steps(&cut_into, |_| {})), ["lips", "mix"], "the line starts later in the take");
}

fn lips_of(shot: &Shot) -> (String, LipsSpec) {
    let step = steps(shot, |_| {}).into_iter().find(|step| matches!(step.work, Work::Lips { .. })).unwrap();
    let Work::Lips { spec } = step.work else { panic!("{:?}", step.work) };
    (step.fingerprint.0, spec)
}

#[test]
fn the_face_that_a_person_chose_names_other_lips_and_counts_for_its_take_and_its_speaker_only() {
    let (unasked, before) = lips_of(&shot());
    let look = before.faces.clone().unwrap();
    let mut list = PromptList { shots: vec![shot()], ..list() };
    let mut choose = |look: &str, face: &str| {
        let edit = Edit::ChooseFace { shot: shot().id, look: look.into(), face: face.into() };
        apply(&mut list, edit, &mut Uuid::now_v7, &|_, _| String::new(), &|_| None).unwrap();
        list.shots[0].clone()
    };
    let chosen = choose(&look, "1");
    assert_eq!(chosen.face, Some(ChosenFace { look: look.clone(), id: "1".into(), speaker: "MAYA".into() }));
    let (name, spec) = lips_of(&chosen);
    assert_eq!(spec, LipsSpec { face: Some("1".into()), ..before.clone() }, "nobody is looked for anew");
    assert_ne!(name, unasked);
    assert_ne!(lips_of(&choose(&look, "0")).0, name);

    let again = Shot { take: 1, ..chosen.clone() };
    assert_eq!(lips_of(&again).1.face, None, "in another take, somebody else may be called so");
    let mut by_tom = chosen;
    by_tom.lines[0].speaker = Some("TOM".into());
    assert_eq!(lips_of(&by_tom).1.face, None, "it is not Tom's face");
    assert_eq!(lips_of(&choose("another-look", "1")), (unasked.clone(), before));
    assert_eq!((choose(&look, "").face, lips_of(&choose(&look, "")).0), (None, unasked));
}
