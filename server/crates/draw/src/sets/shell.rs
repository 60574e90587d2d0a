//! The bare box of a room and the light that falls into it.

use crate::raster::canvas::{Canvas, Ink, Shape};
use crate::raster::colour::{Rgb, rgb};
use crate::scene::camera::Depth;
use crate::scene::layers::LayerBuilder;
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
        s: &mut LayerBuilder<'_>,
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
pub fn light_on_wall(c: &mut Canvas<'_>, sh: &Shell) {
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

pub fn floor_light(c: &mut Canvas<'_>, sh: &Shell) {
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
