//! What is worn on the back.

use crate::figures::face_model::TwoTone;
use crate::figures::garb::Over;
use crate::figures::person::Person;
use crate::raster::canvas::{Canvas, Ink, Shape};
use crate::raster::colour::rgb;

impl Person<'_> {
    /// Cloaks, wings and packs behind the body.
    pub(super) fn behind(&self, c: &mut Canvas<'_>) {
        let l = self.looks;
        if self.pose.back {
            return;
        }
        let p = |s: f32, x: f32| self.pose.spine(s, x);
        if let Some(colour) = l.wears(Over::Wings) {
            let two = TwoTone::of(c, colour);
            for s in [-1.0, 1.0] {
                let (a, b) = (p(0.85, s * 0.05), p(0.4, s * 0.05));
                let wing =
                    Shape::blob(&[a, p(1.25, s * 0.42), p(1.2, s * 0.62), p(0.3, s * 0.6), p(-0.3, s * 0.42), b]);
                c.fill(wing, two.ink(c, 0.5));
                for i in 0..4 {
                    let k = 0.12 * i as f32;
                    let (from, to) = (p(1.1 - k, s * 0.3), p(0.6 - 2.0 * k, s * (0.58 - 0.04 * i as f32)));
                    c.stroke(Shape::through(&[from, to]), 0.008, Ink::flat(two.dark.darker(0.1)));
                }
            }
        }
        if let Some(colour) = l.wears(Over::Cape) {
            let two = TwoTone::of(c, colour.darker(0.12));
            self.cape_shape(c, two.ink(c, 0.55), 0.34);
        }
        for over in [Over::Backpack, Over::Quiver] {
            if let Some(colour) = l.wears(over) {
                let two = TwoTone::of(c, colour);
                let side = -self.pose.turn.signum() * self.pose.turn.abs().min(1.0) * 0.13;
                let (x, y) = p(0.55, side);
                if over == Over::Backpack {
                    c.fill(Shape::round(x - 0.17, y - 0.2, 0.34, 0.46, 0.07), two.ink(c, 0.5));
                } else {
                    let (a, b) = (p(0.2, -0.1), p(1.12, 0.2));
                    c.stroke(Shape::through(&[a, b]), 0.1, two.ink(c, 0.5));
                    for i in 0..3 {
                        let (x, y) = (b.0 + 0.025 * (i as f32 - 1.0), b.1);
                        c.stroke(
                            Shape::through(&[(x, y), (x + 0.05, y + 0.13)]),
                            0.02,
                            Ink::flat(c.lit(rgb(0xd8cfb8), 0.7)),
                        );
                    }
                }
            }
        }
    }

    fn cape_shape(&self, c: &mut Canvas<'_>, ink: Ink, wide: f32) {
        let pose = self.pose;
        let p = |s: f32, x: f32| pose.spine(s, x);
        let low = if pose.seated { pose.hip.1 - 0.3 } else { 0.16 };
        let (a, b) = (p(0.98, -0.17), p(0.98, 0.17));
        let x = pose.hip.0;
        let cape = Shape::new()
            .go(a.0, a.1)
            .quad(x - wide * 0.9, pose.hip.1, x - wide, low)
            .quad(x, low - 0.06, x + wide, low)
            .quad(x + wide * 0.9, pose.hip.1, b.0, b.1)
            .close();
        c.fill(cape, ink);
    }

    /// What is seen of somebody from behind.
    pub(super) fn on_the_back(&self, c: &mut Canvas<'_>) {
        let l = self.looks;
        if let Some(colour) = l.wears(Over::Cape).or(l.wears(Over::Shawl)).or(l.wears(Over::Poncho)) {
            let two = TwoTone::of(c, colour);
            let whole = l.wears(Over::Cape).is_some();
            if whole {
                self.cape_shape(c, two.ink(c, 0.55), 0.3);
            } else {
                self.shawl(c, &two, 0.4);
            }
        }
        if let Some(colour) = l.wears(Over::Backpack) {
            let two = TwoTone::of(c, colour);
            let (x, y) = self.pose.spine(0.5, 0.0);
            c.fill(Shape::round(x - 0.16, y - 0.2, 0.32, 0.44, 0.07), two.ink(c, 0.5));
        }
    }
}
