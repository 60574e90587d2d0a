//! The browser's entry.
