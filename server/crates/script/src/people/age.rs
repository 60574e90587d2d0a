//! Ages, in figures and in words.

use super::slots::SaidAge;
use super::tokens::Token;

/// A number below twenty.
fn one(word: &str) -> Option<u32> {
    Some(match word {
        "zero" => 0,
        "one" => 1,
        "two" => 2,
        "three" => 3,
        "four" => 4,
        "five" => 5,
        "six" => 6,
        "seven" => 7,
        "eight" => 8,
        "nine" => 9,
        "ten" => 10,
        "eleven" => 11,
        "twelve" => 12,
        "thirteen" => 13,
        "fourteen" => 14,
        "fifteen" => 15,
        "sixteen" => 16,
        "seventeen" => 17,
        "eighteen" => 18,
        "nineteen" => 19,
        _ => return None,
    })
}

fn ten(word: &str) -> Option<u32> {
    Some(match word {
        "twenty" => 20,
        "thirty" => 30,
        "forty" => 40,
        "fifty" => 50,
        "sixty" => 60,
        "seventy" => 70,
        "eighty" => 80,
        "ninety" => 90,
        _ => return None,
    })
}

/// The number that begins at a word, and how many words it takes.
pub(super) fn number(words: &[&str]) -> Option<(u32, usize)> {
    let first = *words.first()?;
    if let Ok(n) = first.parse::<u32>() {
        return Some((n, 1));
    }
    if let Some((tens, ones)) = first.split_once('-') {
        return Some((ten(tens)? + one(ones).filter(|n| (1..10).contains(n))?, 1));
    }
    if let Some(tens) = ten(first) {
        return Some(match words.get(1).and_then(|w| one(w)).filter(|n| (1..10).contains(n)) {
            Some(ones) => (tens + ones, 2),
            None => (tens, 1),
        });
    }
    if first == "hundred" {
        return Some((100, 1));
    }
    if first == "a" && words.get(1) == Some(&"hundred") {
        let more =
            if words.get(2) == Some(&"and") { words.get(3..).and_then(number).filter(|(n, _)| *n < 100) } else { None };
        return Some(more.map_or((100, 2), |(n, taken)| (100 + n, 3 + taken)));
    }
    one(first).map(|n| (n, 1))
}

/// An age that words tell, and which of the words tell it.
pub(super) fn find(tokens: &[Token], words: &[&str]) -> Option<(SaidAge, usize, usize)> {
    (0..words.len()).find_map(|at| at_word(tokens, words, at))
}

fn at_word(tokens: &[Token], words: &[&str], at: usize) -> Option<(SaidAge, usize, usize)> {
    let word = *words.get(at)?;
    let before = |n: usize| at.checked_sub(n).and_then(|i| words.get(i)).copied().unwrap_or_default();
    // "early forties", "mid-twenties", "in his 40s".
    let (joined, bare) = match word.split_once('-') {
        Some((part @ ("early" | "mid" | "late"), rest)) => (Some(part), rest),
        _ => (None, word),
    };
    if let Some(decade) = decade(bare) {
        let apart = Some(before(1)).filter(|w| joined.is_none() && matches!(*w, "early" | "mid" | "late" | "middle"));
        let part = match joined.or(apart) {
            Some("early") => "early ",
            Some("mid" | "middle") => "mid ",
            Some("late") => "late ",
            _ => "",
        };
        let mut from = at - usize::from(apart.is_some());
        let back = |from: usize, n: usize| from.checked_sub(n).and_then(|i| words.get(i)).copied().unwrap_or_default();
        if matches!(back(from, 1), "his" | "her" | "their" | "its" | "the" | "my") {
            from -= 1;
        }
        if back(from, 1) == "in" {
            from -= 1;
        }
        // "the 40s style" is no age.
        let plain = from == at || !matches!(words.get(from + 1), Some(&"the"));
        return plain.then_some((SaidAge::Decade { part, decade }, from, at + 1));
    }
    if matches!(bare, "teens" | "teen") && joined.is_some() || word == "teens" {
        let start =
            if before(1) == "her" || before(1) == "his" || before(1) == "their" { at.saturating_sub(2) } else { at };
        return Some((SaidAge::Teens, start, at + 1));
    }
    // "thirtyish", "forty-ish"
    if let Some(n) = word.strip_suffix("-ish").or_else(|| word.strip_suffix("ish")).and_then(|stem| number(&[stem])) {
        return ((1..=100).contains(&n.0)).then_some((SaidAge::Years(n.0), at, at + 1));
    }
    if let Some(found) = hyphened(word) {
        return Some((found, at, at + 1));
    }
    // "half a dozen", "one eye": a number counts only where an age stands.
    let (n, taken) = number(words.get(at..)?)?;
    if word == "hundred" && at > 0 {
        return None;
    }
    let mut end = at + taken;
    let ahead = at + taken;
    let after = |n: usize| words.get(ahead + n).copied().unwrap_or_default();
    if after(0).starts_with("month") {
        let old = usize::from(after(1) == "old");
        return (n < 36 && (old == 1 || words.len() <= 3)).then_some((SaidAge::Months(n), at, end + 1 + old));
    }
    if !(1..=115).contains(&n) || tokens.get(at).is_some_and(|t| t.lower.starts_with('#')) {
        return None;
    }
    let mut from = at;
    const ABOUT: &[&str] = &[
        "about",
        "around",
        "barely",
        "nearly",
        "almost",
        "maybe",
        "perhaps",
        "roughly",
        "only",
        "just",
        "over",
        "under",
        "than",
        "all",
        "of",
        "at",
        "aged",
        "age",
        "turned",
        "turning",
        "past",
        "exactly",
        "more",
        "not",
        "pushing",
        "nearing",
        "approaching",
        "nudging",
        "rising",
        "touching",
        "hitting",
        "yet",
        "quite",
        "say",
        "some",
    ];
    let led = matches!(
        before(1),
        "of" | "than"
            | "aged"
            | "age"
            | "turned"
            | "turning"
            | "pushing"
            | "nearing"
            | "approaching"
            | "nudging"
            | "touching"
            | "yet"
            | "about"
            | "barely"
            | "nearly"
            | "almost"
            | "only"
            | "just"
            | "at"
            | "is"
            | "was"
            | "a"
            | "be"
    );
    while from > 0 && words.get(from - 1).is_some_and(|w| ABOUT.contains(w)) {
        from -= 1;
    }
    let hundred = after(0) == "hundred" || before(1) == "and" && before(2) == "hundred";
    let first = !hundred && from == 0 || before(1) == "a" && at == 1;
    let mut ended =
        matches!(after(0), "" | "and" | "or" | "if" | "but" | "going" | "looking" | "though" | "with" | "in");
    if matches!(after(0), "years" | "year" | "yrs" | "yr" | "y.o" | "yo") {
        end += 1;
        let old = |n: usize| words.get(end + n).copied().unwrap_or_default();
        if old(0) == "old" {
            end += 1;
        } else if old(0) == "of" && old(1) == "age" {
            end += 2;
        } else if end < words.len() && !matches!(old(0), "and" | "but") {
            return None;
        }
        return Some((SaidAge::Years(n), from, end));
    }
    if after(0) == "ish" || after(0) == "something" {
        end += 1;
        ended = true;
    }
    // "at the age of seventy".
    if before(1) == "of" && before(2) == "age" {
        let start = at.saturating_sub(if before(4) == "at" { 4 } else { 2 });
        return Some((SaidAge::Years(n), start, end));
    }
    let man = before(1) == "of" || before(2) == "of";
    let digits = words.get(at).is_some_and(|w| w.bytes().all(|b| b.is_ascii_digit()));
    let counts = ended && (first || led || man) || digits && first && n > 9;
    // "boy, 9" and "is nineteen" tell years; "wears two" does not.
    (counts && !(after(0).is_empty() && !first && !led)).then_some((SaidAge::Years(n), from, end))
}

fn decade(word: &str) -> Option<u32> {
    Some(match word {
        "twenties" => 20,
        "thirties" => 30,
        "forties" => 40,
        "fifties" => 50,
        "sixties" => 60,
        "seventies" => 70,
        "eighties" => 80,
        "nineties" => 90,
        _ => {
            let digits = word
                .strip_suffix("'s")
                .or_else(|| word.strip_suffix('s'))
                .unwrap_or_else(|| if word.ends_with('0') { "" } else { word });
            let digits = digits.strip_suffix('\'').unwrap_or(digits);
            let n: u32 = digits.parse().ok()?;
            let written = word.len() > digits.len();
            return (written && n.is_multiple_of(10) && (20..=90).contains(&n)).then_some(n);
        }
    })
}

/// "nine-year-old", "20-something", "septuagenarian".
fn hyphened(word: &str) -> Option<SaidAge> {
    if let Some(rest) = word.strip_suffix("-year-old").or_else(|| word.strip_suffix("-years-old")) {
        return number(&[rest]).map(|(n, _)| SaidAge::Years(n));
    }
    if let Some(rest) = word.strip_suffix("-month-old") {
        return number(&[rest]).map(|(n, _)| SaidAge::Months(n));
    }
    let decade = word
        .strip_suffix("-something")
        .or_else(|| word.strip_suffix("something"))
        .and_then(|rest| number(&[rest]).map(|(n, _)| n));
    let genarian = word.strip_suffix("genarian").and_then(|stem| {
        let stems = ["quadra", "quinqua", "sexa", "septua", "octo", "nona"];
        stems.iter().position(|s| *s == stem).map(|n| (n as u32 + 4) * 10)
    });
    decade.or(genarian).filter(|n| n.is_multiple_of(10) && *n >= 20).map(|decade| SaidAge::Decade { part: "", decade })
}

/// "a year younger", "two years older": the years more or less.
pub(super) fn relative(words: &[&str]) -> Option<(i32, usize, usize)> {
    let at = words.iter().position(|w| matches!(*w, "younger" | "older"))?;
    let years = at.checked_sub(1).filter(|i| words.get(*i).is_some_and(|w| w.starts_with("year")))?;
    let from = years.checked_sub(1)?;
    let n = match words.get(from).copied()? {
        "a" | "one" => 1,
        _ => number(words.get(from..)?)?.0 as i32,
    };
    Some((if words.get(at) == Some(&"older") { n } else { -n }, from, at + 1))
}

#[cfg(test)]
mod tests {
    use super::super::tokens::tokens;
    use super::*;

    fn age(text: &str) -> Option<SaidAge> {
        let tokens = tokens(text);
        let words: Vec<&str> = tokens.iter().map(|t| t.lower.as_str()).collect();
        find(&tokens, &words).map(|(age, ..)| age)
    }

    #[test]
    fn ages_are_read_in_figures_and_in_words() {
        for (text, years) in [
            ("fifty-five", 55),
            ("a woman of sixty", 60),
            ("about eight", 8),
            ("a boy of about eight", 8),
            ("nine years old", 9),
            ("at the age of seventy", 70),
            ("a hundred if he was a day", 100),
            ("58", 58),
            ("he is sixty-six", 66),
            ("thirty-four and dry-eyed", 34),
            ("18 and looks 14", 18),
            ("aged 7", 7),
        ] {
            assert_eq!(age(text), Some(SaidAge::Years(years)), "{text}");
        }
        assert_eq!(age("in her early forties"), Some(SaidAge::Decade { part: "early ", decade: 40 }));
        assert_eq!(age("mid-twenties"), Some(SaidAge::Decade { part: "mid ", decade: 20 }));
        assert_eq!(age("late 40s"), Some(SaidAge::Decade { part: "late ", decade: 40 }));
        assert_eq!(age("eight months old"), Some(SaidAge::Months(8)));
    }

    #[test]
    fn other_numbers_are_no_ages() {
        for text in [
            "one blue eye",
            "a hundred and forty kilos",
            "six foot four in her heels",
            "three fine scars",
            "two suns",
            "wears three jumpers",
        ] {
            assert_eq!(age(text), None, "{text}");
        }
    }
}
