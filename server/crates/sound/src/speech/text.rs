//! What is given to the engine: the line's words, cleaned of what it would take for a command.

use model::SpeechSpec;

/// How loud (0 to 100) words are spoken in a run that tells words apart.
const LOUD: u32 = 100;
const SOFT: u32 = 30;

/// One word of a line.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Token {
    /// As it stands in the line.
    pub(super) word: String,
    /// As the engine reads it; may be empty.
    say: String,
}

impl Token {
    /// Whether there is anything to say.
    pub(super) fn sounds(&self) -> bool {
        self.say.chars().any(char::is_alphanumeric)
    }

    fn ends_sentence(&self) -> bool {
        self.say.trim_end_matches(['"', '\'', ')', '”', '’', '»']).ends_with(['.', '!', '?', '…', '。', '！', '？'])
    }
}

/// The line's words, parted by white space, with what is said in their place.
pub(super) fn tokens(spec: &SpeechSpec) -> Vec<Token> {
    let shouted = !spec.text.chars().any(char::is_lowercase);
    spec.words().map(|(word, said)| Token { word: word.to_owned(), say: sayable(said, shouted) }).collect()
}

/// Control characters open the engine's commands, `[[` its phonemes, `<` its markup; a script's signs of emphasis and pictures are
/// not read out. Words in capitals are said, not spelt, unless they look like an abbreviation.
fn sayable(word: &str, shouted: bool) -> String {
    let said: String = word
        .chars()
        .filter(|c| !c.is_control() && !matches!(c, '[' | ']' | '<' | '>' | '*' | '_' | '~' | '#' | '|' | '\\' | '^' | '`' | '{' | '}'))
        .filter(|c| !matches!(u32::from(*c), 0x2190..=0x2bff | 0xe000..=0xf8ff | 0xfe00..=0xfe0f | 0x1f000..=0x1ffff | 0x200b..=0x200f | 0x2028..=0x202f | 0x2060..=0x206f | 0xfeff))
        .collect();
    let letters = said.chars().filter(|c| c.is_alphabetic()).count();
    let capitals = letters > 1 && said.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    let vowel = said.contains(['A', 'E', 'I', 'O', 'U', 'Y']);
    if capitals && !said.contains('.') && vowel && (shouted || letters > 3) { said.to_lowercase() } else { said }
}

/// Cuts a long line at the ends of its sentences, or where it must.
pub(super) fn pieces(tokens: Vec<Token>, longest: usize) -> Vec<Vec<Token>> {
    let mut pieces = vec![Vec::new()];
    let mut length = 0;
    for token in tokens {
        let size = token.say.chars().count() + 1;
        // From half of the length on, the end of a sentence is a good place; at the whole any place is.
        let full = pieces
            .last()
            .and_then(|piece: &Vec<Token>| piece.last())
            .is_some_and(|last| length + size > longest || length > longest / 2 && last.ends_sentence());
        if full {
            pieces.push(Vec::new());
            length = 0;
        }
        length += size;
        if let Some(piece) = pieces.last_mut() {
            piece.push(token);
        }
    }
    pieces
}

/// The plain text of some words.
pub(super) fn plain(tokens: &[Token]) -> String {
    tokens.iter().map(|token| token.say.as_str()).filter(|say| !say.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Whether the words can be told apart by loudness: there are two at least.
pub(super) fn marks_help(tokens: &[Token]) -> bool {
    tokens.iter().filter(|token| token.sounds()).count() > 1
}

/// The text with its sounding words loud and soft by turns; `first` (0 or 1) is the first loud one. Loudness is set by the engine's
/// embedded commands (control-A, a number, a letter), which change neither the tune nor the pace.
pub(super) fn marked(tokens: &[Token], first: usize) -> String {
    let mut count = first;
    let mut out = String::new();
    for token in tokens.iter().filter(|token| !token.say.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        if token.sounds() {
            out.push_str(&format!("\u{1}{}A", if count.is_multiple_of(2) { LOUD } else { SOFT }));
            count += 1;
        }
        out.push_str(&token.say);
    }
    out
}
