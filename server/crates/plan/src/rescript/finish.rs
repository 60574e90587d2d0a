//! What is settled when the merged list stands: the names that it uses, its places, its numbers.

use super::lists::{Fate, From};
use crate::number_after;
use model::{PromptList, Shot};
use std::collections::{HashMap, HashSet};

/// All names that shots use: of people and of places.
pub(super) fn named(shots: &[Shot]) -> HashSet<String> {
    let mut names = HashSet::new();
    for shot in shots {
        names.extend(shot.cast.iter().chain(&shot.focus).cloned());
        names.extend(shot.lines.iter().filter_map(|line| line.speaker.clone()));
        names.insert(shot.place.name.to_lowercase());
    }
    names
}

/// Places that a person described are so in new shots, too.
pub(super) fn describe_places(shots: &mut [Shot], theirs: &PromptList, head: &PromptList) {
    let words = |list: &PromptList| {
        // Scripts write their locations in capitals, and shots do not.
        list.locations
            .iter()
            .rev()
            .map(|at| (at.name.to_lowercase(), at.description.clone()))
            .collect::<HashMap<_, _>>()
    };
    let (read, merged) = (words(theirs), words(head));
    for shot in shots {
        let name = shot.place.name.to_lowercase();
        let (Some(read), Some(merged)) = (read.get(&name), merged.get(&name)) else { continue };
        if read == &shot.place.description && read != merged {
            shot.place.description.clone_from(merged);
        }
    }
}

/// Gives every shot a number of its own: the new script's where it is one of its shots, else one after the shot before.
pub(super) fn number(shots: &mut [Shot], order: &[From], fates: &[Option<Fate>]) {
    let of_script = |from: &From| match from {
        From::New(_) => true,
        From::Own(at) => fates.get(*at).copied().flatten().is_some_and(|fate| fate.beside.is_some()),
    };
    let mut taken: HashSet<String> = HashSet::new();
    let mut clear = Vec::with_capacity(shots.len());
    for (shot, from) in shots.iter().zip(order) {
        clear.push(of_script(from) && !shot.number.is_empty() && taken.insert(shot.number.clone()));
    }
    let mut before: Option<String> = None;
    for (shot, clear) in shots.iter_mut().zip(clear) {
        let digits = |number: &str| number.trim_end_matches(|c: char| c.is_ascii_uppercase()).to_owned();
        let fits = before.as_deref().is_some_and(|before| digits(before) == digits(&shot.number));
        let keeps = clear || (fits && taken.insert(shot.number.clone()));
        if !keeps {
            shot.number = number_after(before.as_deref(), |number| taken.contains(number));
            taken.insert(shot.number.clone());
        }
        before = Some(shot.number.clone());
    }
}
