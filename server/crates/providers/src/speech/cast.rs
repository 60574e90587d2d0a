//! Which of a service's voices a character has.

use crate::{Provider, VoiceEntry};
use model::{Age, Voice};
use sha2::{Digest as _, Sha256};

/// The voice a person chose, else the same one for the same character in every line: of the right sex and age where the service
/// has one that speaks the language. `None` when the service lists no voices.
///
/// A chosen voice that is one of the studio's own is another service's, and so it is cast anew.
pub(crate) fn cast(provider: Option<&Provider>, voice: &Voice) -> Option<String> {
    let voices = provider.map(|provider| provider.voices.as_slice()).unwrap_or_default();
    if let Some(id) = &voice.id
        && (voices.iter().any(|entry| entry.id == *id) || !is_own(voices, id))
    {
        return Some(id.clone());
    }
    let language = primary(&voice.language);
    let speaks = |entry: &&VoiceEntry| entry.languages.is_empty() || entry.languages.contains(&language);
    let any = voices.iter().any(|entry| speaks(&entry));
    let able: Vec<&VoiceEntry> = voices.iter().filter(|entry| !any || speaks(entry)).collect();
    let best = able.iter().map(|entry| likeness(entry, voice)).max()?;
    let like: Vec<&&VoiceEntry> = able.iter().filter(|entry| likeness(entry, voice) == best).collect();
    let digest = Sha256::digest(voice.character.trim().to_uppercase().as_bytes());
    let number = digest.iter().take(4).fold(0usize, |sum, byte| sum << 8 | usize::from(*byte));
    like.get(number % like.len().max(1)).map(|entry| entry.id.clone())
}

/// It is one of the studio's own voices. A server of Kokoro has natural ones that the catalogue does not list.
fn is_own(known: &[VoiceEntry], id: &str) -> bool {
    let natural = || voices::ROSTER.iter().any(|own| own.id == id);
    let serves_them = || known.iter().any(|entry| voices::ROSTER.iter().any(|own| own.id == entry.id));
    sound::speech::voices().iter().any(|own| own.id == id) || (natural() && !serves_them())
}

/// The first part of a language tag, in small letters: "en" of "en-GB".
pub(crate) fn primary(language: &str) -> String {
    language.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase()
}

/// Sex counts more than age; what is not said fits half.
fn likeness(entry: &VoiceEntry, voice: &Voice) -> i32 {
    let sex = match (entry.sex, voice.sex) {
        (Some(one), Some(other)) if one == other => 8,
        (Some(_), Some(_)) => 0,
        _ => 4,
    };
    let years = |age: Age| -> i32 {
        match age {
            Age::Child => 0,
            Age::Teen => 1,
            Age::Adult => 2,
            Age::Old => 3,
        }
    };
    let wanted = voice.age.unwrap_or(Age::Adult);
    sex + entry.age.map_or(1, |age| 3 - (years(age) - years(wanted)).abs())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Catalogue;
    use model::Sex;

    fn voice(character: &str, sex: Sex, age: Age) -> Voice {
        Voice { id: None, character: character.into(), sex: Some(sex), age: Some(age), language: "en-us".into() }
    }

    #[test]
    fn a_character_keeps_a_voice_of_the_right_sex_and_age() {
        let catalogue = Catalogue::built_in().unwrap();
        let kokoro = catalogue.provider("kokoro");
        let chosen = |voice: &Voice| cast(kokoro, voice).unwrap();
        assert_eq!(chosen(&voice("TOM", Sex::Male, Age::Old)), "bm_george");
        assert_eq!(chosen(&voice("Mia", Sex::Female, Age::Teen)), "af_sky");
        assert_eq!(chosen(&voice("ANNA", Sex::Female, Age::Adult)), chosen(&voice("Anna", Sex::Female, Age::Adult)));
    }

    #[test]
    fn a_chosen_voice_is_taken_unless_it_is_one_of_the_studios_own() {
        let catalogue = Catalogue::built_in().unwrap();
        let mut asked = voice("TOM", Sex::Male, Age::Old);
        asked.id = Some("af_bella(2)+af_sky".into());
        assert_eq!(cast(catalogue.provider("kokoro"), &asked).unwrap(), "af_bella(2)+af_sky");
        asked.id = Some(sound::speech::voices()[0].id.clone());
        assert_eq!(cast(catalogue.provider("kokoro"), &asked).unwrap(), "bm_george");
    }
}
