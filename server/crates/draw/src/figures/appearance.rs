//! What a person looks like, read from the description; what it does not say is chosen by the name, the same every time.

use crate::raster::colour::{Rgb, rgb};
use crate::reading::words::{any, has, is_form, words};
use crate::rng::{Rng, hash};
use model::{Age, Figure, Sex};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hair {
    Bald,
    Cropped,
    Short,
    Bob,
    Long,
    Bun,
    Ponytail,
    Curly,
    Afro,
    Braids,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Top {
    Shirt,
    Tee,
    Sweater,
    Suit,
    Coat,
    Jacket,
    Dress,
    Robe,
    Uniform,
    Hoodie,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bottom {
    Trousers,
    Jeans,
    Skirt,
    Shorts,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hat {
    Fedora,
    Cap,
    Beanie,
    Helmet,
    Straw,
    Peaked,
    Hood,
    Crown,
    Headscarf,
}

/// Everything that is drawn of a person, whatever they do.
#[derive(Clone, Debug, PartialEq)]
pub struct Looks {
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
    pub beard: bool,
    pub moustache: bool,
    pub glasses: bool,
    pub hat: Option<(Hat, Rgb)>,
    pub top: Top,
    pub top_colour: Rgb,
    /// What shows under a coat or suit.
    pub under_colour: Rgb,
    pub bottom: Bottom,
    pub bottom_colour: Rgb,
    pub shoes: Rgb,
    pub scarf: Option<Rgb>,
    pub apron: Option<Rgb>,
    pub tie: Option<Rgb>,
    pub eyes: Rgb,
    pub parting: f32,
    pub seed: u64,
}

const SKINS: [u32; 8] = [0xf3cfb3, 0xe8b894, 0xd9a077, 0xc68a5e, 0xa86c45, 0x8a5535, 0x6b3f28, 0xf0c3a0];
const COLOURS: &[(&str, u32)] = &[
    ("red", 0xb8362f),
    ("crimson", 0xa3222f),
    ("scarlet", 0xc7301f),
    ("burgundy", 0x6a1f2d),
    ("maroon", 0x6a2426),
    ("pink", 0xdf8fa3),
    ("orange", 0xd9762b),
    ("rust", 0xa4532a),
    ("yellow", 0xe2b63c),
    ("gold", 0xcf9f3a),
    ("golden", 0xcf9f3a),
    ("mustard", 0xc2932e),
    ("green", 0x4b7d4f),
    ("olive", 0x6d6b3a),
    ("emerald", 0x2a7f5e),
    ("teal", 0x2b7c7c),
    ("turquoise", 0x3fa7a3),
    ("blue", 0x3a68a8),
    ("navy", 0x25345c),
    ("indigo", 0x3a3a86),
    ("purple", 0x6b4584),
    ("violet", 0x7a5aa0),
    ("lavender", 0xa894c4),
    ("white", 0xece8df),
    ("cream", 0xe9dfc6),
    ("beige", 0xcdb78f),
    ("tan", 0xbd9566),
    ("khaki", 0xa3935f),
    ("camel", 0xb98a52),
    ("brown", 0x70492e),
    ("grey", 0x83868a),
    ("gray", 0x83868a),
    ("silver", 0xb4b9be),
    ("charcoal", 0x3c4147),
    ("black", 0x23252b),
    ("denim", 0x41597c),
];
const CLOTHES: [u32; 14] = [
    0x2f4a6b, 0x8f3f38, 0x3d6257, 0xb98a3e, 0x5d4a78, 0x41597c, 0x9a5b44, 0x56663f, 0xc7b594, 0x2b3440, 0xa8495a,
    0x3f7d86, 0xd0a04f, 0x6e6a62,
];

/// The colour named by a word.
pub fn colour_of(word: &str) -> Option<Rgb> {
    COLOURS.iter().find(|(name, _)| *name == word).map(|&(_, hex)| rgb(hex))
}

/// The colour said just before one of `things`: "a long red wool coat".
fn colour_before(text: &[String], things: &[&str]) -> Option<Rgb> {
    for (i, word) in text.iter().enumerate() {
        if !things.iter().any(|t| is_form(word, t)) {
            continue;
        }
        for back in 1..=4 {
            let Some(before) = i.checked_sub(back).and_then(|j| text.get(j)) else { break };
            if let Some(c) = colour_of(before) {
                let shade = i.checked_sub(back + 1).and_then(|j| text.get(j)).map(String::as_str);
                return Some(match shade {
                    Some("dark" | "deep") => c.darker(0.35),
                    Some("light" | "pale") => c.lighter(0.35),
                    Some("faded") => c.saturate(0.6).lighter(0.15),
                    _ => c,
                });
            }
            if ["and", "with", "in", "a", "an", "the", "his", "her"].contains(&before.as_str()) && back > 1 {
                break;
            }
        }
    }
    None
}

const HAIR_COLOURS: &[(&str, u32)] = &[
    ("blonde", 0xd9b06a),
    ("blond", 0xd9b06a),
    ("fair", 0xd4b27a),
    ("golden", 0xd2a04a),
    ("ginger", 0xb5592a),
    ("red", 0x9c3d22),
    ("auburn", 0x7a3520),
    ("chestnut", 0x6a3d24),
    ("brown", 0x4f3322),
    ("brunette", 0x46301f),
    ("dark", 0x2a201c),
    ("black", 0x1d1b20),
    ("grey", 0x9a9a9c),
    ("gray", 0x9a9a9c),
    ("silver", 0xbfc3c8),
    ("white", 0xe6e4e0),
    ("pink", 0xd86f9a),
    ("blue", 0x3f6fb0),
    ("green", 0x4b8a5b),
    ("purple", 0x704a94),
];

fn stated_age(text: &[String]) -> Option<u32> {
    text.iter().find_map(|w| {
        let digits = w.trim_end_matches(['s', '\'']);
        digits.parse::<u32>().ok().filter(|n| (1..=110).contains(n))
    })
}

impl Looks {
    pub fn of(figure: &Figure) -> Self {
        let text = words(&figure.description);
        let name_words = words(&figure.name);
        let seed = hash(figure.name.trim());
        let mut rng = Rng::new(seed);
        let female = match figure.sex {
            Some(sex) => sex == Sex::Female,
            None if any(&text, "woman,girl,she,her,lady,mother,wife,sister,daughter,waitress,actress,queen") => true,
            None if any(&text, "man,boy,he,his,him,gentleman,father,husband,brother,son,king") => false,
            None => rng.chance(0.5),
        };
        let age = figure.age.unwrap_or_else(|| match stated_age(&text) {
            Some(0..=12) => Age::Child,
            Some(13..=17) => Age::Teen,
            Some(n) if n >= 62 => Age::Old,
            Some(_) => Age::Adult,
            None if any(&text, "child,little girl,little boy,kid,toddler") => Age::Child,
            None if any(&text, "teen,teenage,teenager") => Age::Teen,
            None if any(&text, "old,elderly,aged,ancient,grandmother,grandfather") => Age::Old,
            None => Age::Adult,
        });
        // Every choice is drawn from the same place of the stream, whatever the description says.
        let picks: Vec<f32> = (0..16).map(|_| rng.unit()).collect();
        let p = |i: usize| picks.get(i).copied().unwrap_or(0.5);
        let choose = |i: usize, from: &[u32]| {
            rgb(from.get(((p(i) * from.len() as f32) as usize).min(from.len().saturating_sub(1))).copied().unwrap_or(0))
        };
        let young = stated_age(&text).is_none_or(|n| n < 9);
        let mut height = match (age, female) {
            (Age::Child, _) => {
                if young {
                    1.12
                } else {
                    1.3
                }
            }
            (Age::Teen, true) => 1.6,
            (Age::Teen, false) => 1.66,
            (Age::Adult, true) => 1.67,
            (Age::Adult, false) => 1.78,
            (Age::Old, true) => 1.58,
            (Age::Old, false) => 1.68,
        } + (p(0) - 0.5) * 0.09;
        let mut build = 0.96 + p(1) * 0.12;
        if any(&text, "tall,towering,lanky") {
            height += 0.1;
        }
        if any(&text, "short man,short woman,petite,tiny,small") {
            height -= 0.1;
        }
        if any(&text, "thin,slim,slender,lean,skinny,gaunt,wiry,lanky,frail,petite") {
            build = 0.87;
        }
        if any(&text, "heavy,heavyset,stocky,burly,broad,large,fat,plump,stout,muscular,big,round") {
            build = 1.24;
        }
        let skin = Self::skin(&text).unwrap_or_else(|| choose(2, &SKINS));
        let (hair, hair_colour) = Self::hair(&text, &picks, female, age, skin);
        let bearded = any(&text, "beard,bearded,stubble,whiskers");
        let shaven = any(&text, "clean shaven,beardless");
        let plain = text.is_empty();
        let beard = !female
            && !shaven
            && (bearded || (plain && age == Age::Adult && p(5) < 0.22) || (plain && age == Age::Old && p(5) < 0.5));
        let moustache = !female && any(&text, "moustache,mustache,moustached");
        let glasses = any(&text, "glasses,spectacles,bespectacled") || (plain && p(6) < 0.12 && age != Age::Child);
        let (top, top_colour) = Self::top(&text, &name_words, female, age, p(7), choose(8, &CLOTHES));
        let under_colour = colour_before(&text, &["shirt", "blouse", "sweater", "jumper", "t-shirt", "tee", "vest"])
            .filter(|_| matches!(top, Top::Coat | Top::Suit | Top::Jacket))
            .unwrap_or_else(|| rgb(0xe4ddd0));
        let bottom_said = colour_before(&text, &["trousers", "pants", "jeans", "skirt", "shorts", "leggings"]);
        let bottom = if any(&text, "skirt") {
            Bottom::Skirt
        } else if any(&text, "shorts") {
            Bottom::Shorts
        } else if any(&text, "jeans,denim") {
            Bottom::Jeans
        } else if female && !matches!(top, Top::Suit | Top::Uniform | Top::Hoodie) && p(9) < 0.3 {
            Bottom::Skirt
        } else if p(9) > 0.65 {
            Bottom::Jeans
        } else {
            Bottom::Trousers
        };
        let bottom_colour = bottom_said.unwrap_or_else(|| match (top, bottom) {
            (Top::Suit, _) => top_colour.darker(0.08),
            (Top::Uniform, _) => top_colour.darker(0.25),
            (_, Bottom::Jeans) => rgb(0x3d5170),
            _ => choose(10, &[0x2d3038, 0x4a4038, 0x39424e, 0x5b5346, 0x2f3a3a]),
        });
        let scarf = any(&text, "scarf,shawl").then(|| {
            colour_before(&text, &["scarf", "shawl"])
                .unwrap_or_else(|| choose(11, &[0xa83c32, 0xc79a3a, 0x3a6a70, 0xd8d0bf]))
        });
        let apron = (any(&text, "apron") || any(&name_words, "barista,waiter,waitress,baker,cook,chef"))
            .then(|| colour_before(&text, &["apron"]).unwrap_or_else(|| rgb(0xd9cfb8)));
        let tie = (top == Top::Suit && !female || any(&text, "tie,necktie")).then(|| {
            colour_before(&text, &["tie", "necktie"])
                .unwrap_or_else(|| choose(12, &[0x7a2530, 0x27406b, 0x35302c, 0x4d6a4a]))
        });
        Self {
            height,
            build,
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
            beard,
            moustache,
            glasses,
            hat: Self::hat(&text, &name_words),
            top,
            top_colour,
            under_colour,
            bottom,
            bottom_colour,
            shoes: colour_before(&text, &["shoes", "boots", "sneakers", "heels"])
                .unwrap_or_else(|| choose(13, &[0x2a2320, 0x3a2a20, 0x22242a, 0x6a4a34])),
            scarf,
            apron,
            tie,
            eyes: if has(&text, "blue eyes") {
                rgb(0x4f86b5)
            } else if has(&text, "green eyes") {
                rgb(0x5d8a5a)
            } else {
                choose(14, &[0x4a3120, 0x3a2a1c, 0x5d7a8a, 0x5f6f48])
            },
            parting: if p(15) < 0.5 { -1.0 } else { 1.0 },
            seed,
        }
    }

    fn skin(text: &[String]) -> Option<Rgb> {
        let said = |phrases: &str| any(text, phrases);
        Some(rgb(if said("dark skin,dark skinned,black man,black woman,african,nigerian,kenyan,ebony") {
            0x6b3f28
        } else if said("brown skin,brown skinned,indian,pakistani,south asian,olive skin,latina,latino,mexican,arab") {
            0xb07a50
        } else if said("chinese,japanese,korean,asian,east asian") {
            0xedc39b
        } else if said("tanned,weathered,sunburnt,leathery,sun browned") {
            0xc98f66
        } else if said("pale,fair skin,fair skinned,freckled,freckles,ginger,irish,scottish") {
            0xf6d8c2
        } else if said("blonde,blond,ginger,redhead,redheaded,red hair,curly red hair,blonde hair,blue eyes") {
            [0xf3cfb3, 0xf0c3a0, 0xe8b894].get(text.len() % 3).copied().unwrap_or(0xf3cfb3)
        } else {
            return None;
        }))
    }

    fn hair(text: &[String], picks: &[f32], female: bool, age: Age, skin: Rgb) -> (Hair, Rgb) {
        let p = |i: usize| picks.get(i).copied().unwrap_or(0.5);
        let style = if any(text, "bald,balding,shaved head,shaven head,hairless") {
            Hair::Bald
        } else if any(text, "bun,chignon,hair up,topknot") {
            Hair::Bun
        } else if any(text, "ponytail,pigtails") {
            Hair::Ponytail
        } else if any(text, "braid,braids,plait,plaits,dreadlocks") {
            Hair::Braids
        } else if any(text, "afro") {
            Hair::Afro
        } else if any(text, "curly,curls,wild hair,frizzy,wavy") {
            Hair::Curly
        } else if any(text, "bob,shoulder length,chin length") {
            Hair::Bob
        } else if any(text, "cropped,crew cut,buzz cut,close cut") {
            Hair::Cropped
        } else if any(
            text,
            "long hair,long dark hair,long black hair,long blonde hair,long brown hair,long red hair,long grey hair",
        ) || (any(text, "long") && any(text, "hair,haired"))
        {
            Hair::Long
        } else if any(text, "short hair,short haired") || (any(text, "short") && any(text, "hair,haired")) {
            Hair::Short
        } else {
            let options: &[Hair] = match (female, age) {
                (true, Age::Old) => &[Hair::Bun, Hair::Bob, Hair::Curly, Hair::Short],
                (true, _) => &[Hair::Long, Hair::Bob, Hair::Bun, Hair::Ponytail, Hair::Curly, Hair::Long],
                (false, Age::Old) => &[Hair::Bald, Hair::Short, Hair::Short, Hair::Cropped],
                (false, _) => &[Hair::Short, Hair::Short, Hair::Cropped, Hair::Curly, Hair::Short],
            };
            let i = ((p(3) * options.len() as f32) as usize).min(options.len() - 1);
            options.get(i).copied().unwrap_or(Hair::Short)
        };
        let mut colour = None;
        for (i, w) in text.iter().enumerate() {
            let hairy =
                ["hair", "haired", "curls", "beard", "bun", "braid", "braids", "ponytail", "bob", "locks", "afro"];
            if hairy.contains(&w.as_str()) {
                for back in 1..=3 {
                    let Some(before) = i.checked_sub(back).and_then(|j| text.get(j)) else { break };
                    if let Some(&(_, hex)) = HAIR_COLOURS.iter().find(|(n, _)| n == before) {
                        colour = colour.or(Some(rgb(hex)));
                    }
                }
            }
            if ["blonde", "blond", "redhead", "redheaded", "brunette", "ginger"].contains(&w.as_str()) {
                let key = if w.starts_with("redhead") { "red" } else { w };
                if let Some(&(_, hex)) = HAIR_COLOURS.iter().find(|(n, _)| *n == key) {
                    colour = colour.or(Some(rgb(hex)));
                }
            }
        }
        let colour = colour.unwrap_or_else(|| {
            if age == Age::Old {
                return rgb(if p(4) < 0.5 { 0xb9bbbd } else { 0xdedcd6 });
            }
            let dark = skin.luma() < 0.62;
            let options: &[u32] = if dark {
                &[0x1d1b20, 0x241d1b, 0x2f221b]
            } else {
                &[0x2a201c, 0x4f3322, 0x7a4a28, 0xc99a56, 0x1d1b20, 0x94502a]
            };
            let i = ((p(4) * options.len() as f32) as usize).min(options.len() - 1);
            rgb(options.get(i).copied().unwrap_or(0x2a201c))
        });
        (style, colour)
    }

    fn hat(text: &[String], name: &[String]) -> Option<(Hat, Rgb)> {
        let colour = |things: &[&str], other: u32| colour_before(text, things).unwrap_or(rgb(other));
        if any(text, "helmet,spacesuit,space suit,astronaut") || any(name, "astronaut,knight") {
            Some((Hat::Helmet, colour(&["helmet"], 0xd8dade)))
        } else if any(text, "crown,tiara") || any(name, "king,queen") {
            Some((Hat::Crown, rgb(0xd9ae45)))
        } else if any(text, "headscarf,hijab,veil") {
            Some((Hat::Headscarf, colour(&["headscarf", "hijab", "veil"], 0x6d5a72)))
        } else if any(text, "beanie,woolly hat,wool hat,knitted cap,woollen cap,knit cap") {
            Some((Hat::Beanie, colour(&["beanie", "hat", "cap"], 0x9a4434)))
        } else if any(text, "baseball cap,flat cap,cap") {
            Some((Hat::Cap, colour(&["cap"], 0x3a4a60)))
        } else if any(text, "straw hat,sun hat,sunhat") {
            Some((Hat::Straw, rgb(0xd9bd7a)))
        } else if any(text, "captain's hat,peaked cap,police") || any(name, "officer,captain,sergeant,policeman,guard")
        {
            Some((Hat::Peaked, colour(&["hat"], 0x27314a)))
        } else if any(text, "hood,hooded") {
            Some((Hat::Hood, colour(&["hood", "cloak", "hoodie"], 0x4a4a52)))
        } else if any(text, "hat,fedora,trilby,bowler") {
            Some((Hat::Fedora, colour(&["hat", "fedora"], 0x3a332e)))
        } else {
            None
        }
    }

    fn top(text: &[String], name: &[String], female: bool, age: Age, roll: f32, fallback: Rgb) -> (Top, Rgb) {
        let table: &[(&str, Top, u32)] = &[
            ("raincoat", Top::Coat, 0xd9ae3c),
            ("overcoat", Top::Coat, 0x4a4642),
            ("trench coat", Top::Coat, 0xb79a6c),
            ("trenchcoat", Top::Coat, 0xb79a6c),
            ("lab coat", Top::Coat, 0xe6e6e2),
            ("parka", Top::Coat, 0x5d6347),
            ("oilskin", Top::Coat, 0xd9ae3c),
            ("coat", Top::Coat, 0x55483e),
            ("cloak", Top::Robe, 0x43394a),
            ("robe", Top::Robe, 0x6a4a52),
            ("gown", Top::Dress, 0x6d3a5a),
            ("sundress", Top::Dress, 0xd9b45a),
            ("dress", Top::Dress, 0x9a3f4a),
            ("tuxedo", Top::Suit, 0x1f2026),
            ("suit", Top::Suit, 0x39414e),
            ("blazer", Top::Suit, 0x39435c),
            ("uniform", Top::Uniform, 0x2f3f63),
            ("scrubs", Top::Uniform, 0x5fa3a0),
            ("overalls", Top::Uniform, 0x48618a),
            ("hoodie", Top::Hoodie, 0x5a6069),
            ("leather jacket", Top::Jacket, 0x2e2724),
            ("jacket", Top::Jacket, 0x4d5644),
            ("cardigan", Top::Sweater, 0x8a6a52),
            ("sweater", Top::Sweater, 0x4f6b74),
            ("jumper", Top::Sweater, 0x4f6b74),
            ("pullover", Top::Sweater, 0x4f6b74),
            ("turtleneck", Top::Sweater, 0x2b2d33),
            ("t-shirt", Top::Tee, 0xd0cabc),
            ("tee", Top::Tee, 0xd0cabc),
            ("blouse", Top::Shirt, 0xe0d6c8),
            ("shirt", Top::Shirt, 0xcfd8df),
        ];
        for &(word, kind, hex) in table {
            if has(text, word) {
                let last = word.split(' ').next_back().unwrap_or(word);
                let said = colour_before(text, &[last]);
                return (kind, said.unwrap_or(rgb(hex)));
            }
        }
        let role = |phrases: &str| any(name, phrases) || any(text, phrases);
        if role("police,officer,guard,soldier,captain,sergeant,pilot,conductor,sheriff") {
            return (Top::Uniform, rgb(0x2f3f63));
        }
        if role("nurse,surgeon") {
            return (Top::Uniform, rgb(0x6fa9a8));
        }
        if role("doctor,scientist,chemist") {
            return (Top::Coat, rgb(0xe6e6e2));
        }
        if role("lawyer,judge,businessman,businesswoman,banker,boss,agent,detective,president,mayor") {
            return (Top::Suit, rgb(0x39414e));
        }
        if role("astronaut,cosmonaut") {
            return (Top::Uniform, rgb(0xd8dade));
        }
        if role("priest,monk,nun,wizard,witch") {
            return (Top::Robe, rgb(0x35303a));
        }
        let said = colour_before(text, &["clothes", "top", "outfit", "rags"]);
        let options: &[Top] = match (female, age) {
            (_, Age::Child) => &[Top::Tee, Top::Sweater, Top::Hoodie],
            (true, _) => &[Top::Sweater, Top::Dress, Top::Shirt, Top::Jacket, Top::Coat],
            (false, _) => &[Top::Shirt, Top::Jacket, Top::Sweater, Top::Coat, Top::Suit],
        };
        let i = ((roll * options.len() as f32) as usize).min(options.len() - 1);
        (options.get(i).copied().unwrap_or(Top::Shirt), said.unwrap_or(fallback))
    }

    /// Whether the torso's garment hangs below the hip.
    pub fn long_hem(&self) -> Option<f32> {
        match self.top {
            Top::Coat => Some(0.46),
            Top::Robe => Some(0.82),
            Top::Dress => Some(0.5),
            _ => None,
        }
    }
}
