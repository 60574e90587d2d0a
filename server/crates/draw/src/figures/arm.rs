//! Arms, hands and what covers them.

use crate::figures::face_model::TwoTone;
use crate::figures::garb::{Mark, Over, Sleeve, Top};
use crate::figures::person::{Person, unit};
use crate::figures::pose::Point;
use crate::raster::canvas::{Canvas, Ink, Shape};
use crate::raster::colour::{Rgb, rgb};

impl Person<'_> {
    fn arm_color(&self) -> (Rgb, f32) {
        let l = self.looks;
        // Under a waistcoat or dungarees the sleeves are the shirt's.
        (l.top_colour, l.top.thick() * (0.6 + 0.4 * l.build))
    }

    pub(super) fn arm(&self, c: &mut Canvas<'_>, side: usize, shade: f32) {
        let l = self.looks;
        let pose = self.pose;
        let Some(&[elbow, hand]) = pose.arms.get(side) else { return };
        let shoulder = pose.shoulder(side, self.half_shoulder() - 0.034);
        let (colour, thick) = self.arm_color();
        let cloth = TwoTone::of(c, colour.darker(shade));
        let skin = TwoTone::of(c, l.skin.darker(shade * 0.6));
        // An arm is all light or all shade: that parts it from the trunk.
        let lit = match (pose.turn.abs() > 0.3, side) {
            (true, 0) => 0.15,
            (true, _) => 0.8,
            (false, 0) => {
                if c.pal.side < 0.0 {
                    1.0
                } else {
                    0.05
                }
            }
            (false, _) => {
                if c.pal.side > 0.0 {
                    1.0
                } else {
                    0.05
                }
            }
        };
        let ink = |two: &TwoTone| Ink::flat(two.dark.mix(two.light, lit));
        let wrist = 0.03 * if l.female { 0.9 } else { 1.05 };
        self.hand(c, elbow, hand, wrist, &self.glove(c, shade).unwrap_or(skin));
        let skin = TwoTone::of(c, l.skin.darker(shade * 0.6));
        if l.top.sleeve() != Sleeve::Long {
            let mid = ((shoulder.0 + elbow.0) / 2.0, (shoulder.1 + elbow.1) / 2.0);
            let bare = [(mid.0, mid.1, 0.043), (elbow.0, elbow.1, 0.037), (hand.0, hand.1, wrist * 0.95)];
            let rim = bare.map(|(x, y, r)| (x, y, r + 0.007));
            c.fill(Shape::limb(&rim), Ink::flat(skin.dark.darker(0.25)).alpha(0.5));
            c.fill(Shape::limb(&bare), ink(&skin));
            if l.top.sleeve() == Sleeve::Short {
                let joints = [(shoulder.0, shoulder.1, 0.052 * thick), (mid.0, mid.1, 0.052 * thick)];
                c.fill(Shape::limb(&joints), ink(&cloth));
            } else {
                c.fill(Shape::limb(&[(shoulder.0, shoulder.1, 0.05), (mid.0, mid.1, 0.043)]), ink(&skin));
            }
            self.on_bare_arm(c, elbow, hand);
        } else {
            let sleeve = |more: f32| {
                Shape::limb(&[
                    (shoulder.0, shoulder.1, 0.052 * thick),
                    (elbow.0, elbow.1, 0.046 * thick + more),
                    (hand.0, hand.1, 0.036 * thick + more),
                ])
            };
            // A dark rim parts it from cloth of the same colour behind it.
            c.fill(sleeve(0.009), Ink::flat(cloth.dark.darker(0.3)).alpha(0.55));
            c.fill(sleeve(0.0), ink(&cloth));
            // A fold at the elbow, and the edge that the light catches.
            if c.pixels_per_metre() > 150.0 {
                let (dx, dy) = unit(shoulder, elbow);
                let fold = Ink::flat(cloth.dark.darker(0.25)).alpha(0.45);
                let r = 0.04 * thick;
                c.stroke(
                    Shape::new().go(elbow.0 - dy * r, elbow.1 + dx * r).quad(
                        elbow.0 + dx * 0.03,
                        elbow.1 + dy * 0.03,
                        elbow.0 + dy * r * 0.4,
                        elbow.1 - dx * r * 0.4,
                    ),
                    0.006,
                    fold,
                );
            }
            if matches!(l.top, Top::Suit | Top::Coat | Top::Tails | Top::LongCoat) && c.pixels_per_metre() > 180.0 {
                let cuff = Ink::flat(c.lit(l.under_colour, 0.5));
                let (dx, dy) = unit(elbow, hand);
                let at = (hand.0 + dx * 0.032, hand.1 + dy * 0.032);
                c.stroke(
                    Shape::through(&[(at.0 - dy * 0.03, at.1 + dx * 0.03), (at.0 + dy * 0.03, at.1 - dx * 0.03)]),
                    0.014,
                    cuff,
                );
            }
        }
    }

    fn hand(&self, c: &mut Canvas<'_>, elbow: Point, hand: Point, wrist: f32, skin: &TwoTone) {
        let (dx, dy) = unit(elbow, hand);
        let ink = skin.ink(c, 0.55);
        let at = |along: f32, across: f32| (hand.0 + dx * along - dy * across, hand.1 + dy * along + dx * across);
        let palm = at(0.06, 0.0);
        let thumb_side = if self.pose.turn < -0.2 { -1.0 } else { 1.0 };
        let fingers = at(0.115, 0.006 * thumb_side);
        let shape = |more: f32| {
            let joints = [(hand.0, hand.1, wrist), (palm.0, palm.1, 0.036), (fingers.0, fingers.1, 0.022)];
            Shape::limb(&joints.map(|(x, y, r)| (x, y, r + more)))
        };
        // A dark rim parts it from a face or another hand behind it.
        c.fill(shape(0.006), Ink::flat(skin.dark.darker(0.3)).alpha(0.5));
        c.fill(shape(0.0), ink);
        let (t0, t1) = (at(0.035, 0.02 * thumb_side), at(0.082, 0.044 * thumb_side));
        c.fill(Shape::limb(&[(t0.0, t0.1, 0.016), (t1.0, t1.1, 0.0115)]), ink);
        self.on_hand(c, hand, fingers);
        if c.pixels_per_metre() > 500.0 {
            let line = Ink::flat(skin.dark.darker(0.2)).alpha(0.5);
            for i in -1..=1 {
                let across = 0.012 * i as f32;
                let (a, b) = (at(0.085, across), at(0.125, across * 0.7));
                c.stroke(Shape::through(&[a, b]), 0.003, line);
            }
        }
    }

    /// The cloth or leather of a hand that is covered.
    fn glove(&self, c: &Canvas<'_>, shade: f32) -> Option<TwoTone> {
        let l = self.looks;
        let colour = [Over::Gloves, Over::LongGloves, Over::BoxingGloves].into_iter().find_map(|over| l.wears(over));
        let colour = colour.or(matches!(l.top, Top::Spacesuit | Top::Armour).then(|| l.top_colour.darker(0.25)));
        let colour = colour.or(l.has(Mark::BandagedHand).then_some(rgb(0xece8de)));
        colour.map(|colour| TwoTone::of(c, colour.darker(shade)))
    }

    /// Long gloves and tattoos.
    fn on_bare_arm(&self, c: &mut Canvas<'_>, elbow: Point, hand: Point) {
        let l = self.looks;
        if let Some(colour) = l.wears(Over::LongGloves) {
            let two = TwoTone::of(c, colour);
            c.fill(Shape::limb(&[(elbow.0, elbow.1, 0.042), (hand.0, hand.1, 0.033)]), two.ink(c, 0.55));
        }
        if l.has(Mark::Tattoo) {
            let ink = Ink::flat(c.lit(rgb(0x27384a).mix(l.skin, 0.25), 0.4)).alpha(0.85);
            for i in 0..5 {
                let t = 0.08 + 0.2 * i as f32;
                let (x, y) = (elbow.0 + (hand.0 - elbow.0) * t, elbow.1 + (hand.1 - elbow.1) * t);
                c.stroke(Shape::oval(x, y, 0.024, 0.014), 0.009, ink);
            }
        }
    }

    /// What a hand wears that is larger than a hand.
    fn on_hand(&self, c: &mut Canvas<'_>, hand: Point, fingers: Point) {
        let l = self.looks;
        if let Some(colour) = l.wears(Over::BoxingGloves) {
            let two = TwoTone::of(c, colour);
            c.fill(Shape::limb(&[(hand.0, hand.1, 0.05), (fingers.0, fingers.1, 0.075)]), two.ink(c, 0.55));
            c.fill(Shape::limb(&[(hand.0, hand.1, 0.044)]), Ink::flat(c.lit(rgb(0xf0ece4), 0.6)));
        }
        if l.has(Mark::HookHand) {
            let steel = Ink::flat(c.lit(rgb(0xb4b9be), 0.8));
            c.stroke(
                Shape::new().go(hand.0, hand.1).quad(hand.0 + 0.1, hand.1 - 0.1, hand.0 - 0.01, hand.1 - 0.13),
                0.022,
                steel,
            );
        }
        if l.wears(Over::Cuffs).is_some() {
            c.stroke(Shape::oval(hand.0, hand.1 + 0.01, 0.04, 0.03), 0.014, Ink::flat(c.lit(rgb(0xa8aeb4), 0.8)));
        }
    }
}
