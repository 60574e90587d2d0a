//! With the pack, where it is installed.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::path::Path;
use voices::{Order, Pack, RATE, Tongue, Voices, VoicesError};

/// The voices that `scripts/setup` fetched; a test without them says so and ends.
fn installed() -> Option<Voices> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../target/voices");
    let pack = Pack::find(&folder).ok();
    if pack.is_none() {
        println!("left out: the natural voices are not in target/voices; scripts/setup fetches them");
    }
    pack.map(Voices::new)
}

fn order(voice: &str, text: &str) -> Order {
    Order {
        words: text.split_whitespace().map(str::to_owned).collect(),
        mix: voices::known(voice).unwrap_or_else(|| vec![(voice.to_owned(), 1.0)]),
        shift: 0,
        speed: 1.0,
        tongue: Tongue::American,
        lively: false,
    }
}

/// Where sound begins after at least 60 ms of quiet, in seconds.
fn onsets(samples: &[f32]) -> Vec<f64> {
    let hop = RATE as usize / 200;
    let power: Vec<f32> = samples
        .windows(hop * 2)
        .step_by(hop)
        .map(|frame| (frame.iter().map(|x| x * x).sum::<f32>() / frame.len() as f32).sqrt())
        .collect();
    let floor = power.iter().fold(0.0f32, |most, x| most.max(*x)) * 0.04;
    let mut quiet = 12;
    let mut found = Vec::new();
    for (at, power) in power.iter().enumerate() {
        if *power < floor {
            quiet += 1;
        } else {
            if quiet >= 12 {
                found.push(at as f64 / 200.0);
            }
            quiet = 0;
        }
    }
    found
}

#[tokio::test]
async fn the_same_order_is_spoken_in_the_same_samples() {
    let Some(voices) = installed() else { return };
    let order = order(
        "af_heart",
        "Wait. He left the letters of the war under the floor, all of them. Then he went out. Nobody saw him again.",
    );
    let (one, other) = tokio::join!(voices.speak(&order, Path::new(".")), voices.speak(&order, Path::new(".")));
    let one = one.unwrap();
    assert!(one == other.unwrap());
    let [reading] = one.as_slice() else { panic!("{} stretches", one.len()) };
    let words: Vec<usize> = reading.words.iter().map(|(word, ..)| *word).collect();
    assert_eq!(words, (0..order.words.len()).collect::<Vec<_>>());
    // Captions: words after a pause are where the sound begins.
    let heard = onsets(&reading.samples);
    for first in [0, 1, 11, 14, 18] {
        let (_, start, end) = reading.words[first];
        let near = heard.iter().map(|at| (at - start).abs()).fold(f64::MAX, f64::min);
        println!("{}: {start:.3}, {near:.3} off", order.words[first]);
        assert!(near <= 0.06 && end > start, "{} is {near:.3} s off: {heard:?}", order.words[first]);
    }
    let unknown = voices.speak(&self::order("af_nobody", "Wait."), Path::new(".")).await;
    assert!(matches!(unknown, Err(VoicesError::Unknown(id)) if id == "af_nobody"));
}
