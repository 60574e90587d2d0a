//! Everybody's accounts, for administrators.

use crate::Problem;
use leptos::prelude::*;
use model::people::PeopleView;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Everybody {
    pub view: PeopleView,
    /// A link that was just made. It is told this once.
    pub link: Option<String>,
}

#[server(endpoint = "people/list")]
pub async fn list_people(search: String) -> Result<Everybody, Problem> {
    use crate::server_side::{administrator, failed, sign_up, studio, take};
    administrator().await?;
    let view = studio()?.people(&sign_up()?, &search).await.map_err(failed)?;
    Ok(Everybody { view, link: take("link") })
}

#[server(endpoint = "people/registration")]
pub async fn choose_registration(registration: String) -> Result<(), Problem> {
    use super::fields::choice;
    use crate::server_side::{administrator, fail, failed, sign_up, studio};
    use model::people::Registration;
    let by = administrator().await?;
    let chosen = choice(Some(&registration), Registration::from_key).map_err(fail)?.unwrap_or_default();
    studio()?.set_registration(&by, &sign_up()?, chosen).await.map_err(failed)?;
    leptos_axum::redirect("/people");
    Ok(())
}

#[server(endpoint = "people/invite")]
pub async fn invite(
    email: Option<String>,
    dollars: Option<String>,
    days: Option<String>,
    password: Option<String>,
) -> Result<(), Problem> {
    use super::fields::{cents, number};
    use crate::server_side::{administrator, fail, failed, host, leave, request_host, sign_up, studio};
    use model::people::NewInvitation;
    let by = administrator().await?;
    let cents = cents("Credit", dollars.as_deref()).map_err(fail)?.unwrap_or(0);
    let days = number("Days", days.as_deref(), 1.0, 90.0).map_err(fail)?.unwrap_or(7.0) as u32;
    let (host, new) = (host(), NewInvitation { email, cents, days });
    let (_, link) =
        studio()?.invite(&by, &sign_up()?, request_host(&host), &new, password.as_deref()).await.map_err(failed)?;
    leave("link", &link.link);
    leptos_axum::redirect("/people");
    Ok(())
}

#[server(endpoint = "people/revoke")]
pub async fn revoke_invitation(invitation: String) -> Result<(), Problem> {
    use crate::server_side::{administrator, fail, failed, studio};
    let by = administrator().await?;
    let id = invitation.parse().map_err(|_| fail(Problem::field("There is no such invitation.")))?;
    studio()?.revoke(&by, id).await.map_err(failed)?;
    leptos_axum::redirect("/people");
    Ok(())
}

/// `verb` is disable, enable, promote or demote; the last two ask for the administrator's password.
#[server(endpoint = "people/change")]
pub async fn change_person(person: model::UserId, verb: String, password: Option<String>) -> Result<(), Problem> {
    use crate::server_side::{administrator, fail, failed, studio};
    let (by, studio) = (administrator().await?, studio()?);
    match verb.as_str() {
        "disable" => studio.set_disabled(&by, person, true).await,
        "enable" => studio.set_disabled(&by, person, false).await,
        "promote" => studio.set_admin(&by, person, true, password.as_deref()).await,
        "demote" => studio.set_admin(&by, person, false, password.as_deref()).await,
        _ => return Err(fail(Problem::field("This is not one of the choices."))),
    }
    .map_err(failed)?;
    leptos_axum::redirect("/people");
    Ok(())
}

#[server(endpoint = "people/reset")]
pub async fn make_reset_link(person: model::UserId, password: Option<String>) -> Result<(), Problem> {
    use crate::server_side::{administrator, failed, host, leave, request_host, sign_up, studio};
    let (by, host) = (administrator().await?, host());
    let link = studio()?
        .reset_link(&by, &sign_up()?, request_host(&host), person, password.as_deref())
        .await
        .map_err(failed)?;
    leave("link", &link.link);
    leptos_axum::redirect("/people");
    Ok(())
}

#[server(endpoint = "people/delete")]
pub async fn delete_person(person: model::UserId, password: String) -> Result<(), Problem> {
    use crate::server_side::{administrator, failed, studio};
    let by = administrator().await?;
    studio()?.delete_person(&by, person, &password).await.map_err(failed)?;
    leptos_axum::redirect("/people");
    Ok(())
}
