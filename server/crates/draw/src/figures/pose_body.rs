//! Poses of the body.

use crate::figures::action_pose::{Act, Body};
use crate::figures::pose::Pose;
use std::f32::consts::TAU;

impl Pose {
    /// The pose of an act at one of its phases; the figure faces `turn`.
    pub fn of(act: &Act, turn: f32, phase: u16) -> Self {
        let t = f32::from(phase);
        let mut p = Self::standing(turn);
        let side = if turn < 0.0 { -1.0 } else { 1.0 };
        match act.body {
            Body::Stand => p.at_ease(side),
            Body::Enter | Body::Leave if phase >= 12 => p.at_ease(side),
            Body::Walk | Body::Enter | Body::Leave => p.stride(t, false),
            Body::Run => p.stride(t, true),
            Body::Creep => {
                p.stride(t, false);
                p.hip.1 -= 0.12;
                p.lean += 0.28 * side;
            }
            Body::Sit | Body::Drive => p.sit(),
            Body::SitDown => p.lower(1.0 - t / 9.0, side),
            Body::StandUp => p.lower(t / 9.0, side),
            Body::Row => p.row(t, side),
            Body::Ride => p.ride(t, 1.0),
            Body::Cycle => p.ride(t, 0.36),
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
            Body::Fall => p.fall_down(t, side),
            Body::Lie => {
                p.fall = -1.52 * side;
                p.hang();
            }
            Body::Wake => {
                p.sit();
                p.fall = -0.5 * (1.0 - t / 9.0) * side;
            }
            Body::Climb => p.climb(t),
            Body::Crawl => p.crawl(t, side),
            Body::Jump => p.jump(t),
            Body::Dance => p.dance(t, side),
            Body::Swim => {
                p.hip.1 = -0.42 + 0.03 * (t / 12.0 * TAU).sin();
                p.lean = 0.25 * side;
                p.feet([(-0.2, -1.0), (0.1, -1.0)]);
            }
            Body::Fly => {
                p.lift = 0.42 + 0.05 * (t / 8.0 * TAU).sin();
                p.lean = 0.16 * side;
                p.feet([(-0.16 - 0.1 * side, 0.12), (0.04 - 0.16 * side, 0.2)]);
                p.hang();
            }
            Body::Bow => {
                let k = (t / 5.0).min(1.0) * if t > 7.0 { 0.7 } else { 1.0 };
                p.lean = 0.55 * k * side;
                p.tilt = 0.35 * k * side;
                p.nod = -0.9 * k;
                p.hang();
            }
        }
        p.arm_act(act, t, side);
        p
    }

    fn at_ease(&mut self, side: f32) {
        self.hip.0 += 0.012 * side;
        self.tilt = 0.03 * side;
    }

    /// Between sitting (0) and standing (1).
    fn lower(&mut self, up: f32, side: f32) {
        let standing = self.clone();
        self.sit();
        let k = up.clamp(0.0, 1.0);
        let k = k * k * (3.0 - 2.0 * k);
        let mix = |a: (f32, f32), b: (f32, f32)| (a.0 + (b.0 - a.0) * k, a.1 + (b.1 - a.1) * k);
        for (leg, to) in self.legs.iter_mut().zip(standing.legs) {
            *leg = [mix(leg[0], to[0]), mix(leg[1], to[1])];
        }
        for (arm, to) in self.arms.iter_mut().zip(standing.arms) {
            *arm = [mix(arm[0], to[0]), mix(arm[1], to[1])];
        }
        self.hip = mix(self.hip, standing.hip);
        self.lean += 0.5 * side * (k * 3.1).sin().max(0.0) * if self.turn.abs() > 0.3 { 1.0 } else { 0.3 };
        self.seated = k < 0.3;
    }

    fn fall_down(&mut self, t: f32, side: f32) {
        let k = (t / 9.0).clamp(0.0, 1.0);
        let drop = k * k;
        self.fall = -1.45 * drop * side;
        self.lean = 0.25 * (k * 3.0).sin() * side;
        let (x, y) = self.shoulder(0, 0.175);
        self.hand(0, (x - 0.4 * side, y + 0.25 * (1.0 - k)), 1.0);
        let (x, y) = self.shoulder(1, 0.175);
        self.hand(1, (x + 0.42 * side, y + 0.2), -1.0);
        self.feet([(-0.16, 0.07 + 0.2 * k), (0.14, 0.07)]);
    }

    fn row(&mut self, t: f32, side: f32) {
        self.sit();
        self.hip.1 = 0.34;
        for leg in &mut self.legs {
            *leg = [(leg[0].0, leg[0].1 - 0.16), (leg[1].0, 0.06)];
        }
        self.lean = 0.32 * (t / 12.0 * TAU).cos() * side;
    }

    fn ride(&mut self, t: f32, high: f32) {
        let side = if self.turn < 0.0 { -1.0 } else { 1.0 };
        self.lift = high + 0.035 * (t / 6.0 * TAU).sin() * if high > 0.5 { 1.0 } else { 0.0 };
        self.hip = (0.0, 0.52);
        self.lean = if high > 0.5 { 0.06 } else { 0.3 } * side;
        self.tilt = -self.lean * 0.6;
        let a = t / 12.0 * TAU;
        let pedal = if high > 0.5 { (0.0, 0.0) } else { (0.1 * a.cos(), 0.1 * a.sin()) };
        self.feet([(0.18 * side - pedal.0, 0.02 - pedal.1), (0.2 * side + pedal.0, 0.02 + pedal.1)]);
    }

    fn climb(&mut self, t: f32) {
        let s = (t / 12.0 * TAU).sin();
        self.hip.1 = 0.98;
        self.feet([(-0.16, 0.2 + 0.14 * s), (0.16, 0.2 - 0.14 * s)]);
    }

    fn crawl(&mut self, t: f32, side: f32) {
        let s = (t / 12.0 * TAU).sin();
        self.hip = (-0.2 * side, 0.44);
        self.lean = 1.2 * side;
        self.tilt = -side;
        self.legs = [
            [((-0.16 + 0.1 * s) * side, 0.07), ((-0.56 + 0.1 * s) * side, 0.08)],
            [((-0.16 - 0.1 * s) * side, 0.07), ((-0.56 - 0.1 * s) * side, 0.08)],
        ];
    }

    fn jump(&mut self, t: f32) {
        let k = ((t - 2.0) / 6.0).clamp(0.0, 1.0);
        let up = 4.0 * k * (1.0 - k);
        self.lift = 0.38 * up;
        self.hip.1 -= if (2.0..=8.0).contains(&t) { 0.0 } else { 0.13 };
        let tuck = 0.16 * up;
        self.feet([(-0.14, 0.07 + tuck), (0.14, 0.07 + tuck * 0.6)]);
        for i in 0..2 {
            let sign = if i == 0 { -1.0 } else { 1.0 };
            let (x, y) = self.shoulder(i, 0.175);
            self.hand(i, (x + sign * (0.18 + 0.1 * up), y - 0.3 + 0.72 * up), sign * -0.6);
        }
    }

    fn dance(&mut self, t: f32, side: f32) {
        let s = (t / 8.0 * TAU).sin();
        self.hip = (0.07 * s, 0.9 - 0.025 * (2.0 * t / 8.0 * TAU).cos());
        self.lean = -0.12 * s;
        self.tilt = 0.12 * s;
        self.feet([(-0.17 + 0.03 * s, 0.07 + (0.09 * s).max(0.0)), (0.17 + 0.03 * s, 0.07 + (-0.09 * s).max(0.0))]);
        let _ = side;
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
}
