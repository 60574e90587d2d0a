//! The voices as the studio uses them: loaded at the first line, let go when nobody spoke for a while.

use crate::{
    Pack, RATE, VoicesError,
    network::{FRAME, Network},
    phonemes::{self, Sign, Tongue},
    styles::Styles,
    symbols,
};
use std::{
    path::Path,
    sync::{
        Arc, Mutex, PoisonError, Weak,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};
use tokio::sync::Semaphore;

/// Signs that are spoken in one run: memory grows with them.
const PIECE: usize = 190;
/// How long the model stays when nobody speaks.
const IDLE: Duration = Duration::from_secs(60);
/// Words begin so much before the model's own count, by measurement, in seconds.
const EARLY: f64 = 0.055;

/// One line to speak.
#[derive(Clone, Debug, PartialEq)]
pub struct Order {
    /// As they are said, with their punctuation; an empty one is silent.
    pub words: Vec<String>,
    /// Voices and how much of each.
    pub mix: Vec<(String, f32)>,
    /// Reads the voice as for a text that is so many signs longer: another reading of the same line.
    pub shift: usize,
    /// 1 is the voice's own pace.
    pub speed: f32,
    pub tongue: Tongue,
    /// Ends with an exclamation where it would end with a full stop.
    pub lively: bool,
}

/// A stretch of a spoken line.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// At [`RATE`].
    pub samples: Vec<f32>,
    /// The words that sound in it, by their place in the order, each with its start and end in seconds.
    pub words: Vec<(usize, f64, f64)>,
}

/// The natural voices of a pack. Cheap to clone.
#[derive(Clone)]
pub struct Voices(Arc<Inner>);

struct Inner {
    pack: Pack,
    loaded: tokio::sync::Mutex<Option<Arc<Loaded>>>,
    used: Mutex<Instant>,
    /// Lines that are spoken at this moment.
    busy: AtomicUsize,
    cores: usize,
    turns: Semaphore,
}

struct Loaded {
    network: Network,
    styles: Styles,
}

/// Counts a line as long as it is spoken.
struct Busy<'a>(&'a Inner);

impl<'a> Busy<'a> {
    fn new(inner: &'a Inner) -> Self {
        inner.busy.fetch_add(1, Ordering::SeqCst);
        Self(inner)
    }
}

impl Drop for Busy<'_> {
    fn drop(&mut self) {
        *self.0.used.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now();
        self.0.busy.fetch_sub(1, Ordering::SeqCst);
    }
}

impl Voices {
    /// Reads nothing yet.
    pub fn new(pack: Pack) -> Self {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Self(Arc::new(Inner {
            pack,
            loaded: tokio::sync::Mutex::default(),
            used: Mutex::new(Instant::now()),
            busy: AtomicUsize::new(0),
            cores,
            turns: Semaphore::new(cores),
        }))
    }

    /// Where the packages lie.
    pub fn folder(&self) -> &Path {
        self.0.pack.folder()
    }

    /// Speaks a line in stretches of some 15 seconds at most. The same order gives the same samples. espeak-ng runs in `scratch`.
    ///
    /// # Errors
    /// Where the pack is damaged, a voice is unknown, or espeak-ng or the model fails.
    pub async fn speak(&self, order: &Order, scratch: &Path) -> Result<Vec<Reading>, VoicesError> {
        let _busy = Busy::new(&self.0);
        let signs = phonemes::signs(order.tongue, &order.words, order.lively, scratch).await?;
        let _turn = self.0.turns.acquire().await.map_err(|error| VoicesError::Model(error.to_string()))?;
        let loaded = self.loaded().await?;
        let mut readings = Vec::new();
        for piece in pieces(signs) {
            let threads = (self.0.cores / self.0.busy.load(Ordering::SeqCst).max(1)).max(1);
            let (loaded, order) = (loaded.clone(), order.clone());
            let reading = tokio::task::spawn_blocking(move || loaded.read(&piece, &order, threads)).await;
            readings.push(reading.map_err(|error| VoicesError::Model(error.to_string()))??);
        }
        Ok(readings)
    }

    /// Loads the model where it is not there, once for all who ask.
    async fn loaded(&self) -> Result<Arc<Loaded>, VoicesError> {
        let mut slot = self.0.loaded.lock().await;
        if let Some(loaded) = slot.as_ref() {
            return Ok(loaded.clone());
        }
        let pack = self.0.pack.clone();
        let began = Instant::now();
        let read = tokio::task::spawn_blocking(move || -> Result<Loaded, VoicesError> {
            Ok(Loaded { network: Network::new(&pack.model()?)?, styles: Styles::read(&pack)? })
        });
        let loaded = Arc::new(read.await.map_err(|error| VoicesError::Model(error.to_string()))??);
        tracing::info!(seconds = began.elapsed().as_secs_f64(), "the natural voices are loaded");
        *slot = Some(loaded.clone());
        tokio::spawn(let_go(Arc::downgrade(&self.0)));
        Ok(loaded)
    }
}

/// Drops the model when nobody has spoken for [`IDLE`].
async fn let_go(inner: Weak<Inner>) {
    let mut rest = IDLE;
    loop {
        tokio::time::sleep(rest).await;
        let Some(inner) = inner.upgrade() else { return };
        let mut slot = inner.loaded.lock().await;
        let idle = inner.used.lock().unwrap_or_else(PoisonError::into_inner).elapsed();
        if inner.busy.load(Ordering::SeqCst) == 0 && idle >= IDLE {
            *slot = None;
            tracing::info!("the natural voices are let go");
            return;
        }
        rest = IDLE.saturating_sub(idle).max(Duration::from_secs(1));
    }
}

impl Loaded {
    fn read(&self, signs: &[Sign], order: &Order, threads: usize) -> Result<Reading, VoicesError> {
        let style = self.styles.mixed(&order.mix, signs.len() + order.shift)?;
        let ids: Vec<i32> = signs.iter().map(|sign| sign.id).collect();
        let said = self.network.speak(&ids, &style, order.speed, threads)?;
        let end = said.samples.len() as f64 / f64::from(RATE);
        let mut at = f64::from(said.lengths.first().copied().unwrap_or_default());
        let mut words: Vec<(usize, f64, f64)> = Vec::new();
        for (sign, length) in signs.iter().zip(said.lengths.iter().skip(1)) {
            let seconds = |frames: f64| (frames * FRAME as f64 / f64::from(RATE) - EARLY).clamp(0.0, end);
            let (from, to) = (seconds(at), seconds(at + f64::from(*length)));
            at += f64::from(*length);
            match (sign.word, words.last_mut()) {
                (Some(word), Some(last)) if last.0 == word => last.2 = to,
                (Some(word), _) => words.push((word, from, to)),
                (None, _) => {}
            }
        }
        Ok(Reading { samples: said.samples, words })
    }
}

/// Cuts a line where a sentence ends, else where a clause does, else between words.
fn pieces(mut signs: Vec<Sign>) -> Vec<Vec<Sign>> {
    let is = |sign: &Sign, marks: &str| marks.chars().any(|mark| symbols::number(mark) == Some(sign.id));
    let mut pieces = Vec::new();
    while signs.len() > PIECE {
        let within = signs.get(..PIECE).unwrap_or_default();
        let after =
            |marks: &str| within.iter().rposition(|sign| is(sign, marks)).map(|at| at + 1).filter(|at| *at > PIECE / 4);
        let at = after(".!?…").or_else(|| after(";:,—")).or_else(|| after(" ")).unwrap_or(PIECE);
        let rest = signs.split_off(at);
        pieces.push(signs);
        let blank = rest.iter().take_while(|sign| sign.id == symbols::SPACE).count();
        signs = rest.into_iter().skip(blank).collect();
    }
    pieces.push(signs);
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_long_line_is_cut_where_sentences_end() {
        let sentence: Vec<Sign> = "a b c d e f g h i k l m n. "
            .chars()
            .filter_map(symbols::number)
            .map(|id| Sign { id, word: Some(0) })
            .collect();
        let pieces = pieces(sentence.repeat(20));
        assert!(pieces.len() > 2 && pieces.iter().all(|piece| piece.len() <= PIECE), "{}", pieces.len());
        let full_stop = symbols::number('.');
        assert!(pieces.iter().rev().skip(1).all(|piece| piece.last().map(|sign| sign.id) == full_stop));
    }

    #[test]
    fn a_word_without_end_is_cut_all_the_same() {
        let pieces = pieces(vec![Sign { id: 43, word: Some(0) }; 1000]);
        assert_eq!(pieces.iter().map(Vec::len).sum::<usize>(), 1000);
    }
}
