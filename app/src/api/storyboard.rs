//! The storyboard's page: what it shows, and what a person writes, chooses and approves on it.

use crate::Problem;
use leptos::prelude::*;
use model::{
    ProjectId, ShotId,
    view::{BoardPick, BoardView},
};

#[server(endpoint = "storyboard/open")]
pub async fn open_storyboard(id: ProjectId, #[server(default)] pick: BoardPick) -> Result<BoardView, Problem> {
    use crate::server_side::{failed, signed_in, studio};
    let who = signed_in().await?;
    studio()?.storyboard(who.id, id, &pick).await.map_err(failed)
}

#[cfg(feature = "ssr")]
async fn apply(id: ProjectId, edit: model::Edit) -> Result<(), Problem> {
    use crate::server_side::{failed, signed_in, studio};
    let who = signed_in().await?;
    studio()?.edit(who.id, id, edit).await.map_err(failed)
}

/// Writes the logline, the lore or the narrative; an empty one gives the studio's back.
#[server(endpoint = "storyboard/story")]
pub async fn change_story(
    id: ProjectId,
    logline: Option<String>,
    lore: Option<String>,
    narrative: Option<String>,
) -> Result<(), Problem> {
    apply(id, model::Edit::ChangeStory { change: model::StoryChange { logline, lore, narrative } }).await
}

/// Describes the set of a scene; an empty description gives the studio's back.
#[server(endpoint = "storyboard/stage")]
pub async fn change_stage(id: ProjectId, scene: String, description: String) -> Result<(), Problem> {
    apply(id, model::Edit::ChangeStage { scene, description }).await
}

/// Describes a prop; an empty description gives the studio's back.
#[server(endpoint = "storyboard/prop")]
pub async fn change_prop(id: ProjectId, name: String, description: String) -> Result<(), Problem> {
    apply(id, model::Edit::ChangeProp { name, description }).await
}

/// Approves the panel of a shot, those of a scene, or all; `back` takes it back.
#[server(endpoint = "storyboard/approve")]
pub async fn approve_panels(
    id: ProjectId,
    shot: Option<ShotId>,
    scene: Option<String>,
    all: Option<String>,
    back: Option<String>,
) -> Result<(), Problem> {
    let shots = shot.into_iter().collect();
    apply(id, model::Edit::Approve { shots, scene, all: all.is_some(), approved: back.is_none() }).await
}

/// Takes an option of a step. One that costs something or loses something is told about first: the page is shown with what it would do,
/// and `seen` is what was told that it costs, in US cents.
#[server(endpoint = "storyboard/choose")]
pub async fn choose_option(id: ProjectId, step: String, option: u8, seen: Option<i64>) -> Result<(), Problem> {
    use crate::server_side::{failed, signed_in, studio};
    let who = signed_in().await?;
    let told = studio()?.choose_option(who.id, id, &step, option, seen).await.map_err(failed)?;
    match told {
        Some(offer) => {
            leptos_axum::redirect(&format!("/projects/{id}/storyboard?step={}&option={option}#offer", offer.step));
        }
        // The page that told about it has done so.
        None if seen.is_some() => leptos_axum::redirect(&format!("/projects/{id}/storyboard#{step}")),
        None => {}
    }
    Ok(())
}

/// Asks a language model about a step. `seen` is what the button said that it costs at most, in millionths of a dollar.
#[server(endpoint = "storyboard/ask")]
pub async fn ask_words(id: ProjectId, step: String, seen: i64, another: Option<String>) -> Result<(), Problem> {
    use crate::server_side::{failed, signed_in, studio};
    let who = signed_in().await?;
    studio()?.ask_words(who.id, id, &step, Some(seen), another.is_some()).await.map_err(failed)
}

/// Takes an answer, or one text of it; `over` also where a person's words stand.
#[server(endpoint = "storyboard/take")]
pub async fn take_words(id: ProjectId, ask: i32, option: Option<usize>, over: Option<String>) -> Result<(), Problem> {
    use crate::server_side::{failed, signed_in, studio};
    let who = signed_in().await?;
    studio()?.take_words(who.id, id, ask, option, over.is_some()).await.map_err(failed)
}

/// Makes the pages the film's script. `seen` is what the button said that it costs at most, in US cents.
#[server(endpoint = "storyboard/pages")]
pub async fn take_pages(id: ProjectId, seen: i64) -> Result<(), Problem> {
    use crate::server_side::{failed, signed_in, studio};
    let who = signed_in().await?;
    studio()?.take_pages(who.id, id, seen).await.map_err(failed)
}

/// Begins a film from an idea.
#[server(endpoint = "storyboard/begin")]
pub async fn begin_from_idea(
    title: String,
    idea: String,
    seconds: String,
    #[server(default)] tone: String,
    #[server(default)] language: String,
) -> Result<(), Problem> {
    use crate::server_side::{failed, signed_in, studio};
    let who = signed_in().await?;
    let seconds = seconds.trim().parse().unwrap_or(0);
    let new = model::view::NewIdea { title, idea, seconds, tone, language, ..model::view::NewIdea::default() };
    let id = studio()?.create_from_idea(who.id, new).await.map_err(failed)?;
    leptos_axum::redirect(&format!("/projects/{id}/storyboard"));
    Ok(())
}
