//! A reader that keeps what did not change finds what reading anew finds.

use crate::properties::{config, pieces};
use model::ProjectSettings;
use proptest::prelude::*;

/// Text put in or taken out: where (as a share of the text), how much is taken, and what comes in.
fn edit() -> impl Strategy<Value = (f64, usize, String)> {
    let typed = prop_oneof![
        3 => "[a-zA-Z .,\n]{0,3}",
        1 => Just("\n\nINT. CELLAR - NIGHT\n\nDark.\n\n".to_owned()),
        1 => Just("\n\nANNA\nNew words. He waits.\n\n".to_owned()),
        1 => Just("\n\nEXT. HOUSE - DAY #7#\n\nRain. DORA (40s, in a red coat) runs.\n\nDORA\nAnna!\n\n".to_owned()),
        1 => Just("[[".to_owned()),
        1 => Just("*/ é “".to_owned()),
        1 => Just("/*".to_owned()),
    ];
    (0.0..1.0, prop_oneof![3 => 0..4usize, 1 => 0..200usize], typed)
}

fn apply(text: &str, (place, take, put): &(f64, usize, String)) -> String {
    let chars: Vec<char> = text.chars().collect();
    let at = (chars.len() as f64 * place) as usize;
    let end = (at + take).min(chars.len());
    chars[..at].iter().copied().chain(put.chars()).chain(chars[end..].iter().copied()).collect()
}

/// Three scenes with people, places and weather of their own, among pieces of all kinds.
fn script() -> impl Strategy<Value = String> {
    (pieces(), pieces(), pieces()).prop_map(|(a, b, c)| {
        format!(
            "INT. KITCHEN - NIGHT\n\nANNA (30s) cooks. A PHONE RINGS.\n\nANNA\nWho is it?\n\n{a}\n\nEXT. HOUSE - DAY\n\n\
             BEN, 60, a tall man, runs through the rain.\n\nBEN\nIt is me.\n\n{b}\n\nINT. HOUSE - LATER\n\nShe sits. {c}\n"
        )
    })
}

fn same(reader: &mut script::Reader, text: &str, settings: &ProjectSettings) -> Result<(), TestCaseError> {
    let mut play = script::read(text);
    script::name_speakers(&mut play, &settings.speakers);
    let list = script::prompt_list(&play, settings);
    let (kept_play, kept_list) = reader.read(text, settings);
    prop_assert_eq!(kept_play, &play);
    prop_assert_eq!(kept_list, &list);
    Ok(())
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn after_any_edits_a_reader_finds_what_reading_anew_finds(
        text in script(),
        edits in proptest::collection::vec(edit(), 1..6),
        narration in 0..6usize,
    ) {
        let mut settings = ProjectSettings::default();
        let mut reader = script::Reader::default();
        let mut text = text;
        same(&mut reader, &text, &settings)?;
        for (at, edit) in edits.iter().enumerate() {
            text = apply(&text, edit);
            settings.narration |= at == narration;
            same(&mut reader, &text, &settings)?;
        }
    }
}

#[test]
fn after_edits_anywhere_in_the_samples_a_reader_finds_what_reading_anew_finds() {
    let settings = ProjectSettings::default();
    for sample in script::samples() {
        let mut reader = script::Reader::default();
        let mut text = sample.text.to_owned();
        same(&mut reader, &text, &settings).expect("the sample");
        for step in 0..12 {
            let put = ["x", " ", "\n", "\n\n", "He nods. ", ""][step % 6].to_owned();
            text = apply(&text, &((step * 37 % 100) as f64 / 100.0, step % 3, put));
            same(&mut reader, &text, &settings).expect("an edited sample");
        }
    }
}
