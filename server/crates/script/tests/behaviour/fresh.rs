//! Kinds of faults that scripts showed which nobody had tuned for.

use model::ProjectSettings;

fn inspected(text: &str) -> script::Inspection {
    let play = script::read(text);
    script::inspect(&play, &ProjectSettings::default())
}

fn looks(text: &str, name: &str) -> String {
    let found = inspected(text);
    let person = found.characters.iter().find(|c| c.name == name || c.aliases.iter().any(|a| a == name));
    person.map(|c| c.description.clone()).unwrap_or_default()
}

#[test]
fn a_thing_that_speaks_is_heard_and_never_seen() {
    for device in ["INTERCOM", "LOUDSPEAKER", "RADIO", "TELEVISION", "ANSWERING MACHINE", "CAR RADIO"] {
        let text = format!("INT. HALL - DAY\n\nFALK waits.\n\n{device}\nFourth floor.\n\nFALK\nThank you.\n");
        let found = inspected(&text);
        assert!(found.shots.iter().all(|s| !s.present.iter().any(|p| p == device)), "{device} is seen");
        assert!(found.shots.iter().any(|s| s.heard.iter().any(|p| p == device)), "{device} is not heard");
    }
    let found = inspected("INT. HALL - DAY\n\nSPEAKER OF THE HOUSE\nOrder!\n");
    assert_eq!(found.shots[0].present, ["SPEAKER OF THE HOUSE"]);
}

#[test]
fn a_prompt_writes_names_as_names_and_not_in_capitals() {
    let found = inspected("INT. HALL - DAY\n\nHENRIK locks the door. A BANG.\n\nHENRIK\nThere.\n");
    assert!(found.shots[0].prompt.contains("Henrik locks the door. A BANG."), "{}", found.shots[0].prompt);
}

#[test]
fn the_one_at_the_other_end_of_a_call_is_not_in_the_room() {
    let found = inspected(
        "INT. ROOM - NIGHT\n\nMIREK sits on the phone to his mother, DANA.\n\nDANA (V.O.)\nIs he awake?\n\nMIREK\nNo.\n",
    );
    assert!(found.shots.iter().all(|s| !s.present.iter().any(|p| p == "DANA")));
}

#[test]
fn what_somebody_does_not_wear_is_not_in_their_looks() {
    let looks = looks(
        "EXT. FAIR - NIGHT\n\nMARGA isn't wearing her glasses, so she has to squint. She wears a red coat.\n\nMARGA\nHello?\n",
        "MARGA",
    );
    assert!(looks.contains("red coat") && !looks.contains("glasses") && !looks.contains("squint"), "{looks}");
}

#[test]
fn ages_are_told_in_more_ways() {
    for (said, years) in [("pushing seventy", 70), ("thirtyish", 30), ("nearing fifty", 50)] {
        let found = inspected(&format!(
            "INT. VINEYARD - DAY\n\nBRAM, {said}, red beard, pours the wine.\n\nBRAM\nDrink this, please.\n"
        ));
        assert!(found.characters[0].description.contains(&years.to_string()), "{said}: {:?}", found.characters[0]);
    }
}

#[test]
fn silent_people_are_known_by_their_looks_alone() {
    let text = "INT. OPERA - NIGHT\n\nMADAME VIARDOT sits. On her arm the tenor GIULIO, barrel-chested, black goatee, silk cravat.\n\n\
                MADAME VIARDOT\nHe cannot sing.\n";
    assert!(looks(text, "GIULIO").contains("black goatee"));
}

#[test]
fn a_name_in_brackets_is_the_inmate_s() {
    let text = "INT. CELL - DAY\n\nINMATE 4471 (BRUNO SACHS, 45, neck tattoos) sits down.\n\nBRUNO\nIt's the bread.\n";
    assert!(looks(text, "BRUNO").contains("neck tattoos"), "{:?}", inspected(text).characters);
}

#[test]
fn kin_beside_a_name_tells_the_sex_and_what_follows_is_hers() {
    let text = "INT. THRONE ROOM - DAY\n\nKING ODO, a boy of eight, swings his legs. Beside him the REGENT, his aunt, a hawk-faced \
                woman in a black gown, does the talking.\n\nREGENT\nHis Majesty is pleased.\n\nKING ODO\nI'm not.\n";
    let regent = looks(text, "REGENT");
    assert!(regent.starts_with("woman") && regent.contains("black gown"), "{regent}");
}

#[test]
fn the_accused_who_is_a_boy_is_one() {
    let text =
        "INT. COURT - DAY\n\nTHE ACCUSED, a boy of seventeen in a grey suit, stares.\n\nTHE ACCUSED\nI am standing.\n";
    assert!(looks(text, "THE ACCUSED").starts_with("teenage boy of 17"), "{}", looks(text, "THE ACCUSED"));
}

#[test]
fn what_all_call_somebody_is_their_name() {
    let text = "The ferryman had one good ear. People called him Grit.\n\n\"Two coins,\" said the ferryman.\n\n\
                \"One,\" said the pilgrim.\n\n\"Two,\" said Grit.\n";
    let found = inspected(text);
    assert_eq!(found.characters.iter().filter(|c| c.lines > 0).count(), 2, "{:?}", found.characters);
    let text = "At the end of the bar sat a man of about fifty in a camel coat. The barmaid called him Mr. Vane.\n\n\
                \"Another?\" she asked.\n\n\"Another,\" said Mr. Vane.\n";
    let found = inspected(text);
    assert!(found.characters.iter().any(|c| c.name.contains("Vane") && c.description.contains("camel coat")));
}

#[test]
fn a_stranger_who_says_a_name_and_has_it_from_then_on_is_one_person() {
    let text = "The stranger took off her helmet. \"Sergeant Adaeze Obi,\" she said. \"You'll be the mayor.\"\n\n\
                \"I will,\" said the mayor.\n\n\"Then you're under arrest,\" said Sergeant Obi.\n";
    let found = inspected(text);
    assert_eq!(found.characters.iter().filter(|c| c.lines > 0).count(), 2, "{:?}", found.characters);
}

#[test]
fn they_who_were_told_of_together_dress_together() {
    let text = "Mr. and Mrs. Tolland were both small, and they dressed alike in brown tweed.\n\n\"We'll take it,\" said Mrs. Tolland.\n\n\
                \"We'll think,\" said Mr. Tolland.\n";
    let found = inspected(text);
    assert!(found.characters.iter().all(|c| c.description.contains("brown tweed")), "{:?}", found.characters);
}

#[test]
fn birds_that_do_not_sing_are_not_heard() {
    let found = inspected("EXT. MEADOW - DAY\n\nNo birds sing. JONAS lies on his back.\n\nJONAS\nQuiet.\n");
    assert!(found.shots.iter().all(|s| s.cues.iter().all(|c| !c.sound.contains("bird"))));
    let found = inspected("INT. HUT - DAY\n\nThe kettle had boiled dry an hour ago. EDDA sits.\n\nEDDA\nGood.\n");
    assert!(
        found.shots.iter().all(|s| s.cues.iter().all(|c| !c.sound.contains("bubbl") && !c.sound.contains("kettle")))
    );
}

#[test]
fn nobody_in_a_story_is_called_he() {
    let text = "He said he was twelve. The boy's name was Fitz, and he had a cape.\n\n\"I need a horse,\" said Fitz.\n";
    assert!(inspected(text).characters.iter().all(|c| c.name != "He"));
}

#[test]
fn a_pair_who_walk_to_the_bow_carry_none() {
    let found = inspected(
        "EXT. DECK - DAY\n\nHENRIK and SOLVEIG come up.\n\nHENRIK\nCold.\n\nThe pair walk to the bow.\n\nSOLVEIG\nYes.\n",
    );
    assert!(found.characters.iter().all(|c| !c.description.contains("bow")), "{:?}", found.characters);
}

#[test]
fn a_pair_is_both_even_where_one_of_them_is_named_next() {
    let found = inspected(
        "INT. CONTROL ROOM - NIGHT\n\nOKAFOR and LUND watch the screens.\n\nLUND\nThat's not possible.\n\n\
         The pair exchange a look. Okafor runs out.\n\nLUND\nWait!\n",
    );
    let shot = found.shots.iter().find(|s| s.prompt.contains("exchange a look"));
    assert!(
        shot.is_some_and(|s| s.present.contains(&"LUND".to_owned()) && s.present.contains(&"OKAFOR".to_owned())),
        "{shot:?}"
    );
}
