//! From words to sounds.

use super::{beds::Bed, effects::Effect, recipes};
use lexicon::sounds::{Role, index, role, table};

#[derive(Clone, Copy, Debug)]
pub(super) enum Kind {
    Bed(Bed),
    Effect(Effect),
    Recipe(&'static recipes::Recipe),
}

use Kind::{Bed as B, Effect as E};

/// Word families, the particular before the general: the first that is found decides.
const TABLE: &[(&str, &[&str], Kind)] = &[
    ("music box", &["music box", "thin tune"], E(Effect::MusicBox)),
    ("camera shutter", &["camera shutter", "camera click", "shutter"], E(Effect::Shutter)),
    ("laughter", &["laugh", "giggl", "chuckl"], E(Effect::Laughter)),
    ("scream", &["scream", "shriek"], E(Effect::Scream)),
    ("wolf howl", &["wolf", "howling dog", "howls"], E(Effect::Howl)),
    ("phone buzz", &["phone buzz", "mobile buzz", "phone vibrat", "text message", "notification"], E(Effect::Buzz)),
    ("phone ring", &["phone ring", "phones ring", "telephone", "phone", "ringtone"], E(Effect::Phone)),
    ("alarm", &["alarm", "beeping", "countdown"], E(Effect::Alarm)),
    ("doorbell", &["doorbell", "chime"], E(Effect::Doorbell)),
    ("church bell", &["church bell", "bell toll", "bells"], E(Effect::BigBell)),
    ("bell", &["bell"], E(Effect::Bell)),
    ("knock", &["knock", "rap on"], E(Effect::Knock)),
    ("door slam", &["door slam", "slam", "door bang"], E(Effect::Slam)),
    ("door creak", &["creak", "squeak"], E(Effect::Creak)),
    ("door opens", &["door"], E(Effect::Door)),
    ("running footsteps", &["running feet", "runs", "running", "sprint"], E(Effect::Running)),
    ("footsteps on gravel", &["gravel"], E(Effect::Gravel)),
    ("footsteps in snow", &["steps in snow", "footsteps in the snow", "crunch"], E(Effect::SnowSteps)),
    ("footsteps", &["footstep", "steps", "walk", "heels"], E(Effect::Steps)),
    ("glass breaks", &["glass break", "shatter", "smash", "break"], E(Effect::GlassBreak)),
    ("glass clink", &["clink", "glasses", "toast", "cup", "spoon", "cutlery"], E(Effect::Clink)),
    ("pouring", &["pour"], E(Effect::Pour)),
    ("kettle", &["kettle", "boil"], E(Effect::Kettle)),
    ("splash", &["splash", "dive"], E(Effect::Splash)),
    ("gunshot", &["gunshot", "gun", "shot rings", "shoot", "fires"], E(Effect::Gunshot)),
    ("explosion", &["explo", "blast", "boom"], E(Effect::Explosion)),
    ("punch", &["punch", "thud", "hits", "falls", "crash"], E(Effect::Thud)),
    ("heartbeat", &["heartbeat", "heart beat", "pulse"], E(Effect::Heart)),
    ("clock tick", &["clock", "tick"], E(Effect::Tick)),
    ("typing", &["typ", "keyboard"], E(Effect::Typing)),
    ("paper", &["paper", "letter", "page", "envelope"], E(Effect::Paper)),
    ("match strikes", &["match", "lighter"], E(Effect::Match)),
    ("switch", &["switch", "click", "latch", "lock", "key"], E(Effect::Click)),
    ("chair scrape", &["chair", "scrape", "drag"], E(Effect::Scrape)),
    ("dog bark", &["dog", "bark"], E(Effect::Dog)),
    ("cat", &["cat", "meow"], E(Effect::Cat)),
    ("horse", &["horse", "hoof", "gallop"], E(Effect::Horse)),
    ("owl", &["owl"], E(Effect::Owl)),
    ("siren", &["siren", "police", "ambulance"], E(Effect::Siren)),
    ("foghorn", &["foghorn", "ship's horn", "ship horn"], E(Effect::Foghorn)),
    ("train horn", &["train horn", "whistle"], E(Effect::TrainHorn)),
    ("car horn", &["car horn", "honk", "horn"], E(Effect::Honk)),
    ("brakes", &["brake", "screech", "tyres", "tires"], E(Effect::Brakes)),
    (
        "car passes",
        &["car pass", "drives by", "car pulls", "drives off", "car start", "engine starts"],
        E(Effect::CarPass),
    ),
    ("whoosh", &["whoosh", "swing", "throws", "rush"], E(Effect::Whoosh)),
    ("applause", &["applau", "clap"], B(Bed::Applause)),
    ("thunderstorm", &["storm"], B(Bed::Storm)),
    ("thunder", &["thunder", "lightning"], E(Effect::Thunder)),
    ("heavy rain", &["heavy rain", "downpour", "pouring rain"], B(Bed::HeavyRain)),
    ("rain on a window", &["rain on", "rain against"], B(Bed::WindowRain)),
    ("rain", &["rain", "drizzle"], B(Bed::Rain)),
    ("wind in trees", &["leaves", "trees", "rustl"], B(Bed::Leaves)),
    ("wind", &["outdoor air", "outside", "wind", "gust", "breeze", "mountain", "desert"], B(Bed::Wind)),
    ("snow hush", &["snow"], B(Bed::Snow)),
    ("sea waves", &["sea", "wave", "surf", "beach", "ocean", "shore"], B(Bed::Sea)),
    ("harbour", &["harbour", "harbor", "gull", "dock", "pier", "boat", "ferry"], B(Bed::Harbour)),
    ("stream", &["stream", "river", "brook", "fountain", "water"], B(Bed::Stream)),
    ("fire", &["fire", "crackl", "flame", "hearth"], B(Bed::Fire)),
    ("crickets", &["cricket", "night field", "summer night"], B(Bed::Crickets)),
    ("birds", &["bird", "dawn chorus", "garden", "park", "forest", "field", "wood"], B(Bed::Birds)),
    ("city at night", &["city night", "night city", "city at night", "alley", "rooftop"], B(Bed::CityNight)),
    ("traffic", &["traffic", "street", "city", "cars", "road"], B(Bed::Traffic)),
    ("coffee shop crowd", &["coffee", "cafe", "café", "diner", "restaurant"], B(Bed::Cafe)),
    ("bar crowd", &["bar", "pub", "club", "party"], B(Bed::Bar)),
    ("crowd", &["crowd", "murmur", "people", "market", "chatter", "audience"], B(Bed::Crowd)),
    ("hospital", &["hospital", "monitor", "ward", "clinic"], B(Bed::Hospital)),
    ("school corridor", &["school", "classroom", "children"], B(Bed::School)),
    ("church", &["church", "cathedral", "hall", "museum", "court"], B(Bed::Church)),
    ("train interior", &["train", "rail", "carriage", "subway", "metro"], B(Bed::Train)),
    ("station", &["station", "airport", "terminal"], B(Bed::Station)),
    ("car interior", &["car interior", "inside the car", "engine", "car", "driving", "truck", "bus"], B(Bed::Car)),
    ("helicopter", &["helicopter", "chopper"], B(Bed::Helicopter)),
    ("factory", &["factory", "warehouse", "machine", "workshop"], B(Bed::Factory)),
    ("cave drips", &["cave", "drip", "tunnel", "cellar", "dungeon"], B(Bed::Cave)),
    ("space hum", &["space", "ship hum", "reactor", "computer room", "server"], B(Bed::Space)),
    ("radio static", &["static", "radio", "interference"], B(Bed::Static)),
    ("kitchen fridge", &["kitchen", "fridge", "refrigerator"], B(Bed::Kitchen)),
    ("office hum", &["office", "fluorescent", "hum", "air condition"], B(Bed::Office)),
    ("room tone", &["room", "tone", "silence", "quiet", "interior"], B(Bed::Room)),
];

/// A family's word begins a word of the text.
fn names_it(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        text.get(..at).and_then(|before| before.chars().next_back()).is_none_or(|c| !c.is_alphanumeric())
    })
}

fn search(text: &str) -> Option<Kind> {
    let text = text.to_lowercase();
    if let Some(recipe) = recipes::find(&text) {
        return Some(Kind::Recipe(recipe));
    }
    // The family whose word is named first where several are: "rain in the street" is rain. A bed's own word order decides.
    TABLE
        .iter()
        .find(|(name, _, _)| names_it(&text, name))
        .or_else(|| TABLE.iter().find(|(_, words, _)| words.iter().any(|word| names_it(&text, word))))
        .map(|(_, _, kind)| *kind)
        .or_else(|| by_lexicon(&text))
}

/// A sound that free words name: "a scythe being sharpened".
fn by_lexicon(text: &str) -> Option<Kind> {
    let words: Vec<&str> =
        text.split(|c: char| !(c.is_alphanumeric() || c == '\'')).filter(|word| !word.is_empty()).collect();
    let hits = (0..words.len()).flat_map(|at| index().at(words.get(at..).unwrap_or_default()));
    let named =
        hits.filter(|hit| matches!(role(hit), Some(Role::Event | Role::Alone | Role::Who | Role::Deed | Role::Act)));
    named.filter_map(|hit| table().entries().get(hit.entry)).find_map(|entry| recipes::find(entry.id)).map(Kind::Recipe)
}

pub(super) fn find(text: &str, ambience: bool) -> Kind {
    search(text).unwrap_or(if ambience { Kind::Bed(Bed::Room) } else { Kind::Effect(Effect::Whoosh) })
}

pub(super) fn known(text: &str) -> bool {
    search(text).is_some()
}

pub(super) fn names() -> Vec<&'static str> {
    TABLE.iter().map(|(name, _, _)| *name).chain(recipes::names()).collect()
}
