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
    http::{HeaderMap, StatusCode, header},
    response::IntoResponse,
};
use model::view::Person;
use pipeline::{NewPerson, audit};
use serde::Deserialize;
use serde_json::{Value, json};
use store::AccountError;
use tower_sessions::Session;

/// Who comes.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = AccountEntry)]
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

/// An answer about an account.
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "describes what is written as JSON")]
struct AccountAnswer {
    /// `registered`, `logged_in` or `logged_out`.
    status: String,
    message: String,
    user: Option<AccountUser>,
}

#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "describes what is written as JSON")]
struct AccountUser {
    id: String,
    email: String,
    name: String,
}

/// What is described of these routes.
#[derive(utoipa::OpenApi)]
#[openapi(paths(register, login, logout, me, me_shortly))]
pub struct Described;

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
    let wait = too_many.wait.as_secs().max(1);
    problem.with("retry_after", wait).header(header::RETRY_AFTER, &wait.to_string())
}

/// Makes an account, and logs it in.
#[utoipa::path(post, path = "/api/auth/register", operation_id = "register", tag = "accounts", request_body = Entry, responses((status = 201, description = "the account.", body = AccountAnswer), (status = 409, description = "the address has an account."), (status = 400, description = "no JSON."), (status = 413, description = "too large."), (status = 415, description = "no JSON."), (status = 422, description = "a field is wrong."), (status = 429, description = "too many tries; see Retry-After.")))]
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

/// Logs in: the answer sets the session's cookie.
#[utoipa::path(post, path = "/api/auth/login", operation_id = "log_in", tag = "accounts", request_body = Entry, responses((status = 200, description = "logged in.", body = AccountAnswer), (status = 401, description = "the address or the password is wrong."), (status = 400, description = "no JSON."), (status = 413, description = "too large."), (status = 415, description = "no JSON."), (status = 422, description = "a field is wrong."), (status = 429, description = "too many tries; see Retry-After.")))]
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

/// Logs out.
#[utoipa::path(post, path = "/api/auth/logout", operation_id = "log_out", tag = "accounts", responses((status = 200, description = "logged out.", body = AccountAnswer)))]
pub async fn logout(session: Session) -> Json<Value> {
    if let Err(error) = session.flush().await {
        tracing::error!(%error, "a session could not be ended");
    }
    Json(json!({ "status": "logged_out", "message": "You are logged out." }))
}

/// Tells who is logged in.
#[utoipa::path(get, path = "/api/auth/me", operation_id = "who_am_i", tag = "accounts", responses((status = 200, description = "who is logged in.", body = AccountAnswer)))]
pub async fn me(SignedIn(person): SignedIn) -> Json<Value> {
    told("logged_in", "You are logged in.", &person)
}

/// Tells who is logged in, under a shorter address.
#[utoipa::path(get, path = "/me", operation_id = "who_am_i_shortly", tag = "accounts", responses((status = 200, description = "who is logged in.", body = AccountAnswer)))]
pub async fn me_shortly(signed_in: SignedIn) -> Json<Value> {
    me(signed_in).await
}
