//! What is done about a step whose maker has failed for good: who takes over, and what is in the film meanwhile.

use crate::{
    Error, Studio,
    brief::{self, Known, Project},
    clip_detail::ClipDetail,
    make::Failed,
    story::{self, Tried},
};
use diesel_async::AsyncPgConnection;
use model::{ClipState, ModelChoice, ProjectId, Shot, UserId};
use plan::{Step, Work};
use providers::{FailureClass, Kind};
use store::{
    artifacts::{self, ArtifactRow},
    attempts, projects,
    shots::{self, Chain, OWN, ShotRow},
    tasks::Lease,
};

/// Who is next in a chain.
struct Next<'a> {
    /// The place in the chain; `None` where nobody is left.
    turn: Option<i32>,
    /// Those before it who cannot be asked, each with why, in a word or two.
    left_out: Vec<(&'a ModelChoice, String)>,
}

impl Studio {
    fn is_outside(&self, provider: &str) -> bool {
        self.registry().catalogue().provider(provider).is_none_or(|provider| !provider.built_in)
    }

    /// Its maker has failed for good: hands what a chain makes to its next maker, where that is allowed, else to the studio itself. Nobody
    /// is left when that was the studio's own already. Says how the clip stands, and what a person is to know.
    pub(crate) async fn pass_on(
        &self,
        conn: &mut AsyncPgConnection,
        failed: Failed<'_>,
        row: &ShotRow,
        chain: Chain,
    ) -> Result<(ClipState, String), Error> {
        let Failed { lease, step, failure } = failed;
        // The natural voices are the studio's own, and espeak-ng speaks where they fail.
        let passes = |model: &ModelChoice| self.is_outside(&model.provider) || *model == ModelChoice::voices();
        if !step.work.model().is_some_and(passes) {
            return Ok((ClipState::Failed, failure.sentence.clone()));
        }
        let project = Project::read(projects::get(conn, lease.task.project()).await?)?;
        let shot = brief::shot(row)?;
        let refused = failure.class == FailureClass::EditPrompt;
        let may_switch = failure.may_switch_provider() || (refused && project.settings.switch_when_refused);
        let next = match may_switch {
            true => self.next_in_chain(conn, &project, row, &shot, chain).await?,
            false => Next { turn: None, left_out: Vec::new() },
        };
        let mut tried = story::read(row)?;
        if row.turn(chain) == 0 {
            // The wanted maker is the first: what is told from before is another story.
            tried.retain(|one| one.chain != chain);
        }
        let label = |model: &ModelChoice| self.registry().catalogue().label(&model.provider).to_owned();
        let part = if refused { self.steps().of(&step.work)?.refused_part(&step.work) } else { None };
        let why = [failure.sentence.clone()].into_iter().chain(part).collect::<Vec<_>>().join(" ");
        tried.push(Tried {
            chain,
            step: step.fingerprint.to_string(),
            who: step.work.model().map(label).unwrap_or_default(),
            how: failure.class.outcome().to_owned(),
            tries: lease.task.tries.unsigned_abs(),
            why: Some(why.clone()),
        });
        tried.extend(next.left_out.into_iter().map(|(model, how)| Tried {
            chain,
            step: step.fingerprint.to_string(),
            who: label(model),
            how,
            tries: 0,
            why: None,
        }));
        shots::set_tried(conn, row.shot(), serde_json::to_value(&tried)?).await?;
        match (next.turn, story::own(chain)) {
            (Some(turn), _) => {
                shots::set_turn(conn, row.shot(), chain, turn).await?;
                Ok((ClipState::Generating, why))
            }
            (None, Some(own)) => {
                shots::set_turn(conn, row.shot(), chain, OWN).await?;
                Ok((ClipState::Generating, format!("{why} {own}")))
            }
            (None, None) => Ok((ClipState::Generating, self.give_up_footage(conn, failed, row).await?)),
        }
    }

    /// Nobody films the shot: its last good take stays in the film, or the animatic comes into it. Says why.
    pub(crate) async fn give_up_footage(
        &self,
        conn: &mut AsyncPgConnection,
        failed: Failed<'_>,
        row: &ShotRow,
    ) -> Result<String, Error> {
        let Failed { lease, failure, .. } = failed;
        let Some(take) = self.last_good_take(conn, row).await? else {
            shots::set_stand_in(conn, row.shot(), &failure.sentence).await?;
            return Ok(failure.sentence.clone());
        };
        let why = format!("{} The last good take stays in the film.", failure.sentence);
        let project = Project::read(projects::get(conn, lease.task.project()).await?)?;
        let turn = project.turn_of(&brief::shot(row)?, &take.provider, &take.model);
        shots::set_kept_take(conn, row.shot(), &take.fingerprint, turn, &why).await?;
        Ok(why)
    }

    /// What an outside maker filmed for the shot: the take in its clip, else the newest.
    async fn last_good_take(&self, conn: &mut AsyncPgConnection, row: &ShotRow) -> Result<Option<ArtifactRow>, Error> {
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

    /// Who is asked after the maker whose turn it is. Those that cannot work here, such as for want of a key, are left out, and so is what
    /// costs money in a run that nobody began.
    async fn next_in_chain<'a>(
        &self,
        conn: &mut AsyncPgConnection,
        project: &'a Project,
        row: &ShotRow,
        shot: &'a Shot,
        chain: Chain,
    ) -> Result<Next<'a>, Error> {
        let line_up = project.line_up(shot, chain);
        let mut next = Next { turn: None, left_out: Vec::new() };
        let Some(passed) = usize::try_from(row.turn(chain)).ok().filter(|turn| turn + 1 < line_up.len()) else {
            return Ok(next);
        };
        let accounts = self.accounts(conn, UserId(project.row.owner_id)).await?;
        for (turn, maker) in line_up.iter().copied().enumerate().skip(passed + 1) {
            if line_up.iter().take(turn).any(|before| *before == maker) {
                continue;
            }
            match self.missing(&accounts, kind_of(chain), maker).map(|failure| failure.class) {
                Some(FailureClass::FixKey) => next.left_out.push((maker, "no key".to_owned())),
                Some(class) => next.left_out.push((maker, class.outcome().to_owned())),
                None if project.row.unasked && !self.registry().is_free(maker) => {
                    next.left_out.push((maker, "not asked".to_owned()));
                }
                None => {
                    next.turn = i32::try_from(turn).ok();
                    break;
                }
            }
        }
        Ok(next)
    }

    /// Somebody else could make what this step is to make.
    pub(crate) async fn has_next(&self, conn: &mut AsyncPgConnection, lease: &Lease) -> Result<bool, Error> {
        let Some(shot) = lease.task.shot() else { return Ok(false) };
        let step: Step = serde_json::from_value(lease.task.step.clone())?;
        let Some(chain) = brief::chain_of(&step.work) else { return Ok(false) };
        let row = shots::get(conn, shot).await?;
        let project = Project::read(projects::get(conn, lease.task.project()).await?)?;
        let shot = brief::shot(&row)?;
        Ok(self.next_in_chain(conn, &project, &row, &shot, chain).await?.turn.is_some())
    }

    /// The row of a shot that is begun. What another maker of a chain has made stays, and what somebody was asked for and may be making is
    /// not asked of anybody else; else the wanted maker is the first.
    pub(crate) async fn with_turns_begun(
        &self,
        conn: &mut AsyncPgConnection,
        project: &Project,
        mut row: ShotRow,
        shot: &Shot,
    ) -> Result<ShotRow, Error> {
        for chain in Chain::ALL {
            let now = row.turn(chain);
            if row.has_failed(chain) || (now == 0 && project.line_up(shot, chain).len() < 2) {
                continue;
            }
            let mut begins_at = 0;
            for turn in turns(project, shot, chain) {
                let steps = project.foreseen_steps(&Known(self.registry()), &row.clone().in_turn(chain, turn), shot);
                let names = names_of(&steps, chain);
                let made = turn > 0 && turn == now && self.are_made(conn, project, &names).await?;
                if made || attempts::any_open(conn, project.row.project(), &names).await? {
                    begins_at = turn;
                    break;
                }
            }
            if begins_at != now {
                shots::set_turn(conn, row.shot(), chain, begins_at).await?;
                row = shots::get(conn, row.shot()).await?;
            }
        }
        Ok(row)
    }

    /// The shot's row, without what stands in for something that was made already as it is wanted now, by the wanted maker or by another
    /// of the chain: after an undo, or when a person chose another take.
    pub(crate) async fn taken_back(
        &self,
        conn: &mut AsyncPgConnection,
        project: &Project,
        mut row: ShotRow,
        shot: &Shot,
    ) -> Result<ShotRow, Error> {
        for chain in Chain::ALL {
            if !row.has_failed(chain) {
                continue;
            }
            let tried = story::read(&row)?;
            for turn in turns(project, shot, chain) {
                let back = row.clone().in_turn(chain, turn);
                let steps = project.steps(&Known(self.registry()), &back, shot);
                let names = names_of(&steps, chain);
                if self.are_made(conn, project, &names).await? {
                    story::forget(conn, &row, chain).await?;
                    shots::set_waiting(conn, &back, ClipState::Waiting, row.seconds).await?;
                    row = shots::get(conn, row.shot()).await?;
                    break;
                }
                if turn == 0 && tried.iter().any(|one| names.contains(&one.step.as_str())) {
                    // What failed is what is wanted still, and a person has read why.
                    break;
                }
            }
        }
        Ok(row)
    }

    /// The shot needs no filming: its take, by whoever's turn it is, exists.
    pub(crate) async fn is_filmed(
        &self,
        conn: &mut AsyncPgConnection,
        project: &Project,
        row: &ShotRow,
        shot: &Shot,
    ) -> Result<bool, Error> {
        let steps = project.foreseen_steps(&Known(self.registry()), row, shot);
        self.are_made(conn, project, &names_of(&steps, Chain::Footage)).await
    }

    /// Something is to be made, and all of it exists.
    async fn are_made(&self, conn: &mut AsyncPgConnection, project: &Project, names: &[&str]) -> Result<bool, Error> {
        let made = artifacts::which_exist(conn, project.row.project(), names).await?;
        Ok(!names.is_empty() && names.iter().all(|name| made.contains(*name)))
    }
}

/// The places in a chain.
fn turns(project: &Project, shot: &Shot, chain: Chain) -> impl Iterator<Item = i32> + use<> {
    (0..).take(project.line_up(shot, chain).len())
}

/// The fingerprints of what a chain is to make, and of the pictures that it is to be filmed from.
fn names_of(steps: &[Step], chain: Chain) -> Vec<&str> {
    let own = |step: &&Step| match &step.work {
        Work::Picture { .. } => chain == Chain::Footage,
        work => brief::chain_of(work) == Some(chain),
    };
    steps.iter().filter(own).map(|step| step.fingerprint.as_str()).collect()
}

/// What the makers of a chain make.
const fn kind_of(chain: Chain) -> Kind {
    match chain {
        Chain::Footage => Kind::Video,
        Chain::Speech => Kind::Speech,
        Chain::Sound => Kind::Sound,
    }
}
