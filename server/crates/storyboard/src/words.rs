//! Small turns of phrase.

/// "A", "A and B", "A, B and C"; of more than `most`, the first and how many others.
pub fn listed(names: &[String], most: usize) -> String {
    let rest = names.len().saturating_sub(most);
    let mut shown: Vec<String> = names.iter().take(most).cloned().collect();
    match rest {
        0 => {}
        1 => shown.push("one other".to_owned()),
        more => shown.push(format!("{more} others")),
    }
    match shown.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, before)) => format!("{} and {last}", before.join(", ")),
    }
}

/// "a letter", "an umbrella", "keys".
pub fn with_article(thing: &str) -> String {
    let last = thing.split([',', ' ']).next().unwrap_or(thing);
    let plural = last.ends_with('s') && !last.ends_with("ss");
    match thing.chars().next() {
        _ if plural => thing.to_owned(),
        Some('a' | 'e' | 'i' | 'o' | 'u') => format!("an {thing}"),
        _ => format!("a {thing}"),
    }
}

/// "OLD TOM" as prose writes it: "Old Tom". Names that have small letters stay.
pub fn person(name: &str) -> String {
    if name.chars().any(char::is_lowercase) {
        return name.to_owned();
    }
    let mut out = String::with_capacity(name.len());
    let mut starts = true;
    for c in name.chars() {
        if starts {
            out.extend(c.to_uppercase())
        } else {
            out.extend(c.to_lowercase())
        }
        starts = !c.is_alphanumeric() && c != '\'' && c != '’';
    }
    out
}

/// "THE COFFEE SHOP" as prose writes a place: "the coffee shop"; names that have small letters stay.
pub fn place(name: &str) -> String {
    let plain = if name.chars().any(char::is_lowercase) { name.to_owned() } else { name.to_lowercase() };
    let named =
        plain.contains(['\'', '’']) || plain.starts_with("the ") || plain.starts_with(|c: char| c.is_uppercase());
    if named { plain } else { format!("the {plain}") }
}

/// The text's first sentence, without the paragraphs after it, of at most `most` characters.
pub fn first_sentence(text: &str, most: usize) -> String {
    let line = text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
    let mut end = line.len();
    let mut before = ' ';
    for (at, c) in line.char_indices() {
        let closes = matches!(c, '.' | '!' | '?' | '。' | '！' | '？');
        let rest = line.get(at + c.len_utf8()..).unwrap_or_default();
        // An initial, or "Mr.", ends nothing.
        let short = c == '.' && (before.is_uppercase() || line.get(..at).is_some_and(ends_with_title));
        if closes && !short && (rest.is_empty() || rest.starts_with(' ') || !c.is_ascii()) {
            end = at + c.len_utf8();
            break;
        }
        before = c;
    }
    let sentence = line.get(..end).unwrap_or(line).trim();
    match sentence.char_indices().nth(most) {
        None => sentence.to_owned(),
        Some((at, _)) => {
            let cut = sentence.get(..at).unwrap_or_default();
            let whole = cut.rsplit_once(' ').map_or(cut, |(whole, _)| whole);
            format!("{}…", whole.trim_end_matches([',', ';', ' ']))
        }
    }
}

fn ends_with_title(text: &str) -> bool {
    ["Mr", "Mrs", "Ms", "Dr", "St"].iter().any(|title| text.ends_with(title))
}

/// The first letter as a capital.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_places_are_written_as_in_prose() {
        assert_eq!(person("OLD TOM"), "Old Tom");
        assert_eq!(person("O'NEIL"), "O'neil");
        assert_eq!(person("Mara"), "Mara");
        assert_eq!(place("COFFEE SHOP"), "the coffee shop");
        assert_eq!(place("MARA'S FLAT"), "mara's flat");
        let names: Vec<String> = ["A", "B", "C", "D"].map(str::to_owned).to_vec();
        assert_eq!(listed(&names, 4), "A, B, C and D");
        assert_eq!(listed(&names, 2), "A, B and 2 others");
        assert_eq!(listed(&names[..1], 2), "A");
    }

    #[test]
    fn a_first_sentence_ends_where_it_ends() {
        assert_eq!(first_sentence("Mr. Bell waits. He goes.", 100), "Mr. Bell waits.");
        assert_eq!(first_sentence("Rain on the water", 100), "Rain on the water");
        assert_eq!(first_sentence("One two three four", 9), "One two…");
        assert_eq!(first_sentence("雨が降る。彼は行く。", 100), "雨が降る。");
    }
}
