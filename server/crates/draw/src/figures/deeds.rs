//! Deeds by their ids: what body and arms do in them.

use crate::figures::motion::{Arms, Body};
use model::Mood;

pub enum Deed {
    Body(Body),
    Arms(Arms),
    Both(Body, Arms),
}

const BODIES: &[(&str, Body)] = &[
    ("stand", Body::Stand),
    ("stand-up", Body::StandUp),
    ("walk", Body::Walk),
    ("walk-in", Body::Enter),
    ("leave", Body::Leave),
    ("creep", Body::Creep),
    ("run", Body::Run),
    ("drive", Body::Drive),
    ("row", Body::Row),
    ("ride", Body::Ride),
    ("cycle", Body::Cycle),
    ("fall", Body::Fall),
    ("lie", Body::Lie),
    ("sleep", Body::Lie),
    ("wake", Body::Wake),
    ("kneel", Body::Kneel),
    ("crouch", Body::Crouch),
    ("sit", Body::Sit),
    ("sit-down", Body::SitDown),
    ("lean", Body::Lean),
    ("climb", Body::Climb),
    ("crawl", Body::Crawl),
    ("jump", Body::Jump),
    ("dance", Body::Dance),
    ("swim", Body::Swim),
    ("fly", Body::Fly),
    ("bow", Body::Bow),
    ("turn-away", Body::Stand),
];

const ARMS: &[(&str, Arms)] = &[
    ("aim", Arms::Aim),
    ("point", Arms::Point),
    ("drink", Arms::Drink),
    ("eat", Arms::Eat),
    ("phone", Arms::Phone),
    ("write", Arms::Write),
    ("type", Arms::Type),
    ("read", Arms::Read),
    ("hold-both", Arms::Carry),
    ("hold", Arms::Hold),
    ("carry-bags", Arms::Bags),
    ("give", Arms::Give),
    ("shake-hands", Arms::Shake),
    ("embrace", Arms::Embrace),
    ("wave", Arms::Wave),
    ("cry", Arms::Face),
    ("laugh", Arms::Laugh),
    ("arms-crossed", Arms::Crossed),
    ("polish", Arms::Polish),
    ("sweep", Arms::Sweep),
    ("dig", Arms::Dig),
    ("chop", Arms::Chop),
    ("hammer", Arms::Hammer),
    ("stir", Arms::Stir),
    ("knock", Arms::Knock),
    ("open", Arms::Open),
    ("push", Arms::Push),
    ("pull", Arms::Pull),
    ("throw", Arms::Throw),
    ("catch", Arms::Up),
    ("punch", Arms::Punch),
    ("salute", Arms::Salute),
    ("clap", Arms::Clap),
    ("hands-up", Arms::Up),
    ("shrug", Arms::Shrug),
    ("pray-hands", Arms::Pray),
    ("think", Arms::Think),
    ("smoke", Arms::Smoke),
    ("light", Arms::Light),
    ("play-guitar", Arms::Guitar),
    ("play-violin", Arms::Violin),
    ("play-piano", Arms::Piano),
    ("play-horn", Arms::Horn),
    ("drum", Arms::Drum),
    ("paint", Arms::Paint),
    ("sew", Arms::Sew),
    ("water", Arms::Water),
    ("watch-look", Arms::Watch),
    ("binoculars", Arms::Binoculars),
    ("shade-eyes", Arms::Shade),
    ("photograph", Arms::Photograph),
    ("comb", Arms::Comb),
    ("cover-ears", Arms::Ears),
    ("fish", Arms::Fish),
    ("conduct", Arms::Conduct),
    ("operate", Arms::Operate),
    ("ring-bell", Arms::Rope),
    ("talk", Arms::Talk),
];

pub fn deed(id: &str) -> Option<Deed> {
    match id {
        "pray" => return Some(Deed::Both(Body::Kneel, Arms::Pray)),
        "shiver" => return Some(Deed::Arms(Arms::Crossed)),
        _ => {}
    }
    let body = BODIES.iter().find(|(name, _)| *name == id).map(|(_, body)| Deed::Body(*body));
    body.or_else(|| ARMS.iter().find(|(name, _)| *name == id).map(|(_, arms)| Deed::Arms(*arms)))
}

pub fn mood(id: &str) -> Option<Mood> {
    Some(match id {
        "laugh" | "clap" => Mood::Joyful,
        "smile" | "embrace" | "wave" => Mood::Warm,
        "cry" => Mood::Sad,
        "punch" | "aim" => Mood::Urgent,
        "shiver" | "cover-ears" => Mood::Tense,
        _ => return None,
    })
}
