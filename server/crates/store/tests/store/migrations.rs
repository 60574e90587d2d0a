use diesel_async::{RunQueryDsl as _, SimpleAsyncConnection as _};
use store::{Files, Store, StoreError};
use testkit::TestDatabase;

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
    let future = "INSERT INTO __diesel_schema_migrations (version) VALUES ('29990101000001')";
    store.conn().await.unwrap().batch_execute(future).await.unwrap();
    let refused = store.migrate().await.unwrap_err();
    assert!(matches!(refused, StoreError::NewerSchema(_)));
    let said = refused.to_string();
    assert!(said.contains("29990101000001") && said.contains("newer"), "{said}");
}

#[tokio::test]
async fn a_database_that_is_not_there_is_an_error_with_its_cause() {
    let folder = testkit::folder();
    let url = format!("postgres://studio@{}/postgres", folder.path().display().to_string().replace('/', "%2F"));
    let store = Store::connect(&url, Files::local(folder.path()).unwrap()).await.unwrap();
    assert!(matches!(store.migrate().await, Err(StoreError::Pool(_))));
}
