//! From text to elements: one reader per format.

pub(crate) mod blocks;
pub(crate) mod decode;
pub(crate) mod detect;
#[cfg(feature = "documents")]
pub(crate) mod documents;
mod entities;
pub(crate) mod fdx;
pub(crate) mod fountain;
#[cfg(feature = "pdf")]
mod lines_of_page;
#[cfg(feature = "pdf")]
mod pdf;
pub(crate) mod plain;
pub(crate) mod prose;
pub(crate) mod shotlist;
mod sniff;
pub(crate) mod times;
pub(crate) mod xml;

#[cfg(feature = "pdf")]
pub use pdf::pdf_text;

use crate::assemble::{assemble, assemble_in};
use crate::screenplay::{Element, ElementKind, Format, ReadError, Screenplay};
use crate::source::visible;

/// Reads a script in whatever format it is. Never fails: what no rule claims is action.
///
/// [`Screenplay::text`] is `text` with a space for every control character, so that places in one are places in the other;
/// only Final Draft's XML becomes Fountain.
pub fn read(text: &str) -> Screenplay {
    let text = &*visible(text);
    let format = detect::format(text);
    if format == Format::Fdx
        && let Ok(fountain) = fdx::to_fountain(text)
    {
        return built(format, &fountain, fountain::read(&fountain));
    }
    as_format(format, text)
}

/// Text whose format is known. XML that is no Final Draft document is prose.
fn as_format(format: Format, text: &str) -> Screenplay {
    let elements = match format {
        Format::ShotList | Format::Labelled | Format::Transcript | Format::StagePlay => blocks::read(text),
        Format::Storyboard => blocks::read_storyboard(text),
        Format::Subtitles => blocks::read_subtitles(text),
        Format::Fountain => fountain::read(text),
        Format::Screenplay => plain::read(text),
        Format::Prose | Format::Fdx => return story(text, None),
    };
    built(format, text, elements)
}

/// A story; of one that was copied with its entities, places are those in the copy.
fn story(text: &str, language: Option<&str>) -> Screenplay {
    let read = |text: &str| {
        let mut elements = prose::read(text);
        empty_is_furniture(Format::Prose, &mut elements);
        assemble_in(Format::Prose, text, elements, language)
    };
    let Some((plain, places)) = entities::decoded(text) else { return read(text) };
    let mut play = read(&visible(&plain));
    let place = |at: usize| places.get(at).or(places.last()).copied().unwrap_or_default();
    crate::assemble::move_spans(&mut play, &|span| model::Span { start: place(span.start), end: place(span.end) });
    text.clone_into(&mut play.text);
    play
}

/// As [`read`], of a script whose language a person knows: a tag such as `de`. `None` leaves it to the words.
pub fn read_in(text: &str, language: Option<&str>) -> Screenplay {
    let mut play = read(text);
    let Some(tag) = language.filter(|tag| *tag != play.language) else { return play };
    if play.format == Format::Prose {
        play = story(&visible(text), Some(tag));
    }
    tag.clone_into(&mut play.language);
    crate::language::of_people(&mut play);
    play
}

fn built(format: Format, text: &str, mut elements: Vec<Element>) -> Screenplay {
    empty_is_furniture(format, &mut elements);
    assemble(format, text, elements)
}

/// Marks with nothing between them are on the page, not in the film.
fn empty_is_furniture(format: Format, elements: &mut [Element]) {
    for element in elements {
        let empty = element.text.trim().is_empty();
        // "SCENE 2" with nothing after it opens a scene all the same.
        let scene = matches!(element.kind, ElementKind::Heading { number: Some(_) }) && format.has_blocks();
        if empty
            && !scene
            && !matches!(element.kind, ElementKind::PageBreak | ElementKind::TitlePage { .. } | ElementKind::Shot)
        {
            element.kind = ElementKind::Furniture;
        }
    }
}

/// Reads a file: text in any of the encodings in use, Final Draft's XML, and, with the feature `documents`, Word's .docx,
/// OpenDocument's .odt and Rich Text. What the bytes are decides, not the name of the file.
///
/// # Errors
/// When the bytes are no script: a sentence that says what to do instead. A PDF ([`is_pdf`]) is refused here: its text is got
/// by `pdf_text`, which is better done in a process of its own.
pub fn read_bytes(bytes: &[u8], file_name: Option<&str>) -> Result<Screenplay, ReadError> {
    let extension = file_name.and_then(|name| name.rsplit_once('.')).map(|(_, e)| e.to_lowercase()).unwrap_or_default();
    if bytes.len() > decode::LIMIT_MB << 20 {
        return Err(ReadError::TooLarge { limit: decode::LIMIT_MB });
    }
    match sniff::kind(bytes) {
        #[cfg(feature = "documents")]
        sniff::Kind::Document(kind) => return document(documents::read(kind, bytes)?),
        sniff::Kind::Unreadable(kind) => return Err(ReadError::Unsupported { kind }),
        sniff::Kind::Text => {}
    }
    let text = decode::text(bytes)?;
    let text = &*visible(&text);
    if text.trim().is_empty() {
        return Err(ReadError::Empty);
    }
    let format = detect::format(text);
    // Of Final Draft's XML the greater part is no text.
    if text.len() > decode::LONGEST && format != Format::Fdx {
        return Err(ReadError::TooLong);
    }
    if format == Format::Fdx {
        let fountain = fdx::to_fountain(text).map_err(|why| ReadError::Damaged { kind: "Final Draft", why })?;
        if fountain.len() > decode::LONGEST {
            return Err(ReadError::TooLong);
        }
        return Ok(built(format, &fountain, fountain::read(&fountain)));
    }
    match extension.as_str() {
        "fdx" => Err(ReadError::Damaged { kind: "Final Draft", why: "it holds no Final Draft document".to_owned() }),
        "fountain" | "spmd" => Ok(as_format(Format::Fountain, text)),
        _ => Ok(as_format(format, text)),
    }
}

/// Whether the bytes are a PDF file.
pub fn is_pdf(bytes: &[u8]) -> bool {
    bytes.get(..bytes.len().min(1024)).unwrap_or_default().windows(5).any(|five| five == b"%PDF-")
}

#[cfg(feature = "documents")]
fn document(source: documents::Source) -> Result<Screenplay, ReadError> {
    use documents::Source;
    let (Source::Fountain(text) | Source::Indented(text) | Source::Text(text)) = &source;
    let text = &*visible(text);
    if text.trim().is_empty() {
        return Err(ReadError::Empty);
    }
    Ok(match source {
        Source::Fountain(_) => as_format(Format::Fountain, text),
        Source::Indented(_) => as_format(Format::Screenplay, text),
        Source::Text(_) => read(text),
    })
}
