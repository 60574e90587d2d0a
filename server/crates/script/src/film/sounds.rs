//! What is heard under a shot: from tags, from capitals, and from what the action says.

use crate::words::has_phrase;
use model::{Cue, CueKind, Place, Span, TimeOfDay, Weather};

/// Phrases of action and the sound they make.
const EFFECTS: &[(&[&str], &str)] = &[
    (
        &[
            "phone rings",
            "phone ringing",
            "telephone rings",
            "phone buzzes",
            "phone vibrates",
            "phone rang",
            "cell rings",
            "电话响",
        ],
        "phone rings",
    ),
    (&["doorbell"], "doorbell"),
    (&["knock", "knocks", "knocking", "knocked", "敲门"], "knock on door"),
    (&["door slams", "slams the door", "slammed the door", "door slammed", "slams shut"], "door slam"),
    (
        &[
            "door opens",
            "opens the door",
            "door opened",
            "opened the door",
            "opens a door",
            "pushes the door",
            "doors open",
            "enters",
            "door creaks",
        ],
        "door opens",
    ),
    (
        &["door closes", "closes the door", "shuts the door", "door shut", "doors close", "closed the door"],
        "door closes",
    ),
    (&["footsteps", "walks", "walked", "steps", "paces", "strides", "stumbles", "脚步"], "footsteps"),
    (&["runs", "running", "sprints", "ran", "races", "chases"], "running footsteps"),
    (&["thunder", "lightning"], "thunder"),
    (&["dog barks", "barks", "barking", "barked"], "dog bark"),
    (&["cat meows", "meows", "purr", "purrs"], "cat meow"),
    (&["gunshot", "gunshots", "shot rings", "fires the gun", "shoots", "gunfire"], "gunshot"),
    (&["explosion", "explodes", "exploded", "blast"], "explosion"),
    (&["glass breaks", "shatters", "shattered", "smashes", "breaks the glass"], "glass breaking"),
    (&["horn", "honks", "beeps", "honk"], "horn"),
    (&["siren", "sirens"], "siren"),
    (&["bell rings", "bell", "bells", "chimes"], "bell"),
    (&["clock ticks", "ticks", "ticking", "ticked"], "clock ticking"),
    (&["engine starts", "engine", "motor", "car starts"], "car engine"),
    (&["splash", "splashes", "dives into"], "splash"),
    (&["applause", "applauds", "clap", "claps", "clapping"], "applause"),
    (&["laughs", "laughter"], "laughter"),
    (&["scream", "screams", "screamed"], "scream"),
    (&["typing", "types", "keyboard"], "typing"),
    (&["radio crackles", "radio crackled", "static", "crackled"], "radio static"),
    (&["wings", "gulls", "seagulls"], "seagulls"),
    (&["horse", "gallops", "hooves"], "horse hooves"),
    (&["cup", "clinks", "clink", "toast"], "glass clink"),
    (&["kettle", "whistle", "whistles"], "kettle whistle"),
    (&["drops", "falls to the floor", "crashes", "thud", "lands"], "thud"),
    (&["train rattles", "train passes", "train arrives"], "train passing"),
    (&["owl", "hoots"], "owl"),
    (&["wolf", "howls", "howl"], "wolf howl"),
    (&["heartbeat", "heart pounds"], "heartbeat"),
    (&["camera flash", "takes a photo", "camera clicks"], "camera shutter"),
    (&["music box", "thin tune"], "music box"),
];

/// Words of places and what lies in their air.
const BEDS: &[(&[&str], &str)] = &[
    (&["coffee shop", "cafe", "café", "diner", "restaurant", "bistro", "tearoom"], "coffee shop crowd"),
    (&["bar", "pub", "tavern", "saloon", "club", "nightclub"], "bar crowd"),
    (&["office", "newsroom"], "office hum"),
    (&["hospital", "ward", "clinic"], "hospital hum"),
    (&["train", "subway", "metro", "carriage", "tram", "compartment"], "train interior"),
    (&["car", "taxi", "cab", "truck", "van", "bus"], "car interior"),
    (&["spaceship", "cockpit", "space station", "airlock", "shuttle", "space"], "spaceship hum"),
    (&["harbour", "harbor", "quay", "dock", "pier", "port", "jetty", "wharf"], "harbour water"),
    (&["beach", "shore", "sea", "ocean", "coast", "boat", "ship", "deck", "ferry", "raft", "lighthouse"], "sea waves"),
    (&["river", "stream", "waterfall", "lake"], "river"),
    (
        &["forest", "wood", "woods", "jungle", "park", "garden", "meadow", "grove", "field", "farm", "countryside"],
        "birds",
    ),
    (
        &["street", "road", "city", "alley", "avenue", "highway", "rooftop", "bridge", "steps", "sidewalk", "town"],
        "traffic",
    ),
    (&["market", "square", "station", "platform", "airport", "stadium", "plaza"], "crowd"),
    (&["cave", "tunnel", "mine", "cavern", "dungeon", "cellar"], "cave drips"),
    (&["desert", "mountain", "cliff", "summit", "ridge", "ruins", "castle", "graveyard", "cemetery"], "wind"),
    (&["factory", "workshop", "warehouse", "garage"], "machine hum"),
    (&["school", "classroom", "playground"], "children playing"),
    (&["church", "cathedral", "chapel", "temple", "museum", "hall", "corridor"], "large room tone"),
    (&["campfire", "fireplace", "hearth", "camp"], "fire crackling"),
];

/// The bed of a scene: place, time and weather.
pub(crate) fn ambience(place: &Place) -> Vec<String> {
    let name = crate::words::Phrases::of(&place.name);
    let inside = place.interior == Some(true);
    let mut out = Vec::new();
    let bed = BEDS.iter().find(|(words, _)| words.iter().any(|w| name.has(w))).map(|(_, bed)| *bed);
    let bed = match bed {
        Some("birds") if place.time == TimeOfDay::Night => "crickets",
        Some("traffic") if place.time == TimeOfDay::Night => "night city",
        Some("sea waves") if inside => "boat creaking",
        Some(bed) => bed,
        None if inside => "room tone",
        None if place.time == TimeOfDay::Night => "crickets",
        None => "outdoor air",
    };
    out.push(bed.to_owned());
    match place.weather {
        Weather::Rain if inside => out.push("rain on window".to_owned()),
        Weather::Rain => out.push("rain".to_owned()),
        Weather::Storm => {
            out.push(if inside { "rain on window" } else { "heavy rain" }.to_owned());
            out.push("wind".to_owned());
        }
        Weather::Wind | Weather::Snow if !inside && bed != "wind" => out.push("wind".to_owned()),
        _ => {}
    }
    out
}

/// The effects that an action makes, at most three, in the order of their naming.
pub(crate) fn effects(action: &str, span: Span) -> Vec<Cue> {
    if action.is_empty() {
        return Vec::new();
    }
    let text = crate::words::Phrases::of(action);
    let mut found: Vec<(usize, &str)> = Vec::new();
    for (phrases, sound) in EFFECTS {
        if let Some(at) = phrases.iter().filter_map(|p| text.find(p)).min() {
            found.push((at, sound));
        }
    }
    found.sort_unstable();
    // Walking is not heard beside running.
    if found.iter().any(|(_, s)| *s == "running footsteps") {
        found.retain(|(_, s)| *s != "footsteps");
    }
    found.truncate(3);
    found
        .into_iter()
        .map(|(_, sound)| Cue { kind: CueKind::Effect, sound: sound.to_owned(), source: span, ..Cue::default() })
        .collect()
}

/// Whether a tagged sound lasts as long as the shot ("rain", "crowd") rather than happening once.
pub(crate) fn lasts(sound: &str) -> bool {
    let lower = sound.to_lowercase();
    [
        "rain",
        "wind",
        "sea",
        "waves",
        "crowd",
        "traffic",
        "birds",
        "crickets",
        "room tone",
        "hum",
        "fire",
        "river",
        "stream",
        "ambience",
        "storm",
        "chatter",
        "drizzle",
        "drone",
        "water",
    ]
    .iter()
    .any(|w| has_phrase(&lower, w))
        && !["horn", "bell", "splash", "car passes"].iter().any(|w| lower.contains(w))
}
