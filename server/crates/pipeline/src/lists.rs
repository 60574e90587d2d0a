//! A project's prompt list: read and written.

use crate::{Error, Studio, brief::Project};
use diesel_async::AsyncPgConnection;
use model::{ProjectId, PromptList, Shot, ShotId};
use std::collections::{HashMap, HashSet};
use store::{
    projects,
    shots::{self, NewShot, RANK_STEP, ShotRow},
};
use uuid::Uuid;

/// The list without its shots, as the project's row keeps it.
pub(crate) fn head_of(list: &PromptList) -> Result<serde_json::Value, Error> {
    let head = PromptList { shots: Vec::new(), ..list.clone() };
    Ok(serde_json::to_value(head)?)
}

pub(crate) fn new_row(project: ProjectId, rank: f64, shot: &Shot) -> Result<NewShot, Error> {
    Ok(NewShot {
        id: shot.id.0,
        project_id: project.0,
        rank,
        spec: serde_json::to_value(shot)?,
        seconds: plan::shot_seconds(shot),
    })
}

/// For new ids in edits.
pub(crate) fn new_id() -> Uuid {
    ShotId::new().0
}

impl Studio {
    /// The whole prompt list.
    pub(crate) async fn list(&self, id: ProjectId) -> Result<PromptList, Error> {
        let mut conn = self.store().conn().await?;
        let project = Project::read(projects::get(&mut conn, id).await?)?;
        let rows = shots::of_project(&mut conn, id).await?;
        let shots = rows.iter().map(crate::brief::shot).collect::<Result<Vec<_>, _>>()?;
        Ok(PromptList { shots, title: project.row.title, ..project.head })
    }

    /// Puts another list in the place of the project's `rows`: those that stay keep their takes and clips.
    pub(crate) async fn replace_list(
        &self,
        conn: &mut AsyncPgConnection,
        id: ProjectId,
        rows: &[ShotRow],
        list: PromptList,
    ) -> Result<(), Error> {
        let head = head_of(&list)?;
        projects::update(conn, id, projects::Change { head: Some(head), ..projects::Change::default() }).await?;
        let wanted: HashSet<ShotId> = list.shots.iter().map(|shot| shot.id).collect();
        let known: HashMap<ShotId, &ShotRow> = rows.iter().map(|row| (row.shot(), row)).collect();
        let (stays, gone): (Vec<ShotId>, Vec<ShotId>) =
            rows.iter().map(ShotRow::shot).partition(|old| wanted.contains(old));
        shots::delete(conn, &gone).await?;
        let in_order =
            stays.len() == list.shots.len() && list.shots.iter().map(|shot| shot.id).eq(stays.iter().copied());
        let (mut new, mut specs, mut ranks) = (Vec::new(), Vec::new(), Vec::new());
        for (at, shot) in list.shots.iter().enumerate() {
            let rank = (at + 1) as f64 * RANK_STEP;
            let Some(row) = known.get(&shot.id) else {
                new.push(new_row(id, rank, shot)?);
                continue;
            };
            let spec = serde_json::to_value(shot)?;
            if spec != row.spec {
                specs.push((shot.id, spec));
            }
            ranks.push((shot.id, rank));
        }
        shots::set_specs(conn, specs).await?;
        if !in_order {
            // First out of the way, then into place: no two shots ever share a rank.
            let away: Vec<(ShotId, f64)> = ranks.iter().map(|(shot, rank)| (*shot, -rank)).collect();
            shots::set_ranks(conn, &away).await?;
            shots::set_ranks(conn, &ranks).await?;
        }
        Ok(shots::insert(conn, &new).await?)
    }
}
