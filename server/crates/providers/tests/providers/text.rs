//! Language models in every dialect, against a simulator that charges.

use media::Tools;
use model::ModelChoice;
use provider_simulators::{
    charges,
    language::{Flaw, Language, Options},
};
use providers::{
    Account, Call, Catalogue, Credentials, Effort, Ended, Failure, FailureClass, Money, Registry, Secret, TextMade,
    TextSpec, Wanted, json_in,
};
use serde_json::json;

/// One model of each dialect.
const MODELS: [(&str, &str); 5] = [
    ("anthropic", "claude-haiku-5-5"),
    ("openai", "gpt-6-luna"),
    ("openrouter", "openai/gpt-6.1-terra"),
    ("gemini", "gemini-3.6-flash"),
    ("ollama", "qwen3:8b"),
];

fn registry(base: &str, key: &str) -> Registry {
    let mut credentials = Credentials::default();
    for (provider, _) in MODELS {
        let below = if matches!(provider, "anthropic" | "gemini") { "" } else { "/v1" };
        let key = if provider == "ollama" { None } else { Secret::new(key) };
        credentials.set(provider, Account { key, base_url: Some(format!("{base}{below}")), ..Account::default() });
    }
    Registry::new(Catalogue::built_in().unwrap(), credentials, Tools::find().unwrap())
}

fn spec(model: ModelChoice) -> TextSpec {
    TextSpec {
        model,
        effort: Effort::Medium,
        task: "lore".into(),
        system: "You help a film maker.".into(),
        context: "The idea: a keeper called Mara finds a letter.".into(),
        prompt: "Write the lore.".into(),
        schema: json!({ "type": "object", "additionalProperties": false, "required": ["lore"],
            "properties": { "lore": { "type": "string", "description": "The world." } } }),
        most_tokens: 4_000,
        take: 0,
    }
}

async fn ask(registry: &Registry, (provider, model): (&str, &str)) -> Result<TextMade, Failure> {
    let folder = tempfile::tempdir().unwrap();
    let spec = spec(ModelChoice::new(provider, model));
    registry.text(&spec.model)?.make(&spec, &Call::new("ds1-a-film-b0-1", folder.path())).await
}

#[tokio::test]
async fn every_dialect_answers_in_json_and_says_what_it_costs() {
    let models = Language::start(Options::default()).await.unwrap();
    let registry = registry(&models.base_url, "any");
    for (nth, model) in MODELS.into_iter().enumerate() {
        let made = ask(&registry, model).await.unwrap_or_else(|failure| panic!("{model:?}: {failure:?}"));
        assert_eq!(made.ended, Ended::Whole, "{model:?}");
        assert!(json_in(&made.text).unwrap()["lore"].as_str().unwrap().len() > 20);
        assert!(made.tokens.input > 0 && made.tokens.output > 0);
        let billed = made.billed.unwrap().amount;
        assert_eq!(billed == Money::ZERO, model.0 == "ollama", "{model:?}: {billed:?}");
        assert!(billed.micros < 10_000, "less than a cent, and still counted");
        let charged = charges(&models.charges).unwrap();
        assert_eq!(charged.len(), nth + 1);
        if model.0 == "openrouter" {
            assert_eq!(billed.micros, charged[nth].micros, "a service that says what it charged is believed");
        }
        let text = spec(ModelChoice::new(model.0, model.1));
        assert!(registry.catalogue().price(Wanted::Text(&text)).unwrap().high >= billed, "{model:?}");
    }
}

#[tokio::test]
async fn an_answer_that_is_refused_cut_empty_or_fenced_is_told_as_such() {
    let models = Language::start(Options::default()).await.unwrap();
    let registry = registry(&models.base_url, "any");
    for model in MODELS {
        for (flaw, ended) in [
            (Flaw::Refused, Ended::Refused),
            (Flaw::Cut, Ended::Cut),
            (Flaw::Empty, Ended::Empty),
            (Flaw::Fenced, Ended::Whole),
        ] {
            models.flawed(&[flaw]);
            let made = ask(&registry, model).await.unwrap_or_else(|failure| panic!("{model:?} {flaw:?}: {failure:?}"));
            assert_eq!(made.ended, ended, "{model:?} {flaw:?}");
            assert_eq!(json_in(&made.text).is_some(), flaw == Flaw::Fenced, "{model:?} {flaw:?}: {}", made.text);
        }
    }
}

#[tokio::test]
async fn a_schema_that_is_refused_goes_along_in_words_and_is_charged_once() {
    for model in MODELS {
        let models = Language::start(Options::default()).await.unwrap();
        let registry = registry(&models.base_url, "any");
        models.flawed(&[Flaw::Grammar]);
        let made = ask(&registry, model).await.unwrap_or_else(|failure| panic!("{model:?}: {failure:?}"));
        assert!(made.described && json_in(&made.text).is_some(), "{model:?}");
        assert_eq!(charges(&models.charges).unwrap().len(), 1);
        // It is remembered.
        assert!(ask(&registry, model).await.unwrap().described);
        assert_eq!(models.heard().len(), 3, "{model:?}");
    }
}

#[tokio::test]
async fn a_wrong_key_no_money_and_a_busy_service_are_told_apart() {
    let models = Language::start(Options::default()).await.unwrap();
    for model in MODELS.into_iter().filter(|(provider, _)| *provider != "ollama") {
        let class = async |key: &str| ask(&registry(&models.base_url, key), model).await.unwrap_err().class;
        assert_eq!(class("wrong").await, FailureClass::FixKey, "{model:?}");
        assert_eq!(class("broke").await, FailureClass::TopUp, "{model:?}");
        models.flawed(&[Flaw::Busy]);
        let busy = ask(&registry(&models.base_url, "any"), model).await.unwrap_err();
        assert_eq!(busy.class, FailureClass::Wait, "{model:?}: {busy:?}");
        assert_eq!(busy.retry_after.is_some(), model.0 == "gemini", "{model:?}");
        let no_key = ask(&registry(&models.base_url, ""), model).await.unwrap_err();
        assert_eq!(no_key.class, FailureClass::FixKey);
        assert!(no_key.sentence.contains("_API_KEY"), "{no_key}");
    }
    assert!(charges(&models.charges).unwrap().is_empty(), "nothing was made");
}

#[tokio::test]
async fn a_key_is_tested_for_nothing() {
    let models = Language::start(Options::default()).await.unwrap();
    for (provider, _) in MODELS.into_iter().filter(|(provider, _)| *provider != "openai") {
        registry(&models.base_url, "any")
            .check(provider)
            .await
            .unwrap_or_else(|failure| panic!("{provider}: {failure:?}"));
        if provider != "ollama" {
            let wrong = registry(&models.base_url, "wrong").check(provider).await.unwrap_err();
            assert_eq!(wrong.class, FailureClass::FixKey, "{provider}");
        }
    }
    assert!(charges(&models.charges).unwrap().is_empty());
}
