#![doc = include_str!("../README.md")]

mod answers;
mod assemble;
mod check;
mod claims;
mod corrections;
mod english;
mod film;
mod finder;
mod heading;
mod inspect;
mod language;
mod names;
mod outline;
mod passage;
mod people;
mod prose;
mod questions;
mod read;
mod reader;
mod samples;
mod screenplay;
mod sentences;
mod source;
mod words;
mod write;

pub use check::{Issue, Limits, Severity, check, check_for};
pub use corrections::{doubtful, line_key, name_speakers};
pub use film::{prompt_list, prompt_list_within, rebuild_prompt};
pub use inspect::{Inspection, inspect};
pub use language::{guess as guess_language, known as languages, name as language_name};
pub use outline::{CastMember, NO_PLACE, Outline, OutlineScene, outline};
pub use passage::{CastReader, Passage};
pub use people::{Claim, Kind, Portrait, SaidAge, Slot};
pub use questions::{Question, questions};
#[cfg(feature = "pdf")]
pub use read::pdf_text;
pub use read::{is_pdf, read, read_bytes, read_in};
pub use reader::{Reader, read_with};
pub use samples::{Sample, samples};
pub use screenplay::{
    Beat, Element, ElementKind, ExplicitShot, Format, Person, ReadError, Screenplay, SourceScene, Spoken, SpokenPart,
};
pub use sentences::sentences as sentence_ranges;
pub use write::{write_fdx, write_fountain};
