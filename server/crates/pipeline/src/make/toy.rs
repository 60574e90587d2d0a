//! A kind of step for tests only: this file and one line in `kinds` are all that it takes. It writes a word for each scene, and, from the
//! word that a person chose of the first scene's two, a closing one.

use super::handler::{Making, Node, StepHandler};
use crate::{
    Error, Studio,
    brief::Project,
    media_paths::project_key,
    outcome::{Made, Trouble},
    stored::Keep,
};
use async_trait::async_trait;
use diesel_async::AsyncPgConnection;
use model::{ArtifactKind, ModelChoice, Subject};
use plan::{CustomStep, Fingerprint, Step, Work};
use providers::{Failure, FailureClass};
use serde_json::json;
use store::{artifacts, decisions};

/// Which of the first scene's words it is to be.
const CHOICE: &str = "toy/scene:1";

pub(super) struct Toy;

fn word(subject: Subject, variant: u32, word: &str) -> Step {
    Step::custom(1, CustomStep { work: "toy".to_owned(), subject, variant, model: None, spec: json!({ "word": word }) })
}

#[async_trait]
impl StepHandler<Studio> for Toy {
    fn kind(&self) -> &'static str {
        "toy"
    }

    fn doing(&self, _work: &Work) -> &'static str {
        "writing a word"
    }

    /// Asked for by films whose title says so.
    async fn wanted(
        &self,
        _studio: &Studio,
        conn: &mut AsyncPgConnection,
        project: &Project,
    ) -> Result<Vec<Node>, Error> {
        if project.row.title != "Words" {
            return Ok(Vec::new());
        }
        let scene = |number: &str| Subject::Scene(number.to_owned());
        let mut steps =
            vec![word(scene("1"), 0, "dawn"), word(scene("1"), 1, "dusk"), word(scene("2"), 0, "unspeakable")];
        let inputs: Vec<Fingerprint> = steps.iter().take(2).map(|step| step.fingerprint.clone()).collect();
        let chosen =
            decisions::of_project(conn, project.row.project()).await?.into_iter().find(|one| one.key == CHOICE);
        steps.push(word(
            Subject::Project,
            0,
            &format!("end {}", chosen.and_then(|one| one.chosen).unwrap_or_default()),
        ));
        let node = |step: Step| Node { step, inputs: Vec::new(), decisions: Vec::new() };
        let mut nodes: Vec<Node> = steps.into_iter().map(node).collect();
        if let Some(last) = nodes.last_mut() {
            (last.inputs, last.decisions) = (inputs, vec![CHOICE.to_owned()]);
        }
        Ok(nodes)
    }

    async fn run(&self, studio: &Studio, making: Making<'_>) -> Result<Made, Trouble> {
        let Making { lease, step, scratch } = making;
        let Work::Custom(custom) = &step.work else { return Err(making.stranger()) };
        if custom.spec["word"] == "unspeakable" {
            return Err(Trouble::Failed(Failure::new(FailureClass::EditPrompt, "Nobody can write this word.")));
        }
        let file = scratch.join("word.json");
        tokio::fs::write(&file, custom.spec.to_string()).await.map_err(anyhow::Error::from)?;
        let id = artifacts::new_id();
        Ok(studio
            .keep(Keep {
                lease,
                step,
                id,
                kind: ArtifactKind::Document,
                file,
                key: project_key(lease.task.project(), &format!("documents/{id}.json")),
                seconds: 0.0,
                model: &ModelChoice::new("studio", "toy-1"),
                attempt: None,
                detail: custom.spec.clone(),
            })
            .await?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Config, graph::StepStatus};
    use model::{ProjectId, RunState, UserId, view::NewProject};
    use providers::{Catalogue, Credentials, Registry};
    use testkit::TestDatabase;

    async fn statuses(studio: &Studio, who: UserId, id: ProjectId) -> Vec<StepStatus> {
        studio.graph(who, id).await.unwrap().into_iter().map(|step| step.status).collect()
    }

    /// Waits until the steps stand so.
    async fn until(studio: &Studio, who: UserId, id: ProjectId, expected: &[StepStatus]) {
        let stand = async {
            loop {
                let woken = studio.hub().tasks.notified();
                if statuses(studio, who, id).await == expected {
                    return;
                }
                // Other tasks' ends are not told: the fallback looks anyway.
                let _ = tokio::time::timeout(std::time::Duration::from_millis(50), woken).await;
            }
        };
        let waited = tokio::time::timeout(std::time::Duration::from_secs(60), stand).await;
        assert!(waited.is_ok(), "{:?} instead of {expected:?}", statuses(studio, who, id).await);
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_kind_of_one_file_and_one_line_is_made_chosen_from_and_given_up() {
        let database = TestDatabase::new().await;
        let tools = media::Tools::find().unwrap();
        let registry = Registry::new(Catalogue::with(None).unwrap(), Credentials::default(), tools.clone());
        let config = Config { workers: 2, calls: 0, ..Config::from_environment(database.folder()) };
        let studio = Studio::start(database.store().clone(), registry, tools, config).await.unwrap();
        let who = database.store().local_person().await.unwrap();
        let new = |title: &str| NewProject {
            title: title.into(),
            script: "SCENE 1: EXT. PIER - DAWN\n\nFog over the water.\n".into(),
            ..NewProject::default()
        };
        let other = studio.create_project(who, new("Another")).await.unwrap();
        assert_eq!(statuses(&studio, who, other).await, []);

        let id = studio.create_project(who, new("Words")).await.unwrap();
        // A decision begins what waits for it, and with it all else that can begin.
        studio.decide(who, id, "anything", None).await.unwrap();
        let blocked = StepStatus::WaitsForDecision(CHOICE.to_owned());
        until(&studio, who, id, &[StepStatus::Made, StepStatus::Made, StepStatus::Failed, blocked]).await;
        assert!(studio.graph_bill(who, id).await.unwrap().is_free());
        let dusk = studio.graph(who, id).await.unwrap().remove(1).fingerprint;
        studio.decide(who, id, CHOICE, Some(dusk.as_str())).await.unwrap();
        until(&studio, who, id, &[StepStatus::Made, StepStatus::Made, StepStatus::Failed, StepStatus::Made]).await;

        let view = studio.project(who, id).await.unwrap();
        assert_eq!((view.card.state, view.card.cost_cents), (RunState::Draft, 0), "the film knows nothing of it");
        let documents = {
            let mut conn = database.store().conn().await.unwrap();
            artifacts::of_kind(&mut conn, id, ArtifactKind::Document).await.unwrap()
        };
        assert_eq!(documents.len(), 3);
        assert!(documents.iter().any(|made| made.detail["word"] == format!("end {dusk}").as_str()));
        let decided = studio.decisions(who, id).await.unwrap();
        let by: Vec<_> = decided.iter().map(|one| (one.key.as_str(), one.chosen.is_some(), one.decided_by)).collect();
        assert_eq!(by, [("anything", false, Some(who.0)), (CHOICE, true, Some(who.0))]);
        assert!(studio.take_back(who, id, "anything").await.unwrap());
        studio.shutdown().await;
    }
}
