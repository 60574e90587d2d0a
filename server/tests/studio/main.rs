//! The `studio` binary, as scripts outside the project use it.
// The helpers between the tests may fail loudly, too.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod callbacks;
mod canary;
mod crashes;
mod killed;
mod lips;
mod pages;
mod paid;
mod pictures;
mod served;
