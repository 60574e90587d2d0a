//! The files of made things.

use crate::{
    Studio,
    clip_detail::{ClipDetail, poster_of},
    faces::portraits_of,
};
use model::ArtifactKind;
use store::artifacts::ArtifactRow;

/// An artifact's files: its own, and those that lie beside a clip, a take or a look for faces.
pub(crate) fn files_of(row: &ArtifactRow) -> Vec<String> {
    let mut files = vec![row.file_key.clone()];
    if row.kind == ArtifactKind::Take.key() {
        files.extend(poster_of(&row.detail).map(str::to_owned));
    }
    if row.kind == ArtifactKind::Faces.key() {
        files.extend(portraits_of(row));
    }
    if row.kind == ArtifactKind::Clip.key()
        && let Ok(detail) = serde_json::from_value::<ClipDetail>(row.detail.clone())
    {
        files.extend(detail.poster);
        files.extend(Some(detail.stem).filter(|stem| !stem.is_empty()));
    }
    files
}

impl Studio {
    /// Deletes the files of an artifact that is forgotten. One that cannot be deleted only takes room.
    pub(crate) async fn delete_files(&self, row: &ArtifactRow) {
        for key in files_of(row) {
            if let Err(error) = self.store().files().delete(&key).await {
                tracing::warn!(%error, key, "a file of the cache is left over");
            }
        }
    }
}
