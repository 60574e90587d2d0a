//! Which workers take a task.

/// Which workers take a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Pool {
    /// Those that compute: few, because each keeps a processor busy.
    Compute,
    /// Those that wait for a network: more, because waiting costs nothing.
    Calls,
}

impl Pool {
    pub const ALL: [Self; 2] = [Self::Compute, Self::Calls];

    pub const fn key(self) -> &'static str {
        match self {
            Self::Compute => "compute",
            Self::Calls => "calls",
        }
    }
}
