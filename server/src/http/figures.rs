//! How the outside services are, and what is kept, in the JSON API.

use super::{App, person::SignedIn, reply::Problem, routes::Routes};
use axum::{
    Json,
    extract::{Query, State},
    http::StatusCode,
    routing::get,
};
use model::{
    UserId,
    view::{CacheChoice, CacheView, Cleared, Person, ProviderView},
};
use serde::Deserialize;

pub fn routes() -> Routes {
    Routes::new().route("/providers", get(providers)).route("/cache", get(cache).delete(clear))
}

#[derive(Deserialize)]
struct Whose {
    #[serde(default)]
    everybody: bool,
}

/// Whose figures: the person's own, or everybody's where an administrator asks for them.
fn whose(who: &Person, everybody: bool) -> Result<Option<UserId>, Problem> {
    match (everybody, who.admin) {
        (false, _) => Ok(Some(who.id)),
        (true, true) => Ok(None),
        (true, false) => {
            Err(Problem::new(StatusCode::FORBIDDEN, "Only an administrator of this studio can do that for everybody."))
        }
    }
}

async fn providers(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    Query(Whose { everybody }): Query<Whose>,
) -> Result<Json<Vec<ProviderView>>, Problem> {
    Ok(Json(app.studio.provider_views(whose(&who, everybody)?).await?))
}

async fn cache(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    Query(Whose { everybody }): Query<Whose>,
) -> Result<Json<CacheView>, Problem> {
    Ok(Json(app.studio.cache(whose(&who, everybody)?).await?))
}

async fn clear(
    State(app): State<App>,
    SignedIn(who): SignedIn,
    Query(choice): Query<CacheChoice>,
) -> Result<Json<Cleared>, Problem> {
    Ok(Json(app.studio.clear_cache(whose(&who, choice.everybody)?, choice).await?))
}
