//! A picture is drawn for a shot to start from where that is wanted, can be used, and nobody gave one.

use crate::{AnyMakers, PLAIN, list};
use model::{Edit, ModelChoice, PictureSpec, ProjectSettings, PromptList, Shot, VideoSpec, view::VideoTakes};
use plan::{Brief, Cost, Step, Work, apply, bill, shot_steps};
use uuid::Uuid;

/// Kling films from pictures and draws after pictures; the animatic draws from the staging.
const DRAWING: AnyMakers = AnyMakers {
    fit_seconds: f64::ceil,
    takes: |model| {
        let (first_frame, references) = (model.model == "films", model.model == "draws");
        VideoTakes { first_frame, references, avoid: references, ..VideoTakes::default() }
    },
    ..PLAIN
};

fn picture(digit: &str) -> String {
    format!("{}.png", digit.repeat(64))
}

fn with<T>(list: &PromptList, stand_in: bool, then: impl FnOnce(&Brief<'_>, Vec<Step>) -> T) -> T {
    let settings = ProjectSettings {
        video: ModelChoice::new("kling", "films"),
        pictures: Some(ModelChoice::new("kling", "draws")),
        avoid: "hats".into(),
        ..ProjectSettings::default()
    };
    let brief = Brief { settings: &settings, head: list, makers: &DRAWING };
    let steps = shot_steps(&brief, &list.shots[0], stand_in);
    then(&brief, steps)
}

fn steps(list: &PromptList) -> Vec<Step> {
    with(list, false, |_, steps| steps)
}

fn drawn(steps: &[Step]) -> Option<(&Step, &PictureSpec)> {
    steps.iter().find_map(|step| if let Work::Picture { spec } = &step.work { Some((step, spec)) } else { None })
}

fn filmed(steps: &[Step]) -> (&Step, &VideoSpec) {
    steps
        .iter()
        .find_map(|step| if let Work::Footage { spec } = &step.work { Some((step, spec)) } else { None })
        .unwrap()
}

fn run(list: &mut PromptList, edit: Edit) {
    apply(list, edit, &mut Uuid::now_v7, &|_, shot: &Shot| shot.prompt.clone(), &|_| None).unwrap();
}

#[test]
fn a_shot_without_a_picture_is_filmed_from_one_that_is_drawn_before() {
    let mut list = list();
    let made = steps(&list);
    let (picture_step, spec) = drawn(&made).unwrap();
    assert_eq!((spec.prompt.as_str(), spec.avoid.as_str(), spec.width), ("Maya waits.", "hats", 1280));
    assert_eq!(filmed(&made).1.first_frame.as_deref(), Some(picture_step.fingerprint.as_str()));
    let order: Vec<&str> = made.iter().map(|step| step.work.kind()).collect();
    assert_eq!(order[1..3], ["picture", "footage"]);

    list.characters[0].picture = Some(picture("c"));
    let after = steps(&list);
    let (_, spec) = drawn(&after).unwrap();
    assert_eq!((spec.references[0].name.as_str(), spec.avoid.as_str()), ("MAYA", ""), "she looks as in her picture");
    assert_ne!(filmed(&made).0.fingerprint, filmed(&after).0.fingerprint, "what starts otherwise is another take");
}

#[test]
fn nothing_is_drawn_that_nobody_would_film_from() {
    let none = |change: fn(&mut PromptList)| {
        let mut list = list();
        change(&mut list);
        drawn(&steps(&list)).is_none()
    };
    assert!(none(|list| list.shots[0].first_frame = Some(picture("a"))), "it has one of its own");
    assert!(none(|list| list.shots[0].video = Some(ModelChoice::new("kling", "other"))), "its model starts from none");
    assert!(none(|list| list.shots[0].footage = Some("f".repeat(64))), "its take is chosen");
    assert!(with(&list(), true, |_, steps| drawn(&steps).is_none()), "the animatic stands in");
}

#[test]
fn another_picture_is_another_take_and_the_bill_names_both_before() {
    let mut list = list();
    let before = steps(&list);
    let costs = |list: &PromptList, exists: &[Step]| {
        with(list, false, |brief, _| {
            let known = |name: &plan::Fingerprint| exists.iter().any(|step| step.fingerprint == *name);
            let cost = |work: &Work| match work {
                Work::Picture { .. } => Cost { category: Some("pictures"), cents: Some((3, 3)) },
                Work::Footage { .. } => Cost { category: Some("footage"), cents: Some((40, 42)) },
                _ => Cost::FREE,
            };
            let shots = list.shots.iter().take(1).map(|shot| (shot.id, plan::foreseen_steps(brief, shot)));
            let bill = bill(shots, known, cost);
            (bill.low_cents, bill.high_cents)
        })
    };
    assert_eq!(costs(&list, &[]), (43, 45));
    assert_eq!(costs(&list, &before), (0, 0), "what is made is free");
    let shot = list.shots[0].id;
    run(&mut list, Edit::DrawAgain { shot });
    assert_eq!(costs(&list, &before), (43, 45));
    assert_ne!(drawn(&steps(&list)).unwrap().0.fingerprint, drawn(&before).unwrap().0.fingerprint);
    // The prompt of the picture is the shot's; its dialogue is not in it.
    list.shots[0].picture_take = 0;
    list.shots[0].lines.clear();
    assert_eq!(drawn(&steps(&list)).unwrap().0.fingerprint, drawn(&before).unwrap().0.fingerprint);
}
