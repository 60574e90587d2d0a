//! What happens in an outline: plain scenes that any idea can begin with, and a writer then makes their own.

/// A scene. `{lead}`, `{other}`, `{place}`, `{second}` and `{third}` stand for the idea's people and places.
pub(super) struct Beat {
    /// Which of the idea's places.
    pub place: usize,
    pub inside: bool,
    pub action: &'static str,
    /// Who speaks (0 is the lead), and what.
    pub lines: &'static [(u8, &'static str)],
}

const fn beat(place: usize, inside: bool, action: &'static str, lines: &'static [(u8, &'static str)]) -> Beat {
    Beat { place, inside, action, lines }
}

/// In three acts, there and back, against the clock: five scenes each.
pub(super) static BEATS: [[Beat; 5]; 3] = [
    [
        beat(0, false, "{lead} stops and looks at {place}.", &[]),
        beat(
            0,
            true,
            "{lead} tells {other} what has happened.",
            &[(0, "I have to see where this leads."), (1, "And if it leads nowhere?")],
        ),
        beat(
            1,
            false,
            "{lead} and {other} come to {second} and find the way closed.",
            &[(1, "We should go back."), (0, "Not yet.")],
        ),
        beat(1, true, "{lead} is alone now and sits down. What seemed certain is not.", &[]),
        beat(2, false, "{lead} comes to {third}. {other} is there already.", &[(1, "I knew you would come.")]),
    ],
    [
        beat(0, true, "{lead} packs a bag at {place} and leaves the lamp on.", &[]),
        beat(
            0,
            false,
            "{other} stands in the way.",
            &[(1, "Where are you going?"), (0, "I will tell you when I know.")],
        ),
        beat(1, false, "{lead} walks along {second}, farther than ever before.", &[]),
        beat(2, false, "{lead} reaches {third} and finds what nobody spoke of.", &[(0, "So it was true.")]),
        beat(0, false, "{lead} comes back to {place}. {other} opens the door.", &[(1, "You look different.")]),
    ],
    [
        beat(
            0,
            true,
            "{other} runs in with the news. {lead} looks at the clock.",
            &[(1, "There is one hour left."), (0, "Then we run.")],
        ),
        beat(0, false, "{lead} and {other} run out of {place}.", &[]),
        beat(
            1,
            false,
            "At {second} nothing moves. {lead} takes another way.",
            &[(1, "That is the wrong way!"), (0, "It is the short one.")],
        ),
        beat(
            1,
            false,
            "{other} falls behind. {lead} turns round, looks at the clock, and goes back.",
            &[(1, "Leave me."), (0, "No.")],
        ),
        beat(2, true, "{lead} and {other} come to {third} as the clock strikes.", &[(1, "Did we make it?")]),
    ],
];

/// What makes a longer film longer.
pub(super) static EXTRA: [Beat; 2] = [
    beat(2, false, "{lead} sees {third} from afar for the first time and waits.", &[]),
    beat(
        1,
        true,
        "{lead} and {other} share what is left to eat and say what they did not say before.",
        &[(1, "Why did you not ask me sooner?"), (0, "I did not know how.")],
    ),
];
