//! Sheets of places.

use crate::{
    H, Sheet, W,
    people::{mara, person, place, staging, tom},
};
use model::{Age, Figure, Framing, Sex, TimeOfDay, Weather};

pub const INSIDE: &[&str] = &[
    "LIVING ROOM",
    "BEDROOM",
    "KITCHEN",
    "BATHROOM",
    "LOG CABIN",
    "CORRIDOR",
    "STAIRCASE",
    "OFFICE",
    "LABORATORY",
    "WAREHOUSE",
    "PRISON CELL",
    "HOSPITAL WARD",
    "CLASSROOM",
    "LIBRARY",
    "COFFEE SHOP",
    "BAR",
    "RESTAURANT",
    "SHOP",
    "CHURCH",
    "CASTLE",
    "COURTROOM",
    "THEATRE STAGE",
    "CAVE",
    "SPACESHIP",
    "CAR",
    "TRAIN COMPARTMENT",
    "PLANE",
    "AIRPORT",
];
pub const OUTSIDE: &[&str] = &[
    "STREET",
    "MARKET",
    "ALLEY",
    "BRIDGE",
    "ROOFTOP",
    "VILLAGE",
    "FARM",
    "GARDEN",
    "PARK",
    "GRAVEYARD",
    "FOREST",
    "FIELD",
    "MOUNTAIN",
    "DESERT",
    "ARCTIC",
    "RIVER",
    "BEACH",
    "SHIP",
    "HARBOUR",
    "LIGHTHOUSE",
    "MOON SURFACE",
    "RUINS",
    "HIGHWAY",
    "TRAIN STATION",
];

/// Every place in one shape of frame: wide, from a little farther, and of two who talk.
pub fn shape(name: &'static str, size: (u32, u32)) -> Sheet {
    let mut sheet = Sheet::new(name, if size.0 < size.1 { 12 } else { 6 });
    let places = INSIDE.iter().map(|&name| (name, true)).chain(OUTSIDE.iter().map(|&name| (name, false)));
    for (place_name, inside) in places.chain([("COCKPIT", true), ("SUBMARINE", true), ("FERRY", true)]) {
        for framing in [Framing::Establishing, Framing::Wide, Framing::TwoShot] {
            let mut figures = vec![mara()];
            if framing == Framing::TwoShot {
                figures.push(tom());
            }
            let at = place(place_name, inside, TimeOfDay::Day, Weather::Clear);
            sheet.cells.push((staging(at, framing, "Mara waits.", figures), 0, 0.4, size));
        }
    }
    sheet
}

/// Places whose names mean other things in other company, and lamps with and without a roof over them.
pub fn company() -> Vec<Sheet> {
    const NAMES: &[(&str, bool)] = &[
        ("FERRY CABIN", true),
        ("CAPTAIN'S CABIN", true),
        ("BRIDGE", true),
        ("SUBMARINE", true),
        ("TRAIN", true),
        ("SCHOOL BUS", true),
        ("SUBWAY CAR", true),
        ("COCKPIT", true),
        ("PLANE", true),
        ("CAR", true),
        ("HOSPITAL CORRIDOR", true),
        ("HOTEL CORRIDOR", true),
        ("SCHOOL CORRIDOR", true),
        ("RIVER BANK", false),
        ("PETROL STATION", false),
        ("BOW OF THE SHIP", false),
    ];
    let mut out = Vec::new();
    for (name, size) in [("company", (W, H)), ("company_tall", (270, 480))] {
        let mut sheet = Sheet::new(name, if size == (W, H) { 4 } else { 8 });
        for (i, &(place_name, inside)) in NAMES.iter().enumerate() {
            let time = if i % 4 == 3 { TimeOfDay::Night } else { TimeOfDay::Day };
            let framing = if i % 3 == 2 { Framing::Medium } else { Framing::Wide };
            let action = if i % 2 == 0 { "Mara waits." } else { "Mara sits and talks to Tom." };
            let s = staging(place(place_name, inside, time, Weather::Clear), framing, action, vec![mara(), tom()]);
            sheet.cells.push((s, 0, 0.4, size));
        }
        for name in ["PIER", "STREET", "DECK OF THE SHIP"] {
            let at = place(name, false, TimeOfDay::Night, Weather::Clear);
            let s = staging(at, Framing::Wide, "Mara stands under the lamp.", vec![mara()]);
            sheet.cells.push((s, 0, 0.4, size));
        }
        out.push(sheet);
    }
    out
}

/// Shots as films have them, of every kind.
pub fn review() -> Sheet {
    let mut sheet = Sheet::new("review", 4);
    let clear = Weather::Clear;
    let two = || vec![mara(), tom()];
    let (day, dusk, night) = (TimeOfDay::Day, TimeOfDay::Dusk, TimeOfDay::Night);
    let shots = [
        (place("KITCHEN", true, day, clear), Framing::TwoShot, "Mara argues with Tom.", two()),
        (place("KITCHEN", true, day, clear), Framing::Full, "Mara chops onions. Tom drinks coffee from a cup.", two()),
        (place("LIVING ROOM", true, night, clear), Framing::CloseUp, "Mara drinks from a glass.", vec![mara()]),
        (place("OFFICE", true, day, clear), Framing::OverTheShoulder, "Mara talks.", two()),
        (place("STREET", false, night, Weather::Rain), Framing::Wide, "Mara walks with an umbrella.", vec![mara()]),
        (place("STREET", false, night, Weather::Rain), Framing::Medium, "Mara is on the phone.", vec![mara()]),
        (place("BEACH", false, dusk, clear), Framing::Wide, "Mara runs.", vec![mara()]),
        (place("BEACH", false, dusk, clear), Framing::Medium, "Mara embraces Tom.", two()),
        (place("SPACESHIP", true, night, clear), Framing::Full, "Vega points at the console.", {
            let vega = person("VEGA", "astronaut in a spacesuit", Sex::Female, Age::Adult);
            vec![Figure { focus: true, ..vega }, tom()]
        }),
        (place("MOON SURFACE", false, day, clear), Framing::Wide, "Vega walks.", {
            vec![Figure { focus: true, ..person("VEGA", "astronaut in a spacesuit", Sex::Female, Age::Adult) }]
        }),
        (place("CAR", true, night, Weather::Rain), Framing::TwoShot, "Mara drives.", two()),
        (place("CAR", true, day, clear), Framing::CloseUp, "Mara drives.", vec![mara()]),
        (place("WAREHOUSE", true, night, clear), Framing::Full, "Mara aims a gun at Tom.", two()),
        (place("FOREST", false, day, Weather::Fog), Framing::Full, "Mara kneels. Tom lies on the ground.", two()),
        (place("OFFICE", true, night, clear), Framing::Medium, "Mara writes at her desk.", vec![mara()]),
        (place("PARK", false, day, clear), Framing::Full, "Mara reads a letter on the bench, sitting.", vec![mara()]),
    ];
    for (place, framing, action, mut figures) in shots {
        if let Some(first) = figures.first_mut() {
            first.speaking = vec![(0.5, 3.0)];
        }
        sheet.add(staging(place, framing, action, figures));
    }
    sheet
}
