//! News of exports, for the film's pages.

use crate::Error;
use diesel_async::AsyncPgConnection;
use model::{Happening, ProjectId};
use store::events;

/// Says to the film's pages that there is news of its exports.
pub(super) async fn tell(conn: &mut AsyncPgConnection, id: ProjectId) -> Result<(), Error> {
    Ok(events::append(conn, id, &[Happening::Export {}]).await?)
}
