//! Corridors and stairs, and the plain ground of character sheets.

use super::Set;
use super::parts::{self, Planks, Shell};
use crate::raster::canvas::{Canvas, Ink, Shape};
use crate::raster::colour::rgb;
use crate::scene::camera::Depth;
use crate::scene::layers::LayerBuilder;

/// A plain ground for character sheets.
pub fn backdrop(s: &mut LayerBuilder<'_>) {
    s.layer(Depth::At(parts::BACK), |c| {
        let cam = *c.camera();
        let base = rgb(0xb9b2a4);
        let (top, low) = (c.pal.lit(base.lighter(0.12), 0.6, 2.0), c.pal.lit(base.darker(0.16), 0.5, 2.0));
        c.flood(Ink::down(top, low));
        let row = cam.project([0.0, 0.0, 0.6]).1;
        c.band(row, row + cam.h * 2.0, Ink::down(low.darker(0.05), low.lighter(0.18)));
        c.at(0.5);
        c.fill(Shape::oval(cam.x - c.pal.side * -0.4, 1.2, 1.8, 1.6), Ink::glow(top, 0.25));
    });
}

/// Whose corridor it is: the walls, the floor and what stands along them tell.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Along {
    Any,
    Hospital,
    Hotel,
    School,
}

pub fn corridor(s: &mut LayerBuilder<'_>, set: &Set<'_>) {
    let along = if set.says("hospital,clinic,ward,surgery,infirmary") {
        Along::Hospital
    } else if set.says("hotel,motel") {
        Along::Hotel
    } else if set.says("school,college,high school") {
        Along::School
    } else {
        Along::Any
    };
    let (wall, dado, floor, doors) = match along {
        Along::Hospital => (rgb(0xd3ddd9), rgb(0x7fb0a8), rgb(0xbccac6), 0xa9bdbb),
        Along::Hotel => (rgb(0xb08d62), rgb(0x5a2f2c), rgb(0x7a2f34), 0x4d2f1e),
        Along::School => (rgb(0xc9c2a4), rgb(0x5f8390), rgb(0x8f8b80), 0x7a5a3c),
        Along::Any => {
            let wall = set.pick(1, &[0x9fa89f, 0xb3a58f, 0x8a98a5, 0xa99a9a]);
            (wall, wall.darker(0.3), rgb(0x8f8b80), 0x6a4a36)
        }
    };
    let planks = if along == Along::Hotel { Planks::None } else { Planks::Tiles };
    let shell = Shell { half: 1.75, high: 2.7, back: 13.0, dado: Some(dado), planks, ..Shell::new(wall, floor) };
    shell.build(
        s,
        |c| {
            c.rect(-0.5, 0.0, 1.0, 2.1, Ink::flat(c.lit(rgb(0x4d3a2c), 0.4)));
            let glow = c.pal.tone(c.pal.sky[2]);
            c.rect(-0.3, 1.2, 0.6, 0.7, Ink::flat(glow));
            for side in [-1.0_f32, 1.0] {
                let x = side * 1.74;
                for i in 0..4 {
                    let z = 0.6 + 2.9 * i as f32;
                    let face = if side * c.pal.side < 0.0 { 0.7 } else { 0.05 };
                    let wood = c.pal.lit(rgb(doors), face, z + 5.0);
                    c.facet(&[[x, 0.0, z], [x, 0.0, z + 1.0], [x, 2.1, z + 1.0], [x, 2.1, z]], Ink::flat(wood));
                    c.facet(
                        &[[x, 0.2, z + 0.15], [x, 0.2, z + 0.85], [x, 1.9, z + 0.85], [x, 1.9, z + 0.15]],
                        Ink::flat(wood.darker(0.16)),
                    );
                }
            }
            furnish(c, along);
            let cam = *c.camera();
            for i in 0..5 {
                let z = 0.2 + 2.7 * i as f32;
                if z > cam.z + 0.5 {
                    let glow = c.pal.glow().lighter(0.45);
                    c.facet(
                        &[[-0.4, 2.69, z], [0.4, 2.69, z], [0.4, 2.69, z + 0.9], [-0.4, 2.69, z + 0.9]],
                        Ink::flat(glow),
                    );
                    c.at(z + 0.4);
                    c.fill(Shape::oval(0.0, 2.55, 1.5, 0.9), Ink::glow(glow, 0.2));
                }
            }
        },
        |c| {
            for i in 0..5 {
                let z = 0.2 + 2.7 * i as f32;
                c.facet(
                    &[[-0.7, 0.003, z], [0.7, 0.003, z], [0.7, 0.003, z + 1.2], [-0.7, 0.003, z + 1.2]],
                    Ink::soft(c.pal.glow(), 0.3),
                );
            }
        },
    );
}

/// What lines the walls of a hospital's, a hotel's, a school's corridor.
fn furnish(c: &mut Canvas<'_>, along: Along) {
    for side in [-1.0_f32, 1.0] {
        let x = side * 1.72;
        for i in 0..4 {
            let z = 1.85 + 2.9 * i as f32;
            let face = if side * c.pal.side < 0.0 { 0.7 } else { 0.05 };
            let panel = |c: &mut Canvas<'_>, y: f32, h: f32, from: f32, to: f32, colour: u32| {
                let ink = Ink::flat(c.pal.lit(rgb(colour), face, z + 5.0));
                c.facet(&[[x, y, z + from], [x, y, z + to], [x, y + h, z + to], [x, y + h, z + from]], ink);
            };
            match along {
                Along::Hospital => {
                    panel(c, 0.98, 0.1, -0.2, 1.6, 0xb58a5a);
                    panel(c, 1.5, 0.4, 0.4, 0.9, if side > 0.0 { 0xf2f4f0 } else { 0xc8433a });
                }
                Along::Hotel => {
                    c.at(z + 0.7);
                    let glow = c.pal.glow();
                    c.fill(Shape::oval(side * 1.64, 1.72, 0.08, 0.14), Ink::flat(glow.lighter(0.4)));
                    c.disc(side * 1.6, 1.75, 0.9, Ink::glow(glow, 0.35));
                }
                Along::School => {
                    for k in 0..5 {
                        let from = 0.36 * k as f32;
                        panel(c, 0.1, 1.75, from, from + 0.33, if (i + k) % 3 == 0 { 0x3f7a86 } else { 0x4a8a94 });
                        panel(c, 1.5, 0.16, from + 0.08, from + 0.25, 0x2f5a64);
                    }
                }
                Along::Any => {}
            }
        }
    }
    if along == Along::Hospital {
        // A trolley waits by the wall.
        let metal = rgb(0xb9c2c4);
        c.block([0.9, 0.62, 3.4], [0.65, 0.1, 1.9], metal);
        c.block([0.92, 0.72, 3.42], [0.6, 0.12, 1.86], rgb(0xeef2f0));
        for z in [3.5, 5.1] {
            c.block([0.95, 0.1, z], [0.04, 0.55, 0.04], metal);
            c.block([1.48, 0.1, z], [0.04, 0.55, 0.04], metal);
        }
    }
}

pub fn stairs(s: &mut LayerBuilder<'_>, set: &Set<'_>) {
    let wall = set.pick(1, &[0xa59a88, 0x8fa09a, 0x9a8f9f]);
    let shell = Shell { half: 3.2, high: 4.6, back: 5.6, ..Shell::new(wall, rgb(0x7d6248)) };
    shell.build(
        s,
        |c| {
            parts::window(c, -0.6, 2.6, 1.2, 1.5, (2, 3), set.seed);
            parts::picture(c, -2.5, 1.5, 0.7, 0.9, set.seed);
        },
        |c| c.contact(0.6, 2.6, 2.2, 0.6),
    );
    s.layer(Depth::At(2.6), |c| {
        let wood = rgb(0x7a5334);
        for i in (0..12).rev() {
            let (y, z) = (0.2 * i as f32, 1.6 + 0.3 * i as f32);
            c.block([-0.6, 0.0, z], [2.6, y + 0.2, 0.32], wood);
            let runner = c.pal.lit(rgb(0x8d2f2c), 0.7, z + 6.0);
            c.facet(
                &[[0.2, y, z - 0.002], [1.2, y, z - 0.002], [1.2, y + 0.2, z - 0.002], [0.2, y + 0.2, z - 0.002]],
                Ink::flat(runner),
            );
        }
        for i in (0..12).rev() {
            let (y, z) = (0.2 * i as f32, 1.6 + 0.3 * i as f32);
            for x in [-0.55, 1.95] {
                c.block([x - 0.03, y + 0.2, z + 0.1], [0.05, 0.85, 0.05], rgb(0xd9cdb8));
            }
        }
        for x in [-0.6, 1.9] {
            c.facet(
                &[[x, 1.2, 1.55], [x + 0.1, 1.2, 1.55], [x + 0.1, 3.6, 5.2], [x, 3.6, 5.2]],
                Ink::flat(c.lit(rgb(0x4d321e), 0.7)),
            );
            c.block([x - 0.05, 0.0, 1.5], [0.18, 1.3, 0.18], rgb(0x4d321e));
        }
    });
}
