//! Light: what the hour, the weather and the mood do to the colours of a set.

use crate::light::grade;
use crate::raster::colour::{Rgb, rgb};
use model::{Mood, StylePreset, TimeOfDay, Weather};

/// The light of one shot. Every colour that is painted goes through [`Palette::lit`] or [`Palette::tone`].
#[derive(Clone, Debug)]
pub struct Palette {
    pub time: TimeOfDay,
    pub weather: Weather,
    pub style: StylePreset,
    pub inside: bool,
    /// −1 when the key light comes from the left, 1 from the right.
    pub side: f32,
    /// The sky from zenith to horizon.
    pub sky: [Rgb; 3],
    /// The colour of sun or moon, and of the light they throw.
    pub sun: Rgb,
    /// What distance fades to.
    pub haze: Rgb,
    /// Light from everywhere.
    pub ambient: Rgb,
    /// Light from one side.
    pub key: Rgb,
    /// Lamps and windows.
    pub lamp: Rgb,
    /// How strongly lamps burn, 0 to 1.
    pub lamps: f32,
    /// Metres after which half of a thing's colour is haze.
    pub clear_for: f32,
}

struct Hour {
    sky: [u32; 3],
    sun: u32,
    haze: u32,
    out: ([f32; 3], [f32; 3]),
    inside: ([f32; 3], [f32; 3]),
    lamps: f32,
}

const DAWN: Hour = Hour {
    sky: [0x6f8fb8, 0xc9b7c4, 0xffd3ae],
    sun: 0xfff0cf,
    haze: 0xe9cdc0,
    out: ([0.60, 0.58, 0.70], [0.42, 0.31, 0.20]),
    inside: ([0.50, 0.48, 0.56], [0.46, 0.36, 0.24]),
    lamps: 0.35,
};
const DAY: Hour = Hour {
    sky: [0x4f97cf, 0x8cc4e6, 0xd9ecef],
    sun: 0xfffbe6,
    haze: 0xcfe3ea,
    out: ([0.76, 0.80, 0.88], [0.40, 0.35, 0.24]),
    inside: ([0.69, 0.69, 0.72], [0.40, 0.38, 0.31]),
    lamps: 0.0,
};
const DUSK: Hour = Hour {
    sky: [0x2f3a6e, 0xa0587e, 0xff9a56],
    sun: 0xffb45e,
    haze: 0xcf8377,
    out: ([0.50, 0.46, 0.64], [0.56, 0.37, 0.17]),
    inside: ([0.50, 0.45, 0.51], [0.54, 0.39, 0.23]),
    lamps: 0.8,
};
const NIGHT: Hour = Hour {
    sky: [0x0a1128, 0x15233f, 0x2a3d5c],
    sun: 0xe4ecff,
    haze: 0x22334f,
    out: ([0.32, 0.39, 0.57], [0.24, 0.29, 0.36]),
    inside: ([0.37, 0.35, 0.43], [0.52, 0.39, 0.23]),
    lamps: 1.0,
};

fn of(c: [f32; 3]) -> Rgb {
    Rgb::new(c[0], c[1], c[2])
}

impl Palette {
    pub fn new(time: TimeOfDay, weather: Weather, style: StylePreset, mood: Mood, inside: bool, side: f32) -> Self {
        let hour = match time {
            TimeOfDay::Dawn => DAWN,
            TimeOfDay::Day => DAY,
            TimeOfDay::Dusk => DUSK,
            TimeOfDay::Night => NIGHT,
        };
        let (ambient, key) = if inside { hour.inside } else { hour.out };
        let mut p = Self {
            time,
            weather,
            style,
            inside,
            side,
            sky: hour.sky.map(rgb),
            sun: rgb(hour.sun),
            haze: rgb(hour.haze),
            ambient: of(ambient),
            key: of(key),
            lamp: rgb(0xffc877),
            lamps: hour.lamps,
            clear_for: if inside { 80.0 } else { 95.0 },
        };
        p.take_weather();
        p.take_mood(mood);
        if style == StylePreset::Neon {
            p.take_neon();
        }
        p
    }

    fn take_weather(&mut self) {
        let grey = match self.time {
            TimeOfDay::Night => rgb(0x1c2636),
            TimeOfDay::Dusk => rgb(0x7a6474),
            TimeOfDay::Dawn => rgb(0xa8a6b2),
            TimeOfDay::Day => rgb(0xa9b7c0),
        };
        let (cover, dim, clear) = match self.weather {
            Weather::Clear | Weather::Wind => (0.0, 1.0, 1.0),
            Weather::Rain => (0.72, 0.82, 0.5),
            Weather::Storm => (0.85, 0.66, 0.45),
            Weather::Snow => (0.6, 0.98, 0.45),
            Weather::Fog => (0.85, 0.95, 0.16),
        };
        let shade = if self.weather == Weather::Storm { grey.darker(0.3) } else { grey };
        for (i, c) in self.sky.iter_mut().enumerate() {
            *c = c.mix(shade.lighter(0.06 * i as f32), cover);
        }
        self.haze = self.haze.mix(shade.lighter(0.12), cover);
        if self.weather == Weather::Snow {
            self.haze = self.haze.lighter(if self.time == TimeOfDay::Night { 0.12 } else { 0.25 });
        }
        let k = if self.inside { 1.0 - (1.0 - dim) * 0.5 } else { dim };
        self.ambient = self.ambient.times(k);
        self.key = self.key.times(if self.inside { 1.0 - 0.3 * cover } else { 1.0 - 0.75 * cover });
        if self.time != TimeOfDay::Night && cover > 0.5 {
            self.lamps = self.lamps.max(0.45);
        }
        self.clear_for *= clear;
    }

    fn take_mood(&mut self, mood: Mood) {
        let (tint, key, level) = match mood {
            Mood::Neutral => ([1.0, 1.0, 1.0], 1.0, 1.0),
            Mood::Tense => ([0.92, 0.98, 1.0], 1.1, 0.92),
            Mood::Sad => ([0.92, 0.97, 1.06], 0.85, 0.94),
            Mood::Warm => ([1.06, 1.0, 0.92], 1.08, 1.02),
            Mood::Joyful => ([1.04, 1.02, 0.97], 1.08, 1.06),
            Mood::Eerie => ([0.88, 1.03, 0.98], 0.9, 0.88),
            Mood::Urgent => ([1.04, 0.97, 0.95], 1.12, 0.97),
            Mood::Wonder => ([0.99, 0.98, 1.08], 1.1, 1.03),
        };
        let tint = of(tint);
        self.ambient = self.ambient.under(tint).times(level);
        self.key = self.key.under(tint).times(key);
        for c in &mut self.sky {
            *c = c.under(tint).times(0.5 + 0.5 * level);
        }
        self.haze = self.haze.under(tint);
    }

    fn take_neon(&mut self) {
        self.ambient = self.ambient.mix(Rgb::new(0.42, 0.34, 0.68), 0.45);
        self.key = self.key.mix(Rgb::new(0.62, 0.3, 0.52), 0.5);
        self.lamps = self.lamps.max(0.7);
        self.lamp = rgb(0xff6ad5);
        let deep = [rgb(0x160a33), rgb(0x3a1560), rgb(0x8a2a86)];
        for (c, d) in self.sky.iter_mut().zip(deep) {
            *c = c.mix(d, 0.6);
        }
        self.haze = self.haze.mix(rgb(0x5a2a86), 0.55);
    }

    pub fn night(&self) -> bool {
        self.time == TimeOfDay::Night
    }

    /// The sky can show sun, moon or stars.
    pub fn open_sky(&self) -> bool {
        matches!(self.weather, Weather::Clear | Weather::Wind)
    }

    /// A surface in this light: `face` is how much of the key light falls on it, 0 to 1; `far` its distance in metres.
    pub fn lit(&self, base: Rgb, face: f32, far: f32) -> Rgb {
        let light = self.ambient.plus(self.key.times(face));
        let c = base.under(light);
        let t = 1.0 - 0.5_f32.powf((far / self.clear_for).max(0.0));
        self.tone(c.mix(self.haze, t.min(0.93)))
    }

    /// The light on people: at night they get more than their surroundings, as on a film set, so that faces can be read.
    pub fn on_people(&self) -> Self {
        let light = self.ambient.plus(self.key.times(0.5)).luma();
        let more = (0.72 / light.max(0.1)).clamp(1.0, 1.45);
        Self { ambient: self.ambient.times(more), key: self.key.times(more), ..self.clone() }
    }

    /// A colour that glows by itself, or is already lit.
    pub fn tone(&self, c: Rgb) -> Rgb {
        grade::apply(self.style, c.clamped()).clamped()
    }

    /// The colour of a lit lamp.
    pub fn glow(&self) -> Rgb {
        self.tone(self.lamp)
    }
}
