//! Files of word processors. Each becomes a list of paragraphs with their styles and indentation; [`layout`] makes a script of it.

mod docx;
mod layout;
mod odt;
mod rtf;
mod table;
mod zip;

use crate::read::decode::LONGEST;
use crate::screenplay::ReadError;

/// One column of a typewriter page, ten to the inch, in twentieths of a point.
const TWIPS_PER_COLUMN: i32 = 144;

/// More paragraphs than the longest novel has, empty ones among them.
const PARAGRAPHS: usize = 200_000;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Align {
    #[default]
    Left,
    Centre,
    Right,
}

/// A paragraph as the writer sees it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Para {
    /// May hold line breaks and tabs.
    pub text: String,
    /// The name of its style: "Scene Heading", "Normal".
    pub style: String,
    /// Of the first line, in columns from the left margin.
    pub indent: usize,
    pub align: Align,
    /// Of an outline's heading, 1 to 6.
    pub level: Option<u8>,
    /// It begins a page because the writer says so.
    pub page_break: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Docx,
    Odt,
    Rtf,
}

impl Kind {
    const fn name(self) -> &'static str {
        match self {
            Self::Docx => "Word (.docx)",
            Self::Odt => "OpenDocument (.odt)",
            Self::Rtf => "Rich Text (.rtf)",
        }
    }
}

pub(crate) use layout::Source;

/// The script in a word processor's file.
pub(crate) fn read(kind: Kind, bytes: &[u8]) -> Result<Source, ReadError> {
    let paragraphs = match kind {
        Kind::Docx => docx::paragraphs(bytes),
        Kind::Odt => odt::paragraphs(bytes),
        Kind::Rtf => rtf::paragraphs(bytes),
    };
    let paragraphs = paragraphs.map_err(|why| ReadError::Damaged { kind: kind.name(), why })?;
    let letters: usize = paragraphs.iter().map(|para| para.text.len()).sum();
    if letters > LONGEST || paragraphs.len() > PARAGRAPHS {
        return Err(ReadError::TooLong);
    }
    Ok(layout::source(paragraphs))
}
