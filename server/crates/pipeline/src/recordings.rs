//! Recordings that people send: heard in the place of a line's voice, or of a made sound.

use crate::{Error, Studio, media_paths::project_key};
use model::{Edit, ProjectId, PromptList, Recording, Shot, UserId, limits};
use sha2::{Digest as _, Sha256};
use std::{
    io::Read as _,
    path::{Path, PathBuf},
};
use store::artifacts;
use tokio::sync::Semaphore;

/// How many recordings a process decodes at once; others wait their turn.
static DECODING: Semaphore = Semaphore::const_new(2);

/// Where a project's recordings are kept.
pub(crate) fn folder(id: ProjectId) -> String {
    project_key(id, "recordings")
}

/// Where a project's recording is kept.
pub(crate) fn key(id: ProjectId, name: &str) -> String {
    format!("{}/{name}", folder(id))
}

/// The recordings that a list names.
fn named(list: &PromptList) -> impl Iterator<Item = &String> {
    let lines = list.shots.iter().flat_map(|shot| shot.lines.iter().map(|line| &line.recording));
    lines.chain(list.shots.iter().flat_map(|shot| shot.cues.iter().map(|cue| &cue.recording))).flatten()
}

/// The names of recordings in a shot.
fn names_in(shot: &mut Shot) -> impl Iterator<Item = &mut Option<String>> {
    let lines = shot.lines.iter_mut().map(|line| &mut line.recording);
    lines.chain(shot.cues.iter_mut().map(|cue| &mut cue.recording))
}

impl Studio {
    /// Keeps a recording for a project, in the studio's own format and level, and tells its name, by which an edit can use it. The same
    /// recording again is the same name.
    ///
    /// # Errors
    /// `TooLarge`; `Refused`, with what is wrong with the file; `Full`.
    pub async fn keep_recording(&self, who: UserId, id: ProjectId, bytes: Vec<u8>) -> Result<Recording, Error> {
        self.check_owner(who, id).await?;
        if bytes.len() > limits::RECORDING_BYTES {
            let most = limits::RECORDING_BYTES / 1_000_000;
            return Err(Error::TooLarge(format!(
                "The recording is larger than {most} MB. Save it smaller, as MP3 or M4A."
            )));
        }
        self.check_room(who, bytes.len() as u64).await?;
        let _turn = DECODING.acquire().await.map_err(anyhow::Error::from)?;
        let scratch = self.config().scratch.join(format!("recording-{}", artifacts::new_id()));
        let kept = self.decode_and_keep(who, id, bytes, &scratch).await;
        let _gone = tokio::fs::remove_dir_all(&scratch).await;
        kept
    }

    async fn decode_and_keep(
        &self,
        who: UserId,
        id: ProjectId,
        bytes: Vec<u8>,
        scratch: &Path,
    ) -> Result<Recording, Error> {
        crate::scratch::make(scratch).await?;
        crate::scratch::make(scratch).await?;
        let (sent, wav) = (scratch.join("sent"), scratch.join("recording.wav"));
        tokio::fs::write(&sent, bytes).await.map_err(|error| crate::full_or_internal(error.into()))?;
        let taken = media::take_recording(self.tools(), &sent, &wav, scratch).await;
        let seconds = taken.map_err(|error| match error {
            media::MediaError::Empty | media::MediaError::NotMedia(_) | media::MediaError::TooLarge { .. } => {
                Error::refused(format!("{error} Send a WAV, MP3, M4A, Ogg or WebM file with a sound in it."))
            }
            error => crate::full_or_internal(error.into()),
        })?;
        self.keep_wav(who, id, &wav, seconds).await
    }

    async fn keep_wav(&self, who: UserId, id: ProjectId, wav: &Path, seconds: f64) -> Result<Recording, Error> {
        let size = tokio::fs::metadata(wav).await.map_err(anyhow::Error::from)?.len();
        self.check_room(who, size).await?;
        let name = format!("{}.wav", digest_of(wav.to_owned()).await?);
        let bytes = i64::try_from(size).unwrap_or(i64::MAX);
        store::kept::picture(&mut *self.store().conn().await?, id, &name, bytes).await?;
        self.store().files().put_file(&key(id, &name), wav).await?;
        let url = model::recording_url(id, &name);
        Ok(Recording { name, seconds, url })
    }

    /// Takes in a recording of an archive. One that is not what its name says, or no sound of ours, is left out: what names it goes back to
    /// its voice.
    ///
    /// # Errors
    /// `Full`.
    pub async fn take_in_recording(&self, who: UserId, id: ProjectId, wav: PathBuf) -> Result<(), Error> {
        self.check_owner(who, id).await?;
        let sound = wav.clone();
        let checked = tokio::task::spawn_blocking(move || media::check_sound(&sound)).await;
        match checked.map_err(anyhow::Error::from)? {
            Ok(seconds) => self.keep_wav(who, id, &wav, seconds).await.map(drop),
            Err(error) => {
                tracing::info!(%error, project_id = %id, "a recording of an archive is left out");
                Ok(())
            }
        }
    }

    /// Sees to it that an edit names only recordings that are there: one that a person names must be; what an uploaded list names and
    /// is not there is left out.
    pub(crate) async fn check_recordings(&self, id: ProjectId, edit: &mut Edit) -> Result<(), Error> {
        match edit {
            Edit::RecordLine { recording, .. } | Edit::RecordCue { recording, .. } => {
                self.check_recording(id, recording).await?;
            }
            Edit::AddLine { new, .. } => self.leave_out_recording(id, &mut new.recording).await?,
            Edit::AddCue { new, .. } => self.leave_out_recording(id, &mut new.recording).await?,
            Edit::InsertShot { new, .. } => self.leave_out_recordings(id, new).await?,
            Edit::ReplaceList { list } => {
                for shot in &mut list.shots {
                    self.leave_out_recordings(id, shot).await?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    async fn check_recording(&self, id: ProjectId, name: &str) -> Result<(), Error> {
        if name.is_empty() || self.has_recording(id, name).await? {
            return Ok(());
        }
        Err(Error::refused(plan::EditError::NoRecording.to_string()))
    }

    async fn leave_out_recordings(&self, id: ProjectId, shot: &mut Shot) -> Result<(), Error> {
        for name in names_in(shot) {
            self.leave_out_recording(id, name).await?;
        }
        Ok(())
    }

    async fn leave_out_recording(&self, id: ProjectId, name: &mut Option<String>) -> Result<(), Error> {
        if let Some(own) = name.as_deref()
            && !self.has_recording(id, own).await?
        {
            *name = None;
        }
        Ok(())
    }

    async fn has_recording(&self, id: ProjectId, name: &str) -> Result<bool, Error> {
        Ok(model::is_recording(name) && self.store().files().exists(&key(id, name)).await?)
    }

    /// The recordings that the project's list names, each with the key of its file.
    pub async fn recordings(&self, who: UserId, id: ProjectId) -> Result<Vec<(String, String)>, Error> {
        self.check_owner(who, id).await?;
        let list = self.list(id).await?;
        let mut recordings: Vec<(String, String)> = Vec::new();
        for name in named(&list) {
            if !recordings.iter().any(|(known, _)| known == name) && self.has_recording(id, name).await? {
                recordings.push((name.clone(), key(id, name)));
            }
        }
        Ok(recordings)
    }
}

/// The SHA-256 of a file, read piece by piece.
async fn digest_of(file: PathBuf) -> Result<String, Error> {
    let digest = tokio::task::spawn_blocking(move || {
        let (mut file, mut digest, mut piece) = (std::fs::File::open(file)?, Sha256::new(), vec![0; 1 << 18]);
        loop {
            let read = file.read(&mut piece)?;
            if read == 0 {
                return Ok::<_, std::io::Error>(hex::encode(digest.finalize()));
            }
            digest.update(piece.get(..read).unwrap_or_default());
        }
    });
    Ok(digest.await.map_err(anyhow::Error::from)?.map_err(anyhow::Error::from)?)
}
