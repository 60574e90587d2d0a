//! What stands about the people: seats, tables, things, the shoulder the camera looks past, banks of mist.

use crate::figures::action_pose::Act;
use crate::figures::face_model::{Eyes, Face, Mouth};
use crate::figures::figure::{Part, Person};
use crate::figures::pose::Pose;
use crate::props;
use crate::raster::canvas::{Canvas, Ink, Shape};
use crate::raster::colour::rgb;
use crate::rng::Rng;
use crate::scene::blocking::{Actor, Blocking};
use crate::scene::camera::Depth;
use crate::scene::layers::LayerBuilder;
use crate::sets::{self, Kind, parts};
use model::{Framing, Mood};

/// What a seated person sits on.
pub fn seat_for(c: &mut Canvas<'_>, kind: Kind, x: f32, z: f32) {
    match kind {
        Kind::TrainInside | Kind::PlaneInside | Kind::CarInside | Kind::ShipInside => {
            let plush = match kind {
                Kind::PlaneInside => rgb(0x2f4a70),
                Kind::ShipInside => rgb(0x35566e),
                _ => rgb(0x6a2a34),
            };
            c.block([x - 0.34, 0.12, z], [0.68, 0.34, 0.4], plush);
            c.block([x - 0.34, 0.45, z + 0.3], [0.68, 0.85, 0.16], plush.lighter(0.05));
        }
        Kind::Park | Kind::Garden | Kind::Station | Kind::Street | Kind::Church => sets::bench(c, x, z - 0.1),
        Kind::Living | Kind::Bedroom | Kind::Room => {
            c.block([x - 0.42, 0.1, z + 0.3], [0.84, 0.92, 0.2], rgb(0x7d5a44));
            c.block([x - 0.4, 0.1, z - 0.1], [0.8, 0.36, 0.5], rgb(0x8a654c));
            c.block([x - 0.52, 0.08, z - 0.12], [0.15, 0.56, 0.6], rgb(0x6d4c38));
            c.block([x + 0.37, 0.08, z - 0.12], [0.15, 0.56, 0.6], rgb(0x6d4c38));
        }
        Kind::Beach
        | Kind::Forest
        | Kind::Mountain
        | Kind::Desert
        | Kind::Cave
        | Kind::Field
        | Kind::Space
        | Kind::Snowfield
        | Kind::Ruin => {
            c.at(z);
            sets::rock(c, x, 1.0, 0.5, rgb(0x746c64), 5);
        }
        _ => parts::chair(c, x, z - 0.05, rgb(0x6d4a30), false),
    }
}

/// Tables, things, and the shoulder the camera looks past.
pub fn dress(s: &mut LayerBuilder<'_>, blocking: &Blocking, kind: Kind) {
    if let Some((x, width)) = blocking.table {
        let insert = blocking.framing == Framing::Insert;
        let wood = if kind.inside() { rgb(0x8a5f3c) } else { rgb(0x9a7a54) };
        if insert {
            s.soft_layer(Depth::At(0.05), 0.0, 0.0, |c| {
                let (a, b) = (c.pal.lit(wood, 0.9, 2.0), c.pal.lit(wood.darker(0.1), 0.5, 1.0));
                let cam = *c.camera();
                c.facet(
                    &[[-4.0, 0.75, cam.z + 0.2], [4.0, 0.75, cam.z + 0.2], [4.0, 0.75, 0.55], [-4.0, 0.75, 0.55]],
                    Ink::down(a, b),
                );
                for i in 0..7 {
                    let z = -0.6 + 0.16 * i as f32;
                    c.facet(
                        &[[-4.0, 0.751, z], [4.0, 0.751, z + 0.02], [4.0, 0.751, z + 0.026], [-4.0, 0.751, z + 0.004]],
                        Ink::flat(b.darker(0.25)).alpha(0.4),
                    );
                }
                let light = c.pal.tone(c.pal.key.plus(c.pal.ambient).mix(c.pal.sun, 0.3));
                let k = c.pal.side;
                c.facet(
                    &[[k * 0.7, 0.752, 0.5], [k * 0.1, 0.752, 0.5], [-k * 0.25, 0.752, -0.6], [k * 0.35, 0.752, -0.6]],
                    Ink::flat(light).alpha(0.16).adding(),
                );
            });
        } else {
            s.layer(Depth::At(-0.45), |c| parts::table(c, x, -0.72, width, 0.5, 0.75, wood));
        }
    }
    for (i, p) in blocking.props.iter().enumerate() {
        let z = if p.y > 0.5 { p.z - 0.01 - 0.002 * i as f32 } else { p.z };
        s.layer(Depth::At(z), |c| {
            let (w, _) = p.prop.size();
            let mut y = p.y;
            if y < 0.0 {
                // A small stand, so that a lone thing indoors does not lie on the floor.
                y = 0.72;
                parts::table(c, p.x, z - 0.2, 0.6, 0.45, y, rgb(0x6d4a30));
                c.at(z);
            } else if y < 0.5 {
                c.contact(p.x, z, w * 0.55, 0.6);
            } else {
                let dark = c.pal.tone(c.pal.ambient.times(0.15));
                let ring: Vec<[f32; 3]> = (0..20)
                    .map(|i| {
                        let (s, co) = (i as f32 / 20.0 * std::f32::consts::TAU).sin_cos();
                        [
                            p.x - c.pal.side * 0.25 * w * p.scale + 0.62 * w * p.scale * co,
                            y + 0.002,
                            p.z + 0.3 * w * p.scale * s,
                        ]
                    })
                    .collect();
                c.facet(&ring, Ink::soft(dark, 0.6));
            }
            c.at(z);
            let old = c.push(p.x, y, 0.0, p.scale);
            props::draw(c, p.prop, p.colour);
            c.pop(old);
        });
    }
    if let Some(actor) = &blocking.shoulder {
        shoulder(s, actor);
    }
}

/// The back of whom the camera looks past, dark and soft at the frame's edge.
fn shoulder(s: &mut LayerBuilder<'_>, actor: &Actor) {
    let cam = s.cam;
    let z = cam.z + 1.2;
    let mut pose = Pose::of(&Act { away: true, ..Act::STILL }, 0.0, 0);
    pose.back = true;
    let side = if cam.sx * cam.h > s.size().0 / 2.0 { -1.0 } else { 1.0 };
    let side = -side;
    // Their head stands at the frame's edge, a little above the middle.
    let (w, h) = s.size();
    let edge = if side > 0.0 { w * 0.93 } else { w * 0.07 };
    let scale = cam.scale(z);
    let x = cam.x + (edge - cam.h * cam.sx) / scale;
    let head = cam.y + (cam.h * cam.sy - h * 0.42) / scale;
    let k = actor.looks.height / 1.72;
    let (_, hy) = pose.head(actor.looks.head);
    let lift = head - hy * k;
    let mut pal = s.pal.clone();
    pal.ambient = pal.ambient.times(0.5);
    pal.key = pal.key.times(0.8);
    let person = Person {
        looks: &actor.looks,
        pose: &pose,
        act: actor.act,
        face: Face { mouth: Mouth::Closed, eyes: Eyes::Open, mood: Mood::Neutral, turn: 0.0, nod: 0.0, back: true },
        holds: None,
        stride: None,
    };
    let blur = s.blur(z).clamp(3.0, 12.0);
    s.soft_layer(Depth::At(z), blur, 0.0, |c| {
        c.with_palette(&pal, |c| {
            c.at(z);
            let old = c.push(x, lift, 0.0, 1.0);
            person.draw(c, Part::Body);
            person.draw(c, Part::Head);
            c.pop(old);
        });
    });
}

/// Two banks of mist that drift apart.
pub fn fog(s: &mut LayerBuilder<'_>, seed: u64) {
    for (i, (z, drift, strength)) in [(6.0_f32, 0.012_f32, 0.5_f32), (-1.2, -0.02, 0.32)].into_iter().enumerate() {
        if z <= s.cam.z + 0.6 {
            continue;
        }
        let before = s.layers.len();
        s.soft_layer(Depth::At(z), 10.0, 0.0, |c| {
            c.at(z);
            let cam = *c.camera();
            let half = (z - cam.z) / cam.f;
            let haze = c.pal.tone(c.pal.haze.lighter(0.06));
            let mut rng = Rng::new(seed ^ i as u64);
            for _ in 0..12 {
                let (x, y) = (cam.x + rng.range(-1.5, 1.5) * half, rng.range(0.0, 0.32) * half);
                c.fill(
                    Shape::oval(x, y, half * rng.range(0.35, 0.8), half * rng.range(0.08, 0.22)),
                    Ink::soft(haze, strength),
                );
            }
        });
        for layer in s.layers.iter_mut().skip(before) {
            layer.drift = drift;
        }
    }
}
