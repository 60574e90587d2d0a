//! What closing a person's account does to the films that are being made.

use crate::{House, SCRIPT};
use model::{Command, RunState, UserId, view::NewProject};
use pipeline::{By, Config, Studio};
use providers::{Catalogue, Credentials, Registry};
use testkit::TestDatabase;

#[tokio::test(flavor = "multi_thread")]
async fn films_pause_when_their_owner_is_disabled_and_nobody_elses_do() {
    let database = TestDatabase::new().await;
    let tools = media::Tools::find().unwrap();
    let registry = Registry::new(Catalogue::with(None).unwrap(), Credentials::default(), tools.clone());
    // Nobody works: what is begun goes on being made.
    let config = Config { workers: 0, calls: 0, ..Config::from_environment(database.folder()) };
    let studio = Studio::start(database.store().clone(), registry, tools, config).await.unwrap();
    let who = database.store().local_person().await.unwrap();
    let person = database.store().person(who).await.unwrap().unwrap();
    database.store().register("ada@example.com", "Ada", "a long enough password").await.unwrap();
    let other = database.store().register("ben@example.com", "Ben", "a long enough password").await.unwrap();
    let house = House { database, studio, who };
    let begin = async |owner: UserId| {
        let new = NewProject { title: "A film".into(), script: SCRIPT.into(), ..NewProject::default() };
        let id = house.studio.create_project(owner, new).await.unwrap();
        house.studio.command(owner, id, Command::Start).await.unwrap();
        id
    };
    let (own, first, second) = (begin(who).await, begin(other.id).await, begin(other.id).await);
    let by = By { person, address: String::new() };
    house.studio.set_disabled(&by, other.id, true).await.unwrap();
    for id in [first, second] {
        assert_eq!(house.studio.project(other.id, id).await.unwrap().card.state, RunState::Paused);
        let told = format!("{:?}", house.studio.events(other.id, id, 0).await.unwrap());
        assert!(told.contains("the account was disabled"), "{told}");
    }
    assert_eq!(house.view(own).await.card.state, RunState::Filming);
    house.studio.shutdown().await;
}
