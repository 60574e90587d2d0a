//! What an archive holds of a project beside its texts: all that was filmed, spoken or made as a sound, so that nothing is
//! bought again elsewhere. Clips and films are not in it: they are mixed from these parts. Music that was composed for the whole film is not
//! in it either, since each part is of a shot: elsewhere it is composed anew.

use crate::{Error, Studio, faces::Seen, media_paths::project_key};
use model::{ArtifactKind, ProjectId, ShotId, UserId, WordTiming, limits};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use store::{
    artifacts::{self, NewArtifact},
    shots,
};

/// The kinds that are worth keeping, and the folder that each lies in.
const KINDS: [(ArtifactKind, &str); 6] = [
    (ArtifactKind::Take, "takes"),
    (ArtifactKind::LineTake, "lines"),
    (ArtifactKind::Sound, "sounds"),
    (ArtifactKind::Faces, "faces"),
    (ArtifactKind::Lips, "lips"),
    (ArtifactKind::Picture, "drawn"),
];

/// Pictures a second in every film: `checked_settings` of a project allows no others.
const FPS: u32 = 24;

/// One made thing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Part {
    /// `take`, `line_take`, `sound`, `faces`, `lips` or `picture`.
    pub kind: String,
    /// What it was made from: 64 hexadecimal digits.
    pub fingerprint: String,
    /// Its shot's place in the prompt list, from 0.
    pub shot: usize,
    pub seconds: Option<f64>,
    pub provider: String,
    pub model: String,
    pub detail: serde_json::Value,
    /// How its file is named: letters and digits.
    pub extension: String,
}

impl Part {
    /// Its file's name in an archive.
    pub fn name(&self) -> String {
        format!("parts/{}.{}", self.fingerprint, self.extension)
    }

    fn kind(&self) -> Option<(ArtifactKind, &'static str)> {
        KINDS.into_iter().find(|(kind, _)| kind.key() == self.kind)
    }

    /// Whether its names can be trusted in a path, and its kind is one that an archive holds.
    pub fn is_sound(&self) -> bool {
        self.kind().is_some()
            && self.fingerprint.len() == 64
            && self.fingerprint.bytes().all(|b| b.is_ascii_hexdigit())
            && (1..=5).contains(&self.extension.len())
            && self.extension.bytes().all(|b| b.is_ascii_alphanumeric())
    }
}

/// What a row says, without the files that lay beside its own: none of them is in an archive, and none that an archive names is
/// believed to be there.
fn alone(mut detail: serde_json::Value) -> serde_json::Value {
    if let Some(fields) = detail.as_object_mut() {
        fields.retain(|name, _| !matches!(name.as_str(), "poster" | "portraits"));
    }
    detail
}

/// The most bytes of what a part's row says beside its file.
const MOST_DETAIL: usize = 256 << 10;
/// The most faces that one look tells of.
const MOST_FACES: usize = 100;
/// The most bytes of a file that is read into memory whole.
const MOST_READ: u64 = 50 << 20;

/// Checks what a part says of itself, before its file is looked at.
fn check_words(part: &Part) -> Result<(), String> {
    let size = serde_json::to_vec(&part.detail).map_err(|error| error.to_string())?.len();
    if size > MOST_DETAIL {
        return Err(format!("what is told of it has {size} bytes; {MOST_DETAIL} fit"));
    }
    let words = (&part.provider, &part.model, &part.detail);
    plan::check_texts(&words).map_err(|why| why.to_string().trim_end_matches('.').to_owned())?;
    if part.provider.len().max(part.model.len()) > limits::NAME {
        return Err("its maker's name is too long".to_owned());
    }
    let in_clip = |second: f64| (0.0..=limits::CLIP_SECONDS).contains(&second);
    if !part.seconds.is_none_or(in_clip) {
        return Err(format!("it does not last 0 to {} seconds", limits::CLIP_SECONDS));
    }
    if let Some(words) = part.detail.get("words") {
        let words: Vec<WordTiming> = serde_json::from_value(words.clone()).map_err(|error| error.to_string())?;
        if !words.iter().all(|word| in_clip(word.start) && in_clip(word.end)) {
            return Err("its words are not within its sound".to_owned());
        }
    }
    Ok(())
}

/// The length that was measured must be the one that the row tells.
fn check_length(part: &Part, measured: f64) -> Result<(), String> {
    match part.seconds {
        Some(told) if !media::is_length(measured, told) => {
            Err(format!("it lasts {measured:.1} seconds and should last {told:.1}"))
        }
        _ => Ok(()),
    }
}

/// A file that is read into memory.
async fn small_file(file: &Path) -> Result<Vec<u8>, String> {
    let size = tokio::fs::metadata(file).await.map_err(|error| error.to_string())?.len();
    if size > MOST_READ {
        return Err(format!("its file has {} MB", size >> 20));
    }
    tokio::fs::read(file).await.map_err(|error| error.to_string())
}

impl Studio {
    /// Looks at a part as if a stranger had made it: it is decoded whole, and must be as long as it says.
    async fn check_part(&self, part: &Part, file: &Path) -> Result<(), String> {
        check_words(part)?;
        let (kind, _) = part.kind().ok_or("nothing of its kind is kept")?;
        let named = |extension: &str| {
            if part.extension == extension { Ok(()) } else { Err(format!("its file is not named .{extension}")) }
        };
        let said = |error: media::MediaError| match error {
            media::MediaError::Wav { why, .. } => why,
            error => error.to_string().trim_end_matches('.').to_owned(),
        };
        match kind {
            ArtifactKind::Take | ArtifactKind::Lips => {
                named("mp4")?;
                let measured = media::check_take(self.tools(), file, FPS).await.map_err(said)?;
                check_length(part, measured)
            }
            ArtifactKind::LineTake | ArtifactKind::Sound => {
                named("wav")?;
                let sound = file.to_owned();
                let checked = tokio::task::spawn_blocking(move || media::check_sound(&sound)).await;
                let measured = checked.map_err(|error| error.to_string())?.map_err(said)?;
                check_length(part, measured)
            }
            ArtifactKind::Faces => {
                let seen: Seen = serde_json::from_value(part.detail.clone()).map_err(|error| error.to_string())?;
                if seen.faces.len() > MOST_FACES {
                    return Err(format!("it tells of {} faces; {MOST_FACES} fit", seen.faces.len()));
                }
                limits::read_json::<serde_json::Value>(&small_file(file).await?)
                    .map(drop)
                    .map_err(|error| error.to_string())
            }
            _ => {
                let picture = small_file(file).await?;
                providers::look_at_picture(&picture).map(drop).map_err(|error| error.to_string())
            }
        }
    }

    /// Everything that was made for the shots that are in the film now, each with the key of its file.
    pub async fn parts(&self, who: UserId, id: ProjectId) -> Result<Vec<(Part, String)>, Error> {
        self.check_owner(who, id).await?;
        let mut conn = self.store().conn().await?;
        let shots: Vec<uuid::Uuid> = shots::of_project(&mut conn, id).await?.into_iter().map(|row| row.id).collect();
        let mut parts = Vec::new();
        for (kind, _) in KINDS {
            for row in artifacts::of_kind(&mut conn, id, kind).await? {
                let Some(shot) = shots.iter().position(|shot| Some(*shot) == row.shot_id) else { continue };
                let extension = row.file_key.rsplit_once('.').map(|(_, e)| e.to_owned()).unwrap_or_default();
                let part = Part {
                    kind: row.kind,
                    fingerprint: row.fingerprint,
                    shot,
                    seconds: row.seconds,
                    provider: row.provider,
                    model: row.model,
                    detail: alone(row.detail),
                    extension,
                };
                parts.push((part, row.file_key));
            }
        }
        Ok(parts)
    }

    /// Takes parts of another studio into a project that has the same prompt list. A part that names no shot is left out. Each is
    /// checked before the first is kept.
    ///
    /// # Errors
    /// `Refused`, with the part that cannot be believed and why.
    pub async fn take_in(&self, who: UserId, id: ProjectId, parts: Vec<(Part, PathBuf)>) -> Result<(), Error> {
        self.check_owner(who, id).await?;
        let shots = shots::of_project(&mut *self.store().conn().await?, id).await?;
        for (part, file) in &parts {
            let checked = self.check_part(part, file).await;
            checked.map_err(|why| {
                let what = part.kind.replace('_', " ");
                Error::refused(format!("The {what} of shot {} in this archive cannot be used: {why}.", part.shot + 1))
            })?;
        }
        for (part, file) in parts {
            let (Some(shot), Some((kind, folder)), true) = (shots.get(part.shot), part.kind(), part.is_sound()) else {
                continue;
            };
            let row = artifacts::new_id();
            let key = project_key(id, &format!("{folder}/{row}.{}", part.extension));
            let bytes = self.store().files().put_file(&key, &file).await?;
            let new = NewArtifact {
                id: row,
                project_id: id.0,
                shot_id: Some(ShotId(shot.id).0),
                kind: kind.key(),
                fingerprint: part.fingerprint,
                file_key: key,
                bytes: i64::try_from(bytes).unwrap_or(i64::MAX),
                seconds: part.seconds.filter(|s| s.is_finite()),
                provider: part.provider,
                model: part.model,
                cost_cents: 0,
                detail: alone(part.detail),
            };
            artifacts::insert(&mut *self.store().conn().await?, new).await?;
        }
        Ok(())
    }
}
