//! Nothing of a story is lost or bent: every sentence is shown, said, or named as left out.

use crate::properties::config;
use crate::{shoot, slice};
use model::{LineKind, PromptList};
use proptest::prelude::*;
use script::{ElementKind, Screenplay, sentence_ranges as sentences};

const STORIES: [(&str, &str); 6] = [
    ("lamp", include_str!("../prose/lamp.txt")),
    ("bread", include_str!("../prose/bread.txt")),
    ("train", include_str!("../prose/train.txt")),
    ("well", include_str!("../prose/well.txt")),
    ("clocks", include_str!("../prose/clocks.txt")),
    ("beach", include_str!("../prose/beach.txt")),
];

fn words(text: &str) -> Vec<String> {
    let bare = |c: char| !c.is_alphanumeric() && c != '\'' && c != '’';
    text.split(bare).map(|w| w.trim_matches(['\'', '’']).to_lowercase()).filter(|w| !w.is_empty()).collect()
}

fn holds(all: &[String], part: &[String]) -> bool {
    part.is_empty() || all.windows(part.len()).any(|run| run == part)
}

/// What the narrator tells between the speeches, sentence by sentence, and whether a speech stands beside it.
fn narrated(play: &Screenplay) -> Vec<(String, bool)> {
    let mut out = Vec::new();
    for paragraph in play.elements.iter().filter(|e| e.kind == ElementKind::Action) {
        let said: Vec<_> = play
            .dialogue
            .iter()
            .filter(|line| line.span.start >= paragraph.span.start && line.span.end <= paragraph.span.end)
            .collect();
        let mut from = paragraph.span.start;
        let mut before = false;
        for at in 0..=said.len() {
            let end = said.get(at).map_or(paragraph.span.end, |line| line.span.start);
            let piece = slice(&play.text, model::Span { start: from.min(end), end });
            let all = sentences(&piece);
            for (nth, (a, b)) in all.iter().enumerate() {
                let beside = nth == 0 && before || nth + 1 == all.len() && at < said.len();
                out.push((piece[*a..*b].to_owned(), beside));
            }
            from = said.get(at).map_or(end, |line| line.span.end);
            before = true;
        }
    }
    out
}

fn actions(list: &PromptList) -> Vec<String> {
    list.shots.iter().flat_map(|shot| words(&shot.action)).collect()
}

#[test]
fn every_sentence_of_a_story_is_in_a_shot_or_named_as_left_out() {
    for (name, text) in STORIES {
        let (play, list) = shoot(text);
        let filmed = actions(&list);
        let left: Vec<String> = script::check(&play, &list)
            .iter()
            .filter(|issue| issue.code == "left_out")
            .filter_map(|issue| issue.span.map(|span| slice(&play.text, span)))
            .collect();
        for (sentence, beside) in narrated(&play) {
            let told = holds(&filmed, &words(&sentence));
            let named = left.iter().any(|own| own.contains(sentence.trim()));
            assert!(told || named || beside, "{name}: {sentence:?} is nowhere");
        }
        let said: Vec<String> = list.shots.iter().flat_map(|s| &s.lines).flat_map(|line| words(&line.text)).collect();
        for line in play.dialogue.iter().filter(|line| line.kind == LineKind::Direct) {
            assert!(holds(&said, &words(&line.text)), "{name}: {:?} is not said", line.text);
        }
        assert!(left.is_empty(), "{name}: {left:?}");
    }
}

#[test]
fn no_caption_and_no_action_keeps_the_marks_of_a_cut_speech() {
    for (name, text) in STORIES {
        let (_, list) = shoot(text);
        for shot in &list.shots {
            assert!(!shot.action.ends_with([',', ':', ';']), "{name}: {}", shot.action);
            assert!(!shot.action.starts_with(['\'', '"', '”', '’', ',']), "{name}: {}", shot.action);
            for line in &shot.lines {
                assert!(!line.text.ends_with(','), "{name}: {}", line.text);
            }
        }
    }
}

#[test]
fn words_that_only_tell_who_speaks_are_no_action() {
    let (_, list) = shoot(STORIES[0].1);
    assert!(list.shots.iter().all(|shot| !shot.action.contains("said at last")), "{:?}", actions(&list));
    let (_, list) = shoot(STORIES[2].1);
    assert!(list.shots.iter().all(|shot| !shot.action.to_lowercase().contains("she asked")));
    assert!(list.shots.iter().any(|shot| shot.action.contains("She was already sitting in it.")));
}

#[test]
fn a_speech_that_the_narrator_cut_is_one_line() {
    let (_, list) = shoot(STORIES[0].1);
    let said: Vec<_> = list.shots.iter().flat_map(|shot| &shot.lines).map(|line| line.text.as_str()).collect();
    assert!(said.contains(&"Ships, do not ask who lights the lamp. They only ask whether it is lit."), "{said:?}");
    assert!(said.contains(&"Mine, until tonight."), "{said:?}");
}

#[test]
fn a_figure_of_speech_puts_nothing_into_a_hand() {
    for (name, text) in STORIES {
        let (_, list) = shoot(text);
        for shot in &list.shots {
            for thing in ["flower", "plate", "tree", "rose"] {
                assert!(!shot.props.iter().any(|prop| prop == thing), "{name}: {thing} in {}", shot.action);
            }
        }
    }
}

#[test]
fn a_deed_before_a_report_is_seen() {
    let (_, list) = shoot("Old Ida stood in the shop. Ida bought two loaves and said that it was late.\n");
    assert!(list.shots.iter().any(|shot| shot.action.contains("Ida bought two loaves")), "{:?}", actions(&list));
}

#[test]
fn a_wish_within_a_deed_is_told_as_a_whole() {
    let (play, list) = shoot(
        "Ida stood in the shop. She wished Tom a good evening and walked home across the square. Nobody was there.\n",
    );
    assert!(play.dialogue.is_empty(), "{:?}", play.dialogue);
    assert!(list.shots.iter().any(|shot| shot.action.contains("walked home across the square")));
    assert_eq!(list.scenes.len(), 2, "{:?}", list.scenes);
}

#[test]
fn somebody_who_is_elsewhere_within_a_paragraph_begins_a_scene() {
    let (_, list) =
        shoot("Ida stood on the platform. They drove off in silence. In the ward Anton lay by the window.\n");
    let headings: Vec<_> = list.scenes.iter().filter_map(|scene| scene.heading.as_deref()).collect();
    assert_eq!(headings, ["EXT. PLATFORM - DAY", "INT. WARD - DAY"]);
    let (_, list) = shoot("Ida sat in the attic. In the kitchen a radio played a waltz.\n");
    assert_eq!(list.scenes.len(), 1, "what is heard is no place to be at");
}

#[test]
fn a_sentence_that_no_shot_shows_is_named() {
    let text = "Ida stood in the shop.\n\nWhen the lantern above the counter had burned down to nothing, Ida told Tom to go home.\n";
    let (play, list) = shoot(text);
    let issue = script::check(&play, &list).into_iter().find(|issue| issue.code == "left_out");
    assert!(
        issue.is_some_and(|issue| issue.message.contains("lantern") && issue.line == Some(3)),
        "{:?}",
        actions(&list)
    );
}

#[test]
fn the_scenes_of_a_chapter_follow_its_people() {
    let headings = |text: &str| -> Vec<String> {
        shoot(text).1.scenes.iter().map(|scene| scene.heading.clone().unwrap_or_default()).collect()
    };
    let lamp = headings(STORIES[0].1);
    let wanted = [
        "EXT. HARBOUR - DAY",
        "EXT. ROAD - DAY",
        "EXT. LIGHTHOUSE - DAY",
        "INT. LIGHTHOUSE - DAY",
        "INT. LAMP ROOM - MIDNIGHT",
        "INT. KITCHEN - MORNING",
    ];
    assert_eq!(lamp, wanted);
    let bread = headings(STORIES[1].1);
    assert_eq!(bread, ["INT. BAKERY - MORNING", "EXT. YARD - MORNING", "INT. FLAT - EVENING"]);
    let train = headings(STORIES[2].1);
    assert!(train.first().is_some_and(|own| own.starts_with("INT. COMPARTMENT")), "{train:?}");
    assert!(train.iter().any(|own| own.starts_with("INT. DINING CAR")), "{train:?}");
    assert!(train.last().is_some_and(|own| own.starts_with("EXT. STREET")), "{train:?}");
    assert_eq!(
        headings(STORIES[4].1).first().map(String::as_str),
        Some("INT. SHOP - DAY"),
        "where she goes is no place of this scene"
    );
    let (play, list) = shoot(STORIES[0].1);
    let chapters: Vec<_> = play.scenes.iter().map(|s| s.synopsis.as_str()).filter(|own| !own.is_empty()).collect();
    assert_eq!(chapters, ["Chapter One", "Chapter Two"]);
    let lit = list.shots.iter().find(|shot| shot.action.contains("The flame grew")).unwrap();
    assert!(lit.prompt.contains("lamp room") && !lit.prompt.contains("harbour"), "{}", lit.prompt);
}

/// A paragraph, and the words of it that have to be filmed.
fn paragraph(nth: usize, kind: u8) -> (String, Vec<String>) {
    let token = |part: usize| {
        let letter = |n: usize| char::from(b'a' + u8::try_from(n % 26).unwrap_or_default());
        format!("zq{}{}{}", letter(nth / 26), letter(nth), letter(part))
    };
    let (a, b) = (token(0), token(1));
    let text = match kind {
        0 => format!("Oda lifted the {a} with both hands. Pell smiled for the first time at the {b}."),
        1 => format!("\"Bring me the {a},\" said Oda, \"and the {b}.\""),
        2 => format!("\"Where is the {a}?\" Pell asked, and put down the {b}."),
        3 => format!("Oda nodded at the {a}. She went down to the {b}."),
        4 => format!("He laughed at the {a}. \"Take the {b},\" he said at last."),
        5 => format!("\"No {a}.\" He returned to the {b}."),
        6 => format!("Pell looked at the {a} and said, \"Not my {b}.\""),
        _ => format!("Oda bought the {a} and said that the {b} was late."),
    };
    (text, vec![a, b])
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn whatever_a_story_is_made_of_every_word_of_it_is_filmed(kinds in proptest::collection::vec(0u8..8, 1..14)) {
        let parts: Vec<_> = kinds.iter().enumerate().map(|(nth, kind)| paragraph(nth, *kind)).collect();
        let text = format!("Oda met Pell in the kitchen.\n\n{}\n", parts.iter().map(|(text, _)| text.as_str()).collect::<Vec<_>>().join("\n\n"));
        let (_, list) = shoot(&text);
        let filmed: Vec<String> = list
            .shots
            .iter()
            .flat_map(|shot| words(&shot.action).into_iter().chain(shot.lines.iter().flat_map(|line| words(&line.text))))
            .collect();
        for token in parts.iter().flat_map(|(_, tokens)| tokens) {
            prop_assert!(filmed.contains(token), "{token} is lost of {text}");
        }
    }
}
