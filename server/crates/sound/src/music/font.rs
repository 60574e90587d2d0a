//! The instruments: a General MIDI SoundFont of the machine.

use rustysynth::{SoundFont, Synthesizer, SynthesizerSettings};
use std::{
    fs::File,
    io::BufReader,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError, Weak},
};

/// Where Debian and others keep fonts, the small ones first.
const PLACES: [&str; 5] = [
    "/usr/share/sounds/sf2/TimGM6mb.sf2",
    "/usr/share/soundfonts/TimGM6mb.sf2",
    "/usr/share/sounds/sf2/default-GM.sf2",
    "/usr/share/sounds/sf2/FluidR3_GM.sf2",
    "/usr/share/soundfonts/FluidR3_GM.sf2",
];
/// Larger fonts would take the memory that films need, in bytes.
const LARGEST: u64 = 160 << 20;
/// Notes that sound at once, at most.
const POLYPHONY: usize = 40;

/// The font that the studio plays with: `STUDIO_SOUNDFONT`, or one that a package of the system installed. `STUDIO_SOUNDFONT=none` plays
/// without.
pub fn instruments() -> Option<PathBuf> {
    let usable = |path: &Path| path.metadata().is_ok_and(|file| file.is_file() && file.len() <= LARGEST);
    match std::env::var_os("STUDIO_SOUNDFONT").filter(|wanted| !wanted.is_empty()) {
        Some(wanted) => Some(PathBuf::from(wanted)).filter(|path| usable(path)),
        None => PLACES.iter().map(PathBuf::from).find(|path| usable(path)),
    }
}

/// The font's name and size, for the name of what is played with it; empty without one.
pub fn instruments_name() -> String {
    let name = |path: PathBuf| {
        let bytes = path.metadata().ok()?.len();
        Some(format!("{} {bytes}", path.file_name()?.to_string_lossy()))
    };
    instruments().and_then(name).unwrap_or_default()
}

/// The font in memory: read when it is first played, and let go when nobody plays.
fn loaded(path: &Path) -> Option<Arc<SoundFont>> {
    static HELD: Mutex<Option<(PathBuf, Weak<SoundFont>)>> = Mutex::new(None);
    let mut held = HELD.lock().unwrap_or_else(PoisonError::into_inner);
    let known = held.as_ref().filter(|(known, _)| known == path).and_then(|(_, font)| font.upgrade());
    if known.is_some() {
        return known;
    }
    let font = Arc::new(SoundFont::new(&mut BufReader::new(File::open(path).ok()?)).ok()?);
    *held = Some((path.to_owned(), Arc::downgrade(&font)));
    Some(font)
}

/// A player of the machine's instruments, where there are any that can be read.
pub(super) fn synthesizer() -> Option<Synthesizer> {
    let font = loaded(&instruments()?)?;
    let mut settings = SynthesizerSettings::new(crate::RATE as i32);
    settings.maximum_polyphony = POLYPHONY;
    // The hall is our own: it is lighter, and the same for both kinds of players.
    settings.enable_reverb_and_chorus = false;
    Synthesizer::new(&font, &settings).ok()
}
