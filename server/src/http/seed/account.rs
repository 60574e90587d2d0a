//! `/api/auth`: accounts and log-in as JSON. The session is the same as the pages'.

use crate::http::{
    App,
    auth::{self, request_host},
    client::From,
    json_body,
    person::SignedIn,
    reply::Problem,
};
use axum::{
    Json,
    body::Bytes,
    extract::{State, rejection::BytesRejection},
    http::{HeaderMap, StatusCode},
    response::IntoResponse,
};
use model::view::Person;
use pipeline::{NewPerson, audit};
use serde::Deserialize;
use serde_json::{Value, json};
use store::AccountError;
use tower_sessions::Session;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    #[serde(default)]
    email: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    name: String,
    /// The token of an invitation, and the set-up token, where one is asked for.
    #[serde(default)]
    invitation: String,
    #[serde(default)]
    token: String,
}

fn told(status: &str, message: &str, person: &Person) -> Json<Value> {
    let user = json!({ "id": person.id, "email": person.email, "name": person.name });
    Json(json!({ "status": status, "message": message, "user": user }))
}

/// What is wrong with an account, with the field that it is about.
fn refused(error: AccountError) -> Problem {
    let field = match error {
        AccountError::Email | AccountError::Taken | AccountError::InvitedOther => Some("email"),
        AccountError::Short
        | AccountError::Long
        | AccountError::Common
        | AccountError::Simple
        | AccountError::Personal => Some("password"),
        AccountError::Invitation => Some("invitation"),
        AccountError::Token => Some("token"),
        _ => None,
    };
    let wrong = matches!(error, AccountError::Wrong | AccountError::Disabled);
    let mut problem = Problem::from(pipeline::Error::from(error));
    if wrong {
        problem.status = StatusCode::UNAUTHORIZED.as_u16();
    }
    match field {
        Some(field) => problem.code("bad_field").field(field),
        None => problem,
    }
}

fn wait(too_many: store::TooMany) -> Problem {
    let problem = Problem::new(StatusCode::TOO_MANY_REQUESTS, too_many.to_string()).code("too_many_tries");
    problem.with("retry_after", too_many.wait.as_secs().max(1))
}

pub async fn register(
    State(app): State<App>,
    From(client): From,
    headers: HeaderMap,
    session: Session,
    body: Result<Bytes, BytesRejection>,
) -> Result<impl IntoResponse, Problem> {
    let entry: Entry = json_body::read(&json_body::bytes(&headers, body)?)?;
    app.studio.database().admit_registration(client.0, app.web.most_registrations).await?.map_err(wait)?;
    let new = NewPerson {
        email: &entry.email,
        name: &entry.name,
        password: &entry.password,
        invitation: &entry.invitation,
        token: &entry.token,
        registration: Default::default(),
    };
    let person = app.studio.register(&app.sign_up, request_host(&headers), new).await.map_err(|error| {
        audit::refused("registration", None, auth::code(&error), &client.0.to_string());
        refused(error)
    })?;
    audit::came("registered", &person, &client.0.to_string());
    auth::begin(&session, &person, &headers, client.0).await?;
    Ok((StatusCode::CREATED, told("registered", "Your account is made, and you are logged in.", &person)))
}

pub async fn login(
    State(app): State<App>,
    From(client): From,
    headers: HeaderMap,
    session: Session,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<Value>, Problem> {
    let entry: Entry = json_body::read(&json_body::bytes(&headers, body)?)?;
    let database = app.studio.database();
    database.admit(&entry.email, client.0).await?.map_err(wait)?;
    let person = match database.sign_in(&entry.email, &entry.password).await {
        Ok(person) => person,
        Err(error) => {
            let whom = database.by_email(&entry.email).await.unwrap_or_default();
            audit::refused("log-in", whom.as_ref(), auth::code(&error), &client.0.to_string());
            return Err(refused(error));
        }
    };
    if let Err(error) = database.succeeded(&entry.email, client.0).await {
        tracing::error!(%error, "the tries of a person who signed in were not forgotten");
    }
    audit::came("logged in", &person, &client.0.to_string());
    auth::begin(&session, &person, &headers, client.0).await?;
    Ok(told("logged_in", "You are logged in.", &person))
}

pub async fn logout(session: Session) -> Json<Value> {
    if let Err(error) = session.flush().await {
        tracing::error!(%error, "a session could not be ended");
    }
    Json(json!({ "status": "logged_out", "message": "You are logged out." }))
}

pub async fn me(SignedIn(person): SignedIn) -> Json<Value> {
    told("logged_in", "You are logged in.", &person)
}
