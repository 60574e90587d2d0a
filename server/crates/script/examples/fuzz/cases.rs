//! What is tried: scripts put together from their parts, samples with lines and characters changed, and files.

use crate::archive::{docx, odt};
use crate::promises::{self, Broken};
use crate::random::Random;

#[derive(Clone)]
pub enum Case {
    Text(String),
    File(Vec<u8>, &'static str),
}

impl std::fmt::Debug for Case {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Text(text) => write!(f, "{text:?}"),
            Self::File(bytes, name) => write!(f, "{name}: {}", bytes.escape_ascii()),
        }
    }
}

impl Case {
    pub fn len(&self) -> usize {
        match self {
            Self::Text(text) => text.chars().count(),
            Self::File(bytes, _) => bytes.len(),
        }
    }

    /// The case without `size` characters or bytes.
    pub fn without(&self, at: usize, size: usize) -> Option<Self> {
        Some(match self {
            Self::Text(text) => Self::Text(text.chars().take(at).chain(text.chars().skip(at + size)).collect()),
            Self::File(bytes, name) => {
                let end = (at + size).min(bytes.len());
                Self::File([bytes.get(..at)?, bytes.get(end..)?].concat(), name)
            }
        })
    }
}

/// All promises that are made for such a case.
pub fn run(case: &Case) -> Result<(), Broken> {
    match case {
        Case::Text(text) => {
            promises::covered(text)?;
            promises::goes_round_as_fountain(text)?;
            promises::goes_round_as_final_draft(text)
        }
        Case::File(bytes, name) => script::read_bytes(bytes, Some(name)).map_or(Ok(()), |play| promises::covers(&play)),
    }
}

pub fn make(random: &mut Random) -> Case {
    match random.below(9) {
        0..=2 => Case::Text(script_of_parts(random)),
        3 => Case::Text(noise(random, 200)),
        4 => Case::Text(changed(random)),
        5 => {
            let xml = script_to_fdx(random);
            Case::File(damaged(random, xml.into_bytes()), "a.fdx")
        }
        6 => {
            let text = changed(random);
            Case::File(damaged(random, text.into_bytes()), "a.txt")
        }
        7 => Case::Text(laid_out(random)),
        _ => {
            let file = document(random);
            Case::File(damaged(random, file), "a.docx")
        }
    }
}

/// A word processor's file, its parts not packed so that damage meets the XML.
fn document(random: &mut Random) -> Vec<u8> {
    let styles = ["Scene Heading", "Action", "Character", "Parenthetical", "Dialogue", "Normal", "Title"];
    let shapes = ["", "", "<w:ind w:left=\"3168\"/>", "<w:ind w:left=\"1440\"/>", "<w:jc w:val=\"center\"/>"];
    let plain = random.once_in(2);
    let paragraphs: Vec<(&str, &str, &str)> = (0..random.below(12))
        .filter_map(|_| {
            let style = if plain { "Normal" } else { random.pick(&styles)? };
            Some((style, *random.pick(&shapes)?, *random.pick(PARTS)?))
        })
        .collect();
    match random.below(3) {
        0 => docx(&paragraphs, false),
        1 => {
            let content: String =
                paragraphs.iter().map(|(s, _, t)| format!("<text:p text:style-name=\"{s}\">{t}</text:p>")).collect();
            odt("", &content, false)
        }
        _ => {
            let lines: String =
                paragraphs.iter().map(|(_, p, t)| format!("\\pard\\li{} {t}\\par\n", p.len() * 100)).collect();
            format!("{{\\rtf1\\ansi{{\\stylesheet{{\\s1 Action;}}}}{lines}}}").into_bytes()
        }
    }
}

const PARTS: &[&str] = &[
    "INT. HOUSE - DAY",
    "ext. forest - night",
    "12A. INT./EXT. CAR - LATER 12A",
    ".FORCED HEADING #12A#",
    "I/E ROAD - DUSK",
    "ANNA",
    "ANNA (V.O.) (CONT'D)",
    "@McAvoy",
    "BEN ^",
    "李明",
    "Анна:",
    "(softly)",
    "(over two\nlines)",
    "Hello there.",
    "\"Quoted,\" he said, \"and more.\"",
    "~La la la",
    "CUT TO:",
    "FADE IN:",
    "> SLOWLY TO:",
    "> THE END <",
    "# Act One",
    "### Deep",
    "= What happens",
    "===",
    "=====",
    "[[a note]]",
    "[[sound: rain]]",
    "[[rev 2]]",
    "[[over\ntwo lines]]",
    "/* cut\n\nthis */",
    "!SHOUTED",
    "She told Ben that the bus had gone.",
    "Title: A Film",
    "Author: Nobody\n    and somebody",
    "SCENE 2: THE STREET",
    "SHOT 1: Close up - 3s",
    "(MORE)",
    "CONTINUED:",
    "12.",
    "                    ANNA",
    "          Come in, please.",
    "*bold* and _under_ and \\*not\\*",
    "  ",
    "\t",
    "..",
    "._._",
    "__",
    "**",
    "「你好。」李明说。",
    "@",
    "#",
    "!",
    "~",
    ">",
    "<",
    "^",
    "/*",
    "*/",
    "[[",
    "]]",
    "\u{feff}",
    "\u{2028}",
    "\u{0}",
    "\u{202e}",
];

fn script_of_parts(random: &mut Random) -> String {
    let mut out = String::new();
    for _ in 0..1 + random.below(24) {
        if random.once_in(8) {
            let some = noise(random, 12);
            out.push_str(&some);
        } else {
            out.extend(random.pick(PARTS).copied());
        }
        out.push_str(
            random.pick(&["\n", "\n\n", "\n\n", "\n\n", "\r\n", "\n  \n", " ", "", "\n\n\n", "\r"]).unwrap_or(&"\n"),
        );
    }
    out
}

fn noise(random: &mut Random, most: usize) -> String {
    const ODD: &[char] = &[
        '*',
        '_',
        '\\',
        '#',
        '@',
        '!',
        '~',
        '>',
        '<',
        '=',
        '.',
        '^',
        '(',
        ')',
        '[',
        ']',
        '/',
        ':',
        '-',
        '\n',
        '\n',
        ' ',
        '\t',
        '\r',
        '"',
        '“',
        '”',
        '‘',
        '’',
        '«',
        '»',
        '「',
        '」',
        '—',
        '…',
        'A',
        'B',
        'a',
        'b',
        'é',
        'ß',
        'İ',
        'ﬁ',
        '中',
        '。',
        'Ж',
        'ا',
        'ह',
        '1',
        '2',
        '\u{1}',
        '\u{85}',
        '\u{a0}',
        '\u{2028}',
        '\u{301}',
        '\u{1f600}',
        '&',
        ';',
    ];
    (0..random.below(most)).filter_map(|_| random.pick(ODD)).collect()
}

fn sample(random: &mut Random) -> String {
    let samples = script::samples();
    random.pick(samples).map(|sample| sample.text.to_owned()).unwrap_or_default()
}

/// A part of a sample with lines left out, doubled, moved and broken.
fn changed(random: &mut Random) -> String {
    let text = sample(random);
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let start = random.below(lines.len());
    lines = lines.into_iter().skip(start).take(12).collect();
    for _ in 0..random.below(8) {
        let (at, to) = (random.below(lines.len()), random.below(lines.len()));
        match random.below(5) {
            0 if lines.len() > 1 => drop(lines.remove(at)),
            1 if at < lines.len() => lines.insert(to, lines.get(at).cloned().unwrap_or_default()),
            2 if at < lines.len() => lines.swap(at, to),
            3 => lines.insert(at, noise(random, 30)),
            _ => lines.extend(random.pick(PARTS).map(|part| (*part).to_owned())),
        }
    }
    lines.join(random.pick(&["\n", "\r\n", "\r"]).unwrap_or(&"\n"))
}

/// Lines at the margins of a printed page.
fn laid_out(random: &mut Random) -> String {
    let mut out = String::new();
    for _ in 0..random.below(30) {
        let indent = random.pick(&[0, 0, 4, 10, 10, 15, 20, 22, 37, 60]).copied().unwrap_or_default();
        out.push_str(&" ".repeat(indent));
        out.extend(random.pick(PARTS).copied());
        if random.once_in(5) {
            out.push_str(&" ".repeat(random.below(30)));
            out.extend(random.pick(&["*", "ANNA", "12", "(CONT'D)"]).copied());
        }
        out.push_str(random.pick(&["\n", "\n", "\n\n", "\u{c}"]).unwrap_or(&"\n"));
    }
    out
}

fn script_to_fdx(random: &mut Random) -> String {
    let text = script_of_parts(random);
    script::read_bytes(text.as_bytes(), Some("a.fountain")).map(|play| script::write_fdx(&play)).unwrap_or_default()
}

/// Bytes changed, left out and repeated.
pub fn damaged(random: &mut Random, mut bytes: Vec<u8>) -> Vec<u8> {
    for _ in 0..random.below(6) {
        let at = random.below(bytes.len());
        let end = (at + random.below(40)).min(bytes.len());
        match random.below(4) {
            0 => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte = random.next() as u8;
                }
            }
            1 => drop(bytes.drain(at..end)),
            2 => {
                let again: Vec<u8> = bytes.get(at..end).unwrap_or_default().to_vec();
                bytes.splice(at..at, again);
            }
            _ => bytes.truncate(bytes.len() - random.below(20).min(bytes.len())),
        }
    }
    bytes
}
