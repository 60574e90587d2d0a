//! One studio per data folder.

use super::EmbeddedError;
use std::{
    fs::{File, TryLockError},
    io::Write as _,
    path::Path,
    time::{Duration, Instant},
};

/// A studio that was told to stop a moment ago may need this long to let go.
const PATIENCE: Duration = Duration::from_secs(1);

/// Takes `data/studio.lock` for as long as the file stays open. The system gives it back when the process ends, however it ends.
pub(super) fn take(data: &Path) -> Result<File, EmbeddedError> {
    let path = data.join("studio.lock");
    let mut file = File::options().create(true).truncate(false).read(true).write(true).open(&path)?;
    let begun = Instant::now();
    loop {
        match file.try_lock() {
            Ok(()) => break,
            Err(TryLockError::WouldBlock) if begun.elapsed() < PATIENCE => {
                std::thread::sleep(Duration::from_millis(50));
            }
            Err(TryLockError::WouldBlock) => {
                let pid = std::fs::read_to_string(&path).unwrap_or_default();
                let who = if pid.trim().is_empty() { String::new() } else { format!(" (process {})", pid.trim()) };
                return Err(EmbeddedError::InUse { who, folder: data.to_owned() });
            }
            Err(TryLockError::Error(error)) => return Err(error.into()),
        }
    }
    file.set_len(0)?;
    writeln!(file, "{}", std::process::id())?;
    Ok(file)
}
