//! What a file is, by its first bytes.

#[cfg(feature = "documents")]
use super::documents;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    #[cfg(feature = "documents")]
    Document(documents::Kind),
    /// The name of a kind of file that is not read here.
    Unreadable(&'static str),
}

pub(super) fn kind(bytes: &[u8]) -> Kind {
    if bytes.starts_with(b"PK\x03\x04") {
        return archive(bytes);
    }
    if bytes.starts_with(b"{\\rtf") {
        #[cfg(feature = "documents")]
        return Kind::Document(documents::Kind::Rtf);
        #[cfg(not(feature = "documents"))]
        return Kind::Unreadable("Rich Text (.rtf)");
    }
    if super::is_pdf(bytes) {
        return Kind::Unreadable("PDF");
    }
    const KNOWN: &[(&[u8], &str)] = &[
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "Old Word (.doc)"),
        (b"\x89PNG", "Picture"),
        (b"\xFF\xD8\xFF", "Picture"),
        (b"GIF8", "Picture"),
        (b"ID3", "Sound"),
        (b"OggS", "Sound"),
        (b"\x1A\x45\xDF\xA3", "Film"),
        (b"\x1F\x8B", "Packed"),
        (b"7z\xBC\xAF\x27\x1C", "Packed"),
        (b"Rar!", "Packed"),
    ];
    if bytes.get(4..8) == Some(b"ftyp") {
        return Kind::Unreadable("Film");
    }
    KNOWN.iter().find(|(magic, _)| bytes.starts_with(magic)).map_or(Kind::Text, |(_, name)| Kind::Unreadable(name))
}

/// Word's and OpenDocument's files are zip archives; the names of their parts tell which.
fn archive(bytes: &[u8]) -> Kind {
    let holds = |name: &[u8]| bytes.windows(name.len()).any(|part| part == name);
    if holds(b"word/document.xml") {
        #[cfg(feature = "documents")]
        return Kind::Document(documents::Kind::Docx);
        #[cfg(not(feature = "documents"))]
        return Kind::Unreadable("Word (.docx)");
    }
    if holds(b"opendocument.text") || holds(b"content.xml") {
        #[cfg(feature = "documents")]
        return Kind::Document(documents::Kind::Odt);
        #[cfg(not(feature = "documents"))]
        return Kind::Unreadable("OpenDocument (.odt)");
    }
    Kind::Unreadable("Packed")
}
