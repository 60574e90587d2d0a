//! A passage that a person wrote of a film whose people are known: a prompt, or what happens in a new shot.

use crate::finder::Finder;
use crate::screenplay::{Beat, Person};
use crate::sentences::sentences;
use crate::words::{lower_words, tokens};
use model::{Character, Cue, CueKind, Line, ProjectSettings, Sex, Span};

/// What lies in the air of any place: no words ask for it.
const GENERAL: [&str; 3] = ["room tone", "outdoor air", "crickets"];

/// What a passage says is heard and seen.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Passage {
    /// In the order of the text. Whoever is in the cast is called as there.
    pub lines: Vec<Line>,
    pub cues: Vec<Cue>,
    /// Those of the cast who are seen.
    pub people: Vec<String>,
}

/// The people of a film, for reading what is written of its shots.
pub struct CastReader<'a> {
    cast: &'a [Character],
    people: Vec<Person>,
    finder: Finder,
}

impl<'a> CastReader<'a> {
    pub fn new(cast: &'a [Character]) -> Self {
        let person = |character: &Character| Person {
            name: character.name.clone(),
            aliases: character.aliases.clone(),
            ..Person::default()
        };
        let people: Vec<Person> = cast.iter().map(person).collect();
        Self { cast, finder: Finder::new(&people), people }
    }

    /// Reads a passage as a script is read. `here` are the names of those who are in the shot: a pronoun means one of them.
    pub fn read(&self, text: &str, here: &[String]) -> Passage {
        let text = &without_camera(text);
        let play = crate::read(text);
        // Nobody narrates a prompt, whatever the film's settings are.
        let list = crate::prompt_list(&play, &ProjectSettings { narration: false, ..ProjectSettings::default() });
        let mut found = Passage::default();
        let actions = play.scenes.iter().flat_map(|scene| &scene.beats).filter_map(|beat| match beat {
            Beat::Action { text, .. } => Some(text.as_str()),
            _ => None,
        });
        for name in actions.flat_map(|action| self.named_in(action)) {
            found.see(name);
        }
        for shot in list.shots {
            for mut line in shot.lines {
                line.speaker = match line.speaker {
                    Some(name) => Some(self.canonical(&name).map_or(name, str::to_owned)),
                    None => self.said_by(text, &line.text, here),
                };
                if let Some(name) = line.speaker.as_deref().and_then(|name| self.canonical(name))
                    && line.is_seen()
                {
                    found.see(name);
                }
                line.source = Span::default();
                found.lines.push(line);
            }
            for mut cue in shot.cues {
                let general = cue.kind == CueKind::Ambience && GENERAL.iter().any(|dull| cue.sound.ends_with(dull));
                if !general && !found.cues.iter().any(|other| other.sound == cue.sound) {
                    cue.source = Span::default();
                    found.cues.push(cue);
                }
            }
        }
        found
    }

    /// Those of the cast whom a text names, in the order of their naming.
    pub fn named_in(&self, text: &str) -> Vec<&str> {
        self.finder.in_text(text).into_iter().filter_map(|at| Some(self.people.get(at)?.name.as_str())).collect()
    }

    /// Who of the cast has a name, or goes by it, whatever its capitals: "Ben" and "the Ben" are BEN.
    pub fn same(&self, name: &str) -> Option<&str> {
        let words = plain(name);
        let is = |person: &&Person| spellings(person).any(|other| plain(other) == words);
        self.people.iter().find(is).filter(|_| !words.is_empty()).map(|person| person.name.as_str())
    }

    /// The cast's own spelling of a name: "Ben Hale" is BEN as well.
    fn canonical(&self, name: &str) -> Option<&str> {
        // "Ben's mother" is somebody else.
        let longer = || match self.named_in(name)[..] {
            [only] if !name.contains(['\'', '’']) && starts_or_ends(&plain(name), &plain(only)) => Some(only),
            _ => None,
        };
        self.same(name).or_else(longer)
    }

    /// Who of the cast may be meant by a name that is nobody's: one that is a letter or two away.
    pub fn meant(&self, name: &str) -> Option<&str> {
        let letters = |name: &str| plain(name).concat().chars().collect::<Vec<char>>();
        let word = letters(name);
        let most = match word.len() {
            0..3 => return None,
            3..6 => 1,
            _ => 2,
        };
        let near = |person: &Person| spellings(person).map(|other| steps(&word, &letters(other))).min();
        let all = self.people.iter().filter_map(|person| Some((near(person)?, person)));
        let (away, person) = all.min_by_key(|(away, _)| *away)?;
        (1..=most).contains(&away).then_some(person.name.as_str())
    }

    /// Who is meant where the words name nobody: by a pronoun beside the line, else the only one who is there.
    fn said_by(&self, text: &str, line: &str, here: &[String]) -> Option<String> {
        let start: String = line.chars().take(12).collect();
        let around =
            sentences(text).into_iter().filter_map(|(a, b)| text.get(a..b)).find(|words| words.contains(&start));
        let said = line.trim_end_matches(['.', '!', '?', ',']);
        let outside = around.map(|words| words.replace(said, " ")).unwrap_or_default();
        let sex = lower_words(&outside).find_map(|word| match word.as_ref() {
            "she" | "her" => Some(Sex::Female),
            "he" | "his" | "him" => Some(Sex::Male),
            _ => None,
        });
        let fits = |name: &&String| {
            let own = self.cast.iter().find(|character| character.name == **name).and_then(|character| character.sex);
            sex.is_none_or(|sex| own.is_none_or(|own| own == sex))
        };
        match here.iter().filter(fits).collect::<Vec<_>>()[..] {
            [only] => Some(only.clone()),
            _ => None,
        }
    }
}

impl Passage {
    fn see(&mut self, name: &str) {
        if !self.people.iter().any(|seen| seen == name) {
            self.people.push(name.to_owned());
        }
    }
}

fn spellings(person: &Person) -> impl Iterator<Item = &str> {
    std::iter::once(&person.name).chain(&person.aliases).map(String::as_str)
}

fn plain(name: &str) -> Vec<String> {
    let mut words = tokens(name);
    words.retain(|word| word != "the");
    words
}

fn starts_or_ends(whole: &[String], part: &[String]) -> bool {
    !part.is_empty() && (whole.starts_with(part) || whole.ends_with(part))
}

/// A camera that is static makes no static.
fn without_camera(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for piece in text.split_inclusive(char::is_whitespace) {
        let word = piece.trim_matches(|c: char| !c.is_alphanumeric());
        let of_a_radio = ["radio", "crackl", "speaker", "tv", "television", "screen"];
        let lower = out.to_lowercase();
        let before = lower.rsplit(['.', '!', '?']).next().unwrap_or_default();
        if word.eq_ignore_ascii_case("static") && !of_a_radio.iter().any(|word| before.contains(word)) {
            out.push_str(&piece.replace(word, "still"));
        } else {
            out.push_str(piece);
        }
    }
    out
}

/// How many letters are changed, left out, put in or swapped with their neighbour from one word to the other.
fn steps(a: &[char], b: &[char]) -> usize {
    // Names of quite other lengths are not compared letter by letter.
    if a.len().abs_diff(b.len()) > 2 {
        return usize::MAX;
    }
    let mut rows: Vec<Vec<usize>> = vec![(0..=b.len()).collect()];
    let at =
        |rows: &[Vec<usize>], i: usize, j: usize| rows.get(i).and_then(|row| row.get(j)).copied().unwrap_or(usize::MAX);
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let beside = row.last().copied().unwrap_or_default() + 1;
            let mut least = beside.min(at(&rows, i, j + 1) + 1).min(at(&rows, i, j) + usize::from(x != y));
            let swapped = i > 0 && j > 0 && a.get(i - 1) == Some(y) && b.get(j - 1) == Some(x);
            if swapped {
                least = least.min(at(&rows, i - 1, j - 1) + 1);
            }
            row.push(least);
        }
        rows.push(row);
    }
    at(&rows, a.len(), b.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cast() -> Vec<Character> {
        let person = |name: &str, sex| Character { name: name.into(), sex: Some(sex), ..Character::default() };
        vec![person("MAYA", Sex::Female), person("BEN", Sex::Male), person("OLD TOM", Sex::Male)]
    }

    fn read(text: &str, here: &[&str]) -> Passage {
        let here: Vec<String> = here.iter().map(|name| (*name).to_owned()).collect();
        CastReader::new(&cast()).read(text, &here)
    }

    fn said(passage: &Passage) -> Vec<(&str, &str)> {
        passage.lines.iter().map(|line| (line.speaker.as_deref().unwrap_or("?"), line.text.as_str())).collect()
    }

    #[test]
    fn a_passage_tells_its_lines_sounds_and_people_by_the_names_of_the_cast() {
        let passage = read("Ben slams the door. Maya turns and says, \"You came.\"", &[]);
        assert_eq!(said(&passage), [("MAYA", "You came.")]);
        assert_eq!(passage.cues.iter().map(|cue| cue.sound.as_str()).collect::<Vec<_>>(), ["door slam"]);
        assert_eq!(passage.people, ["BEN", "MAYA"]);
        let passage = read("MAYA\nYou came.\n\nBEN\nI did.\n", &[]);
        assert_eq!(said(&passage), [("MAYA", "You came."), ("BEN", "I did.")]);
    }

    #[test]
    fn a_line_without_a_name_is_said_by_the_one_it_can_only_be() {
        assert_eq!(said(&read("She says: \"You came.\"", &["MAYA", "BEN"])), [("MAYA", "You came.")]);
        assert_eq!(said(&read("\"You came.\"", &["BEN"])), [("BEN", "You came.")]);
        assert_eq!(said(&read("\"You came.\"", &["BEN", "MAYA"])), [("?", "You came.")]);
    }

    #[test]
    fn a_static_camera_makes_no_sound_and_a_radio_does() {
        assert!(read("Close-up of Maya, static camera.", &[]).cues.is_empty());
        assert_eq!(read("The radio gives nothing but static.", &[]).cues.len(), 1);
    }

    #[test]
    fn a_misspelt_name_means_the_one_it_is_near_to_and_another_name_nobody() {
        let cast = cast();
        let reader = CastReader::new(&cast);
        for (name, meant) in [("MAYAA", "MAYA"), ("maay", "MAYA"), ("Old Tmo", "OLD TOM"), ("Bem", "BEN")] {
            assert_eq!(reader.meant(name), Some(meant), "{name}");
        }
        for name in ["MAYA", "JUNO", "Al", "", "Tim"] {
            assert_eq!(reader.meant(name), None, "{name}");
        }
        assert_eq!(reader.canonical("ben hale"), Some("BEN"));
        assert_eq!(reader.canonical("Ben's mother"), None);
    }
}
