//! Figures of speech: words that name a thing which is not there.

/// How many words behind "like a" or "as if" still belong to the comparison.
const REACH: usize = 6;

/// Verbs of becoming: "the flame grew from a bead to a flower".
const BECOME: &[&str] = &[
    "grow", "grows", "grew", "grown", "growing", "turn", "turns", "turned", "turning", "swell", "swells", "swelled",
    "shrink", "shrinks", "shrank", "change", "changes", "changed", "bloom", "blooms", "bloomed", "fade", "fades",
    "faded", "widen", "widens", "widened", "became", "becomes", "become", "thinned", "spread",
];

/// What a mass of something is called after: "a tree of water".
const SHAPES: &[&str] = &[
    "tree", "flower", "rose", "wall", "rope", "ribbon", "curtain", "blanket", "mountain", "river", "sea", "bridge",
    "crown", "knife", "carpet", "forest", "tower", "snake", "lake", "ball", "umbrella", "wheel",
];

/// What has no shape of its own.
const MASSES: &[&str] = &[
    "water",
    "light",
    "smoke",
    "fire",
    "dust",
    "fog",
    "mist",
    "flame",
    "flames",
    "sparks",
    "sound",
    "noise",
    "silence",
    "words",
    "snow",
    "rain",
    "steam",
    "stars",
    "sunlight",
    "moonlight",
    "shadow",
    "shadows",
    "darkness",
    "faces",
    "people",
];

const ARTICLES: &[&str] = &["a", "an", "the", "his", "her", "their", "its", "some"];

const BODIES: &[&str] = &["someone", "somebody", "something", "one", "those"];

/// Before these "like" is a verb or a wish: "I would like a coffee".
const WISHES: &[&str] = &[
    "would", "i'd", "you'd", "he'd", "she'd", "we'd", "they'd", "i", "you", "we", "they", "to", "don't", "doesn't",
    "didn't", "do", "did", "not",
];

/// Whether a word of a sentence, in small letters, stands in a comparison or names a shape: "the boy slept like a fish".
pub fn is_figurative<S: AsRef<str>>(words: &[S], at: usize) -> bool {
    let word = |at: Option<usize>| at.and_then(|at| words.get(at)).map_or("", AsRef::as_ref);
    let behind = |back: usize| at.checked_sub(back);
    for back in 1..=REACH {
        let Some(place) = behind(back) else { break };
        let (this, before, next) = (word(Some(place)), word(place.checked_sub(1)), word(Some(place + 1)));
        let compared = match this {
            "like" => {
                (ARTICLES.contains(&next) || BODIES.contains(&next)) && !WISHES.contains(&before)
                    || back == 1 && !WISHES.contains(&before)
            }
            // "As if a bell rang", "as though the knife had spoken".
            "if" | "though" => before == "as",
            // "Red as a cock's comb" and "as quiet as a clock", not "dressed as a clown".
            "as" => back <= 4 && ARTICLES.contains(&next) && is_as_as(words, place),
            _ => false,
        };
        if compared {
            return true;
        }
    }
    is_becoming(words, at)
        || (SHAPES.contains(&word(Some(at))) && word(Some(at + 1)) == "of" && MASSES.contains(&word(Some(at + 2))))
}

/// Whether an "as" compares: another one, or a colour or a quality that is told, stands before it.
fn is_as_as<S: AsRef<str>>(words: &[S], at: usize) -> bool {
    let told = at.checked_sub(1).and_then(|before| words.get(before)).map_or("", AsRef::as_ref);
    let other =
        (2..=3).any(|back| at.checked_sub(back).and_then(|place| words.get(place)).is_some_and(|w| w.as_ref() == "as"));
    other || crate::pictures::COLOURS.at(&[told]).is_some()
}

/// "From a bead to a flower", where something grows or turns.
fn is_becoming<S: AsRef<str>>(words: &[S], at: usize) -> bool {
    let word = |at: usize| words.get(at).map_or("", AsRef::as_ref);
    let mut from = None;
    for place in at.saturating_sub(9)..at {
        if word(place) == "from" && ARTICLES.contains(&word(place + 1)) {
            from = Some(place);
        }
    }
    let Some(from) = from else { return false };
    let grows = (from.saturating_sub(5)..from).any(|place| BECOME.contains(&word(place)));
    // What becomes of it stands behind "to" or "into"; what it was, right behind "from".
    let reached = (from + 1..at).any(|place| matches!(word(place), "to" | "into"));
    grows && (reached || at <= from + 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figurative(text: &str, wanted: &str) -> bool {
        let words: Vec<&str> = text.split(' ').collect();
        words.iter().position(|word| *word == wanted).is_some_and(|at| is_figurative(&words, at))
    }

    #[test]
    fn comparisons_and_shapes_name_nothing_that_is_there() {
        for (text, word) in [
            ("the flame grew from a bead to a flower", "flower"),
            ("the flame grew from a bead to a flower", "bead"),
            ("it sounded like a plate breaking", "plate"),
            ("he looked like someone waiting for a letter", "letter"),
            ("he slept with his mouth open like a fish", "fish"),
            ("it came up the hill red as a rose", "rose"),
            ("she was as thin as a knife", "knife"),
            ("a tree of water stood over the church", "tree"),
            ("he looked as if a dog had bitten him", "dog"),
        ] {
            assert!(figurative(text, word), "{text}");
        }
        for (text, word) in [
            ("she would like a coffee", "coffee"),
            ("he climbed from the boat to the ladder", "ladder"),
            ("she gave the boy a flower", "flower"),
            ("dressed as a clown he rode a bicycle", "bicycle"),
            ("a glass of water stood on the table", "glass"),
            ("the dog barked as she took the lamp", "lamp"),
        ] {
            assert!(!figurative(text, word), "{text}");
        }
    }
}
