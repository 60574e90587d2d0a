//! Rich Text Format (Microsoft's specification 1.9.1): groups, control words and bytes of a code page.

use super::{Align, Para, TWIPS_PER_COLUMN};
use crate::read::decode::code_page;
use std::collections::HashMap;

/// How deep groups may lie in each other.
const DEPTH: usize = 500;

/// Groups that hold no text of the document.
const ELSEWHERE: &[&str] = &[
    "fonttbl",
    "colortbl",
    "info",
    "pict",
    "object",
    "header",
    "headerl",
    "headerr",
    "headerf",
    "footer",
    "footerl",
    "footerr",
    "footerf",
    "footnote",
    "annotation",
    "fldinst",
    "themedata",
    "datastore",
    "listtable",
    "listoverridetable",
    "rsidtbl",
    "generator",
    "xmlnstbl",
    "revtbl",
    "bkmkstart",
    "bkmkend",
    "nonshppict",
    "filetbl",
    "latentstyles",
    "colorschememapping",
    "pntext",
    "listtext",
    "xe",
    "tc",
    "upr",
];

pub(super) fn paragraphs(bytes: &[u8]) -> Result<Vec<Para>, String> {
    if !bytes.starts_with(b"{\\rtf") {
        return Err("it does not begin like one".to_owned());
    }
    let mut reader = Reader { code_page: 1252, ..Reader::default() };
    reader.stack.push(State { unicode_skip: 1, ..State::default() });
    let mut at = 0;
    while let Some(token) = token(bytes, &mut at) {
        if !reader.take(token)? {
            break;
        }
    }
    if !reader.text.trim().is_empty() {
        reader.paragraph();
    }
    Ok(reader.out)
}

enum Token<'a> {
    Open,
    Close,
    /// A control word and its number.
    Word(&'a str, Option<i32>),
    /// A control symbol: `\~`, `\*`.
    Symbol(u8),
    /// `\'e9`.
    Byte(u8),
    Plain(&'a [u8]),
}

fn token<'a>(bytes: &'a [u8], at: &mut usize) -> Option<Token<'a>> {
    let first = *bytes.get(*at)?;
    *at += 1;
    match first {
        b'{' => Some(Token::Open),
        b'}' => Some(Token::Close),
        b'\\' => {
            let next = *bytes.get(*at)?;
            if next == b'\'' {
                let digits = bytes.get(*at + 1..*at + 3).and_then(|two| std::str::from_utf8(two).ok());
                *at = (*at + 3).min(bytes.len());
                return Some(
                    digits.and_then(|two| u8::from_str_radix(two, 16).ok()).map_or(Token::Symbol(b'-'), Token::Byte),
                );
            }
            if !next.is_ascii_alphabetic() {
                *at += 1;
                return Some(Token::Symbol(next));
            }
            let rest = bytes.get(*at..)?;
            let letters = rest.iter().take(32).take_while(|b| b.is_ascii_alphabetic()).count();
            let sign = usize::from(rest.get(letters) == Some(&b'-'));
            let digits = rest.iter().skip(letters + sign).take(10).take_while(|b| b.is_ascii_digit()).count();
            let word = std::str::from_utf8(rest.get(..letters)?).ok()?;
            let end = if digits > 0 { letters + sign + digits } else { letters };
            let number = rest.get(letters..end).and_then(|n| std::str::from_utf8(n).ok()).and_then(|n| n.parse().ok());
            *at += end + usize::from(rest.get(end) == Some(&b' '));
            // Raw bytes follow.
            if word == "bin" {
                *at = at.saturating_add(usize::try_from(number.unwrap_or(0)).unwrap_or(0)).min(bytes.len());
            }
            Some(Token::Word(word, number))
        }
        _ => {
            let start = *at - 1;
            let rest = bytes.get(*at..).unwrap_or_default();
            *at += rest.iter().take_while(|b| !matches!(b, b'{' | b'}' | b'\\')).count();
            Some(Token::Plain(bytes.get(start..*at)?))
        }
    }
}

/// What a group inherits and forgets at its end.
#[derive(Clone, Copy, Default)]
struct State {
    left: i32,
    first: i32,
    align: Align,
    style: Option<i32>,
    level: Option<u8>,
    /// Inside a group that is no text.
    skip: bool,
    in_styles: bool,
    /// Hidden or deleted.
    hidden: bool,
    capitals: bool,
    unicode_skip: usize,
}

#[derive(Default)]
struct Reader {
    stack: Vec<State>,
    out: Vec<Para>,
    text: String,
    styles: HashMap<i32, String>,
    code_page: u16,
    /// Characters still to be passed over after `\u`: what older readers show instead.
    pass: usize,
    /// A control word that begins a group may say what the group is.
    fresh: bool,
    page_break: bool,
    /// The first half of a character outside the basic plane.
    high: Option<u16>,
}

impl Reader {
    fn state(&mut self) -> Option<&mut State> {
        self.stack.last_mut()
    }

    /// False when the document has ended.
    fn take(&mut self, token: Token) -> Result<bool, String> {
        let fresh = std::mem::take(&mut self.fresh);
        match token {
            Token::Open => {
                if self.stack.len() >= DEPTH {
                    return Err("its groups lie too deep in each other".to_owned());
                }
                let state = self.stack.last().copied().unwrap_or_default();
                self.stack.push(state);
                self.fresh = true;
                self.pass = 0;
            }
            Token::Close => {
                self.pass = 0;
                let closed = self.stack.pop().unwrap_or_default();
                if closed.in_styles && !closed.skip {
                    let name = std::mem::take(&mut self.text);
                    let name = name.trim().trim_end_matches(';').trim();
                    if !name.is_empty() {
                        self.styles.insert(closed.style.unwrap_or(0), name.to_owned());
                    }
                }
                return Ok(self.stack.len() > 1);
            }
            Token::Word(word, number) => self.word(word, number, fresh),
            Token::Symbol(b'*') => {
                if let Some(state) = self.state() {
                    state.skip = true;
                }
            }
            Token::Symbol(b'~') => self.character('\u{a0}'),
            Token::Symbol(b'_') => self.character('-'),
            Token::Symbol(symbol @ (b'\\' | b'{' | b'}')) => self.character(char::from(symbol)),
            Token::Symbol(b'\n' | b'\r') => self.word("par", None, false),
            Token::Symbol(_) => {}
            Token::Byte(byte) => self.character(code_page(self.code_page, byte)),
            Token::Plain(bytes) => {
                for &byte in bytes.iter().filter(|b| !matches!(b, b'\r' | b'\n' | 0)) {
                    self.character(code_page(self.code_page, byte));
                }
            }
        }
        Ok(true)
    }

    fn character(&mut self, c: char) {
        if self.pass > 0 {
            self.pass -= 1;
            return;
        }
        let Some(state) = self.stack.last() else { return };
        if state.skip || state.hidden {
            return;
        }
        if state.capitals { self.text.extend(c.to_uppercase()) } else { self.text.push(c) }
    }

    fn unicode(&mut self, number: i32) {
        let unit = number.rem_euclid(65_536) as u16;
        self.pass = 0;
        let decoded = match self.high.take() {
            Some(high) => char::decode_utf16([high, unit]).next().and_then(Result::ok),
            None if (0xD800..0xDC00).contains(&unit) => {
                self.high = Some(unit);
                None
            }
            None => char::from_u32(u32::from(unit)),
        };
        if let Some(c) = decoded {
            self.character(c);
        }
        self.pass = self.stack.last().map_or(1, |state| state.unicode_skip);
    }

    fn word(&mut self, word: &str, number: Option<i32>, fresh: bool) {
        let on = number != Some(0);
        let value = number.unwrap_or(0);
        if word == "u" {
            return self.unicode(value);
        }
        if word == "ansicpg" {
            self.code_page = u16::try_from(value).unwrap_or(1252);
        }
        let Some(state) = self.stack.last_mut() else { return };
        match word {
            _ if fresh && ELSEWHERE.contains(&word) => state.skip = true,
            "stylesheet" => state.in_styles = true,
            "uc" => state.unicode_skip = usize::try_from(value).unwrap_or(1).min(8),
            "s" => state.style = Some(value),
            "pard" => {
                *state = State {
                    left: 0,
                    first: 0,
                    align: Align::Left,
                    style: if state.in_styles { state.style } else { None },
                    level: None,
                    ..*state
                };
            }
            "li" | "lin" => state.left = value,
            "fi" => state.first = value,
            "qc" => state.align = Align::Centre,
            "qr" => state.align = Align::Right,
            "ql" | "qj" => state.align = Align::Left,
            "outlinelevel" => state.level = u8::try_from(value + 1).ok().filter(|level| *level <= 6),
            "v" | "deleted" => state.hidden = on,
            "caps" => state.capitals = on,
            "plain" => (state.capitals, state.hidden) = (false, false),
            "pagebb" => self.page_break = true,
            "par" | "sect" | "row" if !state.skip && !state.in_styles => self.paragraph(),
            "page" if !state.skip => {
                self.paragraph();
                self.page_break = true;
            }
            "line" => self.character('\n'),
            "tab" | "cell" => self.character('\t'),
            "emdash" => self.character('—'),
            "endash" => self.character('–'),
            "lquote" => self.character('‘'),
            "rquote" => self.character('’'),
            "ldblquote" => self.character('“'),
            "rdblquote" => self.character('”'),
            "bullet" => self.character('•'),
            "emspace" | "enspace" | "qmspace" => self.character(' '),
            _ => {}
        }
    }

    fn paragraph(&mut self) {
        let state = self.stack.last().copied().unwrap_or_default();
        let style = state.style.and_then(|number| self.styles.get(&number)).cloned().unwrap_or_default();
        self.out.push(Para {
            text: std::mem::take(&mut self.text),
            style,
            indent: usize::try_from(state.left.saturating_add(state.first) / TWIPS_PER_COLUMN).unwrap_or(0),
            align: state.align,
            level: state.level,
            page_break: std::mem::take(&mut self.page_break),
        });
    }
}
