//! Patterns of cloth.

use crate::figures::face_model::TwoTone;
use crate::figures::garb::Pattern;
use crate::figures::person::{Person, Trunk};
use crate::raster::canvas::{Canvas, Ink, Shape};
use crate::raster::colour::rgb;
use crate::rng::Rng;

impl Person<'_> {
    /// Stripes, checks, spots, flowers and patches on the trunk's cloth.
    pub(super) fn pattern(&self, c: &mut Canvas<'_>, t: &Trunk, two: &TwoTone) {
        let Some(pattern) = self.looks.pattern.filter(|_| c.pixels_per_metre() > 25.0) else { return };
        let l = self.looks;
        let p = |s: f32, x: f32| self.pose.spine(s, x);
        let bright = l.top_colour.luma() > 0.55;
        let other = if bright { l.top_colour.darker(0.45) } else { l.top_colour.lighter(0.55) };
        let ink = Ink::flat(c.lit(other, 0.55)).alpha(0.85);
        let bands = |c: &mut Canvas<'_>, n: usize, width: f32| {
            for i in 0..n {
                let s = 0.9 - 0.98 * i as f32 / n as f32;
                let wide = t.wide(s) * 0.97;
                c.stroke(Shape::through(&[p(s, -wide), p(s, wide)]), width, ink);
            }
        };
        let mut rng = Rng::new(l.seed ^ 21);
        match pattern {
            Pattern::Stripes => bands(c, 8, 0.026),
            Pattern::Checks => {
                bands(c, 6, 0.016);
                for i in -2..=2 {
                    let k = 0.36 * i as f32;
                    let at = [p(0.86, k * t.wide(0.86)), p(0.3, k * t.wide(0.3)), p(-0.06, k * t.wide(-0.06))];
                    c.stroke(Shape::through(&at), 0.016, ink);
                }
            }
            Pattern::Dots | Pattern::Flowers | Pattern::Sequins => {
                let low = -(l.long_hem().unwrap_or(0.05) / 0.5) * 0.85;
                let hexes = [0xd9456a, 0xe2b63c, 0x4b7d4f, 0xece8df];
                for i in 0..46 {
                    let s = rng.range(low, 0.9);
                    let (x, y) = p(s, rng.range(-0.88, 0.88) * t.wide(s.max(-0.05)) * (1.0 + (-s).max(0.0) * 0.5));
                    let at = if matches!(pattern, Pattern::Flowers) {
                        Ink::flat(c.lit(rgb(hexes.get(i % 4).copied().unwrap_or(0)), 0.7))
                    } else {
                        ink
                    };
                    let r = if pattern == Pattern::Sequins { 0.008 } else { 0.018 };
                    c.disc(x, y, r, at);
                }
            }
            Pattern::Rags => {
                for i in 0..5 {
                    let s = rng.range(0.0, 0.8);
                    let (x, y) = p(s, rng.range(-0.7, 0.7) * t.wide(s));
                    let patch = l.top_colour.darker(if i % 2 == 0 { 0.3 } else { 0.1 }).lighter(0.05);
                    c.fill(
                        Shape::poly(&[
                            (x - 0.04, y - 0.03),
                            (x + 0.03, y - 0.04),
                            (x + 0.045, y + 0.03),
                            (x - 0.03, y + 0.035),
                        ]),
                        Ink::flat(c.lit(patch, 0.4)),
                    );
                }
            }
            Pattern::Quilt => {
                let line = Ink::flat(two.dark.darker(0.2)).alpha(0.7);
                for i in 0..5 {
                    let s = 0.85 - 0.2 * i as f32;
                    c.stroke(Shape::through(&[p(s, -t.wide(s)), p(s - 0.2, t.wide(s - 0.2))]), 0.008, line);
                    c.stroke(Shape::through(&[p(s, t.wide(s)), p(s - 0.2, -t.wide(s - 0.2))]), 0.008, line);
                }
            }
        }
    }
}
