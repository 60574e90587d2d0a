//! What a person does: from the ids of deeds to what body and arms do, and how these move.

use crate::figures::deeds::{Deed, deed, mood};
pub use crate::figures::motion::{Arms, Body};
use crate::rng::{Rng, hash};
use model::{Figure, Mood};

/// A body and what its arms do; whether it looks away from the camera; what the face shows, where the deed says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Act {
    pub body: Body,
    pub arms: Arms,
    pub away: bool,
    pub asleep: bool,
    pub mood: Option<Mood>,
}

impl Act {
    /// Somebody who stands there and does nothing.
    pub const STILL: Self = Self { body: Body::Stand, arms: Arms::Rest, away: false, asleep: false, mood: None };

    /// What a figure does, by the ids of its deeds: of bodies and of arms the first that is said.
    pub fn of(figure: &Figure) -> Self {
        let mut act = Self::STILL;
        let (mut body, mut arms) = (None, None);
        for id in &figure.acts {
            match deed(id) {
                Some(Deed::Body(found)) => body = body.filter(|b| *b != Body::Stand).or(Some(found)),
                Some(Deed::Arms(found)) => arms = arms.or(Some(found)),
                Some(Deed::Both(b, a)) => {
                    (body, arms) = (body.filter(|b| *b != Body::Stand).or(Some(b)), arms.or(Some(a)))
                }
                None => {}
            }
            act.away |= id == "turn-away";
            act.asleep |= id == "sleep";
            act.mood = act.mood.or(mood(id));
        }
        // Who types or sews sits, unless it is said otherwise.
        let desk = matches!(arms, Some(Arms::Type | Arms::Write | Arms::Piano | Arms::Sew | Arms::Drum));
        act.body = body.unwrap_or(if desk { Body::Sit } else { Body::Stand });
        act.arms = arms.unwrap_or_else(|| idle(act.body, figure));
        act.settled()
    }

    /// What goes together: who drives holds the wheel, who lies holds nothing.
    fn settled(mut self) -> Self {
        match self.body {
            Body::Drive if self.arms != Arms::Phone => self.arms = Arms::Wheel,
            Body::Row => self.arms = Arms::Oars,
            Body::Ride | Body::Cycle => self.arms = Arms::Reins,
            Body::Climb => (self.arms, self.away) = (Arms::Climb, true),
            Body::Crawl => self.arms = Arms::Crawl,
            Body::Swim | Body::Fly => self.arms = Arms::Stroke,
            Body::Dance if self.arms != Arms::Embrace => self.arms = Arms::Dance,
            Body::Fall | Body::Lie => self.arms = Arms::Rest,
            Body::Run | Body::Jump if self.arms != Arms::Aim && self.arms != Arms::Up => self.arms = Arms::Rest,
            _ => {}
        }
        self
    }

    /// How many phases the body and arms go through, at twelve a second.
    pub fn phases(&self) -> u16 {
        match self.body {
            Body::Walk
            | Body::Creep
            | Body::Ride
            | Body::Cycle
            | Body::Crawl
            | Body::Climb
            | Body::Row
            | Body::Swim => 12,
            Body::Enter | Body::Leave => 13,
            Body::Run | Body::Dance | Body::Fly => 8,
            Body::Fall | Body::Jump | Body::SitDown | Body::StandUp | Body::Bow | Body::Wake => 10,
            _ => match self.arms {
                Arms::Drink | Arms::Eat | Arms::Smoke | Arms::Throw | Arms::Operate => 12,
                Arms::Talk
                | Arms::Wheel
                | Arms::Polish
                | Arms::Sweep
                | Arms::Stir
                | Arms::Guitar
                | Arms::Violin
                | Arms::Paint
                | Arms::Conduct
                | Arms::Punch
                | Arms::Comb
                | Arms::Rope => 8,
                Arms::Dig | Arms::Chop | Arms::Hammer | Arms::Push | Arms::Pull | Arms::Pray | Arms::Sew => 8,
                Arms::Wave
                | Arms::Clap
                | Arms::Knock
                | Arms::Laugh
                | Arms::Shake
                | Arms::Face
                | Arms::Up
                | Arms::Drum => 6,
                Arms::Point | Arms::Give | Arms::Open | Arms::Salute | Arms::Shrug | Arms::Light => 5,
                Arms::Write | Arms::Type | Arms::Piano => 4,
                _ => 1,
            },
        }
    }

    /// The phase at a moment, in seconds. `speaking` lets hands rest between the lines.
    pub fn phase(&self, seconds: f32, speaking: bool) -> u16 {
        let n = f32::from(self.phases());
        let tick = (seconds * 12.0).floor();
        let looped = |rate: f32| (tick * rate).rem_euclid(n).floor() as u16;
        let once = |from: f32| (tick - from).clamp(0.0, n - 1.0) as u16;
        match self.body {
            Body::Enter if seconds >= ARRIVES => 12,
            Body::Leave if seconds < LEAVES => 12,
            Body::Enter | Body::Leave => tick.rem_euclid(12.0) as u16,
            Body::Walk | Body::Run | Body::Ride | Body::Cycle => looped(1.0),
            Body::Creep | Body::Crawl | Body::Climb | Body::Swim | Body::Row | Body::Dance | Body::Fly => looped(0.5),
            Body::Jump => looped(0.8),
            Body::Fall | Body::Bow => once(6.0),
            Body::SitDown | Body::StandUp | Body::Wake => once(9.0),
            _ => match self.arms {
                Arms::Talk if !speaking => 6,
                Arms::Talk | Arms::Wheel => looped(0.42),
                Arms::Drink | Arms::Eat | Arms::Smoke => looped(0.3),
                Arms::Write | Arms::Type | Arms::Piano | Arms::Punch | Arms::Throw => looped(0.7),
                Arms::Point | Arms::Give | Arms::Open | Arms::Salute | Arms::Light => once(4.0),
                Arms::Shrug | Arms::Operate | Arms::Face | Arms::Pray => looped(0.25),
                Arms::Wave | Arms::Clap | Arms::Knock | Arms::Drum => looped(0.8),
                _ => looped(0.5),
            },
        }
    }
}

/// Seconds after which who enters has arrived, and before which who leaves stays.
pub const ARRIVES: f32 = 1.7;
pub const LEAVES: f32 = 0.7;

/// What arms do of which nothing is said.
fn idle(body: Body, figure: &Figure) -> Arms {
    if !figure.speaking.is_empty() {
        Arms::Talk
    } else if body == Body::Stand && Rng::new(hash(&figure.name) ^ 9).chance(0.2) {
        Arms::Crossed
    } else {
        Arms::Rest
    }
}
