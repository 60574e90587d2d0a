//! Google Drives: connected by a code that a person types on a page of Google's, and then written to like every other destination.

use super::place::{Place, check_room, sealing};
use crate::{Error, Studio, audit};
use access::{Allowed, ChangeDestinations};
use chrono::{TimeDelta, Utc};
use deliver::{Connection, Drive, Google};
use diesel_async::{AsyncConnection, AsyncPgConnection};
use model::DestinationKind;
use store::destinations::{self, Code, DestinationRow};
use uuid::Uuid;

/// The longest that a code is taken for good, in seconds: Google says half an hour.
const LONGEST: u64 = 86_400;

impl Studio {
    /// Whether Google Drive can be connected: whoever runs the studio has a client at Google.
    pub fn offers_google(&self) -> bool {
        self.config().google.is_some()
    }

    pub(super) fn google(&self) -> Result<Google, Error> {
        let none = || Error::Conflict("This studio has no client at Google. Whoever runs it can set one.".to_owned());
        let own = self.config().google.as_ref().ok_or_else(none)?;
        Google::new(&own.id, &own.secret, own.base.as_deref()).map_err(|error| Error::refused(error.sentence))
    }

    /// Asks Google for a code, and keeps a destination that waits until the code was typed.
    ///
    /// # Errors
    /// `Conflict` where the studio has no client at Google; `Refused` with what Google says.
    pub async fn connect_google(
        &self,
        allowed: &Allowed<'_, ChangeDestinations>,
        client: &str,
        folder: &str,
    ) -> Result<Uuid, Error> {
        let google = self.google()?;
        let sealing = sealing(self)?;
        let mut conn = self.store().conn().await?;
        check_room(&mut conn, allowed.user()).await?;
        drop(conn);
        let code = google.code().await.map_err(|error| Error::refused(error.sentence))?;
        let until = Utc::now() + TimeDelta::seconds(i64::try_from(code.expires_in.min(LONGEST)).unwrap_or(1800));
        let row = DestinationRow {
            id: Uuid::now_v7(),
            owner_id: allowed.user().0,
            kind: DestinationKind::GoogleDrive.key().to_owned(),
            label: DestinationKind::GoogleDrive.label().to_owned(),
            address: String::new(),
            account: String::new(),
            folder: folder.trim().trim_matches('/').to_owned(),
            tested_at: None,
            fault: None,
            code: Some(code.user_code),
            code_url: Some(code.verification_url),
            code_until: Some(until),
        };
        let mut conn = self.store().conn().await?;
        (*conn)
            .transaction(async |conn: &mut AsyncPgConnection| {
                destinations::add(conn, sealing, &row, &code.device_code).await
            })
            .await?;
        audit::acted("destination added", allowed.actor(), row.id, client);
        Ok(row.id)
    }

    /// Looks whether the code of a destination was typed, and keeps what it gives. What is wrong is a sentence.
    pub(super) async fn finish_connecting(&self, row: &DestinationRow) -> Result<(), Error> {
        let Some(Code { code, url }) = row.waits_for() else { return Ok(()) };
        let (google, sealing) = (self.google()?, sealing(self)?);
        let mut conn = self.store().conn().await?;
        let device = destinations::secret(&mut conn, sealing, row).await?;
        drop(conn);
        let device = device.ok_or_else(|| Error::refused("Connect the account again."))?;
        let refused = |error: deliver::DeliverError| Error::refused(error.sentence);
        let Connection::Connected(token) = google.connection(&device).await.map_err(refused)? else {
            return Err(Error::refused(format!("Type the code {code} at {url} first, then come back here.")));
        };
        let account = Drive::new(google, token.clone()).owner().await.map_err(refused)?;
        let mut conn = self.store().conn().await?;
        (*conn)
            .transaction(async |conn: &mut AsyncPgConnection| {
                destinations::connected(conn, sealing, row, &account, &token).await
            })
            .await?;
        Ok(())
    }

    /// The drive of a destination.
    pub(super) fn drive(&self, row: &DestinationRow, token: &str) -> Result<Place, Error> {
        if row.waits_for().is_some() {
            return Err(Error::refused("This Google Drive is not connected yet. Its code has to be typed first."));
        }
        Ok(Place::Drive(Drive::new(self.google()?, token.to_owned()), row.folder.clone()))
    }
}
