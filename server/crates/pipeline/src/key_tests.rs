//! The log of requests that belong to no film: tests of keys, and whether servers of one's own answer.

use crate::{
    Error, Studio,
    exchange::{kept_text, took_ms},
    receipts::when,
};
use model::{
    UserId,
    view::{CallView, KeyTestView, Person},
};
use providers::{CallLog, Exchange};
use std::{
    sync::{Mutex, PoisonError},
    time::{Duration, SystemTime},
};
use store::key_tests::{self, KeyTestRow};
use uuid::Uuid;

/// Gathers what went out and came back.
#[derive(Default)]
pub(crate) struct Gathered(Mutex<Vec<Exchange>>);

impl Gathered {
    /// Writes down that a server gave no answer for so long that nobody waited on. Gives `false`: it does not answer.
    pub(crate) fn silent(&self, address: &str, waited: Duration) -> bool {
        self.exchange(Exchange {
            at: SystemTime::now(),
            took: waited,
            method: "GET",
            url: address.to_owned(),
            request: serde_json::Value::Null,
            status: None,
            response: format!("No answer within {} seconds.", waited.as_secs()),
        });
        false
    }
}

impl CallLog for Gathered {
    fn exchange(&self, exchange: Exchange) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(exchange);
    }
}

impl Studio {
    /// Writes down what testing a key sent and was answered; without a person, what the studio asked by itself.
    pub(crate) async fn note_key_test(
        &self,
        who: Option<UserId>,
        provider: &str,
        gathered: Gathered,
    ) -> Result<(), Error> {
        let exchanges = gathered.0.into_inner().unwrap_or_else(PoisonError::into_inner);
        if exchanges.is_empty() {
            return Ok(());
        }
        let rows = exchanges.into_iter().map(|exchange| KeyTestRow {
            id: Uuid::now_v7(),
            user_id: who.map(|who| who.0),
            provider: provider.to_owned(),
            at: exchange.at.into(),
            took_ms: took_ms(exchange.took),
            method: exchange.method.to_owned(),
            url: exchange.url,
            request: exchange.request,
            status: exchange.status.map(i32::from),
            response: kept_text(&exchange.response),
        });
        let (rows, mut conn) = (rows.collect(), self.store().conn().await?);
        match who {
            Some(who) => Ok(key_tests::insert(&mut conn, who, rows).await?),
            None => Ok(key_tests::insert_own(&mut conn, rows).await?),
        }
    }

    /// The requests that this person's tests of keys sent, the newest first, at most 200. For an administrator everybody's, and those that
    /// the studio sends by itself.
    pub async fn key_tests(&self, who: &Person) -> Result<Vec<KeyTestView>, Error> {
        let of = (!who.admin).then_some(who.id);
        let rows = key_tests::newest(&mut *self.store().conn().await?, of).await?;
        let view = |row: KeyTestRow| KeyTestView {
            who: row.user_id.map(UserId),
            label: self.registry().catalogue().label(&row.provider).to_owned(),
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
