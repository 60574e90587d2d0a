//! Things that the action names and the camera should see.

use crate::words::lower_words;

static PROPS: crate::names::WordSet = crate::names::WordSet::new(
    " phone telephone letter envelope key keys suitcase bag backpack cup mug glass bottle book newspaper map knife gun sword lamp candle torch lantern radio camera box parcel package umbrella bicycle bike car truck boat chair table desk bed door window mirror clock watch hat ring necklace flower flowers rose bread apple cake sandwich plate computer laptop screen guitar piano violin hammer axe rope ladder photograph photo picture painting coin money ticket cat dog horse bird ball doll toy tea coffee flashlight pistol rifle briefcase notebook pen bench tree fire campfire cigarette wine crown chest wheel basket blanket pillow drum trumpet skull statue ",
);

/// Up to six, each once, in the order of their naming.
pub(crate) fn of(action: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for word in lower_words(action) {
        let word = word.strip_suffix("'s").unwrap_or(&word);
        if PROPS.holds(word) && !out.iter().any(|p| p == word) {
            out.push(word.to_owned());
        }
        if out.len() == 6 {
            break;
        }
    }
    out
}
