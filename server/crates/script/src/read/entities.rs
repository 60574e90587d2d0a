//! Letters and marks that a text copied out of a page or an e-book writes as entities: "gir&oacute;", "&mdash;".

/// The text with its entities as the characters that they stand for, and for every code point of it, and for its end, where it
/// begins in the source. `None` where there are none.
pub(super) fn decoded(text: &str) -> Option<(String, Vec<usize>)> {
    let first = text.match_indices('&').find(|(at, _)| text.get(*at..).and_then(entity).is_some())?.0;
    let mut out = String::with_capacity(text.len());
    let mut places = Vec::with_capacity(text.len());
    let mut rest = text;
    let mut place = 0;
    let mut byte = 0;
    while let Some(c) = rest.chars().next() {
        let found = if c == '&' && byte >= first { entity(rest) } else { None };
        let (c, length) = found.unwrap_or((c, c.len_utf8()));
        let (head, tail) = rest.split_at(length);
        places.push(place);
        out.push(c);
        place += head.chars().count();
        byte += length;
        rest = tail;
    }
    places.push(place);
    Some((out, places))
}

/// The character that an entity at the beginning of a text stands for, and the length of the entity in bytes.
fn entity(text: &str) -> Option<(char, usize)> {
    let end = text.bytes().take(12).position(|b| b == b';')?;
    let name = text.get(1..end)?;
    let c = match name.strip_prefix('#') {
        Some(number) => {
            let hex = number.strip_prefix(['x', 'X']);
            let code = hex.map_or_else(|| number.parse().ok(), |hex| u32::from_str_radix(hex, 16).ok())?;
            char::from_u32(code).filter(|c| !c.is_control())?
        }
        None => named(name)?,
    };
    Some((c, end + 1))
}

fn named(name: &str) -> Option<char> {
    const NAMES: &[(&str, char)] = &[
        ("mdash", '—'),
        ("ndash", '–'),
        ("hellip", '…'),
        ("laquo", '«'),
        ("raquo", '»'),
        ("lsaquo", '‹'),
        ("rsaquo", '›'),
        ("ldquo", '“'),
        ("rdquo", '”'),
        ("bdquo", '„'),
        ("lsquo", '‘'),
        ("rsquo", '’'),
        ("sbquo", '‚'),
        ("quot", '"'),
        ("apos", '\''),
        ("amp", '&'),
        ("lt", '<'),
        ("gt", '>'),
        ("nbsp", '\u{a0}'),
        ("iquest", '¿'),
        ("iexcl", '¡'),
        ("szlig", 'ß'),
        ("oelig", 'œ'),
        ("OElig", 'Œ'),
        ("aelig", 'æ'),
        ("AElig", 'Æ'),
        ("oslash", 'ø'),
        ("Oslash", 'Ø'),
        ("aring", 'å'),
        ("Aring", 'Å'),
        ("scaron", 'š'),
        ("Scaron", 'Š'),
    ];
    // "oacute": a letter and its accent.
    const ACCENTS: &[(&str, &str, &str)] = &[
        ("acute", "aeiouyAEIOUY", "áéíóúýÁÉÍÓÚÝ"),
        ("grave", "aeiouAEIOU", "àèìòùÀÈÌÒÙ"),
        ("circ", "aeiouAEIOU", "âêîôûÂÊÎÔÛ"),
        ("uml", "aeiouyAEIOU", "äëïöüÿÄËÏÖÜ"),
        ("tilde", "anoANO", "ãñõÃÑÕ"),
        ("cedil", "cC", "çÇ"),
    ];
    if let Some((_, c)) = NAMES.iter().find(|(known, _)| *known == name) {
        return Some(*c);
    }
    let letter = name.chars().next()?;
    let (_, plain, marked) = ACCENTS.iter().find(|(accent, ..)| name.get(letter.len_utf8()..) == Some(*accent))?;
    plain.chars().zip(marked.chars()).find(|(c, _)| *c == letter).map(|(_, c)| c)
}

#[cfg(test)]
mod tests {
    use super::decoded;

    #[test]
    fn entities_are_characters_and_know_where_they_stand() {
        let (text, places) = decoded("a&oacute;&#8212;b &amp c").unwrap();
        assert_eq!(text, "aó—b &amp c");
        assert_eq!(places.get(..5), Some(&[0, 1, 9, 16, 17][..]));
        assert_eq!(places.last(), Some(&24));
        assert!(decoded("R&D; and &nothing; of it &").is_none());
    }
}
