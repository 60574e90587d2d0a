//! What the script engine promises, in sentences.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod archive;
mod calls;
mod covered;
mod files;
mod forms;
mod fresh;
mod hostile;
mod introduced;
mod issues;
mod kept;
mod languages;
mod open;
mod pages;
#[cfg(feature = "pdf")]
mod pdf;
mod people;
mod promises;
mod properties;
mod scenes;
mod talk;
mod told_later;
mod tongues;
mod written;

use model::{CueKind, Delivery, Framing, LineKind, ProjectSettings, Sex, TimeOfDay, Weather};
use script::{Format, Screenplay, prompt_list, read, read_bytes};

fn shoot(text: &str) -> (Screenplay, model::PromptList) {
    let play = read(text);
    let list = prompt_list(&play, &ProjectSettings::default());
    (play, list)
}

fn slice(text: &str, span: model::Span) -> String {
    text.chars().skip(span.start).take(span.end - span.start).collect()
}

const TWO_HANDER: &str = "Title: Test\n\nINT. KITCHEN - NIGHT\n\nRain beats on the window. ANNA (30s, in a red coat) waits.\n\nANNA\n(whispering)\nAre you there?\n\nBEN (O.S.)\nAlmost.\n\nCUT TO:\n\nEXT. FOREST - DAY\n\nBen walks alone. A dog barks.\n";

#[test]
fn a_fountain_script_gives_its_scenes_people_lines_and_transitions() {
    let (play, _) = shoot(TWO_HANDER);
    assert_eq!(play.format, Format::Fountain);
    assert_eq!(play.title, "Test");
    assert_eq!(
        play.scenes.iter().map(|s| s.location.clone().unwrap_or_default()).collect::<Vec<_>>(),
        ["KITCHEN", "FOREST"]
    );
    assert_eq!(
        play.dialogue.iter().map(|l| l.speaker.clone().unwrap_or_default()).collect::<Vec<_>>(),
        ["ANNA", "BEN"]
    );
    assert!(play.dialogue[1].off_screen);
    assert_eq!(play.transitions, ["CUT TO:"]);
}

#[test]
fn every_line_is_in_exactly_one_shot() {
    for sample in script::samples() {
        let (play, list) = shoot(sample.text);
        let said: String = play.dialogue.iter().map(|l| l.text.clone()).collect::<Vec<_>>().join(" ");
        let filmed: String =
            list.shots.iter().flat_map(|s| &s.lines).map(|l| l.text.clone()).collect::<Vec<_>>().join(" ");
        assert_eq!(said, filmed, "{}", sample.key);
    }
}

#[test]
fn every_sample_is_a_short_film_with_several_places_and_no_complaints() {
    assert_eq!(script::samples().len(), 4);
    for sample in script::samples() {
        let (play, list) = shoot(sample.text);
        assert!((30.0..=80.0).contains(&list.seconds()), "{}: {}", sample.key, list.seconds());
        assert!(list.scenes.len() > 1, "{}", sample.key);
        assert_eq!(script::check(&play, &list), [], "{}", sample.key);
        assert_eq!(play.title, sample.title);
    }
}

#[test]
fn the_prompt_tells_place_light_weather_people_and_style() {
    let (_, list) = shoot(TWO_HANDER);
    let anna = list.shots.iter().find(|s| s.cast.iter().any(|c| c == "ANNA")).expect("a shot of Anna");
    for words in ["kitchen", "night", "rain", "red coat", &list.style_line[1..]] {
        assert!(anna.prompt.contains(words), "{words} in {}", anna.prompt);
    }
    assert_eq!(script::rebuild_prompt(&list, anna), anna.prompt);
    assert_eq!(anna.place.time, TimeOfDay::Night);
    assert_eq!(anna.place.weather, Weather::Rain);
}

#[test]
fn a_parenthetical_becomes_the_delivery() {
    let (_, list) = shoot(TWO_HANDER);
    let line = list.shots.iter().flat_map(|s| &s.lines).next().expect("a line");
    assert_eq!(line.delivery, Delivery::Whisper);
    assert_eq!(line.parenthetical.as_deref(), Some("whispering"));
}

#[test]
fn weather_and_barking_dogs_are_heard() {
    let (_, list) = shoot(TWO_HANDER);
    let cues: Vec<_> = list.shots.iter().flat_map(|s| &s.cues).collect();
    assert!(cues.iter().any(|c| c.kind == CueKind::Ambience && c.sound.contains("rain")));
    assert!(cues.iter().any(|c| c.kind == CueKind::Effect && c.sound == "dog bark"));
}

#[test]
fn a_sound_tag_inside_a_speech_does_not_end_the_speech() {
    let (play, list) = shoot("INT. ROOM - DAY\n\nANNA\nListen.\n[[sound: thunder]]\nThere.\n");
    assert_eq!(play.dialogue.len(), 1);
    assert_eq!(play.dialogue[0].text, "Listen. There.");
    assert!(list.shots.iter().flat_map(|s| &s.cues).any(|c| c.sound == "thunder"));
}

#[test]
fn explicit_shots_keep_their_seconds_and_framings() {
    let (play, list) = shoot(
        "SCENE 1: INT. OFFICE - DAY\n\nSHOT 1: Close up - 3s\nA hand.\nSHOT 2 - Over the shoulder - 00:04\nShot 3 (Establishing, 6 sec): The room.\n",
    );
    assert_eq!(play.format, Format::ShotList);
    assert_eq!(list.shots.iter().map(|s| s.seconds).collect::<Vec<_>>(), [3.0, 4.0, 6.0]);
    assert_eq!(
        list.shots.iter().map(|s| s.framing).collect::<Vec<_>>(),
        [Framing::CloseUp, Framing::OverTheShoulder, Framing::Establishing]
    );
}

#[test]
fn a_long_speech_is_divided_at_sentences() {
    let speech = "This is a sentence of eight words, truly. ".repeat(12);
    let (_, list) = shoot(&format!("INT. ROOM - DAY\n\nANNA\n{speech}\n"));
    assert!(list.shots.len() > 2);
    assert!(
        list.shots.iter().all(|s| s.seconds <= 10.5),
        "{:?}",
        list.shots.iter().map(|s| s.seconds).collect::<Vec<_>>()
    );
    assert!(list.shots.iter().flat_map(|s| &s.lines).all(|l| l.text.ends_with('.')));
}

#[test]
fn nobody_is_framed_alike_twice_in_a_row() {
    let (_, list) = shoot(script::samples()[0].text);
    for pair in list.shots.windows(2) {
        let same =
            pair[0].scene == pair[1].scene && pair[0].focus == pair[1].focus && pair[0].framing == pair[1].framing;
        assert!(!same || pair[0].framing == Framing::Pov, "shots {} and {}", pair[0].number, pair[1].number);
    }
}

#[test]
fn quoted_speech_finds_its_speaker() {
    let play =
        read("\"Come in,\" said Anna.\n\n\"I can't,\" Ben whispered. \"The door is locked.\"\n\n\"Then push.\"\n");
    let said: Vec<_> = play.dialogue.iter().map(|l| (l.speaker.as_deref().unwrap_or("?"), l.text.as_str())).collect();
    assert_eq!(
        said,
        [("Anna", "Come in."), ("Ben", "I can't."), ("Ben", "The door is locked."), ("Anna", "Then push.")]
    );
    assert_eq!(play.dialogue[1].parts[0].delivery, Delivery::Whisper);
    // What is spoken ends with a full stop where the narrator cut it at a comma.
    for line in &play.dialogue {
        assert_eq!(slice(&play.text, line.span).trim_end_matches([',', '.']), line.text.trim_end_matches('.'));
    }
}

#[test]
fn reported_speech_becomes_a_line() {
    for (text, line) in [
        ("Martha explained that the bus had broken down.", "The bus has broken down."),
        ("Eva asked if she could sit down.", "Can I sit down?"),
        ("The captain told his men to row faster.", "Row faster."),
        ("Paul asked Eva where she lived.", "Where do you live?"),
        ("Rosa confessed that she didn't like the soup.", "I do not like the soup."),
        ("The shop was closed, the boy said.", "The shop is closed."),
    ] {
        let play = read(text);
        assert_eq!(
            play.dialogue.iter().map(|l| (l.kind, l.text.as_str())).collect::<Vec<_>>(),
            [(LineKind::Indirect, line)],
            "{text}"
        );
    }
}

#[test]
fn what_is_only_thought_or_told_of_is_no_line() {
    for text in [
        "Marta knew that the bus was late.",
        "She told him a story.",
        "He said nothing.",
        "It is said that foxes are clever.",
        "They spoke of the war.",
        "He wondered whether it would rain.",
    ] {
        assert_eq!(read(text).dialogue, [], "{text}");
    }
}

#[test]
fn characters_are_described_alike_in_every_run_and_unlike_each_other() {
    let text = "INT. ROOM - DAY\n\nANNA\nHi.\n\nBEN\nHi.\n\nCLARA\nHi.\n";
    let (_, one) = shoot(text);
    let (_, two) = shoot(text);
    assert_eq!(one, two);
    let looks: std::collections::HashSet<_> = one.characters.iter().map(|c| c.description.clone()).collect();
    assert_eq!(looks.len(), 3);
    assert_eq!(one.characters[0].sex, Some(Sex::Female));
    assert_eq!(one.characters[1].sex, Some(Sex::Male));
}

#[test]
fn final_draft_reads_with_its_dual_dialogue_and_entities() {
    let xml = "<?xml version=\"1.0\"?><FinalDraft><Content><Paragraph Type=\"Scene Heading\" Number=\"4A\"><Text>INT. BAR - NIGHT</Text></Paragraph><Paragraph Type=\"Action\"><Text>Smoke &amp; </Text><Text Style=\"Bold\">mirrors.</Text></Paragraph><Paragraph><DualDialogue><Paragraph Type=\"Character\"><Text>O'NEILL</Text></Paragraph><Paragraph Type=\"Dialogue\"><Text>Yes.</Text></Paragraph><Paragraph Type=\"Character\"><Text>A &amp; B</Text></Paragraph><Paragraph Type=\"Dialogue\"><Text>No.</Text></Paragraph></DualDialogue></Paragraph></Content></FinalDraft>";
    let play = read_bytes(xml.as_bytes(), Some("a.fdx")).expect("it is well formed");
    assert_eq!(play.format, Format::Fdx);
    assert_eq!(play.scenes[0].heading.as_deref(), Some("INT. BAR - NIGHT"));
    assert_eq!(play.scenes[0].number, "4A");
    assert_eq!(
        play.dialogue.iter().map(|l| (l.speaker.clone().unwrap_or_default(), l.dual)).collect::<Vec<_>>(),
        [("O'NEILL".to_owned(), false), ("A & B".to_owned(), true)]
    );
    assert!(play.elements.iter().any(|e| e.text == "Smoke & mirrors."));
}

#[test]
fn chinese_dialogue_is_quoted_cued_and_timed() {
    let (play, list) = shoot("内景 咖啡馆 - 夜\n\n李明坐在窗边。\n\n李明\n你好，请坐。\n");
    assert_eq!(play.scenes[0].interior, Some(true));
    assert_eq!(play.dialogue[0].speaker.as_deref(), Some("李明"));
    assert_eq!(play.language, "zh");
    assert!(list.shots.iter().all(|s| s.seconds >= 2.0));
}

#[test]
fn marks_around_nothing_are_words_of_the_script() {
    for text in ["__", "****", "_ _"] {
        let first = script::read_bytes(text.as_bytes(), Some("a.fountain")).expect("text");
        let again = script::read_bytes(script::write_fdx(&first).as_bytes(), Some("a.fdx")).expect("xml");
        assert_eq!(first.elements.first().map(|e| e.text.trim()), Some(text));
        assert_eq!(again.elements.first().map(|e| e.text.trim()), Some(text));
    }
}
