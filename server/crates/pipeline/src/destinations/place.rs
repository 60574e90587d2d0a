//! A destination as it is written to, and what keeping one takes.

use crate::{Error, Studio};
use deliver::{Dav, Drive, Videos, Vimeo};
use diesel_async::AsyncPgConnection;
use model::UserId;
use std::net::SocketAddr;
use store::{Files, destinations, vault::SealingKeys};
use url::Url;

/// Destinations of one person.
const MOST: usize = 20;

/// A destination that can be written to.
pub(crate) enum Place {
    Dav(Dav),
    /// The bucket, and the folder in it, with a slash at its end unless it is the top.
    Bucket(Files, String),
    /// The drive, and the folder at its top; empty for the top itself.
    Drive(Drive, String),
    Youtube(Videos),
    Vimeo(Vimeo),
}

pub(super) fn sealing(studio: &Studio) -> Result<&SealingKeys, Error> {
    let none = || Error::Conflict("This studio has no key to seal passwords with.".to_owned());
    studio.store().sealing().ok_or_else(none)
}

/// Refuses another destination to whoever has many.
pub(super) async fn check_room(conn: &mut AsyncPgConnection, who: UserId) -> Result<(), Error> {
    if destinations::of_person(conn, who).await?.len() >= MOST {
        return Err(Error::Conflict(format!("You have {MOST} destinations already. Remove one first.")));
    }
    Ok(())
}

/// The public addresses that a server's name leads to.
///
/// # Errors
/// `Refused` where one of them is not public.
pub(super) async fn public(url: &Url) -> Result<Vec<SocketAddr>, Error> {
    providers::public_addresses(url).await.map_err(|why| {
        tracing::debug!(why, "a destination is not on the public network");
        Error::refused(
            "Films are sent by https to servers on the public network. Ask an administrator of this studio for others.",
        )
    })
}
