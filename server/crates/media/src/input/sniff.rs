//! What a file is by its first bytes. ffmpeg is told which format to read and never guesses: a guess could turn a text file
//! into a playlist that opens other files.

use crate::MediaError;
use std::{io::Read as _, path::Path};

/// The name of ffmpeg's reader for what the file begins with.
///
/// # Errors
/// `Empty`, or `NotMedia` with what the file is instead.
pub(crate) fn sniff(path: &Path) -> Result<&'static str, MediaError> {
    let mut head = Vec::with_capacity(1024);
    std::fs::File::open(path)?.take(1024).read_to_end(&mut head)?;
    if head.is_empty() {
        return Err(MediaError::Empty);
    }
    container(&head).ok_or_else(|| MediaError::NotMedia(instead(&head).to_owned()))
}

fn container(head: &[u8]) -> Option<&'static str> {
    let at = |from: usize, bytes: &[u8]| head.get(from..from + bytes.len()) == Some(bytes);
    let boxes: [&[u8; 4]; 7] = [b"ftyp", b"moov", b"mdat", b"free", b"skip", b"wide", b"styp"];
    if boxes.iter().any(|name| at(4, *name)) {
        return Some("mov");
    }
    if at(0, &[0x1a, 0x45, 0xdf, 0xa3]) {
        return Some("matroska");
    }
    if at(0, b"RIFF") && at(8, b"AVI ") {
        return Some("avi");
    }
    if (at(0, b"RIFF") || at(0, b"RF64")) && at(8, b"WAVE") {
        return Some("wav");
    }
    if at(0, b"OggS") {
        return Some("ogg");
    }
    if at(0, b"fLaC") {
        return Some("flac");
    }
    if at(0, b"ID3") {
        return Some("mp3");
    }
    if at(0, &[0x47]) && at(188, &[0x47]) && at(376, &[0x47]) {
        return Some("mpegts");
    }
    // Eleven set bits begin an MPEG audio frame; its layer bits are zero in AAC's ADTS and never in MP3.
    match (head.first(), head.get(1)) {
        (Some(0xff), Some(second)) if second & 0xf6 == 0xf0 => Some("aac"),
        (Some(0xff), Some(second)) if second & 0xe0 == 0xe0 && second & 0x06 != 0 => Some("mp3"),
        _ => None,
    }
}

/// In words, what a file is that is neither video nor sound.
fn instead(head: &[u8]) -> &'static str {
    let begins = |bytes: &[u8]| head.starts_with(bytes);
    if begins(b"\x89PNG")
        || begins(b"\xff\xd8\xff")
        || begins(b"GIF8")
        || (begins(b"RIFF") && head.get(8..12) == Some(b"WEBP"))
    {
        return "it is a picture";
    }
    if begins(b"%PDF") {
        return "it is a PDF document";
    }
    if begins(b"PK\x03\x04") || begins(b"\x1f\x8b") {
        return "it is a compressed archive";
    }
    if begins(b"\x7fELF") || begins(b"MZ") || begins(b"#!") {
        return "it is a program";
    }
    let text = String::from_utf8_lossy(head).to_lowercase();
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let any = |marks: &[&str]| marks.iter().any(|mark| text.starts_with(mark));
    if any(&["#extm3u", "ffconcat", "[playlist]", "<smil", "<asx", "file '"]) || text.contains("<mpd") {
        return "it is a playlist, which only points at other files";
    }
    if any(&["<!doctype html", "<html", "<head", "<body"]) {
        return "it is a web page; perhaps the link has expired";
    }
    if any(&["<?xml", "<svg", "<error"]) {
        return "it is an XML document; perhaps it holds the server's error message";
    }
    if any(&["{", "["]) {
        return "it is a JSON document; perhaps it holds the server's error message";
    }
    // The last character may be cut in two by the end of what was read.
    let printable = text.chars().filter(|c| !c.is_control() || c.is_whitespace()).filter(|c| *c != '\u{fffd}').count();
    if printable + 1 >= text.chars().count() {
        "it is a text"
    } else {
        "it begins like no known kind of video or sound"
    }
}
