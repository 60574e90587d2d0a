//! The sealing keys: from the environment, else from a file in the data folder.

use crate::StoreError;
use base64::{
    Engine as _,
    prelude::{BASE64_STANDARD, BASE64_STANDARD_NO_PAD, BASE64_URL_SAFE, BASE64_URL_SAFE_NO_PAD},
};
use chacha20poly1305::aead::Generate as _;
use sha2::{Digest as _, Sha256};
use std::{
    fmt, fs,
    io::{self, Write as _},
    os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _},
    path::Path,
};

/// The environment's variable.
pub const VARIABLE: &str = "STUDIO_SECRET_KEY";
/// The file in the data folder.
pub const FILE: &str = "secret.key";
/// The length of a sealing key, in bytes.
const LENGTH: usize = 32;

#[derive(Clone)]
pub(super) struct SealingKey {
    /// What rows name it by: it says nothing of the key.
    pub(super) id: String,
    pub(super) bytes: [u8; LENGTH],
}

impl SealingKey {
    fn new(bytes: [u8; LENGTH]) -> Self {
        let digest = Sha256::new().chain_update(b"director-studio sealing key").chain_update(bytes).finalize();
        let id = hex::encode(digest).chars().take(16).collect();
        Self { id, bytes }
    }

    /// 32 bytes in hexadecimal digits or in base64 of either alphabet.
    fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let bytes = hex::decode(text).ok().or_else(|| {
            let alphabets = [BASE64_STANDARD, BASE64_STANDARD_NO_PAD, BASE64_URL_SAFE, BASE64_URL_SAFE_NO_PAD];
            alphabets.iter().find_map(|alphabet| alphabet.decode(text).ok())
        })?;
        Some(Self::new(bytes.try_into().ok()?))
    }
}

/// The installation's sealing keys: the first seals, all of them open. Its `Debug` shows no key.
#[derive(Clone)]
pub struct SealingKeys {
    first: SealingKey,
    older: Vec<SealingKey>,
}

impl fmt::Debug for SealingKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SealingKeys({})", self.first.id)
    }
}

impl SealingKeys {
    /// Those of `STUDIO_SECRET_KEY`, else the one in `secret.key` in the data folder, which is made if it is not there.
    ///
    /// # Errors
    /// When a key is none, or the file can neither be read nor made. The error names no key.
    pub fn from_environment(data: &Path) -> Result<Self, StoreError> {
        Self::from_setting(std::env::var(VARIABLE).ok().as_deref(), data)
    }

    /// The same with the variable given: 32 bytes each, in hexadecimal digits or base64, several with commas between them.
    /// A file that is there still opens what it sealed before the variable was set.
    ///
    /// # Errors
    /// As [`SealingKeys::from_environment`].
    pub fn from_setting(setting: Option<&str>, data: &Path) -> Result<Self, StoreError> {
        let wrong = |why: &str| StoreError::Setting { name: VARIABLE, why: why.to_owned() };
        let file = data.join(FILE);
        let unusable = |why: String| StoreError::File { key: file.display().to_string(), why };
        let of_file = || match fs::read_to_string(&file) {
            Ok(text) => SealingKey::read(&text).map(Some).ok_or_else(|| unusable("it holds no key".to_owned())),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(unusable(error.to_string())),
        };
        let parts = setting.unwrap_or_default().split(',').map(str::trim).filter(|part| !part.is_empty());
        let mut keys = parts
            .map(|part| {
                SealingKey::read(part)
                    .ok_or_else(|| wrong("a key in it is not 32 bytes in hexadecimal digits or base64"))
            })
            .collect::<Result<Vec<_>, _>>()?
            .into_iter();
        let Some(first) = keys.next() else {
            let first = match of_file()? {
                Some(key) => key,
                None => {
                    make(&file).map_err(|error| unusable(error.to_string()))?;
                    // Another studio may have been first: what lies there counts.
                    of_file()?.ok_or_else(|| unusable("it was taken away".to_owned()))?
                }
            };
            guard(&file);
            return Ok(Self { first, older: Vec::new() });
        };
        Ok(Self { first, older: keys.chain(of_file()?).collect() })
    }

    /// The unguessable parts of the addresses that a provider may report to: the first is given out, all are known again, so that
    /// a change of keys loses no report. They say nothing of the keys.
    pub fn callback_secrets(&self, provider: &str) -> Vec<String> {
        let secret = |key: &SealingKey| {
            let digest = Sha256::new().chain_update(b"director-studio callbacks").chain_update(key.bytes);
            hex::encode(digest.chain_update(provider).finalize()).chars().take(32).collect()
        };
        std::iter::once(&self.first).chain(&self.older).map(secret).collect()
    }

    pub(super) fn first(&self) -> &SealingKey {
        &self.first
    }

    pub(super) fn by_id(&self, id: &str) -> Option<&SealingKey> {
        std::iter::once(&self.first).chain(&self.older).find(|key| key.id == id)
    }
}

/// Makes the file with a new key, whole or not at all, unless there is one.
fn make(file: &Path) -> io::Result<()> {
    let key = <[u8; LENGTH]>::try_generate().map_err(|error| io::Error::other(error.to_string()))?;
    let folder = file.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let new = folder.join(format!("{FILE}.{}", uuid::Uuid::now_v7()));
    let made = (|| {
        let mut written = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&new)?;
        writeln!(written, "{}", hex::encode(key))?;
        written.sync_all()?;
        match fs::hard_link(&new, file) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
            _ => fs::File::open(folder)?.sync_all(),
        }
    })();
    fs::remove_file(&new)?;
    made
}

/// Says so when others on this machine can read the file.
fn guard(file: &Path) {
    if let Ok(about) = fs::metadata(file)
        && about.permissions().mode() & 0o077 != 0
    {
        tracing::warn!(file = %file.display(), "others on this machine can read the sealing key: chmod 600 it");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_first_start_makes_a_file_for_its_owner_only_and_the_next_start_finds_it() {
        let folder = tempfile::tempdir().unwrap();
        let first = SealingKeys::from_setting(None, folder.path()).unwrap();
        let mode = fs::metadata(folder.path().join(FILE)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing else is left there");
        let again = SealingKeys::from_setting(Some(" "), folder.path()).unwrap();
        assert_eq!(again.first().bytes, first.first().bytes);
        let other = tempfile::tempdir().unwrap();
        assert_ne!(SealingKeys::from_setting(None, other.path()).unwrap().first().bytes, first.first().bytes);
    }

    #[test]
    fn studios_that_start_at_once_have_one_key() {
        let folder = tempfile::tempdir().unwrap();
        let ids: Vec<String> = std::thread::scope(|scope| {
            let starts: Vec<_> = (0..8)
                .map(|_| scope.spawn(|| SealingKeys::from_setting(None, folder.path()).unwrap().first().id.clone()))
                .collect();
            starts.into_iter().map(|start| start.join().unwrap()).collect()
        });
        assert!(ids.iter().all(|id| *id == ids[0]), "{ids:?}");
    }

    #[test]
    fn a_key_may_be_written_in_hexadecimal_digits_or_in_base64() {
        let nowhere = Path::new("/nowhere");
        let bytes = [0xfb; LENGTH];
        let texts = [hex::encode(bytes), BASE64_STANDARD.encode(bytes), BASE64_URL_SAFE_NO_PAD.encode(bytes)];
        for text in texts {
            assert_eq!(SealingKeys::from_setting(Some(&text), nowhere).unwrap().first().bytes, bytes, "{text}");
        }
    }

    #[test]
    fn a_wrong_key_is_refused_without_repeating_it() {
        let folder = tempfile::tempdir().unwrap();
        let wrong = SealingKeys::from_setting(Some("canary-passphrase"), folder.path()).unwrap_err();
        assert!(wrong.to_string().contains(VARIABLE) && !wrong.to_string().contains("canary"), "{wrong}");
        fs::write(folder.path().join(FILE), "canary-passphrase").unwrap();
        let wrong = SealingKeys::from_setting(None, folder.path()).unwrap_err();
        assert!(wrong.to_string().contains(FILE) && !wrong.to_string().contains("canary"), "{wrong}");
        assert!(
            !format!("{:?}", SealingKeys::from_setting(Some(&"ab".repeat(32)), Path::new("/")).unwrap())
                .contains("abab")
        );
    }

    #[test]
    fn an_address_for_reports_is_still_known_after_the_key_was_changed() {
        let folder = tempfile::tempdir().unwrap();
        let before = SealingKeys::from_setting(None, folder.path()).unwrap().callback_secrets("kling");
        let after = SealingKeys::from_setting(Some(&"cd".repeat(32)), folder.path()).unwrap();
        assert_eq!(after.callback_secrets("kling")[1..], before);
        assert!(before[0].len() == 32 && after.callback_secrets("runway")[1] != before[0]);
    }

    #[test]
    fn a_file_still_opens_after_the_variable_is_set() {
        let folder = tempfile::tempdir().unwrap();
        let of_file = SealingKeys::from_setting(None, folder.path()).unwrap();
        let both = SealingKeys::from_setting(Some(&"cd".repeat(32)), folder.path()).unwrap();
        assert_eq!(both.first().bytes, [0xcd; LENGTH]);
        assert!(both.by_id(&of_file.first().id).is_some());
    }
}
