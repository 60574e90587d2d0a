//! Looking for many phrases in one text.

/// A text in lower case that many phrases are looked for in. Most are ruled out by how its words begin.
pub(crate) struct Phrases {
    lower: String,
    /// One bit per pair of letters that some word begins with.
    heads: [u64; 16],
}

fn head(bytes: &[u8]) -> usize {
    let a = usize::from(bytes.first().copied().unwrap_or(0));
    let b = bytes.get(1).copied().filter(u8::is_ascii_alphanumeric).unwrap_or(b' ');
    (a * 31 + usize::from(b)) % 1024
}

impl Phrases {
    /// `lower` is in lower case already.
    pub fn new(lower: String) -> Self {
        let mut heads = [0u64; 16];
        let bytes = lower.as_bytes();
        let mut inside = false;
        for (at, byte) in bytes.iter().enumerate() {
            let letter = byte.is_ascii_alphanumeric();
            if letter && !inside {
                let bit = head(bytes.get(at..).unwrap_or_default());
                if let Some(word) = heads.get_mut(bit / 64) {
                    *word |= 1 << (bit % 64);
                }
            }
            inside = letter;
        }
        Self { lower, heads }
    }

    pub fn of(text: &str) -> Self {
        Self::new(text.to_lowercase())
    }

    /// Where a phrase of whole words stands, in bytes of the lower-case text.
    pub fn find(&self, phrase: &str) -> Option<usize> {
        let bytes = phrase.as_bytes();
        if bytes.first().is_some_and(u8::is_ascii_alphanumeric) {
            let bit = head(bytes);
            if self.heads.get(bit / 64).is_none_or(|word| word & (1 << (bit % 64)) == 0) {
                return None;
            }
        }
        find_phrase(&self.lower, phrase)
    }

    /// Whether some word begins like the phrase does: quick, and only sure when it says no.
    pub fn may(&self, phrase: &str) -> bool {
        let bytes = phrase.as_bytes();
        let bit = head(bytes);
        !bytes.first().is_some_and(u8::is_ascii_alphanumeric)
            || self.heads.get(bit / 64).is_some_and(|word| word & (1 << (bit % 64)) != 0)
    }

    pub fn has(&self, phrase: &str) -> bool {
        self.find(phrase).is_some()
    }
}

/// Whether a phrase of whole words occurs in a lower-case text.
pub(crate) fn has_phrase(lower: &str, phrase: &str) -> bool {
    find_phrase(lower, phrase).is_some()
}

/// Where a phrase of whole words occurs in a lower-case text, in bytes.
fn find_phrase(lower: &str, phrase: &str) -> Option<usize> {
    let (text, wanted) = (lower.as_bytes(), phrase.as_bytes());
    let first = *wanted.first()?;
    let mut from = 0;
    while let Some(at) = text.get(from..)?.iter().position(|b| *b == first) {
        let start = from + at;
        let end = start + wanted.len();
        if text.get(start..end) == Some(wanted) {
            let before = lower.get(..start).and_then(|s| s.chars().next_back());
            let after = lower.get(end..).and_then(|s| s.chars().next());
            let inside = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && c < '\u{2e80}');
            if !inside(before) && !inside(after) {
                return Some(start);
            }
        }
        from = start + 1;
    }
    None
}
