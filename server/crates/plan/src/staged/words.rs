//! Words of a description or an action, and their colours.

use lexicon::pictures::{COLOURS, SHADES, paint};

/// Clauses of a text, each as its words in lower case.
pub fn clauses(text: &str) -> impl Iterator<Item = Vec<String>> {
    text.split([',', ';', '.', '(', ')', '!', '?', '\n', '"', '“', '”', ':', '–', '—']).map(words)
}

/// Lower-case words, hyphens and apostrophes kept. "grey-bearded" is "grey bearded".
pub fn words(text: &str) -> Vec<String> {
    let text = text.replace('’', "'");
    let whole = text
        .split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '-')
        .map(|word| word.trim_matches(['\'', '-']).to_lowercase())
        .filter(|word| !word.is_empty());
    whole.flat_map(split).collect()
}

fn split(word: String) -> Vec<String> {
    for tail in ["haired", "bearded", "skinned", "eyed", "coloured", "colored", "clad"] {
        if let Some(front) = word.strip_suffix(tail).and_then(|front| front.strip_suffix('-'))
            && COLOURS.at(&[front]).is_some()
        {
            let noun = match tail {
                "haired" => "hair",
                "bearded" => "beard",
                "eyed" => "eyes",
                "skinned" => "skin",
                _ => return vec![front.to_owned()],
            };
            return vec![front.to_owned(), noun.to_owned()];
        }
    }
    vec![word]
}

/// Colours and patterns that stand before a noun.
#[derive(Clone, Debug, Default)]
pub struct Paint {
    pub colour: Option<u32>,
    pub hair: Option<u32>,
    pub pattern: &'static str,
    shade: &'static str,
}

impl Paint {
    /// Takes a word that says a colour, a shade or a pattern; how many words that is.
    pub fn take(&mut self, words: &[String]) -> Option<usize> {
        if let Some((entry, _, taken)) = COLOURS.at(words) {
            let shaded = |colour: u32| shade(colour, self.shade);
            if self.colour.is_none() {
                self.colour = paint(entry, "hex").map(shaded);
                self.hair = paint(entry, "hair").or_else(|| paint(entry, "hex")).map(shaded);
            }
            return Some(taken);
        }
        let (entry, _, taken) = SHADES.at(words)?;
        let id = SHADES.table().by_id(entry.id)?.id;
        if entry.is("pattern") {
            self.pattern = id
        } else {
            self.shade = id
        }
        Some(taken)
    }
}

fn shade(colour: u32, shade: &str) -> u32 {
    let each =
        |change: fn(u32) -> u32| [16, 8, 0].iter().fold(0, |all, at| all << 8 | change(colour >> at & 0xff).min(0xff));
    match shade {
        "dark" => each(|v| v * 65 / 100),
        "light" => each(|v| v + (255 - v) * 40 / 100),
        "faded" => each(|v| v + (150_u32.saturating_sub(v)) * 30 / 100),
        _ => colour,
    }
}
