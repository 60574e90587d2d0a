//! A question to a language model, and its answer: kept whole, whatever it is worth. What is made of it, `storyboard::ask` says.

use super::handler::{Cents, Facts, Failed, Making, Node, StepHandler, in_cents};
use crate::{
    Error, Studio,
    board::asks::{Told, WORK, spec_of},
    brief::Project,
    media_paths::project_key,
    outcome::{Made, Trouble},
    stored::Keep,
    task_type::TaskType,
};
use async_trait::async_trait;
use chrono::TimeDelta;
use diesel_async::AsyncPgConnection;
use model::ArtifactKind;
use plan::Work;
use providers::{Catalogue, Wanted};
use serde_json::json;
use store::artifacts;

/// Words by a language model.
pub(super) struct Words;

#[async_trait]
impl StepHandler<Studio> for Words {
    fn facts(&self) -> Facts {
        Facts {
            cost_category: Some("words"),
            task_type: TaskType::Composition,
            late_after: TimeDelta::minutes(4),
            ..Facts::of(WORK, "Words by language models", "asking a language model")
        }
    }

    fn price(&self, catalogue: &Catalogue, work: &Work) -> Cents {
        in_cents(catalogue.price(Wanted::Text(&spec_of(work)?)))
    }

    async fn wanted(
        &self,
        studio: &Studio,
        conn: &mut AsyncPgConnection,
        project: &Project,
    ) -> Result<Vec<Node>, Error> {
        let steps = studio.ask_steps(conn, project).await?;
        Ok(steps.into_iter().map(|(step, inputs)| Node { step, inputs, decisions: Vec::new() }).collect())
    }

    async fn run(&self, studio: &Studio, making: Making<'_>) -> Result<Made, Trouble> {
        let Making { lease, step, scratch } = making;
        let Some(spec) = spec_of(&step.work) else { return Err(making.stranger()) };
        let order = (&spec.model, &spec);
        let (made, attempt) =
            studio.obtain_plain((lease, step), order, scratch, |makers, _| Ok(makers.text(&spec.model)?)).await?;
        let told = Told {
            part: spec.task.clone(),
            text: made.text,
            ended: made.ended,
            tokens_in: made.tokens.input,
            tokens_out: made.tokens.output,
            micros: made.billed.as_ref().map_or(0, |billed| billed.amount.micros),
        };
        let file = scratch.join("answer.json");
        let whole = json!({ "asked": spec, "answer": told, "described": made.described });
        let bytes = serde_json::to_vec_pretty(&whole).map_err(anyhow::Error::from).map_err(Error::from)?;
        tokio::fs::write(&file, bytes).await.map_err(|error| crate::full_or_internal(error.into()))?;
        let id = artifacts::new_id();
        Ok(studio
            .keep(Keep {
                lease,
                step,
                id,
                kind: ArtifactKind::Document,
                file,
                key: project_key(lease.task.project(), &format!("storyboard/{}_{id}.json", spec.task)),
                seconds: 0.0,
                model: &spec.model,
                attempt: attempt.map(|attempt| (attempt, made.billed)),
                detail: serde_json::to_value(told).map_err(anyhow::Error::from).map_err(Error::from)?,
            })
            .await?)
    }

    /// The next of the chain is asked, if there is one.
    async fn failed_without_clip(
        &self,
        studio: &Studio,
        conn: &mut AsyncPgConnection,
        failed: Failed<'_>,
    ) -> Result<(), Error> {
        studio.advance_graph_and_tell(conn, failed.lease.task.project()).await
    }
}
