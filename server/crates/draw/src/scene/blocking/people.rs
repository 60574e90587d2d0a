//! Who is seen, where they stand, and where they walk.

use super::parts::{Actor, Blocking, UPRIGHT};
use super::things::holds;
use crate::figures::action_pose::{Act, Arms, Body};
use crate::figures::garb::Aid;
use crate::figures::wardrobe::looks_of;
use crate::rng::Rng;
use crate::sets::Kind;
use model::{CameraMove, Figure, Framing, Staging};

/// How far the camera goes with a walker at most, in widths of the frame at the people's depth.
const MOST_FOLLOWED: f32 = 3.4;

impl Blocking {
    fn focus(staging: &Staging) -> usize {
        staging.figures.iter().position(|f| f.focus).unwrap_or(0)
    }

    /// Who is seen, where they stand and which way they look.
    pub(super) fn cast(&mut self, staging: &Staging, kind: Kind, mirror: bool) {
        let mut actors = self.seen(staging, kind);
        join_at_table(&mut actors, kind);
        let mut rng = Rng::new(self.seed ^ 3);
        let ring = Ring::of(self, &actors, kind, mirror);
        for (i, actor) in actors.iter_mut().enumerate() {
            ring.place(actor, i, &mut rng);
            if kind == Kind::CarInside {
                seat_in_car(actor, i);
            }
            let facing = ring.facing(i, staging.framing, &mut rng);
            ring.turn(actor, i, facing);
        }
        embrace(&mut actors, mirror);
        self.walk(&mut actors, mirror);
        self.actors = actors;
    }

    /// The people that the framing shows, the one the camera is on first.
    fn seen(&mut self, staging: &Staging, kind: Kind) -> Vec<Actor> {
        let focus = Self::focus(staging);
        let mut seen: Vec<&Figure> = Vec::new();
        let others = || staging.figures.iter().enumerate().filter(|&(i, _)| i != focus).map(|(_, f)| f);
        match self.framing {
            Framing::Insert => {}
            Framing::CloseUp | Framing::ExtremeCloseUp => seen.extend(staging.figures.get(focus)),
            Framing::OverTheShoulder => {
                seen.extend(staging.figures.get(focus));
                let other = others().next().cloned().unwrap_or_else(|| stranger(&staging.place.name));
                self.shoulder = Some(self.actor(&other, staging, kind));
            }
            Framing::Pov => seen.extend(others().take(4)),
            Framing::TwoShot | Framing::Medium => {
                seen.extend(staging.figures.get(focus));
                seen.extend(others().take(1));
            }
            _ => {
                seen.extend(staging.figures.get(focus));
                seen.extend(others().take(5));
            }
        }
        seen.iter().map(|f| self.actor(f, staging, kind)).collect()
    }

    /// Walkers cross a wide frame; the camera goes with them in a close one.
    fn walk(&mut self, actors: &mut [Actor], mirror: bool) {
        let dir = if mirror { -1.0 } else { 1.0 };
        let wide = matches!(self.framing, Framing::Establishing | Framing::Wide | Framing::Aerial | Framing::Pov);
        let tracked = matches!(self.movement, CameraMove::TrackLeft | CameraMove::TrackRight);
        let dir = match self.movement {
            CameraMove::TrackLeft => -1.0,
            CameraMove::TrackRight => 1.0,
            _ => dir,
        };
        for actor in actors.iter_mut() {
            let pace = match actor.act.body {
                Body::Walk => 1.2,
                Body::Run => 2.9,
                Body::Ride => 2.4,
                Body::Cycle => 2.0,
                Body::Creep | Body::Crawl | Body::Row | Body::Swim => 0.45,
                Body::Enter | Body::Leave => 0.0,
                _ => continue,
            };
            actor.turn = 0.86 * dir;
            if pace == 0.0 {
                actor.reach = 0.5 * self.view * self.aspect + 0.7;
                continue;
            }
            let limit = if wide { 9.0 } else { 3.2 };
            actor.speed = dir * f32::min(pace, limit / self.seconds);
            if tracked || !wide {
                self.follow = actor.speed;
            }
        }
    }

    /// Nobody walks out of a frame that stands still or is narrow, and no frame goes on for longer than its set is wide.
    pub(super) fn rein_in(&mut self) {
        if self.movement == CameraMove::Static {
            self.follow = 0.0;
        }
        let width = self.view * self.aspect;
        let most = width
            * match self.framing {
                _ if self.follow != 0.0 => MOST_FOLLOWED,
                Framing::CloseUp | Framing::ExtremeCloseUp | Framing::Insert => 0.2,
                Framing::Medium | Framing::TwoShot | Framing::OverTheShoulder => 0.4,
                _ => 0.75,
            };
        let gone = self.actors.iter().map(|a| a.speed.abs()).fold(self.follow.abs(), f32::max) * self.seconds;
        if gone > most {
            self.follow *= most / gone;
            self.actors.iter_mut().for_each(|a| a.speed *= most / gone);
        }
    }

    fn actor(&self, figure: &Figure, staging: &Staging, kind: Kind) -> Actor {
        let looks = looks_of(figure);
        let mut act = Act::of(figure);
        let seats = matches!(kind, Kind::CarInside | Kind::TrainInside | Kind::PlaneInside);
        if looks.aid.is_some_and(|(aid, _)| aid == Aid::Wheelchair) && !act.body.lies() {
            act.body = Body::Sit;
        }
        if kind == Kind::UnderWater && act.body == Body::Swim {
            act.body = Body::Fly;
        }
        if seats && act.body == Body::Stand {
            act.body = Body::Sit;
        }
        if act.body == Body::Drive && kind != Kind::CarInside {
            act.body = Body::Sit;
        }
        let close = matches!(
            self.framing,
            Framing::CloseUp | Framing::ExtremeCloseUp | Framing::OverTheShoulder | Framing::TwoShot | Framing::Medium
        );
        if close
            && matches!(act.body, Body::Lie | Body::Fall | Body::Crouch | Body::Kneel)
            && self.framing != Framing::Medium
        {
            act.body = Body::Stand;
        }
        let holds = holds(&act, staging, figure, &looks);
        if holds.is_some()
            && matches!(act.arms, Arms::Rest | Arms::Talk)
            && !matches!(act.body, Body::Run | Body::Fall | Body::Lie)
        {
            act.arms = Arms::Hold;
        }
        Actor {
            act,
            turn: 0.0,
            back: false,
            x: 0.0,
            z: 0.0,
            speed: 0.0,
            holds,
            reach: 0.0,
            seat: seated(&act) && looks.aid.is_none_or(|(aid, _)| aid != Aid::Wheelchair),
            stands: figure.acts.iter().any(|act| act == "stand"),
            speaking: figure.speaking.clone(),
            seed: looks.seed,
            looks,
        }
    }
}

/// Who talks with somebody seated at a table sits there too.
fn join_at_table(actors: &mut [Actor], kind: Kind) {
    let tables = matches!(
        kind,
        Kind::Cafe
            | Kind::Restaurant
            | Kind::Kitchen
            | Kind::Bar
            | Kind::Office
            | Kind::Library
            | Kind::Prison
            | Kind::Living
    );
    if tables && actors.iter().any(|a| a.act.body == Body::Sit) {
        for actor in actors.iter_mut().take(2).filter(|a| a.act.body == Body::Stand && !a.stands) {
            actor.act.body = Body::Sit;
            actor.seat = true;
        }
    }
}

fn seat_in_car(actor: &mut Actor, i: usize) {
    actor.x = if i.is_multiple_of(2) { 0.4 } else { -0.4 };
    actor.z = if i < 2 { 0.32 } else { 0.95 };
    actor.act.body = if i == 0 { Body::Drive } else { Body::Sit };
    if i == 0 && actor.act.arms != Arms::Phone {
        actor.act.arms = Arms::Wheel;
    }
    actor.seat = false;
}

/// The first two hold each other where one of several does.
fn embrace(actors: &mut [Actor], mirror: bool) {
    if actors.len() < 2 || !actors.iter().any(|a| a.act.arms == Arms::Embrace) {
        return;
    }
    let s = if mirror { 1.0 } else { -1.0 };
    for (i, actor) in actors.iter_mut().take(2).enumerate() {
        let side = if i == 0 { s } else { -s };
        actor.x = side * 0.17;
        actor.turn = -side * 0.8;
        actor.act.arms = Arms::Embrace;
        actor.act.body = Body::Stand;
    }
}

fn is_down(actor: &Actor) -> bool {
    actor.act.body.lies()
}

/// How the people of a shot stand to each other.
struct Ring {
    framing: Framing,
    kind: Kind,
    mirror: bool,
    people: usize,
    /// Metres from one to the next.
    spacing: f32,
    upright: bool,
    /// Somebody lies.
    lying: bool,
    /// The frame holds one face.
    close: bool,
}

impl Ring {
    fn of(blocking: &Blocking, actors: &[Actor], kind: Kind, mirror: bool) -> Self {
        let upright = blocking.aspect < UPRIGHT;
        // An arm that points at the other needs its length.
        let reaching = actors.iter().any(|a| matches!(a.act.arms, Arms::Point | Arms::Aim));
        let spacing = if reaching {
            1.4
        } else if actors.iter().any(|a| a.act.body == Body::Sit) {
            1.02
        } else {
            0.86
        } * if upright { 0.75 } else { 1.0 };
        Self {
            framing: blocking.framing,
            kind,
            mirror,
            people: actors.len(),
            spacing,
            upright,
            lying: actors.iter().any(is_down),
            close: matches!(blocking.framing, Framing::CloseUp | Framing::ExtremeCloseUp | Framing::OverTheShoulder),
        }
    }

    /// Where one stands. The first is the one the camera is on: the others go out from it to alternating sides.
    fn place(&self, actor: &mut Actor, i: usize, rng: &mut Rng) {
        let side = if (i % 2 == 1) != self.mirror { 1.0 } else { -1.0 };
        let step = i.div_ceil(2) as f32;
        let half = if self.mirror { 0.5 } else { -0.5 };
        let base = if self.people > 1 { half * self.spacing } else { 0.0 };
        actor.x = base + side * step * self.spacing;
        actor.z = if i < 2 { 0.0 } else { 0.35 + 0.3 * i as f32 };
        if matches!(self.framing, Framing::Establishing | Framing::Aerial) {
            actor.x *= 1.3;
            actor.z += rng.range(-0.2, 0.6);
        }
        if self.framing == Framing::Medium && i == 1 {
            actor.x = if self.mirror { -0.82 } else { 0.82 } * if self.upright { 0.68 } else { 1.0 };
            actor.z = 0.55;
        }
        if self.framing == Framing::Medium && i == 0 {
            actor.x = 0.0;
        }
        if self.people > 1 && self.lying {
            // Who lies does so in front, as long as they are; the others stand behind.
            if is_down(actor) {
                actor.x = if self.mirror { 0.85 } else { -0.85 };
                actor.z = 0.0;
            } else {
                actor.x = 0.5 * side * step.max(0.6);
                actor.z = 0.75 + 0.2 * step;
            }
        }
    }

    /// The first two of a group that is seen whole.
    fn in_pair(&self, i: usize) -> bool {
        self.people > 1 && i < 2 && !self.close
    }

    /// Which way one looks who does nothing else: to the other of a pair, or into the frame.
    fn facing(&self, i: usize, wanted: Framing, rng: &mut Rng) -> f32 {
        let s = if self.mirror { -1.0 } else { 1.0 };
        if !self.in_pair(i) {
            return s * if self.close { 0.24 } else { 0.2 + 0.1 * rng.unit() };
        }
        let toward = if i == 0 { s } else { -s };
        if self.framing == Framing::TwoShot || wanted == Framing::Full { 0.52 * toward } else { 0.36 * toward }
    }

    fn turn(&self, actor: &mut Actor, i: usize, facing: f32) {
        let s = if self.mirror { -1.0 } else { 1.0 };
        actor.turn = match actor.act.body {
            body if body.travels() || matches!(body, Body::Enter | Body::Leave) => 0.86 * s,
            Body::SitDown | Body::StandUp => 0.5 * s,
            Body::Drive => 0.0,
            Body::Fall | Body::Lie | Body::Kneel | Body::Crouch => 0.6 * s,
            _ => match actor.act.arms {
                Arms::Embrace | Arms::Aim | Arms::Shake | Arms::Give | Arms::Punch if self.in_pair(i) => {
                    0.8 * facing.signum()
                }
                Arms::Point | Arms::Aim => 0.5 * facing.signum(),
                arms if arms.sideways() => 0.7 * facing.signum(),
                _ if self.kind == Kind::CarInside => facing * 0.5,
                _ => facing,
            },
        };
        if self.framing == Framing::Pov {
            actor.turn *= 0.3;
        }
        if actor.act.away && !actor.act.body.travels() && actor.act.body != Body::Drive {
            if self.close {
                actor.turn = 0.82 * facing.signum();
            } else {
                actor.back = true;
                actor.turn = 0.0;
            }
        }
    }
}

fn stranger(place: &str) -> Figure {
    Figure { name: format!("someone at {place}"), age: Some(model::Age::Adult), ..Figure::default() }
}

fn seated(act: &Act) -> bool {
    matches!(act.body, Body::Sit | Body::SitDown | Body::StandUp)
}
