//! Who is one person under several names.

use super::cast::{Cast, Pair};
use super::labels::is_label;
use crate::names::is_kind_of_person;
use crate::screenplay::{Format, Person, Screenplay};
use crate::words::{lower_words, tokens};
use std::collections::{HashMap, HashSet};

/// Answers to "What is your name?", "They call me Tolliver", and whoever answers when called by a name.
pub(super) fn from_talk(play: &Screenplay, cast: &mut Cast) {
    let by_name: HashMap<String, usize> = names(&cast.people);
    let mut spoken: HashSet<(usize, usize)> = HashSet::new();
    let mut found: Vec<Pair> = Vec::new();
    let prose = play.format == Format::Prose;
    for (at, line) in play.dialogue.iter().enumerate() {
        let speaker = line.speaker.as_ref().and_then(|s| by_name.get(&s.to_lowercase())).copied();
        let before = at.checked_sub(1).and_then(|b| play.dialogue.get(b)).filter(|b| b.scene == line.scene);
        let label = |of: usize| cast.people.get(of).is_some_and(|p| is_label(&p.name));
        if let Some(own) = speaker {
            if label(own) {
                let named = said_own_name(&line.text)
                    .or_else(|| introduced(play, cast, at, &by_name))
                    .or_else(|| {
                        before
                            .filter(|b| b.speaker != line.speaker && asks_name(&b.text))
                            .and_then(|_| only_name(&line.text))
                    })
                    .and_then(|name| by_name.get(&name.to_lowercase()).copied());
                let called = || {
                    before
                        .filter(|b| prose && b.speaker != line.speaker)
                        .and_then(|b| called(&b.text))
                        .and_then(|name| by_name.get(&name.to_lowercase()).copied())
                        // One who was named before is not the stranger who answers.
                        .filter(|of| {
                            !spoken.contains(&(line.scene, *of))
                                && cast
                                    .people
                                    .get(*of)
                                    .is_some_and(|p| before.is_some_and(|b| p.first.start >= b.span.start))
                        })
                };
                if let Some(of) = named.or_else(called).filter(|of| *of != own && !label(*of)) {
                    found.push(Pair { label: own, name: of, place: line.span.start });
                }
            }
            spoken.insert((line.scene, own));
        } else if before.is_some_and(|b| asks_name(&b.text)) {
            // An answer without a speaker is the other one's.
            let of = only_name(&line.text).and_then(|name| by_name.get(&name.to_lowercase()).copied());
            let asker = before.and_then(|b| b.speaker.clone());
            let other = play
                .dialogue
                .get(..at)
                .unwrap_or_default()
                .iter()
                .rev()
                .take(4)
                .filter_map(|l| l.speaker.clone())
                .find(|s| Some(s) != asker.as_ref());
            let other = other.and_then(|s| by_name.get(&s.to_lowercase()).copied()).filter(|o| label(*o));
            if let (Some(of), Some(other)) = (of, other) {
                found.push(Pair { label: other, name: of, place: line.span.start });
            }
        }
    }
    found.extend(revealed(play, cast, &by_name));
    cast.pairs.extend(found);
}

/// "Sergeant Adaeze Obi," says a stranger who is called so from then on: whoever is new, and does not answer.
fn introduced(play: &Screenplay, cast: &Cast, at: usize, by_name: &HashMap<String, usize>) -> Option<String> {
    let line = play.dialogue.get(at).filter(|_| play.format == Format::Prose)?;
    let name = only_name(&line.text).filter(|name| name.contains(' ') && !line.text.ends_with(['!', '?']))?;
    let of = *by_name.get(&name.to_lowercase())?;
    let new = cast.people.get(of).is_some_and(|p| p.first.start >= line.span.start && !is_label(&p.name));
    let speaks = |line: &crate::screenplay::Spoken| {
        line.speaker.as_ref().and_then(|s| by_name.get(&s.to_lowercase())) == Some(&of)
    };
    let rest = play.dialogue.get(at + 1..)?;
    let first = rest.iter().position(speaks)?;
    let answers = rest.iter().take(first).all(|l| l.speaker == line.speaker);
    let over = rest.iter().skip(first).all(|l| l.speaker != line.speaker);
    (new && !answers && over).then_some(name)
}

/// "That's Percy Quill": whoever spoke before under another name, and then only under this one.
fn revealed(play: &Screenplay, cast: &Cast, by_name: &HashMap<String, usize>) -> Vec<Pair> {
    let speaker =
        |line: &crate::screenplay::Spoken| line.speaker.as_ref().and_then(|s| by_name.get(&s.to_lowercase())).copied();
    let mut out = Vec::new();
    for (at, line) in play.dialogue.iter().enumerate() {
        let Some(name) = shown_name(&line.text).and_then(|name| by_name.get(&name.to_lowercase()).copied()) else {
            continue;
        };
        let new = cast.people.get(name).is_some_and(|p| p.first.start >= line.span.start && !is_label(&p.name));
        let here = |l: &&crate::screenplay::Spoken| l.scene == line.scene;
        let after: Vec<usize> =
            play.dialogue.iter().skip(at).take_while(|l| l.scene == line.scene).filter_map(speaker).collect();
        if !new || !after.contains(&name) {
            continue;
        }
        let before = play.dialogue.get(..at).unwrap_or_default();
        let mut silent: Vec<usize> =
            before.iter().rev().take_while(here).filter_map(speaker).filter(|who| !after.contains(who)).collect();
        silent.sort_unstable();
        silent.dedup();
        let gave = |who: &usize| cast.people.get(*who).is_some_and(|p| gave_name(&play.text, &p.name));
        let false_name: Vec<usize> = silent.iter().copied().filter(gave).collect();
        let labels: Vec<usize> =
            silent.iter().copied().filter(|who| cast.people.get(*who).is_some_and(|p| is_label(&p.name))).collect();
        if let [only] = false_name[..] {
            out.push(Pair { label: only, name, place: line.span.start });
        } else if let ([only], true) = (&labels[..], false_name.is_empty()) {
            out.push(Pair { label: *only, name, place: line.span.start });
        }
    }
    out
}

/// "That's Percy Quill", "It is Percy Quill!"
fn shown_name(text: &str) -> Option<String> {
    const LEADS: &[&str] = &["that's ", "that’s ", "that is ", "it's ", "it’s ", "it is ", "this is "];
    let lead = LEADS.iter().find(|lead| text.get(..lead.len()).is_some_and(|t| t.eq_ignore_ascii_case(lead)))?;
    let name = text.get(lead.len()..)?.split(|c: char| !(c.is_alphabetic() || c == ' ' || c == '-')).next()?.trim();
    let words = name.split(' ').count();
    let capital = name.split(' ').all(|w| w.chars().next().is_some_and(char::is_uppercase));
    (capital && (1..=3).contains(&words)).then(|| name.to_owned())
}

/// "He gave his name as Jones": a name that may be false.
fn gave_name(text: &str, name: &str) -> bool {
    ["name as ", "calling himself ", "calling herself ", "calling themselves ", "called himself ", "called herself "]
        .iter()
        .any(|lead| text.contains(&format!("{lead}{name}")))
}

/// People by their names, and by the first and last words of these where they are one's alone.
fn names(people: &[Person]) -> HashMap<String, usize> {
    let mut out: HashMap<String, usize> = HashMap::new();
    let mut parts: HashMap<String, Option<usize>> = HashMap::new();
    for (at, person) in people.iter().enumerate() {
        for name in std::iter::once(&person.name).chain(&person.aliases) {
            out.entry(name.to_lowercase()).or_insert(at);
        }
        let words = tokens(&person.name);
        if words.len() > 1 && !is_label(&person.name) {
            for word in [words.first(), words.last()].into_iter().flatten() {
                parts.entry(word.clone()).and_modify(|of| *of = None).or_insert(Some(at));
            }
        }
    }
    for (word, at) in parts {
        if let Some(at) = at {
            out.entry(word).or_insert(at);
        }
    }
    out
}

fn asks_name(text: &str) -> bool {
    let lower = text.to_lowercase();
    lower.contains('?') && (lower.contains("name") || lower.contains("call you") || lower.contains("who are you"))
}

/// A line that is only a name: "Tatiana.", "Arlo, sir."
fn only_name(text: &str) -> Option<String> {
    let head = text.split([',', '.', '!', '-', '—']).next()?.trim();
    let words: Vec<&str> = head.split_whitespace().collect();
    let rest = text.get(head.len()..).unwrap_or_default();
    let short = rest.split_whitespace().count() <= 2;
    (short && (1..=3).contains(&words.len()) && words.iter().all(|w| w.chars().next().is_some_and(char::is_uppercase)))
        .then(|| head.to_owned())
}

fn said_own_name(text: &str) -> Option<String> {
    for lead in [
        "call me ",
        "i'm called ",
        "they call me ",
        "my name is ",
        "my name's ",
        "my name’s ",
        "the name is ",
        "the name's ",
        "the name’s ",
    ] {
        let lower = text.to_lowercase();
        if let Some(at) = lower.find(lead) {
            let rest = text.get(at + lead.len()..)?;
            let head: Vec<&str> = rest
                .split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '’' || c == ' '))
                .next()?
                .split_whitespace()
                .take_while(|w| w.chars().next().is_some_and(char::is_uppercase))
                .take(3)
                .collect();
            if !head.is_empty() {
                return Some(head.join(" "));
            }
        }
    }
    None
}

/// Who is spoken to by name at the end of a line: "What is it, Kofi?"
fn called(text: &str) -> Option<String> {
    let trimmed = text.trim_end_matches(['.', '!', '?', '"', '”', '…']);
    let (_, name) = trimmed.rsplit_once(", ")?;
    let words: Vec<&str> = name.split_whitespace().collect();
    ((1..=2).contains(&words.len()) && words.iter().all(|w| w.chars().next().is_some_and(char::is_uppercase)))
        .then(|| name.to_owned())
}

/// "MRS. OAKES" is JOAN OAKES where she is the only woman of that name.
pub(super) fn titled(cast: &mut Cast) {
    let mut by_surname: HashMap<String, Vec<usize>> = HashMap::new();
    let all: Vec<Vec<String>> =
        cast.people.iter().map(|p| lower_words(&p.name).map(std::borrow::Cow::into_owned).collect()).collect();
    for (at, words) in all.iter().enumerate() {
        if let Some(last) = words.last().filter(|_| words.len() > 1) {
            by_surname.entry(last.clone()).or_default().push(at);
        }
    }
    let title = |at: usize| {
        all.get(at).filter(|w| w.len() == 2).and_then(|w| w.first()).and_then(|w| crate::prose::title_sex(w))
    };
    for group in by_surname.values().filter(|g| (2..=6).contains(&g.len())) {
        for &at in group {
            let Some(sex) = title(at) else { continue };
            let fits: Vec<usize> = group
                .iter()
                .copied()
                .filter(|o| *o != at && title(*o).is_none() && cast.sex_of_person(*o) == Some(sex))
                .collect();
            if let [only] = fits[..] {
                let place = cast.people.get(at).map_or(0, |p| p.first.start);
                cast.pairs.push(Pair { label: at, name: only, place });
            }
        }
    }
}

/// "COMMANDER HALE" is HALE where nobody else has that name.
pub(super) fn ranked(cast: &mut Cast) {
    let all: Vec<Vec<String>> = cast.people.iter().map(|person| tokens(&person.name)).collect();
    for (at, words) in all.iter().enumerate() {
        let [rank, name] = &words[..] else { continue };
        let ranks = is_kind_of_person(rank) || crate::prose::is_title(rank);
        if !ranks || is_kind_of_person(name) || crate::prose::title_sex(rank).is_some() {
            continue;
        }
        let bearers: Vec<usize> =
            all.iter().enumerate().filter(|(_, other)| other.contains(name)).map(|(other, _)| other).collect();
        let bare = bearers.iter().copied().find(|other| all.get(*other).is_some_and(|words| words.len() == 1));
        if let (Some(bare), 2) = (bare, bearers.len()) {
            let place = cast.people.get(at).map_or(0, |person| person.first.start);
            cast.pairs.push(Pair { label: at, name: bare, place });
        }
    }
}

/// How far from where a label gets its name it may speak, in bytes.
const NEAR: usize = 2_500;

/// Makes one person of each pair; the lines are then said under the second name.
pub(super) fn merge(play: &mut Screenplay, cast: &mut Cast) {
    let mut pairs = std::mem::take(&mut cast.pairs);
    // In a long script "the man" is many men: only one who speaks near that place, and nowhere else.
    let mut lines: HashMap<&str, (usize, usize)> = HashMap::new();
    for line in &play.dialogue {
        if let Some(speaker) = &line.speaker {
            let range = lines.entry(speaker).or_insert((line.span.start, line.span.end));
            range.1 = line.span.end;
        }
    }
    let prose = play.format == Format::Prose;
    pairs.retain(|pair| {
        let of = |at: usize| cast.people.get(at).and_then(|p| lines.get(p.name.as_str()).copied());
        let near = |(from, to): (usize, usize)| from + NEAR >= pair.place && to <= pair.place + NEAR;
        // A name that was in a story long before was no secret.
        let new = !prose || of(pair.name).is_none_or(|(from, _)| from + NEAR >= pair.place);
        let group = cast.people.get(pair.label).is_some_and(|p| p.portrait.kind == super::slots::Kind::Group);
        of(pair.label).is_none_or(near) && new && !group
    });
    if pairs.is_empty() {
        return;
    }
    let mut into: Vec<usize> = (0..cast.people.len()).collect();
    let whole = |into: &[usize], mut at: usize| {
        while let Some(&next) = into.get(at)
            && next != at
        {
            at = next;
        }
        at
    };
    for Pair { label, name, .. } in pairs {
        let (label, name) = (whole(&into, label), whole(&into, name));
        if label != name
            && let Some(slot) = into.get_mut(label)
        {
            *slot = name;
        }
    }
    let mut renamed: HashMap<String, String> = HashMap::new();
    for at in 0..cast.people.len() {
        let to = whole(&into, at);
        if to == at {
            continue;
        }
        let Some(label) = cast.people.get(at).cloned() else { continue };
        if let Some(name) = cast.people.get_mut(to) {
            name.lines += label.lines;
            name.first = if label.first.start < name.first.start { label.first } else { name.first };
            name.sex = name.sex.or(label.sex);
            name.portrait.absorb(label.portrait);
            for alias in std::iter::once(label.name.clone()).chain(label.aliases) {
                if alias != name.name && !name.aliases.contains(&alias) {
                    name.aliases.push(alias);
                }
            }
            renamed.insert(label.name, name.name.clone());
        }
    }
    let mut at = 0;
    cast.people.retain(|_| {
        at += 1;
        into.get(at - 1) == Some(&(at - 1))
    });
    for line in &mut play.dialogue {
        for name in [&mut line.speaker, &mut line.to] {
            if let Some(to) = name.as_ref().and_then(|n| renamed.get(n)) {
                *name = Some(to.clone());
            }
        }
    }
}
