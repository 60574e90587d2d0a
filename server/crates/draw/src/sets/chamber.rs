//! Builds a room from what it is made of.

use super::Set;
use super::chambers::{Hung, Room, Wall};
use super::chambers_known::of_id;
use super::parts::Shell;
use super::{hung, hung_at};
use crate::props;
use crate::raster::canvas::{Canvas, Ink, Shape};
use crate::raster::colour::{Rgb, rgb};
use crate::rng::Rng;
use crate::scene::camera::Depth;
use crate::scene::layers::LayerBuilder;

pub fn chamber(s: &mut LayerBuilder<'_>, set: &Set<'_>) {
    let room = of_id(set.id, set.walls);
    let (base, ceiling) = paint_of(room.wall);
    let shell = Shell {
        half: room.half.max(3.4),
        high: room.high,
        ceiling,
        planks: room.planks,
        ..Shell::new(base, rgb(room.floor))
    };
    let (half, high) = (shell.half, shell.high);
    shell.build(
        s,
        |c| {
            surface(c, room.wall, half, high, set.seed);
            wall_things(c, &room, half, high, set.seed);
        },
        |c| {
            if room.hung.contains(&Hung::Water) {
                let water = c.pal.lit(rgb(0x3f8fae), 0.7, 4.0);
                c.facet(
                    &[
                        [-half + 0.8, 0.01, 0.9],
                        [half - 0.8, 0.01, 0.9],
                        [half - 0.8, 0.01, 3.0],
                        [-half + 0.8, 0.01, 3.0],
                    ],
                    Ink::flat(water),
                );
                for i in 0..5 {
                    let z = 1.2 + 0.35 * i as f32;
                    c.facet(
                        &[
                            [-half + 1.2, 0.015, z],
                            [half - 1.4, 0.015, z],
                            [half - 1.4, 0.015, z + 0.04],
                            [-half + 1.2, 0.015, z + 0.04],
                        ],
                        Ink::flat(water.lighter(0.35)).alpha(0.6),
                    );
                }
            }
        },
    );
    // Half the things stand on each side, so that the middle is the people's.
    let n = room.things.len();
    for (i, &prop) in room.things.iter().enumerate() {
        let (w, _) = prop.size();
        let side = if (i % 2 == 0) == (n > 1 && set.seed.is_multiple_of(2)) { 1.0 } else { -1.0 };
        let row = (i / 2) as f32;
        let far = 2.4 - 0.5 * row;
        let reach = (half - 0.5 - w * 0.5).max(0.4);
        let x = if n == 1 && w > 1.8 { 0.6 } else { side * (0.62 * reach + 0.42 * reach * row * 0.7).min(reach) };
        s.layer(Depth::At(far), |c| {
            c.contact(x, far, w * 0.5, 0.5);
            c.at(far);
            let on_stand = prop.small() && !prop.tall() && prop.size().1 < 0.35;
            let y = if on_stand { 0.55 } else { 0.0 };
            if on_stand {
                c.block([x - 0.3, 0.0, far], [0.6, 0.55, 0.3], base.darker(0.35));
                c.at(far);
            }
            let old = c.push(x, y, 0.0, 1.0);
            props::draw(c, prop, None);
            c.pop(old);
        });
    }
}

/// The colours of walls and of what is above.
fn paint_of(wall: Wall) -> (Rgb, Rgb) {
    match wall {
        Wall::Plaster(hex) => (rgb(hex), rgb(0xd8d2c6)),
        Wall::Brick(hex) => (rgb(hex), rgb(hex).darker(0.3)),
        Wall::Stone => (rgb(0x8a857c), rgb(0x6a665e)),
        Wall::Mud => (rgb(0xb98f62), rgb(0x8a6a48)),
        Wall::Wood(hex) => (rgb(hex), rgb(hex).darker(0.2)),
        Wall::Concrete => (rgb(0x8f9192), rgb(0x7a7c7e)),
        Wall::Metal => (rgb(0x77808a), rgb(0x5a626a)),
        Wall::Canvas(hex) => (rgb(hex), rgb(hex).lighter(0.1)),
        Wall::Tile(hex) => (rgb(hex), rgb(0xd0d4d4)),
        Wall::Marble => (rgb(0xd0cac0), rgb(0xe0dad0)),
        Wall::Glass => (rgb(0x9fc4cc), rgb(0xb8d8dc)),
        Wall::Ice => (rgb(0xc4dce8), rgb(0xd4e8f0)),
        Wall::Paper => (rgb(0xe8e0cc), rgb(0x9a7a50)),
        Wall::Mirror => (rgb(0xa8bcc4), rgb(0x6a7478)),
        Wall::Drapes(hex) => (rgb(hex), rgb(hex).darker(0.4)),
    }
}

/// The grain of the back wall.
fn surface(c: &mut Canvas<'_>, wall: Wall, half: f32, high: f32, seed: u64) {
    let (base, _) = paint_of(wall);
    let mut rng = Rng::new(seed ^ 0x51);
    let far = c.far() * 0.6;
    let dark = Ink::flat(c.pal.lit(base.darker(0.35), 0.3, far)).alpha(0.6);
    let pale = Ink::flat(c.pal.lit(base.lighter(0.2), 0.8, far)).alpha(0.6);
    match wall {
        Wall::Brick(_) | Wall::Stone | Wall::Ice => {
            let (w, h) = match wall {
                Wall::Brick(_) => (0.34, 0.13),
                Wall::Ice => (0.9, 0.4),
                _ => (0.7, 0.34),
            };
            let rows = (high / h) as i32;
            for row in 0..=rows {
                let y = row as f32 * h;
                c.stroke(Shape::through(&[(-half, y), (half, y)]), 0.018, dark);
                let shift = if row % 2 == 0 { 0.0 } else { w / 2.0 };
                let n = (2.0 * half / w) as i32;
                for i in 0..=n {
                    let x = -half + shift + i as f32 * w;
                    c.stroke(Shape::through(&[(x, y), (x, (y + h).min(high))]), 0.016, dark);
                    if rng.chance(0.16) {
                        c.rect(
                            x + 0.02,
                            y + 0.02,
                            w - 0.04,
                            h - 0.03,
                            if rng.chance(0.5) { pale } else { dark }.alpha(0.3),
                        );
                    }
                }
            }
        }
        Wall::Mud => {
            for _ in 0..34 {
                let (x, y) = (rng.range(-half, half), rng.range(0.0, high));
                c.fill(
                    Shape::oval(x, y, rng.range(0.15, 0.5), rng.range(0.04, 0.12)),
                    if rng.chance(0.5) { dark.alpha(0.22) } else { pale.alpha(0.3) },
                );
            }
            for row in 1..7 {
                let y = high * row as f32 / 7.0;
                c.stroke(
                    Shape::new().go(-half, y).quad(0.0, y + rng.range(-0.06, 0.06), half, y),
                    0.012,
                    dark.alpha(0.35),
                );
            }
        }
        Wall::Wood(_) => {
            let n = (2.0 * half / 0.3) as i32;
            for i in 0..=n {
                let x = -half + 0.3 * i as f32;
                c.stroke(Shape::through(&[(x, 0.0), (x, high)]), 0.016, dark);
                if rng.chance(0.3) {
                    c.rect(x, 0.0, 0.3, high, pale.alpha(0.18));
                }
            }
        }
        _ => built_surface(c, wall, half, high),
    }
}

/// The grain of what is cast, stretched or hung.
fn built_surface(c: &mut Canvas<'_>, wall: Wall, half: f32, high: f32) {
    let (base, _) = paint_of(wall);
    let far = c.far() * 0.6;
    let dark = Ink::flat(c.pal.lit(base.darker(0.35), 0.3, far)).alpha(0.6);
    let pale = Ink::flat(c.pal.lit(base.lighter(0.2), 0.8, far)).alpha(0.6);
    match wall {
        Wall::Concrete | Wall::Metal => {
            let n = (2.0 * half / 1.2) as i32;
            for i in 0..=n {
                let x = -half + 1.2 * i as f32;
                c.stroke(Shape::through(&[(x, 0.0), (x, high)]), 0.02, dark);
                for k in 0..5 {
                    c.disc(
                        x + 0.08,
                        high * (0.1 + 0.2 * k as f32),
                        0.02,
                        if wall == Wall::Metal { pale } else { dark },
                    );
                }
            }
            c.stroke(Shape::through(&[(-half, high * 0.5), (half, high * 0.5)]), 0.02, dark);
        }
        Wall::Canvas(_) => {
            let n = 9;
            for i in 0..n {
                let x = -half + 2.0 * half * i as f32 / n as f32;
                let ink = if i % 2 == 0 { pale } else { dark };
                c.fill(
                    Shape::poly(&[
                        (x, 0.0),
                        (x + 2.0 * half / n as f32, 0.0),
                        (x * 0.16, high + 0.3),
                        (x * 0.14, high + 0.3),
                    ]),
                    ink.alpha(0.45),
                );
            }
            c.stroke(Shape::through(&[(0.0, 0.0), (0.0, high)]), 0.08, Ink::flat(c.lit(rgb(0x6a4a2c), 0.5)));
        }
        Wall::Tile(_) | Wall::Marble | Wall::Paper | Wall::Glass => {
            let t = match wall {
                Wall::Tile(_) => 0.25,
                Wall::Marble => 1.1,
                _ => 0.75,
            };
            let ink = if wall == Wall::Paper || wall == Wall::Glass {
                Ink::flat(c.lit(rgb(0x4a3626), 0.4))
            } else {
                dark.alpha(0.5)
            };
            let width = if wall == Wall::Paper || wall == Wall::Glass { 0.045 } else { 0.012 };
            if wall == Wall::Glass {
                hung::outlook(c, -half, 0.4, 2.0 * half, high - 0.4);
            }
            for i in 0..=(2.0 * half / t) as i32 {
                let x = -half + t * i as f32;
                c.stroke(Shape::through(&[(x, 0.0), (x, high)]), width, ink);
            }
            for i in 0..=(high / t) as i32 {
                let y = t * i as f32;
                c.stroke(Shape::through(&[(-half, y), (half, y)]), width, ink);
            }
        }
        Wall::Mirror => {
            for i in 0..6 {
                let x = -half + half / 3.0 * i as f32;
                c.stroke(Shape::through(&[(x, 0.2), (x, high)]), 0.03, dark);
                c.stroke(Shape::through(&[(x + 0.3, 0.6), (x + 0.9, high - 0.3)]), 0.06, pale.alpha(0.5));
            }
        }
        Wall::Drapes(_) => {
            for i in 0..(half * 8.0) as i32 {
                let x = -half + 0.25 * i as f32;
                c.rect(x, 0.0, 0.1, high, if i % 2 == 0 { pale.alpha(0.35) } else { dark.alpha(0.5) });
            }
        }
        Wall::Plaster(_) => {}
        _ => {}
    }
}

/// What hangs on the wall, each in its own part of it; things of the whole room over all of it.
fn wall_things(c: &mut Canvas<'_>, room: &Room, half: f32, high: f32, seed: u64) {
    let narrow = |h: &&Hung| !hung::is_wide(**h);
    for thing in room.hung.iter().filter(|h| hung::is_wide(**h)) {
        hung::wide(c, *thing, half, high, seed);
    }
    let n = room.hung.iter().filter(narrow).count().max(1);
    let step = 2.0 * half * 0.72 / n as f32;
    for (i, thing) in room.hung.iter().filter(narrow).enumerate() {
        let x = -half * 0.72 + step * (i as f32 + 0.5);
        hung_at::at(c, *thing, x, high, seed ^ i as u64);
    }
}
