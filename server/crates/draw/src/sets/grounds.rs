//! Open places that are another open place with something in it.

use super::grounds_works::{crane, fall, hull, playground, rig, shelter, stands, trench, wheel};
use super::{Set, city, nature, outdoors, sky, strange, travel, water};
use crate::figures::beasts::Beast;
use crate::figures::face_model::TwoTone;
use crate::props::{self, Prop};
use crate::raster::canvas::{Canvas, Ink, Shape};
use crate::raster::colour::{Rgb, rgb};
use crate::scene::camera::Depth;
use crate::scene::layers::LayerBuilder;

/// The ground of a place, and what is built or stands on it.
pub fn ground(s: &mut LayerBuilder<'_>, set: &Set<'_>) {
    base(s, set);
    let z = 7.0;
    s.layer(Depth::At(z), |c| {
        c.at(z);
        works(c, set);
    });
    let things = things(set.id);
    for (i, (prop, x, z, scale)) in things.iter().enumerate() {
        let z = z + 0.01 * i as f32;
        s.layer(Depth::At(z), |c| {
            c.contact(*x, z, prop.size().0 * scale * 0.5, 0.5);
            c.at(z);
            let old = c.push(*x, 0.0, 0.0, *scale);
            props::draw(c, *prop, None);
            c.pop(old);
        });
    }
}

fn base(s: &mut LayerBuilder<'_>, set: &Set<'_>) {
    match set.id {
        "bus stop" | "car park" | "square" | "monument" | "phone box" | "car" | "bus" | "gate" | "carriage horse" => {
            city::street(s, set)
        }
        "petrol station" => travel::road(s, set),
        "construction site" | "junkyard" | "quarry" | "prison yard" | "yard" | "battlefield" | "trench dugout"
        | "car wash" | "car park inside" | "shooting range" | "dam" => bare(s, set, rgb(0xa08a6a)),
        "oil rig" | "boat" | "submarine" | "sea" => water::open_water(s, set.seed, 60.0),
        "rapids" | "rope bridge" | "cave" | "tunnel" => nature::mountain(s, set),
        "tree house" => nature::forest(s, set),
        "playground" | "zoo" | "pool" | "fairground" => outdoors::park(s, set),
        "igloo" => nature::snowfield(s, set),
        "stadium" => bare(s, set, rgb(0x5a9a4a)),
        "sky" | "balloon" => sky::sky(s, set.seed),
        "railway line" | "train roof" | "airfield" | "airport" | "plane" | "cockpit" | "helicopter" | "wagon"
        | "box car" => {
            bare(s, set, rgb(0x8a9060));
        }
        "camp" | "campfire" | "tent" | "field hospital" | "meadow" | "orchard" | "swamp well" => nature::field(s, set),
        _ => nature::field(s, set),
    }
    if matches!(set.id, "oil rig" | "boat" | "submarine" | "sea") {
        sky::sky(s, set.seed);
    }
}

/// A plain of one colour under the sky.
fn bare(s: &mut LayerBuilder<'_>, set: &Set<'_>, soil: Rgb) {
    sky::sky(s, set.seed);
    sky::ridge(s, 110.0, 9.0, 0.2, soil.mix(rgb(0x6f8a90), 0.5), set.seed);
    sky::ground(s, soil, |c| {
        if set.id == "stadium" {
            let white = c.pal.lit(rgb(0xf0f0e8), 0.8, 4.0);
            for z in [0.5, 3.0, 6.0] {
                c.facet(
                    &[[-12.0, 0.005, z], [12.0, 0.005, z], [12.0, 0.005, z + 0.14], [-12.0, 0.005, z + 0.14]],
                    Ink::flat(white),
                );
            }
        }
        if matches!(set.id, "railway line" | "train roof") {
            rails(c);
        }
        if matches!(set.id, "airfield" | "airport" | "plane" | "helicopter" | "cockpit") {
            let tar = c.pal.lit(rgb(0x5a5c60), 0.5, 5.0);
            let near = c.camera().z + 0.3;
            c.facet(
                &[[-30.0, 0.004, near], [30.0, 0.004, near], [30.0, 0.004, 9.0], [-30.0, 0.004, 9.0]],
                Ink::flat(tar),
            );
            let white = c.pal.lit(rgb(0xf0f0e8), 0.8, 4.0);
            for i in 0..8 {
                let x = -14.0 + 4.0 * i as f32;
                c.facet(
                    &[[x, 0.006, 1.8], [x + 2.0, 0.006, 1.8], [x + 2.0, 0.006, 2.1], [x, 0.006, 2.1]],
                    Ink::flat(white),
                );
            }
        }
    });
}

fn rails(c: &mut Canvas<'_>) {
    let near = c.camera().z + 0.3;
    let (wood, steel, gravel) =
        (c.pal.lit(rgb(0x5a4634), 0.5, 3.0), c.pal.lit(rgb(0xb0b4b8), 0.9, 3.0), c.pal.lit(rgb(0x8a847a), 0.5, 3.0));
    c.facet(&[[-1.8, 0.003, near], [1.8, 0.003, near], [1.8, 0.003, 80.0], [-1.8, 0.003, 80.0]], Ink::flat(gravel));
    for i in 0..40 {
        let z = near + 0.5 + 0.8 * i as f32;
        c.facet(&[[-1.3, 0.006, z], [1.3, 0.006, z], [1.3, 0.006, z + 0.3], [-1.3, 0.006, z + 0.3]], Ink::flat(wood));
    }
    for x in [-0.8, 0.72] {
        c.facet(&[[x, 0.02, near], [x + 0.1, 0.02, near], [x + 0.1, 0.02, 80.0], [x, 0.02, 80.0]], Ink::flat(steel));
    }
}

/// Things of a place: each with where it stands, how deep and how large.
fn things(id: &str) -> &'static [(Prop, f32, f32, f32)] {
    use Prop::{
        Barrel, Bed, Box, Cage, Car, Cart, Fire, Flag, Machine, Motorbike, Plane, Sign, Sofa, Statue, Tent,
        TreasureChest, Tree, Truck, Wheel,
    };
    match id {
        "camp" => &[(Tent, -2.9, 3.2, 1.0), (Tent, 2.8, 3.6, 1.0), (Fire, 1.5, 1.6, 0.9), (Box, -1.6, 1.8, 1.0)],
        "tent" => &[(Tent, 1.6, 3.0, 1.5)],
        "field hospital" => &[(Tent, 0.4, 4.4, 2.0), (Bed, -2.6, 2.2, 1.0), (Bed, 3.0, 2.4, 1.0)],
        "campfire" => &[(Fire, 1.2, 1.2, 1.1), (Tree, -4.0, 5.0, 1.0)],
        "swamp well" => &[(Prop::Well, 1.6, 1.6, 1.0)],
        "monument" => &[(Statue, 1.2, 5.0, 2.6)],
        "square" => &[(Prop::Well, 2.0, 4.0, 1.2), (Cart, -3.4, 3.4, 1.1)],
        "junkyard" => &[(Car, -4.4, 4.6, 0.9), (Car, 4.2, 5.0, 0.9), (Wheel, 2.2, 2.2, 0.9), (Barrel, -2.2, 2.4, 1.0)],
        "construction site" => &[(Truck, -5.4, 5.4, 0.9), (Sign, 2.4, 2.4, 1.0), (Barrel, 3.4, 2.8, 1.0)],
        "car park" => &[(Car, -5.6, 4.2, 1.0), (Car, 0.2, 4.6, 1.0), (Car, 5.6, 4.2, 1.0)],
        "car" => &[(Car, 2.4, 2.0, 1.0)],
        "bus" => &[(Truck, 2.8, 3.0, 1.2)],
        "airfield" | "airport" | "plane" | "cockpit" => &[(Plane, 3.4, 6.0, 1.2), (Flag, -4.0, 4.0, 1.2)],
        "helicopter" => &[(Plane, 2.0, 5.0, 0.8)],
        "zoo" => &[(Cage, -3.0, 3.2, 3.2), (Cage, 3.2, 3.4, 3.2), (Sign, 1.2, 2.4, 0.9)],
        "battlefield" | "trench dugout" => &[(Wheel, 2.8, 2.6, 1.0), (Barrel, -2.4, 2.2, 0.9), (Box, 1.8, 1.8, 1.2)],
        "orchard" => {
            &[(Tree, -3.6, 3.4, 0.9), (Tree, 3.2, 3.6, 0.9), (Tree, -0.6, 6.0, 0.9), (Prop::Ladder, 2.4, 3.0, 1.0)]
        }
        "meadow" => &[(Prop::Flower, -2.0, 0.8, 1.4), (Prop::Flower, 2.2, 0.4, 1.5), (Prop::Flower, 3.4, 1.2, 1.6)],
        "phone box" => &[(Prop::Window, 1.6, 2.0, 1.3)],
        "carriage horse" | "wagon" | "box car" => &[(Cart, 2.2, 2.2, 1.7)],
        "motorbike" => &[(Motorbike, 1.8, 1.4, 1.0)],
        "pool" => &[(Sofa, 2.8, 2.6, 0.8)],
        "yard" => &[(Barrel, 2.6, 2.4, 1.1), (Cart, -3.2, 3.0, 1.0)],
        "petrol station" => &[(Machine, 2.0, 2.6, 1.0), (Car, -3.4, 4.0, 1.0)],
        "gate" => &[(Barrel, 3.2, 2.6, 1.0)],
        "quarry" => &[(Truck, 3.6, 5.0, 1.0)],
        "fairground" => &[(Sign, 2.6, 2.4, 1.0), (TreasureChest, -2.6, 2.2, 0.9)],
        _ => &[],
    }
}

/// What is built there.
fn works(c: &mut Canvas<'_>, set: &Set<'_>) {
    let iron = Ink::flat(c.lit(rgb(0x3a3f46), 0.5));
    match set.id {
        "bus stop" => shelter(c),
        "playground" => playground(c),
        "fairground" => wheel(c),
        "stadium" => stands(c),
        "construction site" => crane(c),
        "oil rig" => rig(c),
        "boat" => hull(c),
        "submarine" => c.fill(
            Shape::blob(&[
                (-9.0, -0.3),
                (-4.0, 1.6),
                (-0.6, 1.8),
                (-0.4, 3.6),
                (1.8, 3.6),
                (2.0, 1.8),
                (6.0, 1.5),
                (10.0, -0.3),
            ]),
            iron,
        ),
        "rapids" => fall(c),
        "igloo" => {
            let two = TwoTone::of(c, rgb(0xd4e4ee));
            c.fill(Shape::new().go(-2.0, 0.0).cubic((-2.0, 3.6), (4.0, 3.6), (4.0, 0.0)).close(), two.ink(c, 0.6));
            c.fill(
                Shape::new().go(0.2, 0.0).cubic((0.2, 1.6), (1.8, 1.6), (1.8, 0.0)).close(),
                Ink::flat(c.lit(rgb(0x2a3a4a), 0.2)),
            );
            for y in [0.6, 1.2, 1.8] {
                c.stroke(
                    Shape::new().go(-1.9 + y * 0.2, y).quad(1.0, y + 0.3, 3.9 - y * 0.2, y),
                    0.04,
                    Ink::flat(two.dark),
                );
            }
        }
        "cave" | "tunnel" => {
            c.fill(
                Shape::blob(&[(-6.5, 0.0), (-5.5, 4.5), (0.5, 6.6), (6.5, 4.6), (7.6, 0.0)]),
                Ink::flat(c.lit(rgb(0x77706a), 0.5)),
            );
            c.fill(
                Shape::new().go(-1.6, 0.0).cubic((-1.9, 4.4), (2.9, 4.4), (2.7, 0.0)).close(),
                Ink::flat(c.lit(rgb(0x17140f), 0.1)),
            );
        }
        "gate" => {
            let two = TwoTone::of(c, rgb(0x9a8f7c));
            let ink = two.ink(c, 0.6);
            c.rect(-9.0, 0.0, 19.0, 5.0, ink);
            for x in [-2.4, 3.6] {
                c.rect(x - 1.1, 0.0, 2.2, 7.0, ink);
                for k in [-0.9, -0.1, 0.7] {
                    c.rect(x + k, 7.0, 0.4, 0.6, ink);
                }
            }
            c.fill(
                Shape::new()
                    .go(-1.2, 0.0)
                    .line(-1.2, 2.6)
                    .cubic((-1.1, 4.4), (2.3, 4.4), (2.4, 2.6))
                    .line(2.4, 0.0)
                    .close(),
                Ink::flat(c.lit(rgb(0x2a2018), 0.2)),
            );
        }
        _ => structures(c, set),
    }
}

/// What stands there beside houses: dams, bridges, walls, balloons.
fn structures(c: &mut Canvas<'_>, set: &Set<'_>) {
    let iron = Ink::flat(c.lit(rgb(0x3a3f46), 0.5));
    match set.id {
        "dam" => c.fill(
            Shape::new().go(-12.0, 0.0).quad(0.0, 1.4, 13.0, 0.0).line(13.0, 6.0).quad(0.0, 5.0, -12.0, 6.0).close(),
            Ink::flat(c.lit(rgb(0xa0a2a4), 0.6)),
        ),
        "rope bridge" => {
            let rope = Ink::flat(c.lit(rgb(0xb59a66), 0.6));
            for y in [0.4, 1.4] {
                c.stroke(Shape::new().go(-12.0, y + 1.4).quad(0.6, y - 1.0, 13.0, y + 1.4), 0.09, rope);
            }
            for i in 0..18 {
                let x = -9.0 + 1.1 * i as f32;
                let y = 0.012 * (x - 0.6) * (x - 0.6);
                c.stroke(Shape::through(&[(x, y), (x, y + 1.1)]), 0.05, rope);
                c.rect(x - 0.4, y - 0.1, 0.8, 0.14, rope);
            }
        }
        "tree house" => {
            let wood = TwoTone::of(c, rgb(0x8a6238));
            c.rect(0.2, 0.0, 0.9, 4.0, Ink::flat(c.lit(rgb(0x5a4230), 0.4)));
            c.rect(-1.6, 2.9, 4.6, 2.4, wood.ink(c, 0.6));
            c.fill(Shape::poly(&[(-2.0, 5.2), (3.4, 5.2), (0.7, 7.0)]), Ink::flat(c.lit(rgb(0x6a3a2c), 0.5)));
            c.rect(-0.9, 3.6, 0.9, 1.0, Ink::flat(c.lit(rgb(0x2a2018), 0.2)));
        }
        "prison yard" | "shooting range" => {
            let two = TwoTone::of(c, rgb(0x8f8f8c));
            c.rect(-14.0, 0.0, 30.0, 5.2, two.ink(c, 0.6));
            for i in 0..60 {
                c.stroke(Shape::oval(-14.0 + 0.5 * i as f32, 5.5, 0.3, 0.28), 0.04, iron);
            }
            c.rect(5.0, 4.6, 2.6, 3.2, two.ink(c, 0.6));
            c.fill(Shape::poly(&[(4.7, 7.7), (7.9, 7.7), (6.3, 8.9)]), iron);
        }
        "balloon" => {
            let red = TwoTone::of(c, rgb(0xc0483a));
            c.fill(Shape::oval(1.0, 7.2, 3.4, 3.8), red.ink(c, 0.55));
            for k in [-1.6, 0.0, 1.6] {
                c.stroke(
                    Shape::new().go(1.0 + k * 0.4, 3.6).quad(1.0 + k * 1.6, 7.0, 1.0 + k * 0.3, 10.9),
                    0.3,
                    Ink::flat(c.lit(rgb(0xe8c860), 0.7)),
                );
            }
            c.rect(0.3, 1.0, 1.4, 1.1, Ink::flat(c.lit(rgb(0x9a7040), 0.6)));
        }
        "square" | "yard" => {
            let two = TwoTone::of(c, rgb(0xa8806a));
            c.rect(-14.0, 0.0, 10.0, 3.4, two.ink(c, 0.6));
        }
        "battlefield" | "trench dugout" => trench(c),
        "helicopter" => {
            c.stroke(Shape::through(&[(-3.5, 3.6), (7.5, 3.6)]), 0.12, iron);
            c.stroke(Shape::through(&[(2.0, 2.6), (2.0, 3.6)]), 0.14, iron);
        }
        "zoo" => {
            for (id, x) in [("lion", -4.4), ("monkey", 4.6)] {
                if let Some(beast) = Beast::of_id(id) {
                    let old = c.push(x, 0.3, 0.0, 1.2);
                    beast.draw(c, None, None);
                    c.pop(old);
                }
            }
        }
        _ => {}
    }
}

/// The bottom of the sea.
pub fn under_water(s: &mut LayerBuilder<'_>, set: &Set<'_>) {
    s.layer(Depth::Sky, |c| {
        let (top, low) = (c.pal.tone(rgb(0x6fc4d8)), c.pal.tone(rgb(0x0f3a5a)));
        let h = c.camera().h;
        c.flood(Ink::flat(low));
        c.band(-1.5 * h, 0.0, Ink::flat(top));
        c.band(-1.0, h * 1.1, Ink::down(top, low));
    });
    sky::ground(s, rgb(0x7a9a80), |_| {});
    s.layer(Depth::At(12.0), |c| {
        c.at(12.0);
        let ray = c.pal.tone(rgb(0xc8f0f4));
        for i in 0..6 {
            let x = -9.0 + 3.4 * i as f32;
            c.fill(
                Shape::poly(&[(x, 16.0), (x + 1.2, 16.0), (x - 2.0, 0.0), (x - 4.4, 0.0)]),
                Ink::flat(ray).alpha(0.12).adding(),
            );
        }
        for (id, x, y, hex) in [
            ("fish", -4.0, 3.6, 0xe0a03a),
            ("fish", 3.4, 4.6, 0xd9566a),
            ("fish", 5.4, 2.6, 0x5f9ad8),
            ("turtle", -6.0, 5.2, 0x5d7b4f),
        ] {
            if let Some(beast) = Beast::of_id(id) {
                let old = c.push(x, y, 0.0, 2.0);
                beast.draw(c, Some(rgb(hex)), None);
                c.pop(old);
            }
        }
    });
    s.layer(Depth::At(4.0), |c| {
        c.at(4.0);
        for i in 0..12 {
            let x = -6.0 + 1.1 * i as f32 + 0.3 * ((i * 7 % 5) as f32);
            let weed = Ink::flat(c.lit(rgb(if i % 3 == 0 { 0xb8605a } else { 0x3f7a54 }), 0.5));
            let tall = 0.5 + 0.35 * ((i * 3 % 4) as f32);
            c.stroke(
                Shape::new().go(x, 0.0).cubic((x - 0.3, tall * 0.4), (x + 0.35, tall * 0.6), (x, tall)),
                0.12,
                weed,
            );
        }
        for (x, y) in [(-1.6, 1.8), (-1.4, 2.3), (1.9, 1.4), (2.1, 2.0), (2.0, 2.6)] {
            c.stroke(Shape::disc(x, y, 0.07), 0.02, Ink::flat(c.pal.tone(rgb(0xd8f4f8))));
        }
    });
    strange::rocks(s, set, rgb(0x5a6a70), 7.0);
}
