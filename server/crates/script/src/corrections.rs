//! What a person said about a script that the text itself leaves open. It is kept by the words of a line, so that it holds when
//! the script around it is edited.

use crate::screenplay::{Screenplay, Spoken};
use model::LineKind;
use std::collections::{BTreeMap, HashMap, HashSet};

/// Speakers that are less sure than this are worth asking a person about.
const SURE: f32 = 0.5;

/// Letters and digits by which a line is known: as many as the name of an entry may have.
const KEY: usize = 200;

/// A line's name in a list of corrections: its first 200 letters and digits, in lower case.
pub fn line_key(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).take(KEY).collect()
}

/// Gives lines the speakers that a person chose, by [`line_key`]. Names that are not in the cast (any more) are passed over.
pub fn name_speakers(play: &mut Screenplay, chosen: &BTreeMap<String, String>) {
    if chosen.is_empty() {
        return;
    }
    let cast: HashSet<&str> = play.characters.iter().map(|person| person.name.as_str()).collect();
    for line in play.dialogue.iter_mut().filter(|line| line.kind != LineKind::Cue) {
        let Some(name) = chosen.get(&line_key(&line.text)) else { continue };
        if cast.contains(name.as_str()) {
            line.speaker = Some(name.clone());
            line.confidence = 1.0;
        }
    }
    count_lines(play);
}

/// Counts again how many lines everybody says.
pub(crate) fn count_lines(play: &mut Screenplay) {
    let mut lines: HashMap<&str, usize> = HashMap::new();
    for speaker in play.dialogue.iter().filter_map(|line| line.speaker.as_deref()) {
        *lines.entry(speaker).or_default() += 1;
    }
    for person in &mut play.characters {
        person.lines = lines.get(person.name.as_str()).copied().unwrap_or_default();
    }
}

/// The lines whose speaker is doubtful, each with the names that are likely: the guess first, then who is there.
pub fn doubtful(play: &Screenplay) -> impl Iterator<Item = (&Spoken, Vec<&str>)> {
    play.dialogue.iter().filter(|line| line.kind != LineKind::Cue && line.confidence < SURE).map(|line| {
        let here =
            play.scenes.get(line.scene).into_iter().flat_map(|scene| scene.characters.iter().map(String::as_str));
        let all = play.characters.iter().map(|person| person.name.as_str());
        let mut names: Vec<&str> = line.speaker.as_deref().into_iter().collect();
        for name in here.chain(all) {
            if names.len() >= 5 {
                break;
            }
            if !names.contains(&name) {
                names.push(name);
            }
        }
        (line, names)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const STORY: &str = "Anna and Ben sat in the kitchen. It was late.\n\n\"Is it raining?\"\n\n\"Not yet,\" said Ben.\n\n\
                         \"Somebody is at the door.\"\n";

    #[test]
    fn a_chosen_speaker_holds_when_the_script_around_the_line_is_edited() {
        let chosen = BTreeMap::from([(line_key("Somebody is at the door."), "Ben".to_owned())]);
        for script in [STORY.to_owned(), format!("A clock struck.\n\n{STORY}")] {
            let mut play = crate::read(&script);
            let ben = play.characters.iter().find(|p| p.name.eq_ignore_ascii_case("ben")).map(|p| p.name.clone());
            let name = ben.expect("Ben is in the story");
            let chosen = chosen.keys().map(|key| (key.clone(), name.clone())).collect();
            name_speakers(&mut play, &chosen);
            let line = play.dialogue.iter().find(|line| line.text.starts_with("Somebody")).expect("it is said");
            assert_eq!((line.speaker.as_deref(), line.confidence), (Some(name.as_str()), 1.0));
        }
    }

    #[test]
    fn a_name_that_is_not_in_the_cast_is_passed_over() {
        let mut play = crate::read(STORY);
        let before = play.dialogue.clone();
        name_speakers(&mut play, &BTreeMap::from([(line_key("Is it raining?"), "Zoe".to_owned())]));
        assert_eq!(play.dialogue, before);
    }
}
