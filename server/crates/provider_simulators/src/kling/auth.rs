//! Who is let in: an API key, or at the older API a token that a pair of keys signed.

use super::options::Options;
use crate::{charges::now, tcp::Asked};
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::Value;
use sha2::Sha256;

/// A refusal: status, code, message.
type Refusal = (u16, i64, &'static str);

const NO_PAIR: Refusal = (
    401,
    1002,
    "Authentication error. The current API does not support AK/SK; please go to the console (https://kling.ai/dev/api-key) to \
     create API key.",
);

/// Who is not let in, and why. `older`: the path belongs to the older API, or to both.
pub(super) fn reject_unauthenticated(options: &Options, asked: &Asked, older: bool) -> Option<Refusal> {
    let Some(given) = asked.headers.get("authorization").filter(|given| !given.is_empty()) else {
        return Some((401, 1001, "Authorization is empty"));
    };
    let Some(key) = given.strip_prefix("Bearer ") else { return Some((401, 1002, "Authorization is invalid")) };
    if key.starts_with("eyJ") && key.split('.').count() == 3 {
        let pair = options.pair.as_ref().map(|(access, secret)| (access.as_str(), secret.as_str()));
        return if older { check_token(key, pair, now() / 1_000).err() } else { Some(NO_PAIR) };
    }
    match &options.key {
        Some(right) if key != right && older => Some((401, 1002, "The token was expected to have 3 parts, but got 0")),
        Some(right) if key != right => Some(NO_PAIR),
        _ => None,
    }
}

/// Checks a token at a moment, in seconds since 1970. Where no pair is known, whoever signed it is believed. Claims that mean
/// nothing here are passed over.
fn check_token(token: &str, pair: Option<(&str, &str)>, at: u64) -> Result<(), Refusal> {
    const UNREADABLE: Refusal = (401, 1002, "Authorization is invalid");
    const UNKNOWN: Refusal = (401, 1000, "Authentication failed");
    let part = |text: &str| BASE64_URL_SAFE_NO_PAD.decode(text).map_err(|_| UNREADABLE);
    let json = |text: &str| serde_json::from_slice::<Value>(&part(text)?).map_err(|_| UNREADABLE);
    let (signed, signature) = token.rsplit_once('.').ok_or(UNREADABLE)?;
    let (header, claims) = signed.split_once('.').ok_or(UNREADABLE)?;
    let (header, claims, signature) = (json(header)?, json(claims)?, part(signature)?);
    if header["alg"] != "HS256" {
        return Err(UNREADABLE);
    }
    let (Some(issuer), Some(end)) = (claims["iss"].as_str(), claims["exp"].as_u64()) else { return Err(UNREADABLE) };
    if let Some((access, secret)) = pair {
        let mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).map_err(|_| UNKNOWN)?;
        mac.chain_update(signed).verify_slice(&signature).map_err(|_| UNKNOWN)?;
        if issuer != access {
            return Err(UNKNOWN);
        }
    }
    if claims["nbf"].as_u64().is_some_and(|begin| at < begin) {
        return Err((401, 1003, "Authorization is not yet valid"));
    }
    if at >= end {
        return Err((401, 1004, "Authorization has expired"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const NOW: u64 = 1_700_000_000;

    fn token(header: &Value, claims: &Value, secret: &str) -> String {
        let signed = [header, claims].map(|part| BASE64_URL_SAFE_NO_PAD.encode(part.to_string())).join(".");
        let mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap().chain_update(&signed);
        format!("{signed}.{}", BASE64_URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes()))
    }

    /// The code that such claims are refused with; 0 where they are not.
    fn code(claims: &Value, secret: &str, pair: Option<(&str, &str)>) -> i64 {
        let token = token(&json!({ "alg": "HS256", "typ": "JWT" }), claims, secret);
        check_token(&token, pair, NOW).map_or_else(|(status, code, _)| code * i64::from(status == 401), |()| 0)
    }

    #[test]
    fn a_token_is_believed_when_the_pair_signed_it_and_its_time_is_now() {
        let pair = Some(("ak", "sk"));
        let good = json!({ "iss": "ak", "exp": NOW + 1_800, "nbf": NOW - 5, "iat": NOW });
        assert_eq!(code(&good, "sk", pair), 0);
        assert_eq!(code(&good, "another", pair), 1000, "signed by somebody else");
        assert_eq!(code(&good, "another", None), 0, "any pair is good where none is known");
        let with = |name: &str, value: Value| {
            let mut claims = good.clone();
            claims[name] = value;
            claims
        };
        assert_eq!(code(&with("iss", json!("another")), "sk", pair), 1000);
        assert_eq!(code(&with("nbf", json!(NOW + 60)), "sk", pair), 1003);
        for pair in [pair, None] {
            assert_eq!(code(&with("exp", json!(NOW)), "sk", pair), 1004);
        }
        assert_eq!(code(&with("exp", Value::Null), "sk", pair), 1002);
        assert_eq!(code(&with("nbf", Value::Null), "sk", pair), 0, "from when on it holds may be left out");
    }

    #[test]
    fn what_is_no_token_of_this_kind_is_refused() {
        let good = json!({ "iss": "ak", "exp": NOW + 1_800 });
        let unsigned = token(&json!({ "alg": "none" }), &good, "sk");
        for wrong in [unsigned.as_str(), "eyJ.x.y", "eyJ..", ""] {
            assert_eq!(check_token(wrong, None, NOW).unwrap_err().1, 1002, "{wrong}");
        }
    }
}
