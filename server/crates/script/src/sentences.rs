//! Where sentences end.

const ABBREVIATIONS: &[&str] = &[
    "mr", "mrs", "ms", "dr", "prof", "st", "rev", "capt", "col", "gen", "lt", "sgt", "hon", "jr", "sr", "vs", "etc",
    "messrs", "mme", "mlle", "m", "fr", "no", "vol", "ch", "e.g", "i.e", "int", "ext", "maj", "gov", "sen", "esq",
    "mt", "ft", "inc", "ltd", "v.o", "o.s", "o.c", "p.m", "a.m", "hr", "frau", "sra",
];

/// Byte ranges of the sentences of a text, without the white space between them.
pub fn sentences(text: &str) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut start = None;
    let mut chars = text.char_indices().peekable();
    let mut end = 0;
    while let Some((at, c)) = chars.next() {
        if start.is_none() {
            if c.is_whitespace() {
                continue;
            }
            start = Some(at);
        }
        if !c.is_whitespace() {
            end = at + c.len_utf8();
        }
        let wide = matches!(c, '。' | '！' | '？' | '।' | '॥' | '؟');
        if !(wide || matches!(c, '.' | '!' | '?' | '…')) {
            continue;
        }
        while let Some(&(next, c)) = chars.peek() {
            if !matches!(
                c,
                '.' | '!'
                    | '?'
                    | '…'
                    | '"'
                    | '”'
                    | '’'
                    | ')'
                    | '»'
                    | '。'
                    | '！'
                    | '？'
                    | '」'
                    | '』'
                    | '\''
                    | '*'
                    | '_'
            ) {
                break;
            }
            end = next + c.len_utf8();
            chars.next();
        }
        let first = start.unwrap_or(0);
        let mut after = text.get(end..).unwrap_or_default().chars();
        let gap = after.next();
        let spaced = gap.is_none_or(char::is_whitespace);
        let next = text.get(end..).unwrap_or_default().trim_start().chars().next();
        let lower = next.is_some_and(char::is_lowercase);
        // "Mr. Hale" and "stop! he cried" go on.
        let goes_on = if c == '.' { lower || abbreviated(text.get(first..at).unwrap_or_default()) } else { lower };
        if wide || (spaced && !goes_on) {
            out.push((first, end));
            start = None;
        }
    }
    if let Some(start) = start
        && start < end
    {
        out.push((start, end));
    }
    out
}

fn abbreviated(before: &str) -> bool {
    let word = before.rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or_default();
    let word = word.trim_start_matches(|c: char| !c.is_alphanumeric());
    let initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase) && word != "I";
    initial || ABBREVIATIONS.contains(&word.to_lowercase().as_str())
}

/// Ranges of clauses of a sentence: cut after commas, semicolons, colons and dashes.
pub(crate) fn clauses(text: &str) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        let spaced = text.get(end..).and_then(|rest| rest.chars().next()).is_none_or(char::is_whitespace);
        let cut = matches!(c, '，' | '；' | '、' | '：') || (spaced && matches!(c, ',' | ';' | ':' | '—' | '–' | '،'));
        if cut {
            out.push((start, end));
            start = end;
        }
    }
    if start < text.len() {
        out.push((start, text.len()));
    }
    out
}
