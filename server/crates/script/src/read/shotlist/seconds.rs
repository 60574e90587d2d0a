//! Lengths of time as people write them.

/// "5s", "5 sec.", "00:04", "1 min 10 s", "4–6 seconds" (the middle), "Duration 5 seconds", "5秒".
pub(crate) fn seconds_in(text: &str) -> Option<f64> {
    let lower = text.trim().to_lowercase();
    let mut body = lower.trim_matches(['~', '≈', '.', ' ', '(', ')', '[', ']', '"', '”', '″']);
    for lead in ["duration", "length", "time", "runtime", "about", "approx", "ca", "approximately", "for"] {
        if let Some(rest) = body.strip_prefix(lead)
            && !rest.starts_with(char::is_alphanumeric)
        {
            body = rest.trim_start_matches([':', '.', ' ', '=', '~']);
        }
    }
    if let Some((minutes, seconds)) = body.split_once(':') {
        let (minutes, seconds): (&str, &str) = match seconds.split_once(':') {
            // hours, minutes, seconds
            Some((m, s)) if minutes.trim_matches('0').is_empty() => (m, s),
            Some(_) => return None,
            None => (minutes, seconds),
        };
        let digits = |s: &str| !s.is_empty() && s.len() <= 2 && s.bytes().all(|b| b.is_ascii_digit());
        let seconds = seconds.trim_end_matches(['s', ' ']);
        if digits(minutes) && seconds.len() >= 2 && seconds.split('.').next().is_some_and(digits) {
            return usable(minutes.parse::<f64>().ok()? * 60.0 + seconds.parse::<f64>().ok()?);
        }
        return None;
    }
    let quoted = text.trim().ends_with(['"', '”', '″']);
    let mut total = 0.0;
    let mut found = false;
    let mut rest = body;
    while !rest.is_empty() {
        let (value, after) = number(rest)?;
        let after = after.trim_start();
        let (value, after) = match after.strip_prefix(['-', '–', '—']).or_else(|| after.strip_prefix("to ")) {
            Some(more) => {
                let (high, more) = number(more.trim_start())?;
                ((value + high) / 2.0, more.trim_start())
            }
            None => (value, after),
        };
        let unit_len: usize = after.chars().take_while(|c| c.is_alphabetic()).map(char::len_utf8).sum();
        let unit = after.get(..unit_len)?;
        total += match unit {
            "s" | "sec" | "secs" | "second" | "seconds" | "秒" | "秒钟" | "сек" | "с" | "segundos" | "sekunden"
            | "secondes" | "초" => value,
            "m" | "min" | "mins" | "minute" | "minutes" | "分" => value * 60.0,
            "" if quoted && after.is_empty() => value,
            _ => return None,
        };
        found = true;
        rest = after.get(unit_len..)?.trim_start_matches(['.', ' ', ',', '+']);
        if let Some(tail) = rest.strip_prefix("and ") {
            rest = tail;
        }
        if matches!(rest, "long" | "total" | "approx" | "each" | "hold") {
            rest = "";
        }
    }
    if found { usable(total) } else { None }
}

fn usable(seconds: f64) -> Option<f64> {
    (seconds.is_finite() && seconds > 0.0 && seconds <= 3600.0).then_some(seconds)
}

fn number(text: &str) -> Option<(f64, &str)> {
    let len = text.bytes().take_while(|b| b.is_ascii_digit() || matches!(b, b'.' | b',')).count();
    let digits = text.get(..len)?.trim_end_matches(['.', ',']);
    let value = digits.replace(',', ".").parse().ok()?;
    Some((value, text.get(digits.len()..)?))
}
