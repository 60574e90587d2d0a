//! The people of a shot as sprites: painted when first shown, then moved.

use crate::figures::action_pose::Body;
use crate::figures::face_model::{Eyes, Face, Mouth};
use crate::figures::figure::{Part, Person};
use crate::figures::pose::Pose;
use crate::light::palette::Palette;
use crate::rng::mix;
use crate::scene::blocking::{Actor, Blocking};
use crate::scene::camera::{Camera, Depth, Map};
use crate::scene::layers::{Region, paint_region, pixel_of};
use crate::scene::planes::Planes;
use crate::scene::set_dressing;
use crate::sets::{self, Kind};
use model::Mood;
use std::collections::BTreeMap;

/// Figures are animated at this many pictures a second; the camera moves on every frame.
pub const DRAWN_RATE: f32 = 12.0;
/// How many sprites a figure is made of at most.
const PARTS: usize = 5;
/// Sprites that are not shown now are forgotten beyond this many bytes.
const MEMORY: usize = 30_000_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct SpriteKey {
    actor: usize,
    part: Part,
    phase: u16,
    mouth: Mouth,
    eyes: Eyes,
}

/// A sprite and how far it is moved from where it was painted, in metres.
#[derive(Clone, Copy, Debug)]
pub struct Piece {
    key: SpriteKey,
    shift: (f32, f32),
}

/// What an actor shows, from back to front.
pub type Pieces = [Option<Piece>; PARTS];

/// The first phases that look like a phase: of the body, of the head (moved by `shift`), of the arms.
#[derive(Clone, Copy, Debug, Default)]
struct Alike {
    body: u16,
    head: u16,
    arms: u16,
    shift: (f32, f32),
}

/// Everybody of a shot.
pub struct Cast {
    kind: Kind,
    mood: Mood,
    /// The camera that everything is painted for.
    build: Camera,
    /// What the shot ever shows of each actor's plane, in pixels of the built frame, the actor standing where they begin.
    seen: Vec<[f32; 4]>,
    /// For each phase of each actor, the phases that look the same.
    alike: Vec<Vec<Alike>>,
    sprites: BTreeMap<SpriteKey, Option<Planes>>,
    paint: Vec<u8>,
}

impl Cast {
    pub fn new(blocking: &Blocking, build: Camera, size: (f32, f32), kind: Kind, mood: Mood) -> Self {
        Self {
            kind,
            mood,
            build,
            seen: blocking.actors.iter().map(|a| seen_of(a, blocking, &build, size)).collect(),
            alike: blocking.actors.iter().map(Alike::of).collect(),
            sprites: BTreeMap::new(),
            paint: Vec::new(),
        }
    }

    /// Memory held, in bytes.
    pub fn bytes(&self) -> usize {
        self.painted() + self.paint.len()
    }

    fn painted(&self) -> usize {
        self.sprites.values().flatten().map(Planes::bytes).sum()
    }

    /// What everybody shows at a moment, painted if need be.
    pub fn pieces(&mut self, blocking: &Blocking, pal: &Palette, seconds: f32) -> Vec<Pieces> {
        let drawn = drawn(seconds);
        let all: Vec<Pieces> = (0..blocking.actors.len()).map(|i| self.pieces_of(blocking, i, drawn)).collect();
        let needed = || all.iter().flatten().flatten().map(|p| p.key);
        if needed().any(|key| !self.sprites.contains_key(&key)) && self.painted() > MEMORY {
            self.sprites.retain(|key, _| needed().any(|k| k == *key));
        }
        for key in needed() {
            if !self.sprites.contains_key(&key) {
                let planes = self.sprite(blocking, pal, key);
                self.sprites.insert(key, planes);
            }
        }
        all
    }

    /// Body, head, what the face does, arms.
    fn pieces_of(&self, blocking: &Blocking, i: usize, seconds: f32) -> Pieces {
        let (Some(actor), Some(alike)) = (blocking.actors.get(i), self.alike.get(i)) else { return [None; PARTS] };
        let speaking = actor.speaks_at(f64::from(seconds) + 1e-4);
        let phase = actor.act.phase(seconds, speaking);
        let same = alike.get(usize::from(phase)).copied().unwrap_or_default();
        let key = |part, phase| SpriteKey { actor: i, part, phase, mouth: Mouth::Closed, eyes: Eyes::Open };
        let still = key(Part::Head, same.head);
        let (mouth, eyes) = if actor.back {
            (Mouth::Closed, Eyes::Open)
        } else {
            (mouth_at(actor, seconds, speaking), eyes_at(actor, seconds))
        };
        // Sharp eyes and lips move upon the still head; a blurred one is painted whole.
        let upright = !actor.act.body.lies();
        let (head, eyes, mouth) = if blocking.blur(actor.z) >= 0.9 || !upright {
            (SpriteKey { mouth, eyes, ..still }, None, None)
        } else {
            let eyes = SpriteKey { part: Part::Eyes, eyes, ..still };
            let mouth = SpriteKey { part: Part::Mouth, mouth, ..still };
            (still, Some(eyes).filter(|k| k.eyes != Eyes::Open), Some(mouth).filter(|k| k.mouth != Mouth::Closed))
        };
        let moved = |key| Piece { key, shift: same.shift };
        let here = |key| Some(Piece { key, shift: (0.0, 0.0) });
        let (body, arms) = (key(Part::Body, same.body), key(Part::Arms, same.arms));
        [here(body), Some(moved(head)), eyes.map(moved), mouth.map(moved), here(arms)]
    }

    fn sprite(&mut self, blocking: &Blocking, pal: &Palette, key: SpriteKey) -> Option<Planes> {
        let actor = blocking.actors.get(key.actor)?;
        let mut pose = Pose::of(&actor.act, actor.turn, key.phase);
        pose.back = actor.back;
        let person = Person {
            looks: &actor.looks,
            pose: &pose,
            act: actor.act,
            face: Face {
                mouth: key.mouth,
                eyes: key.eyes,
                mood: actor.act.mood.unwrap_or(self.mood),
                turn: pose.turn,
                nod: pose.nod,
                back: pose.back,
            },
            holds: actor.holds,
            stride: (actor.act.phases() > 1).then(|| f32::from(key.phase) / 12.0),
        };
        // What can be touched, in metres from the feet.
        let k = actor.looks.height / 1.72;
        let (hx, hy) = pose.head(actor.looks.head);
        let lying = actor.act.body.lies();
        let [l, b, r, t] = match key.part {
            _ if lying => [-2.1, -0.2, 2.1, 2.1],
            Part::Head => [hx - 0.36, hy - 0.45, hx + 0.36, hy + 0.47],
            Part::Eyes | Part::Mouth => {
                let size = actor.looks.head;
                let tilt = (pose.lean * 0.6 + pose.tilt).abs();
                let r = (0.09 + 0.06 * tilt) * size;
                let (low, high) = if key.part == Part::Eyes { (-0.035, 0.07) } else { (-0.15, -0.025) };
                let more = 0.09 * tilt;
                [hx - r, hy + (low - more) * size, hx + r, hy + (high + more) * size]
            }
            Part::Body if actor.looks.creature.is_some() || actor.act.body == Body::Ride => [-2.6, -0.15, 2.6, 3.4],
            Part::Body => [-0.95, -0.15, 0.95, 2.05],
            Part::Arms => [-1.1, 0.0, 1.1, 2.2],
        };
        let (b, t) = match actor.act.body {
            // The water hides the rest.
            Body::Swim => (b.max(0.02), t),
            _ => (if key.part == Part::Body { b } else { b + pose.lift }, t + pose.lift),
        };
        let (x, z) = (actor.x, actor.z);
        let (x0, y0) = self.build.project([x + l * k, t * k, z]);
        let (x1, y1) = self.build.project([x + r * k, b * k, z]);
        let [sl, st, sr, sb] = self.seen.get(key.actor).copied()?;
        let rect = [x0.max(sl), y0.max(st), x1.min(sr), y1.min(sb)];
        let blur = blocking.blur(z);
        let region = Region { rect, up: pixel_of(blur).min(2), blur };
        let seat = actor.seat && key.part == Part::Body;
        let (body, above) = (key.part == Part::Body, actor.act.body);
        let kind = self.kind;
        let light = pal.on_people();
        paint_region(pal, self.build, Depth::At(z), region, &mut self.paint, |c| {
            if body {
                let wide = if lying { 0.8 } else { 0.36 };
                if !matches!(above, Body::Drive | Body::Swim) {
                    c.contact(x, z, wide * k, 0.62);
                    c.contact(x - c.pal.side * 0.22, z + 0.05, wide * k * 1.2, 0.4);
                }
            }
            if seat {
                set_dressing::seat_for(c, kind, x, z);
            }
            c.at(z);
            let old = c.push(x, 0.0, 0.0, 1.0);
            if key.part == Part::Arms && matches!(above, Body::Drive) {
                sets::steering_wheel(c, 0.0);
            }
            c.with_palette(&light, |c| person.draw(c, key.part));
            c.pop(old);
        })
    }

    /// Adds an actor's sprites, as the camera `to` sees them, to what is shown.
    pub fn show<'a>(
        &'a self,
        actor: &Actor,
        pieces: &Pieces,
        to: &Camera,
        (seconds, middle): (f32, f32),
        shown: &mut Vec<(&'a Planes, Map)>,
    ) {
        let scale = to.scale(actor.z);
        let base = Depth::At(actor.z).map(&self.build, to);
        let gone = actor.gone(seconds, middle);
        // Breath lifts head and arms a little, as often as figures are drawn: between that, who stands still before a still camera
        // need not be painted again.
        let drawn = drawn(seconds);
        let breath = if matches!(actor.act.body, Body::Stand | Body::Sit | Body::Lean | Body::Drive) {
            0.0035 * (drawn * 1.9 + (actor.seed % 7) as f32).sin()
        } else {
            0.0
        };
        for Piece { key, shift: (x, y) } in pieces.iter().flatten() {
            if let Some(Some(planes)) = self.sprites.get(key) {
                let lift = y + if key.part == Part::Body { 0.0 } else { breath };
                shown.push((planes, Map { tx: base.tx + scale * (gone + x), ty: base.ty - scale * lift, ..base }));
            }
        }
    }
}

impl Alike {
    fn of(actor: &Actor) -> Vec<Self> {
        let poses: Vec<Pose> = (0..actor.act.phases()).map(|p| Pose::of(&actor.act, actor.turn, p)).collect();
        let first = |pose: &Pose, same: &dyn Fn(&Pose, &Pose) -> bool| {
            poses.iter().position(|other| same(pose, other)).unwrap_or(0) as u16
        };
        let size = actor.looks.head;
        let behind = actor.turn.abs() >= 0.3 || actor.back;
        // The trunk's sprite holds the hair behind the head, and the far arm of who stands sideways.
        let trunk = |p: &Pose| (p.hip, p.lean, p.tilt, p.legs, p.fall, p.head(size));
        let k = actor.looks.height / 1.72;
        poses
            .iter()
            .map(|pose| {
                let head = first(pose, &|a, b| {
                    let still = (a.lean, a.tilt, a.nod, a.fall) == (b.lean, b.tilt, b.nod, b.fall);
                    still && (a.fall == 0.0 || a.head(size) == b.head(size))
                });
                let (to, from) = (pose.head(size), poses.get(usize::from(head)).unwrap_or(pose).head(size));
                Self {
                    body: first(pose, &|a, b| trunk(a) == trunk(b) && (!behind || a.arms == b.arms)),
                    head,
                    arms: first(pose, &|a, b| (a.arms, a.hip, a.lean, a.fall) == (b.arms, b.hip, b.lean, b.fall)),
                    shift: ((to.0 - from.0) * k, (to.1 - from.1) * k),
                }
            })
            .collect()
    }
}

/// When the drawing that is shown at a moment begins to be shown.
fn drawn(seconds: f32) -> f32 {
    (seconds * DRAWN_RATE).floor() / DRAWN_RATE
}

/// What some moment of the shot shows of an actor's plane, the actor's own walk taken back.
fn seen_of(actor: &Actor, blocking: &Blocking, build: &Camera, (w, h): (f32, f32)) -> [f32; 4] {
    let mut all = [f32::MAX, f32::MAX, f32::MIN, f32::MIN];
    for i in 0..=32 {
        let p = i as f32 / 32.0;
        let to = blocking.camera_at(p);
        let mut map = Depth::At(actor.z).map(build, &to);
        map.tx += to.scale(actor.z) * actor.gone(p * blocking.seconds, 0.5 * blocking.seconds);
        for (x, y) in [(0.0, 0.0), (w, h)] {
            let (u, v) = map.invert(x, y);
            all = [all[0].min(u), all[1].min(v), all[2].max(u), all[3].max(v)];
        }
    }
    let margin = 0.025 * h + 8.0;
    [all[0] - margin, all[1] - margin, all[2] + margin, all[3] + margin]
}

fn mouth_at(actor: &Actor, seconds: f32, speaking: bool) -> Mouth {
    if !speaking {
        return Mouth::Closed;
    }
    let beat = (seconds * 9.0).floor() as i64 as u64;
    match mix(actor.seed ^ mix(beat)) % 8 {
        0 | 1 => Mouth::Closed,
        2..=4 => Mouth::Small,
        5 | 6 => Mouth::Wide,
        _ => Mouth::Round,
    }
}

fn eyes_at(actor: &Actor, seconds: f32) -> Eyes {
    if actor.act.asleep || actor.act.body == Body::Lie {
        return Eyes::Shut;
    }
    let every = 2.6 + (actor.seed % 10) as f32 * 0.17;
    let t = (seconds + (actor.seed % 23) as f32 * 0.13).rem_euclid(every);
    if t < 0.09 {
        Eyes::Half
    } else if t < 0.17 {
        Eyes::Shut
    } else {
        Eyes::Open
    }
}
