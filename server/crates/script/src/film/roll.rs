//! Where somebody stands among the people of a script.

use crate::screenplay::Person;
use model::Character;
use std::collections::HashMap;

/// A number that is the same for the same words on every machine (FNV-1a).
pub(crate) fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3))
}

/// Where somebody stands in the list of people, by name; the same places are those of the film's characters.
pub(crate) struct Roll<'a>(HashMap<&'a str, Vec<usize>>);

impl<'a> Roll<'a> {
    pub(super) fn new(people: &'a [Person]) -> Self {
        let mut places: HashMap<&str, Vec<usize>> = HashMap::with_capacity(people.len());
        for (at, person) in people.iter().enumerate() {
            places.entry(&person.name).or_default().push(at);
        }
        Self(places)
    }

    /// All of that name.
    pub(super) fn all(&self, name: &str) -> &[usize] {
        self.0.get(name).map(Vec::as_slice).unwrap_or_default()
    }

    /// The character of the film that a person of the script became.
    pub(super) fn find<'c>(&self, cast: &'c [Character], name: &str) -> Option<&'c Character> {
        self.all(name).first().and_then(|at| cast.get(*at))
    }
}
