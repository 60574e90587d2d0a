//! Scripts from word processors, in old encodings, and files that are none.

use crate::archive::{docx, odt, zip};
use script::{ElementKind, Format, ReadError, Screenplay, read_bytes};

/// Kinds and texts of all that is not page furniture.
fn told(play: &Screenplay) -> Vec<(&'static str, &str)> {
    play.elements
        .iter()
        .filter_map(|e| {
            let name = match e.kind {
                ElementKind::Heading { .. } => "heading",
                ElementKind::Action => "action",
                ElementKind::Cue { .. } => "cue",
                ElementKind::Parenthetical => "aside",
                ElementKind::Dialogue => "speech",
                ElementKind::Transition => "transition",
                ElementKind::TitlePage { .. } => "title",
                _ => return None,
            };
            Some((name, e.text.as_str()))
        })
        .collect()
}

const KITCHEN: [(&str, &str); 7] = [
    ("heading", "INT. KITCHEN - NIGHT"),
    ("action", "Rain. Anna & Ben wait."),
    ("cue", "ANNA"),
    ("aside", "softly"),
    ("speech", "Come in."),
    ("action", "He does."),
    ("transition", "CUT TO:"),
];

#[test]
fn a_word_document_with_a_screenwriters_styles_is_read_by_them() {
    let file = docx(
        &[
            ("Scene Heading", "", "Int. Kitchen - Night"),
            ("Action", "", "Rain. Anna & Ben wait."),
            ("Character", "", "Anna"),
            ("Parenthetical", "", "(softly)"),
            ("Dialogue", "", "INT. is what I said."),
            ("Transition", "", "Slowly to black"),
        ],
        true,
    );
    let play = read_bytes(&file, Some("a.docx")).expect("a document");
    assert_eq!(
        told(&play),
        [
            ("heading", "Int. Kitchen - Night"),
            ("action", "Rain. Anna & Ben wait."),
            ("cue", "Anna"),
            ("aside", "softly"),
            ("speech", "INT. is what I said."),
            ("transition", "Slowly to black"),
        ]
    );
}

#[test]
fn a_word_document_without_styles_is_read_by_its_indentation() {
    let (cue, aside, speech) = ("<w:ind w:left=\"3168\"/>", "<w:ind w:left=\"2304\"/>", "<w:ind w:left=\"1440\"/>");
    let lines = |cue| {
        docx(
            &[
                ("Normal", "", "INT. KITCHEN - NIGHT"),
                ("Normal", "", "Rain. Anna & Ben wait."),
                ("Normal", cue, "ANNA"),
                ("Normal", aside, "(softly)"),
                ("Normal", speech, "Come in."),
                ("Normal", "", "He does."),
                ("Normal", "<w:jc w:val=\"right\"/>", "CUT TO:"),
            ],
            true,
        )
    };
    for cue in [cue, "<w:jc w:val=\"center\"/>"] {
        let play = read_bytes(&lines(cue), None).expect("a document");
        assert_eq!((play.format, told(&play)), (Format::Screenplay, KITCHEN.to_vec()), "{cue}");
    }
}

#[test]
fn a_word_document_of_plain_lines_is_read_like_text() {
    let plain = |lines: &[&str]| docx(&lines.iter().map(|line| ("Normal", "", *line)).collect::<Vec<_>>(), true);
    let apart = plain(&[
        "INT. KITCHEN - NIGHT",
        "",
        "Rain. Anna & Ben wait.",
        "",
        "ANNA",
        "(softly)",
        "Come in.",
        "",
        "He does.",
        "",
        "CUT TO:",
    ]);
    let together = plain(&[
        "INT. KITCHEN - NIGHT",
        "Rain. Anna & Ben wait.",
        "ANNA",
        "(softly)",
        "Come in.",
        "He does.",
        "CUT TO:",
    ]);
    for file in [apart, together] {
        assert_eq!(told(&read_bytes(&file, None).expect("a document")), KITCHEN);
    }
}

#[test]
fn a_story_in_a_word_document_keeps_its_paragraphs_and_its_title() {
    let file = docx(
        &[
            ("Title", "", "The Ferry"),
            ("Normal", "", "Anna waited at the pier."),
            ("Normal", "", "“You are late,” she said."),
        ],
        true,
    );
    let play = read_bytes(&file, None).expect("a document");
    assert_eq!((play.format, play.title.as_str()), (Format::Prose, "The Ferry"));
    assert_eq!(play.elements.len(), 3);
    assert_eq!(play.dialogue[0].speaker.as_deref(), Some("Anna"));
}

#[test]
fn a_novel_with_centred_chapters_in_capitals_is_no_screenplay() {
    let first = "<w:ind w:firstLine=\"720\"/>";
    let file = docx(
        &[
            ("Normal", "<w:jc w:val=\"center\"/>", "CHAPTER ONE"),
            ("Normal", first, "Anna waited at the pier."),
            ("Normal", first, "“You are late,” she said."),
            ("Normal", "<w:jc w:val=\"center\"/>", "CHAPTER TWO"),
            ("Normal", first, "“I know,” said Ben."),
        ],
        true,
    );
    let play = read_bytes(&file, None).expect("a document");
    assert_eq!(play.format, Format::Prose);
    let said: Vec<_> = play.dialogue.iter().map(|l| l.speaker.as_deref()).collect();
    assert_eq!(said, [Some("Anna"), Some("Ben")]);
}

#[test]
fn what_was_deleted_or_is_said_twice_in_a_word_document_is_not_read() {
    let xml = "<w:document><w:body><w:p><w:r><w:t>INT. BAR</w:t></w:r><w:del><w:r><w:t> GONE</w:t></w:r></w:del><w:r><w:noBreakHyphen/><w:tab/><w:rPr><w:caps/></w:rPr><w:t>day</w:t></w:r><mc:AlternateContent><mc:Choice/><mc:Fallback><w:t>TWICE</w:t></mc:Fallback></mc:AlternateContent></w:p></w:body></w:document>";
    let play = read_bytes(&zip(&[("word/document.xml", xml.as_bytes())], false), None).expect("a document");
    assert_eq!(play.text.trim(), "INT. BAR-\tDAY");
}

#[test]
fn an_open_document_is_read_by_its_styles() {
    let styles =
        "<style:style style:name=\"P1\" style:family=\"paragraph\" style:parent-style-name=\"Scene_20_Heading\"/>";
    let file = odt(
        styles,
        "<text:p text:style-name=\"P1\">INT. KITCHEN<text:s text:c=\"1\"/>- NIGHT</text:p><text:p text:style-name=\"Action\">Rain.\n   Anna &amp; Ben wait.</text:p><text:p text:style-name=\"Character\">ANNA<office:annotation><text:p>Who?</text:p></office:annotation></text:p><text:p text:style-name=\"Parenthetical\">(softly)</text:p><text:p text:style-name=\"Dialogue\">Come in.</text:p><text:p text:style-name=\"Action\">He does.</text:p><text:p text:style-name=\"Transition\">CUT TO:</text:p>",
        true,
    );
    assert_eq!(told(&read_bytes(&file, Some("a.odt")).expect("a document")), KITCHEN);
}

#[test]
fn an_open_document_without_styles_is_read_by_its_indentation() {
    let style = |name: &str, margin: &str| {
        format!(
            "<style:style style:name=\"{name}\" style:family=\"paragraph\"><style:paragraph-properties fo:margin-left=\"{margin}\"/></style:style>"
        )
    };
    let styles = [style("P1", "5.6cm"), style("P2", "1.6in"), style("P3", "72pt")].concat();
    let p = |style: &str, text: &str| format!("<text:p text:style-name=\"{style}\">{text}</text:p>");
    let content = [
        p("Standard", "INT. KITCHEN - NIGHT"),
        p("Standard", "Rain. Anna &amp; Ben wait."),
        p("P1", "ANNA"),
        p("P2", "(softly)"),
        p("P3", "Come in."),
        p("Standard", "He does."),
        p("Standard", "CUT TO:"),
    ];
    let play = read_bytes(&odt(&styles, &content.concat(), false), None).expect("a document");
    assert_eq!(told(&play), KITCHEN);
}

#[test]
fn rich_text_is_read_with_its_code_page_its_escapes_and_its_indentation() {
    let file = br"{\rtf1\ansi\ansicpg1252\uc1{\fonttbl{\f0 Courier;}}{\stylesheet{\s1 Scene Heading;}{\s2 Other;}}{\*\generator None;}
\pard INT. KITCHEN - NIGHT\par
\pard Rain. Anna \u38?  Ben wait.\par
\pard\li3168 ANNA\par
\pard\li2304 (softly)\par
\pard\li1440 Com{\b e} in.\par
\pard H{\v hidden}e does.\par
\pard\li5760 CUT TO:\par}";
    assert_eq!(
        told(&read_bytes(file, Some("a.rtf")).expect("rich text")),
        KITCHEN.map(|(kind, text)| (
            kind,
            if kind == "action" && text.len() > 10 { "Rain. Anna &  Ben wait." } else { text }
        ))
    );
    let accents = br"{\rtf1\ansi\ansicpg1251 \'cf\'f0\'e8\u1074\'e2\u233e\u-10179?\u-8704? \ldblquote a\rdblquote\emdash\{\}\par}";
    assert_eq!(read_bytes(accents, None).expect("rich text").text.trim(), "Привé\u{1f600} “a”—{}");
}

#[test]
fn rich_text_with_a_screenwriters_styles_is_read_by_them() {
    let file = br"{\rtf1{\stylesheet{\s0 Normal;}{\s1\li0 Scene Heading;}{\s2 Character;}{\s3 Dialogue;}}\pard\s1 The kitchen\par\pard\s2 Anna\par\pard\s3 Come in.\par}";
    let play = read_bytes(file, None).expect("rich text");
    assert_eq!(told(&play), [("heading", "The kitchen"), ("cue", "Anna"), ("speech", "Come in.")]);
}

#[test]
fn old_encodings_are_told_apart() {
    let text = "INT. CAF\u{c9} - DAY\n\nHe waits, and waits.";
    let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    for bytes in [little, big] {
        assert_eq!(read_bytes(&bytes, None).expect("text").text, text);
    }
    let cyrillic: Vec<u8> = "Привет, мир. "
        .repeat(5)
        .chars()
        .map(|c| if c < '\u{80}' { c as u8 } else { (c as u32 - 0x410 + 0xC0) as u8 })
        .collect();
    assert!(read_bytes(&cyrillic, None).expect("text").text.starts_with("Привет, мир."));
    // One broken byte does not make another encoding of it.
    let mut broken = "„Grüße“, sagte Käthe. ".repeat(5).into_bytes();
    broken.push(0xFF);
    assert!(read_bytes(&broken, None).expect("text").text.starts_with("„Grüße“"));
    // One stray zero neither.
    assert_eq!(read_bytes(b"INT. ROOM - DAY\n\nHe\0waits.", None).expect("text").text, "INT. ROOM - DAY\n\nHe waits.");
}

#[test]
fn files_of_other_kinds_are_refused_by_their_names() {
    for (bytes, name) in [
        (&b"%PDF-1.4\n"[..], "PDF"),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 a long old document", ".doc"),
        (b"\x89PNG\r\n\x1a\n and so on", "Picture"),
        (b"\0\0\0\x18ftypmp42", "Film"),
    ] {
        let sentence = read_bytes(bytes, None).expect_err(name).to_string();
        assert!(sentence.contains(name) && sentence.contains(".docx"), "{sentence}");
    }
    assert!(matches!(read_bytes(&zip(&[("a.txt", b"text")], true), None), Err(ReadError::Unsupported { .. })));
    assert!(script::is_pdf(b"%PDF-1.7") && !script::is_pdf(b"INT. PDF - DAY"));
}

#[test]
fn other_encodings_are_read() {
    let text = "INT. CAF\u{c9} - DAY\n\nHe waits.";
    let utf16: Vec<u8> = [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let latin: Vec<u8> = text.chars().map(|c| c as u32 as u8).collect();
    for bytes in [utf16, latin, text.as_bytes().to_vec()] {
        let play = read_bytes(&bytes, Some("a.txt")).expect("text");
        assert_eq!(play.scenes[0].location.as_deref(), Some("CAF\u{c9}"));
    }
}

#[test]
fn files_that_are_no_scripts_get_a_sentence() {
    assert!(read_bytes(b"", None).expect_err("empty").to_string().contains("empty"));
    assert!(read_bytes(&[0x89, b'P', b'N', b'G', 0, 0, 0, 13, 1, 2, 3, 0, 0, 9, 8, 7], Some("a.png")).is_err());
    assert!(read_bytes(b"<FinalDraft><Content>", Some("a.fdx")).is_err());
}
