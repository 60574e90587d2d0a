//! Voices of outside services, over the wire, against the stand-in.

use media::Tools;
use model::{Age, Delivery, ModelChoice, Mood, ScoreSpec, Sex, SoundSpec, SpeechSpec, Voice};
use provider_simulators::{
    charges,
    speech::{LINE_SECONDS, Speech},
};
use providers::{Account, Call, Catalogue, Credentials, Failure, FailureClass, Registry, Secret, SpeechMade, Started};
use serde_json::json;
use std::time::Duration;

const KEY: &str = "canary-key-0123456789";

fn registry(house: &Speech, key: &str) -> Registry {
    let mut credentials = Credentials::default();
    for (provider, path) in [("openai", "/v1"), ("kokoro", "/v1"), ("elevenlabs", ""), ("google-speech", "")] {
        let key = Secret::new(key).filter(|_| provider != "google-speech");
        let base_url = Some(format!("{}{path}", house.server.base_url));
        credentials.set(provider, Account { key, base_url, ..Account::default() });
    }
    Registry::new(Catalogue::built_in().unwrap(), credentials, Tools::find().unwrap())
}

pub fn line(provider: &str, model: &str, text: &str) -> SpeechSpec {
    SpeechSpec {
        model: ModelChoice::new(provider, model),
        text: text.into(),
        voice: Voice {
            id: None,
            character: "ANNA".into(),
            sex: Some(Sex::Male),
            age: Some(Age::Old),
            language: "en-us".into(),
        },
        delivery: Delivery::Whisper,
        speed: 1.0,
        take: 3,
        say: Vec::new(),
    }
}

async fn spoken(house: &Speech, key: &str, spec: &SpeechSpec) -> Result<SpeechMade, Failure> {
    let folder = tempfile::tempdir().unwrap();
    let maker = registry(house, key).speech(&spec.model.provider)?;
    match maker.start(spec, &Call::new("line-1", folder.path())).await? {
        Started::Done(made) => {
            let probe = media::probe(&Tools::find().unwrap(), &made.wav).await.unwrap();
            assert!((probe.seconds - made.seconds).abs() < 0.01);
            Ok(made)
        }
        Started::Pending { .. } => panic!("a line is spoken at once"),
    }
}

#[tokio::test]
async fn openai_is_told_the_voice_the_pace_and_the_manner() {
    let house = Speech::start(KEY).await.unwrap();
    let made = spoken(&house, KEY, &line("openai", "gpt-4o-mini-tts", "Cast off the lines.")).await.unwrap();
    assert!((made.seconds - LINE_SECONDS).abs() < 0.05, "{}", made.seconds);
    assert_eq!(made.words.len(), 4);
    let heard = &house.server.heard()[0];
    assert_eq!((heard.method.as_str(), heard.path.as_str()), ("POST", "/v1/audio/speech"));
    assert_eq!(heard.headers["authorization"], format!("Bearer {KEY}"));
    let mut body = heard.json();
    let voice = body["voice"].take();
    assert!(["ash", "echo", "onyx"].contains(&voice.as_str().unwrap()), "a man's voice: {voice}");
    let expected = json!({ "model": "gpt-4o-mini-tts", "input": "Cast off the lines.", "voice": null, "speed": 1.0,
        "response_format": "wav", "instructions": "Whisper." });
    assert_eq!(body, expected);
    assert_eq!(charges(&house.charges).unwrap().len(), 1);
}

#[tokio::test]
async fn a_server_of_ones_own_that_speaks_openais_dialect_needs_no_key() {
    let house = Speech::start("").await.unwrap();
    let failure = spoken(&house, "", &line("kokoro", "kokoro", "Cast off.")).await.unwrap_err();
    // This one asks for a key all the same: it was reached, and no key was sent.
    assert_eq!(failure.class, FailureClass::FixKey);
    assert!(!house.server.heard()[0].headers.contains_key("authorization"));
    assert_eq!(house.server.heard()[0].json()["voice"], "bm_george");
}

#[tokio::test]
async fn elevenlabs_tells_when_every_word_is_spoken() {
    let house = Speech::start(KEY).await.unwrap();
    let made = spoken(&house, KEY, &line("elevenlabs", "eleven_multilingual_v2", "Cast off")).await.unwrap();
    assert_eq!(made.words.iter().map(|word| word.word.as_str()).collect::<Vec<_>>(), ["Cast", "off"]);
    let step = LINE_SECONDS / 8.0;
    assert!((made.words[1].start - 5.0 * step).abs() < 1e-9 && made.words[1].end <= made.seconds, "{:?}", made.words);
    let heard = &house.server.heard()[0];
    assert_eq!(heard.path, "/v1/text-to-speech/JBFqnCBsd6RMkjVDRZzb/with-timestamps");
    assert_eq!(heard.query["output_format"], "mp3_44100_128");
    assert_eq!(heard.headers["xi-api-key"], KEY);
    let expected = json!({ "text": "Cast off", "model_id": "eleven_multilingual_v2", "seed": 3, "voice_settings": {
        "stability": 0.7, "similarity_boost": 0.75, "style": 0.0, "use_speaker_boost": true, "speed": 1.0 } });
    assert_eq!(heard.json(), expected);
    spoken(&house, KEY, &line("elevenlabs", "eleven_flash_v2_5", "Cast off")).await.unwrap();
    assert_eq!(house.server.heard()[1].json()["language_code"], "en");
}

#[tokio::test]
async fn what_is_said_goes_to_the_service_and_what_is_written_comes_back() {
    let house = Speech::start(KEY).await.unwrap();
    let say = ["five", "kilometres", "to", "", "Doctor Gray"].map(str::to_owned).to_vec();
    for (provider, model) in
        [("elevenlabs", "eleven_multilingual_v2"), ("openai", "gpt-4o-mini-tts"), ("google-speech", "translate")]
    {
        let spec = SpeechSpec { say: say.clone(), ..line(provider, model, "5 km to Dr. Gray") };
        let made = spoken(&house, KEY, &spec).await.unwrap();
        let words: Vec<&str> = made.words.iter().map(|word| word.word.as_str()).collect();
        assert_eq!(words, ["5", "km", "to", "Dr.", "Gray"], "{provider}");
        assert!(made.words.windows(2).all(|pair| pair[0].end <= pair[1].start + 1e-9), "{provider}: {:?}", made.words);
        assert!(made.words[4].end > made.words[4].start && made.words[4].end <= made.seconds + 1e-9, "{provider}");
        assert!(made.words[3].start <= made.words[3].end, "{provider}");
    }
    let heard = house.server.heard();
    let text = "five kilometres to Doctor Gray";
    assert_eq!((heard[0].json()["text"].as_str(), heard[1].json()["input"].as_str()), (Some(text), Some(text)));
}

#[tokio::test]
async fn google_speaks_a_long_line_in_parts_without_a_key_or_a_charge() {
    let house = Speech::start(KEY).await.unwrap();
    let text =
        "The boats went out before the light came up over the harbour wall. Nobody had slept. Anna counted them twice.";
    let made = spoken(&house, KEY, &line("google-speech", "translate", text)).await.unwrap();
    let heard = house.server.heard();
    assert_eq!(heard.len(), 2);
    assert!((made.seconds - 2.0 * LINE_SECONDS).abs() < 0.2, "{}", made.seconds);
    assert_eq!(made.words.len(), text.split_whitespace().count());
    assert!(made.words.windows(2).all(|pair| pair[0].end <= pair[1].start + 1e-9), "{:?}", made.words);
    assert_eq!(heard[0].path, "/_/TranslateWebserverUi/data/batchexecute");
    assert_eq!(heard[0].headers["referer"], "http://translate.google.com/");
    assert!(!heard[0].headers.contains_key("authorization"));
    assert!(heard[0].body.starts_with(b"f.req=%5B%5B%5B%22jQ1olc%22%2C"));
    assert!(charges(&house.charges).unwrap().is_empty());
}

#[tokio::test]
async fn whatever_goes_wrong_no_line_is_charged_twice_and_what_may_be_charged_is_said_to_be_unknown() {
    let house = Speech::start_with_faults(KEY, 7, Duration::ZERO).await.unwrap();
    let makers = registry(&house, KEY);
    let mut unknown = [0; 2];
    for (provider, model) in [("openai", "gpt-4o-mini-tts"), ("elevenlabs", "eleven_multilingual_v2")] {
        let maker = makers.speech(provider).unwrap();
        for number in 0..10 {
            let text = format!("{provider} says number {number}.");
            let charged = || charges(&house.charges).unwrap().iter().filter(|own| own.external_id == text).count();
            let folder = tempfile::tempdir().unwrap();
            let call = Call::new("line", folder.path());
            // Sent again only where the answer says that nothing was made.
            let end = loop {
                match maker.start(&line(provider, model, &text), &call).await {
                    Err(failure) if failure.nothing_was_created() => {
                        assert!(failure.may_retry(), "{failure:?}");
                        assert_eq!(charged(), 0, "{text}: {failure:?}");
                    }
                    end => break end,
                }
            };
            match end {
                Ok(_) => assert_eq!(charged(), 1, "{text}"),
                Err(failure) => {
                    assert_eq!(failure.class, FailureClass::Unknown, "{text}: {failure:?}");
                    assert!(charged() <= 1, "{text}");
                    unknown[charged()] += 1;
                }
            }
        }
    }
    assert!(unknown.iter().all(|count| *count > 0), "both happen: {unknown:?}");
}

#[tokio::test]
async fn what_a_service_refuses_says_whose_turn_it_is() {
    use FailureClass::*;
    let house = Speech::start(KEY).await.unwrap();
    let mut stranger = line("elevenlabs", "eleven_multilingual_v2", "Cast off.");
    stranger.voice.id = Some("nobody".into());
    let rows = [
        (KEY, line("openai", "tts-1", "no quota"), TopUp),
        (KEY, line("openai", "tts-1", "hurry"), Wait),
        ("a-wrong-key-00000000", line("openai", "tts-1", "Cast off."), FixKey),
        (KEY, line("elevenlabs", "eleven_multilingual_v2", "no quota"), TopUp),
        (KEY, line("elevenlabs", "eleven_multilingual_v2", "hurry"), Wait),
        ("a-wrong-key-00000000", line("elevenlabs", "eleven_multilingual_v2", "Cast off."), FixKey),
        (KEY, stranger, Broken),
        (KEY, line("openai", "tts-1", &"long ".repeat(2_000)), EditPrompt),
        (KEY, line("openai", "tts-9", "Cast off."), Broken),
    ];
    for (key, spec, class) in rows {
        let failure = spoken(&house, key, &spec).await.unwrap_err();
        assert_eq!(failure.class, class, "{}: {failure:?}", spec.text);
        assert!(!format!("{failure:?}").contains("canary"));
    }
    assert!(charges(&house.charges).unwrap().is_empty());
}

#[tokio::test]
async fn a_line_with_nothing_to_say_is_a_silence_that_nobody_pays() {
    let house = Speech::start(KEY).await.unwrap();
    let made = spoken(&house, KEY, &line("elevenlabs", "eleven_multilingual_v2", "…!")).await.unwrap();
    assert!(made.seconds < 0.5 && made.words.len() == 1 && house.server.heard().is_empty());
}

#[tokio::test]
async fn without_a_key_a_service_says_where_to_put_it() {
    let registry = Registry::new(Catalogue::built_in().unwrap(), Credentials::default(), Tools::find().unwrap());
    let failure = registry.speech("elevenlabs").err().unwrap();
    assert_eq!(failure.class, FailureClass::FixKey);
    assert!(failure.sentence.contains("ELEVENLABS_API_KEY"), "{failure}");
    assert!(registry.speech("google-speech").is_ok());
    let voices = |provider: &str| registry.voices(provider).into_iter().map(|voice| voice.label).collect::<Vec<_>>();
    assert!(voices("elevenlabs").contains(&"Rachel".to_owned()) && voices("google-speech").is_empty());
    assert_eq!(registry.voices("espeak"), providers::voices());
}

#[tokio::test]
async fn an_effect_is_made_from_words() {
    let house = Speech::start(KEY).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let spec = SoundSpec {
        model: ModelChoice::new("elevenlabs", "eleven_text_to_sound_v2"),
        sound: "a door slams".into(),
        ambience: false,
        seconds: 45.0,
        take: 0,
        footage: None,
        heard: None,
    };
    let maker = registry(&house, KEY).sound("elevenlabs").unwrap();
    let Started::Done(made) = maker.start(&spec, &Call::new("cue-1", folder.path())).await.unwrap() else {
        panic!("a sound is made at once")
    };
    assert!((made.seconds - LINE_SECONDS).abs() < 0.1 && made.wav.exists());
    let expected = json!({ "text": "a door slams", "duration_seconds": 30.0, "prompt_influence": 0.3, "loop": false,
        "model_id": "eleven_text_to_sound_v2" });
    assert_eq!(house.server.heard()[0].json(), expected);
}

fn score(model: &str, moods: &[(Mood, f64)]) -> ScoreSpec {
    ScoreSpec { model: ModelChoice::new("elevenlabs", model), moods: moods.to_vec() }
}

async fn composed(house: &Speech, key: &str, spec: &ScoreSpec) -> Result<f64, Failure> {
    let folder = tempfile::tempdir().unwrap();
    let maker = registry(house, key).score("elevenlabs")?;
    match maker.start(spec, &Call::new("score-1", folder.path())).await? {
        Started::Done(made) => {
            let probe = media::probe(&Tools::find().unwrap(), &made.wav).await.unwrap();
            assert!((probe.seconds - made.seconds).abs() < 0.01);
            assert!(media::music_from(&made.wav).is_ok(), "it can be played under a film");
            Ok(made.seconds)
        }
        Started::Pending { .. } => panic!("music is composed at once"),
    }
}

#[tokio::test]
async fn a_composer_is_told_the_moods_and_how_long_the_music_lasts() {
    let house = Speech::start(KEY).await.unwrap();
    let seconds = composed(&house, KEY, &score("music_v2_5", &[(Mood::Sad, 5.0), (Mood::Warm, 10.0)])).await.unwrap();
    assert!((seconds - 15.0).abs() < 0.1, "{seconds}");
    let heard = &house.server.heard()[0];
    assert_eq!((heard.method.as_str(), heard.path.as_str()), ("POST", "/v1/music"));
    assert_eq!(heard.query["output_format"], "mp3_44100_128");
    assert_eq!(heard.headers["xi-api-key"], KEY);
    let body = "{\"force_instrumental\":true,\"model_id\":\"music_v2_5\",\"music_length_ms\":15000,\"prompt\":\"An instrumental film \
                score: a quiet bed under dialogue, sparse and soft, without vocals, without sudden hits, in one key from beginning to end, \
                flowing from one mood into the next. 0:00 to 0:05 sad and slow; 0:05 to 0:15 warm and tender.\"}";
    assert_eq!(String::from_utf8_lossy(&heard.body), body);
    assert_eq!(charges(&house.charges).unwrap()[0].seconds, 15.0);
    composed(&house, KEY, &score("music_v2", &[(Mood::Sad, 1.0)])).await.unwrap();
    let shortest = house.server.heard()[1].json();
    assert_eq!((shortest["music_length_ms"].as_u64(), shortest["model_id"].as_str()), (Some(3_000), Some("music_v2")));
    // Ten minutes of music need not be made to see that no more are asked for.
    composed(&house, "another-key-0123456789", &score("music_v2_5", &[(Mood::Sad, 1_200.0)])).await.unwrap_err();
    assert_eq!(house.server.heard()[2].json()["music_length_ms"], 600_000);
}

#[tokio::test]
async fn music_that_is_refused_says_whose_turn_it_is() {
    let house = Speech::start(KEY).await.unwrap();
    let spec = score("music_v2_5", &[(Mood::Sad, 5.0)]);
    assert_eq!(composed(&house, "another-key-0123456789", &spec).await.unwrap_err().class, FailureClass::FixKey);
    let answers = [
        (401, "quota_exceeded", FailureClass::TopUp),
        (429, "too_many_concurrent_requests", FailureClass::Wait),
        (422, "", FailureClass::Broken),
        (500, "internal_error", FailureClass::Unknown),
    ];
    for (status, name, class) in answers {
        let answer = json!({ "detail": { "status": name, "message": "No." } });
        let server = provider_simulators::Server::start(move |_| provider_simulators::Reply::json(status, &answer));
        let server = server.await.unwrap();
        let mut credentials = Credentials::default();
        let base_url = Some(server.base_url.clone());
        credentials.set("elevenlabs", Account { key: Secret::new(KEY), base_url, ..Account::default() });
        let registry = Registry::new(Catalogue::built_in().unwrap(), credentials, Tools::find().unwrap());
        let folder = tempfile::tempdir().unwrap();
        let maker = registry.score("elevenlabs").unwrap();
        let failure = maker.start(&spec, &Call::new("score-1", folder.path())).await.unwrap_err();
        assert_eq!(failure.class, class, "{name}: {failure:?}");
    }
}

#[test]
fn music_is_priced_by_the_seconds_that_are_ordered() {
    let catalogue = Catalogue::built_in().unwrap();
    let cents =
        |moods: &[(Mood, f64)]| catalogue.price(&score("music_v2_5", moods)).map(|p| (p.low_cents(), p.high_cents()));
    assert_eq!(cents(&[(Mood::Sad, 60.0), (Mood::Warm, 40.0)]), Some((50, 200)));
    assert_eq!(cents(&[(Mood::Sad, 5_000.0)]), Some((300, 1_200)), "no music is longer than ten minutes");
}
