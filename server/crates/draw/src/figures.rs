//! People: what they look like, how they stand and what their faces say.

pub mod action_pose;
pub mod appearance;
pub mod face;
pub mod face_model;
pub mod features;
pub mod figure;
pub mod hair;
pub mod pose;
