//! Writes Fountain that reads back as the same elements.

use super::Paragraph;
use crate::heading;
use crate::read::fountain::{escape, is_cue, is_revision, is_title_line, is_transition};

/// Characters that mean something at the start of a line.
const LEADS: [char; 8] = ['.', '>', '@', '~', '#', '=', '!', '('];

pub(crate) fn fountain_of(paragraphs: &[Paragraph]) -> String {
    let mut writer = Writer::default();
    let title: Vec<&Paragraph> = paragraphs.iter().filter(|p| p.title_page).collect();
    super::title::lines_to_pairs(&title, &mut writer.out);
    for paragraph in paragraphs.iter().filter(|p| !p.title_page) {
        writer.paragraph(paragraph);
        writer.revision(paragraph);
    }
    writer.out
}

#[derive(Default)]
struct Writer {
    out: String,
    /// Whether what is said may follow: a cue stands above, with no blank line between.
    speech: bool,
}

impl Writer {
    fn paragraph(&mut self, paragraph: &Paragraph) {
        let text = one_kind_of_line_end(&paragraph.text);
        let line = escape(&text.split_whitespace().collect::<Vec<_>>().join(" "));
        match paragraph.kind.as_str() {
            _ if line.is_empty() && paragraph.kind != "Page Break" => {}
            "Character" => {
                self.gap();
                self.line(&cue(&line, paragraph.dual));
                self.speech = true;
            }
            "Parenthetical" if self.speech => self.line(&format!("({line})")),
            "Dialogue" if self.speech => self.dialogue(&escape(text.trim())),
            "Lyrics" | "Singing" => {
                if !self.speech {
                    self.gap();
                }
                for line in text.lines().filter(|line| !line.trim().is_empty()) {
                    self.line(&format!("~{}", escape(line.trim())));
                }
            }
            // Notes may stand in a speech without ending it.
            "Note" | "Boneyard" => {
                if !self.speech {
                    self.gap();
                }
                let raw = text.trim();
                self.line(&match paragraph.kind.as_str() {
                    "Note" => {
                        let words = raw.split_whitespace().collect::<Vec<_>>().join(" ");
                        format!("[[{}]]", if inner_close(&words) { words.replace("]]", "] ]") } else { words })
                    }
                    _ => format!("/*{}*/", raw.replace("*/", "* /")),
                });
            }
            kind => {
                self.gap();
                self.speech = false;
                match kind {
                    "Scene Heading" => self.line(&scene_heading(&line, paragraph.number.as_deref())),
                    "Transition" => self.line(&transition(&line)),
                    "Page Break" => self.line("==="),
                    "Synopsis" => self.line(&format!("= {line}")),
                    _ if kind.starts_with("Section ") => {
                        let level = kind.rsplit(' ').next().and_then(|n| n.parse().ok()).unwrap_or(1usize).clamp(1, 6);
                        self.line(&format!("{} {line}", "#".repeat(level)));
                    }
                    _ if paragraph.centred && !text.trim().contains('\n') => self.line(&format!("> {line} <")),
                    _ => {
                        for part in text.trim().split("\n\n") {
                            self.gap();
                            self.action(&escape(part));
                        }
                    }
                }
            }
        }
    }

    /// The mark of the revision, as a note at the end of the last line.
    fn revision(&mut self, paragraph: &Paragraph) {
        let Some(name) = paragraph.revision.as_deref().filter(|name| is_revision(name)) else { return };
        if self.out.ends_with('\n') && !matches!(paragraph.kind.as_str(), "Note" | "Boneyard") {
            self.out.pop();
            self.out.push_str(&format!(" [[rev {name}]]\n"));
        }
    }

    fn line(&mut self, line: &str) {
        self.out.push_str(line);
        self.out.push('\n');
    }

    fn gap(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with("\n\n") {
            self.out.push('\n');
        }
    }

    fn dialogue(&mut self, text: &str) {
        let mut blank = false;
        for line in text.lines() {
            let line = line.trim();
            if line.is_empty() {
                // Two spaces keep a speech together over an empty line; two such lines would not.
                if !blank {
                    self.line("  ");
                }
            } else {
                let guarded = line.starts_with(['(', '~']) || claims(line);
                self.line(&format!("{}{line}", if guarded { "\\" } else { "" }));
            }
            blank = line.is_empty();
        }
    }

    fn action(&mut self, text: &str) {
        let lines: Vec<&str> = text.lines().map(str::trim_end).filter(|line| !line.is_empty()).collect();
        for (at, line) in lines.iter().enumerate() {
            let body = line.trim_start();
            let indent = line.get(..line.len() - body.len()).unwrap_or_default();
            if at == 0 {
                let risky = (is_cue(body) && lines.len() > 1)
                    || is_transition(body)
                    || is_title_line(body)
                    || claims(body)
                    || body.starts_with(LEADS);
                self.line(&format!("{}{body}", if risky { "!" } else { "" }));
            } else {
                let guarded = claims(body) || body.starts_with(LEADS);
                self.line(&format!("{indent}{}{body}", if guarded { "\\" } else { "" }));
            }
        }
    }
}

fn one_kind_of_line_end(text: &str) -> String {
    text.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}', '\u{85}', '\u{b}', '\u{c}'], "\n")
}

/// Whether a note would end before its end.
fn inner_close(text: &str) -> bool {
    let closing = text.bytes().rev().take_while(|&b| b == b']').count();
    closing > 2 || text.trim_end_matches(']').contains("]]")
}

/// Whether the line would be read as a heading where it stands.
fn claims(line: &str) -> bool {
    heading::is_heading(line)
}

fn cue(line: &str, dual: bool) -> String {
    let forced = !is_cue(line)
        || is_transition(line)
        || is_title_line(line)
        || claims(line)
        || line.starts_with(LEADS)
        || !line.chars().any(char::is_uppercase);
    format!("{}{line}{}", if forced { "@" } else { "" }, if dual { " ^" } else { "" })
}

fn scene_heading(line: &str, number: Option<&str>) -> String {
    let number: String = number.map(|n| escape(&n.replace('#', ""))).unwrap_or_default();
    let mut out = String::new();
    if !heading::is_heading(line) || line.starts_with(LEADS) {
        out.push('.');
        if line.starts_with(LEADS) {
            out.push('\\');
        }
    }
    out.push_str(line);
    if !number.trim().is_empty() {
        out.push_str(&format!(" #{}#", number.trim()));
    }
    out
}

fn transition(line: &str) -> String {
    let plain = is_transition(line) && !line.starts_with(LEADS) && !is_title_line(line) && !claims(line);
    let body = match line.strip_suffix('<') {
        Some(body) => format!("{body}\\<"),
        None => line.to_owned(),
    };
    format!("{}{body}", if plain { "" } else { "> " })
}
