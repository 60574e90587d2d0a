#![doc = include_str!("../README.md")]
#![recursion_limit = "512"]

pub mod api;
mod asked;
#[cfg(feature = "split")]
mod later;
mod live;
mod pages;
mod post;
mod problem;
mod routes;
#[cfg(feature = "ssr")]
mod server_side;
#[cfg(feature = "ssr")]
mod shell;
mod ui;
mod visit;

pub use problem::{Problem, short};
pub use routes::App;
#[cfg(feature = "ssr")]
pub use shell::shell;
