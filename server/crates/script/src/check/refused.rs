//! Words that providers of video are known to refuse. A hint, never a block: only the provider decides.

use crate::words::Phrases;

/// What a group of words is about, and how to say it instead.
pub(super) struct Group {
    pub about: &'static str,
    pub mend: &'static str,
    words: &'static [&'static str],
}

const GROUPS: &[Group] = &[
    Group {
        about: "nakedness",
        mend: "Dress the person, or show a face, a hand or a closed door instead.",
        words: &["naked", "nude", "nudity", "topless", "undresses", "genitals", "erotic", "orgy", "pornographic"],
    },
    Group {
        about: "sexual violence",
        mend: "Leave it out of the picture; what people say and do afterwards tells it.",
        words: &["rape", "rapes", "raped", "molests", "molested"],
    },
    Group {
        about: "wounds and death",
        mend: "Show it less directly: a shadow, a sound, a face that sees it.",
        words: &[
            "gore",
            "gory",
            "beheaded",
            "beheading",
            "decapitated",
            "dismembered",
            "mutilated",
            "entrails",
            "disembowelled",
            "corpse",
            "corpses",
            "blood-soaked",
            "massacre",
            "torture",
            "tortures",
            "tortured",
            "execution",
        ],
    },
    Group {
        about: "harm to oneself",
        mend: "Show what comes before or after instead.",
        words: &["suicide", "hangs himself", "hangs herself", "slits his wrists", "slits her wrists", "self-harm"],
    },
    Group {
        about: "drugs",
        mend: "Do not name the drug in what is seen; a line may.",
        words: &["heroin", "cocaine", "crack pipe", "crystal meth", "methamphetamine"],
    },
    Group {
        about: "hatred and terror",
        mend: "Describe the person or the place without the sign or the word.",
        words: &["swastika", "ku klux klan", "terrorist", "terrorists", "suicide bomber", "genocide", "lynching"],
    },
];

/// The first word of the list in a text, and its group.
pub(super) fn find(text: &str) -> Option<(&'static str, &'static Group)> {
    let phrases = Phrases::of(text);
    GROUPS.iter().find_map(|group| group.words.iter().find(|word| phrases.has(word)).map(|word| (*word, group)))
}
