//! Stories in other languages: the files in `tests/stories` end with what is said and by whom.

use model::LineKind;

/// A line without the stop that it ends with.
fn bare(text: &str) -> String {
    text.trim_end_matches([',', '.', '،', '。', ' ']).to_owned()
}

#[test]
fn every_story_has_the_lines_and_the_speakers_that_a_reader_hears() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/stories");
    let mut read = 0;
    for entry in std::fs::read_dir(folder).expect("the folder of stories") {
        let path = entry.expect("a story").path();
        let text = std::fs::read_to_string(&path).expect("a story");
        let (story, wanted) = text.split_once("\n===\n").expect("a story and its lines");
        let wanted: Vec<(String, String)> =
            wanted.lines().filter_map(|l| l.split_once(": ")).map(|(who, what)| (who.to_owned(), bare(what))).collect();
        let found: Vec<(String, String)> = script::read(story)
            .dialogue
            .iter()
            .filter(|line| line.kind == LineKind::Direct)
            .map(|line| (line.speaker.clone().unwrap_or_default(), bare(&line.text)))
            .collect();
        assert_eq!(found, wanted, "{}", path.display());
        read += 1;
    }
    assert!(read >= 12);
}
