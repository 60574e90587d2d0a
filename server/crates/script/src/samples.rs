//! Scripts to start from, written by us.

/// A script that a newcomer can film at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sample {
    /// The stable name.
    pub key: &'static str,
    pub title: &'static str,
    /// One sentence that makes one want to see it.
    pub blurb: &'static str,
    pub text: &'static str,
}

/// Four samples: a two-hander, an action page, a prose short story, a shot list.
pub fn samples() -> &'static [Sample] {
    &[
        Sample {
            key: "last-ferry",
            title: "The Last Ferry",
            blurb: "Two sisters, one suitcase, and a boat that leaves in a minute.",
            text: include_str!("../samples/last-ferry.fountain"),
        },
        Sample {
            key: "courier",
            title: "Courier",
            blurb: "A chase over wet rooftops for a parcel that must not be shaken.",
            text: include_str!("../samples/courier.fountain"),
        },
        Sample {
            key: "lighthouse",
            title: "The Keeper's Radio",
            blurb: "A lighthouse keeper answers a voice in the storm. A short story in plain prose.",
            text: include_str!("../samples/lighthouse.txt"),
        },
        Sample {
            key: "night-shift",
            title: "Night Shift at the Museum",
            blurb: "A guard, a school trip that ended hours ago, and one visitor too many. A SCENE/SHOT list.",
            text: include_str!("../samples/night-shift.txt"),
        },
    ]
}
