//! Voices that are heard through something: what a cue says of it, and who is at the other end of a phone.

use crate::screenplay::Spoken;
use crate::words::{is_on_phone, through_in};
use model::Through;
use std::collections::BTreeSet;

/// What stands in a cue's brackets, and what stands before them.
fn parts(cue: &str) -> (&str, &str) {
    let at = cue.find(['(', '（']).unwrap_or(cue.len());
    cue.split_at(at)
}

/// "RADIO VOICE", "MAN ON TV", "INTERCOM": nobody who could walk in.
fn is_only_heard(name: &str) -> bool {
    const WORDS: [&str; 9] =
        ["VOICE", "ANNOUNCER", "HOST", "REPORTER", "ANCHOR", "NEWSREADER", "PRESENTER", "ON", "STIMME"];
    let upper = name.to_uppercase();
    let mut words = upper.split_whitespace();
    words.clone().any(|word| WORDS.contains(&word)) || words.next().is_some() && words.next().is_none()
}

/// "INTERCOM", "ANSWERING MACHINE", "CAR RADIO": a thing that speaks, and nobody.
pub(crate) fn is_device(name: &str) -> bool {
    const DEVICES: [&str; 24] = [
        "intercom",
        "radio",
        "loudspeaker",
        "loudspeakers",
        "speaker",
        "speakers",
        "speakerphone",
        "television",
        "tv",
        "tannoy",
        "answering machine",
        "answerphone",
        "voicemail",
        "voice mail",
        "megaphone",
        "walkie-talkie",
        "walkie talkie",
        "gps",
        "satnav",
        "sat nav",
        "public address",
        "telephone",
        "phone",
        "pa system",
    ];
    let name = name.trim().trim_start_matches("THE ").to_lowercase();
    let name = name.trim_end_matches(" voice");
    let qualified = |device: &str| {
        name.strip_suffix(device).and_then(|rest| rest.strip_suffix(' ')).is_some_and(|before| {
            before.split(' ').count() < 3
                && matches!(
                    before,
                    "car"
                        | "police"
                        | "cb"
                        | "kitchen"
                        | "ship's"
                        | "old"
                        | "emergency"
                        | "station"
                        | "prison"
                        | "school"
                        | "taxi"
                        | "airport"
                        | "clock"
                        | "hotel"
                        | "door"
                        | "wall"
                        | "ceiling"
                        | "transistor"
                        | "the"
                )
        })
    };
    DEVICES.iter().any(|device| name == *device || qualified(device))
}

/// What the voice under a cue comes through.
pub(super) fn of_cue(cue: &str, off_screen: bool) -> Through {
    let (name, inside) = parts(cue);
    let by_name = || through_in(name, true).filter(|_| off_screen || is_only_heard(name));
    through_in(inside, off_screen).or_else(by_name).unwrap_or_default()
}

/// "(V.O.)": unlike one who is off screen, they may be anywhere.
pub(super) fn is_voice_over(cue: &str) -> bool {
    let (_, inside) = parts(cue);
    let bare: String = inside.chars().filter(|c| c.is_alphanumeric() || c.is_whitespace()).collect();
    let upper = bare.to_uppercase();
    upper.split_whitespace().any(|word| word == "VO" || word == "VOICEOVER") || upper.contains("VOICE OVER")
}

/// Where somebody in a scene speaks into a phone, a voice-over of somebody who is not there is at the other end of it; but not that of one
/// who tells the story.
pub(super) fn connect(dialogue: &mut [Spoken]) {
    let says = |line: &Spoken| line.parts.iter().any(|part| part.parenthetical.as_deref().is_some_and(is_on_phone));
    let calls: BTreeSet<usize> =
        dialogue.iter().filter(|line| !line.voice_over && says(line)).map(|l| l.scene).collect();
    if calls.is_empty() {
        return;
    }
    let of = |wanted: &dyn Fn(&Spoken) -> bool| -> BTreeSet<(usize, String)> {
        let found = dialogue.iter().filter(|line| wanted(line));
        found.filter_map(|line| Some((line.scene, line.speaker.clone()?))).collect()
    };
    let seen = of(&|line| !line.off_screen);
    let tellers: BTreeSet<String> =
        of(&|line| line.voice_over && !calls.contains(&line.scene)).into_iter().map(|(_, name)| name).collect();
    for line in
        dialogue.iter_mut().filter(|line| line.voice_over && line.through.is_air() && calls.contains(&line.scene))
    {
        let Some(name) = line.speaker.clone() else { continue };
        if !tellers.contains(&name) && !seen.contains(&(line.scene, name)) {
            line.through = Through::Phone;
        }
    }
}
