//! Speech by the natural voices; by espeak-ng in languages that none of them speaks.

use super::{Espeak, broken};
use crate::{Call, Failure, FailureClass, Maker, SpeechMade, Started};
use async_trait::async_trait;
use model::{Age, Delivery, SpeechSpec};
use sound::speech::{self, Manner, Token};
use voices::{Order, Tongue, Voices};

/// Speaks lines.
#[derive(Clone)]
pub struct Natural {
    pub(crate) voices: Voices,
}

/// Code points that one line may have.
const LONGEST: usize = 20_000;

#[async_trait]
impl Maker for Natural {
    type Spec = SpeechSpec;
    type Made = SpeechMade;

    async fn start(&self, spec: &SpeechSpec, call: &Call<'_>) -> Result<Started<SpeechMade>, Failure> {
        let words = speech::tokens(spec);
        let sounds = words.iter().any(Token::sounds) && spec.said().chars().count() <= LONGEST;
        let Some((order, manner)) = tongue(spec).filter(|_| sounds).and_then(|tongue| order(spec, tongue, &words))
        else {
            return by_espeak(spec, call).await;
        };
        let failed = |error: voices::VoicesError| {
            Failure::new(FailureClass::Broken, format!("The natural voices could not speak a line. {error}"))
        };
        let readings = self.voices.speak(&order, call.scratch).await.map_err(failed)?;
        if readings.is_empty() {
            return by_espeak(spec, call).await;
        }
        let wav = call.scratch.join("line.wav");
        let path = wav.clone();
        let finish = move || {
            let readings = readings
                .into_iter()
                .map(|one| speech::Reading { rate: voices::RATE, samples: one.samples, words: one.words })
                .collect();
            let spoken = speech::finish_natural(&manner, &words, readings);
            spoken.sound.write_wav(&path).map(|()| (spoken.seconds, spoken.words))
        };
        let (seconds, words) = tokio::task::spawn_blocking(finish)
            .await
            .map_err(|error| broken("Speaking", error))?
            .map_err(|error| broken("Speaking", error))?;
        Ok(Started::Done(SpeechMade { wav, seconds, words, billed: None }))
    }
}

/// What the natural voices cannot say. Their ids mean nothing to espeak-ng, which casts the character itself.
async fn by_espeak(spec: &SpeechSpec, call: &Call<'_>) -> Result<Started<SpeechMade>, Failure> {
    let mut spec = spec.clone();
    let own = speech::voices();
    spec.voice.id = spec.voice.id.filter(|id| own.iter().any(|voice| voice.id.eq_ignore_ascii_case(id)));
    Espeak.start(&spec, call).await
}

/// What the line is spoken as; `None` where no voice can. An English line of somebody with a foreign accent is English.
fn tongue(spec: &SpeechSpec) -> Option<Tongue> {
    let british = spec
        .voice
        .id
        .as_deref()
        .and_then(voices::known)
        .is_some_and(|mix| mix.iter().all(|(id, _)| id.starts_with('b')));
    let own = if british { Tongue::British } else { Tongue::American };
    let english = spoken::written_in(&spec.text).is_some_and(|written| written.starts_with("en"));
    match spoken::engine_language(&spec.text, &spec.voice.language) {
        Some(tag) if english && !tag.starts_with("en") => Some(own),
        Some(tag) => Tongue::of(tag),
        None => Some(own),
    }
}

fn order(spec: &SpeechSpec, tongue: Tongue, words: &[Token]) -> Option<(Order, Manner)> {
    let cast = || {
        let english = || model::Voice { language: "en".to_owned(), ..spec.voice.clone() };
        voices::natural(&[], &spec.voice).or_else(|| voices::natural(&[], &english()))
    };
    let chosen = spec.voice.id.as_deref().and_then(voices::known);
    let mut mix = chosen.or_else(|| cast().as_deref().and_then(voices::known))?;
    let young = mix.iter().any(|(id, _)| voices::is_child(id));
    let age = spec.voice.age.unwrap_or(if young { Age::Child } else { Age::Adult });
    let (bent, bend) = bend(spec.delivery);
    // A child's voice is in the mixture already where one was cast.
    let size = bend * if age == Age::Child && !young { 1.16 } else { 1.0 };
    let seed = number(&spec.voice.character) ^ number(&spec.text) ^ u64::from(spec.take);
    let (mut shift, mut pace) = (0, 1.0);
    if spec.take > 0 {
        // Another take is another reading: another row of the voice, another pace, a tenth of somebody else.
        let chance = number(&format!("{} {}", spec.voice.character, spec.take));
        shift = 15 + (chance % 76) as usize;
        pace = 0.93 + (chance / 76 % 15) as f32 / 100.0;
        let other = voices::another(&mix, chance);
        mix.iter_mut().for_each(|(_, part)| *part *= 0.9);
        let all: f32 = mix.iter().map(|(_, part)| part).sum();
        mix.extend(other.map(|id| (id, all / 9.0)));
    }
    let wanted = if spec.speed.is_finite() { spec.speed.clamp(0.4, 2.5) } else { 1.0 };
    let aged = if age == Age::Old { 0.9 } else { 1.0 };
    let lively = matches!(spec.delivery, Delivery::Shout | Delivery::Excited | Delivery::Angry);
    let order = Order {
        words: words.iter().map(|word| word.say().to_owned()).collect(),
        mix,
        shift,
        // What the change of size does to the pace is taken back here.
        speed: (wanted * bent * aged / size) as f32 * pace,
        tongue,
        lively,
    };
    Some((order, Manner { delivery: spec.delivery, age, size, whispers: false, seed }))
}

/// The pace of a delivery, and how much it raises the whole voice.
fn bend(delivery: Delivery) -> (f64, f64) {
    match delivery {
        Delivery::Normal => (1.0, 1.0),
        Delivery::Whisper => (0.92, 1.0),
        Delivery::Soft => (0.94, 0.99),
        Delivery::Shout => (0.98, 1.05),
        Delivery::Slow => (0.76, 0.99),
        Delivery::Fast => (1.28, 1.01),
        Delivery::Angry => (1.06, 1.02),
        Delivery::Sad => (0.85, 0.98),
        Delivery::Excited => (1.1, 1.03),
        Delivery::Tired => (0.82, 0.97),
        Delivery::Breathless => (1.12, 1.01),
    }
}

/// A number of a text, the same on every machine (FNV-1a).
fn number(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{ModelChoice, Sex, Voice};

    fn line(text: &str, language: &str) -> SpeechSpec {
        let voice = Voice {
            id: None,
            character: "ANNA".into(),
            sex: Some(Sex::Female),
            age: Some(Age::Adult),
            language: language.into(),
        };
        SpeechSpec {
            model: ModelChoice::voices(),
            text: text.into(),
            voice,
            delivery: Delivery::Normal,
            speed: 1.0,
            take: 0,
            say: Vec::new(),
        }
    }

    fn ordered(spec: &SpeechSpec) -> Option<Order> {
        Some(order(spec, tongue(spec)?, &speech::tokens(spec))?.0)
    }

    #[test]
    fn a_language_without_voices_is_left_to_espeak() {
        assert_eq!(tongue(&line("Ich habe das nicht gewusst, und du auch nicht.", "de")), None);
        assert_eq!(tongue(&line("どこへ行くのですか", "ja")), None);
        assert_eq!(tongue(&line("No sé qué decir.", "es")), Some(Tongue::Spanish));
    }

    #[test]
    fn an_english_line_with_a_foreign_accent_stays_english() {
        let order = ordered(&line("I have not seen him since the war, and you know that.", "fr")).unwrap();
        assert_eq!((order.tongue, order.mix[0].0.as_str()), (Tongue::American, "ff_siwis"));
    }

    #[test]
    fn another_take_is_another_order_and_the_same_one_each_time() {
        let first = line("I never said that.", "en");
        let second = SpeechSpec { take: 1, ..first.clone() };
        let third = SpeechSpec { take: 2, ..first.clone() };
        let [one, two, three] = [&first, &second, &third].map(|spec| ordered(spec).unwrap());
        assert!(one != two && two != three && one != three);
        assert_eq!(Some(two), ordered(&second));
    }

    #[test]
    fn a_voice_of_espeak_is_spoken_by_its_like() {
        let mut spec = line("I never said that.", "en");
        spec.voice.id = Some("frank".into());
        assert_eq!(ordered(&spec).unwrap().mix, [("am_onyx".to_owned(), 1.0)]);
    }
}
