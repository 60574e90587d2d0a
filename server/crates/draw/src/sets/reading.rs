//! Which kind of place a heading means. Many words mean one thing alone and another in company: a ship's bridge, a river's
//! bank, a food court.

use super::Kind;
use crate::reading::words::{any_noun, words};
use model::{Place, Staging};

/// Words in company, the kind they usually mean, and the kind when the heading says the other of inside and outside.
type Rule = (&'static str, Kind, Kind);

/// Looked through in this order, before the plain words of [`Kind::names`].
const RULES: &[Rule] = &[
    (
        "spaceship,starship,spacecraft,space station,space ship,star ship,lunar base,moon base",
        Kind::Spaceship,
        Kind::Space,
    ),
    ("space shuttle,rocket", Kind::Spaceship, Kind::Space),
    ("ship yard,shipyard,boat yard,boatyard,ferry dock,ferry landing,ferry pier", Kind::Harbour, Kind::Warehouse),
    ("ferry terminal,ferry port,cruise terminal", Kind::Harbour, Kind::Airport),
    ("boat house,boathouse,boat shed", Kind::Warehouse, Kind::Harbour),
    ("bridge of the ship,ship bridge,ship's bridge,captain's bridge,command bridge", Kind::ShipInside, Kind::Sea),
    ("wheelhouse,wheel house,pilot house,stateroom,captain's cabin", Kind::ShipInside, Kind::Sea),
    (
        "ship bow,boat bow,ferry bow,bow of the,ship stern,stern of the,upper deck,lower deck,on deck,foredeck,forecastle",
        Kind::Sea,
        Kind::ShipInside,
    ),
    ("quarterdeck,poop deck,crow's nest,afterdeck,sundeck,sun deck", Kind::Sea, Kind::ShipInside),
    ("oil rig,oil platform,drilling platform", Kind::Sea, Kind::Warehouse),
    ("police station,precinct,sheriff station,sheriff's station", Kind::Office, Kind::Street),
    ("fire station,firehouse,power station,power plant,pumping station,bus depot", Kind::Warehouse, Kind::Street),
    ("radio station,tv station,television station,weather station,research station", Kind::Laboratory, Kind::Street),
    (
        "control tower,tv studio,television studio,radio studio,recording studio,film studio",
        Kind::Laboratory,
        Kind::Street,
    ),
    ("gas station,petrol station,filling station,service station,truck stop,toll booth", Kind::Road, Kind::Shop),
    ("bus stop,bus shelter,bus station,bus terminal,taxi rank,taxi stand", Kind::Street, Kind::Airport),
    ("railway bridge,railroad bridge,train bridge,rope bridge,suspension bridge", Kind::Bridge, Kind::Corridor),
    ("train station,railway station,subway station,metro station,tube station", Kind::Station, Kind::Airport),
    (
        "train platform,station platform,train tracks,railway tracks,railroad tracks,railway",
        Kind::Station,
        Kind::Airport,
    ),
    ("train corridor,train bathroom,corridor of the train", Kind::TrainInside, Kind::Station),
    ("car park,parking garage,parking lot,parking space,parking,underground garage", Kind::Street, Kind::Warehouse),
    ("car wash,car showroom,car dealership,car repair,truck depot", Kind::Warehouse, Kind::Street),
    ("river bank,riverbank,bank of the,banks of the,river's edge,lake shore,riverside", Kind::Swamp, Kind::Swamp),
    ("snow bank,ski slope,ice rink,ice field,ice floe", Kind::Snowfield, Kind::Stage),
    ("sand bank,sandbank,sand bar,sandbar,sea front,seafront,sea shore", Kind::Beach, Kind::Restaurant),
    ("beach house,beach hut", Kind::Beach, Kind::Living),
    ("lake house,river house,tree house,farm house,farmhouse,guest house,summer house", Kind::Village, Kind::Living),
    ("tower block,apartment building,apartment block,office building,office block", Kind::Street, Kind::Corridor),
    ("food court,ice cream,snack bar,coffee bar,salad bar,juice bar,milk bar,sushi bar", Kind::Cafe, Kind::Street),
    ("cafeteria,canteen,mess hall", Kind::Cafe, Kind::Street),
    (
        "tennis court,basketball court,squash court,football pitch,playing field,sports field",
        Kind::Park,
        Kind::Warehouse,
    ),
    ("golf course,golf club,race track,school yard,schoolyard,skate park", Kind::Park, Kind::Restaurant),
    ("gym,gymnasium,sports hall,dojo", Kind::Warehouse, Kind::Street),
    ("boxing ring,wrestling ring,circus ring,circus tent,circus", Kind::Stage, Kind::Field),
    ("prison yard", Kind::Alley, Kind::Prison),
    ("scrap yard,junk yard,junkyard,scrapyard,building site,construction site", Kind::Ruin, Kind::Warehouse),
    ("mine field,minefield,open space,camp site,campsite", Kind::Field, Kind::Cabin),
    ("phone store,phone shop,cell phone,bike shop,hardware store,flower shop", Kind::Shop, Kind::Street),
    ("bookshop,book shop,book store,bookstore", Kind::Library, Kind::Street),
    ("pool hall,billiard room,wine bar,hotel bar,airport bar,cocktail bar", Kind::Bar, Kind::Street),
    ("kitchen garden,roof garden,beer garden,school garden,botanical garden", Kind::Garden, Kind::Garden),
    ("kitchen,galley", Kind::Kitchen, Kind::Village),
    ("corridor,hallway", Kind::Corridor, Kind::Street),
];

/// Vessels whose rooms are ships' rooms.
const SHIPS: &str = "ship,boat,ferry,ferryboat,yacht,trawler,submarine,liner,steamer,steamboat,riverboat,barge,vessel,warship,\
    galleon,frigate,schooner,tanker,freighter,destroyer,u-boat,tugboat,tug,houseboat,sailboat,lifeboat,aircraft carrier";
/// Rooms that are drawn as such on a ship too.
const ROOMS_ABOARD: &str = "kitchen,galley,bar,restaurant,dining room,ballroom,casino,bathroom,theatre,theater,shop,library,\
    hospital,chapel,brig,laboratory,corridor,hallway,passageway,stairs,staircase";
/// Rooms that only a ship with a name of its own needs its description to tell from those of a house.
const SHIP_ROOMS: &str =
    "cabin,saloon,salon,bridge,hold,berth,deck,lounge,quarters,engine room,crew quarters,mess,bunk";

/// The kind of place that is meant: by its id, and else by its words. The name counts before the description; where neither says,
/// inside or outside decides.
pub fn kind_of(staging: &Staging) -> Kind {
    by_id(staging).unwrap_or_else(|| by_words(&staging.place))
}

/// The kind of the id that the staging carries.
fn by_id(staging: &Staging) -> Option<Kind> {
    if staging.set == super::BACKDROP {
        return Some(Kind::Backdrop);
    }
    let does = |deed: &str| staging.figures.iter().any(|figure| figure.acts.iter().any(|act| act == deed));
    if staging.set == "sea" && (does("swim") || does("row")) {
        return Some(Kind::Ground);
    }
    super::ids::kind(&staging.set, staging.place.interior, !staging.walls.is_empty())
}

/// The kind that a place's words mean, where no id is known.
fn by_words(place: &Place) -> Kind {
    let (name, text) = (words(&place.name), words(&place.description));
    let fits = |k: Kind| place.interior.is_none_or(|inside| inside == k.inside() || k == Kind::Backdrop);
    let known = |text: &[String], strict: bool| {
        Kind::ALL.iter().copied().filter(|&k| !strict || fits(k)).find(|&k| any_noun(text, k.names()))
    };
    let ruled = |text: &[String]| {
        let rule = RULES.iter().find(|(phrases, ..)| any_noun(text, phrases))?;
        Some(if fits(rule.1) { rule.1 } else { rule.2 }).filter(|&k| fits(k))
    };
    if let Some(kind) = aboard(&name, &text, place.interior) {
        return kind;
    }
    let found = ruled(&name).or_else(|| known(&name, true)).or_else(|| known(&text, true));
    // "INT. HOUSE" is a room; "EXT. CAFE" is the street before it.
    found.unwrap_or_else(|| match (place.interior, known(&name, false)) {
        (Some(true), Some(Kind::Village | Kind::Farm | Kind::Garden)) => Kind::Living,
        // A bridge with a roof is a ship's.
        (Some(true), Some(Kind::Sea | Kind::Bridge)) => Kind::ShipInside,
        (Some(true), Some(Kind::Harbour | Kind::Lighthouse | Kind::Forest | Kind::Mountain)) => Kind::Cabin,
        (Some(true), Some(Kind::Station)) => Kind::Airport,
        (Some(true), _) => Kind::Room,
        (Some(false), Some(Kind::Church | Kind::Castle)) => Kind::Village,
        (Some(false), Some(Kind::Cabin | Kind::Living | Kind::Bedroom | Kind::Kitchen)) => Kind::Village,
        (Some(false), Some(Kind::Warehouse)) => Kind::Alley,
        (Some(false), Some(Kind::TrainInside)) if any_noun(&name, "train,carriage") => Kind::Station,
        (Some(false), Some(Kind::CarInside | Kind::TrainInside)) => Kind::Road,
        (Some(false), Some(Kind::ShipInside)) => Kind::Sea,
        (Some(false), Some(k)) if k.inside() => Kind::Street,
        (_, Some(k)) => k,
        (Some(false), None) => Kind::Open,
        (None, None) => Kind::Room,
    })
}

/// A ship's inside: a vessel is named, or a room that ships have and the description speaks of the vessel.
fn aboard(name: &[String], text: &[String], interior: Option<bool>) -> Option<Kind> {
    let flies = any_noun(name, "spaceship,starship,spacecraft,space,plane,airplane,aeroplane,jet,airship");
    let ashore =
        "boat house,boat shed,ferry terminal,ferry port,cruise terminal,ship yard,boat yard,boat shop,ferry office";
    if interior == Some(false) || flies || any_noun(name, ashore) || any_noun(name, ROOMS_ABOARD) {
        return None;
    }
    let vessel = any_noun(name, SHIPS) && (interior == Some(true) || any_noun(name, SHIP_ROOMS));
    let room = any_noun(name, SHIP_ROOMS) && interior == Some(true) && any_noun(text, SHIPS);
    // "Cabin" is a house in the woods more often than a ship's, "deck" may be of cards: the name's vessel decides.
    let open = interior.is_none() && any_noun(name, "deck");
    ((vessel || room) && !open).then_some(Kind::ShipInside)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inside(name: &str) -> Kind {
        by_words(&Place { name: name.to_owned(), interior: Some(true), ..Place::default() })
    }

    fn outside(name: &str) -> Kind {
        by_words(&Place { name: name.to_owned(), interior: Some(false), ..Place::default() })
    }

    #[test]
    fn the_cabin_of_a_vessel_is_a_ships_and_a_cabin_in_the_woods_is_not() {
        for name in
            ["FERRY CABIN", "SHIP'S CABIN", "CAPTAIN'S CABIN", "BOAT", "SUBMARINE", "YACHT - SALOON", "TRAWLER HOLD"]
        {
            assert_eq!(inside(name), Kind::ShipInside, "{name}");
        }
        assert_eq!(inside("LOG CABIN"), Kind::Cabin);
        assert_eq!(inside("CABIN"), Kind::Cabin);
        let described = Place {
            name: "CABIN".to_owned(),
            description: "Low and narrow; the ferry rolls.".to_owned(),
            interior: Some(true),
            ..Place::default()
        };
        assert_eq!(by_words(&described), Kind::ShipInside);
        assert_eq!(outside("FERRY"), Kind::Sea);
        assert_eq!(outside("FERRY DOCK"), Kind::Harbour);
        assert_eq!(inside("SPACESHIP BRIDGE"), Kind::Spaceship);
        assert_eq!(inside("PLANE CABIN"), Kind::PlaneInside);
        assert_eq!(inside("CRUISE SHIP BAR"), Kind::Bar);
    }

    #[test]
    fn a_bridge_with_a_roof_is_a_ships_and_one_without_crosses_a_river() {
        assert_eq!(inside("BRIDGE"), Kind::ShipInside);
        assert_eq!(inside("SHIP'S BRIDGE"), Kind::ShipInside);
        assert_eq!(outside("BRIDGE"), Kind::Bridge);
        assert_eq!(outside("RAILWAY BRIDGE"), Kind::Bridge);
        assert_eq!(outside("BOW OF THE SHIP"), Kind::Sea);
    }

    #[test]
    fn a_river_has_banks_that_hold_no_money() {
        assert_eq!(outside("RIVER BANK"), Kind::Swamp);
        assert_eq!(outside("THE BANKS OF THE SEINE"), Kind::Swamp);
        assert_eq!(inside("BANK"), Kind::Office);
        assert_eq!(outside("BANK"), Kind::Street);
        assert_eq!(outside("SAND BANK"), Kind::Beach);
    }

    #[test]
    fn a_station_is_told_by_what_stops_there() {
        assert_eq!(outside("STATION"), Kind::Station);
        assert_eq!(outside("TRAIN STATION"), Kind::Station);
        assert_eq!(inside("POLICE STATION"), Kind::Office);
        assert_eq!(outside("POLICE STATION"), Kind::Street);
        assert_eq!(outside("PETROL STATION"), Kind::Road);
        assert_eq!(inside("GAS STATION"), Kind::Shop);
        assert_eq!(inside("SPACE STATION"), Kind::Spaceship);
        assert_eq!(inside("FIRE STATION"), Kind::Warehouse);
        assert_eq!(outside("BUS STATION"), Kind::Street);
    }

    #[test]
    fn courts_bars_and_rings_are_told_by_their_company() {
        assert_eq!(inside("COURT"), Kind::Court);
        assert_eq!(outside("TENNIS COURT"), Kind::Park);
        assert_eq!(inside("FOOD COURT"), Kind::Cafe);
        assert_eq!(inside("BAR"), Kind::Bar);
        assert_eq!(inside("SNACK BAR"), Kind::Cafe);
        assert_eq!(outside("SAND BAR"), Kind::Beach);
        assert_eq!(inside("BOXING RING"), Kind::Stage);
        assert_eq!(inside("ICE CREAM PARLOUR"), Kind::Cafe);
    }

    #[test]
    fn a_room_of_an_institution_is_that_room() {
        assert_eq!(inside("RESTAURANT KITCHEN"), Kind::Kitchen);
        assert_eq!(inside("CASTLE KITCHEN"), Kind::Kitchen);
        assert_eq!(inside("HOSPITAL CORRIDOR"), Kind::Corridor);
        assert_eq!(inside("HOTEL CORRIDOR"), Kind::Corridor);
        assert_eq!(inside("HOSPITAL CAFETERIA"), Kind::Cafe);
        assert_eq!(inside("HOTEL ROOM"), Kind::Bedroom);
        assert_eq!(outside("PRISON YARD"), Kind::Alley);
    }

    #[test]
    fn vehicles_are_told_from_where_they_stop_and_from_like_words() {
        assert_eq!(inside("TRAIN"), Kind::TrainInside);
        assert_eq!(inside("SCHOOL BUS"), Kind::TrainInside);
        assert_eq!(inside("TRAINING ROOM"), Kind::Room);
        assert_eq!(outside("CAR PARK"), Kind::Street);
        assert_eq!(outside("PARKING LOT"), Kind::Street);
        assert_eq!(inside("PARKING GARAGE"), Kind::Warehouse);
        assert_eq!(outside("TRAIN"), Kind::Station);
        assert_eq!(outside("LAKE"), Kind::Swamp);
    }
}
