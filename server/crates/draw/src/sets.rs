//! Sets: which place a name speaks of, and the layers it is made of.

mod chamber;
mod chambers;
mod chambers_known;
mod city;
mod city_lanes;
mod counters;
mod front;
mod front_grand;
mod grand;
mod grounds;
mod grounds_works;
mod home;
mod hung;
mod hung_at;
mod ids;
mod kinds;
mod nature;
mod outdoors;
pub mod parts;
mod passages;
mod plants;
mod public;
mod reading;
mod rooms;
mod shell;
mod ship;
mod shore;
pub mod sky;
mod strange;
mod travel;
mod vehicles;
mod water;

pub use kinds::Kind;
pub use outdoors::bench;
pub use reading::kind_of;
pub use strange::rock;
pub use vehicles::steering_wheel;

use crate::reading::words::{any, words};
use crate::rng::{Rng, hash};
use crate::scene::layers::LayerBuilder;
use model::{Place, Staging};

/// The set of a plain ground for one person.
pub const BACKDROP: &str = "backdrop";

/// What a set needs to know of the shot.
pub struct Set<'a> {
    pub kind: Kind,
    /// The id of the kind of place in `lexicon`; empty where none is known.
    pub id: &'a str,
    /// The id of what its walls are made of.
    pub walls: &'a str,
    pub place: &'a Place,
    /// The set's own chance: the same in every shot there.
    pub seed: u64,
    /// The camera is far enough for things before the people.
    pub deep: bool,
    /// The camera looks from above.
    pub above: bool,
}

impl<'a> Set<'a> {
    pub fn new(staging: &'a Staging, deep: bool, above: bool) -> Self {
        let place = &staging.place;
        let (id, walls) = (staging.set.as_str(), staging.walls.as_str());
        Self { kind: kind_of(staging), id, walls, place, seed: hash(&place.name), deep, above }
    }

    pub fn rng(&self, salt: u64) -> Rng {
        Rng::new(self.seed ^ salt.wrapping_mul(0x9e37))
    }

    pub fn says(&self, phrases: &str) -> bool {
        any(&words(&self.place.name), phrases) || any(&words(&self.place.description), phrases)
    }

    /// One of the choices, the same in every shot.
    pub fn pick(&self, salt: u64, from: &[u32]) -> crate::raster::colour::Rgb {
        crate::raster::colour::rgb(self.rng(salt).pick(from).unwrap_or(0x80_8080))
    }
}

/// Paints the set's layers.
pub fn build(s: &mut LayerBuilder<'_>, set: &Set<'_>) {
    match set.kind {
        Kind::Backdrop => passages::backdrop(s),
        Kind::Chamber | Kind::Room => chamber::chamber(s, set),
        Kind::Front => front::front(s, set),
        Kind::Ground => grounds::ground(s, set),
        Kind::UnderWater => grounds::under_water(s, set),
        Kind::Living => home::living(s, set),
        Kind::Bedroom => home::bedroom(s, set),
        Kind::Kitchen => home::kitchen(s, set),
        Kind::Bathroom => home::bathroom(s, set),
        Kind::Cabin => home::cabin(s, set),
        Kind::Corridor => passages::corridor(s, set),
        Kind::Stairs => passages::stairs(s, set),
        Kind::Office => rooms::office(s, set),
        Kind::Laboratory => rooms::laboratory(s, set),
        Kind::Warehouse => rooms::warehouse(s, set),
        Kind::Prison => rooms::prison(s, set),
        Kind::Hospital => public::hospital(s, set),
        Kind::Classroom => public::classroom(s, set),
        Kind::Library => public::library(s, set),
        Kind::Cafe => counters::cafe(s, set),
        Kind::Bar => counters::bar(s, set),
        Kind::Restaurant => counters::restaurant(s, set),
        Kind::Shop => counters::shop(s, set),
        Kind::Church => grand::church(s, set),
        Kind::Castle => grand::castle(s, set),
        Kind::Court => grand::court(s, set),
        Kind::Stage => grand::stage(s, set),
        Kind::Cave => strange::cave(s, set),
        Kind::Spaceship => strange::spaceship(s, set),
        Kind::Space => strange::space(s, set),
        Kind::Ruin => strange::ruin(s, set),
        Kind::CarInside => vehicles::car(s, set),
        Kind::TrainInside => vehicles::train(s, set),
        Kind::PlaneInside => vehicles::plane(s, set),
        Kind::ShipInside => ship::inside(s, set),
        Kind::Station => travel::station(s, set),
        Kind::Airport => travel::airport(s, set),
        Kind::Road => travel::road(s, set),
        Kind::Street => city::street(s, set),
        Kind::Market => city_lanes::market(s, set),
        Kind::Alley => city_lanes::alley(s, set),
        Kind::Bridge => city::bridge(s, set),
        Kind::Rooftop => city::rooftop(s, set),
        Kind::Village => outdoors::village(s, set),
        Kind::Farm => outdoors::farm(s, set),
        Kind::Garden => outdoors::garden(s, set),
        Kind::Park => outdoors::park(s, set),
        Kind::Graveyard => outdoors::graveyard(s, set),
        Kind::Forest => nature::forest(s, set),
        Kind::Field | Kind::Open => nature::field(s, set),
        Kind::Mountain => nature::mountain(s, set),
        Kind::Desert => nature::desert(s, set),
        Kind::Snowfield => nature::snowfield(s, set),
        Kind::Swamp => shore::swamp(s, set),
        Kind::Beach => water::beach(s, set),
        Kind::Sea => water::sea(s, set),
        Kind::Harbour => shore::harbour(s, set),
        Kind::Lighthouse => shore::lighthouse(s, set),
    }
}
