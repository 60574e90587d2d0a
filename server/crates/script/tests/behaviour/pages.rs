//! Pages as they come out of PDF files and word processors: numbers in both margins, watermarks, lost indentation.

use script::{ElementKind, Screenplay, read};

/// What stands on the page: its column there, and the words. A new block has an empty line before it.
#[derive(Clone, Copy)]
struct Printed(bool, usize, &'static str);

const NEW: bool = true;
const SAME: bool = false;

/// Two scenes in the usual layout, long enough to tell the margins apart.
const SCENES: &[Printed] = &[
    Printed(NEW, 15, "INT. FERRY CABIN - NIGHT"),
    Printed(NEW, 15, "Rain runs down the window. MAYA shakes the door until the"),
    Printed(SAME, 15, "hinges begin to give. Nobody comes to help her with it."),
    Printed(NEW, 37, "MAYA"),
    Printed(SAME, 31, "(whispering)"),
    Printed(SAME, 25, "Are you there? I have been"),
    Printed(SAME, 25, "waiting since the harbour bell"),
    Printed(SAME, 25, "rang."),
    Printed(NEW, 37, "BEN (O.S.)"),
    Printed(SAME, 25, "Almost."),
    Printed(NEW, 15, "The handle turns by itself, slowly, and then it stops dead."),
    Printed(NEW, 60, "CUT TO:"),
    Printed(NEW, 15, "EXT. DECK - DAWN"),
    Printed(NEW, 15, "Grey light. The boat drifts without anybody at the wheel now."),
    Printed(NEW, 37, "BEN"),
    Printed(SAME, 25, "You opened it after all, with"),
    Printed(SAME, 25, "your own hands."),
    Printed(NEW, 37, "MAYA"),
    Printed(SAME, 25, "Somebody had to."),
    Printed(NEW, 15, "She sits down on the wet boards and looks back at the coast."),
];

/// The scenes as text, each line made by `line` from what stands on the page.
fn printed(blanks: bool, line: impl Fn(usize, Printed) -> Vec<String>) -> String {
    let mut out = String::new();
    for (at, row) in SCENES.iter().enumerate() {
        if row.0 && blanks && at > 0 {
            out.push('\n');
        }
        for text in line(at, *row) {
            out.push_str(&text);
            out.push('\n');
        }
    }
    out
}

fn indented(row: Printed) -> String {
    format!("{}{}", " ".repeat(row.1), row.2)
}

fn holds_the_scenes(text: &str) -> Screenplay {
    let play = read(text);
    let places: Vec<_> = play.scenes.iter().map(|s| s.location.as_deref().unwrap_or_default()).collect();
    assert_eq!(places, ["FERRY CABIN", "DECK"], "{text}");
    let said: Vec<(String, String)> = play
        .dialogue
        .iter()
        .map(|l| (l.speaker.clone().unwrap_or_default(), l.text.split_whitespace().collect::<Vec<_>>().join(" ")))
        .collect();
    let said: Vec<(&str, &str)> = said.iter().map(|(who, what)| (who.as_str(), what.as_str())).collect();
    let expected = [
        ("MAYA", "Are you there? I have been waiting since the harbour bell rang."),
        ("BEN", "Almost."),
        ("BEN", "You opened it after all, with your own hands."),
        ("MAYA", "Somebody had to."),
    ];
    assert_eq!(said, expected, "{text}");
    assert_eq!(play.transitions, ["CUT TO:"]);
    play
}

/// The text of all action.
fn action(play: &Screenplay) -> String {
    let shown = play.elements.iter().filter(|e| e.kind == ElementKind::Action);
    shown.map(|e| e.text.as_str()).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_usual_page_is_read() {
    holds_the_scenes(&printed(true, |_, row| vec![indented(row)]));
}

#[test]
fn scene_numbers_in_both_margins_and_stars_of_revision_belong_to_no_heading() {
    let text = printed(true, |at, row| {
        vec![match row.2.starts_with("INT") || row.2.starts_with("EXT") {
            true => format!("{:<15}{:<60}  {}{}", at + 11, row.2, at + 11, if at == 0 { "*" } else { "" }),
            false => indented(row),
        }]
    });
    let play = holds_the_scenes(&text);
    let headings: Vec<_> = play.scenes.iter().map(|s| (s.number.as_str(), s.heading.as_deref())).collect();
    assert_eq!(headings, [("11", Some("INT. FERRY CABIN - NIGHT")), ("23", Some("EXT. DECK - DAWN"))]);
    let right = printed(true, |at, row| {
        vec![match row.2.starts_with("INT") || row.2.starts_with("EXT") {
            true => format!("{}{:<60}  {}A", " ".repeat(15), row.2, at + 11),
            false => indented(row),
        }]
    });
    assert_eq!(holds_the_scenes(&right).scenes.first().map(|s| s.number.as_str()), Some("11A"));
}

#[test]
fn a_watermark_and_a_running_head_between_the_lines_are_not_filmed() {
    let text = printed(true, |at, row| {
        let mut lines = vec![indented(row)];
        if matches!(at, 1 | 6 | 14) {
            lines.insert(0, format!("{}PROPERTY OF NORTH PIER FILMS - DO NOT COPY", " ".repeat(at + 3)));
        }
        if matches!(at, 2 | 10 | 13) {
            lines.push(String::new());
            lines.push(format!("{}The Last Ferry - Blue Pages       {}.", " ".repeat(15), at / 4 + 3));
        }
        lines
    });
    let play = holds_the_scenes(&text);
    assert!(!action(&play).contains("PROPERTY") && !action(&play).contains("Blue Pages"), "{}", action(&play));
}

#[test]
fn headings_that_were_set_wide_are_closed_up() {
    let text = printed(true, |_, row| {
        vec![match row.2.starts_with("INT") || row.2.starts_with("EXT") {
            true => {
                let words: Vec<String> =
                    row.2.split(' ').map(|w| w.chars().map(String::from).collect::<Vec<_>>().join(" ")).collect();
                format!("{}{}", " ".repeat(15), words.join("   "))
            }
            false => indented(row),
        }]
    });
    holds_the_scenes(&text);
}

#[test]
fn names_may_stand_in_the_middle_of_the_page() {
    let text = printed(true, |_, row| {
        let column = if row.1 == 37 { 45 - row.2.len() / 2 } else { row.1 };
        vec![format!("{}{}", " ".repeat(column), row.2)]
    });
    holds_the_scenes(&text);
}

#[test]
fn an_empty_line_after_every_line_and_no_empty_line_at_all_change_nothing() {
    holds_the_scenes(&printed(true, |_, row| vec![indented(row), String::new()]));
    holds_the_scenes(&printed(false, |_, row| vec![indented(row)]));
}

#[test]
fn lost_indentation_is_made_good_by_names_and_by_how_long_lines_are() {
    holds_the_scenes(&printed(true, |_, row| vec![row.2.to_owned()]));
    let play = holds_the_scenes(&printed(false, |_, row| vec![row.2.to_owned()]));
    assert!(action(&play).contains("The handle turns by itself"));
    assert!(action(&play).contains("She sits down on the wet boards"));
}

#[test]
fn page_numbers_and_continued_lines_in_pasted_text_are_furniture() {
    for blanks in [true, false] {
        let text = printed(blanks, |at, row| {
            let mut lines = vec![row.2.to_owned()];
            if matches!(at, 2 | 10 | 13) {
                lines.extend([String::new(), format!("{}.", at / 4 + 2), String::new(), "11 CONTINUED: 11".to_owned()]);
            }
            if !blanks {
                lines.retain(|l| !l.is_empty());
            }
            lines
        });
        let play = holds_the_scenes(&text);
        assert!(!action(&play).contains("CONTINUED"), "{}", action(&play));
        assert!(!action(&play).lines().any(|l| l.ends_with(|c: char| c.is_ascii_digit())), "{}", action(&play));
    }
}

#[test]
fn two_columns_of_speech_keep_their_asides_and_their_speakers() {
    let text = format!(
        "{}\n{}\n",
        printed(true, |_, row| vec![indented(row)]),
        "                    MAYA                           BEN\n               (shouting)                     Never.\n               Jump! The rope is                Hold on to me, the\n               burning!                       mast is going."
    );
    let play = read(&text);
    let last: Vec<_> = play
        .dialogue
        .iter()
        .rev()
        .take(2)
        .map(|l| (l.speaker.as_deref().unwrap_or_default(), l.text.as_str()))
        .collect();
    assert_eq!(last, [("BEN", "Never. Hold on to me, the mast is going."), ("MAYA", "Jump! The rope is burning!")]);
}
