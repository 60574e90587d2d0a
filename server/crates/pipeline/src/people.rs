//! What administrators do with other people's accounts, and everybody with their own.

use crate::{By, Error, RequestHost, SignUp, Studio};
use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use diesel_async::{AsyncConnection, AsyncPgConnection};
use model::{
    ProjectId, RunState, UserId,
    people::{AccountView, InvitationView, LinkView, MemberView, NewInvitation, PeopleView, Registration, SessionView},
    view::Person,
};
use store::{
    AccountError, attempts, checked_email, checked_name, installation, invitations,
    people::{self, MemberRow},
    projects, resets, sessions,
};
use uuid::Uuid;

/// How many people and invitations one page lists; a search finds the others.
const MOST: i64 = 200;
/// How many invitations may wait to be used.
const MOST_INVITATIONS: i64 = 200;
/// The most credit that an invitation carries, in cents.
const MOST_CREDIT: i64 = 100_000_000;
/// The longest that an invitation can be used, in days.
const LONGEST_INVITATION: u32 = 90;
/// How long a reset link can be used.
const RESET: TimeDelta = TimeDelta::days(1);

impl From<AccountError> for Error {
    fn from(error: AccountError) -> Self {
        match error {
            AccountError::Store(error) => error.into(),
            AccountError::LastAdministrator | AccountError::SetUpAlready => Self::Conflict(error.to_string()),
            other => Self::refused(other.to_string()),
        }
    }
}

/// What the session of this id is called in [`SessionView::id`].
pub fn session_key(id: &str) -> String {
    store::tokens::hash(id)
}

fn moment(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Millis, true)
}

fn member(row: MemberRow) -> MemberView {
    MemberView {
        person: Person { id: UserId(row.id), name: row.name, email: row.email, admin: row.admin },
        disabled: row.disabled_at.is_some(),
        registered_at: moment(row.created_at),
        last_login_at: row.last_login_at.map(moment),
        films: u64::try_from(row.films).unwrap_or_default(),
        files: u64::try_from(row.files).unwrap_or_default(),
        bytes: row.bytes,
        granted_cents: row.granted,
        available_cents: row.available,
        spent_cents: row.spent,
    }
}

impl Studio {
    /// Everybody with an account, by name, and the invitations that wait. `search` is part of a name or an address.
    pub async fn people(&self, sign_up: &SignUp, search: &str) -> Result<PeopleView, Error> {
        let mut conn = self.store().conn().await?;
        let invitations = invitations::open(&mut conn, MOST_INVITATIONS).await?;
        Ok(PeopleView {
            registration: sign_up.registration(&mut conn).await?,
            overruled: sign_up.overruled.is_some(),
            count: u64::try_from(people::count(&mut conn).await?).unwrap_or_default(),
            people: people::list(&mut conn, search.trim(), MOST).await?.into_iter().map(member).collect(),
            invitations: invitations
                .into_iter()
                .map(|(row, made_by)| InvitationView {
                    id: row.id,
                    email: row.email,
                    cents: row.cents,
                    made_by,
                    made_at: moment(row.made_at),
                    expires_at: moment(row.expires_at),
                })
                .collect(),
        })
    }

    pub async fn member(&self, id: UserId) -> Result<MemberView, Error> {
        Ok(member(people::get(&mut *self.store().conn().await?, id).await.map_err(nobody)?))
    }

    /// Chooses who may make an account.
    pub async fn set_registration(&self, by: &By, sign_up: &SignUp, to: Registration) -> Result<(), Error> {
        if sign_up.overruled.is_some() {
            return Err(Error::Conflict("STUDIO_REGISTRATION in the studio's environment decides this.".to_owned()));
        }
        installation::set_registration(&mut *self.store().conn().await?, to).await?;
        by.decided("registration changed", "everybody", to.key());
        Ok(())
    }

    /// Makes a link with which one person can make an account, once.
    pub async fn invite(
        &self,
        by: &By,
        sign_up: &SignUp,
        request_host: RequestHost<'_>,
        new: &NewInvitation,
        password: Option<&str>,
    ) -> Result<(Uuid, LinkView), Error> {
        let email = match new.email.as_deref().map(str::trim).filter(|email| !email.is_empty()) {
            Some(email) => Some(checked_email(email)?),
            None => None,
        };
        if !(0..=MOST_CREDIT).contains(&new.cents) {
            return Err(Error::refused("An invitation carries from $0 to $1,000,000."));
        }
        if !(1..=LONGEST_INVITATION).contains(&new.days) {
            return Err(Error::refused("An invitation can be used for 1 to 90 days."));
        }
        if new.cents > 0 {
            self.confirm_by(by, password).await?;
        }
        let mut conn = self.store().conn().await?;
        if sign_up.registration(&mut conn).await? == Registration::Closed {
            let sentence =
                "This studio takes no new accounts: registration is closed. Let people in by invitation first.";
            return Err(Error::Conflict(sentence.to_owned()));
        }
        if invitations::count(&mut conn).await? >= MOST_INVITATIONS {
            return Err(Error::TooMany("200 invitations wait to be used. Revoke some first.".to_owned()));
        }
        let expires_at = Utc::now() + TimeDelta::days(i64::from(new.days));
        let (id, token) = invitations::make(&mut conn, by.person.id, email.as_deref(), new.cents, expires_at).await?;
        by.decided(
            "invitation made",
            id,
            format_args!("{} cents, {}", new.cents, email.as_deref().unwrap_or("anybody")),
        );
        let link = sign_up.link(request_host, "register", "invitation", &token);
        Ok((id, LinkView { link, expires_at: moment(expires_at) }))
    }

    pub async fn revoke(&self, by: &By, id: Uuid) -> Result<(), Error> {
        let gone = Error::Conflict("This invitation cannot be used any more anyway.".to_owned());
        match invitations::revoke(&mut *self.store().conn().await?, id).await {
            Ok(()) => by.did("invitation revoked", id),
            Err(store::StoreError::NotFound) => return Err(gone),
            Err(error) => return Err(error.into()),
        }
        Ok(())
    }

    /// Closes an account: its sessions end, nobody can log in, and its films pause; or opens it again.
    pub async fn set_disabled(&self, by: &By, id: UserId, disabled: bool) -> Result<(), Error> {
        let mut conn = self.store().conn().await?;
        (*conn)
            .transaction(async |conn: &mut AsyncPgConnection| {
                people::set_disabled(conn, id, disabled).await.map_err(no_member)?;
                if !disabled {
                    return Ok(());
                }
                for project in people::projects_of(conn, id).await? {
                    if projects::lock(conn, project).await?.run_state() == RunState::Filming {
                        let why = "Paused: the account was disabled. What was being made is finished first.";
                        self.set_run(conn, project, RunState::Paused, Some(why)).await?;
                    }
                }
                Ok::<(), Error>(())
            })
            .await?;
        by.did(if disabled { "account disabled" } else { "account enabled" }, id);
        Ok(())
    }

    pub async fn set_admin(&self, by: &By, id: UserId, admin: bool, password: Option<&str>) -> Result<(), Error> {
        self.confirm_by(by, password).await?;
        let mut conn = self.store().conn().await?;
        (*conn)
            .transaction(async |conn: &mut AsyncPgConnection| people::set_admin(conn, id, admin).await)
            .await
            .map_err(no_member)?;
        by.did(if admin { "made an administrator" } else { "no administrator any more" }, id);
        Ok(())
    }

    /// A link with which this person sets a new password, once and within a day.
    pub async fn reset_link(
        &self,
        by: &By,
        sign_up: &SignUp,
        request_host: RequestHost<'_>,
        id: UserId,
        password: Option<&str>,
    ) -> Result<LinkView, Error> {
        self.confirm_by(by, password).await?;
        let mut conn = self.store().conn().await?;
        if people::get(&mut conn, id).await.map_err(nobody)?.disabled_at.is_some() {
            return Err(Error::Conflict("This account is disabled. Enable it first.".to_owned()));
        }
        let expires_at = Utc::now() + RESET;
        let token = resets::make(&mut conn, id, expires_at).await?;
        by.did("reset link made", id);
        Ok(LinkView { link: sign_up.link(request_host, "reset", "token", &token), expires_at: moment(expires_at) })
    }

    /// A link with which whoever has this address sets a new password, and the address to send it to; `None` where there is no such account, or it is
    /// disabled. `address` is where the request came from.
    pub async fn forgotten(
        &self,
        sign_up: &SignUp,
        email: &str,
        address: &str,
    ) -> Result<Option<(String, String)>, Error> {
        let Some(person) = self.store().by_email(email).await? else { return Ok(None) };
        let mut conn = self.store().conn().await?;
        if people::get(&mut conn, person.id).await.map_err(nobody)?.disabled_at.is_some() {
            return Ok(None);
        }
        let token = resets::make(&mut conn, person.id, Utc::now() + RESET).await?;
        crate::audit::came("link for a forgotten password sent", &person, address);
        Ok(Some((person.email, sign_up.link(RequestHost::default(), "reset", "token", &token))))
    }

    /// Takes an account away, with its films, files and keys. `password` is that of whoever asks. What was paid stays on record.
    pub async fn delete_person(&self, by: &By, id: UserId, password: &str) -> Result<(), Error> {
        self.confirm_by(by, Some(password)).await?;
        let mut conn = self.store().conn().await?;
        people::get(&mut conn, id).await.map_err(nobody)?;
        let gone = (*conn)
            .transaction(async |conn: &mut AsyncPgConnection| {
                let gone = people::projects_of(conn, id).await?;
                for project in &gone {
                    projects::delete(conn, id, *project).await?;
                    store::holds::release(conn, *project).await?;
                    attempts::abandon(conn, *project, "The account was deleted before this was done.").await?;
                }
                people::delete(conn, id).await?;
                Ok::<Vec<ProjectId>, Error>(gone)
            })
            .await?;
        drop(conn);
        by.decided("account deleted", id, format_args!("{} films", gone.len()));
        for project in gone {
            self.delete_files_of(project).await;
        }
        Ok(())
    }

    /// A person's own account. `current` names the session that asks.
    pub async fn account(&self, who: UserId, current: Option<&str>) -> Result<AccountView, Error> {
        let mut conn = self.store().conn().await?;
        let member = member(people::get(&mut conn, who).await?);
        let rows = sessions::of_person(&mut conn, who).await?;
        let sessions = rows
            .into_iter()
            .map(|row| SessionView {
                current: current == Some(row.id.as_str()),
                id: row.id,
                begun_at: moment(row.begun_at),
                seen_at: moment(row.seen_at),
                browser: row.agent,
                address: row.address,
            })
            .collect();
        Ok(AccountView { member, sessions })
    }

    pub async fn rename(&self, by: &By, name: &str) -> Result<(), Error> {
        let name = checked_name(name);
        if name.is_empty() {
            return Err(Error::refused("The name is empty. Type one."));
        }
        people::set_name(&mut *self.store().conn().await?, by.person.id, &name).await?;
        by.did("name changed", by.person.id);
        Ok(())
    }

    /// Changes the person's own password and ends the other sessions; returns how many there were.
    pub async fn change_password(
        &self,
        by: &By,
        current: Option<&str>,
        present: &str,
        new: &str,
    ) -> Result<usize, Error> {
        if let Err(error) = self.store().change_password(by.person.id, present, new).await {
            if matches!(error, AccountError::WrongPresent) {
                crate::audit::refused("password change", Some(&by.person), "wrong password", &by.address);
            }
            return Err(error.into());
        }
        by.did("password changed", by.person.id);
        Ok(sessions::end_others(&mut *self.store().conn().await?, by.person.id, current).await?)
    }

    /// Sets a password with a reset link; all sessions of that person end.
    pub async fn reset_password(&self, token: &str, new: &str, address: &str) -> Result<(), AccountError> {
        match self.store().reset_password(token, new).await {
            Ok(id) => {
                if let Some(person) = self.store().person(id).await? {
                    crate::audit::came("password reset", &person, address);
                }
                Ok(())
            }
            Err(error) => {
                if matches!(error, AccountError::Link) {
                    crate::audit::refused("password reset", None, "no such link", address);
                }
                Err(error)
            }
        }
    }

    /// Ends one of the person's own sessions, or all but the one that asks.
    pub async fn end_sessions(&self, by: &By, one: Option<&str>, current: Option<&str>) -> Result<(), Error> {
        let mut conn = self.store().conn().await?;
        match one {
            Some(id) => match sessions::end(&mut conn, by.person.id, id).await {
                Ok(()) => {}
                Err(store::StoreError::NotFound) => {
                    return Err(Error::Conflict("This log-in had ended already.".to_owned()));
                }
                Err(error) => return Err(error.into()),
            },
            None => {
                sessions::end_others(&mut conn, by.person.id, current).await?;
            }
        }
        by.did(if one.is_some() { "session ended" } else { "other sessions ended" }, by.person.id);
        Ok(())
    }

    /// Takes the person's own account away. `confirmation` is their e-mail address, typed once more.
    pub async fn delete_own(&self, by: &By, password: &str, confirmation: &str) -> Result<(), Error> {
        if confirmation.trim().to_lowercase() != by.person.email {
            return Err(Error::refused("Type your e-mail address to confirm. Nothing was deleted."));
        }
        self.delete_person(by, by.person.id, password).await
    }
}

fn no_member(error: impl Into<Error>) -> Error {
    match error.into() {
        Error::NotFound => Error::Conflict("This account is not there any more.".to_owned()),
        other => other,
    }
}

fn nobody(error: store::StoreError) -> Error {
    no_member(error)
}
