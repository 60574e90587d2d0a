//! What was bought, what it cost, and how the services are that it is bought from.

use crate::ShotId;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// One thing bought from an outside service, or tried to be.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AttemptView {
    pub id: Uuid,
    pub shot: Option<ShotId>,
    /// The shot's number, while it is in the film.
    pub number: Option<String>,
    /// The provider's name for a screen.
    pub label: String,
    pub provider: String,
    pub model: String,
    /// The name that the provider knows the task by.
    pub external_id: String,
    /// The provider's own id of the task.
    pub task: Option<String>,
    /// `intent`, `calling`, `created`, `unknown`, `done` or `failed`.
    pub state: String,
    /// The key of the failure's class.
    pub class: Option<String>,
    pub sentence: Option<String>,
    pub estimate_cents: i64,
    pub billed_cents: Option<i64>,
    pub made_at: String,
    pub called_at: Option<String>,
    pub ended_at: Option<String>,
    /// From asking to the end, or to now, in seconds; `None` where nobody was asked.
    #[serde(default)]
    pub waited_seconds: Option<f64>,
    /// Where what was made can be fetched, as long as it is kept.
    #[serde(default)]
    pub url: Option<String>,
    /// How long what was made lasts; 0 for a picture.
    #[serde(default)]
    pub seconds: Option<f64>,
    pub calls: Vec<CallView>,
}

/// One request to an outside service and its answer, keys taken out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CallView {
    pub at: String,
    pub took_ms: u32,
    pub method: String,
    pub url: String,
    pub request: serde_json::Value,
    pub status: Option<u32>,
    pub response: String,
}

/// What a person may still spend, in US cents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MoneyView {
    /// What may be bought with keys that are not the person's own: 0 until something was granted, and `None` where no limit holds.
    pub granted_cents: Option<i64>,
    /// What is left of it.
    pub available_cents: i64,
    /// Whoever pays.
    pub reserved_cents: i64,
    pub spent_cents: i64,
    /// The part of these two that is paid with keys of the person's own: it needs no credit.
    #[serde(default)]
    pub own_cents: i64,
}

/// How an outside service has answered this process of late.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProviderHealth {
    /// It answers, or was not asked yet.
    #[default]
    Fine,
    /// The last requests had no answer, or an error of the service itself.
    Failing,
    /// Too many in a row failed: nothing is sent for a while.
    Resting,
}

/// An outside service: how it is, and what was bought there.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ProviderView {
    pub provider: String,
    /// Its name for a screen.
    pub label: String,
    pub health: ProviderHealth,
    /// Failures in a row, where it fails.
    pub failing: u32,
    /// For how long nothing is sent, in seconds, where it rests.
    pub rests_for: Option<f64>,
    /// Things that were asked for.
    pub calls: u64,
    /// Of those: not at their end yet, done, and failed by the key of their class.
    pub open: u64,
    pub done: u64,
    pub failed: std::collections::BTreeMap<String, u64>,
    /// Seconds from asking to having it, for half and for 95 of 100 of the last 30 days; `None` where nothing was done then.
    pub wait_p50: Option<f64>,
    pub wait_p95: Option<f64>,
    pub spent_cents: i64,
}
