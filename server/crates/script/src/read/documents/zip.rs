//! Single entries out of a zip archive, as APPNOTE.TXT 6.3 lays it out: the directory at the end, then the entry.

use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_with_limit};

/// No script's XML is larger. The text of the longest novels is some megabytes.
const LARGEST: usize = 16 << 20;
/// XML is pressed together to a tenth or a thirtieth; more than a hundredth is an attack.
const RATIO: usize = 100;
/// Below this size no ratio is harmful.
const HARMLESS: usize = 4 << 20;
const ENTRIES: usize = 20_000;

pub(super) struct Archive<'a> {
    bytes: &'a [u8],
    entries: Vec<Entry<'a>>,
}

struct Entry<'a> {
    name: &'a [u8],
    method: u16,
    locked: bool,
    size: usize,
    at: usize,
}

impl<'a> Archive<'a> {
    /// Reads the directory.
    pub fn open(bytes: &'a [u8]) -> Result<Self, String> {
        let damaged = || "its list of parts is missing".to_owned();
        let tail = bytes.len().saturating_sub(66_000);
        let end = (tail..bytes.len().saturating_sub(21))
            .rev()
            .find(|&at| bytes.get(at..at + 4) == Some(b"PK\x05\x06"))
            .ok_or_else(damaged)?;
        let count = usize::from(word(bytes, end + 10).ok_or_else(damaged)?);
        let mut at = long(bytes, end + 16).ok_or_else(damaged)?;
        let mut entries = Vec::new();
        for _ in 0..count.min(ENTRIES) {
            let Some(entry) = directory_entry(bytes, &mut at) else { break };
            entries.push(entry);
        }
        Ok(Self { bytes, entries })
    }

    /// The text of an entry; `None` when there is none of this name.
    pub fn text(&self, name: &str) -> Result<Option<String>, String> {
        let Some(entry) = self.entries.iter().find(|entry| entry.name == name.as_bytes()) else { return Ok(None) };
        if entry.locked {
            return Err("it is locked with a password".to_owned());
        }
        let damaged = || format!("its part {name} is cut off");
        if self.bytes.get(entry.at..entry.at + 4) != Some(b"PK\x03\x04") {
            return Err(damaged());
        }
        let skip = |at| word(self.bytes, entry.at + at).map(usize::from).ok_or_else(damaged);
        let start = entry.at + 30 + skip(26)? + skip(28)?;
        let packed = start.checked_add(entry.size).and_then(|end| self.bytes.get(start..end)).ok_or_else(damaged)?;
        let limit = LARGEST.min(packed.len().saturating_mul(RATIO).max(HARMLESS));
        let unpacked = match entry.method {
            0 if packed.len() <= limit => packed.to_vec(),
            8 => decompress_to_vec_with_limit(packed, limit).map_err(|error| match error.status {
                TINFLStatus::HasMoreOutput => "it unpacks to more than a script can be".to_owned(),
                _ => damaged(),
            })?,
            0 => return Err("it is longer than a script can be".to_owned()),
            _ => return Err("it is packed in an unusual way".to_owned()),
        };
        Ok(Some(super::super::decode::unicode(&unpacked)))
    }
}

fn directory_entry<'a>(bytes: &'a [u8], at: &mut usize) -> Option<Entry<'a>> {
    if bytes.get(*at..*at + 4)? != b"PK\x01\x02" {
        return None;
    }
    let length = |offset: usize| word(bytes, *at + offset).map(usize::from);
    let name = bytes.get(*at + 46..*at + 46 + length(28)?)?;
    let entry = Entry {
        name,
        method: word(bytes, *at + 10)?,
        locked: word(bytes, *at + 8)? & 1 != 0,
        size: long(bytes, *at + 20)?,
        at: long(bytes, *at + 42)?,
    };
    *at += 46 + length(28)? + length(30)? + length(32)?;
    Some(entry)
}

fn word(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at.checked_add(2)?)?.try_into().ok().map(u16::from_le_bytes)
}

fn long(bytes: &[u8], at: usize) -> Option<usize> {
    let four: [u8; 4] = bytes.get(at..at.checked_add(4)?)?.try_into().ok()?;
    usize::try_from(u32::from_le_bytes(four)).ok()
}
