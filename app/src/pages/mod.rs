//! One file per page.

mod account;
mod bill;
mod board;
mod edit;
mod export;
mod fields;
mod film_form;
mod frame;
mod idea;
mod next;
mod not_found;
mod offers;
mod own_account;
mod part;
mod people;
mod progress;
mod projects;
mod receipts;
mod scroll;
mod settings;
mod storyboard;
mod to_film;

pub use account::{Login, Register, Reset};
pub use board::Board;
pub use edit::EditingRoom;
pub use export::Export;
pub use film_form::{NewFilm, ScriptPage};
pub use idea::FromIdea;
pub use not_found::NotFound;
pub use own_account::OwnAccount;
pub use people::People;
pub use progress::Progress;
pub use projects::Projects;
pub use receipts::Receipts;
pub use settings::Settings;
pub use storyboard::{Print, Storyboard};
