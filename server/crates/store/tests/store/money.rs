//! Attempts and the ledger: what holds however many processes ask at once.

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
    async fn reserve(&self, name: &str, cents: i64, cap: Option<i64>, slots: u32) -> Result<AttemptRow, NotReserved> {
        let new = NewAttempt {
            owner: self.who,
            project: self.project,
            shot: None,
            fingerprint: name,
            step: serde_json::json!({}),
            provider: "kling",
            model: "kling-2.6",
            name,
            estimate_cents: cents,
            cap_cents: cap,
            slots,
        };
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
