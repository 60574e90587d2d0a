//! A quick hash for the words of our own tables.

use std::hash::Hasher;

/// A hash for words that are known beforehand: nobody can choose them so that they collide.
#[derive(Debug, Default)]
pub(crate) struct Quick(u64);

const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;

impl Quick {
    fn take(&mut self, part: u64) {
        self.0 = (self.0 ^ part).wrapping_mul(FACTOR).rotate_left(23);
    }
}

impl Hasher for Quick {
    fn write(&mut self, bytes: &[u8]) {
        let (eights, rest) = bytes.as_chunks::<8>();
        for part in eights {
            self.take(u64::from_le_bytes(*part));
        }
        if !rest.is_empty() {
            self.take(rest.iter().fold(0, |part, byte| part << 8 | u64::from(*byte)));
        }
    }

    fn write_u8(&mut self, byte: u8) {
        self.take(u64::from(byte));
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// Which words are surely not in a set: one bit for the sum of each word that is.
#[derive(Debug)]
pub(crate) struct Heads(Vec<u64>);

/// Bits of [`Heads`].
const HEADS: usize = 1 << 15;

impl Default for Heads {
    fn default() -> Self {
        Self(vec![0; HEADS / 64])
    }
}

fn place(word: &str) -> (usize, u64) {
    let mut sum = Quick::default();
    sum.write(word.as_bytes());
    let bit = (sum.finish() >> 32) as usize % HEADS;
    (bit / 64, 1 << (bit % 64))
}

impl Heads {
    pub fn add(&mut self, word: &str) {
        let (at, bit) = place(word);
        if let Some(part) = self.0.get_mut(at) {
            *part |= bit;
        }
    }

    pub fn may_hold(&self, word: &str) -> bool {
        let (at, bit) = place(word);
        self.0.get(at).is_some_and(|part| part & bit != 0)
    }
}
