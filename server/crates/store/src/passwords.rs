//! Which passwords are taken, and how they are kept.

use crate::{AccountError, StoreError};
use argon2::{
    Argon2,
    password_hash::{PasswordHasher as _, PasswordVerifier as _, phc::PasswordHash},
};
use std::{collections::HashSet, sync::OnceLock};
use tokio::sync::Semaphore;

/// The lengths of a password, in characters.
const SHORTEST: usize = 10;
pub(crate) const LONGEST: usize = 200;
/// A shorter name of an address may well be part of a word.
const SHORTEST_NAME: usize = 4;
/// Rows of keys and letters that people walk along.
const ROWS: [&str; 6] =
    ["abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "1qaz2wsx3edc4rfv5tgb6yhn"];
/// The studio's own name, without the space between.
const STUDIO: &str = "directorstudio";

/// Refuses what others guess first. `email` is whose password it will be.
pub(crate) fn check(password: &str, email: &str) -> Result<(), AccountError> {
    match password.chars().count() {
        length if length < SHORTEST => return Err(AccountError::Short),
        length if length > LONGEST => return Err(AccountError::Long),
        _ => {}
    }
    let small = password.to_lowercase();
    if is_common(&small) {
        return Err(AccountError::Common);
    }
    if is_simple(&small) {
        return Err(AccountError::Simple);
    }
    let letters: String = small.chars().filter(|c| c.is_alphanumeric()).collect();
    let name = email.trim().to_lowercase();
    let name: String = name.split('@').next().unwrap_or_default().chars().filter(|c| c.is_alphanumeric()).collect();
    let has_name = name.chars().count() >= SHORTEST_NAME && letters.contains(&name);
    if has_name || letters.contains(STUDIO) { Err(AccountError::Personal) } else { Ok(()) }
}

static COMMON: OnceLock<HashSet<&'static str>> = OnceLock::new();

/// In the list as it is, or as a word with digits and signs around it.
fn is_common(small: &str) -> bool {
    let common = COMMON.get_or_init(|| {
        include_str!("../data/common-passwords.txt").lines().filter(|line| !line.starts_with('#')).collect()
    });
    let word = small.trim_matches(|c: char| !c.is_alphabetic());
    common.contains(small) || common.contains(word)
}

/// One to three characters, one piece again and again, or a walk along the keys.
fn is_simple(small: &str) -> bool {
    let chars: Vec<char> = small.chars().collect();
    let different: HashSet<&char> = chars.iter().collect();
    let repeats = |length: usize| chars.iter().zip(chars.iter().skip(length)).all(|(one, next)| one == next);
    let walks = |row: &str| {
        let back: String = row.chars().rev().collect();
        let there_and_back = format!("{row}{row}{back}{back}");
        there_and_back.contains(small)
    };
    different.len() <= 3 || (1..=chars.len() / 2).any(repeats) || ROWS.iter().any(|row| walks(row))
}

/// Each hash takes 19 MiB while it is computed: more at once would let strangers fill the memory.
static AT_ONCE: Semaphore = Semaphore::const_new(4);
/// What a password is compared with where there is none.
static NOBODY: OnceLock<String> = OnceLock::new();

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, String> + Send + 'static,
) -> Result<T, StoreError> {
    let _permit = AT_ONCE.acquire().await.map_err(|error| StoreError::Hash(error.to_string()))?;
    let done = tokio::task::spawn_blocking(work).await.map_err(|error| error.to_string()).and_then(|done| done);
    done.map_err(StoreError::Hash)
}

fn hash_now(password: &str) -> Result<String, String> {
    Argon2::default().hash_password(password.as_bytes()).map(|hash| hash.to_string()).map_err(|e| e.to_string())
}

/// What is kept of a password.
pub(crate) async fn hashed(password: String) -> Result<String, StoreError> {
    blocking(move || hash_now(&password)).await
}

/// Whether it is the password behind this hash. Without one it takes as long, and is `false`.
pub(crate) async fn matches(password: String, hash: Option<String>) -> Result<bool, StoreError> {
    let hash = hash.filter(|hash| !hash.is_empty());
    blocking(move || {
        let has_one = hash.is_some();
        let hash = match hash {
            Some(hash) => hash,
            None => match NOBODY.get() {
                Some(hash) => hash.clone(),
                None => {
                    let made = hash_now("nobody has this password")?;
                    NOBODY.get_or_init(|| made).clone()
                }
            },
        };
        let hash = PasswordHash::new(&hash).map_err(|error| error.to_string())?;
        Ok(Argon2::default().verify_password(password.as_bytes(), &hash).is_ok() && has_one)
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(password: &str, email: &str) -> &'static str {
        match check(password, email) {
            Ok(()) => "taken",
            Err(AccountError::Common) => "common",
            Err(AccountError::Simple) => "simple",
            Err(AccountError::Personal) => "personal",
            Err(_) => "length",
        }
    }

    #[test]
    fn what_many_people_use_is_refused_however_it_is_decorated() {
        for password in ["password12", "Password123!", "1234567890", "!!iloveyou2024", "basketball", "StarWars1999"] {
            assert_eq!(code(password, "ada@example.com"), "common", "{password}");
        }
    }

    #[test]
    fn rows_of_keys_and_repeated_pieces_are_refused() {
        for password in
            ["zzzzzzzzzzzz", "abababababab", "lmnopqrstu", "zyxwvutsrqp", "89012345678", "xy7xy7xy7xy7", "wsx3edc4rfv"]
        {
            let code = code(password, "ada@example.com");
            assert!(code == "simple" || code == "common", "{password}: {code}");
        }
        assert_eq!(code("xy7xy7xy7xy7", "ada@example.com"), "simple");
    }

    #[test]
    fn the_persons_own_name_and_the_studios_are_refused() {
        assert_eq!(code("my-Lovelace-secret", "love.lace@example.com"), "personal");
        assert_eq!(code("Director Studio 77", "ada@example.com"), "personal");
        // Three letters may be part of any word.
        assert_eq!(code("a headache in canada", "ada@example.com"), "taken");
    }

    #[test]
    fn a_sentence_of_ones_own_is_taken() {
        for password in ["a long enough password", "correct horse battery", "字の長いパスワードです", "tr0mbone&kettle"]
        {
            assert_eq!(code(password, "ada@example.com"), "taken", "{password}");
        }
    }
}
