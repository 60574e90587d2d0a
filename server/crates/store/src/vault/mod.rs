//! Keys to outside services, kept sealed: whoever reads the database or its backup without the sealing key learns no more of a
//! key than its last four characters.
//!
//! XChaCha20-Poly1305 with a random nonce of 192 bits; the owner, the provider and the field are authenticated with it, so that
//! a row that is copied to another place does not open there. Each row names its sealing key, so that sealing keys can be
//! changed: [`reseal`] seals anew what an older one sealed.

mod rows;
mod seal;
mod sealing;

pub use rows::{KeyRow, Resealed, forget, keep, of_person, reseal};
pub use seal::Sealed;
pub use sealing::{FILE, SealingKeys, VARIABLE};

use model::UserId;

/// Whose key it is, to which provider, and which of its fields: what a sealed key is bound to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place<'a> {
    /// The installation's own where `None`.
    pub user: Option<UserId>,
    pub provider: &'a str,
    pub field: &'a str,
}

impl Place<'_> {
    /// The place as bytes; no two places have the same.
    fn bytes(&self) -> Vec<u8> {
        let mut bytes = b"director-studio key 1".to_vec();
        match self.user {
            None => bytes.push(0),
            Some(user) => {
                bytes.push(1);
                bytes.extend_from_slice(user.0.as_bytes());
            }
        }
        for text in [self.provider, self.field] {
            bytes.extend_from_slice(&(text.len() as u64).to_le_bytes());
            bytes.extend_from_slice(text.as_bytes());
        }
        bytes
    }
}
