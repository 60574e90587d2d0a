//! Titles, and what stands around a script and is none of it.

use super::census::Census;

/// What a language model says before and after the script that it was asked for.
pub(super) fn is_chat(text: &str) -> bool {
    const LEADS: &[&str] = &[
        "here's a",
        "here’s a",
        "here is a",
        "here's the",
        "here’s the",
        "here is the",
        "here's your",
        "here’s your",
        "here is your",
        "sure!",
        "sure,",
        "sure thing",
        "certainly!",
        "certainly,",
        "of course!",
        "of course,",
        "absolutely!",
        "below is a",
        "below is the",
        "let me know if",
        "would you like me to",
        "feel free to",
        "i hope this",
        "hope this helps",
        "want me to ",
        "if you'd like, i",
        "if you’d like, i",
    ];
    let lower: String = text.chars().take(32).collect::<String>().to_lowercase();
    const ALONE: &[&str] = &["shot list", "shotlist", "storyboard", "script", "shots", "the script", "the shot list"];
    let alone = ALONE.contains(&lower.trim_end_matches([':', '.', ' ']));
    alone || LEADS.iter().any(|lead| lower.starts_with(lead))
}

/// A short first line without a stop above a list is its title.
pub(super) fn title_of_list(text: &str, census: &Census) -> bool {
    let words = text.split_whitespace().count();
    census.lines > 2
        && words <= 10
        && text.chars().count() <= 60
        && !text.ends_with(['.', '!', '?', ':', ',', ';', '…', '。', '！', '？', '：', '，'])
        && !text.starts_with(['"', '“', '(', '[', '△', '▲', '「'])
        && text.chars().any(char::is_alphabetic)
        && !text.starts_with(char::is_lowercase)
}

/// "Storyboard: Paper Crane" → "Paper Crane"; "Bouncy Egg (15 s)" → "Bouncy Egg".
pub(super) fn title_words(text: &str) -> &str {
    let key = text.split([':', '：']).next().unwrap_or_default();
    let lower = key.to_lowercase();
    let lead = [
        "storyboard",
        "script",
        "title",
        "screenplay",
        "video script",
        "short film",
        "shot list",
        "film",
        "storyboard for",
        "剧本",
        "标题",
        "分镜",
    ]
    .contains(&lower.trim());
    let text = if lead && key.len() < text.len() {
        text.get(key.len()..).unwrap_or_default().trim_start_matches([':', '：', ' '])
    } else {
        text
    };
    let text = text.trim_matches(['"', '“', '”', ' ', '*', '_']);
    let is_clock =
        |tail: &str| tail.contains(':') && tail.chars().all(|c| c.is_ascii_digit() || matches!(c, ':' | ')'));
    let length = |tail: &str| {
        is_clock(tail) || crate::read::shotlist::seconds_in(tail).is_some() && tail.contains(char::is_alphabetic)
    };
    let cut = text.rfind(['(', ',', '|', '–', '—', '-']).map(|at| text.split_at(at));
    match cut {
        Some((name, tail))
            if length(tail.trim_start_matches(['(', ',', '|', '–', '—', '-', ' '])) && !name.trim().is_empty() =>
        {
            name.trim_matches(['"', '“', '”', ' ', '*', '_'])
        }
        _ => text,
    }
}

/// What kind of text it is: no title of a film.
pub(super) fn is_kind(text: &str) -> bool {
    let lower = text.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    matches!(
        lower.as_str(),
        "script"
            | "video script"
            | "storyboard"
            | "screenplay"
            | "shot list"
            | "shotlist"
            | "transcript"
            | "webinar transcript"
            | "interview transcript"
            | "podcast transcript"
            | "podcast script"
            | "the script"
            | "full script"
            | "final script"
            | "short film script"
            | "scene breakdown"
            | "skript"
            | "drehbuch"
            | "guion"
            | "scénario"
            | "剧本"
            | "分镜"
            | "分镜脚本"
            | "脚本"
            | "大本"
    )
}
