//! How much of everything fits: one set of bounds for every way in, and a count of a JSON text before it is read into memory.
//!
//! `plan::check_list` holds a prompt list to them.

use serde::de::{DeserializeOwned, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use std::{borrow::Cow, fmt};

/// Shots in a film: some ten hours of them. Every page and every edit works on the whole list.
pub const SHOTS: usize = 5_000;
/// Lines in a shot: all of them are mixed into one clip.
pub const LINES: usize = 32;
/// Sounds in a shot: all of them are mixed into one clip.
pub const CUES: usize = 32;
/// Characters in a film; a novel has some hundreds.
pub const CHARACTERS: usize = 2_000;
/// Locations in a film: one for each shot would do.
pub const LOCATIONS: usize = SHOTS;
/// Scenes in a film: one for each shot would do.
pub const SCENES: usize = SHOTS;
/// People, or things, that one shot names.
pub const NAMED_IN_SHOT: usize = 100;
/// Offers of one shot that a person put aside; of more, the newest are kept.
pub const PUT_ASIDE: usize = 100;
/// Names that a film tells how to say.
pub const SAID_NAMES: usize = 500;
/// Other names that one character goes by.
pub const ALIASES: usize = 100;
/// Takes of one shot, of one line and of one sound, and pictures drawn for one shot.
pub const TAKES: u32 = 10_000;
/// Pictures that a project's archive holds.
pub const PICTURES: usize = 200;
/// Recordings that a project's archive holds.
pub const RECORDINGS: usize = 5_000;
/// Made things that a project's archive holds.
pub const PARTS: usize = 50_000;
/// Entries of any other list or table in a JSON text.
pub const ENTRIES: usize = 10_000;

/// Characters of what is said in one line: some two minutes.
pub const LINE_TEXT: usize = 2_000;
/// Characters of a prompt, an action, a description or a sound.
pub const TEXT: usize = 5_000;
/// Characters of a name, a title or an id.
pub const NAME: usize = 200;
/// Bytes of one JSON text in an archive, and of an uploaded prompt list.
pub const JSON_BYTES: usize = 8_000_000;

/// Bytes of a recording as it is sent.
pub const RECORDING_BYTES: usize = 20_000_000;
/// The longest recording, in seconds: as long as a clip may be.
pub const RECORDING_SECONDS: f64 = CLIP_SECONDS;

/// The longest clip, in seconds: its sound lies in memory while it is mixed.
pub const CLIP_SECONDS: f64 = 600.0;
/// The length of a shot where the script does not say, in seconds, as a film's settings choose it.
pub const USUAL_SHOT_SECONDS: (f64, f64) = (2.0, 10.0);
/// The shortest and the longest shot a person may ask for, in seconds.
pub const SHOT_SECONDS: (f64, f64) = (0.5, 60.0);
/// How much a sound may be raised or lowered, in dB.
pub const GAIN_DB: (f64, f64) = (-30.0, 12.0);
/// How fast a line may be said; 1.0 is the voice's own pace.
pub const SPEED: (f64, f64) = (0.5, 2.0);

/// How many entries the list in a field of this name may have.
fn most_in(field: &str) -> usize {
    match field {
        "shots" => SHOTS,
        "lines" => LINES,
        "cues" => CUES,
        "characters" => CHARACTERS,
        "locations" => LOCATIONS,
        "scenes" => SCENES,
        "cast" | "props" => NAMED_IN_SHOT,
        "put_aside" => PUT_ASIDE,
        "aliases" => ALIASES,
        "pictures" => PICTURES,
        "recordings" => RECORDINGS,
        "parts" => PARTS,
        _ => ENTRIES,
    }
}

/// Fields of a form.
pub const FORM_FIELDS: usize = 5 * ENTRIES;

/// What a text of JSON cannot be read for. Its `Display` is a sentence without its end.
#[derive(Debug, PartialEq, Eq)]
pub enum Flaw {
    /// This field holds a NUL character, which a database does not keep.
    Nul(String),
    /// The list or table in this field has more entries than fit.
    TooMany { field: String, most: usize },
}

impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nul(field) => write!(f, "the field “{field}” holds a NUL character"),
            Self::TooMany { field, most } => {
                let named = if field.is_empty() { "a list".to_owned() } else { format!("“{field}”") };
                let advice = if field == "shots" { "; film it in parts" } else { "" };
                write!(f, "{named} has more than {most} entries{advice}")
            }
        }
    }
}

/// Counts the lists of a JSON text and looks for NUL characters, and keeps nothing of it: a small text must not become a large thing in
/// memory. What is no JSON is for whoever reads it to refuse.
///
/// # Errors
/// The first flaw.
pub fn check_json(json: &[u8]) -> Result<(), Flaw> {
    let mut flaw = None;
    let mut reader = serde_json::Deserializer::from_slice(json);
    let _read_or_not = Walk { field: "", most: ENTRIES, flaw: &mut flaw }.deserialize(&mut reader);
    flaw.map_or(Ok(()), Err)
}

/// Reads a JSON text from outside, after [`check_json`].
///
/// # Errors
/// What is too much of, or what cannot be read.
pub fn read_json<T: DeserializeOwned>(json: &[u8]) -> Result<T, serde_json::Error> {
    check_json(json).map_err(serde_json::Error::custom)?;
    serde_json::from_slice(json)
}

/// Goes over a value and stops at the first flaw.
struct Walk<'a> {
    /// The innermost field that is being read.
    field: &'a str,
    /// How many entries it may have.
    most: usize,
    flaw: &'a mut Option<Flaw>,
}

impl Walk<'_> {
    fn stop<E: Error>(&mut self, flaw: Flaw) -> E {
        let error = E::custom(&flaw);
        *self.flaw = Some(flaw);
        error
    }

    fn count<E: Error>(&mut self, seen: usize) -> Result<(), E> {
        if seen <= self.most {
            return Ok(());
        }
        let flaw = Flaw::TooMany { field: told(self.field), most: self.most };
        Err(self.stop(flaw))
    }
}

/// A field's name is the sender's own: only its start is told.
fn told(field: &str) -> String {
    field.chars().filter(|letter| !letter.is_control()).take(NAME).collect()
}

impl<'de> DeserializeSeed<'de> for Walk<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<(), D::Error> {
        reader.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Walk<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E: Error>(mut self, text: &str) -> Result<(), E> {
        if !text.contains('\0') {
            return Ok(());
        }
        let flaw = Flaw::Nul(told(self.field));
        Err(self.stop(flaw))
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut list: A) -> Result<(), A::Error> {
        let mut seen = 0;
        // A list in a list has no bound of its own.
        while list.next_element_seed(Walk { field: self.field, most: ENTRIES, flaw: self.flaw })?.is_some() {
            seen += 1;
            self.count(seen)?;
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut table: A) -> Result<(), A::Error> {
        let mut seen = 0;
        while let Some(field) = table.next_key::<Cow<'_, str>>()? {
            seen += 1;
            self.count(seen)?;
            if field.contains('\0') {
                return Err(self.stop(Flaw::Nul(told(&field))));
            }
            table.next_value_seed(Walk { field: &field, most: most_in(&field), flaw: self.flaw })?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::PromptList;

    #[test]
    fn a_list_of_too_many_shots_is_refused_while_it_is_counted() {
        let shots = |count: usize| format!(r#"{{"shots":[{}]}}"#, vec!["{}"; count].join(","));
        let list: PromptList = read_json(shots(SHOTS).as_bytes()).unwrap();
        assert_eq!(list.shots.len(), SHOTS);
        let why = read_json::<PromptList>(shots(SHOTS + 1).as_bytes()).unwrap_err().to_string();
        assert!(why.contains("“shots” has more than 5000 entries; film it in parts"), "{why}");
    }

    #[test]
    fn lists_within_lists_are_counted_too() {
        for (field, most) in [("lines", LINES), ("cues", CUES), ("cast", NAMED_IN_SHOT)] {
            let json = format!(r#"{{"shots":[{{"{field}":[{}]}}]}}"#, vec!["{}"; most + 1].join(","));
            let why = read_json::<serde_json::Value>(json.as_bytes()).unwrap_err().to_string();
            assert!(why.contains(&format!("“{field}” has more than {most}")), "{why}");
        }
        let json = format!(r#"{{"detail":[[{}]]}}"#, vec!["1"; ENTRIES + 1].join(","));
        assert!(read_json::<serde_json::Value>(json.as_bytes()).is_err(), "a list without a name");
    }

    #[test]
    fn a_nul_is_found_with_its_field() {
        let nul = |json: &str| check_json(json.as_bytes()).unwrap_err();
        assert_eq!(nul(r#"{"shots":[{"prompt":"a"},{"prompt":"a\u0000"}]}"#), Flaw::Nul("prompt".to_owned()));
        assert_eq!(nul(r#"{"a":[1,2.5,-1,null,true,"\u0001"],"b\u0000":1}"#), Flaw::Nul("b".to_owned()));
        assert_eq!(check_json(br#"{"title":"a\\u0000"}"#), Ok(()), "a backslash and digits");
        assert_eq!(check_json(b"no JSON"), Ok(()), "is for another to say");
    }

    #[test]
    fn a_text_is_read_whole() {
        assert!(read_json::<PromptList>(b"{} {}").is_err());
        assert_eq!(read_json::<PromptList>(br#"{"title":"Ferry"}"#).unwrap().title, "Ferry");
    }
}
