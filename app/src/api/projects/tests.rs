//! What a form says of a film, and what it may cost.

use super::{ProjectForm, is_agreed, title_from};
use model::{ModelChoice, ProjectSettings, view::ProgressView};

#[test]
fn a_chain_that_is_longer_than_the_form_shows_is_kept() {
    let model = |name: &str| ModelChoice::new("maker", name);
    let chain = || ["a", "b", "c"].map(model).to_vec();
    let was = ProjectSettings {
        fallbacks: chain(),
        speech_fallbacks: chain(),
        sound_fallbacks: chain(),
        ..ProjectSettings::default()
    };
    let key = |name: &str| Some(model(name).key());
    let form = ProjectForm {
        fallback1: key("x"),
        fallback2: key("b"),
        speech_fallback1: Some("none".to_owned()),
        sound_fallback1: key("a"),
        ..ProjectForm::default()
    };
    let now = form.settings(was).unwrap();
    assert_eq!(now.fallbacks, ["x", "b", "c"].map(model));
    assert_eq!(now.speech_fallbacks, ["b", "c"].map(model), "a place that is not shown stays");
    assert_eq!(now.sound_fallbacks, chain());
}

#[test]
fn a_narrator_is_there_for_stories_where_nobody_says_otherwise() {
    let story =
        "The harbour had been dark for years. Oda rowed out alone, and nobody saw her go.\n\nShe found the lamp.\n";
    let narrated = |script: &str, narration: Option<&str>| {
        let (script, narration) = (script.to_owned(), narration.map(str::to_owned));
        let form = ProjectForm { script, narration, ..ProjectForm::default() };
        form.settings(ProjectSettings::default()).unwrap().narration
    };
    assert!(narrated(story, Some("auto")) && !narrated(story, Some("off")) && !narrated(story, None));
    let play = "INT. ROOM - DAY\n\nA man sits.\n";
    assert!(!narrated(play, Some("auto")) && narrated(play, Some("on")));
}

#[test]
fn a_film_without_a_title_is_called_as_its_script_or_its_first_place() {
    assert_eq!(title_from(" The Ferry ", "INT. ROOM - DAY"), "The Ferry");
    assert_eq!(title_from("", "EXT. BUS STOP - NIGHT"), "Bus Stop");
    assert_eq!(title_from("", "Chapter One"), "Chapter One");
    assert_eq!(title_from("", "The harbour had been dark. Oda"), "The harbour had been dark");
    assert_eq!(title_from("", " "), "Untitled film");
}

#[test]
fn a_film_that_costs_money_is_begun_only_for_about_the_price_that_was_shown() {
    let costs = |estimate_cents, unpriced| ProgressView { estimate_cents, unpriced, ..ProgressView::default() };
    for shown in [None, Some(""), Some("0"), Some("250")] {
        assert!(is_agreed(shown, &costs(0, false)), "free, whatever was shown: {shown:?}");
    }
    assert!(is_agreed(Some("100"), &costs(100, false)) && !is_agreed(Some("100"), &costs(101, false)));
    let covered = |covered_cents| ProgressView { covered: Some(3), covered_cents, ..costs(300, false) };
    assert!(is_agreed(Some("100"), &covered(100)) && !is_agreed(Some("100"), &covered(101)));
    for shown in [None, Some(""), Some("0"), Some("free"), Some("-5")] {
        assert!(!is_agreed(shown, &costs(1, false)), "nobody saw a price: {shown:?}");
    }
    assert!(!is_agreed(Some("100"), &costs(50, true)), "nobody knows all of the price");
}
