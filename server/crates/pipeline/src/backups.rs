//! Backups: how often, where, and what became of them. Making one is the server's work; which process does, is decided here.

use crate::{By, Error, Studio, backup_plan::BackupPlan};
use chrono::SecondsFormat;
use model::administration::{BackupState, BackupView, BackupsView};
use std::path::PathBuf;
use store::backup_runs::{self, BackupRow};
use uuid::Uuid;

/// How many are listed.
const LISTED: i64 = 20;

fn view(row: BackupRow) -> BackupView {
    let number = |number: i64| u64::try_from(number).unwrap_or_default();
    let moment = |at: chrono::DateTime<chrono::Utc>| at.to_rfc3339_opts(SecondsFormat::Secs, true);
    BackupView {
        id: row.id,
        state: BackupState::from_key(&row.state).unwrap_or(BackupState::Failed),
        begun_at: moment(row.begun_at),
        ended_at: row.ended_at.map(moment),
        files: number(row.files),
        bytes: number(row.bytes),
        fault: row.fault,
    }
}

impl Studio {
    pub fn backup_plan(&self) -> &BackupPlan {
        &self.config().backups
    }

    /// Backups, for administrators: the caller has checked that one asks.
    pub async fn backups(&self) -> Result<BackupsView, Error> {
        let plan = self.backup_plan();
        let rows = backup_runs::newest(&mut *self.store().conn().await?, LISTED).await?;
        let last = rows.iter().find(|row| row.state != BackupState::Failed.key()).map(|row| row.begun_at);
        let next = plan.every.map(|every| last.map_or_else(chrono::Utc::now, |last| last + every));
        Ok(BackupsView {
            every_hours: plan.every.and_then(|every| u64::try_from(every.num_hours()).ok()),
            keep: plan.keep,
            folder: plan.folder.display().to_string(),
            next_at: next.map(|at| at.to_rfc3339_opts(SecondsFormat::Secs, true)),
            runs: rows.into_iter().map(view).collect(),
        })
    }

    /// Asks for a backup now.
    ///
    /// # Errors
    /// `Conflict` where one is wanted or under way.
    pub async fn want_backup(&self, by: &By) -> Result<(), Error> {
        if !backup_runs::want(&mut *self.store().conn().await?).await? {
            return Err(Error::Conflict("A backup is being made already.".to_owned()));
        }
        by.did("backup wanted", "the studio");
        Ok(())
    }

    /// Takes the backup that is wanted or due, if there is one.
    pub async fn take_backup(&self) -> Result<Option<Uuid>, Error> {
        Ok(backup_runs::take(&mut *self.store().conn().await?, self.backup_plan().every).await?)
    }

    /// Writes down that it goes on.
    pub async fn backup_goes_on(&self, id: Uuid) -> Result<(), Error> {
        Ok(backup_runs::beat(&mut *self.store().conn().await?, id).await?)
    }

    /// Writes down what became of it: its place with its files and bytes, or what went wrong, in a sentence.
    pub async fn backup_ended(&self, id: Uuid, made: Result<(String, u64, u64), String>) -> Result<(), Error> {
        let mut conn = self.store().conn().await?;
        let number = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
        match made {
            Ok((place, files, bytes)) => {
                backup_runs::done(&mut conn, id, &place, number(files), number(bytes)).await?;
            }
            Err(fault) => backup_runs::failed(&mut conn, id, &fault).await?,
        }
        Ok(())
    }

    /// The places of backups that are whole and more than are kept, with their ids.
    pub async fn backups_beyond(&self) -> Result<Vec<(Uuid, PathBuf)>, Error> {
        let rows = backup_runs::beyond(&mut *self.store().conn().await?, i64::from(self.backup_plan().keep)).await?;
        Ok(rows.into_iter().filter_map(|row| Some((row.id, PathBuf::from(row.place?)))).collect())
    }

    /// Writes down that its folder was removed.
    pub async fn backup_removed(&self, id: Uuid) -> Result<(), Error> {
        Ok(backup_runs::removed(&mut *self.store().conn().await?, id).await?)
    }
}
