//! From letters with places to lines with columns.

use std::collections::HashMap;

/// A letter on a page. Lengths in points, from the left and from the top.
#[derive(Clone, Debug)]
pub(super) struct Glyph {
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub size: f64,
    /// Usually one character; a ligature is two.
    pub text: String,
    /// Its line does not run from left to right.
    pub turned: bool,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Page {
    pub glyphs: Vec<Glyph>,
}

/// A line of a page: the baseline, and the text at its column.
struct Row {
    y: f64,
    text: String,
}

/// Ten columns to the inch, as a typewriter has them.
const COLUMN: f64 = 7.2;
/// The widest page, in columns.
const WIDEST: usize = 200;

pub(super) fn text_of(pages: &[Page]) -> String {
    let mut pages: Vec<Vec<Row>> = pages.iter().map(rows).collect();
    drop_repeated(&mut pages);
    let pitch = pitch(&pages);
    let mut out = String::new();
    for rows in pages.iter().filter(|rows| !rows.is_empty()) {
        if !out.is_empty() {
            // A paragraph that ends with the page ends; a sentence in its middle goes on.
            if out.trim_end().ends_with(['.', '!', '?', ':', '"', '”', ')', '…', '-', '—']) {
                out.push('\n');
            }
        }
        let mut above: Option<f64> = None;
        for row in rows {
            let gap = above.map_or(0.0, |above| (row.y - above) / pitch);
            for _ in 1..(gap.round().clamp(0.0, 4.0) as usize) {
                out.push('\n');
            }
            out.push_str(&row.text);
            out.push('\n');
            above = Some(row.y);
        }
    }
    out
}

/// Letters gathered on their baselines, from top to bottom, and set from left to right.
fn rows(page: &Page) -> Vec<Row> {
    // Letters across the page are a watermark, unless the whole page was turned.
    let turned = page.glyphs.iter().filter(|g| g.turned).count();
    let straight = turned * 2 < page.glyphs.len();
    let mut glyphs: Vec<&Glyph> = page.glyphs.iter().filter(|g| g.size > 0.5 && !(straight && g.turned)).collect();
    glyphs.sort_by(|a, b| a.y.total_cmp(&b.y));
    let mut out = Vec::new();
    let mut start = 0;
    while let Some(first) = glyphs.get(start) {
        let near = (first.size * 0.4).max(1.0);
        let count = glyphs.iter().skip(start).take_while(|g| g.y - first.y < near).count().max(1);
        let line: Vec<&Glyph> = glyphs.iter().skip(start).take(count).copied().collect();
        if let Some(text) = set(line) {
            out.push(Row { y: first.y, text });
        }
        start += count;
    }
    out
}

/// One line of text with its indentation; `None` when nothing but spaces stands in it.
fn set(mut line: Vec<&Glyph>) -> Option<String> {
    line.sort_by(|a, b| a.x.total_cmp(&b.x));
    let spaces: Vec<f64> = line.iter().filter(|glyph| glyph.text.trim().is_empty()).map(|glyph| glyph.x).collect();
    line.retain(|glyph| !glyph.text.trim().is_empty());
    let widest = advance(&line);
    let first = line.first()?;
    let mut out = " ".repeat(columns(first.x));
    let mut before: Option<&Glyph> = None;
    let mut spaces = spaces.into_iter().peekable();
    for glyph in line {
        if let Some(before) = before {
            // Bold type is sometimes the same letter twice, a hair apart.
            if before.text == glyph.text && glyph.x - before.x < before.width.min(widest) * 0.4 {
                continue;
            }
            let mut written = false;
            while spaces.next_if(|&x| x < glyph.x).is_some_and(|x| {
                written |= x > before.x;
                true
            }) {}
            let gap = glyph.x - (before.x + before.width.min(widest));
            if written || gap > glyph.size.min(before.size) * 0.17 {
                out.push_str(&" ".repeat(columns(gap).max(1)));
            }
        }
        for c in glyph.text.chars() {
            match ligature(c) {
                Some(letters) => out.push_str(letters),
                None => out.push(c),
            }
        }
        before = Some(glyph);
    }
    Some(out)
}

/// In type of one width, how far one letter is from the next: the width that the font claims is not always true.
fn advance(line: &[&Glyph]) -> f64 {
    let same = line.windows(2).all(|pair| matches!(pair, [a, b] if (a.width - b.width).abs() < 0.01));
    if !same || line.len() < 4 {
        return f64::INFINITY;
    }
    let mut steps: Vec<f64> =
        line.windows(2).filter_map(|pair| if let [a, b] = pair { Some(b.x - a.x) } else { None }).collect();
    steps.sort_by(f64::total_cmp);
    steps.get(steps.len() / 3).copied().filter(|step| *step > 0.0).unwrap_or(f64::INFINITY)
}

fn columns(points: f64) -> usize {
    ((points / COLUMN).round().max(0.0) as usize).min(WIDEST)
}

const fn ligature(c: char) -> Option<&'static str> {
    Some(match c {
        'ﬀ' => "ff",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        'ﬃ' => "ffi",
        'ﬄ' => "ffl",
        'ﬅ' | 'ﬆ' => "st",
        '\u{a0}' => " ",
        _ => return None,
    })
}

/// The usual distance between baselines, in points: the smallest one that is common.
fn pitch(pages: &[Vec<Row>]) -> f64 {
    let mut counts: HashMap<i64, usize> = HashMap::new();
    for pair in pages.iter().flat_map(|rows| rows.windows(2)) {
        if let [above, below] = pair {
            *counts.entry(((below.y - above.y) * 2.0).round() as i64).or_default() += 1;
        }
    }
    let total: usize = counts.values().sum();
    let common = counts.into_iter().filter(|(half, n)| *half >= 8 && n * 12 >= total).map(|(half, _)| half).min();
    common.map_or(12.0, |half| half as f64 / 2.0)
}

/// Margins of a page, in points from the top: an inch of letter and of A4 paper.
const HEAD: f64 = 80.0;
const FOOT: f64 = 710.0;

/// Leaves out what stands in the margin above or below most pages, or in the same place on them, and differs by numbers only.
fn drop_repeated(pages: &mut [Vec<Row>]) {
    let bare = |row: &Row| -> String { row.text.chars().filter(|c| c.is_alphabetic()).collect() };
    let full = pages.iter().filter(|rows| !rows.is_empty()).count();
    let place = |row: &Row| {
        let text = bare(row);
        // "(MORE)" tells that a speech goes on.
        let tells = matches!(text.to_uppercase().as_str(), "MORE" | "CONTINUED");
        (text.chars().count() > 3 && !tells).then(|| ((row.y / 4.0).round() as i64, text))
    };
    let mut counts: HashMap<(i64, String), usize> = HashMap::new();
    for key in pages.iter().flatten().filter_map(place) {
        *counts.entry(key).or_default() += 1;
    }
    let repeats = |row: &Row| {
        let times = place(row).and_then(|key| counts.get(&key).copied()).unwrap_or(0);
        times >= 3 && times * 2 > full
    };
    // Pages that are alike as a whole are meant to be.
    let alike = pages.iter().flatten().filter(|row| repeats(row)).count();
    if alike * 4 < pages.iter().map(Vec::len).sum() {
        pages.iter_mut().for_each(|rows| rows.retain(|row| !repeats(row)));
    }
    for top in [true, false] {
        let edge = |rows: &Vec<Row>| {
            let row =
                if top { rows.first().filter(|row| row.y < HEAD) } else { rows.last().filter(|row| row.y > FOOT) };
            row.map(bare).filter(|text| text.chars().count() > 3)
        };
        let mut counts: HashMap<String, usize> = HashMap::new();
        for text in pages.iter().filter_map(edge) {
            *counts.entry(text).or_default() += 1;
        }
        for rows in pages.iter_mut() {
            let times = edge(rows).and_then(|text| counts.get(&text).copied()).unwrap_or(0);
            if times >= 3 && times * 2 > full {
                if top {
                    rows.remove(0);
                } else {
                    rows.pop();
                }
            }
        }
    }
}
