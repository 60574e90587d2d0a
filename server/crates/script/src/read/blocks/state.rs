//! Where the reading of lines is, and what it has found so far.

use super::census::Census;
use super::piece::{Label, Part, Piece};
use crate::source::Line;
use std::borrow::Cow;

/// A label that what follows may belong to.
#[derive(Clone, Copy)]
pub(super) struct Pending<'a> {
    pub(super) label: Label,
    pub(super) key: &'a str,
    pub(super) who: Option<&'a str>,
    /// Nothing stood beside the label: all that follows is its value.
    pub(super) open: bool,
}

pub(super) struct Reader<'a> {
    pub(super) source: &'a str,
    pub(super) lines: Vec<Line<'a>>,
    pub(super) at: usize,
    pub(super) parts: Vec<Part<'a>>,
    pub(super) census: Census,
    pub(super) play: bool,
    pub(super) pending: Option<Pending<'a>>,
    /// Something other than a title was read.
    pub(super) begun: bool,
}

impl<'a> Reader<'a> {
    pub(super) fn piece(&self, text: &'a str) -> Piece<'a> {
        Piece::of(self.source, text)
    }

    pub(super) fn fact(&mut self, label: Label, key: &'a str, who: Option<&'a str>, value: Piece<'a>, from: usize) {
        self.parts.push(Part::Fact { label, key: Cow::Borrowed(key), who: who.map(str::to_owned), value, from });
    }
}
