//! The project's still pictures: one of every character and place, and a panel of every shot. Drawn when nothing better is to be
//! done, so that a storyboard can be looked at before anything is filmed; what a page shows is drawn when it is asked for.

use crate::{
    Error, Studio,
    board::{Wanted, all, eager},
    brief::Project,
    drawing::DRAWING,
};
use chrono::Utc;
use model::{ArtifactKind, ModelChoice, ProjectId, RunState, UserId};
use serde_json::json;
use std::collections::HashSet;
use store::{
    artifacts::{self, NewArtifact},
    keys, projects,
};

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
        let list = self.list(id).await?;
        let names: HashSet<String> =
            all(&project, self.registry(), &list).iter().map(|wanted| wanted.name.to_string()).collect();
        let wanted = eager(&project, self.registry(), &list);
        let asked: Vec<&str> = wanted.iter().map(|wanted| wanted.name.as_str()).collect();
        let made: HashSet<String> = artifacts::which_exist(&mut *self.store().conn().await?, id, &asked).await?;
        for wanted in wanted.into_iter().filter(|wanted| !made.contains(wanted.name.as_str())) {
            let Some(_pencil) = DRAWING.pencil().await else { return Ok(()) };
            // Begun before it is seen that the project is still there: deleting one waits for this picture and takes it, too.
            let _running = self.at_work().begin(id);
            let state = projects::run_state(&mut *self.store().conn().await?, id).await?;
            if stopping.is_cancelled() || state == RunState::Filming {
                return Ok(());
            }
            self.draw(id, wanted).await?;
        }
        self.forget_images(id, &names).await
    }

    /// Draws a picture and keeps it; gives its key, or nothing where nobody can draw it. Whoever calls holds the pencil.
    pub(crate) async fn draw(&self, id: ProjectId, wanted: Wanted) -> Result<Option<String>, Error> {
        let Some(png) = tokio::task::spawn_blocking(wanted.draw).await.map_err(anyhow::Error::from)? else {
            return Ok(None);
        };
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
            file_key: key.clone(),
            bytes,
            seconds: None,
            provider: sketch.provider,
            model: sketch.model,
            cost_cents: 0,
            detail: json!({ "of": wanted.of }),
        };
        let kept = artifacts::insert(&mut *self.store().conn().await?, new).await?;
        if kept.file_key != key {
            // Another process has drawn it meanwhile.
            self.store().files().delete(&key).await?;
        }
        Ok(Some(kept.file_key))
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
}
