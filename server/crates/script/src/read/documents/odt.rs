//! OpenDocument text, .odt (OASIS OpenDocument 1.3, part 3): content.xml and styles.xml in a zip archive.

use super::zip::Archive;
use super::{Align, Para};
use crate::read::xml::{Node, attribute, walk};
use quick_xml::events::BytesStart;
use std::collections::HashMap;

/// How many styles may stand on each other.
const BASES: usize = 20;
/// How many text boxes may lie in each other.
const NESTED: usize = 64;
/// Columns of a typewriter in an inch.
const COLUMNS_PER_INCH: f64 = 10.0;

#[derive(Clone, Default)]
struct Style {
    /// As a person sees it; empty for the unnamed styles of single paragraphs.
    name: String,
    base: Option<String>,
    /// In inches.
    left: Option<f64>,
    first: Option<f64>,
    align: Option<Align>,
    page_break: bool,
}

pub(super) fn paragraphs(bytes: &[u8]) -> Result<Vec<Para>, String> {
    let archive = Archive::open(bytes)?;
    let content = archive.text("content.xml")?.ok_or("it holds no text")?;
    let mut styles = HashMap::new();
    if let Some(xml) = archive.text("styles.xml")? {
        read_styles(&xml, &mut styles)?;
    }
    read_styles(&content, &mut styles)?;
    let mut reader = Reader { styles: &styles, out: Vec::new(), open: Vec::new(), body: false, hidden: 0 };
    walk(&content, &mut |node| reader.node(node))?;
    while !reader.open.is_empty() {
        reader.end_paragraph();
    }
    Ok(reader.out)
}

/// Paragraph styles; those of a single paragraph have no display name and stand on a named one.
fn read_styles(xml: &str, all: &mut HashMap<String, Style>) -> Result<(), String> {
    let mut now: Option<(String, Style)> = None;
    walk(xml, &mut |node| match node {
        Node::Open("style", tag) if attribute(tag, "family").as_deref() == Some("paragraph") => {
            let id = attribute(tag, "name").unwrap_or_default();
            let base = attribute(tag, "parent-style-name");
            let named = attribute(tag, "display-name").unwrap_or_else(|| id.replace("_20_", " "));
            // "P1", "P23": made for a paragraph.
            let own = id.strip_prefix('P').is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()));
            let name = if own { String::new() } else { named };
            now = Some((id, Style { name, base, ..Style::default() }));
        }
        Node::Open("paragraph-properties", tag) => {
            if let Some((_, style)) = &mut now {
                style.left = attribute(tag, "margin-left").as_deref().and_then(inches);
                style.first = attribute(tag, "text-indent").as_deref().and_then(inches);
                style.align = attribute(tag, "text-align").map(|align| match align.as_str() {
                    "center" => Align::Centre,
                    "end" | "right" => Align::Right,
                    _ => Align::Left,
                });
                style.page_break = attribute(tag, "break-before").as_deref() == Some("page");
            }
        }
        Node::Close("style") => all.extend(now.take()),
        _ => {}
    })
}

/// "1.5in", "38mm", "3.81cm", "108pt" in inches.
fn inches(length: &str) -> Option<f64> {
    let unit = length.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '+'));
    let value: f64 = length.get(..length.len() - unit.len())?.parse().ok()?;
    Some(match unit {
        "in" => value,
        "cm" => value / 2.54,
        "mm" => value / 25.4,
        "pt" => value / 72.0,
        "pc" => value / 6.0,
        "px" => value / 96.0,
        _ => return None,
    })
}

struct Reader<'a> {
    styles: &'a HashMap<String, Style>,
    out: Vec<Para>,
    /// Paragraphs that are open: a text box holds some inside another.
    open: Vec<Para>,
    body: bool,
    /// Depth inside notes, comments and what was deleted.
    hidden: usize,
}

impl Reader<'_> {
    fn node(&mut self, node: Node) {
        match node {
            Node::Open("tracked-changes" | "note" | "annotation" | "forms" | "sequence-decls", _) => self.hidden += 1,
            Node::Close("tracked-changes" | "note" | "annotation" | "forms" | "sequence-decls") => {
                self.hidden = self.hidden.saturating_sub(1);
            }
            Node::Open("body", _) => self.body = true,
            _ if self.hidden > 0 || !self.body => {}
            Node::Open("p", tag) => self.open_paragraph(tag, None),
            Node::Open("h", tag) => {
                let level = attribute(tag, "outline-level").and_then(|n| n.parse().ok()).unwrap_or(1u8);
                self.open_paragraph(tag, Some(level.clamp(1, 6)));
            }
            Node::Close("p" | "h") => self.end_paragraph(),
            Node::Open("s", tag) => {
                let count = attribute(tag, "c").and_then(|n| n.parse::<usize>().ok()).unwrap_or(1).min(200);
                self.push(&" ".repeat(count));
            }
            Node::Open("tab", _) => self.push("\t"),
            Node::Open("line-break", _) => self.push("\n"),
            Node::Text(text) => {
                // White space in the file is one space.
                if let Some(para) = self.open.last_mut() {
                    for c in text.chars() {
                        match c {
                            ' ' | '\t' | '\n' | '\r' if para.text.ends_with(' ') || para.text.is_empty() => {}
                            ' ' | '\t' | '\n' | '\r' => para.text.push(' '),
                            _ => para.text.push(c),
                        }
                    }
                }
            }
            _ => {}
        }
    }

    fn push(&mut self, text: &str) {
        if let Some(para) = self.open.last_mut() {
            para.text.push_str(text);
        }
    }

    fn open_paragraph(&mut self, tag: &BytesStart, level: Option<u8>) {
        let mut para = Para { level, ..Para::default() };
        let (mut left, mut first, mut align) = (None, None, None);
        let mut next = attribute(tag, "style-name");
        for at in 0..BASES {
            let Some(style) = next.as_ref().and_then(|id| self.styles.get(id)) else { break };
            if para.style.is_empty() {
                para.style.clone_from(&style.name);
            }
            left = left.or(style.left);
            first = first.or(style.first);
            align = align.or(style.align);
            para.page_break |= at == 0 && style.page_break;
            next.clone_from(&style.base);
        }
        if para.style.is_empty() {
            para.style = next.unwrap_or_default().replace("_20_", " ");
        }
        let columns = (left.unwrap_or(0.0) + first.unwrap_or(0.0)) * COLUMNS_PER_INCH;
        para.indent = columns.round().clamp(0.0, 200.0) as usize;
        para.align = align.unwrap_or_default();
        if self.open.len() < NESTED {
            self.open.push(para);
        }
    }

    fn end_paragraph(&mut self) {
        self.out.extend(self.open.pop());
    }
}
