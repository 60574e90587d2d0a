//! Final Draft's XML.

use super::paragraph;
use crate::read::fountain::is_revision;
use crate::screenplay::Screenplay;

/// The script as a Final Draft document. Reading it back gives the same elements.
pub fn write_fdx(play: &Screenplay) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\" ?>\n<FinalDraft DocumentType=\"Script\" Template=\"No\" Version=\"5\">\n  <Content>\n",
    );
    let all: Vec<_> = play.elements.iter().filter_map(paragraph).filter(|p| !p.title_page).collect();
    let mut at = 0;
    while let Some(first) = all.get(at) {
        // A cue and the dual one after it share a wrapping.
        let speech = |from: usize| {
            all.iter()
                .skip(from + 1)
                .take_while(|p| {
                    matches!(p.kind.as_str(), "Parenthetical" | "Dialogue" | "Singing" | "Note" | "Boneyard")
                })
                .count()
        };
        let end = at + 1 + speech(at);
        if first.kind == "Character" && !first.dual && all.get(end).is_some_and(|p| p.dual) {
            let close = end + 1 + speech(end);
            out.push_str("    <Paragraph>\n      <DualDialogue>\n");
            for p in all.get(at..close).unwrap_or_default() {
                one(p, "        ", &mut out);
            }
            out.push_str("      </DualDialogue>\n    </Paragraph>\n");
            at = close;
            continue;
        }
        one(first, "    ", &mut out);
        at += 1;
    }
    out.push_str("  </Content>\n");
    if !play.title_page.is_empty() {
        out.push_str("  <TitlePage>\n    <Content>\n");
        for line in super::title::lines(&play.title_page) {
            out.push_str(&format!(
                "      <Paragraph Alignment=\"Center\"><Text>{}</Text></Paragraph>\n",
                escape(&line)
            ));
        }
        out.push_str("    </Content>\n  </TitlePage>\n");
    }
    out.push_str("</FinalDraft>\n");
    out
}

fn one(p: &super::Paragraph, indent: &str, out: &mut String) {
    out.push_str(&format!("{indent}<Paragraph Type=\"{}\"", escape(&p.kind)));
    if p.centred {
        out.push_str(" Alignment=\"Center\"");
    }
    if let Some(number) = &p.number {
        out.push_str(&format!(" Number=\"{}\"", escape(number)));
    }
    out.push_str("><Text");
    if let Some(revision) = p.revision.as_deref().filter(|name| is_revision(name)) {
        out.push_str(&format!(" RevisionID=\"{}\"", escape(revision)));
    }
    let text = if p.kind == "Parenthetical" { format!("({})", p.text) } else { p.text.clone() };
    out.push_str(&format!(">{}</Text></Paragraph>\n", escape(&text)));
}

/// Control characters have no place in XML.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push_str("&#10;"),
            c if c.is_control() && c != '\t' => {}
            c => out.push(c),
        }
    }
    out
}
