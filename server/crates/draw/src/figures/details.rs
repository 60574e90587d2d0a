//! What is on a garment: collars, lapels, buttons, necklines.

use crate::figures::face_model::TwoTone;
use crate::figures::garb::{Bottom, Over, Top};
use crate::figures::person::Person;
use crate::figures::pose::Point;
use crate::raster::canvas::{Canvas, Ink, Shape};
use crate::raster::colour::rgb;

/// The trunk as the details need it: half the shoulders and the neck, half the waist and the hip, and the garment's two tones.
struct Front<'a> {
    half: f32,
    neck: f32,
    waist: f32,
    hip: f32,
    two: &'a TwoTone,
    skin: Ink,
    dark: Ink,
}

impl Person<'_> {
    pub(super) fn details(
        &self,
        c: &mut Canvas<'_>,
        (half, neck): (f32, f32),
        (waist, hip): (f32, f32),
        two: &TwoTone,
        skin: &TwoTone,
    ) {
        let l = self.looks;
        if self.pose.back {
            return;
        }
        let f = Front {
            half,
            neck,
            waist,
            hip,
            two,
            skin: Ink::flat(skin.dark.mix(skin.light, 0.4)),
            dark: Ink::flat(two.dark.darker(0.28)).alpha(0.8),
        };
        match l.top {
            Top::Shirt | Top::Uniform => self.buttoned(c, &f),
            Top::Suit | Top::Coat | Top::Jacket | Top::Tails | Top::LongCoat | Top::Fur => self.lapels(c, &f),
            Top::Puffer | Top::Boilersuit => self.zipped(c, &f),
            Top::Tee | Top::Dress | Top::MiniDress | Top::Tunic | Top::Gown | Top::Tutu | Top::Sleeveless => {
                self.neckline(c, &f);
            }
            Top::Sweater | Top::Hoodie | Top::Robe | Top::Skintight | Top::Gowned => self.round_neck(c, &f),
            Top::Cardigan => self.cardigan(c, &f),
            Top::Kimono => self.wrapped(c, &f),
            Top::Sari | Top::Toga => self.draped(c, &f),
            Top::Spacesuit => self.spacesuit(c, &f),
            Top::Armour => self.plates(c, &f),
            Top::Bare => self.bare(c, &f),
            Top::Swim => self.swimsuit(c, &f),
        }
        if l.bottom != Bottom::Skirt && matches!(l.top, Top::Shirt | Top::Tee) {
            self.belt(c, (-0.01, 0.05), (waist, hip), c.lit(rgb(0x2a211c), 0.3));
        }
    }

    /// A point of the front: `s` up the spine, `x` to the right of the middle.
    fn front(&self, s: f32, x: f32) -> Point {
        self.pose.spine(s, x + self.pose.turn * 0.06)
    }

    fn vee(&self, depth: f32, wide: f32) -> Shape {
        Shape::poly(&[self.front(1.02, -wide), self.front(1.02, wide), self.front(depth, 0.0)])
    }

    fn buttoned(&self, c: &mut Canvas<'_>, f: &Front<'_>) {
        let l = self.looks;
        let p = |s: f32, x: f32| self.front(s, x);
        c.fill(self.vee(0.86, f.neck * 0.85), f.skin);
        let collar = TwoTone::of(c, l.top_colour.lighter(0.14));
        for s in [-1.0, 1.0] {
            c.fill(
                Shape::poly(&[
                    p(1.035, s * f.neck * 0.95),
                    p(0.9, s * 0.012),
                    p(0.885, s * 0.062),
                    p(0.985, s * f.neck * 1.45),
                ]),
                collar.ink(c, 0.5),
            );
        }
        c.stroke(Shape::through(&[p(0.87, 0.0), p(-0.1, 0.0)]), 0.006, f.dark);
        if let Some(tie) = l.tie {
            self.tie(c, tie, 0.1);
        }
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
            self.belt(c, (0.03, 0.1), (f.waist, f.hip), c.lit(rgb(0x1c1a1a), 0.3));
        }
    }

    fn tie(&self, c: &mut Canvas<'_>, colour: crate::raster::colour::Rgb, low: f32) {
        let p = |s: f32, x: f32| self.front(s, x);
        let t = TwoTone::of(c, colour);
        c.fill(
            Shape::poly(&[
                p(0.94, -0.02),
                p(0.94, 0.02),
                p(0.88, 0.012),
                p(low + 0.15, 0.026),
                p(low, 0.0),
                p(low + 0.15, -0.026),
                p(0.88, -0.012),
            ]),
            t.ink(c, 0.5),
        );
    }

    fn lapels(&self, c: &mut Canvas<'_>, f: &Front<'_>) {
        let l = self.looks;
        let p = |s: f32, x: f32| self.front(s, x);
        let deep = if matches!(l.top, Top::Suit | Top::Tails) { 0.42 } else { 0.55 };
        let shirt = TwoTone::of(c, l.under_colour);
        c.fill(self.vee(deep, f.neck * 1.05), shirt.ink(c, 0.5));
        c.fill(self.vee(0.9, f.neck * 0.8), f.skin);
        if let Some(tie) = l.tie {
            self.tie(c, tie, deep + 0.03);
        }
        let wide: f32 = if l.top == Top::Fur { 1.7 } else { 1.0 };
        let shade =
            if l.top == Top::Fur { l.top_colour.lighter(0.18) } else { l.top_colour.lighter(0.08).darker(0.04) };
        let lapel = TwoTone::of(c, shade);
        for s in [-1.0, 1.0] {
            let ink = if s * c.pal.side > 0.0 { Ink::flat(lapel.light) } else { Ink::flat(lapel.dark.darker(0.1)) };
            c.fill(
                Shape::poly(&[
                    p(1.03, s * f.neck * 0.95),
                    p(0.99, s * f.neck * 1.6 * wide.min(1.3)),
                    p(0.82, s * (f.half * 0.52) * wide),
                    p(0.76, s * f.half * 0.46 * wide),
                    p(deep, 0.0),
                ]),
                ink,
            );
        }
        c.stroke(Shape::through(&[p(deep, 0.0), p(-0.1, 0.008)]), 0.006, f.dark);
        if !matches!(l.top, Top::Jacket | Top::Fur) {
            for i in 0..2 {
                let (x, y) = p(deep - 0.1 - 0.16 * i as f32, 0.018);
                c.disc(x, y, 0.008, f.dark);
            }
        }
        if l.top == Top::LongCoat {
            self.belt(c, (0.26, 0.33), (f.waist, f.hip), f.two.dark.darker(0.25));
        }
    }

    fn zipped(&self, c: &mut Canvas<'_>, f: &Front<'_>) {
        let l = self.looks;
        let p = |s: f32, x: f32| self.front(s, x);
        let (x, y) = p(0.99, 0.0);
        let band = TwoTone::of(c, l.top_colour.darker(0.15));
        c.fill(Shape::oval(x, y, f.neck * 1.4, 0.04), band.ink(c, 0.5));
        c.stroke(Shape::through(&[p(0.96, 0.0), p(-0.1, 0.0)]), 0.011, f.dark);
        if l.top == Top::Puffer {
            for i in 0..5 {
                let s = 0.82 - 0.19 * i as f32;
                let wide = f.waist.max(f.half * 0.8);
                let (a, m, b) = (p(s, -wide), p(s - 0.03, 0.0), p(s, wide));
                c.stroke(Shape::new().go(a.0, a.1).quad(m.0, m.1, b.0, b.1), 0.011, f.dark);
            }
        } else {
            for s in [-1.0, 1.0] {
                let at = [p(0.72, s * 0.05), p(0.72, s * 0.12), p(0.6, s * 0.12), p(0.6, s * 0.05)];
                c.stroke(Shape::poly(&at), 0.006, f.dark);
            }
            self.belt(c, (0.24, 0.29), (f.waist, f.hip), f.two.dark.darker(0.25));
        }
    }

    fn neckline(&self, c: &mut Canvas<'_>, f: &Front<'_>) {
        let l = self.looks;
        let p = |s: f32, x: f32| self.front(s, x);
        let (deep, wide) = match l.top {
            Top::Gown | Top::Tutu | Top::MiniDress => (0.78, 1.9),
            Top::Dress => (0.87, 1.25),
            Top::Sleeveless => (0.82, 1.6),
            _ => (0.93, 1.25),
        };
        let (a, b, d) = (p(1.015, -f.neck * wide), p(1.015, f.neck * wide), p(deep, 0.0));
        let neckline = Shape::new().go(a.0, a.1).quad(a.0, d.1, d.0, d.1).quad(b.0, d.1, b.0, b.1).close();
        c.fill(neckline, f.skin);
        if matches!(l.top, Top::Dress | Top::MiniDress | Top::Gown | Top::Tutu | Top::Tunic) {
            let belt = if l.top == Top::Tunic { c.lit(rgb(0x4a3222), 0.4) } else { f.two.dark.darker(0.28) };
            self.belt(c, (0.28, 0.32), (f.waist, f.hip), belt);
        }
    }

    fn round_neck(&self, c: &mut Canvas<'_>, f: &Front<'_>) {
        let l = self.looks;
        let p = |s: f32, x: f32| self.front(s, x);
        let (x, y) = p(0.985, 0.0);
        let band = TwoTone::of(c, l.top_colour.darker(0.18));
        c.fill(Shape::oval(x, y, f.neck * 1.35, 0.036), band.ink(c, 0.5));
        if l.top != Top::Skintight {
            c.fill(Shape::oval(x, y + 0.012, f.neck, 0.024), f.skin);
        }
        if l.top == Top::Hoodie {
            let cord = Ink::flat(c.lit(rgb(0xe8e2d6), 0.6));
            for s in [-1.0, 1.0] {
                c.stroke(Shape::through(&[p(0.93, s * 0.03), p(0.72, s * 0.034)]), 0.007, cord);
            }
            let (a, b, d, e) = (p(0.32, -0.09), p(0.32, 0.09), p(0.1, 0.12), p(0.1, -0.12));
            c.stroke(Shape::poly(&[a, b, d, e]), 0.006, f.dark);
        }
        if l.top == Top::Robe {
            c.stroke(Shape::through(&[p(0.95, 0.0), p(-0.12, 0.0)]), 0.008, f.dark);
            let cord = l.wears(Over::Belt).map_or(f.two.dark.darker(0.3), |colour| c.lit(colour, 0.5));
            self.belt(c, (0.22, 0.27), (f.waist, f.hip), cord);
        }
    }

    fn cardigan(&self, c: &mut Canvas<'_>, f: &Front<'_>) {
        let p = |s: f32, x: f32| self.front(s, x);
        let under = TwoTone::of(c, self.looks.under_colour);
        c.fill(self.vee(0.36, f.neck * 1.15), under.ink(c, 0.5));
        c.fill(self.vee(0.9, f.neck * 0.8), f.skin);
        c.stroke(Shape::through(&[p(0.36, 0.0), p(-0.1, 0.0)]), 0.02, Ink::flat(f.two.dark.darker(0.12)));
        for i in 0..4 {
            let (x, y) = p(0.3 - 0.11 * i as f32, 0.0);
            c.disc(x, y, 0.009, Ink::flat(c.lit(rgb(0xe8dfc8), 0.7)));
        }
    }

    fn wrapped(&self, c: &mut Canvas<'_>, f: &Front<'_>) {
        let p = |s: f32, x: f32| self.front(s, x);
        c.fill(self.vee(0.72, f.neck), f.skin);
        let edge = Ink::flat(c.lit(self.looks.top_colour.lighter(0.45), 0.6));
        c.stroke(Shape::through(&[p(1.02, f.neck), p(0.72, 0.0), p(0.36, -f.waist * 0.7)]), 0.026, edge);
        c.stroke(Shape::through(&[p(1.02, -f.neck), p(0.72, 0.0)]), 0.026, edge);
        let sash = c.lit(self.looks.top_colour.darker(0.4), 0.5);
        self.belt(c, (0.16, 0.36), (f.waist, f.hip), sash);
    }

    fn draped(&self, c: &mut Canvas<'_>, f: &Front<'_>) {
        let p = |s: f32, x: f32| self.front(s, x);
        let bare = [p(1.02, f.neck), p(0.96, f.half * 0.9), p(0.7, f.half * 0.8), p(0.82, 0.02)];
        if self.looks.top == Top::Toga {
            c.fill(Shape::poly(&bare), f.skin);
        } else {
            c.fill(self.vee(0.88, f.neck), f.skin);
        }
        for i in 0..4 {
            let k = 0.2 * i as f32;
            let (a, b) = (p(0.95 - k * 0.4, -f.half * 0.8), p(0.3 - k, f.waist));
            let mid = p(0.55 - k * 0.8, -0.02);
            c.stroke(Shape::new().go(a.0, a.1).quad(mid.0, mid.1, b.0, b.1), 0.01, f.dark);
        }
    }

    fn spacesuit(&self, c: &mut Canvas<'_>, f: &Front<'_>) {
        let p = |s: f32, x: f32| self.front(s, x);
        let (x, y) = p(0.99, 0.0);
        c.fill(Shape::oval(x, y, f.neck * 2.0, 0.05), Ink::flat(c.lit(rgb(0x8a9098), 0.6)));
        let (x, y) = p(0.5, 0.0);
        c.fill(Shape::round(x - 0.09, y - 0.06, 0.18, 0.13, 0.02), Ink::flat(c.lit(rgb(0x6a7078), 0.5)));
        for (i, hex) in [0xd9452f, 0x3f9a5e, 0x3f6fb0].into_iter().enumerate() {
            c.disc(x - 0.05 + 0.05 * i as f32, y + 0.02, 0.014, Ink::flat(c.lit(rgb(hex), 0.9)));
        }
        self.belt(c, (0.1, 0.15), (f.waist, f.hip), f.two.dark.darker(0.3));
    }

    fn plates(&self, c: &mut Canvas<'_>, f: &Front<'_>) {
        let p = |s: f32, x: f32| self.front(s, x);
        let shine = Ink::flat(f.two.light.lighter(0.4)).alpha(0.7);
        let k = c.pal.side * f.half * 0.4;
        c.stroke(Shape::through(&[p(0.86, k), p(0.5, k * 0.9), p(0.3, k * 0.7)]), 0.018, shine);
        for s in [0.62, 0.3, 0.12, -0.04] {
            let wide = if s > 0.4 { f.half * 0.85 } else { f.waist };
            let (a, m, b) = (p(s, -wide), p(s - 0.05, 0.0), p(s, wide));
            c.stroke(Shape::new().go(a.0, a.1).quad(m.0, m.1, b.0, b.1), 0.008, f.dark);
        }
        for s in [-1.0, 1.0] {
            let (x, y) = p(0.9, s * f.half * 0.98);
            let two = TwoTone::of(c, self.looks.top_colour.lighter(0.1));
            c.fill(Shape::oval(x, y, 0.075, 0.06), two.ink(c, 0.5));
        }
    }

    fn bare(&self, c: &mut Canvas<'_>, f: &Front<'_>) {
        let p = |s: f32, x: f32| self.front(s, x);
        for s in [-1.0, 1.0] {
            let (a, m, b) = (p(0.72, s * f.half * 0.75), p(0.62, s * f.half * 0.4), p(0.68, s * 0.012));
            c.stroke(Shape::new().go(a.0, a.1).quad(m.0, m.1, b.0, b.1), 0.006, f.dark);
        }
        c.stroke(Shape::through(&[p(0.62, 0.0), p(0.12, 0.0)]), 0.004, f.dark);
        self.belt(c, (-0.02, 0.05), (f.waist, f.hip), c.lit(rgb(0x2a211c), 0.3));
    }

    fn swimsuit(&self, c: &mut Canvas<'_>, f: &Front<'_>) {
        let p = |s: f32, x: f32| self.pose.spine(s, x);
        let two = TwoTone::of(c, self.looks.top_colour);
        let suit = [
            p(0.98, -f.half * 0.5),
            p(0.8, -0.06),
            p(0.8, 0.06),
            p(0.98, f.half * 0.5),
            p(0.9, f.half * 0.62),
            p(0.62, f.waist * 1.05),
            p(0.3, f.waist),
            p(-0.1, f.hip),
            p(-0.2, 0.0),
            p(-0.1, -f.hip),
            p(0.3, -f.waist),
            p(0.62, -f.waist * 1.05),
            p(0.9, -f.half * 0.62),
        ];
        c.fill(Shape::poly(&suit), two.ink(c, 0.56));
    }
}
