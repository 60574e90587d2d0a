//! Word's .docx: WordprocessingML (ECMA-376 part 1, chapter 17) in a zip archive.

use super::table::Table;
use super::zip::Archive;
use super::{Align, Para, TWIPS_PER_COLUMN};
use crate::read::xml::{Node, attribute, walk};
use quick_xml::events::BytesStart;
use std::collections::HashMap;

/// How many styles may stand on each other.
const BASES: usize = 20;

#[derive(Clone, Default)]
struct Style {
    name: String,
    base: Option<String>,
    format: Format,
}

/// What a style or a paragraph says of its shape; `None` where it says nothing. Lengths in twips, a twentieth of a point.
#[derive(Clone, Copy, Default)]
struct Format {
    left: Option<i32>,
    first: Option<i32>,
    align: Option<Align>,
    level: Option<u8>,
}

impl Format {
    fn over(self, below: Self) -> Self {
        Self {
            left: self.left.or(below.left),
            first: self.first.or(below.first),
            align: self.align.or(below.align),
            level: self.level.or(below.level),
        }
    }

    /// Takes in one element of paragraph properties.
    fn read(&mut self, name: &str, tag: &BytesStart) {
        let number = |key: &str| attribute(tag, key).and_then(|value| value.trim().parse::<i32>().ok());
        match name {
            "ind" => {
                self.left = number("left").or(number("start")).or(self.left);
                self.first = number("firstLine").or(number("hanging").map(|n| n.saturating_neg())).or(self.first);
            }
            "jc" => {
                self.align = match attribute(tag, "val").as_deref() {
                    Some("center") => Some(Align::Centre),
                    Some("right" | "end") => Some(Align::Right),
                    _ => Some(Align::Left),
                };
            }
            "outlineLvl" => self.level = number("val").and_then(|n| u8::try_from(n + 1).ok()).filter(|n| *n <= 6),
            _ => {}
        }
    }
}

pub(super) fn paragraphs(bytes: &[u8]) -> Result<Vec<Para>, String> {
    let archive = Archive::open(bytes)?;
    let styles = archive.text("word/styles.xml")?.map(|xml| styles(&xml)).transpose()?.unwrap_or_default();
    let document = archive.text("word/document.xml")?.ok_or("it holds no text")?;
    let mut reader = Reader::new(&styles);
    walk(&document, &mut |node| reader.node(node))?;
    reader.end_paragraph();
    Ok(reader.out)
}

fn styles(xml: &str) -> Result<HashMap<String, Style>, String> {
    let mut all = HashMap::new();
    let mut now: Option<(String, Style)> = None;
    walk(xml, &mut |node| match node {
        Node::Open("style", tag) => now = attribute(tag, "styleId").map(|id| (id, Style::default())),
        Node::Open(name, tag) => {
            let Some((_, style)) = &mut now else { return };
            match name {
                "name" => style.name = attribute(tag, "val").unwrap_or_default(),
                "basedOn" => style.base = attribute(tag, "val"),
                _ => style.format.read(name, tag),
            }
        }
        Node::Close("style") => all.extend(now.take()),
        _ => {}
    })?;
    Ok(all)
}

struct Reader<'a> {
    styles: &'a HashMap<String, Style>,
    out: Vec<Para>,
    text: String,
    style: Option<String>,
    format: Format,
    open: bool,
    in_text: bool,
    capitals: bool,
    page_break: bool,
    /// Depth inside something that is another form of what was read already.
    hidden: usize,
    table: Table,
}

impl<'a> Reader<'a> {
    fn new(styles: &'a HashMap<String, Style>) -> Self {
        Self {
            styles,
            out: Vec::new(),
            text: String::new(),
            style: None,
            format: Format::default(),
            open: false,
            in_text: false,
            capitals: false,
            page_break: false,
            hidden: 0,
            table: Table::default(),
        }
    }

    fn node(&mut self, node: Node) {
        match node {
            Node::Open("Fallback" | "del" | "moveFrom", _) => self.hidden += 1,
            Node::Close("Fallback" | "del" | "moveFrom") => self.hidden = self.hidden.saturating_sub(1),
            _ if self.hidden > 0 => {}
            Node::Open("p", _) => {
                // A text box lies inside a paragraph: what came before it is a paragraph of its own.
                self.end_paragraph();
                self.open = true;
            }
            Node::Close("p") => self.end_paragraph(),
            Node::Open("tbl", _) => self.table.open(&mut self.out),
            Node::Close("tbl") => self.table.close(&mut self.out),
            Node::Open("tr", _) => self.table.row(),
            Node::Open("tc", _) => self.table.cell(self.out.len()),
            Node::Open("r", _) => self.capitals = false,
            Node::Open("caps", tag) => {
                self.capitals = !matches!(attribute(tag, "val").as_deref(), Some("0" | "false" | "off"));
            }
            Node::Open("t", _) => self.in_text = true,
            Node::Close("t") => self.in_text = false,
            Node::Open("tab", tag) if attribute(tag, "pos").is_none() => self.text.push('\t'),
            Node::Open("br", tag) if attribute(tag, "type").as_deref() == Some("page") => self.page_break = true,
            Node::Open("br" | "cr", _) => self.text.push('\n'),
            Node::Open("noBreakHyphen", _) => self.text.push('-'),
            Node::Open("pageBreakBefore", _) => self.page_break = true,
            Node::Open("pStyle", tag) => self.style = attribute(tag, "val"),
            Node::Open(name, tag) if self.open => self.format.read(name, tag),
            Node::Text(text) if self.in_text && self.capitals => self.text.push_str(&text.to_uppercase()),
            Node::Text(text) if self.in_text => self.text.push_str(text),
            _ => {}
        }
    }

    fn end_paragraph(&mut self) {
        if !self.open {
            return;
        }
        let (mut format, mut name) = (self.format, String::new());
        let mut next = self.style.take();
        for _ in 0..BASES {
            let Some(style) = next.as_ref().and_then(|id| self.styles.get(id)) else { break };
            if name.is_empty() {
                name.clone_from(&style.name);
            }
            format = format.over(style.format);
            next.clone_from(&style.base);
        }
        if name.is_empty() {
            // Styles that are not described are known by their ids.
            name = next.unwrap_or_default();
        }
        let twips = format.left.unwrap_or(0).saturating_add(format.first.unwrap_or(0));
        self.out.push(Para {
            text: std::mem::take(&mut self.text),
            style: name,
            indent: usize::try_from(twips / TWIPS_PER_COLUMN).unwrap_or(0),
            align: format.align.unwrap_or_default(),
            level: format.level,
            page_break: std::mem::take(&mut self.page_break),
        });
        self.format = Format::default();
        (self.open, self.in_text, self.capitals) = (false, false, false);
    }
}
