//! The rules in the order in which they read a line.

use crate::names::{self, Names};
use crate::tongue::{Short, Tongue};
use crate::word::{Word, changed, words};
use crate::{dates, forms, initials, measures, web};

pub(crate) fn said(text: &str, language: &str, names: &Names) -> Vec<String> {
    let mut line = words(text);
    names::say(&mut line, names);
    if let Some(tongue) = Tongue::of(language) {
        let shouted = !text.chars().any(char::is_lowercase);
        let american = !matches!(
            language,
            "en-gb" | "en-gb-x-rp" | "en-gb-scotland" | "en-gb-x-gbclan" | "en-gb-x-gbcwmd" | "en-029"
        );
        joined_thousands(&mut line, tongue);
        let mut at = 0;
        while at < line.len() {
            at += read(&mut line, at, tongue, shouted, american).unwrap_or(1);
        }
    }
    changed(line)
}

/// Reads the word at a place with the first rule that fits; how many words it took.
fn read(line: &mut [Word], at: usize, tongue: Tongue, shouted: bool, american: bool) -> Option<usize> {
    line.get(at)?.open()?;
    if let Some(said) = web::address(&line.get(at)?.core, tongue) {
        line.get_mut(at)?.say(said);
        return Some(1);
    }
    dates::clock(line, at, tongue)
        .or_else(|| dates::date(line, at, tongue, american))
        .or_else(|| abbreviation(line, at, tongue))
        .or_else(|| dates::decade(line, at, tongue))
        .or_else(|| measures::money(line, at, tongue))
        .or_else(|| measures::measure(line, at, tongue))
        .or_else(|| dates::years(line, at, tongue))
        .or_else(|| forms::form(line, at, tongue))
        .or_else(|| forms::plain(line, at, tongue))
        .or_else(|| letters(line, at, tongue, shouted))
}

/// In French a space parts the thousands.
fn joined_thousands(line: &mut [Word], tongue: Tongue) {
    if tongue != Tongue::French {
        return;
    }
    let digits = |word: &Word, least: usize| {
        (least..=3).contains(&word.core.len()) && word.core.bytes().all(|byte| byte.is_ascii_digit())
    };
    for at in 0..line.len() {
        while let [first, .., next] = line.get(at..=at + 1 + silent(line, at)).unwrap_or_default() {
            let grouped = first.core.split('\u{202f}').next().is_some_and(|head| head.len() <= 3);
            let fits = first.said.is_none()
                && !first.core.is_empty()
                && !first.core.starts_with('0')
                && grouped
                && first.core.chars().all(|c| c.is_ascii_digit() || c == '\u{202f}')
                && first.after.is_empty()
                && digits(next, 3);
            if !fits {
                break;
            }
            let (core, after, gone) =
                (format!("{}\u{202f}{}", first.core, next.core), next.after.clone(), at + 1 + silent(line, at));
            if let Some(first) = line.get_mut(at) {
                (first.core, first.after) = (core, after);
            }
            if let Some(next) = line.get_mut(gone) {
                next.after.clear();
                next.say("");
            }
        }
    }
}

/// How many words after this one are said with it.
fn silent(line: &[Word], at: usize) -> usize {
    line.iter().skip(at + 1).take_while(|word| word.said.as_deref() == Some("")).count()
}

fn abbreviation(line: &mut [Word], at: usize, tongue: Tongue) -> Option<usize> {
    let word = line.get(at)?;
    let core = word.core.as_str();
    let entries = tongue.tables().short.get(core)?;
    let dot = word.after.starts_with('.');
    let next = line.get(at + 1);
    let named = next.is_some_and(|next| next.before.is_empty() && next.core.starts_with(char::is_uppercase));
    let number = next.is_some_and(|next| next.core.starts_with(|c: char| c.is_ascii_digit()));
    let before = at.checked_sub(1).and_then(|before| line.get(before));
    let after_name = before.is_some_and(|word| {
        word.core.starts_with(char::is_uppercase) || word.core.starts_with(|c: char| c.is_ascii_digit())
    });
    let fits = |entry: &&Short| {
        (dot || !entry.dotted)
            && match entry.only {
                "name" => named,
                "number" => number,
                "after" => after_name && !named,
                _ => true,
            }
    };
    let said = entries.iter().find(fits)?.said;
    let last = next.is_none();
    let word = line.get_mut(at)?;
    // The full stop belongs to the abbreviation, unless it ends the line as well.
    if dot && !last {
        word.after.remove(0);
    }
    word.say(said);
    Some(1)
}

fn letters(line: &mut [Word], at: usize, tongue: Tongue, shouted: bool) -> Option<usize> {
    let named = line.get(at + 1).is_some_and(|next| next.core.starts_with(char::is_uppercase));
    let last = line.get(at + 1).is_none();
    let word = line.get_mut(at)?;
    let symbol = match word.core.as_str() {
        "&" => "and",
        "+" => "plus",
        "=" => "equals",
        "@" => "at",
        "%" => "percent",
        "×" => "times",
        _ => "",
    };
    if !symbol.is_empty() {
        word.say(tongue.word(symbol));
        return Some(1);
    }
    if let Some(said) = initials::dotted(&word.core) {
        // The last full stop is the last letter's, unless it ends the line as well.
        if word.after.starts_with('.') && !last {
            word.after.remove(0);
        }
        word.say(said);
        return Some(1);
    }
    if initials::single(&word.core) && word.after == "." && named {
        // A full stop would be a pause.
        word.after.clear();
        let said = word.core.clone();
        word.say(said);
        return Some(1);
    }
    let said = initials::acronym(&word.core, shouted).or_else(|| initials::mixed(&word.core, tongue));
    let parts = || {
        let (first, second) = word.core.split_once('&')?;
        (!first.is_empty() && !second.is_empty()).then(|| format!("{first} {} {second}", tongue.word("and")))
    };
    let said = said.or_else(parts)?;
    word.say(said);
    Some(1)
}
