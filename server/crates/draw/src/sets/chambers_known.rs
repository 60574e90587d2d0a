//! The rooms of places that the lexicon knows.

use super::chambers::{BARE, BOARDS, Hung, LARGE, Room, SMALL, TILES, TINY, USUAL, Wall, of_walls, room};
use crate::props::Prop::*;

/// What a place has in it.
pub fn of_id(id: &str, walls: &str) -> Room {
    if matches!(
        id,
        "room"
            | "house"
            | "cottage"
            | "cabin"
            | ""
            | "kitchen"
            | "bedroom"
            | "living room"
            | "study"
            | "hall"
            | "corridor"
    ) {
        return of_walls(walls);
    }
    if id == "cellar" && walls == "stone" {
        return of_walls(walls);
    }
    known(id).unwrap_or_else(|| of_walls(walls))
}

fn known(id: &str) -> Option<Room> {
    leisure(id).or_else(|| domestic(id)).or_else(|| public(id)).or_else(|| working(id)).or_else(|| afloat(id))
}

fn leisure(id: &str) -> Option<Room> {
    Some(match id {
        "canteen" => room(
            Wall::Plaster(0xb8b89a),
            0x8a8a80,
            TILES,
            LARGE,
            &[Hung::Lights, Hung::Counter, Hung::Board],
            &[Desk, Chair, Desk, Chair],
        ),
        "nightclub" => room(
            Wall::Drapes(0x3a2450),
            0x2a2430,
            TILES,
            LARGE,
            &[Hung::Stars, Hung::Bottles, Hung::Lights],
            &[Machine, Drum],
        ),
        "clubhouse" => room(
            Wall::Wood(0x5a3a26),
            0x5a2a2a,
            BARE,
            USUAL,
            &[Hung::Pictures, Hung::Fireplace, Hung::Lamp],
            &[Sofa, Sofa],
        ),
        "bakery" => room(
            Wall::Brick(0xa8704f),
            0xa89a80,
            TILES,
            USUAL,
            &[Hung::Shelves, Hung::Counter, Hung::Lamp],
            &[Fire, Basket, Plate],
        ),
        "casino" => room(
            Wall::Drapes(0x6a2430),
            0x5a2a30,
            BARE,
            LARGE,
            &[Hung::Chandelier, Hung::Screens],
            &[Desk, Machine, Machine],
        ),
        "gallery" => room(
            Wall::Plaster(0xe4e0d8),
            0x9a7a54,
            BOARDS,
            LARGE,
            &[Hung::Pictures, Hung::Pictures, Hung::Lights],
            &[Sofa],
        ),
        "museum" => room(
            Wall::Plaster(0xb8b0a0),
            0x9a9488,
            TILES,
            LARGE,
            &[Hung::Columns, Hung::Arched, Hung::Pictures],
            &[Statue, Box, Skull],
        ),
        "aquarium" => room(Wall::Plaster(0x1f3a54), 0x26323c, BARE, LARGE, &[Hung::Fish, Hung::Fish], &[]),
        "gym" => room(
            Wall::Plaster(0xa8a89a),
            0xb08a58,
            BOARDS,
            LARGE,
            &[Hung::Racks, Hung::Lights, Hung::Small],
            &[Ball, Ladder, Drum, Ball],
        ),
        "indoor pool" | "pool" => {
            room(Wall::Tile(0x9fc4d0), 0x9ab4bc, TILES, LARGE, &[Hung::Water, Hung::Window, Hung::Lights], &[Chair])
        }
        "ice rink" => room(Wall::Plaster(0xb0bcc4), 0xe4eef4, BARE, LARGE, &[Hung::Lights, Hung::Seats], &[]),
        "pool hall" => {
            room(Wall::Wood(0x4a3424), 0x4a3a30, BOARDS, USUAL, &[Hung::Lamp, Hung::Lamp, Hung::Racks], &[Desk, Chair])
        }
        "cinema" => room(Wall::Drapes(0x5a1f26), 0x2a2226, BARE, LARGE, &[Hung::Canvas, Hung::Seats], &[]),
        "projection room" => room(
            Wall::Brick(0x4a3a34),
            0x3a3432,
            BARE,
            SMALL,
            &[Hung::Small, Hung::Bulb, Hung::Shelves],
            &[Machine, Wheel],
        ),
        "ballroom" => room(
            Wall::Plaster(0xd8c8a0),
            0xa8804a,
            BOARDS,
            LARGE,
            &[Hung::Chandelier, Hung::Mirror, Hung::Arched, Hung::Columns],
            &[],
        ),
        _ => return shows(id),
    })
}

/// Where something is shown or rehearsed.
fn shows(id: &str) -> Option<Room> {
    Some(match id {
        "circus" => room(Wall::Canvas(0xb8443c), 0xc8a468, BARE, LARGE, &[Hung::Seats, Hung::Lights], &[Drum, Ball]),
        "shooting range" => room(Wall::Concrete, 0x6a6a6a, BARE, LARGE, &[Hung::Board, Hung::Lights], &[Desk, Desk]),
        "dance studio" => room(Wall::Mirror, 0xb08a58, BOARDS, LARGE, &[Hung::Racks, Hung::Window], &[Piano]),
        "studio" => room(
            Wall::Plaster(0xc8c0b0),
            0x8a7050,
            BOARDS,
            LARGE,
            &[Hung::Window, Hung::Window],
            &[Painting, Painting, Bucket],
        ),
        "tv studio" => {
            room(Wall::Plaster(0x2a3a5a), 0x3a3c44, BARE, LARGE, &[Hung::Screens, Hung::Lights], &[Desk, Tv])
        }
        "recording studio" => {
            room(Wall::Drapes(0x3a3a40), 0x4a3a30, BARE, USUAL, &[Hung::Screens, Hung::Lamp], &[Piano, Drum, Machine])
        }
        "dressing room" => room(
            Wall::Plaster(0xb89a8a),
            0x7a5a4a,
            BOARDS,
            SMALL,
            &[Hung::Mirror, Hung::Lights, Hung::Hooks],
            &[Desk, Chair],
        ),
        "changing room" => room(Wall::Tile(0xb0bcb8), 0x8a9490, TILES, USUAL, &[Hung::Lockers, Hung::Lights], &[Sofa]),
        "barber" => room(
            Wall::Tile(0xd8d4c8),
            0x4a4a4e,
            TILES,
            USUAL,
            &[Hung::Mirror, Hung::Mirror, Hung::Bottles],
            &[Chair, Chair],
        ),
        _ => return None,
    })
}

fn domestic(id: &str) -> Option<Room> {
    Some(match id {
        "dormitory" => {
            room(Wall::Plaster(0x9aa49a), 0x8a6a4a, BOARDS, LARGE, &[Hung::Beds, Hung::Small, Hung::Bulb], &[])
        }
        "nursery" => room(
            Wall::Plaster(0xe0c8b0),
            0xb8946a,
            BOARDS,
            USUAL,
            &[Hung::Window, Hung::Stars, Hung::Pictures],
            &[Cradle, Ball, Doll],
        ),
        "dining room" => room(
            Wall::Wood(0x6a4630),
            0x6a4a30,
            BOARDS,
            USUAL,
            &[Hung::Chandelier, Hung::Pictures, Hung::Window],
            &[Desk, Chair, Desk],
        ),
        "doll's house" => {
            room(Wall::Plaster(0xe0a8b8), 0xb89a70, BOARDS, SMALL, &[Hung::Window, Hung::Pictures], &[Bed, Doll])
        }
        "attic" => room(
            Wall::Wood(0x8a6a48),
            0x7a5a3c,
            BOARDS,
            SMALL,
            &[Hung::Beams, Hung::Round],
            &[TreasureChest, Box, Box, Mirror],
        ),
        "cellar" | "trench dugout" => room(
            Wall::Brick(0x6a4a3e),
            0x5a524c,
            BARE,
            USUAL,
            &[Hung::Vault, Hung::Bottles, Hung::Bulb],
            &[Barrel, Barrel, Box],
        ),
        "closet" => room(Wall::Wood(0x9a7a58), 0x7a5a3c, BOARDS, TINY, &[Hung::Hooks, Hung::Bulb], &[Broom, Box]),
        "laundry" => {
            room(Wall::Tile(0xc4d0d4), 0x8a9498, TILES, USUAL, &[Hung::Washers, Hung::Lights], &[Basket, Basket])
        }
        "conservatory" | "garden" => {
            room(Wall::Glass, 0xa89a80, TILES, USUAL, &[Hung::Plants, Hung::Plants], &[Chair, Bucket])
        }
        "porch" => room(
            Wall::Wood(0xb0a890),
            0x9a8a70,
            BOARDS,
            USUAL,
            &[Hung::Doors, Hung::Window, Hung::Lamp],
            &[Chair, Basket],
        ),
        "assembly hall" => {
            room(Wall::Plaster(0xb0a890), 0x8a6a48, BOARDS, LARGE, &[Hung::Window, Hung::Seats, Hung::Lights], &[Desk])
        }
        "lobby" | "hotel" => room(
            Wall::Wood(0x8a6444),
            0x7a2a30,
            BARE,
            LARGE,
            &[Hung::Counter, Hung::Boxes, Hung::Chandelier],
            &[Sofa, Suitcase],
        ),
        "lift" => room(Wall::Metal, 0x4a4c50, BARE, TINY, &[Hung::Doors, Hung::Lights, Hung::Dials], &[]),
        "elevator shaft" => room(Wall::Concrete, 0x2a2a2c, BARE, TINY, &[Hung::Pipes, Hung::Bulb], &[]),
        "mirrors" => room(Wall::Mirror, 0x3a3a44, TILES, USUAL, &[Hung::Mirror, Hung::Mirror], &[]),
        "tree house" => room(Wall::Wood(0x8a6a42), 0x7a5a3a, BOARDS, SMALL, &[Hung::Plants, Hung::Round], &[Rope, Box]),
        "igloo" => room(Wall::Ice, 0xc8d8e0, BARE, SMALL, &[Hung::Lamp], &[Blanket, Blanket, Bucket]),
        "tent" | "camp" | "field hospital" | "desert" | "battlefield" => {
            room(Wall::Canvas(0xb89a6a), 0x8a7450, BARE, SMALL, &[Hung::Lamp], &[Bed, TreasureChest, Bucket])
        }
        "monk's cell" => {
            room(Wall::Plaster(0xc8c0ac), 0x8a7a64, BARE, SMALL, &[Hung::Small, Hung::Arched], &[Bed, Candle])
        }
        _ => return None,
    })
}

fn public(id: &str) -> Option<Room> {
    Some(match id {
        "meeting room" => room(
            Wall::Plaster(0xb8bcc0),
            0x5a5e66,
            BARE,
            USUAL,
            &[Hung::Board, Hung::Lights, Hung::Window],
            &[Desk, Chair, Desk],
        ),
        "bank" | "post office" => {
            room(Wall::Marble, 0xa8a094, TILES, LARGE, &[Hung::Counter, Hung::Columns, Hung::Lamp], &[Desk])
        }
        "vault" => room(Wall::Metal, 0x4a4e54, BARE, USUAL, &[Hung::Boxes, Hung::Boxes, Hung::Lights], &[Gold, Cart]),
        "phone box" => room(Wall::Glass, 0x4a4a4a, BARE, TINY, &[Hung::Dials], &[]),
        "morgue" => room(Wall::Tile(0xb4c0c0), 0x8a9494, TILES, USUAL, &[Hung::Drawers, Hung::Lights], &[Bed]),
        "funeral home" | "mausoleum" | "cemetery" => {
            room(Wall::Marble, 0x8a8680, TILES, USUAL, &[Hung::Arched, Hung::Lamp], &[Flower, Coffin, Flower])
        }
        "operating room" => {
            room(Wall::Tile(0x9fc0b8), 0x8aa09a, TILES, USUAL, &[Hung::Lights, Hung::Screens], &[Bed, Machine])
        }
        "dentist" => {
            room(Wall::Plaster(0xc8dce0), 0x9ab0b4, TILES, USUAL, &[Hung::Lights, Hung::Small], &[Chair, Machine])
        }
        "waiting room" => room(
            Wall::Plaster(0xc0c0b0),
            0x8a8a84,
            TILES,
            USUAL,
            &[Hung::Pictures, Hung::Window, Hung::Lights],
            &[Chair, Chair, Chair, Chair],
        ),
        "interrogation room" => {
            room(Wall::Concrete, 0x5a5c5e, BARE, USUAL, &[Hung::Mirror, Hung::Lamp], &[Chair, Desk, Chair])
        }
        "observatory" => {
            room(Wall::Plaster(0x3a4258), 0x4a4a54, BARE, LARGE, &[Hung::Stars, Hung::Vault], &[Telescope, Desk])
        }
        "weather station" => {
            room(Wall::Wood(0x6a6a64), 0x6a5a48, BOARDS, SMALL, &[Hung::Dials, Hung::Board, Hung::Small], &[Desk, Bed])
        }
        "bell tower" => room(Wall::Stone, 0x7a6a54, BOARDS, USUAL, &[Hung::Bell, Hung::Arched, Hung::Beams], &[Rope]),
        "temple" => {
            room(Wall::Stone, 0x7a6a58, TILES, LARGE, &[Hung::Columns, Hung::Statue, Hung::Lamp], &[Candle, Candle])
        }
        "mosque" => {
            room(Wall::Tile(0x3f7f98), 0x8a3a3a, BARE, LARGE, &[Hung::Columns, Hung::Arched, Hung::Chandelier], &[])
        }
        "synagogue" => room(
            Wall::Plaster(0xd0c4a4),
            0x8a6a48,
            BOARDS,
            LARGE,
            &[Hung::Arched, Hung::Lamp, Hung::Seats],
            &[Desk, Candle],
        ),
        "subway station" => {
            room(Wall::Tile(0xd0ccbc), 0x6a6a6a, TILES, LARGE, &[Hung::Rails, Hung::Lights, Hung::Board], &[Sofa])
        }
        "car park inside" => room(Wall::Concrete, 0x6a6c6e, BARE, LARGE, &[Hung::Columns, Hung::Lights], &[Car]),
        "car wash" => room(Wall::Tile(0x9ab8c8), 0x6a787e, BARE, LARGE, &[Hung::Pipes, Hung::Water], &[Car]),
        "market hall" => room(
            Wall::Metal,
            0x8a8478,
            TILES,
            LARGE,
            &[Hung::Lamp, Hung::Shelves, Hung::Lamp],
            &[Basket, Basket, Box, Barrel],
        ),
        "fire station" => room(Wall::Brick(0x9a5a48), 0x77787a, BARE, LARGE, &[Hung::Hooks, Hung::Lights], &[Truck]),
        _ => return None,
    })
}

fn working(id: &str) -> Option<Room> {
    Some(match id {
        "control room" => {
            room(Wall::Metal, 0x4a5058, BARE, USUAL, &[Hung::Screens, Hung::Dials, Hung::Lights], &[Desk, Chair])
        }
        "server room" => room(
            Wall::Metal,
            0x3a4048,
            TILES,
            USUAL,
            &[Hung::Boxes, Hung::Stars, Hung::Lights],
            &[Machine, Machine, Machine],
        ),
        "darkroom" => room(
            Wall::Plaster(0x5a1f1c),
            0x2a1a1a,
            BARE,
            SMALL,
            &[Hung::Hooks, Hung::Pictures, Hung::Bulb],
            &[Desk, Bucket],
        ),
        "factory" => room(
            Wall::Brick(0x7a5a4a),
            0x6a6a68,
            BARE,
            LARGE,
            &[Hung::Pipes, Hung::Window, Hung::Lights],
            &[Machine, Machine, Wheel],
        ),
        "hangar" | "airfield" => room(Wall::Metal, 0x7a7c80, BARE, LARGE, &[Hung::Vault, Hung::Lights], &[Plane]),
        "barn" => room(
            Wall::Wood(0x7a4a34),
            0xa88a50,
            BARE,
            LARGE,
            &[Hung::Beams, Hung::Hay, Hung::Tools],
            &[Cart, Bucket, Wheel],
        ),
        "boathouse" => {
            room(Wall::Wood(0x7a6a54), 0x6a5a44, BOARDS, LARGE, &[Hung::Beams, Hung::Tools, Hung::Water], &[Boat, Rope])
        }
        "swamp well" => room(Wall::Stone, 0x8a7a64, BARE, SMALL, &[Hung::Small, Hung::Beams], &[Well, Bucket]),
        "gate" | "bridge" => room(Wall::Stone, 0x7a746a, BARE, SMALL, &[Hung::Arched, Hung::Torch], &[Barrel]),
        _ => return None,
    })
}

fn afloat(id: &str) -> Option<Room> {
    Some(match id {
        "box car" | "wagon" => {
            room(Wall::Wood(0x8a5a3c), 0x8a7048, BOARDS, SMALL, &[Hung::Doors, Hung::Hay], &[Box, Barrel])
        }
        "locomotive" => {
            room(Wall::Metal, 0x3a3a3c, BARE, SMALL, &[Hung::Dials, Hung::Pipes, Hung::Fireplace], &[Spade])
        }
        "carriage horse" => room(Wall::Drapes(0x5a2430), 0x3a2a26, BARE, TINY, &[Hung::Window, Hung::Lamp], &[Sofa]),
        "helicopter" => room(Wall::Metal, 0x4a5048, BARE, SMALL, &[Hung::Window, Hung::Dials], &[Sofa]),
        "ship hold" => room(
            Wall::Wood(0x5a4630),
            0x4a3a28,
            BOARDS,
            USUAL,
            &[Hung::Beams, Hung::Lamp, Hung::Pallets],
            &[Barrel, Barrel, Box, Rope],
        ),
        "submarine base" => {
            room(Wall::Concrete, 0x5a5e62, BARE, LARGE, &[Hung::Water, Hung::Lights, Hung::Pipes], &[Barrel])
        }
        "lighthouse" => room(
            Wall::Plaster(0xe0dccc),
            0x7a7268,
            BARE,
            SMALL,
            &[Hung::Round, Hung::Round, Hung::Lamp],
            &[Ladder, Rope],
        ),
        "lamp room" => room(Wall::Glass, 0x6a6258, BARE, SMALL, &[Hung::Lens], &[]),
        _ => return None,
    })
}
