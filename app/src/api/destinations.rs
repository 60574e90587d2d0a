//! Where the person's films are sent.

use crate::Problem;
use leptos::prelude::*;
use model::{Connectable, DestinationView};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Destinations {
    pub places: Vec<DestinationView>,
    /// What can be connected on a page of its own.
    pub connectable: Connectable,
}

#[server(endpoint = "destinations/list")]
pub async fn list_destinations() -> Result<Destinations, Problem> {
    use crate::server_side::{actor, allowed, failed, studio};
    let actor = actor().await?;
    let studio = studio()?;
    let places = studio.destinations(&allowed(&actor)?).await.map_err(failed)?;
    Ok(Destinations { places, connectable: studio.connectable() })
}

#[server(endpoint = "destinations/add")]
pub async fn add_destination(
    kind: String,
    label: Option<String>,
    address: Option<String>,
    account: Option<String>,
    secret: String,
    folder: Option<String>,
) -> Result<(), Problem> {
    use super::fields::choice;
    use crate::server_side::{actor, allowed, client_address, fail, failed, studio};
    use model::{DestinationKind, NewDestination};
    let (actor, client) = (actor().await?, client_address().await?);
    let kind = choice(Some(&kind), DestinationKind::from_key).map_err(fail)?.unwrap_or(DestinationKind::Nextcloud);
    let (label, account, folder) = (label.unwrap_or_default(), account.unwrap_or_default(), folder.unwrap_or_default());
    let address = address.unwrap_or_default();
    let new = NewDestination { kind, label, address, account, secret, folder };
    studio()?.add_destination(&allowed(&actor)?, &client, &new).await.map(drop).map_err(failed)
}

/// Begins to connect a destination on a page of its own.
#[server(endpoint = "destinations/connect")]
pub async fn connect_destination(kind: String, address: Option<String>, folder: Option<String>) -> Result<(), Problem> {
    use super::fields::choice;
    use crate::server_side::{actor, allowed, client_address, fail, failed, studio};
    use model::{ConnectDestination, DestinationKind};
    let (actor, client) = (actor().await?, client_address().await?);
    let kind = choice(Some(&kind), DestinationKind::from_key).map_err(fail)?.unwrap_or(DestinationKind::Nextcloud);
    let new = ConnectDestination { kind, address: address.unwrap_or_default(), folder: folder.unwrap_or_default() };
    studio()?.connect_destination(&allowed(&actor)?, &client, &new).await.map(drop).map_err(failed)
}

/// `verb` is test or remove.
#[server(endpoint = "destinations/do")]
pub async fn do_destination(destination: String, verb: String) -> Result<(), Problem> {
    use crate::server_side::{actor, allowed, client_address, fail, failed, studio};
    let (actor, studio) = (actor().await?, studio()?);
    let id = destination.parse().map_err(|_| fail(Problem::field("There is no such destination.")))?;
    match verb.as_str() {
        "test" => match studio.test_destination(&allowed(&actor)?, id).await.map_err(failed)? {
            None => Ok(()),
            Some(fault) => Err(fail(Problem::field(fault))),
        },
        "remove" => {
            let client = client_address().await?;
            studio.remove_destination(&allowed(&actor)?, &client, id).await.map_err(failed)
        }
        _ => Err(fail(Problem::field("This is not one of the choices."))),
    }
}
