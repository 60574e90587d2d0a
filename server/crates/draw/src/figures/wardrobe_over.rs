//! What is worn over the clothes, from ids to looks.

use crate::figures::appearance::Looks;
use crate::figures::garb::{Over, Said};
use crate::raster::colour::{Rgb, rgb};

const OVERS: &[(&str, Over, u32)] = &[
    ("waistcoat", Over::Waistcoat, 0x33363d),
    ("hi-vis", Over::HiVis, 0xe4d23a),
    ("life-jacket", Over::LifeJacket, 0xe2872c),
    ("tac-vest", Over::TacVest, 0x2f3338),
    ("dungarees", Over::Dungarees, 0x41597c),
    ("shawl", Over::Shawl, 0x8a7a6a),
    ("poncho", Over::Poncho, 0x9a5a3a),
    ("cape", Over::Cape, 0x43394a),
    ("braces", Over::Braces, 0x7a3a2f),
    ("sash", Over::Sash, 0xa8342f),
    ("belt", Over::Belt, 0x2a211c),
    ("gun-belt", Over::GunBelt, 0x4a3222),
    ("badge", Over::Badge, 0xd4b04a),
    ("medals", Over::Medals, 0xc9a23e),
    ("flower", Over::Flower, 0xd8d0c4),
    ("sling", Over::Sling, 0xece8de),
    ("wings", Over::Wings, 0xf0ece4),
    ("quiver", Over::Quiver, 0x6a4a2c),
    ("bow-tie", Over::BowTie, 0x1d1d22),
    ("necklace", Over::Necklace, 0xd9b04c),
    ("pearls", Over::Pearls, 0xf2ece2),
    ("cross", Over::Cross, 0xd9b04c),
    ("stethoscope", Over::Stethoscope, 0x2c3036),
    ("ruff", Over::Ruff, 0xf2eee6),
    ("dog-collar", Over::DogCollar, 0xf2eee6),
    ("earrings", Over::Earrings, 0xd9b04c),
    ("gloves", Over::Gloves, 0x3a3030),
    ("long-gloves", Over::LongGloves, 0xf0ece4),
    ("boxing-gloves", Over::BoxingGloves, 0xa8322c),
    ("handcuffs", Over::Cuffs, 0x9aa0a8),
    ("satchel", Over::Satchel, 0x7a5636),
    ("backpack", Over::Backpack, 0x4a5a4a),
];

pub fn over(looks: &mut Looks, id: &str, said: Option<Rgb>) -> bool {
    match id {
        "apron" => looks.apron = said.or(Some(rgb(0xd9cfb8))),
        "leather-apron" => looks.apron = said.or(Some(rgb(0x5d3f2a))),
        "tie" => {
            looks.tie = said.or(Some(rgb(0x7a2530)));
            looks.say(Said::Neck);
        }
        "scarf" => looks.scarf = said.or(Some(rgb(0xa83c32))),
        _ => {
            let Some(&(_, over, usual)) = OVERS.iter().find(|(name, ..)| *name == id) else { return false };
            looks.over.retain(|(worn, _)| *worn != over);
            looks.over.push((over, said.unwrap_or(rgb(usual))));
            if over == Over::BowTie {
                looks.tie = None;
            }
        }
    }
    true
}
