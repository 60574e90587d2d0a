//! A new password for whoever forgot theirs, by mail. Whether there is such an account is never told.

use super::{App, client::From};
use axum::{Form, extract::State, response::Redirect};
use pipeline::audit;
use serde::Deserialize;

/// Mails that one place may ask for before it has to wait.
const FREE: u32 = 5;

#[derive(Deserialize)]
pub struct Forgot {
    email: String,
}

/// Sends a link to the account's address. The answer is the same for everybody, and does not wait for the mail.
pub async fn forgot(State(app): State<App>, From(client): From, Form(Forgot { email }): Form<Forgot>) -> Redirect {
    let address = client.0.to_string();
    let Some(mailer) = app.mailer.clone().filter(|_| app.sign_up.can_mail()) else {
        return Redirect::to("/login?error=no_mail");
    };
    let email = email.trim().to_lowercase();
    // Each place, and each account, only so often: nobody's letter box is filled by a stranger.
    let database = app.studio.database();
    let everywhere = std::net::IpAddr::V4(std::net::Ipv4Addr::UNSPECIFIED);
    for (receiver, from) in [("", client.0), (email.as_str(), everywhere)] {
        match database.admit_guest("forgot", receiver, from, FREE).await {
            Ok(Ok(())) => {}
            Ok(Err(_)) => {
                audit::refused("forgotten password", None, "wait", &address);
                return Redirect::to("/login?error=wait");
            }
            Err(error) => {
                tracing::error!(%error, "tries could not be counted");
                return Redirect::to("/login?error=failed");
            }
        }
    }
    tokio::spawn(async move {
        match app.studio.forgotten(&app.sign_up, &email, &address).await {
            Ok(Some((to, link))) => {
                let text = format!(
                    "Somebody, probably you, asked for a new password for Director Studio.\n\n{link}\n\n\
                     The link works once, for a day. If it was not you, do nothing: your password stays as it is.\n"
                );
                if let Err(error) = mailer.send(&to, "A new password", text).await {
                    tracing::error!(error, "a mail was not sent");
                }
            }
            Ok(None) => {}
            Err(error) => tracing::error!(detail = error.detail(), "no link for a new password was made"),
        }
    });
    Redirect::to("/login?done=forgot")
}
