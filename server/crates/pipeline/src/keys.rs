//! Keys to outside services: shown by their last four characters, set, taken away, tried.

mod accounts;
mod credit;

pub(crate) use accounts::Payer;

use crate::{Confirmed, Error, Studio, key_tests::Gathered};
use diesel_async::{AsyncConnection, AsyncPgConnection};
use model::{
    UserId,
    view::{KeyFieldView, KeyFor, KeyOutcome, KeySource, KeyTest, KeyView, NewKeys, Person},
};
use providers::{Account, Failure, FailureClass, Secret};
use store::vault::{self, KeyRow, Place, SealingKeys};

/// The lengths of a key, in bytes.
const SHORTEST: usize = 8;
const LONGEST: usize = 1_000;

impl Studio {
    /// What is set for each outside service, and with whose key it works for this person.
    pub async fn key_views(&self, who: &Person) -> Result<Vec<KeyView>, Error> {
        let mut conn = self.store().conn().await?;
        let rows = vault::of_person(&mut conn, who.id).await?;
        let accounts = self.accounts_of(&mut conn, who.id, &rows).await?;
        drop(conn);
        let providers = self.registry().catalogue().providers().filter(|(_, provider)| !provider.built_in);
        let views = providers.map(|(name, provider)| {
            let environment = self.registry().credentials().account(name);
            let mut set: Vec<KeyFieldView> = rows
                .iter()
                .filter(|row| row.provider == name)
                .map(|row| field_view(row, who, self.store().sealing()))
                .collect();
            set.extend(of_environment(&environment, who));
            let account = accounts.preferred(name);
            let is_there = self.is_there(name, &account);
            let works =
                is_there && !accounts.is_locked(name) && (account.has_key() || self.can_do_without(name, &account));
            let needs_credit = accounts.needs_credit(name) && self.costs_money(name);
            KeyView {
                provider: name.to_owned(),
                label: self.registry().catalogue().label(name).to_owned(),
                takes: Account::fields(name).iter().map(|field| (*field).to_owned()).collect(),
                key_page: provider.key_page.clone(),
                set,
                used: account.has_key().then(|| accounts.source(name)),
                ready: works && !needs_credit,
                needs_credit: works && needs_credit,
                note: match (is_there, provider.words_go_to.as_str()) {
                    (false, _) => "does not answer".to_owned(),
                    (true, "") => String::new(),
                    (true, who) => format!("your words go to {who}"),
                },
            }
        });
        Ok(views.collect())
    }

    /// Sets keys; what is absent or empty stays as it is. From the next call on they are used. Keys of the installation, and a service's
    /// address, need [`Studio::confirm`].
    pub async fn set_key(
        &self,
        who: &Person,
        provider: &str,
        new: NewKeys,
        confirmed: Option<&Confirmed>,
    ) -> Result<(), Error> {
        let whose = self.owner_of_keys(who, provider, new.whose)?;
        // Nobody else can change these: that is told below.
        if new.needs_password() && who.admin {
            check_confirmed(who, confirmed)?;
        }
        let Some(sealing) = self.store().sealing() else {
            return Err(Error::refused("This studio keeps no keys. Set them in its environment."));
        };
        let fields = [
            ("api_key", new.api_key),
            ("access_key", new.access_key),
            ("secret_key", new.secret_key),
            ("base_url", new.base_url),
        ];
        let mut kept = Vec::new();
        for (field, text) in fields {
            let text = text.as_deref().unwrap_or_default().trim();
            match field {
                _ if text.is_empty() => continue,
                "base_url" if !who.admin => {
                    return Err(Error::refused("Only an administrator of this studio can set a service's address."));
                }
                "base_url" => check_address(text)?,
                _ if !Account::fields(provider).contains(&field) => {
                    let label = self.registry().catalogue().label(provider);
                    return Err(Error::refused(format!("{label} has no {}.", field.replace('_', " "))));
                }
                _ => check_key(text)?,
            }
            kept.push((field, text.to_owned()));
        }
        if kept.is_empty() {
            return Err(Error::refused("There is no key in this. Enter one first."));
        }
        let mut conn = self.store().conn().await?;
        (*conn)
            .transaction(async |conn: &mut AsyncPgConnection| {
                for (field, text) in &kept {
                    let hint = Secret::new(text).map(|secret| secret.hint()).unwrap_or_default();
                    vault::keep(conn, sealing, Place { user: whose, provider, field }, text, &hint).await?;
                }
                Ok::<_, Error>(())
            })
            .await?;
        tracing::info!(who = %who.id, provider, everybody = whose.is_none(), "a key was set");
        Ok(())
    }

    /// Takes away all that one owner has set for a service. What is the installation's needs [`Studio::confirm`].
    pub async fn forget_key(
        &self,
        who: &Person,
        provider: &str,
        whose: KeyFor,
        confirmed: Option<&Confirmed>,
    ) -> Result<(), Error> {
        let whose = self.owner_of_keys(who, provider, whose)?;
        if whose.is_none() {
            check_confirmed(who, confirmed)?;
        }
        let gone = vault::forget(&mut *self.store().conn().await?, whose, provider).await?;
        tracing::info!(who = %who.id, provider, everybody = whose.is_none(), fields = gone, "a key was taken away");
        Ok(())
    }

    /// Asks the service something that costs nothing, with the key that this person's films are made with.
    pub async fn test_key(&self, who: &Person, provider: &str) -> Result<KeyTest, Error> {
        self.check_provider(provider)?;
        let accounts = self.accounts(&mut *self.store().conn().await?, who.id).await?;
        let test = |outcome, sentence: String| Ok(KeyTest { outcome, sentence });
        if accounts.is_locked(provider) {
            return test(KeyOutcome::Refused, self.locked(provider).sentence);
        }
        let gathered = Gathered::default();
        let checked = accounts.registry(self.registry()).check_logged(provider, &gathered).await;
        self.note_key_test(Some(who.id), provider, gathered).await?;
        match checked {
            Ok(sentence) => test(KeyOutcome::Works, sentence),
            Err(failure) if failure.class == FailureClass::FixKey => test(KeyOutcome::Refused, failure.sentence),
            Err(failure) => {
                tracing::info!(provider, class = failure.class.key(), "a key could not be tested");
                test(KeyOutcome::Unclear, failure.sentence)
            }
        }
    }

    /// Seals anew what an older sealing key sealed, and says what no sealing key opens.
    pub(crate) async fn reseal(&self) -> Result<(), Error> {
        let Some(sealing) = self.store().sealing() else { return Ok(()) };
        let done = vault::reseal(&mut *self.store().conn().await?, sealing).await?;
        if done.anew > 0 {
            tracing::info!(keys = done.anew, "keys were sealed anew with the present sealing key");
        }
        if done.locked > 0 {
            let variable = vault::VARIABLE;
            tracing::warn!(keys = done.locked, "keys of another sealing key cannot be opened; add it to {variable}");
        }
        Ok(())
    }

    /// The sentence for a key that the present sealing keys do not open.
    pub(crate) fn locked(&self, provider: &str) -> Failure {
        let label = self.registry().catalogue().label(provider);
        let sentence = format!("The key of {label} cannot be opened any more. Enter it again in the settings.");
        Failure::new(FailureClass::FixKey, sentence)
    }

    /// Works without a key: it needs none at all, or none at an address of its own.
    fn can_do_without(&self, provider: &str, account: &Account) -> bool {
        let mut one = providers::Credentials::default();
        one.set(provider, account.clone());
        let makers = self.registry().with_credentials(one);
        makers.video(provider).is_ok() || makers.speech(provider).is_ok() || makers.sound(provider).is_ok()
    }

    /// Something that the provider makes is not free.
    fn costs_money(&self, provider: &str) -> bool {
        let entry = self.registry().catalogue().provider(provider);
        entry.is_some_and(|entry| entry.models.values().any(|model| !model.price.free))
    }

    fn owner_of_keys(&self, who: &Person, provider: &str, whose: KeyFor) -> Result<Option<UserId>, Error> {
        self.check_provider(provider)?;
        match whose {
            KeyFor::Me => Ok(Some(who.id)),
            KeyFor::Installation if who.admin => Ok(None),
            KeyFor::Installation => {
                Err(Error::refused("Only an administrator of this studio can change the keys for everybody."))
            }
        }
    }

    fn check_provider(&self, provider: &str) -> Result<(), Error> {
        match self.registry().catalogue().provider(provider) {
            None => Err(Error::refused("There is no such service in this studio's catalogue.")),
            Some(entry) if entry.built_in => Err(Error::refused(format!("{} needs no key.", entry.label))),
            Some(_) => Ok(()),
        }
    }
}

fn field_view(row: &KeyRow, who: &Person, sealing: Option<&SealingKeys>) -> KeyFieldView {
    let source = if row.user_id.is_some() { KeySource::Yours } else { KeySource::Installation };
    let shown = source == KeySource::Yours || who.admin;
    KeyFieldView {
        field: row.field.clone(),
        source,
        last_four: if shown { row.last_four.clone() } else { String::new() },
        changed_at: Some(row.changed_at.to_rfc3339_opts(chrono::SecondsFormat::Millis, true)),
        locked: sealing.is_none_or(|keys| row.open(keys).is_none()),
    }
}

fn of_environment(account: &Account, who: &Person) -> Vec<KeyFieldView> {
    let base_url = account.base_url.as_deref().and_then(Secret::new);
    let fields = [
        ("api_key", &account.key),
        ("access_key", &account.access_key),
        ("secret_key", &account.secret_key),
        ("base_url", &base_url),
    ];
    let view = |(field, secret): (&str, &Option<Secret>)| {
        let secret = secret.as_ref()?;
        Some(KeyFieldView {
            field: field.to_owned(),
            source: KeySource::Environment,
            last_four: if who.admin { secret.hint() } else { String::new() },
            changed_at: None,
            locked: false,
        })
    };
    fields.into_iter().filter_map(view).collect()
}

fn check_confirmed(who: &Person, confirmed: Option<&Confirmed>) -> Result<(), Error> {
    match confirmed {
        Some(confirmed) if confirmed.person().id == who.id => Ok(()),
        _ => Err(Error::refused("Enter your password as well: this concerns everybody's money.")),
    }
}

/// The sentences repeat nothing of what was entered.
fn check_key(text: &str) -> Result<(), Error> {
    if !text.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(Error::refused("The key has characters that no key has, such as spaces. Copy it again."));
    }
    if !(SHORTEST..=LONGEST).contains(&text.len()) {
        return Err(Error::refused(format!("A key has {SHORTEST} to {LONGEST} characters. Copy it again.")));
    }
    Ok(())
}

fn check_address(text: &str) -> Result<(), Error> {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).unwrap_or_default();
    let plain = text.bytes().all(|byte| byte.is_ascii_graphic()) && !host.contains(['@', '?', '#', '\\']);
    if host.is_empty() || host.starts_with('/') || !plain || text.len() > LONGEST {
        return Err(Error::refused(
            "The address must look like https://api.example.com, with no name, password or “?” in it.",
        ));
    }
    Ok(())
}
