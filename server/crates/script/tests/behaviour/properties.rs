//! Promises that hold for every text. In the check every run sees the same cases; long random runs are asked for:
//! `SCRIPT_CASES=20000 SCRIPT_SEED=7 cargo test -p script --test behaviour properties`.

use crate::shape;
use model::ProjectSettings;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use script::{prompt_list, read, write_fdx, write_fountain};

/// A fixed seed, so that a failure is always about a change; nothing is written beside the sources.
fn config() -> ProptestConfig {
    let number = |name: &str| std::env::var(name).ok().and_then(|value| value.parse::<u64>().ok());
    ProptestConfig {
        cases: number("SCRIPT_CASES").map_or(128, |cases| cases as u32),
        rng_seed: RngSeed::Fixed(number("SCRIPT_SEED").unwrap_or(20_261_121)),
        failure_persistence: None,
        max_global_rejects: 100_000,
        ..ProptestConfig::default()
    }
}

/// Scripts made of the pieces that scripts are made of.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("INT. HOUSE - DAY".to_owned()),
        Just(".FORCED HEADING #12A#".to_owned()),
        Just("ANNA\nHello there.".to_owned()),
        Just("@McAvoy (V.O.)\n(beat)\nWell.\n(softly)\nWell, well.".to_owned()),
        Just("BEN ^\nAt the same time.".to_owned()),
        Just("CUT TO:".to_owned()),
        Just("> SLOWLY TO:".to_owned()),
        Just("> THE END <".to_owned()),
        Just("# Act One".to_owned()),
        Just("= What happens".to_owned()),
        Just("===".to_owned()),
        Just("[[a note]]".to_owned()),
        Just("/* cut this */".to_owned()),
        Just("!SHOUTED ACTION\nsecond line".to_owned()),
        Just("She walks in. \"Quoted,\" he said.".to_owned()),
        "[A-Za-z ,.'*_]{1,60}",
    ];
    proptest::collection::vec(piece, 1..20).prop_map(|p| p.join("\n\n"))
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn no_text_makes_it_panic_and_nothing_of_it_is_lost(text in "(?s)[ -~\n\t“”‘’«»「」—…äß中文\r]{0,300}") {
        covered(&text)?;
    }

    #[test]
    fn every_character_of_a_script_lies_in_an_element(text in pieces()) {
        covered(&text)?;
    }

    #[test]
    fn fountain_written_reads_back_the_same(text in pieces()) {
        let first = script::read_bytes(text.as_bytes(), Some("a.fountain"));
        prop_assume!(first.is_ok());
        let first = first.expect("checked");
        let again = script::read_bytes(write_fountain(&first).as_bytes(), Some("a.fountain")).expect("text");
        prop_assert_eq!(shape(&first), shape(&again), "{}", write_fountain(&first));
    }

    #[test]
    fn final_draft_written_reads_back_the_same(text in pieces()) {
        let first = script::read_bytes(text.as_bytes(), Some("a.fountain"));
        prop_assume!(first.is_ok());
        let first = first.expect("checked");
        prop_assume!(!shape(&first).is_empty());
        let again = script::read_bytes(write_fdx(&first).as_bytes(), Some("a.fdx")).expect("xml");
        prop_assert_eq!(shape(&first), shape(&again), "{}", write_fdx(&first));
    }
}

fn covered(text: &str) -> Result<(), TestCaseError> {
    let play = read(text);
    let length = play.text.chars().count();
    let mut seen = vec![false; length];
    let mut last = 0;
    for element in &play.elements {
        prop_assert!(
            element.span.start >= last && element.span.start <= element.span.end && element.span.end <= length,
            "{:?}",
            element
        );
        last = element.span.start;
        seen.iter_mut().take(element.span.end).skip(element.span.start).for_each(|s| *s = true);
    }
    for (at, c) in play.text.chars().enumerate() {
        prop_assert!(
            seen.get(at) == Some(&true) || c.is_whitespace() || c == '\u{feff}',
            "{c:?} at {at} in {:?}",
            play.text
        );
    }
    for line in &play.dialogue {
        prop_assert!(line.span.end <= length && line.span.start <= line.span.end);
    }
    let list = prompt_list(&play, &ProjectSettings::default());
    let said: usize = play.dialogue.iter().map(|l| l.text.split_whitespace().count()).sum();
    let filmed: usize = list.shots.iter().flat_map(|s| &s.lines).map(|l| l.text.split_whitespace().count()).sum();
    prop_assert_eq!(said, filmed);
    Ok(())
}
