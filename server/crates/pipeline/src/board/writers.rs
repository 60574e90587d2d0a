//! Which language models a film's owner can ask, and which are asked where nobody chose.

use crate::{Error, Studio, brief::Project};
use chrono::{NaiveDate, Utc};
use diesel_async::AsyncPgConnection;
use model::{ModelChoice, UserId};
use providers::{Catalogue, Effort, Kind, Registry};
use storyboard::{Class, StepId, step};

/// Who is asked about the story where nobody chose: the first that can be used.
const STORY: &[(&str, &str)] = &[
    ("openrouter", "openai/gpt-5"),
    ("openai", "gpt-5"),
    ("anthropic", "claude-sonnet-5-5"),
    ("gemini", "gemini-3.6-flash"),
    ("ollama", "qwen3:8b"),
    ("llamacpp", "own"),
    ("vllm", "own"),
];

/// Who is asked about details.
const DETAILS: &[(&str, &str)] = &[
    ("openrouter", "google/gemini-3.1-flash-lite"),
    ("openai", "gpt-6-luna"),
    ("anthropic", "claude-haiku-5-5"),
    ("gemini", "gemini-3.6-flash"),
    ("ollama", "qwen3:8b"),
    ("llamacpp", "own"),
    ("vllm", "own"),
];

/// Who takes over details that the first could not give.
const FALLBACK: (&str, &str) = ("gemini", "gemini-2.5-pro");

/// The language models that can be asked.
pub(super) struct Writers {
    pub(super) story: Option<ModelChoice>,
    pub(super) details: Option<ModelChoice>,
    /// Each with its label, those advised first.
    pub(super) all: Vec<(ModelChoice, String)>,
    pub(super) registry: Registry,
}

impl Writers {
    /// Who answers a step's questions, in turn, and how much they think.
    pub(super) fn chain(&self, id: StepId) -> (Vec<ModelChoice>, Effort) {
        match step(id).map(|step| step.class) {
            Some(Class::Thinking) => (self.story.clone().into_iter().collect(), Effort::Medium),
            _ => {
                let mut models: Vec<ModelChoice> = self.details.clone().into_iter().collect();
                let next = lasting(self.registry.catalogue(), FALLBACK, Utc::now().date_naive());
                if !models.is_empty() && !models.contains(&next) && self.all.iter().any(|(own, _)| *own == next) {
                    models.push(next);
                }
                (models, Effort::None)
            }
        }
    }

    pub(super) fn name(&self, model: &ModelChoice) -> String {
        self.registry.catalogue().name(model)
    }
}

/// The day on which a model ends is over.
fn is_over(catalogue: &Catalogue, choice: &ModelChoice, today: NaiveDate) -> bool {
    let ends = catalogue.model(choice).and_then(|model| model.ends.parse::<NaiveDate>().ok());
    ends.is_some_and(|ends| ends <= today)
}

/// The model, or the one to take in its place once it has ended.
fn lasting(catalogue: &Catalogue, (provider, model): (&str, &str), today: NaiveDate) -> ModelChoice {
    let choice = ModelChoice::new(provider, model);
    let instead = catalogue.model(&choice).map_or("", |model| model.instead.as_str());
    if is_over(catalogue, &choice, today) && !instead.is_empty() { ModelChoice::new(provider, instead) } else { choice }
}

impl Studio {
    /// The language models that the owner of a film can ask.
    pub(super) async fn writers(&self, conn: &mut AsyncPgConnection, project: &Project) -> Result<Writers, Error> {
        let accounts = self.accounts(conn, UserId(project.row.owner_id)).await?;
        let registry = accounts.registry(self.registry());
        let catalogue = registry.catalogue();
        let today = Utc::now().date_naive();
        let mut all = Vec::new();
        for (choice, model) in catalogue.models(Kind::Text) {
            let is_usable = self.missing_of(&accounts, &registry, Kind::Text, &choice).is_none()
                && self.is_there(&choice.provider, &accounts.preferred(&choice.provider));
            if !is_usable || is_over(catalogue, &choice, today) {
                continue;
            }
            let mut label = catalogue.name(&choice);
            for note in [model.suits.clone(), if model.price.free { "free".to_owned() } else { String::new() }] {
                if !note.is_empty() {
                    label.push_str(&format!(" · {note}"));
                }
            }
            if !model.ends.is_empty() {
                label.push_str(&format!(" · ends on {}", model.ends));
            }
            all.push((model.suits.is_empty(), choice, label));
        }
        all.sort();
        let all: Vec<(ModelChoice, String)> = all.into_iter().map(|(_, choice, label)| (choice, label)).collect();
        let usable = |choice: &ModelChoice| all.iter().any(|(own, _)| own == choice);
        let pick = |chosen: &Option<ModelChoice>, usual: &[(&str, &str)]| {
            let preset = usual.iter().map(|own| lasting(catalogue, *own, today)).find(|own| usable(own));
            chosen.clone().filter(|own| usable(own)).or(preset).or_else(|| all.first().map(|(own, _)| own.clone()))
        };
        let (story, details) =
            (pick(&project.settings.story_writer, STORY), pick(&project.settings.detail_writer, DETAILS));
        Ok(Writers { story, details, all, registry: registry.clone() })
    }
}
