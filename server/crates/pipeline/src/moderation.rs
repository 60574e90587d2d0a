//! What a script says that somebody should look at before money is spent: by the operator's lists of words, and by OpenAI where there is a
//! key. A script is fiction: what is found is a warning that its person decides about, but for what the operator or the law forbids.

use crate::{Error, Studio};
use model::UserId;
use serde::Serialize;
use serde_json::{Value, json};
use std::path::Path;

/// The most that is told of one script.
const MOST: usize = 50;
/// Of a list's file, in bytes.
const LONGEST_LIST: u64 = 1_000_000;
/// Characters of a line that are told.
const TOLD: usize = 200;

/// A line that somebody should look at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The line's number in the script, from 1.
    pub line: usize,
    pub text: String,
    /// The word of a list, or a category of the service.
    pub found: String,
    /// Which list, or service.
    pub by: String,
    /// The script is not filmed with it.
    pub stop: bool,
}

/// What was found, and who looked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Moderation {
    pub checked_by: Vec<String>,
    pub findings: Vec<Finding>,
    /// What could not be asked.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unanswered: Vec<String>,
}

impl Moderation {
    pub fn stops(&self) -> bool {
        self.findings.iter().any(|finding| finding.stop)
    }

    /// As it is kept with a job: what was found, and that its person decided to go on.
    pub(crate) fn kept(&self) -> Value {
        let mut kept = serde_json::to_value(self).unwrap_or_default();
        if self.checked_by.is_empty() {
            kept["message"] = json!("Nobody checked this script: there is no list of words and no key.");
        }
        if !self.findings.is_empty() {
            kept["decision"] = json!({ "accepted": true, "at": chrono::Utc::now().to_rfc3339() });
        }
        kept
    }
}

/// One entry of a list.
struct Entry {
    /// The words in small letters, with one space before, between and after them.
    words: String,
    stop: bool,
}

impl Studio {
    /// Looks through a script.
    ///
    /// # Errors
    /// When a list cannot be read: nothing is filmed that was to be looked at and was not.
    pub(crate) async fn moderate(&self, who: UserId, script: &str) -> Result<Moderation, Error> {
        let (folder, text) = (self.config().moderation.clone(), script.to_owned());
        let mut moderation =
            tokio::task::spawn_blocking(move || by_lists(&folder, &text)).await.map_err(anyhow::Error::from)??;
        let account = self.accounts(&mut *self.store().conn().await?, who).await?.preferred("openai");
        if account.key.is_some() {
            match providers::moderate(&account, &blocks(script)).await {
                Ok(flags) => {
                    moderation.checked_by.push("OpenAI".to_owned());
                    moderation.findings.extend(flags.into_iter().map(|flag| Finding {
                        line: flag.line,
                        text: shortened(script.lines().nth(flag.line.saturating_sub(1)).unwrap_or_default()),
                        stop: matches!(flag.category.as_str(), "sexual/minors" | "self-harm/instructions"),
                        found: flag.category,
                        by: "OpenAI".to_owned(),
                    }));
                }
                Err(why) => {
                    tracing::warn!(%why, "OpenAI was not there to look through a script");
                    moderation.unanswered.push("OpenAI".to_owned());
                }
            }
        }
        // What stops a script is told first.
        moderation.findings.sort_by_key(|finding| (!finding.stop, finding.line));
        moderation.findings.truncate(MOST);
        Ok(moderation)
    }
}

/// The script in blocks of some lines, each with the number of its first.
fn blocks(script: &str) -> Vec<(usize, String)> {
    let lines: Vec<&str> = script.lines().collect();
    let blocks = lines.chunks(20).zip((1..).step_by(20));
    blocks.map(|(lines, first)| (first, lines.join("\n"))).filter(|(_, text)| !text.trim().is_empty()).collect()
}

fn by_lists(folder: &Path, script: &str) -> Result<Moderation, Error> {
    let mut moderation = Moderation::default();
    for (name, entries) in lists(folder)? {
        for (line, number) in script.lines().zip(1..) {
            let words = spaced(line);
            for entry in entries.iter().filter(|entry| words.contains(&entry.words)) {
                moderation.findings.push(Finding {
                    line: number,
                    text: shortened(line),
                    found: entry.words.trim().to_owned(),
                    by: name.clone(),
                    stop: entry.stop,
                });
            }
        }
        moderation.checked_by.push(name);
    }
    Ok(moderation)
}

/// Every list of the folder, by its file's name.
fn lists(folder: &Path) -> Result<Vec<(String, Vec<Entry>)>, Error> {
    let unread = |error: std::io::Error| {
        Error::Internal(anyhow::Error::from(error).context(format!("the lists of words in {}", folder.display())))
    };
    let mut lists = Vec::new();
    let found = match std::fs::read_dir(folder) {
        Ok(found) => found,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(lists),
        Err(error) => return Err(unread(error)),
    };
    for file in found {
        let path = file.map_err(unread)?.path();
        if path.extension().is_none_or(|extension| extension != "txt") {
            continue;
        }
        if std::fs::metadata(&path).map_err(unread)?.len() > LONGEST_LIST {
            return Err(unread(std::io::Error::other(format!("{} is larger than 1 MB", path.display()))));
        }
        let text = std::fs::read_to_string(&path).map_err(unread)?;
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        lists.push((name, text.lines().filter_map(entry).collect()));
    }
    lists.sort_by(|(one, _), (other, _)| one.cmp(other));
    Ok(lists)
}

/// `word`, or `stop: word`; nothing in an empty line and behind a `#`.
fn entry(line: &str) -> Option<Entry> {
    let line = line.split('#').next().unwrap_or_default().trim();
    let (stop, text) = line.strip_prefix("stop:").map_or((false, line), |rest| (true, rest));
    let words = spaced(text);
    (!words.trim().is_empty()).then_some(Entry { words, stop })
}

/// The words of a text in small letters, with one space before, between and after them.
fn spaced(text: &str) -> String {
    let mut spaced = String::with_capacity(text.len() + 2);
    spaced.push(' ');
    for letter in text.chars().flat_map(char::to_lowercase) {
        if letter.is_alphanumeric() {
            spaced.push(letter);
        } else if !spaced.ends_with(' ') && !matches!(letter, '\'' | '’') {
            spaced.push(' ');
        }
    }
    if !spaced.ends_with(' ') {
        spaced.push(' ');
    }
    spaced
}

fn shortened(line: &str) -> String {
    line.trim().chars().take(TOLD).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_list_are_found_whole_in_any_letters_and_told_with_their_line() {
        let folder = std::env::temp_dir().join(format!("lists-{}", uuid::Uuid::now_v7()));
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("house.txt"), "# Ours\ngun\nstop: Black Powder\n\n").unwrap();
        std::fs::write(folder.join("notes.md"), "man").unwrap();
        let script = "INT. ROOM - DAY\n\nA man begun to wait.\nHe has a GUN.\nHe mixes black\tpowder.\n";
        let found = by_lists(&folder, script).unwrap();
        std::fs::remove_dir_all(&folder).unwrap();
        assert_eq!(found.checked_by, ["house.txt"]);
        let told: Vec<_> = found.findings.iter().map(|f| (f.line, f.found.as_str(), f.stop)).collect();
        assert_eq!(told, [(4, "gun", false), (5, "black powder", true)]);
        assert!(found.stops() && found.kept()["decision"]["accepted"] == true);
    }

    #[test]
    fn where_nobody_looked_it_says_so() {
        let found = by_lists(Path::new("/nowhere"), "A gun.").unwrap();
        assert_eq!(found, Moderation::default());
        assert!(found.kept()["message"].as_str().unwrap().starts_with("Nobody checked"));
    }

    #[test]
    fn a_script_goes_out_in_blocks_with_their_lines() {
        let script = (1..=45).map(|n| format!("Line {n}.\n")).collect::<String>();
        let blocks = blocks(&script);
        assert_eq!(blocks.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [1, 21, 41]);
        assert!(blocks[1].1.starts_with("Line 21.") && blocks[2].1.ends_with("Line 45."));
    }
}
