//! A shot while it is put together.

use super::director::GAP;
use crate::film::timing;
use crate::screenplay::ExplicitShot;
use model::{Cue, Framing, Line, Span};

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
}

impl Draft {
    pub fn cover(&mut self, span: Span) {
        let own = self.span.get_or_insert(span);
        own.start = own.start.min(span.start);
        own.end = own.end.max(span.end);
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
