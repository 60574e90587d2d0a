//! Where the person's films are sent.

use crate::Problem;
use leptos::prelude::*;
use model::DestinationView;

#[server(endpoint = "destinations/list")]
pub async fn list_destinations() -> Result<Vec<DestinationView>, Problem> {
    use crate::server_side::{failed, signed_in, studio};
    let who = signed_in().await?;
    studio()?.destinations(who.id).await.map_err(failed)
}

#[server(endpoint = "destinations/add")]
pub async fn add_destination(
    kind: String,
    label: Option<String>,
    address: String,
    account: Option<String>,
    secret: String,
    folder: Option<String>,
) -> Result<(), Problem> {
    use super::fields::choice;
    use crate::server_side::{asks, fail, failed, studio};
    use model::{DestinationKind, NewDestination};
    let by = asks().await?;
    let kind = choice(Some(&kind), DestinationKind::from_key).map_err(fail)?.unwrap_or(DestinationKind::Nextcloud);
    let (label, account, folder) = (label.unwrap_or_default(), account.unwrap_or_default(), folder.unwrap_or_default());
    let new = NewDestination { kind, label, address, account, secret, folder };
    studio()?.add_destination(&by, &new).await.map(drop).map_err(failed)
}

/// `verb` is test or remove.
#[server(endpoint = "destinations/do")]
pub async fn do_destination(destination: String, verb: String) -> Result<(), Problem> {
    use crate::server_side::{asks, fail, failed, studio};
    let (by, studio) = (asks().await?, studio()?);
    let id = destination.parse().map_err(|_| fail(Problem::field("There is no such destination.")))?;
    match verb.as_str() {
        "test" => match studio.test_destination(&by, id).await.map_err(failed)? {
            None => Ok(()),
            Some(fault) => Err(fail(Problem::field(fault))),
        },
        "remove" => studio.remove_destination(&by, id).await.map_err(failed),
        _ => Err(fail(Problem::field("This is not one of the choices."))),
    }
}
