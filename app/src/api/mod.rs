//! Server functions: who asks, one call of the facade, the error mapped. Each is also the target of an HTML form.

pub mod account;
pub mod administration;
pub mod cues;
pub mod destinations;
pub mod exports;
pub mod fields;
pub mod film;
pub mod kept;
pub mod keys;
pub mod lines;
pub mod money;
pub mod offers;
pub mod people;
pub mod projects;
pub mod receipts;
pub mod reviews;
pub mod session;
pub mod shares;
pub mod shots;
pub mod storyboard;
pub mod tokens;
