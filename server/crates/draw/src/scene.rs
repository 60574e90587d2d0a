//! A shot as layers in depth: who stands where, what the camera does, and the frames that come of it.

pub mod animatic;
pub mod blocking;
pub mod camera;
pub mod cast;
pub mod compose;
pub mod layers;
pub mod planes;
pub mod set_dressing;
pub mod sheets;
pub mod stills;
pub mod weather;
