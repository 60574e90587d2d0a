//! What is done about a step whose maker has failed for good: who takes over, and what is in the film meanwhile.

use crate::{
    Error, Studio,
    brief::{self, Project},
    make::ClipDetail,
};
use diesel_async::AsyncPgConnection;
use model::{ClipState, ModelChoice, ProjectId};
use plan::{Step, Work};
use providers::{Failure, FailureClass};
use store::{
    artifacts::{self, ArtifactRow},
    attempts, projects, shots,
    tasks::Lease,
};

/// Why a shot's lips are not moved, for its message.
pub(crate) fn as_filmed(failure: &Failure) -> String {
    format!("{} The lips are as they were filmed.", failure.sentence)
}

impl Studio {
    /// Decides who makes the step now that its maker has failed for good: the next of the chain, then the studio's own. A shot that
    /// was filmed before keeps that take. Nobody is left when that was the studio's own already.
    pub(crate) async fn take_over(
        &self,
        conn: &mut AsyncPgConnection,
        lease: &Lease,
        row: &shots::ShotRow,
        step: &Step,
        failure: &Failure,
    ) -> Result<ClipState, Error> {
        let outside = |model: &ModelChoice| self.is_outside(&model.provider);
        match &step.work {
            Work::Footage { spec } if outside(&spec.model) => {
                let may_switch = failure.may_switch_provider()
                    || (failure.class == FailureClass::EditPrompt && self.may_switch_refused(conn, lease).await?);
                match self.next_in_chain(conn, lease).await? {
                    Some(turn) if may_switch => shots::set_fallback(conn, row.shot(), turn).await?,
                    _ => self.give_up_footage(conn, lease, row, failure).await?,
                }
            }
            // Without the picture that it was to start from, it would be another shot: nobody films it unasked.
            Work::Picture { .. } => self.give_up_footage(conn, lease, row, failure).await?,
            Work::Line { spec, .. } if outside(&spec.model) => {
                shots::set_own(conn, row.shot(), true, row.own_sound).await?;
            }
            Work::Cue { spec, .. } if outside(&spec.model) => {
                shots::set_own(conn, row.shot(), row.own_speech, true).await?;
            }
            Work::Faces { .. } | Work::Lips { .. } => {
                let why = as_filmed(failure);
                // What cannot even be asked for is no failure of the shot: it is in the film as well as it can be.
                let name = step.fingerprint.as_str();
                let asked = attempts::of_shot(conn, row.shot()).await?.iter().any(|own| own.fingerprint == name);
                let failed = asked || failure.class != FailureClass::Broken;
                shots::set_unsynced(conn, row.shot(), &why, failed).await?;
            }
            _ => return Ok(ClipState::Failed),
        }
        Ok(ClipState::Generating)
    }

    fn is_outside(&self, provider: &str) -> bool {
        self.registry().catalogue().provider(provider).is_none_or(|provider| !provider.built_in)
    }

    /// Nobody films the shot: its last good take stays in the film, or the animatic comes into it.
    async fn give_up_footage(
        &self,
        conn: &mut AsyncPgConnection,
        lease: &Lease,
        row: &shots::ShotRow,
        failure: &Failure,
    ) -> Result<(), Error> {
        let Some(take) = self.last_good_take(conn, row).await? else {
            return Ok(shots::set_stand_in(conn, row.shot(), &failure.sentence).await?);
        };
        let why = format!("{} The last good take stays in the film.", failure.sentence);
        let project = Project::read(projects::get(conn, lease.task.project()).await?)?;
        let turn = project.turn_of(&brief::shot(row)?, &take.provider, &take.model);
        Ok(shots::set_kept_take(conn, row.shot(), &take.fingerprint, turn, &why).await?)
    }

    /// What an outside maker filmed for the shot: the take in its clip, else the newest.
    async fn last_good_take(
        &self,
        conn: &mut AsyncPgConnection,
        row: &shots::ShotRow,
    ) -> Result<Option<ArtifactRow>, Error> {
        if let Some(clip) = row.clip_id {
            let clip = artifacts::get(conn, clip).await?;
            let detail: ClipDetail = serde_json::from_value(clip.detail)?;
            let take = artifacts::find(conn, ProjectId(row.project_id), &detail.footage).await?;
            if let Some(take) = take.filter(|take| self.is_outside(&take.provider)) {
                return Ok(Some(take));
            }
        }
        let mut takes = artifacts::takes_of(conn, row.shot()).await?;
        takes.retain(|take| self.is_outside(&take.provider));
        Ok(takes.pop())
    }

    /// The place in the chain of the maker after the one that films the shot now.
    pub(crate) async fn next_in_chain(
        &self,
        conn: &mut AsyncPgConnection,
        lease: &Lease,
    ) -> Result<Option<i32>, Error> {
        let Some(shot) = lease.task.shot() else { return Ok(None) };
        let step: Step = serde_json::from_value(lease.task.step.clone())?;
        if !matches!(step.work, Work::Footage { .. }) {
            return Ok(None);
        }
        let row = shots::get(conn, shot).await?;
        let project = Project::read(projects::get(conn, lease.task.project()).await?)?;
        let next = row.fallback + 1;
        Ok(usize::try_from(next).is_ok_and(|next| next <= project.settings.fallbacks.len()).then_some(next))
    }

    async fn may_switch_refused(&self, conn: &mut AsyncPgConnection, lease: &Lease) -> Result<bool, Error> {
        Ok(Project::read(projects::get(conn, lease.task.project()).await?)?.settings.switch_when_refused)
    }
}
