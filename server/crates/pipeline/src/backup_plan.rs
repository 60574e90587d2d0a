//! How often backups are made, where, and how many are kept: the settings.

use chrono::TimeDelta;
use std::path::{Path, PathBuf};

/// How often, where to, and how many are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackupPlan {
    /// The time between two (`STUDIO_BACKUP`: `off`, `hourly`, `daily`, `weekly`); `None` where only those are made that somebody asks for.
    pub every: Option<TimeDelta>,
    /// `STUDIO_BACKUP_FOLDER`, `backups` in the data folder.
    pub folder: PathBuf,
    /// `STUDIO_BACKUP_KEEP`, 14.
    pub keep: u32,
}

impl BackupPlan {
    pub(crate) fn from_environment(data: &Path) -> Self {
        let set =
            |name: &str| std::env::var(name).ok().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        Self {
            every: every(set("STUDIO_BACKUP").as_deref()),
            folder: set("STUDIO_BACKUP_FOLDER").map_or_else(|| data.join("backups"), PathBuf::from),
            keep: set("STUDIO_BACKUP_KEEP").and_then(|keep| keep.parse().ok()).filter(|keep| *keep > 0).unwrap_or(14),
        }
    }
}

/// What is none of the words is none.
fn every(setting: Option<&str>) -> Option<TimeDelta> {
    match setting {
        None | Some("off" | "no") => None,
        Some("hourly") => Some(TimeDelta::hours(1)),
        Some("daily") => Some(TimeDelta::days(1)),
        Some("weekly") => Some(TimeDelta::weeks(1)),
        Some(setting) => {
            tracing::warn!(setting, "STUDIO_BACKUP is none of off, hourly, daily and weekly: no backups are made");
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_that_is_none_makes_no_backups() {
        assert_eq!(every(Some("daily")), Some(TimeDelta::days(1)));
        assert_eq!((every(None), every(Some("off")), every(Some("dayly"))), (None, None, None));
    }
}
