//! What stands before a colon, in the head of a column or as the key of a storyboard.

use crate::Table;
use std::collections::HashMap;
use std::sync::OnceLock;

/// The id of a label such as "voice over", "画面" or "shot size"; the word is given in lower case, without marks around it.
pub fn label(word: &str) -> Option<&'static str> {
    static LABELS: OnceLock<HashMap<&'static str, &'static str>> = OnceLock::new();
    let labels = LABELS.get_or_init(|| {
        let table = Table::read(include_str!("../data/labels.txt"));
        let mut labels = HashMap::new();
        for entry in table.entries() {
            for word in entry.words.iter().flat_map(|(_, words)| words) {
                labels.entry(*word).or_insert(entry.id);
            }
        }
        labels
    });
    labels.get(word).copied()
}

#[cfg(test)]
mod tests {
    use super::label;

    #[test]
    fn labels_are_known_in_many_languages() {
        assert_eq!(label("voice over"), Some("narration"));
        assert_eq!(label("画面"), Some("visual"));
        assert_eq!(label("durée"), Some("length"));
        assert_eq!(label("anna"), None);
    }
}
