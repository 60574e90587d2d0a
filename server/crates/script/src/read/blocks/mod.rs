//! Scripts of blocks: labels, tables, lists of scenes and shots, names and speech on one line. Whatever carries them, each becomes
//! the same parts, and the parts become elements.

mod block;
mod census;
mod emit;
mod heads;
mod json;
mod labels;
mod line;
mod piece;
mod speech;
mod state;
mod storyboard;
mod subtitles;
mod table;
mod text;
mod tidy;
mod titles;
mod voices;

pub(crate) use census::Census;
pub(crate) use storyboard::is_storyboard;
pub(crate) use subtitles::are_subtitles;
pub(crate) use tidy::CAPTION;

use crate::screenplay::Element;

/// Elements with spans in bytes.
pub(crate) fn read(source: &str) -> Vec<Element> {
    emit::elements(source, &text::parts(source))
}

/// The same from a storyboard in JSON.
pub(crate) fn read_storyboard(source: &str) -> Vec<Element> {
    emit::elements(source, &storyboard::parts(source))
}

/// The same from subtitles.
pub(crate) fn read_subtitles(source: &str) -> Vec<Element> {
    emit::elements(source, &subtitles::parts(source))
}

/// Whether a line is the head of a table of shots: its columns have names that a script has.
#[cfg(feature = "documents")]
pub(crate) fn is_table_head(line: &str) -> bool {
    table::columns(line).is_some()
}

/// The label that a line begins with, if it is one that only scripts have.
pub(crate) fn label_on(line: &str) -> Option<&str> {
    use piece::Label;
    let found = labels::labelled(line::strip(line).text)?;
    let core = matches!(
        found.label,
        Label::Visual
            | Label::Narration
            | Label::Dialogue
            | Label::Camera
            | Label::Length
            | Label::Audio
            | Label::Caption
    );
    core.then_some(found.key)
}

/// Whether a label opens a list of the people: "Characters".
pub(crate) fn is_cast_label(key: &str) -> bool {
    labels::label_of(key) == Some(piece::Label::Cast)
}
