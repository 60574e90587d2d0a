//! The kinds of place that have a set of their own, and the words each is known by.

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
    Chamber, true, "—";
    Front, false, "—";
    Ground, false, "—";
    UnderWater, false, "—";
    Spaceship, true, "spaceship,starship,space station,cockpit of the ship,airlock,space shuttle,spacecraft";
    Space, false, "outer space,space,orbit,moon surface,surface of the moon,mars,planet,asteroid";
    TrainInside, true, "train compartment,train car,train carriage,subway car,dining car,sleeping car,sleeper car,railway car,carriage,compartment,train,tram,streetcar,bus,minibus,school bus";
    ShipInside, true, "wheelhouse,pilot house,captain's cabin,captain's quarters,stateroom,below deck,below decks,engine room,submarine";
    Station, false, "train station,railway station,station platform,platform,railway,subway station,metro,station";
    PlaneInside, true, "plane cabin,cockpit,flight deck,airplane,aeroplane,aircraft,airliner,plane,jet";
    Airport, true, "airport,departure lounge,terminal,departures";
    CarInside, true, "inside the car,in the car,car interior,police car,taxi,car,cab,van,truck,ambulance,limousine";
    Lighthouse, false, "lighthouse";
    Harbour, false, "harbour,harbor,dock,docks,pier,wharf,quay,marina,jetty";
    Sea, false, "at sea,open sea,deck of the ship,ship,boat,sea,ocean,yacht,deck,raft,ferry,steamer,trawler,barge";
    Beach, false, "beach,shore,seashore,coast,dunes by the sea,sand";
    Rooftop, false, "rooftop,roof";
    Bridge, false, "bridge,footbridge,viaduct";
    Alley, false, "alley,alleyway,back street,backstreet,lane behind";
    Graveyard, false, "graveyard,cemetery,grave,churchyard";
    Church, true, "church,chapel,cathedral,temple,mosque,monastery,abbey,synagogue,altar";
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
    Corridor, true, "corridor,hallway,hall,passage,lobby,elevator,lift,foyer,hotel";
    Living, true, "living room,sitting room,lounge,parlour,parlor,apartment,flat,front room,den,house interior";
    Cabin, true, "cabin,hut,cottage interior,log cabin,tent,lodge";
    Forest, false, "forest,wood,woods,jungle,grove,rainforest,clearing,trees,woodland";
    Swamp, false, "swamp,marsh,river,riverbank,stream,pond,creek,waterfall,bog,lake,lakeside,lakeshore,canal";
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
