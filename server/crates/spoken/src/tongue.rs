//! What each language calls things, from `data/`.

use std::collections::HashMap;
use std::sync::LazyLock;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Tongue {
    English,
    German,
    French,
    Spanish,
    Italian,
    Portuguese,
}

/// A thing that is counted: one of it, several, and its hundredth where it has one.
#[derive(Debug)]
pub(crate) struct Counted {
    pub(crate) one: &'static str,
    pub(crate) many: &'static str,
    pub(crate) part_one: &'static str,
    pub(crate) part_many: &'static str,
    /// `1` is the feminine one.
    pub(crate) feminine: bool,
}

/// An abbreviation and when it is one.
#[derive(Debug)]
pub(crate) struct Short {
    pub(crate) said: &'static str,
    /// Only with its full stop.
    pub(crate) dotted: bool,
    /// Only before a name (`name`), a number (`number`), or after a name (`after`); empty for anywhere.
    pub(crate) only: &'static str,
}

/// The tables of one language.
#[derive(Debug, Default)]
pub(crate) struct Tables {
    pub(crate) units: HashMap<&'static str, Counted>,
    pub(crate) money: HashMap<&'static str, Counted>,
    pub(crate) short: HashMap<&'static str, Vec<Short>>,
    pub(crate) words: HashMap<&'static str, &'static str>,
    pub(crate) months: Vec<&'static str>,
}

impl Tongue {
    pub(crate) fn of(language: &str) -> Option<Self> {
        Some(match language.split('-').next().unwrap_or_default() {
            "en" => Self::English,
            "de" => Self::German,
            "fr" => Self::French,
            "es" => Self::Spanish,
            "it" => Self::Italian,
            "pt" => Self::Portuguese,
            _ => return None,
        })
    }

    pub(crate) fn tables(self) -> &'static Tables {
        static ALL: LazyLock<HashMap<Tongue, Tables>> = LazyLock::new(|| {
            [
                (Tongue::English, include_str!("../data/en.txt")),
                (Tongue::German, include_str!("../data/de.txt")),
                (Tongue::French, include_str!("../data/fr.txt")),
                (Tongue::Spanish, include_str!("../data/es.txt")),
                (Tongue::Italian, include_str!("../data/it.txt")),
                (Tongue::Portuguese, include_str!("../data/pt.txt")),
            ]
            .into_iter()
            .map(|(tongue, text)| (tongue, tables(text)))
            .collect()
        });
        static NONE: LazyLock<Tables> = LazyLock::new(Tables::default);
        ALL.get(&self).unwrap_or(&NONE)
    }

    /// The word for something, such as `and` or `minus`.
    pub(crate) fn word(self, key: &str) -> &'static str {
        self.tables().words.get(key).copied().unwrap_or_default()
    }

    /// The month of a name or its abbreviation, 1 to 12, and its full name.
    pub(crate) fn month(self, word: &str) -> Option<&'static str> {
        let small = word.to_lowercase();
        let small = small.trim_end_matches('.');
        let short = |month: &str| month.to_lowercase().chars().take(3).collect::<String>();
        let known = |month: &&&str| {
            let lower = month.to_lowercase();
            // `May` and `mar` are words of their own too: they are months beside a day only.
            lower == small || (short(month) == small || small == "sept" && short(month) == "sep")
        };
        self.tables().months.iter().find(known).copied()
    }

    pub(crate) fn nth_month(self, number: u64) -> Option<&'static str> {
        self.tables().months.get(usize::try_from(number).ok()?.checked_sub(1)?).copied()
    }
}

fn counted(cells: &[&'static str]) -> Counted {
    let cell = |at: usize| cells.get(at).copied().unwrap_or_default();
    let (one, feminine) = cell(0).strip_prefix("f:").map_or((cell(0), false), |one| (one, true));
    let many = if cell(1).is_empty() { one } else { cell(1) };
    Counted { one, many, part_one: cell(2), part_many: cell(3), feminine }
}

fn tables(text: &'static str) -> Tables {
    let mut tables = Tables::default();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let cells: Vec<&'static str> = line.split('|').map(str::trim).collect();
        let [kind, keys, rest @ ..] = cells.as_slice() else { continue };
        let keys = keys.split_whitespace();
        match *kind {
            "unit" => tables.units.extend(keys.map(|key| (key, counted(rest)))),
            "money" => tables.money.extend(keys.map(|key| (key, counted(rest)))),
            "word" => tables.words.extend(keys.map(|key| (key, rest.first().copied().unwrap_or_default()))),
            "months" => tables.months = rest.iter().flat_map(|names| names.split_whitespace()).collect(),
            "short" => {
                for key in keys {
                    let said = rest.first().copied().unwrap_or_default();
                    let short =
                        Short { said, dotted: key.ends_with('.'), only: rest.get(1).copied().unwrap_or_default() };
                    tables.short.entry(key.trim_end_matches('.')).or_default().push(short);
                }
            }
            _ => {}
        }
    }
    tables
}

/// The entry of a list; nothing where it has none.
pub(crate) fn nth<'a>(list: &[&'a str], at: u64) -> &'a str {
    usize::try_from(at).ok().and_then(|at| list.get(at)).copied().unwrap_or_default()
}
