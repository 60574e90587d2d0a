//! JSON as far as a storyboard needs it: keys and values, and where they stand.

use super::piece::Piece;
use std::borrow::Cow;

/// How deep values may lie in each other.
const DEEPEST: usize = 64;

#[derive(Debug)]
pub(super) enum Value<'a> {
    Object(Vec<(String, Value<'a>)>, usize),
    Array(Vec<Value<'a>>),
    /// A text, or a number as written.
    Text(Piece<'a>),
    Nothing,
}

/// The value that a text is, if it is JSON from end to end.
pub(super) fn parse(source: &str) -> Option<Value<'_>> {
    let start = source.find(['{', '['])?;
    let mut reader = Reader { source, at: start, depth: 0 };
    reader.value()
}

struct Reader<'a> {
    source: &'a str,
    at: usize,
    depth: usize,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        self.source.get(self.at..).unwrap_or_default()
    }

    fn space(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}').len();
    }

    fn eat(&mut self, mark: char) -> bool {
        self.space();
        let found = self.rest().starts_with(mark);
        self.at += if found { mark.len_utf8() } else { 0 };
        found
    }

    /// The text ends here, though the value does not: what came before it still counts.
    fn is_cut(&mut self) -> bool {
        self.space();
        self.rest().is_empty()
    }

    fn value(&mut self) -> Option<Value<'a>> {
        self.space();
        self.depth += 1;
        if self.depth > DEEPEST {
            return None;
        }
        let start = self.at;
        let value = match self.rest().chars().next()? {
            '{' => {
                self.at += 1;
                let mut fields = Vec::new();
                while !self.eat('}') {
                    let Some(key) = self.string().filter(|_| self.eat(':')) else {
                        return self.is_cut().then_some(Value::Object(fields, start));
                    };
                    match self.value() {
                        Some(value) => fields.push((key.text.into_owned(), value)),
                        None => return self.is_cut().then_some(Value::Object(fields, start)),
                    }
                    // A comma before the end is a slip that language models make.
                    if !self.eat(',') {
                        (self.eat('}') || self.is_cut()).then_some(())?;
                        break;
                    }
                }
                Value::Object(fields, start)
            }
            '[' => {
                self.at += 1;
                let mut items = Vec::new();
                while !self.eat(']') {
                    match self.value() {
                        Some(value) => items.push(value),
                        None => return self.is_cut().then_some(Value::Array(items)),
                    }
                    if !self.eat(',') {
                        (self.eat(']') || self.is_cut()).then_some(())?;
                        break;
                    }
                }
                Value::Array(items)
            }
            '"' => Value::Text(self.string()?),
            _ => {
                let rest = self.rest();
                let word = rest.get(
                    ..rest.find(|c: char| c.is_whitespace() || matches!(c, ',' | '}' | ']')).unwrap_or(rest.len()),
                )?;
                let known = matches!(word, "null" | "true" | "false");
                (known || word.parse::<f64>().is_ok()).then_some(())?;
                self.at += word.len();
                if known { Value::Nothing } else { Value::Text(Piece::of(self.source, word)) }
            }
        };
        self.depth -= 1;
        Some(value)
    }

    fn string(&mut self) -> Option<Piece<'a>> {
        self.eat('"').then_some(())?;
        let start = self.at;
        let mut escaped = false;
        let mut found = false;
        for c in self.rest().chars() {
            match c {
                '"' if !escaped => {
                    let inside = self.source.get(start..self.at)?;
                    let end = self.at;
                    self.at += 1;
                    let text = if found { Cow::Owned(unescaped(inside)) } else { Cow::Borrowed(inside) };
                    return Some(Piece { text, start, end });
                }
                '\\' if !escaped => {
                    escaped = true;
                    found = true;
                }
                _ => escaped = false,
            }
            self.at += c.len_utf8();
        }
        None
    }
}

fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    let mut high: Option<u32> = None;
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match chars.next() {
            Some('n' | 'r') => out.push('\n'),
            Some('t' | 'b' | 'f') => out.push(' '),
            Some('u') => {
                let digits: String = chars.by_ref().take(4).collect();
                let code = u32::from_str_radix(&digits, 16).unwrap_or(0x20);
                match (high.take(), code) {
                    (None, 0xD800..=0xDBFF) => high = Some(code),
                    (Some(first), 0xDC00..=0xDFFF) => {
                        out.extend(char::from_u32(0x10000 + ((first - 0xD800) << 10) + (code - 0xDC00)));
                    }
                    (_, code) => out.extend(char::from_u32(code).filter(|c| !c.is_control())),
                }
            }
            Some(other) => out.push(other),
            None => {}
        }
    }
    out
}
