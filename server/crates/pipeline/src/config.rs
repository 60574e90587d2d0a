//! What an installation decides about the clip loop.

use crate::backup_plan::BackupPlan;
use std::{path::PathBuf, time::Duration};
use store::ledger::CreditRule;

/// Read once at start-up.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where steps work; emptied at start-up, nothing in it is kept.
    pub scratch: PathBuf,
    /// How long a task stays its worker's without a heartbeat (`STUDIO_LEASE`, 30 s).
    pub lease: Duration,
    /// How many tasks this process computes at once.
    pub workers: usize,
    /// How many tasks of this process may wait for a network at once, beside those (`STUDIO_CALLS`, 8; at least 1).
    pub calls: usize,
    /// No other process uses this database: what was running when the last one ended can go on at once, without waiting for
    /// its lease to run out.
    pub alone: bool,
    /// How long an outcome may stay unknown before a person is asked (`STUDIO_UNKNOWN_GRACE`, 600 s).
    pub unknown_grace: Duration,
    /// Who may buy with keys of the installation and of the environment (`STUDIO_CREDIT`: `granted`, which is the default, or `unlimited`).
    pub credit: CreditRule,
    pub most: MostPerPerson,
    /// Hosts (`name` or `name:port`) inside the network that webhooks may be sent to, also by http (`STUDIO_WEBHOOK_HOSTS`).
    pub webhook_hosts: Vec<String>,
    /// The folder with the operator's lists of words that scripts are looked through for (`STUDIO_MODERATION`, `moderation` in the data
    /// folder).
    pub moderation: PathBuf,
    /// The operator's client at Google, for Google Drive (`STUDIO_GOOGLE_CLIENT_ID` and `STUDIO_GOOGLE_CLIENT_SECRET`).
    pub google: Option<GoogleClient>,
    /// The same for Google's web flow and for YouTube (`STUDIO_GOOGLE_WEB_CLIENT_ID` and `STUDIO_GOOGLE_WEB_CLIENT_SECRET`).
    pub google_web: Option<GoogleClient>,
    /// Takes the place of Vimeo's server (`STUDIO_VIMEO_BASE_URL`), for tests.
    pub vimeo_base: Option<String>,
    /// Backups by the clock.
    pub backups: BackupPlan,
    /// The address that people type (`STUDIO_URL`), without a slash at its end.
    pub address: Option<String>,
}

/// What a process does (`STUDIO_ROLES`): all, where nobody says otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Roles {
    /// Answers browsers and programs.
    pub web: bool,
    /// Makes pictures, mixes and joins.
    pub compute: bool,
    /// Asks outside services, and sends films.
    pub calls: bool,
}

impl Roles {
    pub const ALL: Self = Self { web: true, compute: true, calls: true };

    /// From words with commas between them.
    ///
    /// # Errors
    /// The word that is no role.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut roles = Self { web: false, compute: false, calls: false };
        let words: Vec<&str> = text.split(',').map(str::trim).filter(|word| !word.is_empty()).collect();
        for word in &words {
            match *word {
                "web" => roles.web = true,
                "compute" => roles.compute = true,
                "calls" => roles.calls = true,
                "all" => roles = Self::ALL,
                other => return Err(other.to_owned()),
            }
        }
        Ok(if words.is_empty() { Self::ALL } else { roles })
    }
}

/// A setting, where it says something.
fn set(name: &str) -> Option<String> {
    std::env::var(name).ok().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// A client at Google.
#[derive(Clone)]
pub struct GoogleClient {
    pub id: String,
    pub secret: String,
    /// Takes the place of Google's servers (`STUDIO_GOOGLE_BASE_URL`), for tests.
    pub base: Option<String>,
}

impl std::fmt::Debug for GoogleClient {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("GoogleClient").field("id", &self.id).field("base", &self.base).finish_non_exhaustive()
    }
}

impl GoogleClient {
    fn from_environment(id: &str, secret: &str) -> Option<Self> {
        let (id, secret) = (set(id)?, set(secret)?);
        Some(Self { id, secret, base: set("STUDIO_GOOGLE_BASE_URL") })
    }
}

/// How much one person may have, so that there is room for others.
#[derive(Clone, Copy, Debug)]
pub struct MostPerPerson {
    /// Projects (`STUDIO_MOST_PROJECTS`, 1,000).
    pub projects: u64,
    /// Films that are made at once (`STUDIO_MOST_FILMING`, 20).
    pub filming: u64,
    /// Jobs that are made in a minute (`STUDIO_JOBS_PER_MINUTE`, 60).
    pub jobs_per_minute: u32,
}

impl Default for MostPerPerson {
    fn default() -> Self {
        Self { projects: 1_000, filming: 20, jobs_per_minute: 60 }
    }
}

impl MostPerPerson {
    fn from_environment() -> Self {
        let number = |name: &str, default: u64| {
            std::env::var(name).ok().and_then(|text| text.trim().parse().ok()).unwrap_or(default)
        };
        let most = Self::default();
        Self {
            projects: number("STUDIO_MOST_PROJECTS", most.projects),
            filming: number("STUDIO_MOST_FILMING", most.filming),
            jobs_per_minute: u32::try_from(number("STUDIO_JOBS_PER_MINUTE", most.jobs_per_minute.into()))
                .unwrap_or(u32::MAX),
        }
    }
}

impl Config {
    /// The same for a process of these roles.
    pub fn of_roles(self, roles: Roles) -> Self {
        let (workers, calls) = (if roles.compute { self.workers } else { 0 }, if roles.calls { self.calls } else { 0 });
        Self { workers, calls, ..self }
    }

    /// The defaults, with the scratch folder below `data`, overruled by the environment.
    pub fn from_environment(data: &std::path::Path) -> Self {
        let seconds = |name: &str, default: u64| {
            let value = std::env::var(name).ok().and_then(|text| text.trim().parse::<u64>().ok());
            Duration::from_secs(value.unwrap_or(default))
        };
        Self {
            scratch: data.join("scratch"),
            lease: seconds("STUDIO_LEASE", 30).max(Duration::from_secs(2)),
            workers: 3,
            calls: calls(std::env::var("STUDIO_CALLS").ok().as_deref()),
            alone: false,
            unknown_grace: seconds("STUDIO_UNKNOWN_GRACE", 600),
            credit: credit_rule(std::env::var("STUDIO_CREDIT").ok().as_deref()),
            most: MostPerPerson::from_environment(),
            moderation: std::env::var_os("STUDIO_MODERATION").map_or_else(|| data.join("moderation"), PathBuf::from),
            google: GoogleClient::from_environment("STUDIO_GOOGLE_CLIENT_ID", "STUDIO_GOOGLE_CLIENT_SECRET"),
            google_web: GoogleClient::from_environment(
                "STUDIO_GOOGLE_WEB_CLIENT_ID",
                "STUDIO_GOOGLE_WEB_CLIENT_SECRET",
            ),
            backups: BackupPlan::from_environment(data),
            vimeo_base: set("STUDIO_VIMEO_BASE_URL"),
            address: set("STUDIO_URL").map(|url| url.trim_end_matches('/').to_owned()),
            webhook_hosts: list(&std::env::var("STUDIO_WEBHOOK_HOSTS").unwrap_or_default()),
        }
    }
}

/// What stands between commas.
fn list(text: &str) -> Vec<String> {
    text.split(',').map(|part| part.trim().to_ascii_lowercase()).filter(|part| !part.is_empty()).collect()
}

/// What is no number from 1 to 100 is 8.
fn calls(setting: Option<&str>) -> usize {
    let Some(setting) = setting.map(str::trim).filter(|setting| !setting.is_empty()) else { return 8 };
    setting.parse().ok().filter(|calls| (1..=100).contains(calls)).unwrap_or_else(|| {
        tracing::warn!(setting, "STUDIO_CALLS is no number from 1 to 100: it is taken for 8");
        8
    })
}

/// What is no rule is the strict one: nobody's money is spent for a slip of the pen.
fn credit_rule(setting: Option<&str>) -> CreditRule {
    match setting.map(str::trim) {
        Some("unlimited") => CreditRule::Unlimited,
        None | Some("" | "granted") => CreditRule::Granted,
        Some(other) => {
            tracing::warn!(
                setting = other,
                "STUDIO_CREDIT is neither “granted” nor “unlimited”: it is taken for “granted”"
            );
            CreditRule::Granted
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_are_words_with_commas_and_none_is_all() {
        assert_eq!(Roles::parse(""), Ok(Roles::ALL));
        assert_eq!(Roles::parse("web, calls"), Ok(Roles { web: true, compute: false, calls: true }));
        assert_eq!(Roles::parse("web,cook"), Err("cook".to_owned()));
    }

    #[test]
    fn calls_are_eight_unless_a_number_from_1_to_100_is_set() {
        for (setting, expected) in [(None, 8), (Some(""), 8), (Some(" 3 "), 3), (Some("0"), 8), (Some("many"), 8)] {
            assert_eq!(calls(setting), expected, "{setting:?}");
        }
    }

    #[test]
    fn only_the_very_word_gives_everybody_credit() {
        for strict in [None, Some(""), Some("granted"), Some("UNLIMITED"), Some("yes")] {
            assert_eq!(credit_rule(strict), CreditRule::Granted, "{strict:?}");
        }
        assert_eq!(credit_rule(Some(" unlimited ")), CreditRule::Unlimited);
    }
}
