//! Final Draft's XML, read into Fountain.

use crate::write::{Paragraph, fountain_of};
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

/// How deep elements may lie in each other.
const DEPTH: usize = 64;

/// The same script as Fountain text.
pub(crate) fn to_fountain(xml: &str) -> Result<String, String> {
    Ok(fountain_of(&paragraphs(xml)?))
}

/// The paragraphs of the document, dual dialogue taken out of its wrappings.
pub(crate) fn paragraphs(xml: &str) -> Result<Vec<Paragraph>, String> {
    let mut reader = Reader::from_str(xml.trim_start_matches('\u{feff}').trim_start());
    reader.config_mut().check_end_names = false;
    let mut state = State::default();
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => state.open(&tag)?,
            Ok(Event::Empty(tag)) => {
                state.open(&tag)?;
                state.close(tag.name().as_ref());
            }
            Ok(Event::End(tag)) => state.close(tag.name().as_ref()),
            Ok(Event::Text(text)) => state.text(text.as_ref()),
            Ok(Event::CData(text)) => state.text(text.as_ref()),
            Ok(Event::GeneralRef(name)) => {
                state.text(&entity(name.as_ref()));
            }
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(error) => {
                if state.out.is_empty() {
                    return Err(format!("it is not well formed ({error})"));
                }
                // A file cut off in the middle still gives all that comes before the cut.
                break;
            }
        }
    }
    if state.out.is_empty() {
        return Err("it holds no paragraphs".to_owned());
    }
    Ok(state.out)
}

/// The five entities of XML and characters by number; others are unknown and stay as written, so nothing can grow.
fn entity(name: &str) -> String {
    match name {
        "amp" => "&".to_owned(),
        "lt" => "<".to_owned(),
        "gt" => ">".to_owned(),
        "quot" => "\"".to_owned(),
        "apos" => "'".to_owned(),
        _ => name
            .strip_prefix('#')
            .and_then(|n| {
                n.strip_prefix(['x', 'X']).map_or_else(|| n.parse().ok(), |hex| u32::from_str_radix(hex, 16).ok())
            })
            .and_then(char::from_u32)
            .map_or_else(|| format!("&{name};"), String::from),
    }
}

#[derive(Default)]
struct State {
    stack: Vec<String>,
    out: Vec<Paragraph>,
    /// The paragraph being read, and how deep it lies.
    now: Option<(Paragraph, usize)>,
    in_text: usize,
    duals: usize,
    /// Dialogue paragraphs seen in the dual dialogue that is open.
    dual_cues: usize,
    style: Vec<String>,
}

impl State {
    fn inside(&self, name: &str) -> bool {
        self.stack.iter().any(|open| open == name)
    }

    fn open(&mut self, tag: &BytesStart) -> Result<(), String> {
        let name = tag.name().as_ref().to_owned();
        if self.stack.len() >= DEPTH {
            return Err("its elements lie too deep in each other".to_owned());
        }
        match name.as_str() {
            "Paragraph" if self.stack.last().is_some_and(|open| open == "Content" || open == "DualDialogue") => {
                let mut paragraph =
                    Paragraph { kind: attribute(tag, "Type").unwrap_or_default(), ..Paragraph::default() };
                paragraph.number = attribute(tag, "Number").filter(|n| !n.is_empty());
                paragraph.title_page = self.inside("TitlePage");
                paragraph.centred = attribute(tag, "Alignment").is_some_and(|a| a == "Center");
                if let Some((outer, _)) = self.now.take()
                    && !outer.text.trim().is_empty()
                {
                    self.out.push(outer);
                }
                self.now = Some((paragraph, self.stack.len()));
            }
            "SceneProperties" => {}
            "DualDialogue" => {
                self.duals += 1;
                self.dual_cues = 0;
            }
            "Text" if self.now.is_some() && !self.inside("ScriptNote") && !self.inside("Summary") => {
                self.in_text += 1;
                self.style.push(attribute(tag, "Style").unwrap_or_default());
                if let (Some((paragraph, _)), Some(id)) = (&mut self.now, attribute(tag, "RevisionID")) {
                    paragraph.revision.get_or_insert(id);
                }
            }
            _ => {}
        }
        self.stack.push(name);
        Ok(())
    }

    fn close(&mut self, name: &str) {
        // A missing end tag closes with the one around it.
        while let Some(open) = self.stack.pop() {
            match open.as_str() {
                "Text" if self.in_text > 0 && !self.inside("ScriptNote") && !self.inside("Summary") => {
                    self.in_text -= 1;
                    self.style.pop();
                }
                "DualDialogue" => self.duals = self.duals.saturating_sub(1),
                "Paragraph" if self.now.as_ref().is_some_and(|(_, depth)| *depth == self.stack.len()) => {
                    self.paragraph()
                }
                _ => {}
            }
            if open == name {
                break;
            }
        }
    }

    fn paragraph(&mut self) {
        let Some((mut paragraph, _)) = self.now.take() else { return };
        self.in_text = 0;
        self.style.clear();
        if paragraph.text.trim().is_empty() && paragraph.kind != "Page Break" {
            return;
        }
        if paragraph.kind == "Parenthetical" {
            let text = paragraph.text.trim();
            let inside = text.strip_prefix('(').and_then(|text| text.strip_suffix(')')).unwrap_or(text);
            paragraph.text = inside.trim().to_owned();
        }
        if self.duals > 0 && paragraph.kind == "Character" {
            self.dual_cues += 1;
            paragraph.dual = self.dual_cues == 2;
        }
        self.out.push(paragraph);
    }

    fn text(&mut self, text: &str) {
        if self.in_text == 0 || self.stack.last().is_none_or(|open| open != "Text") {
            return;
        }
        if let Some((paragraph, _)) = &mut self.now {
            paragraph.text.push_str(text);
        }
    }
}

fn attribute(tag: &BytesStart, name: &str) -> Option<String> {
    let found = tag.attributes().with_checks(false).flatten().find(|a| a.key.as_ref() == name)?;
    let raw = found.value.as_ref();
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        match after.split_once(';') {
            Some((name, tail)) if name.len() <= 8 => {
                out.push_str(&entity(name));
                rest = tail;
            }
            _ => {
                out.push('&');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    Some(out)
}
