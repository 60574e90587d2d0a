//! Money, and what is measured.

use crate::number::Number;
use crate::numerals::counting;
use crate::tongue::{Counted, Tongue};
use crate::word::Word;

/// Signs of money that may stand glued to a number, longest first.
const SIGNS: &[&str] = &["US$", "A$", "C$", "R$", "$", "£", "€", "¥", "₹", "₽", "CHF", "EUR", "USD", "GBP"];

/// Money from this word on: how many words it took.
pub(crate) fn money(words: &mut [Word], at: usize, tongue: Tongue) -> Option<usize> {
    let core = words.get(at)?.open()?.to_owned();
    if let Some(said) = before_sign(words, at, &core, tongue) {
        words.get_mut(at)?.say(said);
        words.get_mut(at + 1)?.say("");
        return Some(2);
    }
    let sign = SIGNS.iter().find(|sign| core.starts_with(**sign) || core.ends_with(**sign))?;
    let next = |nth: usize| words.get(at + nth).filter(|_| words.get(at + nth - 1).is_some_and(Word::joins_next));
    let bare = core.trim_start_matches(*sign).trim_end_matches(sign);
    let minus = core.strip_prefix(['-', '−']).and_then(|rest| rest.strip_prefix(sign));
    let (bare, minus) = minus.map_or((bare, false), |bare| (bare, true));
    // `€ 5` and `5 €` are two words.
    if bare.is_empty() {
        let amount = Number::read(next(1)?.open()?, tongue)?;
        let said = amount_of(&amount, tongue.tables().money.get(sign)?, tongue);
        words.get_mut(at)?.say("");
        words.get_mut(at + 1)?.say(said);
        return Some(2);
    }
    let kind = tongue.tables().money.get(sign)?;
    // `$5m`, `$5bn`, `$5k`.
    let letters = bare.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
    let number = Number::read(bare.strip_suffix(letters)?, tongue)?;
    let number = Number { negative: number.negative || minus, ..number };
    let size = match letters {
        "" => next(1).map(Word::lower).filter(|word| tongue.word("sizes").split_whitespace().any(|size| size == word)),
        "k" | "K" => Some(tongue.word("thousand").to_owned()),
        "m" | "M" | "mn" => Some(tongue.word("million").to_owned()),
        "bn" | "B" | "b" => Some(tongue.word("billion").to_owned()),
        _ => return None,
    };
    let Some(size) = size else {
        words.get_mut(at)?.say(amount_of(&number, kind, tongue));
        return Some(1);
    };
    // What is said of the sum goes behind its size: "five million dollars".
    let of = if matches!(tongue, Tongue::English | Tongue::German) || letters == "k" { " " } else { tongue.word("of") };
    let said = if letters.is_empty() { "" } else { &size };
    let tail = format!("{}{}", if of == " " { " ".to_owned() } else { format!(" {of} ") }, kind.many);
    if letters.is_empty() {
        words.get_mut(at)?.say(number.counting(false, tongue));
        let size = words.get_mut(at + 1)?;
        let said = format!("{}{tail}", size.core);
        size.say(said);
        return Some(2);
    }
    words.get_mut(at)?.say(format!("{} {said}{tail}", number.counting(false, tongue)));
    Some(1)
}

/// `5 €`: the sign is the next word.
fn before_sign(words: &[Word], at: usize, core: &str, tongue: Tongue) -> Option<String> {
    let sign = words.get(at + 1).filter(|_| words.get(at).is_some_and(Word::joins_next))?.open()?;
    let kind = tongue.tables().money.get(sign)?;
    Some(amount_of(&Number::read(core, tongue)?, kind, tongue))
}

fn amount_of(number: &Number, kind: &Counted, tongue: Tongue) -> String {
    let name = if number.is_one() { kind.one } else { kind.many };
    let cents = number.fraction.as_deref().filter(|cents| cents.len() == 2 && !kind.part_many.is_empty());
    let Some(cents) = cents.and_then(|cents| cents.parse::<u64>().ok()) else {
        return format!("{} {name}", number.counting(kind.feminine, tongue));
    };
    let whole = Number { fraction: None, ..number.clone() };
    let parts = |cents: u64| {
        format!("{} {}", counting(cents, false, tongue), if cents == 1 { kind.part_one } else { kind.part_many })
    };
    let whole_said =
        format!("{} {}", whole.counting(kind.feminine, tongue), if whole.is_one() { kind.one } else { kind.many });
    match (whole.value(), cents) {
        (Some(0), cents) if cents > 0 => parts(cents),
        (_, 0) => whole_said,
        (_, cents) => format!("{whole_said} {} {}", tongue.word("and"), parts(cents)),
    }
}

/// A number with its unit, glued or as the next word: how many words it took.
pub(crate) fn measure(words: &mut [Word], at: usize, tongue: Tongue) -> Option<usize> {
    let core = words.get(at)?.open()?.to_owned();
    if let Some(said) = feet(&core, words.get(at)?, tongue) {
        words.get_mut(at)?.say(said);
        return Some(1);
    }
    let end = core.rfind(|c: char| c.is_ascii_digit()).map(|at| at + 1)?;
    let (digits, unit) = core.split_at_checked(end)?;
    let number = Number::read(digits, tongue)?;
    let units = &tongue.tables().units;
    if !unit.is_empty() {
        let kind = units.get(unit)?;
        words.get_mut(at)?.say(format!("{} {}", number.counting(kind.feminine, tongue), name(kind, &number)));
        return Some(1);
    }
    if !words.get(at)?.joins_next() {
        return None;
    }
    // A unit that is a word as well (`in`, `a`) is not in the tables.
    let kind = units.get(words.get(at + 1)?.open()?)?;
    words.get_mut(at)?.say(number.counting(kind.feminine, tongue));
    words.get_mut(at + 1)?.say(name(kind, &number));
    Some(2)
}

fn name(kind: &Counted, number: &Number) -> &'static str {
    let small = number.fraction.is_none() && number.value() == Some(1);
    if small { kind.one } else { kind.many }
}

/// `6'2"` and `6'`.
fn feet(core: &str, word: &Word, tongue: Tongue) -> Option<String> {
    let (feet, inches) = core.split_once(['\'', '′', '’'])?;
    if tongue != Tongue::English || !(word.after.starts_with(['"', '”', '″']) || core.ends_with('″')) {
        return None;
    }
    let (feet, inches) = (Number::read(feet, tongue)?, Number::read(inches.trim_end_matches('″'), tongue)?);
    Some(format!("{} foot {}", feet.said(tongue), inches.said(tongue)))
}
