//! The words in which a database says that a lock was not given in time.
//!
//! Postgres names its errors by a number (SQLSTATE), and Diesel hands on only their words, in the language that the database speaks. So
//! each database is asked for its words once: a lock is made to time out, and its words are taken by the number.

use super::connect_in_english;
use diesel_async::{AsyncPgConnection, RunQueryDsl as _, SimpleAsyncConnection as _};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Of a lock that only this looks for. It is held shared, so that any number of processes may ask at once.
const LOCK: i64 = 0x57_4f52_4453;
/// Waits for the lock in vain, and keeps the words of SQLSTATE 55P03, `lock_not_available`.
const WAIT: &str = "DO $$ BEGIN
        SET LOCAL lock_timeout = '1ms';
        PERFORM pg_advisory_xact_lock($LOCK);
    EXCEPTION WHEN SQLSTATE '55P03' THEN
        PERFORM set_config('studio.words', SQLERRM, false);
    END $$";
/// What cannot be made to happen for the sake of its words, in English: 40P01, 57P01 and 57P02, 57P03. Other languages are not known.
const OTHERS: [&str; 3] = ["deadlock detected", "terminating connection", "the database system is"];

/// Each database that was asked, by its address, with its words.
static ASKED: Mutex<Vec<(String, String)>> = Mutex::new(Vec::new());

fn asked() -> MutexGuard<'static, Vec<(String, String)>> {
    ASKED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Whether an error with this text goes by itself: a lock that was not given in time, or a database that is about to stop.
pub(crate) fn passes(text: &str) -> bool {
    asked().iter().any(|(_, words)| words == text) || OTHERS.iter().any(|words| text.contains(words))
}

/// Asks the database at `url` for its words, where that was not done. Where it cannot be done, the next connection tries again.
pub(super) async fn learn(url: &str) {
    if asked().iter().any(|(database, _)| database == url) {
        return;
    }
    match ask(url).await {
        Ok(words) => asked().push((url.to_owned(), words)),
        Err(error) => tracing::debug!(%error, "the database did not say how it tells that a lock is not given in time"),
    }
}

#[derive(diesel::QueryableByName)]
struct Words {
    #[diesel(sql_type = diesel::sql_types::Text)]
    words: String,
}

async fn ask(url: &str) -> Result<String, Box<dyn std::error::Error + Send + Sync>> {
    let (mut holder, mut waiter): (AsyncPgConnection, _) =
        (connect_in_english(url).await?, connect_in_english(url).await?);
    holder.batch_execute(&format!("SELECT pg_advisory_lock_shared({LOCK})")).await?;
    waiter.batch_execute(&WAIT.replace("$LOCK", &LOCK.to_string())).await?;
    let told = diesel::sql_query("SELECT current_setting('studio.words') AS words").get_result(&mut waiter).await;
    let Words { words } = told?;
    Ok(words)
}
