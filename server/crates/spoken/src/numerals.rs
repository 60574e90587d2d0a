//! Numbers in words.

use crate::romance;
use crate::tongue::{Tongue, nth};

/// Numbers from here on are said digit by digit.
pub(crate) const MOST: u64 = 1_000_000_000_000_000;

const EN: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const EN_TENS: [&str; 10] = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const DE: [&str; 20] = [
    "null",
    "eins",
    "zwei",
    "drei",
    "vier",
    "fünf",
    "sechs",
    "sieben",
    "acht",
    "neun",
    "zehn",
    "elf",
    "zwölf",
    "dreizehn",
    "vierzehn",
    "fünfzehn",
    "sechzehn",
    "siebzehn",
    "achtzehn",
    "neunzehn",
];
const DE_TENS: [&str; 10] =
    ["", "", "zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig"];

/// A number as one counts.
pub(crate) fn cardinal(n: u64, tongue: Tongue) -> String {
    match tongue {
        Tongue::English => english(n),
        Tongue::German => german(n),
        other => romance::cardinal(n, other),
    }
}

/// A number before what it counts: `ein Kilometer`, `una hora`.
pub(crate) fn counting(n: u64, feminine: bool, tongue: Tongue) -> String {
    let plain = cardinal(n, tongue);
    match (tongue, feminine) {
        (Tongue::German, true) if n == 1 => "eine".to_owned(),
        (Tongue::German, false) if n % 100 == 1 && n < 1_000_000 => plain.trim_end_matches('s').to_owned(),
        (Tongue::English | Tongue::German, _) => plain,
        (other, feminine) => romance::counting(n, plain, feminine, other),
    }
}

fn english(n: u64) -> String {
    if n < 20 {
        return nth(&EN, n).to_owned();
    }
    if n < 100 {
        let tens = nth(&EN_TENS, n / 10);
        return if n % 10 == 0 { tens.to_owned() } else { format!("{tens}-{}", nth(&EN, n % 10)) };
    }
    if n < 1_000 {
        let hundreds = format!("{} hundred", nth(&EN, n / 100));
        return if n % 100 == 0 { hundreds } else { format!("{hundreds} and {}", english(n % 100)) };
    }
    let scales =
        [(1_000_000_000_000, "trillion"), (1_000_000_000, "billion"), (1_000_000, "million"), (1_000, "thousand")];
    for (size, name) in scales {
        if n >= size {
            let (head, rest) = (format!("{} {name}", english(n / size)), n % size);
            return match rest {
                0 => head,
                1..100 => format!("{head} and {}", english(rest)),
                _ => format!("{head} {}", english(rest)),
            };
        }
    }
    String::new()
}

fn german(n: u64) -> String {
    match n {
        0..20 => nth(&DE, n).to_owned(),
        20..100 => {
            let tens = nth(&DE_TENS, n / 10);
            match n % 10 {
                0 => tens.to_owned(),
                1 => format!("einund{tens}"),
                one => format!("{}und{tens}", nth(&DE, one)),
            }
        }
        100..1_000 => {
            let head = if n / 100 == 1 { "ein".to_owned() } else { german(n / 100) };
            if n % 100 == 0 { format!("{head}hundert") } else { format!("{head}hundert{}", german(n % 100)) }
        }
        1_000..1_000_000 => {
            let head = german(n / 1_000);
            let head = if n / 1_000 % 100 == 1 { head.trim_end_matches('s') } else { &head };
            if n % 1_000 == 0 { format!("{head}tausend") } else { format!("{head}tausend{}", german(n % 1_000)) }
        }
        _ => {
            let (size, one, many) = match n {
                1_000_000..1_000_000_000 => (1_000_000, "Million", "Millionen"),
                1_000_000_000..1_000_000_000_000 => (1_000_000_000, "Milliarde", "Milliarden"),
                _ => (1_000_000_000_000, "Billion", "Billionen"),
            };
            let head = if n / size == 1 { format!("eine {one}") } else { format!("{} {many}", german(n / size)) };
            if n % size == 0 { head } else { format!("{head} {}", german(n % size)) }
        }
    }
}

/// Which one in a row: `third`, `dritte`, `troisième`.
pub(crate) fn ordinal(n: u64, feminine: bool, tongue: Tongue) -> String {
    match tongue {
        Tongue::English => english_ordinal(n),
        Tongue::German => match n {
            1 => "erste".to_owned(),
            3 => "dritte".to_owned(),
            7 => "siebte".to_owned(),
            8 => "achte".to_owned(),
            _ if (1..20).contains(&(n % 100)) => format!("{}te", german(n)),
            _ => format!("{}ste", german(n)),
        },
        other => romance::ordinal(n, feminine, other),
    }
}

fn english_ordinal(n: u64) -> String {
    let plain = english(n);
    let at = plain.rfind([' ', '-']).map_or(0, |at| at + 1);
    let (head, last) = plain.split_at(at);
    let last = match last {
        "one" => "first".to_owned(),
        "two" => "second".to_owned(),
        "three" => "third".to_owned(),
        "five" => "fifth".to_owned(),
        "eight" => "eighth".to_owned(),
        "nine" => "ninth".to_owned(),
        "twelve" => "twelfth".to_owned(),
        other => other.strip_suffix('y').map_or_else(|| format!("{other}th"), |stem| format!("{stem}ieth")),
    };
    format!("{head}{last}")
}

/// A year: `nineteen eighty-four`, `neunzehnhundertvierundachtzig`, `mille neuf cent quatre-vingt-quatre`.
pub(crate) fn year(n: u64, tongue: Tongue) -> String {
    let (century, rest) = (n / 100, n % 100);
    match tongue {
        Tongue::English => match n {
            1000 | 2000 => english(n),
            2001..2010 => english(n),
            1100..2100 if rest == 0 => format!("{} hundred", english(century)),
            1100..2100 if rest < 10 => format!("{} oh {}", english(century), english(rest)),
            1100..2100 => format!("{} {}", english(century), english(rest)),
            _ => english(n),
        },
        Tongue::German if (1100..2000).contains(&n) => {
            let rest = if rest == 0 { String::new() } else { german(rest) };
            format!("{}hundert{rest}", german(century))
        }
        _ => cardinal(n, tongue),
    }
}

/// One digit after another.
pub(crate) fn digits(text: &str, tongue: Tongue) -> String {
    let digit = |c: char| c.to_digit(10).map(|d| cardinal(u64::from(d), tongue));
    text.chars().filter_map(digit).collect::<Vec<_>>().join(" ")
}
