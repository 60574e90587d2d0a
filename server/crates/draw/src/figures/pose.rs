//! Skeletons: where the joints of a person are, in metres of a person 1.72 m tall standing at the origin.

pub type Point = (f32, f32);

/// One moment of a person.
#[derive(Clone, Debug, PartialEq)]
pub struct Pose {
    /// −1 shows the left profile, 0 the front, 1 the right profile.
    pub turn: f32,
    /// Seen from behind.
    pub back: bool,
    pub hip: Point,
    /// The spine's angle from upright, in radians, positive to the right.
    pub lean: f32,
    /// The head's tilt, in radians, positive to the right.
    pub tilt: f32,
    /// Looking down (negative) or up, −1 to 1.
    pub nod: f32,
    /// Elbow and hand; the first arm is the far one, or the one on the picture's left.
    pub arms: [[Point; 2]; 2],
    /// Knee and ankle.
    pub legs: [[Point; 2]; 2],
    pub seated: bool,
    /// The whole body turned about its feet, in radians.
    pub fall: f32,
    /// Metres that the feet are above the ground.
    pub lift: f32,
}

pub const SPINE: f32 = 0.5;
const UPPER: f32 = 0.29;
const LOWER: f32 = 0.27;
const THIGH: f32 = 0.42;
const SHIN: f32 = 0.42;

/// The middle joint of a two-bone limb that reaches from `a` to `b`; `bend` says to which side it sticks out. The far end is
/// drawn in when it is out of reach.
pub fn reach(a: Point, b: Point, first: f32, second: f32, bend: f32) -> [Point; 2] {
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let len = (dx * dx + dy * dy).sqrt().max(1e-4);
    let limit = (first + second) * 0.998;
    let d = len.min(limit).max((first - second).abs() + 1e-3);
    let (ux, uy) = (dx / len, dy / len);
    let along = (first * first - second * second + d * d) / (2.0 * d);
    let off = (first * first - along * along).max(0.0).sqrt() * bend;
    [(a.0 + ux * along - uy * off, a.1 + uy * along + ux * off), (a.0 + ux * d, a.1 + uy * d)]
}

impl Pose {
    /// The shoulder on one side.
    pub fn shoulder(&self, side: usize, half: f32) -> Point {
        let sign = if side == 0 { -1.0 } else { 1.0 };
        self.spine(0.88, sign * half * (1.0 - 0.55 * self.turn.abs()))
    }

    /// A point of the torso: `s` along the spine from the hip (0) to the neck (1), `across` metres to the right.
    pub fn spine(&self, s: f32, across: f32) -> Point {
        let (sin, cos) = self.lean.sin_cos();
        (self.hip.0 + sin * SPINE * s + cos * across, self.hip.1 + cos * SPINE * s - sin * across)
    }

    /// The middle of the head.
    pub fn head(&self, size: f32) -> Point {
        let (x, y) = self.spine(1.0, 0.0);
        let (sin, cos) = (self.lean * 0.6 + self.tilt).sin_cos();
        let up = 0.172 * size;
        (x + sin * up + self.turn * 0.022, y + cos * up)
    }

    pub(super) fn standing(turn: f32) -> Self {
        let mut pose = Self {
            turn,
            back: false,
            hip: (0.0, 0.92),
            lean: 0.0,
            tilt: 0.0,
            nod: 0.0,
            arms: [[(0.0, 0.0); 2]; 2],
            legs: [[(0.0, 0.0); 2]; 2],
            seated: false,
            fall: 0.0,
            lift: 0.0,
        };
        let w = 1.0 - 0.5 * turn.abs();
        pose.feet([(-0.11 * w - 0.02, 0.07), (0.11 * w + 0.03, 0.07)]);
        pose.hang();
        pose
    }

    pub(super) fn feet(&mut self, at: [Point; 2]) {
        for (i, foot) in at.into_iter().enumerate() {
            let sign = if i == 0 { -1.0 } else { 1.0 };
            let hip = (self.hip.0 + sign * 0.085 * (1.0 - 0.6 * self.turn.abs()), self.hip.1 - 0.02);
            let bend = if self.turn.abs() > 0.3 { self.turn.signum() } else { sign * 0.5 };
            if let Some(leg) = self.legs.get_mut(i) {
                *leg = reach(hip, foot, THIGH, SHIN, bend);
            }
        }
    }

    /// Moves one hand, elbow bent to `bend`.
    pub(super) fn hand(&mut self, side: usize, to: Point, bend: f32) {
        let from = self.shoulder(side, 0.175);
        if let Some(arm) = self.arms.get_mut(side) {
            *arm = reach(from, to, UPPER, LOWER, bend);
        }
    }

    /// Moves one hand with the elbow hanging beside the trunk: the upper arm points at the camera, so it looks short.
    pub(super) fn tucked(&mut self, side: usize, to: Point, out: f32) {
        let sign = if side == 0 { -1.0 } else { 1.0 };
        let (x, y) = self.shoulder(side, 0.175);
        let elbow = (x + sign * 0.07 * (1.0 - 0.7 * self.turn.abs()) + out * 0.06, y - 0.25);
        if let Some(arm) = self.arms.get_mut(side) {
            *arm = [elbow, to];
        }
    }

    /// Lays one hand before the trunk, the elbow out at the side and no lower than the hand.
    pub(super) fn laid(&mut self, side: usize, to: Point) {
        let sign = if side == 0 { -1.0 } else { 1.0 };
        let (x, y) = self.shoulder(side, 0.175);
        let elbow = (x + sign * 0.11 * (1.0 - 0.6 * self.turn.abs()), (y - 0.22).max(to.1 + 0.015));
        if let Some(arm) = self.arms.get_mut(side) {
            *arm = [elbow, to];
        }
    }

    pub(super) fn hang(&mut self) {
        for side in 0..2 {
            let sign = if side == 0 { -1.0 } else { 1.0 };
            let (x, y) = self.shoulder(side, 0.175);
            let forward = self.turn * 0.04;
            let bend = if self.turn.abs() > 0.3 { self.turn.signum() } else { -sign };
            self.hand(side, (x + sign * 0.055 * (1.0 - self.turn.abs()) + forward, y - 0.53), -bend * 0.6);
        }
    }
}
