//! The trunk: its garment, what hangs from the neck, aprons and scarves.

use crate::figures::face_model::TwoTone;
use crate::figures::garb::{Hat, Mark, Top};
use crate::figures::person::{Person, Trunk};
use crate::raster::canvas::{Canvas, Ink, Shape};

impl Person<'_> {
    pub(super) fn torso(&self, c: &mut Canvas<'_>) {
        let l = self.looks;
        let pose = self.pose;
        let w = 1.0 - 0.42 * pose.turn.abs();
        let half = self.half_shoulder() * w;
        let b = l.build;
        let (waist, hip) =
            if l.female { (0.112 * b * w, 0.15 * b.sqrt() * w) } else { (0.135 * b * w, 0.142 * b.sqrt() * w) };
        let chest = if l.female { 0.138 * b.sqrt() * w } else { 0.158 * b.sqrt() * w };
        let loose = l.top.loose();
        let belly = if l.has(Mark::Belly) { 0.05 * w } else { 0.0 };
        let waist = waist + belly;
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
        if matches!(l.top, Top::Hoodie) && l.hat.is_none_or(|h| h.0 != Hat::Hood) {
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
        let cloth = if matches!(l.top, Top::Bare | Top::Swim) { l.skin } else { l.top_colour };
        let two = TwoTone::of(c, cloth);
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
        let trunk = Trunk { half, neck, waist, hip: hip + loose, chest: chest + loose };
        self.pattern(c, &trunk, &two);
        self.great_belly(c, &two);
        if c.pixels_per_metre() > 25.0 {
            self.details(c, (half, neck), (waist, hip + loose), &two, &skin);
        }
        self.extras(c, half, waist, hip, neck);
        self.over(c, &trunk);
    }

    pub(super) fn extras(&self, c: &mut Canvas<'_>, half: f32, waist: f32, hip: f32, neck: f32) {
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
