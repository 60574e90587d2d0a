//! A request to an outside service with its answer, as it is kept and shown.

use chrono::{DateTime, SecondsFormat, Utc};
use model::view::CallView;
use providers::Exchange;
use std::time::Duration;
use store::calls::CallRow;
use uuid::Uuid;

/// Milliseconds, as a column holds them.
pub(crate) fn took_ms(took: Duration) -> i32 {
    i32::try_from(took.as_millis()).unwrap_or(i32::MAX)
}

/// An answer's text without NUL, which Postgres does not keep.
pub(crate) fn kept_text(text: &str) -> String {
    text.replace('\0', "\u{fffd}")
}

pub(crate) fn call_row(attempt: Uuid, exchange: Exchange) -> CallRow {
    CallRow {
        id: Uuid::now_v7(),
        attempt_id: attempt,
        at: exchange.at.into(),
        took_ms: took_ms(exchange.took),
        method: exchange.method.to_owned(),
        url: exchange.url,
        request: exchange.request,
        status: exchange.status.map(i32::from),
        response: kept_text(&exchange.response),
    }
}

pub(crate) fn call_view(row: CallRow) -> CallView {
    CallView {
        at: crate::exchange::when(row.at),
        took_ms: row.took_ms.unsigned_abs(),
        method: row.method,
        url: row.url,
        request: row.request,
        status: row.status.map(i32::unsigned_abs),
        response: row.response,
    }
}

pub(crate) fn when(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Millis, true)
}
