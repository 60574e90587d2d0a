//! Stories and treatments: paragraphs, and headings where there are any.

use crate::heading;
use crate::screenplay::{Element, ElementKind};
use crate::source::{Line, lines};

/// Elements with spans in bytes.
pub(crate) fn read(text: &str) -> Vec<Element> {
    let lines = lines(text);
    let mut out = Vec::new();
    let mut at = 0;
    // Text with no blank line at all has a paragraph on every line.
    let loose = lines.iter().any(Line::is_blank);
    while let Some(line) = lines.get(at) {
        if line.is_blank() {
            at += 1;
            continue;
        }
        let (start, body) = line.trimmed();
        let mut end = start + body.len();
        let alone = out.is_empty() || at == 0 || lines.get(at - 1).is_none_or(Line::is_blank);
        at += 1;
        if heading::is_heading(body) {
            let parsed = heading::parse(body);
            out.push(element(ElementKind::Heading { number: parsed.number }, body, start, end));
            continue;
        }
        if is_break(body) {
            out.push(element(ElementKind::PageBreak, "", start, end));
            continue;
        }
        let next_blank = lines.get(at).is_none_or(Line::is_blank);
        if alone && (next_blank || !loose) && is_title(body, out.is_empty() && at < lines.len()) {
            if out.is_empty() {
                out.push(element(
                    ElementKind::TitlePage { key: "Title".to_owned() },
                    body.trim_matches(['#', ' ', '*', '_']),
                    start,
                    end,
                ));
            } else {
                out.push(element(
                    ElementKind::Section { level: 1 },
                    body.trim_matches(['#', ' ', '*', '_']),
                    start,
                    end,
                ));
            }
            continue;
        }
        while loose && let Some(next) = lines.get(at) {
            if next.is_blank() || heading::is_heading(next.text.trim()) {
                break;
            }
            let (start, body) = next.trimmed();
            end = start + body.len();
            at += 1;
        }
        let text = text.get(start..end).unwrap_or_default();
        let mut from = start;
        for portion in portions(text) {
            out.push(element(ElementKind::Action, portion.trim(), from, from + portion.len()));
            from += portion.len();
        }
    }
    out
}

/// Longer paragraphs are read in portions, in bytes: nobody writes them, and who speaks is weighed within one.
const LONGEST: usize = 16_000;

/// The whole paragraph, or portions of it that end with a sentence, a word, or at least a character.
fn portions(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut rest = text;
    while rest.len() > LONGEST {
        let head = (LONGEST - 3..=LONGEST).find_map(|at| rest.get(..at)).unwrap_or(rest);
        let sentence = head
            .rmatch_indices([' ', '\n', '。', '！', '？'])
            .find(|(at, mark)| mark.len() > 1 || ends_sentence(head.get(..*at).unwrap_or_default()))
            .map(|(at, mark)| at + mark.len());
        let cut = sentence
            .filter(|at| *at > LONGEST / 2)
            .or_else(|| head.rfind(char::is_whitespace).filter(|at| *at > LONGEST / 2))
            .unwrap_or(head.len());
        let (portion, more) = rest.split_at(cut);
        out.push(portion);
        rest = more;
    }
    out.push(rest);
    out
}

fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['"', '”', '’', '\'', ')', '»']).ends_with(['.', '!', '?', '…'])
}

fn element(kind: ElementKind, text: &str, start: usize, end: usize) -> Element {
    Element::new(kind, text.to_owned(), start, end)
}

/// "* * *", "---", "#": white space that means a new scene.
fn is_break(body: &str) -> bool {
    let marks = body.chars().filter(|c| !c.is_whitespace());
    body.chars().count() <= 40
        && marks.clone().all(|c| matches!(c, '*' | '-' | '#' | '~' | '—' | '–' | '•' | '=' | '_' | '⁂' | '.' | '+'))
}

/// The word that headings of chapters begin with.
const CHAPTER: &[&str] = &[
    "chapter",
    "part",
    "book",
    "kapitel",
    "teil",
    "chapitre",
    "partie",
    "capítulo",
    "parte",
    "capitolo",
    "глава",
    "часть",
    "rozdział",
    "część",
    "الفصل",
    "अध्याय",
    "hoofdstuk",
    "bölüm",
];

/// A title or a chapter heading: "# The Ferry", "CHAPTER III", a short first line without a full stop.
fn is_title(body: &str, first: bool) -> bool {
    let words = body.split_whitespace().count();
    if body.starts_with('#') {
        return words <= 15;
    }
    let lower = body.to_lowercase();
    let chapter = CHAPTER
        .iter()
        .any(|name| lower.strip_prefix(name).is_some_and(|rest| rest.starts_with([' ', '.', ':']) && words <= 10))
        && (words <= 3 || !body.ends_with(['.', '!', '?']));
    let cjk_chapter = body.starts_with(['第', '제'])
        && body.chars().count() <= 20
        && body.contains(['章', '回', '节', '節', '話', '话', '장']);
    let title = first
        && words <= 8
        && !body.ends_with(['.', '!', '?', '…', ':', ';', ',', '"', '”', '。', '！', '？', '」', '’', '\'', '—'])
        && !body.starts_with(['"', '“', '「', '‘', '—', '–', '-', '«'])
        && body.chars().filter(|c| c.is_alphabetic()).count() > 1
        && (body.chars().next().is_some_and(|c| !c.is_lowercase()));
    chapter || cjk_chapter || title
}
