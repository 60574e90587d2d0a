//! Keys to outside services, in the JSON API. They are written and never read: answers show their last four characters.

use super::{App, client::From, person::SignedIn, reply::Problem, routes::Routes};
use axum::{
    Json,
    extract::{DefaultBodyLimit, Path, Query, State, rejection::JsonRejection},
    http::StatusCode,
    routing::{get, post, put},
};
use model::view::{KeyFor, KeyTest, KeyView, NewKeys, Person};
use serde::Deserialize;

/// Of a request with keys, in bytes.
const LIMIT: usize = 16_000;

pub fn routes() -> Routes {
    Routes::new()
        .route("/keys", get(list))
        .route("/keys/{provider}", put(set).delete(forget))
        .route("/keys/{provider}/test", post(test))
        .layer(DefaultBodyLimit::max(LIMIT))
}

async fn list(State(app): State<App>, SignedIn(who): SignedIn) -> Result<Json<Vec<KeyView>>, Problem> {
    Ok(Json(app.studio.key_views(&who).await?))
}

async fn set(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    From(client): From,
    Path(provider): Path<String>,
    keys: Result<Json<NewKeys>, JsonRejection>,
) -> Result<StatusCode, Problem> {
    // The usual sentence repeats what cannot be read of a request, and that may be a key.
    let Json(keys) = keys.map_err(|error| {
        Problem::new(
            error.status(),
            "The request cannot be read. It is a JSON object of texts: api_key, access_key, secret_key, base_url, and for: \
             \"me\" or \"installation\".",
        )
    })?;
    may(&who, keys.whose)?;
    let confirmed = match keys.needs_password() && who.admin {
        true => Some(app.studio.confirm(&who, client, keys.password.as_deref()).await?),
        false => None,
    };
    app.studio.set_key(&who, &provider, keys, confirmed.as_ref()).await?;
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Deserialize)]
struct Whose {
    #[serde(default, rename = "for")]
    whose: KeyFor,
}

/// What goes with taking away a key of the installation; nothing is needed for one's own.
#[derive(Default, Deserialize)]
struct Sure {
    password: Option<String>,
}

async fn forget(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    From(client): From,
    Path(provider): Path<String>,
    Query(Whose { whose }): Query<Whose>,
    sure: Option<Json<Sure>>,
) -> Result<StatusCode, Problem> {
    may(&who, whose)?;
    let Json(Sure { password }) = sure.unwrap_or_default();
    let confirmed = match whose {
        KeyFor::Installation => Some(app.studio.confirm(&who, client, password.as_deref()).await?),
        KeyFor::Me => None,
    };
    app.studio.forget_key(&who, &provider, whose, confirmed.as_ref()).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn test(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    Path(provider): Path<String>,
) -> Result<Json<KeyTest>, Problem> {
    Ok(Json(app.studio.test_key(&who, &provider).await?))
}

fn may(who: &Person, whose: KeyFor) -> Result<(), Problem> {
    if whose == KeyFor::Installation && !who.admin {
        let sentence = "Only an administrator of this studio can change the keys for everybody.";
        return Err(Problem::new(StatusCode::FORBIDDEN, sentence));
    }
    Ok(())
}
