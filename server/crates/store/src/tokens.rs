//! Tokens of links that let somebody in: 256 random bits, of which only the SHA-256 is kept.

use crate::StoreError;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use chacha20poly1305::{Key, aead::Generate as _};
use sha2::{Digest as _, Sha256};

/// A new token, for an address: letters, digits, `-` and `_`.
///
/// # Errors
/// When the system gives no random numbers.
pub fn new() -> Result<String, StoreError> {
    Ok(URL_SAFE_NO_PAD.encode(random()?))
}

/// 32 random bytes.
///
/// # Errors
/// When the system gives no random numbers.
pub fn random() -> Result<[u8; 32], StoreError> {
    Ok(Key::try_generate().map_err(|error| StoreError::Hash(error.to_string()))?.into())
}

/// What is kept of a token.
pub fn hash(token: &str) -> String {
    hex::encode(Sha256::digest(token.as_bytes()))
}

/// Whether two secrets are the same. How long it takes tells nothing of them.
pub fn same(one: &str, other: &str) -> bool {
    Sha256::digest(one.as_bytes()) == Sha256::digest(other.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_tokens_are_the_same_and_each_fits_into_an_address() {
        let (one, other) = (new().unwrap(), new().unwrap());
        assert_ne!(one, other);
        assert_eq!(one.len(), 43);
        assert!(one.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_'));
        assert!(same(&one, &one) && !same(&one, &other));
        assert_ne!(hash(&one), hash(&other));
    }
}
