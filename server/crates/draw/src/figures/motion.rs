//! What bodies and arms can do.

/// What the body does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Body {
    Stand,
    StandUp,
    Walk,
    /// Comes into the frame and stands.
    Enter,
    /// Stands and goes out of the frame.
    Leave,
    Creep,
    Run,
    Sit,
    SitDown,
    Drive,
    Row,
    Ride,
    Cycle,
    Kneel,
    Crouch,
    Lean,
    Fall,
    Lie,
    Wake,
    Climb,
    Crawl,
    Jump,
    Dance,
    Swim,
    Fly,
    Bow,
}

impl Body {
    /// Whether the whole body goes from place to place.
    pub const fn travels(self) -> bool {
        matches!(
            self,
            Self::Walk | Self::Run | Self::Creep | Self::Crawl | Self::Ride | Self::Cycle | Self::Swim | Self::Row
        )
    }

    pub const fn lies(self) -> bool {
        matches!(self, Self::Lie | Self::Fall)
    }
}

/// What the arms do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Arms {
    Rest,
    Talk,
    Point,
    Hold,
    Carry,
    Bags,
    Read,
    Drink,
    Eat,
    Phone,
    Write,
    Type,
    Give,
    Shake,
    Embrace,
    Wave,
    Face,
    Laugh,
    Wheel,
    Aim,
    Crossed,
    Polish,
    Sweep,
    Dig,
    Chop,
    Hammer,
    Stir,
    Knock,
    Open,
    Push,
    Pull,
    Throw,
    Punch,
    Salute,
    Clap,
    Up,
    Shrug,
    Pray,
    Think,
    Smoke,
    Light,
    Guitar,
    Violin,
    Piano,
    Horn,
    Drum,
    Paint,
    Sew,
    Water,
    Watch,
    Binoculars,
    Shade,
    Photograph,
    Comb,
    Ears,
    Fish,
    Conduct,
    Operate,
    Rope,
    Oars,
    Reins,
    Climb,
    Crawl,
    Stroke,
    Dance,
}

impl Arms {
    /// Whether it is seen best from the side.
    pub const fn sideways(self) -> bool {
        matches!(
            self,
            Self::Sweep
                | Self::Dig
                | Self::Chop
                | Self::Hammer
                | Self::Push
                | Self::Pull
                | Self::Throw
                | Self::Punch
                | Self::Knock
                | Self::Open
                | Self::Fish
                | Self::Water
                | Self::Paint
                | Self::Operate
                | Self::Polish
                | Self::Light
                | Self::Horn
        )
    }
}
