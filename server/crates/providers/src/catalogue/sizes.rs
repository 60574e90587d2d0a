//! Sizes of pictures by their names.

/// The picture lines that a resolution's name stands for.
pub(crate) fn lines(name: &str) -> Option<u32> {
    let number: u32 = name.trim_end_matches(['p', 'k', 'P', 'K']).parse().ok()?;
    Some(match (name.ends_with(['k', 'K']), number) {
        (true, 4) => 2160,
        (true, 2) => 1440,
        (true, other) => other * 1000,
        (false, other) => other,
    })
}

/// Width to height of an aspect's name.
pub(crate) fn ratio(name: &str) -> Option<f64> {
    let (width, height) = name.split_once(':')?;
    let (width, height): (f64, f64) = (width.trim().parse().ok()?, height.trim().parse().ok()?);
    (width > 0.0 && height > 0.0).then(|| width / height)
}
