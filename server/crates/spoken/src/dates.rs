//! Dates, years and clock times.

use crate::number::Number;
use crate::numerals::{cardinal, ordinal, year};
use crate::tongue::Tongue;
use crate::word::Word;

fn small(text: &str, range: std::ops::RangeInclusive<u64>) -> Option<u64> {
    let plain = (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|value| plain && range.contains(value))
}

fn full_year(text: &str) -> Option<u64> {
    let plain = matches!(text.len(), 3..=4) && text.bytes().all(|byte| byte.is_ascii_digit()) && !text.starts_with('0');
    text.parse().ok().filter(|_| plain)
}

/// A day beside a month, with its year: how many words it took.
pub(crate) fn date(words: &mut [Word], at: usize, tongue: Tongue, american: bool) -> Option<usize> {
    let word = words.get(at)?;
    if let Some(said) = numeric(word.open()?, tongue, american) {
        words.get_mut(at)?.say(said);
        return Some(1);
    }
    if tongue == Tongue::English
        && word.core.chars().next().is_some_and(char::is_uppercase)
        && word.after.trim_start_matches('.').is_empty()
        && let Some(month) = tongue.month(word.open()?)
    {
        // `May 3`, `May 3rd`, `Sept. 3, 2024`, `May 1984`.
        let next = words.get(at + 1)?.open()?.to_owned();
        let day = small(next.trim_end_matches(|c: char| c.is_ascii_alphabetic()), 1..=31);
        let Some(day) = day else {
            let said = year(full_year(&next)?, tongue);
            words.get_mut(at)?.after.retain(|c| c != '.');
            words.get_mut(at)?.say(month);
            words.get_mut(at + 1)?.say(said);
            return Some(2);
        };
        let first = words.get_mut(at)?;
        first.after.retain(|c| c != '.');
        first.say(month);
        words.get_mut(at + 1)?.say(ordinal(day, false, tongue));
        return Some(2 + followed_by_year(words, at + 2, tongue));
    }
    let day = small(word.open()?.trim_end_matches(['º', 'r', 'e', 's', 't', 'n', 'd', 'h']), 1..=31)?;
    let dotted = word.after == ".";
    if !(word.joins_next() || tongue == Tongue::German && dotted) {
        return None;
    }
    // In the Romance languages `de` stands between, and after.
    let de = words.get(at + 1).is_some_and(|next| next.lower() == "de")
        && matches!(tongue, Tongue::Spanish | Tongue::Portuguese);
    let month_at = at + 1 + usize::from(de);
    let month_word = words.get(month_at)?;
    let month = tongue.month(month_word.open()?)?;
    let capital = month_word.core.chars().next().is_some_and(char::is_uppercase);
    if matches!(tongue, Tongue::English | Tongue::German) && !capital {
        return None;
    }
    let before = at.checked_sub(1).and_then(|before| words.get(before)).map(Word::lower).unwrap_or_default();
    let said = day_said(day, &before, tongue);
    let first = words.get_mut(at)?;
    first.after.clear();
    first.say(said);
    let named = words.get_mut(month_at)?;
    if named.core.chars().count() < month.chars().count() {
        named.after.retain(|c| c != '.');
    }
    named.say(month);
    let mut took = month_at + 1 - at;
    if words.get(at + took).is_some_and(|next| next.lower() == "de") {
        took += 1;
    }
    Some(took + followed_by_year(words, at + took, tongue))
}

fn followed_by_year(words: &mut [Word], at: usize, tongue: Tongue) -> usize {
    let said = words.get(at).and_then(Word::open).and_then(full_year).map(|number| year(number, tongue));
    match (said, words.get_mut(at)) {
        (Some(said), Some(word)) => {
            word.say(said);
            1
        }
        _ => 0,
    }
}

fn day_said(day: u64, before: &str, tongue: Tongue) -> String {
    match tongue {
        Tongue::English if before == "the" => format!("{} of", ordinal(day, false, tongue)),
        Tongue::English => format!("the {} of", ordinal(day, false, tongue)),
        Tongue::German => {
            let bent = matches!(before, "am" | "vom" | "zum" | "bis" | "den" | "dem" | "seit" | "des" | "beim");
            let end = if bent {
                "n"
            } else if matches!(before, "der" | "die" | "das") {
                ""
            } else {
                "r"
            };
            format!("{}{end}", ordinal(day, false, tongue))
        }
        _ if day == 1 => ordinal(1, false, tongue),
        _ => cardinal(day, tongue),
    }
}

/// `3/5/2024`, `2024-05-03`, `3.5.2024`.
fn numeric(core: &str, tongue: Tongue, american: bool) -> Option<String> {
    let parts = |mark: char| -> Option<(u64, u64, Option<u64>)> {
        let mut parts = core.split(mark);
        let (a, b, c) = (parts.next()?, parts.next()?, parts.next());
        if parts.next().is_some() {
            return None;
        }
        if mark == '-' {
            return Some((small(c?, 1..=31)?, small(b, 1..=12)?, Some(full_year(a)?)));
        }
        let short = |text: &str| small(text, 0..=99).map(|year| if year < 40 { 2000 + year } else { 1900 + year });
        let year = match c {
            Some(year) if !year.is_empty() => Some(full_year(year).or_else(|| short(year))?),
            // `3.5` is a number, and `3/5` may be a fraction.
            _ => return None,
        };
        let (day, month) = if american && mark == '/' { (b, a) } else { (a, b) };
        Some((small(day, 1..=31)?, small(month, 1..=12)?, year))
    };
    let (day, month, written) =
        parts('-').or_else(|| parts('/')).or_else(|| parts('.').filter(|_| tongue != Tongue::English))?;
    let month = tongue.nth_month(month)?;
    let year = written.map(|written| year(written, tongue)).unwrap_or_default();
    Some(match tongue {
        Tongue::English if american => format!("{month} {}, {year}", ordinal(day, false, tongue)),
        Tongue::English => format!("the {} of {month}, {year}", ordinal(day, false, tongue)),
        Tongue::German => format!("{}r {month} {year}", ordinal(day, false, tongue)),
        Tongue::Spanish | Tongue::Portuguese => format!("{} de {month} de {year}", day_said(day, "", tongue)),
        _ => format!("{} {month} {year}", day_said(day, "", tongue)),
    })
}

/// `7:30`, `19h30`, `7pm`, and `7.30` before the word for an hour: how many words it took.
pub(crate) fn clock(words: &mut [Word], at: usize, tongue: Tongue) -> Option<usize> {
    let core = words.get(at)?.open()?.to_owned();
    let small_core = core.to_lowercase();
    let half = ["a.m", "p.m", "am", "pm"].into_iter().find_map(|end| Some((small_core.strip_suffix(end)?, end)));
    let (time, half) =
        half.filter(|_| tongue == Tongue::English).map_or((small_core.as_str(), ""), |(time, end)| (time, end));
    let next = words.get(at + 1).map(Word::lower).unwrap_or_default();
    let follows = if tongue == Tongue::English
        && matches!(next.as_str(), "am" | "pm" | "a.m" | "p.m")
        && words.get(at)?.joins_next()
    {
        Some(next.clone())
    } else {
        None
    };
    let hours_follow = tongue == Tongue::German && next == "uhr";
    let french = matches!(tongue, Tongue::French | Tongue::Portuguese);
    let (hour, minute) = match time.split_once([':', 'h']) {
        Some((hour, "")) if french && time.ends_with('h') => (small(hour, 0..=24)?, 0),
        Some((hour, minute)) if minute.len() == 2 && (time.contains(':') || french) => {
            (small(hour, 0..=24)?, small(minute, 0..=59)?)
        }
        Some(_) => return None,
        None => match time.split_once('.').filter(|_| hours_follow) {
            Some((hour, minute)) => (small(hour, 0..=24)?, small(minute, 0..=59)?),
            None if !half.is_empty() || follows.is_some() => (small(time, 1..=12)?, 0),
            None => return None,
        },
    };
    let half_said = |half: &str| if half.starts_with('a') { "A M" } else { "P M" };
    let mut said = clock_said(hour, minute, half.is_empty() && follows.is_none(), tongue);
    if !half.is_empty() {
        let last = words.get(at + 1).is_none();
        if half.contains('.') {
            drop_stop(words.get_mut(at)?, last);
        }
        said = format!("{said} {}", half_said(half));
    }
    words.get_mut(at)?.say(said);
    match (follows, hours_follow) {
        (Some(half), _) => {
            let last = words.get(at + 2).is_none();
            let word = words.get_mut(at + 1)?;
            drop_stop(word, last || !half.contains('.'));
            word.say(half_said(&half));
            Some(2)
        }
        (None, true) => {
            // The word for the hour is said within the time.
            words.get_mut(at + 1)?.say("");
            Some(2)
        }
        (None, false) => Some(1),
    }
}

/// The full stop of an abbreviation, unless it ends the line as well.
fn drop_stop(word: &mut Word, ends: bool) {
    if !ends && word.after.starts_with('.') {
        word.after.remove(0);
    }
}

fn clock_said(hour: u64, minute: u64, alone: bool, tongue: Tongue) -> String {
    let number = |n: u64| cardinal(n, tongue);
    let hours = |feminine: bool| crate::numerals::counting(hour, feminine, tongue);
    match (tongue, minute) {
        (Tongue::English, 0) if alone && (1..=12).contains(&hour) => format!("{} o'clock", number(hour)),
        (Tongue::English, 0) if alone => format!("{} hundred hours", number(hour)),
        (Tongue::English, 0) => number(hour),
        (Tongue::English, 1..10) => format!("{} oh {}", number(hour), number(minute)),
        (Tongue::English, _) => format!("{} {}", number(hour), number(minute)),
        (Tongue::German, 0) => format!("{} Uhr", hours(false)),
        (Tongue::German, _) => format!("{} Uhr {}", hours(false), number(minute)),
        (Tongue::French, 0) => format!("{} {}", hours(true), if hour < 2 { "heure" } else { "heures" }),
        (Tongue::French, _) => {
            format!("{} {} {}", hours(true), if hour < 2 { "heure" } else { "heures" }, number(minute))
        }
        (Tongue::Spanish, 0) => format!("{} en punto", hours(true)),
        (Tongue::Spanish, _) => format!("{} y {}", hours(true), number(minute)),
        (Tongue::Italian, 0) => format!("{} in punto", number(hour)),
        (Tongue::Italian, _) => format!("{} e {}", number(hour), number(minute)),
        (Tongue::Portuguese, 0) => format!("{} {}", hours(true), if hour == 1 { "hora" } else { "horas" }),
        (Tongue::Portuguese, _) => format!("{} e {}", hours(true), number(minute)),
    }
}

/// A decade: `1920s`, `'80s`.
pub(crate) fn decade(words: &mut [Word], at: usize, tongue: Tongue) -> Option<usize> {
    if tongue != Tongue::English {
        return None;
    }
    let core = words.get(at)?.open()?.to_owned();
    let decade = core.strip_suffix('s')?.trim_end_matches(['\'', '’']);
    let (digits, bare) = decade.strip_prefix(['\'', '’']).map_or((decade, false), |digits| (digits, true));
    let value: u64 = digits.parse().ok()?;
    let tens = |value: u64| {
        let word = cardinal(value, tongue);
        word.strip_suffix('y').map_or_else(|| format!("{word}s"), |stem| format!("{stem}ies"))
    };
    let said = match (digits.len(), value % 10) {
        (2, 0) if value >= 20 => tens(value),
        (4, 0) if value % 100 == 0 && !bare => format!("{}s", year(value, tongue)),
        (4, 0) if !bare => format!("{} {}", cardinal(value / 100, tongue), tens(value % 100)),
        _ => return None,
    };
    words.get_mut(at)?.say(said);
    Some(1)
}

/// A number that is a year by where it stands.
pub(crate) fn years(words: &mut [Word], at: usize, tongue: Tongue) -> Option<usize> {
    let core = words.get(at)?.open()?.to_owned();
    let number = Number::read(&core, tongue)?;
    let value = number.value().filter(|_| number.fraction.is_none() && !number.marked && !number.negative)?;
    let before = at.checked_sub(1).and_then(|before| words.get(before)).map(Word::lower).unwrap_or_default();
    let told = tongue.word("before_years").split_whitespace().any(|word| word == before);
    let is_year = match tongue {
        Tongue::English => (1100..2000).contains(&value) || (2001..2100).contains(&value) && told,
        Tongue::German => (1100..2000).contains(&value) && told,
        _ => false,
    };
    if !is_year {
        return None;
    }
    words.get_mut(at)?.say(year(value, tongue));
    Some(1)
}
