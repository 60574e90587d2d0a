//! The sheets that show one thing in all its kinds.

use crate::{
    H, Sheet, W,
    people::{mara, people, place, staging, tom},
    places::{INSIDE, OUTSIDE, company, review, shape},
};
use model::{CameraMove, Figure, Framing, Mood, Place, StylePreset, TimeOfDay, Weather};

/// Every sheet.
pub fn sheets() -> Vec<Sheet> {
    let mut all = wholes();
    all.push(review());
    all.extend(company());
    all.extend([
        framings(),
        faces(),
        medium(),
        bodies(),
        acts(),
        light(),
        styles(),
        props(),
        takes(),
        moves(),
        aspects(),
    ]);
    for (name, size) in [("upright", (270, 480)), ("square", (300, 300)), ("scope", (478, 200))] {
        all.push(shape(name, size));
    }
    all
}

/// Every place, inside and outside, by day and by night.
fn wholes() -> Vec<Sheet> {
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
    all
}

/// Every framing, inside and outside.
fn framings() -> Sheet {
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
    framings
}

/// Every person close up, each in another mood.
fn faces() -> Sheet {
    let mut faces = Sheet::new("faces", 4);
    for (i, p) in people().iter().enumerate() {
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
    faces
}

/// Every person, speaking.
fn medium() -> Sheet {
    let mut medium = Sheet::new("medium", 4);
    for p in &people() {
        let mut f = Figure { focus: true, ..p.clone() };
        f.speaking = vec![(0.0, 4.0)];
        medium.add(staging(place("STREET", false, TimeOfDay::Dusk, Weather::Clear), Framing::Medium, "", vec![f]));
    }
    medium
}

/// Every person from head to foot.
fn bodies() -> Sheet {
    let mut bodies = Sheet::new("bodies", 6);
    for p in &people() {
        let s = staging(
            Place { name: "studio backdrop".into(), interior: Some(true), ..Place::default() },
            Framing::Full,
            "",
            vec![Figure { focus: true, ..p.clone() }],
        );
        bodies.cells.push((s, 0, 0.4, (400, 400)));
    }
    bodies
}

/// What bodies do.
fn acts() -> Sheet {
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
    acts
}

/// Every weather at every time of day.
fn light() -> Sheet {
    let mut light = Sheet::new("light", 4);
    for &weather in Weather::ALL {
        for &time in TimeOfDay::ALL {
            light.add(staging(place("STREET", false, time, weather), Framing::Wide, "Mara walks.", vec![mara()]));
        }
    }
    light
}

/// Every style.
fn styles() -> Sheet {
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
    styles
}

/// Every prop.
fn props() -> Sheet {
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
    props
}

/// Takes of the same shot.
fn takes() -> Sheet {
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
    takes
}

/// Every move of the camera, at its beginning and its end.
fn moves() -> Sheet {
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
    moves
}

/// Shapes of frame.
fn aspects() -> Sheet {
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
    aspects
}
