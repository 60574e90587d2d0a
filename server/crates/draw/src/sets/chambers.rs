//! What rooms are built of, and what stands and hangs in them, by the ids of places and materials.

use super::parts::Planks;
use crate::props::Prop::{self, *};

/// What walls are made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wall {
    Plaster(u32),
    Brick(u32),
    Stone,
    Mud,
    Wood(u32),
    Concrete,
    Metal,
    Canvas(u32),
    Tile(u32),
    Marble,
    Glass,
    Ice,
    Paper,
    Mirror,
    Drapes(u32),
}

/// What hangs on the back wall or from above.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hung {
    Window,
    Small,
    Round,
    Arched,
    Lamp,
    Bulb,
    Torch,
    Screens,
    Lockers,
    Mirror,
    Tools,
    Racks,
    Dials,
    Pictures,
    Bottles,
    Beams,
    Vault,
    Pipes,
    Hay,
    Shelves,
    Hooks,
    Counter,
    Canvas,
    Board,
    Columns,
    Chandelier,
    Doors,
    Washers,
    Drawers,
    Water,
    Rails,
    Fish,
    Bell,
    Lens,
    Seats,
    Beds,
    Fireplace,
    Plants,
    Stars,
    Boxes,
    Pallets,
    Lights,
    Statue,
}

/// A room.
#[derive(Clone, Copy, Debug)]
pub struct Room {
    pub wall: Wall,
    pub floor: u32,
    pub planks: Planks,
    /// Metres: half its width and its height.
    pub half: f32,
    pub high: f32,
    pub hung: &'static [Hung],
    /// Things on the floor, from the left.
    pub things: &'static [Prop],
}

pub const fn room(
    wall: Wall,
    floor: u32,
    planks: Planks,
    (half, high): (f32, f32),
    hung: &'static [Hung],
    things: &'static [Prop],
) -> Room {
    Room { wall, floor, planks, half, high, hung, things }
}

pub const BOARDS: Planks = Planks::Boards;
pub const TILES: Planks = Planks::Tiles;
pub const BARE: Planks = Planks::None;
pub const USUAL: (f32, f32) = (4.0, 2.9);
pub const SMALL: (f32, f32) = (2.4, 2.5);
pub const TINY: (f32, f32) = (1.5, 2.4);
pub const LARGE: (f32, f32) = (5.5, 4.4);

/// A room of which only the walls are known, or nothing: bare, so that it is wrong nowhere.
pub fn of_walls(walls: &str) -> Room {
    match walls {
        "mud" => room(
            Wall::Mud,
            0xa8865c,
            BARE,
            USUAL,
            &[Hung::Beams, Hung::Small, Hung::Shelves],
            &[Bucket, Basket, Blanket, TreasureChest],
        ),
        "stone" => room(Wall::Stone, 0x6f6a62, BARE, USUAL, &[Hung::Torch, Hung::Arched], &[Barrel, Desk]),
        "wood" => room(
            Wall::Wood(0x7a5434),
            0x6a4a2e,
            BOARDS,
            USUAL,
            &[Hung::Beams, Hung::Window, Hung::Hooks],
            &[Barrel, Desk, TreasureChest],
        ),
        "brick" => room(
            Wall::Brick(0x8a4f3c),
            0x6a6058,
            BARE,
            USUAL,
            &[Hung::Bulb, Hung::Pipes, Hung::Small],
            &[Barrel, Shelf],
        ),
        "concrete" => room(Wall::Concrete, 0x77787a, BARE, USUAL, &[Hung::Lights, Hung::Pipes], &[Desk]),
        "metal" => room(Wall::Metal, 0x5a6066, BARE, USUAL, &[Hung::Pipes, Hung::Lights, Hung::Dials], &[Barrel]),
        "canvas" => room(Wall::Canvas(0xb89a6a), 0x8a7450, BARE, SMALL, &[Hung::Lamp], &[Bed, TreasureChest]),
        "marble" => room(Wall::Marble, 0xb8b0a4, TILES, LARGE, &[Hung::Columns, Hung::Arched], &[Statue]),
        "tile" => room(Wall::Tile(0x8fb8b8), 0x9aa8a8, TILES, USUAL, &[Hung::Columns, Hung::Water], &[]),
        "glass" => room(Wall::Glass, 0x9a9488, TILES, USUAL, &[Hung::Plants], &[]),
        "ice" => room(Wall::Ice, 0xc8d8e0, BARE, SMALL, &[Hung::Lamp], &[Blanket, Bucket]),
        "thatch" => room(Wall::Wood(0xa8854e), 0x8a7048, BARE, SMALL, &[Hung::Beams], &[Basket, Fire, Blanket]),
        "paper" => room(Wall::Paper, 0xb89a62, BARE, USUAL, &[Hung::Lamp], &[Desk]),
        _ => room(Wall::Plaster(0xa8a294), 0x86705a, BOARDS, USUAL, &[Hung::Window, Hung::Lamp], &[Desk, Chair]),
    }
}
