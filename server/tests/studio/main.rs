//! The `studio` binary, as scripts outside the project use it.

mod killed;
