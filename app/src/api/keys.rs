//! Keys to outside services: set, tested and taken away, never shown.

use crate::Problem;
use leptos::prelude::*;
use model::view::{KeyTestView, KeyView, ProviderView};

#[server(endpoint = "keys/list")]
pub async fn list_keys() -> Result<Vec<KeyView>, Problem> {
    use crate::server_side::{failed, signed_in, studio};
    let who = signed_in().await?;
    studio()?.key_views(&who).await.map_err(failed)
}

/// What tests of keys sent and were answered: the person's own, for an administrator everybody's.
#[server(endpoint = "keys/tests")]
pub async fn list_key_tests() -> Result<Vec<KeyTestView>, Problem> {
    use crate::server_side::{failed, signed_in, studio};
    let who = signed_in().await?;
    studio()?.key_tests(&who).await.map_err(failed)
}

/// How the services are, and what the person's own films had of them.
#[server(endpoint = "providers/list")]
pub async fn list_providers() -> Result<Vec<ProviderView>, Problem> {
    use crate::server_side::{failed, signed_in, studio};
    let who = signed_in().await?;
    studio()?.provider_views(Some(who.id)).await.map_err(failed)
}

/// Keeps the fields that are filled in; `everybody` is for administrators, who then give their password again.
#[server(endpoint = "keys/set")]
pub async fn set_keys(
    provider: String,
    everybody: Option<String>,
    api_key: Option<String>,
    access_key: Option<String>,
    secret_key: Option<String>,
    base_url: Option<String>,
    password: Option<String>,
) -> Result<(), Problem> {
    use crate::server_side::{confirmed, failed, signed_in, studio};
    use model::view::{KeyFor, NewKeys};
    let who = signed_in().await?;
    let whose = if everybody.is_some() { KeyFor::Installation } else { KeyFor::Me };
    check_may(&who, whose)?;
    let new = NewKeys { whose, api_key, access_key, secret_key, base_url, password };
    let sure = match new.needs_password() && who.admin {
        true => Some(confirmed(&who, new.password.as_deref()).await?),
        false => None,
    };
    studio()?.set_key(&who, &provider, new, sure.as_ref()).await.map_err(failed)?;
    leptos_axum::redirect("/settings#keys");
    Ok(())
}

/// Keys for everybody are for administrators.
#[cfg(feature = "ssr")]
fn check_may(who: &model::view::Person, whose: model::view::KeyFor) -> Result<(), Problem> {
    if whose == model::view::KeyFor::Installation && !who.admin {
        let sentence = "Only an administrator of this studio can change the keys for everybody.";
        return Err(crate::server_side::fail(Problem::new(403, sentence)));
    }
    Ok(())
}

#[server(endpoint = "keys/forget")]
pub async fn forget_keys(provider: String, everybody: Option<String>, password: Option<String>) -> Result<(), Problem> {
    use crate::server_side::{confirmed, failed, signed_in, studio};
    use model::view::KeyFor;
    let who = signed_in().await?;
    let whose = if everybody.is_some() { KeyFor::Installation } else { KeyFor::Me };
    check_may(&who, whose)?;
    let sure = match whose == KeyFor::Installation {
        true => Some(confirmed(&who, password.as_deref()).await?),
        false => None,
    };
    studio()?.forget_key(&who, &provider, whose, sure.as_ref()).await.map_err(failed)?;
    leptos_axum::redirect("/settings#keys");
    Ok(())
}

/// Asks the service something that costs nothing. The answer comes back as the page's sentence.
#[server(endpoint = "keys/test")]
pub async fn test_keys(provider: String) -> Result<(), Problem> {
    use crate::server_side::{failed, signed_in, studio};
    let who = signed_in().await?;
    let test = studio()?.test_key(&who, &provider).await.map_err(failed)?;
    Err(crate::server_side::fail(Problem::field(test.sentence)))
}
