//! Poses of the arms.

use crate::figures::action_pose::{Act, Arms};
use crate::figures::pose::Pose;
use std::f32::consts::TAU;

impl Pose {
    pub(super) fn arm_act(&mut self, act: &Act, t: f32, side: f32) {
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
            Arms::Read | Arms::Photograph => {
                let up = if act.arms == Arms::Photograph { 0.42 } else { 0.0 };
                self.tucked(0, (chest.0 - 0.07 + facing * 0.22, chest.1 - 0.1 + up), facing * 0.5);
                self.tucked(near, (chest.0 + 0.07 + facing * 0.2, chest.1 - 0.1 + up), facing * 0.5);
                self.nod -= if up > 0.0 { 0.0 } else { 0.3 };
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
            Arms::Write | Arms::Type => {
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
            _ => self.work(act.arms, t, side),
        }
    }

    /// Hands that work.
    fn work(&mut self, arms: Arms, t: f32, side: f32) {
        let out = if self.turn.abs() > 0.2 { self.turn.signum() } else { side };
        let chest = self.spine(0.62, 0.0);
        let a = t / 8.0 * TAU;
        let (s, co) = a.sin_cos();
        match arms {
            Arms::Polish | Arms::Stir => {
                let (wide, high) = if arms == Arms::Polish { (0.1, 0.09) } else { (0.05, 0.02) };
                let up = if arms == Arms::Polish { 0.06 } else { -0.2 };
                self.hand(1, (chest.0 + out * 0.34 + wide * co, chest.1 + up + high * s), -out);
                self.tucked(0, (chest.0 + out * 0.1, chest.1 - 0.24), 0.0);
                self.nod -= 0.3;
                self.lean += 0.06 * out;
            }
            Arms::Sweep | Arms::Dig => {
                let reach = if arms == Arms::Dig { 0.18 } else { 0.12 };
                self.lean += out * (0.2 + 0.12 * s);
                let chest = self.spine(0.62, 0.0);
                self.hand(1, (chest.0 + out * (0.26 + reach * s), chest.1 - 0.3 + 0.08 * co), -out);
                self.hand(0, (chest.0 + out * (0.14 + reach * 0.6 * s), chest.1 - 0.06), -out);
                self.nod -= 0.5;
            }
            Arms::Chop | Arms::Hammer => {
                // Up, and down at once.
                let k = if t < 5.0 { t / 5.0 } else { 1.0 - (t - 5.0) / 2.0 };
                let high = if arms == Arms::Chop { 0.72 } else { 0.4 };
                self.lean += out * (0.3 - 0.4 * k);
                let chest = self.spine(0.62, 0.0);
                let hand = (chest.0 + out * (0.36 - 0.2 * k), chest.1 - 0.22 + high * k);
                self.hand(1, hand, -out);
                if arms == Arms::Chop {
                    self.hand(0, (hand.0 - out * 0.05, hand.1 - 0.1), -out);
                }
                self.nod -= 0.3;
            }
            Arms::Push | Arms::Pull => {
                let k = if arms == Arms::Push { 0.3 } else { -0.28 };
                self.lean += out * (k + 0.05 * s);
                let chest = self.spine(0.62, 0.0);
                self.hand(0, (chest.0 + out * (0.46 + 0.03 * s), chest.1 + 0.02), -out);
                self.hand(1, (chest.0 + out * (0.48 + 0.03 * s), chest.1 - 0.06), -out);
            }
            Arms::Knock | Arms::Open => {
                let k = if arms == Arms::Knock { 0.06 * (t / 6.0 * TAU).sin() } else { 0.05 * t / 4.0 };
                let y = if arms == Arms::Knock { 0.16 } else { -0.18 };
                self.hand(1, (chest.0 + out * (0.42 + k), chest.1 + y), -out);
            }
            Arms::Operate => {
                self.hand(1, (chest.0 + out * (0.36 + 0.04 * s), chest.1 + 0.04 + 0.1 * co), -out);
                self.hand(0, (chest.0 + out * 0.3, chest.1 - 0.08 - 0.06 * co), -out);
                self.nod -= 0.25;
            }
            Arms::Rope => {
                self.hand(0, (chest.0 + out * 0.12, chest.1 + 0.3 + 0.2 * s), -out);
                self.hand(1, (chest.0 + out * 0.14, chest.1 + 0.12 + 0.2 * s), -out);
                self.nod += 0.3;
            }
            Arms::Paint | Arms::Light => {
                let (x, y) = if arms == Arms::Paint { (0.08 * co, 0.1 * s) } else { (0.0, 0.0) };
                self.hand(1, (chest.0 + out * 0.4 + x, chest.1 + 0.12 + y), -out);
            }
            Arms::Sew => {
                self.tucked(0, (chest.0 - 0.07 + out * 0.12, chest.1 - 0.1), 0.0);
                self.tucked(1, (chest.0 + 0.06 + out * 0.16 + 0.03 * s, chest.1 - 0.05 + 0.05 * co), 0.0);
                self.nod -= 0.5;
            }
            Arms::Water | Arms::Fish => {
                let y = if arms == Arms::Water { -0.16 } else { -0.04 };
                self.hand(1, (chest.0 + out * 0.38, chest.1 + y + 0.02 * s), -out);
                if arms == Arms::Fish {
                    self.hand(0, (chest.0 + out * 0.22, chest.1 - 0.14), -out);
                }
                self.nod -= 0.25;
            }
            Arms::Oars => {
                let (x, y) = (0.2 * (t / 12.0 * TAU).cos(), 0.05 * (t / 12.0 * TAU).sin());
                let chest = self.spine(0.62, 0.0);
                self.hand(0, (chest.0 + out * (0.36 - x), chest.1 - 0.08 + y), -out);
                self.hand(1, (chest.0 + out * (0.4 - x), chest.1 - 0.14 + y), -out);
            }
            _ => self.gesture(arms, t, out),
        }
    }

    /// Hands that tell something.
    fn gesture(&mut self, arms: Arms, t: f32, out: f32) {
        let chest = self.spine(0.62, 0.0);
        let head = self.head(1.0);
        let s = (t / 6.0 * TAU).sin();
        match arms {
            Arms::Give => {
                let k = (t / 4.0).clamp(0.0, 1.0);
                self.hand(1, (chest.0 + out * (0.2 + 0.3 * k), chest.1 - 0.08 + 0.02 * k), -out);
            }
            Arms::Shake => self.hand(1, (chest.0 + out * 0.44, chest.1 - 0.14 + 0.035 * s), -out),
            Arms::Eat | Arms::Smoke => {
                let k = ((t / 12.0 * TAU).sin() * 1.4).clamp(0.0, 1.0);
                let low = if arms == Arms::Eat {
                    (chest.0 + out * 0.16, chest.1 - 0.16)
                } else {
                    (chest.0 + out * 0.22, chest.1 - 0.2)
                };
                let high = (head.0 + out * 0.08, head.1 - 0.17);
                self.tucked(1, (low.0 + (high.0 - low.0) * k, low.1 + (high.1 - low.1) * k), out * 0.4);
                if arms == Arms::Eat {
                    self.laid(0, (chest.0 - out * 0.02, chest.1 - 0.2));
                }
            }
            Arms::Carry => {
                self.tucked(0, (chest.0 - 0.15 + out * 0.12, chest.1 - 0.2), 0.0);
                self.tucked(1, (chest.0 + 0.15 + out * 0.12, chest.1 - 0.2), 0.0);
                self.lean -= 0.05 * out;
            }
            Arms::Laugh => {
                self.lean += 0.08 * s * out;
                self.tilt -= 0.12 * out;
                self.nod += 0.45 + 0.15 * s;
                self.tucked(1, (chest.0 + 0.06, chest.1 - 0.2), 0.0);
                self.tucked(0, (chest.0 - 0.08, chest.1 - 0.22), 0.0);
            }
            Arms::Throw => {
                let k = (t / 11.0).clamp(0.0, 1.0);
                let (back, up) = if k < 0.5 { (-0.36, 0.34) } else { (0.5, 0.3) };
                self.lean += out * if k < 0.5 { -0.16 } else { 0.22 };
                self.hand(1, (chest.0 + out * back, chest.1 + up), -out);
                self.hand(0, (chest.0 + out * 0.3, chest.1 + 0.1), -out);
            }
            Arms::Punch => {
                let k = if (2.0..5.0).contains(&t) { 1.0 } else { 0.1 };
                self.lean += out * (0.08 + 0.14 * k);
                let chest = self.spine(0.62, 0.0);
                self.hand(1, (chest.0 + out * (0.2 + 0.36 * k), chest.1 + 0.12), -out);
                self.tucked(0, (chest.0 + out * 0.16, chest.1 + 0.12), 0.0);
            }
            Arms::Salute => {
                let k = (t / 4.0).clamp(0.0, 1.0);
                let to = (head.0 + 0.09 * out, head.1 + 0.045);
                let from = (chest.0 + 0.3 * out, chest.1 - 0.3);
                self.hand(1, (from.0 + (to.0 - from.0) * k, from.1 + (to.1 - from.1) * k), -out);
            }
            Arms::Clap => {
                let k = 0.07 * (1.0 + s);
                self.tucked(0, (chest.0 - 0.02 - k + out * 0.16, chest.1 + 0.02), 0.0);
                self.tucked(1, (chest.0 + 0.02 + k + out * 0.16, chest.1 + 0.02), 0.0);
            }
            Arms::Up => {
                for i in 0..2 {
                    let sign = if i == 0 { -1.0 } else { 1.0 };
                    let (x, y) = self.shoulder(i, 0.175);
                    self.hand(i, (x + sign * (0.16 + 0.02 * s), y + 0.42), -sign);
                }
            }
            Arms::Shrug => {
                for i in 0..2 {
                    let sign = if i == 0 { -1.0 } else { 1.0 };
                    let (x, y) = self.shoulder(i, 0.175);
                    self.hand(i, (x + sign * 0.3, y - 0.2), -sign);
                }
                self.tilt += 0.1 * out;
            }
            Arms::Pray => {
                self.tucked(0, (chest.0 - 0.018 + out * 0.13, chest.1 + 0.07), 0.0);
                self.tucked(1, (chest.0 + 0.018 + out * 0.13, chest.1 + 0.07), 0.0);
                self.nod -= 0.55;
            }
            Arms::Think => {
                self.tucked(1, (head.0 + out * 0.05, head.1 - 0.2), out * 0.3);
                self.tucked(0, (chest.0 + 0.08, chest.1 - 0.14), 0.0);
                self.nod -= 0.15;
            }
            Arms::Watch => {
                self.laid(0, (chest.0 + out * 0.12, chest.1 + 0.04));
                self.laid(1, (chest.0 + out * 0.16, chest.1 + 0.02));
                self.nod -= 0.5;
            }
            _ => self.play(arms, t, out),
        }
    }

    /// Hands at instruments and at the head.
    fn play(&mut self, arms: Arms, t: f32, out: f32) {
        let chest = self.spine(0.62, 0.0);
        let head = self.head(1.0);
        let (s, co) = (t / 8.0 * TAU).sin_cos();
        match arms {
            Arms::Bags => {
                for i in 0..2 {
                    let sign = if i == 0 { -1.0 } else { 1.0 };
                    let (x, y) = self.shoulder(i, 0.175);
                    self.hand(i, (x + sign * 0.1, y - 0.54), sign);
                }
            }
            Arms::Binoculars => {
                self.tucked(0, (head.0 - 0.05 + out * 0.07, head.1 - 0.07), 0.0);
                self.tucked(1, (head.0 + 0.05 + out * 0.07, head.1 - 0.07), 0.0);
            }
            Arms::Shade => self.hand(1, (head.0 + 0.1 * out, head.1 + 0.05), -out),
            Arms::Comb => self.tucked(1, (head.0 + 0.11 * out, head.1 + 0.05 - 0.07 * s), 0.9 * out),
            Arms::Ears => {
                self.tucked(0, (head.0 - 0.115, head.1 - 0.08), -1.2);
                self.tucked(1, (head.0 + 0.115, head.1 - 0.08), 1.2);
            }
            Arms::Guitar => {
                self.hand(0, (chest.0 - out * 0.32, chest.1 + 0.08), out);
                self.tucked(1, (chest.0 + out * 0.12, chest.1 - 0.2 + 0.05 * s), 0.0);
                self.nod -= 0.3;
            }
            Arms::Violin => {
                self.hand(0, (chest.0 + out * 0.34, chest.1 + 0.2), -out);
                self.tucked(1, (chest.0 + out * (0.18 + 0.09 * s), chest.1 + 0.16), 0.0);
                self.tilt += 0.14 * out;
            }
            Arms::Piano | Arms::Drum => {
                let y = 0.03 * (t / 4.0 * TAU).sin() * if arms == Arms::Drum { 2.5 } else { 1.0 };
                self.laid(0, (chest.0 - 0.12 + out * 0.16, chest.1 - 0.2 + y));
                self.laid(1, (chest.0 + 0.12 + out * 0.16, chest.1 - 0.2 - y));
                self.nod -= 0.2;
            }
            Arms::Horn => {
                self.tucked(0, (head.0 + out * 0.1, head.1 - 0.16), 0.0);
                self.tucked(1, (head.0 + out * 0.17, head.1 - 0.14), 0.0);
            }
            Arms::Conduct => {
                self.hand(0, (chest.0 - 0.34 - 0.06 * co, chest.1 + 0.22 + 0.14 * s), 1.0);
                self.hand(1, (chest.0 + 0.34 + 0.06 * co, chest.1 + 0.22 + 0.14 * s), -1.0);
            }
            Arms::Reins => {
                self.tucked(0, (chest.0 + out * 0.3, chest.1 - 0.14), 0.0);
                self.tucked(1, (chest.0 + out * 0.32, chest.1 - 0.18), 0.0);
            }
            Arms::Climb => {
                let k = 0.12 * (t / 12.0 * TAU).sin();
                self.hand(0, (chest.0 - 0.24, chest.1 + 0.42 + k), 1.0);
                self.hand(1, (chest.0 + 0.24, chest.1 + 0.42 - k), -1.0);
            }
            Arms::Crawl => {
                let k = 0.1 * (t / 12.0 * TAU).sin();
                let (x, _) = self.shoulder(0, 0.175);
                self.hand(0, (x + 0.08 * out + k, 0.06), -out);
                self.hand(1, (x + 0.12 * out - k, 0.06), -out);
            }
            Arms::Stroke => {
                let (s, co) = (t / 12.0 * TAU).sin_cos();
                self.hand(0, (chest.0 + out * 0.4 * co, chest.1 + 0.16 + 0.2 * s), -out);
                self.hand(1, (chest.0 - out * 0.4 * co, chest.1 + 0.16 - 0.2 * s), -out);
            }
            Arms::Dance => {
                self.hand(0, (chest.0 - 0.36, chest.1 + 0.26 + 0.16 * s), 1.0);
                self.hand(1, (chest.0 + 0.36, chest.1 + 0.26 - 0.16 * s), -1.0);
            }
            _ => {}
        }
    }
}
