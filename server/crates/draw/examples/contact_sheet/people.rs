//! Who is in the pictures, and where.

use model::{Age, CameraMove, Figure, Framing, Mood, Place, Sex, Staging, StylePreset, TimeOfDay, Weather};

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
        ..Figure::default()
    }
}

pub fn mara() -> Figure {
    Figure { focus: true, ..person("MARA", "34, long dark hair, green coat, red scarf", Sex::Female, Age::Adult) }
}

pub fn tom() -> Figure {
    person("TOM", "a tall man in his forties, short brown hair, beard, grey suit", Sex::Male, Age::Adult)
}

pub fn staging(place: Place, framing: Framing, action: &str, figures: Vec<Figure>) -> Staging {
    Staging {
        place,
        framing,
        camera: CameraMove::Static,
        action: action.to_owned(),
        figures,
        props: Vec::new(),
        mood: Mood::Neutral,
        style: StylePreset::Cinematic,
        set: String::new(),
        walls: String::new(),
        things: Vec::new(),
    }
}

pub fn people() -> Vec<Figure> {
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
