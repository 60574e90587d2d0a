//! Words of any writing with their places, and what the marks after them mean.

use lexicon::Speech;
use model::Span;

#[derive(Clone, Debug)]
pub(super) struct Token<'a> {
    pub text: &'a str,
    pub lower: String,
    /// In bytes of the whole source.
    pub start: usize,
    pub end: usize,
    pub capital: bool,
    /// The weightiest mark before the next word.
    pub mark: Option<char>,
}

impl Token<'_> {
    pub fn ends_sentence(&self) -> bool {
        self.mark.is_some_and(is_end)
    }
}

pub(super) fn is_end(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '。' | '！' | '？' | '؟' | '।' | '॥' | '．')
}

pub(super) fn is_comma(c: char) -> bool {
    matches!(c, ',' | '，' | '、' | '،' | '､')
}

pub(super) fn is_colon(c: char) -> bool {
    matches!(c, ':' | '：' | '︰')
}

pub(super) fn is_dash(c: char) -> bool {
    matches!(c, '—' | '–' | '―')
}

/// Letters, digits, and the signs of writings that stand on letters.
pub(super) fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '\u{93c}' | '\u{94d}' | '\u{64b}'..='\u{652}' | '\u{200c}' | '\u{200d}' | '々')
}

/// The words of a stretch of text. A verb and its pronoun ("dit-il"), an article and its noun ("l'homme") are two words each.
pub(super) fn tokens<'a>(text: &'a str, span: Span, speech: &'static Speech) -> Vec<Token<'a>> {
    let mut out: Vec<Token> = Vec::new();
    let Some(body) = text.get(span.start..span.end) else { return out };
    let mut from: Option<usize> = None;
    let mut chars = body.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let joins = matches!(c, '\'' | '’' | '-') && from.is_some() && chars.peek().is_some_and(|&(_, n)| is_letter(n));
        if is_letter(c) || joins {
            from.get_or_insert(at);
            continue;
        }
        if let Some(a) = from.take() {
            push(&mut out, body, span.start, a, at, speech);
        }
        if let Some(last) = out.last_mut() {
            let short = last.text.chars().count() == 1 && last.capital;
            let title = c == '.' && (short || speech.is_title(&last.lower));
            let weight =
                |c: char| if is_end(c) { 3 } else { u8::from(is_colon(c)) * 2 + u8::from(is_comma(c) || c == ';') };
            if !title && weight(c) > last.mark.map_or(0, weight) {
                last.mark = Some(c);
            }
        }
    }
    if let Some(a) = from {
        push(&mut out, body, span.start, a, body.len(), speech);
    }
    out
}

fn push<'a>(out: &mut Vec<Token<'a>>, body: &'a str, base: usize, a: usize, b: usize, speech: &'static Speech) {
    let Some(word) = body.get(a..b) else { return };
    let lower = lowered(word);
    let cut = if speech.says(&lower) { None } else { seam(word, &lower, speech) };
    if let Some(cut) = cut {
        // "demanda-t-elle": the letter between verb and pronoun is no word.
        if !lower.starts_with("t-") {
            push(out, body, base, a, a + cut, speech);
        }
        let mark = word.get(cut..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
        push(out, body, base, a + cut + mark, b, speech);
        return;
    }
    let capital = word.chars().next().is_some_and(char::is_uppercase);
    out.push(Token { text: word, lower, start: base + a, end: base + b, capital, mark: None });
}

fn lowered(word: &str) -> String {
    word.to_lowercase().replace('’', "'")
}

/// Where a word is two.
fn seam(word: &str, lower: &str, speech: &'static Speech) -> Option<usize> {
    let (at, mark) = word.char_indices().find(|(_, c)| matches!(c, '\'' | '’' | '-'))?;
    let head = word.get(..at)?;
    let verb = mark == '-' && speech.says(&lowered(head));
    // "demanda-t-il": what is left of the verb's pronoun.
    let link = mark == '-' && lower.starts_with("t-");
    let short = mark != '-' && head.chars().count() <= 6 && matches!(speech.language, "fr" | "it");
    (verb || link || short).then_some(at)
}
