//! Destinations that a person connects on a page of theirs: kept while they wait, and finished when the person comes back.

use super::{
    google::BY_PAGE,
    place::{check_room, public, sealing},
};
use crate::{Error, Studio, audit};
use access::{Allowed, ChangeDestinations};
use chrono::{DateTime, TimeDelta, Utc};
use deliver::{Connection, DeliverError, Drive, GoogleScope, LoginFlow, WebWay};
use diesel_async::{AsyncConnection, AsyncPgConnection};
use model::{ConnectDestination, DestinationKind, UserId};
use serde::{Deserialize, Serialize};
use std::net::SocketAddr;
use store::destinations::{self, Code, DestinationRow};
use url::Url;
use uuid::Uuid;

/// The longest that a code is taken for good, in seconds: Google says half an hour.
const LONGEST: u64 = 86_400;
/// How long a page may be left open, in seconds: Nextcloud says 20 minutes.
const PAGE: u64 = 1_200;

/// The secret of a way to Google's page and back.
#[derive(Serialize, Deserialize)]
struct WebSecret {
    state: String,
    verifier: String,
}

/// What is kept of a destination while it waits.
struct Waiting {
    address: String,
    code: String,
    page: String,
    seconds: u64,
    secret: String,
}

fn refused(error: DeliverError) -> Error {
    tracing::info!(detail = error.detail, "a destination was not connected");
    Error::refused(error.sentence)
}

fn until(seconds: u64) -> DateTime<Utc> {
    Utc::now() + TimeDelta::seconds(i64::try_from(seconds.min(LONGEST)).unwrap_or(1_800))
}

impl Studio {
    /// Asks the destination for a page or a code, and keeps it waiting until the person allowed the studio there.
    ///
    /// # Errors
    /// `Conflict` where the studio has no client there; `Refused` with what the destination says.
    pub async fn connect_destination(
        &self,
        allowed: &Allowed<'_, ChangeDestinations>,
        client: &str,
        new: &ConnectDestination,
    ) -> Result<Uuid, Error> {
        let sealing = sealing(self)?;
        let mut conn = self.store().conn().await?;
        check_room(&mut conn, allowed.user()).await?;
        drop(conn);
        let id = Uuid::now_v7();
        let Waiting { address, code, page, seconds, secret } = match new.kind {
            DestinationKind::Nextcloud => self.ask_nextcloud(&new.address, allowed.actor().admin).await?,
            DestinationKind::GoogleDrive if self.connectable().google_by_page => {
                self.ask_google_page(id, GoogleScope::Drive)?
            }
            DestinationKind::GoogleDrive => self.ask_google_code().await?,
            DestinationKind::Youtube => self.ask_google_page(id, GoogleScope::Videos)?,
            _ => return Err(Error::refused("This is added with its address and a password.")),
        };
        let row = DestinationRow {
            id,
            owner_id: allowed.user().0,
            kind: new.kind.key().to_owned(),
            label: new.kind.label().to_owned(),
            address,
            account: String::new(),
            folder: new.folder.trim().trim_matches('/').to_owned(),
            tested_at: None,
            fault: None,
            code: Some(code),
            code_url: Some(page),
            code_until: Some(until(seconds)),
        };
        let mut conn = self.store().conn().await?;
        (*conn)
            .transaction(async |conn: &mut AsyncPgConnection| destinations::add(conn, sealing, &row, &secret).await)
            .await?;
        audit::acted("destination added", allowed.actor(), id, client);
        Ok(id)
    }

    async fn ask_google_code(&self) -> Result<Waiting, Error> {
        let code = self.google()?.code().await.map_err(refused)?;
        let (page, secret) = (code.verification_url, code.device_code);
        Ok(Waiting { address: String::new(), code: code.user_code, page, seconds: code.expires_in, secret })
    }

    fn ask_google_page(&self, id: Uuid, scope: GoogleScope) -> Result<Waiting, Error> {
        let google = self.google_web()?;
        let none = || Error::Conflict("Google sends people back to https only: STUDIO_URL has to say it.".to_owned());
        let redirect = self.way_back().ok_or_else(none)?;
        let secret = WebSecret { state: format!("{id}.{}", store::tokens::new()?), verifier: store::tokens::new()? };
        let way = WebWay { redirect: &redirect, state: &secret.state, verifier: &secret.verifier };
        let page = google.page(scope, way).to_string();
        let secret = serde_json::to_string(&secret)?;
        Ok(Waiting { address: BY_PAGE.to_owned(), code: String::new(), page, seconds: PAGE, secret })
    }

    async fn ask_nextcloud(&self, address: &str, anywhere: bool) -> Result<Waiting, Error> {
        let only = where_to(address, anywhere).await?;
        let flow = deliver::begin_login(address, &only).await.map_err(refused)?;
        let (page, secret) = (flow.page.clone(), serde_json::to_string(&flow)?);
        Ok(Waiting { address: address.trim().to_owned(), code: String::new(), page, seconds: PAGE, secret })
    }

    /// Looks whether the person allowed the studio, and keeps what that gives. What is wrong is a sentence.
    pub(super) async fn finish_connecting(&self, row: &DestinationRow) -> Result<(), Error> {
        let Some(Code { code, url }) = row.waits_for() else { return Ok(()) };
        let mut conn = self.store().conn().await?;
        let secret = destinations::secret(&mut conn, sealing(self)?, row).await?;
        drop(conn);
        let secret = secret.ok_or_else(|| Error::refused("Connect the account again."))?;
        if row.kind == DestinationKind::Nextcloud.key() {
            return self.finish_nextcloud(row, &secret).await;
        }
        if code.is_empty() {
            return Err(Error::refused("Allow the studio on Google's page first. It brings you back here."));
        }
        let google = self.google()?;
        let Connection::Connected(token) = google.connection(&secret).await.map_err(refused)? else {
            return Err(Error::refused(format!("Type the code {code} at {url} first, then come back here.")));
        };
        let account = Drive::new(google, token.clone()).owner().await.map_err(refused)?;
        self.keep_connected(row, &account, &token).await
    }

    async fn finish_nextcloud(&self, row: &DestinationRow, secret: &str) -> Result<(), Error> {
        let flow: LoginFlow = serde_json::from_str(secret)?;
        let admin = self.store().person(UserId(row.owner_id)).await?.is_some_and(|person| person.admin);
        let only = where_to(&row.address, admin).await?;
        match deliver::poll_login(&row.address, &flow, &only).await.map_err(refused)? {
            Some(given) => self.keep_connected(row, &given.user, &given.password).await,
            None if row.code_until.is_some_and(|until| until < Utc::now()) => {
                Err(Error::refused("The page is too old. Remove this place and connect the cloud again."))
            }
            None => Err(Error::refused("Allow the studio on the cloud's page first, then press this again.")),
        }
    }

    async fn keep_connected(&self, row: &DestinationRow, account: &str, secret: &str) -> Result<(), Error> {
        let sealing = sealing(self)?;
        let mut conn = self.store().conn().await?;
        (*conn)
            .transaction(async |conn: &mut AsyncPgConnection| {
                destinations::connected(conn, sealing, row, account, secret).await
            })
            .await?;
        Ok(())
    }

    /// Keeps the token that `code` is good for, and returns the destination that `state` names.
    ///
    /// # Errors
    /// `Refused` with a sentence where this is no way that this person began, or Google says no.
    pub(super) async fn finish_google_page(
        &self,
        allowed: &Allowed<'_, ChangeDestinations>,
        state: &str,
        code: &str,
    ) -> Result<Uuid, Error> {
        let unknown =
            || Error::refused("This is no connection that you began here. Begin again on the film's export page.");
        let id = state.split('.').next().and_then(|id| id.parse::<Uuid>().ok()).ok_or_else(unknown)?;
        let mut conn = self.store().conn().await?;
        let row = destinations::get(&mut conn, allowed.user(), id).await.map_err(|_| unknown())?;
        let waits = row.waits_for().is_some() && row.code_until.is_none_or(|until| until > Utc::now());
        let secret =
            destinations::secret(&mut conn, sealing(self)?, &row).await?.filter(|_| waits).ok_or_else(unknown)?;
        drop(conn);
        let secret: WebSecret = serde_json::from_str(&secret).map_err(|_| unknown())?;
        if secret.state != state {
            return Err(unknown());
        }
        let (google, redirect) = (self.google_web()?, self.way_back().ok_or_else(unknown)?);
        let way = WebWay { redirect: &redirect, state, verifier: &secret.verifier };
        let token = google.exchange(code, way).await.map_err(refused)?;
        let account = match DestinationKind::from_key(&row.kind) {
            Some(DestinationKind::GoogleDrive) => Drive::new(google, token.clone()).owner().await.map_err(refused)?,
            _ => String::new(),
        };
        self.keep_connected(&row, &account, &token).await?;
        Ok(id)
    }
}

/// The only addresses that a cloud's name may lead to; none for whoever may send anywhere.
async fn where_to(address: &str, anywhere: bool) -> Result<Vec<SocketAddr>, Error> {
    if anywhere {
        return Ok(Vec::new());
    }
    public(
        &Url::parse(address.trim())
            .map_err(|_| Error::refused("The address has to look like https://cloud.example."))?,
    )
    .await
}
