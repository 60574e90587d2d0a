//! What a kind of step says of itself. Whoever needs to know something of a step asks its handler, so that a kind is one file.

use crate::{
    Error,
    brief::Project,
    outcome::{Made, Trouble},
    task_type::TaskType,
};
use async_trait::async_trait;
use chrono::TimeDelta;
use diesel_async::AsyncPgConnection;
use model::ClipState;
use plan::{Fingerprint, Step, Work};
use providers::{Catalogue, Failure, PriceRange};
use std::path::Path;
use store::{
    shots::ShotRow,
    tasks::{Lease, STEP},
};

/// A cost in US cents, at least and at most; `None` where nobody knows it.
pub(crate) type Cents = Option<(i64, i64)>;

/// What a step costs by the catalogue.
pub(crate) fn in_cents(price: Option<PriceRange>) -> Cents {
    price.map(|range| (range.low.cents_up(), range.high.cents_up()))
}

/// A step that is being made.
#[derive(Clone, Copy)]
pub(crate) struct Making<'a> {
    pub(crate) lease: &'a Lease,
    pub(crate) step: &'a Step,
    /// The folder that this claim works in.
    pub(crate) scratch: &'a Path,
}

impl Making<'_> {
    /// The step is not of the handler's kind.
    pub(crate) fn stranger(&self) -> Trouble {
        Error::Internal(anyhow::anyhow!("a step of the kind {} came to another's handler", self.step.work.kind()))
            .into()
    }
}

/// A step that has failed for good.
#[derive(Clone, Copy)]
pub(crate) struct Failed<'a> {
    pub(crate) lease: &'a Lease,
    pub(crate) step: &'a Step,
    pub(crate) failure: &'a Failure,
}

/// A step beside the clips that a project asks for.
pub(crate) struct Node {
    /// Of the kind [`Work::Custom`].
    pub(crate) step: Step,
    /// What must exist before it can be made.
    pub(crate) inputs: Vec<Fingerprint>,
    /// What a person must have decided before, by the keys of their decisions.
    pub(crate) decisions: Vec<String>,
}

/// One kind of step. `S` is the studio.
#[async_trait]
pub(crate) trait StepHandler<S: Sync>: Send + Sync {
    /// Its name in stored steps ([`Work::kind`]). Do not rename it.
    fn kind(&self) -> &'static str;

    /// What its steps are called together, as the heading of a list.
    fn label(&self) -> &'static str;

    /// What is being done, for a person: the end of a sentence.
    fn doing(&self) -> &'static str;

    /// The part of a bill that it belongs to, in one word; `None` for what never costs anything.
    fn cost_category(&self) -> Option<&'static str> {
        None
    }

    /// What it does, for a program that asked for the film.
    fn task_type(&self, _work: &Work) -> TaskType {
        TaskType::Composition
    }

    /// The state of a clip for which it is made.
    fn clip_state(&self) -> ClipState {
        ClipState::Generating
    }

    /// An ingredient that may be made before its shot's turn, where the studio makes it itself.
    fn is_begun_ahead(&self) -> bool {
        false
    }

    /// Made for one film, it will do for every other film of the same owner.
    fn is_shared(&self) -> bool {
        true
    }

    /// Its fingerprint is known before it runs, so that it is not made where it exists.
    fn is_named_before(&self) -> bool {
        true
    }

    /// What it costs in US cents, by the catalogue.
    fn price(&self, _catalogue: &Catalogue, _work: &Work) -> Cents {
        Some((0, 0))
    }

    /// After how long at a provider it is late: it is still waited for, and the screen says so.
    fn late_after(&self) -> TimeDelta {
        TimeDelta::minutes(3)
    }

    /// What it is called at a provider, within its shot.
    fn name_at_provider(&self, step: &Step) -> String {
        step.fingerprint.as_str().chars().take(12).collect()
    }

    /// Says which part was refused, where a person could not tell.
    fn refused_part(&self, _work: &Work) -> Option<String> {
        None
    }

    /// The steps of this kind that a project asks for now, beside its clips, whether they exist or not. Those of clips are planned by
    /// `plan`.
    async fn wanted(&self, _studio: &S, _conn: &mut AsyncPgConnection, _project: &Project) -> Result<Vec<Node>, Error> {
        Ok(Vec::new())
    }

    /// Makes it.
    async fn run(&self, studio: &S, making: Making<'_>) -> Result<Made, Trouble>;

    /// It has failed for good, for a clip that still needs it: says how the clip stands now, and what a person is to know.
    async fn failed(
        &self,
        _studio: &S,
        _conn: &mut AsyncPgConnection,
        failed: Failed<'_>,
        _row: &ShotRow,
    ) -> Result<(ClipState, String), Error> {
        Ok((ClipState::Failed, failed.failure.sentence.clone()))
    }

    /// It has failed for good, and is of no clip.
    async fn failed_without_clip(
        &self,
        _studio: &S,
        _conn: &mut AsyncPgConnection,
        _failed: Failed<'_>,
    ) -> Result<(), Error> {
        Ok(())
    }
}

/// The kinds of steps that a process can make, in the order in which a film is made.
pub(crate) struct Steps<S> {
    handlers: Vec<Box<dyn StepHandler<S>>>,
    /// The kinds of tasks that carry them.
    tasks: Vec<String>,
}

impl<S: Sync> Steps<S> {
    pub(crate) fn none() -> Self {
        Self { handlers: Vec::new(), tasks: vec![STEP.to_owned()] }
    }

    /// With one more kind.
    pub(crate) fn with(mut self, handler: impl StepHandler<S> + 'static) -> Self {
        self.tasks.push(task_kind(handler.kind()));
        self.handlers.push(Box::new(handler));
        self
    }

    /// # Errors
    /// Where a newer studio queued it.
    pub(crate) fn of(&self, work: &Work) -> Result<&dyn StepHandler<S>, Error> {
        let handler = self.all().find(|handler| handler.kind() == work.kind());
        handler.ok_or_else(|| Error::Internal(anyhow::anyhow!("no handler of steps of the kind {}", work.kind())))
    }

    pub(crate) fn all(&self) -> impl Iterator<Item = &dyn StepHandler<S>> {
        self.handlers.iter().map(|handler| &**handler)
    }

    /// The kinds of tasks that carry its steps.
    pub(crate) fn task_kinds(&self) -> impl Iterator<Item = &str> {
        self.tasks.iter().map(String::as_str)
    }
}

/// The kind of the tasks that carry steps beside the clips.
pub(crate) fn task_kind(step: &str) -> String {
    format!("{STEP}:{step}")
}
