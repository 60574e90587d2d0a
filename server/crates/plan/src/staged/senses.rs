//! Words of an action that look like things and are not: who watches has no watch, a telephone that rings is no jewellery.

/// Things that are also verbs or other things: they count after an article, a possessive or a telling adjective.
const DOUBTFUL: [&str; 17] = [
    "ring", "rings", "watch", "watches", "rose", "note", "notes", "file", "files", "box", "boxes", "page", "pages",
    "screen", "chest", "picture", "pictures",
];
const BEFORE: [&str; 47] = [
    "a",
    "an",
    "the",
    "his",
    "her",
    "their",
    "its",
    "my",
    "your",
    "our",
    "this",
    "that",
    "these",
    "those",
    "one",
    "two",
    "three",
    "another",
    "each",
    "gold",
    "golden",
    "silver",
    "diamond",
    "wedding",
    "engagement",
    "pocket",
    "wrist",
    "old",
    "small",
    "little",
    "red",
    "white",
    "black",
    "single",
    "torn",
    "folded",
    "crumpled",
    "tiny",
    "heavy",
    "broken",
    "new",
    "wooden",
    "cardboard",
    "empty",
    "locked",
    "leather",
    "treasure",
];
const OWNERS: [&str; 7] = ["his", "her", "their", "its", "my", "your", "our"];

/// Phrases of which one word, counted from 0, is no thing to show.
const PHRASES: &[(&str, usize)] = &[
    ("number plate", 1),
    ("license plate", 1),
    ("licence plate", 1),
    ("car park", 0),
    ("car key", 0),
    ("car keys", 0),
    ("train car", 1),
    ("dining car", 1),
    ("sleeping car", 1),
    ("cable car", 0),
    ("cable car", 1),
    ("hot dog", 1),
    ("dog tag", 0),
    ("dog tags", 0),
    ("dog collar", 0),
    ("cat walk", 0),
    ("bird's eye", 0),
    ("crow's nest", 0),
    ("ball gown", 0),
    ("masked ball", 1),
    ("ball room", 0),
    ("coffee shop", 0),
    ("coffee table", 0),
    ("coffee bar", 0),
    ("tea room", 0),
    ("tea time", 0),
    ("glass door", 0),
    ("glass doors", 0),
    ("glass wall", 0),
    ("glass eye", 0),
    ("glass roof", 0),
    ("broken glass", 1),
    ("looking glass", 1),
    ("magnifying glass", 1),
    ("stained glass", 1),
    ("shards of glass", 2),
    ("boat train", 0),
    ("letter box", 0),
    ("letter box", 1),
    ("phone box", 1),
    ("phone booth", 0),
    ("boxing ring", 1),
    ("key witness", 0),
    ("horse power", 0),
    ("chest pain", 0),
    ("lamp post", 1),
    ("guitar case", 1),
    ("music box", 0),
    ("the ring of", 1),
    ("bank note", 1),
    ("paper plane", 1),
];
/// What a film's camera does.
const FILMING: [&str; 16] = [
    "pushes", "pans", "tracks", "moves", "follows", "holds", "tilts", "zooms", "dollies", "pulls", "stays", "finds",
    "reveals", "lingers", "drifts", "circles",
];

/// The words with those that mean no thing emptied, in their places.
pub fn things_meant(text: &[String]) -> Vec<String> {
    let mut out = text.to_vec();
    let word = |i: Option<usize>| i.and_then(|i| text.get(i)).map_or("", String::as_str);
    for (i, slot) in out.iter_mut().enumerate() {
        let this = text.get(i).map_or("", String::as_str);
        let (last, last_but_one, next) = (word(i.checked_sub(1)), word(i.checked_sub(2)), word(Some(i + 1)));
        let doubtful = DOUBTFUL.contains(&this) && text.len() > 2 && !BEFORE.contains(&last);
        // Somebody's chest, unless it holds something.
        let body = this == "chest" && next != "of" && (OWNERS.contains(&last) || last_but_one == "in");
        // Glasses are worn, unless they are poured, raised or full of something.
        let worn = this == "glasses"
            && !["of", "with"].contains(&next)
            && !text.iter().any(|w| ["raise", "clink", "pour", "fill", "drink"].iter().any(|v| w.starts_with(v)));
        let lens = this == "camera"
            && (FILMING.contains(&next)
                || ["to", "toward", "towards", "at", "on", "off", "into", "past"].contains(&last)
                || last == "the" && ["to", "toward", "towards", "at", "into", "past", "from"].contains(&last_but_one));
        let phrase = PHRASES.iter().any(|&(phrase, at)| {
            i.checked_sub(at).is_some_and(|from| phrase.split(' ').enumerate().all(|(k, w)| word(Some(from + k)) == w))
        });
        if doubtful || body || worn || lens || phrase || lexicon::is_figurative(text, i) {
            slot.clear();
        }
    }
    out
}
