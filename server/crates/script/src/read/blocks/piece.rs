//! Stretches of the source, and what they are to the film.

use crate::read::times::Stretch;
use std::borrow::Cow;

/// Words, and where they stand in the source, in bytes. Words that are not in the source as they are read (a value of JSON with
/// escapes) have the place of the whole.
#[derive(Clone, Debug)]
pub(super) struct Piece<'a> {
    pub text: Cow<'a, str>,
    pub start: usize,
    pub end: usize,
}

impl<'a> Piece<'a> {
    /// A part of the source. `part` must be cut out of `source`.
    pub fn of(source: &str, part: &'a str) -> Self {
        let start = (part.as_ptr() as usize).saturating_sub(source.as_ptr() as usize).min(source.len());
        Self { text: Cow::Borrowed(part), start, end: start + part.len() }
    }

    /// The place of a part of this piece.
    pub fn place(&self, part: &str) -> (usize, usize) {
        let inside = (part.as_ptr() as usize).wrapping_sub(self.text.as_ptr() as usize);
        match self.text {
            Cow::Borrowed(_) if inside <= self.text.len() => (self.start + inside, self.start + inside + part.len()),
            _ => (self.start, self.end),
        }
    }

    /// A part of this piece, with its place.
    pub fn part(&self, part: &str) -> Piece<'static> {
        let (start, end) = self.place(part);
        Piece { text: Cow::Owned(part.to_owned()), start, end }
    }

    pub fn is_blank(&self) -> bool {
        !self.text.chars().any(char::is_alphanumeric)
    }
}

/// What a label says of a scene or a shot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Label {
    Title,
    Visual,
    Narration,
    Dialogue,
    /// Who says the line beside it.
    Speaker,
    Cast,
    Camera,
    Length,
    /// When it begins, or from when to when.
    Clock,
    End,
    Place,
    Time,
    Side,
    Music,
    Sound,
    Bed,
    /// All that is heard: speech, music and sounds.
    Audio,
    /// Words that are seen.
    Caption,
    Cut,
    Number,
    Light,
    Note,
}

/// How much a head opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    Act,
    Scene,
    Shot,
}

/// A line that opens an act, a scene or a shot.
#[derive(Clone, Debug)]
pub(super) struct Head<'a> {
    pub level: Level,
    pub number: Option<String>,
    /// What it is called, or what the shot shows.
    pub name: Piece<'a>,
    pub when: Option<Stretch>,
    /// It says INT. or EXT., or is a heading in the form of its language.
    pub heading: bool,
    /// What is written in it is spoken: a slide.
    pub slide: bool,
    pub start: usize,
    pub end: usize,
}

/// One thing after another in a script.
#[derive(Clone, Debug)]
pub(super) enum Part<'a> {
    Head(Head<'a>),
    /// A labelled value. `who` stands in brackets beside the label: "Voiceover (Maya)". `from` is where the label begins.
    Fact {
        label: Label,
        key: Cow<'a, str>,
        who: Option<String>,
        value: Piece<'a>,
        from: usize,
    },
    /// Who speaks, how, and the words. Where the name begins.
    Said {
        name: String,
        aside: Option<String>,
        words: Piece<'a>,
        from: usize,
    },
    /// What is said by the one who spoke last.
    More(Piece<'a>),
    Text(Piece<'a>),
    Title(Piece<'a>),
    Cut(Piece<'a>),
    /// Something that is heard.
    Noise(Piece<'a>),
    Note(Piece<'a>),
}

impl Part<'_> {
    /// Where it begins in the source.
    pub fn start(&self) -> usize {
        match self {
            Self::Head(head) => head.start,
            Self::Fact { from, .. } | Self::Said { from, .. } => *from,
            Self::More(piece)
            | Self::Text(piece)
            | Self::Title(piece)
            | Self::Cut(piece)
            | Self::Noise(piece)
            | Self::Note(piece) => piece.start,
        }
    }
}
