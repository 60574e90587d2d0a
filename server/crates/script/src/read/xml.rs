//! XML as it comes: nothing is expanded, so nothing can grow.

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

/// How deep elements may lie in each other.
const DEPTH: usize = 256;

/// What [`walk`] meets. Names are without their prefixes.
pub(crate) enum Node<'a> {
    Open(&'a str, &'a BytesStart<'a>),
    Close(&'a str),
    Text(&'a str),
}

/// Goes through a document once. A document cut off in the middle is read up to the cut.
///
/// # Errors
/// When elements lie too deep in each other, or when it is no XML from its beginning on.
pub(crate) fn walk(xml: &str, visit: &mut dyn FnMut(Node)) -> Result<(), String> {
    let mut reader = Reader::from_str(xml.trim_start_matches('\u{feff}').trim_start());
    reader.config_mut().check_end_names = false;
    let mut depth = 0usize;
    let mut any = false;
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => {
                depth += 1;
                if depth > DEPTH {
                    return Err("its elements lie too deep in each other".to_owned());
                }
                any = true;
                visit(Node::Open(local(tag.name().as_ref()), &tag));
            }
            Ok(Event::Empty(tag)) => {
                any = true;
                visit(Node::Open(local(tag.name().as_ref()), &tag));
                visit(Node::Close(local(tag.name().as_ref())));
            }
            Ok(Event::End(tag)) => {
                depth = depth.saturating_sub(1);
                visit(Node::Close(local(tag.name().as_ref())));
            }
            Ok(Event::Text(text)) => visit(Node::Text(text.as_ref())),
            Ok(Event::CData(text)) => visit(Node::Text(text.as_ref())),
            Ok(Event::GeneralRef(name)) => visit(Node::Text(&entity(name.as_ref()))),
            Ok(Event::Eof) => return Ok(()),
            Ok(_) => {}
            Err(error) if !any => return Err(format!("it is not well formed ({error})")),
            Err(_) => return Ok(()),
        }
    }
}

fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// The value of an attribute, whatever prefix it has.
pub(crate) fn attribute(tag: &BytesStart, name: &str) -> Option<String> {
    let found = tag.attributes().with_checks(false).flatten().find(|a| local(a.key.as_ref()) == name)?;
    let raw = found.value.as_ref();
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        match after.split_once(';') {
            Some((name, tail)) if name.len() <= 8 => {
                out.push_str(&entity(name));
                rest = tail;
            }
            _ => {
                out.push('&');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    Some(out)
}

/// The five entities of XML and characters by number; others are unknown and stay as written.
pub(crate) fn entity(name: &str) -> String {
    match name {
        "amp" => "&".to_owned(),
        "lt" => "<".to_owned(),
        "gt" => ">".to_owned(),
        "quot" => "\"".to_owned(),
        "apos" => "'".to_owned(),
        _ => name
            .strip_prefix('#')
            .and_then(|n| {
                n.strip_prefix(['x', 'X']).map_or_else(|| n.parse().ok(), |hex| u32::from_str_radix(hex, 16).ok())
            })
            .and_then(char::from_u32)
            .map_or_else(|| format!("&{name};"), String::from),
    }
}
