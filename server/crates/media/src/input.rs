//! What comes in from outside: told apart, probed and decoded before anything trusts it.

pub mod check;
pub mod probe;
pub mod recording;
pub mod sniff;
