//! From text to elements: one reader per format.

pub(crate) mod decode;
pub(crate) mod detect;
pub(crate) mod fdx;
pub(crate) mod fountain;
pub(crate) mod plain;
pub(crate) mod prose;
pub(crate) mod shotlist;

use crate::assemble::assemble;
use crate::screenplay::{Format, ReadError, Screenplay};

/// Reads a script in whatever format it is. Never fails: what no rule claims is action.
pub fn read(text: &str) -> Screenplay {
    let format = detect::format(text);
    match format {
        Format::Fdx => match fdx::to_fountain(text) {
            Ok(fountain) => assemble(Format::Fdx, &fountain, fountain::read(&fountain)),
            Err(_) => assemble(Format::Prose, text, prose::read(text)),
        },
        Format::ShotList => assemble(format, text, shotlist::read(text)),
        Format::Prose => assemble(format, text, prose::read(text)),
        Format::Fountain => assemble(format, text, fountain::read(text)),
        Format::Screenplay => assemble(format, text, plain::read(text).unwrap_or_else(|| fountain::read(text))),
    }
}

/// Reads a file: any of the text encodings in use, and Final Draft's XML.
///
/// # Errors
/// When the bytes are no script: a sentence that says what to do instead.
pub fn read_bytes(bytes: &[u8], file_name: Option<&str>) -> Result<Screenplay, ReadError> {
    let extension = file_name.and_then(|name| name.rsplit_once('.')).map(|(_, e)| e.to_lowercase()).unwrap_or_default();
    let text = decode::text(bytes)?;
    if extension == "fdx" && detect::format(&text) != Format::Fdx {
        return Err(ReadError::Damaged { kind: "Final Draft", why: "it holds no Final Draft document".to_owned() });
    }
    if detect::format(&text) == Format::Fdx {
        let fountain = fdx::to_fountain(&text).map_err(|why| ReadError::Damaged { kind: "Final Draft", why })?;
        return Ok(assemble(Format::Fdx, &fountain, fountain::read(&fountain)));
    }
    if matches!(extension.as_str(), "fountain" | "spmd") {
        return Ok(assemble(Format::Fountain, &text, fountain::read(&text)));
    }
    Ok(read(&text))
}
