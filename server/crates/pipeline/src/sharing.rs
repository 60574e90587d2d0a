//! Links that show a film to whoever has them: made, listed and revoked by the film's owner.

mod comments;
mod guest;
mod password;
mod shown;

pub use comments::NewComment;
pub use guest::Shared;
pub use password::PASS_SECONDS;
pub use shown::FilmShown;

use crate::{By, Error, RequestHost, SignUp, Studio};
use chrono::{DateTime, TimeDelta, Utc};
use guest::moment;
use model::{NewShare, ProjectId, SHARE_DAYS, ShareMade, ShareView, UserId};
use store::{
    projects,
    shares::{self, ShareRow},
};
use uuid::Uuid;

/// Links of one film that open at once.
const MOST: usize = 100;
/// The longest that a link can be set to open, in days.
const LONGEST: u32 = 3650;
/// Characters of what a link is called.
const LABEL: usize = 80;
/// The shortest and the longest password of a link, in characters.
const PASSWORD: (usize, usize) = (6, 200);

fn view(row: ShareRow) -> ShareView {
    ShareView {
        id: row.id,
        label: row.label,
        has_password: row.password_hash.is_some(),
        download: row.download,
        comments: row.comments,
        made_at: moment(row.made_at),
        expires_at: row.expires_at.map(moment),
        opened: row.opened,
        opened_at: row.opened_at.map(moment),
    }
}

/// Until when a link opens that is made now.
fn expiry(days: Option<u32>, now: DateTime<Utc>) -> Result<Option<DateTime<Utc>>, Error> {
    match days.unwrap_or(SHARE_DAYS) {
        0 => Ok(None),
        days @ 1..=LONGEST => Ok(Some(now + TimeDelta::days(i64::from(days)))),
        _ => Err(Error::refused("A link opens for 1 to 3650 days, or, with 0, until you revoke it.")),
    }
}

fn password(text: &str) -> Result<Option<String>, Error> {
    let (shortest, longest) = PASSWORD;
    match text.chars().count() {
        0 => Ok(None),
        length if (shortest..=longest).contains(&length) => Ok(Some(text.to_owned())),
        _ => Err(Error::refused("The password of a link has 6 to 200 characters.")),
    }
}

impl Studio {
    /// The film's links that open, the newest first.
    pub async fn shares(&self, who: UserId, id: ProjectId) -> Result<Vec<ShareView>, Error> {
        self.check_owner(who, id).await?;
        let rows = shares::open(&mut *self.store().conn().await?, id, MOST as i64).await?;
        Ok(rows.into_iter().map(view).collect())
    }

    /// Makes a link to the film. Its address is told this once: only a digest of it is kept.
    pub async fn share(
        &self,
        by: &By,
        id: ProjectId,
        sign_up: &SignUp,
        request_host: RequestHost<'_>,
        new: &NewShare,
    ) -> Result<ShareMade, Error> {
        let mut conn = self.store().conn().await?;
        if projects::owned(&mut conn, by.person.id, id).await?.film_id.is_none() {
            return Err(Error::Conflict("There is no film to share yet. Make it first.".to_owned()));
        }
        if shares::open(&mut conn, id, MOST as i64).await?.len() >= MOST {
            return Err(Error::Conflict(format!("This film has {MOST} links already. Revoke one first.")));
        }
        drop(conn);
        let label: String = new.label.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(LABEL).collect();
        let values = shares::NewShare {
            label: &label,
            password: password(&new.password)?,
            download: new.download,
            comments: new.comments,
            expires_at: expiry(new.days, Utc::now())?,
        };
        let (share, token) = self.store().make_share(id, values).await?;
        // Whoever opens it first need not wait for what is read from the film.
        self.read_shown_later(id);
        by.decided("film shared", id, share);
        Ok(ShareMade { id: share, link: sign_up.address(request_host, &format!("s/{token}")) })
    }

    /// Makes a link worthless, for its page and for all that the page shows, from this moment on.
    pub async fn revoke_share(&self, by: &By, id: ProjectId, share: Uuid) -> Result<(), Error> {
        self.check_owner(by.person.id, id).await?;
        shares::revoke(&mut *self.store().conn().await?, id, share).await.map_err(|error| match error {
            store::StoreError::NotFound => Error::Conflict("This link opens nothing any more.".to_owned()),
            other => other.into(),
        })?;
        by.decided("link revoked", id, share);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_opens_for_thirty_days_unless_something_else_is_said() {
        let now = Utc::now();
        let days = |days| expiry(days, now).unwrap().map(|until| (until - now).num_days());
        assert_eq!([days(None), days(Some(1)), days(Some(0))], [Some(30), Some(1), None]);
        assert!(expiry(Some(3651), now).is_err());
    }

    #[test]
    fn a_short_password_is_refused_and_none_is_none() {
        assert_eq!(password("").unwrap(), None);
        assert_eq!(password("lighthouse").unwrap().as_deref(), Some("lighthouse"));
        assert!(password("short").is_err() && password(&"x".repeat(201)).is_err());
    }
}
