//! The form of API tokens: `ds_live_` or `ds_test_`, 43 characters of 32 random bytes, and 6 characters of their CRC-32, in base 62.

const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/// Characters of 32 bytes, and of a CRC-32, in base 62.
const RANDOM: usize = 43;
const CHECK: usize = 6;
const LIVE: &str = "ds_live_";
const TEST: &str = "ds_test_";
/// How many characters of the random part a list shows.
const SHOWN: usize = 8;

/// Why a text is no token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Malformed {
    /// It has another form altogether.
    Form,
    /// A character of it is wrong or missing.
    Typo,
}

/// The token of 32 random bytes.
pub fn write(random: &[u8; 32], test: bool) -> String {
    let head = format!("{}{}", if test { TEST } else { LIVE }, base62(random, RANDOM));
    let check = base62(&crc32fast::hash(head.as_bytes()).to_be_bytes(), CHECK);
    head + &check
}

/// Whether a text has the form of a token. `true`: it is a test token.
///
/// # Errors
/// [`Malformed`].
pub fn read(text: &str) -> Result<bool, Malformed> {
    let test = text.starts_with(TEST);
    let rest = text.strip_prefix(TEST).or_else(|| text.strip_prefix(LIVE)).ok_or(Malformed::Form)?;
    if rest.len() != RANDOM + CHECK || !rest.bytes().all(|byte| DIGITS.contains(&byte)) {
        return Err(Malformed::Typo);
    }
    let (head, check) = text.split_at(text.len() - CHECK);
    if base62(&crc32fast::hash(head.as_bytes()).to_be_bytes(), CHECK) != check {
        return Err(Malformed::Typo);
    }
    Ok(test)
}

/// What a list shows of a token: its beginning.
pub fn shown(token: &str) -> String {
    token.chars().take(LIVE.len() + SHOWN).collect()
}

/// A number of many bytes in base 62, with leading zeros up to `width`.
fn base62(bytes: &[u8], width: usize) -> String {
    let mut number = bytes.to_vec();
    let mut digits = Vec::with_capacity(width);
    for _ in 0..width {
        let mut rest = 0_u32;
        for byte in &mut number {
            let value = (rest << 8) | u32::from(*byte);
            // Less than 62 × 256 / 62: it fits.
            *byte = (value / 62) as u8;
            rest = value % 62;
        }
        digits.push(DIGITS.get(rest as usize).copied().unwrap_or(b'0'));
    }
    digits.iter().rev().map(|digit| char::from(*digit)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_says_whether_it_is_for_tests_and_a_slip_of_the_pen_is_found() {
        let (live, test) = (write(&[7; 32], false), write(&[255; 32], true));
        assert_eq!((live.len(), test.len()), (57, 57));
        assert_eq!((read(&live), read(&test)), (Ok(false), Ok(true)));
        assert_eq!(read("eyJhbGciOi"), Err(Malformed::Form));
        assert_eq!(read(&live[..56]), Err(Malformed::Typo));
        for at in LIVE.len()..live.len() {
            let mut wrong = live.clone().into_bytes();
            wrong[at] = if wrong[at] == b'a' { b'b' } else { b'a' };
            assert_eq!(read(&String::from_utf8(wrong).unwrap()), Err(Malformed::Typo), "{at}");
        }
        assert_eq!(
            read(&live.replace("live", "test")),
            Err(Malformed::Typo),
            "a live token does not become a test one"
        );
        assert_eq!(shown(&live).len(), 16);
    }

    #[test]
    fn every_bit_of_the_random_bytes_counts() {
        assert_eq!(base62(&[0; 32], RANDOM), "0".repeat(RANDOM));
        // 2^256 - 1 in base 62 begins so; 43 digits hold it.
        assert!(base62(&[255; 32], RANDOM) > base62(&[254; 32], RANDOM));
        assert_eq!(base62(&61_u32.to_be_bytes(), CHECK), "00000z");
        assert_eq!(base62(&62_u32.to_be_bytes(), CHECK), "000010");
        let mut one = [0; 32];
        one[31] = 1;
        assert_ne!(write(&one, false), write(&[0; 32], false));
    }
}
