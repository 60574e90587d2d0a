//! News of exports, for the film's pages.

use crate::Error;
use diesel_async::AsyncPgConnection;
use model::{Happening, ProjectId};
use store::{events, tasks::JobRow};

/// Says to the film's pages that there is news of its exports.
pub(super) async fn tell(conn: &mut AsyncPgConnection, id: ProjectId) -> Result<(), Error> {
    Ok(events::append(conn, id, &[Happening::Export {}]).await?)
}

/// The same for the film of a job, where it is of one.
pub(super) async fn tell_of(conn: &mut AsyncPgConnection, job: &JobRow) -> Result<(), Error> {
    match job.project {
        Some(project) => tell(conn, project).await,
        None => Ok(()),
    }
}
