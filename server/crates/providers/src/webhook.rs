//! Callbacks: who sent them. By Standard Webhooks, as Kling and Replicate sign. A callback is only a hint to look at the task.

use base64::{Engine as _, prelude::BASE64_STANDARD};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

/// How old, or how far ahead, a callback may be, in seconds.
const TOLERANCE: u64 = 300;

/// A callback as it came, of which nothing is known yet.
#[derive(Clone, Copy, Debug)]
pub struct Callback<'a> {
    /// The header `webhook-id`.
    pub id: &'a str,
    /// The header `webhook-timestamp`: seconds since 1970.
    pub timestamp: &'a str,
    /// The header `webhook-signature`: one or more of "v1,<base64>", parted by spaces.
    pub signatures: &'a str,
    /// The body, byte for byte.
    pub body: &'a [u8],
}

/// Why a callback is not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotBelieved {
    #[error("The secret for callbacks is none: it should be \"whsec_\" and base64.")]
    BadSecret,
    #[error("The callback does not say when it was sent.")]
    NoTime,
    #[error("The callback was sent more than five minutes ago, or a clock is wrong.")]
    Stale,
    #[error("The callback is not signed with the secret.")]
    BadSignature,
}

impl Callback<'_> {
    /// Checks the signature and the time; `now` is in seconds since 1970.
    ///
    /// # Errors
    /// When it was not sent by whoever has the secret, or not about now.
    pub fn verify(&self, secret: &str, now: u64) -> Result<(), NotBelieved> {
        let key = secret.trim();
        let key = BASE64_STANDARD.decode(key.strip_prefix("whsec_").unwrap_or(key)).unwrap_or_default();
        if key.is_empty() {
            return Err(NotBelieved::BadSecret);
        }
        let sent: u64 = self.timestamp.trim().parse().map_err(|_| NotBelieved::NoTime)?;
        if sent.abs_diff(now) > TOLERANCE {
            return Err(NotBelieved::Stale);
        }
        let mac = Hmac::<Sha256>::new_from_slice(&key).map_err(|_| NotBelieved::BadSecret)?;
        // The text that is signed has the time as it was written.
        let mac = mac.chain_update(format!("{}.{}.", self.id, self.timestamp)).chain_update(self.body);
        // While a secret is changed there are signatures by both.
        let given = self.signatures.split_whitespace().filter_map(|one| one.strip_prefix("v1,"));
        let mut given = given.filter_map(|one| BASE64_STANDARD.decode(one).ok());
        if given.any(|signature| mac.clone().verify_slice(&signature).is_ok()) {
            return Ok(());
        }
        Err(NotBelieved::BadSignature)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "whsec_dGVzdHNlY3JldHRlc3RzZWNyZXR0ZXN0c2VjcmV0MTI=";
    const NOW: u64 = 1_781_080_794;

    /// The example of Kling's own documents.
    fn example() -> Callback<'static> {
        Callback {
            id: "9876543210",
            timestamp: "1781080794",
            signatures: "v1,UsKlJP00XoQyOn410NM9xv34sP+Gl0jnOO9Lcpr7NJ4=",
            body: br#"{"id":"1234567890","status":"succeeded","message":"","create_time":1781080778802,"update_time":1781080794151}"#,
        }
    }

    #[test]
    fn the_example_of_the_documents_is_believed_for_five_minutes() {
        assert_eq!(example().verify(SECRET, NOW), Ok(()));
        assert_eq!(example().verify(SECRET, NOW + 300), Ok(()));
        assert_eq!(example().verify(SECRET, NOW + 301), Err(NotBelieved::Stale));
        assert_eq!(example().verify(SECRET, NOW - 301), Err(NotBelieved::Stale));
    }

    #[test]
    fn while_the_secret_is_changed_one_of_several_signatures_is_enough() {
        let both = format!("v1,AAAA v2,BBBB {}", example().signatures);
        assert_eq!(Callback { signatures: &both, ..example() }.verify(SECRET, NOW), Ok(()));
    }

    #[test]
    fn a_callback_with_anything_changed_is_not_believed() {
        let changed = [
            Callback { id: "9876543211", ..example() },
            Callback { timestamp: "1781080795", ..example() },
            Callback { body: br#"{"id":"1234567890","status":"failed"}"#, ..example() },
            Callback { signatures: "", ..example() },
            Callback { signatures: "v1,", ..example() },
            Callback { signatures: "v0,UsKlJP00XoQyOn410NM9xv34sP+Gl0jnOO9Lcpr7NJ4=", ..example() },
        ];
        for callback in changed {
            assert_eq!(callback.verify(SECRET, NOW), Err(NotBelieved::BadSignature), "{callback:?}");
        }
        assert_eq!(example().verify("whsec_b3RoZXI=", NOW), Err(NotBelieved::BadSignature));
        assert_eq!(Callback { timestamp: "now", ..example() }.verify(SECRET, NOW), Err(NotBelieved::NoTime));
        for secret in ["", "whsec_", "not base64!"] {
            assert_eq!(example().verify(secret, NOW), Err(NotBelieved::BadSecret), "{secret}");
        }
    }
}
