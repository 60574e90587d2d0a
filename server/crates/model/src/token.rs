//! API tokens, as the settings page and the JSON API show them.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What a token is to be made of.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct NewToken {
    /// What it is for: 1 to 80 characters.
    pub name: String,
    /// `read`, `write`, `film`, `admin`.
    pub scopes: Vec<String>,
    /// A test token: its films are drawn by the studio itself and cost nothing.
    pub test: bool,
    /// The most that its jobs of one day (UTC) may cost together, in US cents.
    pub day_cents: Option<i64>,
    /// The most that one job may cost, in US cents.
    pub job_cents: Option<i64>,
    /// How many days it is good for, 1 to 3,650; 90 where absent.
    pub days: Option<u32>,
}

/// A token, as far as it can be shown. Moments are RFC 3339 in UTC.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TokenView {
    pub id: Uuid,
    pub name: String,
    /// Its beginning.
    pub shown: String,
    pub scopes: Vec<String>,
    pub test: bool,
    pub day_cents: Option<i64>,
    pub job_cents: Option<i64>,
    pub created_at: String,
    pub expires_at: Option<String>,
    /// To the minute.
    pub last_used_at: Option<String>,
    pub expired: bool,
}

/// A new token, whole: this is the only time that it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MadeToken {
    pub token: String,
    #[serde(flatten)]
    pub view: TokenView,
}
