//! Casting: which voice a character has, and how the delivery bends it.

use crate::dsp::{Rng, hash};
use model::{Age, Delivery, Sex, SpeechSpec, view::VoiceView};

/// What the engine and the finishing need to know for one line.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Part {
    /// espeak-ng's language and variant.
    pub(super) voice: String,
    pub(super) words_per_minute: u32,
    /// 0 to 99.
    pub(super) pitch: u32,
    /// How far the tune rises and falls, 0 to 99; 50 is usual.
    pub(super) range: u32,
    /// Between words, in units of 10 ms.
    pub(super) gap: u32,
    /// Above 1 the whole voice is higher and smaller, as a shorter throat makes it.
    pub(super) size: f64,
    pub(super) age: Age,
    pub(super) delivery: Delivery,
    pub(super) seed: u64,
}

/// A voice of the house.
struct Persona {
    id: &'static str,
    label: &'static str,
    sex: Sex,
    age: Age,
    /// Of English, when the script says no more than that.
    accent: &'static str,
    variant: &'static str,
    pitch: i32,
    pace: i32,
    size: f64,
}

const fn persona(
    id: &'static str,
    label: &'static str,
    sex: Sex,
    age: Age,
    how: (&'static str, &'static str, i32, i32, f64),
) -> Persona {
    let (accent, variant, pitch, pace, size) = how;
    Persona { id, label, sex, age, accent, variant, pitch, pace, size }
}

use Age::{Adult, Child, Old, Teen};
use Sex::{Female, Male};

/// Who can be cast. The engine's variants differ in throat and breath; pitch, pace and size part them further.
const PERSONAS: &[Persona] = &[
    persona("clara", "Clara: woman, clear", Female, Adult, ("en-us", "f2", 48, 164, 1.0)),
    persona("ruth", "Ruth: woman, low and calm", Female, Adult, ("en-gb", "f1", 38, 152, 0.966)),
    persona("mina", "Mina: woman, bright", Female, Adult, ("en-us", "f3", 58, 174, 1.034)),
    persona("edith", "Edith: woman, dry", Female, Adult, ("en-gb-x-rp", "f4", 44, 158, 0.993)),
    persona("joan", "Joan: woman, breathy", Female, Adult, ("en-us", "f5", 50, 160, 0.98)),
    persona("linda", "Linda: woman, firm", Female, Adult, ("en-us", "linda", 40, 168, 0.993)),
    persona("bella", "Bella: woman, light", Female, Adult, ("en-gb", "belinda", 54, 170, 1.02)),
    persona("stella", "Stella: woman, dark and soft", Female, Adult, ("en-us", "steph", 46, 150, 1.0)),
    persona("annie", "Annie: woman, quick", Female, Adult, ("en-us", "Annie", 34, 178, 0.966)),
    persona("moira", "Moira: woman, Scottish", Female, Adult, ("en-gb-scotland", "aunty", 50, 160, 1.02)),
    persona("adam", "Adam: man, plain", Male, Adult, ("en-us", "m3", 48, 164, 1.0)),
    persona("frank", "Frank: man, deep", Male, Adult, ("en-us", "m1", 36, 150, 0.959)),
    persona("hugh", "Hugh: man, polished", Male, Adult, ("en-gb-x-rp", "m7", 44, 156, 0.986)),
    persona("leon", "Leon: man, light", Male, Adult, ("en-us", "m2", 62, 172, 1.041)),
    persona("max", "Max: man, warm", Male, Adult, ("en-us", "max", 52, 160, 1.0)),
    persona("boris", "Boris: man, heavy", Male, Adult, ("en-gb", "boris", 38, 148, 0.952)),
    persona("rob", "Rob: man, young and quick", Male, Adult, ("en-us", "m4", 66, 180, 1.034)),
    persona("paul", "Paul: man, dark and slow", Male, Adult, ("en-us", "paul", 42, 146, 0.98)),
    persona("victor", "Victor: man, sharp", Male, Adult, ("en-gb", "victor", 56, 168, 1.007)),
    persona("ewan", "Ewan: man, Scottish", Male, Adult, ("en-gb-scotland", "m6", 54, 162, 1.02)),
    persona("ed", "Ed: man, high", Male, Adult, ("en-us", "ed", 52, 170, 1.014)),
    persona("norman", "Norman: man, grave", Male, Adult, ("en-gb", "norbert", 40, 150, 0.966)),
    persona("pip", "Pip: boy", Male, Child, ("en-us", "f3", 66, 172, 1.136)),
    persona("tom", "Tom: boy, lively", Male, Child, ("en-gb", "f1", 76, 180, 1.17)),
    persona("sam", "Sam: boy, small", Male, Child, ("en-us", "f4", 80, 166, 1.19)),
    persona("lily", "Lily: girl", Female, Child, ("en-us", "f2", 76, 172, 1.163)),
    persona("daisy", "Daisy: girl, lively", Female, Child, ("en-gb", "f3", 82, 180, 1.19)),
    persona("wren", "Wren: girl, small", Female, Child, ("en-us", "f5", 70, 164, 1.17)),
    persona("kit", "Kit: young man", Male, Teen, ("en-us", "m2", 76, 178, 1.088)),
    persona("dean", "Dean: young man, low", Male, Teen, ("en-us", "m5", 70, 168, 1.061)),
    persona("jay", "Jay: young man, quick", Male, Teen, ("en-gb", "m4", 82, 186, 1.095)),
    persona("ivy", "Ivy: young woman", Female, Teen, ("en-us", "f3", 66, 180, 1.075)),
    persona("nora", "Nora: young woman, low", Female, Teen, ("en-us", "f2", 56, 168, 1.041)),
    persona("zoe", "Zoe: young woman, quick", Female, Teen, ("en-gb", "belinda", 62, 186, 1.075)),
    persona("agnes", "Agnes: old woman", Female, Old, ("en-gb", "f4", 36, 136, 0.952)),
    persona("hilda", "Hilda: old woman, thin", Female, Old, ("en-us", "grandma", 50, 140, 1.02)),
    persona("martha", "Martha: old woman, warm", Female, Old, ("en-us", "f1", 32, 134, 0.939)),
    persona("walter", "Walter: old man", Male, Old, ("en-us", "m8", 48, 136, 1.007)),
    persona("amos", "Amos: old man, deep", Male, Old, ("en-us", "quincy", 40, 130, 0.959)),
    persona("george", "George: old man, thin", Male, Old, ("en-gb", "m5", 62, 140, 1.034)),
];

/// The one who tells the action.
const NARRATOR: Persona = persona("narrator", "Narrator", Male, Adult, ("en-gb", "m3", 40, 158, 0.973));

/// The same character always gets the same voice, whatever the line.
pub(super) fn cast(spec: &SpeechSpec) -> Part {
    let name = spec.voice.character.trim().to_lowercase();
    let seed = hash(&name);
    let mut rng = Rng::new(seed);
    let chosen = spec.voice.id.as_deref().map(str::trim).filter(|id| !id.is_empty());
    let by_id = chosen.and_then(|id| PERSONAS.iter().chain([&NARRATOR]).find(|p| p.id.eq_ignore_ascii_case(id)));
    let persona = by_id.unwrap_or_else(|| if name == "narrator" { &NARRATOR } else { pick(spec, &mut rng) });
    let language = spoken::engine_language(&spec.text, &spec.voice.language).unwrap_or(persona.accent);
    let voice = match chosen.filter(|id| by_id.is_none() && is_engine_voice(id)) {
        Some(own) => own.to_owned(),
        None => format!("{language}+{}", persona.variant),
    };
    // espeak-ng 1.51 forgets the variant after `en-gb`; its file is called `en`.
    let voice = voice.strip_prefix("en-gb+").map_or(voice.clone(), |variant| format!("en+{variant}"));
    // Two characters may share a persona, but not how they use it; a chosen voice is kept as it is.
    let (own_pitch, own_pace, own_size) = if chosen.is_some() || persona.id == NARRATOR.id {
        (0, 0, 1.0)
    } else {
        (rng.below(13) as i32 - 6, rng.below(17) as i32 - 8, 1.0 + f64::from(rng.range(-0.03, 0.03)))
    };
    let (pitch, pace, range, gap) = bend(spec.delivery);
    // Another take is another reading.
    let mut take = Rng::new(seed ^ u64::from(spec.take).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    let (take_pitch, take_pace, take_range) = match spec.take {
        0 => (0, 1.0, 0),
        _ => (take.below(9) as i32 - 4, f64::from(take.range(0.93, 1.08)), take.below(31) as i32 - 15),
    };
    let size = persona.size * own_size;
    let speed = if spec.speed.is_finite() { spec.speed.clamp(0.4, 2.5) } else { 1.0 };
    // What the change of size does to the pace is taken back here.
    let pace = f64::from(persona.pace + own_pace) * pace * take_pace * speed / size;
    Part {
        voice,
        words_per_minute: pace.round().clamp(80.0, 450.0) as u32,
        pitch: (persona.pitch + own_pitch + pitch + take_pitch).clamp(0, 99).unsigned_abs(),
        range: (range + take_range).clamp(5, 99).unsigned_abs(),
        gap,
        size,
        age: spec.voice.age.filter(|_| chosen.is_none()).unwrap_or(persona.age),
        delivery: spec.delivery,
        seed: seed ^ hash(&spec.text) ^ u64::from(spec.take),
    }
}

/// Pitch up or down, pace as a factor, range of the tune, and the gap between words in units of 10 ms.
fn bend(delivery: Delivery) -> (i32, f64, i32, u32) {
    match delivery {
        Delivery::Normal => (0, 1.0, 54, 0),
        Delivery::Whisper => (-4, 0.92, 40, 1),
        Delivery::Soft => (-4, 0.93, 42, 0),
        Delivery::Shout => (16, 1.02, 82, 0),
        Delivery::Slow => (-2, 0.74, 50, 3),
        Delivery::Fast => (3, 1.3, 56, 0),
        Delivery::Angry => (6, 1.08, 76, 0),
        Delivery::Sad => (-8, 0.84, 28, 2),
        Delivery::Excited => (12, 1.14, 84, 0),
        Delivery::Tired => (-10, 0.8, 26, 2),
        Delivery::Breathless => (7, 1.16, 62, 0),
    }
}

fn pick(spec: &SpeechSpec, rng: &mut Rng) -> &'static Persona {
    let sex = spec.voice.sex.unwrap_or(if rng.chance(0.5) { Female } else { Male });
    let age = spec.voice.age.unwrap_or(Adult);
    // An accent that a persona has by birth goes to nobody unasked.
    let fits = |p: &&Persona| p.sex == sex && p.age == age && p.accent != "en-gb-scotland";
    let count = PERSONAS.iter().filter(fits).count();
    PERSONAS.iter().filter(fits).nth(rng.below(count)).unwrap_or(&NARRATOR)
}

/// A voice in the engine's own words (`en-us+f3`): nothing that could be an option or a path.
fn is_engine_voice(id: &str) -> bool {
    id.len() <= 40
        && id.contains(['+', '-'])
        && id.starts_with(|c: char| c.is_ascii_lowercase())
        && id.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '+' | '_'))
}

/// The voices that a person can choose from: `id` is what [`model::Voice::id`] takes.
pub fn voices() -> Vec<VoiceView> {
    [&NARRATOR]
        .into_iter()
        .chain(PERSONAS)
        .map(|p| VoiceView { id: p.id.to_owned(), label: p.label.to_owned() })
        .collect()
}
