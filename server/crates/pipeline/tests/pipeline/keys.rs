//! Whose key pays.

use crate::{SCRIPT, studio_of};
use model::{
    Command, ModelChoice, ProjectId, ProjectSettings, Resolution, RunState,
    view::{KeyFor, KeyOutcome, KeySource, KeyView, NewKeys, NewProject, Person, ProjectView},
};
use pipeline::{Client, Confirmed, Error, Studio};
use providers::{Account, Credentials, Secret};
use serde_json::json;
use std::{
    net::{IpAddr, Ipv4Addr},
    path::Path,
    time::Duration,
};
use store::vault::SealingKeys;
use testkit::{
    TestDatabase,
    stand_in::{
        Asked, Reply, Server, charges,
        kling::{Kling, Options},
    },
};

const RIGHT: &str = "canary-right-key-0123456789";
const WRONG: &str = "canary-wrong-key-9876543210";

struct Set {
    database: TestDatabase,
    studio: Studio,
    /// The administrator.
    ada: Person,
    ben: Person,
}

/// A studio whose environment names a service's address, and this key.
async fn set(base_url: &str, environment: Option<&str>) -> Set {
    let database = TestDatabase::new().await;
    let mut credentials = Credentials::default();
    let key = environment.and_then(Secret::new);
    credentials.set("kling", Account { key, base_url: Some(base_url.to_owned()), ..Account::default() });
    let sealing = SealingKeys::from_setting(Some(&"ab".repeat(32)), Path::new("/nowhere")).unwrap();
    let store = database.store().clone().sealed_with(sealing);
    let studio = studio_of(store, &database, "scratch", credentials).await;
    let person = async |name: &str| {
        database.store().register(&format!("{name}@example.com"), name, "a long enough password").await.unwrap()
    };
    let (ada, ben) = (person("ada").await, person("ben").await);
    assert!(ada.admin && !ben.admin);
    Set { studio, ada, ben, database }
}

fn key(whose: KeyFor, key: &str) -> NewKeys {
    NewKeys { whose, api_key: Some(key.to_owned()), ..NewKeys::default() }
}

const HERE: Client = Client(IpAddr::V4(Ipv4Addr::LOCALHOST));

impl Set {
    /// The person gives the password again.
    async fn sure(&self, who: &Person) -> Confirmed {
        self.studio.confirm(who, HERE, Some("a long enough password")).await.unwrap()
    }

    async fn set_key(&self, who: &Person, new: NewKeys) -> Result<(), Error> {
        self.studio.set_key(who, "kling", new, Some(&self.sure(who).await)).await
    }

    async fn forget_key(&self, who: &Person, whose: KeyFor) -> Result<(), Error> {
        self.studio.forget_key(who, "kling", whose, Some(&self.sure(who).await)).await
    }

    async fn project(&self, who: &Person) -> ProjectId {
        let video = ModelChoice::new("kling", "kling-2.5-turbo");
        let settings =
            ProjectSettings { resolution: Resolution::P720, video, parallel: 3, ..ProjectSettings::default() };
        let new = NewProject { title: "The Pier".into(), script: SCRIPT.into(), settings };
        self.studio.create_project(who.id, new).await.unwrap()
    }

    async fn film(&self, who: &Person, id: ProjectId, command: Command) -> ProjectView {
        let mut news = self.studio.subscribe(who.id, id).await.unwrap();
        self.studio.command(who.id, id, command).await.unwrap();
        let ended = async {
            loop {
                let view = self.studio.project(who.id, id).await.unwrap();
                if !matches!(view.card.state, RunState::Filming | RunState::Draft) {
                    return view;
                }
                let _ = news.recv().await;
            }
        };
        tokio::time::timeout(Duration::from_secs(120), ended).await.expect("the film comes to an end")
    }

    async fn kling(&self, who: &Person) -> KeyView {
        let views = self.studio.key_views(who).await.unwrap();
        assert!(!format!("{views:?}").contains("canary"), "{views:?}");
        views.into_iter().find(|view| view.provider == "kling").unwrap()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_film_is_made_with_its_owners_key_and_never_with_a_strangers() {
    let kling = Kling::start(Options { key: Some(RIGHT.into()), ..Options::default() }).await.unwrap();
    let set = set(&kling.base_url, None).await;
    set.set_key(&set.ada, key(KeyFor::Me, RIGHT)).await.unwrap();

    let bens = set.project(&set.ben).await;
    let refused = set.studio.command(set.ben.id, bens, Command::Start).await.unwrap_err();
    assert!(refused.to_string().contains("no API key yet"), "{refused}");
    let told = set.kling(&set.ben).await;
    assert!(told.set.iter().all(|field| field.field == "base_url"), "nothing is told of a stranger's key: {told:?}");
    assert!(!told.ready && told.used.is_none());

    set.set_key(&set.ben, key(KeyFor::Me, WRONG)).await.unwrap();
    let view = set.film(&set.ben, bens, Command::Start).await;
    assert_eq!(view.card.state, RunState::DoneWithFailures);
    assert_eq!(charges(&kling.charges).unwrap().len(), 0);

    let adas = set.project(&set.ada).await;
    let view = set.film(&set.ada, adas, Command::Start).await;
    assert_eq!(view.card.state, RunState::Done);
    assert_eq!(charges(&kling.charges).unwrap().len(), 3);
    set.studio.shutdown().await;
}

#[tokio::test]
async fn the_owners_key_goes_before_the_installations_and_that_before_the_environments() {
    let kling = Kling::start(Options { key: Some(RIGHT.into()), ..Options::default() }).await.unwrap();
    let set = set(&kling.base_url, Some(WRONG)).await;
    let (studio, ada, ben) = (&set.studio, &set.ada, &set.ben);
    let outcome = async |who: &Person| studio.test_key(who, "kling").await.unwrap().outcome;

    let view = set.kling(ben).await;
    assert_eq!((view.used, view.ready, view.needs_credit), (Some(KeySource::Environment), false, true));
    studio.grant(&set.sure(ada).await, ben.id, 500, "welcome").await.unwrap();
    let view = set.kling(ben).await;
    assert_eq!((view.used, view.ready, view.needs_credit), (Some(KeySource::Environment), true, false));
    assert!(view.set.iter().all(|field| field.last_four.is_empty()), "other people's digits are for administrators");
    assert_eq!(outcome(ben).await, KeyOutcome::Refused);

    set.set_key(ada, key(KeyFor::Installation, RIGHT)).await.unwrap();
    assert_eq!(set.kling(ben).await.used, Some(KeySource::Installation));
    assert_eq!(outcome(ben).await, KeyOutcome::Works);
    // Each test is in the log, for who made it and for an administrator; the keys are not.
    let log = studio.key_tests(ben).await.unwrap();
    assert_eq!(log.len(), 2);
    assert!(log.iter().all(|test| test.who == Some(ben.id) && test.provider == "kling" && test.call.status.is_some()));
    let text = serde_json::to_string(&log).unwrap();
    assert!(!text.contains(RIGHT) && !text.contains(WRONG), "{text}");
    let of_people = studio.key_tests(ada).await.unwrap().into_iter().filter(|test| test.who.is_some());
    assert_eq!(of_people.count(), 2);

    set.set_key(ben, key(KeyFor::Me, WRONG)).await.unwrap();
    let view = set.kling(ben).await;
    assert_eq!(view.used, Some(KeySource::Yours));
    let own = view.set.iter().find(|field| field.source == KeySource::Yours).unwrap();
    assert_eq!((own.field.as_str(), own.last_four.as_str(), own.locked), ("api_key", "3210", false));
    assert_eq!((outcome(ben).await, outcome(ada).await), (KeyOutcome::Refused, KeyOutcome::Works));

    set.forget_key(ben, KeyFor::Me).await.unwrap();
    assert_eq!(outcome(ben).await, KeyOutcome::Works);
    studio.shutdown().await;
}

#[tokio::test]
async fn what_is_not_a_key_or_not_ones_own_to_set_is_refused_without_repeating_it() {
    let set = set("http://127.0.0.1:9", None).await;
    let (studio, ada, ben) = (&set.studio, &set.ada, &set.ben);
    let address = |text: &str| NewKeys { base_url: Some(text.to_owned()), ..NewKeys::default() };
    let access = NewKeys { access_key: Some("canary-access".into()), ..NewKeys::default() };
    let refusals = [
        (ben, "kling", key(KeyFor::Installation, RIGHT), "administrator"),
        (ben, "kling", address("https://canary.example"), "administrator"),
        (ada, "kling", address("https://ada:canary@example.com"), "must look like"),
        (ada, "kling", address("ftp://canary.example"), "must look like"),
        (ada, "kling", key(KeyFor::Me, "canary key with spaces"), "characters that no key has"),
        (ada, "kling", key(KeyFor::Me, "canary"), "8 to 1000 characters"),
        (ada, "kling", NewKeys::default(), "Enter one first"),
        (ada, "runway", access, "no access key"),
        (ada, "animatic", key(KeyFor::Me, RIGHT), "needs no key"),
        (ada, "nobody", key(KeyFor::Me, RIGHT), "no such service"),
    ];
    for (who, provider, new, words) in refusals {
        assert!(!format!("{new:?}").contains("canary"));
        let refused = studio.set_key(who, provider, new, Some(&set.sure(who).await)).await.unwrap_err();
        assert!(refused.to_string().contains(words) && !refused.to_string().contains("canary"), "{refused}");
    }
    assert!(set.kling(ada).await.set.iter().all(|field| field.source == KeySource::Environment));
    studio.shutdown().await;
}

#[tokio::test]
async fn what_a_pair_of_keys_is_not_good_for_is_said_and_refused_before_a_film_begins() {
    let set = set("http://127.0.0.1:9", None).await;
    let (studio, ada) = (&set.studio, &set.ada);
    let (access_key, secret_key) = (Some("canary-access".to_owned()), Some("canary-secret".to_owned()));
    set.set_key(ada, NewKeys { access_key, secret_key, ..NewKeys::default() }).await.unwrap();
    let makers = studio.maker_views(ada.id).await.unwrap();
    let missing = |model: &str| {
        let choice = ModelChoice::new("kling", model);
        makers.iter().find(|maker| maker.choice == choice).unwrap().missing.clone()
    };
    assert_eq!(missing("kling-v3"), None);
    assert!(missing("kling-3.0").unwrap().contains("Kling 3.0 needs an API key"));
    let id = set.project(ada).await;
    let refused = studio.command(ada.id, id, Command::Start).await.unwrap_err().to_string();
    assert!(refused.contains("Kling 2.5 Turbo needs an API key"), "{refused}");
    studio.shutdown().await;
}

#[tokio::test]
async fn a_key_whose_sealing_key_is_lost_is_asked_for_again_and_nobody_elses_is_used() {
    let set = set("http://127.0.0.1:9", Some(RIGHT)).await;
    set.set_key(&set.ben, key(KeyFor::Me, WRONG)).await.unwrap();
    set.studio.shutdown().await;
    let sealing = SealingKeys::from_setting(Some(&"cd".repeat(32)), Path::new("/nowhere")).unwrap();
    let mut credentials = Credentials::default();
    credentials.set("kling", Account { key: Secret::new(RIGHT), ..Account::default() });
    let store = set.database.store().clone().sealed_with(sealing);
    let studio = studio_of(store, &set.database, "second", credentials).await;
    let set = Set { studio, ..set };

    let view = set.kling(&set.ben).await;
    assert!(!view.ready && view.used.is_none());
    assert!(view.set.iter().any(|field| field.source == KeySource::Yours && field.locked));
    assert_eq!(set.studio.test_key(&set.ben, "kling").await.unwrap().outcome, KeyOutcome::Refused);
    let id = set.project(&set.ben).await;
    let refused = set.studio.command(set.ben.id, id, Command::Start).await.unwrap_err();
    assert!(refused.to_string().contains("Enter it again"), "{refused}");
    set.studio.shutdown().await;
}

/// Kling's newer API: a creation is lost on its way back; the right key may not look for it; for any other key there is no such
/// task.
fn lossy(asked: &Asked) -> Reply {
    let right = bearer(asked) == Some(RIGHT);
    match (asked.path.starts_with("/text-to-video"), right) {
        (true, _) => Reply::Reset,
        (false, true) => Reply::json(401, &json!({ "code": 1002, "message": "This key may not look." })),
        (false, false) if asked.path == "/tasks" => Reply::json(200, &json!({ "code": 0, "data": [] })),
        (false, false) => Reply::json(400, &json!({ "code": 1201, "message": "Task not found" })),
    }
}

fn bearer(asked: &Asked) -> Option<&str> {
    asked.headers.get("authorization")?.strip_prefix("Bearer ")
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_asked_for_with_one_key_is_looked_for_with_it_and_not_bought_again_with_another() {
    let kling = Server::start(lossy).await.unwrap();
    let set = set(&kling.base_url, None).await;
    set.set_key(&set.ada, key(KeyFor::Installation, RIGHT)).await.unwrap();
    let id = set.project(&set.ada).await;
    let created = || kling.heard().iter().filter(|asked| asked.path.starts_with("/text-to-video")).count();
    let unknown = |view: ProjectView| {
        assert_eq!(view.card.state, RunState::DoneWithFailures);
        assert_eq!(created(), 3, "each shot was asked for once");
    };
    unknown(set.film(&set.ada, id, Command::Start).await);

    // A key of one's own is for what is bought from now on.
    set.set_key(&set.ada, key(KeyFor::Me, WRONG)).await.unwrap();
    unknown(set.film(&set.ada, id, Command::RetryFailed).await);
    assert!(kling.heard().iter().all(|asked| bearer(asked) == Some(RIGHT)));

    // The key that it was asked for with is gone: that the other one knows no such task proves nothing.
    set.forget_key(&set.ada, KeyFor::Installation).await.unwrap();
    for _ in 0..4 {
        unknown(set.film(&set.ada, id, Command::RetryFailed).await);
    }
    assert!(kling.heard().iter().any(|asked| bearer(asked) == Some(WRONG)));
    set.studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_brings_no_key_spends_nothing_of_the_installations_until_credit_is_granted() {
    let kling = Kling::start(Options { key: Some(RIGHT.into()), ..Options::default() }).await.unwrap();
    let set = set(&kling.base_url, Some(RIGHT)).await;
    let id = set.project(&set.ben).await;
    let video = async |who: &Person| {
        let makers = set.studio.maker_views(who.id).await.unwrap();
        makers.into_iter().find(|maker| maker.choice == ModelChoice::new("kling", "kling-2.5-turbo")).unwrap()
    };
    let (adas, bens) = (video(&set.ada).await, video(&set.ben).await);
    assert!(adas.missing.is_none() && bens.needs_credit, "{bens:?}");
    assert!(bens.label.ends_with("needs credit: ask an administrator"), "{bens:?}");
    assert!(set.studio.advice(set.ben.id, id).await.unwrap().is_empty(), "nothing is advised that nobody pays");
    let view = set.studio.project(set.ben.id, id).await.unwrap();
    assert!(view.progress.needs_credit.contains("needs credit: ask an administrator"), "{:?}", view.progress);
    let refused = set.studio.command(set.ben.id, id, Command::Start).await.unwrap_err();
    assert_eq!(refused.status(), 422);
    assert!(refused.to_string().contains("needs credit: ask an administrator"), "{refused}");
    assert_eq!(charges(&kling.charges).unwrap().len(), 0);

    // With a key of his own he needs none, and what it buys is not taken from what he is granted later.
    set.set_key(&set.ben, key(KeyFor::Me, RIGHT)).await.unwrap();
    assert!(!set.kling(&set.ben).await.needs_credit);
    assert_eq!(set.film(&set.ben, id, Command::Start).await.card.state, RunState::Done);
    let spent: i64 = charges(&kling.charges).unwrap().iter().map(|charge| charge.cents).sum();
    set.forget_key(&set.ben, KeyFor::Me).await.unwrap();
    set.studio.grant(&set.sure(&set.ada).await, set.ben.id, 100, "welcome").await.unwrap();
    let money = set.studio.money(set.ben.id).await.unwrap();
    assert_eq!((money.granted_cents, money.available_cents), (Some(100), 100));
    assert_eq!((money.spent_cents, money.own_cents), (spent, spent));

    // What is made needs no credit to be cut anew.
    set.studio.grant(&set.sure(&set.ada).await, set.ben.id, -100, "back").await.unwrap();
    assert!(set.kling(&set.ben).await.needs_credit);
    set.studio.command(set.ben.id, id, Command::Start).await.unwrap();
    set.studio.shutdown().await;
}

#[tokio::test]
async fn money_and_the_installations_keys_are_given_only_with_the_administrators_password() {
    let set = set("http://127.0.0.1:9", None).await;
    let (studio, ada, ben) = (&set.studio, &set.ada, &set.ben);
    for none in [None, Some("")] {
        assert!(studio.confirm(ada, HERE, none).await.unwrap_err().to_string().contains("Enter your password"));
    }
    let refused = studio.set_key(ada, "kling", key(KeyFor::Installation, RIGHT), None).await.unwrap_err();
    assert!(refused.to_string().contains("Enter your password"), "{refused}");
    let bens = set.sure(ben).await;
    let refused = studio.set_key(ada, "kling", key(KeyFor::Installation, RIGHT), Some(&bens)).await.unwrap_err();
    assert!(refused.to_string().contains("Enter your password"), "another person's is none: {refused}");
    assert!(studio.grant(&bens, ben.id, 100, "to myself").await.unwrap_err().to_string().contains("administrator"));
    studio.set_key(ada, "kling", key(KeyFor::Me, RIGHT), None).await.unwrap();
    assert!(studio.forget_key(ada, "kling", KeyFor::Installation, None).await.is_err());

    // Wrong ones are tries to sign in.
    for _ in 0..5 {
        let wrong = studio.confirm(ada, HERE, Some("a wrong password")).await.unwrap_err();
        assert_eq!(wrong.status(), 422);
    }
    assert_eq!(studio.confirm(ada, HERE, Some("a long enough password")).await.unwrap_err().status(), 429);
    assert!(set.database.store().admit(&ada.email, HERE.0).await.unwrap().is_err());
    studio.shutdown().await;
}
