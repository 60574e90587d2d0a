//! An action as the camera sees it: deeds, without who said what and without looks that are told elsewhere.

use crate::prose::is_reporting;
use crate::sentences::sentences;

/// "Said the mayor, and pushed Minka forward." → "The mayor pushed Minka forward."
pub(super) fn only(action: &str) -> String {
    let reports = |text: &str| text.split_whitespace().next().is_some_and(|word| is_reporting(&word.to_lowercase()));
    if !sentences(action).iter().any(|(from, to)| action.get(*from..*to).is_some_and(reports)) {
        return action.to_owned();
    }
    let deeds = sentences(action).into_iter().filter_map(|(from, to)| {
        let sentence = action.get(from..to)?;
        if reports(sentence) { deed(sentence) } else { Some(sentence.to_owned()) }
    });
    deeds.collect::<Vec<_>>().join(" ")
}

/// What one does while speaking; `None` where the sentence only says who speaks.
fn deed(sentence: &str) -> Option<String> {
    const LEADS: &[&str] = &["and then ", "and ", "then ", "who had ", "who "];
    let (who, rest) = sentence.split_once(',')?;
    let who = who.split_once(' ')?.1.trim();
    if who.is_empty() || who.split_whitespace().count() > 5 {
        return None;
    }
    let rest = rest.trim();
    let rest = LEADS.iter().find_map(|lead| rest.strip_prefix(lead)).unwrap_or(rest).trim_end_matches([',', ';', ':']);
    if rest.split_whitespace().count() < 2 {
        return None;
    }
    let mut letters = who.chars();
    let first: String = letters.next()?.to_uppercase().collect();
    Some(format!("{first}{} {rest}", letters.as_str()))
}

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
    fn who_said_what_is_not_seen_and_what_they_do_is() {
        assert_eq!(only("Said the mayor, and pushed Minka forward."), "The mayor pushed Minka forward.");
        assert_eq!(only("Said Mina."), "");
        assert_eq!(only("Asked Otto, lighting a pipe. He sat down."), "Otto lighting a pipe. He sat down.");
        assert_eq!(only("The door opens."), "The door opens.");
    }

    #[test]
    fn a_shot_line_keeps_its_subject() {
        assert_eq!(subject_of("Close-up of Maya's hands"), Some("Maya's hands"));
        assert_eq!(subject_of("Nahaufnahme auf den Brief"), Some("den Brief"));
        assert_eq!(subject_of("Wide shot"), None);
    }
}
