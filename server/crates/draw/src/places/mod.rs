//! Sets: which place a name speaks of, and the layers it is made of.

mod city;
mod home;
mod nature;
mod outdoors;
pub mod parts;
mod public;
mod rooms;
pub mod sky;
mod strange;
mod travel;
mod water;

pub use outdoors::bench;
pub use strange::rock;
pub use travel::steering_wheel;

use crate::rng::{Rng, hash};
use crate::studio::Studio;
use crate::words::{any, words};
use model::Place;

macro_rules! kinds {
    ($($name:ident, $inside:literal, $words:literal;)*) => {
        /// A kind of place that has a set of its own.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Kind { $($name,)* }

        impl Kind {
            /// Every kind; the more particular ones first.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// Whether it has a roof.
            pub const fn inside(self) -> bool {
                match self { $(Self::$name => $inside,)* }
            }

            /// The words it is known by, set apart by commas.
            pub const fn names(self) -> &'static str {
                match self { $(Self::$name => $words,)* }
            }
        }
    };
}

kinds! {
    Backdrop, true, "studio backdrop";
    Spaceship, true, "spaceship,starship,space station,cockpit of the ship,airlock,space shuttle,spacecraft";
    Space, false, "outer space,space,orbit,moon surface,surface of the moon,mars,planet,asteroid";
    TrainInside, true, "train compartment,train car,train carriage,inside the train,subway car,on the train,dining car,carriage,compartment,tram,bus";
    Station, false, "train station,railway station,station platform,platform,railway,subway station,metro,station";
    PlaneInside, true, "plane cabin,airplane,aeroplane,aircraft,plane,jet";
    Airport, true, "airport,departure lounge,terminal,departures";
    CarInside, true, "inside the car,in the car,car interior,police car,taxi,car,cab,van,truck";
    Lighthouse, false, "lighthouse";
    Harbour, false, "harbour,harbor,dock,docks,pier,wharf,quay,marina,jetty";
    Sea, false, "at sea,open sea,deck of the ship,ship,boat,sea,ocean,yacht,deck,raft,lake";
    Beach, false, "beach,shore,seashore,coast,dunes by the sea,sand";
    Rooftop, false, "rooftop,roof";
    Bridge, false, "bridge,footbridge,viaduct";
    Alley, false, "alley,alleyway,back street,backstreet,lane behind";
    Graveyard, false, "graveyard,cemetery,grave,churchyard";
    Church, true, "church,chapel,cathedral,temple,mosque,monastery,altar";
    Castle, true, "castle,palace,throne room,great hall,fortress,tower";
    Cave, true, "cave,cavern,tunnel,mine,grotto,underground,sewer";
    Ruin, false, "ruin,ruins,ruined,rubble,wreckage,abandoned city,temple ruins";
    Prison, true, "prison,cell,jail,dungeon,interrogation room,interrogation";
    Court, true, "courtroom,court,courthouse,tribunal";
    Stage, true, "stage,theatre,theater,concert hall,auditorium,backstage,opera,circus";
    Warehouse, true, "warehouse,factory,garage,workshop,hangar,barn,shed,basement,cellar,storeroom,studio";
    Laboratory, true, "laboratory,lab,control room,server room";
    Hospital, true, "hospital,ward,clinic,operating room,emergency room,surgery,nursing home,sickroom";
    Classroom, true, "classroom,school,schoolroom,lecture hall,university,college";
    Library, true, "library,bookshop,bookstore,archive,reading room,study";
    Cafe, true, "coffee shop,café,cafe,coffeehouse,teahouse,tea room,bakery,diner,coffee bar,canteen,cafeteria";
    Bar, true, "bar,pub,tavern,saloon,nightclub,club,inn,casino";
    Restaurant, true, "restaurant,bistro,trattoria,dining room,ballroom,banquet";
    Shop, true, "shop,store,supermarket,market hall,boutique,grocery,pharmacy,mall,antique shop,salon";
    Kitchen, true, "kitchen,galley,pantry";
    Bathroom, true, "bathroom,washroom,toilet,restroom,shower";
    Bedroom, true, "bedroom,bed,hotel room,motel room,nursery,dormitory,attic,motel";
    Office, true, "office,police station,precinct,newsroom,meeting room,boardroom,conference room,bank,headquarters,reception";
    Stairs, true, "staircase,stairs,stairwell,steps,stairway";
    Corridor, true, "corridor,hallway,hall,passage,lobby,elevator,lift,foyer";
    Living, true, "living room,sitting room,lounge,parlour,parlor,apartment,flat,front room,den,house interior";
    Cabin, true, "cabin,hut,cottage interior,log cabin,tent,lodge";
    Forest, false, "forest,wood,woods,jungle,grove,rainforest,clearing,trees,woodland";
    Swamp, false, "swamp,marsh,river,riverbank,stream,pond,creek,waterfall,bog";
    Snowfield, false, "snowfield,arctic,tundra,glacier,ice,antarctic,north pole";
    Mountain, false, "mountain,mountains,cliff,summit,peak,hilltop,hill,canyon,ridge,valley";
    Desert, false, "desert,dune,dunes,wasteland,sahara,badlands";
    Garden, false, "garden,backyard,back yard,yard,greenhouse,orchard,courtyard,patio,terrace,balcony";
    Park, false, "park,playground,lawn,bench";
    Farm, false, "farm,farmhouse,farmyard,ranch,vineyard";
    Field, false, "field,meadow,prairie,countryside,plain,wheat,pasture,battlefield,moor,heath";
    Road, false, "road,highway,motorway,roadside,country road,freeway,gas station,petrol station,crossroads";
    Market, false, "market,bazaar,fair,fairground,carnival";
    Village, false, "village,house,cottage,home exterior,suburb,porch,farmstead,mansion,front door,driveway,doorstep";
    Street, false, "street,avenue,city,sidewalk,pavement,downtown,square,town,parking lot,car park,boulevard,plaza";
    Room, true, "room,home,house interior,inside,interior";
    Open, false, "outside,exterior,outdoors";
}

/// The kind of place that is meant. The name counts before the description; where neither says, inside or outside decides.
pub fn kind_of(place: &Place) -> Kind {
    let name = words(&place.name);
    let fits = |k: Kind| place.interior.is_none_or(|inside| inside == k.inside() || k == Kind::Backdrop);
    let known = |text: &[String], strict: bool| {
        Kind::ALL.iter().copied().filter(|&k| !strict || fits(k)).find(|&k| any(text, k.names()))
    };
    let text = words(&place.description);
    let found = known(&name, true).or_else(|| known(&text, true));
    // "INT. HOUSE" is a room; "EXT. CAFE" is the street before it.
    found.unwrap_or_else(|| match (place.interior, known(&name, false)) {
        (Some(true), Some(Kind::Village | Kind::Farm | Kind::Garden)) => Kind::Living,
        (Some(true), Some(Kind::Sea | Kind::Harbour | Kind::Lighthouse | Kind::Forest | Kind::Mountain)) => Kind::Cabin,
        (Some(true), Some(Kind::Station)) => Kind::Airport,
        (Some(true), _) => Kind::Room,
        (Some(false), Some(Kind::Church | Kind::Castle)) => Kind::Village,
        (Some(false), Some(Kind::Cabin | Kind::Living | Kind::Bedroom | Kind::Kitchen)) => Kind::Village,
        (Some(false), Some(Kind::Warehouse)) => Kind::Alley,
        (Some(false), Some(Kind::CarInside | Kind::TrainInside)) => Kind::Road,
        (Some(false), Some(k)) if k.inside() => Kind::Street,
        (_, Some(k)) => k,
        (Some(false), None) => Kind::Open,
        (None, None) => Kind::Room,
    })
}

/// What a set needs to know of the shot.
pub struct Set<'a> {
    pub kind: Kind,
    pub place: &'a Place,
    /// The set's own chance: the same in every shot there.
    pub seed: u64,
    /// The camera is far enough for things before the people.
    pub deep: bool,
    /// The camera looks from above.
    pub above: bool,
}

impl<'a> Set<'a> {
    pub fn new(place: &'a Place, deep: bool, above: bool) -> Self {
        Self { kind: kind_of(place), place, seed: hash(&place.name), deep, above }
    }

    pub fn rng(&self, salt: u64) -> Rng {
        Rng::new(self.seed ^ salt.wrapping_mul(0x9e37))
    }

    pub fn says(&self, phrases: &str) -> bool {
        any(&words(&self.place.name), phrases) || any(&words(&self.place.description), phrases)
    }

    /// One of the choices, the same in every shot.
    pub fn pick(&self, salt: u64, from: &[u32]) -> crate::colour::Rgb {
        crate::colour::rgb(self.rng(salt).pick(from).unwrap_or(0x80_8080))
    }
}

/// Paints the set's layers.
pub fn build(s: &mut Studio<'_>, set: &Set<'_>) {
    match set.kind {
        Kind::Backdrop => rooms::backdrop(s),
        Kind::Living | Kind::Room => home::living(s, set),
        Kind::Bedroom => home::bedroom(s, set),
        Kind::Kitchen => home::kitchen(s, set),
        Kind::Bathroom => home::bathroom(s, set),
        Kind::Cabin => home::cabin(s, set),
        Kind::Corridor => rooms::corridor(s, set),
        Kind::Stairs => rooms::stairs(s, set),
        Kind::Office => rooms::office(s, set),
        Kind::Laboratory => rooms::laboratory(s, set),
        Kind::Warehouse => rooms::warehouse(s, set),
        Kind::Prison => rooms::prison(s, set),
        Kind::Hospital => public::hospital(s, set),
        Kind::Classroom => public::classroom(s, set),
        Kind::Library => public::library(s, set),
        Kind::Cafe => public::cafe(s, set),
        Kind::Bar => public::bar(s, set),
        Kind::Restaurant => public::restaurant(s, set),
        Kind::Shop => public::shop(s, set),
        Kind::Church => strange::church(s, set),
        Kind::Castle => strange::castle(s, set),
        Kind::Court => strange::court(s, set),
        Kind::Stage => strange::stage(s, set),
        Kind::Cave => strange::cave(s, set),
        Kind::Spaceship => strange::spaceship(s, set),
        Kind::Space => strange::space(s, set),
        Kind::Ruin => strange::ruin(s, set),
        Kind::CarInside => travel::car(s, set),
        Kind::TrainInside => travel::train(s, set),
        Kind::PlaneInside => travel::plane(s, set),
        Kind::Station => travel::station(s, set),
        Kind::Airport => travel::airport(s, set),
        Kind::Road => travel::road(s, set),
        Kind::Street => city::street(s, set),
        Kind::Market => city::market(s, set),
        Kind::Alley => city::alley(s, set),
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
        Kind::Swamp => water::swamp(s, set),
        Kind::Beach => water::beach(s, set),
        Kind::Sea => water::sea(s, set),
        Kind::Harbour => water::harbour(s, set),
        Kind::Lighthouse => water::lighthouse(s, set),
    }
}
