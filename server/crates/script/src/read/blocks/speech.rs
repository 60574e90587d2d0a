//! Who says what in a value, and what in a speech is not said.

use crate::read::shotlist::{colon_line, seconds_in};

/// One line of a value such as `YUI (softly): "One more."`. All parts are cut out of the value.
#[derive(Debug, PartialEq)]
pub(super) struct Said<'a> {
    /// With its extension: "YUI (V.O.)".
    pub name: Option<&'a str>,
    pub aside: Option<&'a str>,
    pub words: &'a str,
    /// The whole row.
    pub row: &'a str,
}

/// The rows of a value: lines, "<br>".
pub(super) fn rows(value: &str) -> impl Iterator<Item = &str> {
    value
        .split(['\n', '\r', '\u{2028}'])
        .flat_map(|line| line.split("<br>"))
        .flat_map(|line| line.split("<br/>"))
        .flat_map(|line| line.split("<br />"))
        .map(|row| row.trim().trim_start_matches(['•', '·']).trim_start_matches("- ").trim())
        .filter(|row| !row.is_empty())
}

/// All lines that a value holds.
pub(super) fn said(value: &str) -> Vec<Said<'_>> {
    let mut out = Vec::new();
    for row in rows(value) {
        let mut rest = row;
        while !rest.is_empty() {
            let (line, more) = first(rest);
            out.push(line);
            rest = more;
        }
    }
    out
}

/// The first line of a row, and what follows it: `ANNA: "Hi." BEN: "Yo."`.
fn first(row: &str) -> (Said<'_>, &str) {
    if let Some(found) = colon_line(row) {
        let tail = row.get(found.text_at..).unwrap_or_default();
        if row.get(..found.text_at).is_some_and(|head| head.ends_with(OPEN))
            && let Some(close) = tail.find(CLOSE)
        {
            let after = tail
                .get(close..)
                .unwrap_or_default()
                .trim_start_matches(CLOSE)
                .trim_start_matches([' ', ',', ';', '/']);
            if colon_line(after).is_some() {
                let words = tail.get(..close).unwrap_or_default();
                let head = row.get(..row.len() - after.len()).unwrap_or(row);
                return (Said { name: Some(found.cue), aside: None, words, row: head }, after);
            }
        }
        return (Said { name: Some(found.cue), aside: None, words: found.text, row }, "");
    }
    (nameless(row).unwrap_or(Said { name: None, aside: None, words: bare(row), row }), "")
}

const OPEN: [char; 6] = ['"', '“', '«', '„', '「', '『'];
const CLOSE: [char; 5] = ['"', '”', '»', '」', '』'];
const VERBS: &[&str] = &[
    "says", "said", "whispers", "asks", "shouts", "replies", "answers", "yells", "mutters", "murmurs", "cries",
    "calls", "adds", "sighs", "exclaims", "speaks", "laughs",
];

/// `Anna says softly, "Come in."`, `"Come in." – Anna`.
fn nameless(row: &str) -> Option<Said<'_>> {
    let open = row.find(OPEN)?;
    let mark = row.get(open..)?.chars().next()?.len_utf8();
    let inside = row.get(open + mark..)?;
    let close = inside.rfind(CLOSE)?;
    let words = inside.get(..close)?;
    let before = row.get(..open)?.trim().trim_end_matches([',', ':', '：', ' ', '*']);
    let after = inside.get(close..)?.trim_start_matches(CLOSE).trim();
    if before.is_empty() {
        let name = after.strip_prefix(['–', '—', '-', '(', '~'])?.trim().trim_end_matches(')');
        let fits = is_name(name);
        return fits.then_some(Said { name: Some(name), aside: None, words, row });
    }
    if !after.trim_matches(['.', ',', '*']).is_empty() {
        return None;
    }
    let verb = before.split_whitespace().find(|word| VERBS.contains(&word.trim_matches(',').to_lowercase().as_str()));
    let at = verb.map_or(before.len(), |verb| (verb.as_ptr() as usize).saturating_sub(before.as_ptr() as usize));
    let name = before.get(..at)?.trim().trim_end_matches(',');
    let how = before.get(at..).filter(|how| !how.is_empty());
    is_name(name).then_some(Said { name: Some(name), aside: how, words, row })
}

/// `Ray leans on the hood and says, "She's not coming." A truck passes.`
pub(super) struct Reported<'a> {
    /// What is seen before the words.
    pub before: &'a str,
    /// Empty where the sentence has no name.
    pub name: &'a str,
    pub verb: &'a str,
    pub words: &'a str,
    pub after: &'a str,
}

/// The first words between quotation marks that a verb of speech stands before.
pub(super) fn reported(text: &str) -> Option<Reported<'_>> {
    let open = text.find(OPEN)?;
    let mark = text.get(open..)?.chars().next()?.len_utf8();
    let inside = text.get(open + mark..)?;
    let close = inside.find(CLOSE)?;
    let head = text.get(..open)?;
    let from = head.rfind(['.', '!', '?', '\n']).map_or(0, |at| at + 1);
    let sentence = head.get(from..)?;
    let place = |word: &str| (word.as_ptr() as usize).saturating_sub(head.as_ptr() as usize);
    let verb = sentence
        .split_whitespace()
        .rev()
        .take(5)
        .find(|word| VERBS.contains(&word.trim_matches([',', ':']).to_lowercase().as_str()))?;
    let at = place(verb);
    let before =
        head.get(..at)?.trim_end().trim_end_matches(',').trim_end_matches(" and").trim_end_matches(" then").trim_end();
    // Who does it stands at the beginning of the sentence, or after the comma of the framing.
    let subject = sentence
        .get(..at.checked_sub(from)?)?
        .rsplit(',')
        .map(str::trim)
        .rfind(|part| crate::words::framing_in(part).is_none() && !part.is_empty())?;
    let subject = ["the ", "a ", "an ", "The ", "A ", "An "]
        .iter()
        .find_map(|article| subject.strip_prefix(article))
        .unwrap_or(subject);
    let first = subject.split_whitespace().next().unwrap_or_default();
    let second = subject.split_whitespace().nth(1).filter(|word| word.starts_with(char::is_uppercase));
    let end = second.map_or(first.len(), |second| {
        (second.as_ptr() as usize).saturating_sub(subject.as_ptr() as usize) + second.len()
    });
    let vague = matches!(
        first.to_lowercase().as_str(),
        "he" | "she" | "they" | "it" | "who" | "and" | "i" | "we" | "one" | "another" | ""
    );
    let name = if vague { "" } else { subject.get(..end)?.trim_matches([',', '.', '*']) };
    // "The old man says": more than a word with its article is a description.
    let before = if before.split_whitespace().count() <= 3 && !before.contains(',') { "" } else { before };
    Some(Reported {
        before,
        name,
        verb: verb.trim_matches([',', ':']),
        words: inside.get(..close)?,
        after: inside.get(close..)?.trim_start_matches(CLOSE).trim_start_matches(['.', ',', ' ']),
    })
}

/// Whether words can name a speaker: few, and each but the small ones with a capital.
pub(super) fn is_name(name: &str) -> bool {
    let words = name.split_whitespace().count();
    let small = |word: &str| matches!(word, "the" | "of" | "and" | "de" | "la" | "von" | "van" | "a");
    (1..=4).contains(&words)
        && name.chars().count() <= 40
        && name
            .split_whitespace()
            .all(|word| small(word) || word.starts_with(|c: char| !c.is_lowercase() && c.is_alphanumeric()))
        && !name.split_whitespace().all(small)
        && !name.contains(['.', '!', '?', ',', '。', '，', '"'])
}

/// Without the marks around all of it.
pub(super) fn bare(text: &str) -> &str {
    let text = text.trim().trim_matches('*').trim();
    let text = text.strip_prefix('{').and_then(|t| t.strip_suffix('}')).unwrap_or(text);
    let open = text.trim_start_matches(OPEN);
    if open.len() < text.len() { open.trim_end_matches(CLOSE).trim_end_matches('“').trim() } else { text.trim() }
}

/// A stretch of a speech.
#[derive(Debug, PartialEq)]
pub(super) enum Chunk<'a> {
    Words(&'a str),
    /// How it is said, or what is done meanwhile: without its brackets, and with them.
    Aside(&'a str, &'a str),
    /// A length: it belongs to the shot.
    Length(f64),
}

/// A speech without what stands in brackets in it.
pub(super) fn chunks(words: &str) -> Vec<Chunk<'_>> {
    let mut out = Vec::new();
    let mut rest = words;
    let mut from = 0;
    while let Some(at) = rest.get(from..).and_then(|tail| tail.find(['(', '[', '（', '【'])).map(|at| at + from) {
        let open = rest.get(at..).and_then(|tail| tail.chars().next()).unwrap_or('(');
        let tail = rest.get(at + open.len_utf8()..).unwrap_or_default();
        let Some(end) = tail.find(match open {
            '(' => ')',
            '[' => ']',
            '（' => '）',
            _ => '】',
        }) else {
            break;
        };
        let inside = tail.get(..end).unwrap_or_default().trim().trim_matches('*');
        let close = tail.get(end..).and_then(|tail| tail.chars().next()).map_or(0, char::len_utf8);
        // "(1984)" is said; an aside has a word.
        if !inside.chars().any(char::is_alphabetic) || inside.len() > 200 {
            from = at + open.len_utf8();
            continue;
        }
        push(&mut out, rest.get(..at).unwrap_or_default());
        let length = seconds_in(inside.rsplit([':', '：']).next().unwrap_or_default());
        let whole = rest.get(at..at + open.len_utf8() + end + close).unwrap_or(inside);
        out.push(length.map_or(Chunk::Aside(inside, whole), Chunk::Length));
        rest = tail.get(end + close..).unwrap_or_default();
        from = 0;
    }
    push(&mut out, rest);
    out
}

/// The length that stands in brackets in a text: "(Duration: 5s)".
pub(super) fn length_in(text: &str) -> Option<f64> {
    chunks(text).into_iter().find_map(|chunk| if let Chunk::Length(seconds) = chunk { Some(seconds) } else { None })
}

/// A text without a length in brackets at its end.
pub(super) fn unmeasured(text: &str) -> &str {
    let bare = text.trim_end();
    match bare.strip_suffix([')', ']', '）']).and_then(|inside| inside.rfind(['(', '[', '（'])) {
        Some(at) if length_in(bare.get(at..).unwrap_or_default()).is_some() => {
            bare.get(..at).unwrap_or_default().trim_end()
        }
        _ => text,
    }
}

fn push<'a>(out: &mut Vec<Chunk<'a>>, words: &'a str) {
    let words = words.trim_matches(|c: char| c.is_whitespace() || c == '*');
    // The stop after an aside: "(rising). Who is there?"
    let words = bare(words.strip_prefix(". ").unwrap_or(words));
    if words.chars().any(char::is_alphanumeric) {
        out.push(Chunk::Words(words));
    } else if words
        .chars()
        .any(|c| !c.is_whitespace() && !OPEN.contains(&c) && !CLOSE.contains(&c) && !"*_{}".contains(c))
    {
        // "?!" is said with the words before it; alone it is a look.
        out.push(Chunk::Words(words));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_speaker_is_found_in_every_spelling() {
        let all = |value| said(value).into_iter().map(|s| (s.name, s.words)).collect::<Vec<_>>();
        assert_eq!(all("YUI: \"One more.\""), [(Some("YUI"), "One more.")]);
        assert_eq!(all("Anna says, “Come in.”"), [(Some("Anna"), "Come in.")]);
        assert_eq!(all("“Come in.” – Anna"), [(Some("Anna"), "Come in.")]);
        assert_eq!(all("\"Nobody here.\""), [(None, "Nobody here.")]);
        assert_eq!(all("ANNA: \"Hi.\" BEN: \"Yo.\""), [(Some("ANNA"), "Hi."), (Some("BEN"), "Yo.")]);
    }

    #[test]
    fn what_stands_in_brackets_is_not_said() {
        use Chunk::{Aside, Length, Words};
        assert_eq!(chunks("(softly) Come in."), [Aside("softly", "(softly)"), Words("Come in.")]);
        assert_eq!(
            chunks("We did (he points) it in (1984)."),
            [Words("We did"), Aside("he points", "(he points)"), Words("it in (1984).")]
        );
        assert_eq!(chunks("“Out of flour.” (Duration: 5s)"), [Words("Out of flour."), Length(5.0)]);
    }
}
