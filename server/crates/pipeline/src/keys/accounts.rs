//! With whose key a film is made: the owner's goes before the installation's, and that before the environment's.

use crate::{Error, Studio, outcome::Trouble};
use diesel_async::AsyncPgConnection;
use model::{ModelChoice, UserId, view::KeySource};
use plan::Step;
use providers::{Account, Credentials, Failure, FailureClass, Kind, Registry, Secret};
use std::collections::BTreeMap;
use store::{
    attempts, holds, ledger, projects,
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

    fn has_key(&self) -> bool {
        self.key.is_some() || self.access_key.is_some() || self.secret_key.is_some()
    }

    /// Lays it over an account. Keys are never mixed from two owners, and nobody else's key goes to a person's own address.
    fn over(&self, account: &mut Account, own: bool) {
        if self.locked || self.has_key() || (own && self.base_url.is_some()) {
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
    /// What the person may buy with keys that are not the person's own, in cents; `None` where no limit holds.
    credit: Option<i64>,
}

/// The account that something is bought with.
pub(crate) struct Payer {
    /// Tells it from others, and says nothing of its key.
    pub(crate) mark: String,
    /// It is the film owner's own: what it buys costs the installation nothing.
    pub(crate) own_key: bool,
}

impl Accounts {
    /// From the keys of one person and of the installation.
    fn of(registry: &Registry, sealing: Option<&SealingKeys>, rows: &[KeyRow], credit: Option<i64>) -> Self {
        let (mut installation, mut own) = (BTreeMap::<String, Layer>::new(), BTreeMap::<String, Layer>::new());
        for row in rows {
            let layers = if row.user_id.is_some() { &mut own } else { &mut installation };
            let text = sealing.and_then(|keys| row.open(keys));
            layers.entry(row.provider.clone()).or_default().add(&row.field, text);
        }
        Self { environment: registry.credentials().clone(), installation, own, credit }
    }

    /// Each account that the provider could be reached with, the preferred one first, and whether it is the person's own.
    fn each(&self, provider: &str) -> Vec<(Account, bool)> {
        let mut account = self.environment.account(provider);
        let mut each = vec![(account.clone(), false)];
        for (layer, own) in [(self.installation.get(provider), false), (self.own.get(provider), true)] {
            if let Some(layer) = layer {
                layer.over(&mut account, own);
                each.push((account.clone(), own));
            }
        }
        each.reverse();
        each
    }

    /// The account that new things are bought with.
    pub(crate) fn preferred(&self, provider: &str) -> Account {
        self.preferred_of(provider).0
    }

    fn preferred_of(&self, provider: &str) -> (Account, bool) {
        self.each(provider).into_iter().next().unwrap_or_default()
    }

    /// The account of this mark where it is still there, else the preferred one; and whether it is the person's own.
    fn marked(&self, provider: &str, wanted: &str) -> (Account, bool) {
        let found = self.each(provider).into_iter().find(|(account, _)| mark(account) == wanted);
        found.unwrap_or_else(|| self.preferred_of(provider))
    }

    /// What the provider makes is paid by the installation, and the person has no credit for it. What is free is none of this.
    pub(crate) fn needs_credit(&self, provider: &str) -> bool {
        self.has_no_credit() && !self.preferred_of(provider).1
    }

    /// What the provider makes is paid with a key of the person's own.
    pub(crate) fn pays_itself(&self, provider: &str) -> bool {
        self.preferred_of(provider).1
    }

    pub(crate) fn has_no_credit(&self) -> bool {
        self.credit.is_some_and(|cents| cents <= 0)
    }

    /// Where the key of the preferred account comes from.
    pub(super) fn source(&self, provider: &str) -> KeySource {
        let keyed = |layer: Option<&Layer>| layer.is_some_and(Layer::has_key);
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
        self.accounts_of(conn, who, &rows).await
    }

    /// [`Self::accounts`], from what is kept of this person's keys and the installation's.
    pub(super) async fn accounts_of(
        &self,
        conn: &mut AsyncPgConnection,
        who: UserId,
        rows: &[KeyRow],
    ) -> Result<Accounts, Error> {
        let credit = match ledger::credit(conn, who, self.config().credit).await? {
            // What a job keeps back is there for its orders.
            Some(cents) => Some(cents.saturating_add(holds::held_of_user(conn, who).await?)),
            None => None,
        };
        Ok(Accounts::of(self.registry(), self.store().sealing(), rows, credit))
    }

    /// Why a model cannot be used with these accounts, such as that its key is missing, or that nobody here pays for it.
    pub(crate) fn missing(&self, accounts: &Accounts, kind: Kind, model: &ModelChoice) -> Option<Failure> {
        self.missing_of(accounts, &accounts.registry(self.registry()), kind, model)
    }

    /// [`Self::missing`], with the makers of these accounts at hand.
    pub(crate) fn missing_of(
        &self,
        accounts: &Accounts,
        makers: &Registry,
        kind: Kind,
        model: &ModelChoice,
    ) -> Option<Failure> {
        self.missing_key(accounts, makers, kind, model).or_else(|| self.without_credit(accounts, model))
    }

    /// [`Self::missing_of`], whoever pays.
    pub(crate) fn missing_key(
        &self,
        accounts: &Accounts,
        makers: &Registry,
        kind: Kind,
        model: &ModelChoice,
    ) -> Option<Failure> {
        if accounts.is_locked(&model.provider) {
            return Some(self.locked(&model.provider));
        }
        makers.missing(kind, model)
    }

    /// The makers for a step, with the account that its project's owner wants, and which that is. What is being made
    /// already stays with the account that it was begun with, as long as that is there.
    pub(crate) async fn makers(
        &self,
        lease: &Lease,
        step: &Step,
        model: &ModelChoice,
    ) -> Result<(Registry, Payer), Trouble> {
        if self.is_built_in(model) {
            return Ok((self.registry().clone(), Payer { mark: String::new(), own_key: false }));
        }
        let (project, provider) = (lease.task.project(), model.provider.as_str());
        let mut conn = self.store().conn().await?;
        let owner = UserId(projects::get(&mut conn, project).await?.owner_id);
        // Whether the credit covers it is seen when it is reserved.
        let rows = vault::of_person(&mut conn, owner).await?;
        let accounts = Accounts::of(self.registry(), self.store().sealing(), &rows, None);
        let open = attempts::open(&mut conn, project, step.fingerprint.as_str()).await?;
        // As long as nothing is sent, any account will do.
        let begun = open.filter(|attempt| attempt.state != "intent");
        let (account, own_key) = match begun.and_then(|attempt| attempt.account) {
            Some(wanted) => accounts.marked(provider, &wanted),
            None => accounts.preferred_of(provider),
        };
        if accounts.is_locked(provider) && !account.has_key() {
            return Err(Trouble::of(self.locked(provider)));
        }
        let payer = Payer { mark: mark(&account), own_key };
        let mut credentials = self.registry().credentials().clone();
        credentials.set(provider, account);
        Ok((self.registry().with_credentials(credentials), payer))
    }

    /// The sentence for a key that the present sealing keys do not open.
    pub(crate) fn locked(&self, provider: &str) -> Failure {
        let label = self.registry().catalogue().label(provider);
        let sentence = format!("The key of {label} cannot be opened any more. Enter it again in the settings.");
        Failure::new(FailureClass::FixKey, sentence)
    }

    /// The sentence for a model that only credit could pay which the person does not have.
    pub(crate) fn without_credit(&self, accounts: &Accounts, model: &ModelChoice) -> Option<Failure> {
        if self.is_built_in(model) || self.registry().is_free(model) || !accounts.needs_credit(&model.provider) {
            return None;
        }
        let catalogue = self.registry().catalogue();
        let (name, label) = (catalogue.name(model), catalogue.label(&model.provider));
        let sentence = format!("{name} needs credit: ask an administrator, or set a key of your own for {label}.");
        Some(Failure::new(FailureClass::TopUp, sentence))
    }
}
