//! The words of the trade: framings, camera moves, deliveries, numbers.

use model::{CameraMove, Delivery, Framing};

/// Lower-cased words of a text, with their marks stripped.
pub(crate) fn tokens(text: &str) -> Vec<String> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '’'))
        .filter(|w| !w.is_empty())
        .map(|w| w.to_lowercase().replace('’', "'"))
        .collect()
}

/// A text in lower case that many phrases are looked for in. Most are ruled out by how its words begin.
pub(crate) struct Phrases {
    lower: String,
    /// One bit per pair of letters that some word begins with.
    heads: [u64; 16],
}

fn head(bytes: &[u8]) -> usize {
    let a = usize::from(bytes.first().copied().unwrap_or(0));
    let b = bytes.get(1).copied().filter(u8::is_ascii_alphanumeric).unwrap_or(b' ');
    (a * 31 + usize::from(b)) % 1024
}

impl Phrases {
    /// `lower` is in lower case already.
    pub fn new(lower: String) -> Self {
        let mut heads = [0u64; 16];
        let bytes = lower.as_bytes();
        let mut inside = false;
        for (at, byte) in bytes.iter().enumerate() {
            let letter = byte.is_ascii_alphanumeric();
            if letter && !inside {
                let bit = head(bytes.get(at..).unwrap_or_default());
                if let Some(word) = heads.get_mut(bit / 64) {
                    *word |= 1 << (bit % 64);
                }
            }
            inside = letter;
        }
        Self { lower, heads }
    }

    pub fn of(text: &str) -> Self {
        Self::new(text.to_lowercase())
    }

    /// Where a phrase of whole words stands, in bytes of the lower-case text.
    pub fn find(&self, phrase: &str) -> Option<usize> {
        let bytes = phrase.as_bytes();
        if bytes.first().is_some_and(u8::is_ascii_alphanumeric) {
            let bit = head(bytes);
            if self.heads.get(bit / 64).is_none_or(|word| word & (1 << (bit % 64)) == 0) {
                return None;
            }
        }
        find_phrase(&self.lower, phrase)
    }

    /// Whether some word begins like the phrase does: quick, and only sure when it says no.
    pub fn may(&self, phrase: &str) -> bool {
        let bytes = phrase.as_bytes();
        let bit = head(bytes);
        !bytes.first().is_some_and(u8::is_ascii_alphanumeric)
            || self.heads.get(bit / 64).is_some_and(|word| word & (1 << (bit % 64)) != 0)
    }

    pub fn has(&self, phrase: &str) -> bool {
        self.find(phrase).is_some()
    }
}

/// Whether a phrase of whole words occurs in a lower-case text.
pub(crate) fn has_phrase(lower: &str, phrase: &str) -> bool {
    find_phrase(lower, phrase).is_some()
}

/// Where a phrase of whole words occurs in a lower-case text, in bytes.
pub(crate) fn find_phrase(lower: &str, phrase: &str) -> Option<usize> {
    let (text, wanted) = (lower.as_bytes(), phrase.as_bytes());
    let first = *wanted.first()?;
    let mut from = 0;
    while let Some(at) = text.get(from..)?.iter().position(|b| *b == first) {
        let start = from + at;
        let end = start + wanted.len();
        if text.get(start..end) == Some(wanted) {
            let before = lower.get(..start).and_then(|s| s.chars().next_back());
            let after = lower.get(end..).and_then(|s| s.chars().next());
            let inside = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && c < '\u{2e80}');
            if !inside(before) && !inside(after) {
                return Some(start);
            }
        }
        from = start + 1;
    }
    None
}

/// The framing that a label or a sentence of action names.
pub(crate) fn framing_in(text: &str) -> Option<Framing> {
    let lower = text.to_lowercase().replace(['-', '_'], " ");
    let phrases = Phrases::new(lower.clone());
    const TERMS: &[(&str, Framing)] = &[
        ("extreme close up", Framing::ExtremeCloseUp),
        ("extreme closeup", Framing::ExtremeCloseUp),
        ("extreme close", Framing::ExtremeCloseUp),
        ("big close up", Framing::ExtremeCloseUp),
        ("macro", Framing::ExtremeCloseUp),
        ("ecu", Framing::ExtremeCloseUp),
        ("xcu", Framing::ExtremeCloseUp),
        ("bcu", Framing::ExtremeCloseUp),
        ("over the shoulder", Framing::OverTheShoulder),
        ("over shoulder", Framing::OverTheShoulder),
        ("ots", Framing::OverTheShoulder),
        ("two shot", Framing::TwoShot),
        ("2 shot", Framing::TwoShot),
        ("point of view", Framing::Pov),
        ("pov", Framing::Pov),
        ("establishing", Framing::Establishing),
        ("establish", Framing::Establishing),
        ("extreme wide", Framing::Establishing),
        ("extreme long", Framing::Establishing),
        ("very wide", Framing::Establishing),
        ("ews", Framing::Establishing),
        ("els", Framing::Establishing),
        ("aerial", Framing::Aerial),
        ("drone", Framing::Aerial),
        ("bird's eye", Framing::Aerial),
        ("birds eye", Framing::Aerial),
        ("top down", Framing::Aerial),
        ("insert", Framing::Insert),
        ("cutaway", Framing::Insert),
        ("detail", Framing::Insert),
        ("medium close up", Framing::CloseUp),
        ("medium closeup", Framing::CloseUp),
        ("mcu", Framing::CloseUp),
        ("close up", Framing::CloseUp),
        ("closeup", Framing::CloseUp),
        ("close on", Framing::CloseUp),
        ("close shot", Framing::CloseUp),
        ("tight on", Framing::CloseUp),
        ("cu", Framing::CloseUp),
        ("medium wide", Framing::Full),
        ("medium long", Framing::Full),
        ("full shot", Framing::Full),
        ("full body", Framing::Full),
        ("cowboy shot", Framing::Full),
        ("wide angle", Framing::Wide),
        ("wide shot", Framing::Wide),
        ("wide on", Framing::Wide),
        ("long shot", Framing::Wide),
        ("master shot", Framing::Wide),
        ("ws", Framing::Wide),
        ("medium shot", Framing::Medium),
        ("mid shot", Framing::Medium),
        ("midshot", Framing::Medium),
        ("medium", Framing::Medium),
        ("特写", Framing::CloseUp),
        ("全景", Framing::Wide),
        ("中景", Framing::Medium),
        ("远景", Framing::Establishing),
    ];
    if let Some((_, framing)) = TERMS.iter().find(|(term, _)| phrases.has(term)) {
        return Some(*framing);
    }
    // As a whole label only: in a sentence these words mean other things.
    match lower.trim() {
        "wide" | "long" | "master" => Some(Framing::Wide),
        "full" => Some(Framing::Full),
        "ms" | "mid" => Some(Framing::Medium),
        "ls" => Some(Framing::Wide),
        "close" | "tight" => Some(Framing::CloseUp),
        _ => None,
    }
}

/// The camera move that a label or a sentence names.
pub(crate) fn camera_in(text: &str) -> Option<CameraMove> {
    let lower = text.to_lowercase().replace(['-', '_'], " ");
    let words = lower.split_whitespace().count();
    let found = Phrases::new(lower);
    let has = |phrase: &str| found.has(phrase);
    let any = |phrases: &[&str]| phrases.iter().any(|p| has(p));
    let left = any(&["left", "to the left", "leftwards"]);
    let up = any(&["up", "upward", "upwards", "rises", "rising"]);
    if any(&["handheld", "hand held", "shaky cam", "shaky camera"]) {
        return Some(CameraMove::Handheld);
    }
    if any(&[
        "push in",
        "pushes in",
        "pushing in",
        "dolly in",
        "dollies in",
        "dolly forward",
        "move in on",
        "moves in on",
        "track in",
        "camera moves closer",
        "slow push",
        "dolly",
    ]) && !has("dolly out")
        && !has("dolly back")
    {
        return Some(CameraMove::DollyIn);
    }
    if any(&[
        "pull back",
        "pulls back",
        "pulling back",
        "dolly out",
        "dolly back",
        "pull out",
        "pulls out",
        "pull away",
        "pulls away",
    ]) {
        return Some(CameraMove::DollyOut);
    }
    if any(&["zoom out", "zooms out", "zooming out"]) {
        return Some(CameraMove::ZoomOut);
    }
    if any(&["zoom in", "zooms in", "zooming in", "slow zoom", "crash zoom", "zoom"]) {
        return Some(CameraMove::ZoomIn);
    }
    if any(&["crane up", "camera rises", "crane shot", "boom up", "camera lifts", "jib up", "crane"])
        && !has("crane down")
    {
        return Some(CameraMove::CraneUp);
    }
    if any(&["crane down", "camera descends", "boom down", "jib down", "camera lowers"]) {
        return Some(CameraMove::CraneDown);
    }
    if any(&["tilt up", "tilts up", "tilting up", "tilt down", "tilts down", "tilting down", "tilt"]) {
        return Some(if up || !any(&["down"]) { CameraMove::TiltUp } else { CameraMove::TiltDown });
    }
    let camera = has("camera") || words <= 5;
    if any(&[
        "camera pans",
        "pan across",
        "pan to",
        "pan over",
        "pan left",
        "pan right",
        "we pan",
        "panning shot",
        "slow pan",
    ]) || (camera && any(&["pan", "pans", "panning"]))
    {
        return Some(if left { CameraMove::PanLeft } else { CameraMove::PanRight });
    }
    if any(&[
        "tracking shot",
        "tracking",
        "camera tracks",
        "camera follows",
        "we follow",
        "we track",
        "track with",
        "trucking",
        "truck left",
        "truck right",
        "dolly left",
        "dolly right",
        "steadicam",
        "follow shot",
    ]) || (camera && any(&["track", "tracks"]))
    {
        return Some(if left { CameraMove::TrackLeft } else { CameraMove::TrackRight });
    }
    if any(&["static", "locked off", "locked down", "fixed camera", "tripod"]) {
        return Some(CameraMove::Static);
    }
    None
}

/// How a parenthetical asks a line to be spoken.
pub(crate) fn delivery_in(text: &str) -> Delivery {
    let lower = text.to_lowercase();
    let heads = Phrases::new(lower.clone());
    const TERMS: &[(&str, Delivery)] = &[
        ("whisper", Delivery::Whisper),
        ("sotto voce", Delivery::Whisper),
        ("under his breath", Delivery::Whisper),
        ("under her breath", Delivery::Whisper),
        ("under their breath", Delivery::Whisper),
        ("hushed", Delivery::Whisper),
        ("mutter", Delivery::Whisper),
        ("shout", Delivery::Shout),
        ("yell", Delivery::Shout),
        ("scream", Delivery::Shout),
        ("calls out", Delivery::Shout),
        ("calling", Delivery::Shout),
        ("bellow", Delivery::Shout),
        ("loud", Delivery::Shout),
        ("roar", Delivery::Shout),
        ("angr", Delivery::Angry),
        ("furious", Delivery::Angry),
        ("snap", Delivery::Angry),
        ("enraged", Delivery::Angry),
        ("bitter", Delivery::Angry),
        ("growl", Delivery::Angry),
        ("irritated", Delivery::Angry),
        ("annoyed", Delivery::Angry),
        ("sad", Delivery::Sad),
        ("cry", Delivery::Sad),
        ("crying", Delivery::Sad),
        ("tear", Delivery::Sad),
        ("sob", Delivery::Sad),
        ("weep", Delivery::Sad),
        ("broken", Delivery::Sad),
        ("choked", Delivery::Sad),
        ("sigh", Delivery::Sad),
        ("excited", Delivery::Excited),
        ("delighted", Delivery::Excited),
        ("eager", Delivery::Excited),
        ("thrilled", Delivery::Excited),
        ("laugh", Delivery::Excited),
        ("grinning", Delivery::Excited),
        ("beaming", Delivery::Excited),
        ("happily", Delivery::Excited),
        ("soft", Delivery::Soft),
        ("quiet", Delivery::Soft),
        ("gentl", Delivery::Soft),
        ("low", Delivery::Soft),
        ("tender", Delivery::Soft),
        ("murmur", Delivery::Soft),
        ("to himself", Delivery::Soft),
        ("to herself", Delivery::Soft),
        ("slow", Delivery::Slow),
        ("deliberate", Delivery::Slow),
        ("drawl", Delivery::Slow),
        ("hesita", Delivery::Slow),
        ("fast", Delivery::Fast),
        ("quick", Delivery::Fast),
        ("rapid", Delivery::Fast),
        ("hurried", Delivery::Fast),
        ("breathless", Delivery::Fast),
        ("urgent", Delivery::Fast),
        ("out of breath", Delivery::Fast),
    ];
    TERMS
        .iter()
        .find(|(stem, _)| {
            heads.may(stem) && lower.match_indices(stem).any(|(at, _)| {
                lower.get(..at).and_then(|s| s.chars().next_back()).is_none_or(|c| !c.is_alphanumeric())
                    // "low" must not be found in "lower deck"; stems of four letters and more may go on.
                    && (stem.len() > 3 || lower.get(at + stem.len()..).and_then(|s| s.chars().next()).is_none_or(|c| !c.is_alphanumeric()))
            })
        })
        .map_or(Delivery::Normal, |(_, delivery)| *delivery)
}

/// "TWO" → 2.
pub(crate) fn ordinal_word(word: &str) -> Option<u32> {
    const WORDS: &[&str] = &[
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
    ];
    let lower = word.to_lowercase();
    WORDS.iter().position(|w| *w == lower).map(|n| n as u32)
}

/// "COFFEE SHOP" → "coffee shop"; words that are not all in capitals stay.
pub(crate) fn calm(text: &str) -> String {
    if text.chars().any(char::is_lowercase) { text.to_owned() } else { text.to_lowercase() }
}

/// "MRS. O'NEILL" → "Mrs. O'Neill"; names that are not all in capitals stay.
pub(crate) fn title_case(name: &str) -> String {
    if name.chars().any(char::is_lowercase) {
        return name.to_owned();
    }
    let mut out = String::with_capacity(name.len());
    let mut start = true;
    for c in name.chars() {
        if start {
            out.push(c);
        } else {
            out.extend(c.to_lowercase());
        }
        start = !(c.is_alphanumeric() || c == '’') && c != '\''
            || (c == '\'' && out.chars().rev().nth(2).is_none_or(|p| !p.is_alphanumeric()));
    }
    out
}
