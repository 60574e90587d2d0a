//! The log of requests that belong to no film.

use chrono::{TimeDelta, Utc};
use serde_json::Value;
use store::key_tests::{KeyTestRow, insert_own, newest};
use testkit::TestDatabase;
use uuid::Uuid;

fn row(provider: &str, seconds_ago: i64) -> KeyTestRow {
    KeyTestRow {
        id: Uuid::now_v7(),
        user_id: None,
        provider: provider.to_owned(),
        at: Utc::now() - TimeDelta::seconds(seconds_ago),
        took_ms: 1,
        method: "GET".to_owned(),
        url: "http://127.0.0.1:9/".to_owned(),
        request: Value::Null,
        status: None,
        response: String::new(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn requests_that_are_written_down_at_once_are_all_kept() {
    let database = TestDatabase::new().await;
    for round in 0..10 {
        let writes = (0..4).map(|number| {
            let store = database.store().clone();
            tokio::spawn(async move {
                let mut conn = store.conn().await.unwrap();
                insert_own(&mut conn, vec![row(&format!("server {number}"), 0)]).await.unwrap();
            })
        });
        for write in writes.collect::<Vec<_>>() {
            write.await.unwrap();
        }
        let kept = newest(&mut database.store().conn().await.unwrap(), None).await.unwrap();
        assert_eq!(kept.len(), 4 * (round + 1));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_the_studios_own_requests_the_newest_fifty_are_kept() {
    let database = TestDatabase::new().await;
    let mut conn = database.store().conn().await.unwrap();
    for number in 0..60 {
        insert_own(&mut conn, vec![row(&number.to_string(), 100 - number)]).await.unwrap();
    }
    let kept = newest(&mut conn, None).await.unwrap();
    let names: Vec<String> = kept.into_iter().map(|row| row.provider).collect();
    assert_eq!(names, (10..60).rev().map(|number| number.to_string()).collect::<Vec<_>>());
}
