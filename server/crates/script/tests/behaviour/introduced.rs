//! People whom a script introduces in ways that were once read wrongly.

use super::shoot;

fn described(text: &str, name: &str) -> String {
    let (_, list) = shoot(text);
    list.characters.into_iter().find(|c| c.name.eq_ignore_ascii_case(name)).map(|c| c.description).unwrap_or_default()
}

#[test]
fn brackets_of_a_shot_line_that_describe_somebody_are_no_length_and_no_label() {
    let text = "SCENE 1: The Workshop\nSHOT 1: A clockmaker, Elias (68, thin, white side-whiskers, leather apron), bends over a box.\n\
                SHOT 2: ANNA (30s, tall, red coat) walks in.\nSHOT 3: Wide shot (6s), static. BEN (40s) sleeps.\nELIAS: Not tonight.\n";
    let (_, list) = shoot(text);
    let elias = described(text, "Elias");
    assert!(elias.contains("68") && elias.contains("side-whiskers") && elias.contains("leather apron"), "{elias}");
    let anna = described(text, "Anna");
    assert!(anna.contains("30s") && anna.contains("red coat") && anna.contains("tall"), "{anna}");
    assert!(list.shots.iter().all(|shot| shot.seconds < 10.0), "no shot lasts as long as somebody is old");
    assert_eq!(list.shots[2].seconds, 6.0);
    assert!(list.shots[1].prompt.to_lowercase().contains("anna"), "{}", list.shots[1].prompt);
}

#[test]
fn what_a_thing_is_under_is_not_who_speaks() {
    let (play, _) = shoot(
        "Ferenc stood at the desk. A woman came in and set a cage on it.\n\n\"You are full,\" she said.\n\n\
         Something under the towel said, quite clearly, \"Liar.\"\n\n\"Never,\" said Ferenc.\n",
    );
    assert!(play.characters.iter().all(|person| !person.name.contains("towel")), "{:?}", play.characters);
}

#[test]
fn a_rank_and_a_name_are_the_one_with_that_name() {
    let text = "INT. BRIDGE - NIGHT\n\nCOMMANDER HALE (O.S.)\nNow.\n\nHALE, thirties, red beard, turns. UNIT 7, a robot, waits.\n\nHALE\nWell?\n";
    let (play, _) = shoot(text);
    assert_eq!(play.characters.iter().filter(|person| person.name.contains("HALE")).count(), 1);
}

#[test]
fn a_family_name_of_two_words_names_its_bearer() {
    let text = "INT. LAB - DAY\n\nDR. OKONKWO-REYES (50s) reads.\n\nDR. OKONKWO-REYES\nNo.\n\nINT. AIRLOCK - DAY\n\nOkonkwo-Reyes zips up her suit.\n";
    let (_, list) = shoot(text);
    assert!(list.shots.iter().filter(|shot| shot.scene == "2").any(|shot| !shot.cast.is_empty()));
}

#[test]
fn a_story_that_goes_on_in_another_room_begins_another_scene() {
    let text = "The porter yawned. The door turned and a woman came in. She was tall. She put down her case. Nobody spoke.\n\n\
                In the dining room the next morning Ferenc found her at the window table.\n";
    let (play, _) = shoot(text);
    let places: Vec<_> = play.scenes.iter().map(|scene| scene.location.as_deref()).collect();
    assert_eq!(places, [None, Some("DINING ROOM")]);
}

#[test]
fn a_list_of_sounds_under_audio_is_heard_and_not_read_out() {
    let text = "**Scene 1 — INT. NIGHT BUS — NIGHT**\n*Visual:* Rain on the windows. JUNO (24) sits alone.\n\
                *Audio:* Engine hum, windscreen wipers, a phone buzzing.\n*Dialogue:*\n- JUNO: I am not coming back.\n\
                *Narration (V.O., Juno):* He found the right bus.\n";
    let (play, list) = shoot(text);
    let said: Vec<_> = play.dialogue.iter().map(|line| (line.speaker.as_deref(), line.text.as_str())).collect();
    assert_eq!(said, [(Some("JUNO"), "I am not coming back."), (Some("JUNO"), "He found the right bus.")]);
    assert!(list.shots.iter().any(|shot| shot.cues.iter().any(|cue| cue.sound.contains("phone"))));
}

#[test]
fn rows_of_seats_and_of_lettuce_are_no_oars() {
    for action in ["Three rows behind, an old man sleeps.", "Rows of lettuce under violet light."] {
        let (_, list) = shoot(&format!("INT. BUS - NIGHT\n\n{action}\n"));
        assert!(list.shots.iter().all(|shot| shot.cues.iter().all(|cue| cue.sound != "oars")), "{action}");
    }
    let (_, list) = shoot("EXT. LAKE - DAY\n\nANNA rows across the lake.\n");
    assert!(list.shots.iter().any(|shot| shot.cues.iter().any(|cue| cue.sound == "oars")));
}

#[test]
fn words_before_a_name_and_clauses_behind_a_noun_are_no_marks_of_looks() {
    let ibrahim =
        described("EXT. FLATS - DAY\n\nAt its head walks IBRAHIM, sixty-one, gaunt.\n\nIBRAHIM\nOn.\n", "Ibrahim");
    assert!(ibrahim.contains("gaunt") && !ibrahim.contains("head"), "{ibrahim}");
    let robot =
        described("INT. SHED - DAY\n\nUNIT 7, a squat gardening robot on treads, waits.\n\nUNIT 7\nYes.\n", "Unit 7");
    assert!(robot.contains("treads"), "{robot}");
}

#[test]
fn a_relative_who_speaks_keeps_the_looks_told_beside_the_words() {
    let father = described(
        "Priya laughed.\n\n\"He's sulking,\" said Priya. She was fourteen.\n\n\
         \"Machines don't sulk,\" said her father, a bald man with flour up to the elbows.\n\nPriya sighed.\n",
        "her father",
    );
    assert!(father.contains("bald") && father.contains("flour"), "{father}");
}

#[test]
fn the_night_shift_is_no_night_and_a_close_up_is_no_mark() {
    let (_, list) =
        shoot("INT. KITCHEN\n\nRosa (40) comes in from the night shift. Close on her trembling hands.\n\nROSA\nTea?\n");
    assert!(list.shots.iter().all(|shot| shot.place.time == model::TimeOfDay::Day));
    assert!(list.characters.iter().all(|c| !c.description.to_lowercase().contains("close on")));
}

#[test]
fn whoever_is_told_of_in_a_report_stays_they() {
    let (play, _) = shoot("Rosa came in with Ben.\n\nRosa said that if anyone woke her they would be sorry.\n");
    assert_eq!(play.dialogue[0].text, "If anyone wakes me they will be sorry.");
}

#[test]
fn a_numbered_list_of_framings_is_a_shot_list() {
    let text = "TITLE: \"The Last Recipe\"\n\nSHOT LIST\n\n\
                1. WIDE – Village square at dawn, an old woman in a black headscarf (NONNA PIA, 80s, bent) crosses.\n\
                2. MEDIUM – Restaurant kitchen. CHEF SOFIA (35, white toque) tastes a sauce.\n   SOFIA: \"It's dead.\"\n\
                3. CU – Her phone buzzes.\n4. OTS – Copper pots. Nonna kneads dough.\n   NONNA (laughing): \"I listen.\"\n\
                5. WIDE – A procession.\n   V.O. SOFIA: \"I've been listening ever since.\"\n";
    let (play, list) = shoot(text);
    assert_eq!(play.format, script::Format::ShotList);
    assert_eq!(list.shots.len(), 5);
    let mut names: Vec<_> = play.characters.iter().map(|person| person.name.as_str()).collect();
    names.sort_unstable();
    assert_eq!(names, ["NONNA", "SOFIA"], "neither a framing nor the list's own heading is somebody");
    assert!(list.shots[4].lines[0].off_screen && list.shots[4].lines[0].speaker.as_deref() == Some("SOFIA"));
    let nonna = described(text, "Nonna");
    assert!(nonna.contains("80s") && nonna.contains("black headscarf"), "{nonna}");
    assert!(list.shots.iter().all(|shot| shot.cues.iter().all(|cue| cue.sound != "gunshot")));
}

#[test]
fn close_on_is_nobody_and_a_signal_box_has_levers() {
    let (play, list) = shoot(
        "INT. SIGNAL BOX - NIGHT\n\nCLOSE ON: a black shoe beside her phone.\n\nHAROLD (50s) waits.\n\nHAROLD\nNo.\n",
    );
    assert_eq!(play.characters.iter().map(|person| person.name.as_str()).collect::<Vec<_>>(), ["HAROLD"]);
    assert!(list.shots[0].place.description.contains("levers"), "{}", list.shots[0].place.description);
}

#[test]
fn what_a_thing_has_is_not_the_look_of_somebody() {
    let text = "EXT. HARBOUR - DUSK\n\nHENRIK (70s, white beard) locks the booth.\n\nHENRIK\nNever this late.\n\n\
                He unlocks the gate. The ferry's horn sounds.\n";
    let henrik = described(text, "Henrik");
    assert!(henrik.contains("white beard") && !henrik.contains("horn"), "{henrik}");
}
