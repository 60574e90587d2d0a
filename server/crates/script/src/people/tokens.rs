//! Words and marks of a stretch of text, cut into sentences and segments.

/// A word or a mark.
#[derive(Clone, Debug)]
pub(super) struct Token {
    /// In lower case with plain apostrophes; of a possessive without its "'s".
    pub lower: String,
    /// In bytes of the text.
    pub start: usize,
    pub end: usize,
    pub mark: Option<char>,
    /// All in capitals, two letters or more.
    pub caps: bool,
    pub capital: bool,
    pub possessive: bool,
}

impl Token {
    pub fn is(&self, words: &[&str]) -> bool {
        self.mark.is_none() && words.contains(&self.lower.as_str())
    }
}

/// Between two marks: where it begins and ends among the tokens, and the mark before it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Segment {
    pub from: usize,
    pub to: usize,
    /// `' '` at the beginning of a sentence, `'&'` after "and" before a new clause.
    pub lead: char,
    pub bracket: bool,
}

pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::new();
    let mut from: Option<usize> = None;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let joins = matches!(c, '\'' | '’' | '-' | '.') && from.is_some();
        let next = chars.peek().map(|(_, c)| *c);
        let inner =
            joins && next.is_some_and(|n| n.is_alphanumeric()) && !(c == '.' && next.is_some_and(char::is_uppercase));
        if c.is_alphanumeric() || inner || c == '#' && next.is_some_and(|n| n.is_ascii_digit()) {
            from.get_or_insert(at);
            continue;
        }
        if let Some(start) = from.take() {
            push_word(&mut out, text, start, at);
        }
        let title = c == '.' && out.last().is_some_and(|w| w.end == at && is_short(&w.lower));
        if c.is_whitespace() || title || matches!(c, '*' | '_') {
            continue;
        }
        let mark = match c {
            '“' | '”' | '«' | '»' => '"',
            '—' | '–' => '-',
            '…' => '.',
            '[' => '(',
            ']' => ')',
            c => c,
        };
        out.push(Token {
            lower: String::new(),
            start: at,
            end: at + c.len_utf8(),
            mark: Some(mark),
            caps: false,
            capital: false,
            possessive: false,
        });
    }
    if let Some(start) = from {
        push_word(&mut out, text, start, text.len());
    }
    out
}

fn push_word(out: &mut Vec<Token>, text: &str, start: usize, end: usize) {
    let Some(word) = text.get(start..end) else { return };
    let mut lower = word.to_lowercase();
    if lower.contains('’') {
        lower = lower.replace('’', "'");
    }
    let possessive = lower.ends_with("'s") && !lower.chars().next().is_some_and(|c| c.is_ascii_digit());
    if possessive {
        lower.truncate(lower.len() - 2);
    }
    // Chinese and Japanese words are left in English only where they name somebody.
    let eastern = word.chars().next().is_some_and(|c| ('\u{2e80}'..'\u{ac00}').contains(&c));
    let letters = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word);
    let caps = letters.chars().filter(|c| c.is_uppercase()).count() > 1 && !letters.chars().any(char::is_lowercase);
    let (caps, capital) = (caps || eastern, eastern || word.chars().next().is_some_and(char::is_uppercase));
    out.push(Token { lower, start, end, mark: None, caps, capital, possessive });
}

fn is_short(lower: &str) -> bool {
    matches!(
        lower,
        "mr" | "mrs" | "ms" | "dr" | "st" | "sgt" | "lt" | "capt" | "prof" | "rev" | "col" | "det" | "gen" | "messrs"
    )
}

/// Ranges of tokens, one for each sentence.
pub(super) fn sentences(tokens: &[Token]) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut from = 0;
    let mut depth = 0_u32;
    for (at, token) in tokens.iter().enumerate() {
        match token.mark {
            Some('(') => depth += 1,
            Some(')') => depth = depth.saturating_sub(1),
            _ => {}
        }
        let ends = matches!(token.mark, Some('.' | '!' | '?')) && (depth == 0 || at + 1 == tokens.len());
        if ends {
            out.push((from, at));
            from = at + 1;
        }
    }
    if from < tokens.len() {
        out.push((from, tokens.len()));
    }
    out.retain(|(a, b)| a < b);
    out
}

const CLAUSES: &[&str] =
    &["and", "but", "so", "because", "while", "as", "when", "that", "until", "before", "though", "although"];
const SUBJECTS: &[&str] = &["he", "she", "they", "it"];
const VERBS: &[&str] = &["was", "is", "were", "are", "wore", "wears", "had", "has"];

/// The segments of a sentence.
pub(super) fn segments(tokens: &[Token], (from, to): (usize, usize)) -> Vec<Segment> {
    let mut out: Vec<Segment> = Vec::new();
    let (mut start, mut lead, mut depth) = (from, ' ', 0_u32);
    let mut push = |start: usize, end: usize, lead: char, depth: u32| {
        if start < end {
            out.push(Segment { from: start, to: end, lead, bracket: depth > 0 });
        }
    };
    for at in from..to {
        let Some(token) = tokens.get(at) else { break };
        let next = |n: usize| tokens.get(at + n).filter(|_| at + n < to);
        if let Some(mark) = token.mark {
            // A nickname in a name: THU "BOMBER" LE.
            let nick = mark == '"'
                && tokens.get(at.wrapping_sub(1)).is_some_and(|t| t.caps)
                && (next(1).is_some_and(|t| t.caps) || next(1).is_some_and(|t| t.caps));
            let in_name =
                mark == '"' && next(1).is_some_and(|t| t.caps) && next(2).is_some_and(|t| t.mark == Some('"'));
            if nick || in_name || mark == '/' {
                continue;
            }
            push(start, at, lead, depth);
            match mark {
                '(' => depth += 1,
                ')' => depth = depth.saturating_sub(1),
                _ => {}
            }
            (start, lead) = (at + 1, mark);
        } else if at > start
            && token.is(CLAUSES)
            && next(1).is_some_and(|t| t.is(SUBJECTS) || token.is(&["and", "but"]) && t.is(VERBS))
        {
            push(start, at, lead, depth);
            (start, lead) = (at + 1, '&');
        }
    }
    push(start, to, lead, depth);
    out
}
