//! How a line is spoken, by the words for it.

use super::Phrases;
use model::Delivery;

/// How a parenthetical asks a line to be spoken.
pub(crate) fn delivery_in(text: &str) -> Delivery {
    let lower = text.to_lowercase();
    let heads = Phrases::new(lower.clone());
    const TERMS: &[(&str, Delivery)] = &[
        ("out of breath", Delivery::Breathless),
        ("breathless", Delivery::Breathless),
        ("panting", Delivery::Breathless),
        ("gasping", Delivery::Breathless),
        ("winded", Delivery::Breathless),
        ("catching his breath", Delivery::Breathless),
        ("catching her breath", Delivery::Breathless),
        ("catching their breath", Delivery::Breathless),
        ("whisper", Delivery::Whisper),
        ("sotto voce", Delivery::Whisper),
        ("under his breath", Delivery::Whisper),
        ("under her breath", Delivery::Whisper),
        ("under their breath", Delivery::Whisper),
        ("hushed", Delivery::Whisper),
        ("mutter", Delivery::Whisper),
        ("shout", Delivery::Shout),
        ("yell", Delivery::Shout),
        ("scream", Delivery::Shout),
        ("calls out", Delivery::Shout),
        ("calling", Delivery::Shout),
        ("bellow", Delivery::Shout),
        ("loud", Delivery::Shout),
        ("roar", Delivery::Shout),
        ("angr", Delivery::Angry),
        ("furious", Delivery::Angry),
        ("snap", Delivery::Angry),
        ("enraged", Delivery::Angry),
        ("bitter", Delivery::Angry),
        ("growl", Delivery::Angry),
        ("irritated", Delivery::Angry),
        ("annoyed", Delivery::Angry),
        ("sad", Delivery::Sad),
        ("cry", Delivery::Sad),
        ("crying", Delivery::Sad),
        ("tear", Delivery::Sad),
        ("sob", Delivery::Sad),
        ("weep", Delivery::Sad),
        ("broken", Delivery::Sad),
        ("choked", Delivery::Sad),
        ("sigh", Delivery::Sad),
        ("tired", Delivery::Tired),
        ("weary", Delivery::Tired),
        ("wearily", Delivery::Tired),
        ("exhausted", Delivery::Tired),
        ("sleepy", Delivery::Tired),
        ("drowsy", Delivery::Tired),
        ("yawn", Delivery::Tired),
        ("half asleep", Delivery::Tired),
        ("excited", Delivery::Excited),
        ("delighted", Delivery::Excited),
        ("eager", Delivery::Excited),
        ("thrilled", Delivery::Excited),
        ("laugh", Delivery::Excited),
        ("grinning", Delivery::Excited),
        ("beaming", Delivery::Excited),
        ("happily", Delivery::Excited),
        ("soft", Delivery::Soft),
        ("quiet", Delivery::Soft),
        ("gentl", Delivery::Soft),
        ("low", Delivery::Soft),
        ("tender", Delivery::Soft),
        ("murmur", Delivery::Soft),
        ("to himself", Delivery::Soft),
        ("to herself", Delivery::Soft),
        ("slow", Delivery::Slow),
        ("deliberate", Delivery::Slow),
        ("drawl", Delivery::Slow),
        ("hesita", Delivery::Slow),
        ("fast", Delivery::Fast),
        ("quick", Delivery::Fast),
        ("rapid", Delivery::Fast),
        ("hurried", Delivery::Fast),
        ("urgent", Delivery::Fast),
    ];
    TERMS
        .iter()
        .find(|(stem, _)| {
            heads.may(stem) && lower.match_indices(stem).any(|(at, _)| {
                lower.get(..at).and_then(|s| s.chars().next_back()).is_none_or(|c| !c.is_alphanumeric())
                    // "low" must not be found in "lower deck"; stems of four letters and more may go on.
                    && (stem.len() > 3 || lower.get(at + stem.len()..).and_then(|s| s.chars().next()).is_none_or(|c| !c.is_alphanumeric()))
            })
        })
        .map_or(Delivery::Normal, |(_, delivery)| *delivery)
}
