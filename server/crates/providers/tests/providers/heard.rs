//! A recogniser hears what the natural voices say. `STUDIO_HEAR=all` lets it hear every English voice (`make soak`).

use model::{Age, Delivery, ModelChoice, Sex, SpeechSpec, Voice};
use providers::{Call, Catalogue, Credentials, Registry};
use std::path::{Path, PathBuf};

/// As lines of films are: short, with names, questions and pauses.
const SENTENCES: [&str; 30] = [
    "The last ferry leaves at midnight, and you are not on it.",
    "I have been waiting for this letter for eleven years.",
    "Put the lamp down slowly and step away from the window.",
    "Did you really think nobody would notice the open door?",
    "My grandmother kept bees behind the old railway station.",
    "There is a storm coming in from the north, and the boat is not ready.",
    "We found your coat on the beach, but we never found you.",
    "Tell your brother that the money is under the kitchen floor.",
    "I used to know every street in this town by its smell.",
    "Nobody leaves this room until I know who took the key.",
    "The doctor said you should rest, and you are digging a hole.",
    "She walked into the water as if it were a ballroom.",
    "You can keep the house, but the dog comes with me.",
    "When the bell rings twice, run for the gate and do not look back.",
    "He said he was a captain, but he was afraid of the sea.",
    "I do not want your help, I want you to listen.",
    "Every summer the circus came, and every summer she stayed home.",
    "Is that blood on your sleeve, or did you paint the fence again?",
    "They built the bridge in a week and it fell in a day.",
    "Good morning, ladies and gentlemen, this is your pilot speaking.",
    "If we turn off the radio, we will hear them breathing.",
    "Someone has eaten all the cake and blamed the cat.",
    "Take the second road on the left, past the burned church.",
    "I remember the taste of the bread, not the name of the baker.",
    "The machine is older than both of us, so please be gentle.",
    "You promised me a garden, and you gave me a parking lot.",
    "Wait here, keep quiet, and count to one hundred.",
    "It was the coldest night of the year when the heater died.",
    "We are not lost, we are simply early for the next village.",
    "Close your eyes, and tell me what you see.",
];

fn target(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../target").join(name)
}

fn words(text: &str) -> Vec<String> {
    let plain: String =
        text.to_lowercase().chars().map(|c| if c.is_alphanumeric() || c == '\'' { c } else { ' ' }).collect();
    let same = |word: &str| match word {
        "11" => "eleven".to_owned(),
        "100" => "hundred".to_owned(),
        "isn't" => "is not".to_owned(),
        word => word.to_owned(),
    };
    plain.split_whitespace().map(same).filter(|word| word != "one").collect()
}

/// How many words must be changed, added or left out to make one text the other.
fn wrong(said: &[String], heard: &[String]) -> usize {
    let mut row: Vec<usize> = (0..=heard.len()).collect();
    for (i, a) in said.iter().enumerate() {
        let mut corner = i;
        row[0] = i + 1;
        for (j, b) in heard.iter().enumerate() {
            let cost = (corner + usize::from(a != b)).min(row[j] + 1).min(row[j + 1] + 1);
            corner = std::mem::replace(&mut row[j + 1], cost);
        }
    }
    row[heard.len()]
}

async fn share_wrong(registry: &Registry, model: &ModelChoice, voice: &str, sentences: &[&str]) -> f64 {
    let folder = tempfile::tempdir().unwrap();
    let mut files = Vec::new();
    for (at, text) in sentences.iter().enumerate() {
        let spec = SpeechSpec {
            model: model.clone(),
            text: (*text).to_owned(),
            voice: Voice {
                id: Some(voice.to_owned()),
                character: voice.to_owned(),
                sex: Some(Sex::Female),
                age: Some(Age::Adult),
                language: "en".into(),
            },
            delivery: Delivery::Normal,
            speed: 1.0,
            take: 0,
            say: Vec::new(),
        };
        let own = folder.path().join(at.to_string());
        std::fs::create_dir(&own).unwrap();
        let made = registry.speech(&model.provider).unwrap().make(&spec, &Call::new("t", &own)).await.unwrap();
        files.push(made.wav);
    }
    let hear = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../scripts/hear");
    let heard = std::process::Command::new("python3").arg(hear).arg("en").args(&files).output().unwrap();
    assert!(heard.status.success(), "{}", String::from_utf8_lossy(&heard.stderr));
    let heard = String::from_utf8(heard.stdout).unwrap();
    let (mut all, mut lost) = (0, 0);
    for (said, heard) in sentences.iter().zip(heard.lines()) {
        let (said, heard) = (words(said), words(heard));
        let wrong = wrong(&said, &heard);
        if wrong > 0 {
            println!("  {voice}: {} -> {}", said.join(" "), heard.join(" "));
        }
        all += said.len();
        lost += wrong;
    }
    lost as f64 / f64::from(u32::try_from(all.max(1)).unwrap())
}

#[tokio::test]
async fn a_recogniser_understands_the_natural_voices() {
    if voices::Pack::find(&target("voices")).is_err() || !target("hear/model/model.bin").is_file() {
        println!("left out: it needs target/voices (scripts/setup) and target/hear (scripts/setup hear)");
        return;
    }
    let registry = Registry::new(Catalogue::built_in().unwrap(), Credentials::default(), media::Tools::find().unwrap())
        .with_voices(&target("voices"));
    let all = std::env::var("STUDIO_HEAR").is_ok_and(|what| what == "all");
    let english =
        voices::ROSTER.iter().filter(|voice| ["af_", "am_", "bf_", "bm_"].iter().any(|of| voice.id.starts_with(of)));
    let ids: Vec<&str> = match std::env::var("STUDIO_HEAR").ok() {
        Some(_) if all => english.map(|voice| voice.id).filter(|id| *id != "af_nicole").collect(),
        Some(some) => some.leak().split(',').collect(),
        None => vec!["af_heart", "bm_george"],
    };
    let sentences = if std::env::var("STUDIO_HEAR").is_ok() { &SENTENCES[..] } else { &SENTENCES[..6] };
    let mut shares = Vec::new();
    for id in ids {
        let share = share_wrong(&registry, &ModelChoice::voices(), id, sentences).await;
        println!("{id}: {:.1} % of the words wrong", share * 100.0);
        shares.push(share);
    }
    let robot = share_wrong(&registry, &ModelChoice::espeak(), "clara", sentences).await;
    println!("espeak-ng: {:.1} % of the words wrong", robot * 100.0);
    let mean = shares.iter().sum::<f64>() / shares.len() as f64;
    assert!(mean <= 0.02, "{:.1} % of the words are wrong", mean * 100.0);
}
