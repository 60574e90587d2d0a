//! Webhooks: where a person's programs want to be told of jobs, by Standard Webhooks.

mod deliver;
mod outbox;

pub(crate) use outbox::tell;

use crate::{Error, Studio};
use access::{Allowed, ChangeWebhooks, SeeWebhooks};
use model::UserId;
use serde_json::json;
use store::{
    tokens,
    vault::{Place, Sealed, SealingKeys},
    webhooks::{self, DeliveryRow, EndpointRow},
};
use uuid::Uuid;

/// What an endpoint can be told of.
pub const WEBHOOK_TYPES: [&str; 8] = [
    "job.created",
    "job.validated",
    "job.estimated",
    "job.started",
    "job.needs_attention",
    "job.completed",
    "job.failed",
    "job.cancelled",
];
/// The most endpoints that one person has.
const MOST: usize = 20;
const LONGEST_URL: usize = 2_000;
/// How many deliveries the log shows.
const LOG: i64 = 100;

impl Studio {
    /// The person's endpoints, the oldest first.
    pub async fn webhooks(&self, allowed: &Allowed<'_, SeeWebhooks>) -> Result<Vec<EndpointRow>, Error> {
        Ok(webhooks::of_person(&mut *self.store().conn().await?, allowed.user()).await?)
    }

    /// One endpoint.
    ///
    /// # Errors
    /// [`Error::NotFound`] where it is somebody else's.
    pub async fn webhook(&self, allowed: &Allowed<'_, SeeWebhooks>, id: Uuid) -> Result<EndpointRow, Error> {
        Ok(webhooks::get(&mut *self.store().conn().await?, allowed.user(), id).await?)
    }

    /// Adds an endpoint; gives it with its secret, which is shown this once. No types are all types.
    ///
    /// # Errors
    /// [`Error::Refused`] with the field; [`Error::TooMany`].
    pub async fn add_webhook(
        &self,
        allowed: &Allowed<'_, ChangeWebhooks>,
        url: &str,
        types: Vec<String>,
    ) -> Result<(EndpointRow, String), Error> {
        self.check_url(url)?;
        let types = checked_types(types)?;
        let owner = allowed.user();
        let mut conn = self.store().conn().await?;
        if webhooks::of_person(&mut conn, owner).await?.len() >= MOST {
            return Err(Error::TooMany(format!("You have {MOST} endpoints, as many as one person may have.")));
        }
        let (id, secret) = (Uuid::now_v7(), providers::webhook_secret(&tokens::random()?));
        let sealed = self.sealing()?.seal(place(owner, &field(id)), &secret)?;
        webhooks::insert(&mut conn, id, owner, url, &types, &sealed).await?;
        Ok((webhooks::get(&mut conn, owner, id).await?, secret))
    }

    /// Changes an endpoint; `on` switches it on anew, or off.
    ///
    /// # Errors
    /// As [`Studio::add_webhook`].
    pub async fn change_webhook(
        &self,
        allowed: &Allowed<'_, ChangeWebhooks>,
        id: Uuid,
        url: Option<&str>,
        types: Option<Vec<String>>,
        on: Option<bool>,
    ) -> Result<EndpointRow, Error> {
        if let Some(url) = url {
            self.check_url(url)?;
        }
        let types = types.map(checked_types).transpose()?;
        let mut conn = self.store().conn().await?;
        webhooks::get(&mut conn, allowed.user(), id).await?;
        webhooks::change(&mut conn, id, url, types.as_deref(), on).await?;
        Ok(webhooks::get(&mut conn, allowed.user(), id).await?)
    }

    /// Gives an endpoint another secret, which is shown this once; the one before also signs for 24 hours.
    pub async fn rotate_webhook(&self, allowed: &Allowed<'_, ChangeWebhooks>, id: Uuid) -> Result<String, Error> {
        let owner = allowed.user();
        let mut conn = self.store().conn().await?;
        webhooks::get(&mut conn, owner, id).await?;
        let secret = providers::webhook_secret(&tokens::random()?);
        let sealed = self.sealing()?.seal(place(owner, &field(id)), &secret)?;
        webhooks::rotate(&mut conn, id, &sealed).await?;
        Ok(secret)
    }

    pub async fn delete_webhook(&self, allowed: &Allowed<'_, ChangeWebhooks>, id: Uuid) -> Result<(), Error> {
        Ok(webhooks::delete(&mut *self.store().conn().await?, allowed.user(), id).await?)
    }

    /// Sends an endpoint a message of the type `test`; gives its id.
    pub async fn test_webhook(&self, allowed: &Allowed<'_, ChangeWebhooks>, id: Uuid) -> Result<Uuid, Error> {
        let mut conn = self.store().conn().await?;
        let endpoint = webhooks::get(&mut conn, allowed.user(), id).await?;
        if endpoint.disabled_at.is_some() {
            return Err(Error::Conflict("This endpoint is switched off. Switch it on first.".to_owned()));
        }
        let body = outbox::body("test", json!({ "message": "This endpoint can be reached." }));
        Ok(webhooks::queue(&mut conn, id, "test", &body).await?)
    }

    /// The log of an endpoint, the newest first.
    pub async fn webhook_log(&self, allowed: &Allowed<'_, SeeWebhooks>, id: Uuid) -> Result<Vec<DeliveryRow>, Error> {
        let mut conn = self.store().conn().await?;
        webhooks::get(&mut conn, allowed.user(), id).await?;
        Ok(webhooks::of_endpoint(&mut conn, id, LOG).await?)
    }

    /// Sends something once more, under its id.
    pub async fn send_webhook_again(
        &self,
        allowed: &Allowed<'_, ChangeWebhooks>,
        id: Uuid,
        delivery: Uuid,
    ) -> Result<(), Error> {
        let mut conn = self.store().conn().await?;
        webhooks::get(&mut conn, allowed.user(), id).await?;
        Ok(webhooks::send_again(&mut conn, id, delivery).await?)
    }

    fn check_url(&self, url: &str) -> Result<(), Error> {
        if url.len() > LONGEST_URL {
            return Err(Error::refused(format!("url: the address is longer than {LONGEST_URL} characters.")));
        }
        providers::check_endpoint(url, &self.config().webhook_hosts)
            .map_err(|why| Error::refused(format!("url: {why}")))?;
        Ok(())
    }

    fn sealing(&self) -> Result<&SealingKeys, Error> {
        self.store().sealing().ok_or_else(|| anyhow::anyhow!("there is no sealing key").into())
    }

    /// A secret of an endpoint, opened.
    pub(crate) fn open_secret(&self, endpoint: &EndpointRow, sealed: &Sealed) -> Option<String> {
        let owner = UserId(endpoint.user_id);
        self.store().sealing()?.open(place(owner, &field(endpoint.id)), sealed)
    }
}

fn field(id: Uuid) -> String {
    format!("webhook {id}")
}

fn place(owner: UserId, field: &str) -> Place<'_> {
    Place { user: Some(owner), provider: "webhooks", field }
}

fn checked_types(types: Vec<String>) -> Result<Vec<String>, Error> {
    if types.is_empty() {
        return Ok(WEBHOOK_TYPES.map(str::to_owned).to_vec());
    }
    match types.iter().find(|kind| !WEBHOOK_TYPES.contains(&kind.as_str())) {
        Some(odd) => Err(Error::refused(format!("types: “{odd}” is none of {}.", WEBHOOK_TYPES.join(", ")))),
        None => Ok(types),
    }
}
