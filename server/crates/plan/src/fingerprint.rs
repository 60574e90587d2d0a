//! The name of an artifact: a digest of everything that shaped it.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt;

/// 64 hexadecimal digits. Equal fingerprints mean the same artifact, made once.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Fingerprint(pub String);

impl Fingerprint {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.get(..12).unwrap_or(&self.0))
    }
}

/// Digests `kind`, the version of its maker and `inputs` (as JSON; fields are in the order of the type's declaration, so the same
/// inputs always give the same text).
pub fn fingerprint(kind: &str, maker_version: u32, inputs: &impl Serialize) -> Fingerprint {
    let mut digest = Sha256::new();
    digest.update(kind.as_bytes());
    digest.update([0]);
    digest.update(maker_version.to_le_bytes());
    // A plain data type with string keys always serialises; were it ever not to, the error's text keeps the names apart.
    let inputs = serde_json::to_vec(inputs).unwrap_or_else(|error| error.to_string().into_bytes());
    digest.update(&inputs);
    Fingerprint(hex::encode(digest.finalize()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_input_counts() {
        let base = fingerprint("take", 1, &("a", 2));
        assert_eq!(base, fingerprint("take", 1, &("a", 2)));
        assert_ne!(base, fingerprint("clip", 1, &("a", 2)));
        assert_ne!(base, fingerprint("take", 2, &("a", 2)));
        assert_ne!(base, fingerprint("take", 1, &("a", 3)));
    }
}
