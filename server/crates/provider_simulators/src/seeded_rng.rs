//! Faults by a seed: the same seed, name and question give the same answer, whatever else happens meanwhile.

/// A seeded source of decisions.
#[derive(Clone, Copy, Debug)]
pub struct SeededRng(pub u64);

impl SeededRng {
    /// A number below `below` for this question about this thing (FNV-1a, then the finaliser of SplitMix64).
    pub fn number(self, question: &str, about: &str, below: u64) -> u64 {
        let mut state = 0xcbf2_9ce4_8422_2325 ^ self.0;
        for byte in question.bytes().chain([0]).chain(about.bytes()) {
            state = (state ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
        state = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        state = (state ^ (state >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (state ^ (state >> 31)) % below.max(1)
    }
}
