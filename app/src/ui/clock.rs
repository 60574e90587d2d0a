//! Lengths, sizes and money as people read them.

/// "1:24", "1:02:05"; the nearest second.
pub fn clock(seconds: f64) -> String {
    let whole = if seconds.is_finite() { seconds.max(0.0).round() as u64 } else { 0 };
    let (hours, minutes, seconds) = (whole / 3600, whole / 60 % 60, whole % 60);
    if hours > 0 { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes}:{seconds:02}") }
}

/// "00:01:24:12" at a number of frames per second.
pub fn timecode(seconds: f64, fps: u32) -> String {
    let fps = u64::from(fps.max(1));
    // Browsers cut a time off at the microsecond; a frame that is as good as reached counts.
    let frames = if seconds.is_finite() { (seconds.max(0.0) * fps as f64 + 0.02).floor() as u64 } else { 0 };
    let whole = frames / fps;
    format!("{:02}:{:02}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60, frames % fps)
}

/// "$11.20"; nothing spent is "free".
pub fn money(cents: i64) -> String {
    if cents == 0 { "free".to_owned() } else { format!("${}.{:02}", cents / 100, cents.unsigned_abs() % 100) }
}

/// "340 kB", "12.3 MB", "1.2 GB"; a kilobyte is a thousand bytes.
pub fn size(bytes: u64) -> String {
    let bytes = bytes as f64;
    if bytes < 1e6 {
        format!("{:.0} kB", bytes / 1e3)
    } else if bytes < 1e9 {
        format!("{:.1} MB", bytes / 1e6)
    } else {
        format!("{:.1} GB", bytes / 1e9)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_is_minutes_and_seconds() {
        assert_eq!([clock(0.4), clock(84.0), clock(59.6), clock(3725.0)], ["0:00", "1:24", "1:00", "1:02:05"]);
        assert_eq!(clock(f64::NAN), "0:00");
    }

    #[test]
    fn a_time_code_counts_frames() {
        assert_eq!(timecode(84.5, 24), "00:01:24:12");
        assert_eq!(timecode(1.0 / 24.0, 24), "00:00:00:01");
        assert_eq!(timecode(0.416_666, 24), "00:00:00:10", "ten frames, as a browser tells them");
    }

    #[test]
    fn a_size_has_the_unit_that_fits() {
        assert_eq!(
            [size(0), size(340_000), size(12_345_678), size(1_200_000_000)],
            ["0 kB", "340 kB", "12.3 MB", "1.2 GB"]
        );
    }

    #[test]
    fn nothing_spent_is_free() {
        assert_eq!([money(0), money(1120), money(5)], ["free", "$11.20", "$0.05"]);
    }
}
