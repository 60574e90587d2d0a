//! What a scene feels like, by its words.

use crate::screenplay::{Beat, Screenplay, SourceScene};
use crate::words::lower_words;
use model::Mood;
use std::collections::HashMap;
use std::sync::OnceLock;

const SIGNS: &[(Mood, &[&str])] = &[
    (
        Mood::Urgent,
        &[
            "run", "runs", "running", "sprints", "chase", "chases", "hurry", "fast", "jumps", "explodes", "crash",
            "escape", "bomb", "races", "quick", "shoots", "gunfire", "dives",
        ],
    ),
    (
        Mood::Tense,
        &[
            "gun",
            "knife",
            "threat",
            "threatens",
            "stares",
            "silence",
            "tense",
            "fear",
            "afraid",
            "danger",
            "trap",
            "locked",
            "police",
            "weapon",
            "argue",
            "angry",
            "stop",
            "kill",
            "dark",
        ],
    ),
    (
        Mood::Sad,
        &[
            "cries", "tears", "weeps", "grave", "funeral", "alone", "lost", "dead", "died", "goodbye", "sad", "grief",
            "mourning", "lonely", "sorry", "empty",
        ],
    ),
    (
        Mood::Eerie,
        &[
            "ghost",
            "shadow",
            "creaks",
            "whisper",
            "whispers",
            "strange",
            "eerie",
            "haunted",
            "fog",
            "skeleton",
            "blood",
            "scream",
            "moonlight",
            "footprints",
            "creature",
        ],
    ),
    (
        Mood::Joyful,
        &[
            "laughs",
            "laughing",
            "dance",
            "dances",
            "party",
            "cheers",
            "joy",
            "happy",
            "celebrate",
            "sings",
            "birthday",
            "wedding",
            "giggles",
            "delighted",
        ],
    ),
    (
        Mood::Warm,
        &[
            "smiles", "smile", "hug", "hugs", "embrace", "kiss", "kisses", "gently", "softly", "mother", "home",
            "warm", "tea", "sandwich", "sister", "friend", "love", "tender",
        ],
    ),
    (
        Mood::Wonder,
        &[
            "stars",
            "light",
            "beautiful",
            "magic",
            "wonder",
            "glows",
            "gleams",
            "sky",
            "vast",
            "enchanted",
            "miracle",
            "golden",
            "whale",
            "universe",
        ],
    ),
];

/// Each sign with the moods that it stands for, as places in [`SIGNS`].
fn moods_of(word: &str) -> &'static [usize] {
    static INDEX: OnceLock<HashMap<&'static str, Vec<usize>>> = OnceLock::new();
    let index = INDEX.get_or_init(|| {
        let mut all: HashMap<&'static str, Vec<usize>> = HashMap::new();
        for (at, (_, signs)) in SIGNS.iter().enumerate() {
            for sign in *signs {
                all.entry(sign).or_default().push(at);
            }
        }
        all
    });
    index.get(word).map(Vec::as_slice).unwrap_or_default()
}

pub(crate) fn of(scene: &SourceScene, play: &Screenplay) -> Mood {
    let mut votes = [0u32; SIGNS.len()];
    for beat in scene.beats.iter().take(60) {
        let text = match beat {
            Beat::Action { text, .. } => text.as_str(),
            Beat::Line(at) => play.dialogue.get(*at).map_or("", |l| l.text.as_str()),
            _ => continue,
        };
        for word in lower_words(text) {
            for at in moods_of(&word) {
                if let Some(vote) = votes.get_mut(*at) {
                    *vote += 1;
                }
            }
        }
    }
    let best = votes.iter().copied().max().unwrap_or(0);
    // One word is no mood.
    if best < 2 {
        return Mood::Neutral;
    }
    votes.iter().zip(SIGNS).find(|(vote, _)| **vote == best).map_or(Mood::Neutral, |(_, (mood, _))| *mood)
}
