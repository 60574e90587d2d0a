#![doc = include_str!("../README.md")]

mod advance;
mod advice;
mod brief;
mod cache;
mod callbacks;
mod changed;
mod commands;
mod config;
mod delivery;
mod editing;
mod error;
mod faces;
mod hub;
mod images;
mod keys;
mod make;
mod orphans;
mod parts;
mod pictures;
mod prices;
mod projects;
mod receipts;
mod scratch;
mod services;
mod story;
mod studio;
mod takeover;
mod views;
mod worker;

pub use callbacks::{NotHeard, Report};
pub use config::Config;
pub use error::{Error, RETRY_AFTER};
pub use parts::Part;
pub use projects::LONGEST_SCRIPT;
pub use studio::Studio;
