//! Ships from within: a saloon, a cabin with portholes, the bridge, a submarine or engine room.

use super::parts;
use super::{Set, sky, water};
use crate::figures::face_model::TwoTone;
use crate::props::{self, Prop};
use crate::raster::canvas::{Canvas, Ink, Shape};
use crate::raster::colour::{Rgb, rgb};
use crate::scene::camera::Depth;
use crate::scene::layers::LayerBuilder;

/// Where the wall with the windows stands.
const WALL: f32 = 2.3;
const HIGH: f32 = 2.35;
/// How far the sea outside rises and falls, in frame heights.
const SWELL: f32 = 0.014;

pub fn inside(s: &mut LayerBuilder<'_>, set: &Set<'_>) {
    if set.says("submarine,u-boat,engine room,hold,boiler room,bilge,cargo") {
        return below(s, set);
    }
    let bridge = set.says("bridge,wheelhouse,wheel house,pilot house,helm,control room");
    let cabin = set
        .says("cabin,quarters,stateroom,berth,bunk,yacht,sailboat,houseboat,trawler,galleon,frigate,schooner")
        && !set.says("ferry,passenger,saloon,lounge");
    outside(s, set);
    s.ground_order = WALL - 0.01;
    if bridge {
        wheelhouse(s);
    } else if cabin {
        stateroom(s, set);
    } else {
        saloon(s, set);
    }
}

/// The sea beyond the windows: its horizon sways.
fn outside(s: &mut LayerBuilder<'_>, set: &Set<'_>) {
    sky::sky(s, set.seed);
    // Eyes aboard are high above the water.
    water::open_water(s, set.seed, 6.0);
    for layer in &mut s.layers {
        layer.heave = SWELL;
    }
}

/// The wall from deck to deckhead with holes in it: what lies outside shows through them.
fn wall_with(c: &mut Canvas<'_>, holes: Shape, upper: Rgb, lower: Rgb) {
    c.at(WALL);
    let (two, dado) = (TwoTone::of(c, upper), TwoTone::of(c, lower));
    let steel = Shape::rect(-9.0, -0.3, 18.0, 6.0).and(holes);
    let top = two.dark.mix(two.light, 0.55);
    // A tall frame from afar sees more of it than people ever do.
    c.rect(-9.0, 5.6, 18.0, 20.0, Ink::flat(top));
    c.fill(steel, Ink::down(top, two.light));
    c.rect(-9.0, -0.3, 18.0, 1.12, Ink::down(dado.light, dado.dark));
    c.rect(-9.0, 0.8, 18.0, 0.06, Ink::flat(dado.light.lighter(0.12)));
    deckhead(c, upper);
}

/// The ceiling with its beams and pipes.
fn deckhead(c: &mut Canvas<'_>, paint: Rgb) {
    let cam = *c.camera();
    let near = cam.z + 0.3;
    if cam.y < HIGH {
        let (a, b) = (c.pal.lit(paint, 0.15, 1.0), c.pal.lit(paint, 0.45, 6.0));
        c.facet(&[[-9.0, HIGH, near], [9.0, HIGH, near], [9.0, HIGH, WALL], [-9.0, HIGH, WALL]], Ink::down(a, b));
    }
    let beam = TwoTone::of(c, paint.darker(0.18));
    for i in -4..=4 {
        let x = 1.6 * i as f32 + 0.8;
        c.block([x - 0.05, HIGH - 0.14, near.max(-3.0)], [0.1, 0.14, WALL - near.max(-3.0)], paint.darker(0.12));
    }
    c.at(WALL);
    c.rect(-9.0, HIGH - 0.16, 18.0, 0.16, Ink::flat(beam.dark));
    for y in [HIGH - 0.26, HIGH - 0.36] {
        c.stroke(Shape::through(&[(-9.0, y), (9.0, y)]), 0.05, Ink::flat(c.lit(paint.darker(0.08), 0.8)));
    }
}

fn deck(s: &mut LayerBuilder<'_>, floor: Rgb, boards: bool) {
    s.layer(Depth::Ground(0.0), |c| {
        let near = c.camera().z + 0.3;
        let (far, close) = (c.pal.lit(floor, 0.55, 6.0), c.pal.lit(floor, 0.4, 1.0));
        c.facet(&[[-9.0, 0.0, near], [9.0, 0.0, near], [9.0, 0.0, WALL], [-9.0, 0.0, WALL]], Ink::down(far, close));
        if boards {
            for j in 0..26 {
                let z = WALL - 0.22 * j as f32;
                if z > near + 0.2 {
                    let seam = Ink::flat(c.lit(floor.darker(0.4), 0.3)).alpha(0.6);
                    c.facet(
                        &[[-9.0, 0.003, z], [9.0, 0.003, z], [9.0, 0.003, z + 0.016], [-9.0, 0.003, z + 0.016]],
                        seam,
                    );
                }
            }
        }
        let light = c.pal.tone(c.pal.key.plus(c.pal.ambient).times(0.8));
        for x in [-2.6, 0.2, 3.0] {
            c.facet(
                &[[x, 0.004, 1.9], [x + 1.1, 0.004, 1.9], [x + 0.9, 0.004, 0.5], [x - 0.2, 0.004, 0.5]],
                Ink::soft(light, 0.22),
            );
        }
    });
}

/// A ferry's saloon: wide windows with round corners, white steel, benches.
fn saloon(s: &mut LayerBuilder<'_>, set: &Set<'_>) {
    let (white, wood) = (rgb(0xdfe0d6), rgb(0x8a5c38));
    let at = |i: i32| 1.65 * i as f32 - 0.62;
    s.layer(Depth::At(WALL), |c| {
        let holes = (-5..=5).fold(Shape::new(), |all, i| all.and(hole(at(i), 1.02, 1.24, 0.84, 0.2)));
        wall_with(c, holes, white, wood);
        let (rim, dark) = (Ink::flat(c.lit(rgb(0xb9bcb4), 0.8)), Ink::flat(c.lit(rgb(0x6b6f6c), 0.3)));
        for i in -5..=5 {
            let x = at(i);
            c.stroke(Shape::round(x, 1.02, 1.24, 0.84, 0.2), 0.09, dark);
            c.stroke(Shape::round(x, 1.02, 1.24, 0.84, 0.2), 0.055, rim);
            for (bx, by) in [(0.1, 0.98), (0.62, 0.965), (1.14, 0.98), (0.1, 1.9), (0.62, 1.915), (1.14, 1.9)] {
                c.disc(x + bx, by, 0.014, dark);
            }
            // Panels of the wainscot, and rivets between the windows.
            c.stroke(Shape::rect(x + 0.04, 0.1, 1.16, 0.58), 0.022, Ink::flat(c.lit(wood.darker(0.35), 0.3)));
            for k in 0..5 {
                c.disc(x - 0.205, 1.0 + 0.24 * k as f32, 0.013, dark);
            }
        }
        lifebuoy(c, at(1) - 0.2, 1.44, 0.2);
    });
    deck(s, rgb(0x6d7a72), false);
    s.layer(Depth::At(1.5), |c| {
        let cloth = set.pick(3, &[0x2f5a6e, 0x7a3a34, 0x3f6650]);
        for x in [-2.75, 2.75, -5.6, 5.6] {
            c.contact(x, 1.6, 1.2, 0.5);
            bench(c, x, cloth);
        }
        for x in [-1.2, 1.4] {
            lamp(c, x, 2.05);
        }
    });
    if set.deep {
        s.layer(Depth::At(-1.0), |c| {
            c.at(-1.0);
            let steel = TwoTone::of(c, white.darker(0.1));
            c.rect(-2.95, 0.0, 0.14, 3.4, steel.ink(c, 0.5));
        });
    }
}

/// A long bench along the wall: slatted wood below, upholstered back.
fn bench(c: &mut Canvas<'_>, x: f32, cloth: Rgb) {
    c.block([x - 1.15, 0.0, 1.55], [0.1, 0.4, 0.45], rgb(0x9aa19c));
    c.block([x + 1.05, 0.0, 1.55], [0.1, 0.4, 0.45], rgb(0x9aa19c));
    c.block([x - 1.2, 0.36, 1.5], [2.4, 0.12, 0.52], cloth);
    c.block([x - 1.2, 0.5, 1.95], [2.4, 0.48, 0.1], cloth.lighter(0.05));
    c.at(1.94);
    for k in 1..4 {
        let x = x - 1.2 + 0.6 * k as f32;
        c.stroke(Shape::through(&[(x, 0.5), (x, 0.96)]), 0.02, Ink::flat(c.lit(cloth.darker(0.35), 0.3)));
    }
}

/// A cabin: panelled, round portholes, a bunk behind a board, a chart table.
fn stateroom(s: &mut LayerBuilder<'_>, set: &Set<'_>) {
    let (panel, dark) = (rgb(0x9a6c42), rgb(0x6d4528));
    let ports = [-3.9_f32, -2.3, -0.7, 0.9, 2.5, 4.1];
    s.layer(Depth::At(WALL), |c| {
        let holes = ports.iter().fold(Shape::new(), |all, &x| all.and(hole(x - 0.3, 1.2, 0.6, 0.6, 0.3)));
        wall_with(c, holes, panel, dark);
        for i in -14..=14 {
            let x = 0.32 * i as f32 + 0.1;
            if ports.iter().all(|p| (x - p).abs() > 0.42) {
                c.stroke(Shape::through(&[(x, 0.86), (x, 2.0)]), 0.014, Ink::flat(c.lit(panel.darker(0.4), 0.3)));
            }
        }
        for &x in &ports {
            let brass = TwoTone::of(c, rgb(0xc99b4c));
            c.stroke(Shape::disc(x, 1.5, 0.31), 0.1, Ink::down(brass.light, brass.dark));
            for k in 0..8 {
                let (sn, co) = (0.785 * k as f32).sin_cos();
                c.disc(x + 0.31 * co, 1.5 + 0.31 * sn, 0.02, Ink::flat(brass.dark.darker(0.3)));
            }
            c.stroke(Shape::through(&[(x + 0.3, 1.62), (x + 0.42, 1.62)]), 0.05, Ink::flat(brass.light));
        }
    });
    deck(s, rgb(0x7d5a3a), true);
    s.layer(Depth::At(1.6), |c| {
        // The bunk with its board, so that nobody rolls out.
        c.contact(2.7, 1.6, 1.6, 0.6);
        c.block([1.6, 0.0, 1.5], [2.6, 0.55, 0.75], dark);
        c.block([1.65, 0.55, 1.56], [2.5, 0.16, 0.66], rgb(0xdfe2e0));
        c.block([3.5, 0.7, 1.65], [0.6, 0.13, 0.5], rgb(0xf2f2ec));
        c.block([1.65, 0.68, 1.56], [1.7, 0.07, 0.66], set.pick(3, &[0x35566e, 0x7a3c36, 0x4c6448]));
        c.block([1.6, 0.5, 1.48], [2.6, 0.26, 0.05], rgb(0x7d5230));
        // The chart table.
        parts::table(c, -2.6, 1.5, 1.3, 0.6, 0.76, dark);
        c.at(1.6).local_shift(-2.75, 0.77);
        props::draw(c, Prop::Map, None);
        lamp(c, 0.0, 2.0);
        lamp(c, -2.4, 2.0);
    });
}

/// The bridge: tall windows all along, the console, the wheel.
fn wheelhouse(s: &mut LayerBuilder<'_>) {
    let grey = rgb(0xb4bcb6);
    let at = |i: i32| 1.2 * i as f32 - 0.54;
    s.layer(Depth::At(WALL), |c| {
        let holes = (-7..=7).fold(Shape::new(), |all, i| all.and(hole(at(i), 1.08, 1.08, 0.92, 0.07)));
        wall_with(c, holes, grey, rgb(0x55635e));
        for i in -7..=7 {
            c.stroke(Shape::round(at(i), 1.08, 1.08, 0.92, 0.07), 0.05, Ink::flat(c.lit(rgb(0x3c4442), 0.4)));
            if i % 2 == 0 {
                let wiper = Ink::flat(c.lit(rgb(0x1d2022), 0.3));
                c.stroke(Shape::through(&[(at(i) + 0.5, 1.98), (at(i) + 0.72, 1.3)]), 0.022, wiper);
            }
        }
    });
    deck(s, rgb(0x5b6663), false);
    s.layer(Depth::At(1.8), |c| {
        c.contact(0.0, 1.8, 3.0, 0.5);
        c.block([-4.2, 0.0, 1.75], [8.4, 0.86, 0.45], rgb(0x5f6b68));
        c.block([-4.25, 0.86, 1.7], [8.5, 0.07, 0.55], rgb(0x39413f));
        c.at(1.74);
        for (i, x) in [-3.5_f32, -2.4, 1.9, 3.0].into_iter().enumerate() {
            let green = c.pal.tone(rgb([0x5ad6a0, 0x62c8e8][i % 2]));
            c.fill(Shape::round(x - 0.36, 0.3, 0.72, 0.5, 0.05), Ink::flat(c.lit(rgb(0x20282a), 0.4)));
            c.disc(x, 0.55, 0.2, Ink::flat(green.darker(0.75)));
            for r in [0.2, 0.13, 0.06] {
                c.stroke(Shape::disc(x, 0.55, r), 0.012, Ink::flat(green));
            }
            c.stroke(Shape::through(&[(x, 0.55), (x + 0.15, 0.68)]), 0.02, Ink::flat(green));
            c.disc(x, 0.55, 0.6, Ink::glow(green, 0.12 + 0.2 * c.pal.lamps));
        }
        for i in 0..9 {
            let colour = [0xd8483a, 0xe0b44a, 0x62b87a][i % 3];
            c.disc(-1.2 + 0.14 * i as f32, 0.7, 0.028, Ink::flat(c.pal.tone(rgb(colour))));
        }
        // The wheel and the engine telegraph.
        c.at(1.45);
        let wood = TwoTone::of(c, rgb(0x7d4f2c));
        c.rect(0.64, 0.0, 0.12, 0.8, wood.ink(c, 0.5));
        c.stroke(Shape::disc(0.7, 1.0, 0.3), 0.06, wood.ink(c, 0.6));
        for k in 0..8 {
            let (sn, co) = (0.785 * k as f32 + 0.2).sin_cos();
            c.stroke(Shape::through(&[(0.7, 1.0), (0.7 + 0.42 * co, 1.0 + 0.42 * sn)]), 0.035, wood.ink(c, 0.6));
        }
        let brass = TwoTone::of(c, rgb(0xc99b4c));
        c.disc(0.7, 1.0, 0.07, Ink::flat(brass.light));
        c.rect(-1.74, 0.0, 0.08, 0.85, brass.ink(c, 0.5));
        c.disc(-1.7, 0.98, 0.19, brass.ink(c, 0.5));
        c.disc(-1.7, 0.98, 0.13, Ink::flat(c.lit(rgb(0xf0ead8), 0.6)));
        c.stroke(Shape::through(&[(-1.7, 0.98), (-1.6, 1.24)]), 0.04, Ink::flat(brass.light));
    });
}

/// Below the water: a steel hull with frames, pipes, wheels and gauges; no window.
fn below(s: &mut LayerBuilder<'_>, set: &Set<'_>) {
    let steel = rgb(0x77827c);
    s.ground_order = WALL - 0.01;
    s.layer(Depth::At(WALL), |c| {
        c.flood(Ink::flat(c.lit(steel.darker(0.15), 0.4)));
        wall_with(c, Shape::new(), steel, rgb(0x56605c));
        for i in -4..=4 {
            // Ribs lean inwards as the hull does.
            let x = 1.5 * i as f32;
            let rib = TwoTone::of(c, steel.darker(0.2));
            c.fill(Shape::poly(&[(x - 0.09, 0.0), (x + 0.09, 0.0), (x + 0.09, 2.2), (x - 0.09, 2.2)]), rib.ink(c, 0.5));
            for k in 0..8 {
                c.disc(x, 0.16 + 0.27 * k as f32, 0.016, Ink::flat(rib.dark.darker(0.3)));
            }
        }
        for (y, wide, colour) in [(0.55, 0.12, 0x8d5a3a), (1.05, 0.08, 0xa8aca6), (1.9, 0.14, 0x5f7a70)] {
            let pipe = TwoTone::of(c, rgb(colour));
            c.rect(-9.0, y, 18.0, wide, Ink::down(pipe.light, pipe.dark));
        }
        let mut rng = set.rng(5);
        for i in 0..7 {
            let x = -3.9 + 1.3 * i as f32 + rng.range(-0.15, 0.15);
            let brass = TwoTone::of(c, rgb(0xb98c48));
            c.disc(x, 1.5, 0.14, Ink::flat(brass.dark));
            c.disc(x, 1.5, 0.11, Ink::flat(c.lit(rgb(0xf0ece0), 0.7)));
            let (sn, co) = rng.range(0.0, 6.0).sin_cos();
            c.stroke(Shape::through(&[(x, 1.5), (x + 0.08 * co, 1.5 + 0.08 * sn)]), 0.018, Ink::flat(brass.dark));
            let red = Ink::flat(c.lit(rgb(0xa8382e), 0.7));
            c.stroke(Shape::disc(x + 0.5, 0.85, 0.16), 0.04, red);
            c.stroke(Shape::through(&[(x + 0.34, 0.85), (x + 0.66, 0.85)]), 0.03, red);
            c.stroke(Shape::through(&[(x + 0.5, 0.69), (x + 0.5, 1.01)]), 0.03, red);
        }
    });
    deck(s, rgb(0x4b5350), false);
    s.layer(Depth::At(1.6), |c| {
        for x in [-2.4, 0.9, 3.6] {
            lamp(c, x, 2.0);
        }
        c.block([2.0, 0.0, 1.5], [1.1, 1.35, 0.5], rgb(0x5d6863));
        c.block([-3.7, 0.0, 1.5], [1.4, 0.9, 0.5], rgb(0x505a57));
        c.at(1.49);
        for i in 0..12 {
            let colour = c.pal.tone(rgb([0xd8483a, 0xe0b44a, 0x62b87a][i % 3]));
            c.disc(2.16 + 0.2 * (i % 4) as f32, 0.6 + 0.2 * (i / 4) as f32, 0.03, Ink::flat(colour));
        }
        if set.says("submarine,u-boat") {
            // The periscope's well.
            c.at(1.2);
            let tube = TwoTone::of(c, rgb(0xa3aba6));
            c.rect(-1.25, 0.9, 0.22, 3.0, tube.ink(c, 0.5));
            c.fill(Shape::round(-1.34, 1.3, 0.4, 0.32, 0.06), Ink::flat(tube.dark.darker(0.3)));
            c.stroke(Shape::through(&[(-1.62, 1.42), (-0.66, 1.42)]), 0.05, Ink::flat(tube.dark.darker(0.4)));
            let red = c.pal.tone(rgb(0xff4a30));
            c.disc(-1.1, 2.1, 2.6, Ink::glow(red, 0.14 + 0.2 * c.pal.lamps));
        }
    });
}

/// A caged lamp at the deckhead.
fn lamp(c: &mut Canvas<'_>, x: f32, y: f32) {
    let on = c.pal.lamps.max(0.3);
    let glow = c.pal.glow();
    c.stroke(Shape::through(&[(x, y + 0.16), (x, HIGH)]), 0.03, Ink::flat(c.lit(rgb(0x5d625f), 0.5)));
    c.fill(Shape::round(x - 0.09, y, 0.18, 0.2, 0.08), Ink::down(glow.lighter(0.2), glow.lighter(0.5)));
    for k in [-0.09, 0.0, 0.09] {
        c.stroke(Shape::through(&[(x + k, y), (x + k, y + 0.18)]), 0.014, Ink::flat(c.lit(rgb(0x4a4f4c), 0.5)));
    }
    c.disc(x, y + 0.08, 1.5, Ink::glow(glow, 0.3 * on));
}

fn lifebuoy(c: &mut Canvas<'_>, x: f32, y: f32, r: f32) {
    let ring = TwoTone::of(c, rgb(0xe0562f));
    c.stroke(Shape::disc(x, y, r), r * 0.45, ring.ink(c, 0.5));
    for k in 0..4 {
        let (sn, co) = (0.785 + 1.571 * k as f32).sin_cos();
        c.disc(x + r * co, y + r * sn, r * 0.26, Ink::flat(c.lit(rgb(0xf2efe6), 0.7)));
    }
}

/// A hole with round corners: wound against the wall it is cut into.
fn hole(x: f32, y: f32, w: f32, h: f32, r: f32) -> Shape {
    let k = r * 0.45;
    Shape::new()
        .go(x, y + r)
        .line(x, y + h - r)
        .cubic((x, y + h - k), (x + k, y + h), (x + r, y + h))
        .line(x + w - r, y + h)
        .cubic((x + w - k, y + h), (x + w, y + h - k), (x + w, y + h - r))
        .line(x + w, y + r)
        .cubic((x + w, y + k), (x + w - k, y), (x + w - r, y))
        .line(x + r, y)
        .cubic((x + k, y), (x, y + k), (x, y + r))
        .close()
}
