//! The camera of a flat-layered set. The world is in metres: x to the right, y up, z away from the camera; people stand near
//! z = 0. The camera looks straight ahead and shifts its lens, so uprights stay upright, as an architect's camera does.

/// Where the camera is and what it sees.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Camera {
    pub x: f32,
    pub y: f32,
    pub z: f32,
    /// Focal length in frame heights.
    pub f: f32,
    /// Where the vanishing point lies in the frame, in frame heights from its left and top edge.
    pub sx: f32,
    pub sy: f32,
    /// The frame's height in pixels.
    pub h: f32,
}

impl Camera {
    /// Pixels per metre on the plane at depth `z`.
    pub fn scale(&self, z: f32) -> f32 {
        self.h * self.f / (z - self.z).max(0.15)
    }

    /// Where a point falls in the frame, in pixels.
    pub fn project(&self, p: [f32; 3]) -> (f32, f32) {
        let s = self.scale(p[2]);
        (self.h * self.sx + s * (p[0] - self.x), self.h * self.sy - s * (p[1] - self.y))
    }
}

/// How a picture drawn for one camera lies in the frame of another: `X = mx·x + k·y + tx`, `Y = my·y + ty`, in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Map {
    pub mx: f32,
    pub my: f32,
    pub k: f32,
    pub tx: f32,
    pub ty: f32,
}

impl Map {
    /// The same mapping between planes of half the resolution.
    pub fn halved(self) -> Self {
        Self { tx: self.tx / 2.0, ty: self.ty / 2.0, ..self }
    }

    pub fn invert(&self, x: f32, y: f32) -> (f32, f32) {
        let v = (y - self.ty) / self.my;
        ((x - self.tx - self.k * v) / self.mx, v)
    }
}

/// What a layer is, as far as its movement goes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Depth {
    /// Infinitely far.
    Sky,
    /// An upright plane at this z.
    At(f32),
    /// The ground: true under the people at this z, still at the horizon.
    Ground(f32),
}

impl Depth {
    /// How a layer drawn for the camera `from` lies in the frame of the camera `to`.
    pub fn map(self, from: &Camera, to: &Camera) -> Map {
        match self {
            Self::Sky => {
                // Even the sky swells a little when the camera travels: a hint of depth.
                let m = to.f / from.f;
                let drift = 0.6 * (from.x - to.x);
                Map {
                    mx: m,
                    my: m,
                    k: 0.0,
                    tx: to.h * to.sx - m * from.h * from.sx + drift,
                    ty: to.h * to.sy - m * from.h * from.sy,
                }
            }
            Self::At(z) => {
                let (a, b) = (from.scale(z), to.scale(z));
                let m = b / a;
                Map {
                    mx: m,
                    my: m,
                    k: 0.0,
                    tx: to.h * to.sx + b * (from.x - to.x) - m * from.h * from.sx,
                    ty: to.h * to.sy + b * (to.y - from.y) - m * from.h * from.sy,
                }
            }
            Self::Ground(z) => {
                let (a, b) = (from.scale(z), to.scale(z));
                let m = b / a;
                let (row_a, row_b) = (a * from.y, b * to.y);
                let my = if row_a.abs() < 1.0 { m } else { row_b / row_a };
                let (ha, hb) = (from.h * from.sy, to.h * to.sy);
                // At the feet the ground moves as the plane at z does; at the horizon it only shifts with the lens.
                let shift = b * (from.x - to.x);
                let k = if row_a.abs() < 1.0 { 0.0 } else { shift / row_a };
                Map { mx: m, my, k, tx: to.h * to.sx - m * from.h * from.sx - k * ha, ty: hb - my * ha }
            }
        }
    }
}
