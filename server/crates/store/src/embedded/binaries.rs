//! Where the server's programs are.

use std::path::{Path, PathBuf};

/// The folder that holds `postgres`, `initdb` and `pg_ctl`.
#[derive(Clone, Debug)]
pub struct Binaries(pub PathBuf);

fn complete(folder: &Path) -> bool {
    ["postgres", "initdb", "pg_ctl"].iter().all(|name| folder.join(name).is_file())
}

impl Binaries {
    /// Looks on `PATH`, asks `pg_config`, then looks where Debian and Homebrew put them, the newest version first.
    pub fn find() -> Option<Self> {
        let on_path = std::env::var_os("PATH").map(|path| std::env::split_paths(&path).collect::<Vec<_>>());
        let mut folders = on_path.unwrap_or_default();
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
            versions.sort_by_key(|path| std::cmp::Reverse(version(path)));
            folders.extend(versions);
        }
        folders.into_iter().find(|folder| complete(folder)).map(Self)
    }

    pub(super) fn program(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

/// The number in ".../15/bin" or ".../postgresql@15/bin".
fn version(bin: &Path) -> u32 {
    let name = bin.parent().and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned());
    name.unwrap_or_default().chars().filter(char::is_ascii_digit).collect::<String>().parse().unwrap_or(0)
}
