use diesel_async::{RunQueryDsl as _, SimpleAsyncConnection as _};
use model::ShotId;
use store::{
    Files, Store, StoreError,
    shots::{self, Chain},
};
use testkit::TestDatabase;
use uuid::Uuid;

#[derive(diesel::QueryableByName)]
struct Count {
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    count: i64,
}

async fn count(store: &Store, table: &str) -> i64 {
    let mut conn = store.conn().await.unwrap();
    let query = format!("SELECT count(*) AS count FROM {table}");
    diesel::sql_query(query).get_result::<Count>(&mut conn).await.unwrap().count
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn several_studios_may_bring_one_database_up_to_date_at_once() {
    let database = TestDatabase::empty().await;
    let studios = (0..4).map(|n| {
        let (url, folder) = (database.url().to_owned(), database.folder().join(n.to_string()));
        tokio::spawn(async move {
            let store = Store::connect(&url, Files::local(&folder).unwrap()).await.unwrap();
            store.migrate().await
        })
    });
    for outcome in futures::future::join_all(studios).await {
        outcome.unwrap().unwrap();
    }
    assert_eq!(count(database.store(), "users").await, 0);
    let steps = count(database.store(), "__diesel_schema_migrations").await;
    database.store().migrate().await.unwrap();
    assert_eq!(count(database.store(), "__diesel_schema_migrations").await, steps);
}

#[tokio::test]
async fn migrating_works_on_a_runtime_with_one_thread() {
    let database = TestDatabase::empty().await;
    database.store().migrate().await.unwrap();
    assert_eq!(count(database.store(), "projects").await, 0);
}

#[tokio::test]
async fn a_schema_from_the_future_is_refused_with_a_sentence() {
    let database = TestDatabase::new().await;
    let store = database.store();
    let future = "INSERT INTO __diesel_schema_migrations (version) VALUES ('29990101000001');
        UPDATE installation SET value = '29990101000001' WHERE name = 'oldest_schema'";
    store.conn().await.unwrap().batch_execute(future).await.unwrap();
    let refused = store.migrate().await.unwrap_err();
    assert!(matches!(refused, StoreError::NewerSchema(_)));
    let said = refused.to_string();
    assert!(said.contains("29990101000001") && said.contains("newer"), "{said}");
}

#[tokio::test]
async fn a_program_goes_on_beside_a_newer_one_that_says_that_it_may() {
    let database = TestDatabase::new().await;
    let store = database.store();
    assert_eq!(store.pending_migrations().await.unwrap(), Vec::<String>::new());
    let future = "INSERT INTO __diesel_schema_migrations (version) VALUES ('29990101000001')";
    store.conn().await.unwrap().batch_execute(future).await.unwrap();
    store.migrate().await.unwrap();
    assert_eq!(store.pending_migrations().await.unwrap(), Vec::<String>::new());
    // What was taken away since is needed by this program.
    let gone = "UPDATE installation SET value = '29990101000001' WHERE name = 'oldest_schema'";
    store.conn().await.unwrap().batch_execute(gone).await.unwrap();
    assert!(matches!(store.migrate().await, Err(StoreError::NewerSchema(_))));
}

#[tokio::test]
async fn what_is_pending_is_told_without_being_run() {
    let database = TestDatabase::empty().await;
    let pending = database.store().pending_migrations().await.unwrap();
    assert!(pending.len() > 20, "{pending:?}");
    assert_eq!(database.store().pending_migrations().await.unwrap(), pending);
    database.store().migrate().await.unwrap();
    assert!(database.store().pending_migrations().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_database_that_is_not_there_is_an_error_with_its_cause() {
    let folder = testkit::folder();
    let url = format!("postgres://studio@{}/postgres", folder.path().display().to_string().replace('/', "%2F"));
    let store = Store::connect(&url, Files::local(folder.path()).unwrap()).await.unwrap();
    assert!(matches!(store.migrate().await, Err(StoreError::Pool(_))));
}

#[tokio::test]
async fn shots_that_had_the_studios_own_voice_are_beyond_every_chain_and_back() {
    let database = TestDatabase::new().await;
    let mut conn = database.store().conn().await.unwrap();
    let owner = database.store().local_person().await.unwrap();
    let (project, shot) = (Uuid::now_v7(), ShotId(Uuid::now_v7()));
    let rows = format!(
        "INSERT INTO projects (id, owner_id, title, script, settings, head) VALUES ('{project}', '{owner}', '', '', '{{}}', '{{}}');
         INSERT INTO shots (id, project_id, rank, spec, own_speech, seconds) VALUES ('{shot}', '{project}', 1, '{{}}', true, 1);"
    );
    conn.batch_execute(include_str!("../../../../../migrations/2026-11-22-000003_chains/down.sql")).await.unwrap();
    conn.batch_execute(&rows).await.unwrap();
    conn.batch_execute(include_str!("../../../../../migrations/2026-11-22-000003_chains/up.sql")).await.unwrap();
    let row = shots::get(&mut conn, shot).await.unwrap();
    assert_eq!((row.speech_turn, row.sound_turn), (shots::OWN, 0));
    assert!(row.has_stand_in() && !row.anew().has_stand_in(), "a retry begins at the wanted maker");
    shots::set_turn(&mut conn, shot, Chain::Sound, 1).await.unwrap();
    conn.batch_execute(include_str!("../../../../../migrations/2026-11-22-000003_chains/down.sql")).await.unwrap();
    let own = diesel::sql_query("SELECT count(*) AS count FROM shots WHERE own_speech AND NOT own_sound");
    assert_eq!(own.get_result::<Count>(&mut conn).await.unwrap().count, 1);
}
