//! What each character looks like, for the whole film.

use super::hash;
use crate::names::is_role;
use crate::screenplay::Person;
use crate::words::tokens;
use model::{Age, Character, Sex};

const HAIR: &[&str] =
    &["short black", "brown", "blond", "red", "dark brown", "grey", "curly black", "auburn", "short brown", "white"];
const HAIR_LONG: &[&str] = &[
    "long black",
    "brown",
    "blond",
    "long red",
    "dark brown",
    "shoulder-length black",
    "curly brown",
    "auburn",
    "braided black",
    "long blond",
];
const BUILD: &[&str] = &["slim", "broad-shouldered", "tall and thin", "stocky", "average build", "wiry"];
const COLOURS: &[&str] = &[
    "red",
    "navy",
    "mustard",
    "forest green",
    "grey",
    "burgundy",
    "teal",
    "brown",
    "cream",
    "purple",
    "orange",
    "black",
];
const TOPS: &[&str] = &["coat", "jacket", "sweater", "shirt", "cardigan", "raincoat"];
const LEGS: &[&str] =
    &["grey trousers", "dark jeans", "black trousers", "brown trousers", "blue jeans", "beige trousers"];

/// One description per person; no two of the first dozen share the colour of what they wear.
pub(crate) fn cast(people: &[Person]) -> Vec<Character> {
    // Colours that the script gives to somebody are theirs.
    let given: String = people.iter().map(|p| p.looks.to_lowercase()).collect::<Vec<_>>().join(" ");
    let mut used: Vec<usize> =
        COLOURS.iter().enumerate().filter(|(_, c)| crate::words::has_phrase(&given, c)).map(|(at, _)| at).collect();
    people
        .iter()
        .map(|person| {
            let seed = hash(&person.name.to_lowercase());
            let mut colour = (seed >> 8) as usize % COLOURS.len();
            if used.len() < COLOURS.len() {
                while used.contains(&colour) {
                    colour = (colour + 1) % COLOURS.len();
                }
                used.push(colour);
            }
            Character {
                name: person.name.clone(),
                aliases: person.aliases.clone(),
                description: describe(person, seed, pick(COLOURS, colour)),
                sex: person.sex,
                age: person.age,
                accent: None,
                voice: None,
                picture: None,
                element: None,
            }
        })
        .collect()
}

fn pick<'a>(list: &[&'a str], at: usize) -> &'a str {
    list.get(at % list.len().max(1)).copied().unwrap_or_default()
}

fn describe(person: &Person, seed: u64, colour: &str) -> String {
    let given = person.looks.to_lowercase();
    let age = person.age.unwrap_or(Age::Adult);
    let sex = person.sex;
    let noun = match (age, sex) {
        (Age::Child, Some(Sex::Female)) => "girl",
        (Age::Child, Some(Sex::Male)) => "boy",
        (Age::Child, None) => "child",
        (Age::Teen, Some(Sex::Female)) => "teenage girl",
        (Age::Teen, Some(Sex::Male)) => "teenage boy",
        (Age::Teen, None) => "teenager",
        (_, Some(Sex::Female)) => "woman",
        (_, Some(Sex::Male)) => "man",
        (_, None) => "person",
    };
    let possessive = match sex {
        Some(Sex::Female) => "her",
        Some(Sex::Male) => "his",
        None => "their",
    };
    let mut parts = vec![match (person.years, age) {
        (Some(years), Age::Child | Age::Teen) => format!("{noun} of {years}"),
        (Some(years), _) => format!("{noun} in {possessive} {}0s", (years / 10).max(2)),
        (None, Age::Old) => format!("old {noun}"),
        (None, Age::Adult) => format!("{noun} in {possessive} {}0s", 2 + (seed >> 40) % 3),
        (None, _) => noun.to_owned(),
    }];
    // "the barman", "GUARD": the role is part of the look.
    if let Some(role) = tokens(&person.name).into_iter().find(|w| is_role(w) && !noun.contains(w.as_str()))
        && !matches!(
            role.as_str(),
            "voice" | "narrator" | "mr" | "mrs" | "miss" | "ms" | "sir" | "lady" | "twin" | "friend" | "old"
        )
    {
        parts.push(role);
    }
    let looks: Vec<&str> = person.looks.split(',').map(str::trim).filter(|p| !p.is_empty() && !age_only(p)).collect();
    for look in &looks {
        parts.push(look.trim_start_matches("and ").trim_start_matches("wearing ").trim_start_matches("in ").to_owned());
    }
    let says = |words: &[&str]| words.iter().any(|w| given.contains(w));
    if !says(&["hair", "bald", "blond", "brunette", "redhead", "braid", "curls", "ponytail"]) {
        let hair = match age {
            Age::Old => pick(&["white", "grey", "thin grey", "silver"], (seed >> 16) as usize),
            _ if sex == Some(Sex::Female) => pick(HAIR_LONG, (seed >> 16) as usize),
            _ => pick(HAIR.get(..9).unwrap_or(HAIR), (seed >> 16) as usize),
        };
        parts.push(format!("{hair} hair"));
    }
    if !says(&["slim", "tall", "stout", "thin", "stocky", "broad", "wiry", "fat", "burly", "heavy", "small", "build"])
        && !matches!(age, Age::Child)
    {
        parts.push(pick(BUILD, (seed >> 24) as usize).to_owned());
    }
    const WORN: &[&str] = &[
        "coat", "jacket", "sweater", "shirt", "dress", "suit", "uniform", "raincoat", "cardigan", "hoodie", "jersey",
        "apron", "robe", "overalls", "gown", "blouse", "cloak",
    ];
    if !says(WORN) {
        let role = tokens(&person.name).join(" ");
        let top =
            worn_by(&role).map_or_else(|| format!("{colour} {}", pick(TOPS, (seed >> 32) as usize)), str::to_owned);
        parts.push(top);
    }
    if !says(&["trousers", "jeans", "skirt", "dress", "pants", "shorts", "robe", "gown", "overalls"]) {
        let skirt = sex == Some(Sex::Female) && (seed >> 48).is_multiple_of(3);
        parts.push(if skirt { "dark skirt" } else { pick(LEGS, (seed >> 50) as usize) }.to_owned());
    }
    parts.dedup();
    parts.join(", ")
}

/// What a trade wears.
fn worn_by(role: &str) -> Option<&'static str> {
    const TRADES: &[(&str, &str)] = &[
        ("doctor", "white coat"),
        ("dr", "white coat"),
        ("nurse", "pale blue scrubs"),
        ("guard", "dark blue uniform"),
        ("police", "dark blue uniform"),
        ("cop", "dark blue uniform"),
        ("officer", "dark blue uniform"),
        ("detective", "beige trench coat"),
        ("inspector", "grey trench coat"),
        ("soldier", "olive green uniform"),
        ("captain", "navy uniform jacket"),
        ("sergeant", "olive green uniform"),
        ("waiter", "white shirt, black waistcoat"),
        ("waitress", "white blouse, black apron"),
        ("barman", "white shirt, black waistcoat"),
        ("bartender", "white shirt, black waistcoat"),
        ("chef", "white chef's jacket"),
        ("cook", "white apron"),
        ("priest", "black cassock"),
        ("nun", "black habit"),
        ("judge", "black robe"),
        ("king", "red royal robe"),
        ("queen", "blue royal gown"),
        ("farmer", "checked shirt"),
        ("mechanic", "blue overalls"),
        ("butler", "black tailcoat"),
        ("pilot", "navy uniform jacket"),
        ("driver", "grey jacket"),
        ("clerk", "grey waistcoat"),
        ("lawyer", "dark suit"),
        ("businessman", "dark suit"),
        ("agent", "dark suit"),
        ("fisherman", "yellow oilskin coat"),
        ("sailor", "striped jersey"),
        ("postman", "blue postal jacket"),
        ("miner", "orange overalls"),
        ("astronaut", "white spacesuit"),
    ];
    let words: Vec<&str> = role.split(' ').collect();
    TRADES.iter().find(|(trade, _)| words.contains(trade)).map(|(_, worn)| *worn)
}

/// "30s", "AGE 3", "early 40's": said by the noun already.
fn age_only(piece: &str) -> bool {
    piece.chars().any(|c| c.is_ascii_digit()) && piece.split_whitespace().count() <= 3
        || matches!(piece, "old" | "young")
}
