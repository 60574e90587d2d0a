//! Attempts and the ledger: what holds however many processes ask at once.

use chrono::TimeDelta;
use diesel_async::{AsyncConnection as _, AsyncPgConnection, RunQueryDsl as _};
use model::{ProjectId, UserId};
use store::{
    StoreError,
    attempts::{self, AttemptRow, End, NewAttempt, NotReserved},
    ledger::{self, Account, CreditRule, For, NotGranted},
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
            own_key: false,
            rule: CreditRule::Granted,
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

    async fn grant(&self, who: UserId, cents: i64) -> Result<(), NotGranted> {
        ledger::grant(&mut self.database.store().conn().await.unwrap(), who, cents, "welcome").await.unwrap()
    }

    async fn person(&self, who: UserId) -> ledger::Balance {
        ledger::of_user(&mut self.database.store().conn().await.unwrap(), who).await.unwrap()
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
async fn the_command_line_has_no_limit_until_credit_is_one_and_what_went_before_is_written_off() {
    let house = house().await;
    assert!(house.reserve("ds1-a-b-1", 10_000, None, 0).await.is_ok(), "without a grant there is no limit");
    house.grant(house.who, 50).await.unwrap();
    assert_eq!(house.reserve("ds1-a-b-2", 60, None, 0).await.unwrap_err(), NotReserved::Credit { available: 50 });
    assert!(house.reserve("ds1-a-b-3", 50, None, 0).await.is_ok());
    let own = house.person(house.who).await;
    assert_eq!((own.granted, own.available, own.reserved), (Some(10_050), 0, 10_050));
}

#[tokio::test]
async fn with_another_s_key_only_an_administrator_buys_without_a_grant() {
    let house = house().await;
    let store = house.database.store();
    let ada = store.register("ada@example.com", "Ada", "a long enough password").await.unwrap();
    let ben = store.register("ben@example.com", "Ben", "a long enough password").await.unwrap();
    assert!(ada.admin && !ben.admin);
    let buy = async |owner, name, cents, rule| {
        house.ask(NewAttempt { owner, rule, shared: false, ..house.wanted(name, cents) }).await
    };
    let (granted, unlimited) = (CreditRule::Granted, CreditRule::Unlimited);
    buy(ada.id, "ds1-a-b-1", 500, granted).await.unwrap();
    assert_eq!(buy(ben.id, "ds1-a-b-2", 1, granted).await.unwrap_err(), NotReserved::Credit { available: 0 });
    assert!(buy(ben.id, "ds1-a-b-3", 0, granted).await.is_ok(), "what is free needs no credit");
    assert!(buy(ben.id, "ds1-a-b-4", 500, unlimited).await.is_ok());
    assert_eq!(buy(ben.id, "ds1-a-b-5", 1, granted).await.unwrap_err(), NotReserved::Credit { available: 0 });
    house.grant(ben.id, 30).await.unwrap();
    house.grant(ada.id, 30).await.unwrap();
    for (who, name) in [(ada.id, "ds1-a-b-6"), (ben.id, "ds1-a-b-7")] {
        let refused = NotReserved::Credit { available: 30 };
        assert_eq!(buy(who, name, 31, unlimited).await.unwrap_err(), refused, "a grant is a limit for everybody");
    }
    assert!(buy(ben.id, "ds1-a-b-8", 30, granted).await.is_ok());
}

#[tokio::test]
async fn what_a_key_of_ones_own_pays_needs_no_credit_and_takes_none_and_counts_for_the_budget() {
    let house = house().await;
    let store = house.database.store();
    store.register("ada@example.com", "Ada", "a long enough password").await.unwrap();
    let ben = store.register("ben@example.com", "Ben", "a long enough password").await.unwrap().id;
    let buy = async |name, own_key, cents| {
        let new = NewAttempt { owner: ben, own_key, cap_cents: Some(200), ..house.wanted(name, cents) };
        house.ask(new).await
    };
    let row = buy("ds1-a-b-1", true, 80).await.unwrap();
    house.end(&row, None, Some(95)).await.unwrap();
    house.grant(ben, 40).await.unwrap();
    let credited = buy("ds1-a-b-2", false, 30).await.unwrap();
    let failed = buy("ds1-a-b-3", true, 20).await.unwrap();
    house.end(&failed, Some(("broken", "It broke.")), None).await;
    let money = house.person(ben).await;
    let (granted, available) = (money.granted.unwrap(), money.available);
    assert_eq!((granted, available, money.reserved, money.spent, money.own), (40, 10, 30, 95, 95));
    house.end(&credited, None, Some(25)).await;
    let money = house.person(ben).await;
    assert_eq!((money.granted, money.available, money.reserved, money.spent, money.own), (Some(40), 15, 0, 120, 95));
    assert_eq!(granted, money.available + money.reserved + money.spent - money.own);
    let refused = buy("ds1-a-b-4", true, 81).await.unwrap_err();
    assert_eq!(refused, NotReserved::Budget { committed: 120, cap: 200 });
}

#[tokio::test]
async fn what_was_reserved_for_a_key_that_is_gone_is_not_sent_with_anothers_without_credit() {
    let house = house().await;
    let store = house.database.store();
    store.register("ada@example.com", "Ada", "a long enough password").await.unwrap();
    let ben = store.register("ben@example.com", "Ben", "a long enough password").await.unwrap().id;
    let own = |name| NewAttempt { owner: ben, own_key: true, ..house.wanted(name, 30) };
    let pay = async |row: &AttemptRow, own_key| {
        let (row, mut conn) = (row.clone(), store.conn().await.unwrap());
        let pay =
            async |conn: &mut AsyncPgConnection| attempts::pay_with(conn, row, own_key, CreditRule::Granted).await;
        (*conn).transaction(pay).await.unwrap()
    };
    let row = house.ask(own("ds1-a-b-1")).await.unwrap();
    let mut conn = store.conn().await.unwrap();
    assert!(
        !attempts::set_account(&mut conn, row.id, "the house's", false).await.unwrap(),
        "it is not paid by the house"
    );
    assert_eq!(pay(&row, false).await.unwrap_err(), NotReserved::Credit { available: 0 });
    assert!(attempts::get(&mut conn, row.id).await.unwrap().ended_at.is_some());
    house.grant(ben, 50).await.unwrap();
    let row = house.ask(own("ds1-a-b-2")).await.unwrap();
    let row = pay(&row, false).await.unwrap();
    assert!(attempts::set_account(&mut conn, row.id, "the house's", false).await.unwrap());
    let money = house.person(ben).await;
    assert_eq!((money.available, money.reserved, money.own), (20, 30, 0));
    let row = pay(&row, true).await.unwrap();
    let money = house.person(ben).await;
    assert_eq!((money.available, money.reserved, money.own), (50, 30, 30));
    assert!(attempts::begin(&mut conn, row.id).await.unwrap());
    assert!(pay(&row, false).await.unwrap().own_key, "what was sent stays where it was sent");
}

#[tokio::test]
async fn no_amount_and_no_person_breaks_the_ledger() {
    let house = house().await;
    for odd in [0, i64::MAX, i64::MIN, ledger::MOST + 1, -ledger::MOST - 1] {
        assert_eq!(house.grant(house.who, odd).await, Err(NotGranted::Amount), "{odd}");
    }
    let mut conn = house.database.store().conn().await.unwrap();
    let nobody = ledger::grant(&mut conn, UserId::new(), 5, "welcome").await;
    assert!(matches!(nobody, Err(StoreError::NotFound)), "{nobody:?}");
    assert_eq!(house.grant(house.who, -1).await, Err(NotGranted::Left(0)), "nothing was granted");
    house.grant(house.who, ledger::MOST).await.unwrap();
    house.grant(house.who, -ledger::MOST).await.unwrap();
    assert_eq!(house.grant(house.who, -1).await, Err(NotGranted::Left(0)));
    // What an earlier studio let in keeps nobody out, and can be taken back as far as it can be counted.
    let whom = For { user: house.who, project: None, attempt: None, reason: "an earlier studio" };
    for _ in 0..3 {
        ledger::post(&mut conn, whom, &[(Account::Granted, -i64::MAX), (Account::Available, i64::MAX)]).await.unwrap();
    }
    let odd = house.person(house.who).await;
    assert_eq!(odd.granted, Some(odd.available));
    assert!(odd.available > ledger::MOST);
    assert!(house.reserve("ds1-a-b-1", 60, None, 0).await.is_ok());
    house.grant(house.who, -ledger::MOST).await.unwrap();
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
    let theirs = NewAttempt {
        owner: stranger,
        own_key: true,
        project: ProjectId::new(),
        name: "ds1-e-f-1",
        ..house.wanted("fog", 1)
    };
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
    ledger::grant(&mut conn, house.who, 5, "welcome").await.unwrap().unwrap();
    for change in ["UPDATE ledger SET cents = cents * 2", "DELETE FROM ledger"] {
        assert!(diesel::sql_query(change).execute(&mut conn).await.is_err(), "{change}");
    }
}
