//! A stretch of a text that somebody says.

use model::Span;

/// A stretch that somebody says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub paragraph: usize,
    pub span: Span,
    /// Somebody else's than the speech before it in the same paragraph.
    pub fresh: bool,
    /// Goes on with the speech of the paragraph before.
    pub continues: bool,
}
