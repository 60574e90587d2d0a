//! Prints one number for many frames of all kinds, to see that a change of the code changed no pixel:
//! `cargo run --release -p draw --example digest`.

use draw::Animatic;
use model::{Age, CameraMove, Figure, Framing, Mood, Place, Sex, Staging, StylePreset, TimeOfDay, Weather};
use std::hash::{DefaultHasher, Hash, Hasher};

const PLACES: &str = "living room,bedroom,kitchen,bathroom,log cabin,ferry,corridor,stairs,office,laboratory,warehouse,prison,\
    hospital,classroom,library,cafe,bar,restaurant,shop,church,castle,courtroom,stage,cave,spaceship,space,ruin,car,train,bus,\
    plane,cockpit,station,airport,road,street,market,alley,bridge,rooftop,village,farm,garden,park,graveyard,forest,field,\
    mountain,desert,snowfield,swamp,beach,sea,harbour,lighthouse,bow of the ship,submarine,captain's cabin";
const ACTIONS: &str = "They talk.|Mara walks past Tom.|Mara sits at the table and drinks.|Mara runs.|Tom falls.|Mara reads a letter.|\
    Tom aims a gun.|They embrace.|Mara kneels with the dog.|Tom phones.|Mara lies down.|Tom points at the door.|Mara dances.|\
    Tom writes in a book by the lamp.|Mara holds an umbrella.|A horse, a cat, a bird, a bicycle.";

fn person(name: &str, i: usize, focus: bool) -> Figure {
    let looks = [
        "34, long dark hair, red scarf",
        "a tall man, beard, grey suit",
        "a girl in a yellow dress, braids",
        "old, bald, glasses, hat",
    ];
    let sexes = [Some(Sex::Female), Some(Sex::Male), None];
    Figure {
        name: name.to_owned(),
        description: looks.get(i % looks.len()).copied().unwrap_or_default().to_owned(),
        sex: sexes.get(i % sexes.len()).copied().flatten(),
        age: Age::ALL.get(i % Age::ALL.len()).copied(),
        focus,
        speaking: if focus { vec![(0.2, 1.2)] } else { Vec::new() },
        ..Figure::default()
    }
}

/// The nth of a list, which begins again at its end.
fn nth<T: Copy>(list: &[T], i: usize) -> Option<T> {
    list.get(i.checked_rem(list.len())?).copied()
}

fn main() {
    let mut all = DefaultHasher::new();
    let mut frame = Vec::new();
    let actions: Vec<&str> = ACTIONS.split('|').collect();
    for (i, place) in PLACES.split(',').enumerate() {
        for (j, &framing) in Framing::ALL.iter().enumerate() {
            let n = i * 7 + j;
            let staging = Staging {
                place: Place {
                    name: place.trim().to_owned(),
                    description: String::new(),
                    interior: None,
                    time: nth(TimeOfDay::ALL, n).unwrap_or(TimeOfDay::Day),
                    weather: nth(Weather::ALL, n / 3).unwrap_or(Weather::Clear),
                },
                framing,
                camera: nth(CameraMove::ALL, n).unwrap_or(CameraMove::Static),
                action: nth(&actions, n).unwrap_or_default().trim().to_owned(),
                figures: (0..n % 4).map(|k| person(["MARA", "TOM", "ANN", "OLD JOE"][k], n + k, k == 0)).collect(),
                props: Vec::new(),
                mood: nth(Mood::ALL, n).unwrap_or(Mood::Neutral),
                style: nth(StylePreset::ALL, n / 2).unwrap_or(StylePreset::Cinematic),
                set: String::new(),
                walls: String::new(),
                things: Vec::new(),
            };
            let (w, h) = if n.is_multiple_of(3) { (180, 320) } else { (426, 240) };
            let staging = plan::staging_read(staging);
            let mut shot = Animatic::new(&staging, w, h, 24, 1.5, n as u32 % 3);
            for index in [0, 7, 20, 35] {
                shot.render(index, &mut frame);
                frame.hash(&mut all);
            }
        }
    }
    println!("{:016x}", all.finish());
}
