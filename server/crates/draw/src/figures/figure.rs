//! Bodies: limbs and clothes on a skeleton.

use crate::figures::action_pose::{Act, Arms};
use crate::figures::appearance::{Bottom, Hat, Looks, Top};
use crate::figures::face;
use crate::figures::face_model::{Face, TwoTone};
use crate::figures::hair;
use crate::figures::pose::{Point, Pose};
use crate::props::{self, Prop};
use crate::raster::canvas::{Canvas, Ink, Shape};
use crate::raster::colour::{Rgb, rgb};
use model::Age;

/// Which part of a figure is painted: they are kept apart so that a mouth can move without painting a coat again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Part {
    Body,
    Head,
    /// The middle of the head once more, with other eyes.
    Eyes,
    /// The lower half of the face once more, with another mouth.
    Mouth,
    /// Arms, and what they hold, in front of the head.
    Arms,
}

/// A person about to be drawn.
pub struct Person<'a> {
    pub looks: &'a Looks,
    pub pose: &'a Pose,
    pub act: Act,
    pub face: Face,
    pub holds: Option<Prop>,
}

impl Person<'_> {
    /// Draws a part; the canvas's plane has the person's feet at its origin and metres as units.
    pub fn draw(&self, c: &mut Canvas<'_>, part: Part) {
        let k = self.looks.height / 1.72;
        // Who lies is as thick as wide: the back touches the ground, not the spine.
        let old = c.push(0.0, 0.13 * k * self.pose.fall.sin().abs(), self.pose.fall, k);
        match part {
            Part::Body => self.body(c),
            Part::Head | Part::Eyes | Part::Mouth => self.head(c),
            Part::Arms => self.arms(c),
        }
        c.pop(old);
    }

    fn half_shoulder(&self) -> f32 {
        let l = self.looks;
        let base = match (l.female, l.age) {
            (_, Age::Child) => 0.15,
            (true, _) => 0.162,
            (false, Age::Teen) => 0.175,
            (false, _) => 0.195,
        };
        base * (0.72 + 0.28 * l.build)
    }

    fn head(&self, c: &mut Canvas<'_>) {
        let l = self.looks;
        let (x, y) = self.pose.head(l.head);
        let tilt = -(self.pose.lean * 0.6 + self.pose.tilt);
        let old = c.push(x, y, tilt, l.head);
        face::head(c, l, &self.face);
        c.pop(old);
    }

    fn arm_color(&self) -> (Rgb, f32) {
        let l = self.looks;
        let thick = match l.top {
            Top::Coat | Top::Robe => 1.28,
            Top::Jacket | Top::Hoodie | Top::Suit => 1.16,
            Top::Sweater | Top::Uniform => 1.08,
            _ => 1.0,
        };
        (l.top_colour, thick * (0.6 + 0.4 * l.build))
    }

    fn arm(&self, c: &mut Canvas<'_>, side: usize, shade: f32) {
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
        self.hand(c, elbow, hand, wrist, &skin);
        let short = matches!(l.top, Top::Tee | Top::Dress);
        if short {
            let mid = ((shoulder.0 + elbow.0) / 2.0, (shoulder.1 + elbow.1) / 2.0);
            let bare = [(mid.0, mid.1, 0.043), (elbow.0, elbow.1, 0.037), (hand.0, hand.1, wrist * 0.95)];
            let rim = bare.map(|(x, y, r)| (x, y, r + 0.007));
            c.fill(Shape::limb(&rim), Ink::flat(skin.dark.darker(0.25)).alpha(0.5));
            c.fill(Shape::limb(&bare), ink(&skin));
            c.fill(Shape::limb(&[(shoulder.0, shoulder.1, 0.052 * thick), (mid.0, mid.1, 0.052 * thick)]), ink(&cloth));
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
            if matches!(l.top, Top::Suit | Top::Coat) && c.pixels_per_metre() > 180.0 {
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
        if c.pixels_per_metre() > 500.0 {
            let line = Ink::flat(skin.dark.darker(0.2)).alpha(0.5);
            for i in -1..=1 {
                let across = 0.012 * i as f32;
                let (a, b) = (at(0.085, across), at(0.125, across * 0.7));
                c.stroke(Shape::through(&[a, b]), 0.003, line);
            }
        }
    }

    fn arms(&self, c: &mut Canvas<'_>) {
        let both_in_front = self.pose.turn.abs() < 0.3 && !self.pose.back;
        let prop = self.holds.filter(|_| !self.pose.back);
        if let (Some(prop), Arms::HoldBoth) = (prop, self.act.arms) {
            self.held(c, prop);
        }
        if both_in_front {
            self.arm(c, 0, 0.0);
        }
        self.arm(c, 1, 0.0);
        if let Some(prop) = prop.filter(|_| self.act.arms != Arms::HoldBoth) {
            self.held(c, prop);
            self.grip(c);
        }
    }

    /// A thing in the right hand, or between both.
    fn held(&self, c: &mut Canvas<'_>, prop: Prop) {
        let [[_, left], [elbow, hand]] = self.pose.arms;
        let size = props::hand_size(prop);
        let (x, y) = if self.act.arms == Arms::HoldBoth {
            // Between the thumbs, its lower edge behind them.
            ((left.0 + hand.0) / 2.0, (left.1 + hand.1) / 2.0 + 0.045)
        } else {
            let (dx, dy) = unit(elbow, hand);
            let under = match prop {
                Prop::Umbrella => 0.03,
                _ if props::hangs(prop) => size.1 * 0.92,
                _ => size.1 * 0.4,
            };
            (hand.0 + dx * 0.075, hand.1 + dy * 0.075 - under)
        };
        let old = if self.pose.turn < -0.2 { c.push_mirrored(x, y, 1.0) } else { c.push(x, y, 0.0, 1.0) };
        props::draw(c, prop);
        c.pop(old);
    }

    /// The fingers round what the right hand holds.
    fn grip(&self, c: &mut Canvas<'_>) {
        let [_, [elbow, hand]] = self.pose.arms;
        let (dx, dy) = unit(elbow, hand);
        let skin = TwoTone::of(c, self.looks.skin);
        let (ink, rim) = (skin.ink(c, 0.55), Ink::flat(skin.dark.darker(0.3)).alpha(0.5));
        let side = if self.pose.turn < -0.2 { 1.0 } else { -1.0 };
        for i in 0..3 {
            let along = 0.052 + 0.021 * i as f32;
            let (x, y) = (hand.0 + dx * along, hand.1 + dy * along);
            let finger = |r: f32| Shape::limb(&[(x + side * 0.026, y, r), (x - side * 0.012, y, r)]);
            c.fill(finger(0.0145), rim);
            c.fill(finger(0.011), ink);
        }
    }

    fn body(&self, c: &mut Canvas<'_>) {
        let l = self.looks;
        let pose = self.pose;
        let (hx, hy) = pose.head(l.head);
        let old = c.push(hx, hy, -(pose.lean * 0.6 + pose.tilt), l.head);
        if !pose.back {
            hair::behind(c, l, &self.face);
        }
        c.pop(old);
        if pose.turn.abs() >= 0.3 || pose.back {
            self.arm(c, 0, if pose.back { 0.0 } else { 0.2 });
        }
        self.legs(c);
        self.torso(c);
        if pose.back {
            self.arm(c, 1, 0.0);
        }
    }

    fn legs(&self, c: &mut Canvas<'_>) {
        let l = self.looks;
        let pose = self.pose;
        let bare = matches!(l.bottom, Bottom::Skirt | Bottom::Shorts) || l.top == Top::Dress;
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
            self.shoe(c, knee, ankle, shade);
            let (thigh, knee_r, ankle_r) = if bare { (0.07, 0.047, 0.034) } else { (0.084, 0.062, 0.048) };
            c.fill(
                Shape::limb(&[(hip.0, hip.1, thigh * b), (knee.0, knee.1, knee_r * b), (ankle.0, ankle.1, ankle_r)]),
                leg_ink,
            );
            if l.bottom == Bottom::Shorts && l.top != Top::Dress {
                let cloth = TwoTone::of(c, l.bottom_colour.darker(shade));
                let to = (hip.0 + (knee.0 - hip.0) * 0.75, hip.1 + (knee.1 - hip.1) * 0.75);
                c.fill(Shape::limb(&[(hip.0, hip.1, 0.09 * b), (to.0, to.1, 0.078 * b)]), cloth.ink(c, 0.55));
            }
        }
        if l.bottom == Bottom::Skirt && l.top != Top::Dress && l.long_hem().is_none() {
            self.hem(c, l.bottom_colour, 0.42, 0.0);
        }
    }

    fn shoe(&self, c: &mut Canvas<'_>, knee: Point, ankle: Point, shade: f32) {
        let l = self.looks;
        let two = TwoTone::of(c, l.shoes.darker(shade));
        let turn = self.pose.turn;
        let (x, y) = ankle;
        let tip = if turn.abs() > 0.3 { turn.signum() * 0.16 } else { (x - self.pose.hip.0).signum() * 0.05 };
        // A lifted heel points the toe down.
        let slope = ((y - 0.07) * 0.9).clamp(0.0, 0.16);
        let back = if turn.abs() > 0.3 { -turn.signum() * 0.045 } else { -tip * 0.8 };
        let width = if turn.abs() > 0.3 { 0.034 } else { 0.05 };
        let _ = knee;
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
    fn hem(&self, c: &mut Canvas<'_>, colour: Rgb, length: f32, rise: f32) {
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

    fn torso(&self, c: &mut Canvas<'_>) {
        let l = self.looks;
        let pose = self.pose;
        let w = 1.0 - 0.42 * pose.turn.abs();
        let half = self.half_shoulder() * w;
        let b = l.build;
        let (waist, hip) =
            if l.female { (0.112 * b * w, 0.15 * b.sqrt() * w) } else { (0.135 * b * w, 0.142 * b.sqrt() * w) };
        let chest = if l.female { 0.138 * b.sqrt() * w } else { 0.158 * b.sqrt() * w };
        let loose = match l.top {
            Top::Coat | Top::Robe => 0.03,
            Top::Sweater | Top::Hoodie | Top::Jacket | Top::Suit => 0.018,
            _ => 0.0,
        };
        let waist = if loose > 0.0 { waist.max(hip * 0.86) + loose } else { waist };
        // Neck.
        let skin = TwoTone::of(c, l.skin);
        let head = pose.head(l.head);
        let nape = pose.spine(0.96, 0.0);
        let chin = (nape.0 + (head.0 - nape.0) * 0.55, nape.1 + (head.1 - nape.1) * 0.55);
        let neck = if l.female { 0.047 } else { 0.058 * b.sqrt() };
        if let Some(hem) = l.long_hem() {
            self.hem(c, l.top_colour, hem, 0.05);
        }
        if l.top == Top::Hoodie && l.hat.is_none_or(|h| h.0 != Hat::Hood) {
            let hood = TwoTone::of(c, l.top_colour.darker(0.12));
            let p = pose.spine(1.0, 0.0);
            c.fill(Shape::oval(p.0 - pose.turn * 0.06, p.1 + 0.005, 0.125, 0.06), hood.ink(c, 0.5));
        }
        let throat = skin.dark.mix(skin.light, 0.22);
        c.fill(
            Shape::limb(&[(nape.0, nape.1 - 0.02, neck * 1.1), (chin.0, chin.1, neck)]),
            Ink::split(
                if c.pal.side < 0.0 { skin.light } else { throat },
                if c.pal.side < 0.0 { throat } else { skin.light },
                if c.pal.side < 0.0 { 0.34 } else { 0.66 },
            ),
        );
        // The garment.
        let two = TwoTone::of(c, l.top_colour);
        let p = |s: f32, x: f32| pose.spine(s, x);
        let outline = Shape::new();
        let (n0, s0, a0, w0, h0) =
            (p(1.0, -neck), p(0.9, -half), p(0.68, -chest - loose), p(0.3, -waist), p(-0.08, -hip - loose));
        let (n1, s1, a1, w1, h1) =
            (p(1.0, neck), p(0.9, half), p(0.68, chest + loose), p(0.3, waist), p(-0.08, hip + loose));
        let (t0, t1) = (p(0.985, -half * 0.72), p(0.985, half * 0.72));
        let (r0, r1) = (p(0.82, -half), p(0.82, half));
        let (b0, b1) = (p(0.16, -waist), p(0.16, waist));
        let bottom = p(-0.12, 0.0);
        let shape = outline
            .go(n0.0, n0.1)
            .quad(t0.0, t0.1, s0.0, s0.1)
            .quad(r0.0, r0.1, a0.0, a0.1)
            .quad((a0.0 + w0.0) / 2.0, (a0.1 + w0.1) / 2.0, w0.0, w0.1)
            .quad(b0.0, b0.1, h0.0, h0.1)
            .quad(bottom.0, bottom.1 - 0.012, h1.0, h1.1)
            .quad(b1.0, b1.1, w1.0, w1.1)
            .quad((a1.0 + w1.0) / 2.0, (a1.1 + w1.1) / 2.0, a1.0, a1.1)
            .quad(r1.0, r1.1, s1.0, s1.1)
            .quad(t1.0, t1.1, n1.0, n1.1)
            .close();
        c.fill(shape, two.ink(c, 0.58));
        if c.pixels_per_metre() > 45.0 {
            self.details(c, (half, neck), (waist, hip + loose), &two, &skin);
        }
        self.extras(c, half, waist, hip, neck);
    }

    fn details(
        &self,
        c: &mut Canvas<'_>,
        (half, neck): (f32, f32),
        (waist, hip): (f32, f32),
        two: &TwoTone,
        skin: &TwoTone,
    ) {
        let l = self.looks;
        let pose = self.pose;
        let shift = pose.turn * 0.06;
        let p = |s: f32, x: f32| pose.spine(s, x + shift);
        if pose.back {
            return;
        }
        let dark = Ink::flat(two.dark.darker(0.28)).alpha(0.8);
        let v = |depth: f32, wide: f32| {
            let (a, b, d) = (p(1.02, -wide), p(1.02, wide), p(depth, 0.0));
            Shape::poly(&[a, b, d])
        };
        match l.top {
            Top::Shirt | Top::Uniform => {
                c.fill(v(0.86, neck * 0.85), Ink::flat(skin.dark.mix(skin.light, 0.4)));
                let collar = TwoTone::of(c, l.top_colour.lighter(0.14));
                for s in [-1.0, 1.0] {
                    c.fill(
                        Shape::poly(&[
                            p(1.035, s * neck * 0.95),
                            p(0.9, s * 0.012),
                            p(0.885, s * 0.062),
                            p(0.985, s * neck * 1.45),
                        ]),
                        collar.ink(c, 0.5),
                    );
                }
                c.stroke(Shape::through(&[p(0.87, 0.0), p(-0.1, 0.0)]), 0.006, dark);
                if l.top == Top::Uniform {
                    let badge = Ink::flat(c.lit(rgb(0xd4b04a), 0.8));
                    let (x, y) = p(0.72, 0.075);
                    c.fill(
                        Shape::blob(&[
                            (x, y + 0.022),
                            (x + 0.018, y + 0.008),
                            (x + 0.01, y - 0.018),
                            (x - 0.01, y - 0.018),
                            (x - 0.018, y + 0.008),
                        ]),
                        badge,
                    );
                    self.belt(c, (0.03, 0.1), (waist, hip), c.lit(rgb(0x1c1a1a), 0.3));
                }
            }
            Top::Suit | Top::Coat | Top::Jacket => {
                let deep = if l.top == Top::Suit { 0.42 } else { 0.55 };
                let shirt = TwoTone::of(c, l.under_colour);
                c.fill(v(deep, neck * 1.05), shirt.ink(c, 0.5));
                c.fill(v(0.9, neck * 0.8), Ink::flat(skin.dark.mix(skin.light, 0.4)));
                if let Some(tie) = l.tie {
                    let t = TwoTone::of(c, tie);
                    c.fill(
                        Shape::poly(&[
                            p(0.94, -0.02),
                            p(0.94, 0.02),
                            p(0.88, 0.012),
                            p(0.6, 0.026),
                            p(deep + 0.03, 0.0),
                            p(0.6, -0.026),
                            p(0.88, -0.012),
                        ]),
                        t.ink(c, 0.5),
                    );
                }
                let lapel = TwoTone::of(c, l.top_colour.lighter(0.08).darker(0.04));
                for s in [-1.0, 1.0] {
                    let ink =
                        if s * c.pal.side > 0.0 { Ink::flat(lapel.light) } else { Ink::flat(lapel.dark.darker(0.1)) };
                    c.fill(
                        Shape::poly(&[
                            p(1.03, s * neck * 0.95),
                            p(0.99, s * neck * 1.6),
                            p(0.82, s * (half * 0.52)),
                            p(0.76, s * half * 0.46),
                            p(deep, 0.0),
                        ]),
                        ink,
                    );
                }
                c.stroke(Shape::through(&[p(deep, 0.0), p(-0.1, 0.008)]), 0.006, dark);
                if l.top != Top::Jacket {
                    for i in 0..2 {
                        let (x, y) = p(deep - 0.1 - 0.16 * i as f32, 0.018);
                        c.disc(x, y, 0.008, dark);
                    }
                }
            }
            Top::Tee | Top::Dress => {
                let deep = if l.top == Top::Dress { 0.87 } else { 0.93 };
                let (a, b, d) = (p(1.015, -neck * 1.25), p(1.015, neck * 1.25), p(deep, 0.0));
                let neckline = Shape::new().go(a.0, a.1).quad(a.0, d.1, d.0, d.1).quad(b.0, d.1, b.0, b.1).close();
                c.fill(neckline, Ink::flat(skin.dark.mix(skin.light, 0.5)));
                if l.top == Top::Dress {
                    self.belt(c, (0.28, 0.32), (waist, hip), two.dark.darker(0.28));
                }
            }
            Top::Sweater | Top::Hoodie | Top::Robe => {
                let (x, y) = p(0.985, 0.0);
                let band = TwoTone::of(c, l.top_colour.darker(0.18));
                c.fill(Shape::oval(x, y, neck * 1.35, 0.036), band.ink(c, 0.5));
                c.fill(Shape::oval(x, y + 0.012, neck * 1.0, 0.024), Ink::flat(skin.dark));
                if l.top == Top::Hoodie {
                    for s in [-1.0, 1.0] {
                        c.stroke(
                            Shape::through(&[p(0.93, s * 0.03), p(0.72, s * 0.034)]),
                            0.007,
                            Ink::flat(c.lit(rgb(0xe8e2d6), 0.6)),
                        );
                    }
                    let (a, b, d, e) = (p(0.32, -0.09), p(0.32, 0.09), p(0.1, 0.12), p(0.1, -0.12));
                    c.stroke(Shape::poly(&[a, b, d, e]), 0.006, dark);
                }
            }
        }
        if l.bottom != Bottom::Skirt && matches!(l.top, Top::Shirt | Top::Tee) {
            self.belt(c, (-0.01, 0.05), (waist, hip), c.lit(rgb(0x2a211c), 0.3));
        }
    }

    /// A band round the trunk between two parts of the spine, as wide as the trunk is there.
    fn belt(&self, c: &mut Canvas<'_>, (low, high): (f32, f32), (waist, hip): (f32, f32), colour: Rgb) {
        let wide = |s: f32| (waist + (hip - waist) * ((0.3 - s) / 0.38).clamp(0.0, 1.0).powi(2)) * 0.985;
        let p = |s: f32, sign: f32| self.pose.spine(s, sign * wide(s));
        c.fill(Shape::poly(&[p(low, -1.0), p(high, -1.0), p(high, 1.0), p(low, 1.0)]), Ink::flat(colour));
    }

    fn extras(&self, c: &mut Canvas<'_>, half: f32, waist: f32, hip: f32, neck: f32) {
        let l = self.looks;
        let pose = self.pose;
        let p = |s: f32, x: f32| pose.spine(s, x);
        if let Some(colour) = l.apron
            && !pose.back
        {
            let two = TwoTone::of(c, colour);
            let (wx, low) = (waist * 0.86, if pose.seated { -0.1 } else { -0.62 });
            c.fill(
                Shape::poly(&[
                    p(0.78, -half * 0.48),
                    p(0.78, half * 0.48),
                    p(0.36, wx),
                    p(0.3, waist),
                    p(low, hip),
                    p(low, -hip),
                    p(0.3, -waist),
                    p(0.36, -wx),
                ]),
                two.ink(c, 0.56),
            );
            for s in [-1.0, 1.0] {
                c.stroke(Shape::through(&[p(0.78, s * half * 0.46), p(1.0, s * neck)]), 0.012, Ink::flat(two.dark));
            }
            c.stroke(Shape::through(&[p(0.32, -waist), p(0.32, waist)]), 0.013, Ink::flat(two.dark.darker(0.15)));
        }
        if let Some(colour) = l.scarf {
            let two = TwoTone::of(c, colour);
            let tail = TwoTone::of(c, colour.darker(0.12));
            if !pose.back {
                let s = l.parting;
                c.fill(
                    Shape::poly(&[p(0.97, s * 0.02), p(0.97, s * 0.085), p(0.45, s * 0.1), p(0.44, s * 0.03)]),
                    tail.ink(c, 0.5),
                );
            }
            let (x, y) = p(1.0, pose.turn * 0.01);
            c.fill(Shape::round(x - neck * 1.75, y - 0.04, neck * 3.5, 0.085, 0.04), two.ink(c, 0.56));
            c.stroke(
                Shape::new().go(x - neck * 1.4, y + 0.012).quad(x, y - 0.018, x + neck * 1.4, y + 0.006),
                0.006,
                Ink::flat(two.dark.darker(0.25)),
            );
        }
    }
}

fn unit(a: Point, b: Point) -> (f32, f32) {
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let len = (dx * dx + dy * dy).sqrt().max(1e-4);
    (dx / len, dy / len)
}
