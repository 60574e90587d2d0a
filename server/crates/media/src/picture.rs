//! Pictures: encoding, and takes brought to one format.

pub mod encode;
pub mod normalise;
pub mod still;
