//! What the person thinks of the shots of a film.

use crate::Problem;
use leptos::prelude::*;
use model::{ProjectId, Reviews};

/// `only` is the key of a state; of all shots where it is empty.
#[server(endpoint = "reviews/list")]
pub async fn list_reviews(id: ProjectId, only: Option<String>) -> Result<Reviews, Problem> {
    use crate::server_side::{actor, allowed, failed, studio};
    use model::ReviewState;
    let actor = actor().await?;
    let only = only.as_deref().and_then(ReviewState::from_key);
    studio()?.reviews(&allowed(&actor)?, id, only).await.map_err(failed)
}

#[server(endpoint = "reviews/set")]
pub async fn review_shot(id: ProjectId, shot: String, state: String, note: Option<String>) -> Result<(), Problem> {
    use crate::server_side::{actor, allowed, fail, failed, studio};
    use model::ReviewState;
    let actor = actor().await?;
    let shot = shot.parse().map_err(|_| fail(Problem::field("There is no such shot.")))?;
    let state = ReviewState::from_key(&state).ok_or_else(|| fail(Problem::field("This is not one of the choices.")))?;
    studio()?.review_shot(&allowed(&actor)?, id, shot, state, &note.unwrap_or_default()).await.map_err(failed)
}

#[server(endpoint = "reviews/approve")]
pub async fn approve_shots(id: ProjectId) -> Result<(), Problem> {
    use crate::server_side::{actor, allowed, failed, studio};
    let actor = actor().await?;
    studio()?.approve_shots(&allowed(&actor)?, id).await.map(drop).map_err(failed)
}
