//! Sealing and opening.

use super::{Place, SealingKeys};
use crate::StoreError;
use chacha20poly1305::{
    XChaCha20Poly1305, XNonce,
    aead::{Aead as _, Generate as _, KeyInit as _, Payload},
};

/// A sealed text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// Which sealing key it was sealed with.
    pub key_id: String,
    /// 24 bytes, other ones each time.
    pub nonce: Vec<u8>,
    /// As long as the text, and 16 bytes that prove that nobody changed it.
    pub bytes: Vec<u8>,
}

impl SealingKeys {
    /// Seals a text for one place, with the first sealing key.
    ///
    /// # Errors
    /// When the system gives no random numbers.
    pub fn seal(&self, place: Place<'_>, text: &str) -> Result<Sealed, StoreError> {
        let key = self.first();
        let nonce = XNonce::try_generate().map_err(|error| StoreError::Seal(error.to_string()))?;
        let payload = Payload { msg: text.as_bytes(), aad: &place.bytes() };
        let bytes = XChaCha20Poly1305::new(&key.bytes.into())
            .encrypt(&nonce, payload)
            .map_err(|error| StoreError::Seal(error.to_string()))?;
        Ok(Sealed { key_id: key.id.clone(), nonce: nonce.to_vec(), bytes })
    }

    /// The text, if it was sealed for this very place with one of the sealing keys and nobody changed it since.
    pub fn open(&self, place: Place<'_>, sealed: &Sealed) -> Option<String> {
        let key = self.by_id(&sealed.key_id)?;
        let nonce = XNonce::try_from(sealed.nonce.as_slice()).ok()?;
        let payload = Payload { msg: &sealed.bytes, aad: &place.bytes() };
        let text = XChaCha20Poly1305::new(&key.bytes.into()).decrypt(&nonce, payload).ok()?;
        String::from_utf8(text).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::UserId;

    const CANARY: &str = "sk-canary-0123456789";

    fn keys(setting: &str) -> SealingKeys {
        SealingKeys::from_setting(Some(setting), std::path::Path::new("/nowhere")).unwrap()
    }

    #[test]
    fn a_sealed_key_holds_no_plain_text_and_opens_for_its_own_place_only() {
        let keys = keys(&"ab".repeat(32));
        let (ada, ben) = (UserId::new(), UserId::new());
        let place = Place { user: Some(ada), provider: "kling", field: "api_key" };
        let sealed = keys.seal(place, CANARY).unwrap();
        assert!(!sealed.bytes.windows(4).any(|four| CANARY.as_bytes().windows(4).any(|plain| plain == four)));
        assert_eq!(keys.open(place, &sealed).as_deref(), Some(CANARY));
        for elsewhere in [
            Place { user: Some(ben), ..place },
            Place { user: None, ..place },
            Place { provider: "runway", ..place },
            Place { field: "secret_key", ..place },
            // The same letters, divided in another way.
            Place { provider: "klingapi", field: "_key", ..place },
        ] {
            assert_eq!(keys.open(elsewhere, &sealed), None, "{elsewhere:?}");
        }
        assert_ne!(keys.seal(place, CANARY).unwrap().bytes, sealed.bytes, "no two seals are the same");
    }

    #[test]
    fn a_changed_bit_or_another_sealing_key_opens_nothing() {
        let (old, new) = ("ab".repeat(32), "cd".repeat(32));
        let place = Place { user: None, provider: "kling", field: "api_key" };
        let sealed = keys(&old).seal(place, CANARY).unwrap();
        for bit in 0..sealed.bytes.len() * 8 {
            let mut changed = sealed.clone();
            changed.bytes[bit / 8] ^= 1 << (bit % 8);
            assert_eq!(keys(&old).open(place, &changed), None, "bit {bit}");
        }
        let cut = Sealed { nonce: sealed.nonce[1..].to_vec(), ..sealed.clone() };
        assert_eq!(keys(&old).open(place, &cut), None);
        assert_eq!(keys(&new).open(place, &sealed), None);
        // An older key still opens; the first one seals.
        let both = keys(&format!("{new}, {old}"));
        assert_eq!(both.open(place, &sealed).as_deref(), Some(CANARY));
        assert_eq!(both.seal(place, CANARY).unwrap().key_id, keys(&new).seal(place, "x").unwrap().key_id);
    }
}
