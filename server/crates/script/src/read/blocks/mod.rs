//! Scripts of blocks: labels, tables, lists of scenes and shots, names and speech on one line. Whatever carries them, each becomes
//! the same parts, and the parts become elements.

mod block;
mod census;
mod emit;
mod heads;
mod labels;
mod line;
mod piece;
mod speech;
mod table;
mod text;

pub(crate) use census::Census;

use crate::screenplay::Element;

/// Elements with spans in bytes.
pub(crate) fn read(source: &str) -> Vec<Element> {
    emit::elements(source, &text::parts(source))
}
