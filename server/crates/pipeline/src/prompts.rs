//! `prompts.json` in a project's folder: the prompt list, and of each prompt what became of it. It loads back as a prompt list: what is
//! said beside the list is not read.

use crate::{
    Error, Studio,
    brief::{Known, Project},
    make::ClipDetail,
};
use model::{ClipState, CueId, LineId, ModelChoice, ProjectId, Shot};
use plan::{Step, Work};
use serde::Serialize;
use serde_json::Value;
use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use store::{
    artifacts::{self, ArtifactRow},
    projects,
    shots::{self, ShotRow},
};

/// How long news of a film's clips is gathered before its file is written anew.
const GATHER: Duration = Duration::from_secs(1);
/// Files that are written at the same time; those of one project never are.
const WRITERS: usize = 8;

/// Which projects' files are to be written soon, and the turns of those who write.
#[derive(Clone)]
pub(crate) struct PromptFiles {
    soon: Arc<Mutex<HashSet<ProjectId>>>,
    writers: Arc<[tokio::sync::Mutex<()>; WRITERS]>,
}

impl Default for PromptFiles {
    fn default() -> Self {
        Self { soon: Arc::default(), writers: Arc::new(std::array::from_fn(|_| tokio::sync::Mutex::default())) }
    }
}

impl PromptFiles {
    fn soon(&self) -> std::sync::MutexGuard<'_, HashSet<ProjectId>> {
        self.soon.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

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
    by: Option<By>,
    /// Why it failed, or why something stands in for what was wanted.
    error: Option<&'a str>,
    lines: Vec<Heard>,
    sounds: Vec<Heard>,
}

/// Who made something.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
enum By {
    Studio,
    Service,
    /// A person, who recorded or uploaded it.
    Recording,
}

/// What became of a line or a sound.
#[derive(Debug, Serialize)]
struct Heard {
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<LineId>,
    /// Of a sound for the whole shot, the first.
    #[serde(skip_serializing_if = "Option::is_none")]
    cue: Option<CueId>,
    /// Who makes it; nobody of a recording.
    made_by: Option<ModelChoice>,
    by: By,
    /// Its file in the project's folder, once it is made.
    file: Option<String>,
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
        let project = Project::read(projects::get(&mut conn, id).await?)?;
        let makers = Known(self.registry());
        let by_id: HashMap<_, &ShotRow> = rows.iter().map(|row| (row.shot(), row)).collect();
        let steps = |shot: &Shot| by_id.get(&shot.id).map(|row| project.steps(&makers, row, shot)).unwrap_or_default();
        let steps: Vec<Vec<Step>> = list.shots.iter().map(steps).collect();
        let heard = steps.iter().flatten().filter(|step| is_heard(&step.work)).map(|step| step.fingerprint.as_str());
        let names: Vec<&str> = details.values().map(|detail| detail.footage.as_str()).chain(heard).collect();
        let takes = artifacts::find_many(&mut conn, id, &names).await?;
        drop(conn);
        let folder = crate::make::project_key(id, "");
        let mut json = serde_json::to_value(&list)?;
        let shots = json.get_mut("shots").and_then(Value::as_array_mut).into_iter().flatten();
        for ((shot, said), steps) in list.shots.iter().zip(shots).zip(&steps) {
            let (Some(row), Some(said)) = (by_id.get(&shot.id), said.as_object_mut()) else { continue };
            let clip = row.clip_id.and_then(|clip| clips.get(&clip));
            let take = row.clip_id.and_then(|clip| details.get(&clip)).and_then(|detail| takes.get(&detail.footage));
            let mut made = made(row, clip, take, &folder);
            made.by = made.made_by.as_ref().map(|model| self.maker(model));
            let heard =
                steps.iter().filter_map(|step| self.heard(shot, step, takes.get(step.fingerprint.as_str()), &folder));
            (made.lines, made.sounds) = heard.partition(|heard| heard.line.is_some());
            said.insert("made".to_owned(), serde_json::to_value(made)?);
        }
        Ok(serde_json::to_vec_pretty(&json)?)
    }

    fn maker(&self, model: &ModelChoice) -> By {
        if self.is_built_in(model) { By::Studio } else { By::Service }
    }

    /// What became of the line or the sound that a step makes; nothing for other steps.
    fn heard(&self, shot: &Shot, step: &Step, made: Option<&ArtifactRow>, folder: &str) -> Option<Heard> {
        let (line, cue, by) = match &step.work {
            Work::Line { line, spec } => (Some(*line), None, self.maker(&spec.model)),
            Work::Cue { cue, spec } => (None, Some(*cue), self.maker(&spec.model)),
            Work::Recording { line: Some(line), .. } => (Some(*line), None, By::Recording),
            Work::Recording { line: None, spec } => {
                let cue = shot.cues.iter().find(|cue| cue.recording.as_ref() == Some(&spec.recording));
                (None, cue.map(|cue| cue.id), By::Recording)
            }
            _ => return None,
        };
        let file = made.map(|made| made.file_key.strip_prefix(folder).unwrap_or(&made.file_key).to_owned());
        Some(Heard { line, cue, made_by: step.work.model().cloned(), by, file })
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
        Ok(self.store().files().put_bytes(&crate::make::project_key(id, "prompts.json"), bytes).await?)
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
        by: None,
        error: row.gave_up.as_deref().or(row.message.as_deref()).filter(|_| failed),
        lines: Vec::new(),
        sounds: Vec::new(),
    }
}

const fn is_heard(work: &Work) -> bool {
    matches!(work, Work::Line { .. } | Work::Cue { .. } | Work::Recording { .. })
}
