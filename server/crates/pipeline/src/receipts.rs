//! What was bought for a shot or a film: every attempt with its calls.

use crate::{
    Error, Studio,
    exchange::{self, when},
    media_paths::media_url,
};
use chrono::{DateTime, Utc};
use diesel_async::AsyncPgConnection;
use model::{
    ProjectId, ShotId, UserId,
    view::{AttemptView, CallView},
};
use providers::FailureClass;
use std::collections::HashMap;
use store::{
    artifacts::{self, ArtifactRow},
    attempts::{self, AttemptRow},
    calls, projects, shots,
};
use uuid::Uuid;

impl Studio {
    /// Everything that was bought for a film, or for one of its shots, oldest first.
    pub async fn receipts(&self, who: UserId, id: ProjectId, shot: Option<ShotId>) -> Result<Vec<AttemptView>, Error> {
        self.check_owner(who, id).await?;
        let mut conn = self.store().conn().await?;
        let mut rows = match shot {
            Some(shot) => attempts::of_shot(&mut conn, shot).await?,
            None => attempts::of_project(&mut conn, id).await?,
        };
        rows.retain(|row| row.project_id == id.0);
        let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
        let mut wire: HashMap<Uuid, Vec<CallView>> = HashMap::new();
        for call in calls::of_attempts(&mut conn, &ids).await? {
            wire.entry(call.attempt_id).or_default().push(exchange::call_view(call));
        }
        let numbers: HashMap<Uuid, String> = shots::of_project(&mut conn, id)
            .await?
            .iter()
            .filter_map(|row| Some((row.id, crate::brief::shot(row).ok()?.number)))
            .collect();
        let names: Vec<&str> =
            rows.iter().filter(|row| row.state == "done").map(|row| row.fingerprint.as_str()).collect();
        let made = artifacts::find_many(&mut conn, id, &names).await?;
        Ok(rows
            .into_iter()
            .map(|row| {
                let calls = wire.remove(&row.id).unwrap_or_default();
                let number = row.shot_id.and_then(|shot| numbers.get(&shot).cloned());
                let made = made.get(&row.fingerprint).filter(|_| row.state == "done");
                self.attempt_view(row, number, made, calls)
            })
            .collect())
    }

    fn attempt_view(
        &self,
        row: AttemptRow,
        number: Option<String>,
        made: Option<&ArtifactRow>,
        calls: Vec<CallView>,
    ) -> AttemptView {
        let waited = |since: DateTime<Utc>| (row.ended_at.unwrap_or_else(Utc::now) - since).as_seconds_f64().max(0.0);
        // A task that a person named and nobody has seen can be named again.
        let state = if row.is_doubtful() { "unknown".to_owned() } else { row.state };
        AttemptView {
            id: row.id,
            shot: row.shot_id.map(ShotId),
            number,
            label: self.registry().catalogue().label(&row.provider).to_owned(),
            provider: row.provider,
            model: row.model,
            external_id: row.external_id,
            task: row.provider_task,
            state,
            class: row.failure_class,
            // What its provider last said of the work is no news once it is over.
            sentence: row.sentence.or(if row.ended_at.is_none() { row.said } else { None }),
            estimate_cents: row.estimate_cents,
            billed_cents: row.billed_cents,
            made_at: when(row.made_at),
            called_at: row.called_at.map(when),
            ended_at: row.ended_at.map(when),
            waited_seconds: row.called_at.map(waited),
            url: made.map(|made| media_url(&made.file_key)),
            seconds: made.and_then(|made| made.seconds),
            calls,
        }
    }

    /// A person settles an attempt whose outcome nobody could tell: by the provider's task id, which is then polled, or, with
    /// `None`, by saying that it was never made. The shot is taken up again either way. As long as the provider has not shown a
    /// task of that id, it can be settled again.
    pub async fn settle_unknown(
        &self,
        who: UserId,
        id: ProjectId,
        attempt: Uuid,
        task: Option<&str>,
    ) -> Result<(), Error> {
        use diesel_async::AsyncConnection;
        self.check_owner(who, id).await?;
        let mut conn = self.store().conn().await?;
        let shot = (*conn)
            .transaction(async |conn: &mut AsyncPgConnection| {
                projects::lock(conn, id).await?;
                let row = attempts::get(conn, attempt).await?;
                if row.project_id != id.0 {
                    return Err(Error::NotFound);
                }
                let settled = match task.map(str::trim) {
                    Some("") => return Err(Error::refused("Write the task's id as the provider shows it.")),
                    Some(_) if row.shot_id.is_none() => {
                        return Err(Error::refused(
                            "Music is handed out once, when it is made: it cannot be fetched later. Say that it was never made, or leave it.",
                        ));
                    }
                    Some(task) if task.len() > 200 => return Err(Error::refused("That is too long for a task's id.")),
                    Some(task) => attempts::name(conn, attempt, task).await?,
                    None if row.is_doubtful() => {
                        let end = attempts::End {
                            failure: Some((FailureClass::Unknown.key(), "A person said that it was never made.")),
                            billed_cents: Some(0),
                        };
                        attempts::end(conn, attempt, end).await?.is_some()
                    }
                    None => false,
                };
                if !settled {
                    return Err(Error::Conflict("This call's outcome is known already.".to_owned()));
                }
                Ok(row.shot_id.map(ShotId))
            })
            .await?;
        drop(conn);
        match shot {
            Some(shot) => self.command(who, id, model::Command::RetryShot { shot }).await,
            None => Ok(()),
        }
    }
}
