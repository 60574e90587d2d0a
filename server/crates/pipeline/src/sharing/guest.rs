//! What a guest gets who opens a link.

use super::password;
use crate::{Error, Studio};
use chrono::{DateTime, SecondsFormat, Utc};
use model::ProjectId;
use std::net::IpAddr;
use store::shares::{self, SharedRow};
use uuid::Uuid;

pub(super) fn moment(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// A film that a link shows, as it is at this moment.
#[derive(Clone, Debug)]
pub struct Shared {
    pub(super) row: SharedRow,
}

impl Shared {
    pub fn title(&self) -> &str {
        &self.row.title
    }

    /// Guests may save the film.
    pub fn may_download(&self) -> bool {
        self.row.download
    }

    /// Guests may write comments.
    pub fn may_comment(&self) -> bool {
        self.row.comments
    }

    /// The film's words are drawn into its picture: a player need not show them again.
    pub fn has_burned_captions(&self) -> bool {
        self.row.burned
    }

    /// The key of the film's file.
    pub fn file_key(&self) -> &str {
        &self.row.file_key
    }

    /// What changes when the film does.
    pub fn version(&self) -> Uuid {
        self.row.film_id
    }

    /// The film's length in seconds, and its size in bytes.
    pub fn extent(&self) -> (f64, u64) {
        (self.row.seconds, u64::try_from(self.row.bytes).unwrap_or_default())
    }

    pub fn film_made_at(&self) -> DateTime<Utc> {
        self.row.film_made_at
    }

    pub fn has_password(&self) -> bool {
        self.row.password_hash.is_some()
    }

    pub(super) fn project(&self) -> ProjectId {
        ProjectId(self.row.project_id)
    }

    /// Whether the film is shown to whoever brings this pass: it needs none, or it is one of [`Studio::unlock_share`] that still holds.
    pub fn is_open_to(&self, pass: Option<&str>) -> bool {
        match (&self.row.password_hash, pass) {
            (None, _) => true,
            (Some(hash), Some(pass)) => password::holds(pass, hash, self.row.id, Utc::now()),
            (Some(_), None) => false,
        }
    }
}

impl Studio {
    /// The film behind a link's token. `NotFound` for every token that opens nothing, whatever the reason.
    pub async fn shared(&self, token: &str) -> Result<Shared, Error> {
        let row = shares::look(&mut *self.store().conn().await?, token).await?;
        row.map(|row| Shared { row }).ok_or(Error::NotFound)
    }

    /// Whether the token still opens what it did. A database that does not answer ends nothing.
    pub async fn is_still_shared(&self, token: &str) -> bool {
        !matches!(self.shared(token).await, Err(Error::NotFound))
    }

    /// Counts that the page of a link was opened.
    pub async fn share_opened(&self, shared: &Shared) -> Result<(), Error> {
        Ok(shares::opened(&mut *self.store().conn().await?, shared.row.id).await?)
    }

    /// A pass for whoever knows the link's password, for the cookie of its page; it holds for twelve hours and for this password.
    ///
    /// # Errors
    /// `Refused` for another password, `TooMany` for whoever tries too often.
    pub async fn unlock_share(&self, shared: &Shared, password: &str, from: IpAddr) -> Result<String, Error> {
        let Some(hash) = &shared.row.password_hash else { return Ok(String::new()) };
        match self.store().opens_share(&shared.row, password, from).await? {
            Err(wait) => Err(Error::TooMany(wait.to_string())),
            Ok(false) => Err(Error::refused("This is not the password of this film.")),
            Ok(true) => Ok(password::pass(hash, shared.row.id, Utc::now())),
        }
    }
}
