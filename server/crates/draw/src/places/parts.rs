//! Pieces that many sets share: walls, windows, tables, shelves, plants.

use crate::camera::Depth;
use crate::canvas::{Canvas, Ink, Shape};
use crate::colour::{Rgb, rgb};
use crate::face::Two;
use crate::rng::Rng;
use crate::studio::Studio;
use model::{StylePreset, TimeOfDay, Weather};

/// Where the back wall of rooms stands.
pub const BACK: f32 = 3.2;

/// The bare box of a room.
#[derive(Clone, Copy, Debug)]
pub struct Shell {
    /// Half its width and its height in metres.
    pub half: f32,
    pub high: f32,
    pub back: f32,
    pub wall: Rgb,
    pub floor: Rgb,
    pub ceiling: Rgb,
    /// The lower wall, when it is panelled or tiled.
    pub dado: Option<Rgb>,
    pub planks: Planks,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Planks {
    None,
    Boards,
    Tiles,
}

impl Shell {
    pub fn new(wall: Rgb, floor: Rgb) -> Self {
        Self {
            half: 4.2,
            high: 2.9,
            back: BACK,
            wall,
            floor,
            ceiling: rgb(0xd8d2c6),
            dado: None,
            planks: Planks::Boards,
        }
    }

    /// Paints the walls, with what hangs on them, and the floor.
    pub fn build(
        &self,
        s: &mut Studio<'_>,
        on_wall: impl FnOnce(&mut Canvas<'_>),
        on_floor: impl FnOnce(&mut Canvas<'_>),
    ) {
        let sh = *self;
        s.ground_order = sh.back - 0.001;
        s.layer(Depth::At(sh.back), |c| {
            sh.walls(c);
            c.at(sh.back - 0.01);
            on_wall(c);
            c.at(sh.back - 0.01);
            light_on_wall(c, &sh);
        });
        s.layer(Depth::Ground(0.0), |c| {
            sh.ground(c);
            on_floor(c);
            floor_light(c, &sh);
        });
    }

    fn walls(&self, c: &mut Canvas<'_>) {
        let cam = *c.camera();
        let (h, b, top) = (self.half, self.back, self.high);
        let near = cam.z + 0.3;
        let side = c.pal.side;
        let far = b - cam.z;
        let pal = c.pal;
        let shade = |base: Rgb, face: f32| pal.lit(base, face, far * 0.6);
        c.flood(Ink::flat(shade(self.wall, 0.3)));
        // Above: from the camera to the wall, darker towards it.
        if cam.y < top {
            c.facet(
                &[[-h, top, near], [h, top, near], [h, top, b], [-h, top, b]],
                Ink::down(shade(self.ceiling, 0.2), shade(self.ceiling, 0.45)),
            );
        }
        let (lit, dim) = (shade(self.wall, 0.95), shade(self.wall, 0.3));
        let back = if side < 0.0 { Ink::across(dim.mix(lit, 0.55), lit) } else { Ink::across(lit, dim.mix(lit, 0.55)) };
        c.facet(&[[-h, 0.0, b], [h, 0.0, b], [h, top, b], [-h, top, b]], back);
        // The wall across from the light is lit, the one the light comes through is dark.
        for s in [-1.0, 1.0] {
            let x = s * h;
            let k = if s * side < 0.0 { 0.8 } else { 0.0 };
            let (a, z) = (shade(self.wall, k), shade(self.wall, k * 0.6).darker(0.08));
            let ink = if s < 0.0 { Ink::across(a, z) } else { Ink::across(z, a) };
            c.facet(&[[x, 0.0, near], [x, 0.0, b], [x, top, b], [x, top, near]], ink);
        }
        if let Some(dado) = self.dado {
            let d = 0.95;
            c.facet(&[[-h, 0.0, b], [h, 0.0, b], [h, d, b], [-h, d, b]], Ink::flat(shade(dado, 0.55)));
            for s in [-1.0, 1.0] {
                let x = s * h;
                let k = if s * side < 0.0 { 0.7 } else { 0.0 };
                c.facet(&[[x, 0.0, near], [x, 0.0, b], [x, d, b], [x, d, near]], Ink::flat(shade(dado, k)));
            }
            c.facet(
                &[[-h, d, b], [h, d, b], [h, d + 0.05, b], [-h, d + 0.05, b]],
                Ink::flat(shade(dado.lighter(0.15), 0.7)),
            );
        }
        // Skirting and cornice draw the room's edges.
        let trim = self.dado.unwrap_or(self.wall).lighter(0.12);
        c.facet(&[[-h, 0.0, b], [h, 0.0, b], [h, 0.12, b], [-h, 0.12, b]], Ink::flat(shade(trim, 0.6)));
        c.facet(
            &[[-h, top - 0.08, b], [h, top - 0.08, b], [h, top, b], [-h, top, b]],
            Ink::flat(shade(self.wall.lighter(0.1), 0.5)),
        );
        // Corners hold a little dark.
        for s in [-1.0_f32, 1.0] {
            let x = s * h;
            let w = -s * 0.7;
            let dark = pal.tone(self.wall.under(pal.ambient).darker(0.55));
            let ink = if s < 0.0 {
                Ink::across(dark, dark).fading(0.38, 0.0)
            } else {
                Ink::across(dark, dark).fading(0.0, 0.38)
            };
            c.facet(&[[x, 0.0, b], [x + w, 0.0, b], [x + w, top, b], [x, top, b]], ink);
        }
    }

    fn ground(&self, c: &mut Canvas<'_>) {
        let cam = *c.camera();
        let (h, b) = (self.half, self.back);
        let near = cam.z + 0.3;
        let pal = c.pal;
        let far = pal.lit(self.floor, 0.55, b - cam.z);
        let close = pal.lit(self.floor, 0.42, 1.0).darker(0.1);
        c.facet(&[[-h, 0.0, near], [h, 0.0, near], [h, 0.0, b], [-h, 0.0, b]], Ink::down(far, close));
        let line = pal.lit(self.floor.darker(0.3), 0.3, 2.0);
        match self.planks {
            Planks::None => {}
            Planks::Boards => {
                let n = (h * 2.0 / 0.28) as i32;
                for i in 0..=n {
                    let x = -h + i as f32 * 0.28;
                    if i % 3 == 0 {
                        let tone = pal.lit(self.floor.lighter(0.07), 0.6, 3.0);
                        c.facet(
                            &[[x, 0.0, near], [x + 0.28, 0.0, near], [x + 0.28, 0.0, b], [x, 0.0, b]],
                            Ink::flat(tone).alpha(0.35),
                        );
                    }
                    c.facet(
                        &[[x, 0.0, near], [x + 0.014, 0.0, near], [x + 0.014, 0.0, b], [x, 0.0, b]],
                        Ink::flat(line).alpha(0.55),
                    );
                }
            }
            Planks::Tiles => {
                let t = 0.6;
                let rows = ((b - near) / t) as i32;
                let columns = (h / t) as i32;
                let other = pal.lit(self.floor.darker(0.16), 0.5, 3.0);
                for i in -columns..=columns {
                    for j in 0..=rows {
                        if (i + j).rem_euclid(2) == 0 {
                            let (x, z) = (i as f32 * t, b - (j + 1) as f32 * t);
                            c.facet(
                                &[
                                    [x, 0.0, z.max(near)],
                                    [x + t, 0.0, z.max(near)],
                                    [x + t, 0.0, z + t],
                                    [x, 0.0, z + t],
                                ],
                                Ink::flat(other).alpha(0.6),
                            );
                        }
                    }
                }
            }
        }
        // The floor dims towards the walls.
        let dark = pal.tone(self.floor.under(pal.ambient).darker(0.6));
        c.facet(
            &[[-h, 0.0, b - 0.9], [h, 0.0, b - 0.9], [h, 0.0, b], [-h, 0.0, b]],
            Ink::down(dark, dark).fading(0.4, 0.0),
        );
    }
}

/// Light from a window outside the frame: a slanted pane by day, blinds in a film noir.
fn light_on_wall(c: &mut Canvas<'_>, sh: &Shell) {
    let pal = c.pal;
    let side = pal.side;
    let strength = match pal.time {
        TimeOfDay::Day => 0.16,
        TimeOfDay::Dawn | TimeOfDay::Dusk => 0.3,
        TimeOfDay::Night => 0.07,
    };
    let strength = if pal.style == StylePreset::Noir { 0.34 } else { strength };
    if matches!(pal.weather, Weather::Rain | Weather::Storm | Weather::Fog) && pal.style != StylePreset::Noir {
        return;
    }
    let light = pal.tone(pal.key.plus(pal.ambient).times(0.9).mix(pal.sun, 0.4));
    // Panes of one slanted window, all sheared alike.
    let noir = pal.style == StylePreset::Noir;
    let (rows, columns) = if noir { (10, 1) } else { (2, 2) };
    let (w, h) = (1.5, 1.6);
    let (x0, y0) = (-side * sh.half * 0.3 - w / 2.0, 0.85);
    let (gap_x, gap_y) = (0.09, if noir { 0.075 } else { 0.09 });
    let lean = -side * 0.32;
    for row in 0..rows {
        let (low, high) = (y0 + h * row as f32 / rows as f32, y0 + h * (row + 1) as f32 / rows as f32 - gap_y);
        for column in 0..columns {
            let (left, right) =
                (x0 + w * column as f32 / columns as f32, x0 + w * (column + 1) as f32 / columns as f32 - gap_x);
            let at = |x: f32, y: f32| (x + lean * (y - y0), y - 0.16 * (x - x0) * side);
            let pane = Shape::poly(&[at(left, low), at(right, low), at(right, high), at(left, high)]);
            c.fill(pane, Ink::flat(light).alpha(strength * 0.72).adding());
        }
    }
}

fn floor_light(c: &mut Canvas<'_>, sh: &Shell) {
    let pal = c.pal;
    let side = pal.side;
    let strength = match pal.time {
        TimeOfDay::Day => 0.14,
        TimeOfDay::Dawn | TimeOfDay::Dusk => 0.2,
        TimeOfDay::Night => 0.06,
    };
    let light = pal.tone(pal.key.plus(pal.ambient).times(0.8));
    let x = side * sh.half * 0.75;
    for i in 0..2 {
        let a = x - side * (0.1 + 1.5 * i as f32);
        let b = a - side * 1.25;
        let lean = -side * 0.9;
        c.facet(
            &[[a, 0.003, 1.6], [b, 0.003, 1.6], [b + lean, 0.003, 0.0], [a + lean, 0.003, 0.0]],
            Ink::flat(light).alpha(strength).adding(),
        );
    }
}

/// A window in a wall: the sky and roofs outside, frame, sill. (x, y) is its lower left corner.
pub fn window(c: &mut Canvas<'_>, x: f32, y: f32, w: f32, h: f32, panes: (u32, u32), seed: u64) {
    let pal = c.pal;
    let [top, mid, low] = pal.sky.map(|s| pal.tone(s));
    let wet = matches!(pal.weather, Weather::Rain | Weather::Storm);
    c.rect(x, y, w, h, Ink::down(top.mix(mid, 0.5), low));
    let mut rng = Rng::new(seed ^ 0x77);
    // Roofs and trees far away.
    let far = pal.lit(rgb(0x53606a), 0.3, 45.0);
    let mut px = x;
    while px < x + w - 0.05 {
        let bw = rng.range(0.14, 0.34).min(x + w - px);
        let bh = h * rng.range(0.12, 0.42);
        c.rect(px, y, bw, bh, Ink::down(far, far.mix(low, 0.5)));
        if pal.lamps > 0.5 {
            for _ in 0..4 {
                let (wx, wy) = (px + bw * rng.range(0.12, 0.75), y + bh * rng.range(0.15, 0.8));
                c.rect(wx, wy, 0.022, 0.03, Ink::flat(pal.glow()).alpha(0.9));
            }
        }
        px += bw + 0.01;
    }
    if pal.night() && pal.open_sky() {
        c.disc(x + w * 0.7, y + h * 0.78, 0.07, Ink::flat(pal.tone(pal.sun)));
        c.disc(x + w * 0.7, y + h * 0.78, 0.4, Ink::glow(pal.tone(pal.sun), 0.3));
    }
    if wet {
        for _ in 0..26 {
            let (dx, dy) = (x + w * rng.unit(), y + h * rng.unit());
            c.stroke(
                Shape::through(&[(dx, dy), (dx - 0.006, dy - rng.range(0.04, 0.14))]),
                0.008,
                Ink::flat(low.lighter(0.4)).alpha(0.5),
            );
        }
    }
    let frame = c.lit(rgb(0xe3dccd), 0.55);
    let edge = c.lit(rgb(0x9d968a), 0.3);
    c.stroke(Shape::rect(x, y, w, h), 0.09, Ink::flat(edge));
    c.stroke(Shape::rect(x, y, w, h), 0.065, Ink::flat(frame));
    for i in 1..panes.0 {
        let px = x + w * i as f32 / panes.0 as f32;
        c.stroke(Shape::through(&[(px, y), (px, y + h)]), 0.04, Ink::flat(frame));
    }
    for i in 1..panes.1 {
        let py = y + h * i as f32 / panes.1 as f32;
        c.stroke(Shape::through(&[(x, py), (x + w, py)]), 0.04, Ink::flat(frame));
    }
    c.rect(x - 0.1, y - 0.08, w + 0.2, 0.07, Ink::flat(frame.lighter(0.1)));
    c.rect(x - 0.1, y - 0.11, w + 0.2, 0.03, Ink::flat(edge));
    if !pal.night() {
        c.fill(Shape::oval(x + w / 2.0, y + h / 2.0, w * 0.95, h * 0.9), Ink::glow(low, 0.22));
    }
}

/// Curtains on both sides of a window.
pub fn curtains(c: &mut Canvas<'_>, x: f32, y: f32, w: f32, h: f32, cloth: Rgb) {
    let two = Two::of(c, cloth);
    for side in [0.0, 1.0] {
        let base = x - 0.22 + side * (w + 0.1);
        for i in 0..4 {
            let px = base + 0.085 * i as f32;
            let tone = if i % 2 == 0 { two.light } else { two.dark };
            let lean = (side - 0.5) * 0.06;
            c.fill(
                Shape::poly(&[
                    (px, y + h + 0.12),
                    (px + 0.09, y + h + 0.12),
                    (px + 0.095 + lean, y - 0.5),
                    (px - 0.005 + lean, y - 0.5),
                ]),
                Ink::flat(tone),
            );
        }
    }
    c.stroke(
        Shape::through(&[(x - 0.32, y + h + 0.14), (x + w + 0.32, y + h + 0.14)]),
        0.035,
        Ink::flat(c.lit(rgb(0x4a3626), 0.5)),
    );
}

/// A framed picture.
pub fn picture(c: &mut Canvas<'_>, x: f32, y: f32, w: f32, h: f32, seed: u64) {
    let mut rng = Rng::new(seed);
    c.rect(x + 0.02, y - 0.03, w, h, Ink::flat(c.pal.tone(Rgb::BLACK)).alpha(0.22));
    c.rect(x, y, w, h, Ink::flat(c.lit(rgb(0x4b3826), 0.5)));
    let m = 0.045;
    let pick = |rng: &mut Rng, from: &[u32]| rgb(rng.pick(from).unwrap_or(0x80_8080));
    let (a, b) = (
        pick(&mut rng, &[0xb7c4c6, 0xd9c9a0, 0x9fb0b8, 0xe0b890]),
        pick(&mut rng, &[0x5d7a6a, 0x8f5a44, 0x3f5a70, 0x6a6f4a]),
    );
    c.rect(x + m, y + m, w - 2.0 * m, h - 2.0 * m, Ink::flat(c.lit(a, 0.6)));
    c.fill(
        Shape::new()
            .go(x + m, y + m)
            .line(x + w - m, y + m)
            .line(x + w - m, y + h * rng.range(0.3, 0.5))
            .quad(x + w * 0.5, y + h * rng.range(0.3, 0.8), x + m, y + h * rng.range(0.25, 0.5))
            .close(),
        Ink::flat(c.lit(b, 0.5)),
    );
    c.disc(x + w * rng.range(0.3, 0.7), y + h * 0.68, h * 0.08, Ink::flat(c.lit(rgb(0xe8c66a), 0.7)));
}

/// A table with four legs: (x, z) the middle of its front edge.
pub fn table(c: &mut Canvas<'_>, x: f32, z: f32, w: f32, d: f32, y: f32, wood: Rgb) {
    c.contact(x, z + d / 2.0, w * 0.62, 0.5);
    let leg = 0.06;
    for (lx, lz) in [
        (x - w / 2.0 + 0.06, z + d - 0.1),
        (x + w / 2.0 - 0.12, z + d - 0.1),
        (x - w / 2.0 + 0.06, z + 0.05),
        (x + w / 2.0 - 0.12, z + 0.05),
    ] {
        c.block([lx, 0.0, lz], [leg, y - 0.05, leg], wood.darker(0.18));
    }
    c.block([x - w / 2.0, y - 0.06, z], [w, 0.06, d], wood);
}

/// A simple chair seen at an angle, its back to the wall when `facing` the camera.
pub fn chair(c: &mut Canvas<'_>, x: f32, z: f32, wood: Rgb, back_near: bool) {
    c.contact(x, z + 0.2, 0.34, 0.45);
    for (lx, lz) in [(x - 0.2, z + 0.36), (x + 0.16, z + 0.36), (x - 0.2, z), (x + 0.16, z)] {
        c.block([lx, 0.0, lz], [0.04, 0.44, 0.04], wood.darker(0.2));
    }
    let back = |c: &mut Canvas<'_>, bz: f32| {
        c.block([x - 0.2, 0.46, bz], [0.04, 0.48, 0.04], wood.darker(0.1));
        c.block([x + 0.16, 0.46, bz], [0.04, 0.48, 0.04], wood.darker(0.1));
        c.block([x - 0.2, 0.78, bz], [0.4, 0.14, 0.03], wood);
        c.block([x - 0.2, 0.58, bz], [0.4, 0.08, 0.03], wood);
    };
    if !back_near {
        back(c, z + 0.36);
    }
    c.block([x - 0.21, 0.43, z], [0.42, 0.05, 0.42], wood);
    if back_near {
        back(c, z);
    }
}

/// Shelves full of books: the face of a case, (x, y) its lower left corner.
pub fn books(c: &mut Canvas<'_>, x: f32, y: f32, w: f32, h: f32, shelves: u32, seed: u64) {
    let wood = rgb(0x5b3d28);
    c.rect(x - 0.05, y, w + 0.1, h + 0.06, Ink::flat(c.lit(wood, 0.45)));
    c.rect(x, y + 0.03, w, h, Ink::flat(c.lit(wood.darker(0.55), 0.2)));
    let mut rng = Rng::new(seed);
    let sh = h / shelves.max(1) as f32;
    let spines = [0x7c2f2b, 0x2f4a63, 0x43603f, 0xb08d4f, 0x4a3a56, 0x8c6a4a, 0x2d3338, 0xa65a3a, 0xcbb98f];
    for i in 0..shelves {
        let sy = y + 0.03 + sh * i as f32;
        let mut bx = x + 0.01;
        while bx < x + w - 0.03 {
            if rng.chance(0.07) {
                bx += rng.range(0.05, 0.14);
                continue;
            }
            let bw = rng.range(0.025, 0.055);
            let bh = sh * rng.range(0.62, 0.88);
            let colour = rgb(rng.pick(&spines).unwrap_or(0x7c2f2b));
            let (a, b) = (c.lit(colour, 0.8), c.lit(colour, 0.15));
            let bw = bw.min(x + w - bx);
            c.rect(bx, sy, bw, bh, Ink::flat(a.mix(b, 0.5 * rng.unit())));
            if bw > 0.04 {
                c.rect(bx, sy + bh * 0.72, bw, bh * 0.06, Ink::flat(c.lit(rgb(0xd0b26a), 0.7)).alpha(0.7));
            }
            bx += bw + 0.004;
        }
        c.rect(x - 0.02, sy - 0.03, w + 0.04, 0.035, Ink::flat(c.lit(wood.lighter(0.1), 0.8)));
    }
}

/// A lamp hanging from the ceiling with its pool of light.
pub fn pendant(c: &mut Canvas<'_>, x: f32, y: f32, top: f32, shade: Rgb) {
    let on = c.pal.lamps.max(0.25);
    let glow = c.pal.glow();
    c.stroke(Shape::through(&[(x, y + 0.2), (x, top)]), 0.012, Ink::flat(c.lit(rgb(0x222222), 0.3)));
    c.disc(x, y, 1.5, Ink::glow(glow, 0.34 * on));
    c.fill(
        Shape::new()
            .go(x - 0.05, y + 0.22)
            .line(x + 0.05, y + 0.22)
            .quad(x + 0.2, y + 0.12, x + 0.22, y)
            .line(x - 0.22, y)
            .quad(x - 0.2, y + 0.12, x - 0.05, y + 0.22)
            .close(),
        Two::of(c, shade).ink(c, 0.55),
    );
    c.fill(Shape::oval(x, y, 0.19, 0.035), Ink::flat(c.lit(rgb(0xf3e3bd), 0.7).mix(glow.lighter(0.3), on)));
}

/// A standing lamp.
pub fn floor_lamp(c: &mut Canvas<'_>, x: f32) {
    let on = c.pal.lamps.max(0.2);
    let glow = c.pal.glow();
    c.fill(Shape::oval(x, 0.03, 0.17, 0.035), Ink::flat(c.lit(rgb(0x2b2724), 0.4)));
    c.stroke(Shape::through(&[(x, 0.03), (x, 1.45)]), 0.028, Ink::flat(c.lit(rgb(0x3a332c), 0.6)));
    c.disc(x, 1.5, 1.7, Ink::glow(glow, 0.42 * on));
    let shade = c.lit(rgb(0xd8c197), 0.7).mix(glow, on * 0.9);
    c.fill(
        Shape::poly(&[(x - 0.14, 1.78), (x + 0.14, 1.78), (x + 0.24, 1.38), (x - 0.24, 1.38)]),
        Ink::down(shade, shade.lighter(0.3 * on)),
    );
}

/// A plant in a pot.
pub fn plant(c: &mut Canvas<'_>, x: f32, y: f32, size: f32, seed: u64) {
    let mut rng = Rng::new(seed);
    let pot = Two::of(c, rgb(0xa8623f));
    for i in 0..9 {
        let a = -1.15 + 2.3 * i as f32 / 8.0 + rng.range(-0.1, 0.1);
        let l = size * rng.range(0.55, 0.95);
        let (s, co) = a.sin_cos();
        let (tx, ty) = (x + s * l * 0.75, y + size * 0.3 + co * l);
        let green = c.lit(rgb(0x4d7a4c), if s * c.pal.side > 0.0 { 0.9 } else { 0.15 });
        c.fill(
            Shape::new()
                .go(x, y + size * 0.28)
                .quad(x + s * l * 0.2 - 0.06 * size, y + size * 0.5 + co * l * 0.4, tx, ty)
                .quad(x + s * l * 0.5 + 0.1 * size, y + size * 0.4 + co * l * 0.3, x, y + size * 0.28)
                .close(),
            Ink::flat(green),
        );
    }
    c.fill(
        Shape::poly(&[
            (x - size * 0.2, y + size * 0.34),
            (x + size * 0.2, y + size * 0.34),
            (x + size * 0.14, y),
            (x - size * 0.14, y),
        ]),
        pot.ink(c, 0.6),
    );
}

/// A leafy tree standing at `x` on the plane, `tall` metres.
pub fn tree(c: &mut Canvas<'_>, x: f32, tall: f32, leaf: Rgb, seed: u64) {
    let mut rng = Rng::new(seed);
    let bark = Two::of(c, rgb(0x5a4434));
    let w = tall * 0.035;
    c.fill(
        Shape::new()
            .go(x - w, 0.0)
            .quad(x - w * 0.5, tall * 0.3, x - w * 0.45, tall * 0.6)
            .line(x + w * 0.45, tall * 0.6)
            .quad(x + w * 0.5, tall * 0.3, x + w, 0.0)
            .close(),
        bark.ink(c, 0.5),
    );
    for s in [-1.0, 1.0] {
        c.fill(
            Shape::limb(&[(x, tall * 0.38, w * 0.4), (x + s * tall * 0.13, tall * 0.56, w * 0.25)]),
            bark.ink(c, 0.5),
        );
    }
    let (light, dark) = (c.lit(leaf, 1.0), c.lit(leaf.darker(0.12), 0.05));
    let clumps: Vec<(f32, f32, f32)> = (0..11)
        .map(|i| {
            let a = i as f32 * 2.4;
            let r = (i as f32 / 11.0).sqrt() * tall * 0.24;
            (x + a.cos() * r * 1.1, tall * 0.7 + a.sin() * r * 0.85, tall * rng.range(0.095, 0.14))
        })
        .collect();
    for (layer, ink) in [(0, Ink::flat(dark)), (1, Ink::flat(dark.mix(light, 0.45))), (2, Ink::flat(light))] {
        let k = 1.0 - 0.24 * layer as f32;
        let shift = c.pal.side * 0.035 * tall * layer as f32;
        let lift = 0.028 * tall * layer as f32;
        let mut shape = Shape::new();
        for (i, &(cx, cy, r)) in clumps.iter().enumerate() {
            if layer < 2 || i % 2 == 0 {
                shape = shape.and(Shape::oval(cx + shift, cy + lift, r * k, r * k * 0.86));
            }
        }
        c.fill(shape, ink);
    }
}

/// A fir.
pub fn fir(c: &mut Canvas<'_>, x: f32, tall: f32, leaf: Rgb, snow: f32) {
    let w = tall * 0.2;
    c.rect(x - tall * 0.018, 0.0, tall * 0.036, tall * 0.2, Ink::flat(c.lit(rgb(0x4a382a), 0.3)));
    let (light, dark) = (c.lit(leaf, 0.85), c.lit(leaf, 0.05));
    let ink = if c.pal.side < 0.0 { Ink::split(light, dark, 0.44) } else { Ink::split(dark, light, 0.56) };
    for i in 0..4 {
        let k = i as f32 / 4.0;
        let (base, half) = (tall * (0.12 + 0.62 * k), w * (1.0 - 0.72 * k));
        let tip = base + tall * 0.36;
        c.fill(
            Shape::new()
                .go(x - half, base)
                .quad(x, base + tall * 0.05, x + half, base)
                .quad(x + half * 0.3, base + tall * 0.12, x, tip)
                .quad(x - half * 0.3, base + tall * 0.12, x - half, base)
                .close(),
            ink,
        );
        if snow > 0.0 {
            c.fill(
                Shape::new()
                    .go(x - half * 0.8, base + tall * 0.035)
                    .quad(x - half * 0.2, base + tall * 0.15, x, tip)
                    .quad(x + half * 0.1, base + tall * 0.12, x - half * 0.8, base + tall * 0.035)
                    .close(),
                Ink::flat(c.lit(rgb(0xf2f5f8), 0.9)).alpha(snow),
            );
        }
    }
}

/// A rounded bush.
pub fn bush(c: &mut Canvas<'_>, x: f32, w: f32, h: f32, leaf: Rgb, seed: u64) {
    let mut rng = Rng::new(seed);
    let (light, dark) = (c.lit(leaf, 0.9), c.lit(leaf, 0.05));
    for (k, ink) in [(1.0, dark), (0.72, light)] {
        let mut shape = Shape::new();
        for i in 0..6 {
            let t = i as f32 / 5.0;
            let hump = (t * std::f32::consts::PI).sin() * 0.5 + 0.5;
            shape = shape.and(Shape::oval(
                x + (t - 0.5) * w * 0.8 * k + c.pal.side * (1.0 - k) * 0.2 * w,
                h * 0.45 * hump + (1.0 - k) * h * 0.4,
                w * 0.17 * k,
                h * hump * rng.range(0.42, 0.56) * k,
            ));
        }
        c.fill(shape, Ink::flat(ink));
    }
}

/// A bush about a point.
pub fn bush_at(c: &mut Canvas<'_>, x: f32, y: f32, w: f32, h: f32, leaf: Rgb, seed: u64) {
    let old = c.push(0.0, y - h * 0.4, 0.0, 1.0);
    bush(c, x, w, h, leaf, seed);
    c.pop(old);
}

/// Grass in tufts along the foot of a plane.
pub fn grass(c: &mut Canvas<'_>, from: f32, to: f32, h: f32, leaf: Rgb, seed: u64, count: u32) {
    let mut rng = Rng::new(seed);
    let mut light = Shape::new();
    let mut dark = Shape::new();
    for i in 0..count {
        let x = rng.range(from, to);
        let (w, l, t) = (h * 0.07, h * rng.range(0.5, 1.0), rng.range(-0.35, 0.35) * h);
        let blade =
            Shape::new().go(x - w, -0.02).quad(x, l * 0.6, x + t, l).quad(x + w * 0.6, l * 0.5, x + w, -0.02).close();
        if i % 2 == 0 { light = light.and(blade) } else { dark = dark.and(blade) }
    }
    let (a, b) = (c.lit(leaf, 0.85), c.lit(leaf, 0.1));
    c.fill(dark, Ink::down(b, b.darker(0.15)));
    c.fill(light, Ink::down(a, b));
}

/// A street lamp with its pool of light.
pub fn street_lamp(c: &mut Canvas<'_>, x: f32, tall: f32) {
    let iron = Ink::flat(c.lit(rgb(0x26292c), 0.4));
    c.stroke(Shape::through(&[(x, 0.0), (x, tall)]), 0.09, iron);
    c.rect(x - 0.1, 0.0, 0.2, 0.45, iron);
    c.fill(
        Shape::poly(&[
            (x - 0.2, tall + 0.38),
            (x + 0.2, tall + 0.38),
            (x + 0.05, tall + 0.52),
            (x - 0.05, tall + 0.52),
        ]),
        iron,
    );
    let on = c.pal.lamps;
    let glass = c.lit(rgb(0xcfd4cf), 0.6).mix(c.pal.glow().lighter(0.35), on);
    c.fill(
        Shape::poly(&[(x - 0.17, tall + 0.38), (x + 0.17, tall + 0.38), (x + 0.11, tall), (x - 0.11, tall)]),
        Ink::flat(glass),
    );
    if on > 0.2 {
        c.disc(x, tall + 0.18, 2.4, Ink::glow(c.pal.glow(), 0.5 * on));
    }
}
