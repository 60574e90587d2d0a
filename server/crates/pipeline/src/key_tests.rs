//! The log of requests that test keys: they belong to no film.

use crate::{
    Error, Studio,
    exchange::when,
    exchange::{kept_text, took_ms},
};
use model::{
    UserId,
    view::{CallView, KeyTestView, Person},
};
use providers::{CallLog, Exchange};
use std::sync::{Mutex, PoisonError};
use store::key_tests::{self, KeyTestRow};
use uuid::Uuid;

/// Gathers what went out and came back.
#[derive(Default)]
pub(crate) struct Gathered(Mutex<Vec<Exchange>>);

impl CallLog for Gathered {
    fn exchange(&self, exchange: Exchange) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(exchange);
    }
}

impl Studio {
    /// Writes down what testing a key sent and was answered.
    pub(crate) async fn note_key_test(&self, who: UserId, provider: &str, gathered: Gathered) -> Result<(), Error> {
        let exchanges = gathered.0.into_inner().unwrap_or_else(PoisonError::into_inner);
        if exchanges.is_empty() {
            return Ok(());
        }
        let rows = exchanges.into_iter().map(|exchange| KeyTestRow {
            id: Uuid::now_v7(),
            user_id: who.0,
            provider: provider.to_owned(),
            at: exchange.at.into(),
            took_ms: took_ms(exchange.took),
            method: exchange.method.to_owned(),
            url: exchange.url,
            request: exchange.request,
            status: exchange.status.map(i32::from),
            response: kept_text(&exchange.response),
        });
        Ok(key_tests::insert(&mut *self.store().conn().await?, who, rows.collect()).await?)
    }

    /// The requests that this person's tests of keys sent, for an administrator everybody's: the newest first, at most 200.
    pub async fn key_tests(&self, who: &Person) -> Result<Vec<KeyTestView>, Error> {
        let of = (!who.admin).then_some(who.id);
        let rows = key_tests::newest(&mut *self.store().conn().await?, of).await?;
        let view = |row: KeyTestRow| KeyTestView {
            who: UserId(row.user_id),
            provider: row.provider,
            call: CallView {
                at: when(row.at),
                took_ms: row.took_ms.unsigned_abs(),
                method: row.method,
                url: row.url,
                request: row.request,
                status: row.status.map(i32::unsigned_abs),
                response: row.response,
            },
        };
        Ok(rows.into_iter().map(view).collect())
    }
}
