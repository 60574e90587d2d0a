//! Writes contact sheets of many stagings as PNG files: `cargo run --example contact_sheet -- FOLDER [sheet …]`.

use draw::Animatic;
use model::{Age, CameraMove, Figure, Framing, Mood, Place, Sex, Staging, StylePreset, TimeOfDay, Weather};
use std::error::Error;
use std::path::Path;
use tiny_skia::{Pixmap, PixmapPaint, Transform};

const W: u32 = 640;
const H: u32 = 360;

pub fn place(name: &str, interior: bool, time: TimeOfDay, weather: Weather) -> Place {
    Place { name: name.to_owned(), description: String::new(), interior: Some(interior), time, weather }
}

pub fn person(name: &str, description: &str, sex: Sex, age: Age) -> Figure {
    Figure {
        name: name.to_owned(),
        description: description.to_owned(),
        sex: Some(sex),
        age: Some(age),
        focus: false,
        speaking: Vec::new(),
    }
}

pub fn mara() -> Figure {
    Figure { focus: true, ..person("MARA", "34, long dark hair, green coat, red scarf", Sex::Female, Age::Adult) }
}

pub fn tom() -> Figure {
    person("TOM", "a tall man in his forties, short brown hair, beard, grey suit", Sex::Male, Age::Adult)
}

fn staging(place: Place, framing: Framing, action: &str, figures: Vec<Figure>) -> Staging {
    Staging {
        place,
        framing,
        camera: CameraMove::Static,
        action: action.to_owned(),
        figures,
        props: Vec::new(),
        mood: Mood::Neutral,
        style: StylePreset::Cinematic,
    }
}

struct Sheet {
    name: &'static str,
    columns: u32,
    cells: Vec<(Staging, u32, f32, (u32, u32))>,
}

impl Sheet {
    fn new(name: &'static str, columns: u32) -> Self {
        Self { name, columns, cells: Vec::new() }
    }

    fn add(&mut self, s: Staging) {
        self.cells.push((s, 0, 0.4, (W, H)));
    }

    fn write(&self, folder: &Path) -> Result<(), Box<dyn Error>> {
        let rows = (self.cells.len() as u32).div_ceil(self.columns);
        let cw = self.cells.iter().map(|c| c.3.0).max().unwrap_or(W) + 8;
        let ch = self.cells.iter().map(|c| c.3.1).max().unwrap_or(H) + 8;
        let mut sheet = Pixmap::new(self.columns * cw, rows * ch).ok_or("a sheet without cells")?;
        let mut out = Vec::new();
        for (i, (s, take, at, (w, h))) in self.cells.iter().enumerate() {
            let mut shot = Animatic::new(s, *w, *h, 24, 4.0, *take);
            shot.render((shot.frames() as f32 * at) as u32, &mut out);
            let png = draw::png(&out, *w as usize, *h as usize);
            let cell = Pixmap::decode_png(&png)?;
            let (x, y) = ((i as u32 % self.columns) * cw + 4, (i as u32 / self.columns) * ch + 4);
            sheet.draw_pixmap(x as i32, y as i32, cell.as_ref(), &PixmapPaint::default(), Transform::identity(), None);
        }
        std::fs::write(folder.join(format!("{}.png", self.name)), sheet.encode_png()?)?;
        println!("{}", self.name);
        Ok(())
    }
}

const INSIDE: &[&str] = &[
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
const OUTSIDE: &[&str] = &[
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

fn sheets() -> Vec<Sheet> {
    let mut all = Vec::new();
    for (name, list, inside, framing, time) in [
        ("inside_wide", INSIDE, true, Framing::Wide, TimeOfDay::Day),
        ("inside_night", INSIDE, true, Framing::Full, TimeOfDay::Night),
        ("outside_wide", OUTSIDE, false, Framing::Wide, TimeOfDay::Day),
        ("outside_establishing", OUTSIDE, false, Framing::Establishing, TimeOfDay::Dusk),
        ("outside_night", OUTSIDE, false, Framing::Full, TimeOfDay::Night),
    ] {
        let mut sheet = Sheet::new(name, 4);
        for place_name in list {
            sheet.add(staging(
                place(place_name, inside, time, Weather::Clear),
                framing,
                "Mara talks to Tom.",
                vec![mara(), tom()],
            ));
        }
        all.push(sheet);
    }
    all.push(review());
    all.extend(company());
    let mut framings = Sheet::new("framings", 4);
    for &framing in Framing::ALL {
        let mut s = staging(
            place("COFFEE SHOP", true, TimeOfDay::Dusk, Weather::Clear),
            framing,
            "Mara sits at the table and drinks coffee. Tom talks.",
            vec![mara(), tom()],
        );
        s.props = vec!["cup".to_owned()];
        framings.add(s);
    }
    for &framing in Framing::ALL {
        framings.add(staging(
            place("PARK", false, TimeOfDay::Day, Weather::Clear),
            framing,
            "Mara stands and reads a letter. Tom waits.",
            vec![mara(), tom()],
        ));
    }
    all.push(framings);

    let mut faces = Sheet::new("faces", 4);
    let people = people();
    for (i, p) in people.iter().enumerate() {
        let mood = Mood::ALL[i % Mood::ALL.len()];
        let mut s = staging(
            place("LIVING ROOM", true, TimeOfDay::Day, Weather::Clear),
            Framing::CloseUp,
            "",
            vec![Figure { focus: true, ..p.clone() }],
        );
        s.mood = mood;
        faces.add(s);
    }
    all.push(faces);
    let mut medium = Sheet::new("medium", 4);
    for p in &people {
        let mut f = Figure { focus: true, ..p.clone() };
        f.speaking = vec![(0.0, 4.0)];
        medium.add(staging(place("STREET", false, TimeOfDay::Dusk, Weather::Clear), Framing::Medium, "", vec![f]));
    }
    all.push(medium);
    let mut bodies = Sheet::new("bodies", 6);
    for p in &people {
        let s = staging(
            Place { name: "studio backdrop".into(), interior: Some(true), ..Place::default() },
            Framing::Full,
            "",
            vec![Figure { focus: true, ..p.clone() }],
        );
        bodies.cells.push((s, 0, 0.4, (400, 400)));
    }
    all.push(bodies);
    let mut acts = Sheet::new("acts", 4);
    for action in [
        "Mara stands.",
        "Mara walks across.",
        "Mara runs.",
        "Mara sits.",
        "Mara points at the door.",
        "Mara falls.",
        "Mara lies on the floor.",
        "Mara kneels.",
        "Mara drinks from the cup.",
        "Mara is on the phone.",
        "Mara writes at her desk, sitting.",
        "Mara embraces Tom.",
        "Mara waves.",
        "Mara sobs.",
        "Mara aims the gun at Tom.",
        "Mara reads a book.",
        "Mara crouches.",
        "Mara leans against the wall.",
        "Mara looks out of the window.",
        "Mara crosses her arms.",
    ] {
        acts.add(staging(
            place("WAREHOUSE", true, TimeOfDay::Day, Weather::Clear),
            Framing::Full,
            action,
            vec![mara(), tom()],
        ));
    }
    all.push(acts);
    let mut light = Sheet::new("light", 4);
    for &weather in Weather::ALL {
        for &time in TimeOfDay::ALL {
            light.add(staging(place("STREET", false, time, weather), Framing::Wide, "Mara walks.", vec![mara()]));
        }
    }
    all.push(light);
    let mut styles = Sheet::new("styles", 3);
    for &style in StylePreset::ALL {
        for (name, inside, time) in [
            ("OFFICE", true, TimeOfDay::Night),
            ("HARBOUR", false, TimeOfDay::Dawn),
            ("STREET", false, TimeOfDay::Night),
        ] {
            let mut s = staging(
                place(name, inside, time, Weather::Clear),
                Framing::Medium,
                "Mara talks to Tom.",
                vec![mara(), tom()],
            );
            s.style = style;
            styles.add(s);
        }
    }
    all.push(styles);
    let mut props = Sheet::new("props", 6);
    for name in [
        "cup",
        "glass",
        "bottle",
        "phone",
        "letter",
        "paper",
        "book",
        "map",
        "photograph",
        "gun",
        "knife",
        "key",
        "ring",
        "lamp",
        "lantern",
        "candle",
        "suitcase",
        "laptop",
        "radio",
        "clock",
        "box",
        "flowers",
        "rope",
        "umbrella",
        "camera",
        "plate",
        "guitar",
        "ball",
        "doll",
        "bicycle",
        "car",
        "dog",
        "cat",
        "horse",
        "bird",
        "boat",
    ] {
        let mut s = staging(place("ROOM", true, TimeOfDay::Dusk, Weather::Clear), Framing::Insert, "", vec![]);
        s.props = vec![name.to_owned()];
        props.cells.push((s, 0, 0.4, (426, 240)));
    }
    all.push(props);
    let mut takes = Sheet::new("takes", 4);
    for framing in [Framing::Wide, Framing::Medium, Framing::OverTheShoulder] {
        for take in 0..4 {
            takes.cells.push((
                staging(
                    place("HARBOUR", false, TimeOfDay::Dawn, Weather::Clear),
                    framing,
                    "Mara talks to Tom.",
                    vec![mara(), tom()],
                ),
                take,
                0.4,
                (W, H),
            ));
        }
    }
    all.push(takes);
    let mut moves = Sheet::new("moves", 4);
    for &camera in CameraMove::ALL {
        for at in [0.0, 0.99] {
            let mut s = staging(
                place("PARK", false, TimeOfDay::Day, Weather::Clear),
                Framing::Wide,
                "Mara stands.",
                vec![mara()],
            );
            s.camera = camera;
            moves.cells.push((s, 0, at, (W, H)));
        }
    }
    all.push(moves);
    let mut aspects = Sheet::new("aspects", 5);
    for framing in [Framing::Wide, Framing::TwoShot, Framing::CloseUp] {
        for size in [(360, 640), (480, 480), (640, 480), (640, 268)] {
            aspects.cells.push((
                staging(
                    place("BEACH", false, TimeOfDay::Dusk, Weather::Clear),
                    framing,
                    "Mara talks to Tom.",
                    vec![mara(), tom()],
                ),
                0,
                0.4,
                size,
            ));
        }
    }
    all.push(aspects);
    for (name, size) in [("upright", (270, 480)), ("square", (300, 300)), ("scope", (478, 200))] {
        all.push(shape(name, size));
    }
    all
}

/// Every place in one shape of frame: wide, from a little farther, and of two who talk.
fn shape(name: &'static str, size: (u32, u32)) -> Sheet {
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

/// Shots as films have them, of every kind.
/// Places whose names mean other things in other company, and lamps with and without a roof over them.
fn company() -> Vec<Sheet> {
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

fn review() -> Sheet {
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

fn people() -> Vec<Figure> {
    vec![
        mara(),
        tom(),
        person("ELI", "a boy of 8, curly red hair, yellow raincoat", Sex::Male, Age::Child),
        person("NANA", "70s, silver hair in a bun, glasses, purple cardigan", Sex::Female, Age::Old),
        person("DETECTIVE RAY", "fifties, heavy, moustache, trench coat and hat", Sex::Male, Age::Adult),
        person("AISHA", "young, dark skin, afro, orange dress", Sex::Female, Age::Adult),
        person("OFFICER KIM", "police uniform, black hair", Sex::Female, Age::Adult),
        person("OLD JONAS", "a fisherman, white beard, blue sweater, woolly hat", Sex::Male, Age::Old),
        person("ZOE", "teenager, blonde ponytail, grey hoodie, jeans", Sex::Female, Age::Teen),
        person("CHEN", "slim, glasses, white shirt, black tie", Sex::Male, Age::Adult),
        person("PRIYA", "long black hair, red dress", Sex::Female, Age::Adult),
        person("COMMANDER VEGA", "astronaut in a spacesuit", Sex::Female, Age::Adult),
    ]
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let folder = args.next().unwrap_or_else(|| "sheets".to_owned());
    let only: Vec<String> = args.collect();
    std::fs::create_dir_all(&folder)?;
    for sheet in sheets() {
        if only.is_empty() || only.iter().any(|o| o == sheet.name) {
            sheet.write(Path::new(&folder))?;
        }
    }
    Ok(())
}
