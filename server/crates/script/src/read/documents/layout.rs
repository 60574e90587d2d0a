//! From paragraphs to a script: by their styles where a screenwriter's styles are used, else by how they stand on the page.

use super::{Align, Para};
use crate::heading;
use crate::read::fountain::{is_cue, is_transition};
use crate::read::plain;
use crate::write::{Paragraph, fountain_of};

/// Text that one of the readers takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    Fountain(String),
    /// Plain screenplay text that is told apart by its indentation.
    Indented(String),
    /// Text in whatever format it shows itself to be.
    Text(String),
}

/// Columns of a line of action.
const WIDTH: usize = 60;
/// Where names and speeches stand that are centred.
const CUE: usize = 22;
const SPEECH: usize = 11;
/// How far inside names and speeches stand.
const INSIDE: usize = 6;

pub(super) fn source(mut paras: Vec<Para>) -> Source {
    for para in &mut paras {
        let shown = para.text.trim_start();
        // Writers indent with tabs and spaces too.
        let lead: usize =
            para.text.chars().take_while(|c| c.is_whitespace()).map(|c| if c == '\t' { 5 } else { 1 }).sum();
        para.indent += if shown.is_empty() { 0 } else { lead };
        para.text = shown.trim_end().to_owned();
    }
    styled(&paras).unwrap_or_else(|| unstyled(&paras))
}

/// What a style of a screenwriter's template stands for, in Final Draft's terms.
fn kind_of(style: &str) -> Option<&'static str> {
    let words: Vec<String> = style
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .filter(|word| {
            !matches!(word.as_str(), "screenplay" | "script" | "sp" | "film" | "text" | "style" | "line" | "name")
        })
        .collect();
    Some(match words.join(" ").as_str() {
        "scene heading" | "sceneheading" | "slug" | "slugline" | "scene" | "heading scene" => "Scene Heading",
        "action" | "stage direction" | "stage directions" | "direction" | "description" | "general" => "Action",
        "character" | "charactername" | "cue" | "character cue" | "speaker" => "Character",
        "dialogue" | "dialog" | "speech" | "dual dialogue" => "Dialogue",
        "parenthetical" | "parentheticals" | "wryly" => "Parenthetical",
        "transition" | "transitions" => "Transition",
        "lyrics" | "lyric" | "singing" => "Singing",
        "shot" => "Action",
        "title page" | "titlepage" | "author" | "contact" | "title" | "subtitle" => "Title",
        _ => return None,
    })
}

fn styled(paras: &[Para]) -> Option<Source> {
    let kinds: Vec<Option<&'static str>> = paras.iter().map(|para| kind_of(&para.style)).collect();
    let count =
        |kind: &str| kinds.iter().zip(paras).filter(|(k, para)| **k == Some(kind) && !para.text.is_empty()).count();
    let speeches = count("Character").min(count("Dialogue"));
    if count("Scene Heading") == 0 && speeches == 0 {
        return None;
    }
    // What stands above the first styled paragraph is the title page when it says by whom.
    let first = kinds.iter().position(|kind| kind.is_some_and(|k| k != "Title")).unwrap_or(0);
    let page = paras.iter().take(first).any(|para| {
        let lower = para.text.to_lowercase();
        lower == "by" || lower.ends_with(" by") || lower.starts_with("written by")
    });
    let mut out = Vec::new();
    for (at, (para, kind)) in paras.iter().zip(&kinds).enumerate() {
        if para.page_break && at > first {
            out.push(Paragraph { kind: "Page Break".to_owned(), ..Paragraph::default() });
        }
        if para.text.is_empty() {
            continue;
        }
        let mut kind = kind.unwrap_or("Action");
        let title_page = at < first && (page || kind == "Title");
        if kind == "Title" {
            kind = "Action";
        }
        let mut text = para.text.replace('\t', " ");
        if kind == "Parenthetical" {
            text = text.strip_prefix('(').and_then(|text| text.strip_suffix(')')).map(str::to_owned).unwrap_or(text);
        }
        let centred = kind == "Action" && para.align == Align::Centre;
        out.push(Paragraph { kind: kind.to_owned(), text, title_page, centred, ..Paragraph::default() });
    }
    Some(Source::Fountain(fountain_of(&out)))
}

fn unstyled(paras: &[Para]) -> Source {
    let indented = indented(paras);
    // A centred title in capitals is no name: something must be said under it.
    let speaks = plain::has_speech(&indented);
    if speaks {
        return Source::Indented(indented);
    }
    Source::Text(flowing(paras))
}

fn could_speak(para: &Para) -> bool {
    is_cue(&para.text) && para.text.chars().any(char::is_uppercase) && !is_transition(&para.text)
}

/// Every paragraph at its column, and a blank line wherever a speech does not go on.
fn indented(paras: &[Para]) -> String {
    let mut out = String::new();
    let mut before: Option<usize> = None;
    for para in paras.iter().filter(|para| !para.text.is_empty()) {
        let cue = could_speak(para);
        let column = match para.align {
            Align::Left => para.indent,
            Align::Centre if cue => CUE,
            Align::Centre => SPEECH,
            Align::Right => WIDTH.saturating_sub(para.text.chars().count()),
        }
        .min(WIDTH);
        // Under a name stands what is said, further out than the name and further in than action.
        let goes_on = !cue && column >= INSIDE && before.is_some_and(|before| before >= INSIDE);
        if !out.is_empty() && !goes_on {
            out.push('\n');
        }
        for line in para.text.lines() {
            out.push_str(&" ".repeat(column));
            out.push_str(line.trim());
            out.push('\n');
        }
        before = Some(column);
    }
    out
}

/// Paragraphs one after another, apart where the writer has set them apart.
fn flowing(paras: &[Para]) -> String {
    let full: Vec<&Para> = paras.iter().filter(|para| !para.text.is_empty()).collect();
    let empty = paras.len() - full.len();
    let headings = full.iter().filter(|para| heading::is_heading(&para.text)).count();
    let mut out = String::new();
    if empty * 5 >= full.len() && headings + full.iter().filter(|para| could_speak(para)).count() > 0 {
        // Typed like a plain text, with empty lines where they mean something.
        for para in paras {
            out.push_str(&para.text);
            out.push('\n');
        }
        return out;
    }
    for (at, para) in full.iter().enumerate() {
        let outline = headings == 0 && (para.level.is_some() || para.style == "Title") && !para.text.starts_with('#');
        if outline {
            out.push_str("# ");
        }
        out.push_str(&para.text);
        out.push('\n');
        let next = full.get(at + 1);
        let speaks = headings > 0
            && (could_speak(para) || (para.text.starts_with('(') && para.text.ends_with(')')))
            && next.is_some_and(|next| !heading::is_heading(&next.text) && !could_speak(next));
        if !speaks {
            out.push('\n');
        }
    }
    out
}
