//! Blocking: where the camera stands for a framing, and who stands where before it.

use crate::act::{Act, Arms, Body};
use crate::camera::Camera;
use crate::looks::Looks;
use crate::places::Kind;
use crate::props::Prop;
use crate::rng::{Rng, hash, mix, wander};
use crate::words::{any, words};
use model::{CameraMove, Figure, Framing, Staging};

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

struct Shot {
    /// Metres high at the people's depth.
    view: f32,
    /// Metres from the people to the camera.
    away: f32,
    /// The camera's height.
    eye: f32,
    /// What height of the people lies where in the frame (0 its top).
    anchor: f32,
    at: f32,
    aperture: f32,
}

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
        layout.set_camera(staging, kind, mirror, take);
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

    fn set_camera(&mut self, staging: &Staging, kind: Kind, mirror: bool, take: u32) {
        let inside = kind.inside();
        let sitting = self.actors.first().is_some_and(|a| matches!(a.act.body, Body::Sit | Body::Drive));
        let low = self.actors.first().is_some_and(|a| matches!(a.act.body, Body::Kneel | Body::Crouch));
        // Heads of very different heights: the frame makes room for both.
        let lying = self.actors.first().is_some_and(|a| matches!(a.act.body, Body::Lie | Body::Fall));
        let tall = self.actors.first().map_or(1.72, |a| a.looks.height) / 1.72;
        let head = tall
            * if sitting {
                1.22
            } else if low {
                1.0
            } else {
                1.6
            };
        let mut rng = Rng::new(self.seed ^ 11);
        let mut shot = match self.framing {
            Framing::Establishing if inside => {
                Shot { view: 4.5, away: 7.5, eye: 1.75, anchor: 1.0, at: 0.64, aperture: 0.0 }
            }
            Framing::Establishing => Shot { view: 10.5, away: 15.0, eye: 2.1, anchor: 1.0, at: 0.74, aperture: 0.0 },
            Framing::Wide if inside => Shot { view: 3.3, away: 5.6, eye: 1.5, anchor: 0.95, at: 0.61, aperture: 0.0 },
            Framing::Wide => Shot { view: 4.6, away: 7.6, eye: 1.5, anchor: 0.95, at: 0.66, aperture: 0.0 },
            Framing::Full => Shot { view: 2.35, away: 4.6, eye: 1.3, anchor: 0.88, at: 0.545, aperture: 0.006 },
            Framing::Medium => Shot { view: 1.08, away: 2.7, eye: head - 0.1, anchor: head, at: 0.32, aperture: 0.011 },
            Framing::CloseUp => {
                Shot { view: 0.53, away: 1.7, eye: head - 0.02, anchor: head, at: 0.43, aperture: 0.014 }
            }
            Framing::ExtremeCloseUp => {
                Shot { view: 0.185, away: 1.25, eye: head, anchor: head + 0.004, at: 0.47, aperture: 0.012 }
            }
            Framing::OverTheShoulder => {
                Shot { view: 0.82, away: 2.1, eye: head + 0.03, anchor: head, at: 0.35, aperture: 0.012 }
            }
            Framing::TwoShot => Shot { view: 1.12, away: 3.0, eye: head - 0.1, anchor: head, at: 0.34, aperture: 0.01 },
            Framing::Insert => Shot { view: 0.46, away: 1.0, eye: 1.12, anchor: 0.86, at: 0.5, aperture: 0.02 },
            Framing::Pov => Shot { view: 2.4, away: 4.4, eye: 1.58, anchor: 1.2, at: 0.5, aperture: 0.004 },
            Framing::Aerial if inside => Shot { view: 4.6, away: 6.4, eye: 4.8, anchor: 0.6, at: 0.56, aperture: 0.0 },
            Framing::Aerial => Shot { view: 13.0, away: 15.0, eye: 13.0, anchor: 0.6, at: 0.6, aperture: 0.0 },
        };
        if sitting && matches!(self.framing, Framing::Full | Framing::Wide) {
            shot.anchor -= 0.2;
        }
        if lying && self.actors.len() == 1 && matches!(self.framing, Framing::Full | Framing::Medium) {
            shot = Shot { view: 2.1, away: 4.2, eye: 1.3, anchor: 0.3, at: 0.66, aperture: 0.006 };
        }
        let highest = self
            .actors
            .iter()
            .map(|a| a.looks.height * if matches!(a.act.body, Body::Sit | Body::Drive) { 0.74 } else { 1.0 })
            .fold(0.0, f32::max);
        if matches!(self.framing, Framing::TwoShot | Framing::Medium) && highest > head + 0.34 {
            let extra = highest - head - 0.12;
            shot.view += extra;
            shot.anchor += extra * 0.75;
        }
        if kind == Kind::Backdrop {
            shot.view = (highest * 1.22).max(0.6);
            shot.anchor = highest * 0.5;
            shot.at = 0.5;
            shot.aperture = 0.0;
        }
        if kind == Kind::CarInside {
            shot.away = shot.away.min(2.3);
            // The camera is so near that the people, who sit behind the plane it is set on, must not blur.
            shot.aperture *= 0.2;
            if matches!(
                self.framing,
                Framing::Establishing | Framing::Wide | Framing::Full | Framing::Aerial | Framing::Pov
            ) {
                shot = Shot { view: 1.5, away: 2.2, eye: 1.15, anchor: 1.15, at: 0.42, aperture: 0.004 };
            }
        }
        if self.aspect < UPRIGHT && kind != Kind::CarInside {
            shot.view *= match self.framing {
                Framing::Establishing | Framing::Wide => 0.8,
                Framing::Aerial => 0.85,
                _ => 1.0,
            };
        }
        let crowd = self.crowd(kind);
        let view = shot.view.max(crowd / self.aspect);
        if view > shot.view {
            // More height than wanted: keep heads high in the frame.
            let k = shot.view / view;
            shot.at = shot.at * k + (if shot.at > 0.5 { 0.6 } else { 0.4 }) * (1.0 - k);
        }
        self.view = view;
        self.aperture = shot.aperture;
        let f = shot.away / view;
        let side = if mirror { -1.0 } else { 1.0 };
        // A lone subject stands off the middle, looking into the empty side.
        let lone = self.actors.len() <= 1;
        let offset = match self.framing {
            _ if kind == Kind::Backdrop => 0.0,
            Framing::ExtremeCloseUp => 0.0,
            Framing::Insert => 0.04,
            Framing::OverTheShoulder => 0.13,
            Framing::CloseUp => 0.08,
            Framing::Medium if lone => 0.11,
            Framing::Full | Framing::Wide if lone => 0.13,
            Framing::Establishing => 0.16,
            Framing::Aerial => 0.08,
            _ => 0.02,
        } * if self.aspect < 1.0 { 0.5 } else { 1.0 };
        let focus_x = if lone || self.framing == Framing::OverTheShoulder {
            self.actors.first().map_or(0.0, |a| a.x)
        } else if self.framing == Framing::Medium {
            self.actors.iter().take(2).map(|a| a.x).sum::<f32>() * 0.35
        } else if kind == Kind::CarInside {
            0.0
        } else {
            self.actors.iter().map(|a| a.x).sum::<f32>() / self.actors.len().max(1) as f32
        };
        let shift = if take >= 2 { rng.range(-0.5, 0.5) } else { 0.0 };
        let angle = match self.framing {
            Framing::Establishing | Framing::Wide if kind != Kind::CarInside => side * (0.5 + shift),
            Framing::Aerial => side * 1.2,
            _ if kind == Kind::Backdrop => 0.0,
            _ => side * 0.12,
        };
        // The people stay where they are in the frame; the camera stands to a side of them and shifts its lens.
        let at_x = self.aspect * (0.5 - side * offset);
        let x = focus_x + angle;
        self.cam = Camera {
            x,
            y: shot.eye,
            z: -shot.away,
            f,
            sx: at_x - (focus_x - x) / view,
            sy: shot.at + (shot.anchor - shot.eye) / view,
            h: self.cam.h,
        };
        let _ = staging;
    }

    /// Tables and things.
    fn dress(&mut self, staging: &Staging, kind: Kind) {
        let text = words(&staging.action);
        let mut named: Vec<Prop> = staging.props.iter().filter_map(|p| Prop::named(p)).collect();
        for p in Prop::found(&text) {
            if !named.contains(&p) {
                named.push(p);
            }
        }
        let held: Vec<Prop> = self.actors.iter().filter_map(|a| a.holds).collect();
        if held.contains(&Prop::Lantern) {
            named.retain(|p| *p != Prop::Lamp);
        }
        let drinks = held.iter().any(|p| VESSELS.contains(p));
        if !kind.inside() && self.framing != Framing::Insert {
            // A lantern in the hand is not the lamp they stand under.
            let lamp = Prop::Lamp.outdoors(kind == Kind::Sea);
            named.iter_mut().filter(|p| **p == Prop::Lamp).for_each(|p| *p = lamp);
        }
        named.retain(|p| !(held.contains(p) || drinks && VESSELS.contains(p)));
        let side = if self.cam.sx < self.aspect / 2.0 { 1.0 } else { -1.0 };
        if self.framing == Framing::Insert {
            let prop = staging
                .props
                .iter()
                .find_map(|p| Prop::named(p))
                .or_else(|| Prop::found(&text).first().copied())
                .unwrap_or(Prop::Letter);
            let lamp = matches!(prop, Prop::StreetLamp | Prop::ShipLantern) || prop == Prop::Lamp && !kind.inside();
            let prop = if lamp { Prop::Lantern } else { prop };
            let (w, h) = prop.size();
            let scale = (0.3 / h).min(0.42 * self.view * self.aspect / w);
            self.props.push(Placed { prop, x: 0.0, y: 0.75, z: 0.0, scale });
            self.table = Some((0.0, 6.0));
            return;
        }
        let seated = self.actors.iter().any(|a| a.act.body == Body::Sit && a.seat);
        let tabled = matches!(
            kind,
            Kind::Cafe
                | Kind::Restaurant
                | Kind::Kitchen
                | Kind::Office
                | Kind::Bar
                | Kind::Classroom
                | Kind::Prison
                | Kind::Library
                | Kind::Laboratory
                | Kind::Room
                | Kind::Cabin
                | Kind::Court
        );
        let busy = self.actors.iter().any(|a| matches!(a.act.arms, Arms::Write | Arms::Drink));
        let table_said = text.iter().any(|w| w == "table" || w == "desk");
        if seated && (tabled || busy || table_said) && !self.actors.iter().any(|a| a.back) {
            let xs: Vec<f32> = self.actors.iter().filter(|a| a.seat).map(|a| a.x).collect();
            let (min, max) = xs.iter().fold((f32::MAX, f32::MIN), |(a, b), &x| (a.min(x), b.max(x)));
            self.table = Some(((min + max) / 2.0, (max - min) + 1.15));
            if kind == Kind::Cafe && !named.contains(&Prop::Cup) {
                named.push(Prop::Cup);
            }
        }
        let mut slot = 0;
        for prop in named.into_iter().take(5) {
            let (w, _) = prop.size();
            let placed = if prop.small() && !prop.animal() {
                if let Some((x, width)) = self.table {
                    slot += 1;
                    let k = [0.0, 0.28, -0.3, 0.15, -0.16].get(slot - 1).copied().unwrap_or(0.0);
                    Placed { prop, x: x + k * width * 0.8, y: 0.75, z: -0.5, scale: 1.0 }
                } else if matches!(self.framing, Framing::CloseUp | Framing::ExtremeCloseUp | Framing::OverTheShoulder)
                {
                    continue;
                } else {
                    slot += 1;
                    let x = side * (0.75 + 0.45 * slot as f32);
                    Placed { prop, x, y: if kind.inside() { -1.0 } else { 0.0 }, z: -0.1, scale: 1.0 }
                }
            } else if prop.animal() {
                slot += 1;
                Placed { prop, x: side * (0.7 + w * 0.5), y: 0.0, z: -0.15, scale: 1.0 }
            } else if matches!(prop, Prop::StreetLamp | Prop::ShipLantern) {
                // Close behind the first, who is "under the lamp".
                let x = self.actors.first().map_or(0.0, |a| a.x) + side * 0.62;
                Placed { prop, x, y: 0.0, z: 0.5, scale: 1.0 }
            } else if stands_elsewhere(prop, kind) || (prop == Prop::Chair && seated) {
                continue;
            } else {
                slot += 1;
                let z = if prop == Prop::Door { 2.9 } else { 1.1 };
                Placed { prop, x: side * (0.9 + w * 0.5), y: 0.0, z, scale: 1.0 }
            };
            self.props.push(placed);
        }
    }

    /// How blurred a thing at depth `z` is, as a radius in frame pixels.
    pub fn blur(&self, z: f32) -> f32 {
        let (d, focus) = ((z - self.cam.z).max(0.2), -self.cam.z);
        self.cam.h * self.cam.f * self.aperture * (1.0 / d - 1.0 / focus).abs()
    }

    /// Where the camera is at a part of the shot, 0 to 1.
    pub fn camera_at(&self, p: f32) -> Camera {
        let eased = {
            let p = p.clamp(0.0, 1.0);
            // Nearly even, softly started and ended.
            0.75 * p + 0.25 * p * p * (3.0 - 2.0 * p)
        };
        let e = eased - 0.5;
        let t = (p - 0.5) * self.seconds;
        let mut c = self.cam;
        let away = -c.z;
        let scale = c.f / away;
        let close = matches!(self.framing, Framing::CloseUp | Framing::ExtremeCloseUp | Framing::Insert);
        let k = if close { 0.5 } else { 1.0 };
        let follows = self.follow != 0.0;
        match self.movement {
            CameraMove::Static => {}
            CameraMove::PanLeft | CameraMove::PanRight => {
                let s = if self.movement == CameraMove::PanLeft { 1.0 } else { -1.0 };
                c.sx += s * 0.24 * k * self.aspect * e;
                c.x -= s * 0.05 * away * e;
            }
            CameraMove::TiltUp | CameraMove::TiltDown => {
                let s = if self.movement == CameraMove::TiltUp { 1.0 } else { -1.0 };
                c.sy += s * 0.3 * k * e;
                c.y += s * 0.03 * away * e;
            }
            CameraMove::DollyIn | CameraMove::DollyOut => {
                let s = if self.movement == CameraMove::DollyIn { 1.0 } else { -1.0 };
                c.z += s * 0.24 * away * e;
            }
            CameraMove::ZoomIn | CameraMove::ZoomOut => {
                let s = if self.movement == CameraMove::ZoomIn { 1.0 } else { -1.0 };
                c.f *= 1.0 + s * 0.24 * e;
            }
            CameraMove::TrackLeft | CameraMove::TrackRight => {
                let s = if self.movement == CameraMove::TrackLeft { -1.0 } else { 1.0 };
                if !follows {
                    c.x += s * 0.34 * self.view * self.aspect.min(1.4) * e * if close { 0.7 } else { 1.0 };
                }
            }
            CameraMove::Handheld => {
                let n = |salt: u64, rate: f32| wander(self.seed ^ salt, p * self.seconds * rate + 40.0);
                c.sx += 0.008 * n(1, 1.1) + 0.003 * n(2, 3.7);
                c.sy += 0.008 * n(3, 1.3) + 0.003 * n(4, 4.1);
                c.x += 0.012 * away * n(5, 0.7);
                c.y += 0.006 * away * n(6, 0.8);
                c.z += 0.012 * away * n(7, 0.4);
            }
            CameraMove::CraneUp | CameraMove::CraneDown => {
                let s = if self.movement == CameraMove::CraneUp { 1.0 } else { -1.0 };
                let rise = s * 0.42 * self.view * e * k;
                c.y += rise;
                c.sy -= 0.62 * scale * rise;
            }
        }
        if follows {
            c.x += self.follow * t;
        }
        if matches!(self.framing, Framing::Pov) && self.movement == CameraMove::Static {
            c.sy += 0.006 * wander(self.seed ^ 9, p * self.seconds * 0.9);
            c.sx += 0.006 * wander(self.seed ^ 10, p * self.seconds * 0.8);
        }
        c
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

/// What is drunk from, the likeliest first.
const VESSELS: [Prop; 3] = [Prop::Cup, Prop::Bottle, Prop::Glass];

/// A lamp that is carried.
const LIFTED: &str = "hold the lamp,hold a lamp,hold up the lamp,hold up a lamp,lift the lamp,raise the lamp,carry the lamp,carry a lamp";

/// What a figure has in its hands.
fn holds(act: &Act, staging: &Staging, figure: &Figure) -> Option<Prop> {
    let mut named: Vec<Prop> = staging.props.iter().filter_map(|p| Prop::named(p)).collect();
    named.extend(Prop::found(&words(&staging.action)));
    let first = |of: &[Prop]| named.iter().copied().find(|p| of.contains(p));
    let papers = [Prop::Letter, Prop::Paper, Prop::Book, Prop::Map, Prop::Photograph, Prop::Box];
    match act.arms {
        // Of "drinks from the cup" the cup counts.
        Arms::Drink => VESSELS.into_iter().find(|p| named.contains(p)).or(Some(Prop::Cup)),
        Arms::Phone => Some(Prop::Phone),
        Arms::Aim => Some(first(&[Prop::Gun, Prop::Knife]).unwrap_or(Prop::Gun)),
        Arms::HoldBoth => Some(first(&papers).unwrap_or(Prop::Paper)),
        Arms::Hold if any(&words(&staging.action), LIFTED) => Some(Prop::Lantern),
        Arms::Hold => {
            named.iter().copied().find(|p| p.small() && !p.animal() && *p != Prop::Lamp || matches!(p, Prop::Umbrella))
        }
        Arms::Rest | Arms::Crossed | Arms::Talk if figure.focus || staging.figures.len() == 1 => {
            named.iter().copied().find(|p| {
                matches!(
                    p,
                    Prop::Suitcase
                        | Prop::Umbrella
                        | Prop::Gun
                        | Prop::Lantern
                        | Prop::Letter
                        | Prop::Knife
                        | Prop::Flower
                        | Prop::Phone
                        | Prop::Book
                        | Prop::Map
                )
            })
        }
        _ => None,
    }
}

/// A car or a boat that the place itself shows already, or that has no room in it.
fn stands_elsewhere(prop: Prop, kind: Kind) -> bool {
    match prop {
        Prop::Car => kind == Kind::CarInside || kind == Kind::Street || kind.inside(),
        Prop::Boat => kind != Kind::Beach && kind != Kind::Field,
        _ => false,
    }
}
