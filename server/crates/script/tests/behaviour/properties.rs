//! Promises that hold for every text. In the check every run sees the same cases; long random runs are asked for:
//! `SCRIPT_CASES=20000 SCRIPT_SEED=7 cargo test -p script --test behaviour properties`.

use crate::promises::{self, Broken};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

/// A fixed seed, so that a failure is always about a change; nothing is written beside the sources.
pub fn config() -> ProptestConfig {
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
pub fn pieces() -> impl Strategy<Value = String> {
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
        Just("INT. HOUSE - NIGHT #3# [[rev 2]]".to_owned()),
        Just("ANNA [[rev 1]]\n(beat) [[rev 1]]\nHello. [[rev 2]]".to_owned()),
        Just("~A song\n~of two lines".to_owned()),
        Just("/* cut this */".to_owned()),
        Just("!SHOUTED ACTION\nsecond line".to_owned()),
        Just("She walks in. \"Quoted,\" he said.".to_owned()),
        "[A-Za-z ,.'*_]{1,60}",
    ];
    proptest::collection::vec(piece, 1..20).prop_map(|p| p.join("\n\n"))
}

/// Stories made of pieces of speech and narration in many writings, and of any characters of theirs.
pub fn world() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("„Nein“, sagte Anna, „nie“. ".to_owned()),
        Just("»Ja?«, rief der Wärter.".to_owned()),
        Just("— Viens ! dit-il. Elle partit.".to_owned()),
        Just("« Oui, répondit Luc. ".to_owned()),
        Just("—Ya —dijo Ana—. Vete.".to_owned()),
        Just("— Нет, — сказал он. — Пойдём.".to_owned()),
        Just("Она вошла и спросила: «Кто?» ".to_owned()),
        Just("– Nie – rzekł Jan. – Tak.".to_owned()),
        Just("“不，”李雪笑着说：“来。".to_owned()),
        Just("「はい」と太郎は言った。『".to_owned()),
        Just("“네.” 민수가 말했다. ".to_owned()),
        Just("قالت ليلى: «لا». ".to_owned()),
        Just("“हाँ,” राम ने कहा। ".to_owned()),
        Just("gir&oacute; &mdash;&#8212;&nbsp; &quot;".to_owned()),
        Just(" — ".to_owned()),
        Just("\n\n".to_owned()),
        "[äßéñçőłЖяهيक्षิก中文あア한글ⲀԱა𐍈😀“”„«»「」『』‘’—–.,!?…。！？؟।\u{200d}\u{301} \n-]{1,40}",
        "\\PC{1,20}",
    ];
    proptest::collection::vec(piece, 1..14).prop_map(|p| p.concat())
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn no_text_makes_it_panic_and_nothing_of_it_is_lost(text in "(?s)[ -~\n\t“”‘’«»「」—…äß中文\r]{0,300}") {
        held(promises::covered(&text))?;
    }

    #[test]
    fn stories_in_any_writing_lose_nothing(text in world()) {
        held(promises::covered(&text))?;
    }

    #[test]
    fn whatever_language_a_story_is_said_to_be_in_nothing_of_it_is_lost(text in world(), at in 0..13_usize) {
        let tags = ["de", "fr", "es", "pt", "it", "ru", "pl", "zh", "ja", "ko", "ar", "hi", "xx"];
        held(promises::covers(&script::read_in(&text, tags.get(at).copied())))?;
    }

    #[test]
    fn every_character_of_a_script_lies_in_an_element(text in pieces()) {
        held(promises::covered(&text))?;
    }

    #[test]
    fn fountain_written_reads_back_the_same(text in pieces()) {
        held(promises::goes_round_as_fountain(&text))?;
    }

    #[test]
    fn final_draft_written_reads_back_the_same(text in pieces()) {
        held(promises::goes_round_as_final_draft(&text))?;
    }
}

fn held(outcome: Result<(), Broken>) -> Result<(), TestCaseError> {
    outcome.map_err(|(kind, seen)| TestCaseError::fail(format!("{kind}: {seen}")))
}
