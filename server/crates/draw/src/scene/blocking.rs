//! Blocking: who stands where before the camera, in which framing, and with what.

mod camera;
mod parts;
mod people;
mod things;

use crate::rng::{hash, mix};
use crate::scene::camera::Camera;
use crate::sets::Kind;
use model::Staging;
pub use parts::{Actor, Blocking};

impl Blocking {
    pub fn new(staging: &Staging, kind: Kind, (w, h): (u32, u32), seconds: f32, take: u32) -> Self {
        let aspect = w as f32 / h as f32;
        let seed = hash(&staging.place.name) ^ hash(&staging.action) ^ mix(u64::from(take) + 1);
        let mirror = take % 2 == 1;
        let mut blocking = Self {
            framing: staging.framing,
            movement: staging.camera,
            cam: Camera { x: 0.0, y: 1.5, z: -5.0, f: 2.0, sx: aspect / 2.0, sy: 0.5, h: h as f32 },
            view: 2.0,
            aspect,
            follow: 0.0,
            seconds: seconds.max(0.1),
            actors: Vec::new(),
            shoulder: None,
            props: Vec::new(),
            table: None,
            aperture: 0.0,
            seed,
        };
        blocking.cast(staging, kind, mirror);
        blocking.nearer_to_animals(staging);
        blocking.set_camera(kind, mirror, take);
        blocking.rein_in();
        blocking.dress(staging, kind);
        blocking
    }
}
