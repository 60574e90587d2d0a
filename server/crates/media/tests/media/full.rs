//! A full disk is told as one, whoever finds it: no file is called damaged for it.

use crate::support::*;
use media::{
    ClipMix, Extras, FilmClip, FilmSpec, Fit, Format, LineIn, MediaError, VideoWriter, assemble_with, decode_audio,
    mix_clip, normalise, poster,
};
use std::{
    fs::{self, File},
    io::Write as _,
    path::Path,
};

const LARGE: Format = Format { width: 320, height: 240, fps: 24 };
const PICTURES: u64 = 48;

/// A picture that no encoder makes small.
fn noise(format: Format, seed: u64) -> Vec<u8> {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 32) as u8
    };
    (0..format.frame_bytes()).map(|_| next()).collect()
}

fn noisy(path: &Path) -> Result<f64, MediaError> {
    let mut writer = VideoWriter::start(&tools(), path, LARGE)?;
    for nth in 0..PICTURES {
        writer.write_frame(&noise(LARGE, nth))?;
    }
    writer.finish()
}

/// Fills a disk up to so many kilobytes.
fn fill(disk: &Path, but: u64) {
    let mut filler = File::create(disk.join("filler")).unwrap();
    let piece = vec![7; 4 << 10];
    while filler.write_all(&piece).is_ok() {}
    let bytes = filler.metadata().unwrap().len();
    filler.set_len(bytes - (but << 10)).unwrap();
}

/// Throws away all that was written but what fills the disk.
fn clear(disk: &Path) {
    let all = fs::read_dir(disk).unwrap().map(|entry| entry.unwrap().path());
    all.filter(|path| !path.ends_with("filler")).for_each(|path| fs::remove_file(path).unwrap());
}

#[tokio::test]
async fn whatever_is_made_on_a_full_disk_says_that_it_is_full() {
    let folder = testkit::folder();
    let at_home = |name: &str| folder.path().join(name);
    let video = at_home("take.mp4");
    noisy(&video).unwrap();
    let speech = wav(at_home("line.wav"), &stereo(2.0, babble(0.2)));
    let Some(disk) = testkit::SmallDisk::mount(at_home("disk"), 2 << 10) else { return };
    let mut wrong = Vec::new();
    for room in [0, 8, 200] {
        fill(&disk.0, room);
        let at = |name: &str| disk.0.join(name);
        let mut told = |what: &str, done: Result<(), MediaError>| {
            match done {
                Err(error) if error.is_full() => {}
                Err(error) => wrong.push(format!("{what}, {room} kB: {error}")),
                Ok(()) => wrong.push(format!("{what}, {room} kB: there was room after all")),
            }
            clear(&disk.0);
        };
        told("a drawn take", noisy(&at("drawn.mp4")).map(drop));
        let smaller = Format { width: 300, height: 200, fps: 24 };
        told("a fitted take", normalise(&tools(), &video, &at("a.mp4"), smaller, Fit::Pad).await.map(drop));
        told("a copied take", normalise(&tools(), &video, &at("a.mp4"), LARGE, Fit::Pad).await.map(drop));
        told("sound", decode_audio(&tools(), &speech, &at("own.wav"), 10.0).await);
        let line = LineIn { wav: speech.clone(), start: 0.0, gain_db: 0.0, through: model::Through::Air };
        let mix = ClipMix {
            video: video.clone(),
            trim_start: 0.0,
            trim_end: 0.0,
            format: LARGE,
            lines: vec![line],
            cues: vec![],
            poster: true,
        };
        told("a clip", mix_clip(&tools(), &mix, &disk.0).await.map(drop));
        let trimmed = ClipMix { trim_start: 0.5, ..mix };
        told("a trimmed clip", mix_clip(&tools(), &trimmed, &disk.0).await.map(drop));
        let clip = FilmClip {
            clip: video.clone(),
            stem: speech.clone(),
            frames: PICTURES,
            speech: vec![],
            chapter: String::new(),
        };
        let spec = FilmSpec {
            clips: vec![clip],
            format: LARGE,
            music: None,
            captions: vec![],
            burn: false,
            title: String::new(),
            comment: String::new(),
        };
        let film = assemble_with(&tools(), spec, &at("film.mp4"), &disk.0, Extras::default()).await;
        told("a film", film.map(drop));
        if room == 0 {
            told("a poster", poster(&tools(), &video, &at("poster.jpg"), 0.0, 640).await);
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
