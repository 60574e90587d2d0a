//! Shot numbers as a script supervisor keeps them: a shot put after 3 is 3A, so that nothing is renumbered.

/// The number of a new shot after the one numbered `previous` (`None`: before the first), where `taken` tells which are in use.
pub fn number_after(previous: Option<&str>, taken: impl Fn(&str) -> bool) -> String {
    let Some(previous) = previous else {
        return letters().map(|letter| format!("{letter}1")).find(|number| !taken(number)).unwrap_or_default();
    };
    let digits = previous.trim_end_matches(|c: char| c.is_ascii_uppercase());
    letters().map(|letter| format!("{digits}{letter}")).find(|number| !taken(number)).unwrap_or_default()
}

/// A, B, … Z, AA, AB, …
fn letters() -> impl Iterator<Item = String> {
    (0u32..).map(|mut index| {
        let mut letters = Vec::new();
        loop {
            letters.push(char::from(b'A' + (index % 26) as u8));
            if index < 26 {
                break;
            }
            index = index / 26 - 1;
        }
        letters.iter().rev().collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shot_after_three_is_three_a_and_the_next_three_b() {
        assert_eq!(number_after(Some("3"), |_| false), "3A");
        assert_eq!(number_after(Some("3"), |number| number == "3A"), "3B");
        assert_eq!(number_after(Some("3A"), |number| number == "3A"), "3B");
        assert_eq!(number_after(None, |_| false), "A1");
    }

    #[test]
    fn letters_go_on_after_z() {
        assert_eq!(letters().nth(26).unwrap(), "AA");
        assert_eq!(letters().nth(27).unwrap(), "AB");
        assert_eq!(letters().nth(52).unwrap(), "BA");
    }
}
