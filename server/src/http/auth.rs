//! Registering, logging in, logging out: plain form posts that answer with a redirect.

use super::{
    App, agent,
    client::From,
    person::WHO,
    reply::{Problem, escape, local},
};
use axum::{
    Form,
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse as _, Redirect, Response},
};
use model::{people::Registration, view::Person};
use pipeline::{NewPerson, RequestHost, audit};
use serde::Deserialize;
use std::net::IpAddr;
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
    /// The token of an invitation.
    #[serde(default)]
    invitation: String,
    /// For the first account: the set-up token, and who else may register.
    #[serde(default)]
    token: String,
    #[serde(default)]
    registration: Option<Registration>,
}

impl Fields {
    fn next(&self) -> String {
        local(&self.next).unwrap_or_else(|| "/".to_owned())
    }

    /// Back to the form, which turns the code into a sentence.
    fn again(&self, page: &str, code: &str) -> Response {
        let invitation = match self.invitation.as_str() {
            "" => String::new(),
            token => format!("&invitation={}", escape(token)),
        };
        Redirect::to(&format!("{page}?error={code}&next={}{invitation}", escape(&self.next()))).into_response()
    }
}

/// The word in the form's address for what went wrong.
pub fn code(error: &AccountError) -> &'static str {
    match error {
        AccountError::Email => "invalid",
        AccountError::Short => "short",
        AccountError::Long => "long",
        AccountError::Taken => "taken",
        AccountError::Wrong | AccountError::WrongPresent => "wrong",
        AccountError::Common => "common",
        AccountError::Simple => "simple",
        AccountError::Personal => "personal",
        AccountError::ByInvitation => "by_invitation",
        AccountError::Closed => "closed",
        AccountError::Token => "token",
        AccountError::SetUpAlready => "set_up",
        AccountError::Invitation => "invitation",
        AccountError::InvitedOther => "invited_other",
        AccountError::Link => "link",
        AccountError::Disabled => "disabled",
        AccountError::LastAdministrator => "failed",
        AccountError::Store(error) => {
            tracing::error!(%error, "an account could not be read or made");
            "failed"
        }
    }
}

/// How the request came, for the way in.
pub fn request_host(headers: &HeaderMap) -> RequestHost<'_> {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or("");
    let forwarded = ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via"];
    RequestHost { host, forwarded: forwarded.iter().any(|name| headers.contains_key(*name)) }
}

pub async fn register(
    State(app): State<App>,
    From(client): From,
    headers: HeaderMap,
    session: Session,
    Form(fields): Form<Fields>,
) -> Response {
    match app.studio.database().admit_registration(client.0, app.web.most_registrations).await {
        Ok(Ok(())) => {}
        Ok(Err(_)) => {
            audit::refused("registration", None, "wait", &client.0.to_string());
            return fields.again("/register", "wait");
        }
        Err(error) => return fields.again("/register", code(&error.into())),
    }
    let entry = NewPerson {
        email: &fields.email,
        name: &fields.name,
        password: &fields.password,
        invitation: &fields.invitation,
        token: &fields.token,
        registration: fields.registration.unwrap_or_default(),
    };
    match app.studio.register(&app.sign_up, request_host(&headers), entry).await {
        Ok(person) => {
            audit::came("registered", &person, &client.0.to_string());
            enter(&session, &person, &headers, client.0, &fields, "/register").await
        }
        Err(error) => {
            audit::refused("registration", None, code(&error), &client.0.to_string());
            fields.again("/register", code(&error))
        }
    }
}

pub async fn login(
    State(app): State<App>,
    From(client): From,
    headers: HeaderMap,
    session: Session,
    Form(fields): Form<Fields>,
) -> Response {
    match app.studio.database().admit(&fields.email, client.0).await {
        Ok(Ok(())) => {}
        Ok(Err(_)) => {
            audit::refused("log-in", None, "wait", &client.0.to_string());
            return fields.again("/login", "wait");
        }
        Err(error) => return fields.again("/login", code(&error.into())),
    }
    match app.studio.database().sign_in(&fields.email, &fields.password).await {
        Ok(person) => {
            if let Err(error) = app.studio.database().succeeded(&fields.email, client.0).await {
                tracing::error!(%error, "the tries of a person who signed in were not forgotten");
            }
            audit::came("logged in", &person, &client.0.to_string());
            enter(&session, &person, &headers, client.0, &fields, "/login").await
        }
        Err(error) => {
            let whom = app.studio.database().by_email(&fields.email).await.unwrap_or_default();
            audit::refused("log-in", whom.as_ref(), code(&error), &client.0.to_string());
            fields.again("/login", code(&error))
        }
    }
}

/// Puts the person into a session with a new id, so that an id planted before is worth nothing.
async fn enter(
    session: &Session,
    person: &Person,
    headers: &HeaderMap,
    address: IpAddr,
    fields: &Fields,
    page: &str,
) -> Response {
    match begin(session, person, headers, address).await {
        Ok(()) => Redirect::to(&fields.next()).into_response(),
        Err(_) => fields.again(page, "failed"),
    }
}

/// Puts the person into a session with a new id.
pub async fn begin(session: &Session, person: &Person, headers: &HeaderMap, address: IpAddr) -> Result<(), Problem> {
    let browser = headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or("");
    let entered = async {
        session.cycle_id().await?;
        session.insert(store::sessions::AGENT, agent::words(browser)).await?;
        session.insert(store::sessions::ADDRESS, address.to_canonical().to_string()).await?;
        session.insert(WHO, person.id).await
    };
    entered.await.map_err(|error: tower_sessions::session::Error| {
        tracing::error!(%error, "a session could not be made");
        let sentence = "Something went wrong on our side. Nothing is lost; please try again.";
        Problem::new(StatusCode::INTERNAL_SERVER_ERROR, sentence)
    })
}

#[derive(Deserialize)]
pub struct Reset {
    token: String,
    password: String,
}

/// Sets a new password with a reset link.
pub async fn reset(
    State(app): State<App>,
    From(client): From,
    Form(Reset { token, password }): Form<Reset>,
) -> Redirect {
    let address = client.0.to_string();
    match app.studio.reset_password(&token, &password, &address).await {
        Ok(()) => Redirect::to("/login?done=reset"),
        Err(error) => Redirect::to(&format!("/reset?error={}&token={}", code(&error), escape(&token))),
    }
}

pub async fn logout(session: Session) -> Redirect {
    if let Err(error) = session.flush().await {
        tracing::error!(%error, "a session could not be ended");
    }
    Redirect::to("/login")
}
