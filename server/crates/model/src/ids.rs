//! One id type per table, so that a shot's id can never be passed where a project's is wanted.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
use uuid::Uuid;

macro_rules! typed_ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl $name {
            /// A new id, ordered by the time it was made (UUID v7).
            #[cfg(feature = "generate")]
            pub fn new() -> Self {
                Self(Uuid::now_v7())
            }

            /// The id of a thing that was never stored.
            pub const fn nil() -> Self {
                Self(Uuid::nil())
            }

            pub fn is_nil(&self) -> bool {
                self.0.is_nil()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.0)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }
    )*};
}

typed_ids! {
    /// A person with an account.
    UserId,
    /// A title, a script, settings, and all that is made from them.
    ProjectId,
    /// The unit that is filmed.
    ShotId,
    /// One spoken line.
    LineId,
    /// One sound under a shot.
    CueId,
    /// Anything that was made and kept.
    ArtifactId,
    /// One unit of durable work.
    TaskId,
    /// One outbound call to a provider.
    AttemptId,
    /// One change a person made, which can be undone.
    EditId,
}
