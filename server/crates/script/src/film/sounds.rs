//! What is heard under a shot: from tags, from the place, and from what the action says.

mod matching;

use crate::claims::told;
use crate::screenplay::{Beat, SourceScene};
use crate::words::Phrases;
use model::{Cue, CueKind, Place, Span, TimeOfDay, Weather};

/// The most effects of one action.
const MOST: usize = 4;

/// The bed of a scene: place, time and weather. `kind` is the kind of its place.
pub(crate) fn ambience(place: &Place, kind: Option<lexicon::places::Kind>, scene: &SourceScene) -> Vec<String> {
    let inside = place.interior == Some(true);
    let night = place.time == TimeOfDay::Night;
    let mut out = Vec::new();
    let peopled = |bed: &String| {
        let people = ["crowd", "station", "children playing"].iter().any(|word| bed.contains(word));
        let closed =
            kind.is_some_and(|kind| kind.is("nightlife")) && !matches!(place.time, TimeOfDay::Night | TimeOfDay::Dusk);
        people && (closed || is_deserted(scene))
    };
    let bed = kind.and_then(|kind| kind.air(inside, night)).filter(|bed| !peopled(bed));
    let shut_off = kind.is_some_and(|kind| kind.is("under") || kind.is("space") || (inside && kind.is("sealed")));
    let wet = matches!(place.weather, Weather::Rain | Weather::Storm | Weather::Snow);
    let bed = match bed {
        // Neither birds nor crickets sing in the rain.
        Some(bed) if wet && matches!(bed.as_str(), "birds" | "crickets") => "outdoor air".to_owned(),
        Some(bed) => bed,
        None if inside => "room tone".to_owned(),
        None if shut_off => "underwater".to_owned(),
        None if night && !wet => "crickets".to_owned(),
        None => "outdoor air".to_owned(),
    };
    let bed = if is_denied(&bed, scene) { if inside { "room tone" } else { "outdoor air" }.to_owned() } else { bed };
    let windy = bed == "wind";
    out.push(bed);
    match place.weather {
        _ if shut_off => {}
        Weather::Rain if inside => out.push("rain on window".to_owned()),
        Weather::Rain => out.push("rain".to_owned()),
        Weather::Storm => {
            out.push(if inside { "rain on window" } else { "heavy rain" }.to_owned());
            out.push("wind".to_owned());
        }
        Weather::Wind if !inside && !windy => out.push("wind".to_owned()),
        _ => {}
    }
    out
}

/// "No birds sing.": the bed of the place is not heard in this one.
fn is_denied(bed: &str, scene: &SourceScene) -> bool {
    let Some(stem) = bed.split(' ').next().map(|word| word.trim_end_matches('s')).filter(|stem| stem.len() > 2) else {
        return false;
    };
    let denies = |text: &str| {
        told(text).any(|sentence| {
            let of = |at: &usize| sentence.lower(*at).trim_end_matches('s') == stem;
            (0..sentence.lower.len())
                .filter(of)
                .any(|at| sentence.words.get(at).is_some_and(|word| word.marks & crate::claims::DENIED != 0))
        })
    };
    scene.beats.iter().any(|beat| matches!(beat, Beat::Action { text, .. } if denies(text)))
}

/// Whether the script says that nobody is about, or that it is quiet.
fn is_deserted(scene: &SourceScene) -> bool {
    const SIGNS: &[&str] = &[
        "empty",
        "deserted",
        "abandoned",
        "closed",
        "nobody",
        "no one",
        "silence",
        "silent",
        "quiet",
        "after hours",
        "chairs on the tables",
        "not a soul",
        "derelict",
        "boarded up",
        "shut down",
        "alone",
    ];
    let says = |text: &str| {
        let text = Phrases::of(text);
        SIGNS.iter().any(|sign| text.has(sign))
    };
    let actions = scene.beats.iter().filter_map(|beat| match beat {
        Beat::Action { text, .. } => Some(text.as_str()),
        _ => None,
    });
    scene.heading.as_deref().is_some_and(says) || actions.take(3).any(says)
}

/// The sounds that an action makes, in the order of their naming.
pub(crate) fn effects(action: &str, span: Span) -> Vec<Cue> {
    if action.is_empty() {
        return Vec::new();
    }
    let mut found: Vec<&'static lexicon::Entry> = Vec::new();
    let mut things: Vec<usize> = Vec::new();
    for sentence in told(action) {
        let (entries, next) = matching::heard(&sentence, &things);
        things = next;
        for entry in entries {
            if !found.iter().any(|have| have.id == entry.id) {
                found.push(entry);
            }
        }
    }
    if found.is_empty() && !action.is_ascii() {
        let says = |entry: &&lexicon::Entry| entry.words("zh").iter().any(|word| action.contains(word));
        found.extend(lexicon::sounds::table().entries().iter().filter(says));
    }
    // Walking is not heard beside running.
    if found.iter().any(|entry| entry.id == "running footsteps") {
        found.retain(|entry| entry.id != "footsteps");
    }
    found.truncate(MOST);
    let cue = |entry: &lexicon::Entry| {
        let kind = if entry.is("lasts") { CueKind::Ambience } else { CueKind::Effect };
        Cue { kind, sound: entry.id.to_owned(), source: span, ..Cue::default() }
    };
    found.into_iter().map(cue).collect()
}

/// Whether a tagged sound lasts as long as the shot ("rain", "crowd") rather than happening once.
pub(crate) fn lasts(sound: &str) -> bool {
    const LAST: &[&str] = &[
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
    ];
    let text = Phrases::of(sound);
    let listed = LAST.iter().any(|word| text.has(word));
    listed && !["horn", "bell", "splash", "car passes"].iter().any(|word| sound.to_lowercase().contains(word))
}
