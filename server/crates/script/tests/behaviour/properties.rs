//! Promises that hold for every text. In the check every run sees the same cases; long random runs are asked for:
//! `SCRIPT_CASES=20000 SCRIPT_SEED=7 cargo test -p script --test behaviour properties`.

use crate::promises::{self, Broken};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use script::{ElementKind, read};

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

/// Scripts of labels, tables, times and names, in any order.
fn blocks() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("# The Title (20 s)".to_owned()),
        Just("**Scene 1 – The Arrival**".to_owned()),
        Just("### Hook (0:00–0:05)".to_owned()),
        Just("Shot 2 (3-7s): Medium shot, Ray says, \"No.\"".to_owned()),
        Just("[0:03] Anna: Hello (softly) there.".to_owned()),
        Just("**Visual:** A lamp burns low.".to_owned()),
        Just("Dialogue:\n- ANNA: \"One.\" BEN: \"Two.\"".to_owned()),
        Just("Audio: VO: \"Three.\"; SFX: rain; MUSIC ends".to_owned()),
        Just("Location: A cellar\nTime: Night\nDuration: 6 seconds".to_owned()),
        Just("Characters: Mina (50s, grey braid); Tom, Ben".to_owned()),
        Just("| Time | Video | Audio |\n|---|---|---|\n| 0-4s | A bench | VO: \"Four.\" |".to_owned()),
        Just("VIDEO\tAUDIO\nA bench\tSFX: chime".to_owned()),
        Just("第一场 医院走廊 夜\n\n护士甲：“快！”\n△担架推过。".to_owned()),
        Just("MARTA. (Rising.) Who is there?".to_owned()),
        Just("[Mara] Welcome. [pause] Well.".to_owned()),
        Just("1\n00:00:01,000 --> 00:00:03,500\n>> Vera: It shuts.".to_owned()),
        Just("---".to_owned()),
        "[A-Za-z ,.:'\"|()*-]{1,40}",
        "(?s)[ -~“”「」（）【】：，。äß中文\n\t]{0,40}",
    ];
    (proptest::collection::vec(piece, 1..14), any::<bool>())
        .prop_map(|(p, apart)| p.join(if apart { "\n\n" } else { "\n" }))
}

/// Broken storyboards.
fn storyboards() -> impl Strategy<Value = String> {
    let whole = r#"{"title": "A \u2019 B", "scenes": [{"location": "Quay", "shots": [{"duration": 4, "description": "A\nboat", "dialogue": [{"speaker": "Ida", "text": "Row."}]}]}]}"#;
    (0..whole.len(), 0..whole.len(), "[\\[\\]{}\",:0-9a-z\\\\]{0,4}").prop_map(move |(end, at, more)| {
        let mut text = whole.get(..end).unwrap_or(whole).to_owned();
        text.insert_str(at.min(text.len()), &more);
        text
    })
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
    fn no_script_of_blocks_makes_it_panic_and_nothing_of_it_is_lost(text in blocks()) {
        held(promises::covered(&text))?;
        held(told(&text))?;
    }

    #[test]
    fn no_storyboard_makes_it_panic_and_nothing_of_it_is_lost(text in storyboards()) {
        held(promises::covered(&text))?;
    }

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

/// What stands in the source as furniture is no sentence: only labels, numbers, times and marks are on the page alone.
fn told(text: &str) -> Result<(), Broken> {
    let play = read(text);
    let told: String =
        play.elements.iter().filter(|e| e.kind != ElementKind::Furniture).map(|e| e.text.as_str()).collect();
    let lost = play.elements.iter().find(|e| {
        e.kind == ElementKind::Furniture
            && e.text.split_whitespace().filter(|w| w.len() > 2 && w.chars().all(char::is_alphabetic)).count() > 4
            && !told.contains(&e.text)
    });
    lost.map_or(Ok(()), |e| Err(("untold", format!("{:?} of {text:?}", e.text))))
}
