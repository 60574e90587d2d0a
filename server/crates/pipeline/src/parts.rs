//! What an archive holds of a project beside its texts: all that was filmed, spoken or made as a sound, so that nothing is
//! bought again elsewhere. Clips and films are not in it: they are mixed from these parts. Music that was composed for the whole film is not
//! in it either, since each part is of a shot: elsewhere it is composed anew.

use crate::{Error, Studio, make::project_key};
use model::{ArtifactKind, ProjectId, ShotId, UserId};
use serde::{Deserialize, Serialize};
use std::path::PathBuf;
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

impl Studio {
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

    /// Takes parts of another studio into a project that has the same prompt list. A part that names no shot is left out.
    pub async fn take_in(&self, who: UserId, id: ProjectId, parts: Vec<(Part, PathBuf)>) -> Result<(), Error> {
        self.check_owner(who, id).await?;
        let shots = shots::of_project(&mut *self.store().conn().await?, id).await?;
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
