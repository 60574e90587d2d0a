//! Speech by espeak-ng: one steady voice for each character, evened in loudness, with the time of every word.
//!
//! espeak-ng runs as a child process, never as a library in ours: text is anybody's, and a crash in the engine must cost one
//! line and no more. The text goes in by standard input.

mod breath;
mod cast;
mod engine;
mod natural;
mod polish;
mod text;
mod timing;
mod whisper;

pub use cast::voices;
pub use natural::{Manner, Reading, finish as finish_natural};
pub use spoken::language_of;
pub use text::{Token, tokens};

use crate::Sound;
use model::{SpeechSpec, WordTiming};
use std::path::Path;

/// Raised whenever the same line sounds different.
pub const VERSION: u32 = 3;

/// Code points that one line may have.
const LONGEST: usize = 20_000;
/// Code points that are spoken in one run: longer lines are spoken sentence by sentence.
const PIECE: usize = 1_200;
/// What a line without words lasts, in seconds.
const EMPTY: f64 = 0.3;

/// Why a line was not spoken; a sentence.
#[derive(Debug, thiserror::Error)]
pub enum SpeechError {
    #[error(
        "espeak-ng is not installed. On Debian or Ubuntu: sudo apt-get install espeak-ng; on macOS: brew install espeak-ng."
    )]
    Missing,
    #[error("espeak-ng took longer than 20 seconds over a line and was stopped. Shorten the line and try again.")]
    TooSlow,
    #[error("The line has {0} characters; the longest that can be spoken at once has {LONGEST}. Split it in two.")]
    TooLong(usize),
    #[error("espeak-ng could not speak the line: {0}")]
    Failed(String),
}

/// A spoken line.
#[derive(Clone, Debug)]
pub struct Spoken {
    /// The same in both channels.
    pub sound: Sound,
    /// One for each word that white space parts, in order and within the sound. A word of punctuation only has no length.
    pub words: Vec<WordTiming>,
    pub seconds: f64,
}

/// Speaks a line with its character's voice. A text without letters and digits is a short silence. The engine runs in
/// `scratch`, which it does not write to.
pub async fn speak(spec: &SpeechSpec, scratch: &Path) -> Result<Spoken, SpeechError> {
    let length = spec.said().chars().count();
    if length > LONGEST {
        return Err(SpeechError::TooLong(length));
    }
    let tokens = text::tokens(spec);
    if !tokens.iter().any(Token::sounds) {
        let words = tokens.into_iter().map(|token| WordTiming { word: token.word, start: 0.0, end: 0.0 }).collect();
        return Ok(Spoken { sound: Sound::silence(EMPTY), words, seconds: EMPTY });
    }
    let part = cast::cast(spec);
    let mut pieces = Vec::new();
    for piece in text::pieces(tokens, PIECE) {
        let plain = text::plain(&piece);
        let clean = engine::run(&part, &plain, scratch);
        let spoken = if text::marks_help(&piece) {
            let (odd, even) = (text::marked(&piece, 0), text::marked(&piece, 1));
            let (clean, odd, even) =
                tokio::try_join!(clean, engine::run(&part, &odd, scratch), engine::run(&part, &even, scratch))?;
            (piece, clean, Some((odd, even)))
        } else {
            (piece, clean.await?, None)
        };
        pieces.push(spoken);
    }
    tokio::task::spawn_blocking(move || polish::finish(&part, pieces))
        .await
        .map_err(|error| SpeechError::Failed(error.to_string()))
}
