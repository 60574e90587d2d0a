//! Sticks, crutches, frames and wheelchairs.

use crate::figures::face_model::TwoTone;
use crate::figures::garb::Aid;
use crate::figures::person::Person;
use crate::raster::canvas::{Canvas, Ink, Shape};
use crate::raster::colour::rgb;

impl Person<'_> {
    /// What stands beside or before the body.
    pub(super) fn aid_before(&self, c: &mut Canvas<'_>) {
        let Some((aid, colour)) = self.looks.aid else { return };
        let ink = Ink::flat(c.lit(colour, 0.55));
        let [[_, left], [_, right]] = self.pose.arms;
        match aid {
            Aid::Wheelchair => self.wheels(c),
            Aid::Walker => {
                for x in [-0.26, 0.26] {
                    c.stroke(Shape::through(&[(x - 0.03, 0.0), (x, 0.82), (x + 0.03, 0.0)]), 0.026, ink);
                }
                c.stroke(Shape::through(&[(-0.26, 0.8), (0.26, 0.8)]), 0.026, ink);
                c.stroke(Shape::through(&[(-0.26, 0.45), (0.26, 0.45)]), 0.02, ink);
            }
            Aid::Crutches => {
                for hand in [left, right] {
                    let out = if hand.0 < self.pose.hip.0 { -0.07 } else { 0.07 };
                    let top = (hand.0 + out * 0.2, hand.1 + 0.5);
                    c.stroke(Shape::through(&[top, (hand.0 + out * 1.6, 0.0)]), 0.026, ink);
                    c.stroke(Shape::through(&[(top.0 - 0.06, top.1), (top.0 + 0.06, top.1)]), 0.034, ink);
                    c.stroke(Shape::through(&[(hand.0 - 0.04, hand.1), (hand.0 + 0.06, hand.1)]), 0.03, ink);
                }
            }
            Aid::Cane | Aid::Staff => {}
        }
    }

    /// What a hand leans on, drawn with the arms.
    pub(super) fn aid_in_hand(&self, c: &mut Canvas<'_>) {
        let Some((aid @ (Aid::Cane | Aid::Staff), colour)) = self.looks.aid else { return };
        let [_, [_, hand]] = self.pose.arms;
        let ink = Ink::flat(c.lit(colour, 0.55));
        let dir = if self.pose.turn < -0.2 { -1.0 } else { 1.0 };
        let foot = (hand.0 + dir * 0.05, 0.0);
        if aid == Aid::Cane {
            c.stroke(Shape::through(&[(hand.0, hand.1 - 0.02), foot]), 0.026, ink);
            c.stroke(
                Shape::new().go(hand.0 + 0.01, hand.1 - 0.03).quad(
                    hand.0 + dir * 0.02,
                    hand.1 + 0.05,
                    hand.0 - dir * 0.08,
                    hand.1 + 0.02,
                ),
                0.03,
                ink,
            );
        } else {
            c.stroke(Shape::through(&[(hand.0 - dir * 0.02, 1.75), foot]), 0.036, ink);
        }
    }

    fn wheels(&self, c: &mut Canvas<'_>) {
        let frame = Ink::flat(c.lit(rgb(0x2c2f36), 0.3));
        let steel = Ink::flat(c.lit(rgb(0xa8aeb6), 0.8));
        let turn = self.pose.turn;
        let squeeze = 0.35 + 0.65 * turn.abs();
        let apart = 0.33 * (1.0 - 0.6 * turn.abs());
        let spokes = TwoTone::of(c, rgb(0x8a9098));
        for s in [-1.0_f32, 1.0] {
            let x = s * apart;
            c.stroke(Shape::oval(x, 0.31, 0.3 * squeeze, 0.3), 0.034, frame);
            c.stroke(Shape::oval(x, 0.31, 0.25 * squeeze, 0.25), 0.012, steel);
            for i in 0..4 {
                let (si, co) = (i as f32 * 0.785).sin_cos();
                let (a, b) = ((x - co * 0.25 * squeeze, 0.31 - si * 0.25), (x + co * 0.25 * squeeze, 0.31 + si * 0.25));
                c.stroke(Shape::through(&[a, b]), 0.006, Ink::flat(spokes.light));
            }
            c.stroke(Shape::through(&[(x, 0.66), (x + turn * 0.3, 0.66)]), 0.04, frame);
        }
        let dir = if turn < 0.0 { -1.0 } else { 1.0 };
        let front = dir * 0.42 * turn.abs();
        for s in [-1.0, 1.0] {
            c.stroke(Shape::oval(front + s * apart * 0.8, 0.07, 0.06, 0.07), 0.024, frame);
        }
        c.stroke(Shape::through(&[(front - 0.14, 0.09), (front + 0.14, 0.09)]), 0.03, steel);
    }
}
