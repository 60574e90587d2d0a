//! Looks that are told later than somebody is first seen, members of groups, and people who are gone.

use super::shoot;

fn prompts(text: &str) -> Vec<(String, String)> {
    let (_, list) = shoot(text);
    list.shots.into_iter().map(|shot| (shot.scene, shot.prompt)).collect()
}

#[test]
fn clothes_are_shown_from_the_scene_on_that_tells_them() {
    let text = "INT. OFFICE - NIGHT\n\nCLARA (40, red hair) types.\n\nCLARA\nGo home.\n\nINT. BALLROOM - NIGHT\n\nClara, now in a green evening gown, dances.\n\nCLARA\nLook at me.\n";
    for (scene, prompt) in prompts(text) {
        assert!(prompt.contains("red hair"), "{prompt}");
        assert_eq!(
            prompt.matches("Clara: ").count() == 1 && prompt.contains("40, red hair, a green"),
            scene == "2",
            "{prompt}"
        );
    }
}

#[test]
fn one_of_two_brothers_looks_as_both_are_told_to_look() {
    let text = "INT. GYM - DAY\n\nTWO BROTHERS in tracksuits, shaved heads, lift weights.\n\nIVAN, the older brother, bareheaded, drops the bar.\n\nIVAN\nTen more.\n";
    let (_, list) = shoot(text);
    let ivan = list.characters.iter().find(|c| c.name == "IVAN").map(|c| c.description.as_str()).unwrap_or_default();
    assert!(ivan.contains("shaved head"), "{ivan}");
    assert!(!ivan.contains("black hair") && !ivan.contains("brown hair") && !ivan.contains(" hat"), "{ivan}");
}

#[test]
fn whoever_is_gone_or_has_left_is_not_in_the_picture() {
    let text = "INT. HALL - NIGHT\n\nClara and Ben wait.\n\nCLARA\nI have told you a hundred times that the house is not for sale and that it never will be.\n\nBEN\nThen you will have to tell me a hundred times more, for the house is all that I ever wanted.\n\nBen has left. Clara sits down.\n\nCLARA\nFinally.\n";
    let (_, list) = shoot(text);
    let after: Vec<_> = list.shots.iter().filter(|shot| shot.action.contains("has left")).collect();
    assert!(!after.is_empty() && after.iter().all(|shot| !shot.cast.contains(&"BEN".to_owned())), "{after:?}");
    let (_, list) = shoot(
        "INT. HALL - NIGHT\n\nBen waits with his coat on. Clara is gone.\n\nBEN\nClara?\n\nINT. YARD - DAY\n\nCLARA\nHere.\n",
    );
    assert!(list.shots.iter().filter(|shot| shot.scene == "1").all(|shot| shot.cast == ["BEN"]));
}

#[test]
fn whoever_has_left_a_thing_behind_is_still_there() {
    let (_, list) =
        shoot("INT. HALL - NIGHT\n\nBen has left the letter on the table and reads it aloud.\n\nBEN\nDear Clara.\n");
    assert!(list.shots.iter().all(|shot| shot.cast.contains(&"BEN".to_owned())));
}
