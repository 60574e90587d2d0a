//! How much a person may keep, how much room the disk has, and how many large things are unpacked at once.

use crate::{Error, Studio};
use model::UserId;
use std::{
    collections::HashMap,
    path::PathBuf,
    sync::{LazyLock, Mutex, PoisonError},
};
use uuid::Uuid;

const GB: f64 = 1e9;
/// Archives that are packed or unpacked at once, by one person and by all.
const ARCHIVES: (usize, usize) = (2, 4);

static UNPACKING: LazyLock<Mutex<HashMap<Uuid, usize>>> = LazyLock::new(Mutex::default);

/// A number of gigabytes from an installation's settings, in bytes; what is no such number counts as not set.
fn setting(name: &str, otherwise: f64) -> u64 {
    let set = std::env::var(name).ok().and_then(|text| text.trim().parse().ok()).filter(|gb: &f64| *gb >= 0.0);
    (set.unwrap_or(otherwise) * GB) as u64
}

/// The right to pack or unpack one archive; given back when it is dropped.
#[derive(Debug)]
pub struct ArchiveTurn(Uuid);

impl Drop for ArchiveTurn {
    fn drop(&mut self) {
        let mut turns = UNPACKING.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(turns) = turns.get_mut(&self.0) {
            *turns = turns.saturating_sub(1);
        }
        turns.retain(|_, turns| *turns > 0);
    }
}

impl Studio {
    /// A turn at packing or unpacking an archive in this process.
    ///
    /// # Errors
    /// `TooMany` where the person has two already; `Busy` where everybody together has four.
    pub fn archive_turn(&self, who: UserId) -> Result<ArchiveTurn, Error> {
        let mut turns = UNPACKING.lock().unwrap_or_else(PoisonError::into_inner);
        if turns.get(&who.0).copied().unwrap_or_default() >= ARCHIVES.0 {
            let sentence = "Two archives of yours are being packed or opened. Wait for one of them, then try again.";
            return Err(Error::TooMany(sentence.to_owned()));
        }
        if turns.values().sum::<usize>() >= ARCHIVES.1 {
            let sentence = "Others are packing or opening archives. Try again in a minute.";
            return Err(Error::Busy(sentence.to_owned(), "archives".to_owned()));
        }
        *turns.entry(who.0).or_default() += 1;
        Ok(ArchiveTurn(who.0))
    }

    /// Where large temporary files lie: on the data folder's disk. What a killed process left there is swept at the next start.
    pub fn workshop(&self) -> PathBuf {
        self.config().scratch.clone()
    }

    /// Refuses to keep `bytes` more of a person where the disk or the person's quota (`STUDIO_QUOTA_GB`) has no room for them.
    ///
    /// # Errors
    /// `Full`, with a sentence.
    pub async fn check_room(&self, who: UserId, bytes: u64) -> Result<(), Error> {
        self.check_disk(bytes)?;
        let quota = setting("STUDIO_QUOTA_GB", 50.0);
        if quota == 0 {
            return Ok(());
        }
        let kept = store::kept::of_person(&mut *self.store().conn().await?, who).await?;
        if kept.saturating_add(bytes) <= quota {
            return Ok(());
        }
        let (kept, quota) = (kept as f64 / GB, quota as f64 / GB);
        Err(Error::Full(format!(
            "You keep {kept:.1} GB of the {quota} GB that you may. Delete a film, then try again."
        )))
    }

    /// Refuses to write `bytes` more where less than `STUDIO_MIN_FREE_GB` would be left free on the data folder's disk.
    ///
    /// # Errors
    /// `Full`, with a sentence.
    pub fn check_disk(&self, bytes: u64) -> Result<(), Error> {
        let least = setting("STUDIO_MIN_FREE_GB", 1.0);
        match self.free_bytes() {
            Some(free) if free.saturating_sub(bytes) < least => Err(Error::Full(format!(
                "The disk of this studio is full: {:.1} GB free. Nothing was changed. Whoever runs it has to make room.",
                free as f64 / GB
            ))),
            _ => Ok(()),
        }
    }

    /// Bytes that are free on the disk that the studio works on; `None` where nobody can tell.
    pub fn free_bytes(&self) -> Option<u64> {
        let about = rustix::fs::statvfs(&self.config().scratch).ok()?;
        Some(about.f_bavail.saturating_mul(about.f_frsize))
    }
}
