//! Final Draft's XML, read into Fountain.

use super::xml::{Node, attribute, walk};
use crate::write::{Paragraph, fountain_of};
use quick_xml::events::BytesStart;

/// The same script as Fountain text.
pub(crate) fn to_fountain(xml: &str) -> Result<String, String> {
    Ok(fountain_of(&paragraphs(xml)?))
}

/// The paragraphs of the document, dual dialogue taken out of its wrappings.
pub(crate) fn paragraphs(xml: &str) -> Result<Vec<Paragraph>, String> {
    let mut state = State::default();
    walk(xml, &mut |node| match node {
        Node::Open(name, tag) => state.open(name, tag),
        Node::Close(name) => state.close(name),
        Node::Text(text) => state.text(text),
    })?;
    if state.out.is_empty() {
        return Err("it holds no paragraphs".to_owned());
    }
    Ok(state.out)
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

    /// In a note, or in what is told of a scene beside its text: a summary, the arcs of its characters.
    fn beside(&self) -> bool {
        self.stack
            .iter()
            .any(|open| matches!(open.as_str(), "ScriptNote" | "Summary" | "SceneProperties" | "SceneArcBeats"))
    }

    fn open(&mut self, name: &str, tag: &BytesStart) {
        match name {
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
            "Text" if self.now.is_some() && !self.beside() => {
                self.in_text += 1;
                self.style.push(attribute(tag, "Style").unwrap_or_default());
                if let (Some((paragraph, _)), Some(id)) = (&mut self.now, attribute(tag, "RevisionID")) {
                    paragraph.revision.get_or_insert(id);
                }
            }
            _ => {}
        }
        self.stack.push(name.to_owned());
    }

    fn close(&mut self, name: &str) {
        // A missing end tag closes with the one around it.
        while let Some(open) = self.stack.pop() {
            match open.as_str() {
                "Text" if self.in_text > 0 && !self.beside() => {
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
