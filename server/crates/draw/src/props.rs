//! Things: told from their names, drawn standing on the origin, in metres.

use crate::canvas::{Canvas, Ink, Shape};
use crate::colour::{Rgb, rgb};
use crate::face::Two;
use crate::places::parts;
use crate::senses::things_meant;
use crate::words::{find, words};

macro_rules! things {
    ($($name:ident, $w:literal, $h:literal, $words:literal;)*) => {
        /// A thing that a shot can hold or show.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Prop { $($name,)* }

        impl Prop {
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// Width and height in metres.
            pub const fn size(self) -> (f32, f32) {
                match self { $(Self::$name => ($w, $h),)* }
            }

            const fn names(self) -> &'static str {
                match self { $(Self::$name => $words,)* }
            }
        }
    };
}

things! {
    Cup, 0.1, 0.1, "cup,mug,coffee,tea,espresso";
    Glass, 0.075, 0.13, "glass,wine,whisky,whiskey,pint,beer,drink";
    Bottle, 0.08, 0.3, "bottle,flask,vial";
    Phone, 0.075, 0.15, "phone,telephone,mobile,cellphone,smartphone";
    Letter, 0.22, 0.15, "letter,envelope,note,telegram";
    Paper, 0.21, 0.29, "paper,document,file,folder,contract,newspaper,page,script";
    Book, 0.2, 0.26, "book,diary,journal,notebook,bible,novel";
    Map, 0.5, 0.34, "map,chart,blueprint";
    Photograph, 0.18, 0.14, "photograph,photo,picture,polaroid,portrait";
    Gun, 0.22, 0.14, "gun,pistol,revolver,weapon,rifle";
    Knife, 0.06, 0.3, "knife,dagger,blade,sword";
    Key, 0.14, 0.06, "key,keys";
    Ring, 0.05, 0.05, "ring,coin,medallion,locket,necklace";
    StreetLamp, 0.5, 3.7, "street lamp,streetlamp,street light,streetlight,lamp post,lamppost,lamplight";
    ShipLantern, 0.4, 2.3, "ship's lantern,ship lantern,deck lamp,storm lantern";
    Lamp, 0.3, 0.46, "lamp,desk lamp,table lamp";
    Lantern, 0.2, 0.36, "lantern,torch,flashlight";
    Candle, 0.09, 0.26, "candle,candles";
    Suitcase, 0.6, 0.44, "suitcase,bag,briefcase,luggage,backpack,handbag";
    Laptop, 0.36, 0.25, "laptop,computer,screen,keyboard";
    Radio, 0.34, 0.22, "radio,transmitter";
    Clock, 0.22, 0.24, "clock,alarm clock,watch,pocket watch";
    Box, 0.4, 0.3, "box,crate,parcel,package,chest";
    Flower, 0.22, 0.42, "flower,flowers,rose,roses,bouquet,tulip";
    Rope, 0.4, 0.14, "rope,cable,chain";
    Umbrella, 1.1, 0.95, "umbrella,parasol";
    Camera, 0.18, 0.14, "camera";
    Plate, 0.28, 0.08, "plate,bowl,bread,cake,food,sandwich,soup,meal";
    Guitar, 0.4, 1.0, "guitar,violin,cello";
    Ball, 0.24, 0.24, "ball,football,globe,orb";
    Doll, 0.2, 0.34, "doll,teddy,teddy bear,toy";
    Bicycle, 1.7, 1.05, "bicycle,bike";
    Car, 4.2, 1.45, "car,taxi,cab,van,truck,police car,automobile";
    Dog, 0.8, 0.6, "dog,puppy,hound";
    Cat, 0.5, 0.34, "cat,kitten";
    Horse, 2.0, 1.7, "horse,pony,donkey";
    Bird, 0.3, 0.22, "bird,crow,raven,gull,seagull,pigeon,owl,parrot";
    Boat, 4.0, 1.5, "boat,rowboat,dinghy,rowing boat,canoe";
    Door, 1.0, 2.1, "door,doorway";
    Chair, 0.5, 0.9, "chair,stool,armchair";
}

impl Prop {
    /// The thing a name or phrase speaks of.
    pub fn named(text: &str) -> Option<Self> {
        Self::found(&words(text)).into_iter().next()
    }

    /// Every thing that words speak of, in their order.
    pub fn found(text: &[String]) -> Vec<Self> {
        let meant = things_meant(text);
        let mut hits: Vec<(usize, Self)> = Self::ALL
            .iter()
            .filter_map(|&p| p.names().split(',').filter_map(|n| find(&meant, n)).min().map(|at| (at, p)))
            .collect();
        hits.sort();
        let mut out: Vec<Self> = Vec::new();
        for (_, p) in hits {
            if !out.contains(&p) {
                out.push(p);
            }
        }
        out
    }

    /// The same thing where there is no roof: a lamp is a street's, or on a deck the ship's.
    pub fn outdoors(self, afloat: bool) -> Self {
        match self {
            Self::Lamp if afloat => Self::ShipLantern,
            Self::Lamp => Self::StreetLamp,
            other => other,
        }
    }

    /// Small enough to be held in a hand or stand on a table.
    pub fn small(self) -> bool {
        let (w, h) = self.size();
        w < 0.65 && h < 0.5 && !matches!(self, Self::Dog | Self::Cat | Self::Chair)
    }

    pub fn animal(self) -> bool {
        matches!(self, Self::Dog | Self::Cat | Self::Horse | Self::Bird)
    }
}

/// Width and height of a thing as it is drawn in a hand.
pub fn hand_size(p: Prop) -> (f32, f32) {
    p.size()
}

/// Carried by a handle at its top.
pub fn hangs(p: Prop) -> bool {
    matches!(p, Prop::Suitcase | Prop::Lantern)
}

/// Draws a thing on the origin of the canvas's plane.
pub fn draw(c: &mut Canvas<'_>, p: Prop) {
    let (w, h) = p.size();
    let line = Ink::flat(c.lit(rgb(0x1d1a1a), 0.2));
    let lit = |c: &Canvas<'_>, hex: u32, face: f32| Ink::flat(c.lit(rgb(hex), face));
    let two = |c: &Canvas<'_>, hex: u32| Two::of(c, rgb(hex)).ink(c, 0.6);
    match p {
        Prop::Cup => {
            c.stroke(Shape::oval(w * 0.5, h * 0.5, 0.022, 0.028), 0.012, lit(c, 0xe6ddcc, 0.3));
            let ink = two(c, 0xf1e9db);
            c.fill(
                Shape::new()
                    .go(-w / 2.0, h)
                    .line(w / 2.0, h)
                    .quad(w * 0.48, 0.0, w * 0.28, 0.0)
                    .line(-w * 0.28, 0.0)
                    .quad(-w * 0.48, 0.0, -w / 2.0, h)
                    .close(),
                ink,
            );
            c.fill(Shape::oval(0.0, h, w / 2.0, 0.012), lit(c, 0xd5c9b4, 0.5));
            c.fill(Shape::oval(0.0, h - 0.001, w * 0.42, 0.009), lit(c, 0x3c2416, 0.5));
        }
        Prop::Glass => {
            let glass = Ink::flat(c.lit(rgb(0xdbe9ee), 0.8)).alpha(0.4);
            c.fill(Shape::poly(&[(-w / 2.0, h), (w / 2.0, h), (w * 0.38, 0.0), (-w * 0.38, 0.0)]), glass);
            c.fill(
                Shape::poly(&[(-w * 0.43, h * 0.55), (w * 0.43, h * 0.55), (w * 0.37, 0.012), (-w * 0.37, 0.012)]),
                lit(c, 0xb9742a, 0.7),
            );
            c.stroke(
                Shape::through(&[(-w * 0.3, h * 0.9), (-w * 0.24, h * 0.15)]),
                0.006,
                Ink::flat(c.pal.tone(Rgb::WHITE)).alpha(0.6),
            );
        }
        Prop::Bottle => {
            let ink = two(c, 0x3f6a4a);
            c.fill(
                Shape::new()
                    .go(-w / 2.0, 0.0)
                    .line(-w / 2.0, h * 0.55)
                    .quad(-w / 2.0, h * 0.7, -w * 0.17, h * 0.76)
                    .line(-w * 0.17, h)
                    .line(w * 0.17, h)
                    .line(w * 0.17, h * 0.76)
                    .quad(w / 2.0, h * 0.7, w / 2.0, h * 0.55)
                    .line(w / 2.0, 0.0)
                    .close(),
                ink,
            );
            c.rect(-w * 0.5, h * 0.18, w, h * 0.26, lit(c, 0xe4d8b8, 0.5));
            c.stroke(
                Shape::through(&[(-w * 0.3, h * 0.5), (-w * 0.3, h * 0.1)]),
                0.008,
                Ink::flat(c.pal.tone(Rgb::WHITE)).alpha(0.35),
            );
        }
        Prop::Phone => {
            c.fill(Shape::round(-w / 2.0, 0.0, w, h, 0.014), lit(c, 0x17181c, 0.4));
            let screen = c.pal.tone(rgb(0x8fc4e8));
            c.fill(
                Shape::round(-w * 0.42, h * 0.07, w * 0.84, h * 0.86, 0.006),
                Ink::down(screen, screen.mix(c.pal.tone(rgb(0x2b5f92)), 0.6)),
            );
        }
        Prop::Letter => {
            let ink = two(c, 0xefe6d2);
            c.rect(-w / 2.0, 0.0, w, h, ink);
            c.stroke(Shape::through(&[(-w / 2.0, h), (0.0, h * 0.42), (w / 2.0, h)]), 0.006, lit(c, 0x9a8c70, 0.3));
            c.disc(0.0, h * 0.45, 0.02, lit(c, 0xa32a28, 0.7));
        }
        Prop::Paper => {
            let ink = two(c, 0xf2ede0);
            c.fill(Shape::poly(&[(-w / 2.0, 0.0), (w / 2.0, 0.01), (w / 2.0, h), (-w / 2.0, h - 0.01)]), ink);
            for i in 0..7 {
                let y = h * (0.84 - 0.1 * i as f32);
                let right = if i % 3 == 2 { 0.1 } else { 0.36 };
                c.stroke(
                    Shape::through(&[(-w * 0.36, y), (w * right, y)]),
                    0.005,
                    Ink::flat(c.lit(rgb(0x6a665e), 0.3)).alpha(0.6),
                );
            }
        }
        Prop::Book => {
            let ink = two(c, 0x7a2f2a);
            c.fill(Shape::round(-w / 2.0, 0.0, w, h, 0.012), ink);
            c.rect(w * 0.36, 0.006, w * 0.13, h - 0.012, lit(c, 0xe6dcc4, 0.6));
            c.stroke(Shape::rect(-w * 0.36, h * 0.14, w * 0.58, h * 0.72), 0.006, lit(c, 0xcfa24e, 0.8));
            c.disc(-w * 0.07, h * 0.5, 0.03, lit(c, 0xcfa24e, 0.8));
        }
        Prop::Map => {
            let a = lit(c, 0xe0cfa2, 0.8);
            let b = lit(c, 0xcdb988, 0.3);
            for i in 0..4 {
                let x = -w / 2.0 + w / 4.0 * i as f32;
                let d = if i % 2 == 0 { 0.0 } else { 0.02 };
                c.fill(
                    Shape::poly(&[(x, d), (x + w / 4.0, 0.02 - d), (x + w / 4.0, h - d), (x, h - 0.02 + d)]),
                    if i % 2 == 0 { a } else { b },
                );
            }
            c.stroke(
                Shape::new().go(-w * 0.4, h * 0.3).cubic((-w * 0.1, h * 0.9), (0.0, h * 0.1), (w * 0.38, h * 0.7)),
                0.008,
                lit(c, 0x4f7d8a, 0.5),
            );
            c.fill(
                Shape::blob(&[(-w * 0.2, h * 0.5), (-w * 0.05, h * 0.75), (w * 0.1, h * 0.6), (0.0, h * 0.42)]),
                Ink::flat(c.lit(rgb(0x7f9a5a), 0.5)).alpha(0.7),
            );
            let red = lit(c, 0xb0302a, 0.7);
            c.stroke(Shape::through(&[(w * 0.22, h * 0.4), (w * 0.3, h * 0.52)]), 0.01, red);
            c.stroke(Shape::through(&[(w * 0.3, h * 0.4), (w * 0.22, h * 0.52)]), 0.01, red);
        }
        Prop::Photograph => {
            c.rect(-w / 2.0, 0.0, w, h, lit(c, 0xf0ead9, 0.7));
            let (a, b) = (c.lit(rgb(0x9fb3ba), 0.6), c.lit(rgb(0xd9c8a4), 0.6));
            c.rect(-w * 0.42, h * 0.14, w * 0.84, h * 0.76, Ink::down(a, b));
            let dark = lit(c, 0x4a4238, 0.4);
            for x in [-0.022, 0.026] {
                c.fill(Shape::round(x - 0.022, h * 0.14, 0.044, 0.05, 0.02), dark);
                c.disc(x, h * 0.62, 0.016, dark);
            }
        }
        Prop::Gun => {
            let ink = two(c, 0x34373d);
            c.fill(
                Shape::poly(&[(-0.03, h * 0.62), (w * 0.9, h * 0.62), (w * 0.9, h * 0.92), (-0.045, h * 0.92)]),
                ink,
            );
            c.fill(
                Shape::poly(&[(-0.035, 0.0), (0.02, 0.0), (0.035, h * 0.64), (-0.03, h * 0.64)]),
                lit(c, 0x4a3426, 0.5),
            );
            c.stroke(Shape::oval(0.055, h * 0.52, 0.024, 0.022), 0.008, line);
            c.stroke(Shape::through(&[(0.0, h * 0.84), (w * 0.88, h * 0.84)]), 0.005, lit(c, 0x7d828a, 0.9));
        }
        Prop::Knife => {
            let (a, b) = (c.lit(rgb(0xdfe5e8), 1.0), c.lit(rgb(0x8e979c), 0.3));
            c.fill(
                Shape::new().go(-0.022, h * 0.36).line(0.02, h * 0.36).quad(0.026, h * 0.8, -0.012, h).close(),
                Ink::across(a, b),
            );
            c.fill(Shape::round(-0.02, 0.0, 0.04, h * 0.38, 0.014), lit(c, 0x3a2a20, 0.4));
        }
        Prop::Key => {
            let ink = lit(c, 0xc99d45, 0.8);
            c.stroke(Shape::disc(-w * 0.32, h * 0.5, 0.022), 0.011, ink);
            c.stroke(Shape::through(&[(-w * 0.16, h * 0.5), (w * 0.5, h * 0.5), (w * 0.5, h * 0.2)]), 0.01, ink);
            c.stroke(Shape::through(&[(w * 0.34, h * 0.5), (w * 0.34, h * 0.24)]), 0.01, ink);
        }
        Prop::Ring => {
            c.stroke(Shape::oval(0.0, 0.02, 0.019, 0.018), 0.007, lit(c, 0xd9b04c, 0.9));
            let gem = c.pal.tone(rgb(0xbfeaf2));
            c.fill(
                Shape::poly(&[(-0.011, 0.044), (0.011, 0.044), (0.015, 0.05), (0.0, 0.034), (-0.015, 0.05)]),
                Ink::flat(gem),
            );
            c.fill(Shape::disc(0.004, 0.046, 0.02), Ink::glow(gem, 0.35));
        }
        Prop::Lamp => {
            c.fill(Shape::oval(0.0, 0.012, 0.09, 0.015), lit(c, 0x3a3430, 0.4));
            c.stroke(Shape::through(&[(0.0, 0.01), (0.0, h * 0.6)]), 0.016, lit(c, 0xb08a4a, 0.7));
            let on = c.pal.lamps.max(0.35);
            let shade = c.lit(rgb(0xd9c49a), 0.7).mix(c.pal.glow(), on);
            c.fill(
                Shape::poly(&[(-0.075, h), (0.075, h), (0.145, h * 0.55), (-0.145, h * 0.55)]),
                Ink::down(shade, shade.lighter(0.25)),
            );
            c.disc(0.0, h * 0.62, 0.65, Ink::glow(c.pal.glow(), 0.34 * on));
        }
        Prop::StreetLamp => parts::street_lamp(c, 0.0, 3.2),
        Prop::ShipLantern => {
            // On a bracket of a deck house's post.
            let iron = lit(c, 0x2b2a2a, 0.4);
            c.stroke(Shape::through(&[(-0.2, 0.0), (-0.2, 2.3), (0.1, 2.3)]), 0.06, iron);
            c.stroke(Shape::through(&[(-0.2, 2.0), (0.02, 2.28)]), 0.03, iron);
            let old = c.push(0.08, 1.9, 0.0, 1.0);
            draw(c, Prop::Lantern);
            c.pop(old);
        }
        Prop::Lantern => {
            c.stroke(Shape::new().go(-0.06, h * 0.76).quad(0.0, h * 1.1, 0.06, h * 0.76), 0.008, line);
            let glow = c.pal.glow();
            c.fill(Shape::round(-0.06, 0.03, 0.12, h * 0.62, 0.02), Ink::down(glow, glow.lighter(0.4)));
            c.rect(-0.075, 0.0, 0.15, 0.035, lit(c, 0x33302e, 0.5));
            c.fill(
                Shape::poly(&[(-0.075, h * 0.66), (0.075, h * 0.66), (0.04, h * 0.8), (-0.04, h * 0.8)]),
                lit(c, 0x33302e, 0.5),
            );
            for x in [-0.06, 0.0, 0.06] {
                c.stroke(Shape::through(&[(x, 0.03), (x, h * 0.66)]), 0.007, line);
            }
            c.disc(0.0, h * 0.38, 0.85, Ink::glow(glow, 0.25 + 0.3 * c.pal.lamps));
        }
        Prop::Candle => {
            let ink = two(c, 0xeee4cc);
            c.fill(Shape::round(-0.024, 0.0, 0.048, h * 0.66, 0.008), ink);
            c.stroke(Shape::through(&[(0.0, h * 0.66), (0.002, h * 0.73)]), 0.005, line);
            let flame = c.pal.tone(rgb(0xffd27a));
            c.fill(
                Shape::new()
                    .go(0.0, h * 0.7)
                    .quad(0.026, h * 0.8, 0.0, h * 1.02)
                    .quad(-0.026, h * 0.8, 0.0, h * 0.7)
                    .close(),
                Ink::down(flame, flame.lighter(0.6)),
            );
            c.disc(0.0, h * 0.82, 0.55, Ink::glow(flame, 0.22 + 0.3 * c.pal.lamps));
        }
        Prop::Suitcase => {
            let ink = two(c, 0x7a4d2c);
            c.stroke(
                Shape::new().go(-0.08, h * 0.86).line(-0.07, h * 0.98).line(0.07, h * 0.98).line(0.08, h * 0.86),
                0.02,
                lit(c, 0x3c2717, 0.4),
            );
            c.fill(Shape::round(-w / 2.0, 0.0, w, h * 0.88, 0.03), ink);
            for x in [-0.3, 0.3] {
                c.rect(x * w - 0.018, 0.0, 0.036, h * 0.88, lit(c, 0x4d2f1a, 0.4));
                c.rect(x * w - 0.022, h * 0.56, 0.044, 0.03, lit(c, 0xcfa856, 0.9));
            }
        }
        Prop::Laptop => {
            let screen = c.pal.tone(rgb(0x9ccbe6));
            c.fill(
                Shape::poly(&[(-w / 2.0, 0.02), (w / 2.0, 0.02), (w * 0.48, h), (-w * 0.48, h)]),
                lit(c, 0x2b2e33, 0.5),
            );
            c.fill(
                Shape::poly(&[(-w * 0.46, 0.035), (w * 0.46, 0.035), (w * 0.44, h - 0.014), (-w * 0.44, h - 0.014)]),
                Ink::down(screen, screen.mix(c.pal.tone(rgb(0x3d6f9a)), 0.7)),
            );
            c.fill(
                Shape::poly(&[(-w / 2.0, 0.02), (w / 2.0, 0.02), (w * 0.56, 0.0), (-w * 0.56, 0.0)]),
                lit(c, 0xa9adb3, 0.8),
            );
            c.disc(0.0, h * 0.5, 0.5, Ink::glow(screen, 0.08 + 0.14 * c.pal.lamps));
        }
        Prop::Radio => {
            let ink = two(c, 0x8a5a34);
            c.fill(Shape::round(-w / 2.0, 0.0, w, h, 0.04), ink);
            c.disc(-w * 0.22, h * 0.5, h * 0.33, lit(c, 0xc9b68c, 0.5));
            for i in 0..4 {
                let y = h * (0.3 + 0.13 * i as f32);
                c.stroke(Shape::through(&[(-w * 0.34, y), (-w * 0.1, y)]), 0.006, line);
            }
            c.fill(Shape::round(w * 0.08, h * 0.56, w * 0.32, h * 0.22, 0.01), Ink::flat(c.pal.glow()).alpha(0.9));
            for x in [0.14, 0.32] {
                c.disc(w * x, h * 0.28, 0.024, lit(c, 0x2e2018, 0.6));
            }
        }
        Prop::Clock => {
            for x in [-0.07, 0.07] {
                c.stroke(Shape::through(&[(x, 0.0), (x * 0.7, 0.04)]), 0.016, line);
                c.disc(x * 0.8, h * 0.92, 0.03, lit(c, 0xc39a4a, 0.9));
            }
            c.disc(0.0, h * 0.5, w * 0.46, lit(c, 0x9a6f34, 0.8));
            c.disc(0.0, h * 0.5, w * 0.38, lit(c, 0xf3ecdc, 0.7));
            for i in 0..12 {
                let (s, co) = (i as f32 * std::f32::consts::TAU / 12.0).sin_cos();
                let r = w * 0.32;
                c.disc(s * r, h * 0.5 + co * r, 0.0042, line);
            }
            c.stroke(Shape::through(&[(0.0, h * 0.5), (-0.03, h * 0.5 + 0.036)]), 0.009, line);
            c.stroke(Shape::through(&[(0.0, h * 0.5), (0.012, h * 0.5 + 0.064)]), 0.006, line);
        }
        Prop::Box => {
            let ink = two(c, 0xa77b4a);
            c.rect(-w / 2.0, 0.0, w, h, ink);
            c.fill(
                Shape::poly(&[(-w / 2.0, h), (w / 2.0, h), (w * 0.42, h * 1.14), (-w * 0.42, h * 1.14)]),
                lit(c, 0xc39a66, 1.0),
            );
            c.rect(-w * 0.07, 0.0, w * 0.14, h, lit(c, 0xd9c39a, 0.5));
        }
        Prop::Flower => {
            let green = lit(c, 0x4d7a45, 0.5);
            for (i, x) in [-0.07_f32, 0.0, 0.07, -0.03, 0.045].into_iter().enumerate() {
                let y = h * [0.72, 0.86, 0.7, 0.6, 0.58].get(i).copied().unwrap_or(0.7);
                c.stroke(Shape::new().go(x * 0.15, 0.0).quad(x * 0.2, y * 0.5, x, y), 0.008, green);
                let petal = [0xc9384a, 0xe08a9a, 0xd9a83e, 0xb84a7a, 0xe6d8c8].get(i).copied().unwrap_or(0xc9384a);
                for k in 0..5 {
                    let (s, co) = (k as f32 * 1.257).sin_cos();
                    c.disc(x + co * 0.024, y + s * 0.024, 0.022, lit(c, petal, 0.75));
                }
                c.disc(x, y, 0.015, lit(c, 0xe9c24e, 0.9));
            }
            c.fill(Shape::oval(0.06, h * 0.3, 0.05, 0.018), green);
        }
        Prop::Rope => {
            for i in 0..3 {
                c.stroke(
                    Shape::oval(0.0, 0.04 + 0.03 * i as f32, w * 0.42 - 0.02 * i as f32, 0.036),
                    0.03,
                    if i % 2 == 0 { lit(c, 0xb59a66, 0.8) } else { lit(c, 0x9a8050, 0.5) },
                );
            }
        }
        Prop::Umbrella => {
            c.stroke(Shape::new().go(-0.03, 0.02).quad(-0.0, -0.05, 0.02, 0.03).line(0.02, h), 0.014, line);
            let ink = two(c, 0xa2342f);
            c.fill(
                Shape::new()
                    .go(-w / 2.0, h * 0.66)
                    .cubic((-w * 0.42, h * 1.12), (w * 0.42, h * 1.12), (w / 2.0, h * 0.66))
                    .quad(w * 0.34, h * 0.74, w * 0.18, h * 0.66)
                    .quad(0.0, h * 0.74, -w * 0.18, h * 0.66)
                    .quad(-w * 0.34, h * 0.74, -w / 2.0, h * 0.66)
                    .close(),
                ink,
            );
        }
        Prop::Camera => {
            c.fill(Shape::round(-w / 2.0, 0.0, w, h * 0.8, 0.014), lit(c, 0x26272b, 0.5));
            c.rect(-0.03, h * 0.78, 0.06, 0.022, lit(c, 0x3a3b40, 0.7));
            c.disc(0.0, h * 0.4, 0.045, lit(c, 0x8d9298, 0.8));
            c.disc(0.0, h * 0.4, 0.034, lit(c, 0x101319, 0.5));
            c.disc(-0.01, h * 0.46, 0.01, Ink::flat(c.pal.tone(rgb(0xcfe6f5))).alpha(0.8));
        }
        Prop::Plate => {
            c.fill(Shape::oval(0.0, 0.02, w / 2.0, 0.032), lit(c, 0xf0ebe0, 0.8));
            c.fill(Shape::oval(0.0, 0.026, w * 0.36, 0.02), lit(c, 0xd9d2c4, 0.5));
            let ink = two(c, 0xc0803e);
            c.fill(
                Shape::new().go(-0.08, 0.028).quad(-0.06, 0.1, 0.0, 0.095).quad(0.07, 0.1, 0.085, 0.028).close(),
                ink,
            );
        }
        Prop::Guitar => {
            let ink = two(c, 0xb5773a);
            c.fill(
                Shape::blob(&[
                    (0.0, 0.0),
                    (0.19, 0.12),
                    (0.13, 0.28),
                    (0.15, 0.42),
                    (0.0, 0.48),
                    (-0.15, 0.42),
                    (-0.13, 0.28),
                    (-0.19, 0.12),
                ]),
                ink,
            );
            c.disc(0.0, 0.3, 0.055, line);
            c.rect(-0.02, 0.36, 0.04, 0.52, lit(c, 0x3c2718, 0.5));
            c.rect(-0.035, 0.86, 0.07, 0.13, lit(c, 0x2a1b11, 0.5));
        }
        Prop::Ball => {
            let ink = two(c, 0xc84a3a);
            c.disc(0.0, h / 2.0, w / 2.0, ink);
            c.stroke(
                Shape::new().go(-w * 0.48, h * 0.5).quad(0.0, h * 0.3, w * 0.48, h * 0.5),
                0.02,
                lit(c, 0xf0e6d4, 0.7),
            );
        }
        Prop::Doll => {
            let ink = two(c, 0xa87848);
            c.fill(
                Shape::blob(&[(0.0, 0.0), (0.07, 0.02), (0.07, 0.16), (0.0, 0.2), (-0.07, 0.16), (-0.07, 0.02)]),
                ink,
            );
            c.disc(0.0, 0.25, 0.062, ink);
            for s in [-1.0, 1.0] {
                c.disc(s * 0.046, 0.305, 0.024, ink);
                c.disc(s * 0.022, 0.262, 0.008, line);
                c.fill(Shape::limb(&[(s * 0.05, 0.16, 0.026), (s * 0.1, 0.1, 0.024)]), ink);
            }
            c.fill(Shape::oval(0.0, 0.235, 0.022, 0.016), lit(c, 0xd9b98a, 0.6));
        }
        _ => crate::props_large::draw(c, p, (w, h)),
    }
}
