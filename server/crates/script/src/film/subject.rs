//! Whom or what a shot line shows.

/// What a shot line shows beside its framing: "Close-up of Maya's hands" → "Maya's hands".
pub(super) fn subject_of(label: &str) -> Option<&str> {
    const LINKS: &[&str] = &[" of ", " on ", " von ", " auf ", " sur ", " de ", " su ", " di ", " over ", " behind "];
    let (at, link) = LINKS.iter().filter_map(|link| Some((label.find(link)?, *link))).min()?;
    let rest = label.get(at + link.len()..)?.trim();
    (!rest.is_empty() && rest.chars().any(char::is_alphabetic)).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shot_line_keeps_its_subject() {
        assert_eq!(subject_of("Close-up of Maya's hands"), Some("Maya's hands"));
        assert_eq!(subject_of("Nahaufnahme auf den Brief"), Some("den Brief"));
        assert_eq!(subject_of("Wide shot"), None);
    }
}
