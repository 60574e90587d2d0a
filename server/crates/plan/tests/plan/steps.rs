use crate::{PLAIN, brief, list};
use model::{Edit, LineChange, ModelChoice, ProjectSettings, PromptList, Through};
use plan::{Step, Work, apply, shot_steps};
use std::collections::HashSet;
use uuid::Uuid;

fn steps_of(list: &PromptList, at: usize) -> Vec<Step> {
    let settings = ProjectSettings::default();
    shot_steps(&brief(&settings, list), &list.shots[at], false)
}

fn changed(before: &PromptList, after: &PromptList, at: usize) -> Vec<String> {
    let old: HashSet<_> = steps_of(before, at).into_iter().map(|step| step.fingerprint).collect();
    steps_of(after, at)
        .iter()
        .filter(|step| !old.contains(&step.fingerprint))
        .map(|step| step.work.kind().to_owned())
        .collect()
}

fn edited(edit: Edit) -> PromptList {
    let mut list = list();
    apply(&mut list, edit, &mut Uuid::now_v7, &|_, shot| shot.prompt.clone(), &|_| None).unwrap();
    list
}

#[test]
fn a_shot_is_spoken_then_filmed_then_given_its_sounds_then_mixed() {
    let kinds: Vec<_> = steps_of(&list(), 0).iter().map(|step| step.work.kind().to_owned()).collect();
    assert_eq!(kinds, ["line", "footage", "cue", "cue", "mix"]);
}

#[test]
fn until_its_lines_were_spoken_only_the_lines_of_a_shot_are_known() {
    let mut list = list();
    list.shots[0].lines[0].cut_to = None;
    assert_eq!(steps_of(&list, 0).len(), 1);
}

#[test]
fn a_changed_line_remakes_the_line_and_the_clip_and_nothing_else() {
    let (shot, line) = (list().shots[0].id, list().shots[0].lines[0].id);
    let change = LineChange { text: Some("At last you came, and in such weather.".into()), ..LineChange::default() };
    let after = edited(Edit::ChangeLine { shot, line, change });
    assert_eq!(changed(&list(), &after, 0), ["line", "mix"]);
    assert!(changed(&list(), &after, 1).is_empty());
}

#[test]
fn a_louder_line_only_remixes() {
    let (shot, line) = (list().shots[0].id, list().shots[0].lines[0].id);
    let change = LineChange { gain_db: Some(3.0), ..LineChange::default() };
    assert_eq!(changed(&list(), &edited(Edit::ChangeLine { shot, line, change }), 0), ["mix"]);
}

#[test]
fn a_line_that_is_heard_through_a_phone_is_only_mixed_anew() {
    let (shot, line) = (list().shots[0].id, list().shots[0].lines[0].id);
    let change = LineChange { through: Some(Through::Phone), ..LineChange::default() };
    let after = edited(Edit::ChangeLine { shot, line, change });
    assert_eq!(changed(&list(), &after, 0), ["mix"]);
    assert!(
        !serde_json::to_string(&list()).unwrap().contains("through"),
        "what is heard as it is said is named as ever"
    );
}

#[test]
fn a_new_coat_films_only_the_shots_its_wearer_is_in() {
    let after = edited(Edit::ChangeCharacter {
        name: "MAYA".into(),
        description: Some("woman, green coat".into()),
        voice: None,
        picture: None,
        element: None,
    });
    assert_eq!(changed(&list(), &after, 0), ["footage", "mix"]);
    assert!(changed(&list(), &after, 1).is_empty());
}

#[test]
fn fingerprints_do_not_depend_on_ids() {
    let mut other = list();
    other.shots[0].id = model::ShotId(Uuid::now_v7());
    other.shots[0].lines[0].id = model::LineId(Uuid::now_v7());
    other.shots[0].cues[0].id = model::CueId(Uuid::now_v7());
    assert!(changed(&list(), &other, 0).is_empty());
}

#[test]
fn a_stand_in_is_drawn_from_the_staging_and_outside_makers_get_the_prompt() {
    let settings = ProjectSettings { video: ModelChoice::new("kling", "kling-3.0"), ..ProjectSettings::default() };
    let list = list();
    let brief = plan::Brief { settings: &settings, head: &list, makers: &PLAIN };
    let footage = |stand_in| {
        shot_steps(&brief, &list.shots[0], stand_in)
            .into_iter()
            .find_map(|step| match step.work {
                Work::Footage { spec } => Some(spec),
                _ => None,
            })
            .unwrap()
    };
    assert_eq!(footage(false).prompt, "Maya waits.");
    assert!(footage(false).staging.is_none());
    assert_eq!(footage(true).model, ModelChoice::animatic());
    let staging = footage(true).staging.unwrap();
    assert_eq!(staging.figures[0].description, "woman, red coat");
    assert_eq!(staging.figures[0].speaking.len(), 1);
}
