//! People whom an action names without a name: "a woman waits", "two guards". Where a shot has nobody else, they are seen.

use super::words::words;
use lexicon::pictures::{ACTS, ROLES};
use model::{Age, Figure, Sex};

/// More than a shot needs.
const MOST: usize = 3;
/// How far behind its article a noun stands at most, in words.
const FAR: usize = 4;

/// Those whom an action speaks of; the first is whom the camera is on.
pub fn of(action: &str) -> Vec<Figure> {
    let mut out: Vec<Figure> = Vec::new();
    let said: Vec<String> = action.split(['.', ';', '!', '?', '\n']).map(str::to_owned).collect();
    for sentence in said {
        let all = words(&sentence);
        for at in 0..all.len() {
            let count = match all.get(at).map(String::as_str) {
                Some("a" | "an" | "the" | "another" | "his" | "her") => 1,
                Some("two") => 2,
                Some("three" | "four" | "several" | "some") => 3,
                _ => continue,
            };
            // "The ghost of a woman" is one.
            let part = at.checked_sub(1).and_then(|before| all.get(before)).is_some_and(|word| word == "of");
            let Some(figure) = person(&all, at + 1).filter(|_| !part) else { continue };
            let known = out.iter().any(|other| other.name == figure.name);
            let shown = |n: usize| Figure {
                name: numbered(&figure.name, n, count),
                focus: out.is_empty() && n == 0,
                ..figure.clone()
            };
            let new: Vec<Figure> = (0..count).filter(|_| !known).map(shown).collect();
            out.extend(new);
        }
    }
    out.truncate(MOST);
    out
}

fn numbered(name: &str, n: usize, count: usize) -> String {
    if count > 1 { format!("{name} {}", n + 1) } else { name.to_owned() }
}

/// Somebody whose description begins at a word, up to what they do.
fn person(all: &[String], from: usize) -> Option<Figure> {
    let noun = (from..all.len().min(from + FAR)).find(|at| is_person(all, *at))?;
    // "a table near the man" is no man.
    let between = all.get(from..noun)?;
    if between
        .iter()
        .any(|word| matches!(word.as_str(), "the" | "a" | "of" | "with" | "in" | "and" | "on" | "at" | "to"))
    {
        return None;
    }
    let end = (noun + 1..all.len())
        .find(|at| all.get(*at..).is_some_and(|rest| ACTS.at(rest).is_some()))
        .unwrap_or(all.len())
        .min(noun + 14);
    let told = all.get(from..end)?.join(" ");
    let words = all.get(noun..)?;
    let refs: Vec<&str> = words.iter().map(String::as_str).collect();
    let entry = lexicon::nouns().at("en", &refs).map(|(entry, _)| entry);
    let is = |tag: &str| entry.is_some_and(|entry| entry.is(tag));
    let old = between.iter().any(|word| matches!(word.as_str(), "old" | "elderly" | "aged")) || is("old");
    Some(Figure {
        name: words.first()?.clone(),
        description: told,
        sex: if is("f") { Some(Sex::Female) } else { is("m").then_some(Sex::Male) },
        age: Some(match (is("child"), old) {
            (true, _) => Age::Child,
            (_, true) => Age::Old,
            _ => Age::Adult,
        }),
        ..Figure::default()
    })
}

fn is_person(all: &[String], at: usize) -> bool {
    let Some(rest) = all.get(at..) else { return false };
    let refs: Vec<&str> = rest.iter().map(String::as_str).collect();
    ROLES.at(rest).is_some()
        || lexicon::nouns().at("en", &refs).is_some_and(|(entry, _)| entry.is("person") && !entry.is("group"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_without_a_name_are_seen_and_things_are_nobody() {
        let names = |action: &str| of(action).into_iter().map(|figure| figure.name).collect::<Vec<_>>();
        assert_eq!(names("A woman in a blue coat waits."), ["woman"]);
        assert_eq!(names("Two guards stand at the gate."), ["guards 1", "guards 2"]);
        assert_eq!(names("A cow stands at the gate."), Vec::<String>::new());
        assert_eq!(of("An old man sits.").first().and_then(|figure| figure.age), Some(Age::Old));
    }
}
