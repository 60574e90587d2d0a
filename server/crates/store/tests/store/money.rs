//! Attempts and the ledger: what holds however many processes ask at once.

use chrono::TimeDelta;
use diesel_async::{AsyncConnection as _, AsyncPgConnection, RunQueryDsl as _};
use model::{ProjectId, UserId};
use store::{
    StoreError,
    attempts::{self, AttemptRow, End, NewAttempt, NotReserved},
    ledger::{self, Account, For},
};
use testkit::TestDatabase;

struct House {
    database: TestDatabase,
    who: UserId,
    project: ProjectId,
}

async fn house() -> House {
    let database = TestDatabase::new().await;
    let who = database.store().local_person().await.unwrap();
    House { database, who, project: ProjectId::new() }
}

impl House {
    fn wanted<'a>(&self, name: &'a str, cents: i64) -> NewAttempt<'a> {
        NewAttempt {
            owner: self.who,
            project: self.project,
            shot: None,
            fingerprint: name,
            step: serde_json::json!({}),
            provider: "kling",
            model: "kling-2.6",
            name,
            estimate_cents: cents,
            cap_cents: None,
            account: "ours",
            place: "kling-2.6",
            slots: 0,
            doubt: TimeDelta::minutes(20),
            shared: true,
        }
    }

    async fn reserve(&self, name: &str, cents: i64, cap: Option<i64>, slots: u32) -> Result<AttemptRow, NotReserved> {
        self.ask(NewAttempt { cap_cents: cap, slots, ..self.wanted(name, cents) }).await
    }

    async fn ask(&self, new: NewAttempt<'_>) -> Result<AttemptRow, NotReserved> {
        let mut conn = self.database.store().conn().await.unwrap();
        (*conn).transaction(async |conn: &mut AsyncPgConnection| attempts::reserve(conn, new).await).await.unwrap()
    }

    async fn end(&self, row: &AttemptRow, failure: Option<(&str, &str)>, billed_cents: Option<i64>) -> Option<i64> {
        let mut conn = self.database.store().conn().await.unwrap();
        (*conn)
            .transaction(async |conn: &mut AsyncPgConnection| {
                attempts::end(conn, row.id, End { failure, billed_cents }).await
            })
            .await
            .unwrap()
    }

    async fn balance(&self) -> (i64, i64) {
        let mut conn = self.database.store().conn().await.unwrap();
        let project = ledger::of_project(&mut conn, self.project).await.unwrap();
        (project.reserved, project.spent)
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_budget_holds_under_any_number_of_askers() {
    let house = house().await;
    let names: Vec<String> = (0..12).map(|n| format!("ds1-a-b-{n}")).collect();
    let asked = names.iter().map(|name| house.reserve(name, 30, Some(100), 0));
    let outcomes = futures::future::join_all(asked).await;
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 3);
    let refused = NotReserved::Budget { committed: 90, cap: 100 };
    assert!(outcomes.iter().filter_map(|outcome| outcome.as_ref().err()).all(|why| *why == refused));
    assert_eq!(house.balance().await, (90, 0));
}

#[tokio::test]
async fn what_a_call_did_not_cost_goes_back_to_the_budget() {
    let house = house().await;
    let cheap = house.reserve("ds1-a-b-1", 60, Some(100), 0).await.unwrap();
    assert_eq!(house.end(&cheap, None, Some(20)).await, Some(20));
    assert_eq!(house.balance().await, (0, 20));
    let silent = house.reserve("ds1-a-b-2", 50, Some(100), 0).await.unwrap();
    assert_eq!(house.end(&silent, None, None).await, Some(50), "without a bill the estimate is taken");
    let failed = house.reserve("ds1-a-b-3", 30, Some(100), 0).await.unwrap();
    assert_eq!(house.end(&failed, Some(("broken", "It broke.")), None).await, Some(0));
    assert_eq!(house.end(&failed, None, Some(30)).await, None, "an attempt ends once");
    assert_eq!(house.balance().await, (0, 70));
}

#[tokio::test]
async fn credit_is_a_limit_from_the_first_grant_on() {
    let house = house().await;
    assert!(house.reserve("ds1-a-b-1", 10_000, None, 0).await.is_ok(), "without a grant there is no limit");
    let mut conn = house.database.store().conn().await.unwrap();
    ledger::grant(&mut conn, house.who, 10_050, "welcome").await.unwrap();
    drop(conn);
    assert_eq!(house.reserve("ds1-a-b-2", 60, None, 0).await.unwrap_err(), NotReserved::Credit { available: 50 });
    assert!(house.reserve("ds1-a-b-3", 50, None, 0).await.is_ok());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_call_is_begun_once_and_numbered_in_turn() {
    let house = house().await;
    let row = house.reserve("ds1-a-b-0", 10, None, 0).await.unwrap();
    assert_eq!(row.external_id, "ds1-a-b-0-1");
    let begin = || async {
        let mut conn = house.database.store().conn().await.unwrap();
        attempts::begin(&mut conn, row.id).await.unwrap()
    };
    let begun = futures::future::join_all((0..6).map(|_| begin())).await;
    assert_eq!(begun.iter().filter(|begun| **begun).count(), 1);
    let mut conn = house.database.store().conn().await.unwrap();
    assert!(
        !attempts::send_again(&mut conn, row.id, row.unknown_since).await.unwrap(),
        "what is being sent is not sent again"
    );
    assert!(attempts::unknown(&mut conn, row.id, "No answer.").await.unwrap());
    let since = attempts::get(&mut conn, row.id).await.unwrap().unknown_since;
    assert!(attempts::send_again(&mut conn, row.id, since).await.unwrap());
    assert!(attempts::created(&mut conn, row.id, "task-7").await.unwrap());
    assert!(!attempts::unknown(&mut conn, row.id, "No answer.").await.unwrap(), "states never move backwards");
    drop(conn);
    house.end(&row, Some(("try_again", "It failed.")), None).await;
    assert_eq!(house.reserve("ds1-a-b-0", 10, None, 0).await.unwrap().external_id, "ds1-a-b-0-2");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_more_tasks_are_sent_than_a_provider_has_slots() {
    let house = house().await;
    let names: Vec<String> = (0..8).map(|n| format!("ds1-a-b-{n}")).collect();
    let outcomes = futures::future::join_all(names.iter().map(|name| house.reserve(name, 1, None, 3))).await;
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 3);
    assert!(outcomes.iter().filter_map(|outcome| outcome.as_ref().err()).all(|why| *why == NotReserved::Slots));
}

#[tokio::test]
async fn slots_are_an_accounts_and_shared_by_all_that_is_one_model_at_the_provider() {
    let house = house().await;
    let asked = |name: &'static str, model, place, account| {
        house.ask(NewAttempt { model, place, account, slots: 1, ..house.wanted(name, 1) })
    };
    asked("ds1-a-b-1", "kling-3.0", "kling-3.0", "ours").await.unwrap();
    let loud = asked("ds1-a-b-2", "kling-3.0-sound", "kling-3.0", "ours").await;
    assert_eq!(loud.unwrap_err(), NotReserved::Slots, "it is the same model at the provider");
    assert!(asked("ds1-a-b-3", "kling-2.6", "kling-2.6", "ours").await.is_ok());
    assert!(asked("ds1-a-b-4", "kling-3.0", "kling-3.0", "theirs").await.is_ok(), "another account has its own slots");
}

#[tokio::test]
async fn what_nobody_can_tell_the_outcome_of_takes_a_slot_only_while_it_is_looked_for() {
    let house = house().await;
    let asked = |name: &'static str, doubt| house.ask(NewAttempt { doubt, slots: 1, ..house.wanted(name, 1) });
    let row = asked("ds1-a-b-1", TimeDelta::minutes(20)).await.unwrap();
    let mut conn = house.database.store().conn().await.unwrap();
    assert!(attempts::begin(&mut conn, row.id).await.unwrap());
    assert!(attempts::unknown(&mut conn, row.id, "No answer.").await.unwrap());
    assert_eq!(asked("ds1-a-b-2", TimeDelta::minutes(20)).await.unwrap_err(), NotReserved::Slots);
    assert!(asked("ds1-a-b-3", TimeDelta::zero()).await.is_ok(), "it may never be settled");
}

#[tokio::test]
async fn what_one_of_a_persons_films_is_buying_no_other_buys_too() {
    let house = house().await;
    let (other, stranger) = (ProjectId::new(), house.database.store());
    let stranger = stranger.register("ben@example.com", "Ben", "a long enough password").await.unwrap().id;
    let again = |doubt| house.ask(NewAttempt { project: other, doubt, name: "ds1-c-d-1", ..house.wanted("fog", 1) });
    let long = TimeDelta::minutes(20);
    let row = house.ask(NewAttempt { name: "ds1-a-b-1", ..house.wanted("fog", 1) }).await.unwrap();
    assert_eq!(again(long).await.unwrap_err(), NotReserved::BeingMadeElsewhere);
    let theirs = NewAttempt { owner: stranger, project: ProjectId::new(), name: "ds1-e-f-1", ..house.wanted("fog", 1) };
    assert!(house.ask(theirs).await.is_ok(), "what a stranger films is none of theirs");
    let mut conn = house.database.store().conn().await.unwrap();
    assert!(attempts::begin(&mut conn, row.id).await.unwrap());
    assert!(attempts::unknown(&mut conn, row.id, "No answer.").await.unwrap());
    assert_eq!(again(long).await.unwrap_err(), NotReserved::BeingMadeElsewhere, "it is looked for");
    assert_eq!(again(TimeDelta::zero()).await.unwrap_err(), NotReserved::DoubtfulElsewhere);
    house.end(&row, Some(("try_again", "It failed.")), None).await;
    assert!(again(long).await.is_ok(), "there is nothing to wait for any more");
}

#[tokio::test]
async fn what_is_billed_above_the_estimate_is_booked_and_stops_the_next_reservation() {
    let house = house().await;
    let row = house.reserve("ds1-a-b-1", 60, Some(100), 0).await.unwrap();
    assert_eq!(house.end(&row, None, Some(130)).await, Some(130));
    assert_eq!(house.balance().await, (0, 130));
    let refused = house.reserve("ds1-a-b-2", 1, Some(100), 0).await.unwrap_err();
    assert_eq!(refused, NotReserved::Budget { committed: 130, cap: 100 });
}

#[tokio::test]
async fn a_task_that_a_person_named_can_be_named_again_until_it_is_seen() {
    let house = house().await;
    let row = house.reserve("ds1-a-b-1", 60, None, 0).await.unwrap();
    let mut conn = house.database.store().conn().await.unwrap();
    assert!(attempts::begin(&mut conn, row.id).await.unwrap());
    assert!(!attempts::name(&mut conn, row.id, "7").await.unwrap(), "its answer is awaited");
    assert!(attempts::unknown(&mut conn, row.id, "No answer.").await.unwrap());
    assert!(attempts::name(&mut conn, row.id, "mistyped").await.unwrap());
    assert!(attempts::name(&mut conn, row.id, "8").await.unwrap());
    attempts::seen(&mut conn, row.id, "mistyped").await.unwrap();
    assert!(attempts::name(&mut conn, row.id, "8").await.unwrap(), "that was another task");
    attempts::seen(&mut conn, row.id, "8").await.unwrap();
    assert!(!attempts::name(&mut conn, row.id, "9").await.unwrap());
    assert_eq!(attempts::get(&mut conn, row.id).await.unwrap().provider_task.as_deref(), Some("8"));
}

#[tokio::test]
async fn the_ledger_takes_only_entries_that_balance_and_keeps_them() {
    let house = house().await;
    let mut conn = house.database.store().conn().await.unwrap();
    let whom = For { user: house.who, project: None, attempt: None, reason: "odd" };
    let odd = ledger::post(&mut conn, whom, &[(Account::Spent, 5), (Account::Available, -4)]).await;
    assert!(matches!(odd, Err(StoreError::Database(_))), "{odd:?}");
    ledger::grant(&mut conn, house.who, 5, "welcome").await.unwrap();
    for change in ["UPDATE ledger SET cents = cents * 2", "DELETE FROM ledger"] {
        assert!(diesel::sql_query(change).execute(&mut conn).await.is_err(), "{change}");
    }
}
