//! `prompts.json` in a project's folder: the prompt list, and of each prompt what became of it. It loads back as a prompt list: what is
//! said beside the list is not read.

use crate::prompt_files::WRITERS;
use crate::{Error, Studio, clip_detail::ClipDetail};
use model::{ClipState, ModelChoice, ProjectId};
use serde::Serialize;
use serde_json::Value;
use std::{collections::HashMap, time::Duration};
use store::{
    artifacts::{self, ArtifactRow},
    shots::{self, ShotRow},
};

/// How long news of a film's clips is gathered before its file is written anew.
const GATHER: Duration = Duration::from_secs(1);

/// What became of a prompt.
#[derive(Debug, Serialize)]
struct Made<'a> {
    state: ClipState,
    /// The fingerprint of the take that is in the film, and its file in the project's folder.
    take: Option<&'a str>,
    file: Option<&'a str>,
    /// The file of the mixed clip.
    clip: Option<&'a str>,
    made_by: Option<ModelChoice>,
    /// Why it failed, or why something stands in for what was wanted.
    error: Option<&'a str>,
}

impl Studio {
    /// The prompt list with what became of each prompt, as `prompts.json` holds it.
    pub(crate) async fn list_and_states(&self, id: ProjectId) -> Result<Vec<u8>, Error> {
        let list = self.list(id).await?;
        let mut conn = self.store().conn().await?;
        let rows = shots::of_project(&mut conn, id).await?;
        let ids: Vec<uuid::Uuid> = rows.iter().filter_map(|row| row.clip_id).collect();
        let clips = artifacts::by_ids(&mut conn, &ids).await?;
        let details: HashMap<uuid::Uuid, ClipDetail> = clips
            .iter()
            .map(|(id, clip)| Ok((*id, serde_json::from_value(clip.detail.clone())?)))
            .collect::<Result<_, Error>>()?;
        let names: Vec<&str> = details.values().map(|detail| detail.footage.as_str()).collect();
        let takes = artifacts::find_many(&mut conn, id, &names).await?;
        drop(conn);
        let folder = crate::media_paths::project_key(id, "");
        let mut json = serde_json::to_value(&list)?;
        let shots = json.get_mut("shots").and_then(Value::as_array_mut).into_iter().flatten();
        let rows: HashMap<_, &ShotRow> = rows.iter().map(|row| (row.shot(), row)).collect();
        for (shot, said) in list.shots.iter().zip(shots) {
            let (Some(row), Some(said)) = (rows.get(&shot.id), said.as_object_mut()) else { continue };
            let clip = row.clip_id.and_then(|clip| clips.get(&clip));
            let take = row.clip_id.and_then(|clip| details.get(&clip)).and_then(|detail| takes.get(&detail.footage));
            said.insert("made".to_owned(), serde_json::to_value(made(row, clip, take, &folder))?);
        }
        Ok(serde_json::to_vec_pretty(&json)?)
    }

    /// Keeps the prompt list in the project's folder. One that is being written is finished first, so that the newest is the last.
    pub(crate) async fn write_prompts(&self, id: ProjectId) -> Result<(), Error> {
        let [.., last] = *id.0.as_bytes();
        let writer = self.prompt_files().writers.get(usize::from(last) % WRITERS);
        let _turn = match writer {
            Some(writer) => Some(writer.lock().await),
            None => None,
        };
        // Deleting a project waits for it, so that no file of a project that is gone is left.
        let _running = self.at_work().begin(id);
        let bytes = self.list_and_states(id).await?;
        Ok(self.store().files().put_bytes(&crate::media_paths::project_key(id, "prompts.json"), bytes).await?)
    }

    /// Writes the file soon, once for all that changes meanwhile. A worker goes on at once.
    pub(crate) fn write_prompts_soon(&self, id: ProjectId) {
        if !self.prompt_files().soon().insert(id) {
            return;
        }
        let studio = self.clone();
        self.spawn(async move {
            let stop = studio.stopping();
            tokio::select! { () = tokio::time::sleep(GATHER) => {} () = stop.cancelled() => {} }
            studio.prompt_files().soon().remove(&id);
            match studio.write_prompts(id).await {
                Ok(()) | Err(Error::NotFound) => {}
                Err(error) => {
                    tracing::warn!(project_id = %id, detail = error.detail(), "prompts.json could not be written");
                }
            }
        });
    }

    /// Keeps the prompt list in the project's folder, as `prompts.json`.
    pub(crate) async fn write_list(&self, id: ProjectId) -> Result<(), Error> {
        self.write_prompts(id).await
    }
}

fn made<'a>(row: &'a ShotRow, clip: Option<&'a ArtifactRow>, take: Option<&'a ArtifactRow>, folder: &str) -> Made<'a> {
    let inside = |row: &'a ArtifactRow| row.file_key.strip_prefix(folder).unwrap_or(&row.file_key);
    let failed = row.clip_state() == ClipState::Failed || row.has_stand_in();
    Made {
        state: row.clip_state(),
        take: take.map(|take| take.fingerprint.as_str()),
        file: take.map(inside),
        clip: clip.map(inside),
        made_by: take.map(|take| ModelChoice::new(&take.provider, &take.model)),
        error: row.gave_up.as_deref().or(row.message.as_deref()).filter(|_| failed),
    }
}
