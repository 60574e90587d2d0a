//! What the words of a text mean, one after another, as they stand in its language.

use super::item::{Item, Names, Part};
use lexicon::{Foreign, Meaning, Sort};

/// The words and marks of a text with spaces; without `names` it is the name of a place, in whatever letters.
pub(super) fn spaced(foreign: &Foreign, text: &str, names: Option<Names>) -> Vec<Item> {
    let words = words(text);
    let lower: Vec<String> = words.iter().map(|(start, end, _)| lower_of(text, *start, *end)).collect();
    let lower: Vec<&str> = lower.iter().map(String::as_str).collect();
    let mut out: Vec<Item> = Vec::new();
    let mut at = 0;
    while let Some((start, end, mark)) = words.get(at).copied() {
        let own = text.get(start..end).unwrap_or_default();
        let put = |part: Part, english: String, end: usize| Item { part, english, start, end };
        at += 1;
        if let Some(mark) = mark {
            out.push(put(Part::Mark(mark), mark.to_string(), end));
            continue;
        }
        if own.starts_with(|c: char| c.is_ascii_digit()) {
            out.push(put(Part::Number, own.to_owned(), end));
            continue;
        }
        let capital = own.starts_with(char::is_uppercase) || names.is_none();
        let rest = run(&words, &lower, at - 1);
        let named = names.filter(|_| capital).map_or(0, |names| names(rest));
        let caps = names.is_some() && capital && own.chars().count() > 1 && !own.chars().any(char::is_lowercase);
        if named > 0 || caps {
            let last = words.get(at - 1 + named.saturating_sub(1)).map_or(end, |word| word.1);
            at += named.saturating_sub(1);
            out.push(put(Part::Name, text.get(start..last).unwrap_or_default().to_owned(), last));
            continue;
        }
        let first = starts(&out);
        if let Some((meanings, taken)) = foreign.at(rest) {
            let next = rest.get(taken..).and_then(|rest| foreign.at(rest)).map(|(found, _)| found);
            let whole = words.get(at + taken - 2).copied().unwrap_or((start, end, None));
            let noun = text.get(whole.0..).is_some_and(|own| own.starts_with(char::is_uppercase)) || names.is_none();
            if let Some(meaning) = chosen(foreign, &meanings, &out, next.as_deref(), noun) {
                let last = whole.1;
                at += taken - 1;
                out.push(put(Part::Known(meaning.sort), meaning.english.to_owned(), last));
                continue;
            }
        }
        let word = lower.get(at - 1).copied().unwrap_or_default();
        match foreign.compound(word).filter(|_| foreign.compounds) {
            Some((english, sort)) => out.push(put(Part::Known(sort), english, end)),
            // In German a noun that nobody knows; elsewhere somebody's name.
            None if names.is_some() && capital && !first && foreign.compounds => {}
            None if names.is_some() && capital && !foreign.compounds => out.push(put(Part::Name, own.to_owned(), end)),
            None => out.push(put(Part::Unknown, String::new(), end)),
        }
    }
    out
}

/// Whether a sentence or a part in brackets begins behind the items.
fn starts(items: &[Item]) -> bool {
    items.last().is_none_or(|item| matches!(item.mark(), Some('.' | '!' | '?' | ':' | '"' | '(')))
}

/// Of several meanings the one that fits between its neighbours: an adjective beside a noun, a noun with a capital.
fn chosen(
    foreign: &Foreign,
    meanings: &[Meaning],
    before: &[Item],
    next: Option<&[Meaning]>,
    capital: bool,
) -> Option<Meaning> {
    let small = foreign.compounds && !capital;
    let fits = |meaning: &&Meaning| !(small && meaning.sort.is_noun());
    let beside = before.last().is_some_and(|item| item.is_noun() || item.is(Sort::Adjective))
        || next.is_some_and(|next| next.iter().any(|m| m.sort.is_noun() || m.sort == Sort::Adjective));
    let mut all: Vec<&Meaning> = meanings.iter().filter(fits).collect();
    all.sort_by_key(|meaning| match meaning.sort {
        Sort::Adjective => u8::from(!beside) * 2,
        Sort::Place => 3,
        _ => 1,
    });
    all.first().map(|meaning| **meaning)
}

/// The words from one on up to the next mark.
fn run<'a>(words: &[(usize, usize, Option<char>)], lower: &'a [&'a str], at: usize) -> &'a [&'a str] {
    const LONGEST: usize = 6;
    let end = (at..(at + LONGEST).min(words.len())).find(|i| words.get(*i).is_none_or(|word| word.2.is_some()));
    lower.get(at..end.unwrap_or((at + LONGEST).min(words.len()))).unwrap_or_default()
}

fn lower_of(text: &str, start: usize, end: usize) -> String {
    text.get(start..end).unwrap_or_default().to_lowercase().replace('’', "'")
}

/// Where words and marks begin and end: "l'homme" is two words.
fn words(text: &str) -> Vec<(usize, usize, Option<char>)> {
    let mut out = Vec::new();
    let mut from: Option<usize> = None;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, next)| *next);
        let inner = next.is_some_and(char::is_alphanumeric);
        if c.is_alphanumeric() || from.is_some() && c == '-' && inner {
            from.get_or_insert(at);
            continue;
        }
        let apostrophe = matches!(c, '\'' | '’') && inner;
        if let Some(start) = from.take() {
            out.push((start, at + if apostrophe { c.len_utf8() } else { 0 }, None));
        }
        if !apostrophe && !c.is_whitespace() && !matches!(c, '*' | '_') {
            out.push((at, at + c.len_utf8(), Some(plain(c))));
        }
    }
    if let Some(start) = from {
        out.push((start, text.len(), None));
    }
    out
}

/// The mark that English has for it.
fn plain(mark: char) -> char {
    match mark {
        '，' | '、' | '・' => ',',
        '。' | '…' => '.',
        '（' | '【' | '〈' => '(',
        '）' | '】' | '〉' => ')',
        '：' => ':',
        '；' => ';',
        '！' => '!',
        '？' => '?',
        '“' | '”' | '«' | '»' | '„' | '「' | '」' | '『' | '』' | '《' | '》' => '"',
        '—' | '–' => '-',
        mark => mark,
    }
}

/// The words and marks of a text without spaces.
pub(super) fn joined(foreign: &Foreign, text: &str, names: Names) -> Vec<Item> {
    let mut out: Vec<Item> = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let Some(c) = rest.chars().next() else { break };
        let start = at;
        let plain_run = |fits: &dyn Fn(char) -> bool| rest.find(|c: char| !fits(c)).unwrap_or(rest.len());
        let (part, english, taken) = if c.is_whitespace() {
            at += c.len_utf8();
            continue;
        } else if c.is_ascii_digit() {
            let taken = plain_run(&|c| c.is_ascii_digit());
            (Part::Number, rest.get(..taken).unwrap_or_default().to_owned(), taken)
        } else if let Some(taken) = Some(names(&[rest])).filter(|taken| *taken > 0) {
            (Part::Name, rest.get(..taken).unwrap_or_default().to_owned(), taken)
        } else if let Some((meaning, taken)) = foreign.joined_at(rest) {
            (Part::Known(meaning.sort), meaning.english.to_owned(), taken)
        } else if c.is_alphanumeric() {
            (Part::Unknown, String::new(), c.len_utf8())
        } else {
            (Part::Mark(plain(c)), plain(c).to_string(), c.len_utf8())
        };
        at += taken;
        // Letters that nobody knows are one word.
        match out.last_mut().filter(|last| part == Part::Unknown && last.part == Part::Unknown && last.end == start) {
            Some(last) => last.end = at,
            None => out.push(Item { part, english, start, end: at }),
        }
    }
    introduced(&mut out, text);
    out
}

/// "安娜（30岁": what stands before an age in brackets is a name, whoever it is.
fn introduced(items: &mut [Item], text: &str) {
    for at in 0..items.len() {
        let opens = items.get(at + 1).is_some_and(|item| item.mark() == Some('('));
        let aged = items.get(at + 2).is_some_and(|item| item.part == Part::Number || item.is(Sort::Age));
        if !opens
            || !aged
            || !starts(items.get(..at).unwrap_or_default())
                && items.get(at.wrapping_sub(1)).is_none_or(|i| i.mark() != Some(','))
        {
            continue;
        }
        if let Some(item) = items.get_mut(at).filter(|item| item.part == Part::Unknown) {
            let own = text.get(item.start..item.end).unwrap_or_default();
            if own.chars().count() <= 5 {
                (item.part, item.english) = (Part::Name, own.to_owned());
            }
        }
    }
}
