//! Places with grass and houses.

use super::{Set, city, parts, sky, strange};
use crate::figures::face_model::TwoTone;
use crate::raster::canvas::{Canvas, Ink, Shape};
use crate::raster::colour::{Rgb, rgb};
use crate::rng::Rng;
use crate::scene::camera::Depth;
use crate::scene::layers::LayerBuilder;

const GRASS: Rgb = rgb(0x76904e);

/// A house with a pitched roof, its middle at `x`.
pub fn house(c: &mut Canvas<'_>, x: f32, w: f32, wall: Rgb, roof: Rgb) {
    let two = TwoTone::of(c, wall);
    let h = w * 0.48;
    let top = TwoTone::of(c, roof);
    c.rect(x + w * 0.22, h + w * 0.1, w * 0.09, w * 0.42, TwoTone::of(c, rgb(0x8a5444)).ink(c, 0.5));
    c.rect(x - w / 2.0, 0.0, w, h, two.ink(c, 0.62));
    c.fill(
        Shape::poly(&[
            (x - w * 0.56, h - 0.05),
            (x + w * 0.56, h - 0.05),
            (x + w * 0.36, h + w * 0.36),
            (x - w * 0.36, h + w * 0.36),
        ]),
        Ink::down(top.light, top.dark),
    );
    for i in 1..4 {
        let y = h + w * 0.09 * i as f32;
        c.stroke(
            Shape::through(&[(x - w * (0.56 - 0.05 * i as f32), y), (x + w * (0.56 - 0.05 * i as f32), y)]),
            0.04,
            Ink::flat(top.dark.darker(0.15)).alpha(0.6),
        );
    }
    let pane = c.lit(rgb(0x3a4a54), 0.5).mix(c.pal.glow(), c.pal.lamps);
    for wx in [x - w * 0.36, x + w * 0.18] {
        c.rect(wx - 0.06, h * 0.36 - 0.06, w * 0.18 + 0.12, h * 0.4 + 0.12, Ink::flat(c.lit(rgb(0xeae4d6), 0.6)));
        c.rect(wx, h * 0.36, w * 0.18, h * 0.4, Ink::flat(pane));
        c.rect(wx + w * 0.085, h * 0.36, w * 0.015, h * 0.4, Ink::flat(c.lit(rgb(0xeae4d6), 0.6)));
        if c.pal.lamps > 0.3 {
            c.fill(Shape::oval(wx + w * 0.09, h * 0.5, w * 0.32, h * 0.6), Ink::glow(c.pal.glow(), 0.35 * c.pal.lamps));
        }
    }
    c.rect(x - w * 0.09, 0.0, w * 0.18, h * 0.72, Ink::flat(c.lit(rgb(0xeae4d6), 0.5)));
    c.rect(x - w * 0.075, 0.0, w * 0.15, h * 0.68, TwoTone::of(c, rgb(0x7a3a2c)).ink(c, 0.6));
    c.disc(x + w * 0.05, h * 0.32, w * 0.012, Ink::flat(c.lit(rgb(0xd6b45c), 1.0)));
}

fn path(c: &mut Canvas<'_>, stone: Rgb, from: f32, to: f32) {
    let (a, b) = (c.pal.lit(stone, 0.6, 20.0), c.pal.lit(stone, 0.5, 1.0));
    let cam = *c.camera();
    let near = cam.z + 0.3;
    c.facet(
        &[[from - 1.0, 0.003, near], [from + 1.0, 0.003, near], [to + 0.9, 0.003, 14.0], [to - 0.9, 0.003, 14.0]],
        Ink::down(a, b),
    );
}

fn fence(c: &mut Canvas<'_>, from: f32, to: f32, high: f32, wood: Rgb) {
    let two = TwoTone::of(c, wood);
    let n = ((to - from) / 0.22) as i32;
    for y in [high * 0.3, high * 0.75] {
        c.rect(from, y, to - from, 0.06, Ink::flat(two.dark));
    }
    for i in 0..n {
        let x = from + 0.22 * i as f32;
        c.fill(
            Shape::poly(&[(x, 0.0), (x + 0.13, 0.0), (x + 0.13, high), (x + 0.065, high + 0.1), (x, high)]),
            Ink::flat(two.light),
        );
    }
}

pub fn village(s: &mut LayerBuilder<'_>, set: &Set<'_>) {
    sky::sky(s, set.seed);
    sky::ridge(s, 110.0, 16.0, 0.15, rgb(0x6f8a70), set.seed);
    s.layer(Depth::At(30.0), |c| {
        c.at(30.0);
        let mut rng = set.rng(5);
        for i in 0..9 {
            let x = -26.0 + 6.2 * i as f32;
            if i % 2 == 0 {
                house(c, x, rng.range(4.0, 5.4), rgb(0xc9b89a), rgb(0x8a4f3c))
            } else {
                parts::tree(c, x, 6.0, rgb(0x5f7d48), rng.next_u64())
            }
        }
    });
    sky::ground(s, GRASS, |c| path(c, rgb(0xb8a684), 0.0, 0.8));
    let wall = set.pick(2, &[0xd8c7a4, 0xb9c2b8, 0xc08a6a, 0xe0d8c8]);
    s.layer(Depth::At(11.0), |c| {
        c.contact(1.0, 11.0, 6.0, 0.6);
        c.at(11.0);
        parts::tree(c, -7.0, 7.5, rgb(0x5d7f44), set.seed);
        house(c, 1.2, 8.5, wall, set.pick(3, &[0x8a4a38, 0x4f5a66, 0x6a5040]));
        parts::bush(c, -2.2, 2.0, 1.0, rgb(0x557340), set.seed ^ 1);
        parts::bush(c, 5.0, 2.2, 1.1, rgb(0x557340), set.seed ^ 2);
    });
    s.layer(Depth::At(4.0), |c| {
        c.at(4.0);
        fence(c, -9.0, -1.4, 0.9, rgb(0xe6dfd0));
        fence(c, 1.6, 9.5, 0.9, rgb(0xe6dfd0));
        parts::bush(c, -5.0, 1.6, 0.6, rgb(0x6a8a48), set.seed ^ 3);
        flowers(c, 2.0, 7.0, 0.3, set.seed);
    });
    foreground_leaves(s, set, rgb(0x4f6a38));
}

/// Blossoms in a strip.
fn flowers(c: &mut Canvas<'_>, from: f32, to: f32, h: f32, seed: u64) {
    let mut rng = Rng::new(seed);
    for _ in 0..((to - from) * 5.0) as i32 {
        let (x, y) = (rng.range(from, to), rng.range(0.1, h));
        c.stroke(Shape::through(&[(x, 0.0), (x, y)]), 0.02, Ink::flat(c.lit(rgb(0x55783f), 0.4)));
        let colour = rgb(rng.pick(&[0xd9596a, 0xe8c04a, 0xe8e0e4, 0xa86ab0, 0xe07a3a]).unwrap_or(0xd9596a));
        c.disc(x, y, 0.06, Ink::flat(c.lit(colour, 0.8)));
        c.disc(x + 0.01, y + 0.015, 0.025, Ink::flat(c.lit(colour.lighter(0.4), 0.9)));
    }
}

/// A dark, soft spray of leaves in an upper corner: it frames wide shots.
pub fn foreground_leaves(s: &mut LayerBuilder<'_>, set: &Set<'_>, leaf: Rgb) {
    if !set.deep || set.above {
        return;
    }
    let cam = s.cam;
    let z = cam.z + 2.6;
    let side = -s.pal.side;
    let blur = s.blur(z).max(4.0);
    let (w, _) = s.size();
    s.soft_layer(Depth::At(z), blur, 0.03, |c| {
        c.at(z);
        // A bough that hangs into an upper corner, in frame heights about that corner.
        let unit = 2.6 / cam.f;
        let x0 = cam.x + if side > 0.0 { (w / cam.h - cam.sx) * unit } else { -cam.sx * unit };
        let y0 = cam.y + cam.sy * unit;
        let mut rng = set.rng(17);
        let dark = c.lit(leaf.darker(0.5), 0.1);
        for i in 0..46 {
            let t = i as f32 / 46.0;
            let (r, a) = (0.36 * rng.unit().sqrt(), rng.range(0.0, 1.57));
            let (dx, dy) = (r * a.cos() * 1.15, r * a.sin() * 0.62);
            if dx / 0.42 + dy / 0.22 > 1.0 + 0.25 * rng.unit() {
                continue;
            }
            let old = c.push(x0 - side * dx * unit, y0 - dy * unit, rng.range(-1.4, 1.4), unit);
            c.fill(Shape::oval(0.0, 0.0, 0.017, 0.046), Ink::flat(dark.lighter(0.06 * t)));
            c.pop(old);
        }
    });
}

pub fn farm(s: &mut LayerBuilder<'_>, set: &Set<'_>) {
    sky::sky(s, set.seed);
    sky::ridge(s, 120.0, 14.0, 0.1, rgb(0x7f9466), set.seed);
    sky::ridge(s, 70.0, 6.0, 0.05, rgb(0xb0a050), set.seed ^ 1);
    sky::ground(s, rgb(0xa89a58), |c| {
        for i in -14..14 {
            let x = i as f32 * 0.9;
            c.facet(
                &[[x, 0.003, -9.0], [x + 0.3, 0.003, -9.0], [x * 1.1 + 0.3, 0.003, 40.0], [x * 1.1, 0.003, 40.0]],
                Ink::flat(c.lit(rgb(0x8d7f44), 0.4)).alpha(0.5),
            );
        }
    });
    s.layer(Depth::At(15.0), |c| {
        c.at(15.0);
        let red = TwoTone::of(c, rgb(0x94382c));
        let roof = TwoTone::of(c, rgb(0x5a5450));
        c.contact(4.5, 15.0, 6.0, 0.6);
        c.at(15.0);
        c.fill(
            Shape::poly(&[(0.5, 0.0), (8.5, 0.0), (8.5, 4.0), (7.2, 6.2), (4.5, 7.3), (1.8, 6.2), (0.5, 4.0)]),
            red.ink(c, 0.6),
        );
        c.stroke(Shape::through(&[(0.3, 3.8), (1.7, 6.3), (4.5, 7.5), (7.3, 6.3), (8.7, 3.8)]), 0.3, roof.ink(c, 0.5));
        let white = Ink::flat(c.lit(rgb(0xece4d4), 0.6));
        c.stroke(Shape::rect(3.2, 0.1, 2.6, 3.2), 0.16, white);
        c.stroke(Shape::through(&[(3.2, 0.1), (5.8, 3.3)]), 0.14, white);
        c.stroke(Shape::through(&[(5.8, 0.1), (3.2, 3.3)]), 0.14, white);
        c.rect(4.0, 4.6, 1.0, 1.0, Ink::flat(c.lit(rgb(0x2a211e), 0.3).mix(c.pal.glow(), c.pal.lamps * 0.8)));
        let silo = TwoTone::of(c, rgb(0xa9adac));
        c.rect(9.4, 0.0, 2.2, 7.6, silo.ink(c, 0.55));
        c.fill(Shape::new().go(9.4, 7.6).quad(10.5, 9.4, 11.6, 7.6).close(), silo.ink(c, 0.55));
        house(c, -6.5, 6.0, rgb(0xe2d8c4), rgb(0x6a4a40));
        parts::tree(c, -11.5, 7.0, rgb(0x667f42), set.seed);
    });
    s.layer(Depth::At(4.5), |c| {
        c.at(4.5);
        let wood = TwoTone::of(c, rgb(0x84664a));
        for i in -6..7 {
            c.rect(i as f32 * 1.7, 0.0, 0.14, 1.15, wood.ink(c, 0.5));
        }
        for y in [0.45, 0.9] {
            c.rect(-12.0, y, 24.0, 0.1, Ink::flat(wood.light));
        }
        parts::grass(c, -12.0, 12.0, 0.5, rgb(0xa89a4a), set.seed, 160);
    });
    foreground_leaves(s, set, rgb(0x5a6a34));
}

pub fn garden(s: &mut LayerBuilder<'_>, set: &Set<'_>) {
    sky::sky(s, set.seed);
    s.layer(Depth::At(26.0), |c| {
        c.at(26.0);
        for i in 0..10 {
            parts::tree(c, -22.0 + 4.8 * i as f32, 6.5, rgb(0x5f7f4a), set.seed ^ i as u64);
        }
    });
    sky::ground(s, GRASS, |c| path(c, rgb(0xc4b394), 0.4, -1.4));
    s.layer(Depth::At(10.0), |c| {
        c.at(10.0);
        house(c, 4.4, 7.0, rgb(0xd6c8ac), rgb(0x7d4a3a));
        fence(c, -14.0, 0.2, 1.7, rgb(0x8d6a48));
        for i in 0..8 {
            parts::bush(c, -12.0 + 1.7 * i as f32, 1.9, 1.0, rgb(0x55783f), set.seed ^ i as u64);
        }
    });
    s.layer(Depth::At(4.0), |c| {
        c.at(4.0);
        parts::tree(c, -4.6, 4.6, rgb(0x6a8a44), set.seed ^ 40);
        let mut rng = set.rng(6);
        for _ in 0..16 {
            c.disc(-4.6 + rng.range(-1.1, 1.1), rng.range(2.4, 4.0), 0.07, Ink::flat(c.lit(rgb(0xd9503a), 0.8)));
        }
        parts::bush(c, 3.6, 2.0, 0.8, rgb(0x5f8244), set.seed ^ 41);
        flowers(c, 1.6, 6.5, 0.55, set.seed);
        flowers(c, -8.0, -5.4, 0.55, set.seed ^ 1);
    });
    s.layer(Depth::At(2.0), |c| {
        parts::table(c, 2.9, 2.0, 1.0, 0.6, 0.72, rgb(0xe2ddd0));
        parts::chair(c, 3.8, 2.1, rgb(0xe2ddd0), false);
        c.at(1.8);
        parts::grass(c, -8.0, -2.4, 0.22, rgb(0x7d9a50), set.seed, 120);
    });
    foreground_leaves(s, set, rgb(0x4c6a38));
}

pub fn park(s: &mut LayerBuilder<'_>, set: &Set<'_>) {
    sky::sky(s, set.seed);
    city::skyline(s, 150.0, 26.0, set.seed ^ 9);
    s.layer(Depth::At(38.0), |c| {
        c.at(38.0);
        for i in 0..13 {
            parts::tree(c, -34.0 + 5.6 * i as f32, 8.5, rgb(0x587a46), set.seed ^ (i as u64 + 50));
        }
    });
    sky::ground(s, GRASS, |c| {
        path(c, rgb(0xcbb892), -0.6, 3.4);
        // A pond.
        let water = c.pal.tone(c.pal.sky[1].mix(rgb(0x4f7a80), 0.4).under(c.pal.ambient.plus(c.pal.key.times(0.5))));
        let ring: Vec<[f32; 3]> = (0..26)
            .map(|i| {
                let (s, co) = (i as f32 * 0.2417).sin_cos();
                [-7.0 + 5.0 * co, 0.004, 15.0 + 4.5 * s]
            })
            .collect();
        c.facet(&ring, Ink::down(water.lighter(0.2), water));
        for (x, z) in [(-4.5_f32, 4.6_f32), (4.6, 5.2), (7.6, 11.0)] {
            c.contact(x - c.pal.side * 0.8, z, 2.6, 0.5);
        }
    });
    s.layer(Depth::At(11.0), |c| {
        c.at(11.0);
        parts::tree(c, 7.6, 8.0, rgb(0x66883f), set.seed ^ 3);
        parts::tree(c, -9.5, 7.5, rgb(0x5c8046), set.seed ^ 4);
        parts::bush(c, 1.5, 2.6, 1.0, rgb(0x55763f), set.seed);
    });
    s.layer(Depth::At(4.6), |c| {
        c.at(4.6);
        parts::tree(c, -4.6, 7.4, rgb(0x648a42), set.seed ^ 5);
        parts::tree(c, 4.9, 6.6, rgb(0x74903e), set.seed ^ 6);
        parts::grass(c, -9.0, 9.0, 0.25, rgb(0x7d9a50), set.seed, 150);
        c.at(3.0);
        parts::street_lamp(c, 3.3, 3.0);
    });
    s.layer(Depth::At(1.6), |c| bench(c, -2.2, 1.6));
    foreground_leaves(s, set, rgb(0x4c6a34));
}

/// A park bench, its middle at `x`.
pub fn bench(c: &mut Canvas<'_>, x: f32, z: f32) {
    c.contact(x, z + 0.2, 1.0, 0.5);
    for bx in [x - 0.75, x + 0.68] {
        c.block([bx, 0.0, z], [0.07, 0.85, 0.4], rgb(0x2c3430));
    }
    for i in 0..3 {
        c.block([x - 0.85, 0.42, z + 0.02 + 0.14 * i as f32], [1.7, 0.04, 0.11], rgb(0x8d5f38));
    }
    for i in 0..3 {
        c.block([x - 0.85, 0.54 + 0.13 * i as f32, z + 0.42], [1.7, 0.09, 0.04], rgb(0x8d5f38));
    }
}

pub fn graveyard(s: &mut LayerBuilder<'_>, set: &Set<'_>) {
    sky::sky(s, set.seed);
    sky::ridge(s, 90.0, 9.0, 0.2, rgb(0x6a7a6a), set.seed);
    sky::ground(s, rgb(0x6f7d4c), |c| path(c, rgb(0xa89a80), 0.0, 0.0));
    s.layer(Depth::At(24.0), |c| {
        c.at(24.0);
        let stone = TwoTone::of(c, rgb(0x8d877c));
        c.rect(4.0, 0.0, 7.0, 4.4, stone.ink(c, 0.6));
        c.fill(Shape::poly(&[(3.6, 4.4), (11.4, 4.4), (7.5, 7.0)]), TwoTone::of(c, rgb(0x4f4a4a)).ink(c, 0.5));
        c.rect(3.0, 0.0, 2.4, 8.0, stone.ink(c, 0.6));
        c.fill(Shape::poly(&[(2.8, 8.0), (5.6, 8.0), (4.2, 12.5)]), TwoTone::of(c, rgb(0x4f4a4a)).ink(c, 0.5));
        c.fill(Shape::oval(4.2, 6.0, 0.4, 0.7), Ink::flat(c.lit(rgb(0x2b2a2c), 0.3).mix(c.pal.glow(), c.pal.lamps)));
        for x in [-12.0_f32, -7.0, 15.0] {
            bare_tree(c, x, 8.0, set.seed ^ x.to_bits() as u64);
        }
    });
    for (z, n) in [(10.0_f32, 8), (5.0, 5)] {
        s.layer(Depth::At(z), |c| {
            let mut rng = set.rng(z as u64);
            for i in 0..n {
                let x = (i as f32 - n as f32 / 2.0 + 0.5) * 2.3 + rng.range(-0.4, 0.4);
                if x.abs() < 1.3 {
                    continue;
                }
                c.contact(x, z, 0.6, 0.5);
                c.at(z);
                let two = TwoTone::of(c, rgb(0x8f918c));
                let (w, h) = (rng.range(0.6, 0.8), rng.range(0.8, 1.2));
                if i % 3 == 1 {
                    c.rect(x - 0.09, 0.0, 0.18, 1.5, two.ink(c, 0.5));
                    c.rect(x - 0.42, 0.9, 0.84, 0.18, two.ink(c, 0.5));
                } else {
                    c.fill(
                        Shape::new()
                            .go(x - w / 2.0, 0.0)
                            .line(x - w / 2.0, h * 0.65)
                            .quad(x - w / 2.0, h, x, h)
                            .quad(x + w / 2.0, h, x + w / 2.0, h * 0.65)
                            .line(x + w / 2.0, 0.0)
                            .close(),
                        two.ink(c, 0.6),
                    );
                }
                parts::grass(c, x - 0.6, x + 0.6, 0.3, rgb(0x74824a), rng.next_u64(), 22);
            }
        });
    }
    if set.deep {
        s.layer(Depth::At(-2.6), |c| {
            c.at(-2.6);
            strange::rock(c, 3.4, 1.0, 1.0, rgb(0x4f514e), 3);
            bare_tree(c, -4.0, 6.5, set.seed ^ 77);
        });
    }
}

/// A tree without leaves.
pub fn bare_tree(c: &mut Canvas<'_>, x: f32, tall: f32, seed: u64) {
    fn branch(
        c: &mut Canvas<'_>,
        rng: &mut Rng,
        at: (f32, f32),
        angle: f32,
        len: f32,
        thick: f32,
        ink: Ink,
        depth: u32,
    ) {
        let (s, co) = angle.sin_cos();
        let to = (at.0 + s * len, at.1 + co * len);
        c.fill(Shape::limb(&[(at.0, at.1, thick), (to.0, to.1, thick * 0.66)]), ink);
        if depth > 0 {
            for k in [-1.0_f32, 1.0] {
                let (turn, shorter) = (k * rng.range(0.3, 0.65), rng.range(0.6, 0.78));
                branch(c, rng, to, angle + turn, len * shorter, thick * 0.62, ink, depth - 1);
            }
        }
    }
    let mut rng = Rng::new(seed);
    let two = TwoTone::of(c, rgb(0x4a3e36));
    let ink = two.ink(c, 0.5);
    branch(c, &mut rng, (x, 0.0), rng_lean(seed), tall * 0.32, tall * 0.026, ink, 5);
}

fn rng_lean(seed: u64) -> f32 {
    Rng::new(seed ^ 1).range(-0.12, 0.12)
}
