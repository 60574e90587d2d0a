//! With whose key a film is made: the owner's goes before the installation's, and that before the environment's.

use crate::{Error, Studio, worker::Trouble};
use diesel_async::AsyncPgConnection;
use model::{ModelChoice, UserId, view::KeySource};
use plan::Step;
use providers::{Account, Credentials, Failure, Kind, Registry, Secret};
use std::collections::BTreeMap;
use store::{
    attempts, projects,
    tasks::Lease,
    vault::{self, KeyRow, SealingKeys},
};

/// What one owner has set for one provider.
#[derive(Clone, Default)]
struct Layer {
    key: Option<Secret>,
    access_key: Option<Secret>,
    secret_key: Option<Secret>,
    base_url: Option<String>,
    /// Something of it cannot be opened.
    locked: bool,
}

impl Layer {
    fn add(&mut self, field: &str, text: Option<String>) {
        let Some(text) = text else {
            self.locked = true;
            return;
        };
        match field {
            "api_key" => self.key = Secret::new(&text),
            "access_key" => self.access_key = Secret::new(&text),
            "secret_key" => self.secret_key = Secret::new(&text),
            "base_url" => self.base_url = Some(text),
            _ => {}
        }
    }

    /// Lays it over an account. Keys are never mixed from two owners, and nobody else's key goes to a person's own address.
    fn over(&self, account: &mut Account, own: bool) {
        let has_key = self.key.is_some() || self.access_key.is_some() || self.secret_key.is_some();
        if self.locked || has_key || (own && self.base_url.is_some()) {
            account.key.clone_from(&self.key);
            account.access_key.clone_from(&self.access_key);
            account.secret_key.clone_from(&self.secret_key);
        }
        if self.locked {
            // Nothing is used in the place of what its owner wanted: that could be somebody else's money.
            (account.key, account.access_key, account.secret_key) = (None, None, None);
        } else if self.base_url.is_some() {
            account.base_url.clone_from(&self.base_url);
        }
    }
}

/// The accounts that one person's films can be made with.
pub(crate) struct Accounts {
    environment: Credentials,
    installation: BTreeMap<String, Layer>,
    own: BTreeMap<String, Layer>,
}

impl Accounts {
    /// From the keys of one person and of the installation.
    pub(super) fn of(registry: &Registry, sealing: Option<&SealingKeys>, rows: &[KeyRow]) -> Self {
        let (mut installation, mut own) = (BTreeMap::<String, Layer>::new(), BTreeMap::<String, Layer>::new());
        for row in rows {
            let layers = if row.user_id.is_some() { &mut own } else { &mut installation };
            let text = sealing.and_then(|keys| row.open(keys));
            layers.entry(row.provider.clone()).or_default().add(&row.field, text);
        }
        Self { environment: registry.credentials().clone(), installation, own }
    }

    /// Each account that the provider could be reached with, the preferred one first.
    fn each(&self, provider: &str) -> Vec<Account> {
        let mut account = self.environment.account(provider);
        let mut each = vec![account.clone()];
        for (layer, own) in [(self.installation.get(provider), false), (self.own.get(provider), true)] {
            if let Some(layer) = layer {
                layer.over(&mut account, own);
                each.push(account.clone());
            }
        }
        each.reverse();
        each
    }

    /// The account that new things are bought with.
    pub(crate) fn preferred(&self, provider: &str) -> Account {
        self.each(provider).into_iter().next().unwrap_or_default()
    }

    /// The account of this mark where it is still there, else the preferred one.
    pub(crate) fn marked(&self, provider: &str, wanted: &str) -> Account {
        let found = self.each(provider).into_iter().find(|account| mark(account) == wanted);
        found.unwrap_or_else(|| self.preferred(provider))
    }

    /// Where the key of the preferred account comes from.
    pub(super) fn source(&self, provider: &str) -> KeySource {
        let keyed = |layer: Option<&Layer>| {
            layer.is_some_and(|layer| layer.key.is_some() || layer.access_key.is_some() || layer.secret_key.is_some())
        };
        if keyed(self.own.get(provider)) {
            KeySource::Yours
        } else if keyed(self.installation.get(provider)) {
            KeySource::Installation
        } else {
            KeySource::Environment
        }
    }

    /// The preferred account's key is there and cannot be opened.
    pub(crate) fn is_locked(&self, provider: &str) -> bool {
        match self.own.get(provider) {
            Some(own) => own.locked,
            None => self.installation.get(provider).is_some_and(|layer| layer.locked),
        }
    }

    /// The makers with these accounts.
    pub(crate) fn registry(&self, registry: &Registry) -> Registry {
        let mut credentials = self.environment.clone();
        for provider in self.installation.keys().chain(self.own.keys()) {
            credentials.set(provider, self.preferred(provider));
        }
        registry.with_credentials(credentials)
    }
}

/// Tells one account from another, and says nothing of its key: eight hexadecimal digits of a digest of it.
fn mark(account: &Account) -> String {
    let reveal = |secret: &Option<Secret>| secret.as_ref().map(|secret| secret.reveal().to_owned());
    let parts = (reveal(&account.key), reveal(&account.access_key), reveal(&account.secret_key));
    plan::fingerprint("account", 0, &parts).as_str().chars().take(8).collect()
}

impl Studio {
    /// The accounts that this person's films can be made with.
    pub(crate) async fn accounts(&self, conn: &mut AsyncPgConnection, who: UserId) -> Result<Accounts, Error> {
        let rows = vault::of_person(conn, who).await?;
        Ok(Accounts::of(self.registry(), self.store().sealing(), &rows))
    }

    /// Why a model cannot be used with these accounts, such as that its key is missing.
    pub(crate) fn missing(&self, accounts: &Accounts, kind: Kind, model: &ModelChoice) -> Option<Failure> {
        if accounts.is_locked(&model.provider) {
            return Some(self.locked(&model.provider));
        }
        accounts.registry(self.registry()).missing(kind, model)
    }

    /// The makers for a step, with the account that its project's owner wants, and that account's mark. What is being made
    /// already stays with the account that it was begun with, as long as that is there.
    pub(crate) async fn makers(
        &self,
        lease: &Lease,
        step: &Step,
        model: &ModelChoice,
    ) -> Result<(Registry, String), Trouble> {
        if self.is_built_in(model) {
            return Ok((self.registry().clone(), String::new()));
        }
        let (project, provider) = (lease.task.project(), model.provider.as_str());
        let mut conn = self.store().conn().await?;
        let owner = UserId(projects::get(&mut conn, project).await?.owner_id);
        let accounts = self.accounts(&mut conn, owner).await?;
        let open = attempts::open(&mut conn, project, step.fingerprint.as_str()).await?;
        // As long as nothing is sent, any account will do.
        let begun = open.filter(|attempt| attempt.state != "intent");
        let account = match begun.and_then(|attempt| attempt.account) {
            Some(wanted) => accounts.marked(provider, &wanted),
            None => accounts.preferred(provider),
        };
        if accounts.is_locked(provider) && !account.has_key() {
            return Err(Trouble::of(self.locked(provider)));
        }
        let mark = mark(&account);
        let mut credentials = self.registry().credentials().clone();
        credentials.set(provider, account);
        Ok((self.registry().with_credentials(credentials), mark))
    }
}
