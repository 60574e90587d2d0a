//! Skeletons: where the joints of a person are, in metres of a person 1.72 m tall standing at the origin.

use crate::figures::action_pose::{Act, Arms, Body};
use std::f32::consts::TAU;

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

    fn standing(turn: f32) -> Self {
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
        };
        let w = 1.0 - 0.5 * turn.abs();
        pose.feet([(-0.11 * w - 0.02, 0.07), (0.11 * w + 0.03, 0.07)]);
        pose.hang();
        pose
    }

    fn feet(&mut self, at: [Point; 2]) {
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
    fn hand(&mut self, side: usize, to: Point, bend: f32) {
        let from = self.shoulder(side, 0.175);
        if let Some(arm) = self.arms.get_mut(side) {
            *arm = reach(from, to, UPPER, LOWER, bend);
        }
    }

    /// Moves one hand with the elbow hanging beside the trunk: the upper arm points at the camera, so it looks short.
    fn tucked(&mut self, side: usize, to: Point, out: f32) {
        let sign = if side == 0 { -1.0 } else { 1.0 };
        let (x, y) = self.shoulder(side, 0.175);
        let elbow = (x + sign * 0.07 * (1.0 - 0.7 * self.turn.abs()) + out * 0.06, y - 0.25);
        if let Some(arm) = self.arms.get_mut(side) {
            *arm = [elbow, to];
        }
    }

    /// Lays one hand before the trunk, the elbow out at the side and no lower than the hand.
    fn laid(&mut self, side: usize, to: Point) {
        let sign = if side == 0 { -1.0 } else { 1.0 };
        let (x, y) = self.shoulder(side, 0.175);
        let elbow = (x + sign * 0.11 * (1.0 - 0.6 * self.turn.abs()), (y - 0.22).max(to.1 + 0.015));
        if let Some(arm) = self.arms.get_mut(side) {
            *arm = [elbow, to];
        }
    }

    fn hang(&mut self) {
        for side in 0..2 {
            let sign = if side == 0 { -1.0 } else { 1.0 };
            let (x, y) = self.shoulder(side, 0.175);
            let forward = self.turn * 0.04;
            let bend = if self.turn.abs() > 0.3 { self.turn.signum() } else { -sign };
            self.hand(side, (x + sign * 0.055 * (1.0 - self.turn.abs()) + forward, y - 0.53), -bend * 0.6);
        }
    }

    /// The pose of an act at one of its phases; the figure faces `turn`.
    pub fn of(act: &Act, turn: f32, phase: u16) -> Self {
        let t = f32::from(phase);
        let mut p = Self::standing(turn);
        let side = if turn < 0.0 { -1.0 } else { 1.0 };
        match act.body {
            Body::Stand => {
                p.hip.0 += 0.012 * side;
                p.tilt = 0.03 * side;
            }
            Body::Walk | Body::Run => p.stride(t, act.body == Body::Run),
            Body::Sit | Body::Drive => p.sit(),
            Body::Kneel => p.kneel(),
            Body::Lean => {
                p.lean = -0.1 * side;
                p.hip.0 = 0.05 * side;
                p.feet([(-0.02, 0.07), (0.14 * side, 0.07)]);
                p.hang();
            }
            Body::Crouch => {
                p.hip.1 = 0.5;
                p.lean = 0.45 * side;
                p.tilt = -0.3 * side;
                p.feet([(-0.14, 0.07), (0.16, 0.07)]);
                p.hang();
            }
            Body::Fall => {
                let k = (t / 9.0).clamp(0.0, 1.0);
                let drop = k * k;
                p.fall = -1.45 * drop * side;
                p.lean = 0.25 * (k * 3.0).sin() * side;
                let (x, y) = p.shoulder(0, 0.175);
                p.hand(0, (x - 0.4 * side, y + 0.25 * (1.0 - k)), 1.0);
                let (x, y) = p.shoulder(1, 0.175);
                p.hand(1, (x + 0.42 * side, y + 0.2), -1.0);
                p.feet([(-0.16, 0.07 + 0.2 * k), (0.14, 0.07)]);
            }
            Body::Lie => {
                p.fall = -1.52 * side;
                p.hang();
            }
        }
        p.arm_act(act, t, side);
        p
    }

    fn stride(&mut self, t: f32, run: bool) {
        let n = if run { 8.0 } else { 12.0 };
        let dir = if self.turn < 0.0 { -1.0 } else { 1.0 };
        let length = if run { 0.42 } else { 0.29 };
        let a = t / n * TAU;
        self.hip.1 = if run { 0.88 + 0.035 * (2.0 * a).cos() } else { 0.905 + 0.018 * (2.0 * a).cos() };
        self.lean = dir * if run { 0.2 } else { 0.045 };
        self.tilt = -self.lean * 0.5;
        let foot = |a: f32| {
            let x = length * a.cos();
            // Lifted while it swings forward.
            let lift = if run { 0.34 * (-a.sin()).max(0.0) + 0.02 } else { 0.13 * (-a.sin()).max(0.0) };
            (x * dir, 0.07 + lift)
        };
        // The feet go back while on the ground: forward swing is the half where sin < 0.
        let (far, near) = (foot(a + TAU / 2.0), foot(a));
        self.feet([far, near]);
        for (i, phase) in [(0, a), (1, a + TAU / 2.0)] {
            let (x, y) = self.shoulder(i, 0.175);
            let swing = phase.cos();
            if run {
                let to = (x + dir * (0.16 * swing + 0.1), y - 0.3 + 0.13 * swing);
                self.hand(i, to, -dir);
            } else {
                let to = (x + dir * (0.2 * swing + 0.03), y - 0.5 + 0.06 * swing.abs());
                self.hand(i, to, -dir * 0.8);
            }
        }
    }

    fn sit(&mut self) {
        self.seated = true;
        self.hip = (0.0, 0.52);
        let turn = self.turn;
        let dir = if turn < 0.0 { -1.0 } else { 1.0 };
        let side_on = turn.abs();
        for i in 0..2 {
            let sign = if i == 0 { -1.0 } else { 1.0 };
            let knee = (
                sign * 0.12 * (1.0 - 0.6 * side_on) + dir * 0.38 * side_on,
                0.5 + 0.02 * side_on - 0.05 * (1.0 - side_on),
            );
            let ankle = (knee.0 * (1.0 - 0.1 * side_on) + sign * 0.02 - dir * 0.02 * side_on, 0.08);
            if let Some(leg) = self.legs.get_mut(i) {
                *leg = [knee, ankle];
            }
        }
        self.lean = -0.04 * turn;
        for i in 0..2 {
            let sign = if i == 0 { -1.0 } else { 1.0 };
            let to = (sign * 0.13 * (1.0 - 0.5 * side_on) + dir * 0.25 * side_on, 0.6);
            if side_on > 0.6 { self.hand(i, to, -dir) } else { self.tucked(i, to, 0.0) }
        }
    }

    fn kneel(&mut self) {
        self.hip = (0.0, 0.55);
        let dir = if self.turn < 0.0 { -1.0 } else { 1.0 };
        self.legs = [[(-0.02 * dir, 0.1), (-0.4 * dir, 0.08)], [(0.34 * dir, 0.5), (0.3 * dir, 0.08)]];
        self.lean = 0.08 * dir;
        self.hang();
        let knee = (0.3 * dir, 0.58);
        self.hand(1, knee, -dir);
    }

    fn arm_act(&mut self, act: &Act, t: f32, side: f32) {
        let near = 1;
        let head = self.head(1.0);
        let chest = self.spine(0.62, 0.0);
        let facing = self.turn;
        let out = if facing.abs() > 0.2 { facing.signum() } else { 1.0 };
        match act.arms {
            Arms::Rest => {}
            Arms::Talk => {
                let a = t / 8.0 * TAU;
                let (sx, sy) = self.shoulder(near, 0.175);
                let hand =
                    (sx + out * (0.16 + 0.05 * a.sin()), sy - 0.27 + 0.1 * (a * 2.0).sin().max(-0.4) + 0.04 * a.cos());
                self.hand(near, hand, -out);
                if !self.seated && a.sin() > 0.2 {
                    let (sx, sy) = self.shoulder(0, 0.175);
                    let s = if facing.abs() > 0.3 { out } else { -1.0 };
                    self.hand(0, (sx + s * 0.1, sy - 0.36), -s);
                }
            }
            Arms::Point => {
                let k = (t / 4.0).clamp(0.0, 1.0);
                let (sx, sy) = self.shoulder(near, 0.175);
                self.hand(near, (sx + out * (0.1 + 0.45 * k), sy - 0.45 * (1.0 - k) + 0.04), -out * 0.5);
            }
            Arms::Hold => {
                self.tucked(near, (chest.0 + out * 0.17, chest.1 - 0.1), 0.0);
            }
            Arms::HoldBoth => {
                self.tucked(0, (chest.0 - 0.07 + facing * 0.22, chest.1 - 0.1), facing * 0.5);
                self.tucked(near, (chest.0 + 0.07 + facing * 0.2, chest.1 - 0.1), facing * 0.5);
                self.nod -= 0.3;
            }
            Arms::Drink => {
                // Up to the mouth, there for a while, and down again.
                let k = ((t / 12.0 * TAU).sin() * 1.4).clamp(0.0, 1.0);
                let low = (chest.0 + out * 0.17, chest.1 - 0.14);
                let high = (head.0 + out * 0.085, head.1 - 0.2);
                self.tucked(near, (low.0 + (high.0 - low.0) * k, low.1 + (high.1 - low.1) * k), out * 0.4);
                self.nod += 0.25 * k;
            }
            Arms::Phone => {
                let ear = if facing.abs() > 0.3 {
                    (head.0 - facing.signum() * 0.055, head.1 - 0.1)
                } else {
                    (head.0 + 0.115, head.1 - 0.11)
                };
                self.tucked(near, ear, 1.2 * out);
                self.tilt += 0.05;
            }
            Arms::Write => {
                let a = t / 4.0 * TAU;
                // Seated, the hands lie on the table.
                let y = chest.1 - if self.seated { 0.05 } else { 0.15 };
                self.laid(0, (chest.0 - 0.085 + facing * 0.2, y + 0.01 * a.cos()));
                self.laid(near, (chest.0 + 0.085 + facing * 0.17 + 0.02 * a.sin(), y - 0.008 * a.cos()));
                self.nod -= 0.35;
                self.lean += 0.06 * facing;
            }
            Arms::Embrace => {
                self.hand(0, (chest.0 + out * 0.34, chest.1 + 0.1), -out);
                self.hand(near, (chest.0 + out * 0.36, chest.1 - 0.02), -out);
                self.lean += 0.07 * out;
            }
            Arms::Wave => {
                let a = t / 6.0 * TAU;
                let (sx, sy) = self.shoulder(near, 0.175);
                let elbow = (sx + 0.2, sy - 0.02);
                if let Some(arm) = self.arms.get_mut(near) {
                    *arm = [elbow, (elbow.0 + 0.07 + 0.09 * a.sin(), elbow.1 + 0.25)];
                }
            }
            Arms::Face => {
                self.nod -= 0.5;
                self.lean += 0.08 * side;
                self.tucked(0, (head.0 - 0.055, head.1 - 0.15), 0.0);
                self.tucked(near, (head.0 + 0.055, head.1 - 0.15), 0.0);
            }
            Arms::Wheel => {
                let a = t / 8.0 * TAU;
                self.tucked(0, (self.hip.0 - 0.15, 0.8 + 0.015 * a.sin()), 0.0);
                self.tucked(near, (self.hip.0 + 0.15, 0.8 - 0.015 * a.sin()), 0.0);
            }
            Arms::Aim => {
                let (sx, sy) = self.shoulder(near, 0.175);
                self.hand(near, (sx + out * 0.54, sy - 0.02), -out * 0.3);
                self.hand(0, (sx + out * 0.46, sy - 0.04), -out * 0.4);
            }
            Arms::Crossed => {
                self.tucked(0, (chest.0 + 0.09, chest.1 - 0.07), 0.0);
                self.tucked(near, (chest.0 - 0.1, chest.1 - 0.1), 0.0);
            }
        }
    }
}
