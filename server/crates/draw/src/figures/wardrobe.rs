//! From the ids of what is seen of somebody to looks.

use crate::figures::appearance::{Beard, Hair, Looks, Moustache};
use crate::figures::garb::{Aid, Being, Bottom, Feet, Hat, Mark, Over, Pattern, Said, Top};
use crate::figures::wardrobe_head::{hair, head};
use crate::figures::wardrobe_over::over;
use crate::raster::colour::{Rgb, rgb};
use model::{Figure, Seen};

/// How somebody looks: as they are told to, and as their name has it where nothing is told.
pub fn looks_of(figure: &Figure) -> Looks {
    let mut looks = Looks::of_name(figure);
    dress(&mut looks, figure);
    looks
}

fn dress(looks: &mut Looks, figure: &Figure) {
    if !figure.creature.is_empty() {
        looks.creature = Some(figure.creature.clone());
        if let Some(colour) = figure.looks.iter().find_map(|seen| seen.colour) {
            looks.top_colour = rgb(colour);
            looks.say(Said::Top);
        }
        return;
    }
    for seen in &figure.looks {
        wear(looks, seen);
    }
    settle(looks, &figure.looks);
}

/// Puts one thing on; whether it is one that people wear or are.
fn wear(looks: &mut Looks, seen: &Seen) -> bool {
    let said = seen.colour.map(rgb);
    let pattern = pattern(&seen.pattern);
    top(looks, &seen.id, said, pattern)
        || legs(looks, &seen.id, said)
        || over(looks, &seen.id, said)
        || head(looks, &seen.id, said)
        || hair(looks, &seen.id, said)
        || body(looks, &seen.id)
        || mark(looks, &seen.id)
        || aid(looks, &seen.id, said)
        || being(looks, &seen.id)
        || carried(looks, &seen.id, said)
}

fn pattern(id: &str) -> Option<Pattern> {
    Some(match id {
        "stripes" => Pattern::Stripes,
        "checks" => Pattern::Checks,
        "dots" => Pattern::Dots,
        "flowers" => Pattern::Flowers,
        "rags" => Pattern::Rags,
        "sequins" => Pattern::Sequins,
        "quilt" => Pattern::Quilt,
        _ => return None,
    })
}

const TOPS: &[(&str, Top, u32)] = &[
    ("shirt", Top::Shirt, 0xcfd8df),
    ("blouse", Top::Shirt, 0xe0d6c8),
    ("tee", Top::Tee, 0xd0cabc),
    ("vest-top", Top::Sleeveless, 0xe6e2da),
    ("sweater", Top::Sweater, 0x4f6b74),
    ("cardigan", Top::Cardigan, 0x8a6a52),
    ("hoodie", Top::Hoodie, 0x5a6069),
    ("tunic", Top::Tunic, 0x8a7a5a),
    ("robe", Top::Robe, 0x6a4a52),
    ("habit", Top::Robe, 0x24252b),
    ("dressing-gown", Top::Kimono, 0x7a3f46),
    ("kimono", Top::Kimono, 0xa85a6a),
    ("toga", Top::Toga, 0xece6d8),
    ("sari", Top::Sari, 0x3f8a5a),
    ("suit", Top::Suit, 0x39414e),
    ("dinner-jacket", Top::Suit, 0x1e1f25),
    ("tailcoat", Top::Tails, 0x1f2026),
    ("jacket", Top::Jacket, 0x4d5644),
    ("leather-jacket", Top::Jacket, 0x2b2624),
    ("puffer", Top::Puffer, 0x3f5f78),
    ("uniform", Top::Uniform, 0x2f3f63),
    ("school-uniform", Top::Suit, 0x2f3a55),
    ("scrubs", Top::Tee, 0x6fa9a8),
    ("tracksuit", Top::Hoodie, 0x4a5a6c),
    ("boilersuit", Top::Boilersuit, 0x48618a),
    ("wetsuit", Top::Skintight, 0x22252c),
    ("leotard", Top::Swim, 0x8a3a5a),
    ("tutu", Top::Tutu, 0xf0e8e8),
    ("spacesuit", Top::Spacesuit, 0xdcdee2),
    ("armour", Top::Armour, 0xa3a8af),
    ("coat", Top::Coat, 0x55483e),
    ("long-coat", Top::LongCoat, 0x4a4642),
    ("trench-coat", Top::LongCoat, 0xb79a6c),
    ("fur-coat", Top::Fur, 0x7d6248),
    ("lab-coat", Top::Coat, 0xe8e8e4),
    ("raincoat", Top::Coat, 0xd9ae3c),
    ("bare-chest", Top::Bare, 0),
    ("swimsuit", Top::Swim, 0x2a2c34),
    ("trunks", Top::Bare, 0),
    ("pyjamas", Top::Shirt, 0x9db4cc),
    ("hospital-gown", Top::Dress, 0xb9c8cc),
    ("nightgown", Top::Gowned, 0xe6e4e6),
    ("rags", Top::Tunic, 0x7d6f5a),
    ("dress", Top::Dress, 0x9a3f4a),
    ("mini-dress", Top::MiniDress, 0x9a3f4a),
    ("gown", Top::Gown, 0x6d3a5a),
    ("wedding-dress", Top::Gown, 0xf2eee6),
    ("cheongsam", Top::Dress, 0xa8302f),
    ("dirndl", Top::Dress, 0x3f6a4a),
];

fn top(looks: &mut Looks, id: &str, said: Option<Rgb>, pattern: Option<Pattern>) -> bool {
    if id == "clothes" {
        looks.top_colour = said.unwrap_or(looks.top_colour);
        looks.bottom_colour = said.unwrap_or(looks.bottom_colour);
        return true;
    }
    let Some(&(_, top, usual)) = TOPS.iter().find(|(name, ..)| *name == id) else { return false };
    let colour = if top == Top::Bare { looks.skin } else { said.unwrap_or(rgb(usual)) };
    // What is said first counts: what the script made up comes last.
    let whole = |top: Top| {
        matches!(
            top,
            Top::Bare | Top::Tutu | Top::Swim | Top::Spacesuit | Top::Armour | Top::Skintight | Top::Boilersuit
        )
    };
    if looks.is_said(Said::Top) && whole(looks.top) {
        return true;
    }
    // A shirt under a jacket is what shows of it.
    let outer = |top: Top| {
        matches!(
            top,
            Top::Coat | Top::LongCoat | Top::Fur | Top::Jacket | Top::Suit | Top::Tails | Top::Cardigan | Top::Puffer
        )
    };
    let inner =
        |top: Top| matches!(top, Top::Shirt | Top::Tee | Top::Sweater | Top::Sleeveless | Top::Tunic | Top::Hoodie);
    if looks.is_said(Said::Top) && outer(looks.top) && (inner(top) || top.hem().is_some()) {
        looks.under_colour = colour;
        if top.bares_legs() {
            (looks.bottom, looks.bottom_colour) = (Bottom::Skirt, colour);
        }
        return true;
    }
    if looks.is_said(Said::Top) && outer(top) && (inner(looks.top) || looks.top.hem().is_some()) {
        looks.under_colour = looks.top_colour;
        if looks.top.bares_legs() {
            (looks.bottom, looks.bottom_colour) = (Bottom::Skirt, looks.top_colour);
        }
    } else if looks.is_said(Said::Top) && !(outer(top) && outer(looks.top)) {
        return true;
    }
    (looks.top, looks.top_colour, looks.pattern) = (top, colour, pattern);
    looks.say(Said::Top);
    outfit(looks, id, colour);
    true
}

/// What goes with a garment unless something else is said.
fn outfit(looks: &mut Looks, id: &str, colour: Rgb) {
    looks.tie = looks.tie.filter(|_| {
        looks.is_said(Said::Neck) || matches!(id, "suit" | "dinner-jacket" | "tailcoat" | "school-uniform")
    });
    match id {
        "suit" | "school-uniform" | "tailcoat" => {
            (looks.bottom, looks.bottom_colour) = (Bottom::Trousers, colour.darker(0.08));
            if !looks.female || id == "school-uniform" {
                looks.tie = looks.tie.or(Some(rgb(0x7a2530)));
            }
        }
        "dinner-jacket" => {
            (looks.bottom, looks.bottom_colour, looks.tie) = (Bottom::Trousers, rgb(0x1a1b20), None);
            looks.under_colour = rgb(0xf0ece4);
            looks.over.push((Over::BowTie, rgb(0x17171b)));
        }
        "uniform" => (looks.bottom, looks.bottom_colour) = (Bottom::Trousers, colour.darker(0.25)),
        "boilersuit" | "scrubs" | "tracksuit" | "spacesuit" | "wetsuit" | "pyjamas" | "armour" => {
            let shade = if id == "armour" { 0.15 } else { 0.04 };
            (looks.bottom, looks.bottom_colour) = (Bottom::Trousers, colour.darker(shade));
            if id == "spacesuit" || id == "armour" {
                (looks.feet, looks.shoes) = (Feet::Boots, colour.darker(0.2));
            }
            if id == "wetsuit" {
                looks.shoes = colour;
            }
        }
        "swimsuit" | "leotard" => (looks.bottom, looks.feet) = (Bottom::Bare, Feet::Bare),
        "trunks" => {
            (looks.bottom, looks.bottom_colour, looks.feet) = (Bottom::Shorts, rgb(0x35507c), Feet::Bare);
        }
        "sari" => looks.over.push((Over::Sari, colour)),
        "rags" => looks.pattern = Some(Pattern::Rags),
        "toga" | "kimono" => looks.feet = Feet::Sandals,
        "cheongsam" => looks.pattern = looks.pattern.or(Some(Pattern::Flowers)),
        _ if looks.top.bares_legs() && looks.bottom != Bottom::Leggings => looks.bottom = Bottom::Bare,
        _ if looks.bottom == Bottom::Skirt && !looks.is_said(Said::Legs) => {
            looks.bottom = if looks.female { Bottom::Skirt } else { Bottom::Trousers };
        }
        _ => {}
    }
}

fn legs(looks: &mut Looks, id: &str, said: Option<Rgb>) -> bool {
    let (bottom, usual) = match id {
        "trousers" => (Bottom::Trousers, 0x2d3038),
        "jeans" => (Bottom::Jeans, 0x3d5170),
        "breeches" => (Bottom::Breeches, 0x6b6352),
        "leggings" => (Bottom::Leggings, 0x2a2c32),
        "skirt" => (Bottom::Skirt, 0x6a4a52),
        "mini-skirt" => (Bottom::MiniSkirt, 0x6a4a52),
        "long-skirt" => (Bottom::LongSkirt, 0x5a4a48),
        "shorts" => (Bottom::Shorts, 0x6e6a52),
        _ => return feet(looks, id, said),
    };
    (looks.bottom, looks.bottom_colour) = (bottom, said.unwrap_or(rgb(usual)));
    looks.say(Said::Legs);
    true
}

fn feet(looks: &mut Looks, id: &str, said: Option<Rgb>) -> bool {
    let (feet, usual) = match id {
        "shoes" => (Feet::Shoes, 0x2a2320),
        "sneakers" => (Feet::Shoes, 0xe4e0d6),
        "heels" => (Feet::Heels, 0x8a2f36),
        "boots" => (Feet::Boots, 0x3a2a20),
        "wellies" => (Feet::Boots, 0x4a6a3a),
        "sandals" => (Feet::Sandals, 0x7a5636),
        "socks" => (Feet::Boots, 0xe6e2da),
        "barefoot" => (Feet::Bare, 0),
        _ => return false,
    };
    (looks.feet, looks.shoes) = (feet, said.unwrap_or(rgb(usual)));
    true
}

fn body(looks: &mut Looks, id: &str) -> bool {
    match id {
        "tall" => looks.height += 0.13,
        "short" => looks.height -= 0.12,
        "tiny" => (looks.height, looks.build) = (looks.height - 0.14, looks.build.min(0.92)),
        "thin" => looks.build = 0.84,
        "heavy" => (looks.build, looks.marks) = (1.34, [&looks.marks[..], &[Mark::Belly]].concat()),
        "muscular" => looks.build = 1.2,
        "dark-skin" => looks.skin = rgb(0x6b3f28),
        "brown-skin" => looks.skin = rgb(0xa8714a),
        "olive-skin" => looks.skin = rgb(0xc99a6e),
        "east-asian" => looks.skin = rgb(0xedc39b),
        "pale-skin" => looks.skin = rgb(0xf6dccb),
        "ruddy" => looks.skin = rgb(0xe39a80),
        "green-skin" => looks.skin = rgb(0x6f9a5a),
        "blue-skin" => looks.skin = rgb(0x5f86b8),
        "blue-eyes" => looks.eyes = rgb(0x4f86b5),
        "green-eyes" => looks.eyes = rgb(0x5d8a5a),
        _ => return false,
    }
    looks.say(if id.ends_with("skin") || id == "ruddy" || id == "east-asian" { Said::Skin } else { Said::Build });
    true
}

fn mark(looks: &mut Looks, id: &str) -> bool {
    let mark = match id {
        "freckles" => Mark::Freckles,
        "wrinkles" => Mark::Wrinkles,
        "scar" => Mark::Scar,
        "tattoo" => Mark::Tattoo,
        "bandage" => Mark::Bandage,
        "bandaged-hand" => Mark::BandagedHand,
        "plaster-leg" => Mark::PlasterLeg,
        "black-eye" => Mark::BlackEye,
        "blood" => Mark::Blood,
        "dirt" => Mark::Dirt,
        "lipstick" => Mark::Lipstick,
        "red-nose" => Mark::RedNose,
        "crooked-nose" => Mark::CrookedNose,
        "big-eyes" => Mark::BigEyes,
        "peg-leg" => Mark::PegLeg,
        "hook-hand" => Mark::HookHand,
        "pregnant" => Mark::Pregnant,
        _ => return false,
    };
    if !looks.has(mark) {
        looks.marks.push(mark);
    }
    true
}

fn aid(looks: &mut Looks, id: &str, said: Option<Rgb>) -> bool {
    let (aid, usual) = match id {
        "cane" => (Aid::Cane, 0x5a3a24),
        "white-cane" => (Aid::Cane, 0xf0f0ee),
        "staff" => (Aid::Staff, 0x6a4a2c),
        "crutches" => (Aid::Crutches, 0x8a8f96),
        "wheelchair" => (Aid::Wheelchair, 0x3a3d44),
        "walker" => (Aid::Walker, 0x9aa0a8),
        _ => return false,
    };
    looks.aid = Some((aid, said.unwrap_or(rgb(usual))));
    true
}

fn being(looks: &mut Looks, id: &str) -> bool {
    let (being, skin) = match id {
        "robot" => (Being::Robot, 0x9aa2aa),
        "android" => (Being::Android, 0xc4cad2),
        "ghost" => (Being::Ghost, 0xdfe8ee),
        "troll" => (Being::Troll, 0x6f9a5a),
        "elf" => (Being::Elf, 0xf0d4bc),
        "demon" => (Being::Demon, 0xa83a2f),
        "zombie" => (Being::Zombie, 0x8a9a7a),
        "skeleton" => (Being::Skeleton, 0xe6e0d0),
        "mummy" => (Being::Mummy, 0xd8cfb8),
        "alien" => (Being::Alien, 0x8fb89a),
        _ => return false,
    };
    (looks.being, looks.skin) = (being, rgb(skin));
    true
}

fn carried(looks: &mut Looks, id: &str, said: Option<Rgb>) -> bool {
    let known = crate::props::Prop::of_id(id).is_some_and(crate::props::Prop::small);
    if known && looks.carried.is_none() {
        looks.carried = Some((id.to_owned(), said));
    }
    known
}

/// What goes together once everything is known.
fn settle(looks: &mut Looks, said: &[Seen]) {
    if looks.hat.is_some_and(|(hat, _)| hat == Hat::Hood) && !looks.is_said(Said::Top) {
        looks.top = Top::Robe;
    }
    // A hood is of the cloak it belongs to.
    let hood_said = said.iter().any(|seen| seen.id == "hood" && seen.colour.is_some());
    if let Some((Hat::Hood, colour)) = &mut looks.hat
        && !hood_said
    {
        *colour = looks.over.iter().find(|(over, _)| *over == Over::Cape).map_or(looks.top_colour, |(_, cape)| *cape);
    }
    let metal = match looks.being {
        Being::Robot => Some(said.iter().find_map(|seen| seen.colour).map_or(rgb(0x9aa2aa), rgb)),
        Being::Android => Some(rgb(0xc4cad2)),
        _ => None,
    };
    if let Some(metal) = metal {
        looks.skin = metal;
        looks.hair = Hair::Bald;
        (looks.beard, looks.moustache, looks.eyewear) = (Beard::None, Moustache::None, None);
        if !looks.is_said(Said::Top) || looks.being == Being::Robot {
            (looks.top, looks.top_colour, looks.bottom) = (Top::Armour, metal, Bottom::Trousers);
            (looks.bottom_colour, looks.shoes, looks.feet) = (metal.darker(0.2), metal.darker(0.35), Feet::Boots);
        }
        looks.tie = None;
    }
    match looks.being {
        Being::Ghost => {
            (looks.hair_colour, looks.beard_colour) = (rgb(0xe6ecf0), rgb(0xe6ecf0));
            looks.feet = Feet::Bare;
        }
        Being::Demon => looks.hat = Some((Hat::Horns, rgb(0x2a2220))),
        Being::Skeleton | Being::Alien | Being::Mummy => {
            (looks.hair, looks.beard, looks.moustache) = (Hair::Bald, Beard::None, Moustache::None);
        }
        _ => {}
    }
    if looks.female && looks.being == Being::Human && !looks.is_said(Said::Beard) {
        let bearded = said.iter().any(|seen| seen.id.contains("beard") || seen.id.contains("moustache"));
        if !bearded {
            (looks.beard, looks.moustache) = (Beard::None, Moustache::None);
        }
    }
    // A collar is seen where one is said to be bare-headed; under a wide hat high hair lies flat.
    if looks.hat.is_some_and(|(hat, _)| hat.presses())
        && matches!(looks.hair, Hair::Afro | Hair::Mohawk | Hair::Topknot | Hair::Wild)
    {
        looks.hair = if looks.hair == Hair::Afro { Hair::Curly } else { Hair::Short };
    }
    if looks.has(Mark::PlasterLeg) && looks.aid.is_none() {
        looks.aid = Some((Aid::Crutches, rgb(0x8a8f96)));
    }
}
