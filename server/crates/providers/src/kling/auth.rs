//! Who we are to Kling: an API key, or a token signed with the older pair of keys.

use crate::{Account, Failure, FailureClass, Secret};
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit as _, Mac as _};
use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderValue};
use sha2::{Digest as _, Sha256};
use std::time::{SystemTime, UNIX_EPOCH};

/// How long a token is good for, in seconds.
const LIFE: u64 = 1_800;
/// Clocks differ: a token is valid from a little before it was made.
const SKEW: u64 = 5;
/// As `SKEW`, for a token in the place of one that was from another time.
const WIDE_SKEW: u64 = 300;

/// How requests are signed.
#[derive(Clone, Debug)]
pub(super) enum Auth {
    /// Good for both generations of the API.
    Key(Secret),
    /// Good for the older one only.
    Pair { access: Secret, secret: Secret },
}

impl Auth {
    /// The API key where there is one, else the pair.
    pub(super) fn of(account: &Account) -> Option<Self> {
        if let Some(key) = &account.key {
            return Some(Self::Key(key.clone()));
        }
        let (access, secret) = account.access_key.clone().zip(account.secret_key.clone())?;
        Some(Self::Pair { access, secret })
    }

    /// Tells accounts apart, and tells nothing of their keys.
    pub(super) fn mark(&self) -> String {
        let parts = match self {
            Self::Key(key) => [key.reveal(), ""],
            Self::Pair { access, secret } => [access.reveal(), secret.reveal()],
        };
        let digest = parts.into_iter().fold(Sha256::new(), |digest, part| digest.chain_update(part).chain_update([0]));
        BASE64_URL_SAFE_NO_PAD.encode(digest.finalize())
    }

    /// The header of one request. A token is made anew each time: it costs nothing and is never too old.
    pub(super) fn headers(&self) -> Result<HeaderMap, Failure> {
        self.headers_at(SystemTime::now(), SKEW)
    }

    /// As [`Self::headers`], where the token was from another time: by the service's clock as far as it is known, and valid from
    /// longer before.
    pub(super) fn headers_anew(&self, theirs: Option<SystemTime>) -> Result<HeaderMap, Failure> {
        self.headers_at(theirs.unwrap_or_else(SystemTime::now), WIDE_SKEW)
    }

    fn headers_at(&self, now: SystemTime, skew: u64) -> Result<HeaderMap, Failure> {
        let bearer = match self {
            Self::Key(key) => format!("Bearer {}", key.reveal()),
            Self::Pair { access, secret } => {
                let now = now.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
                format!("Bearer {}", token(access.reveal(), secret.reveal(), now, skew))
            }
        };
        let mut value = HeaderValue::from_str(&bearer).map_err(|error| {
            Failure::new(FailureClass::FixKey, "The Kling key has characters that no key has. Enter it again.")
                .detail(error.to_string())
        })?;
        value.set_sensitive(true);
        Ok(HeaderMap::from_iter([(AUTHORIZATION, value)]))
    }
}

/// The token for a pair of keys at a moment (seconds since 1970), valid from `skew` seconds before: a JSON Web Token, HS256, claims
/// iss, exp and nbf.
fn token(access: &str, secret: &str, now: u64, skew: u64) -> String {
    let header = BASE64_URL_SAFE_NO_PAD.encode(r#"{"alg":"HS256","typ":"JWT"}"#);
    let claims = serde_json::json!({ "iss": access, "exp": now + LIFE, "nbf": now.saturating_sub(skew) }).to_string();
    let signed = format!("{header}.{}", BASE64_URL_SAFE_NO_PAD.encode(claims));
    // A key of any length is taken, so there is no error to meet.
    let signature = Hmac::<Sha256>::new_from_slice(secret.as_bytes())
        .map(|mac| mac.chain_update(&signed).finalize().into_bytes().to_vec())
        .unwrap_or_default();
    format!("{signed}.{}", BASE64_URL_SAFE_NO_PAD.encode(signature))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn a_token_says_who_asks_and_how_long_it_holds_and_is_signed_with_the_secret() {
        let token = super::token("ak-1", "sk-1", 1_700_000_000, SKEW);
        let parts: Vec<&str> = token.split('.').collect();
        let text = |part: &str| String::from_utf8(BASE64_URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap();
        assert_eq!(text(parts[0]), r#"{"alg":"HS256","typ":"JWT"}"#);
        let claims: serde_json::Value = serde_json::from_str(&text(parts[1])).unwrap();
        assert_eq!(claims, serde_json::json!({ "iss": "ak-1", "exp": 1_700_001_800_u64, "nbf": 1_699_999_995_u64 }));
        let mac = Hmac::<Sha256>::new_from_slice(b"sk-1").unwrap();
        let signature = BASE64_URL_SAFE_NO_PAD.decode(parts[2]).unwrap();
        mac.chain_update(format!("{}.{}", parts[0], parts[1])).verify_slice(&signature).unwrap();
    }

    #[test]
    fn a_token_in_the_place_of_one_from_another_time_goes_by_the_services_clock() {
        let secret = Secret::new;
        let account = Account { access_key: secret("ak"), secret_key: secret("sk"), ..Account::default() };
        let theirs = UNIX_EPOCH + Duration::from_secs(1_700_000_000);
        let headers = Auth::of(&account).unwrap().headers_anew(Some(theirs)).unwrap();
        let expected = super::token("ak", "sk", 1_700_000_000, WIDE_SKEW);
        assert_eq!(headers[AUTHORIZATION], format!("Bearer {expected}"));
    }

    #[test]
    fn an_api_key_goes_before_the_older_pair() {
        let secret = Secret::new;
        let mut account = Account { access_key: secret("ak"), secret_key: secret("sk"), ..Account::default() };
        assert!(matches!(Auth::of(&account), Some(Auth::Pair { .. })));
        account.key = secret("key-1");
        let headers = Auth::of(&account).unwrap().headers().unwrap();
        assert_eq!(headers[AUTHORIZATION], "Bearer key-1");
        assert!(Auth::of(&Account { access_key: secret("ak"), ..Account::default() }).is_none(), "half a pair is none");
    }
}
