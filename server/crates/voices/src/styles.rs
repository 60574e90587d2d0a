//! The voices as the model takes them: for every length of a text a row of 256 numbers.

use crate::{Pack, VoicesError};
use std::collections::HashMap;

const WIDTH: usize = 256;
const ROWS: usize = 510;

/// Every voice of the pack.
pub(crate) struct Styles {
    voices: HashMap<String, Vec<f32>>,
}

impl Styles {
    pub(crate) fn read(pack: &Pack) -> Result<Self, VoicesError> {
        let mut voices = HashMap::new();
        pack.voices(|id, bytes| {
            let numbers: Vec<f32> = bytes.as_chunks::<4>().0.iter().map(|four| f32::from_le_bytes(*four)).collect();
            if numbers.len() == ROWS * WIDTH {
                voices.insert(id.to_owned(), numbers);
            }
        })?;
        Ok(Self { voices })
    }

    /// The weighted mean of the rows of some voices for a text of so many symbols.
    pub(crate) fn mixed(&self, mix: &[(String, f32)], symbols: usize) -> Result<Vec<f32>, VoicesError> {
        let row = symbols.min(ROWS - 1) * WIDTH;
        let all: f32 = mix.iter().map(|(_, weight)| weight).sum();
        let mut style = vec![0.0; WIDTH];
        for (id, weight) in mix {
            let voice = self.voices.get(id).ok_or_else(|| VoicesError::Unknown(id.clone()))?;
            for (into, from) in style.iter_mut().zip(voice.iter().skip(row)) {
                *into += from * weight / all.max(1e-6);
            }
        }
        Ok(style)
    }
}
