//! What things there are: their sizes and the words for them.

use crate::reading::word_senses::things_meant;
use crate::reading::words::{find, words};

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
