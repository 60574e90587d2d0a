//! What the first mention of somebody says of the looks.

use super::Someone;

/// What the clause after the first mention says of the looks: ", who had a white beard and a thick blue sweater,".
pub(super) fn after_first_mention(text: &str, person: &Someone) -> String {
    let after = text.get(person.first.end..).unwrap_or_default();
    let sentence: String = after.chars().take(160).collect();
    let sentence = sentence.split(['.', ';', '"', '“', '!']).next().unwrap_or_default();
    let lower = sentence.to_lowercase();
    for lead in [
        ", who had ",
        ", who wore ",
        " in a ",
        " wore a ",
        ", wearing ",
        ", with ",
        " in her ",
        " with a ",
        " had a ",
        " wearing a ",
    ] {
        if let Some(at) = lower.find(lead).filter(|at| *at < 30) {
            let rest = sentence.get(at + lead.len()..).unwrap_or_default();
            let phrase: String =
                rest.split(',').next().unwrap_or_default().split_whitespace().take(12).collect::<Vec<_>>().join(" ");
            let signs = [
                "hair",
                "beard",
                "coat",
                "dress",
                "jacket",
                "hat",
                "sweater",
                "shirt",
                "jersey",
                "scarf",
                "glasses",
                "moustache",
                "uniform",
                "suit",
                "apron",
                "braids",
            ];
            if let Some(end) = signs.iter().filter_map(|s| phrase.to_lowercase().rfind(s).map(|at| at + s.len())).max()
            {
                return phrase.get(..end).unwrap_or(&phrase).to_owned();
            }
        }
    }
    String::new()
}
