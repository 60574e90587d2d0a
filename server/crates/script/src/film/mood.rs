//! What a scene feels like, by its words.

use crate::screenplay::{Beat, Screenplay, SourceScene};
use crate::words::tokens;
use model::Mood;

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

pub(crate) fn of(scene: &SourceScene, play: &Screenplay) -> Mood {
    let mut votes = [0u32; SIGNS.len()];
    for beat in scene.beats.iter().take(60) {
        let text = match beat {
            Beat::Action { text, .. } => text.as_str(),
            Beat::Line(at) => play.dialogue.get(*at).map_or("", |l| l.text.as_str()),
            _ => continue,
        };
        for word in tokens(text) {
            for (vote, (_, signs)) in votes.iter_mut().zip(SIGNS) {
                *vote += u32::from(signs.contains(&word.as_str()));
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
