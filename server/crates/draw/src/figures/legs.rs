//! Legs, feet, skirts and hems.

use crate::figures::face_model::TwoTone;
use crate::figures::garb::{Bottom, Feet, Mark, Top};
use crate::figures::person::Person;
use crate::figures::pose::Point;
use crate::raster::canvas::{Canvas, Ink, Shape};
use crate::raster::colour::{Rgb, rgb};

impl Person<'_> {
    pub(super) fn legs(&self, c: &mut Canvas<'_>) {
        let l = self.looks;
        let pose = self.pose;
        let bare =
            matches!(l.bottom, Bottom::Skirt | Bottom::MiniSkirt | Bottom::LongSkirt | Bottom::Shorts | Bottom::Bare)
                || l.top == Top::Bare && l.bottom == Bottom::Shorts;
        let tight = bare || l.bottom == Bottom::Leggings || l.top == Top::Skintight;
        let b = 0.55 + 0.45 * l.build;
        for side in 0..2 {
            let sign = if side == 0 { -1.0 } else { 1.0 };
            let Some(&[knee, ankle]) = pose.legs.get(side) else { continue };
            let hip = (pose.hip.0 + sign * 0.075 * (1.0 - 0.6 * pose.turn.abs()), pose.hip.1 + 0.01);
            let shade = if side == 0 && pose.turn.abs() > 0.3 { 0.22 } else { 0.0 };
            let colour = if bare { l.skin.darker(0.06) } else { l.bottom_colour };
            let two = TwoTone::of(c, colour.darker(shade));
            let lit_leg = if sign * c.pal.side > 0.0 { 0.95 } else { 0.12 };
            let leg_ink =
                if pose.turn.abs() > 0.3 { two.ink(c, 0.6) } else { Ink::flat(two.dark.mix(two.light, lit_leg)) };
            self.foot(c, ankle, shade);
            let (thigh, knee_r, ankle_r) = if tight { (0.07, 0.047, 0.034) } else { (0.084, 0.062, 0.048) };
            c.fill(
                Shape::limb(&[(hip.0, hip.1, thigh * b), (knee.0, knee.1, knee_r * b), (ankle.0, ankle.1, ankle_r)]),
                leg_ink,
            );
            self.on_leg(c, side, knee, ankle);
            if matches!(l.bottom, Bottom::Shorts | Bottom::Breeches) {
                let cloth = TwoTone::of(c, l.bottom_colour.darker(shade));
                let part = if l.bottom == Bottom::Breeches { 1.0 } else { 0.75 };
                let to = (hip.0 + (knee.0 - hip.0) * part, hip.1 + (knee.1 - hip.1) * part);
                c.fill(Shape::limb(&[(hip.0, hip.1, 0.09 * b), (to.0, to.1, 0.078 * b)]), cloth.ink(c, 0.55));
            }
        }
        let skirt = match l.bottom {
            Bottom::Skirt => Some(0.42),
            Bottom::MiniSkirt => Some(0.24),
            Bottom::LongSkirt => Some(0.76),
            _ => None,
        };
        if let Some(length) = skirt.filter(|length| l.long_hem().is_none_or(|hem| hem < *length)) {
            self.hem(c, l.bottom_colour, length, 0.0);
        }
    }

    /// A foot in what it wears, up to the knee for boots.
    fn foot(&self, c: &mut Canvas<'_>, ankle: Point, shade: f32) {
        let l = self.looks;
        let colour = match l.feet {
            Feet::Bare | Feet::Sandals => l.skin.darker(shade + 0.05),
            _ => l.shoes.darker(shade),
        };
        self.shoe(c, TwoTone::of(c, colour), ankle);
        if l.feet == Feet::Sandals {
            let strap = Ink::flat(c.lit(l.shoes, 0.4));
            c.stroke(
                Shape::through(&[(ankle.0 - 0.05, ankle.1 - 0.01), (ankle.0 + 0.06, ankle.1 - 0.035)]),
                0.016,
                strap,
            );
        }
    }

    /// Boots, casts and wooden legs, over the leg.
    fn on_leg(&self, c: &mut Canvas<'_>, side: usize, knee: Point, ankle: Point) {
        let l = self.looks;
        let at = |t: f32| (ankle.0 + (knee.0 - ankle.0) * t, ankle.1 + (knee.1 - ankle.1) * t);
        if l.feet == Feet::Boots {
            let two = TwoTone::of(c, l.shoes);
            let top = at(0.62);
            let ink = two.ink(c, 0.55);
            c.fill(Shape::limb(&[(top.0, top.1, 0.062), (ankle.0, ankle.1, 0.05)]), ink);
        }
        if l.feet == Feet::Heels {
            c.stroke(
                Shape::through(&[(ankle.0 - 0.035, ankle.1), (ankle.0 - 0.04, 0.0)]),
                0.014,
                Ink::flat(c.lit(l.shoes, 0.3)),
            );
        }
        if side == 1 && l.has(Mark::PlasterLeg) {
            let two = TwoTone::of(c, rgb(0xf0ece4));
            let top = at(1.15);
            let ink = two.ink(c, 0.55);
            c.fill(Shape::limb(&[(top.0, top.1, 0.085), (ankle.0, ankle.1 - 0.03, 0.07)]), ink);
        }
        if side == 1 && l.has(Mark::PegLeg) {
            let wood = Ink::flat(c.lit(rgb(0x7a5636), 0.6));
            c.fill(Shape::limb(&[(knee.0, knee.1, 0.05), (ankle.0, ankle.1 - 0.06, 0.028)]), wood);
        }
    }

    fn shoe(&self, c: &mut Canvas<'_>, two: TwoTone, ankle: Point) {
        let turn = self.pose.turn;
        let (x, y) = ankle;
        let tip = if turn.abs() > 0.3 { turn.signum() * 0.16 } else { (x - self.pose.hip.0).signum() * 0.05 };
        // A lifted heel points the toe down.
        let slope = ((y - 0.07) * 0.9).clamp(0.0, 0.16);
        let back = if turn.abs() > 0.3 { -turn.signum() * 0.045 } else { -tip * 0.8 };
        let width = if turn.abs() > 0.3 { 0.034 } else { 0.05 };
        c.fill(
            Shape::limb(&[
                (x + back * 0.5, y - 0.025, width),
                (x + tip * 0.55, y - 0.035 - slope * 0.5, width * 0.9),
                (x + tip * 0.85, y - 0.045 - slope, width * 0.62),
            ]),
            two.ink(c, 0.5),
        );
        c.fill(Shape::limb(&[(x, y + 0.02, 0.042), (x + back * 0.3, y - 0.03, 0.044)]), two.ink(c, 0.5));
    }

    /// Cloth from the waist down over the thighs, `length` metres long.
    pub(super) fn hem(&self, c: &mut Canvas<'_>, colour: Rgb, length: f32, rise: f32) {
        let pose = self.pose;
        let two = TwoTone::of(c, colour);
        let b = 0.6 + 0.4 * self.looks.build;
        let waist = 0.135 * b * (1.0 - 0.3 * pose.turn.abs());
        if pose.seated {
            let [[k0, _], [k1, _]] = pose.legs;
            for (sign, knee) in [(-1.0, k0), (1.0, k1)] {
                let hip = (pose.hip.0 + sign * 0.075 * (1.0 - 0.6 * pose.turn.abs()), pose.hip.1 + 0.03);
                c.fill(
                    Shape::limb(&[
                        (hip.0, hip.1, 0.11 * b),
                        (knee.0, knee.1, 0.085 * b),
                        (knee.0, knee.1 - length * 0.35, 0.09 * b),
                    ]),
                    two.ink(c, 0.55),
                );
            }
            return;
        }
        let [[k0, a0], [k1, a1]] = pose.legs;
        let y = pose.hip.1 - length;
        // The hem is as wide as the legs are apart there.
        let at = |k: Point, a: Point| {
            let t = ((pose.hip.1 - y) / (pose.hip.1 - a.1).max(0.1)).clamp(0.0, 1.0);
            if t < 0.5 { pose.hip.0 + (k.0 - pose.hip.0) * t * 2.0 } else { k.0 + (a.0 - k.0) * (t - 0.5) * 2.0 }
        };
        let (x0, x1) = (at(k0, a0), at(k1, a1));
        let flare = 0.13 + 0.09 * length;
        let (left, right) = (x0.min(x1).min(pose.hip.0) - flare * b, x0.max(x1).max(pose.hip.0) + flare * b);
        let top = pose.spine(0.3 + rise, 0.0);
        c.fill(
            Shape::new()
                .go(top.0 - waist, top.1)
                .quad(pose.hip.0 - waist * 1.45, pose.hip.1 - 0.05, left, y)
                .quad((left + right) / 2.0, y - 0.035, right, y)
                .quad(pose.hip.0 + waist * 1.45, pose.hip.1 - 0.05, top.0 + waist, top.1)
                .close(),
            two.ink(c, 0.58),
        );
        if c.pixels_per_metre() > 90.0 {
            let fold = Ink::flat(two.dark.darker(0.12)).alpha(0.5);
            for (i, k) in [(-0.45_f32, 0.9_f32), (0.2, 1.0), (0.55, 0.8)] {
                let x = (left + right) / 2.0 + i * (right - left) / 2.0;
                c.stroke(
                    Shape::new().go(x, y + 0.01).quad(
                        x - i * 0.02,
                        y + 0.12,
                        pose.hip.0 + i * waist,
                        y + length * 0.62 * k,
                    ),
                    0.007,
                    fold,
                );
            }
        }
    }
}
