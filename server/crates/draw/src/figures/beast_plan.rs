//! How animals are built.

/// How an animal is built.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Plan {
    Four(Four),
    Bird(Bird),
    Ape,
    Snake,
    Fish,
    Sea,
    Small,
    Crab,
    Spider,
    Insect,
    Snail,
    Frog,
    Low,
    Octopus,
    Bat,
    Dragon,
}

/// Measures of an animal on four legs, against its height at the shoulder.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Four {
    /// How deep the trunk is, and how thick the legs are.
    pub deep: f32,
    pub leg: f32,
    /// How long the neck is and how steep: 0 level, 1 upright.
    pub neck: f32,
    pub rise: f32,
    pub head: f32,
    pub muzzle: f32,
    pub ears: Ears,
    pub tail: Tail,
    pub extra: Extra,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ears {
    Pricked,
    Hanging,
    Long,
    Round,
    Huge,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tail {
    Long,
    Bushy,
    Tuft,
    Horse,
    Curl,
    Stump,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extra {
    None,
    Mane,
    Lion,
    Stripes,
    Spots,
    Patches,
    Humps,
    Trunk,
    Horn,
    Antlers,
    Beard,
    Wool,
    Udder,
    Tusks,
    Panda,
    Unicorn,
    Snout,
    Cat,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bird {
    pub leg: f32,
    pub neck: f32,
    pub beak: f32,
    pub tail: f32,
    pub comb: bool,
    pub owl: bool,
    pub upright: bool,
}

/// A kind of animal.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Beast {
    pub id: &'static str,
    pub coat: u32,
    /// Metres: its length and its height at the shoulder.
    pub long: f32,
    pub tall: f32,
    pub plan: Plan,
}
