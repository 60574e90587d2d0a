//! The project's still pictures: one of every character and place, and a panel of every shot. Drawn when nothing better is to be
//! done, so that a storyboard can be looked at before anything is filmed.

use crate::{
    Error, Studio,
    brief::{Known, Project},
    drawing::DRAWING,
};
use chrono::Utc;
use model::{ArtifactKind, Figure, ModelChoice, Place, ProjectId, RunState, ShotId, TimeOfDay, UserId, Weather};
use plan::{Fingerprint, fingerprint};
use serde_json::json;
use std::collections::HashSet;
use store::{
    artifacts::{self, NewArtifact},
    keys::{self, Kind},
    projects, shots,
};

/// A panel's longer side, in pixels.
const SIDE: u32 = 480;

/// One picture to draw.
struct Wanted {
    name: Fingerprint,
    kind: Kind,
    /// What it is of, for its file's name.
    of: String,
    shot: Option<ShotId>,
    draw: Box<dyn FnOnce() -> Vec<u8> + Send>,
}

impl Studio {
    /// Has the pictures of the project's storyboard drawn that are missing.
    pub async fn draw_storyboard(&self, who: UserId, id: ProjectId) -> Result<(), Error> {
        self.check_owner(who, id).await?;
        self.draw_images_later(id);
        Ok(())
    }

    /// Draws what is missing, by and by, as long as the film is not being made.
    pub(crate) fn draw_images_later(&self, id: ProjectId) {
        let studio = self.clone();
        self.spawn(async move {
            if let Err(error) = studio.draw_images(id).await {
                tracing::warn!(detail = error.detail(), project_id = %id, "pictures could not be drawn");
            }
        });
    }

    async fn draw_images(&self, id: ProjectId) -> Result<(), Error> {
        let owner = UserId(projects::get(&mut *self.store().conn().await?, id).await?.owner_id);
        let stopping = self.stopping();
        let turn = tokio::select! {
            turn = DRAWING.turn(owner, id) => turn,
            () = stopping.cancelled() => None,
        };
        let Some(_turn) = turn else { return Ok(()) };
        let project = Project::read(projects::get(&mut *self.store().conn().await?, id).await?)?;
        let mut all = self.components(&project);
        all.extend(self.panels(&project).await?);
        let names: HashSet<String> = all.iter().map(|wanted| wanted.name.to_string()).collect();
        let asked: Vec<&str> = names.iter().map(String::as_str).collect();
        let made: HashSet<String> = artifacts::which_exist(&mut *self.store().conn().await?, id, &asked).await?;
        for wanted in all.into_iter().filter(|wanted| !made.contains(wanted.name.as_str())) {
            let Some(_pencil) = DRAWING.pencil().await else { return Ok(()) };
            // Begun before it is seen that the project is still there: deleting one waits for this picture and takes it, too.
            let _running = self.at_work().begin(id);
            let state = projects::run_state(&mut *self.store().conn().await?, id).await?;
            if stopping.is_cancelled() || state == RunState::Filming {
                return Ok(());
            }
            let png = tokio::task::spawn_blocking(wanted.draw).await.map_err(anyhow::Error::from)?;
            let key = keys::file(id, wanted.kind, &wanted.of, Utc::now(), "png");
            let bytes = i64::try_from(png.len()).unwrap_or(i64::MAX);
            self.store().files().put_bytes(&key, png).await?;
            let sketch = ModelChoice::new("sketch", "sketch-1");
            let new = NewArtifact {
                id: artifacts::new_id(),
                project_id: id.0,
                shot_id: wanted.shot.map(|shot| shot.0),
                kind: ArtifactKind::Panel.key(),
                fingerprint: wanted.name.to_string(),
                file_key: key,
                bytes,
                seconds: None,
                provider: sketch.provider,
                model: sketch.model,
                cost_cents: 0,
                detail: json!({ "of": wanted.of }),
            };
            let key = new.file_key.clone();
            let kept = artifacts::insert(&mut *self.store().conn().await?, new).await?;
            if kept.file_key != key {
                // Another process has drawn it meanwhile.
                self.store().files().delete(&key).await?;
            }
        }
        self.forget_images(id, &names).await
    }

    /// Throws away pictures of what is not in the project any more as it was drawn. An undo draws them again.
    async fn forget_images(&self, id: ProjectId, wanted: &HashSet<String>) -> Result<(), Error> {
        let mut conn = self.store().conn().await?;
        let mut gone = artifacts::of_kind(&mut conn, id, ArtifactKind::Panel).await?;
        gone.retain(|row| !wanted.contains(&row.fingerprint));
        let ids: Vec<uuid::Uuid> = gone.iter().map(|row| row.id).collect();
        store::cache::forget(&mut conn, &ids).await?;
        drop(conn);
        for row in &gone {
            self.delete_files(row).await;
        }
        Ok(())
    }

    /// Every character in full, every location empty.
    fn components(&self, project: &Project) -> Vec<Wanted> {
        let style = project.settings.style;
        let people = project.head.characters.iter().map(|character| {
            let figure = Figure {
                name: character.name.clone(),
                description: character.description.clone(),
                sex: character.sex,
                age: character.age,
                focus: true,
                speaking: Vec::new(),
            };
            Wanted {
                name: fingerprint("component", draw::VERSION, &(&figure, style)),
                kind: Kind::Component,
                of: character.name.clone(),
                shot: None,
                draw: Box::new(move || draw::component(&figure, style, SIDE * 2 / 3, SIDE)),
            }
        });
        let places = project.head.locations.iter().map(|location| {
            let place = Place {
                name: location.name.clone(),
                description: location.description.clone(),
                interior: None,
                time: TimeOfDay::Day,
                weather: Weather::Clear,
            };
            Wanted {
                name: fingerprint("component", draw::VERSION, &(&place, style)),
                kind: Kind::Component,
                of: location.name.clone(),
                shot: None,
                draw: Box::new(move || draw::place(&place, style, SIDE, SIDE * 9 / 16)),
            }
        });
        people.chain(places).collect()
    }

    async fn panels(&self, project: &Project) -> Result<Vec<Wanted>, Error> {
        let rows = shots::of_project(&mut *self.store().conn().await?, project.row.project()).await?;
        let makers = Known(self.registry());
        let brief = project.brief(&makers);
        let (width, height) = project.settings.size();
        let scale = f64::from(SIDE) / f64::from(width.max(height));
        let size = |side: u32| (f64::from(side) * scale).round() as u32;
        let (width, height) = (size(width), size(height));
        rows.iter()
            .map(|row| {
                let shot = crate::brief::shot(row)?;
                let staging = plan::staging(&brief, &shot, &[]);
                let take = shot.take;
                Ok(Wanted {
                    name: fingerprint("panel", draw::VERSION, &(&staging, width, height, take, row.id)),
                    kind: Kind::Shot,
                    of: shot.number.clone(),
                    shot: Some(row.shot()),
                    draw: Box::new(move || draw::panel(&staging, width, height, take)),
                })
            })
            .collect()
    }
}
