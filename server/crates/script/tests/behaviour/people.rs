//! What is told of people is what their prompts say.

use crate::properties::config;
use model::{ProjectSettings, Sex};
use proptest::prelude::*;
use script::{Kind, Screenplay, Slot, inspect, prompt_list, read};

fn description(text: &str, name: &str) -> String {
    let list = prompt_list(&read(text), &ProjectSettings::default());
    list.characters.iter().find(|c| c.name == name).map(|c| c.description.clone()).unwrap_or_default()
}

fn scene(intro: &str, name: &str) -> String {
    format!("INT. ROOM - DAY\n\n{intro}\n\n{name}\nHello there.\n")
}

/// Every claim lies in the text, and says words that stand there.
fn claims_lie_in_the_text(play: &Screenplay) -> Result<(), String> {
    let length = play.text.chars().count();
    for person in &play.characters {
        let ages = [person.portrait.age_span, person.portrait.sex_span];
        let spans = person.portrait.claims.iter().map(|c| c.span).chain(ages.into_iter().flatten());
        for span in spans {
            if span.start > span.end || span.end > length {
                return Err(format!("{span:?} of {length} for {}", person.name));
            }
        }
    }
    Ok(())
}

#[test]
fn an_introduction_fills_the_slots_and_nothing_made_up_stands_against_it() {
    let text = scene(
        "Her father TOMAS (60s, grey beard, thick sweater) waits. ANNA, forty-one, tiny, a pencil stuck through her bun, laughs.",
        "ANNA",
    );
    let tomas = description(&text, "TOMAS");
    assert!(tomas.starts_with("man in his 60s, grey beard, thick sweater"), "{tomas}");
    let anna = description(&text, "ANNA");
    assert!(anna.starts_with("woman of 41, tiny, a pencil stuck through bun"), "{anna}");
    assert_eq!(anna.matches("hair").count(), 0, "{anna}");
}

#[test]
fn what_is_denied_is_left_out() {
    let told = description(&scene("JO (20, no hat, clean-shaven, without a coat) waits.", "JO"), "JO");
    for word in ["hat", "shaven", "coat", "beard"] {
        assert!(!told.contains(word), "{told}");
    }
}

#[test]
fn new_clothes_hold_from_the_scene_that_tells_them() {
    let text = "INT. GARAGE - DAY\n\nTEODOR (33, boiler suit) works.\n\nTEODOR\nHm.\n\nINT. BALLROOM - NIGHT\n\nTeodor, now in a white dinner jacket, waits.\n\nTEODOR\nWell.\n";
    let list = prompt_list(&read(text), &ProjectSettings::default());
    let prompts = |scene: &str| {
        list.shots.iter().filter(|s| s.scene == scene).map(|s| s.prompt.clone()).collect::<Vec<_>>().join("\n")
    };
    assert!(prompts("1").contains("boiler suit") && !prompts("1").contains("dinner jacket"));
    assert!(prompts("2").contains("white dinner jacket") && !prompts("2").contains("boiler"), "{}", prompts("2"));
}

#[test]
fn animals_and_robots_get_no_human_words() {
    let text =
        scene("BISCUIT, a three-legged sheepdog with one blue eye, waits. UNIT 7, a rusty robot, hums.", "BISCUIT");
    let dog = description(&text, "BISCUIT");
    assert!(dog.contains("sheepdog") && dog.contains("three-legged"), "{dog}");
    for word in ["man", "woman", "person", "hair", "trousers"] {
        assert!(!dog.contains(word), "{dog}");
    }
    let kinds: Vec<Kind> = read(&text).characters.iter().map(|p| p.portrait.kind).collect();
    assert!(kinds.contains(&Kind::Animal));
}

#[test]
fn sex_is_told_by_the_best_evidence() {
    for (intro, name, sex) in [
        ("NURSE TULLY (a bloke of 38) waits.", "NURSE TULLY", Some(Sex::Male)),
        ("SERGEANT VOSS checks her watch.", "SERGEANT VOSS", Some(Sex::Female)),
        ("MORGAN (non-binary, 21) waits.", "MORGAN", None),
        ("KIT (29) hauls herself up.", "KIT", Some(Sex::Female)),
    ] {
        let play = read(&scene(intro, name));
        assert_eq!(play.characters.iter().find(|p| p.name == name).and_then(|p| p.sex), sex, "{intro}");
    }
}

#[test]
fn a_label_and_its_name_are_one_person() {
    let masked = "INT. BALL - NIGHT\n\nTHE MASKED WOMAN dances.\n\nTHE MASKED WOMAN\nGood evening.\n\nShe lifts the mask. It is QUEEN ADELHEID.\n\nQUEEN ADELHEID\nKneel.\n";
    let story = "The doctor washed his hands. He was called Renner, and he was new.\n\n\u{201c}It's a boy,\u{201d} said the doctor.\n\n\u{201c}Congratulations,\u{201d} said Renner.\n";
    for (text, name) in [(masked, "QUEEN ADELHEID"), (story, "Renner")] {
        let play = read(text);
        let names: Vec<&str> = play.characters.iter().map(|p| p.name.as_str()).collect();
        assert_eq!(names, [name]);
        assert!(play.dialogue.iter().all(|line| line.speaker.as_deref() == Some(name)));
    }
}

#[test]
fn every_garment_of_the_tables_is_worn_and_no_other_stands_in_its_place() {
    let outfit = ["outer", "top", "legs", "whole"];
    for entry in lexicon::looks().entries().iter().filter(|e| e.tags.first().is_some_and(|t| outfit.contains(t))) {
        for words in entry.words.iter().filter(|(code, _)| *code == "en").flat_map(|(_, words)| words) {
            let text = scene(&format!("ROBIN (33, red {words}) waits."), "ROBIN");
            let list = inspect(&read(&text), &ProjectSettings::default());
            let robin = list.characters.iter().find(|c| c.name == "ROBIN").unwrap();
            assert!(robin.description.contains(words), "{words}: {}", robin.description);
            let told: Vec<&str> = robin.looks.iter().map(|c| c.words.as_str()).collect();
            let slots: Vec<Slot> = robin.looks.iter().flat_map(|c| c.slots.clone()).collect();
            let invented =
                robin.description.split(", ").filter(|part| !told.contains(part)).collect::<Vec<_>>().join(" ");
            let made_up = |list: &[&str]| list.iter().any(|garment| invented.split(' ').any(|w| w == *garment));
            let tops = made_up(&["shirt", "sweater", "cardigan", "coat", "jacket"]);
            let legs = made_up(&["trousers", "jeans", "skirt"]);
            let whole = slots.contains(&Slot::WholeBody);
            assert!(
                !(tops && (whole || slots.contains(&Slot::Top) || slots.contains(&Slot::Outer))),
                "{}",
                robin.description
            );
            assert!(!(legs && (whole || slots.contains(&Slot::Legs))), "{}", robin.description);
        }
    }
}

/// Introductions put together from what introductions are made of.
fn introductions() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        Just("ANNA"),
        Just("Anna"),
        Just("THE OLD MAN"),
        Just("the old man"),
        Just("He"),
        Just("She"),
        Just("her"),
        Just("his"),
        Just("their"),
        Just("it"),
        Just(","),
        Just("."),
        Just(":"),
        Just("("),
        Just(")"),
        Just("—"),
        Just("\""),
        Just("and"),
        Just("in"),
        Just("with"),
        Just("was"),
        Just("is"),
        Just("had"),
        Just("wears"),
        Just("called"),
        Just("name"),
        Just("who"),
        Just("whose"),
        Just("a"),
        Just("an"),
        Just("the"),
        Just("no"),
        Just("red"),
        Just("coat"),
        Just("dinner jacket"),
        Just("beard"),
        Just("forty-one"),
        Just("40s"),
        Just("a year younger"),
        Just("brother"),
        Just("BEN"),
        Just("two"),
        Just("hyenas"),
        Just("now"),
        Just("waits"),
        Just("walks to the door"),
        Just("hair"),
        Just("bald"),
        Just("scar"),
        Just("Mr."),
        Just("Mrs."),
        Just("TOM \"TOMMY\" HALE"),
        Just("Ä́ß"),
        Just("\n"),
        Just("*"),
        Just("[["),
    ];
    proptest::collection::vec(word, 1..14).prop_map(|words| words.join(" "))
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn claims_lie_in_the_text_of_every_script(intro in introductions(), speech in introductions()) {
        let screenplay = format!("INT. ROOM - DAY\n\n{intro}\n\nANNA\n{speech}\n\nINT. HALL - DAY\n\n{speech}\n\nTHE OLD MAN\nYes, Anna.\n");
        for text in [screenplay, format!("{intro}\n\n\u{201c}Yes,\u{201d} said Anna. {speech}"), intro] {
            let play = read(&text);
            prop_assert!(claims_lie_in_the_text(&play).is_ok(), "{:?} in {text:?}", claims_lie_in_the_text(&play));
            let list = prompt_list(&play, &ProjectSettings::default());
            prop_assert!(list.characters.iter().all(|c| c.description.chars().count() <= 1_000));
        }
    }
}

/// Who is found in a script.
fn people(text: &str) -> Vec<String> {
    read(text).characters.into_iter().map(|c| c.name).collect()
}

#[test]
fn silent_people_in_capitals_are_known_by_what_they_do_and_things_are_not_people() {
    let found = people(
        "INT. HUT - DAY\n\nNear the door, ZEPHYRINE whittles a stick. SMOKE curls up. THUNDER cracks.\n\nNobody but ODO is awake. \
         The HOUND barks. VELDA, the foreman, chews.\n\nBEN\nHello.\n\nOdo runs.\n",
    );
    assert_eq!(found, ["BEN", "ZEPHYRINE", "ODO", "VELDA"]);
}

#[test]
fn a_family_name_alone_means_the_one_introduced_with_a_title() {
    let play = read(
        "INT. HUT - DAY\n\nMAJOR VANCE and CAPTAIN DOYLE wait.\n\nINT. BARN - DAY\n\nDoyle sits.\n\nEXT. YARD - DAY\n\nVance's eye.\n",
    );
    let scenes: Vec<&[String]> = play.scenes.iter().map(|s| s.characters.as_slice()).collect();
    assert_eq!(
        scenes,
        [
            &["MAJOR VANCE".to_owned(), "CAPTAIN DOYLE".to_owned()][..],
            &["CAPTAIN DOYLE".to_owned()],
            &["MAJOR VANCE".to_owned()]
        ]
    );
}

#[test]
fn a_part_of_a_name_that_is_a_word_besides_is_no_name() {
    let play =
        read("INT. HUT - DAY\n\nHOPE LITTLE, 40, waits a little.\n\nINT. BARN - DAY\n\nLittle by little it rains.\n");
    assert_eq!(play.scenes.iter().map(|s| s.characters.len()).collect::<Vec<_>>(), [1, 0]);
}

#[test]
fn a_story_has_the_relatives_and_the_others_whom_it_names_once() {
    let found = people(
        "Mattias opened the shop. \"Nobody comes,\" said Mattias.\n\nHis wife Grusha swept the step.\n\nPelle nodded. In Varnholm it rained.\n",
    );
    assert_eq!(found, ["Mattias", "Grusha", "Pelle"]);
}

#[test]
fn whoever_is_shown_to_have_another_name_has_it() {
    let play = read(
        "He gave his name as Jones. The sergeant yawned.\n\n\"First name?\" said the sergeant.\n\n\"Jones,\" said Jones.\n\n\
         A constable put his head in. \"That's Percy Quill,\" said the constable.\n\n\"Thank you,\" said Quill sadly.\n",
    );
    let quill = play.characters.iter().find(|c| c.name == "Percy Quill").expect("Percy Quill");
    assert!(quill.aliases.contains(&"Jones".to_owned()), "{:?}", quill.aliases);
    assert_eq!(quill.lines, 2);
}

#[test]
fn a_name_on_a_badge_is_that_of_the_one_told_of_before() {
    let lumen = description(
        "In the lift stood a tall person in a long coat. They had a shaved head.\n\n\"Going down?\" asked Lumen. That was the name on their \
         badge.\n\n\"Always,\" said Mr. Tak.\n",
        "Lumen",
    );
    assert!(lumen.contains("shaved head") && lumen.contains("coat") && !lumen.contains("badge"), "{lumen}");
}

#[test]
fn a_bell_that_rings_is_no_jewellery() {
    let amina = description(
        "EXT. WELL - DAY\n\nAMINA, 19, in a brown coat with two gold rings, waits.\n\nAMINA\nThe well is dry.\n\nA wind rises. Somewhere a bell rings.\n",
        "AMINA",
    );
    assert!(amina.contains("gold rings") && !amina.contains("bell"), "{amina}");
}
