//! A database that cannot be asked is no reason to take anybody for a stranger.

use crate::served::Served;
use diesel_async::SimpleAsyncConnection as _;
use testkit::TestDatabase;

#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_cannot_be_asked_who_asks_answers_503_and_sends_nobody_to_the_login_page() {
    let database = TestDatabase::new().await;
    let folder = testkit::folder();
    let url = ("DATABASE_URL", database.url().to_owned());
    let mut studio = Served::start_at(folder.path(), "http://127.0.0.1:9", "127.0.0.1:0", &[url]);
    studio.register().await;
    let (status, _) = studio.ask("GET", "/api/v1/me", "", String::new()).await;
    assert_eq!(status, 200);
    let mut conn = database.store().conn().await.unwrap();
    for table in ["sessions", "users"] {
        conn.batch_execute(&format!("ALTER TABLE {table} RENAME TO gone")).await.unwrap();
        for (path, accept, told) in
            [("/api/v1/me", "application/json", "application/problem+json"), ("/", "text/html", "text/html")]
        {
            let request = studio.client.get(format!("{}{path}", studio.address));
            let answer = request.header("cookie", &studio.cookie).header("accept", accept).send().await.unwrap();
            assert_eq!(answer.status(), 503, "{path} without {table}");
            assert!(answer.headers().contains_key("retry-after"), "{path}");
            let kind = answer.headers()["content-type"].to_str().unwrap().to_owned();
            assert!(kind.starts_with(told), "{path} is {kind}");
            assert!(answer.text().await.unwrap().contains("Nothing is lost"), "{path}");
        }
        conn.batch_execute(&format!("ALTER TABLE gone RENAME TO {table}")).await.unwrap();
        let (status, _) = studio.ask("GET", "/api/v1/me", "", String::new()).await;
        assert_eq!(status, 200, "and afterwards all is as it was");
    }
}
