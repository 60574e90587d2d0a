//! From an idea to a board with language models: a simulator answers in their dialects and writes down what it charges.

use super::{House, SCRIPT, studio_of};
use model::{
    Edit, Happening, ProjectId, StoryChange,
    view::{BoardPick, BoardView, NewIdea, NewProject, WordsStep},
};
use pipeline::{Error, Studio};
use provider_simulators::{
    charges,
    language::{Flaw, Language, Options},
};
use providers::{Account, Credentials, Secret};
use std::time::Duration;
use testkit::TestDatabase;

const IDEA: &str = "A keeper named Mara finds a letter from a ship that sank, and Jonas wants to burn it.";

fn account(provider: &str, base: &str) -> Credentials {
    let below = if matches!(provider, "anthropic" | "gemini") { "" } else { "/v1" };
    let mut credentials = Credentials::default();
    let account = Account { key: Secret::new("any"), base_url: Some(format!("{base}{below}")), ..Account::default() };
    credentials.set(provider, account);
    credentials
}

async fn house(provider: &str, models: &Language) -> House {
    let database = TestDatabase::new().await;
    let credentials = account(provider, &models.base_url);
    let studio = studio_of(database.store().clone(), &database, "scratch", credentials).await;
    let who = database.store().local_person().await.unwrap();
    House { database, studio, who }
}

async fn board(studio: &Studio, house: &House, id: ProjectId) -> BoardView {
    studio.storyboard(house.who, id, &BoardPick::default()).await.unwrap()
}

async fn step(house: &House, id: ProjectId, key: &str) -> WordsStep {
    board(&house.studio, house, id).await.words.step(key).cloned().unwrap_or_default()
}

/// Presses the button of a step, at the price that stands on it.
async fn press(house: &House, id: ProjectId, key: &str) {
    let offer = step(house, id, key).await.offer.expect("the step can be asked about");
    house.studio.ask_words(house.who, id, key, Some(offer.high_micros), offer.another).await.unwrap();
}

/// Waits, by the project's events, until nothing of a step is being answered.
async fn answered(house: &House, id: ProjectId, key: &str) -> WordsStep {
    let mut news = house.studio.subscribe(house.who, id).await.unwrap();
    let over = async {
        loop {
            let own = step(house, id, key).await;
            if own.of > 0 && own.running == 0 {
                return own;
            }
            while !matches!(news.recv().await.unwrap().what, Happening::Board {}) {}
        }
    };
    tokio::time::timeout(Duration::from_secs(60), over).await.expect("the step is answered in time")
}

async fn idea(house: &House) -> ProjectId {
    house.studio.create_from_idea(house.who, NewIdea { idea: IDEA.into(), ..NewIdea::default() }).await.unwrap()
}

/// What was charged is what was booked, to half a cent, and no question was charged twice.
async fn books_agree(house: &House, id: ProjectId, models: &Language) {
    let charged = charges(&models.charges).unwrap();
    let mut conn = house.database.store().conn().await.unwrap();
    let cents = store::attempts::film_cents(&mut conn, id).await.unwrap();
    let attempts = store::attempts::of_project(&mut conn, id).await.unwrap();
    let bought = attempts.iter().filter(|own| own.state == "done").count();
    assert_eq!(bought, charged.len(), "every charge is an answer that was bought once");
    assert!(attempts.iter().all(|own| own.ended_at.is_some()));
    drop(conn);
    let board = board(&house.studio, house, id).await;
    let micros: i64 = board.words.steps.iter().map(|own| own.cost_micros).sum();
    assert!((micros - cents * 10_000).abs() <= 5_000, "{micros} millionths against {cents} cents");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_idea_becomes_a_script_by_options_that_a_person_asks_for_and_takes() {
    let models = Language::start(Options::default()).await.unwrap();
    let house = house("openrouter", &models).await;
    let id = idea(&house).await;
    assert!(models.heard().is_empty(), "nothing is asked without a press");
    press(&house, id, "lore").await;
    let lore = answered(&house, id, "lore").await;
    assert_eq!((lore.answers.len(), lore.done), (3, 1), "{:?}", lore.says);
    house.studio.take_words(house.who, id, lore.answers[2].ask, Some(2), false).await.unwrap();
    let shown = board(&house.studio, &house, id).await;
    assert_eq!(shown.lore.own, lore.answers[2].text);
    assert_eq!(shown.lore.state, "current", "it is the model's, and up to date");

    press(&house, id, "narrative").await;
    let narrative = answered(&house, id, "narrative").await;
    house.studio.take_words(house.who, id, narrative.answers[1].ask, Some(1), false).await.unwrap();
    press(&house, id, "scenes").await;
    let scenes = answered(&house, id, "scenes").await;
    assert!(scenes.answers.len() > 1, "{:?}", scenes.says);
    press(&house, id, "pages").await;
    let pages = answered(&house, id, "pages").await;
    assert_eq!(pages.done, scenes.answers.len(), "{:?}", pages.says);
    let take = pages.take.unwrap();
    house.studio.take_pages(house.who, id, take.high_cents).await.unwrap();
    let shown = board(&house.studio, &house, id).await;
    assert!(shown.total > 1 && shown.words.step("pages").unwrap().take.is_none());
    books_agree(&house, id, &models).await;
    house.studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_answered_before_is_free_and_a_persons_words_stay() {
    let models = Language::start(Options::default()).await.unwrap();
    let house = house("anthropic", &models).await;
    let id = idea(&house).await;
    let offer = step(&house, id, "lore").await.offer.unwrap();
    assert!(offer.high_micros > 0 && offer.low_micros <= offer.high_micros);
    let other = house.studio.ask_words(house.who, id, "lore", Some(offer.high_micros + 1), false).await;
    assert!(matches!(other, Err(Error::Refused(_))), "another price than the one seen");
    assert!(models.heard().is_empty());
    press(&house, id, "lore").await;
    let lore = answered(&house, id, "lore").await;
    let own = StoryChange { lore: Some("My own world.".into()), ..StoryChange::default() };
    house.studio.edit(house.who, id, Edit::ChangeStory { change: own }).await.unwrap();
    house.studio.take_words(house.who, id, lore.answers[0].ask, Some(0), false).await.unwrap();
    assert_eq!(board(&house.studio, &house, id).await.lore.own, "My own world.");
    house.studio.take_words(house.who, id, lore.answers[0].ask, Some(0), true).await.unwrap();
    assert_eq!(board(&house.studio, &house, id).await.lore.own, lore.answers[0].text);
    house.studio.undo(house.who, id).await.unwrap();
    assert_eq!(board(&house.studio, &house, id).await.lore.own, "My own world.");

    // Another film of the same idea: the same question, and so the same answer.
    let twin = idea(&house).await;
    press(&house, twin, "lore").await;
    assert_eq!(answered(&house, twin, "lore").await.answers.len(), 3);
    assert_eq!(charges(&models.charges).unwrap().len(), 1);
    house.studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_flawed_answer_costs_three_questions_at_most_and_the_studios_own_stays() {
    let models = Language::start(Options::default()).await.unwrap();
    let house = house("gemini", &models).await;
    let id = idea(&house).await;
    models.flawed(&[Flaw::Words, Flaw::Empty, Flaw::Words]);
    press(&house, id, "lore").await;
    let lore = answered(&house, id, "lore").await;
    assert!(lore.answers.is_empty() && lore.says[0].contains("no JSON"), "{:?}", lore.says);
    assert_eq!(charges(&models.charges).unwrap().len(), 3);
    assert_eq!(board(&house.studio, &house, id).await.lore.state, "studio");
    books_agree(&house, id, &models).await;

    let new = NewProject { title: "The Pier".into(), script: SCRIPT.into(), ..NewProject::default() };
    let script = house.studio.create_project(house.who, new).await.unwrap();
    models.flawed(&[Flaw::Missing, Flaw::Fenced]);
    press(&house, script, "components").await;
    let cast = answered(&house, script, "components").await;
    assert_eq!(cast.done, 1, "{:?}", cast.says);
    house.studio.take_words(house.who, script, cast.answers[0].ask, None, false).await.unwrap();
    let taken = step(&house, script, "components").await;
    assert!(taken.answers.iter().all(|own| own.in_use), "{:?}", taken.answers);
    house.studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_is_being_written_when_the_studio_stops_is_fetched_by_the_next() {
    let models = Language::start(Options { takes: Duration::from_secs(3), ..Options::default() }).await.unwrap();
    let mut house = house("openai", &models).await;
    let id = idea(&house).await;
    press(&house, id, "lore").await;
    let asked = async {
        while charges(&models.charges).unwrap().is_empty() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), asked).await.expect("it is asked");
    house.studio.shutdown().await;
    let credentials = account("openai", &models.base_url);
    house.studio = studio_of(house.database.store().clone(), &house.database, "second", credentials).await;
    assert_eq!(answered(&house, id, "lore").await.answers.len(), 3);
    assert_eq!(charges(&models.charges).unwrap().len(), 1, "paid once");
    books_agree(&house, id, &models).await;
    house.studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_key_nothing_is_offered_and_nothing_can_be_asked() {
    let house = super::house().await;
    let id = idea(&house).await;
    let shown = board(&house.studio, &house, id).await;
    assert!(shown.words.steps.is_empty() && shown.words.models.is_empty());
    assert_eq!(shown.lore.options.len(), 3);
    assert!(matches!(house.studio.ask_words(house.who, id, "lore", Some(0), false).await, Err(Error::Refused(_))));
    house.studio.shutdown().await;
}
