//! What things there are: their ids and sizes.

use crate::figures::beasts::Beast;

macro_rules! things {
    ($($name:ident, $w:literal, $h:literal, $id:literal, $small:literal;)*) => {
        /// A thing that a shot can hold or show.
        #[derive(Clone, Copy, Debug, PartialEq)]
        pub enum Prop {
            $($name,)*
            /// An animal that stands about.
            Animal(&'static Beast),
        }

        impl Prop {
            /// Width and height in metres.
            pub fn size(self) -> (f32, f32) {
                match self {
                    $(Self::$name => ($w, $h),)*
                    Self::Animal(beast) => beast.size(),
                }
            }

            /// The thing of an id of `lexicon::pictures`.
            pub fn of_id(id: &str) -> Option<Self> {
                match id {
                    $($id => Some(Self::$name),)*
                    _ => Beast::of_id(id).map(Self::Animal),
                }
            }

            /// Small enough to be held in a hand or stand on a table.
            pub fn small(self) -> bool {
                match self {
                    $(Self::$name => $small,)*
                    Self::Animal(_) => false,
                }
            }
        }
    };
}

things! {
    Cup, 0.1, 0.1, "cup", true;
    Glass, 0.075, 0.13, "glass", true;
    Bottle, 0.08, 0.3, "bottle", true;
    Phone, 0.075, 0.15, "phone", true;
    Letter, 0.22, 0.15, "letter", true;
    Paper, 0.21, 0.29, "paper", true;
    Book, 0.2, 0.26, "book", true;
    Map, 0.5, 0.34, "map", true;
    Photograph, 0.18, 0.14, "photograph", true;
    Gun, 0.22, 0.14, "gun", true;
    Knife, 0.06, 0.3, "knife", true;
    Key, 0.14, 0.06, "key", true;
    Ring, 0.05, 0.05, "ring", true;
    StreetLamp, 0.5, 3.7, "street-lamp", false;
    ShipLantern, 0.4, 2.3, "ship-lantern", false;
    Lamp, 0.3, 0.46, "lamp", true;
    Lantern, 0.2, 0.36, "lantern", true;
    Candle, 0.09, 0.26, "candle", true;
    Suitcase, 0.6, 0.44, "suitcase", true;
    Laptop, 0.36, 0.25, "laptop", true;
    Radio, 0.34, 0.22, "radio", true;
    Clock, 0.22, 0.24, "clock", true;
    Box, 0.4, 0.3, "box", true;
    Flower, 0.22, 0.42, "flower", true;
    Rope, 0.4, 0.14, "rope", true;
    Umbrella, 1.1, 0.95, "umbrella", true;
    Camera, 0.18, 0.14, "camera", true;
    Plate, 0.28, 0.08, "plate", true;
    Guitar, 0.4, 1.0, "guitar", true;
    Ball, 0.24, 0.24, "ball", true;
    Doll, 0.2, 0.34, "doll", true;
    Bicycle, 1.7, 1.05, "bicycle", false;
    Car, 4.2, 1.45, "car", false;
    Boat, 4.0, 1.5, "boat", false;
    Door, 1.0, 2.1, "door", false;
    Chair, 0.5, 0.9, "chair", false;
    Rifle, 0.16, 1.05, "rifle", true;
    Sword, 0.2, 0.95, "sword", true;
    Axe, 0.26, 0.85, "axe", true;
    Hammer, 0.2, 0.36, "hammer", true;
    Spade, 0.24, 1.1, "spade", true;
    Broom, 0.34, 1.35, "broom", true;
    Spanner, 0.1, 0.3, "spanner", true;
    Brush, 0.03, 0.22, "brush", true;
    Spoon, 0.06, 0.3, "spoon", true;
    Match, 0.03, 0.1, "match", true;
    Cigarette, 0.1, 0.03, "cigarette", true;
    Bag, 0.4, 0.34, "bag", true;
    Tv, 0.7, 0.5, "tv", false;
    Compass, 0.17, 0.11, "compass", true;
    TreasureChest, 0.8, 0.55, "treasure-chest", false;
    Barrel, 0.6, 0.85, "barrel", false;
    Bucket, 0.3, 0.32, "bucket", true;
    Basket, 0.42, 0.36, "basket", true;
    Cake, 0.3, 0.26, "cake", true;
    Apple, 0.09, 0.1, "apple", true;
    Violin, 0.22, 0.62, "violin", true;
    Piano, 1.9, 1.45, "piano", false;
    Drum, 0.42, 0.4, "drum", true;
    Trumpet, 0.5, 0.16, "trumpet", true;
    Balloon, 0.3, 1.1, "balloon", true;
    Kite, 0.5, 1.3, "kite", true;
    Skull, 0.18, 0.2, "skull", true;
    Statue, 0.7, 2.0, "statue", false;
    Mirror, 0.7, 1.7, "mirror", false;
    Painting, 0.9, 1.6, "painting", false;
    Telescope, 1.0, 1.3, "telescope", false;
    Ladder, 0.5, 2.4, "ladder", false;
    Cart, 1.5, 1.0, "cart", false;
    Cradle, 0.9, 0.8, "cradle", false;
    Bed, 2.0, 0.95, "bed", false;
    Sofa, 1.7, 0.85, "sofa", false;
    Desk, 1.3, 0.76, "desk", false;
    Coffin, 2.0, 0.7, "coffin", false;
    Gravestone, 0.7, 0.95, "gravestone", false;
    Tree, 3.0, 4.5, "tree", false;
    ChristmasTree, 1.3, 2.2, "christmas-tree", false;
    Fire, 0.8, 0.8, "fire", false;
    Well, 1.4, 2.1, "well", false;
    Tent, 2.6, 1.8, "tent", false;
    Blanket, 0.5, 0.22, "blanket", true;
    Flag, 1.2, 2.6, "flag", false;
    Sign, 0.7, 1.9, "sign", false;
    Bell, 0.3, 0.34, "bell", true;
    Wheel, 0.9, 0.9, "wheel", false;
    Cage, 0.7, 0.9, "cage", false;
    Snowman, 0.9, 1.6, "snowman", false;
    Motorbike, 1.9, 1.15, "motorbike", false;
    Truck, 5.2, 2.5, "truck", false;
    Plane, 9.0, 3.2, "plane", false;
    Rocket, 1.8, 7.0, "rocket", false;
    Window, 1.2, 1.9, "window", false;
    Shelf, 1.3, 2.0, "shelf", false;
    Machine, 1.4, 1.6, "machine", false;
    Gold, 0.3, 0.12, "gold", true;
    Potion, 0.1, 0.2, "potion", true;
    Drone, 0.7, 1.9, "drone", false;
    SnowGlobe, 0.16, 0.2, "snow-globe", true;
}

impl Prop {
    /// The same thing where there is no roof: a lamp is a street's, or on a deck the ship's.
    pub fn outdoors(self, afloat: bool) -> Self {
        match self {
            Self::Lamp if afloat => Self::ShipLantern,
            Self::Lamp => Self::StreetLamp,
            other => other,
        }
    }

    pub fn animal(self) -> bool {
        matches!(self, Self::Animal(_))
    }

    /// Long enough that it stands on the floor, though hands hold it.
    pub fn tall(self) -> bool {
        self.small() && self.size().1 > 0.7
    }
}

/// Width and height of a thing as it is drawn in a hand.
pub fn hand_size(p: Prop) -> (f32, f32) {
    p.size()
}

/// Carried by a handle at its top.
pub fn hangs(p: Prop) -> bool {
    matches!(p, Prop::Suitcase | Prop::Lantern | Prop::Bag | Prop::Bucket | Prop::Basket | Prop::Bell)
}
