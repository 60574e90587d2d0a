#![doc = include_str!("../README.md")]

pub mod edit;
pub mod event;
pub mod film;
pub mod ids;
pub mod limits;
pub mod list;
pub mod people;
pub mod picture;
pub mod recording;
pub mod settings;
pub mod spec;
pub mod state;
pub mod summary;
pub mod token;
pub mod view;

pub use edit::*;
pub use event::*;
pub use film::*;
pub use ids::*;
pub use list::*;
pub use picture::*;
pub use recording::*;
pub use settings::*;
pub use spec::*;
pub use state::*;
