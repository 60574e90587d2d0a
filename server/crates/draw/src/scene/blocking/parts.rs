//! What a blocking is made of.

use crate::figures::action_pose::{ARRIVES, Act, Body, LEAVES};
use crate::figures::appearance::Looks;
use crate::props::Prop;
use crate::raster::colour::Rgb;
use crate::scene::camera::Camera;
use model::{CameraMove, Framing};

/// Narrower frames than this are upright: people stand closer, and are seen larger than the width of a wide frame would have them.
pub const UPRIGHT: f32 = 0.8;

/// A person of the shot.
#[derive(Clone, Debug)]
pub struct Actor {
    pub looks: Looks,
    pub act: Act,
    pub turn: f32,
    pub back: bool,
    /// Where its feet are halfway through the shot.
    pub x: f32,
    pub z: f32,
    /// Metres a second to the right.
    pub speed: f32,
    /// Metres from the frame's edge to where who enters arrives.
    pub reach: f32,
    pub holds: Option<(Prop, Option<Rgb>)>,
    pub seat: bool,
    /// The action says that this one stands.
    pub stands: bool,
    pub speaking: Vec<(f64, f64)>,
    pub seed: u64,
}

impl Actor {
    /// How far it has come at a moment of the shot, in metres to the right of where it stands.
    pub fn gone(&self, seconds: f32, middle: f32) -> f32 {
        let dir = if self.turn < 0.0 { -1.0 } else { 1.0 };
        match self.act.body {
            Body::Enter => -dir * self.reach * (1.0 - (seconds / ARRIVES).min(1.0)),
            Body::Leave => dir * 1.5 * (seconds - LEAVES).max(0.0),
            _ => self.speed * (seconds - middle),
        }
    }

    pub fn speaks_at(&self, seconds: f64) -> bool {
        self.speaking.iter().any(|&(from, to)| seconds >= from && seconds < to)
    }
}

/// A thing on the floor or a table.
#[derive(Clone, Copy, Debug)]
pub struct Placed {
    pub prop: Prop,
    pub colour: Option<Rgb>,
    pub x: f32,
    pub y: f32,
    pub z: f32,
    pub scale: f32,
}

/// The whole blocking of a shot.
#[derive(Clone, Debug)]
pub struct Blocking {
    pub framing: Framing,
    pub movement: CameraMove,
    pub cam: Camera,
    /// Metres of the frame's height at the people's depth.
    pub view: f32,
    pub aspect: f32,
    /// Metres a second that the camera travels with a walker.
    pub follow: f32,
    pub seconds: f32,
    pub actors: Vec<Actor>,
    /// The back of whom the camera looks past.
    pub shoulder: Option<Actor>,
    pub props: Vec<Placed>,
    /// A table before the people: its middle and width.
    pub table: Option<(f32, f32)>,
    pub aperture: f32,
    pub seed: u64,
}
