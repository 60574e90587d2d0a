//! People in the JSON API: everybody's accounts for administrators, and one's own for everybody.

use super::{
    App,
    auth::request_host,
    client::From,
    json_body::{Body, body},
    person::SignedIn,
    reply::Problem,
    routes::Routes,
};
use axum::{
    Json,
    extract::{DefaultBodyLimit, FromRequestParts, Path, Query, State},
    http::{HeaderMap, StatusCode, request::Parts},
    response::IntoResponse,
    routing::{delete, get, post, put},
};
use model::{
    UserId,
    people::{AccountView, InvitationView, LinkView, MemberView, NewInvitation, PeopleView, Registration},
};
use pipeline::By;
use serde::{Deserialize, Serialize};
use tower_sessions::Session;
use uuid::Uuid;

/// Of a request here, in bytes.
const LIMIT: usize = 16_000;

pub fn routes() -> Routes {
    Routes::new()
        .route("/people", get(list))
        .route("/people/{user}", get(read).patch(change).delete(remove))
        .route("/people/{user}/reset-link", post(reset_link))
        .route("/invitations", get(invitations).post(invite))
        .route("/invitations/{id}", delete(revoke))
        .route("/registration", put(set_registration))
        .route("/me/account", get(account))
        .route("/me/password", post(password))
        .route("/me/sessions", delete(end_others))
        .route("/me/sessions/{session}", delete(end_one))
        .layer(DefaultBodyLimit::max(LIMIT))
}

/// Whoever is signed in, with the address that the request came from.
pub struct Asks(pub By);

impl<S: Send + Sync> FromRequestParts<S> for Asks {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let SignedIn(person) = SignedIn::from_request_parts(parts, state).await?;
        let From(client) = From::from_request_parts(parts, state).await?;
        Ok(Self(By { person, address: client.0.to_string() }))
    }
}

/// The same, for administrators only.
pub struct Administrator(pub By);

impl<S: Send + Sync> FromRequestParts<S> for Administrator {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let Asks(by) = Asks::from_request_parts(parts, state).await?;
        if by.person.admin {
            return Ok(Self(by));
        }
        pipeline::audit::refused("administration", Some(&by.person), "no administrator", &by.address);
        Err(Problem::new(StatusCode::FORBIDDEN, "Only an administrator of this studio can do this."))
    }
}

#[derive(Deserialize)]
struct Search {
    #[serde(default)]
    search: String,
}

async fn list(
    State(app): State<App>,
    Administrator(_): Administrator,
    Query(Search { search }): Query<Search>,
) -> Result<Json<PeopleView>, Problem> {
    Ok(Json(app.studio.people(&app.sign_up, &search).await?))
}

async fn read(
    State(app): State<App>,
    Administrator(_): Administrator,
    Path(user): Path<UserId>,
) -> Result<Json<MemberView>, Problem> {
    Ok(Json(app.studio.member(user).await?))
}

/// What may be changed of somebody; what is absent stays.
#[derive(Deserialize)]
struct Change {
    disabled: Option<bool>,
    /// Asks for the password of whoever asks.
    admin: Option<bool>,
    password: Option<String>,
}

async fn change(
    State(app): State<App>,
    Administrator(by): Administrator,
    Path(user): Path<UserId>,
    change: Body<Change>,
) -> Result<StatusCode, Problem> {
    let Change { disabled, admin, password } = body(change)?;
    if let Some(disabled) = disabled {
        app.studio.set_disabled(&by, user, disabled).await?;
    }
    if let Some(admin) = admin {
        app.studio.set_admin(&by, user, admin, password.as_deref()).await?;
    }
    Ok(StatusCode::NO_CONTENT)
}

/// The password of whoever asks.
#[derive(Deserialize)]
struct Password {
    password: Option<String>,
}

async fn remove(
    State(app): State<App>,
    Administrator(by): Administrator,
    Path(user): Path<UserId>,
    password: Body<Password>,
) -> Result<StatusCode, Problem> {
    app.studio.delete_person(&by, user, &body(password)?.password.unwrap_or_default()).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn reset_link(
    State(app): State<App>,
    Administrator(by): Administrator,
    Path(user): Path<UserId>,
    headers: HeaderMap,
    password: Body<Password>,
) -> Result<impl IntoResponse, Problem> {
    let password = body(password)?.password;
    let link = app.studio.reset_link(&by, &app.sign_up, request_host(&headers), user, password.as_deref()).await?;
    Ok((StatusCode::CREATED, Json(link)))
}

async fn invitations(
    State(app): State<App>,
    Administrator(_): Administrator,
) -> Result<Json<Vec<InvitationView>>, Problem> {
    Ok(Json(app.studio.people(&app.sign_up, "").await?.invitations))
}

#[derive(Serialize)]
struct Invited {
    id: Uuid,
    #[serde(flatten)]
    link: LinkView,
}

#[derive(Deserialize)]
struct Inviting {
    #[serde(flatten)]
    new: NewInvitation,
    /// Asked for where the invitation carries credit.
    password: Option<String>,
}

async fn invite(
    State(app): State<App>,
    Administrator(by): Administrator,
    headers: HeaderMap,
    inviting: Body<Inviting>,
) -> Result<impl IntoResponse, Problem> {
    let Inviting { new, password } = body(inviting)?;
    let (id, link) = app.studio.invite(&by, &app.sign_up, request_host(&headers), &new, password.as_deref()).await?;
    Ok((StatusCode::CREATED, Json(Invited { id, link })))
}

async fn revoke(
    State(app): State<App>,
    Administrator(by): Administrator,
    Path(id): Path<Uuid>,
) -> Result<StatusCode, Problem> {
    app.studio.revoke(&by, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Deserialize)]
struct Chosen {
    registration: Registration,
}

async fn set_registration(
    State(app): State<App>,
    Administrator(by): Administrator,
    chosen: Body<Chosen>,
) -> Result<StatusCode, Problem> {
    app.studio.set_registration(&by, &app.sign_up, body(chosen)?.registration).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What the session that asks is called.
fn current(session: &Session) -> Option<String> {
    session.id().map(|id| store::sessions::key(&id))
}

async fn account(State(app): State<App>, Asks(by): Asks, session: Session) -> Result<Json<AccountView>, Problem> {
    Ok(Json(app.studio.account(by.person.id, current(&session).as_deref()).await?))
}

#[derive(Deserialize)]
pub struct Named {
    name: String,
}

pub async fn rename(State(app): State<App>, Asks(by): Asks, named: Body<Named>) -> Result<StatusCode, Problem> {
    app.studio.rename(&by, &body(named)?.name).await?;
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Deserialize)]
struct NewPassword {
    present: String,
    new: String,
}

async fn password(
    State(app): State<App>,
    Asks(by): Asks,
    session: Session,
    passwords: Body<NewPassword>,
) -> Result<StatusCode, Problem> {
    let NewPassword { present, new } = body(passwords)?;
    app.studio.change_password(&by, current(&session).as_deref(), &present, &new).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn end_others(State(app): State<App>, Asks(by): Asks, session: Session) -> Result<StatusCode, Problem> {
    app.studio.end_sessions(&by, None, current(&session).as_deref()).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn end_one(State(app): State<App>, Asks(by): Asks, Path(session): Path<String>) -> Result<StatusCode, Problem> {
    app.studio.end_sessions(&by, Some(&session), None).await?;
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Deserialize)]
pub struct Goodbye {
    password: String,
    /// The person's own e-mail address.
    confirmation: String,
}

pub async fn delete_own(State(app): State<App>, Asks(by): Asks, goodbye: Body<Goodbye>) -> Result<StatusCode, Problem> {
    let Goodbye { password, confirmation } = body(goodbye)?;
    app.studio.delete_own(&by, &password, &confirmation).await?;
    Ok(StatusCode::NO_CONTENT)
}
