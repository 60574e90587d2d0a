//! Reading plain English for what can be drawn.

/// Lower-case words of a text, without punctuation.
pub fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’')
        .map(|w| w.trim_matches(['\'', '’']).to_lowercase())
        .filter(|w| !w.is_empty())
        .collect()
}

/// Whether `word` is this stem or one of its usual endings: "walk" matches "walks", "walked", "walking".
pub fn is_form(word: &str, stem: &str) -> bool {
    if word == stem {
        return true;
    }
    let endings = ["s", "es", "ed", "d", "ing", "er", "ers", "'s", "’s"];
    if let Some(rest) = word.strip_prefix(stem) {
        if endings.contains(&rest) {
            return true;
        }
        // run → running, sit → sitting
        let mut letters = rest.chars();
        if letters.next() == stem.chars().last() {
            return ["ing", "ed", "er"].contains(&letters.as_str());
        }
        return false;
    }
    // lie → lying is listed by callers; write → writing, bake → baked
    stem.strip_suffix('e')
        .and_then(|short| word.strip_prefix(short))
        .is_some_and(|rest| ["ing", "ed", "es"].contains(&rest))
        || stem
            .strip_suffix('y')
            .and_then(|short| word.strip_prefix(short))
            .is_some_and(|rest| ["ies", "ied"].contains(&rest))
}

/// Where a phrase of one or more stems first occurs among words.
pub fn find(words: &[String], phrase: &str) -> Option<usize> {
    let parts: Vec<&str> = phrase.split(' ').collect();
    words.windows(parts.len()).position(|w| w.iter().zip(&parts).all(|(word, stem)| is_form(word, stem)))
}

pub fn has(words: &[String], phrase: &str) -> bool {
    find(words, phrase).is_some()
}

/// Whether any of the phrases, set apart by commas, occurs.
pub fn any(words: &[String], phrases: &str) -> bool {
    phrases.split(',').any(|p| has(words, p.trim()))
}

/// Whether a word is this noun, in the singular, the plural or the genitive: "boats" and "boat's" are boats, "boating" is not.
pub fn is_noun(word: &str, noun: &str) -> bool {
    word.strip_prefix(noun).is_some_and(|rest| ["", "s", "es", "'s", "’s", "s'"].contains(&rest))
}

/// Where a phrase of one or more nouns first occurs among words.
pub fn find_noun(words: &[String], phrase: &str) -> Option<usize> {
    let parts: Vec<&str> = phrase.split(' ').collect();
    words.windows(parts.len()).position(|w| w.iter().zip(&parts).all(|(word, noun)| is_noun(word, noun)))
}

/// Whether any of the nouns, set apart by commas, occurs.
pub fn any_noun(words: &[String], phrases: &str) -> bool {
    phrases.split(',').any(|p| find_noun(words, p.trim()).is_some())
}
