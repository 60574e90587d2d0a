//! A project is reset: its film begins from the script and the changes to it, as if nothing were made. What was made is kept for that, or
//! thrown away.

use crate::{
    Error, Studio,
    brief::{self, Project},
};
use diesel_async::{AsyncConnection, AsyncPgConnection};
use model::{ArtifactKind, Happening, ProjectId, RunState, UserId};
use std::collections::HashSet;
use store::{artifacts::ArtifactRow, cache, events, projects, shots, tasks};

/// What a reset may throw away. Pictures may have been chosen by a person, and joined films are shown by links: they stay.
const GOES: [ArtifactKind; 7] = [
    ArtifactKind::Take,
    ArtifactKind::LineTake,
    ArtifactKind::Sound,
    ArtifactKind::Clip,
    ArtifactKind::Faces,
    ArtifactKind::Lips,
    ArtifactKind::Music,
];

/// What becomes of what was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Made {
    /// Filming again uses it, at no cost.
    Keep,
    /// Filming again makes it anew. The worth that was agreed to, in US cents: no more than that goes.
    ThrowAway { worth_cents: i64 },
}

/// What a reset would throw away.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Worth {
    pub count: u64,
    pub bytes: u64,
    /// What was paid for it, in US cents.
    pub cents: i64,
}

impl Worth {
    fn of(rows: &[ArtifactRow]) -> Self {
        rows.iter().fold(Self::default(), |sum, row| Self {
            count: sum.count + 1,
            bytes: sum.bytes.saturating_add(u64::try_from(row.bytes).unwrap_or_default()),
            cents: sum.cents.saturating_add(row.cost_cents),
        })
    }
}

impl Studio {
    /// What a reset of the project would throw away, with its size and what it cost.
    pub async fn worth_of_made(&self, who: UserId, id: ProjectId) -> Result<Worth, Error> {
        let mut conn = self.store().conn().await?;
        let project = Project::read(projects::owned(&mut conn, who, id).await?)?;
        Ok(Worth::of(&goes(&mut conn, &project).await?))
    }

    /// Stops the film and sends it back to its beginning. The script, the settings and every change to them stay. Gives what went.
    ///
    /// # Errors
    /// [`Error::Conflict`] where more would go than was agreed to; then nothing is done.
    pub async fn reset_project(&self, who: UserId, id: ProjectId, made: Made) -> Result<Worth, Error> {
        let _turn = self.turn(id).await?;
        let mut conn = self.store().conn().await?;
        let gone = (*conn)
            .transaction(async |conn: &mut AsyncPgConnection| {
                let project = Project::read(projects::lock_owned(conn, who, id).await?)?;
                tasks::cancel(conn, id, None).await?;
                let gone = match made {
                    Made::Keep => Vec::new(),
                    Made::ThrowAway { worth_cents } => {
                        let gone = goes(conn, &project).await?;
                        if Worth::of(&gone).cents > worth_cents {
                            let sentence = "More was made meanwhile than you agreed to throw away. Look again at what it is worth.";
                            return Err(Error::Conflict(sentence.to_owned()));
                        }
                        gone
                    }
                };
                for row in shots::of_project(conn, id).await? {
                    let seconds = row.seconds;
                    shots::forget_clip(conn, &row.anew(), seconds).await?;
                }
                projects::forget_film(conn, id).await?;
                projects::set_only(conn, id, None).await?;
                let ids: Vec<_> = gone.iter().map(|row| row.id).collect();
                cache::forget(conn, &ids).await?;
                self.set_run(conn, id, RunState::Draft, Some("It was reset. The film is not begun.")).await?;
                events::append(conn, id, &[Happening::Edited { what: "reset".to_owned() }]).await?;
                Ok(gone)
            })
            .await?;
        drop(conn);
        for row in &gone {
            self.delete_files(row).await;
        }
        self.draw_images_later(id);
        Ok(Worth::of(&gone))
    }
}

/// What would go: nothing that a person put in its place by hand.
async fn goes(conn: &mut AsyncPgConnection, project: &Project) -> Result<Vec<ArtifactRow>, Error> {
    let id = project.row.project();
    let mut chosen = HashSet::new();
    for row in shots::of_project(conn, id).await? {
        chosen.extend(brief::shot(&row)?.footage);
    }
    let mut rows = cache::old(conn, id, chrono::Utc::now()).await?;
    let goes = GOES.map(ArtifactKind::key);
    rows.retain(|row| goes.contains(&row.kind.as_str()) && !chosen.contains(&row.fingerprint));
    Ok(rows)
}
