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

const KIND: &str = "toy_word";
/// Which of the first scene's words it is to be.
const CHOICE: &str = "toy_word/scene:1";

pub(super) struct Toy;

fn word(subject: Subject, variant: u32, word: &str) -> Step {
    Step::custom(1, CustomStep { work: KIND.to_owned(), subject, variant, model: None, spec: json!({ "word": word }) })
}

#[async_trait]
impl StepHandler<Studio> for Toy {
    fn kind(&self) -> &'static str {
        KIND
    }

    fn label(&self) -> &'static str {
        "Words"
    }

    fn doing(&self) -> &'static str {
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
        let steps = [word(scene("1"), 0, "dawn"), word(scene("1"), 1, "dusk"), word(scene("2"), 0, "unspeakable")];
        let inputs: Vec<Fingerprint> = steps.iter().take(2).map(|step| step.fingerprint.clone()).collect();
        let decided = decisions::of_project(conn, project.row.project()).await?;
        let chosen = decided.into_iter().find(|one| one.key == CHOICE).and_then(|one| one.chosen);
        let last = word(Subject::Project, 0, &format!("end {}", chosen.unwrap_or_default()));
        let node = |step: Step| Node { step, inputs: Vec::new(), decisions: Vec::new() };
        let last = Node { step: last, inputs, decisions: vec![CHOICE.to_owned()] };
        Ok(steps.into_iter().map(node).chain([last]).collect())
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
        let kept = Keep {
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
        };
        Ok(studio.keep(kept).await?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Config, graph::StepStatus};
    use model::{ProjectId, RunState, UserId, view::NewProject};
    use providers::{Catalogue, Credentials, Registry};
    use std::{path::Path, time::Duration};
    use testkit::TestDatabase;

    const MADE: StepStatus = StepStatus::Made;

    fn blocked() -> StepStatus {
        StepStatus::WaitsForDecision(CHOICE.to_owned())
    }

    /// A process of the studio with so many workers.
    async fn studio(database: &TestDatabase, workers: usize) -> Studio {
        let tools = media::Tools::find().unwrap();
        let registry = Registry::new(Catalogue::with(None).unwrap(), Credentials::default(), tools.clone());
        let config = Config { workers, calls: 0, ..Config::from_environment(database.folder()) };
        Studio::start(database.store().clone(), registry, tools, config).await.unwrap()
    }

    async fn film(studio: &Studio, who: UserId, title: &str) -> ProjectId {
        let script = "SCENE 1: EXT. PIER - DAWN\n\nFog over the water.\n".into();
        studio.create_project(who, NewProject { title: title.into(), script, ..NewProject::default() }).await.unwrap()
    }

    async fn statuses(studio: &Studio, who: UserId, id: ProjectId) -> Vec<StepStatus> {
        studio.graph(who, id).await.unwrap().into_iter().map(|step| step.status).collect()
    }

    /// Waits until the steps stand so.
    async fn until(studio: &Studio, who: UserId, id: ProjectId, expected: &[StepStatus]) {
        let stand = async {
            while statuses(studio, who, id).await != expected {
                // Nobody tells of a step's end beside the clips.
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        };
        let waited = tokio::time::timeout(Duration::from_secs(60), stand).await;
        assert!(waited.is_ok(), "{:?} instead of {expected:?}", statuses(studio, who, id).await);
    }

    /// The name of the second option.
    async fn dusk(studio: &Studio, who: UserId, id: ProjectId) -> String {
        studio.graph(who, id).await.unwrap().remove(1).fingerprint.to_string()
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_new_kind_of_step_is_made_chosen_from_and_given_up() {
        let database = TestDatabase::new().await;
        let studio = studio(&database, 2).await;
        let who = database.store().local_person().await.unwrap();
        let other = film(&studio, who, "Another").await;
        assert_eq!(statuses(&studio, who, other).await, []);

        let id = film(&studio, who, "Words").await;
        until(&studio, who, id, &[MADE, MADE, StepStatus::Failed, blocked()]).await;
        let bill = studio.graph_bill(who, id).await.unwrap();
        assert_eq!((bill.steps, bill.is_free()), (2, true), "what failed and what waits");
        studio.decide(who, id, CHOICE, Some(&dusk(&studio, who, id).await)).await.unwrap();
        until(&studio, who, id, &[MADE, MADE, StepStatus::Failed, MADE]).await;

        let view = studio.project(who, id).await.unwrap();
        assert_eq!((view.card.state, view.card.cost_cents), (RunState::Draft, 0), "the film knows nothing of it");
        let kinds = studio.film_summary(who, id, false).await.unwrap().kinds;
        let told: Vec<_> = kinds.iter().map(|kind| (kind.label.as_str(), kind.steps, kind.failed)).collect();
        assert_eq!(told, [("Words", 4, 1)]);
        let mut conn = database.store().conn().await.unwrap();
        let documents = artifacts::of_kind(&mut conn, id, ArtifactKind::Document).await.unwrap();
        drop(conn);
        let words: Vec<_> = documents.into_iter().map(|made| made.detail["word"].clone()).collect();
        assert_eq!(words.len(), 3);
        assert!(words.contains(&json!(format!("end {}", dusk(&studio, who, id).await))), "{words:?}");
        studio.shutdown().await;
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_step_that_waits_for_a_decision_survives_a_restart_before_and_after_it() {
        let database = TestDatabase::new().await;
        let who = database.store().local_person().await.unwrap();
        let first = studio(&database, 2).await;
        let id = film(&first, who, "Words").await;
        until(&first, who, id, &[MADE, MADE, StepStatus::Failed, blocked()]).await;
        first.shutdown().await;

        // Nobody works here: what was decided is queued, and nothing more.
        let second = studio(&database, 0).await;
        assert_eq!(statuses(&second, who, id).await, [MADE, MADE, StepStatus::Failed, blocked()]);
        let chosen = dusk(&second, who, id).await;
        second.decide(who, id, CHOICE, Some(&chosen)).await.unwrap();
        assert_eq!(statuses(&second, who, id).await, [MADE, MADE, StepStatus::Failed, StepStatus::Queued]);
        second.shutdown().await;

        let third = studio(&database, 2).await;
        until(&third, who, id, &[MADE, MADE, StepStatus::Failed, MADE]).await;
        let decided = third.decisions(who, id).await.unwrap();
        let decided: Vec<_> =
            decided.iter().map(|one| (one.key.as_str(), one.chosen.as_deref(), one.decided_by)).collect();
        assert_eq!(decided, [(CHOICE, Some(chosen.as_str()), Some(who.0))]);
        third.shutdown().await;
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_decision_names_what_waits_for_it_and_an_option_that_is_made() {
        let database = TestDatabase::new().await;
        let studio = studio(&database, 2).await;
        let who = database.store().local_person().await.unwrap();
        let id = film(&studio, who, "Words").await;
        until(&studio, who, id, &[MADE, MADE, StepStatus::Failed, blocked()]).await;
        let refused = async |key: &str, chosen: Option<&str>| match studio.decide(who, id, key, chosen).await {
            Err(Error::Refused(why)) => why,
            other => panic!("{other:?}"),
        };
        assert_eq!(refused("anything", None).await, "Nothing waits for this decision.");
        assert!(refused(CHOICE, Some("no such word")).await.starts_with("This option is not made yet"));
        let stranger = UserId::new();
        assert!(matches!(studio.decide(stranger, id, CHOICE, None).await, Err(Error::NotFound)));
        assert!(matches!(studio.graph(stranger, id).await, Err(Error::NotFound)));

        // Approved, taken back, and decided otherwise: another word, and what was made stays.
        studio.decide(who, id, CHOICE, None).await.unwrap();
        until(&studio, who, id, &[MADE, MADE, StepStatus::Failed, MADE]).await;
        assert!(studio.take_back(who, id, CHOICE).await.unwrap());
        assert!(!studio.take_back(who, id, CHOICE).await.unwrap());
        studio.decide(who, id, CHOICE, Some(&dusk(&studio, who, id).await)).await.unwrap();
        until(&studio, who, id, &[MADE, MADE, StepStatus::Failed, MADE]).await;
        let mut conn = database.store().conn().await.unwrap();
        assert_eq!(artifacts::of_kind(&mut conn, id, ArtifactKind::Document).await.unwrap().len(), 4);
        drop(conn);
        studio.shutdown().await;
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_step_that_failed_for_good_is_made_again_when_a_person_retries_it() {
        let database = TestDatabase::new().await;
        let studio = studio(&database, 2).await;
        let who = database.store().local_person().await.unwrap();
        let id = film(&studio, who, "Words").await;
        until(&studio, who, id, &[MADE, MADE, StepStatus::Failed, blocked()]).await;
        let graph = studio.graph(who, id).await.unwrap();
        studio.shutdown().await;
        let idle = self::studio(&database, 0).await;
        assert!(!idle.retry_step(who, id, &graph[0].fingerprint).await.unwrap(), "it is made");
        assert!(idle.retry_step(who, id, &graph[2].fingerprint).await.unwrap());
        assert!(!idle.retry_step(who, id, &graph[2].fingerprint).await.unwrap(), "it waits already");
        assert_eq!(statuses(&idle, who, id).await, [MADE, MADE, StepStatus::Queued, blocked()]);
        idle.shutdown().await;
        let last = self::studio(&database, 2).await;
        until(&last, who, id, &[MADE, MADE, StepStatus::Failed, blocked()]).await;
        last.shutdown().await;
    }

    /// The files of the workspace's own sources that name something.
    fn naming(folder: &Path, name: &str, found: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                naming(&path, name, found);
            } else if path.extension().is_some_and(|extension| extension == "rs")
                && std::fs::read_to_string(&path).unwrap().contains(name)
            {
                found.push(path.file_name().unwrap().to_string_lossy().into_owned());
            }
        }
    }

    #[test]
    fn a_kind_of_step_is_one_file_and_one_line() {
        let sources = Path::new(env!("CARGO_MANIFEST_DIR"));
        let (mut kind, mut handler) = (Vec::new(), Vec::new());
        for folder in ["src", "../plan/src", "../store/src", "../model/src", "../providers/src", "../../src"] {
            naming(&sources.join(folder), KIND, &mut kind);
            naming(&sources.join(folder), "toy::Toy", &mut handler);
        }
        assert_eq!(kind, ["toy.rs"], "nobody else knows the kind");
        handler.retain(|file| file != "toy.rs");
        assert_eq!(handler, ["kinds.rs"]);
        let kinds = std::fs::read_to_string(sources.join("src/make/kinds.rs")).unwrap();
        assert_eq!(kinds.matches("Toy").count(), 1, "one line");
    }
}
