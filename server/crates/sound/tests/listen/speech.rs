//! Speech.

use model::{Age, Delivery, ModelChoice, Sex, SpeechSpec, Voice};
use sound::speech::{Spoken, language_of, speak, voices};

pub fn line(text: &str) -> SpeechSpec {
    SpeechSpec {
        model: ModelChoice::espeak(),
        text: text.to_owned(),
        voice: Voice {
            id: None,
            character: "Anna".to_owned(),
            sex: Some(Sex::Female),
            age: Some(Age::Adult),
            language: "en".to_owned(),
        },
        delivery: Delivery::Normal,
        speed: 1.0,
        take: 0,
        say: Vec::new(),
    }
}

async fn said(spec: &SpeechSpec) -> Spoken {
    speak(spec, std::path::Path::new("/")).await.unwrap()
}

fn of(character: &str, sex: Sex, age: Age) -> SpeechSpec {
    let mut spec = line("We should leave before it gets dark, I think.");
    spec.voice = Voice { character: character.to_owned(), sex: Some(sex), age: Some(age), ..spec.voice };
    spec
}

/// The pitches of the loud frames that have one, in hertz, sorted; found by their self-similarity.
fn tones(spoken: &Spoken) -> Vec<f64> {
    let mono: Vec<f32> = spoken.sound.samples.iter().step_by(2 * 8).copied().collect();
    let rate = 6_000.0;
    let mut found: Vec<f64> = mono
        .windows(300)
        .step_by(200)
        .filter_map(|frame| {
            let power: f32 = frame.iter().map(|x| x * x).sum();
            let (best, lag) = (15..80).fold((0.0f32, 0), |(best, at), lag| {
                let like: f32 =
                    frame.iter().zip(&frame[lag..]).map(|(a, b)| a * b).sum::<f32>() * 300.0 / (300 - lag) as f32;
                if like > best * 1.05 { (like, lag) } else { (best, at) }
            });
            (power > 0.1 && best > power * 0.6).then(|| rate / lag as f64)
        })
        .collect();
    found.sort_by(f64::total_cmp);
    found
}

fn pitch(spoken: &Spoken) -> f64 {
    let found = tones(spoken);
    found.get(found.len() / 2).copied().unwrap_or(0.0)
}

const LONG: &str =
    "\"No,\" she said — and I remember it well — \"I will never go back there; not for all the money in the world!\"";

#[tokio::test]
async fn every_word_has_its_time_in_order_and_within_the_line() {
    for text in [
        LONG,
        "Hello",
        "Yes. No!",
        "Привет, мой старый друг!",
        "你好，我的朋友。 再见。",
        "- ... well",
        "A B C D E F G",
    ] {
        let spoken = said(&line(text)).await;
        let words: Vec<&str> = spoken.words.iter().map(|w| w.word.as_str()).collect();
        assert_eq!(words, text.split_whitespace().collect::<Vec<_>>());
        let mut last = 0.0;
        for word in &spoken.words {
            assert!(word.start >= last - 1e-9 && word.end >= word.start, "{text}: {word:?} after {last}");
            last = word.end;
        }
        assert!(last <= spoken.seconds, "{text}: {last} of {}", spoken.seconds);
        assert!((spoken.seconds - spoken.sound.seconds()).abs() < 1e-9);
    }
}

#[tokio::test]
async fn words_are_timed_where_they_are_heard() {
    // A pause after each of the first three words: the words round it must touch its edges.
    let spoken = said(&line("Stop. Listen, now. Extraordinary circumstances.")).await;
    let mono: Vec<f32> = spoken.sound.samples.iter().step_by(2).copied().collect();
    let peak = mono.iter().fold(0.0f32, |m, x| m.max(x.abs()));
    let loud: Vec<f64> =
        mono.iter().enumerate().filter(|(_, x)| x.abs() > peak * 0.05).map(|(i, _)| i as f64 / 48_000.0).collect();
    let gaps: Vec<(f64, f64)> = loud.windows(2).map(|w| (w[0], w[1])).filter(|(a, b)| b - a > 0.14).collect();
    assert_eq!(gaps.len(), 3, "{gaps:?}");
    for (gap, (before, after)) in gaps.iter().zip([(0, 1), (1, 2), (2, 3)]) {
        assert!((spoken.words[before].end - gap.0).abs() < 0.08, "{gap:?} {:?}", spoken.words);
        assert!((spoken.words[after].start - gap.1).abs() < 0.08, "{gap:?} {:?}", spoken.words);
    }
    let long = &spoken.words[3];
    assert!(long.end - long.start > 0.5 && long.end - long.start < 1.2, "{long:?}");
}

#[tokio::test]
async fn lines_are_even_in_loudness_whoever_speaks_them() {
    for (name, sex, age) in [
        ("Anna", Sex::Female, Age::Adult),
        ("Bo", Sex::Male, Age::Child),
        ("Carl", Sex::Male, Age::Old),
        ("Dee", Sex::Female, Age::Teen),
    ] {
        for text in ["No.", "What a strange thing to say.", LONG] {
            let mut spec = of(name, sex, age);
            spec.text = text.to_owned();
            let spoken = said(&spec).await;
            let loudness = spoken.sound.loudness().unwrap();
            assert!((loudness + 18.0).abs() < 2.0, "{name}, {text}: {loudness}");
            assert!(spoken.sound.peak() < 0.8, "{name}, {text}: {}", spoken.sound.peak());
        }
    }
}

#[tokio::test]
async fn a_whispered_line_is_quieter_than_a_spoken_one_and_a_shouted_one_louder_and_higher() {
    let mut spec = line("Come over here and look at this.");
    let plain = said(&spec).await;
    spec.delivery = Delivery::Whisper;
    let whispered = said(&spec).await;
    spec.delivery = Delivery::Shout;
    let shouted = said(&spec).await;
    let loud = |s: &Spoken| s.sound.loudness().unwrap();
    assert!(loud(&whispered) < loud(&plain) - 4.0);
    assert!(loud(&shouted) > loud(&plain) + 2.0);
    assert!(pitch(&shouted) > pitch(&plain) * 1.08, "{} {}", pitch(&shouted), pitch(&plain));
    // A whisper has no tone.
    assert!(tones(&whispered).len() * 8 < tones(&plain).len(), "{} {}", tones(&whispered).len(), tones(&plain).len());
}

#[tokio::test]
async fn the_pace_follows_the_delivery_and_the_speed() {
    let mut spec = line("Come over here and look at this, will you.");
    let plain = said(&spec).await.seconds;
    spec.speed = 1.5;
    let faster = said(&spec).await.seconds;
    spec.speed = 1.0;
    spec.delivery = Delivery::Slow;
    let slow = said(&spec).await.seconds;
    assert!(faster < plain * 0.8 && slow > plain * 1.2, "{faster} {plain} {slow}");
}

#[tokio::test]
async fn the_same_line_is_the_same_sound_and_another_take_is_not() {
    let mut spec = line("I told you so.");
    let first = said(&spec).await;
    assert_eq!(first.sound, said(&spec).await.sound);
    spec.take = 1;
    assert_ne!(first.sound, said(&spec).await.sound);
}

#[tokio::test]
async fn two_characters_of_one_sex_and_age_sound_different() {
    let mut same = 0;
    let names = ["Anna", "Maria", "Sarah", "Eve", "Rose", "Kate"];
    let mut sounds = Vec::new();
    for name in names {
        sounds.push(said(&of(name, Sex::Female, Age::Adult)).await.sound);
    }
    for (i, a) in sounds.iter().enumerate() {
        same += sounds.iter().skip(i + 1).filter(|b| a == *b).count();
    }
    assert_eq!(same, 0);
}

#[tokio::test]
async fn women_children_and_men_speak_at_their_own_pitch() {
    let mean = async |sex, age| {
        let mut sum = 0.0;
        for name in ["Alex", "Robin", "Kim"] {
            sum += pitch(&said(&of(name, sex, age)).await) / 3.0;
        }
        sum
    };
    let (man, woman) = (mean(Sex::Male, Age::Adult).await, mean(Sex::Female, Age::Adult).await);
    let girl = mean(Sex::Female, Age::Child).await;
    assert!((70.0..145.0).contains(&man), "{man}");
    assert!((150.0..270.0).contains(&woman), "{woman}");
    assert!(girl > woman * 1.1, "{girl} {woman}");
}

#[tokio::test]
async fn a_chosen_voice_speaks_whatever_the_character() {
    let all = voices();
    assert!(all.len() >= 20);
    let mut spec = of("Anna", Sex::Female, Age::Adult);
    spec.voice.id = Some(all[5].id.clone());
    let first = said(&spec).await;
    spec.voice.character = "Carl".to_owned();
    spec.voice.sex = Some(Sex::Male);
    assert_eq!(first.seconds, said(&spec).await.seconds);
    spec.voice.id = Some("en-gb+m3".to_owned());
    said(&spec).await;
}

#[tokio::test]
async fn text_without_words_is_a_short_silence() {
    for text in ["", "   ", "...", "—!?", "***", "\u{1}\u{2}"] {
        let spoken = said(&line(text)).await;
        assert!(spoken.seconds < 1.0 && spoken.sound.peak() == 0.0, "{text:?}");
    }
}

#[tokio::test]
async fn hostile_text_is_only_text() {
    let texts = [
        "--help -w /tmp/evil.wav",
        "$(reboot) `reboot` ; | & > /tmp/x",
        "\u{1}200A loud \u{1}0A silent",
        "[[aaaaaaaa]] <audio src=\"/etc/passwd\"/> <mark name='x'/>",
        "\u{202e}reversed\u{0} nul",
        "0 0 0 0 0 99999999999999999999999999999999 1e400 ½ ⅷ",
    ];
    for text in texts {
        let spoken = said(&line(text)).await;
        assert!(spoken.sound.peak() < 0.9, "{text:?}");
    }
    let endless = "word ".repeat(30_000);
    let error = speak(&line(&endless), std::path::Path::new("/")).await.unwrap_err();
    assert!(error.to_string().contains("Split it in two"), "{error}");
}

#[tokio::test]
async fn a_long_line_is_spoken_whole() {
    let text = "The rain had stopped by the time they came to the harbour. ".repeat(40);
    let spoken = said(&line(&text)).await;
    assert_eq!(spoken.words.len(), text.split_whitespace().count());
    assert!(spoken.seconds > 90.0, "{}", spoken.seconds);
    let last = spoken.words.last().unwrap();
    assert!(last.end > spoken.seconds - 0.5 && last.end <= spoken.seconds);
    assert!(spoken.words.iter().all(|w| w.end - w.start < 1.5));
}

#[test]
fn the_script_of_a_text_tells_its_language() {
    for (text, language) in [
        ("你好，世界", "cmn"),
        ("こんにちは世界", "ja"),
        ("안녕하세요", "ko"),
        ("Привет", "ru"),
        ("Привіт, як справи", "uk"),
        ("مرحبا", "ar"),
        ("नमस्ते", "hi"),
        ("Καλημέρα", "el"),
        ("I met Иван yesterday at the station", "en-us"),
        ("Ich weiß nicht, was das ist.", "de"),
        ("Je ne sais pas, mais c'est la vie.", "fr"),
        ("Zorp!", "en-us"),
    ] {
        assert_eq!(language_of(text), language, "{text}");
    }
}

#[tokio::test]
async fn what_is_said_is_heard_and_the_words_are_those_that_are_written() {
    let written = line("5 km");
    let out = SpeechSpec { say: vec!["five".into(), "kilometres".into()], ..written.clone() };
    let spoken = said(&out).await;
    assert_eq!(spoken.words.iter().map(|word| word.word.as_str()).collect::<Vec<_>>(), ["5", "km"]);
    assert_eq!(spoken.sound, said(&line("five kilometres")).await.sound);
    assert!(spoken.seconds > said(&line("5")).await.seconds);
}
