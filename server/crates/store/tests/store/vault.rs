//! Keys at rest.

use diesel_async::{AsyncPgConnection, RunQueryDsl as _};
use model::UserId;
use std::path::Path;
use store::{
    Store,
    vault::{self, Place, Resealed, SealingKeys},
};
use testkit::TestDatabase;

const CANARY: &str = "sk-canary-0123456789";

fn keys(setting: &str) -> SealingKeys {
    SealingKeys::from_setting(Some(setting), Path::new("/nowhere")).unwrap()
}

fn old() -> String {
    "ab".repeat(32)
}

fn new() -> String {
    "cd".repeat(32)
}

async fn person(store: &Store, name: &str) -> UserId {
    store.register(&format!("{name}@example.com"), name, "a long enough password").await.unwrap().id
}

fn place(user: Option<UserId>) -> Place<'static> {
    Place { user, provider: "kling", field: "api_key" }
}

async fn opened(conn: &mut AsyncPgConnection, keys: &SealingKeys, who: UserId) -> Vec<Option<String>> {
    vault::of_person(conn, who).await.unwrap().iter().map(|row| row.open(keys)).collect()
}

#[derive(diesel::QueryableByName)]
struct Whole {
    #[diesel(sql_type = diesel::sql_types::Text)]
    row: String,
}

#[tokio::test]
async fn a_person_has_their_own_keys_and_the_installations_and_nobody_elses() {
    let database = TestDatabase::new().await;
    let (ada, ben) = (person(database.store(), "ada").await, person(database.store(), "ben").await);
    let keys = keys(&old());
    let mut conn = database.store().conn().await.unwrap();
    vault::keep(&mut conn, &keys, place(Some(ada)), "the first key of ada", "ada1").await.unwrap();
    vault::keep(&mut conn, &keys, place(Some(ada)), "the second key of ada", "ada2").await.unwrap();
    vault::keep(&mut conn, &keys, place(None), "the key of all", "all1").await.unwrap();
    let rows = vault::of_person(&mut conn, ada).await.unwrap();
    let mut hints: Vec<&str> = rows.iter().map(|row| row.last_four.as_str()).collect();
    hints.sort_unstable();
    assert_eq!(hints, ["ada2", "all1"], "a key takes the place of the one before");
    assert_eq!(opened(&mut conn, &keys, ben).await, [Some("the key of all".to_owned())]);
    assert_eq!(vault::forget(&mut conn, Some(ben), "kling").await.unwrap(), 0);
    assert_eq!(vault::forget(&mut conn, None, "kling").await.unwrap(), 1);
    assert_eq!(opened(&mut conn, &keys, ada).await, [Some("the second key of ada".to_owned())]);
}

#[tokio::test]
async fn the_table_holds_no_plain_text_and_a_row_that_is_moved_does_not_open() {
    let database = TestDatabase::new().await;
    let (ada, ben) = (person(database.store(), "ada").await, person(database.store(), "ben").await);
    let keys = keys(&old());
    let mut conn = database.store().conn().await.unwrap();
    vault::keep(&mut conn, &keys, place(Some(ada)), CANARY, "6789").await.unwrap();
    let whole = "SELECT p::text || encode(sealed, 'escape') || encode(nonce, 'escape') AS row FROM provider_keys p";
    let whole: Whole = diesel::sql_query(whole).get_result(&mut conn).await.unwrap();
    assert!(!whole.row.contains("canary") && whole.row.contains("6789"), "{}", whole.row);
    diesel::sql_query(format!("UPDATE provider_keys SET user_id = '{ben}'")).execute(&mut conn).await.unwrap();
    assert_eq!(opened(&mut conn, &keys, ben).await, [None]);
    diesel::sql_query(format!("UPDATE provider_keys SET user_id = '{ada}', provider = 'runway'"))
        .execute(&mut conn)
        .await
        .unwrap();
    assert_eq!(opened(&mut conn, &keys, ada).await, [None]);
    diesel::sql_query("UPDATE provider_keys SET provider = 'kling'").execute(&mut conn).await.unwrap();
    assert_eq!(opened(&mut conn, &keys, ada).await, [Some(CANARY.to_owned())]);
}

#[tokio::test]
async fn a_new_sealing_key_takes_over_and_the_old_one_can_go() {
    let database = TestDatabase::new().await;
    let ada = person(database.store(), "ada").await;
    let mut conn = database.store().conn().await.unwrap();
    vault::keep(&mut conn, &keys(&old()), place(Some(ada)), CANARY, "6789").await.unwrap();
    vault::keep(&mut conn, &keys(&"ef".repeat(32)), place(None), "of a sealing key that is lost", "lost")
        .await
        .unwrap();

    let both = keys(&format!("{},{}", new(), old()));
    assert_eq!(vault::reseal(&mut conn, &both).await.unwrap(), Resealed { anew: 1, locked: 1 });
    assert_eq!(vault::reseal(&mut conn, &both).await.unwrap(), Resealed { anew: 0, locked: 1 });

    let mut found = opened(&mut conn, &keys(&new()), ada).await;
    found.sort();
    assert_eq!(found, [None, Some(CANARY.to_owned())], "the old sealing key is not needed any more");
    assert_eq!(opened(&mut conn, &keys(&old()), ada).await, [None, None]);
}
