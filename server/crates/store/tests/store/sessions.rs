use store::Sessions;
use testkit::TestDatabase;
use time::{Duration, OffsetDateTime};
use tower_sessions_core::{
    SessionStore,
    session::{Id, Record},
};

fn record(lives: Duration) -> Record {
    let data = [("user".to_owned(), serde_json::json!({ "id": 7, "name": "Zoë" }))].into();
    // Postgres keeps microseconds.
    let now = OffsetDateTime::now_utc().replace_nanosecond(123_456_000).unwrap();
    Record { id: Id::default(), data, expiry_date: now + lives }
}

#[tokio::test]
async fn a_session_comes_back_as_it_was_saved_until_it_is_deleted() {
    let database = TestDatabase::new().await;
    let sessions = Sessions(database.store().clone());
    let mut made = record(Duration::hours(1));
    sessions.create(&mut made).await.unwrap();
    assert_eq!(SessionStore::load(&sessions, &made.id).await.unwrap(), Some(made.clone()));

    made.data.insert("theme".to_owned(), "dark".into());
    sessions.save(&made).await.unwrap();
    assert_eq!(SessionStore::load(&sessions, &made.id).await.unwrap(), Some(made.clone()));

    sessions.delete(&made.id).await.unwrap();
    assert_eq!(SessionStore::load(&sessions, &made.id).await.unwrap(), None);
    sessions.delete(&made.id).await.unwrap();
}

#[tokio::test]
async fn a_new_session_never_takes_over_one_with_the_same_id() {
    let database = TestDatabase::new().await;
    let sessions = Sessions(database.store().clone());
    let mut first = record(Duration::hours(1));
    sessions.create(&mut first).await.unwrap();
    let mut second = record(Duration::hours(1));
    second.id = first.id;
    second.data.clear();
    sessions.create(&mut second).await.unwrap();
    assert_ne!(second.id, first.id);
    assert_eq!(sessions.load(&first.id).await.unwrap(), Some(first));
    assert_eq!(sessions.load(&second.id).await.unwrap(), Some(second));
}

#[tokio::test]
async fn a_session_that_ran_out_is_not_found_and_can_be_swept_away() {
    let database = TestDatabase::new().await;
    let sessions = Sessions(database.store().clone());
    let (mut old, mut young) = (record(Duration::hours(-1)), record(Duration::hours(1)));
    sessions.create(&mut old).await.unwrap();
    sessions.create(&mut young).await.unwrap();
    assert_eq!(sessions.load(&old.id).await.unwrap(), None);
    assert_eq!(sessions.delete_expired().await.unwrap(), 1);
    assert_eq!(sessions.load(&young.id).await.unwrap(), Some(young));
}

#[tokio::test]
async fn a_used_session_lives_on_up_to_its_longest_and_its_id_is_nowhere_in_the_table() {
    use diesel_async::SimpleAsyncConnection as _;
    #[derive(diesel::QueryableByName)]
    struct Row {
        #[diesel(sql_type = diesel::sql_types::Text)]
        whole: String,
    }
    let database = TestDatabase::new().await;
    let sessions = Sessions(database.store().clone());
    let mut made = record(Duration::days(90));
    sessions.create(&mut made).await.unwrap();
    let mut conn = database.store().conn().await.unwrap();
    let query = diesel::sql_query("SELECT sessions::text AS whole FROM sessions");
    let row: Row = diesel_async::RunQueryDsl::get_result(query, &mut *conn).await.unwrap();
    assert!(!row.whole.contains(&made.id.to_string()), "{}", row.whole);
    let later = "UPDATE sessions SET seen_at = now() - interval '1 hour', expires_at = now() + interval '1 minute'";
    conn.batch_execute(later).await.unwrap();
    let used = SessionStore::load(&sessions, &made.id).await.unwrap().unwrap();
    assert!(used.expiry_date > OffsetDateTime::now_utc() + Duration::days(13), "it was used");
    conn.batch_execute("UPDATE sessions SET begun_at = now() - interval '91 days'").await.unwrap();
    assert_eq!(SessionStore::load(&sessions, &made.id).await.unwrap(), None, "it is too old, however much it is used");
}
