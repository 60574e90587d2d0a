//! API tokens: making and revoking them, and finding out who asks with one.

use crate::{By, Error, Studio};
use access::{Actor, Grant, Scope, Scopes, token};
use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use model::{
    UserId,
    token::{MadeToken, NewToken, TokenView},
};
use store::{
    StoreError,
    api_tokens::{self, TokenRow},
    ledger, tokens,
};

/// The most tokens that one person has at once.
const MOST: usize = 50;
const LONGEST_NAME: usize = 80;
/// How many days a token is good for, where nobody says, and at most.
const DAYS: u32 = 90;
const MOST_DAYS: u32 = 3_650;

/// Why a token lets nobody in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenFault {
    /// It has not the form of a token.
    Form,
    /// A character of it is wrong.
    Typo,
    Unknown,
    Revoked,
    Expired,
}

impl TokenFault {
    /// A sentence for whoever asked.
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::Form => "This is no API token of a studio. It begins with ds_live_ or ds_test_.",
            Self::Typo => "A character of this API token is wrong or missing. Copy it again.",
            Self::Unknown => "This API token is not known here.",
            Self::Revoked => "This API token was revoked. Make another one on the settings page.",
            Self::Expired => "This API token has expired. Make another one on the settings page.",
        }
    }
}

impl Studio {
    /// Makes a token for the person who asks.
    ///
    /// # Errors
    /// [`Error::Refused`] with the field that is wrong; [`Error::TooMany`].
    pub async fn make_token(&self, by: &By, new: NewToken) -> Result<MadeToken, Error> {
        let name = store::checked_name(&new.name);
        if name.is_empty() || new.name.trim().chars().count() > LONGEST_NAME {
            return Err(Error::refused(format!("name: a token needs a name of 1 to {LONGEST_NAME} characters.")));
        }
        let scopes = checked_scopes(by, &new)?;
        for (field, cents) in [("day_cents", new.day_cents), ("job_cents", new.job_cents)] {
            if cents.is_some_and(|cents| !(0..=ledger::MOST).contains(&cents)) {
                return Err(Error::refused(format!("{field}: a limit is from 0 to {} US cents.", ledger::MOST)));
            }
        }
        let days = new.days.unwrap_or(DAYS);
        if !(1..=MOST_DAYS).contains(&days) {
            return Err(Error::refused(format!("days: a token is good for 1 to {MOST_DAYS} days.")));
        }
        let mut conn = self.store().conn().await?;
        if api_tokens::of_person(&mut conn, by.person.id).await?.len() >= MOST {
            return Err(Error::TooMany(format!("You have {MOST} tokens, as many as one person may have. Revoke one.")));
        }
        let whole = token::write(&tokens::random()?, new.test);
        let row = api_tokens::NewRow {
            owner: by.person.id,
            name: &name,
            token: &whole,
            shown: &token::shown(&whole),
            scopes: &scopes.keys(),
            test: new.test,
            day_cents: new.day_cents,
            job_cents: new.job_cents,
            expires_at: Some(Utc::now() + TimeDelta::days(i64::from(days))),
        };
        let id = api_tokens::insert(&mut conn, row).await?;
        by.decided("API token made", id, scopes.keys().join(" "));
        let rows = api_tokens::of_person(&mut conn, by.person.id).await?;
        let made = rows.into_iter().find(|row| row.id == id).ok_or(Error::NotFound)?;
        Ok(MadeToken { token: whole, view: view(made) })
    }

    /// The person's tokens that are not revoked, the newest first.
    pub async fn tokens(&self, who: UserId) -> Result<Vec<TokenView>, Error> {
        let rows = api_tokens::of_person(&mut *self.store().conn().await?, who).await?;
        Ok(rows.into_iter().map(view).collect())
    }

    /// Makes a token worthless at once.
    ///
    /// # Errors
    /// [`Error::Conflict`] where the person has no such token.
    pub async fn revoke_token(&self, by: &By, id: uuid::Uuid) -> Result<(), Error> {
        match api_tokens::revoke(&mut *self.store().conn().await?, by.person.id, id).await {
            Ok(()) => {
                by.did("API token revoked", id);
                Ok(())
            }
            Err(StoreError::NotFound) => Err(Error::Conflict("This token is not there any more.".to_owned())),
            Err(error) => Err(error.into()),
        }
    }

    /// Who asks with a token.
    ///
    /// # Errors
    /// The outer one where that cannot be found out.
    pub async fn actor(&self, text: &str) -> Result<Result<Actor, TokenFault>, Error> {
        match token::read(text) {
            Err(token::Malformed::Form) => return Ok(Err(TokenFault::Form)),
            Err(token::Malformed::Typo) => return Ok(Err(TokenFault::Typo)),
            Ok(_) => {}
        }
        let store = self.store().reserved();
        let mut conn = store.conn().await?;
        let Some((row, admin)) = api_tokens::find(&mut conn, text).await? else {
            return Ok(Err(TokenFault::Unknown));
        };
        if row.revoked_at.is_some() {
            return Ok(Err(TokenFault::Revoked));
        }
        if is_expired(&row) {
            return Ok(Err(TokenFault::Expired));
        }
        api_tokens::used(&mut conn, &row).await?;
        // A scope of a later release that this one does not know grants nothing.
        let scopes = row.scopes.iter().filter_map(|key| Scope::from_key(key)).collect::<Vec<_>>();
        let grant = Grant { token: row.id, test: row.test, day_cents: row.day_cents, job_cents: row.job_cents };
        Ok(Ok(Actor::by_token(UserId(row.user_id), admin, Scopes::of(&scopes), grant)))
    }
}

fn checked_scopes(by: &By, new: &NewToken) -> Result<Scopes, Error> {
    let scopes = Scopes::from_keys(new.scopes.iter().map(String::as_str))
        .map_err(|odd| Error::refused(format!("scopes: “{odd}” is no scope: read, write, film, admin.")))?;
    if scopes.is_empty() {
        return Err(Error::refused("scopes: choose at least one: read, write, film, admin."));
    }
    if scopes.has(Scope::Admin) && !by.person.admin {
        return Err(Error::refused("scopes: only an administrator of this studio can give the scope admin."));
    }
    Ok(scopes)
}

fn is_expired(row: &TokenRow) -> bool {
    row.expires_at.is_some_and(|at| at <= Utc::now())
}

fn view(row: TokenRow) -> TokenView {
    let moment = |at: DateTime<Utc>| at.to_rfc3339_opts(SecondsFormat::Secs, true);
    TokenView {
        expired: is_expired(&row),
        id: row.id,
        name: row.name,
        shown: row.shown,
        scopes: row.scopes,
        test: row.test,
        day_cents: row.day_cents,
        job_cents: row.job_cents,
        created_at: moment(row.created_at),
        expires_at: row.expires_at.map(moment),
        last_used_at: row.last_used_at.map(moment),
    }
}
