//! A shot, frame by frame.

use crate::act::Body;
use crate::camera::{Camera, Depth, Map};
use crate::canvas::{Canvas, Ink, Shape};
use crate::colour::rgb;
use crate::compose::{Frame, Scratch};
use crate::face::{Eyes, Face, Mouth};
use crate::figure::{Part, Person};
use crate::finish::{GRAIN_SIDE, Vignette, finish};
use crate::layout::{Actor, Layout};
use crate::palette::Palette;
use crate::places::{self, Kind, Set, parts};
use crate::planes::Planes;
use crate::pose::Pose;
use crate::props;
use crate::rng::{Rng, hash, mix};
use crate::studio::{Layer, Region, Studio, joined, paint_region};
use crate::weather::Falling;
use model::{Framing, Mood, Staging, StylePreset, Weather};
use std::collections::BTreeMap;

/// One shot, ready to be rendered.
pub struct Animatic {
    size: (usize, usize),
    fps: u32,
    frames: u32,
    layout: Layout,
    pal: Palette,
    mood: Mood,
    kind: Kind,
    /// The camera that everything was painted for.
    build: Camera,
    layers: Vec<Layer>,
    /// What the shot ever shows of each actor's plane, in pixels of the built frame, the actor standing where they begin.
    seen: Vec<[f32; 4]>,
    sprites: BTreeMap<SpriteKey, Option<Planes>>,
    paint: Vec<u8>,
    scratch: Scratch,
    vignette: Vignette,
    grain: Vec<Vec<i8>>,
    falling: Falling,
    storm: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct SpriteKey {
    actor: usize,
    part: Part,
    phase: u16,
    mouth: Mouth,
    eyes: Eyes,
}

/// Figures are animated at this many pictures a second; the camera moves on every frame.
const DRAWN_RATE: f32 = 12.0;

impl Animatic {
    /// Paints the layers of the shot. Width and height are in pixels and made even; `seconds` is the shot's length; every
    /// `take` is another composition of the same set and people.
    pub fn new(staging: &Staging, width: u32, height: u32, fps: u32, seconds: f64, take: u32) -> Self {
        let (w, h) = (width.max(16) & !1, height.max(16) & !1);
        let fps = fps.max(1);
        let frames = ((seconds * f64::from(fps)).round().clamp(1.0, 1.0e7)) as u32;
        let kind = places::kind_of(&staging.place);
        // The set is always lit from the same side, but another take turns the lights round.
        let side = if (hash(&staging.place.name) ^ u64::from(take)).is_multiple_of(2) { -1.0 } else { 1.0 };
        let place = &staging.place;
        let pal = Palette::new(place.time, place.weather, staging.style, staging.mood, kind.inside(), side);
        let layout = Layout::new(staging, kind, (w, h), seconds as f32, take);
        let path: Vec<Camera> = (0..=16).map(|i| layout.camera_at(i as f32 / 16.0)).collect();
        let build = layout.camera_at(0.5);
        let mut studio = Studio::new(&pal, build, &path, (w, h), layout.aperture);
        let deep = -build.z > 4.2;
        let set = Set::new(place, deep, matches!(layout.framing, Framing::Aerial));
        places::build(&mut studio, &set);
        dress(&mut studio, &layout, kind);
        if pal.weather == Weather::Fog && !pal.inside {
            fog(&mut studio, set.seed);
        }
        let mut layers = std::mem::take(&mut studio.layers);
        layers.sort_by(|a, b| b.order.total_cmp(&a.order));
        let between: Vec<f32> = layout.actors.iter().map(|a| a.z).collect();
        let windy = matches!(pal.weather, Weather::Wind | Weather::Storm);
        let layers = joined(layers, &build, &path, &between, windy);
        let seen = layout.actors.iter().map(|a| seen_of(a, &layout, &build, (w as f32, h as f32))).collect();
        let strength = match staging.style {
            StylePreset::Noir => 0.5,
            StylePreset::Vintage => 0.45,
            StylePreset::Documentary => 0.15,
            _ => 0.3,
        } + if layout.framing == Framing::Pov { 0.25 } else { 0.0 };
        let amplitude = match staging.style {
            StylePreset::Vintage | StylePreset::Noir => 2.3,
            _ => 1.3,
        };
        let falling = Falling::new(&pal, mix(u64::from(take) + 77));
        Self {
            size: (w as usize, h as usize),
            fps,
            frames,
            mood: staging.mood,
            kind,
            build,
            layers,
            seen,
            sprites: BTreeMap::new(),
            paint: Vec::new(),
            scratch: Scratch::default(),
            vignette: Vignette::new(w as usize, h as usize, strength),
            grain: (0..4).map(|i| grain(i, amplitude)).collect(),
            storm: pal.weather == Weather::Storm,
            falling,
            layout,
            pal,
        }
    }

    /// How many frames the shot has, at least one.
    pub fn frames(&self) -> u32 {
        self.frames
    }

    /// Memory held by painted layers and figures, in bytes.
    pub fn bytes(&self) -> usize {
        let layers: usize = self.layers.iter().map(|l| l.planes.bytes()).sum();
        let sprites: usize = self.sprites.values().flatten().map(Planes::bytes).sum();
        layers + sprites + self.paint.len()
    }

    /// Fills `out` with the frame as planar 4:2:0, BT.709 limited range: width × height luma, then the two chroma planes.
    /// A frame depends on its index only, not on what was rendered before.
    pub fn render(&mut self, index: u32, out: &mut Vec<u8>) {
        let (w, h) = self.size;
        out.resize(w * h * 3 / 2, 16);
        let seconds = index as f32 / self.fps as f32;
        let part = if self.frames > 1 { index as f32 / (self.frames - 1) as f32 } else { 0.5 };
        let camera = self.layout.camera_at(part);
        let drawn = (seconds * DRAWN_RATE).floor() / DRAWN_RATE;
        let looks: Vec<[Option<SpriteKey>; 4]> = (0..self.layout.actors.len()).map(|i| self.keys(i, drawn)).collect();
        for key in looks.iter().flatten().flatten() {
            self.ensure(*key);
        }
        let (y, rest) = out.split_at_mut(w * h);
        let (u, v) = rest.split_at_mut(w * h / 4);
        let mut frame = Frame { w, h, y, u, v };
        let mut actors: Vec<usize> = (0..self.layout.actors.len()).collect();
        let depth = |i: usize| self.layout.actors.get(i).map_or(0.0, |a| a.z);
        actors.sort_by(|&a, &b| depth(b).total_cmp(&depth(a)));
        let mut scratch = std::mem::take(&mut self.scratch);
        let mut shown: Vec<(&Planes, Map)> = Vec::with_capacity(self.layers.len() + 4 * looks.len());
        let mut queue = actors.into_iter().peekable();
        for layer in &self.layers {
            while let Some(&next) = queue.peek() {
                if depth(next) <= layer.order {
                    break;
                }
                self.figure(next, &looks, &camera, seconds, &mut shown);
                queue.next();
            }
            let mut map = layer.depth.map(&self.build, &camera);
            map.tx += layer.drift * camera.h * (seconds - 0.5 * self.layout.seconds);
            if layer.sway > 0.0 && matches!(self.pal.weather, Weather::Wind | Weather::Storm) {
                let s = (seconds * 2.3).sin() * 0.6 + (seconds * 5.1).sin() * 0.25;
                map.k += layer.sway * s;
            }
            shown.push((&layer.planes, map));
        }
        for next in queue {
            self.figure(next, &looks, &camera, seconds, &mut shown);
        }
        frame.draw(&shown, &mut scratch);
        self.scratch = scratch;
        self.falling.draw(&mut frame, seconds);
        let flash = self.falling.flash(seconds, self.storm) / if self.pal.inside { 3 } else { 1 };
        let tick = (seconds * DRAWN_RATE) as usize;
        let tooth = self.grain.get(tick % 4).map_or(&[][..], Vec::as_slice);
        finish(&mut frame, &self.vignette, tooth, flash);
    }

    /// Which sprites an actor shows at a moment: body, head, what the face does, arms.
    fn keys(&self, i: usize, seconds: f32) -> [Option<SpriteKey>; 4] {
        let Some(actor) = self.layout.actors.get(i) else { return [None; 4] };
        let speaking = actor.speaks_at(f64::from(seconds) + 1e-4);
        let phase = actor.act.phase(seconds, speaking);
        let still = SpriteKey { actor: i, part: Part::Head, phase, mouth: Mouth::Closed, eyes: Eyes::Open };
        let face = if actor.back {
            still
        } else {
            SpriteKey { mouth: mouth_at(actor, seconds, speaking), eyes: eyes_at(actor, seconds), ..still }
        };
        // A sharp face moves upon the still head; a blurred one is painted whole.
        let upright = !matches!(actor.act.body, Body::Lie | Body::Fall);
        let (head, face) = if self.layout.blur(actor.z) >= 0.5 || !upright {
            (face, None)
        } else {
            (still, Some(SpriteKey { part: Part::Face, ..face }).filter(|_| face != still))
        };
        // Only walking and falling move the trunk; the head follows the trunk.
        let trunk = match (actor.act.body, actor.turn.abs() >= 0.3 || actor.back) {
            (Body::Walk | Body::Run | Body::Fall, _) | (_, true) => phase,
            _ => 0,
        };
        let rest = SpriteKey { part: Part::Body, phase: trunk, ..still };
        [Some(rest), Some(head), face, Some(SpriteKey { part: Part::Arms, phase, ..rest })]
    }

    fn ensure(&mut self, key: SpriteKey) {
        if self.sprites.contains_key(&key) {
            return;
        }
        let planes = self.sprite(key);
        self.sprites.insert(key, planes);
    }

    fn sprite(&mut self, key: SpriteKey) -> Option<Planes> {
        let actor = self.layout.actors.get(key.actor)?;
        let mut pose = Pose::of(&actor.act, actor.turn, key.phase);
        pose.back = actor.back;
        let person = Person {
            looks: &actor.looks,
            pose: &pose,
            act: actor.act,
            face: Face {
                mouth: key.mouth,
                eyes: key.eyes,
                mood: self.mood,
                turn: pose.turn,
                nod: pose.nod,
                back: pose.back,
            },
            holds: actor.holds,
        };
        // What can be touched, in metres from the feet.
        let k = actor.looks.height / 1.72;
        let (hx, hy) = pose.head(actor.looks.head);
        let lying = matches!(actor.act.body, Body::Lie | Body::Fall);
        let [l, b, r, t] = match key.part {
            _ if lying => [-2.1, -0.2, 2.1, 2.1],
            Part::Head => [hx - 0.34, hy - 0.42, hx + 0.34, hy + 0.36],
            Part::Face => {
                let r = 0.14 * actor.looks.head;
                [hx - r, hy - r, hx + r, hy + 0.09 * actor.looks.head]
            }
            Part::Body => [-0.95, -0.15, 0.95, 2.05],
            Part::Arms => [-1.0, 0.1, 1.0, 2.15],
        };
        let (x, z) = (actor.x, actor.z);
        let (x0, y0) = self.build.project([x + l * k, t * k, z]);
        let (x1, y1) = self.build.project([x + r * k, b * k, z]);
        let [sl, st, sr, sb] = self.seen.get(key.actor).copied()?;
        let rect = [x0.max(sl), y0.max(st), x1.min(sr), y1.min(sb)];
        let blur = self.layout.blur(z);
        let region = Region { rect, up: if blur > 1.8 { 2 } else { 1 }, blur };
        let seat = actor.seat && key.part == Part::Body;
        let (body, above) = (key.part == Part::Body, actor.act.body);
        let kind = self.kind;
        paint_region(&self.pal, self.build, Depth::At(z), region, &mut self.paint, |c| {
            if body {
                let wide = if lying { 0.8 } else { 0.36 };
                if !matches!(above, Body::Drive) {
                    c.contact(x, z, wide * k, 0.62);
                    c.contact(x - c.pal.side * 0.22, z + 0.05, wide * k * 1.2, 0.4);
                }
            }
            if seat {
                seat_for(c, kind, x, z);
            }
            c.at(z);
            let old = c.push(x, 0.0, 0.0, 1.0);
            if key.part == Part::Arms && matches!(above, Body::Drive) {
                places::steering_wheel(c, 0.0);
            }
            person.draw(c, key.part);
            c.pop(old);
        })
    }

    fn figure<'a>(
        &'a self,
        i: usize,
        keys: &[[Option<SpriteKey>; 4]],
        to: &Camera,
        seconds: f32,
        shown: &mut Vec<(&'a Planes, Map)>,
    ) {
        let (Some(actor), Some(keys)) = (self.layout.actors.get(i), keys.get(i)) else { return };
        let scale = to.scale(actor.z);
        let base = Depth::At(actor.z).map(&self.build, to);
        let gone = actor.speed * (seconds - 0.5 * self.layout.seconds);
        // Breath lifts head and arms a little.
        let breath = if matches!(actor.act.body, Body::Stand | Body::Sit | Body::Lean | Body::Drive) {
            0.0035 * (seconds * 1.9 + (actor.seed % 7) as f32).sin()
        } else {
            0.0
        };
        for key in keys.iter().flatten() {
            if let Some(Some(planes)) = self.sprites.get(key) {
                let lift = if key.part == Part::Body { 0.0 } else { breath };
                let map = Map { tx: base.tx + scale * gone, ty: base.ty - scale * lift, ..base };
                shown.push((planes, map));
            }
        }
    }
}

/// What some moment of the shot shows of an actor's plane, the actor's own walk taken back.
fn seen_of(actor: &Actor, layout: &Layout, build: &Camera, (w, h): (f32, f32)) -> [f32; 4] {
    let mut all = [f32::MAX, f32::MAX, f32::MIN, f32::MIN];
    for i in 0..=32 {
        let p = i as f32 / 32.0;
        let to = layout.camera_at(p);
        let mut map = Depth::At(actor.z).map(build, &to);
        map.tx += to.scale(actor.z) * actor.speed * (p - 0.5) * layout.seconds;
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
    if matches!(actor.act.body, Body::Lie) {
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

fn grain(seed: u64, amplitude: f32) -> Vec<i8> {
    let mut rng = Rng::new(seed ^ 0x9a);
    (0..GRAIN_SIDE * GRAIN_SIDE).map(|_| ((rng.unit() + rng.unit() - 1.0) * amplitude * 1.6).round() as i8).collect()
}

fn seat_for(c: &mut Canvas<'_>, kind: Kind, x: f32, z: f32) {
    match kind {
        Kind::TrainInside | Kind::PlaneInside | Kind::CarInside => {
            let plush = if kind == Kind::PlaneInside { rgb(0x2f4a70) } else { rgb(0x6a2a34) };
            c.block([x - 0.34, 0.12, z], [0.68, 0.34, 0.4], plush);
            c.block([x - 0.34, 0.45, z + 0.3], [0.68, 0.85, 0.16], plush.lighter(0.05));
        }
        Kind::Park | Kind::Garden | Kind::Station | Kind::Street | Kind::Church => places::bench(c, x, z - 0.1),
        Kind::Living | Kind::Bedroom | Kind::Room => {
            c.block([x - 0.42, 0.1, z + 0.3], [0.84, 0.92, 0.2], rgb(0x7d5a44));
            c.block([x - 0.4, 0.1, z - 0.1], [0.8, 0.36, 0.5], rgb(0x8a654c));
            c.block([x - 0.52, 0.08, z - 0.12], [0.15, 0.56, 0.6], rgb(0x6d4c38));
            c.block([x + 0.37, 0.08, z - 0.12], [0.15, 0.56, 0.6], rgb(0x6d4c38));
        }
        Kind::Beach
        | Kind::Forest
        | Kind::Mountain
        | Kind::Desert
        | Kind::Cave
        | Kind::Field
        | Kind::Space
        | Kind::Snowfield
        | Kind::Ruin => {
            c.at(z);
            places::rock(c, x, 1.0, 0.5, rgb(0x746c64), 5);
        }
        _ => parts::chair(c, x, z - 0.05, rgb(0x6d4a30), false),
    }
}

/// Tables, things, and the shoulder the camera looks past.
fn dress(s: &mut Studio<'_>, layout: &Layout, kind: Kind) {
    if let Some((x, width)) = layout.table {
        let insert = layout.framing == Framing::Insert;
        let wood = if kind.inside() { rgb(0x8a5f3c) } else { rgb(0x9a7a54) };
        if insert {
            s.soft_layer(Depth::At(0.05), 0.0, 0.0, |c| {
                let (a, b) = (c.pal.lit(wood, 0.9, 2.0), c.pal.lit(wood.darker(0.1), 0.5, 1.0));
                let cam = *c.camera();
                c.facet(
                    &[[-4.0, 0.75, cam.z + 0.2], [4.0, 0.75, cam.z + 0.2], [4.0, 0.75, 0.55], [-4.0, 0.75, 0.55]],
                    Ink::down(a, b),
                );
                for i in 0..7 {
                    let z = -0.6 + 0.16 * i as f32;
                    c.facet(
                        &[[-4.0, 0.751, z], [4.0, 0.751, z + 0.02], [4.0, 0.751, z + 0.026], [-4.0, 0.751, z + 0.004]],
                        Ink::flat(b.darker(0.25)).alpha(0.4),
                    );
                }
                let light = c.pal.tone(c.pal.key.plus(c.pal.ambient).mix(c.pal.sun, 0.3));
                let k = c.pal.side;
                c.facet(
                    &[[k * 0.7, 0.752, 0.5], [k * 0.1, 0.752, 0.5], [-k * 0.25, 0.752, -0.6], [k * 0.35, 0.752, -0.6]],
                    Ink::flat(light).alpha(0.16).adding(),
                );
            });
        } else {
            s.layer(Depth::At(-0.45), |c| parts::table(c, x, -0.72, width, 0.5, 0.75, wood));
        }
    }
    for (i, p) in layout.props.iter().enumerate() {
        let z = if p.y > 0.5 { p.z - 0.01 - 0.002 * i as f32 } else { p.z };
        s.layer(Depth::At(z), |c| {
            let (w, _) = p.prop.size();
            let mut y = p.y;
            if y < 0.0 {
                // A small stand, so that a lone thing indoors does not lie on the floor.
                y = 0.72;
                parts::table(c, p.x, z - 0.2, 0.6, 0.45, y, rgb(0x6d4a30));
                c.at(z);
            } else if y < 0.5 {
                c.contact(p.x, z, w * 0.55, 0.6);
            } else {
                let dark = c.pal.tone(c.pal.ambient.times(0.15));
                let ring: Vec<[f32; 3]> = (0..20)
                    .map(|i| {
                        let (s, co) = (i as f32 / 20.0 * std::f32::consts::TAU).sin_cos();
                        [
                            p.x - c.pal.side * 0.25 * w * p.scale + 0.62 * w * p.scale * co,
                            y + 0.002,
                            p.z + 0.3 * w * p.scale * s,
                        ]
                    })
                    .collect();
                c.facet(&ring, Ink::soft(dark, 0.6));
            }
            c.at(z);
            let old = c.push(p.x, y, 0.0, p.scale);
            props::draw(c, p.prop);
            c.pop(old);
        });
    }
    if let Some(actor) = &layout.shoulder {
        shoulder(s, actor);
    }
}

/// The back of whom the camera looks past, dark and soft at the frame's edge.
fn shoulder(s: &mut Studio<'_>, actor: &Actor) {
    let cam = s.cam;
    let z = cam.z + 1.2;
    let mut pose = Pose::of(&crate::act::Act { body: Body::Stand, arms: crate::act::Arms::Rest, away: true }, 0.0, 0);
    pose.back = true;
    let side = if cam.sx * cam.h > s.size().0 / 2.0 { -1.0 } else { 1.0 };
    let side = -side;
    // Their head stands at the frame's edge, a little above the middle.
    let (w, h) = s.size();
    let edge = if side > 0.0 { w * 0.93 } else { w * 0.07 };
    let scale = cam.scale(z);
    let x = cam.x + (edge - cam.h * cam.sx) / scale;
    let head = cam.y + (cam.h * cam.sy - h * 0.42) / scale;
    let k = actor.looks.height / 1.72;
    let (_, hy) = pose.head(actor.looks.head);
    let lift = head - hy * k;
    let mut pal = s.pal.clone();
    pal.ambient = pal.ambient.times(0.5);
    pal.key = pal.key.times(0.8);
    let person = Person {
        looks: &actor.looks,
        pose: &pose,
        act: actor.act,
        face: Face { mouth: Mouth::Closed, eyes: Eyes::Open, mood: Mood::Neutral, turn: 0.0, nod: 0.0, back: true },
        holds: None,
    };
    let blur = s.blur(z).clamp(3.0, 12.0);
    s.soft_layer(Depth::At(z), blur, 0.0, |c| {
        c.with_palette(&pal, |c| {
            c.at(z);
            let old = c.push(x, lift, 0.0, 1.0);
            person.draw(c, Part::Body);
            person.draw(c, Part::Head);
            c.pop(old);
        });
    });
}

/// Two banks of mist that drift apart.
fn fog(s: &mut Studio<'_>, seed: u64) {
    for (i, (z, drift, strength)) in [(6.0_f32, 0.012_f32, 0.5_f32), (-1.2, -0.02, 0.32)].into_iter().enumerate() {
        if z <= s.cam.z + 0.6 {
            continue;
        }
        let before = s.layers.len();
        s.soft_layer(Depth::At(z), 10.0, 0.0, |c| {
            c.at(z);
            let cam = *c.camera();
            let half = (z - cam.z) / cam.f;
            let haze = c.pal.tone(c.pal.haze.lighter(0.06));
            let mut rng = Rng::new(seed ^ i as u64);
            for _ in 0..12 {
                let (x, y) = (cam.x + rng.range(-1.5, 1.5) * half, rng.range(0.0, 0.32) * half);
                c.fill(
                    Shape::oval(x, y, half * rng.range(0.35, 0.8), half * rng.range(0.08, 0.22)),
                    Ink::soft(haze, strength),
                );
            }
        });
        for layer in s.layers.iter_mut().skip(before) {
            layer.drift = drift;
        }
    }
}
