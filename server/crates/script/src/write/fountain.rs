//! Writes Fountain that reads back as the same elements.

use crate::heading;
use crate::read::fountain::{is_cue, is_transition};

/// One paragraph in Final Draft's terms.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Paragraph {
    /// "Scene Heading", "Action", "Character", "Parenthetical", "Dialogue", "Transition", "Shot", "General", …
    pub kind: String,
    pub text: String,
    pub number: Option<String>,
    pub dual: bool,
    pub title_page: bool,
    pub centred: bool,
    pub revision: Option<String>,
}

pub(crate) fn fountain_of(paragraphs: &[Paragraph]) -> String {
    let mut out = String::new();
    let title: Vec<&Paragraph> = paragraphs.iter().filter(|p| p.title_page).collect();
    title_page(&title, &mut out);
    let mut speech = false;
    for paragraph in paragraphs.iter().filter(|p| !p.title_page) {
        let text = escape(
            &paragraph
                .text
                .replace(['\u{2028}', '\u{2029}', '\u{85}', '\u{b}', '\u{c}'], "\n")
                .replace("\r\n", "\n")
                .replace('\r', "\n"),
        );
        let body = text.trim();
        let line = body.split_whitespace().collect::<Vec<_>>().join(" ");
        match paragraph.kind.as_str() {
            "Character" => {
                gap(&mut out);
                out.push_str(&cue(&line, paragraph.dual));
                speech = true;
            }
            "Parenthetical" if speech => {
                let inside = line.trim_start_matches('(').trim_end_matches(')');
                out.push_str(&format!("({inside})\n"));
            }
            "Dialogue" | "Lyrics" | "Singing" if speech => {
                for line in body.lines() {
                    let line = line.trim();
                    if line.is_empty() {
                        out.push_str("  \n");
                    } else {
                        if paragraph.kind != "Dialogue" {
                            out.push('~');
                        }
                        out.push_str(line);
                        out.push('\n');
                    }
                }
                continue;
            }
            "Scene Heading" => {
                gap(&mut out);
                if !heading::is_heading(&line) || line.starts_with('.') {
                    out.push('.');
                }
                out.push_str(&line);
                if let Some(number) = &paragraph.number
                    && heading::parse(&line).number.is_none()
                {
                    out.push_str(&format!(" #{number}#"));
                }
                out.push('\n');
                speech = false;
            }
            "Transition" => {
                gap(&mut out);
                if !is_transition(&line) {
                    out.push_str("> ");
                }
                out.push_str(&line);
                out.push('\n');
                speech = false;
            }
            "Note" => {
                if !speech {
                    gap(&mut out);
                }
                out.push_str(&format!(
                    "[[{}]]\n",
                    paragraph.text.replace(['[', ']'], "").split_whitespace().collect::<Vec<_>>().join(" ")
                ));
            }
            "Boneyard" => {
                gap(&mut out);
                out.push_str(&format!("/*{}*/\n", paragraph.text.replace("*/", "")));
                speech = false;
            }
            "Page Break" => {
                gap(&mut out);
                out.push_str("===\n");
                speech = false;
            }
            "Synopsis" => {
                gap(&mut out);
                out.push_str(&format!("= {line}\n"));
                speech = false;
            }
            kind if kind.starts_with("Section ") => {
                gap(&mut out);
                let level = kind.rsplit(' ').next().and_then(|n| n.parse().ok()).unwrap_or(1usize).clamp(1, 6);
                out.push_str(&format!("{} {line}\n", "#".repeat(level)));
                speech = false;
            }
            _ => {
                gap(&mut out);
                speech = false;
                for part in body.split("\n\n") {
                    gap(&mut out);
                    action(part, paragraph.centred && !part.contains('\n'), &mut out);
                }
            }
        }
    }
    out
}

fn gap(out: &mut String) {
    if !out.is_empty() && !out.ends_with("\n\n") {
        out.push('\n');
    }
}

fn cue(line: &str, dual: bool) -> String {
    let forced = !is_cue(line)
        || is_transition(line)
        || heading::is_heading(line)
        || line.starts_with(['~', '@', '!', '#', '>', '=', '.'])
        || !line.chars().any(char::is_uppercase);
    format!("{}{line}{}\n", if forced { "@" } else { "" }, if dual { " ^" } else { "" })
}

fn action(part: &str, centred: bool, out: &mut String) {
    let first = part.lines().next().unwrap_or_default().trim();
    if centred {
        out.push_str(&format!("> {first} <\n"));
        return;
    }
    let risky = is_cue(first) && part.lines().count() > 1
        || is_transition(first)
        || heading::is_heading(first)
        || first.starts_with(['.', '>', '@', '~', '#', '=', '!']);
    if risky {
        out.push('!');
    }
    for line in part.lines() {
        let line = line.trim_end();
        if line.trim().is_empty() {
            continue;
        }
        out.push_str(line);
        out.push('\n');
    }
}

/// First lines of the title page become pairs: what stands largest is the title.
fn title_page(lines: &[&Paragraph], out: &mut String) {
    let texts: Vec<String> = lines
        .iter()
        .map(|p| p.text.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|t| !t.is_empty())
        .collect();
    let mut rest = texts.iter();
    let Some(title) = rest.next() else { return };
    out.push_str(&format!("Title: {title}\n"));
    let mut contact = Vec::new();
    let mut author_next = false;
    for line in rest {
        let lower = line.to_lowercase();
        if author_next {
            out.push_str(&format!("Author: {line}\n"));
            author_next = false;
        } else if matches!(lower.as_str(), "by" | "written by" | "screenplay by" | "a screenplay by" | "story by") {
            out.push_str(&format!("Credit: {line}\n"));
            author_next = true;
        } else if lower.starts_with("based on") {
            out.push_str(&format!("Source: {line}\n"));
        } else {
            contact.push(line.as_str());
        }
    }
    if !contact.is_empty() {
        out.push_str("Contact:\n");
        for line in contact {
            out.push_str(&format!("    {line}\n"));
        }
    }
}

/// Marks that would be read as emphasis, notes or boneyards.
fn escape(text: &str) -> String {
    if !text.contains(['*', '_', '\\']) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if matches!(c, '*' | '_' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
