//! Keys to outside services: whose they are, and what testing them told.

use super::CallView;
use crate::UserId;
use serde::{Deserialize, Serialize};

/// Whose key it is. The person's own goes before the installation's, and that before the environment's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeySource {
    /// Set by whoever runs the studio, outside of it.
    Environment,
    /// Set by an administrator, for everybody.
    Installation,
    Yours,
}

/// A key that is set, as far as it is shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KeyFieldView {
    /// `api_key`, `access_key`, `secret_key` or `base_url`.
    pub field: String,
    pub source: KeySource,
    /// The last four characters; empty for a short key, and for the keys of others where no administrator asks.
    pub last_four: String,
    /// RFC 3339 in UTC; `None` for the environment's.
    pub changed_at: Option<String>,
    /// The studio's sealing key was changed and does not open it: it must be entered again.
    pub locked: bool,
}

/// What is set for an outside service, and with whose key it works for the person who asks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KeyView {
    pub provider: String,
    /// Its name for a screen.
    pub label: String,
    /// The fields that it has, without `base_url`, which only an administrator can set.
    pub takes: Vec<String>,
    /// Where a key can be got; empty where that is not known.
    pub key_page: String,
    pub set: Vec<KeyFieldView>,
    /// Whose key is used; `None` where there is none.
    pub used: Option<KeySource>,
    /// It can be worked with: it has a key, or needs none.
    pub ready: bool,
    /// It could be, if the person had credit: the key is not the person's own.
    #[serde(default)]
    pub needs_credit: bool,
    /// What a person is to know beside that: it does not answer, or whom the words go to; else empty.
    #[serde(default)]
    pub note: String,
}

/// For whom a key is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeyFor {
    #[default]
    Me,
    /// Everybody; administrators only.
    Installation,
}

/// Keys to set. What is absent or empty stays as it is. Its `Debug` shows no key, and it is never sent back.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct NewKeys {
    #[serde(rename = "for")]
    pub whose: KeyFor,
    pub api_key: Option<String>,
    pub access_key: Option<String>,
    pub secret_key: Option<String>,
    pub base_url: Option<String>,
    /// The person's own password, which keys of the installation and a service's address need.
    pub password: Option<String>,
}

impl NewKeys {
    /// It concerns everybody, or where keys are sent: the person gives the password again.
    pub fn needs_password(&self) -> bool {
        self.whose == KeyFor::Installation || self.base_url.as_deref().is_some_and(|text| !text.trim().is_empty())
    }
}

impl std::fmt::Debug for NewKeys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "NewKeys(for {:?})", self.whose)
    }
}

/// How a test of a key ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeyOutcome {
    /// The service knows the key.
    Works,
    /// The key is missing, or the service refuses it.
    Refused,
    /// The service did not answer as it should: try later.
    Unclear,
}

/// One request that belongs to no film: a test of a key sent it, or the studio, to hear whether a server of one's own answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KeyTestView {
    /// Who made the test; `None` of what the studio asks by itself.
    pub who: Option<UserId>,
    pub provider: String,
    /// The provider's name.
    #[serde(default)]
    pub label: String,
    #[serde(flatten)]
    pub call: CallView,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KeyTest {
    pub outcome: KeyOutcome,
    pub sentence: String,
}
