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
