//! Blocking: who stands where before the camera, in which framing, and with what.

mod camera;
mod things;

use crate::act::{Act, Arms, Body};
use crate::camera::Camera;
use crate::looks::Looks;
use crate::places::Kind;
use crate::props::Prop;
use crate::rng::{Rng, hash, mix};
use crate::words::words;
use model::{CameraMove, Figure, Framing, Staging};
use things::holds;

/// A person of the shot.
#[derive(Clone, Debug)]
pub struct Actor {
    pub looks: Looks,
    pub act: Act,
    pub turn: f32,
    pub back: bool,
    /// Where its feet are halfway through the shot.
    pub x: f32,
    pub z: f32,
    /// Metres a second to the right.
    pub speed: f32,
    pub holds: Option<Prop>,
    pub seat: bool,
    /// The action says that this one stands.
    pub stands: bool,
    pub speaking: Vec<(f64, f64)>,
    pub seed: u64,
}

impl Actor {
    pub fn speaks_at(&self, seconds: f64) -> bool {
        self.speaking.iter().any(|&(from, to)| seconds >= from && seconds < to)
    }
}

/// A thing on the floor or a table.
#[derive(Clone, Copy, Debug)]
pub struct Placed {
    pub prop: Prop,
    pub x: f32,
    pub y: f32,
    pub z: f32,
    pub scale: f32,
}

/// The whole blocking of a shot.
#[derive(Clone, Debug)]
pub struct Layout {
    pub framing: Framing,
    pub movement: CameraMove,
    pub cam: Camera,
    /// Metres of the frame's height at the people's depth.
    pub view: f32,
    pub aspect: f32,
    /// Metres a second that the camera travels with a walker.
    pub follow: f32,
    pub seconds: f32,
    pub actors: Vec<Actor>,
    /// The back of whom the camera looks past.
    pub shoulder: Option<Actor>,
    pub props: Vec<Placed>,
    /// A table before the people: its middle and width.
    pub table: Option<(f32, f32)>,
    pub aperture: f32,
    seed: u64,
}

/// How far the camera goes with a walker at most, in widths of the frame at the people's depth.
const MOST_FOLLOWED: f32 = 3.4;
/// Narrower frames than this are upright: people stand closer, and are seen larger than the width of a wide frame would have them.
const UPRIGHT: f32 = 0.8;

impl Layout {
    pub fn new(staging: &Staging, kind: Kind, (w, h): (u32, u32), seconds: f32, take: u32) -> Self {
        let aspect = w as f32 / h as f32;
        let seed = hash(&staging.place.name) ^ hash(&staging.action) ^ mix(u64::from(take) + 1);
        let mirror = take % 2 == 1;
        let mut layout = Self {
            framing: staging.framing,
            movement: staging.camera,
            cam: Camera { x: 0.0, y: 1.5, z: -5.0, f: 2.0, sx: aspect / 2.0, sy: 0.5, h: h as f32 },
            view: 2.0,
            aspect,
            follow: 0.0,
            seconds: seconds.max(0.1),
            actors: Vec::new(),
            shoulder: None,
            props: Vec::new(),
            table: None,
            aperture: 0.0,
            seed,
        };
        layout.cast(staging, kind, mirror, take);
        layout.set_camera(kind, mirror, take);
        layout.rein_in();
        layout.dress(staging, kind);
        layout
    }

    fn focus(staging: &Staging) -> usize {
        staging.figures.iter().position(|f| f.focus).unwrap_or(0)
    }

    /// Who is seen, in which order from left to right.
    fn cast(&mut self, staging: &Staging, kind: Kind, mirror: bool, take: u32) {
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
        let mut actors: Vec<Actor> = seen.iter().map(|f| self.actor(f, staging, kind)).collect();
        // Who talks with somebody seated at a table sits there too.
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
        let n = actors.len();
        let mut rng = Rng::new(self.seed ^ 3);
        let close = matches!(self.framing, Framing::CloseUp | Framing::ExtremeCloseUp | Framing::OverTheShoulder);
        let talking = n > 1;
        // An arm that points at the other needs its length.
        let reaching = actors.iter().any(|a| matches!(a.act.arms, Arms::Point | Arms::Aim));
        let spacing = if reaching {
            1.4
        } else if actors.iter().any(|a| a.act.body == Body::Sit) {
            1.02
        } else {
            0.86
        } * if self.aspect < UPRIGHT { 0.75 } else { 1.0 };
        let down = |a: &Actor| matches!(a.act.body, Body::Lie | Body::Fall);
        let lying = actors.iter().any(down);
        for (i, actor) in actors.iter_mut().enumerate() {
            // The first is the one the camera is on: the others go out from it to alternating sides.
            let side = if (i % 2 == 1) != mirror { 1.0 } else { -1.0 };
            let step = i.div_ceil(2) as f32;
            let half = if mirror { 0.5 } else { -0.5 };
            let base = if n > 1 { half * spacing } else { 0.0 };
            actor.x = base + side * step * spacing;
            actor.z = if i < 2 { 0.0 } else { 0.35 + 0.3 * i as f32 };
            if matches!(self.framing, Framing::Establishing | Framing::Aerial) {
                actor.x *= 1.3;
                actor.z += rng.range(-0.2, 0.6);
            }
            if self.framing == Framing::Medium && i == 1 {
                actor.x = if mirror { -0.82 } else { 0.82 } * if self.aspect < UPRIGHT { 0.68 } else { 1.0 };
                actor.z = 0.55;
            }
            if self.framing == Framing::Medium && i == 0 {
                actor.x = 0.0;
            }
            if n > 1 && lying {
                // Who lies does so in front, as long as they are; the others stand behind.
                if down(actor) {
                    actor.x = if mirror { 0.85 } else { -0.85 };
                    actor.z = 0.0;
                } else {
                    actor.x = 0.5 * side * step.max(0.6);
                    actor.z = 0.75 + 0.2 * step;
                }
            }
            if kind == Kind::CarInside {
                actor.x = if i % 2 == 0 { 0.4 } else { -0.4 };
                actor.z = if i < 2 { 0.32 } else { 0.95 };
                actor.act.body = if i == 0 { Body::Drive } else { Body::Sit };
                if i == 0 && actor.act.arms != Arms::Phone {
                    actor.act.arms = Arms::Wheel;
                }
                actor.seat = false;
            }
            let in_pair = talking && i < 2 && !close;
            let facing = if in_pair {
                let toward = if i == 0 {
                    if mirror { -1.0 } else { 1.0 }
                } else if mirror {
                    1.0
                } else {
                    -1.0
                };
                if self.framing == Framing::TwoShot || staging.framing == Framing::Full {
                    0.52 * toward
                } else {
                    0.36 * toward
                }
            } else {
                let s = if mirror { -1.0 } else { 1.0 };
                s * if close { 0.24 } else { 0.2 + 0.1 * rng.unit() }
            };
            actor.turn = match actor.act.body {
                Body::Walk | Body::Run => 0.86 * if mirror { -1.0 } else { 1.0 },
                Body::Drive => 0.0,
                Body::Fall | Body::Lie | Body::Kneel | Body::Crouch => 0.6 * if mirror { -1.0 } else { 1.0 },
                _ => match actor.act.arms {
                    Arms::Embrace | Arms::Aim if in_pair => 0.8 * facing.signum(),
                    Arms::Point | Arms::Aim => 0.5 * facing.signum(),
                    _ if kind == Kind::CarInside => facing * 0.5,
                    _ => facing,
                },
            };
            if self.framing == Framing::Pov {
                actor.turn *= 0.3;
            }
            if actor.act.away && !matches!(actor.act.body, Body::Walk | Body::Run | Body::Drive) {
                if close {
                    actor.turn = 0.82 * facing.signum();
                } else {
                    actor.back = true;
                    actor.turn = 0.0;
                }
            }
        }
        if actors.iter().filter(|a| a.act.arms == Arms::Embrace).count() > 0 && n > 1 {
            let s = if mirror { 1.0 } else { -1.0 };
            for (i, actor) in actors.iter_mut().take(2).enumerate() {
                let side = if i == 0 { s } else { -s };
                actor.x = side * 0.17;
                actor.turn = -side * 0.8;
                actor.act.arms = Arms::Embrace;
                actor.act.body = Body::Stand;
            }
        }
        self.walk(&mut actors, mirror);
        let _ = take;
        self.actors = actors;
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
                _ => continue,
            };
            actor.turn = 0.86 * dir;
            let limit = if wide { 9.0 } else { 3.2 };
            actor.speed = dir * f32::min(pace, limit / self.seconds);
            if tracked || !wide {
                self.follow = actor.speed;
            }
        }
    }

    /// Nobody walks out of a frame that stands still or is narrow, and no frame goes on for longer than its set is wide.
    fn rein_in(&mut self) {
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
        let looks = Looks::of(figure);
        let mut act = Act::of(figure, &staging.figures, &staging.action);
        let seats = matches!(kind, Kind::CarInside | Kind::TrainInside | Kind::PlaneInside);
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
        let holds = holds(&act, staging, figure);
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
            seat: act.body == Body::Sit,
            stands: words(&staging.action).iter().any(|w| w.starts_with("stand") || w == "stood"),
            speaking: figure.speaking.clone(),
            seed: looks.seed,
            looks,
        }
    }

    /// How wide the frame is at least, in metres: a narrow one must still hold everyone.
    fn crowd(&self, kind: Kind) -> f32 {
        let people = self.actors.len() as f32;
        let upright = self.aspect < UPRIGHT;
        match self.framing {
            Framing::Establishing | Framing::Wide | Framing::Full | Framing::Aerial if kind == Kind::CarInside => 1.25,
            Framing::Establishing | Framing::Aerial if upright && kind.inside() => 2.1,
            // A room is no higher for a square frame.
            Framing::Establishing | Framing::Aerial if self.aspect < 1.3 && kind.inside() => 4.4,
            Framing::Wide if upright => 0.75 * people.max(1.0) + 0.6,
            Framing::TwoShot if upright => 1.34,
            Framing::Medium | Framing::Full if upright && people > 1.0 => 1.15,
            Framing::Medium if upright => 0.64,
            Framing::OverTheShoulder if upright => 0.62,
            Framing::TwoShot => 1.75,
            Framing::Medium | Framing::Full if people > 1.0 => 1.5,
            Framing::Wide if people > 1.0 => 0.95 * people + 0.8,
            Framing::CloseUp => 0.36,
            Framing::ExtremeCloseUp => 0.2,
            Framing::OverTheShoulder => 0.75,
            Framing::Establishing => 6.0,
            Framing::Insert => 0.42,
            Framing::Wide => 2.6,
            Framing::Aerial => 9.0,
            _ => 0.95,
        }
    }
}

fn stranger(place: &str) -> Figure {
    Figure {
        name: format!("someone at {place}"),
        description: String::new(),
        sex: None,
        age: Some(model::Age::Adult),
        focus: false,
        speaking: Vec::new(),
    }
}
