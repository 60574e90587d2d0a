//! Where people are named: names, titles with names, and roles.

use super::Cast;
use super::cluster::cluster;
use super::found::{Found, is_anybody};
use super::usage::{Usage, is_determiner, is_small};
use crate::names::given_name;
use crate::prose::tokens::{Word, is_reporting, is_title};
use std::collections::HashSet;

/// Reads the names of all words. `paragraphs` are the words of the whole text.
pub(crate) fn find(paragraphs: &[Vec<Word>], quoted: &dyn Fn(usize) -> bool) -> Cast {
    let usage = Usage::of(paragraphs, quoted);
    let mut found: Vec<Found> = Vec::new();
    let mut human: HashSet<String> = HashSet::new();
    for (paragraph, words) in paragraphs.iter().enumerate() {
        let mut at = 0;
        if is_byline(words) {
            continue;
        }
        while at < words.len() {
            if let Some((naming, last, is_human)) = name_at(words, at, paragraph, &usage, quoted) {
                if is_place(&naming.name) {
                    at = last + 1;
                    continue;
                }
                if is_human {
                    human.insert(naming.name.clone());
                }
                found.push(naming);
                at = last;
            } else if let Some((naming, last)) =
                role_at(words, at, paragraph, &usage, quoted).or_else(|| somebody_at(words, at, paragraph, quoted))
            {
                human.insert(naming.name.clone());
                found.push(naming);
                at = last;
            }
            at += 1;
        }
    }
    cluster(found, &human)
}

/// "by Anna Marsh": who wrote the story has no part in it.
fn is_byline(words: &[Word]) -> bool {
    words.len() <= 6 && words.first().is_some_and(|w| w.lower() == "by") && words.iter().skip(1).all(|w| w.capital)
}

/// "Market Street", "Holm Abbey", "Santa Chiara": named like people, but not people.
fn is_place(name: &str) -> bool {
    let Some((lead, last)) = name.rsplit_once(' ') else { return false };
    let title = lead.split(' ').next().is_some_and(|t| is_title(&t.to_lowercase()));
    let place = matches!(
        last,
        "Street"
            | "Road"
            | "Lane"
            | "Square"
            | "Place"
            | "Terrace"
            | "Avenue"
            | "Hotel"
            | "Inn"
            | "Abbey"
            | "Cathedral"
            | "Church"
            | "Castle"
            | "Court"
            | "Hall"
            | "House"
            | "Park"
            | "Bridge"
            | "Station"
            | "Company"
            | "Club"
            | "College"
            | "University"
            | "River"
            | "County"
            | "Valley"
            | "Island"
            | "Bay"
    );
    !title && place || name.starts_with("Santa ") || name.starts_with("Santo ") || name.starts_with("Mount ")
}

/// A name that begins at a word: what it is, the index of its last word, and whether it surely names a person.
fn name_at(
    words: &[Word],
    from: usize,
    paragraph: usize,
    usage: &Usage,
    quoted: &dyn Fn(usize) -> bool,
) -> Option<(Found, usize, bool)> {
    let word = words.get(from)?;
    let lower = word.lower();
    let titled = is_title(&lower)
        && word.capital
        && word.mark.is_none()
        && words
            .get(from + 1 + particles(words, from + 1))
            .is_some_and(|n| n.capital && (usage.is_name(n) || !usage.small.contains(&n.lower())));
    if !titled && !usage.is_name(word) || is_family(words, from) {
        return None;
    }
    let mut at = from;
    let mut parts = vec![clean(word)];
    let mut possessive = word.possessive() && !is_voice(words, from);
    let mut mark = word.mark;
    while mark.is_none()
        && !possessive
        && parts.len() < 6
        && let Some(next) = words.get(at + 1)
    {
        // "Mr. E. W. B. Childers"
        let initial = next.capital && next.text.chars().count() == 1 && next.mark == Some('.');
        let joins = next.capital
            && (usage.is_name(next) || (titled && parts.len() == 1) || initial)
            && next.start - words.get(at).map_or(0, |w| w.end) <= 2;
        // "Mr. van der Luyden"
        let skip = particles(words, at + 1);
        let last = words.get(at + 1 + skip).filter(|n| skip > 0 && n.capital && usage.is_name(n));
        if let Some(last) = last {
            parts.extend(words.get(at + 1..=at + 1 + skip).unwrap_or_default().iter().map(clean));
            possessive = last.possessive();
            mark = last.mark;
            at += 1 + skip;
            continue;
        }
        if !joins {
            break;
        }
        parts.push(clean(next));
        possessive = next.possessive() && !is_voice(words, at + 1);
        mark = next.mark.filter(|_| !initial);
        at += 1;
    }
    // Initials with nothing after them are no name.
    while parts.len() > 1 && parts.last().is_some_and(|p| p.chars().count() == 1) && mark.is_none() {
        parts.pop();
        at -= 1;
    }
    let name = parts.join(" ");
    let spoken = |w: Option<&Word>| w.is_some_and(|w| is_reporting(&w.lower()));
    let back = |n: usize| from.checked_sub(n).and_then(|i| words.get(i));
    let vocative = quoted(word.start)
        && matches!(mark, Some(',' | '.' | '!' | '?'))
        && back(1).is_some_and(|w| w.mark == Some(','));
    let told = !quoted(word.start)
        && (spoken(words.get(at + 1))
            || spoken(back(1))
            || back(1).is_some_and(|w| w.lower() == "the") && spoken(back(2)));
    // "His daughter Ottla", "Pelle nodded": not told to speak, but somebody.
    let own = |w: &Word| matches!(w.lower().as_str(), "his" | "her" | "their" | "my" | "our");
    let kin =
        back(2).is_some_and(own) && back(1).is_some_and(|w| w.mark.is_none() && crate::people::is_kin(&w.lower()));
    let acts = mark.is_none() && words.get(at + 1).is_some_and(|w| crate::people::is_persons_deed(&w.lower()));
    let is_human = titled || vocative || given_name(&lower).is_some() || told || !quoted(word.start) && (kin || acts);
    let end = words.get(at).map_or(word.end, |w| w.end);
    Some((
        Found { name, start: word.start, end, paragraph, possessive, quoted: quoted(word.start), told, fresh: false },
        at,
        is_human,
    ))
}

/// How many words of a name's middle stand here: "van der", "de la".
fn particles(words: &[Word], at: usize) -> usize {
    let particle = |w: &&Word| {
        w.mark.is_none()
            && matches!(w.text, "van" | "von" | "de" | "der" | "den" | "du" | "la" | "le" | "di" | "da" | "ten" | "del")
    };
    words.get(at..).unwrap_or_default().iter().take(3).take_while(particle).count()
}

/// "the Thorpes", "the Miss Bertrams": several people.
fn is_family(words: &[Word], at: usize) -> bool {
    let plural = |i: usize| words.get(i).is_some_and(|w| w.capital && w.text.ends_with('s') && !w.possessive());
    let many = at
        .checked_sub(1)
        .and_then(|i| words.get(i))
        .is_some_and(|w| w.mark.is_none() && matches!(w.lower().as_str(), "the" | "both" | "two" | "three" | "all"));
    let title = words.get(at).is_some_and(|w| is_title(&w.lower()));
    many && (plural(at) && !title || title && plural(at + 1))
}

/// "the old barman", "his mother", "the man with the black beard": from the determiner on, where the role's noun is at `at`.
fn role_at(
    words: &[Word],
    at: usize,
    paragraph: usize,
    usage: &Usage,
    quoted: &dyn Fn(usize) -> bool,
) -> Option<(Found, usize)> {
    let word = words.get(at)?;
    let lower = word.lower();
    if !usage.is_role(&lower) || matches!(lower.as_str(), "voice" | "crowd") || is_title_before_name(words, at) {
        return None;
    }
    let mut from = at;
    while from > 0
        && at - from < 3
        && words
            .get(from - 1)
            .is_some_and(|w| w.mark.is_none() && !is_reporting(&w.lower()) && (!w.capital || is_determiner(&w.lower())))
    {
        from -= 1;
        if words.get(from).is_some_and(|w| is_determiner(&w.lower())) {
            break;
        }
    }
    let first = words.get(from).filter(|w| is_determiner(&w.lower()))?;
    let next_is_head = words.get(at + 1).is_some_and(|n| {
        let next = n.lower();
        next == "of" || (usage.is_role(&next) && next != "voice" && !is_reporting(&next) && word.mark.is_none())
    });
    let mut last = at;
    if let Some(end) = marked_by(words, at, &lower) {
        last = end;
    }
    let unknown = matches!(first.lower().as_str(), "a" | "an" | "another");
    let fresh = unknown && !quoted(first.start) && is_told_beside(words, from, last, quoted);
    if next_is_head && !(fresh && words.get(at + 1).is_some_and(|n| n.lower() == "of")) {
        return None;
    }
    // "a dame of fifty"
    if fresh && next_is_head && words.get(at + 2).is_some_and(|w| w.mark.is_some()) {
        last = at + 2;
    }
    let mut parts: Vec<String> = words.get(from..=at).unwrap_or_default().iter().map(Word::lower).collect();
    if let Some(det) = parts.first_mut()
        && matches!(det.as_str(), "a" | "an" | "this" | "that")
    {
        *det = "the".to_owned();
    }
    parts.extend(words.get(at + 1..=last).unwrap_or_default().iter().map(Word::lower));
    let end = words.get(last).map_or(word.end, |w| w.end);
    Some((
        Found {
            name: parts.join(" "),
            start: first.start,
            end,
            paragraph,
            possessive: word.possessive() && !is_voice(words, at),
            quoted: quoted(word.start),
            told: false,
            fresh,
        },
        last,
    ))
}

/// "said another", "said one of the men": somebody without a name.
fn somebody_at(words: &[Word], at: usize, paragraph: usize, quoted: &dyn Fn(usize) -> bool) -> Option<(Found, usize)> {
    let word = words.get(at).filter(|w| !quoted(w.start))?;
    let lower = word.lower();
    if !matches!(lower.as_str(), "another" | "one") {
        return None;
    }
    let of = words.get(at + 1).filter(|w| w.lower() == "of" && word.mark.is_none()).is_some();
    let last = if of {
        (at + 2..at + 5).find(|&i| words.get(i).is_some_and(|w| w.mark.is_some() || w.text.ends_with('s')))?
    } else {
        at
    };
    let alone =
        of || word.mark.is_some() || words.get(at + 1).is_none_or(|w| quoted(w.start) || is_reporting(&w.lower()));
    if !alone || !is_told_beside(words, at, last, quoted) {
        return None;
    }
    let name: Vec<String> = words.get(at..=last).unwrap_or_default().iter().map(Word::lower).collect();
    let end = words.get(last).map_or(word.end, |w| w.end);
    let name = name.join(" ");
    Some((
        Found { name, start: word.start, end, paragraph, possessive: false, quoted: false, told: true, fresh: true },
        last,
    ))
}

/// Whether a verb of saying stands before the first or after the last of some words.
fn is_told_beside(words: &[Word], first: usize, last: usize, quoted: &dyn Fn(usize) -> bool) -> bool {
    let says = |w: &&Word| !w.capital && !quoted(w.start) && is_reporting(&w.lower());
    let before = first.checked_sub(1).and_then(|i| words.get(i)).filter(says).is_some_and(|w| w.mark.is_none());
    let beside = first.checked_sub(2).and_then(|i| words.get(i)).is_none_or(|w| quoted(w.start));
    let after = words.get(last).is_some_and(|w| w.mark.is_none()) && words.get(last + 1).filter(says).is_some();
    before && beside || after
}

/// "a girl's voice": it is the girl who is heard.
fn is_voice(words: &[Word], at: usize) -> bool {
    words.get(at).is_some_and(|w| w.mark.is_none()) && words.get(at + 1).is_some_and(|w| w.lower() == "voice")
}

/// The last word of what tells one man from another: "with the black beard", "in the white waistcoat".
fn marked_by(words: &[Word], at: usize, head: &str) -> Option<usize> {
    if !is_anybody(head) || words.get(at)?.mark.is_some() || words.get(at)?.possessive() {
        return None;
    }
    let with = words.get(at + 1).filter(|w| matches!(w.lower().as_str(), "with" | "in") && w.mark.is_none())?;
    let article =
        words.get(at + 2).filter(|w| matches!(w.lower().as_str(), "the" | "a" | "his" | "her") && w.mark.is_none())?;
    (with.end < article.start).then_some(())?;
    (at + 3..at + 6).find(|&end| {
        words.get(end).is_some_and(|w| w.mark.is_some())
            || words.get(end + 1).is_some_and(|n| is_reporting(&n.lower()) || is_small(&n.lower()))
    })
}

fn is_title_before_name(words: &[Word], at: usize) -> bool {
    words.get(at).is_some_and(|w| w.capital && is_title(&w.lower()) && w.mark.is_none())
        && words.get(at + 1).is_some_and(|n| n.capital)
}

fn clean(word: &Word) -> String {
    let text = word.text;
    text.strip_suffix("'s").or_else(|| text.strip_suffix("’s")).unwrap_or(text).to_owned()
}
