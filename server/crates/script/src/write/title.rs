//! Title pages: pairs of a key and a value in Fountain, centred lines in Final Draft.

use super::Paragraph;
use crate::read::fountain::{escape, is_title_line};

/// The pairs as Fountain, ending with an empty line; nothing when there are none.
pub(super) fn pairs(pairs: &[(String, String)]) -> String {
    let mut out = String::new();
    for (key, value) in pairs {
        let value = escape(value);
        let mut lines = value.lines().map(str::trim).filter(|line| !line.is_empty());
        out.push_str(format!("{key}: {}", lines.next().unwrap_or_default()).trim_end());
        out.push('\n');
        for line in lines {
            out.push_str(&format!("    {line}\n"));
        }
    }
    if !out.is_empty() {
        out.push('\n');
    }
    out
}

/// The lines of a Final Draft title page: what says itself what it is stands alone, other keys stand before their values.
pub(super) fn lines(pairs: &[(String, String)]) -> Vec<String> {
    let mut out = Vec::new();
    for (at, (key, value)) in pairs.iter().enumerate() {
        let speaks = match key.to_lowercase().as_str() {
            "title" => at == 0,
            "credit" => is_credit(value),
            "author" => {
                let before = at.checked_sub(1).and_then(|at| pairs.get(at));
                !value.contains('\n') && before.is_some_and(|(key, value)| key == "Credit" && is_credit(value))
            }
            "source" => is_source(value),
            _ => false,
        };
        for (at, line) in value.lines().filter(|line| !line.trim().is_empty()).enumerate() {
            out.push(if speaks || at > 0 { line.to_owned() } else { format!("{key}: {line}") });
        }
    }
    out
}

fn is_credit(line: &str) -> bool {
    matches!(line.to_lowercase().as_str(), "by" | "written by" | "screenplay by" | "a screenplay by" | "story by")
}

fn is_source(line: &str) -> bool {
    line.to_lowercase().starts_with("based on") && !line.contains('\n')
}

/// Writes the lines of a Final Draft title page as pairs. What stands first is the title, what follows "by" the author, and
/// what says nothing of itself belongs to the pair above it or to the contact.
pub(super) fn lines_to_pairs(page: &[&Paragraph], out: &mut String) {
    let mut found: Vec<(String, String)> = Vec::new();
    let mut author_next = false;
    let mut keyed = false;
    for paragraph in page {
        let line = paragraph.text.split_whitespace().collect::<Vec<_>>().join(" ");
        if line.is_empty() {
            continue;
        }
        let pair = line.split_once(':').filter(|_| is_title_line(&line));
        let key = if let Some((key, _)) = pair {
            key.trim()
        } else if found.is_empty() {
            "Title"
        } else if author_next {
            "Author"
        } else if is_credit(&line) {
            "Credit"
        } else if is_source(&line) {
            "Source"
        } else if keyed {
            // The second line of a value.
            if let Some((_, value)) = found.last_mut() {
                value.push('\n');
                value.push_str(&line);
            }
            continue;
        } else {
            "Contact"
        };
        author_next = pair.is_none() && is_credit(&line);
        let value = pair.map_or(line.as_str(), |(_, value)| value.trim());
        match found.iter_mut().find(|(have, _)| have == key && key == "Contact") {
            Some((_, have)) => {
                have.push('\n');
                have.push_str(value);
            }
            None => found.push((key.to_owned(), value.to_owned())),
        }
        keyed = pair.is_some() || key == "Contact";
    }
    out.push_str(&pairs(&found));
}
