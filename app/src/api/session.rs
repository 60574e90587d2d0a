//! Who is signed in, and the theme.

use crate::Problem;
use leptos::prelude::*;
use model::view::Person;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Session {
    pub person: Option<Person>,
    /// The sentence of a form that could not be done, when it was posted without JavaScript.
    pub flash: Option<String>,
}

#[server(endpoint = "session")]
pub async fn begin_visit() -> Result<Session, Problem> {
    use crate::server_side;
    Ok(Session { person: server_side::person().await, flash: server_side::take_flash() })
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
