//! One's own account: name, password, log-ins, and the end of it.

use crate::Problem;
use leptos::prelude::*;
use model::people::AccountView;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AccountPage {
    pub account: AccountView,
    /// What the last form did.
    pub note: Option<String>,
}

#[server(endpoint = "account/view")]
pub async fn own_account() -> Result<AccountPage, Problem> {
    use crate::server_side::{failed, session_key, signed_in, studio, take};
    let who = signed_in().await?;
    let account = studio()?.account(who.id, session_key().as_deref()).await.map_err(failed)?;
    Ok(AccountPage { account, note: take("note") })
}

#[server(endpoint = "account/name")]
pub async fn change_name(name: String) -> Result<(), Problem> {
    use crate::server_side::{asks, failed, leave, studio};
    let by = asks().await?;
    studio()?.rename(&by, &name).await.map_err(failed)?;
    leave("note", "Your name is changed.");
    leptos_axum::redirect("/account");
    Ok(())
}

#[server(endpoint = "account/password")]
pub async fn change_password(present: String, new: String) -> Result<(), Problem> {
    use crate::server_side::{asks, failed, leave, session_key, studio};
    let by = asks().await?;
    studio()?.change_password(&by, session_key().as_deref(), &present, &new).await.map_err(failed)?;
    leave("note", "Your password is changed, and you are logged out everywhere else.");
    leptos_axum::redirect("/account");
    Ok(())
}

/// Ends one log-in, or all but this one where none is named.
#[server(endpoint = "account/sessions")]
pub async fn end_sessions(session: Option<String>) -> Result<(), Problem> {
    use crate::server_side::{asks, failed, leave, session_key, studio};
    let by = asks().await?;
    studio()?.end_sessions(&by, session.as_deref(), session_key().as_deref()).await.map_err(failed)?;
    leave("note", if session.is_some() { "That log-in is ended." } else { "You are logged out everywhere else." });
    leptos_axum::redirect("/account");
    Ok(())
}

#[server(endpoint = "account/delete")]
pub async fn delete_account(password: String, confirmation: String) -> Result<(), Problem> {
    use crate::server_side::{asks, failed, studio};
    let by = asks().await?;
    studio()?.delete_own(&by, &password, &confirmation).await.map_err(failed)?;
    leptos_axum::redirect("/login?done=deleted");
    Ok(())
}
