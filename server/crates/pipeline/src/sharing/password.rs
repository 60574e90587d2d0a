//! The pass of a guest who knew the password. It is kept nowhere: its signature is made with the password's own hash, which is a
//! secret of the database, so that another password ends it.

use chrono::{DateTime, TimeDelta, Utc};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use uuid::Uuid;

/// How long a pass holds, in seconds.
pub const PASS_SECONDS: i64 = 12 * 3600;

fn signature(hash: &str, link: Uuid, until: i64) -> Option<Hmac<Sha256>> {
    let mut mac = Hmac::<Sha256>::new_from_slice(hash.as_bytes()).ok()?;
    mac.update(b"director-studio share ");
    mac.update(link.as_bytes());
    mac.update(&until.to_be_bytes());
    Some(mac)
}

/// A pass for the link, from now on.
pub(super) fn pass(hash: &str, link: Uuid, now: DateTime<Utc>) -> String {
    let until = (now + TimeDelta::seconds(PASS_SECONDS)).timestamp();
    let signed = signature(hash, link, until).map(|mac| hex::encode(mac.finalize().into_bytes()));
    format!("{until}.{}", signed.unwrap_or_default())
}

/// Whether a pass is for this link and this password, and still holds.
pub(super) fn holds(pass: &str, hash: &str, link: Uuid, now: DateTime<Utc>) -> bool {
    let read = || {
        let (until, signed) = pass.split_once('.')?;
        let (until, signed) = (until.parse::<i64>().ok()?, hex::decode(signed).ok()?);
        let right = signature(hash, link, until)?.verify_slice(&signed).is_ok();
        Some(right && until > now.timestamp())
    };
    read().unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pass_holds_for_its_link_its_password_and_its_time_only() {
        let (now, link) = (Utc::now(), Uuid::now_v7());
        let pass = pass("a hash", link, now);
        assert!(holds(&pass, "a hash", link, now));
        assert!(!holds(&pass, "another hash", link, now));
        assert!(!holds(&pass, "a hash", Uuid::now_v7(), now));
        assert!(!holds(&pass, "a hash", link, now + TimeDelta::seconds(PASS_SECONDS + 1)));
        let later = pass.replacen(char::is_numeric, "9", 1);
        assert!(!holds(&later, "a hash", link, now));
        for odd in ["", ".", "1.", "x.00", &format!("{}.zz", i64::MAX)] {
            assert!(!holds(odd, "a hash", link, now), "{odd}");
        }
    }
}
