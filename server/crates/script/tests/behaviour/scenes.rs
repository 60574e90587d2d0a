//! What a film shows and sounds like: places, light, weather, who is there, and what is heard.

use crate::{properties::config, shoot};
use model::PromptList;
use proptest::prelude::*;

fn sounds(list: &PromptList) -> Vec<&str> {
    list.shots.iter().flat_map(|shot| &shot.cues).map(|cue| cue.sound.as_str()).collect()
}

/// What is heard beside the air of a kitchen.
fn heard(action: &str) -> Vec<String> {
    let (_, list) = shoot(&format!("INT. KITCHEN - DAY\n\n{action}\n"));
    sounds(&list).into_iter().filter(|sound| *sound != "room tone").map(str::to_owned).collect()
}

/// The names of who is seen, shot by shot.
fn casts(text: &str) -> Vec<(String, Vec<String>)> {
    let (_, list) = shoot(text);
    list.shots.into_iter().map(|shot| (shot.action, shot.cast)).collect()
}

#[test]
fn what_acts_makes_the_sound_that_fits_it() {
    assert_eq!(heard("The cook whistles while bacon spits in the pan."), ["whistling", "sizzling"]);
    assert_eq!(heard("The referee blows his whistle."), ["whistle"]);
    assert_eq!(heard("The kettle begins to sing."), ["kettle whistle"]);
    assert_eq!(heard("The engine coughs, catches and roars."), ["car engine"]);
    assert_eq!(heard("A biplane drones over the hangars and lands."), ["airplane"]);
    assert_eq!(heard("The gavel comes down."), ["gavel"]);
}

#[test]
fn what_is_denied_silent_pictured_or_a_figure_of_speech_makes_no_sound() {
    for action in [
        "The phone does not ring.",
        "The phone is dead.",
        "The great bell hangs there, silent since the war.",
        "She eases the door shut without a sound.",
        "Nobody claps.",
        "A painting: ships in a storm, lightning over the masts.",
        "On the screen a house explodes.",
        "Her career explodes.",
        "The news shatters her.",
        "She claps a hand over her mouth.",
        "She thinks of the gunshot every day.",
        "An explosion of colour on the plate.",
        "A paper plane lands on a desk.",
        "Unsold keyboards and radios are piled up to the ceiling.",
        "It is as if a bell rang.",
    ] {
        assert_eq!(heard(action), Vec::<String>::new(), "{action}");
    }
}

#[test]
fn a_place_is_shown_by_its_kind_from_the_side_where_the_camera_is() {
    for (heading, shows, hides) in [
        ("EXT. BUS STOP - DAY", "a small shelter", "dashboard"),
        ("EXT. BANK - DAY", "a stone front", "counters"),
        ("INT. BANK VAULT - DAY", "steel walls", "windows"),
        ("INT. OPERA HOUSE - NIGHT", "a lit stage", "sofa"),
        ("INT. ICE HOUSE - NIGHT", "night", "sofa"),
        ("EXT. CAR - DAY", "seen from outside", "front seats"),
        ("INT. SUBMARINE - DAY", "curved steel", "daylight"),
        ("INT. FOREST RANGER'S OFFICE - DAY", "desks", "trunks"),
        ("INT. SPACE STATION - DAY", "stars through the window", "daylight"),
    ] {
        let (_, list) = shoot(&format!("{heading}\n\nSomebody waits.\n"));
        let prompt = &list.shots[0].prompt;
        assert!(prompt.contains(shows) && !prompt.contains(hides), "{prompt}");
    }
}

#[test]
fn those_who_leave_and_those_who_are_not_there_are_not_put_into_a_two_shot() {
    let text = "INT. HALL - DAY\n\nTESS (30s) freezes.\n\nMIRO (O.S.)\nIs anybody home?\n\nTess does not answer. She counts the steps to \
                the back door. Four of them, and every one of them will creak as it always did.\n\nMiro walks in.\n\nMIRO\nThere you are.\n\n\
                Tess runs off.\n\nMIRO\nTess! Come back here this minute, or I shall have to follow you.\n\nHe sits down.\n\nMIRO\nFine.\n";
    let shots = casts(text);
    let first = &shots[0];
    assert_eq!(first.1, ["TESS"], "{shots:?}");
    assert_eq!(shots.last().map(|shot| shot.1.clone()), Some(vec!["MIRO".to_owned()]), "{shots:?}");
}

#[test]
fn pictures_graves_letters_and_telephones_show_nobody() {
    for action in [
        "ANNA (30s) looks at a photograph of Tom.",
        "ANNA (30s) lays flowers on Tom's grave.",
        "ANNA (30s) waits for Tom.",
        "ANNA (30s) reads a letter from Tom.",
        "ANNA (30s) hangs up Tom's coat.",
        "ANNA (30s) talks on the phone with Tom.",
    ] {
        let text =
            format!("INT. ROOM - DAY\n\n{action}\n\nANNA\nWell.\n\nTOM (V.O.)\nHello, Anna.\n\nANNA\nYou again.\n");
        for (action, cast) in casts(&text) {
            assert_eq!(cast, ["ANNA"], "{action}");
        }
    }
}

#[test]
fn brackets_that_are_no_extension_leave_a_voice_in_the_picture() {
    let (play, _) =
        shoot("INT. ROOM - DAY\n\nBo waits.\n\nBO (SHOCKED)\nNo.\n\nBO (ON TV)\nYes.\n\nBO (THROUGH DOOR)\nMaybe.\n");
    assert_eq!(play.dialogue.iter().map(|line| line.off_screen).collect::<Vec<_>>(), [false, true, true]);
}

#[test]
fn the_scenes_of_a_story_have_headings_and_follow_its_places() {
    let text = "# One\n\nOn a grey morning Ada stood in the covered market and counted her coins.\n\n“Too dear,” said Ada.\n\n“Then \
                starve,” said the man.\n\nIn the kitchen of her sister's house it was warm.\n\n“You are late,” said Ida.\n\nChapter Two\n\nHe \
                swept the yard.\n";
    let (play, list) = shoot(text);
    let headings: Vec<_> = play.scenes.iter().map(|scene| scene.heading.as_deref().unwrap_or("?")).collect();
    assert_eq!(headings.first(), Some(&"INT. COVERED MARKET - MORNING"), "{headings:?}");
    assert!(headings[1].starts_with("INT. KITCHEN"), "{headings:?}");
    assert_eq!(play.scenes.last().map(|scene| scene.synopsis.as_str()), Some("Chapter Two"));
    assert!(list.shots[0].prompt.contains("covered market"));
}

#[test]
fn a_story_that_does_not_say_where_it_happens_is_asked() {
    let (play, list) = shoot("“I am tired,” said Ada, “and I want to go.”\n\n“Then go,” said Ida.\n");
    let issues = script::check(&play, &list);
    assert!(issues.iter().any(|issue| issue.code == "unknown_place"), "{issues:?}");
}

#[test]
fn a_shot_line_keeps_its_subject() {
    let (_, list) = shoot(
        "TITLE: Post\n\nSCENE 1: INT. ROOM - DAY\n\nSHOT 1: Close-up of the torn letter - 3s\n\nSHOT 2: Wide - 3s\nIda waits.\n",
    );
    assert!(list.shots[0].prompt.contains("torn letter"), "{}", list.shots[0].prompt);
}

#[test]
fn a_prompt_stays_within_what_models_read() {
    let action = "The crowd moves on and on between the stalls. ".repeat(120);
    let (_, list) = shoot(&format!("TITLE: Long\n\nSCENE 1: EXT. SQUARE - DAY\n\nSHOT 1: Wide - 5s\n{action}\n"));
    let longest = list.shots.iter().map(|shot| shot.prompt.chars().count()).max();
    assert!(longest.is_some_and(|length| length <= 2500), "{longest:?}");
    assert!(list.shots[0].prompt.contains("The crowd moves on"));
}

#[test]
fn the_inspection_says_who_is_seen_and_heard_and_where() {
    let play = script::read("EXT. PIER - NIGHT\n\nRain. ANNA (30s) waits.\n\nTOM (V.O.)\nAnna.\n\nANNA\nTom?\n");
    let found = script::inspect(&play, &model::ProjectSettings::default());
    let scene = &found.scenes[0];
    assert_eq!((scene.time, scene.weather), (Some("night"), Some("rain")));
    assert_eq!(scene.place.as_ref().map(|place| (place.name.as_str(), place.interior)), Some(("pier", Some(false))));
    assert!(found.shots.iter().all(|shot| !shot.present.contains(&"TOM".to_owned())));
    assert!(found.shots.iter().any(|shot| shot.heard == ["TOM"]));
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn weather_that_a_script_denies_is_never_filmed(
        place in prop_oneof![Just("EXT. YARD"), Just("INT. KITCHEN"), Just("EXT. HILL"), Just("INT. CAR")],
        denied in prop_oneof![
            Just("No rain tonight."), Just("The rain has stopped."), Just("It is not raining."), Just("Without rain the fields die."),
            Just("She dreams of rain."), Just("A painting of the rain."), Just("Not a drop of rain."),
        ],
        more in "[A-Z][a-z ]{0,40}\\.",
    ) {
        let (_, list) = shoot(&format!("{place} - NIGHT\n\n{denied} {more}\n"));
        for shot in &list.shots {
            prop_assert_eq!(shot.place.weather, model::Weather::Clear, "{}", shot.action);
            prop_assert!(shot.cues.iter().all(|cue| !cue.sound.contains("rain")), "{:?}", shot.cues);
        }
    }

    #[test]
    fn any_words_can_be_a_place_and_an_action(place in "[ -~äß中—]{0,40}", action in "[ -~“”’äß雨—\n]{0,120}") {
        let (_, list) = shoot(&format!("INT. {place} - NIGHT\n\n{action}\n\nANNA (O.S.)\nNo.\n"));
        for shot in &list.shots {
            prop_assert!(shot.prompt.chars().count() <= 2500);
        }
    }
}
