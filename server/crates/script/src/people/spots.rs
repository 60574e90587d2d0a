//! From places in the text of an action to places in the source.

use model::Span;

/// Where each byte of a stretch of text stands in the source.
#[derive(Default)]
pub(super) struct Spots {
    start: usize,
    end: usize,
    /// Where the text is not the source word by word.
    places: Vec<usize>,
    /// The words of the text stand in another order than those of the source.
    turned: bool,
}

impl Spots {
    /// `text` is what is left of `source[start..]` without markup and page furniture.
    pub fn new(source: &str, span: Span, text: &str) -> Self {
        let whole = source.get(span.start..span.end).unwrap_or_default();
        let plain = whole.starts_with(text);
        let places = if plain { Vec::new() } else { aligned(whole, text, span.start) };
        Self { start: span.start, end: span.end, places, turned: false }
    }

    /// Of words in another order: where each of their bytes stands in the stretch.
    pub fn through(&self, from: &[usize]) -> Self {
        let places = from.iter().map(|byte| self.at(*byte)).collect();
        Self { start: self.start, end: self.end, places, turned: true }
    }

    /// Where the stretch begins.
    pub fn place(&self) -> usize {
        self.start
    }

    fn at(&self, byte: usize) -> usize {
        let place =
            if self.places.is_empty() { self.start + byte } else { self.places.get(byte).copied().unwrap_or(self.end) };
        place.clamp(self.start, self.end)
    }

    pub fn span(&self, start: usize, end: usize) -> Span {
        let words = self.places.get(start..end).filter(|words| self.turned && !words.is_empty());
        if let Some((first, last)) = words.and_then(|words| Some((words.iter().min()?, words.iter().max()?))) {
            let first = (*first).clamp(self.start, self.end);
            return Span { start: first, end: (last + 1).clamp(first, self.end) };
        }
        let first = self.at(start);
        let last = self.at(end.saturating_sub(1)).max(first);
        Span { start: first, end: (last + 1).clamp(first, self.end) }
    }
}

/// For every byte of `text` the byte of the source that it came from.
fn aligned(source: &str, text: &str, start: usize) -> Vec<usize> {
    let mut out = Vec::with_capacity(text.len() + 1);
    let mut chars = source.char_indices().peekable();
    let mut last = 0;
    for c in text.chars() {
        if !c.is_whitespace() {
            // What the source has besides is markup; a letter that it lacks stands where the last one stood.
            let mut ahead = chars.clone();
            if let Some((at, _)) = ahead.by_ref().take(400).find(|(_, s)| *s == c) {
                last = at;
                chars = ahead;
            }
        }
        for offset in 0..c.len_utf8() {
            out.push(start + last + if c.is_whitespace() { 0 } else { offset });
        }
    }
    out
}
