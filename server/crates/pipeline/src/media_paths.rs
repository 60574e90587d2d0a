//! Where a project's files are kept, and their addresses.

use model::ProjectId;

/// The key of a project's file.
pub(crate) fn project_key(project: ProjectId, name: &str) -> String {
    format!("projects/{project}/{name}")
}

/// Where a kept file can be fetched by those who may see it.
pub(crate) fn media_url(key: &str) -> String {
    format!("/media/{key}")
}
