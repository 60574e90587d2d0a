#![doc = include_str!("../README.md")]

mod dav;
mod error;
mod google;
mod source;

pub use dav::{Dav, Heard, Login};
pub use error::{Again, DeliverError};
pub use google::{Connection, DeviceCode, Drive, Found, Google, Stands};
pub use source::{Source, digest};
