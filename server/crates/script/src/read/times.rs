//! Time codes and stretches of time: "0:00-0:05", "[00:03]", "3–7s", "00:00:01,000 --> 00:00:03,500".

use std::ops::Range;

/// From when to when, in seconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Stretch {
    pub from: f64,
    /// `None` where only the beginning is told.
    pub to: Option<f64>,
    /// Written with colons: "4-6s" may be a guess of a length, "0:04-0:06" never is.
    pub clock: bool,
}

/// The stretch that a text is, brackets and marks around it apart.
pub(crate) fn stretch(text: &str) -> Option<Stretch> {
    let text = text.trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, '[' | ']' | '(' | ')' | '*' | '（' | '）' | '【' | '】' | ':' | '|')
    });
    let (found, rest) = parse(text)?;
    (rest.trim().is_empty() && (found.to.is_some() || found.clock)).then_some(found)
}

/// The first stretch with both ends in a text, and where it stands.
pub(crate) fn stretch_in(text: &str) -> Option<(Range<usize>, Stretch)> {
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        if c.is_ascii_digit() && !before.is_alphanumeric() && !matches!(before, ':' | '.' | ',') {
            let tail = text.get(at..)?;
            if let Some((found, rest)) = parse(tail)
                && found.to.is_some()
            {
                return Some((at..text.len() - rest.len(), found));
            }
        }
        before = c;
    }
    None
}

/// A stretch, or a time code alone, at the beginning of a text, and what follows it.
pub(crate) fn parse(text: &str) -> Option<(Stretch, &str)> {
    let (first, after) = moment(text)?;
    let gap = after.trim_start();
    let second = ["-->", "->", "→", "–", "—", "-", "~", "〜", "～", "至", "到", "to ", "bis "]
        .iter()
        .find_map(|mark| gap.strip_prefix(mark))
        .and_then(|tail| moment(tail.trim_start()));
    let Some((last, rest)) = second else {
        return first.clock.then_some((Stretch { from: first.seconds, to: None, clock: true }, after));
    };
    let clock = first.clock || last.clock;
    // "3-7" may be anything; "3-7s" is a stretch, and so is "0:03-07".
    if !(clock || last.unit) || last.seconds <= first.seconds {
        return None;
    }
    Some((Stretch { from: first.seconds, to: Some(last.seconds), clock }, rest))
}

struct Moment {
    seconds: f64,
    clock: bool,
    unit: bool,
}

/// "0:05", "00:00:05,250", "7.5s", "12", "1m30s", and what follows.
fn moment(text: &str) -> Option<(Moment, &str)> {
    let (mut value, mut rest) = number(text)?;
    let mut clock = false;
    let mut parts = 1;
    while parts < 4
        && let Some(tail) = rest.strip_prefix(':')
        && let Some((next, after)) = number(tail)
        && tail.bytes().take_while(u8::is_ascii_digit).count() == 2
    {
        parts += 1;
        // The fourth part of a time code counts frames.
        value = if parts == 4 { value + next / 25.0 } else { value * 60.0 + next };
        (clock, rest) = (true, after);
    }
    let spaced = rest.trim_start_matches(' ');
    let letters: usize = spaced.chars().take_while(|c| c.is_alphabetic()).map(char::len_utf8).sum();
    let unit = matches!(
        spaced.get(..letters)?.to_lowercase().as_str(),
        "s" | "sec"
            | "secs"
            | "second"
            | "seconds"
            | "sek"
            | "sekunden"
            | "seg"
            | "segundos"
            | "secondes"
            | "с"
            | "сек"
            | "секунд"
            | "秒"
            | "초"
    );
    if unit {
        rest = spaced.get(letters..)?.trim_start_matches('.');
    } else if rest.starts_with(char::is_alphanumeric) {
        return None;
    }
    (value <= 36_000.0).then_some((Moment { seconds: value, clock, unit }, rest))
}

fn number(text: &str) -> Option<(f64, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 || digits > 5 {
        return None;
    }
    let tail = text.get(digits..)?;
    let fraction = match tail.strip_prefix(['.', ',']) {
        Some(more) => more.bytes().take_while(u8::is_ascii_digit).count(),
        None => 0,
    };
    let end = if fraction > 0 { digits + 1 + fraction } else { digits };
    let value = text.get(..end)?.replace(',', ".").parse().ok()?;
    Some((value, text.get(end..)?))
}

/// The lengths of blocks, one after another on a time line: what a stretch says, or the time until the next begins. The length of
/// the whole closes the last one.
pub(crate) fn lengths(blocks: &[Option<Stretch>], total: Option<f64>) -> Vec<Option<f64>> {
    let line = is_line(blocks.iter().flatten());
    let next = |at: usize| blocks.iter().skip(at + 1).flatten().map(|s| s.from).next().or(total);
    let length = |at: usize, stretch: &Stretch| match stretch.to {
        Some(to) if stretch.clock || line => to - stretch.from,
        Some(to) => (to + stretch.from) / 2.0,
        None => next(at).map_or(0.0, |next| next - stretch.from),
    };
    blocks
        .iter()
        .enumerate()
        .map(|(at, block)| {
            let seconds = length(at, block.as_ref()?);
            (seconds > 0.0 && seconds <= 3600.0).then_some((seconds * 1000.0).round() / 1000.0)
        })
        .collect()
}

/// Whether stretches lie end to end: "0-3s, 3-7s" is a time line, "4-6s, 4-6s" are lengths that are not quite sure.
fn is_line<'a>(mut blocks: impl Iterator<Item = &'a Stretch>) -> bool {
    let Some(first) = blocks.next() else { return false };
    let mut end = first.to;
    first.from == 0.0
        || blocks.any(|block| {
            let joined = end.is_some_and(|end| (end - block.from).abs() < 1.1 && end > 0.0);
            end = block.to;
            joined
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_are_read_in_their_spellings() {
        let ends = |text| stretch(text).map(|s| (s.from, s.to));
        assert_eq!(ends("[0:00–0:05]"), Some((0.0, Some(5.0))));
        assert_eq!(ends("00:00:01,000 --> 00:00:03,500"), Some((1.0, Some(3.5))));
        assert_eq!(ends("7-8.5s"), Some((7.0, Some(8.5))));
        assert_eq!(ends("0s to 3s"), Some((0.0, Some(3.0))));
        assert_eq!(ends("0–4秒"), Some((0.0, Some(4.0))));
        assert_eq!(ends("[01:10]"), Some((70.0, None)));
        assert_eq!(ends("3-7"), None);
        assert_eq!(ends("7:00 PM"), None);
    }

    #[test]
    fn a_time_line_has_exact_lengths_and_guesses_have_their_middle() {
        let all = |texts: &[&str]| lengths(&texts.iter().map(|t| stretch(t)).collect::<Vec<_>>(), None);
        assert_eq!(all(&["0-3s", "3-7s"]), [Some(3.0), Some(4.0)]);
        assert_eq!(all(&["4-6s", "3-5s"]), [Some(5.0), Some(4.0)]);
        assert_eq!(all(&["0:00", "0:04", "0:09"]), [Some(4.0), Some(5.0), None]);
    }
}
