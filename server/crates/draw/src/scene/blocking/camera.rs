//! Where the camera stands for a framing, and how it moves through the shot.

use super::parts::{Blocking, UPRIGHT};
use crate::{
    figures::action_pose::Body,
    rng::{Rng, wander},
    scene::camera::Camera,
    sets::Kind,
};
use model::{CameraMove, Framing};

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

/// How far above the ground heads are, where a person of usual height stands, in metres.
const HEADS: f32 = 1.6;

/// Where a framing sets the camera, for people whose heads are at `head`.
fn framed(framing: Framing, inside: bool, head: f32) -> Shot {
    match framing {
        Framing::Establishing if inside => {
            Shot { view: 4.5, away: 7.5, eye: 1.75, anchor: 1.0, at: 0.64, aperture: 0.0 }
        }
        Framing::Establishing => Shot { view: 10.5, away: 15.0, eye: 2.1, anchor: 1.0, at: 0.74, aperture: 0.0 },
        Framing::Wide if inside => Shot { view: 3.3, away: 5.6, eye: 1.5, anchor: 0.95, at: 0.61, aperture: 0.0 },
        Framing::Wide => Shot { view: 4.6, away: 7.6, eye: 1.5, anchor: 0.95, at: 0.66, aperture: 0.0 },
        Framing::Full => Shot { view: 2.35, away: 4.6, eye: 1.3, anchor: 0.88, at: 0.545, aperture: 0.006 },
        Framing::Medium => Shot { view: 1.08, away: 2.7, eye: head - 0.1, anchor: head, at: 0.32, aperture: 0.011 },
        Framing::CloseUp => Shot { view: 0.53, away: 1.7, eye: head - 0.02, anchor: head, at: 0.43, aperture: 0.014 },
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
    }
}

impl Blocking {
    pub(super) fn set_camera(&mut self, kind: Kind, mirror: bool, take: u32) {
        let mut shot = self.fitted(kind);
        let crowd = self.crowd(kind);
        let view = shot.view.max(crowd / self.aspect);
        if view > shot.view {
            // More height than wanted: keep heads high in the frame.
            let k = shot.view / view;
            shot.at = shot.at * k + (if shot.at > 0.5 { 0.6 } else { 0.4 }) * (1.0 - k);
        }
        self.view = view;
        self.aperture = shot.aperture;
        let side = if mirror { -1.0 } else { 1.0 };
        let focus_x = self.middle_of_interest(kind);
        let mut rng = Rng::new(self.seed ^ 11);
        let shift = if take >= 2 { rng.range(-0.5, 0.5) } else { 0.0 };
        let angle = match self.framing {
            Framing::Establishing | Framing::Wide if kind != Kind::CarInside => side * (0.5 + shift),
            Framing::Aerial => side * 1.2,
            _ if kind == Kind::Backdrop => 0.0,
            _ => side * 0.12,
        };
        // The people stay where they are in the frame; the camera stands to a side of them and shifts its lens.
        let at_x = self.aspect * (0.5 - side * self.off_the_middle(kind));
        let x = focus_x + angle;
        self.cam = Camera {
            x,
            y: shot.eye,
            z: -shot.away,
            f: shot.away / view,
            sx: at_x - (focus_x - x) / view,
            sy: shot.at + (shot.anchor - shot.eye) / view,
            h: self.cam.h,
        };
    }

    /// Where the camera is set for the framing, the people in it, the place and the shape of the frame.
    fn fitted(&self, kind: Kind) -> Shot {
        let first = self.actors.first();
        let is = |bodies: fn(&Body) -> bool| first.is_some_and(|actor| bodies(&actor.act.body));
        let sitting = is(|body| matches!(body, Body::Sit | Body::Drive));
        let lying = is(|body| matches!(body, Body::Lie | Body::Fall));
        // Heads of very different heights: the frame makes room for both.
        let tall = first.map_or(1.72, |actor| actor.looks.height) / 1.72;
        let head = tall
            * match sitting {
                true => 1.22,
                false if is(|body| matches!(body, Body::Kneel | Body::Crouch)) => 1.0,
                false => HEADS,
            };
        let mut shot = framed(self.framing, kind.inside(), head);
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
        // A sheet shows the whole of whom it is of; from nearer, and of things alone, the frame is any other's.
        if kind == Kind::Backdrop && self.framing == Framing::Full && first.is_some() {
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
        shot
    }

    fn is_lone(&self) -> bool {
        self.actors.len() <= 1
    }

    /// How far off the middle of the frame people stand, as a part of its width: a lone subject looks into the empty side.
    fn off_the_middle(&self, kind: Kind) -> f32 {
        let lone = self.is_lone();
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
        };
        offset * if self.aspect < 1.0 { 0.5 } else { 1.0 }
    }

    /// Where, from left to right, that is which the camera looks at.
    fn middle_of_interest(&self, kind: Kind) -> f32 {
        if self.is_lone() || self.framing == Framing::OverTheShoulder {
            self.actors.first().map_or(0.0, |a| a.x)
        } else if self.framing == Framing::Medium {
            self.actors.iter().take(2).map(|a| a.x).sum::<f32>() * 0.35
        } else if kind == Kind::CarInside {
            0.0
        } else {
            self.actors.iter().map(|a| a.x).sum::<f32>() / self.actors.len().max(1) as f32
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
