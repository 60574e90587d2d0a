//! What a writer is told before filming: each finding with its place and how to mend it.

use model::ProjectSettings;
use script::{Issue, Limits, Severity, check, check_for, prompt_list, read};

fn issues(text: &str) -> Vec<Issue> {
    let play = read(text);
    check(&play, &prompt_list(&play, &ProjectSettings::default()))
}

/// The finding of this code: the words that its span marks, and its line.
fn found(text: &str, code: &str) -> (String, usize) {
    let all = issues(text);
    let issue = all.iter().find(|issue| issue.code == code).unwrap_or_else(|| panic!("no {code} in {all:?}"));
    assert!(issue.message.ends_with(&issue.mend) && issue.message.len() > issue.mend.len() + 5, "{issue:?}");
    assert!(issue.mend.ends_with('.'), "{issue:?}");
    let span = issue.span.expect("a place");
    let marked: String = text.chars().skip(span.start).take(span.end - span.start).collect();
    (marked.trim().to_owned(), issue.line.expect("a line"))
}

fn lacks(text: &str, code: &str) {
    assert!(issues(text).iter().all(|issue| issue.code != code), "{code} in {:?}", issues(text));
}

const SCENE: &str = "INT. KITCHEN - NIGHT\n\nAnna waits at the window.\n";

#[test]
fn a_script_without_a_scene_is_told_what_a_scene_is() {
    let all = issues("");
    assert_eq!((all[0].code, all[0].severity), ("empty", Severity::Error));
    let play = script::read_bytes(b"[[only a note]]\n", Some("a.fountain")).expect("text");
    let all = check(&play, &prompt_list(&play, &ProjectSettings::default()));
    assert_eq!((all[0].code, all[0].severity), ("nothing_to_film", Severity::Error));
    assert!(all[0].message.starts_with("Your script needs at least one complete scene"), "{}", all[0].message);
    let all = issues("He waits.");
    assert_eq!((all[0].code, all[0].severity, all[0].span), ("too_short", Severity::Warning, None));
    assert!(issues(SCENE).is_empty(), "{:?}", issues(SCENE));
    lacks("内景 咖啡馆 - 夜\n\n李明坐在窗边。\n", "too_short");
}

#[test]
fn a_script_without_headings_is_told_so() {
    let all = issues("ANNA\nCome in, it is cold out there.\n\nBEN\nIt is warm enough.\n");
    assert_eq!(all.iter().map(|issue| issue.code).collect::<Vec<_>>(), ["no_heading"]);
    lacks("Anna waited at the window for a very long time.", "no_heading");
}

#[test]
fn a_name_that_nobody_speaks_under_is_marked() {
    let text = format!("{SCENE}\nANNA\nCome in.\n\nANNA\n\nShe waits.\n");
    assert_eq!(found(&text, "silent_cue"), ("ANNA".to_owned(), 8));
    lacks(&format!("{SCENE}\nANNA\nCome in.\n\nTHUNDER\n\nShe waits.\n"), "silent_cue");
}

#[test]
fn a_heading_that_nothing_happens_under_is_marked() {
    let text = format!("{SCENE}\nEXT. STREET - DAY\n\nINT. KITCHEN - DAY\n\nAnna sits.\n");
    assert_eq!(found(&text, "empty_scene"), ("EXT. STREET - DAY".to_owned(), 5));
    lacks(SCENE, "empty_scene");
}

#[test]
fn one_name_in_two_spellings_is_marked_where_the_second_stands() {
    let text = format!("{SCENE}\nMCAVOY\nYes.\n\nMC AVOY\nNo.\n");
    assert_eq!(found(&text, "two_spellings").1, 8);
    lacks(&format!("{SCENE}\nGUARD 1\nYes.\n\nGUARD 12\nNo.\n"), "two_spellings");
    lacks(&format!("{SCENE}\nANNA\nYes.\n\nBEN\nNo.\n"), "two_spellings");
}

#[test]
fn what_the_model_cannot_film_is_said_with_its_name_and_its_limits() {
    let play =
        read("SCENE 1: INT. OFFICE - DAY\n\nSHOT 1: Wide - 9s\nA hand on a table.\nSHOT 2: Wide - 5s\nA door.\n");
    let list = prompt_list(&play, &ProjectSettings::default());
    assert!(check(&play, &list).is_empty());
    let limits = Limits { model: "Kling 2.1".to_owned(), seconds: 5.0, prompt: 40 };
    let all = check_for(&play, &list, &limits);
    let long: Vec<_> = all.iter().filter(|issue| issue.code == "long_shot").collect();
    assert_eq!((long.len(), long[0].line), (1, Some(3)));
    assert!(long[0].message.contains("9 seconds, and Kling 2.1 cannot film more than 5"), "{}", long[0].message);
    assert_eq!(all.iter().filter(|issue| issue.code == "long_prompt").count(), 2);
    let unlimited = Limits { prompt: 0, seconds: 60.0, ..limits };
    assert!(check_for(&play, &list, &unlimited).is_empty());
}

#[test]
fn words_that_are_often_refused_are_hinted_at_but_hinder_nothing() {
    let text = format!("{SCENE}\nA corpse lies on the floor.\n");
    assert_eq!(found(&text, "moderation"), ("corpse".to_owned(), 5));
    assert!(issues(&text).iter().all(|issue| issue.severity == Severity::Info));
    lacks(&format!("{SCENE}\nThe corporal executes a turn; therapists applaud.\n"), "moderation");
}

#[test]
fn quotation_marks_that_never_close_are_marked() {
    let text = "“Come in,” said Anna.\n\n“It is late, said Ben.\n\nThey sat down.\n";
    assert_eq!(found(text, "unbalanced_quotes"), ("“It is late, said Ben.".to_owned(), 3));
    assert_eq!(found("Anna sat.\n\n\"Come in, said Anna.\n", "unbalanced_quotes").1, 3);
    // A speech of several paragraphs opens each and closes the last.
    lacks("“It was long ago,” said Anna. “We were young.\n\n“And then we were old.”\n", "unbalanced_quotes");
    lacks("„Komm herein“, sagte Anna.\n\n„Es ist spät“, sagte Ben.\n", "unbalanced_quotes");
}

#[test]
fn notes_cuts_and_brackets_that_never_close_are_marked() {
    assert_eq!(found(&format!("{SCENE}\nShe [[note leaves.\n"), "open_note").1, 5);
    assert_eq!(found(&format!("{SCENE}\nShe /* cut leaves.\n"), "open_cut").1, 5);
    assert_eq!(found(&format!("{SCENE}\nANNA\n(softly\nCome in.\n"), "open_bracket").1, 6);
    for code in ["open_note", "open_cut", "open_bracket"] {
        lacks(&format!("{SCENE}\nShe [[note]] /* cut */ leaves.\n\nANNA\n(softly)\nCome in.\n"), code);
    }
}

#[test]
fn a_speech_without_a_speaker_asks_who_it_is() {
    let all = issues("The room was dark. There was dust on every chair.\n\n“Who is there?”\n");
    assert!(all.iter().any(|issue| issue.code == "unknown_speaker" && issue.line == Some(3)), "{all:?}");
}
