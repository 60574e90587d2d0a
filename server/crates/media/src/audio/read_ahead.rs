//! Two steps of one stretch of sound at once: the first runs some pieces ahead on another thread.

use crate::MediaError;
use crate::audio::targets::CHUNK_FRAMES;
use std::sync::mpsc::{Receiver, sync_channel};

/// Pieces that one step may be ahead of the next.
const AHEAD: usize = 16;

/// Fills interleaved stereo at 48 kHz, going on where it stopped.
pub(crate) type Player = Box<dyn FnMut(&mut [f32]) + Send>;

/// What a player has played ahead.
pub(crate) struct Played {
    pieces: Receiver<Vec<f32>>,
    piece: Vec<f32>,
    at: usize,
}

impl Played {
    /// The next samples of it, into all of `out`.
    pub(crate) fn fill(&mut self, mut out: &mut [f32]) {
        while !out.is_empty() {
            let left = self.piece.get(self.at..).unwrap_or_default();
            if left.is_empty() {
                // It plays for as long as somebody listens: there is always a next piece.
                let Ok(piece) = self.pieces.recv() else { return out.fill(0.0) };
                (self.piece, self.at) = (piece, 0);
                continue;
            }
            let now = left.len().min(out.len());
            let (fill, rest) = std::mem::take(&mut out).split_at_mut(now);
            fill.copy_from_slice(left.get(..now).unwrap_or_default());
            self.at += now;
            out = rest;
        }
    }
}

/// Lets a player play ahead of `work`, which hears it.
pub(crate) fn playing<T>(player: Option<Player>, work: impl FnOnce(Option<Played>) -> T) -> T {
    let Some(mut player) = player else { return work(None) };
    std::thread::scope(|scope| {
        let (send, pieces) = sync_channel(AHEAD);
        scope.spawn(move || {
            loop {
                let mut piece = vec![0.0; CHUNK_FRAMES * 2];
                player(&mut piece);
                if send.send(piece).is_err() {
                    return;
                }
            }
        });
        work(Some(Played { pieces, piece: Vec::new(), at: 0 }))
    })
}

/// Lets `work` make pieces, each of which `then` takes on another thread, in order.
///
/// # Errors
/// Whichever fails first; the other stops.
pub(crate) fn taking(
    then: impl FnMut(Vec<f32>) -> Result<(), MediaError> + Send,
    work: impl FnOnce(&mut dyn FnMut(Vec<f32>) -> Result<(), MediaError>) -> Result<(), MediaError>,
) -> Result<(), MediaError> {
    std::thread::scope(|scope| {
        let (send, pieces) = sync_channel::<Vec<f32>>(AHEAD);
        let taker = scope.spawn(move || pieces.into_iter().try_for_each(then));
        let stopped = || MediaError::Stopped("the sound could not be written".to_owned());
        let worked = {
            let send = send;
            work(&mut |piece| send.send(piece).map_err(|_| stopped()))
        };
        // What the taker has to say is why the work could not go on.
        taker.join().unwrap_or_else(|_| Err(stopped())).and(worked)
    })
}
