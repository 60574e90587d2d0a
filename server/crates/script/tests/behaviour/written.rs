//! Scripts given back to the writer's tool.

use crate::promises::shape;
use script::{ElementKind, Screenplay, read_bytes, write_fdx, write_fountain};

const MARKED: &str = "Title: The Ferry\nCredit: written by\nAuthor: Nobody\nDraft date: 3 May\nContact:\n    One Street\n    Two Town\n\nINT. PIER - NIGHT #12A# [[rev 2]]\n\nFog. A *bell* rings_. [[rev 3]]\n\nANNA\n(softly) [[rev 2]]\nCome in.\n\nBEN ^ [[rev 4]]\nNo, thank you. [[rev 4]]\n\n[[sound: waves]]\n\n> THE END <\n";

fn fountain(text: &str) -> Screenplay {
    read_bytes(text.as_bytes(), Some("a.fountain")).expect("text")
}

#[test]
fn scene_numbers_dual_speeches_and_revisions_survive_both_formats() {
    let first = fountain(MARKED);
    let revised: Vec<_> = first.elements.iter().filter_map(|e| e.revision.as_deref()).collect();
    assert_eq!(revised, ["2", "3", "2", "4", "4"]);
    assert!(first.elements.iter().any(|e| e.kind == ElementKind::Cue { dual: true }));
    assert!(first.elements.iter().any(|e| e.kind == ElementKind::Heading { number: Some("12A".to_owned()) }));
    let xml = write_fdx(&first);
    assert!(
        xml.contains("RevisionID=\"3\"") && xml.contains("<DualDialogue>") && xml.contains("Number=\"12A\""),
        "{xml}"
    );
    let again = read_bytes(xml.as_bytes(), Some("a.fdx")).expect("xml");
    let third = fountain(&write_fountain(&again));
    for other in [&again, &third] {
        assert_eq!(shape(&first), shape(other));
        assert_eq!(first.title_page, other.title_page);
        assert_eq!(
            first.dialogue.iter().map(|l| l.dual).collect::<Vec<_>>(),
            other.dialogue.iter().map(|l| l.dual).collect::<Vec<_>>()
        );
    }
}

#[test]
fn what_looks_like_something_else_is_escaped() {
    for text in [
        "!INT. IS WHAT HE SAID\n",
        "!CUT TO:\n",
        "ANNA\n\\(not an aside\n\\INT. HOUSE - DAY\n",
        "@mcavoy\nYes.\n",
        ".\\.ODD\n",
        "She walks\n\\# not a section\n",
        "A \\*star\\* and a \\[\\[bracket]].\n",
        "= = three\n",
        "~ ~la\n",
    ] {
        let first = fountain(text);
        assert_eq!(shape(&first), shape(&fountain(&write_fountain(&first))), "{text}");
        let again = read_bytes(write_fdx(&first).as_bytes(), Some("a.fdx")).expect("xml");
        assert_eq!(shape(&first), shape(&again), "{text}");
    }
}

#[test]
fn plain_text_and_shot_lists_become_fountain_that_says_the_same() {
    let page = "               INT. KITCHEN - NIGHT\n\n               Rain falls.                              *\n\n                                  ANNA\n                            (softly)\n                        Come in.\n\n                                                     CUT TO:\n\n               EXT. STREET - DAY\n\n               Nobody.\n";
    let list = "SCENE 1: INT. OFFICE - DAY\n\nSHOT 1: Close up - 3s\nA hand.\nANNA: \"Come in.\"\n";
    for text in [page, list] {
        let first = script::read(text);
        let again = fountain(&write_fountain(&first));
        let said =
            |play: &Screenplay| play.dialogue.iter().map(|l| (l.speaker.clone(), l.text.clone())).collect::<Vec<_>>();
        let headings = |play: &Screenplay| play.scenes.iter().map(|s| s.location.clone()).collect::<Vec<_>>();
        assert_eq!(said(&first), said(&again));
        assert_eq!(headings(&first), headings(&again));
    }
    let revised = script::read(page).elements.into_iter().find(|e| e.revision.is_some()).expect("an asterisk");
    assert_eq!(revised.text, "Rain falls.");
}

#[test]
fn titles_and_views_alone_in_capitals_open_scenes_of_a_printed_script_and_other_capitals_are_action() {
    let page = |line: &str| {
        format!(
            "               INT. KITCHEN - NIGHT\n\n               Rain.\n\n                                  ANNA\n                        Come in.\n\n                                                     MATCH CUT TO:\n\n               {line}\n\n               held by a boy.\n"
        )
    };
    assert_eq!(script::read(&page("CLOSING CREDITS")).scenes.len(), 2);
    assert_eq!(script::read(&page("THE HAWK'S POV")).scenes.len(), 2);
    assert_eq!(script::read(&page("A PAPER KITE")).scenes.len(), 1);
    assert_eq!(script::read(&page("EXT/INT. CAR - DAY")).scenes.len(), 2);
}

#[test]
fn numbers_in_both_margins_of_a_shooting_script_are_the_scenes_numbers() {
    let text = "     12        INT. KITCHEN - NIGHT                                   12\n\n               Rain.\n\n                                  ANNA\n                        Come in.\n\n                                  (MORE)\n     2.\n\n               She waits.\n\n     13A       EXT. STREET - DAY                                      13A\n\n               Nobody.\n";
    let play = script::read(text);
    assert_eq!(play.scenes.iter().map(|s| s.number.as_str()).collect::<Vec<_>>(), ["12", "13A"]);
    assert_eq!(play.scenes[0].location.as_deref(), Some("KITCHEN"));
    assert_eq!(play.dialogue.len(), 1);
    assert_eq!(play.dialogue[0].text, "Come in.");
}
