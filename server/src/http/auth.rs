//! Registering, logging in, logging out: plain form posts that answer with a redirect.

use super::{
    App,
    client::From,
    person::WHO,
    reply::{escape, local},
};
use axum::{
    Form,
    extract::State,
    response::{IntoResponse as _, Redirect, Response},
};
use model::view::Person;
use serde::Deserialize;
use store::AccountError;
use tower_sessions::Session;

#[derive(Deserialize)]
pub struct Fields {
    email: String,
    password: String,
    #[serde(default)]
    name: String,
    /// Where to go afterwards; only paths of our own.
    #[serde(default)]
    next: String,
}

impl Fields {
    fn next(&self) -> String {
        local(&self.next).unwrap_or_else(|| "/".to_owned())
    }

    /// Back to the form, which turns the code into a sentence.
    fn again(&self, page: &str, code: &str) -> Response {
        Redirect::to(&format!("{page}?error={code}&next={}", escape(&self.next()))).into_response()
    }
}

/// The word in the form's address for what went wrong.
fn code(error: &AccountError) -> &'static str {
    match error {
        AccountError::Email => "invalid",
        AccountError::Short => "short",
        AccountError::Long => "long",
        AccountError::Taken => "taken",
        AccountError::Wrong | AccountError::WrongPresent => "wrong",
        AccountError::Store(error) => {
            tracing::error!(%error, "an account could not be read or made");
            "failed"
        }
    }
}

pub async fn register(
    State(app): State<App>,
    From(client): From,
    session: Session,
    Form(fields): Form<Fields>,
) -> Response {
    match app.studio.database().admit_registration(client.0, app.web.registrations).await {
        Ok(Ok(())) => {}
        Ok(Err(_)) => return fields.again("/register", "wait"),
        Err(error) => return fields.again("/register", code(&error.into())),
    }
    match app.studio.database().register(&fields.email, &fields.name, &fields.password).await {
        Ok(person) => enter(&session, &person, &fields, "/register").await,
        Err(error) => fields.again("/register", code(&error)),
    }
}

pub async fn login(
    State(app): State<App>,
    From(client): From,
    session: Session,
    Form(fields): Form<Fields>,
) -> Response {
    match app.studio.database().admit(&fields.email, client.0).await {
        Ok(Ok(())) => {}
        Ok(Err(_)) => return fields.again("/login", "wait"),
        Err(error) => return fields.again("/login", code(&error.into())),
    }
    match app.studio.database().sign_in(&fields.email, &fields.password).await {
        Ok(person) => {
            if let Err(error) = app.studio.database().succeeded(&fields.email, client.0).await {
                tracing::error!(%error, "the tries of a person who signed in were not forgotten");
            }
            enter(&session, &person, &fields, "/login").await
        }
        Err(error) => fields.again("/login", code(&error)),
    }
}

/// Puts the person into a session with a new id, so that an id planted before is worth nothing.
async fn enter(session: &Session, person: &Person, fields: &Fields, page: &str) -> Response {
    let entered = async {
        session.cycle_id().await?;
        session.insert(WHO, person.id).await
    };
    match entered.await {
        Ok(()) => Redirect::to(&fields.next()).into_response(),
        Err(error) => {
            tracing::error!(%error, "a session could not be made");
            fields.again(page, "failed")
        }
    }
}

pub async fn logout(session: Session) -> Redirect {
    if let Err(error) = session.flush().await {
        tracing::error!(%error, "a session could not be ended");
    }
    Redirect::to("/login")
}
