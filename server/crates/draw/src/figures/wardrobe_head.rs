//! Hats, hair and beards from ids to looks.

use crate::figures::appearance::{Beard, Hair, Looks, Moustache};
use crate::figures::garb::{Eyewear, Hat, Mask, Said};
use crate::raster::colour::{Rgb, rgb};

const HATS: &[(&str, Hat, u32)] = &[
    ("fedora", Hat::Fedora, 0x3a332e),
    ("panama", Hat::Fedora, 0xe6dcc0),
    ("bowler", Hat::Bowler, 0x26262b),
    ("top-hat", Hat::Silk, 0x202126),
    ("cowboy-hat", Hat::Cowboy, 0x7a5636),
    ("straw-hat", Hat::Straw, 0xd9bd7a),
    ("cone-hat", Hat::Cone, 0xcdb176),
    ("sombrero", Hat::Sombrero, 0xc9a25e),
    ("tricorne", Hat::Tricorne, 0x2a2a30),
    ("cap", Hat::Cap, 0x3a4a60),
    ("flat-cap", Hat::FlatCap, 0x5d5648),
    ("peaked-cap", Hat::Peaked, 0x27314a),
    ("beret", Hat::Beret, 0x8e2f34),
    ("beanie", Hat::Beanie, 0x9a4434),
    ("fur-hat", Hat::Fur, 0x6b5a48),
    ("hard-hat", Hat::Miners, 0xe0b53a),
    ("war-helmet", Hat::WarHelmet, 0x5c6148),
    ("police-helmet", Hat::Bowler, 0x27314a),
    ("horned-helmet", Hat::Horned, 0x8d8f93),
    ("knight-helmet", Hat::Plumed, 0xa9adb3),
    ("space-helmet", Hat::Helmet, 0xd8dade),
    ("crown", Hat::Crown, 0xd9ae45),
    ("tiara", Hat::Tiara, 0xdfe3ea),
    ("wreath", Hat::Wreath, 0x6a8a4a),
    ("feathers", Hat::Feathers, 0xb5733c),
    ("striped-headdress", Hat::Striped, 0xd2a23c),
    ("turban", Hat::Turban, 0xb8862f),
    ("headwrap", Hat::Turban, 0xc98a36),
    ("fez", Hat::Fez, 0x9a2f2f),
    ("skullcap", Hat::Skullcap, 0xe8e4da),
    ("keffiyeh", Hat::Keffiyeh, 0xe6e0d4),
    ("bandana", Hat::Bandana, 0xa8372f),
    ("headscarf", Hat::Headscarf, 0x6d5a72),
    ("niqab", Hat::Niqab, 0x26262c),
    ("veil", Hat::Veil, 0xf0ece4),
    ("wimple", Hat::Wimple, 0x23242a),
    ("bonnet", Hat::Bonnet, 0xe4dcc8),
    ("nurse-cap", Hat::NurseCap, 0xf2efe8),
    ("chef-hat", Hat::Toque, 0xf4f1ea),
    ("mitre", Hat::Mitre, 0xefe9dc),
    ("witch-hat", Hat::Pointed, 0x2a2630),
    ("rain-hat", Hat::Oilskin, 0xd9ae3c),
    ("hood", Hat::Hood, 0x4a4a52),
    ("wig", Hat::Wig, 0xece8e0),
    ("headphones", Hat::Headphones, 0x2c2d33),
    ("santa-hat", Hat::Santa, 0xb8342f),
    ("goggles-up", Hat::Goggles, 0x3a3a40),
    ("tiny-hat", Hat::Tiny, 0x3a332e),
    ("halo", Hat::Halo, 0xf0d878),
    ("antlers", Hat::Antlers, 0x7a5a3a),
    ("red-flower", Hat::Flower, 0xb8362f),
];

pub fn head(looks: &mut Looks, id: &str, said: Option<Rgb>) -> bool {
    let eyewear = match id {
        "glasses" => Some((Eyewear::Clear, 0x26211f)),
        "sunglasses" => Some((Eyewear::Dark, 0x17171b)),
        "goggles" => Some((Eyewear::Goggles, 0x4a5a6a)),
        "monocle" => Some((Eyewear::Monocle, 0xc8a84a)),
        "eyepatch" => Some((Eyewear::Patch, 0x1c1b1e)),
        "blindfold" => Some((Eyewear::Blindfold, 0xe6e0d4)),
        _ => None,
    };
    if let Some((eyewear, usual)) = eyewear {
        let dark = matches!(eyewear, Eyewear::Dark);
        looks.eyewear = Some((eyewear, said.filter(|_| !dark).unwrap_or(rgb(usual))));
        return true;
    }
    match id {
        "face-mask" => looks.mask = Some((Mask::Surgical, said.unwrap_or(rgb(0x9cc4c8)))),
        "eye-mask" => looks.mask = Some((Mask::Eyes, said.unwrap_or(rgb(0x26252b)))),
        _ => {
            let Some(&(_, hat, usual)) = HATS.iter().find(|(name, ..)| *name == id) else { return false };
            // A nun's veil lies over her coif, and a flower gives way to a hat.
            if hat == Hat::Flower && looks.hat.is_some()
                || hat == Hat::Veil && looks.hat.is_some_and(|h| h.0 == Hat::Wimple)
            {
                return true;
            }
            looks.hat = Some((hat, said.unwrap_or(rgb(usual))));
        }
    }
    true
}

pub fn hair(looks: &mut Looks, id: &str, said: Option<Rgb>) -> bool {
    let style = match id {
        "bald" => Some(Hair::Bald),
        "bald-crown" => Some(Hair::Crown),
        "cropped" => Some(Hair::Cropped),
        "short-hair" => Some(Hair::Short),
        "bob" => Some(Hair::Bob),
        "long-hair" | "wet-hair" => Some(Hair::Long),
        "bun" => Some(Hair::Bun),
        "topknot" => Some(Hair::Topknot),
        "ponytail" => Some(Hair::Ponytail),
        "bunches" => Some(Hair::Bunches),
        "braid" => Some(Hair::Braid),
        "braids" => Some(Hair::Braids),
        "dreadlocks" => Some(Hair::Dreads),
        "afro" => Some(Hair::Afro),
        "curly" => Some(Hair::Curly),
        "wild" => Some(Hair::Wild),
        "mohawk" => Some(Hair::Mohawk),
        "hair" | "hair-colour" => None,
        _ => return beard(looks, id, said),
    };
    if let Some(style) = style
        && (id != "wet-hair" || looks.female)
    {
        looks.hair = style;
        looks.say(Said::Hair);
    }
    if let Some(colour) = said {
        looks.hair_colour = colour;
        if !looks.is_said(Said::Beard) {
            looks.beard_colour = colour.darker(0.08);
        }
    }
    if style.is_none() && looks.hair == Hair::Bald && !looks.is_said(Said::Hair) {
        looks.hair = Hair::Short;
    }
    true
}

fn beard(looks: &mut Looks, id: &str, said: Option<Rgb>) -> bool {
    match id {
        "beard" => looks.beard = Beard::Full,
        "long-beard" => looks.beard = Beard::Long,
        "goatee" => looks.beard = Beard::Goatee,
        "stubble" => looks.beard = Beard::Stubble,
        "sideburns" => looks.beard = Beard::Sideburns,
        "moustache" => looks.moustache = Moustache::Thin,
        "big-moustache" => looks.moustache = Moustache::Big,
        "shaven" => (looks.beard, looks.moustache) = (Beard::None, Moustache::None),
        _ => return false,
    }
    if let Some(colour) = said {
        looks.beard_colour = colour;
        looks.say(Said::Beard);
    }
    true
}
