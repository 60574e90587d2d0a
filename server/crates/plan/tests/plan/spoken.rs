//! What is said of a line, and what its name then depends on.

use crate::{brief, list};
use model::{Edit, LineId, ModelChoice, ProjectSettings, PromptList, SpeechSpec};
use plan::{EditError, Fingerprint, Work, apply, fingerprint, shot_steps};
use uuid::Uuid;

fn with_line(text: &str) -> PromptList {
    let mut list = list();
    list.shots[0].lines[0].text = text.to_owned();
    list
}

fn line_of(list: &PromptList, settings: &ProjectSettings) -> (Fingerprint, SpeechSpec) {
    let steps = shot_steps(&brief(settings, list), &list.shots[0], false);
    match &steps[0].work {
        Work::Line { spec, .. } => (steps[0].fingerprint.clone(), spec.clone()),
        other => panic!("{}", other.kind()),
    }
}

fn say_name(list: &mut PromptList, written: &str, said: &str) -> Result<(), EditError> {
    let edit = Edit::SayName { written: written.to_owned(), said: said.to_owned() };
    apply(list, edit, &mut Uuid::now_v7, &|_, shot| shot.prompt.clone(), &|_| None)
}

/// The name that a line had before anything was written out.
fn before(spec: &SpeechSpec, version: u32) -> Fingerprint {
    fingerprint("line_take", version, &SpeechSpec { say: Vec::new(), ..spec.clone() })
}

#[test]
fn a_line_that_is_said_as_written_keeps_the_name_it_had() {
    let (name, spec) = line_of(&with_line("You came."), &ProjectSettings::default());
    assert!(spec.say.is_empty());
    assert!(!serde_json::to_string(&spec).unwrap().contains("say"));
    assert_eq!(name, before(&spec, 1));
}

#[test]
fn a_free_voice_says_a_written_out_line_anew() {
    let (name, spec) = line_of(&with_line("It costs $5."), &ProjectSettings::default());
    assert_eq!((spec.said().as_ref(), spec.text.as_str()), ("It costs five dollars.", "It costs $5."));
    assert_ne!(name, before(&spec, 1));
}

#[test]
fn a_bought_line_is_not_renamed_by_what_is_written_out() {
    let bought = ModelChoice::new("openai", "gpt-4o-mini-tts");
    let lips = Some(ModelChoice::new("kling", "kling-lip-sync"));
    let voices = ProjectSettings { speech: bought, ..ProjectSettings::default() };
    for (settings, version) in [(voices, 0), (ProjectSettings { lips, ..ProjectSettings::default() }, 1)] {
        let (name, spec) = line_of(&with_line("It costs $5."), &settings);
        assert_eq!(spec.said(), "It costs five dollars.");
        assert_eq!(name, before(&spec, version));
    }
}

#[test]
fn a_bought_line_is_said_anew_where_a_person_told_of_its_names() {
    let speech = ModelChoice::new("openai", "gpt-4o-mini-tts");
    let settings = ProjectSettings { speech, ..ProjectSettings::default() };
    let plain = with_line("Siobhan owes $5.");
    let (name, _) = line_of(&plain, &settings);
    let mut told = plain.clone();
    say_name(&mut told, " Siobhan ", "Shivawn").unwrap();
    let (renamed, spec) = line_of(&told, &settings);
    assert_eq!(spec.said(), "Shivawn owes five dollars.");
    assert_ne!(name, renamed);
    say_name(&mut told, "Maeve", "Mayv").unwrap();
    assert_eq!(line_of(&told, &settings).0, renamed, "a name that it does not hold");
    say_name(&mut told, "SIOBHAN", "").unwrap();
    assert_eq!(line_of(&told, &settings).0, name, "taken back");
    assert_eq!(told.names.len(), 1);
    assert_eq!(say_name(&mut told, "…", "x"), Err(EditError::NoName));
}

#[test]
fn the_language_of_who_speaks_decides_how_numbers_are_said() {
    let mut list = with_line("5 km");
    let settings = ProjectSettings { language: Some("de".into()), ..ProjectSettings::default() };
    assert_eq!(line_of(&list, &settings).1.said(), "fünf Kilometer");
    list.characters[0].accent = Some("fr".into());
    assert_eq!(line_of(&list, &settings).1.said(), "cinq kilomètres");
    assert_ne!(list.shots[0].lines[0].id, LineId(Uuid::nil()));
}
