//! Harbours, lighthouses and swamps.

use super::strange::rocks;
use super::water::{far_boats, water};
use super::{Set, outdoors, parts, sky};
use crate::figures::face_model::TwoTone;
use crate::raster::canvas::{Canvas, Ink, Shape};
use crate::raster::colour::{Rgb, rgb};
use crate::scene::camera::Depth;
use crate::scene::layers::LayerBuilder;

pub fn harbour(s: &mut LayerBuilder<'_>, set: &Set<'_>) {
    sky::sky(s, set.seed);
    sky::ridge(s, 150.0, 15.0, 0.2, rgb(0x627a74), set.seed);
    water(s, set.seed, 2.6);
    s.layer(Depth::At(40.0), |c| {
        c.at(40.0);
        let mut rng = set.rng(3);
        let quay = Ink::flat(c.lit(rgb(0x7d766c), 0.5));
        c.rect(-60.0, 0.0, 120.0, 1.2, quay);
        let mut x = -38.0;
        while x < 38.0 {
            let w = rng.range(3.5, 5.5);
            let wall = rgb(rng.pick(&[0xb5544a, 0xd9b46a, 0x5f8a98, 0xe0d4bc, 0x8f6a5a]).unwrap_or(0xb5544a));
            c.at(40.0).local_shift(0.0, 1.2);
            outdoors::house(c, x + w / 2.0, w, wall, rgb(0x6a4a44));
            x += w * 1.12;
        }
    });
    s.layer(Depth::At(13.0), |c| {
        c.at(13.0);
        boat(c, -4.6, 4.4, rgb(0x3d6a80));
        boat(c, 5.2, 5.0, rgb(0xa3453a));
    });
    let wood = rgb(0x8a6c4c);
    s.layer(Depth::Ground(0.0), |c| {
        let cam = *c.camera();
        let near = cam.z + 0.3;
        let (a, b) = (c.pal.lit(wood, 0.7, 6.0), c.pal.lit(wood, 0.5, 1.0));
        c.facet(&[[-30.0, 0.0, near], [30.0, 0.0, near], [30.0, 0.0, 2.8], [-30.0, 0.0, 2.8]], Ink::down(a, b));
        for i in -60..60 {
            let x = i as f32 * 0.32;
            c.facet(
                &[[x, 0.003, near], [x + 0.03, 0.003, near], [x + 0.03, 0.003, 2.8], [x, 0.003, 2.8]],
                Ink::flat(c.lit(wood.darker(0.45), 0.3)).alpha(0.7),
            );
        }
        c.facet(
            &[[-30.0, 0.004, 2.55], [30.0, 0.004, 2.55], [30.0, 0.004, 2.8], [-30.0, 0.004, 2.8]],
            Ink::flat(c.lit(wood.darker(0.2), 0.6)),
        );
    });
    s.layer(Depth::At(2.5), |c| {
        for x in [-4.8_f32, -1.9, 2.2, 5.0] {
            c.contact(x, 2.5, 0.3, 0.6);
            c.at(2.5);
            let post = TwoTone::of(c, rgb(0x5d4632));
            c.rect(x - 0.13, -0.6, 0.26, 1.3, post.ink(c, 0.5));
            c.fill(Shape::oval(x, 0.7, 0.13, 0.05), Ink::flat(post.light));
            c.stroke(Shape::oval(x, 0.42, 0.15, 0.05), 0.05, Ink::flat(c.lit(rgb(0xcbb684), 0.7)));
        }
        let rope = Ink::flat(c.lit(rgb(0xcbb684), 0.7));
        c.stroke(Shape::new().go(-1.9, 0.45).quad(0.2, -0.2, 2.2, 0.45), 0.04, rope);
        c.at(2.2);
        for (x, colour) in [(3.2_f32, 0x9a7448_u32), (3.75, 0x84623c)] {
            c.block([x, 0.0, 2.0], [0.5, 0.4, 0.4], rgb(colour));
        }
        c.block([3.4, 0.4, 2.05], [0.45, 0.36, 0.35], rgb(0xa9835a));
        let net = Ink::flat(c.lit(rgb(0x6a8a7a), 0.6));
        c.at(2.1);
        c.fill(Shape::new().go(-4.0, 0.0).quad(-3.4, 0.62, -2.8, 0.0).close(), net);
        parts::street_lamp(c, -5.6, 3.2);
    });
}

fn boat(c: &mut Canvas<'_>, x: f32, w: f32, paint: Rgb) {
    let two = TwoTone::of(c, paint);
    let h = w * 0.24;
    let cabin = TwoTone::of(c, rgb(0xe8e0d0));
    c.rect(x - w * 0.22, h * 0.8, w * 0.3, w * 0.2, cabin.ink(c, 0.6));
    let pane = c.lit(rgb(0x33434d), 0.5).mix(c.pal.glow(), c.pal.lamps);
    for i in 0..3 {
        c.rect(x - w * 0.2 + w * 0.095 * i as f32, h * 1.15, w * 0.07, w * 0.08, Ink::flat(pane));
    }
    c.fill(
        Shape::new()
            .go(x - w / 2.0, h * 0.85)
            .quad(x, h * 0.6, x + w * 0.56, h * 1.2)
            .quad(x + w * 0.46, h * 0.2, x + w * 0.36, -h * 0.2)
            .line(x - w * 0.44, -h * 0.2)
            .close(),
        two.ink(c, 0.6),
    );
    c.stroke(
        Shape::new().go(x - w / 2.0, h * 0.85).quad(x, h * 0.6, x + w * 0.56, h * 1.2),
        w * 0.022,
        Ink::flat(cabin.light),
    );
    c.rect(x + w * 0.12, h * 0.8, w * 0.025, w * 0.75, Ink::flat(c.lit(rgb(0x5d4632), 0.5)));
    c.stroke(
        Shape::through(&[(x + w * 0.13, w * 0.9), (x + w * 0.5, h * 1.1)]),
        0.03,
        Ink::flat(c.lit(rgb(0x33302c), 0.4)),
    );
    c.stroke(
        Shape::through(&[(x + w * 0.13, w * 0.9), (x - w * 0.46, h * 0.9)]),
        0.03,
        Ink::flat(c.lit(rgb(0x33302c), 0.4)),
    );
    if c.pal.lamps > 0.3 {
        c.disc(x - w * 0.08, h * 1.3, w * 0.5, Ink::glow(c.pal.glow(), 0.3 * c.pal.lamps));
    }
    // Its shape in the water.
    c.fill(
        Shape::new()
            .go(x - w * 0.44, -h * 0.2)
            .line(x + w * 0.36, -h * 0.2)
            .quad(x, -h * 1.2, x - w * 0.44, -h * 0.2)
            .close(),
        Ink::flat(two.dark.darker(0.3)).alpha(0.45),
    );
}

pub fn lighthouse(s: &mut LayerBuilder<'_>, set: &Set<'_>) {
    sky::sky(s, set.seed);
    far_boats(s, set.seed);
    water(s, set.seed, 16.0);
    s.layer(Depth::At(24.0), |c| {
        c.at(24.0);
        let stone = TwoTone::of(c, rgb(0x6a6663));
        let side = -c.pal.side;
        let x = side * 7.0;
        c.fill(
            Shape::new()
                .go(x - 13.0, -1.0)
                .quad(x - 8.0, 1.6, x - 4.0, 1.7)
                .line(x + 4.0, 1.9)
                .quad(x + 9.0, 1.4, x + 12.0, -1.0)
                .close(),
            Ink::down(stone.light, stone.dark),
        );
        let white = TwoTone::of(c, rgb(0xefe9dc));
        let red = TwoTone::of(c, rgb(0xb23a30));
        for i in 0..5 {
            let (y, h) = (1.7 + 2.1 * i as f32, 2.1);
            let w = |y: f32| 1.55 - 0.065 * y;
            let two = if i % 2 == 0 { &white } else { &red };
            c.fill(
                Shape::poly(&[(x - w(y), y), (x + w(y), y), (x + w(y + h), y + h), (x - w(y + h), y + h)]),
                two.ink(c, 0.6),
            );
        }
        let top = 12.2;
        c.rect(x - 1.15, top, 2.3, 0.22, Ink::flat(c.lit(rgb(0x2c2f33), 0.5)));
        let on = c.pal.lamps.max(0.3);
        let glow = c.pal.tone(rgb(0xfff0bf));
        c.rect(x - 0.6, top + 0.22, 1.2, 1.15, Ink::flat(c.lit(rgb(0x9fb4bc), 0.6).mix(glow, on)));
        c.fill(Shape::new().go(x - 0.8, top + 1.37).quad(x, top + 2.5, x + 0.8, top + 1.37).close(), red.ink(c, 0.6));
        c.disc(x, top + 0.8, 6.0, Ink::glow(glow, 0.5 * on));
        for k in [-1.0_f32, 1.0] {
            c.fill(
                Shape::poly(&[(x, top + 0.9), (x, top + 0.6), (x + k * 40.0, top - 4.0), (x + k * 40.0, top + 4.5)]),
                Ink::flat(glow).alpha(0.12 * on).adding(),
            );
        }
        c.at(23.5);
        outdoors::house(c, x + side * -4.6, 4.2, rgb(0xe6dfd0), rgb(0x7d4a3c));
    });
    s.layer(Depth::Ground(0.0), |c| {
        let cam = *c.camera();
        let near = cam.z + 0.3;
        let grass = rgb(0x7d8650);
        let edge: Vec<[f32; 3]> = (0..=30)
            .map(|i| {
                let x = -30.0 + 2.0 * i as f32;
                [x, 0.004, 12.0 + 1.2 * (x * 0.3).sin() - x * c.pal.side * 0.2]
            })
            .chain([[34.0, 0.004, near], [-34.0, 0.004, near]])
            .collect();
        let (a, b) = (c.pal.lit(grass, 0.6, 12.0), c.pal.lit(grass, 0.5, 1.0));
        c.facet(&edge, Ink::down(a, b));
        let side = -c.pal.side;
        let stone = c.lit(rgb(0xb8a98a), 0.6);
        c.facet(
            &[
                [-0.9, 0.006, near],
                [0.9, 0.006, near],
                [side * 4.4 + 0.5, 0.006, 14.0],
                [side * 4.4 - 0.5, 0.006, 14.0],
            ],
            Ink::flat(stone),
        );
    });
    rocks(s, set, rgb(0x6f6c6a), 6.0);
    s.layer(Depth::At(2.6), |c| {
        c.at(2.6);
        parts::grass(c, -9.0, -1.4, 0.5, rgb(0x8a9056), set.seed, 90);
        parts::grass(c, 1.6, 9.0, 0.5, rgb(0x8a9056), set.seed ^ 1, 90);
    });
}

pub fn swamp(s: &mut LayerBuilder<'_>, set: &Set<'_>) {
    sky::sky(s, set.seed);
    s.layer(Depth::At(36.0), |c| {
        c.at(36.0);
        c.rect(-60.0, 0.0, 120.0, 2.5, Ink::flat(c.lit(rgb(0x55693f), 0.3)));
        for i in 0..16 {
            parts::tree(c, -34.0 + 4.4 * i as f32, 8.0, rgb(0x52703f), set.seed ^ i as u64);
        }
    });
    water(s, set.seed, 2.4);
    s.layer(Depth::Ground(0.0), |c| {
        let cam = *c.camera();
        let near = cam.z + 0.3;
        let bank = rgb(0x70713f);
        let edge: Vec<[f32; 3]> = (0..=30)
            .map(|i| {
                let x = -30.0 + 2.0 * i as f32;
                [x, 0.004, 2.2 + 0.6 * (x * 0.5).sin()]
            })
            .chain([[34.0, 0.004, near], [-34.0, 0.004, near]])
            .collect();
        let (a, b) = (c.pal.lit(bank, 0.6, 6.0), c.pal.lit(bank, 0.5, 1.0));
        c.facet(&edge, Ink::down(a, b));
    });
    s.layer(Depth::At(14.0), |c| {
        c.at(14.0);
        for x in [-8.0_f32, 6.4] {
            outdoors::bare_tree(c, x, 8.0, set.seed ^ x.to_bits() as u64);
        }
        parts::grass(c, -16.0, 16.0, 1.2, rgb(0x6f7d42), set.seed, 130);
    });
    s.layer(Depth::At(3.0), |c| {
        c.at(3.0);
        parts::grass(c, -8.0, -1.6, 1.3, rgb(0x7d8a48), set.seed ^ 3, 90);
        parts::grass(c, 2.0, 8.0, 1.3, rgb(0x7d8a48), set.seed ^ 4, 90);
        for i in 0..9 {
            let x = if i % 2 == 0 { -2.0 - 0.5 * i as f32 } else { 2.2 + 0.5 * i as f32 };
            c.stroke(Shape::through(&[(x, 0.0), (x + 0.05, 1.5)]), 0.03, Ink::flat(c.lit(rgb(0x6a7a40), 0.5)));
            c.fill(Shape::round(x, 1.35, 0.1, 0.36, 0.05), Ink::flat(c.lit(rgb(0x5a3a24), 0.5)));
        }
    });
    outdoors::foreground_leaves(s, set, rgb(0x48602f));
}
