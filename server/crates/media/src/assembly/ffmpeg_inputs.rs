//! The small files that tell ffmpeg what a film is made of: pictures, chapters, captions.

use crate::{FilmSpec, Format, MediaError, to_ass, to_srt};
use std::{fmt::Write as _, path::Path};

pub(crate) const LIST: &str = "pictures.ffconcat";
pub(crate) const ABOUT: &str = "about.ffmeta";
pub(crate) const SOFT: &str = "captions.srt";
pub(crate) const BURNED: &str = "captions.ass";

/// Writes them into `folder`; returns how many chapters the film has. `frames` is what each clip's picture really holds.
pub(crate) fn write(spec: &FilmSpec, frames: &[u64], folder: &Path) -> Result<usize, MediaError> {
    std::fs::write(folder.join(LIST), list(spec, frames)?)?;
    let chapters = chapters(spec, frames);
    std::fs::write(folder.join(ABOUT), about(spec, &chapters))?;
    if !spec.captions.is_empty() {
        std::fs::write(folder.join(SOFT), to_srt(&spec.captions))?;
        if spec.burn {
            std::fs::write(folder.join(BURNED), to_ass(&spec.captions, (spec.format.width, spec.format.height)))?;
        }
    }
    Ok(chapters.len())
}

fn list(spec: &FilmSpec, frames: &[u64]) -> Result<String, MediaError> {
    let mut list = "ffconcat version 1.0\n".to_owned();
    for (clip, frames) in spec.clips.iter().zip(frames) {
        let path = std::path::absolute(&clip.clip)?;
        let Some(path) = path.to_str().filter(|path| !path.contains(['\n', '\r', '\0'])) else {
            return Err(MediaError::Stopped(format!("the path {} cannot be given to ffmpeg", path.display())));
        };
        let path = path.replace('\'', "'\\''");
        // The picture alone says how long a clip is: its sound track may be longer. Reading starts at the first picture for the
        // same reason: AAC begins a little before zero.
        let seconds = spec.format.seconds(*frames);
        let _ = write!(list, "file '{path}'\ninpoint 0\nduration {seconds:.6}\n");
    }
    Ok(list)
}

/// (first frame, frame after the last one, name): neighbours of the same name are one chapter.
fn chapters<'a>(spec: &'a FilmSpec, frames: &[u64]) -> Vec<(u64, u64, &'a str)> {
    let mut chapters: Vec<(u64, u64, &str)> = Vec::new();
    let mut at = 0;
    for (clip, frames) in spec.clips.iter().zip(frames) {
        match chapters.last_mut() {
            Some((_, end, name)) if *name == clip.chapter => *end += frames,
            _ => chapters.push((at, at + frames, &clip.chapter)),
        }
        at += frames;
    }
    chapters
}

fn about(spec: &FilmSpec, chapters: &[(u64, u64, &str)]) -> String {
    let Format { fps, .. } = spec.format;
    let mut about = format!(";FFMETADATA1\ntitle={}\ncomment={}\n", escape(&spec.title), escape(&spec.comment));
    for (start, end, name) in chapters {
        let name = escape(name);
        let _ = write!(about, "[CHAPTER]\nTIMEBASE=1/{fps}\nSTART={start}\nEND={end}\ntitle={name}\n");
    }
    about
}

/// A value on one line of an ffmetadata file.
fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars().map(|c| if c.is_control() { ' ' } else { c }) {
        if matches!(c, '=' | ';' | '#' | '\\') {
            safe.push('\\');
        }
        safe.push(c);
    }
    safe
}
