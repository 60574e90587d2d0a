//! Which music a film needs composed.

use crate::{
    Error, Studio,
    brief::{self, Known, Project},
};
use diesel_async::AsyncPgConnection;
use plan::Step;
use store::{
    artifacts,
    shots::{self, ShotRow},
    tasks,
};
use uuid::Uuid;

/// What a film does while its music is composed.
pub(crate) const COMPOSING: &str = "Composing the music";

impl Studio {
    /// The step that has the film's music composed, by its clips as they are and, where there are none yet, by the shots as they will be;
    /// `None` where the studio plays its own.
    pub(crate) async fn score(
        &self,
        conn: &mut AsyncPgConnection,
        project: &Project,
        rows: &[ShotRow],
    ) -> Result<Option<Step>, Error> {
        let settings = &project.settings;
        if settings.composer.is_none() || !settings.music {
            return Ok(None);
        }
        let ids: Vec<Uuid> = rows.iter().filter_map(|row| row.clip_id).collect();
        let clips = artifacts::by_ids(conn, &ids).await?;
        let mut moods = Vec::with_capacity(rows.len());
        for row in rows {
            let to_come = row.clip_state().is_to_come();
            let made = row.clip_id.and_then(|id| clips.get(&id)).filter(|_| !to_come);
            let seconds = match made {
                Some(clip) => clip.seconds.unwrap_or_default(),
                // A shot that failed without a clip is not in the film.
                None if row.clip_state() == model::ClipState::Failed => continue,
                None => row.seconds,
            };
            moods.push((project.head.music.mood_of(&brief::shot(row)?), seconds));
        }
        Ok(plan::score_step(&project.brief(&Known(self.registry())), moods))
    }

    /// The music that is to be composed before the film is joined; `None` where it is there, where the studio plays its own, where it was
    /// given up since the run was begun, and where nobody asked for the run: an edit was free as far as it could be told, and yet, once its
    /// lines are spoken, the music can turn out to be another one. Nor does who films some shots buy the whole film's music.
    pub(crate) async fn missing_score(
        &self,
        conn: &mut AsyncPgConnection,
        project: &Project,
    ) -> Result<Option<Step>, Error> {
        if project.row.unasked || project.only().is_some() {
            return Ok(None);
        }
        let id = project.row.project();
        let rows = shots::of_project(conn, id).await?;
        let Some(step) = self.score(conn, project, &rows).await? else { return Ok(None) };
        let name = step.fingerprint.as_str();
        let settled = artifacts::find(conn, id, name).await?.is_some()
            || tasks::was_given_up(conn, id, name, project.row.started_at).await?;
        Ok((!settled).then_some(step))
    }

    /// What the run's end says of music that could not be composed.
    pub(crate) fn without_score(why: &str) -> String {
        format!("The music could not be composed: {why} The studio's own is in the film.")
    }
}
