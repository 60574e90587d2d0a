//! What a person tells the clip loop, and undo.

use crate::Problem;
use leptos::prelude::*;
use model::{ProjectId, ShotId};

/// `command` is one of `start`, `pause`, `resume`, `cancel`, `retry_failed`, `retry_shot`, `make_again_from`.
#[server(endpoint = "film/command")]
pub async fn command_film(id: ProjectId, command: String, shot: Option<ShotId>) -> Result<(), Problem> {
    use crate::server_side::{fail, failed, signed_in, studio};
    use model::Command;
    let who = signed_in().await?;
    let command = match (command.as_str(), shot) {
        ("start", _) => Command::Start,
        ("pause", _) => Command::Pause,
        ("resume", _) => Command::Resume,
        ("cancel", _) => Command::Cancel,
        ("retry_failed", _) => Command::RetryFailed,
        ("retry_shot", Some(shot)) => Command::RetryShot { shot },
        ("make_again_from", Some(shot)) => Command::MakeAgainFrom { shot },
        _ => return Err(fail(Problem::field("There is no such command."))),
    };
    studio()?.command(who.id, id, command).await.map_err(failed)
}

/// Films one shot, or the shots of one scene; the rest stays as it is.
#[server(endpoint = "film/part")]
pub async fn film_part(id: ProjectId, shot: Option<ShotId>, scene: Option<String>) -> Result<(), Problem> {
    use crate::server_side::{fail, failed, signed_in, studio};
    use model::Command;
    let who = signed_in().await?;
    let command = match (shot, scene) {
        (Some(shot), _) => Command::Film { shots: vec![shot] },
        (None, Some(scene)) => Command::FilmScene { scene },
        (None, None) => return Err(fail(Problem::field("Say which shot or which scene."))),
    };
    studio()?.command(who.id, id, command).await.map_err(failed)
}

/// Sets what the film may cost at most, in dollars (empty for no limit), and then gives the clip loop a command, where one is named.
#[server(endpoint = "film/budget")]
pub async fn set_budget(id: ProjectId, budget: String, command: Option<String>) -> Result<(), Problem> {
    use crate::server_side::{fail, failed, signed_in, studio};
    use model::Command;
    let who = signed_in().await?;
    let cents = super::fields::cents("Budget", Some(&budget)).map_err(fail)?;
    studio()?.set_budget(who.id, id, cents).await.map_err(failed)?;
    let command = match command.as_deref() {
        Some("start") => Command::Start,
        Some("retry_failed") => Command::RetryFailed,
        _ => return Ok(()),
    };
    studio()?.command(who.id, id, command).await.map_err(failed)
}

/// The level of the film's music in dB, and its mood: in the whole film or in one scene. An empty mood gives back the script's own.
#[server(endpoint = "film/music")]
pub async fn change_music(
    id: ProjectId,
    gain_db: Option<String>,
    mood: Option<String>,
    scene: Option<String>,
) -> Result<(), Problem> {
    use super::fields::number;
    use crate::server_side::fail;
    use model::{Edit, MusicChange};
    let gain_db = number("Level", gain_db.as_deref(), -30.0, 12.0).map_err(fail)?;
    let change = MusicChange { gain_db, mood, scene: scene.filter(|scene| !scene.is_empty()) };
    super::shots::apply(id, Edit::ChangeMusic { change }).await
}

#[server(endpoint = "film/undo")]
pub async fn undo(id: ProjectId) -> Result<(), Problem> {
    use crate::server_side::{failed, signed_in, studio};
    let who = signed_in().await?;
    studio()?.undo(who.id, id).await.map_err(failed)
}

#[server(endpoint = "film/redo")]
pub async fn redo(id: ProjectId) -> Result<(), Problem> {
    use crate::server_side::{failed, signed_in, studio};
    let who = signed_in().await?;
    studio()?.redo(who.id, id).await.map_err(failed)
}

/// A character's looks and voice, for the whole film. An empty `picture` or `element` takes the character's away.
#[server(endpoint = "film/character")]
pub async fn change_character(
    id: ProjectId,
    name: String,
    description: Option<String>,
    voice: Option<String>,
    picture: Option<String>,
    element: Option<String>,
) -> Result<(), Problem> {
    super::shots::apply(id, model::Edit::ChangeCharacter { name, description, voice, picture, element }).await
}

/// How a name or another word is said wherever it stands; an empty `said` takes it back.
#[server(endpoint = "film/name")]
pub async fn say_name(id: ProjectId, written: String, said: String) -> Result<(), Problem> {
    super::shots::apply(id, model::Edit::SayName { written, said }).await
}

#[server(endpoint = "film/location")]
pub async fn change_location(id: ProjectId, name: String, description: String) -> Result<(), Problem> {
    super::shots::apply(id, model::Edit::ChangeLocation { name, description }).await
}
