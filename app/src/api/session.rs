//! Who is signed in, and the theme.

use crate::Problem;
use leptos::prelude::*;
use model::{people::SignUpView, view::Person};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Session {
    pub person: Option<Person>,
    /// The sentence of a form that could not be done, when it was posted without JavaScript.
    pub flash: Option<String>,
    /// Whoever has no account can make one.
    pub may_register: bool,
    /// There is a film to look at before one has an account.
    #[serde(default)]
    pub sample: bool,
}

#[server(endpoint = "session")]
pub async fn begin_visit() -> Result<Session, Problem> {
    use crate::server_side;
    let person = server_side::person().await;
    // Where the database cannot tell, nothing is offered.
    let may_register = person.is_none() && sign_up(String::new()).await.is_ok_and(|sign_up| sign_up.is_open());
    let sample = server_side::studio().is_ok_and(|studio| studio.sample().is_some());
    Ok(Session { person, flash: server_side::take_flash(), may_register, sample })
}

/// What the page says on which an account is made.
#[server(endpoint = "sign_up")]
pub async fn sign_up(invitation: String) -> Result<SignUpView, Problem> {
    use crate::server_side::{failed, host, request_host, sign_up, studio};
    let host = host();
    studio()?.sign_up(&sign_up()?, request_host(&host), Some(&invitation)).await.map_err(failed)
}

/// Keeps the theme in a cookie; anything but `dark` and `light` follows the system.
#[server(endpoint = "theme")]
pub async fn set_theme(theme: String) -> Result<(), Problem> {
    let cookie = match theme.as_str() {
        "dark" | "light" => format!("theme={theme}; Path=/; Max-Age=31536000; SameSite=Lax"),
        _ => "theme=; Path=/; Max-Age=0; SameSite=Lax".to_owned(),
    };
    if let Some(response) = use_context::<leptos_axum::ResponseOptions>() {
        crate::server_side::set_cookie(&response, &cookie);
    }
    Ok(())
}
