//! What a person does, read from the action.

use crate::reading::words::{find, words};
use crate::rng::{Rng, hash};
use model::Figure;

/// What the body does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Body {
    Stand,
    Walk,
    Run,
    Sit,
    Drive,
    Kneel,
    Crouch,
    Lean,
    Fall,
    Lie,
}

/// What the arms do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Arms {
    Rest,
    Talk,
    Point,
    Hold,
    HoldBoth,
    Drink,
    Phone,
    Write,
    Embrace,
    Wave,
    Face,
    Wheel,
    Aim,
    Crossed,
}

/// A body and what its arms do; whether it looks away from the camera.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Act {
    pub body: Body,
    pub arms: Arms,
    pub away: bool,
}

const BODIES: &[(&str, Body)] = &[
    ("run", Body::Run),
    ("ran", Body::Run),
    ("sprint", Body::Run),
    ("rush", Body::Run),
    ("race", Body::Run),
    ("flee", Body::Run),
    ("chase", Body::Run),
    ("hurry", Body::Run),
    ("dash", Body::Run),
    ("drive", Body::Drive),
    ("drove", Body::Drive),
    ("steer", Body::Drive),
    ("at the wheel", Body::Drive),
    ("behind the wheel", Body::Drive),
    ("collapse", Body::Fall),
    ("fall", Body::Fall),
    ("fell", Body::Fall),
    ("trip", Body::Fall),
    ("stumble", Body::Fall),
    ("slip", Body::Fall),
    ("faint", Body::Fall),
    ("lie", Body::Lie),
    ("lying", Body::Lie),
    ("lay", Body::Lie),
    ("asleep", Body::Lie),
    ("sleep", Body::Lie),
    ("unconscious", Body::Lie),
    ("kneel", Body::Kneel),
    ("knelt", Body::Kneel),
    ("pray", Body::Kneel),
    ("crouch", Body::Crouch),
    ("squat", Body::Crouch),
    ("duck", Body::Crouch),
    ("hide", Body::Crouch),
    ("stand", Body::Stand),
    ("stood", Body::Stand),
    ("rise", Body::Stand),
    ("sit", Body::Sit),
    ("sat", Body::Sit),
    ("seated", Body::Sit),
    ("perch", Body::Sit),
    ("slump", Body::Sit),
    ("at her desk", Body::Sit),
    ("at his desk", Body::Sit),
    ("at the table", Body::Sit),
    ("at a table", Body::Sit),
    ("lean", Body::Lean),
    ("slouch", Body::Lean),
    ("walk", Body::Walk),
    ("cross", Body::Walk),
    ("enter", Body::Walk),
    ("exit", Body::Walk),
    ("leave", Body::Walk),
    ("stride", Body::Walk),
    ("stroll", Body::Walk),
    ("wander", Body::Walk),
    ("approach", Body::Walk),
    ("come in", Body::Walk),
    ("come", Body::Walk),
    ("step", Body::Walk),
    ("stagger", Body::Walk),
    ("limp", Body::Walk),
    ("march", Body::Walk),
    ("climb", Body::Walk),
    ("pace", Body::Walk),
    ("tiptoe", Body::Walk),
    ("creep", Body::Walk),
    ("follow", Body::Walk),
    ("trudge", Body::Walk),
    ("arrive", Body::Walk),
];

const ARMS: &[(&str, Arms)] = &[
    ("aim", Arms::Aim),
    ("point a gun", Arms::Aim),
    ("point the gun", Arms::Aim),
    ("raise the gun", Arms::Aim),
    ("point", Arms::Point),
    ("gesture toward", Arms::Point),
    ("drink", Arms::Drink),
    ("sip", Arms::Drink),
    ("gulp", Arms::Drink),
    ("swig", Arms::Drink),
    ("on the phone", Arms::Phone),
    ("answer the phone", Arms::Phone),
    ("phone to", Arms::Phone),
    ("call", Arms::Phone),
    ("dial", Arms::Phone),
    ("into the phone", Arms::Phone),
    ("write", Arms::Write),
    ("wrote", Arms::Write),
    ("type", Arms::Write),
    ("scribble", Arms::Write),
    ("draw", Arms::Write),
    ("cook", Arms::Write),
    ("chop", Arms::Write),
    ("wipe", Arms::Write),
    ("polish", Arms::Write),
    ("work at", Arms::Write),
    ("embrace", Arms::Embrace),
    ("hug", Arms::Embrace),
    ("kiss", Arms::Embrace),
    ("dance", Arms::Embrace),
    ("wave", Arms::Wave),
    ("weep", Arms::Face),
    ("sob", Arms::Face),
    ("cry", Arms::Face),
    ("bury her face", Arms::Face),
    ("bury his face", Arms::Face),
    ("head in his hands", Arms::Face),
    ("head in her hands", Arms::Face),
    ("cross her arms", Arms::Crossed),
    ("cross his arms", Arms::Crossed),
    ("arms crossed", Arms::Crossed),
    ("fold her arms", Arms::Crossed),
    ("fold his arms", Arms::Crossed),
    ("arms folded", Arms::Crossed),
    ("read", Arms::HoldBoth),
    ("open the letter", Arms::HoldBoth),
    ("carry", Arms::HoldBoth),
    ("study", Arms::HoldBoth),
    ("hold", Arms::Hold),
    ("held", Arms::Hold),
    ("clutch", Arms::Hold),
    ("grip", Arms::Hold),
    ("lift", Arms::Hold),
    ("raise", Arms::Hold),
    ("take", Arms::Hold),
    ("pick up", Arms::Hold),
    ("pour", Arms::Hold),
    ("hand", Arms::Hold),
    ("offer", Arms::Hold),
    ("give", Arms::Hold),
    ("show", Arms::Hold),
    ("talk", Arms::Talk),
    ("speak", Arms::Talk),
    ("argue", Arms::Talk),
    ("shout", Arms::Talk),
    ("explain", Arms::Talk),
    ("gesture", Arms::Talk),
    ("gesticulate", Arms::Talk),
    ("tell", Arms::Talk),
    ("laugh", Arms::Talk),
];

const AWAY: &[&str] = &[
    "look out of the window",
    "look out the window",
    "stare out of the window",
    "stare out the window",
    "gaze out",
    "look out",
    "stare out",
    "look at the sea",
    "look over the",
    "watch the sea",
    "back to the camera",
    "walk away",
    "turn away",
];

/// The table's entry that is said first.
fn first<T: Copy>(text: &[String], table: &[(&str, T)]) -> Option<T> {
    table
        .iter()
        .filter_map(|&(phrase, what)| find(text, phrase).map(|at| (at, what)))
        .min_by_key(|&(at, _)| at)
        .map(|(_, w)| w)
}

impl Act {
    /// What `figure` does: the clauses that name it count, and all the action for whom the camera is on.
    pub fn of(figure: &Figure, others: &[Figure], action: &str) -> Self {
        let mut own = String::new();
        let mut subject: Option<bool> = None;
        for clause in action.split(['.', ';', '!', '?', '\n', '"', '“', '”', ',']) {
            let clause_words = words(clause);
            let named = |f: &Figure| {
                words(&f.name)
                    .iter()
                    .filter_map(|n| clause_words.iter().position(|w| w.trim_end_matches("'s") == n))
                    .min()
            };
            let me = named(figure);
            let someone = others.iter().filter(|o| o.name != figure.name).filter_map(named).min();
            subject = match (me, someone) {
                (Some(a), Some(b)) => Some(a < b || clause_words.iter().take(b).any(|w| w == "and")),
                (Some(_), None) => Some(true),
                (None, Some(_)) => Some(false),
                (None, None) => subject,
            };
            let together = clause_words.iter().any(|w| ["they", "both", "everyone", "all"].contains(&w.as_str()));
            if together || subject.unwrap_or(others.len() < 2 || figure.focus) {
                own.push_str(clause);
                own.push_str(". ");
            }
        }
        let text = words(&own);
        let mut arms = first(&text, ARMS).unwrap_or(Arms::Rest);
        // Arms are crossed by people who stand where they are.
        let going: Vec<String> =
            text.iter().filter(|w| arms != Arms::Crossed || !w.starts_with("cross")).cloned().collect();
        let body = first(&going, BODIES);
        let away = AWAY.iter().any(|p| find(&text, p).is_some());
        let body = body.unwrap_or(Body::Stand);
        if arms == Arms::Rest {
            arms = match body {
                Body::Drive => Arms::Wheel,
                _ if !figure.speaking.is_empty() => Arms::Talk,
                Body::Stand if Rng::new(hash(&figure.name) ^ 9).chance(0.2) => Arms::Crossed,
                _ => Arms::Rest,
            };
        }
        if body == Body::Drive && arms != Arms::Phone {
            arms = Arms::Wheel;
        }
        if matches!(body, Body::Fall | Body::Lie) || (body == Body::Run && arms != Arms::Aim) {
            arms = Arms::Rest;
        }
        Self { body, arms, away }
    }

    /// How many phases the body and arms go through, at twelve a second.
    pub fn phases(&self) -> u16 {
        match (self.body, self.arms) {
            (Body::Walk, _) => 12,
            (Body::Run, _) => 8,
            (Body::Fall, _) => 10,
            (_, Arms::Talk) => 8,
            (_, Arms::Drink) => 12,
            (_, Arms::Write) => 4,
            (_, Arms::Wave) => 6,
            (_, Arms::Wheel) => 8,
            (_, Arms::Point) => 5,
            _ => 1,
        }
    }

    /// The phase at a moment, in seconds. `speaking` lets hands rest between the lines.
    pub fn phase(&self, seconds: f32, speaking: bool) -> u16 {
        let n = f32::from(self.phases());
        let tick = (seconds * 12.0).floor();
        let looped = |rate: f32| (tick * rate).rem_euclid(n).floor() as u16;
        match (self.body, self.arms) {
            (Body::Walk | Body::Run, _) => looped(1.0),
            (Body::Fall, _) => (tick - 6.0).clamp(0.0, n - 1.0) as u16,
            (_, Arms::Talk) if !speaking => 6,
            (_, Arms::Talk | Arms::Wheel) => looped(0.42),
            (_, Arms::Drink) => looped(0.3),
            (_, Arms::Write) => looped(0.7),
            (_, Arms::Point) => (tick - 4.0).clamp(0.0, n - 1.0) as u16,
            (_, Arms::Wave) => looped(0.8),
            _ => 0,
        }
    }
}
