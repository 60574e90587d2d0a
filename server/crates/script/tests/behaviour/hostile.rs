//! Inputs made to do harm: each is answered with a script or a sentence, in bounded time and memory.

use crate::archive::{docx, odt, zip};
use model::ProjectSettings;
use script::{ReadError, prompt_list, read, read_bytes};

#[test]
fn hostile_texts_are_read_in_bounded_time() {
    for text in [
        "[[".repeat(50_000),
        "/*".repeat(50_000),
        "(".repeat(100_000),
        "*".repeat(50_000),
        "\"".repeat(20_000),
        "A\n".repeat(30_000),
        "a".repeat(1_000_000),
        "SHOT 1: ".repeat(10_000),
        "INT. ".repeat(10_000),
        format!("<FinalDraft>{}", "<Content>".repeat(10_000)),
    ] {
        let play = read(&text);
        let _ = prompt_list(&play, &ProjectSettings::default());
    }
}

fn film(text: &str) {
    let play = read(text);
    let _ = prompt_list(&play, &ProjectSettings::default());
}

#[test]
fn ten_megabytes_on_one_line_are_read() {
    for line in ["x".repeat(10 << 20), "INT. A - DAY\n\n".to_owned() + &"word ".repeat(1 << 17)] {
        assert!(!read(&line).elements.is_empty());
    }
    for piece in ["word ", "“He said,” she said. ", "字", "He said, she said. "] {
        assert!(!read(&piece.repeat((1 << 17) / piece.len())).elements.is_empty(), "{piece}");
    }
}

#[test]
fn many_marks_cost_no_more_than_their_length() {
    for text in [
        "[[\n".repeat(5_000) + "\n]]",
        "[[\n\n".repeat(5_000) + "]]",
        "[[a]]\n".repeat(5_000),
        "/*".repeat(5_000) + "*/",
        "(\n".repeat(5_000),
        "ANNA\n(".repeat(5_000),
        "ANNA\n\n".repeat(5_000),
        "Title: a\n".repeat(5_000),
        "ANNA ^\nHello\n\n".repeat(3_000),
        "                    ANNA\n          Hello\n\n".repeat(3_000),
    ] {
        film(&text);
    }
}

#[test]
fn control_characters_become_spaces_and_move_nothing() {
    let text = "INT. A\u{0}B - DAY\n\n\u{1}\u{1}He\u{7f} waits.\u{feff}\n";
    let play = read(text);
    assert_eq!(play.text.chars().count(), text.chars().count());
    assert_eq!(play.scenes[0].location.as_deref(), Some("A B"));
    assert!(!play.text.contains(|c: char| c.is_control() && c != '\n'));
}

/// Ten entities, each ten times the one before.
fn laughs() -> String {
    let mut out = String::from("<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY l0 \"ha\">");
    for at in 1..10 {
        out.push_str(&format!("<!ENTITY l{at} \"{}\">", format!("&l{};", at - 1).repeat(10)));
    }
    out + "]>"
}

#[test]
fn entities_that_would_grow_stay_as_they_are() {
    let xml = laughs()
        + "<FinalDraft><Content><Paragraph Type=\"Action\"><Text>&l9; &amp; done</Text></Paragraph></Content></FinalDraft>";
    let play = read_bytes(xml.as_bytes(), Some("a.fdx")).expect("well formed");
    assert_eq!(play.text.trim(), "&l9; & done");
    let xml = laughs() + "<w:document><w:body><w:p><w:r><w:t>&l9; done</w:t></w:r></w:p></w:body></w:document>";
    let play = read_bytes(&zip(&[("word/document.xml", xml.as_bytes())], true), None).expect("well formed");
    assert_eq!(play.text.trim(), "&l9; done");
}

#[test]
fn a_file_that_unpacks_to_too_much_is_refused() {
    let zeros = vec![b' '; 6 << 20];
    for name in ["word/document.xml", "content.xml"] {
        let file = zip(&[(name, &zeros)], true);
        assert!(file.len() < 100_000);
        let sentence = read_bytes(&file, None).expect_err("a bomb").to_string();
        assert!(sentence.contains("more than a script can be"), "{sentence}");
    }
}

#[test]
fn elements_and_groups_that_lie_too_deep_are_refused() {
    let xml = "<w:p>".repeat(100_000);
    let rtf = format!("{{\\rtf1 {}", "{".repeat(100_000));
    for file in [zip(&[("word/document.xml", xml.as_bytes())], true), odt("", &xml, true), rtf.into_bytes()] {
        let sentence = read_bytes(&file, None).expect_err("too deep").to_string();
        assert!(sentence.contains("too deep"), "{sentence}");
    }
}

#[test]
fn damaged_archives_get_a_sentence() {
    let file = docx(&[("Normal", "", "INT. ROOM - DAY")], true);
    for cut in [40, 100, file.len() - 30, file.len() - 5] {
        match read_bytes(file.get(..cut).unwrap_or_default(), Some("a.docx")) {
            Err(ReadError::Damaged { .. } | ReadError::Unsupported { .. }) => {}
            other => panic!("{cut}: {other:?}"),
        }
    }
    let mut locked = file.clone();
    let flags = locked.windows(4).rposition(|four| four == b"PK\x01\x02").expect("a directory") + 8;
    locked[flags] |= 1;
    assert!(read_bytes(&locked, None).expect_err("locked").to_string().contains("password"));
}

/// Processor time of this thread so far, in nanoseconds: what else the machine does is not in it.
fn own_time() -> u64 {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").expect("Linux counts it");
    text.split(' ').next().and_then(|number| number.parse().ok()).expect("a number comes first")
}

fn time_of(text: &str) -> u64 {
    let once = || {
        let before = own_time();
        film(text);
        own_time() - before
    };
    once().min(once())
}

#[test]
fn four_times_as_many_people_scenes_or_cues_take_about_four_times_as_long() {
    let name = |n: usize| -> String {
        [n / 17_576, n / 676, n / 26, n]
            .iter()
            .map(|n| char::from(b'A' + u8::try_from(n % 26).expect("small")))
            .collect()
    };
    type Line<'a> = &'a dyn Fn(usize) -> String;
    let kinds: [(&str, Line); 6] = [
        ("names in cues", &|n| format!("M{}\nHello.\n\n", name(n))),
        ("names in action", &|n| format!("M{} (30) enters.\n\n", name(n))),
        ("names of two words", &|n| format!("MARY M{}\nHello.\n\nMARY M{} (30) waves.\n\n", name(n), name(n))),
        ("cues of scenes", &|n| format!("INT. ROOM {n} - DAY\n\nM{}\nHello.\n\n", name(n))),
        ("names in prose", &|n| format!("“Yes,” said M{}. ", name(n).to_lowercase())),
        ("open brackets", &|_| "MARY ( ".repeat(8)),
    ];
    for (what, line) in kinds {
        let script = |count: usize| "INT. ROOM - DAY\n\n".to_owned() + &(0..count).map(line).collect::<String>();
        let (short, long) = (time_of(&script(1_000)), time_of(&script(4_000)));
        // Sixteen times as long would be the square.
        assert!(long < short * 9, "{what}: {short} ns, and {long} ns for four times as much");
    }
}

#[test]
fn twice_as_many_speakers_of_a_story_take_about_twice_as_long_in_every_writing() {
    let name = |n: usize| -> String {
        [n / 676, n / 26, n].iter().map(|n| char::from(b'a' + u8::try_from(n % 26).expect("small"))).collect()
    };
    let sign = |n: usize| char::from_u32(0x4e00 + u32::try_from(n).expect("small")).expect("a character");
    type Line<'a> = &'a dyn Fn(usize) -> String;
    let kinds: [(&str, Line); 5] = [
        ("German", &|n| format!("„Ja“, sagte M{}. Der Wind war kalt.\n\n", name(n))),
        ("English", &|n| format!("“Yes,” said M{}. The wind was cold.\n\n", name(n))),
        ("Chinese", &|n| format!("王{}{}说：“好的。”风很冷。\n\n", sign(n % 997), sign(n / 997))),
        ("capitals in one line", &|n| format!("M{} ", name(n).to_uppercase())),
        ("sentences in one line", &|n| format!("Then M{} went home to his house. ", name(n))),
    ];
    for (what, line) in kinds {
        let story = |count: usize| (0..count).map(line).collect::<String>();
        let (short, long) = (story(1_500), story(3_000));
        let least = |text: &str| time_of(text).min(time_of(text));
        // Four times as long would be the square.
        let (short, long) = (least(&short), least(&long));
        assert!(long < short * 3, "{what}: {short} ns, and {long} ns for twice as much");
    }
}

#[test]
fn shots_beyond_those_that_fit_are_not_made() {
    let play = read(&"INT. A - DAY\n\nX.\n\n".repeat(50));
    let settings = ProjectSettings::default();
    let whole = prompt_list(&play, &settings);
    assert_eq!(script::prompt_list_within(&play, &settings, whole.shots.len()), Some(whole.clone()));
    assert_eq!(script::prompt_list_within(&play, &settings, whole.shots.len() - 1), None);
}

#[test]
fn more_text_than_a_script_has_is_refused_before_it_is_laid_out() {
    let words = "word ".repeat(420_000);
    let paragraph = format!("<w:document><w:body><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:body></w:document>");
    let empty = format!("<w:document><w:body>{}</w:body></w:document>", "<w:p/>".repeat(200_001));
    let xml = |xml: &str| zip(&[("word/document.xml", xml.as_bytes())], false);
    for file in [words.clone().into_bytes(), xml(&paragraph), xml(&empty)] {
        assert_eq!(read_bytes(&file, None), Err(ReadError::TooLong));
    }
}
