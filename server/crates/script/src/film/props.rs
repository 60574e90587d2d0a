//! Things that the action names and the camera should see.

use crate::sentences::sentences;
use crate::words::lower_words;
use lexicon::claims::grammar;

static PROPS: crate::names::WordSet = crate::names::WordSet::new(
    " phone telephone letter envelope key keys suitcase bag backpack cup mug glass bottle book newspaper map knife gun sword lamp candle torch lantern radio camera box parcel package umbrella bicycle bike car truck boat chair table desk bed door window mirror clock watch hat ring necklace flower flowers rose bread apple cake sandwich plate computer laptop screen guitar piano violin hammer axe rope ladder photograph photo picture painting coin money ticket cat dog horse bird ball doll toy tea coffee flashlight pistol rifle briefcase notebook pen bench tree fire campfire cigarette wine crown chest wheel basket blanket pillow drum trumpet skull statue ",
);

/// Things that are verbs as well: they count behind an article or a colour.
const VERBS: &[&str] = &["rose", "ring", "watch", "hammer", "drum"];

/// Up to six, each once, in the order of their naming. What a figure of speech names is not there.
pub(crate) fn of(action: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for (from, to) in sentences(action) {
        let words: Vec<_> = lower_words(action.get(from..to).unwrap_or_default()).collect();
        for (at, word) in words.iter().enumerate() {
            let word = word.strip_suffix("'s").unwrap_or(word);
            if PROPS.holds(word) && !out.iter().any(|p| p == word) && is_there(&words, at) {
                out.push(word.to_owned());
            }
            if out.len() == 6 {
                return out;
            }
        }
    }
    out
}

fn is_there<S: AsRef<str>>(words: &[S], at: usize) -> bool {
    let word = |at: Option<usize>| at.and_then(|at| words.get(at)).map_or("", AsRef::as_ref);
    let (before, this) = (word(at.checked_sub(1)), word(Some(at)));
    let verb = VERBS.contains(&this)
        && !(at == 0 || grammar("before any noun", before) || lexicon::pictures::COLOURS.at(&[before]).is_some());
    let dining = this == "car" && matches!(before, "dining" | "sleeping" | "cable");
    !(verb || dining || lexicon::is_figurative(words, at))
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn figures_of_speech_and_verbs_put_no_thing_into_the_picture() {
        for text in [
            "The flame grew from a bead to a flower.",
            "She laughed; it sounded like a plate breaking.",
            "The flour rose from her apron like smoke.",
            "She walked along the corridor to the dining car.",
            "They watch the sea.",
        ] {
            assert_eq!(of(text), Vec::<String>::new(), "{text}");
        }
        assert_eq!(of("She gave him a rose and a flower. He looked at his watch."), ["rose", "flower", "watch"]);
    }
}
