//! Colours as designers speak of them: light, mixed, warmer, paler. Components are display values, 0 to 1.

/// A colour without transparency.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rgb {
    pub r: f32,
    pub g: f32,
    pub b: f32,
}

/// A colour from its usual six hexadecimal digits.
pub const fn rgb(hex: u32) -> Rgb {
    Rgb { r: ((hex >> 16) & 255) as f32 / 255.0, g: ((hex >> 8) & 255) as f32 / 255.0, b: (hex & 255) as f32 / 255.0 }
}

impl Rgb {
    pub const BLACK: Self = rgb(0);
    pub const WHITE: Self = rgb(0xff_ffff);

    pub fn new(r: f32, g: f32, b: f32) -> Self {
        Self { r, g, b }
    }

    /// `t` = 0 is this colour, 1 the other.
    pub fn mix(self, other: Self, t: f32) -> Self {
        let t = t.clamp(0.0, 1.0);
        Self {
            r: self.r + (other.r - self.r) * t,
            g: self.g + (other.g - self.g) * t,
            b: self.b + (other.b - self.b) * t,
        }
    }

    /// Light of the colour `other` falling on a surface of this colour.
    pub fn under(self, other: Self) -> Self {
        Self { r: self.r * other.r, g: self.g * other.g, b: self.b * other.b }
    }

    pub fn plus(self, other: Self) -> Self {
        Self { r: self.r + other.r, g: self.g + other.g, b: self.b + other.b }
    }

    pub fn times(self, k: f32) -> Self {
        Self { r: self.r * k, g: self.g * k, b: self.b * k }
    }

    /// Brightness as the eye weighs it (BT.709 weights).
    pub fn luma(self) -> f32 {
        0.2126 * self.r + 0.7152 * self.g + 0.0722 * self.b
    }

    /// 0 is grey, 1 this colour, more is more colourful.
    pub fn saturate(self, k: f32) -> Self {
        let grey = self.luma();
        Self { r: grey + (self.r - grey) * k, g: grey + (self.g - grey) * k, b: grey + (self.b - grey) * k }
    }

    pub fn darker(self, k: f32) -> Self {
        self.times(1.0 - k)
    }

    pub fn lighter(self, k: f32) -> Self {
        self.mix(Self::WHITE, k)
    }

    /// BT.709 in limited range: luma and the two chroma.
    pub fn video(self) -> [u8; 3] {
        let Self { r, g, b } = self.clamped();
        let y = 16.0 + 219.0 * self.clamped().luma();
        let u = 128.0 + 224.0 * (-0.1146 * r - 0.3854 * g + 0.5 * b);
        let v = 128.0 + 224.0 * (0.5 * r - 0.4542 * g - 0.0458 * b);
        [y, u, v].map(|level| level.round() as u8)
    }

    pub fn clamped(self) -> Self {
        Self { r: self.r.clamp(0.0, 1.0), g: self.g.clamp(0.0, 1.0), b: self.b.clamp(0.0, 1.0) }
    }
}
