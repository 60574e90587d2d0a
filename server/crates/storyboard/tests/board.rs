//! Boards of real scripts: whole, alike each time, and quick.

use model::{ProjectSettings, PromptList, StylePreset};
use proptest::prelude::*;
use storyboard::{Idea, NARRATIVES, TONES, board, check, measures, pages, trailer};

fn list_of(script: &str) -> PromptList {
    let play = script::read(script);
    let mut list = script::prompt_list(&play, &ProjectSettings::default());
    list.title.clone_from(&play.title);
    list
}

/// A screenplay of many scenes in a few places, with dialogue.
fn long_script(scenes: usize) -> String {
    let mut out = String::from("Title: The Long Way\n\n");
    let places = ["HARBOUR", "KITCHEN", "LIGHTHOUSE", "BOAT", "STATION"];
    for scene in 0..scenes {
        let place = places[scene % places.len()];
        let time = ["DAY", "NIGHT", "DUSK"][scene % 3];
        out.push_str(&format!(
            "INT. {place} - {time}\n\nMARA, 30s, in a yellow coat, carries a lantern to the window. Rain falls.\n\nOLD TOM\nWe are \
             late. What did you see out there?\n\nMARA\n(softly)\nA light, number {scene}. It went out.\n\nTom puts a letter on the \
             table and leaves.\n\n"
        ));
    }
    out
}

#[test]
fn the_rules_fill_every_step_of_a_script_at_once() {
    let list = list_of(&long_script(6));
    let own = board(&list, StylePreset::Cinematic);
    assert!(own.logline.contains("Mara") && own.logline.ends_with('.'), "{}", own.logline);
    assert_eq!(own.lore.options.len(), 3);
    let texts: std::collections::HashSet<_> = own.lore.options.iter().map(|option| &option.text).collect();
    let looks: std::collections::HashSet<_> = own.lore.options.iter().map(|option| option.style).collect();
    assert_eq!((texts.len(), looks.len()), (3, 3), "the three lores differ in words and look");
    assert!(own.lore.options.iter().all(|option| option.text.len() > 40), "{:?}", own.lore.options);
    assert!(own.narrative.options.iter().all(|option| option.text.len() > 40), "{:?}", own.narrative.options);
    assert_eq!(own.people.len(), 2);
    assert_eq!(own.places.len(), 5);
    assert!(own.props.iter().any(|prop| prop.name == "letter"), "{:?}", own.props);
    assert_eq!(own.stages.len(), 6);
    assert!(own.stages.iter().all(|stage| stage.words.contains("Mara") && stage.words.contains("The light")));
    assert_eq!(check(&list, &own), Vec::new());
    assert!(measures(&list, &own).iter().all(|measure| measure.percent == 100), "{:?}", measures(&list, &own));
}

#[test]
fn a_persons_words_stand_in_the_place_of_the_studios() {
    let mut list = list_of(&long_script(3));
    list.story.lore = "A harbour that no chart shows.".to_owned();
    list.scenes[1].stage.description = "Tom at the stove.".to_owned();
    list.props.push(model::Prop { name: "letter".to_owned(), description: "A grey envelope, torn open".to_owned() });
    let own = board(&list, StylePreset::Cinematic);
    assert_eq!(own.lore.text(), "A harbour that no chart shows.");
    assert_eq!(own.stages[1].words, "Tom at the stove.");
    assert_eq!(own.stages[1].state, storyboard::State::Yours);
    assert_eq!(own.stages[0].state, storyboard::State::Studio);
    let letter = own.props.iter().find(|prop| prop.name == "letter").unwrap();
    assert_eq!((letter.words.as_str(), letter.state), ("A grey envelope, torn open", storyboard::State::Yours));
}

#[test]
fn a_text_that_was_written_for_another_story_is_out_of_date() {
    let mut list = list_of(&long_script(3));
    list.story.narrative = "They wait for a light.".to_owned();
    let basis = storyboard::basis(&list, "narrative").unwrap();
    list.story.written_for.insert("narrative".to_owned(), basis);
    assert_eq!(board(&list, StylePreset::Cinematic).narrative.state, storyboard::State::Yours);
    list.shots[0].action = "The sea is empty.".to_owned();
    assert_eq!(board(&list, StylePreset::Cinematic).narrative.state, storyboard::State::Stale);
}

#[test]
fn the_films_own_look_is_among_the_lores_and_is_the_chosen_one() {
    let list = list_of(&long_script(3));
    for style in StylePreset::ALL {
        let own = board(&list, *style);
        assert_eq!(own.lore.options[own.lore.chosen].style, *style);
    }
}

#[test]
fn a_shot_that_was_moved_stays_in_its_scene() {
    let mut list = list_of(&long_script(3));
    let last = list.shots.pop().unwrap();
    list.shots.insert(0, last);
    let own = board(&list, StylePreset::Cinematic);
    assert_eq!(own.stages.len(), 3);
    assert_eq!(own.facts.scenes.iter().map(|scene| scene.shots).sum::<usize>(), list.shots.len());
}

#[test]
fn a_trailer_has_six_to_twelve_shots_and_nothing_of_the_end() {
    let list = list_of(&long_script(12));
    let own = board(&list, StylePreset::Cinematic);
    let trailer = trailer(&list, &own.facts);
    assert!((6..=12).contains(&trailer.shots.len()), "{trailer:?}");
    assert!(trailer.seconds <= 48.0 && trailer.shots.is_sorted());
    let end = list.shots.len() - list.shots.len() * 15 / 100;
    assert!(trailer.shots.iter().all(|at| *at < end), "{trailer:?} of {}", list.shots.len());
}

#[test]
fn every_outline_of_an_idea_is_read_as_a_script_of_its_people() {
    let brief = model::Brief {
        idea: "Mara finds a lighthouse that sends letters".to_owned(),
        seconds: 200,
        people: vec!["MARA".to_owned(), "TOM".to_owned()],
        places: vec!["LIGHTHOUSE".to_owned(), "HARBOUR".to_owned()],
        ..model::Brief::default()
    };
    let idea = Idea { title: "Letters of Light", brief: &brief };
    let mut seen = std::collections::HashSet::new();
    for lore in 0..TONES.len() {
        for narrative in 0..NARRATIVES.len() {
            let text = pages(&idea, lore, narrative);
            let list = list_of(&text);
            assert!((5..=8).contains(&list.scenes.len()), "{text}");
            assert_eq!(list.title, "Letters of Light");
            assert!(list.characters.iter().any(|own| own.name.eq_ignore_ascii_case("MARA")), "{text}");
            assert!(list.shots.iter().flat_map(|shot| &shot.lines).count() >= 3, "{text}");
            assert!(!list.shots.iter().any(|shot| shot.prompt.contains("outline by the studio")), "{text}");
            assert!(seen.insert(text), "two outlines are the same");
        }
    }
}

#[test]
fn an_idea_without_names_still_has_an_outline() {
    let brief = model::Brief { idea: "a clock that runs backwards".to_owned(), ..model::Brief::default() };
    let text = pages(&Idea { title: "Backwards", brief: &brief }, 0, 2);
    assert!(text.contains("A clock that runs backwards.") && !text.contains('{'), "{text}");
    assert!(list_of(&text).scenes.len() >= 5);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_text_gives_a_board_that_is_the_same_each_time(text in "(INT\\. [A-Z]{1,9} - (DAY|NIGHT)\n\n[A-Za-z .!?]{0,90}\n\n([A-Z]{2,8}\n[a-z ?]{1,30}\n\n)?){0,5}") {
        let list = list_of(&text);
        let own = board(&list, StylePreset::Noir);
        prop_assert_eq!(&own, &board(&list, StylePreset::Noir));
        prop_assert_eq!(own.stages.len(), own.facts.scenes.len());
        prop_assert!(own.stages.iter().all(|stage| !stage.words.is_empty()));
        let trailer = trailer(&list, &own.facts);
        prop_assert!(trailer.shots.iter().all(|at| *at < list.shots.len()));
    }
}
