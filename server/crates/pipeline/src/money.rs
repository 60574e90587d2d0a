//! Money in words.

/// US cents as a screen shows them: `$1.05`.
pub(crate) fn dollars(cents: i64) -> String {
    format!("${}.{:02}", cents / 100, cents % 100)
}
