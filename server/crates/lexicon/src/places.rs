//! Kinds of places: `data/places.txt`, and the words that may stand before them: `data/modifiers.txt`.

use crate::claims::Words;
use crate::{Entry, Forms};
use std::sync::LazyLock;

static PLACES: LazyLock<Words> = LazyLock::new(|| {
    let languages = ["de", "fr", "es", "it", "ru"];
    let mut roles = vec![("en", Forms::Noun)];
    roles.extend(languages.map(|code| (code, Forms::Exact)));
    Words::new(include_str!("../data/places.txt"), &roles)
});
static MODIFIERS: LazyLock<Words> =
    LazyLock::new(|| Words::new(include_str!("../data/modifiers.txt"), &[("en", Forms::Exact)]));

/// A kind of place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kind(&'static Entry);

impl Kind {
    /// The stable name of the kind.
    pub fn id(self) -> &'static str {
        self.0.id
    }

    /// Whether one is inside when nothing else is said.
    pub fn inside(self) -> bool {
        !self.0.is("outside")
    }

    pub fn is(self, tag: &str) -> bool {
        self.0.is(tag)
    }

    /// What is seen there, inside or outside; `None` where the table does not say.
    pub fn seen(self, inside: bool) -> Option<String> {
        let words = self.0.words(if inside { "in" } else { "out" });
        (!words.is_empty()).then(|| words.join(", "))
    }

    /// The name of what is always heard there.
    pub fn air(self, inside: bool, night: bool) -> Option<String> {
        let key = |key| self.0.value(key).map(|name| name.replace('_', " "));
        match (inside == self.inside(), night) {
            (true, true) => key("airnight").or_else(|| key("air")),
            (true, false) => key("air"),
            (false, _) => key(if inside { "airin" } else { "airout" }),
        }
    }
}

/// All kinds.
pub fn kinds() -> impl Iterator<Item = Kind> {
    PLACES.table().entries().iter().map(Kind)
}

/// The kind whose name the words begin with, the longest, and how many words it takes.
pub fn at<S: AsRef<str>>(words: &[S]) -> Option<(Kind, usize)> {
    PLACES.at(words).map(|(entry, _, taken)| (Kind(entry), taken))
}

/// The same for English names alone: running text has words that are places elsewhere.
pub fn english_at<S: AsRef<str>>(words: &[S]) -> Option<(Kind, usize)> {
    PLACES.all_at(words).find(|(_, role, _)| *role == 0).map(|(entry, _, taken)| (Kind(entry), taken))
}

/// The kind whose name the words end with, the longest, and how many words it takes.
pub fn ending<S: AsRef<str>>(words: &[S]) -> Option<(Kind, usize)> {
    (0..words.len()).find_map(|from| {
        let rest = words.get(from..)?;
        at(rest).filter(|(_, taken)| *taken == rest.len())
    })
}

/// A kind that a text in a language without spaces between words names.
pub fn within(text: &str) -> Option<Kind> {
    kinds().find(|kind| kind.0.words("zh").iter().any(|word| text.contains(word)))
}

/// Whether a word may stand before a name without making another kind of place of it.
pub fn is_plain(word: &str) -> bool {
    MODIFIERS.at(&[word]).is_some()
        || word.ends_with("'s")
        || word.ends_with("s'")
        || word.bytes().any(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ends(name: &str) -> Option<&'static str> {
        let words: Vec<&str> = name.split(' ').collect();
        ending(&words).map(|(kind, _)| kind.id())
    }

    #[test]
    fn compounds_come_before_heads() {
        assert_eq!(ends("old bus stop"), Some("bus stop"));
        assert_eq!(ends("school bus"), Some("bus"));
        assert_eq!(ends("boat house"), Some("boathouse"));
        assert_eq!(ends("opera house"), Some("theatre"));
        assert_eq!(ends("forest ranger's office"), Some("office"));
        assert_eq!(ends("bank vault"), Some("vault"));
        assert_eq!(ends("the answer"), None);
    }

    #[test]
    fn every_kind_is_known_by_one_id_and_says_where_one_is() {
        let mut ids: Vec<_> = kinds().map(Kind::id).collect();
        let all = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), all);
        for kind in kinds() {
            let sides = ["inside", "outside", "vehicle"].iter().filter(|side| kind.is(side)).count();
            assert_eq!(sides, 1, "{}", kind.id());
        }
    }
}
