//! What scripts in other languages tell of looks and places, word by word in English, so that one reading serves them all. The words
//! and how they stand are in the tables of `lexicon`; what no table has is left out, or ends what is told where it may be a verb.

use lexicon::{Foreign, Meaning, Sort};

/// English words, and for each byte of them where it came from in the text.
pub(crate) struct English {
    pub text: String,
    pub from: Vec<usize>,
}

/// Whether names begin with some words in small letters: how many of the words.
pub(crate) type Names<'a> = &'a dyn Fn(&[&str]) -> usize;

#[derive(Clone, Debug, PartialEq)]
enum Part {
    Mark(char),
    /// As it stands in the text.
    Name,
    Number,
    Known(Sort),
    Unknown,
}

#[derive(Clone, Debug)]
struct Item {
    part: Part,
    english: String,
    start: usize,
    end: usize,
}

impl Item {
    fn is(&self, sort: Sort) -> bool {
        self.part == Part::Known(sort)
    }

    fn is_noun(&self) -> bool {
        matches!(self.part, Part::Known(sort) if sort.is_noun())
    }

    fn is_word(&self, words: &[&str]) -> bool {
        self.is(Sort::Word) && words.contains(&self.english.as_str())
    }

    fn mark(&self) -> Option<char> {
        if let Part::Mark(mark) = self.part { Some(mark) } else { None }
    }

    fn names(&self) -> bool {
        self.part == Part::Name
    }
}

/// A text in English words. `names` are kept as they stand.
pub(crate) fn english(foreign: &Foreign, text: &str, names: Names) -> English {
    let mut items = if foreign.joined { joined(foreign, text, names) } else { spaced(foreign, text, Some(names)) };
    unknown(&mut items, foreign);
    if foreign.after {
        adjectives_first(&mut items);
    }
    linked(&mut items);
    if foreign.dropped {
        subjects(&mut items);
    }
    written(&items)
}

/// The name of a place in English words, in small letters; `None` where no kind of place is among them.
pub(crate) fn place(foreign: &Foreign, name: &str) -> Option<String> {
    let nobody: Names = &|_| 0;
    let mut items = if foreign.joined { joined(foreign, name, nobody) } else { spaced(foreign, name, None) };
    items.retain(|item| item.part != Part::Unknown);
    if foreign.after {
        adjectives_first(&mut items);
    }
    linked(&mut items);
    let keep = |item: &Item| matches!(item.part, Part::Known(sort) if sort.is_noun() || matches!(sort, Sort::Adjective | Sort::Word));
    let last = items.iter().rposition(|item| item.is(Sort::Place))?;
    let first = items.iter().take(last).rposition(|item| !keep(item)).map_or(0, |at| at + 1);
    let mut words: Vec<&str> = items.get(first..=last)?.iter().map(|item| item.english.as_str()).collect();
    while words.first().is_some_and(|word| ARTICLES.contains(word) || PREPOSITIONS.contains(word)) {
        words.remove(0);
    }
    Some(words.join(" "))
}

const ARTICLES: &[&str] = &["a", "the", "his", "her", "their", "no"];
const PREPOSITIONS: &[&str] = &["of", "with", "in", "on", "at", "without", "under", "like", "and"];
/// Verbs that tell looks of a subject that a language may leave out.
const TELLING: &[&str] = &["wears", "wore", "has", "had", "is", "was"];
/// Whoever was told of last, in English that no script has.
pub(crate) const SAME: &str = "the-same";

/// The words and marks of a text with spaces; without `names` it is the name of a place, in whatever letters.
fn spaced(foreign: &Foreign, text: &str, names: Option<Names>) -> Vec<Item> {
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
fn joined(foreign: &Foreign, text: &str, names: Names) -> Vec<Item> {
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

/// An unknown word behind somebody is taken for a verb; elsewhere it is left out.
fn unknown(items: &mut Vec<Item>, foreign: &Foreign) {
    let mut depth = 0_u32;
    for at in 0..items.len() {
        let Some(item) = items.get(at) else { break };
        match item.mark() {
            Some('(') => depth += 1,
            Some(')') => depth = depth.saturating_sub(1),
            _ => {}
        }
        if item.part != Part::Unknown || depth > 0 {
            continue;
        }
        let before = at.checked_sub(1).and_then(|before| items.get(before));
        let alone = items.get(at + 1).is_none_or(|next| next.mark().is_some());
        let verb = before.is_none_or(|before| match before.part {
            Part::Name => true,
            Part::Mark(mark) => matches!(mark, ')' | '.') || mark == ',' && !alone,
            Part::Known(Sort::Person) => !foreign.after,
            Part::Known(Sort::Word) => before.is_word(&["he", "she", "who"]),
            _ => false,
        });
        if verb && let Some(item) = items.get_mut(at) {
            (item.part, item.english) = (Part::Known(Sort::Verb), "walks".to_owned());
        }
    }
    items.retain(|item| item.part != Part::Unknown && item.english != "_");
}

/// "barba larga y gris": the adjectives behind a noun go before it.
fn adjectives_first(items: &mut [Item]) {
    let mut at = 0;
    while at < items.len() {
        if !items.get(at).is_some_and(Item::is_noun) {
            at += 1;
            continue;
        }
        let describes = |item: &Item| item.is(Sort::Adjective) || item.is(Sort::Adverb);
        let mut end = at + 1;
        while let Some(item) = items.get(end) {
            let joins = item.is_word(&["and"]) && end > at + 1 && items.get(end + 1).is_some_and(describes);
            if !(describes(item) || joins) {
                break;
            }
            end += 1;
        }
        if let Some(phrase) = items.get_mut(at..end) {
            phrase.rotate_left(1);
        }
        at = end;
    }
}

/// The word behind one, and behind the adjectives and articles that follow it.
fn next_noun(items: &[Item], at: usize) -> Option<&Item> {
    let leads = |item: &&Item| item.is(Sort::Adjective) || item.is(Sort::Adverb) || item.is_word(&["the", "a", "and"]);
    items.iter().skip(at + 1).take(LONGEST).find(|item| !leads(item))
}

/// More adjectives than a noun has.
const LONGEST: usize = 12;

/// "of long hair" is with long hair, "of grey suit" in a grey suit; articles and prepositions before nothing are left out.
fn linked(items: &mut Vec<Item>) {
    smoothed(items);
    for at in 0..items.len() {
        let body = next_noun(items, at).is_some_and(|item| item.is(Sort::Body));
        let worn = !body && next_noun(items, at).is_some_and(|item| item.is(Sort::Worn));
        let somebody = at.checked_sub(1).and_then(|before| items.get(before)).is_none_or(|before| {
            before.is(Sort::Person) || before.is(Sort::Age) || before.names() || before.mark().is_some()
        });
        let Some(item) = items.get_mut(at).filter(|item| item.is_word(&["of"])) else { continue };
        if body {
            item.english = "with".to_owned();
        } else if worn && somebody {
            item.english = "in".to_owned();
        }
    }
    from_behind(items, |item, before, after, out| {
        let joins = item.english.starts_with('~');
        let fits = |before: &Item| match item.part {
            Part::Known(Sort::Word) => before.names(),
            _ => before.part == Part::Number || before.is(Sort::Age),
        };
        let lost = joins && !before.is_some_and(fits);
        let next = after.last();
        let bare = next.is_none_or(|next| {
            next.mark().is_some_and(|mark| mark != '"')
                || next.is(Sort::Verb) && !item.is_word(&["and"])
                || next.is_word(&["who"])
                || item.is_word(ARTICLES) && next.is_word(PREPOSITIONS)
        });
        let leads = item.is_word(ARTICLES) || item.is_word(PREPOSITIONS);
        if !(lost || leads && bare && !item.is_word(&["her", "his"])) {
            out.push(item);
        }
    });
}

/// Goes through the items from the last to the first. What a step puts out stays; it sees the item before, and what stays behind
/// the item, the nearest at the end.
fn from_behind(items: &mut Vec<Item>, step: impl Fn(Item, Option<&Item>, &[Item], &mut Vec<Item>)) {
    let mut kept: Vec<Item> = Vec::with_capacity(items.len());
    let mut out: Vec<Item> = Vec::new();
    while let Some(item) = items.pop() {
        step(item, items.last(), &kept, &mut out);
        kept.append(&mut out);
    }
    kept.reverse();
    *items = kept;
}

/// "short and black hair" is short black hair, "a glasses" glasses, "mid forty" the middle of the forties.
fn smoothed(items: &mut Vec<Item>) {
    const PARTS: &[&str] = &["early", "mid", "late"];
    from_behind(items, |mut item, before, after, out| {
        let adjective = |item: &Item| item.is(Sort::Adjective);
        let between = before.is_some_and(adjective) && after.last().is_some_and(adjective);
        let noun = after.iter().rev().take(LONGEST).find(|item| !(adjective(item) || item.is(Sort::Adverb)));
        let of_looks = noun.is_some_and(|noun| noun.is(Sort::Body) || noun.is(Sort::Worn));
        let many = noun.is_some_and(|noun| noun.english.ends_with('s') && !noun.english.ends_with("ss"));
        let led = before.is_some_and(|before| before.is_word(&["with", "in", "of"]));
        let part = before.is_some_and(|before| before.is(Sort::Age) && PARTS.contains(&before.english.as_str()));
        if part && item.is(Sort::Age) && item.english.ends_with('y') {
            item.english.pop();
            item.english.push_str("ies");
        }
        let left_out = item.is_word(&["and"]) && between && of_looks
            || item.is_word(&["a"]) && of_looks && many
            || item.is_word(&["the"]) && of_looks && led;
        if !left_out {
            out.push(item);
        }
    });
}

/// "Lleva un abrigo rojo.": whoever was told of last wears it.
fn subjects(items: &mut Vec<Item>) {
    from_behind(items, |item, before, _, out| {
        let tells = item.is(Sort::Verb) && TELLING.contains(&item.english.as_str());
        let begins = before.is_none_or(|before| matches!(before.mark(), Some('.' | '!' | '?')));
        let start = item.start;
        out.push(item);
        if tells && begins {
            out.push(Item { part: Part::Known(Sort::Word), english: SAME.to_owned(), start, end: start });
        }
    });
}

fn written(items: &[Item]) -> English {
    let mut out = English { text: String::new(), from: Vec::new() };
    for item in items {
        let (joins, english) = match item.english.strip_prefix('~') {
            Some(rest) => (true, rest),
            None => (false, item.english.as_str()),
        };
        if !joins
            && !out.text.is_empty()
            && item.mark().is_none_or(|mark| matches!(mark, '(' | '"' | '-'))
            && !out.text.ends_with('(')
        {
            out.text.push(' ');
            out.from.push(item.start);
        }
        out.text.push_str(english);
        let bytes = english.len();
        // The first byte stands for where the word begins, the last for where it ends.
        let last = item.end.saturating_sub(1).max(item.start);
        out.from.extend((0..bytes).map(|byte| if byte + 1 == bytes && bytes > 1 { last } else { item.start }));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(language: &str, text: &str) -> String {
        english(Foreign::of(language).unwrap(), text, &|words| usize::from(words[0] == "anna")).text
    }

    #[test]
    fn phrases_stand_as_english_has_them() {
        for (language, text, wanted) in [
            ("de", "ANNA (30, rotes Kleid, kurze blonde Haare)", "ANNA (30, red dress, short blond hair)"),
            (
                "de",
                "KARL, ein hagerer alter Mann mit Glatze, Mitte vierzig",
                "KARL, a gaunt old man with bald head, mid forties",
            ),
            ("de", "Er hatte einen Bart und trug eine Weste.", "he had a beard and wore a waistcoat."),
            ("de", "Anna steht am Fenster.", "Anna stands."),
            ("de", "Er trägt einen Ledermantel und eine Brille.", "he wears a leather coat and glasses."),
            (
                "es",
                "TOMÁS, un viejo con barba gris y chaleco, abre la puerta.",
                "TOMÁS, a old man with grey beard and waistcoat, opens.",
            ),
            ("es", "Lleva un abrigo rojo.", "the-same wears a red coat."),
            ("es", "una mujer joven de pelo largo y negro", "a young woman with long black hair"),
            (
                "fr",
                "une femme aux cheveux roux, vêtue d’une robe verte",
                "a woman with ginger hair, dressed in a green dress",
            ),
            ("it", "un uomo alto con gli occhiali", "a tall man with glasses"),
            ("ru", "старик с седой бородой, в чёрном пальто, входит", "old man with grey beard, in black coat, walks"),
        ] {
            assert_eq!(told(language, text), wanted);
        }
        let names: Names = &|words| if words[0].starts_with("安娜") { 6 } else { 0 };
        let chinese = english(Foreign::of("zh").unwrap(), "安娜（30岁，红色连衣裙，金色短发）站在窗边。", names);
        assert_eq!(chinese.text, "安娜 (30 years old, red dress, blond short hair) stands.");
    }

    #[test]
    fn places_are_named_in_english() {
        let named = |language: &str, name: &str| place(Foreign::of(language).unwrap(), name);
        assert_eq!(named("de", "BAUERNKÜCHE").as_deref(), Some("farm kitchen"));
        assert_eq!(named("fr", "CUISINE").as_deref(), Some("kitchen"));
        assert_eq!(named("es", "COCINA DEL HOTEL").as_deref(), Some("kitchen of hotel"));
        assert_eq!(named("zh", "厨房").as_deref(), Some("kitchen"));
        assert_eq!(named("de", "NIRGENDWO"), None);
    }
}
