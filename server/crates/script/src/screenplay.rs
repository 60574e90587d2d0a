//! What reading a script gives: elements, scenes, people, and every line that is said.

use model::{Age, CameraMove, Delivery, Framing, LineKind, Sex, Span, Through};
use serde::Serialize;

/// How the source was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub enum Format {
    Fountain,
    /// Final Draft's XML. [`Screenplay::text`] is the same script as Fountain.
    Fdx,
    /// SCENE n / SHOT n.
    ShotList,
    /// Blocks with labels (Visual, Narration, Duration …), times or tables.
    Labelled,
    /// Names and what they say on one line.
    Transcript,
    /// JSON with lists of scenes or shots.
    Storyboard,
    /// .srt or .vtt.
    Subtitles,
    /// Acts, and names with a full stop.
    StagePlay,
    /// Plain screenplay text, as pasted from a PDF or a word processor.
    Screenplay,
    /// A story, a treatment, one sentence.
    Prose,
}

impl Format {
    /// The words a person reads.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Fountain => "Fountain",
            Self::Fdx => "Final Draft",
            Self::ShotList => "Shot list",
            Self::Labelled => "Labelled script",
            Self::Transcript => "Names and speech",
            Self::Storyboard => "Storyboard",
            Self::Subtitles => "Subtitles",
            Self::StagePlay => "Stage play",
            Self::Screenplay => "Screenplay",
            Self::Prose => "Prose",
        }
    }

    /// Read by blocks: labels, tables, lists, names and speech on one line.
    pub(crate) const fn has_blocks(self) -> bool {
        matches!(
            self,
            Self::ShotList | Self::Labelled | Self::Transcript | Self::StagePlay | Self::Storyboard | Self::Subtitles
        )
    }

    /// The stable name in JSON.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Fountain => "fountain",
            Self::Fdx => "fdx",
            Self::ShotList => "shot_list",
            Self::Labelled => "labelled",
            Self::Transcript => "transcript",
            Self::Storyboard => "storyboard",
            Self::Subtitles => "subtitles",
            Self::StagePlay => "stage_play",
            Self::Screenplay => "screenplay",
            Self::Prose => "prose",
        }
    }
}

/// A script, understood.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Screenplay {
    pub format: Format,
    /// Empty when the script names none.
    pub title: String,
    /// The source text that all spans refer to.
    pub text: String,
    /// Pairs of the title page, in order, as written.
    pub title_page: Vec<(String, String)>,
    /// In source order; together they cover every character of the source that is not white space.
    pub elements: Vec<Element>,
    /// At least one where the script holds anything to film.
    pub scenes: Vec<SourceScene>,
    pub characters: Vec<Person>,
    /// Every line that is said, in source order.
    pub dialogue: Vec<Spoken>,
    /// As written: "CUT TO:".
    pub transitions: Vec<String>,
    /// The main language of what is said, of a story that of its words, as a tag such as `en` or `zh`.
    pub language: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ElementKind {
    /// One pair of the title page.
    TitlePage {
        key: String,
    },
    Heading {
        number: Option<String>,
    },
    Action,
    Cue {
        dual: bool,
    },
    Parenthetical,
    Dialogue,
    Lyric,
    Transition,
    Centered,
    Section {
        level: u8,
    },
    Synopsis,
    Note,
    Boneyard,
    PageBreak,
    /// "SHOT 2: Close up - 3s".
    Shot,
    /// Somebody in a list of characters, and how she looks: "MAYA, 30s, in a red coat". Not filmed by itself.
    Cast,
    /// Page numbers, (MORE), CONTINUED and the like: on the page, not in the film.
    Furniture,
}

/// A stretch of the source and what it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Element {
    pub kind: ElementKind,
    /// Without markup, notes and page furniture.
    pub text: String,
    pub span: Span,
    /// The mark of the revision that changed it, from Final Draft, or from an asterisk at the margin.
    pub revision: Option<String>,
}

impl Element {
    pub(crate) fn new(kind: ElementKind, text: String, start: usize, end: usize) -> Self {
        Self { kind, text, span: Span { start, end }, revision: None }
    }
}

/// A scene as the script has it.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct SourceScene {
    /// As written where the script numbers its scenes, else "1", "2", …
    pub number: String,
    /// As written; `None` where there are no headings.
    pub heading: Option<String>,
    pub interior: Option<bool>,
    pub location: Option<String>,
    /// As written: "DAY", "MOMENTS LATER".
    pub time_of_day: Option<String>,
    pub synopsis: String,
    /// Canonical names of who is present.
    pub characters: Vec<String>,
    pub beats: Vec<Beat>,
    pub span: Span,
}

impl SourceScene {
    /// How the scene begins: its heading, or its first eight words.
    pub fn beginning(&self) -> String {
        let action = |beat: &Beat| match beat {
            Beat::Action { text, .. } => Some(text.split_whitespace().take(8).collect::<Vec<_>>().join(" ")),
            _ => None,
        };
        self.heading.clone().or_else(|| self.beats.iter().find_map(action)).unwrap_or_default()
    }
}

/// One thing after another in a scene.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum Beat {
    /// What is seen. In prose one sentence, in a screenplay one paragraph.
    Action {
        text: String,
        span: Span,
    },
    /// An index into [`Screenplay::dialogue`].
    Line(usize),
    /// What follows, up to the next of these, is this shot.
    Shot(ExplicitShot),
    /// A sound that the script asks for by a tag.
    Sound {
        sound: String,
        ambience: bool,
        span: Span,
    },
    Transition {
        text: String,
        span: Span,
    },
}

/// A shot that the writer has set down.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ExplicitShot {
    /// As written: "Close up".
    pub label: String,
    pub framing: Option<Framing>,
    pub camera: Option<CameraMove>,
    pub seconds: Option<f64>,
    pub span: Span,
}

/// A character of the script.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Person {
    /// The canonical name.
    pub name: String,
    /// Other spellings in the script.
    pub aliases: Vec<String>,
    /// How many lines this one says.
    pub lines: usize,
    pub sex: Option<Sex>,
    pub age: Option<Age>,
    /// The age in years, as far as the script tells.
    pub years: Option<u32>,
    /// The looks that the script gives, in its own words; empty when it gives none.
    pub looks: String,
    /// What the script tells of them, slot by slot.
    pub portrait: crate::people::Portrait,
    /// The language that this one speaks, where it is not that of the script.
    pub language: Option<String>,
    /// Where the character is first named.
    pub first: Span,
}

/// One line that somebody says.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Spoken {
    pub kind: LineKind,
    /// The canonical name; `None` when it could not be told.
    pub speaker: Option<String>,
    /// What is said, without quotation marks and brackets.
    pub text: String,
    /// Cue: from the first to the last word under the cue. Direct: the words between the marks. Indirect: the source clause.
    pub span: Span,
    /// How sure the speaker is, 0 to 1.
    pub confidence: f32,
    /// Stretches with their own parenthetical; at least one.
    pub parts: Vec<SpokenPart>,
    /// Voice-over or off-screen.
    pub off_screen: bool,
    /// What it is heard through, by its cue; a parenthetical may say more.
    #[serde(skip_serializing_if = "Through::is_air")]
    pub through: Through,
    /// Its cue says voice-over, which whoever is on the phone is, too.
    #[serde(skip)]
    pub voice_over: bool,
    /// Said at the same time as the line before.
    pub dual: bool,
    /// Whom it is said to, where that can be told.
    pub to: Option<String>,
    /// The index of the scene.
    pub scene: usize,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SpokenPart {
    /// As written, without its brackets.
    pub parenthetical: Option<String>,
    pub delivery: Delivery,
    pub text: String,
    pub span: Span,
}

/// Why bytes could not be read as a script.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    #[error("The file is empty. Choose a file that holds a script.")]
    Empty,
    #[error(
        "This does not look like text. Save the script as Word (.docx), plain text, Fountain (.fountain) or Final Draft (.fdx)."
    )]
    Binary,
    #[error(
        "{kind} files cannot be read here. Save the script as Word (.docx), plain text, Fountain (.fountain) or Final Draft (.fdx)."
    )]
    Unsupported { kind: &'static str },
    #[error("The {kind} file is damaged: {why}. Save it again from the program that made it.")]
    Damaged { kind: &'static str, why: String },
    #[error(
        "This PDF holds pictures of its pages and no text. Export it again from the program that made it, or save the script as Word (.docx) or plain text."
    )]
    Pictures,
    #[error("The file is larger than {limit} megabytes. A script of that size cannot be read; split it into parts.")]
    TooLarge { limit: usize },
    #[error("The script has more than 2 MB of text. Film it in parts.")]
    TooLong,
}
