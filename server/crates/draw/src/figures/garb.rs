//! What people wear and carry, as shapes.

/// What sort of being has this human shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Being {
    Human,
    Robot,
    Android,
    Ghost,
    Troll,
    Elf,
    Demon,
    Zombie,
    Skeleton,
    Mummy,
    Alien,
}

/// The garment of the trunk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Top {
    Shirt,
    Tee,
    Sleeveless,
    Sweater,
    Cardigan,
    Suit,
    Tails,
    Coat,
    LongCoat,
    Fur,
    Jacket,
    Puffer,
    Dress,
    MiniDress,
    Gown,
    Tutu,
    Sari,
    Kimono,
    Robe,
    Gowned,
    Toga,
    Tunic,
    Uniform,
    Hoodie,
    Boilersuit,
    Skintight,
    Spacesuit,
    Armour,
    Bare,
    Swim,
}

/// How much of the arm is covered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sleeve {
    Long,
    Short,
    None,
}

impl Top {
    pub const fn sleeve(self) -> Sleeve {
        match self {
            Self::Tee | Self::Dress => Sleeve::Short,
            Self::Sleeveless | Self::MiniDress | Self::Tutu | Self::Sari | Self::Toga | Self::Bare | Self::Swim => {
                Sleeve::None
            }
            _ => Sleeve::Long,
        }
    }

    /// Metres that it hangs below the hip.
    pub const fn hem(self) -> Option<f32> {
        match self {
            Self::Coat => Some(0.46),
            Self::LongCoat | Self::Fur => Some(0.62),
            Self::Tails => Some(0.42),
            Self::Robe | Self::Gown | Self::Sari | Self::Toga => Some(0.82),
            Self::Kimono | Self::Gowned => Some(0.72),
            Self::Dress => Some(0.5),
            Self::Tunic => Some(0.36),
            Self::MiniDress => Some(0.3),
            Self::Tutu => Some(0.2),
            _ => None,
        }
    }

    /// How much wider than the body it is.
    pub const fn loose(self) -> f32 {
        match self {
            Self::Coat | Self::LongCoat | Self::Robe | Self::Fur | Self::Puffer | Self::Kimono | Self::Spacesuit => {
                0.03
            }
            Self::Sweater
            | Self::Cardigan
            | Self::Hoodie
            | Self::Jacket
            | Self::Suit
            | Self::Tails
            | Self::Boilersuit
            | Self::Gowned => 0.018,
            _ => 0.0,
        }
    }

    /// How thick its sleeves are against an arm.
    pub const fn thick(self) -> f32 {
        match self {
            Self::Puffer | Self::Fur | Self::Spacesuit => 1.42,
            Self::Kimono => 1.5,
            Self::Coat | Self::LongCoat | Self::Robe | Self::Gowned => 1.28,
            Self::Jacket | Self::Hoodie | Self::Suit | Self::Tails | Self::Armour => 1.16,
            Self::Sweater | Self::Cardigan | Self::Uniform | Self::Boilersuit => 1.08,
            _ => 1.0,
        }
    }

    /// Whether the legs under it are bare unless they are said to be covered.
    pub const fn bares_legs(self) -> bool {
        matches!(
            self,
            Self::Dress
                | Self::MiniDress
                | Self::Tutu
                | Self::Gown
                | Self::Sari
                | Self::Kimono
                | Self::Swim
                | Self::Toga
                | Self::Gowned
        )
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bottom {
    Trousers,
    Jeans,
    Breeches,
    Leggings,
    Skirt,
    MiniSkirt,
    LongSkirt,
    Shorts,
    /// Nothing but skin.
    Bare,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Feet {
    Shoes,
    Boots,
    Heels,
    Sandals,
    Bare,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hat {
    Fedora,
    Bowler,
    Silk,
    Cowboy,
    Straw,
    Cone,
    Sombrero,
    Tricorne,
    Cap,
    FlatCap,
    Peaked,
    Beret,
    Beanie,
    Fur,
    Miners,
    WarHelmet,
    Horned,
    Plumed,
    Helmet,
    Crown,
    Tiara,
    Wreath,
    Feathers,
    Striped,
    Turban,
    Fez,
    Skullcap,
    Keffiyeh,
    Bandana,
    Headscarf,
    Niqab,
    Veil,
    Wimple,
    Bonnet,
    NurseCap,
    Toque,
    Mitre,
    Pointed,
    Oilskin,
    Hood,
    Wig,
    Headphones,
    Santa,
    Goggles,
    Tiny,
    Halo,
    Antlers,
    Horns,
    Flower,
}

impl Hat {
    /// Whether the hair is not seen under it.
    pub const fn covers(self) -> bool {
        matches!(
            self,
            Self::Hood
                | Self::Headscarf
                | Self::Niqab
                | Self::Keffiyeh
                | Self::Wimple
                | Self::Plumed
                | Self::Striped
                | Self::Wig
        )
    }

    /// Whether it hides the top of the hair, so that high hair must lie under it.
    pub const fn presses(self) -> bool {
        !matches!(
            self,
            Self::Tiara
                | Self::Wreath
                | Self::Feathers
                | Self::Headphones
                | Self::Goggles
                | Self::Tiny
                | Self::Halo
                | Self::Antlers
                | Self::Horns
                | Self::Flower
                | Self::Crown
                | Self::NurseCap
                | Self::Veil
                | Self::Bandana
        )
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Eyewear {
    Clear,
    Dark,
    Goggles,
    Monocle,
    Patch,
    Blindfold,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mask {
    Surgical,
    Eyes,
}

/// What is worn over or beside the clothes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Over {
    Waistcoat,
    HiVis,
    LifeJacket,
    TacVest,
    Dungarees,
    Shawl,
    Poncho,
    Cape,
    Braces,
    Sash,
    Belt,
    GunBelt,
    Badge,
    Medals,
    Flower,
    Sling,
    Wings,
    Quiver,
    BowTie,
    Necklace,
    Pearls,
    Cross,
    Stethoscope,
    Ruff,
    DogCollar,
    Earrings,
    Gloves,
    LongGloves,
    BoxingGloves,
    Cuffs,
    Satchel,
    Backpack,
    Sari,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    Freckles,
    Wrinkles,
    Scar,
    Tattoo,
    Bandage,
    BandagedHand,
    PlasterLeg,
    BlackEye,
    Blood,
    Dirt,
    Lipstick,
    RedNose,
    CrookedNose,
    BigEyes,
    PegLeg,
    HookHand,
    Pregnant,
    Belly,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aid {
    Cane,
    Staff,
    Crutches,
    Wheelchair,
    Walker,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pattern {
    Stripes,
    Checks,
    Dots,
    Flowers,
    Rags,
    Sequins,
    Quilt,
}

/// What has been said of somebody, so that nothing else takes its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    Top,
    Legs,
    Hair,
    Beard,
    Neck,
    Skin,
    Build,
}
