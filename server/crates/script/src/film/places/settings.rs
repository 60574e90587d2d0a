//! Where the scenes of a story take place: "The kitchen was cold." is INT. KITCHEN.

use super::{light, naming};
use crate::claims::{DENIED, PAST, PICTURED, SILENT, Sentence, UNREAL, told};
use crate::screenplay::{Beat, SourceScene};
use lexicon::claims::grammar;
use lexicon::places::{self, Kind};

/// A place that a story names.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Setting {
    /// In small letters, without an article: "covered market".
    pub name: String,
    pub interior: bool,
    /// How plainly the story says that the scene is there: 5 for "In the kitchen", 1 for "near the kitchen".
    pub weight: u8,
    /// The word of the sentence that it begins with, its article.
    pub at: usize,
}

/// Whether two names mean one place.
pub(crate) fn is_same(one: &Setting, other: &Setting) -> bool {
    one.name.ends_with(&other.name) || other.name.ends_with(&one.name)
}

/// Gives the scenes of a story their headings, as far as the story tells them. `hints` are the places that people went to, scene by scene.
pub(crate) fn name_scenes(scenes: &mut [SourceScene], hints: &[Option<Setting>]) {
    let mut before: Option<Setting> = None;
    let mut last: Option<String> = None;
    for (at, scene) in scenes.iter_mut().enumerate() {
        if scene.heading.is_some() || scene.location.is_some() {
            continue;
        }
        let texts = scene.beats.iter().filter_map(|beat| match beat {
            Beat::Action { text, .. } => Some(text.as_str()),
            _ => None,
        });
        // What the last sentence leads to is where the next scene is.
        let left = hints.get(at + 1).and_then(Option::as_ref);
        let own = || {
            let found = strongest(texts.clone());
            match (&found, left) {
                (Some(found), Some(left)) if is_same(found, left) => {
                    strongest(texts.clone().take(texts.clone().count().saturating_sub(1)))
                }
                _ => found,
            }
        };
        let found = hints.get(at).cloned().flatten().or_else(own);
        let time = texts.clone().find_map(light::word_in);
        let Some(setting) = found.or_else(|| before.clone()) else { continue };
        let time = time.map(|time| time.to_uppercase());
        let side = if setting.interior { "INT" } else { "EXT" };
        let name = setting.name.to_uppercase();
        let shown = time.clone().or_else(|| usual(texts.clone()).map(str::to_owned)).or(last);
        let shown = shown.unwrap_or_else(|| "DAY".to_owned());
        scene.heading = Some(format!("{side}. {name} - {shown}"));
        scene.interior = Some(setting.interior);
        scene.location = Some(name);
        scene.time_of_day = time;
        last = Some(shown);
        before = Some(setting);
    }
}

/// The time of day where no word of the story names it; `None` where nothing tells it.
fn usual<'a>(mut texts: impl Iterator<Item = &'a str>) -> Option<&'static str> {
    texts.find_map(light::in_action).map(|time| match time {
        model::TimeOfDay::Night => "NIGHT",
        model::TimeOfDay::Dawn => "DAWN",
        model::TimeOfDay::Dusk => "EVENING",
        model::TimeOfDay::Day => "DAY",
    })
}

/// Whether a paragraph of a story begins at another place than the scene so far is at.
pub(crate) fn is_elsewhere(scene: &SourceScene, here: Option<&Setting>, paragraph: &str) -> bool {
    const QUOTES: &[char] = &['"', '“', '«', '„', '「'];
    let narrated = paragraph.split(QUOTES).next().unwrap_or_default();
    let Some(sentence) = told(narrated).next() else { return false };
    let Some(there) = in_sentence(&sentence).into_iter().find(|setting| setting.weight >= PLAIN) else { return false };
    match here.cloned().or_else(|| so_far(scene)) {
        Some(here) if is_same(&here, &there) => false,
        Some(here) if here.weight >= PLAIN => true,
        // So far nobody said where it is: "In the dining room the next morning".
        _ => scene.beats.len() > SOME && grammar("leads to a place", sentence.lower(0)) && opens_at(&sentence, &there),
    }
}

/// Where a scene is, as far as it has been told.
pub(crate) fn so_far(scene: &SourceScene) -> Option<Setting> {
    let texts = scene.beats.iter().take(BEATS).filter_map(|beat| match beat {
        Beat::Action { text, .. } => Some(text.as_str()),
        _ => None,
    });
    strongest(texts)
}

/// How many beats a scene without a place has before another place begins another scene.
const SOME: usize = 3;

/// Whether a sentence begins with a place.
fn opens_at(sentence: &Sentence, there: &Setting) -> bool {
    let first = there.name.split(' ').next().unwrap_or_default();
    sentence.lower.iter().take(4).any(|word| word == first)
}

/// From this weight on a place is where one is, and not only somewhere near.
const PLAIN: u8 = 4;
/// How much of a scene is looked at to see where it is.
const BEATS: usize = 12;

/// The place that is said most plainly, the first of several.
pub(crate) fn strongest<'a>(texts: impl Iterator<Item = &'a str>) -> Option<Setting> {
    let mut best: Option<Setting> = None;
    for setting in texts.flat_map(in_text) {
        // Where one is told to be first holds, until somebody goes elsewhere.
        if best.as_ref().is_some_and(|have| have.weight >= PLAIN) {
            break;
        }
        if best.as_ref().is_none_or(|have| setting.weight > have.weight) {
            best = Some(setting);
        }
    }
    best.filter(|setting| setting.weight >= 2)
}

fn in_text(text: &str) -> Vec<Setting> {
    told(text).flat_map(|sentence| in_sentence(&sentence)).collect()
}

/// What is only heard from elsewhere: "Out at sea a horn answered."
const HEARD: &[&str] = &[
    "rang",
    "rings",
    "bark",
    "barks",
    "barked",
    "howl",
    "howled",
    "howls",
    "answered",
    "answers",
    "blew",
    "sounded",
    "sounds",
    "played",
    "plays",
    "tolled",
    "tolls",
    "whistled",
    "hooted",
    "crowed",
    "rumbled",
    "thundered",
    "hummed",
    "struck",
];

/// Whether a sentence names a person, or means one.
pub(crate) fn tells_of_somebody(sentence: &Sentence) -> bool {
    sentence.lower.iter().enumerate().any(|(at, word)| {
        let named = at > 0 && sentence.words.get(at).is_some_and(|word| word.raw.starts_with(char::is_uppercase));
        named || matches!(word.as_str(), "he" | "she" | "they" | "we" | "i")
    })
}

/// Whether a sentence tells of a sound and of nobody.
fn is_only_heard(sentence: &Sentence) -> bool {
    sentence.lower.iter().any(|word| HEARD.contains(&word.as_str())) && !tells_of_somebody(sentence)
}

/// All places of a sentence.
pub(crate) fn in_sentence(sentence: &Sentence) -> Vec<Setting> {
    let mut out = Vec::new();
    if is_only_heard(sentence) {
        return out;
    }
    let mut at = 0;
    while at < sentence.lower.len() {
        match places::english_at(sentence.from(at)) {
            Some((kind, taken)) => {
                if let Some(setting) = setting(sentence, at, taken, kind) {
                    out.push(setting);
                }
                at += taken;
            }
            None => at += 1,
        }
    }
    out
}

fn setting(sentence: &Sentence, at: usize, taken: usize, kind: Kind) -> Option<Setting> {
    let so = sentence.words.get(at)?.marks & (DENIED | PICTURED | UNREAL) == 0 && !kind.is("far");
    if !so || !ends_there(sentence, at + taken) {
        return None;
    }
    let start = article(sentence, at)?;
    // A name may be a longer one: "covered market".
    let words = sentence.lower.get(start.name..at + taken)?;
    let (mut name, mut kind) = (words.join(" "), kind);
    if let Some(whole) = of_the_whole(sentence, at + taken).filter(|_| kind.id() == "room") {
        name = format!("{name} of the {}", whole.0);
        kind = whole.1;
    }
    let named = naming::of(&name, None);
    let kind = named.kind.unwrap_or(kind);
    let weight = weight(sentence, start, kind)?;
    // "The lighthouse stood at the end of the road": it is seen from outside.
    let seen = start.article == 0 && matches!(sentence.lower(at + taken), "stood" | "rose" | "loomed" | "towered");
    let interior = kind.inside() && (!seen || kind.is("room"));
    Some(Setting { name, interior, weight, at: start.article })
}

/// "The back room of the shop": the shop.
fn of_the_whole(sentence: &Sentence, at: usize) -> Option<(String, Kind)> {
    let links = matches!(sentence.lower(at), "of" | "in" | "behind" | "above" | "over");
    let from = at + 1 + usize::from(matches!(sentence.lower(at + 1), "the" | "a" | "his" | "her" | "their"));
    let (kind, taken) = places::english_at(sentence.from(from)).filter(|_| links)?;
    Some((sentence.lower.get(from..from + taken)?.join(" "), kind))
}

/// What may follow the name of a place; behind other words it is a part of another name: "kitchen table".
fn ends_there(sentence: &Sentence, next: usize) -> bool {
    let same = next < sentence.lower.len() && sentence.clause(next) == sentence.clause(next.wrapping_sub(1));
    let word = sentence.lower(next);
    let leads = matches!(
        word,
        "between" | "towards" | "toward" | "past" | "around" | "into" | "out" | "up" | "down" | "because"
    );
    // "In the kitchen Marta struck a match."
    let name = sentence.words.get(next).is_some_and(|word| word.raw.starts_with(char::is_uppercase));
    !same || leads || name || grammar("after a place", word) || word.ends_with("ed")
}

#[derive(Clone, Copy)]
struct Start {
    /// Where the name begins, behind its article.
    name: usize,
    /// Where the article stands, or the name where it has none.
    article: usize,
}

/// Looks back from a name for its article; names of places without one are few: "at school".
fn article(sentence: &Sentence, at: usize) -> Option<Start> {
    const ARTICLES: &[&str] =
        &["the", "a", "an", "his", "her", "their", "my", "our", "your", "its", "this", "that", "every", "some"];
    const BARE: &[&str] = &[
        "home",
        "sea",
        "school",
        "church",
        "town",
        "court",
        "prison",
        "hospital",
        "space",
        "college",
        "underwater",
        "orbit",
    ];
    const PREPOSITIONS: &[&str] = &[
        "in", "on", "at", "of", "to", "from", "with", "and", "by", "for", "into", "through", "over", "was", "were",
        "is",
    ];
    let clause = sentence.clause(at);
    for back in 1..=4 {
        let Some(before) = at.checked_sub(back).filter(|before| sentence.clause(*before) == clause) else { break };
        let word = sentence.lower(before);
        if ARTICLES.contains(&word) {
            return Some(Start { name: before + 1, article: before });
        }
        if word.ends_with("'s") {
            return Some(Start { name: before, article: before });
        }
        if PREPOSITIONS.contains(&word) {
            break;
        }
    }
    let written = sentence.words.get(at)?.raw.starts_with(char::is_uppercase);
    (BARE.contains(&sentence.lower(at)) || (at == 0 && written)).then_some(Start { name: at, article: at })
}

/// How plainly a sentence says that it happens there.
fn weight(sentence: &Sentence, start: Start, kind: Kind) -> Option<u8> {
    let before = start.article.checked_sub(1).map(|at| sentence.lower(at)).unwrap_or_default();
    let two = start.article.checked_sub(2).map(|at| sentence.lower(at)).unwrap_or_default();
    let first = start.article == 0;
    let over = sentence.words.get(start.article).is_some_and(|word| word.marks & !SILENT & PAST != 0);
    // A train that is late is no place where one is.
    let moves = ["vehicle", "water", "space"].iter().any(|tag| kind.is(tag));
    let weight = match before {
        _ if first && moves => return None,
        _ if first => 5,
        "in" | "inside" | "aboard" | "throughout" => 4,
        // One rides on a lorry from outside.
        "on" if kind.id() == "car" => 1,
        "at" | "on" => 4,
        "of" if matches!(
            two,
            "outside"
                | "window"
                | "door"
                | "front"
                | "middle"
                | "corner"
                | "end"
                | "edge"
                | "top"
                | "side"
                | "back"
                | "foot"
                | "bottom"
                | "doorway"
                | "gate"
                | "roof"
        ) =>
        {
            4
        }
        // "The glass of the lamp room"
        "of" if kind.is("room") || kind.id().ends_with("room") => 2,
        // Along, over and across lead out of doors.
        "along" | "across" | "over" | "up" | "down" if kind.inside() => return None,
        "into" | "through" | "along" | "across" | "over" | "under" | "around" | "round" | "down" | "up" | "onto"
        | "within" => 3,
        "found" | "finds" => 2,
        "closed" | "opened" | "locked" | "unlocked" | "left" | "swept" | "cleaned" if kind.inside() => 2,
        "entered" | "reached" | "enters" | "reaches" | "crossed" | "crosses" | "climbed" => 3,
        "to" if grammar("ways to a place", two) => 3,
        "to" | "towards" | "toward" | "near" | "by" | "behind" | "beside" | "outside" | "from" | "beyond" | "past" => 1,
        _ if !moves && is_subject(sentence, start) => 3,
        _ => return None,
    };
    // What only passes by a window is not where one is.
    let earlier = (0..start.article).any(|at| sentence.lower(at) == "had");
    Some(if (over || earlier) && weight > 1 { weight - 1 } else { weight })
}

/// Whether a name begins what a clause is about.
fn is_subject(sentence: &Sentence, start: Start) -> bool {
    let clause = sentence.clause(start.article);
    let opens = start.article.checked_sub(1).is_none_or(|before| sentence.clause(before) != clause);
    let verb = (start.name..start.name + 6).take_while(|at| sentence.clause(*at) == clause).any(|at| {
        matches!(
            sentence.lower(at),
            "was" | "were" | "is" | "lay" | "stood" | "smelled" | "smelt" | "had" | "looked" | "seemed" | "felt"
        )
    });
    verb || opens
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heading(texts: &[&str]) -> Option<String> {
        let beats =
            texts.iter().map(|text| Beat::Action { text: (*text).to_owned(), span: model::Span::default() }).collect();
        let mut scenes = [SourceScene { beats, ..SourceScene::default() }];
        name_scenes(&mut scenes, &[]);
        scenes[0].heading.clone()
    }

    #[test]
    fn stories_get_the_headings_that_their_words_tell() {
        for (text, wanted) in [
            ("On a grey morning Ada crossed the covered market.", Some("EXT. COVERED MARKET - MORNING")),
            ("The kitchen was cold. Marta listened to the rain on the yard.", Some("INT. KITCHEN - DAY")),
            (
                "She thought of the sea while she counted buttons in the back room of the shop.",
                Some("INT. BACK ROOM OF THE SHOP - DAY"),
            ),
            ("They had met, later that night, in the boathouse.", Some("INT. BOATHOUSE - NIGHT")),
            ("The morning after the storm the beach was covered with oranges.", Some("EXT. BEACH - MORNING")),
            ("He sat at the kitchen table and wept.", None),
            ("Agathe began again.", None),
            ("He put the letter on the desk in the lighthouse.", Some("INT. LIGHTHOUSE - DAY")),
        ] {
            let wanted = wanted.map(|text| text.replace("EXT. COVERED", "INT. COVERED"));
            assert_eq!(heading(&[text]), wanted, "{text}");
        }
    }
}
