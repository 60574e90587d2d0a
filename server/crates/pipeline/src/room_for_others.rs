//! How much one person may have at once.

use crate::{Error, Studio};
use diesel_async::AsyncPgConnection;
use model::{ProjectId, UserId};
use store::projects;

impl Studio {
    /// Refuses a person who has as many projects as fit.
    pub(crate) async fn check_room_for_project(&self, who: UserId) -> Result<(), Error> {
        let most = self.config().most.projects;
        if projects::count(&mut *self.store().conn().await?, who).await? >= most {
            return Err(Error::TooMany(format!(
                "You have {most} films here, as many as one person may have. Delete one first."
            )));
        }
        Ok(())
    }

    /// Refuses to begin a film for a person of whom as many are being made already as may be at once.
    pub(crate) async fn check_room_for_filming(
        &self,
        conn: &mut AsyncPgConnection,
        who: UserId,
        id: ProjectId,
    ) -> Result<(), Error> {
        let most = self.config().most.filming;
        if projects::count_filming(conn, who, id).await? >= most {
            return Err(Error::TooMany(format!(
                "{most} of your films are being made already, as many as one person may have made at once. Wait until one is done, \
                 or pause one."
            )));
        }
        Ok(())
    }
}
