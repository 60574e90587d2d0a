//! What a writer should know before filming, each with how to mend it.

mod covered;
mod forms;
mod refused;
mod script;
mod shots;

use crate::screenplay::Screenplay;
use model::{PromptList, Span};
use serde::Serialize;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// No film can be made.
    Error,
    /// The film will not be what was meant.
    Warning,
    /// Good to know.
    Info,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Issue {
    pub severity: Severity,
    /// A stable name for programs: `silent_cue`, `long_shot`.
    pub code: &'static str,
    /// What it is, and how to mend it.
    pub message: String,
    /// Only how to mend it.
    pub mend: String,
    /// What in [`Screenplay::text`] it is about, in code points; `None` for the script as a whole.
    pub span: Option<Span>,
    /// The source line where that begins, counted from 1.
    pub line: Option<usize>,
}

/// What the chosen video model can do.
#[derive(Clone, Debug, PartialEq)]
pub struct Limits {
    /// As a sentence names it: "Kling 2.1".
    pub model: String,
    /// The longest shot, in seconds.
    pub seconds: f64,
    /// The longest prompt, in characters; 0 for no limit.
    pub prompt: usize,
}

impl Default for Limits {
    /// What most models keep to.
    fn default() -> Self {
        Self { model: "most models".to_owned(), seconds: 15.0, prompt: 2500 }
    }
}

/// All findings, in the order of the source; those on the whole script first.
pub fn check(play: &Screenplay, list: &PromptList) -> Vec<Issue> {
    check_for(play, list, &Limits::default())
}

/// The same for a model whose limits are known.
pub fn check_for(play: &Screenplay, list: &PromptList, limits: &Limits) -> Vec<Issue> {
    let mut findings = Findings { lines: LineNumbers::new(&play.text), out: Vec::new() };
    if script::whole(play, list, &mut findings) {
        script::parts(play, &mut findings);
        script::quotes(play, &mut findings);
        script::names(play, &mut findings);
        forms::lost(play, &mut findings);
        covered::sentences_left_out(play, list, &mut findings);
        shots::each(&play.text, list, limits, &mut findings);
    }
    let mut out = findings.out;
    out.sort_by_key(|issue| issue.span.map(|span| span.start));
    out
}

struct Findings {
    lines: LineNumbers,
    out: Vec<Issue>,
}

impl Findings {
    /// `what` and `mend` are whole sentences.
    fn say(&mut self, severity: Severity, code: &'static str, span: Option<Span>, what: &str, mend: &str) {
        self.out.push(Issue {
            severity,
            code,
            message: format!("{what} {mend}"),
            mend: mend.to_owned(),
            span,
            line: span.map(|span| self.lines.of(span.start)),
        });
    }
}

/// From code points to line numbers.
pub(crate) struct LineNumbers {
    starts: Vec<usize>,
}

impl LineNumbers {
    pub fn new(text: &str) -> Self {
        let points = crate::source::CodePoints::new(text);
        Self { starts: crate::source::lines(text).iter().map(|line| points.at(line.start)).collect() }
    }

    pub fn of(&self, code_point: usize) -> usize {
        self.starts.partition_point(|&start| start <= code_point).max(1)
    }
}
