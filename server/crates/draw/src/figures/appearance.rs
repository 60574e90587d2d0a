//! What a person looks like: what the staging's ids say, and where they say nothing, what the name chooses, the same every time.

use crate::figures::garb::{Aid, Being, Bottom, Eyewear, Feet, Hat, Mark, Mask, Over, Pattern, Said, Top};
use crate::raster::colour::{Rgb, rgb};
use crate::rng::{Rng, hash};
use model::{Age, Figure, Sex};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hair {
    Bald,
    /// A ring of hair round a bald crown.
    Crown,
    Cropped,
    Short,
    Bob,
    Long,
    Bun,
    Topknot,
    Ponytail,
    Bunches,
    Braid,
    Curly,
    Afro,
    Braids,
    Dreads,
    Wild,
    Mohawk,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beard {
    None,
    Stubble,
    Full,
    Long,
    Goatee,
    Sideburns,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moustache {
    None,
    Thin,
    Big,
}

/// Everything that is drawn of a person, whatever they do.
#[derive(Clone, Debug, PartialEq)]
pub struct Looks {
    pub being: Being,
    /// The animal that this is, by its id.
    pub creature: Option<String>,
    /// Metres.
    pub height: f32,
    /// 1 is average; 0.85 thin, 1.3 heavy.
    pub build: f32,
    /// The head's size against an adult's, for the body's size.
    pub head: f32,
    pub female: bool,
    pub age: Age,
    pub skin: Rgb,
    pub hair: Hair,
    pub hair_colour: Rgb,
    pub beard: Beard,
    pub moustache: Moustache,
    pub beard_colour: Rgb,
    pub eyewear: Option<(Eyewear, Rgb)>,
    pub mask: Option<(Mask, Rgb)>,
    pub hat: Option<(Hat, Rgb)>,
    pub top: Top,
    pub top_colour: Rgb,
    pub pattern: Option<Pattern>,
    /// What shows under a coat or suit.
    pub under_colour: Rgb,
    pub bottom: Bottom,
    pub bottom_colour: Rgb,
    pub feet: Feet,
    pub shoes: Rgb,
    pub scarf: Option<Rgb>,
    pub apron: Option<Rgb>,
    pub tie: Option<Rgb>,
    pub over: Vec<(Over, Rgb)>,
    pub marks: Vec<Mark>,
    pub aid: Option<(Aid, Rgb)>,
    /// What is in the hand, by its id, with its colour where one is said.
    pub carried: Option<(String, Option<Rgb>)>,
    pub eyes: Rgb,
    pub parting: f32,
    pub seed: u64,
    pub said: Vec<Said>,
}

const SKINS: [u32; 8] = [0xf3cfb3, 0xe8b894, 0xd9a077, 0xc68a5e, 0xa86c45, 0x8a5535, 0x6b3f28, 0xf0c3a0];
const CLOTHES: [u32; 14] = [
    0x2f4a6b, 0x8f3f38, 0x3d6257, 0xb98a3e, 0x5d4a78, 0x41597c, 0x9a5b44, 0x56663f, 0xc7b594, 0x2b3440, 0xa8495a,
    0x3f7d86, 0xd0a04f, 0x6e6a62,
];

/// Numbers from 0 to 1 for everything that is chosen; each is drawn from the same place of the stream, whatever is said.
struct Picks([f32; 16]);

impl Picks {
    fn at(&self, i: usize) -> f32 {
        self.0.get(i).copied().unwrap_or(0.5)
    }

    fn of<T: Copy>(&self, i: usize, from: &[T], other: T) -> T {
        let at = ((self.at(i) * from.len() as f32) as usize).min(from.len().saturating_sub(1));
        from.get(at).copied().unwrap_or(other)
    }

    fn colour(&self, i: usize, from: &[u32]) -> Rgb {
        rgb(self.of(i, from, 0))
    }
}

impl Looks {
    /// Somebody as the name alone has it; `told` where more is said.
    pub fn of_name(figure: &Figure) -> Self {
        let seed = hash(figure.name.trim());
        let mut rng = Rng::new(seed);
        let female = figure.sex.map_or_else(|| rng.chance(0.5), |sex| sex == Sex::Female);
        let age = figure.age.unwrap_or(Age::Adult);
        let mut picks = Picks([0.5; 16]);
        picks.0.iter_mut().for_each(|pick| *pick = rng.unit());
        let plain = figure.looks.is_empty();
        let mut looks = Self::invented(&picks, (female, age), plain);
        looks.seed = seed;
        looks
    }

    /// Somebody of whom nothing is said; `plain` where that is so.
    fn invented(p: &Picks, (female, age): (bool, Age), plain: bool) -> Self {
        let skin = p.colour(2, &SKINS);
        let (hair, hair_colour) = hair(p, female, age, skin);
        let tops: &[Top] = match (female, age) {
            (_, Age::Child) => &[Top::Tee, Top::Sweater, Top::Hoodie],
            (true, _) => &[Top::Sweater, Top::Dress, Top::Shirt, Top::Jacket, Top::Coat],
            (false, _) => &[Top::Shirt, Top::Jacket, Top::Sweater, Top::Coat, Top::Suit],
        };
        let top = p.of(7, tops, Top::Shirt);
        let top_colour = p.colour(8, &CLOTHES);
        let bottom = if female && top != Top::Suit && top != Top::Hoodie && p.at(9) < 0.3 {
            Bottom::Skirt
        } else if p.at(9) > 0.65 {
            Bottom::Jeans
        } else {
            Bottom::Trousers
        };
        let bottom_colour = match (top, bottom) {
            (Top::Suit, _) => top_colour.darker(0.08),
            (_, Bottom::Jeans) => rgb(0x3d5170),
            _ => p.colour(10, &[0x2d3038, 0x4a4038, 0x39424e, 0x5b5346, 0x2f3a3a]),
        };
        let bearded = plain && !female && (age == Age::Adult && p.at(5) < 0.22 || age == Age::Old && p.at(5) < 0.5);
        let glasses = plain && p.at(6) < 0.12 && age != Age::Child;
        Self {
            being: Being::Human,
            creature: None,
            height: height(age, female) + (p.at(0) - 0.5) * 0.09,
            build: 0.96 + p.at(1) * 0.12,
            head: match age {
                Age::Child => 1.18,
                Age::Teen => 1.04,
                _ => 1.0,
            },
            female,
            age,
            skin,
            hair,
            hair_colour,
            beard: if bearded { Beard::Full } else { Beard::None },
            moustache: Moustache::None,
            beard_colour: hair_colour.darker(0.08),
            eyewear: glasses.then(|| (Eyewear::Clear, rgb(0x26211f))),
            mask: None,
            hat: None,
            top,
            top_colour,
            pattern: None,
            under_colour: rgb(0xe4ddd0),
            bottom,
            bottom_colour,
            feet: Feet::Shoes,
            shoes: p.colour(13, &[0x2a2320, 0x3a2a20, 0x22242a, 0x6a4a34]),
            scarf: None,
            apron: None,
            tie: (top == Top::Suit && !female).then(|| p.colour(12, &[0x7a2530, 0x27406b, 0x35302c, 0x4d6a4a])),
            over: Vec::new(),
            marks: Vec::new(),
            aid: None,
            carried: None,
            eyes: p.colour(14, &[0x4a3120, 0x3a2a1c, 0x5d7a8a, 0x5f6f48]),
            parting: if p.at(15) < 0.5 { -1.0 } else { 1.0 },
            seed: 0,
            said: Vec::new(),
        }
    }

    /// Whether something is worn over the clothes.
    pub fn wears(&self, over: Over) -> Option<Rgb> {
        self.over.iter().find(|(worn, _)| *worn == over).map(|(_, colour)| *colour)
    }

    pub fn has(&self, mark: Mark) -> bool {
        self.marks.contains(&mark)
    }

    pub fn say(&mut self, said: Said) {
        self.said.push(said);
    }

    /// Whether the coat of an animal has a colour of its own.
    pub fn top_colour_said(&self) -> bool {
        self.is_said(Said::Top)
    }

    pub fn is_said(&self, said: Said) -> bool {
        self.said.contains(&said)
    }

    /// Whether the torso's garment hangs below the hip, and how far.
    pub fn long_hem(&self) -> Option<f32> {
        self.top.hem()
    }
}

/// Metres.
fn height(age: Age, female: bool) -> f32 {
    match (age, female) {
        (Age::Child, _) => 1.12,
        (Age::Teen, true) => 1.6,
        (Age::Teen, false) => 1.66,
        (Age::Adult, true) => 1.67,
        (Age::Adult, false) => 1.78,
        (Age::Old, true) => 1.58,
        (Age::Old, false) => 1.68,
    }
}

fn hair(p: &Picks, female: bool, age: Age, skin: Rgb) -> (Hair, Rgb) {
    let options: &[Hair] = match (female, age) {
        (true, Age::Old) => &[Hair::Bun, Hair::Bob, Hair::Curly, Hair::Short],
        (true, _) => &[Hair::Long, Hair::Bob, Hair::Bun, Hair::Ponytail, Hair::Curly, Hair::Long],
        (false, Age::Old) => &[Hair::Bald, Hair::Short, Hair::Short, Hair::Cropped],
        (false, _) => &[Hair::Short, Hair::Short, Hair::Cropped, Hair::Curly, Hair::Short],
    };
    let style = p.of(3, options, Hair::Short);
    let colour = if age == Age::Old {
        rgb(if p.at(4) < 0.5 { 0xb9bbbd } else { 0xdedcd6 })
    } else if skin.luma() < 0.62 {
        p.colour(4, &[0x1d1b20, 0x241d1b, 0x2f221b])
    } else {
        p.colour(4, &[0x2a201c, 0x4f3322, 0x7a4a28, 0xc99a56, 0x1d1b20, 0x94502a])
    };
    (style, colour)
}
