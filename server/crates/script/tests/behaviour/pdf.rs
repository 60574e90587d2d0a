//! PDF files with text, made here letter by letter.

use script::{Format, ReadError, pdf_text, read, read_bytes};

/// A PDF of these pages in Courier 12: lines with their columns and rows, ten columns and six rows to the inch.
fn pdf(pages: &[&[(usize, usize, &str)]]) -> Vec<u8> {
    let kids: String = (0..pages.len()).map(|at| format!("{} 0 R ", 4 + at * 2)).collect();
    // Only some letters have a width, as in fonts whose widths cannot be found.
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!("<< /Type /Pages /Kids [{kids}] /Count {} /MediaBox [0 0 612 792] >>", pages.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding /FirstChar 32 /LastChar 33 /Widths [600 600] >>".to_owned(),
    ];
    for (at, lines) in pages.iter().enumerate() {
        let mut content = String::new();
        for (column, row, text) in *lines {
            let (x, y) = (*column as f64 * 7.2, 756.0 - *row as f64 * 12.0);
            // A line in braces runs across the page.
            let across = text.strip_prefix('{').and_then(|t| t.strip_suffix('}'));
            let matrix = if across.is_some() { "0.7071 0.7071 -0.7071 0.7071" } else { "1 0 0 1" };
            let text = across.unwrap_or(text).replace('\\', "\\\\").replace('(', "\\(").replace(')', "\\)");
            content.push_str(&format!("BT /F1 12 Tf {matrix} {x} {y} Tm ({text}) Tj ET\n"));
        }
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /Contents {} 0 R /Resources << /Font << /F1 3 0 R >> >> >>",
            5 + at * 2
        ));
        objects.push(format!("<< /Length {} >>\nstream\n{content}endstream", content.len()));
    }
    let mut out = String::from("%PDF-1.4\n");
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(out.len());
        out.push_str(&format!("{} 0 obj\n{object}\nendobj\n", at + 1));
    }
    let start = out.len();
    out.push_str(&format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1));
    for place in places {
        out.push_str(&format!("{place:010} 00000 n \n"));
    }
    out.push_str(&format!("trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1));
    out.into_bytes()
}

#[test]
fn a_printed_screenplay_is_read_by_where_its_lines_stand() {
    let file = pdf(&[
        &[
            (15, 3, "INT. KITCHEN - NIGHT"),
            (15, 5, "Rain. ANNA waits."),
            (37, 7, "ANNA"),
            (30, 8, "(softly)"),
            (25, 9, "Come in. The door is"),
            (33, 10, "(MORE)"),
        ],
        &[
            (72, 1, "2."),
            (37, 3, "ANNA (CONT'D)"),
            (25, 4, "open."),
            (60, 6, "CUT TO:"),
            (15, 8, "EXT. STREET - DAY"),
            (15, 10, "Nobody."),
        ],
    ]);
    let play = read(&pdf_text(&file).expect("a PDF"));
    assert_eq!(play.format, Format::Screenplay);
    let places: Vec<_> = play.scenes.iter().map(|s| s.location.as_deref()).collect();
    assert_eq!(places, [Some("KITCHEN"), Some("STREET")]);
    let said: Vec<_> = play.dialogue.iter().map(|l| (l.speaker.as_deref(), l.text.as_str())).collect();
    assert_eq!(said, [(Some("ANNA"), "Come in. The door is"), (Some("ANNA"), "open.")]);
    assert_eq!(play.dialogue[0].parts[0].parenthetical.as_deref(), Some("softly"));
    assert_eq!(play.transitions, ["CUT TO:"]);
}

#[test]
fn what_repeats_at_the_top_of_every_page_is_left_out() {
    let page =
        |number: &'static str| vec![(15, 1, "THE FERRY - Third Draft"), (70, 1, number), (15, 4, "Somebody waits.")];
    let pages = [page("1."), page("2."), page("3."), page("4.")];
    let pages: Vec<&[(usize, usize, &str)]> = pages.iter().map(Vec::as_slice).collect();
    let text = pdf_text(&pdf(&pages)).expect("a PDF");
    assert_eq!(text.matches("Somebody").count(), 4);
    assert!(!text.contains("Draft"), "{text}");
}

#[test]
fn a_watermark_across_the_page_or_in_the_same_place_on_every_page_is_left_out() {
    let page = |place: &'static str, name: &'static str, said: &'static str, more: &'static str| {
        vec![
            (15, 3, place),
            (20, 50, "{COPY OF JANE DOE}"),
            (15, 5, more),
            (37, 7, name),
            (25, 8, said),
            (30, 6, "NORTH PIER FILMS"),
            (25, 9, more),
        ]
    };
    let pages = [
        page("INT. KITCHEN - NIGHT", "ANNA", "Come in, the door", "stays open."),
        page("EXT. STREET - DAY", "MAYA", "There, the boat", "has come."),
        page("INT. CAR - DAY", "BEN", "Then the rain", "begins."),
    ];
    let pages: Vec<&[(usize, usize, &str)]> = pages.iter().map(Vec::as_slice).collect();
    let text = pdf_text(&pdf(&pages)).expect("a PDF");
    assert!(!text.contains("NORTH") && !text.contains("JANE"), "{text}");
    let play = read(&text);
    let said: Vec<_> = play.dialogue.iter().map(|line| line.text.replace('\n', " ")).collect();
    assert_eq!(said, ["Come in, the door stays open.", "There, the boat has come.", "Then the rain begins."], "{text}");
}

#[test]
fn files_without_text_get_a_sentence() {
    let empty: &[(usize, usize, &str)] = &[];
    assert_eq!(pdf_text(&pdf(&[empty])), Err(ReadError::Pictures));
    let whole = pdf(&[&[(15, 3, "INT. KITCHEN - NIGHT")]]);
    for cut in [0, 9, whole.len() / 3] {
        assert!(pdf_text(whole.get(..cut).unwrap_or_default()).is_err());
    }
    assert!(matches!(read_bytes(&whole, Some("a.pdf")), Err(ReadError::Unsupported { kind: "PDF" })));
}
