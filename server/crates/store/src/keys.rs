//! The names of a project's files. People meet them when they look into the folder or the bucket, so they can be read.

use chrono::{DateTime, Utc};
use model::ProjectId;

/// What a file of a project is; each kind has a folder of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The reference image of a character, a location or a prop.
    Component,
    /// The storyboard image of a shot.
    Shot,
    Take,
    Line,
    Sound,
    Clip,
    Film,
}

impl Kind {
    const fn folder(self) -> &'static str {
        match self {
            Self::Component => "images/component_",
            Self::Shot => "images/shot_",
            Self::Take => "takes/",
            Self::Line => "lines/",
            Self::Sound => "sounds/",
            Self::Clip => "clips/",
            Self::Film => "films/",
        }
    }
}

/// Everything of a project is below this.
pub fn project(project: ProjectId) -> String {
    format!("projects/{project}")
}

/// The project's prompt list.
pub fn prompt_list(project: ProjectId) -> String {
    format!("projects/{project}/prompts.json")
}

/// `projects/<id>/images/component_<name>_<timestamp>.png`, and so on. `extension` has no dot. The time is in UTC, to the
/// millisecond.
pub fn file(project: ProjectId, kind: Kind, name: &str, made: DateTime<Utc>, extension: &str) -> String {
    let time = made.format("%Y%m%dT%H%M%S%3fZ");
    format!("projects/{project}/{}{}_{time}.{}", kind.folder(), plain(name), plain(extension))
}

/// The longest name within a key, in characters: a file system takes 255 bytes for all of it.
const LONGEST: usize = 60;

/// A name as it can stand in a key on every file system: letters and digits of any script, and `-` for all else.
fn plain(name: &str) -> String {
    let mut text = String::new();
    for c in name.to_lowercase().chars() {
        if c.is_alphanumeric() {
            text.push(c);
        } else if !text.ends_with('-') && !text.is_empty() {
            text.push('-');
        }
    }
    let short: String = text.chars().take(LONGEST).collect();
    match short.trim_end_matches('-') {
        "" => "unnamed".to_owned(),
        short => short.to_owned(),
    }
}
