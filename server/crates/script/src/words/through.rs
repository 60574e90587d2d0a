//! What a voice comes through, by what stands in brackets and by who speaks: "FILTERED", "on the radio", "from behind the door".

use model::Through;

/// What names each of them.
const THINGS: &[(&str, Through)] = &[
    ("phone", Through::Phone),
    ("telephone", Through::Phone),
    ("cellphone", Through::Phone),
    ("receiver", Through::Phone),
    ("voicemail", Through::Phone),
    ("answering machine", Through::Phone),
    ("speakerphone", Through::Phone),
    ("on speaker", Through::Phone),
    ("filtered", Through::Phone),
    ("telefon", Through::Phone),
    ("téléphone", Through::Phone),
    ("teléfono", Through::Phone),
    ("telefono", Through::Phone),
    ("telefone", Through::Phone),
    ("电话", Through::Phone),
    ("radio", Through::Radio),
    ("walkie", Through::Radio),
    ("walkie-talkie", Through::Radio),
    ("comms", Through::Radio),
    ("headset", Through::Radio),
    ("earpiece", Through::Radio),
    ("funk", Through::Radio),
    ("tv", Through::Television),
    ("television", Through::Television),
    ("t.v.", Through::Television),
    ("fernseher", Through::Television),
    ("newscast", Through::Television),
    ("loudspeaker", Through::Loudspeaker),
    ("loudspeakers", Through::Loudspeaker),
    ("intercom", Through::Loudspeaker),
    ("tannoy", Through::Loudspeaker),
    ("megaphone", Through::Loudspeaker),
    ("bullhorn", Through::Loudspeaker),
    ("p.a.", Through::Loudspeaker),
    ("pa system", Through::Loudspeaker),
    ("public address", Through::Loudspeaker),
    ("lautsprecher", Through::Loudspeaker),
];
/// What stands before a thing that somebody in the picture speaks into or holds.
const INTO: &[&str] =
    &["into", "in", "to", "at", "picks up", "hangs up", "covering", "covers", "ins", "dans", "al", "en"];
/// What stands before a thing that a voice comes out of, whoever is seen.
const OUT_OF: &[&str] = &["over", "through", "from", "via", "out of", "aus"];
/// What is between the voice and who hears it.
const WALLS: &[&str] = &["door", "wall", "tür", "wand", "porte", "puerta", "porta"];
const BEHIND: &[&str] = &[
    "behind",
    "through",
    "other side",
    "beyond",
    "outside",
    "hinter",
    "durch",
    "derrière",
    "detrás",
    "dietro",
    "atrás",
];

/// The bytes at which a phrase stands as words of its own.
fn found(lower: &str, phrase: &str) -> Option<usize> {
    let is_part = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && c.is_ascii() || c == 'é');
    lower.match_indices(phrase).map(|(at, _)| at).find(|at| {
        let before = lower.get(..*at).and_then(|text| text.chars().next_back());
        let after = lower.get(at + phrase.len()..).and_then(|text| text.chars().next());
        !is_part(before) && !is_part(after)
    })
}

/// What the words say, where they say anything of it. `unseen`: who speaks is not in the picture.
pub(crate) fn through_in(text: &str, unseen: bool) -> Option<Through> {
    let lower = text.to_lowercase();
    let has = |known: &[&str]| known.iter().any(|word| found(&lower, word).is_some());
    if has(WALLS) && has(BEHIND) {
        return Some(Through::Door);
    }
    let (at, through) = THINGS.iter().filter_map(|(name, through)| Some((found(&lower, name)?, *through))).min()?;
    let before = lower.get(..at).unwrap_or_default();
    let leads = |known: &[&str]| known.iter().any(|word| found(before, word).is_some());
    // Who is seen on a screen is heard from it.
    let comes_out = leads(OUT_OF) || through == Through::Television || lower.contains("filtered");
    (comes_out || unseen && !leads(INTO)).then_some(through)
}

/// Whether the words say that somebody in the picture is on the phone.
pub(crate) fn is_on_phone(text: &str) -> bool {
    let lower = text.to_lowercase();
    THINGS.iter().any(|(name, through)| *through == Through::Phone && found(&lower, name).is_some())
        && through_in(text, false).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_voice_comes_through_is_read_from_what_stands_in_brackets() {
        for (text, unseen, through) in [
            ("filtered", false, Some(Through::Phone)),
            ("V.O. on phone", true, Some(Through::Phone)),
            ("over the radio", false, Some(Through::Radio)),
            ("ON TV", true, Some(Through::Television)),
            ("on television", false, Some(Through::Television)),
            ("over loudspeaker", false, Some(Through::Loudspeaker)),
            ("O.S., behind the door", true, Some(Through::Door)),
            ("through the door", false, Some(Through::Door)),
            ("am Telefon", true, Some(Through::Phone)),
            ("into phone", false, None),
            ("into the radio", true, None),
            ("on the phone", false, None),
            ("V.O.", true, None),
            ("opens the door", false, None),
            ("phonetically", true, None),
        ] {
            assert_eq!(through_in(text, unseen), through, "{text}");
        }
        assert!(is_on_phone("into phone") && is_on_phone("on the phone") && !is_on_phone("over the phone"));
    }
}
