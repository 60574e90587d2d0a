//! What is worn over the clothes, at the neck and on the back; patterns of cloth.

use crate::figures::face_model::TwoTone;
use crate::figures::garb::{Mark, Over};
use crate::figures::person::{Person, Trunk};
use crate::raster::canvas::{Canvas, Ink, Shape};
use crate::raster::colour::{Rgb, rgb};

impl Person<'_> {
    /// A belly before the trunk.
    pub(super) fn great_belly(&self, c: &mut Canvas<'_>, two: &TwoTone) {
        let l = self.looks;
        if self.pose.back || !(l.has(Mark::Pregnant) || l.has(Mark::Belly)) {
            return;
        }
        let (wide, high) = if l.has(Mark::Pregnant) { (0.15, 0.15) } else { (0.17, 0.13) };
        let (x, y) = self.pose.spine(0.22, self.pose.turn * 0.16);
        c.fill(Shape::oval(x, y, wide, high), two.ink(c, 0.58));
        c.stroke(
            Shape::new().go(x - wide * 0.7, y - high * 0.72).quad(x, y - high * 1.15, x + wide * 0.7, y - high * 0.72),
            0.008,
            Ink::flat(two.dark.darker(0.25)).alpha(0.6),
        );
    }

    /// Everything over the clothes, the lowest first.
    pub(super) fn over(&self, c: &mut Canvas<'_>, t: &Trunk) {
        let worn = |over: Over| self.looks.wears(over);
        if self.pose.back {
            return;
        }
        if let Some(colour) = worn(Over::Dungarees) {
            self.dungarees(c, t, colour);
        }
        for (over, stripes) in [
            (Over::Waistcoat, None),
            (Over::TacVest, None),
            (Over::LifeJacket, Some(0x3a3a40)),
            (Over::HiVis, Some(0xe8e8e8)),
        ] {
            if let Some(colour) = worn(over) {
                self.waistcoat(c, t, (colour, stripes), over);
            }
        }
        if let Some(colour) = worn(Over::Braces) {
            let ink = Ink::flat(c.lit(colour, 0.6));
            for s in [-1.0, 1.0] {
                let at = [self.pose.spine(1.0, s * t.neck * 1.5), self.pose.spine(0.02, s * t.waist * 0.62)];
                c.stroke(Shape::through(&at), 0.026, ink);
            }
        }
        for over in [Over::Belt, Over::GunBelt] {
            if let Some(colour) = worn(over) {
                self.belt(c, (0.0, 0.07), (t.waist, t.hip), c.lit(colour, 0.4));
                let (x, y) = self.pose.spine(0.035, 0.0);
                c.rect(x - 0.02, y - 0.018, 0.04, 0.036, Ink::flat(c.lit(rgb(0xd0b060), 0.8)));
                if over == Over::GunBelt {
                    let (x, y) = self.pose.spine(-0.12, t.hip * 0.95);
                    c.fill(Shape::round(x - 0.04, y - 0.1, 0.08, 0.2, 0.02), Ink::flat(c.lit(colour.darker(0.2), 0.4)));
                }
            }
        }
        self.diagonals(c, t);
        self.at_the_neck(c, t);
        self.on_the_chest(c, t);
        if let Some(colour) = worn(Over::Shawl) {
            self.shawl(c, &TwoTone::of(c, colour), 0.42);
        }
        if let Some(colour) = worn(Over::Poncho) {
            self.poncho(c, colour);
        }
        if let Some(colour) = worn(Over::Cape) {
            self.clasp(c, t, colour);
        }
    }

    fn dungarees(&self, c: &mut Canvas<'_>, t: &Trunk, colour: Rgb) {
        let p = |s: f32, x: f32| self.pose.spine(s, x);
        let two = TwoTone::of(c, colour);
        let bib = [
            p(0.72, -t.half * 0.55),
            p(0.72, t.half * 0.55),
            p(0.4, t.waist * 0.95),
            p(-0.1, t.hip),
            p(-0.1, -t.hip),
            p(0.4, -t.waist * 0.95),
        ];
        c.fill(Shape::poly(&bib), two.ink(c, 0.56));
        for s in [-1.0, 1.0] {
            c.stroke(Shape::through(&[p(0.72, s * t.half * 0.48), p(1.0, s * t.neck * 1.4)]), 0.03, two.ink(c, 0.5));
            let (x, y) = p(0.7, s * t.half * 0.46);
            c.disc(x, y, 0.014, Ink::flat(c.lit(rgb(0xd0b060), 0.8)));
        }
        let (a, b, d, e) = (p(0.62, -0.06), p(0.62, 0.06), p(0.48, 0.06), p(0.48, -0.06));
        c.stroke(Shape::poly(&[a, b, d, e]), 0.006, Ink::flat(two.dark.darker(0.25)));
    }

    fn waistcoat(&self, c: &mut Canvas<'_>, t: &Trunk, (colour, stripes): (Rgb, Option<u32>), over: Over) {
        let p = |s: f32, x: f32| self.pose.spine(s, x);
        let two = TwoTone::of(c, colour);
        let open = if over == Over::Waistcoat { 0.5 } else { 0.86 };
        let low = if over == Over::Waistcoat { -0.02 } else { 0.0 };
        for s in [-1.0_f32, 1.0] {
            let half = [
                p(1.0, s * t.neck * 1.1),
                p(0.95, s * t.half * 0.72),
                p(0.74, s * t.wide(0.74) * 0.92),
                p(0.3, s * t.wide(0.3)),
                p(low, s * t.wide(low)),
                p(low - 0.05, s * 0.03),
                p(open, 0.0),
            ];
            c.fill(Shape::poly(&half), two.ink(c, 0.56));
        }
        let dark = Ink::flat(two.dark.darker(0.3));
        c.stroke(Shape::through(&[p(open, 0.0), p(low - 0.03, 0.0)]), 0.007, dark);
        if let Some(hex) = stripes {
            let band = c.lit(rgb(hex), 0.9);
            self.belt(c, (0.2, 0.28), (t.waist, t.hip), band);
            for s in [-1.0, 1.0] {
                c.stroke(
                    Shape::through(&[p(0.95, s * t.half * 0.5), p(0.26, s * t.waist * 0.6)]),
                    0.034,
                    Ink::flat(band),
                );
            }
        } else if over == Over::TacVest {
            for (s, x) in [(0.5, -0.08), (0.5, 0.04), (0.28, -0.08), (0.28, 0.04)] {
                let (x, y) = p(s, x);
                c.fill(Shape::round(x - 0.03, y - 0.04, 0.08, 0.09, 0.01), Ink::flat(two.dark.darker(0.15)));
            }
        } else {
            for i in 0..3 {
                let (x, y) = p(open - 0.08 - 0.14 * i as f32, 0.014);
                c.disc(x, y, 0.008, Ink::flat(c.lit(rgb(0xc8b890), 0.7)));
            }
        }
    }

    /// What goes across the chest.
    fn diagonals(&self, c: &mut Canvas<'_>, t: &Trunk) {
        let p = |s: f32, x: f32| self.pose.spine(s, x);
        let l = self.looks;
        let band = |c: &mut Canvas<'_>, colour: Rgb, width: f32, s: f32| {
            let two = TwoTone::of(c, colour);
            let ink = two.ink(c, 0.5);
            c.stroke(Shape::through(&[p(0.98, -s * t.half * 0.62), p(0.05, s * t.hip * 0.9)]), width, ink);
        };
        if let Some(colour) = l.wears(Over::Sash) {
            band(c, colour, 0.075, 1.0);
        }
        if let Some(colour) = l.wears(Over::Sari) {
            band(c, colour.lighter(0.15), 0.14, -1.0);
            band(c, rgb(0xd0a84a), 0.02, -1.0);
        }
        if let Some(colour) = l.wears(Over::Satchel) {
            band(c, colour.darker(0.1), 0.026, 1.0);
            let two = TwoTone::of(c, colour);
            let (x, y) = p(-0.12, t.hip + 0.05);
            c.fill(Shape::round(x - 0.13, y - 0.13, 0.26, 0.22, 0.03), two.ink(c, 0.5));
            c.fill(Shape::round(x - 0.13, y - 0.02, 0.26, 0.11, 0.03), Ink::flat(two.dark));
        }
        if l.wears(Over::Quiver).is_some() {
            band(c, rgb(0x4a3222), 0.022, -1.0);
        }
        if l.wears(Over::Backpack).is_some() {
            for s in [-1.0, 1.0] {
                let ink = Ink::flat(c.lit(rgb(0x33383a), 0.4));
                c.stroke(Shape::through(&[p(0.99, s * t.half * 0.6), p(0.42, s * t.half * 0.72)]), 0.035, ink);
            }
        }
        if let Some(colour) = l.wears(Over::Sling) {
            let two = TwoTone::of(c, colour);
            c.stroke(Shape::through(&[p(1.0, t.neck * 1.2), p(0.36, -t.half * 0.7)]), 0.035, two.ink(c, 0.5));
            let cloth = [p(0.58, -t.half * 1.05), p(0.5, t.half * 0.55), p(0.3, t.half * 0.4), p(0.24, -t.half * 0.9)];
            c.fill(Shape::poly(&cloth), two.ink(c, 0.5));
        }
    }

    fn at_the_neck(&self, c: &mut Canvas<'_>, t: &Trunk) {
        let p = |s: f32, x: f32| self.pose.spine(s, x + self.pose.turn * 0.05);
        let l = self.looks;
        if let Some(colour) = l.wears(Over::Ruff) {
            let (x, y) = p(1.02, 0.0);
            let ink = Ink::flat(c.lit(colour, 0.85));
            for i in 0..9 {
                let k = (i as f32 - 4.0) / 4.0;
                c.fill(Shape::oval(x + k * 0.12, y - 0.01 + 0.02 * k * k, 0.03, 0.04), ink);
            }
        }
        for (over, r) in [(Over::Necklace, 0.0), (Over::Pearls, 0.013), (Over::Cross, 0.0)] {
            let Some(colour) = l.wears(over) else { continue };
            let ink = Ink::flat(c.lit(colour, 0.95));
            let (a, b, low) = (p(0.99, -t.neck * 1.3), p(0.99, t.neck * 1.3), p(0.76, 0.0));
            let line = Shape::new().go(a.0, a.1).quad(low.0 - 0.01, low.1 - 0.03, b.0, b.1);
            if r > 0.0 {
                for i in 0..9 {
                    let k = (i as f32 - 4.0) / 4.0;
                    let (x, y) = p(0.86 + 0.12 * k * k, k * t.neck * 1.35);
                    c.disc(x, y, r, ink);
                }
            } else {
                c.stroke(line, if over == Over::Cross { 0.008 } else { 0.02 }, ink);
            }
            if over == Over::Cross {
                let (x, y) = p(0.72, 0.0);
                c.rect(x - 0.009, y - 0.06, 0.018, 0.1, ink);
                c.rect(x - 0.03, y - 0.01, 0.06, 0.018, ink);
            }
        }
        if let Some(colour) = l.wears(Over::DogCollar) {
            let (x, y) = p(0.99, 0.0);
            c.fill(Shape::round(x - 0.03, y - 0.016, 0.06, 0.036, 0.008), Ink::flat(c.lit(colour, 0.9)));
        }
        if let Some(colour) = l.wears(Over::BowTie) {
            let (x, y) = p(0.92, 0.0);
            let ink = Ink::flat(c.lit(colour, 0.6));
            for s in [-1.0, 1.0] {
                c.fill(Shape::poly(&[(x, y), (x + s * 0.058, y + 0.03), (x + s * 0.058, y - 0.03)]), ink);
            }
            c.disc(x, y, 0.013, Ink::flat(c.lit(colour.darker(0.2), 0.4)));
        }
        if let Some(colour) = l.wears(Over::Stethoscope) {
            let ink = Ink::flat(c.lit(colour, 0.4));
            let (a, b, low) = (p(1.0, -t.neck * 1.2), p(1.0, t.neck * 1.2), p(0.5, 0.03));
            c.stroke(Shape::new().go(a.0, a.1).quad(a.0, low.1, low.0, low.1), 0.014, ink);
            c.stroke(Shape::new().go(b.0, b.1).quad(b.0, low.1 + 0.05, low.0, low.1), 0.014, ink);
            c.disc(low.0, low.1 - 0.02, 0.026, Ink::flat(c.lit(rgb(0xc4cad0), 0.8)));
        }
    }

    fn on_the_chest(&self, c: &mut Canvas<'_>, t: &Trunk) {
        let p = |s: f32, x: f32| self.pose.spine(s, x + self.pose.turn * 0.05);
        let l = self.looks;
        if l.wears(Over::Medals).is_some() {
            for (i, hex) in [0xb8362f, 0x3a68a8, 0x4b7d4f, 0xcf9f3a, 0x6b4584, 0xb8362f].into_iter().enumerate() {
                let (x, y) = p(0.74 - 0.1 * (i / 3) as f32, t.half * 0.28 + 0.036 * (i % 3) as f32);
                c.rect(x - 0.014, y, 0.028, 0.02, Ink::flat(c.lit(rgb(hex), 0.8)));
                c.disc(x, y - 0.014, 0.014, Ink::flat(c.lit(rgb(0xd9b04c), 0.9)));
            }
        }
        if let Some(colour) = l.wears(Over::Badge) {
            let (x, y) = p(0.7, t.half * 0.45);
            let star: Vec<(f32, f32)> = (0..10)
                .map(|i| {
                    let r = if i % 2 == 0 { 0.042 } else { 0.019 };
                    let (s, co) = (i as f32 * 0.628).sin_cos();
                    (x + s * r, y + co * r)
                })
                .collect();
            c.fill(Shape::poly(&star), Ink::flat(c.lit(colour, 0.95)));
        }
        if l.wears(Over::Flower).is_some() {
            let (x, y) = p(0.78, t.half * 0.42);
            for i in 0..5 {
                let (s, co) = (i as f32 * 1.257).sin_cos();
                c.disc(x + co * 0.018, y + s * 0.018, 0.016, Ink::flat(c.lit(rgb(0xf0e4e0), 0.9)));
            }
            c.disc(x, y, 0.011, Ink::flat(c.lit(rgb(0xd9b04c), 0.9)));
        }
    }

    pub(super) fn shawl(&self, c: &mut Canvas<'_>, two: &TwoTone, low: f32) {
        let p = |s: f32, x: f32| self.pose.spine(s, x);
        let w = self.half_shoulder() * (1.0 - 0.4 * self.pose.turn.abs()) + 0.05;
        let (a, b) = (p(1.03, -0.075), p(1.03, 0.075));
        let (l0, l1) = (p(low, -w * 1.06), p(low, w * 1.06));
        let (s0, s1) = (p(0.95, -w), p(0.95, w));
        let tip = p(low - 0.1, 0.0);
        let shape = Shape::new()
            .go(a.0, a.1)
            .quad(s0.0, s0.1, l0.0, l0.1)
            .quad(tip.0, tip.1, l1.0, l1.1)
            .quad(s1.0, s1.1, b.0, b.1)
            .quad(a.0 + 0.075, p(0.9, 0.0).1, a.0, a.1)
            .close();
        c.fill(shape, two.ink(c, 0.56));
        let fold = Ink::flat(two.dark.darker(0.2)).alpha(0.7);
        c.stroke(Shape::through(&[p(0.93, -0.01), p(low + 0.0, 0.02)]), 0.009, fold);
        c.stroke(Shape::through(&[p(0.9, -w * 0.6), p(low + 0.05, -w * 0.7)]), 0.007, fold);
        c.stroke(Shape::through(&[p(0.9, w * 0.6), p(low + 0.05, w * 0.7)]), 0.007, fold);
    }

    fn poncho(&self, c: &mut Canvas<'_>, colour: Rgb) {
        let p = |s: f32, x: f32| self.pose.spine(s, x);
        let two = TwoTone::of(c, colour);
        let at = |k: f32| [p(1.03 - k, -0.06 - 0.36 * k), p(0.98 - 1.35 * k, 0.0), p(1.03 - k, 0.06 + 0.36 * k)];
        let [a, m, b] = at(0.8);
        let (n0, n1) = (p(1.03, -0.075), p(1.03, 0.075));
        c.fill(Shape::poly(&[n0, a, m, b, n1]), two.ink(c, 0.56));
        for (i, hex) in [0xe2b63c, 0x3f6fb0, 0xece8df].into_iter().enumerate() {
            let [a, m, b] = at(0.35 + 0.16 * i as f32);
            c.stroke(Shape::through(&[a, m, b]), 0.022, Ink::flat(c.lit(rgb(hex), 0.6)));
        }
    }

    fn clasp(&self, c: &mut Canvas<'_>, t: &Trunk, colour: Rgb) {
        let p = |s: f32, x: f32| self.pose.spine(s, x);
        let two = TwoTone::of(c, colour);
        for s in [-1.0, 1.0] {
            let drape = [
                p(1.03, s * t.neck * 0.7),
                p(0.98, s * t.half * 0.98),
                p(0.6, s * (t.half + 0.05)),
                p(0.0, s * (t.hip + 0.09)),
                p(0.55, s * t.half * 0.72),
                p(0.88, s * t.half * 0.4),
            ];
            c.fill(Shape::poly(&drape), two.ink(c, 0.55));
        }
        let (x, y) = p(0.95, 0.0);
        c.stroke(
            Shape::through(&[p(0.96, -t.neck * 1.2), p(0.96, t.neck * 1.2)]),
            0.014,
            Ink::flat(c.lit(rgb(0xd0b060), 0.8)),
        );
        c.disc(x, y, 0.02, Ink::flat(c.lit(rgb(0xd9b04c), 0.9)));
    }
}
