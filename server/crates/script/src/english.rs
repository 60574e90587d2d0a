//! What scripts in other languages tell of looks and places, word by word in English, so that one reading serves them all. The words
//! and how they stand are in the tables of `lexicon`; what no table has is left out, or ends what is told where it may be a verb.

mod item;
mod order;
mod words;

pub(crate) use item::{Names, SAME};

use item::{ARTICLES, Item, PREPOSITIONS, Part};
use lexicon::{Foreign, Sort};
use order::{adjectives_first, linked, subjects, unknown};
use words::{joined, spaced};

/// English words, and for each byte of them where it came from in the text.
pub(crate) struct English {
    pub text: String,
    pub from: Vec<usize>,
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
