//! Cursors of lists: the moment and the id of the last row of a page. What they hold is nobody's business but ours.

use super::problems;
use crate::http::reply::Problem;
use axum::http::Uri;
use chrono::{DateTime, Utc};
use pipeline::FilmJobRow;
use url::form_urlencoded;
use uuid::Uuid;

/// What comes after this row.
pub fn of(row: &FilmJobRow) -> String {
    format!("{:x}-{}", row.created_at.timestamp_micros(), row.id.simple())
}

/// The moment and the id that a cursor names.
pub fn read(cursor: &str) -> Result<(DateTime<Utc>, Uuid), Problem> {
    let parts = cursor.split_once('-').and_then(|(at, id)| {
        let at = DateTime::from_timestamp_micros(i64::from_str_radix(at, 16).ok()?)?;
        Some((at, Uuid::try_parse(id).ok()?))
    });
    parts.ok_or_else(|| problems::query("after", "This is no cursor. Send the “next” of the page before.".to_owned()))
}

/// A moment as RFC 3339 writes it.
pub fn moment(text: &str) -> Result<DateTime<Utc>, Problem> {
    let moment = DateTime::parse_from_rfc3339(text).map(|at| at.to_utc());
    moment.map_err(|_| problems::query("created_after", "A moment looks like 2026-11-30T12:00:00Z.".to_owned()))
}

/// The same address with another cursor.
pub fn address(uri: &Uri, next: &str) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    let asked = form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes());
    for (name, value) in asked.filter(|(name, _)| name != "after") {
        query.append_pair(&name, &value);
    }
    query.append_pair("after", next);
    format!("{}?{}", uri.path(), query.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_that_nobody_gave_out_is_refused() {
        let at = DateTime::from_timestamp_micros(1_796_000_000_123_456).unwrap();
        let id = Uuid::from_u128(7);
        assert_eq!(read(&format!("{:x}-{}", at.timestamp_micros(), id.simple())).unwrap(), (at, id));
        for odd in [
            "",
            "-",
            "5",
            "zz-00000000000000000000000000000007",
            "5-7",
            "ffffffffffffffffff-00000000000000000000000000000007",
        ] {
            assert!(read(odd).is_err(), "{odd}");
        }
    }

    #[test]
    fn the_next_page_is_asked_for_as_this_one_was() {
        let uri: Uri = "/api/v1/jobs?status=FAILED&after=1-2&limit=5".parse().unwrap();
        assert_eq!(address(&uri, "3-4"), "/api/v1/jobs?status=FAILED&limit=5&after=3-4");
    }
}
