//! Where the server's programs are.

use super::EmbeddedError;
use std::path::{Path, PathBuf};

/// Overrules the search: the folder that holds `postgres` and `initdb`.
pub const FOLDER_VARIABLE: &str = "STUDIO_POSTGRES_BIN";

/// The folder that holds `postgres` and `initdb`, and their major version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Binaries {
    folder: PathBuf,
    version: u32,
}

impl Binaries {
    /// What a new cluster is made with: from [`FOLDER_VARIABLE`] when set, else from `PATH`, from `pg_config`, or from where
    /// Debian and Homebrew put them, the newest version first.
    pub fn find() -> Option<Self> {
        candidates().iter().find_map(|folder| Self::at(folder))
    }

    /// What a cluster of this major version can be run with.
    pub(super) fn for_version(wanted: u32) -> Result<Self, EmbeddedError> {
        let found: Vec<Self> = candidates().iter().filter_map(|folder| Self::at(folder)).collect();
        match found.iter().find(|binaries| binaries.version == wanted) {
            Some(binaries) => Ok(binaries.clone()),
            None => match found.first() {
                Some(other) => Err(EmbeddedError::Version { wanted, found: other.version }),
                None => Err(Self::missing()),
            },
        }
    }

    /// The sentence for a machine without Postgres.
    pub(super) fn missing() -> EmbeddedError {
        match std::env::var_os(FOLDER_VARIABLE) {
            Some(folder) => EmbeddedError::NoBinariesIn(folder.into()),
            None => EmbeddedError::NoBinaries,
        }
    }

    /// The programs in `folder`, when they are there and run.
    pub fn at(folder: &Path) -> Option<Self> {
        if !folder.join("initdb").is_file() {
            return None;
        }
        let output = std::process::Command::new(folder.join("postgres")).arg("--version").output().ok()?;
        // postgres (PostgreSQL) 15.8 (Debian 15.8-0+deb12u1)
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        let digits = said.split_once("PostgreSQL) ")?.1.chars().take_while(char::is_ascii_digit).collect::<String>();
        Some(Self { folder: folder.to_owned(), version: digits.parse().ok()? })
    }

    pub const fn version(&self) -> u32 {
        self.version
    }

    pub fn program(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }
}

fn candidates() -> Vec<PathBuf> {
    if let Some(folder) = std::env::var_os(FOLDER_VARIABLE) {
        return vec![folder.into()];
    }
    let mut folders: Vec<PathBuf> =
        std::env::var_os("PATH").map(|path| std::env::split_paths(&path).collect()).unwrap_or_default();
    if let Ok(output) = std::process::Command::new("pg_config").arg("--bindir").output() {
        folders.push(PathBuf::from(String::from_utf8_lossy(&output.stdout).trim()));
    }
    for (parent, prefix) in
        [("/usr/lib/postgresql", ""), ("/opt/homebrew/opt", "postgresql"), ("/usr/local/opt", "postgresql")]
    {
        let Ok(entries) = std::fs::read_dir(parent) else { continue };
        let mut versions: Vec<PathBuf> = entries
            .flatten()
            .filter(|entry| entry.file_name().to_string_lossy().starts_with(prefix))
            .map(|entry| entry.path().join("bin"))
            .collect();
        versions.sort_by_key(|path| std::cmp::Reverse(number_in(path)));
        folders.extend(versions);
    }
    folders
}

/// The number in ".../15/bin" or ".../postgresql@15/bin".
fn number_in(bin: &Path) -> u32 {
    let name = bin.parent().and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned());
    name.unwrap_or_default().chars().filter(char::is_ascii_digit).collect::<String>().parse().unwrap_or(0)
}
