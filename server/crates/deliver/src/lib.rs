#![doc = include_str!("../README.md")]

mod dav;
mod error;
mod google;
mod login;
mod source;
mod video;
mod vimeo;

pub use dav::{Dav, Heard, Login};
pub use error::{Again, DeliverError};
pub use google::{Connection, DeviceCode, Drive, Found, Google, GoogleScope, Stands, VideoStands, Videos, WebWay};
pub use login::{LoginFlow, LoginGiven, begin_login, poll_login};
pub use source::{Source, digest, last_piece};
pub use video::VideoText;
pub use vimeo::{Begun as VideoBegun, Vimeo};
