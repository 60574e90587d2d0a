//! Where people send their films: kept with a sealed secret, tried, and opened for an export.

mod connect;
mod google;
mod place;

pub(crate) use place::Place;

use crate::{Error, Studio, audit};
use access::{Allowed, ChangeDestinations, SeeDestinations};
use chrono::SecondsFormat;
use deliver::{Dav, Login};
use diesel_async::{AsyncConnection, AsyncPgConnection};
use model::{DestinationCode, DestinationKind, DestinationView, NewDestination, UserId};
use place::{check_room, public, sealing};
use store::{
    Files,
    destinations::{self, DestinationRow},
};
use url::Url;
use uuid::Uuid;

/// Characters of each field.
const LONGEST: usize = 500;
/// What a test writes and takes away again.
const TEST: &str = ".director-studio-test";

fn view(row: DestinationRow) -> DestinationView {
    let code = row.waits_for().map(|code| DestinationCode { code: code.code.to_owned(), url: code.url.to_owned() });
    DestinationView {
        id: row.id,
        code,
        kind: DestinationKind::from_key(&row.kind).unwrap_or(DestinationKind::Webdav),
        label: row.label,
        address: row.address,
        account: row.account,
        folder: row.folder,
        tested_at: row.tested_at.map(|at| at.to_rfc3339_opts(SecondsFormat::Secs, true)),
        fault: row.fault,
    }
}

/// What an error of a bucket means to the person.
pub(crate) fn bucket_said(error: &store::StoreError) -> String {
    let said = error.to_string();
    let any = |words: &[&str]| words.iter().any(|word| said.contains(word));
    if any(&["SignatureDoesNotMatch", "InvalidAccessKeyId", "AccessDenied", "403", "PermissionDenied"]) {
        "The bucket does not take this key, or the key may not write into it.".to_owned()
    } else if any(&["NoSuchBucket", "NotFound", "404"]) {
        "There is no such bucket at this address.".to_owned()
    } else {
        "The bucket cannot be reached. Are its address and its region right?".to_owned()
    }
}

impl Studio {
    /// The person's destinations, by name.
    pub async fn destinations(&self, allowed: &Allowed<'_, SeeDestinations>) -> Result<Vec<DestinationView>, Error> {
        let rows = destinations::of_person(&mut *self.store().conn().await?, allowed.user()).await?;
        Ok(rows.into_iter().map(view).collect())
    }

    /// Keeps a destination, and tries it at once: what is wrong stands in its view. `client` is the address that the request came from.
    pub async fn add_destination(
        &self,
        allowed: &Allowed<'_, ChangeDestinations>,
        client: &str,
        new: &NewDestination,
    ) -> Result<Uuid, Error> {
        let who = allowed.user();
        let fields = [&new.label, &new.address, &new.account, &new.secret, &new.folder];
        if fields.iter().any(|field| field.chars().count() > LONGEST) {
            return Err(Error::refused("A field is too long."));
        }
        if !new.kind.is_typed() {
            return Err(Error::refused("This is connected on a page of Google's, and not by a password."));
        }
        if (new.kind.has_address() && new.address.trim().is_empty()) || new.secret.is_empty() {
            return Err(Error::refused("Give the address, and the password or the key."));
        }
        let sealing = sealing(self)?;
        let label = new.label.trim();
        let row = DestinationRow {
            id: Uuid::now_v7(),
            owner_id: who.0,
            kind: new.kind.key().to_owned(),
            label: if label.is_empty() { new.kind.label().to_owned() } else { label.to_owned() },
            address: new.address.trim().to_owned(),
            account: new.account.trim().to_owned(),
            folder: new.folder.trim().trim_matches('/').to_owned(),
            tested_at: None,
            fault: None,
            code: None,
            code_url: None,
            code_until: None,
        };
        // An address that cannot be one is refused before anything is kept.
        self.open(&row, &new.secret, allowed.actor().admin).await?;
        let mut conn = self.store().conn().await?;
        check_room(&mut conn, who).await?;
        (*conn)
            .transaction(async |conn: &mut AsyncPgConnection| destinations::add(conn, sealing, &row, &new.secret).await)
            .await?;
        drop(conn);
        audit::acted("destination added", allowed.actor(), row.id, client);
        self.test_destination(allowed, row.id).await?;
        Ok(row.id)
    }

    /// Logs in, writes something small and takes it away again. Gives what is wrong, in a sentence.
    pub async fn test_destination(
        &self,
        allowed: &Allowed<'_, ChangeDestinations>,
        id: Uuid,
    ) -> Result<Option<String>, Error> {
        let row = destinations::get(&mut *self.store().conn().await?, allowed.user(), id).await.map_err(unknown)?;
        let place = match self.finish_connecting(&row).await {
            Ok(()) => self.destination(allowed.user(), id).await,
            Err(error) => Err(error),
        };
        let fault = match place {
            Ok(place) => try_out(&place).await.err(),
            Err(Error::Refused(sentence)) => Some(sentence),
            Err(error) => return Err(error),
        };
        destinations::tested(&mut *self.store().conn().await?, id, fault.as_deref()).await?;
        Ok(fault)
    }

    /// The person came back from Google's page: `state` names the destination, `code` is good for a token, once. The place is tried.
    ///
    /// # Errors
    /// `Refused` with a sentence where this is no way that this person began, or Google says no.
    pub async fn come_back_from_google(
        &self,
        allowed: &Allowed<'_, ChangeDestinations>,
        state: &str,
        code: &str,
    ) -> Result<(), Error> {
        let id = self.finish_google_page(allowed, state, code).await?;
        self.test_destination(allowed, id).await?;
        Ok(())
    }

    /// Forgets a destination and its secret. What was sent there stays there.
    pub async fn remove_destination(
        &self,
        allowed: &Allowed<'_, ChangeDestinations>,
        client: &str,
        id: Uuid,
    ) -> Result<(), Error> {
        let mut conn = self.store().conn().await?;
        destinations::remove(&mut conn, allowed.user(), id).await.map_err(unknown)?;
        audit::acted("destination removed", allowed.actor(), id, client);
        Ok(())
    }

    /// The destination, to be written to.
    pub(crate) async fn destination(&self, owner: UserId, id: Uuid) -> Result<Place, Error> {
        let mut conn = self.store().conn().await?;
        let row = destinations::get(&mut conn, owner, id).await.map_err(unknown)?;
        let locked =
            || Error::refused("The password of this destination cannot be opened any more. Add the destination anew.");
        let sealing = self.store().sealing().ok_or_else(locked)?;
        let secret = destinations::secret(&mut conn, sealing, &row).await?.ok_or_else(locked)?;
        drop(conn);
        let person = self.store().person(owner).await?;
        self.open(&row, &secret, person.is_some_and(|person| person.admin)).await
    }

    /// Whoever administers the studio may send to servers of its own network; all others to public ones only.
    async fn open(&self, row: &DestinationRow, secret: &str, anywhere: bool) -> Result<Place, Error> {
        let odd =
            || Error::refused("This is no address. It looks like https://cloud.example or s3://bucket/folder?region=…");
        if row.waits_for().is_some() {
            return Err(Error::refused("This place is not connected yet. Open its page first."));
        }
        match DestinationKind::from_key(&row.kind) {
            Some(DestinationKind::GoogleDrive | DestinationKind::Youtube) => return self.of_google(row, secret),
            Some(DestinationKind::Vimeo) => return self.vimeo(secret),
            _ => {}
        }
        let url = Url::parse(&row.address).map_err(|_| odd())?;
        if row.kind == DestinationKind::S3.key() {
            let endpoint =
                url.query_pairs().find(|(name, _)| name == "endpoint").map(|(_, endpoint)| endpoint.into_owned());
            if let Some(endpoint) = endpoint.filter(|_| !anywhere) {
                public(&Url::parse(&endpoint).map_err(|_| odd())?).await?;
            }
            let files =
                Files::s3(&row.address, &row.account, secret).map_err(|error| Error::refused(error.to_string()))?;
            let folder = if row.folder.is_empty() { String::new() } else { format!("{}/", row.folder) };
            return Ok(Place::Bucket(files, folder));
        }
        let only = if anywhere { Vec::new() } else { public(&url).await? };
        let login = Login {
            address: row.address.clone(),
            user: row.account.clone(),
            password: secret.to_owned(),
            folder: row.folder.clone(),
            nextcloud: row.kind == DestinationKind::Nextcloud.key(),
            only,
        };
        Ok(Place::Dav(Dav::new(login).map_err(|error| Error::refused(error.sentence))?))
    }
}

fn unknown(error: store::StoreError) -> Error {
    match error {
        store::StoreError::NotFound => Error::Conflict("There is no such destination any more.".to_owned()),
        other => other.into(),
    }
}

fn wrong(error: deliver::DeliverError) -> String {
    tracing::info!(detail = error.detail, "a destination does not work");
    error.sentence
}

/// The error is a sentence for the person.
async fn try_out(place: &Place) -> Result<(), String> {
    match place {
        Place::Dav(dav) => dav.test().await.map_err(wrong),
        Place::Drive(drive, _) => drive.owner().await.map(drop).map_err(wrong),
        Place::Youtube(videos) => videos.check().await.map_err(wrong),
        Place::Vimeo(vimeo) => vimeo.owner().await.map(drop).map_err(wrong),
        Place::Bucket(files, folder) => {
            let key = format!("{folder}{TEST}");
            let tried = async {
                files.put_bytes(&key, b"test".to_vec()).await?;
                files.read_all(&key).await?;
                files.delete(&key).await
            };
            tried.await.map_err(|error| {
                tracing::info!(%error, "a destination does not work");
                bucket_said(&error)
            })
        }
    }
}
