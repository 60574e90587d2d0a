//! Who is signed in, and the theme.

use crate::Problem;
use leptos::prelude::*;
use model::{people::DoorView, view::Person};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Session {
    pub person: Option<Person>,
    /// The sentence of a form that could not be done, when it was posted without JavaScript.
    pub flash: Option<String>,
    /// Whoever has no account can make one.
    pub may_register: bool,
}

#[server(endpoint = "session")]
pub async fn begin_visit() -> Result<Session, Problem> {
    use crate::server_side;
    let person = server_side::person().await;
    // Where the database cannot tell, nothing is offered.
    let may_register = person.is_none() && door(String::new()).await.is_ok_and(|door| door.is_open());
    Ok(Session { person, flash: server_side::take_flash(), may_register })
}

/// What the page says on which an account is made.
#[server(endpoint = "door")]
pub async fn door(invitation: String) -> Result<DoorView, Problem> {
    use crate::server_side::{came, door, failed, host, studio};
    let host = host();
    studio()?.door(&door()?, came(&host), Some(&invitation)).await.map_err(failed)
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
