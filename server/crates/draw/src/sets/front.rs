//! Buildings seen from outside: their fronts, by the ids of places and materials.

use super::front_grand::{castle, church, columns, mosque, pagoda};
use super::{Set, city, outdoors, parts, sky};
use crate::figures::face_model::TwoTone;
use crate::raster::canvas::{Canvas, Ink, Shape};
use crate::raster::colour::{Rgb, rgb};
use crate::scene::camera::Depth;
use crate::scene::layers::LayerBuilder;

/// What a front looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    House,
    Mud,
    Hut,
    Church,
    Pagoda,
    Mosque,
    Castle,
    Block,
    Shop,
    Columns,
    Lit,
    Works,
    Barn,
    Wide,
}

/// The style, the wall, what is written or drawn on it, and whether it stands in a street.
struct Front {
    style: Style,
    wall: u32,
    sign: u32,
    street: bool,
}

fn of(id: &str, walls: &str) -> Front {
    let front = |style, wall, sign, street| Front { style, wall, sign, street };
    match id {
        "church" | "bell tower" => front(Style::Church, 0xa8a294, 0, false),
        "temple" => front(Style::Pagoda, 0xa8483a, 0, false),
        "mosque" => front(Style::Mosque, 0xe0d8c4, 0, false),
        "castle" | "prison" | "cell" => front(Style::Castle, 0x8a867c, 0, false),
        "barn" | "garage" | "hangar" | "boathouse" => {
            front(Style::Barn, if id == "barn" { 0x9a4034 } else { 0x7a828a }, 0, false)
        }
        "factory" | "warehouse" | "fire station" | "laundry" => front(Style::Works, 0x8a5444, 0, true),
        "theatre" | "stage" | "cinema" | "nightclub" | "casino" | "club" | "circus" => {
            front(Style::Lit, 0x8a3a36, 0xf0c860, true)
        }
        "hospital" | "operating room" | "morgue" => front(Style::Wide, 0xe4e6e4, 0xc03030, true),
        "school" | "classroom" | "gym" | "station" | "exam room" => front(Style::Wide, 0xb0704f, 0xf0ece0, true),
        "museum" | "courtroom" | "bank" | "library" | "post office" | "mausoleum" | "synagogue" | "vault"
        | "observatory" => front(Style::Columns, 0xd0c8b4, 0, true),
        "shop" | "bookshop" | "bakery" | "cafe" | "bar" | "restaurant" | "barber" | "supermarket" | "dentist"
        | "funeral home" | "pool hall" | "canteen" => front(Style::Shop, 0xb8a488, 0x7a3a32, true),
        "office" | "apartment" | "hotel" | "building" | "police station" | "newsroom" | "lobby" | "hotel room"
        | "lift" => front(Style::Block, 0xa89a88, 0x2a4a8a, true),
        "cabin" | "weather station" | "tree house" => front(Style::Hut, 0x7a5434, 0, false),
        _ => match walls {
            "mud" => front(Style::Mud, 0xb98f62, 0, false),
            "stone" => front(Style::House, 0x9a948a, 0, false),
            "wood" | "thatch" => front(Style::Hut, 0x8a6a42, 0, false),
            "brick" => front(Style::House, 0x9a5a48, 0, false),
            "concrete" | "metal" | "glass" => front(Style::Block, 0x8f9498, 0x3a4a5a, true),
            "marble" => front(Style::Columns, 0xd8d0c0, 0, false),
            _ => front(Style::House, 0xd8c7a4, 0, false),
        },
    }
}

/// The front of a building, in a street or by itself.
pub fn front(s: &mut LayerBuilder<'_>, set: &Set<'_>) {
    let front = of(set.id, set.walls);
    sky::sky(s, set.seed);
    if front.street {
        city::skyline(s, 60.0, 16.0, set.seed);
    } else {
        sky::ridge(s, 110.0, 15.0, 0.2, rgb(if front.style == Style::Mud { 0xb89a70 } else { 0x6f8a70 }), set.seed);
    }
    let ground = match front.style {
        Style::Mud | Style::Mosque => rgb(0xc8a878),
        _ if front.street => rgb(0x8f8c86),
        _ => rgb(0x76904e),
    };
    sky::ground(s, ground, |c| {
        let cam = *c.camera();
        let near = cam.z + 0.3;
        let path = c.pal.lit(if front.street { rgb(0x6a6864) } else { rgb(0xb8a684) }, 0.5, 6.0);
        if front.street {
            c.facet(
                &[
                    [-40.0, 0.004, near.max(-3.0)],
                    [40.0, 0.004, near.max(-3.0)],
                    [40.0, 0.004, 4.0],
                    [-40.0, 0.004, 4.0],
                ],
                Ink::flat(path),
            );
        } else {
            c.facet(&[[-0.9, 0.004, near], [1.1, 0.004, near], [0.9, 0.004, 8.8], [-0.3, 0.004, 8.8]], Ink::flat(path));
        }
    });
    s.layer(Depth::At(9.0), |c| {
        c.contact(0.3, 9.0, 6.0, 0.6);
        c.at(9.0);
        neighbours(c, &front, set.seed);
        building(c, &front, set);
    });
    if !front.street && !matches!(front.style, Style::Mud | Style::Mosque) {
        outdoors::foreground_leaves(s, set, rgb(0x4f6a38));
    }
}

fn neighbours(c: &mut Canvas<'_>, front: &Front, seed: u64) {
    match front.style {
        Style::Mud => {
            for (x, w, h) in [(-8.0, 4.4, 3.0), (7.6, 5.0, 2.7), (12.5, 4.0, 3.4), (-13.0, 5.0, 2.8)] {
                mud_house(c, x, w, h, rgb(front.wall).darker(0.08));
            }
        }
        _ if front.street => {
            for (i, x) in [-14.5_f32, 11.0, 17.5, -21.0].into_iter().enumerate() {
                city::facade(
                    c,
                    x,
                    6.2,
                    6.5 + 1.2 * (i % 3) as f32,
                    rgb([0xa89078, 0x8f8a86, 0xb09a80, 0x9a7a6a].get(i).copied().unwrap_or(0)),
                    seed ^ i as u64,
                    i % 2 == 0,
                );
            }
        }
        _ => {
            parts::tree(c, -7.5, 6.5, rgb(0x5d7f44), seed);
            parts::tree(c, 8.4, 5.8, rgb(0x557340), seed ^ 4);
        }
    }
}

fn mud_house(c: &mut Canvas<'_>, x: f32, w: f32, h: f32, wall: Rgb) {
    let two = TwoTone::of(c, wall);
    c.fill(Shape::round(x - w / 2.0, 0.0, w, h, 0.22), two.ink(c, 0.6));
    let hole = Ink::flat(c.lit(rgb(0x3a2a1e), 0.2).mix(c.pal.glow(), 0.6 * c.pal.lamps));
    c.fill(
        Shape::new()
            .go(x - 0.45, 0.0)
            .line(x - 0.45, h * 0.45)
            .cubic((x - 0.42, h * 0.66), (x + 0.42, h * 0.66), (x + 0.45, h * 0.45))
            .line(x + 0.45, 0.0)
            .close(),
        hole,
    );
    for k in [-0.34, 0.34] {
        c.rect(x + k * w - 0.2, h * 0.5, 0.4, 0.42, hole);
    }
    let beam = Ink::flat(c.lit(rgb(0x6a4a2c), 0.4));
    for i in 0..6 {
        c.disc(x - w * 0.42 + w * 0.168 * i as f32, h * 0.86, 0.1, beam);
    }
    for i in 0..4 {
        let y = h * (0.15 + 0.18 * i as f32);
        c.stroke(
            Shape::new().go(x - w * 0.48, y).quad(x, y + 0.06, x + w * 0.48, y),
            0.02,
            Ink::flat(two.dark).alpha(0.35),
        );
    }
}

fn building(c: &mut Canvas<'_>, front: &Front, set: &Set<'_>) {
    let wall = rgb(front.wall);
    let two = TwoTone::of(c, wall);
    let ink = two.ink(c, 0.62);
    let dark = Ink::flat(two.dark.darker(0.3));
    let pane = Ink::flat(c.lit(rgb(0x3a4a54), 0.5).mix(c.pal.glow(), c.pal.lamps));
    match front.style {
        Style::House => outdoors::house(c, 1.2, 8.5, wall, set.pick(3, &[0x8a4a38, 0x4f5a66, 0x6a5040])),
        Style::Mud => mud_house(c, 0.6, 7.6, 4.0, wall),
        Style::Hut => hut(c, wall),
        Style::Church => church(c, (ink, dark, pane)),
        Style::Pagoda => pagoda(c, (ink, dark)),
        Style::Mosque => mosque(c, (ink, dark)),
        Style::Castle => castle(c, (ink, dark), set.seed),
        Style::Barn => barn(c, (ink, dark)),
        Style::Works => works(c, (ink, dark, pane)),
        Style::Columns => columns(c, (ink, dark)),
        Style::Wide | Style::Block => block(c, front, (ink, dark, pane)),
        Style::Lit | Style::Shop => shop(c, front, (ink, dark, pane)),
    }
}

fn hut(c: &mut Canvas<'_>, wall: Rgb) {
    let two = TwoTone::of(c, wall);
    c.rect(-3.0, 0.0, 7.4, 3.0, two.ink(c, 0.6));
    for i in 0..9 {
        let y = 0.33 * i as f32;
        c.stroke(Shape::through(&[(-3.0, y), (4.4, y)]), 0.04, Ink::flat(two.dark.darker(0.15)));
    }
    let roof = TwoTone::of(c, rgb(0x5a4634));
    c.fill(Shape::poly(&[(-3.7, 2.85), (5.1, 2.85), (3.3, 5.1), (-1.9, 5.1)]), Ink::down(roof.light, roof.dark));
    c.rect(2.4, 4.2, 0.8, 1.9, Ink::flat(c.lit(rgb(0x7a6a60), 0.5)));
    c.rect(-0.1, 0.0, 1.3, 2.2, Ink::flat(c.lit(rgb(0x4a3222), 0.5)));
    let pane = Ink::flat(c.lit(rgb(0x3a4a54), 0.5).mix(c.pal.glow(), c.pal.lamps));
    for x in [-2.2, 2.4] {
        c.rect(x, 1.0, 1.1, 1.0, Ink::flat(c.lit(rgb(0xd8c8a8), 0.6)));
        c.rect(x + 0.08, 1.08, 0.94, 0.84, pane);
    }
}

fn barn(c: &mut Canvas<'_>, (ink, dark): (Ink, Ink)) {
    c.fill(Shape::poly(&[(-4.4, 0.0), (-4.4, 4.4), (-2.8, 6.6), (0.6, 7.8), (4.0, 6.6), (5.6, 4.4), (5.6, 0.0)]), ink);
    let white = Ink::flat(c.lit(rgb(0xe8e2d4), 0.7));
    c.stroke(Shape::through(&[(-4.6, 4.3), (-2.9, 6.7), (0.6, 7.95), (4.1, 6.7), (5.8, 4.3)]), 0.28, white);
    c.rect(-1.4, 0.0, 4.0, 3.9, dark);
    c.stroke(Shape::rect(-1.4, 0.0, 4.0, 3.9), 0.16, white);
    c.stroke(Shape::through(&[(-1.4, 0.0), (0.6, 3.9)]), 0.12, white);
    c.stroke(Shape::through(&[(0.6, 0.0), (0.6, 3.9)]), 0.12, white);
    c.stroke(Shape::through(&[(2.6, 0.0), (0.6, 3.9)]), 0.12, white);
    c.rect(0.0, 5.1, 1.2, 1.1, dark);
}

fn works(c: &mut Canvas<'_>, (ink, dark, pane): (Ink, Ink, Ink)) {
    for (x, h) in [(-5.0, 12.0), (-2.6, 10.6)] {
        c.fill(Shape::poly(&[(x - 0.7, 0.0), (x - 0.5, h), (x + 0.5, h), (x + 0.7, 0.0)]), ink);
        c.rect(x - 0.6, h - 0.5, 1.2, 0.5, dark);
        let smoke = Ink::flat(c.pal.tone(c.pal.haze.lighter(0.1))).alpha(0.5);
        for i in 0..4 {
            c.disc(x + 0.7 * i as f32, h + 0.6 + 0.7 * i as f32, 0.6 + 0.25 * i as f32, smoke);
        }
    }
    for i in 0..4 {
        let x = -4.4 + 3.0 * i as f32;
        c.fill(Shape::poly(&[(x, 4.6), (x, 6.4), (x + 3.0, 4.6)]), ink);
    }
    c.rect(-4.4, 0.0, 12.0, 4.7, ink);
    for row in 0..2 {
        for i in 0..7 {
            c.rect(-3.9 + 1.6 * i as f32, 1.4 + 1.6 * row as f32, 1.1, 1.1, pane);
        }
    }
    c.rect(0.2, 0.0, 2.6, 2.6, dark);
    for i in 0..6 {
        c.rect(0.3, 0.3 + 0.38 * i as f32, 2.4, 0.05, Ink::flat(c.lit(rgb(0x8a949c), 0.5)));
    }
}

fn block(c: &mut Canvas<'_>, front: &Front, (ink, dark, pane): (Ink, Ink, Ink)) {
    let (w, floors) = if front.style == Style::Wide { (13.0, 3) } else { (8.6, 6) };
    let h = 1.9 * floors as f32 + 0.8;
    let x = 0.6 - w / 2.0;
    c.rect(x, 0.0, w, h, ink);
    c.rect(x - 0.2, h, w + 0.4, 0.3, dark);
    let n = (w / 1.5) as i32;
    for floor in 0..floors {
        for i in 0..n {
            let wx = x + 0.35 + (w - 0.4) / n as f32 * i as f32;
            let y = 0.8 + 1.9 * floor as f32;
            if floor == 0 && (wx - 0.6).abs() < 1.7 {
                continue;
            }
            c.rect(wx - 0.06, y - 0.06, 0.92, 1.22, Ink::flat(c.lit(rgb(0xe8e2d4), 0.5)));
            c.rect(wx, y, 0.8, 1.1, pane);
        }
    }
    c.rect(-0.6, 0.0, 2.4, 2.3, dark);
    c.rect(-0.4, 0.0, 0.95, 2.1, pane);
    c.rect(0.65, 0.0, 0.95, 2.1, pane);
    c.rect(-1.4, 2.4, 4.0, 0.25, ink);
    let sign = Ink::flat(c.lit(rgb(front.sign), 0.8));
    if front.sign == 0xc03030 {
        c.disc(0.6, h - 1.0, 0.95, Ink::flat(c.pal.tone(rgb(0xf4f4f0))));
        c.rect(0.36, h - 1.7, 0.48, 1.4, sign);
        c.rect(-0.1, h - 1.24, 1.4, 0.48, sign);
    } else if front.style == Style::Wide {
        c.disc(0.6, h + 1.0, 0.8, ink);
        c.disc(0.6, h + 1.0, 0.62, sign);
        c.stroke(Shape::through(&[(0.6, h + 1.4), (0.6, h + 1.0), (0.95, h + 1.0)]), 0.08, dark);
    } else {
        c.rect(-0.8, 2.75, 2.8, 0.6, sign);
        for i in 0..5 {
            c.rect(-0.5 + 0.48 * i as f32, 2.9, 0.28, 0.3, Ink::flat(c.pal.tone(rgb(0xf4f0e4))));
        }
    }
}

fn shop(c: &mut Canvas<'_>, front: &Front, (ink, dark, pane): (Ink, Ink, Ink)) {
    let lit = front.style == Style::Lit;
    let h = if lit { 8.4 } else { 6.4 };
    c.rect(-4.2, 0.0, 9.6, h, ink);
    c.rect(-4.4, h, 10.0, 0.35, dark);
    for i in 0..4 {
        c.rect(-3.5 + 2.3 * i as f32, h - 2.3, 1.2, 1.5, pane);
    }
    let glow = c.pal.glow().lighter(0.3);
    c.rect(-3.8, 0.5, 3.4, 2.3, Ink::flat(c.lit(rgb(0x4a5a60), 0.6).mix(glow, c.pal.lamps)));
    c.rect(1.7, 0.5, 3.4, 2.3, Ink::flat(c.lit(rgb(0x4a5a60), 0.6).mix(glow, c.pal.lamps)));
    c.rect(-0.1, 0.0, 1.5, 2.7, dark);
    c.rect(0.1, 0.1, 1.1, 2.4, pane);
    let sign = c.lit(rgb(front.sign), 0.8);
    if lit {
        c.fill(Shape::poly(&[(-4.4, 3.1), (5.6, 3.1), (4.8, 4.5), (-3.6, 4.5)]), Ink::flat(c.pal.tone(rgb(0xf6eed8))));
        for i in 0..9 {
            c.rect(-3.2 + 0.88 * i as f32, 3.6, 0.55, 0.5, Ink::flat(c.lit(rgb(0x8a2a2a), 0.6)));
        }
        for i in 0..22 {
            let x = -4.2 + 0.45 * i as f32;
            let bulb = c.pal.tone(rgb(0xffe08a));
            c.disc(x, 3.1, 0.1, Ink::flat(bulb));
            c.fill(Shape::disc(x, 3.1, 0.5), Ink::glow(bulb, 0.25));
        }
        c.rect(-0.2, 4.6, 1.6, 3.4, Ink::flat(sign));
        for (x, hex) in [(-3.4, 0xb8443c), (3.0, 0x3f6a8a)] {
            c.rect(x, 0.7, 1.6, 2.0, Ink::flat(c.lit(rgb(hex), 0.7)));
        }
    } else {
        c.rect(-4.0, 3.45, 9.2, 0.75, Ink::flat(sign));
        for i in 0..7 {
            c.rect(-1.6 + 0.66 * i as f32, 3.65, 0.42, 0.34, Ink::flat(c.pal.tone(rgb(0xf4e8c8))));
        }
        for i in 0..10 {
            let x = -4.0 + 0.92 * i as f32;
            let stripe = if i % 2 == 0 { sign } else { c.lit(rgb(0xf0ece0), 0.8) };
            c.fill(Shape::poly(&[(x, 3.4), (x + 0.92, 3.4), (x + 0.86, 2.8), (x - 0.06, 2.8)]), Ink::flat(stripe));
        }
    }
}
