//! Steps beside the clips: a project asks for them through their handlers, and they are made as soon as what they are made from exists
//! and what a person is to decide is decided.

use crate::{Error, Studio, brief::Project, make::Node};
use diesel_async::{AsyncConnection, AsyncPgConnection};
use model::{Happening, ProjectId, Subject, UserId};
use plan::{Bill, Fingerprint, Work};
use std::collections::HashSet;
use store::{
    artifacts,
    decisions::{self, DecisionRow},
    events, projects, tasks,
};

/// How a step beside the clips stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StepStatus {
    Made,
    /// Queued, or being made.
    Queued,
    /// It waits for what it is made from.
    WaitsForInputs,
    /// It waits for this decision of a person.
    WaitsForDecision(String),
    /// It was given up for good, until a person retries it ([`Studio::retry_step`]).
    Failed,
    /// Nothing stands against it: it is queued when the project is looked after next.
    Ready,
}

/// A step beside the clips, for a page.
#[derive(Clone, Debug, PartialEq)]
pub struct StepView {
    pub kind: String,
    pub subject: Subject,
    pub variant: u32,
    /// What it makes is named.
    pub fingerprint: Fingerprint,
    /// What is being done, for a person.
    pub doing: &'static str,
    pub status: StepStatus,
}

impl Studio {
    /// The steps beside the clips that a project asks for, and how each stands.
    pub async fn graph(&self, who: UserId, id: ProjectId) -> Result<Vec<StepView>, Error> {
        self.check_owner(who, id).await?;
        let mut conn = self.store().conn().await?;
        let project = Project::read(projects::get(&mut conn, id).await?)?;
        let nodes = self.nodes(&mut conn, &project).await?;
        nodes.into_iter().map(|(node, status)| self.step_view(node, status)).collect()
    }

    /// What those of them cost that are not made and not under way.
    pub async fn graph_bill(&self, who: UserId, id: ProjectId) -> Result<Bill, Error> {
        self.check_owner(who, id).await?;
        let mut bill = Bill::default();
        let mut conn = self.store().conn().await?;
        let project = Project::read(projects::get(&mut conn, id).await?)?;
        for (node, status) in self.nodes(&mut conn, &project).await? {
            if !matches!(status, StepStatus::Made | StepStatus::Queued) {
                bill.add(self.cost(&node.step.work));
            }
        }
        Ok(bill)
    }

    /// What people decided in a project.
    pub async fn decisions(&self, who: UserId, id: ProjectId) -> Result<Vec<DecisionRow>, Error> {
        self.check_owner(who, id).await?;
        Ok(decisions::of_project(&mut *self.store().conn().await?, id).await?)
    }

    /// Decides something that steps wait for: which option it is to be (its fingerprint), or, without one, that it is approved. What waited
    /// for it begins.
    ///
    /// # Errors
    /// `Refused` where no step waits for such a decision, or the option is not made.
    pub async fn decide(&self, who: UserId, id: ProjectId, key: &str, chosen: Option<&str>) -> Result<(), Error> {
        let _turn = self.turn(id).await?;
        let mut conn = self.store().conn().await?;
        (*conn)
            .transaction(async |conn: &mut AsyncPgConnection| {
                let project = Project::read(projects::lock_owned(conn, who, id).await?)?;
                if !self.wanted(conn, &project).await?.iter().any(|node| node.decisions.iter().any(|one| one == key)) {
                    return Err(Error::refused("Nothing waits for this decision."));
                }
                if let Some(chosen) = chosen
                    && artifacts::find(conn, id, chosen).await?.is_none()
                {
                    return Err(Error::refused("This option is not made yet, or is gone. Choose one that is there."));
                }
                decisions::decide(conn, id, key, chosen, who).await?;
                self.advance_graph_and_tell(conn, id).await
            })
            .await
    }

    /// Takes a decision back: what is not queued yet waits for another one. `false` when there was none.
    pub async fn take_back(&self, who: UserId, id: ProjectId, key: &str) -> Result<bool, Error> {
        let _turn = self.turn(id).await?;
        let mut conn = self.store().conn().await?;
        (*conn)
            .transaction(async |conn: &mut AsyncPgConnection| {
                projects::lock_owned(conn, who, id).await?;
                Ok(decisions::take_back(conn, id, key).await?)
            })
            .await
    }

    /// Queues a step beside the clips anew that was given up for good; `name` is its fingerprint. `false` where there is none.
    pub async fn retry_step(&self, who: UserId, id: ProjectId, name: &Fingerprint) -> Result<bool, Error> {
        let mut conn = self.store().conn().await?;
        (*conn)
            .transaction(async |conn: &mut AsyncPgConnection| {
                projects::lock_owned(conn, who, id).await?;
                Ok(tasks::retry_custom(conn, id, name.as_str()).await?)
            })
            .await
    }

    /// Queues the steps beside the clips that can be made now. Call it in a transaction that holds the project's lock, after whatever
    /// changes what a handler asks for.
    pub(crate) async fn advance_graph(&self, conn: &mut AsyncPgConnection, id: ProjectId) -> Result<(), Error> {
        let project = Project::read(projects::get(conn, id).await?)?;
        self.advance_graph_of(conn, &project).await
    }

    /// The same after a step was asked for, ended or decided: the project's pages hear of it.
    pub(crate) async fn advance_graph_and_tell(
        &self,
        conn: &mut AsyncPgConnection,
        id: ProjectId,
    ) -> Result<(), Error> {
        self.advance_graph(conn, id).await?;
        Ok(events::append(conn, id, &[Happening::Board {}]).await?)
    }

    /// The same for a project that was read in this transaction.
    pub(crate) async fn advance_graph_of(&self, conn: &mut AsyncPgConnection, project: &Project) -> Result<(), Error> {
        for (node, status) in self.nodes(conn, project).await? {
            if status == StepStatus::Ready {
                self.queue(conn, project.row.project(), None, &node.step).await?;
            }
        }
        Ok(())
    }

    /// The names of all that a project's steps beside the clips make and are made from, and of what a person chose.
    pub(crate) async fn names_in_graph(
        &self,
        conn: &mut AsyncPgConnection,
        project: &Project,
    ) -> Result<HashSet<String>, Error> {
        let decided = decisions::of_project(conn, project.row.project()).await?;
        let mut names: HashSet<String> = decided.into_iter().filter_map(|decision| decision.chosen).collect();
        for node in self.wanted(conn, project).await? {
            names.extend(node.inputs.into_iter().chain([node.step.fingerprint]).map(|name| name.to_string()));
        }
        Ok(names)
    }

    async fn wanted(&self, conn: &mut AsyncPgConnection, project: &Project) -> Result<Vec<Node>, Error> {
        let mut nodes = Vec::new();
        for handler in self.steps().all() {
            nodes.extend(handler.wanted(self, conn, project).await?);
        }
        Ok(nodes)
    }

    async fn nodes(&self, conn: &mut AsyncPgConnection, project: &Project) -> Result<Vec<(Node, StepStatus)>, Error> {
        let id = project.row.project();
        let nodes = self.wanted(conn, project).await?;
        if nodes.is_empty() {
            return Ok(Vec::new());
        }
        let own = nodes.iter().map(|node| node.step.fingerprint.as_str());
        let names: Vec<&str> = own.chain(nodes.iter().flat_map(|node| &node.inputs).map(Fingerprint::as_str)).collect();
        let known = Known {
            made: artifacts::which_exist(conn, id, &names).await?,
            given_up: tasks::given_up_custom(conn, id, &names).await?,
            unfinished: tasks::unfinished_custom(conn, id).await?,
            decided: decisions::of_project(conn, id).await?.into_iter().map(|decision| decision.key).collect(),
        };
        Ok(nodes
            .into_iter()
            .map(|node| {
                let status = known.status(&node);
                (node, status)
            })
            .collect())
    }

    fn step_view(&self, node: Node, status: StepStatus) -> Result<StepView, Error> {
        let doing = self.steps().of(&node.step.work)?.facts().doing;
        let Work::Custom(custom) = node.step.work else {
            return Err(Error::Internal(anyhow::anyhow!("a step of a clip is planned by `plan`")));
        };
        let (kind, subject, variant) = (custom.work, custom.subject, custom.variant);
        Ok(StepView { kind, subject, variant, fingerprint: node.step.fingerprint, doing, status })
    }
}

/// What there is of a project's steps beside the clips.
struct Known {
    made: HashSet<String>,
    given_up: HashSet<String>,
    /// By their keys.
    unfinished: HashSet<String>,
    decided: HashSet<String>,
}

impl Known {
    fn status(&self, node: &Node) -> StepStatus {
        let name = node.step.fingerprint.as_str();
        if self.made.contains(name) {
            return StepStatus::Made;
        }
        let Work::Custom(custom) = &node.step.work else { return StepStatus::WaitsForInputs };
        if self.unfinished.contains(&custom.key()) {
            return StepStatus::Queued;
        }
        if self.given_up.contains(name) {
            return StepStatus::Failed;
        }
        if !node.inputs.iter().all(|input| self.made.contains(input.as_str())) {
            return StepStatus::WaitsForInputs;
        }
        let open = node.decisions.iter().find(|key| !self.decided.contains(*key));
        open.map_or(StepStatus::Ready, |key| StepStatus::WaitsForDecision(key.clone()))
    }
}
