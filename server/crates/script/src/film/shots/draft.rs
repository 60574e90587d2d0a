//! A shot while it is put together.

use super::director::GAP;
use crate::film::timing;
use crate::screenplay::ExplicitShot;
use model::{Cue, Framing, Line, LineKind, Span};

/// A shot being put together.
#[derive(Default)]
pub(super) struct Draft {
    pub explicit: Option<ExplicitShot>,
    pub actions: Vec<String>,
    pub lines: Vec<Line>,
    pub cues: Vec<Cue>,
    pub framing: Option<Framing>,
    pub focus: Option<String>,
    pub span: Option<Span>,
    /// Whether the narrator cut the last line at a comma.
    pub cut: bool,
}

impl Draft {
    pub fn cover(&mut self, span: Span) {
        let own = self.span.get_or_insert(span);
        own.start = own.start.min(span.start);
        own.end = own.end.max(span.end);
    }

    /// Adds a line. One that goes on behind the narrator's words goes on in the line before: "Ships," said Pell, "do not ask."
    pub fn say(&mut self, mut line: Line, last: bool) {
        self.cover(line.source);
        let goes_on = std::mem::take(&mut self.cut) && line.text.starts_with(char::is_lowercase);
        // A comma at the end of a caption is the narrator's.
        self.cut = last && line.kind == LineKind::Direct && line.text.ends_with(',');
        if self.cut {
            line.text.pop();
        }
        let same = |own: &&mut Line| {
            goes_on && own.speaker == line.speaker && own.delivery == line.delivery && own.kind == line.kind
        };
        match self.lines.last_mut().filter(same) {
            Some(own) => {
                own.text = format!("{}, {}", own.text, line.text);
                own.source.end = own.source.end.max(line.source.end);
                own.confidence = own.confidence.min(line.confidence);
            }
            None => self.lines.push(line),
        }
    }

    pub fn speech(&self) -> f64 {
        let said: f64 = self.lines.iter().map(|l| timing::speech(&l.text, l.delivery)).sum();
        said + GAP * self.lines.len().saturating_sub(1) as f64
    }

    pub fn acting(&self) -> f64 {
        self.actions.iter().map(|a| timing::action(a)).sum()
    }

    pub fn empty(&self) -> bool {
        self.actions.is_empty() && self.lines.is_empty() && self.cues.is_empty() && self.explicit.is_none()
    }

    pub fn speaker(&self) -> Option<&str> {
        self.lines.last().and_then(|l| l.speaker.as_deref())
    }
}
