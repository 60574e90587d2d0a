//! Clips as long as they may be, and files that claim to be longer.

use crate::support::*;
use media::{ClipMix, CueIn, LineIn, MediaError, RATE, mix_clip};
use std::{fs, path::Path};

fn mix(video: &Path) -> ClipMix {
    ClipMix {
        video: video.to_owned(),
        trim_start: 0.0,
        trim_end: 0.0,
        format: SMALL,
        lines: vec![],
        cues: vec![],
        poster: false,
    }
}

/// The same samples on every machine: no sine is in them.
fn noise(seconds: f64, seed: u32, level: f32) -> Vec<f32> {
    let mut state = seed;
    let frames = (seconds * f64::from(RATE)) as usize;
    let samples = std::iter::repeat_with(|| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        ((state >> 8) as f32 / 8_388_608.0 - 1.0) * level
    });
    samples.take(frames * 2).collect()
}

/// FNV-1a.
fn digest(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(*b)).wrapping_mul(0x0100_0000_01b3))
}

#[tokio::test]
async fn a_mix_has_the_same_bytes_as_it_always_had() {
    let folder = tempfile::tempdir().unwrap();
    let video = folder.path().join("take.mp4");
    moving(&video, SMALL, 24 * 7);
    let sound = |name: &str, seconds, seed, level| wav(folder.path().join(name), &noise(seconds, seed, level));
    let line = |wav, start| LineIn { wav, start, gain_db: 1.5, through: model::Through::Air };
    let cue = |wav, at, ambience| CueIn { wav, at, ambience, gain_db: -2.0 };
    let parts = ClipMix {
        trim_start: 0.5,
        lines: vec![line(sound("a.wav", 0.4, 1, 0.3), 0.8), line(sound("b.wav", 2.3, 2, 0.1), 1.0)],
        cues: vec![
            cue(sound("short bed.wav", 0.9, 3, 0.05), 0.0, true),
            cue(sound("long bed.wav", 9.0, 4, 0.02), 0.0, true),
            cue(sound("before the cut.wav", 1.5, 5, 0.2), 0.2, false),
            cue(sound("late.wav", 3.0, 6, 0.6), 5.5, false),
            cue(sound("too late.wav", 1.0, 7, 0.6), 50.0, false),
            cue(sound("tiny.wav", 0.001, 8, 0.6), 3.0, true),
        ],
        ..mix(&video)
    };
    let made = mix_clip(&tools(), &parts, folder.path()).await.unwrap();
    let stem = digest(&fs::read(&made.stem).unwrap());
    assert_eq!(stem, 0x55e6_dcff_844d_559a, "{stem:#x}");
}

#[tokio::test]
async fn a_take_whose_index_claims_four_thousand_million_pictures_is_refused_as_damaged() {
    let folder = tempfile::tempdir().unwrap();
    let video = folder.path().join("take.mp4");
    moving(&video, SMALL, 12);
    let sound = fs::read(&video).unwrap();
    let table = sound.windows(4).position(|word| word == b"stsz").unwrap() + 4;
    for size in [0u32, 1] {
        let mut bytes = sound.clone();
        bytes[table + 4..table + 8].copy_from_slice(&size.to_be_bytes());
        bytes[table + 8..table + 12].copy_from_slice(&u32::MAX.to_be_bytes());
        fs::write(&video, bytes).unwrap();
        let why = mix_clip(&tools(), &mix(&video), folder.path()).await.unwrap_err();
        assert!(matches!(why, MediaError::DamagedTake), "{why}");
    }
}

#[tokio::test]
async fn a_clip_of_more_than_ten_minutes_is_refused_before_its_sound_is_laid() {
    let folder = tempfile::tempdir().unwrap();
    let video = folder.path().join("take.mp4");
    moving(&video, SMALL, 12);
    let speech = wav(folder.path().join("line.wav"), &noise(0.5, 1, 0.1));
    for start in [599.9, 1e9, f64::MAX] {
        let line = LineIn { wav: speech.clone(), start, gain_db: 0.0, through: model::Through::Air };
        let why = mix_clip(&tools(), &ClipMix { lines: vec![line], ..mix(&video) }, folder.path()).await.unwrap_err();
        assert!(why.to_string().contains("600 fit"), "{why}");
    }
    let slow = media::Format { fps: 1, ..SMALL };
    moving(&video, slow, 601);
    let why = mix_clip(&tools(), &ClipMix { format: slow, ..mix(&video) }, folder.path()).await.unwrap_err();
    assert!(matches!(why, MediaError::TooLong(_)), "{why}");
}

/// The most memory that this process ever had, in bytes.
#[cfg(target_os = "linux")]
fn most_memory() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.trim().trim_end_matches(" kB").trim().parse::<u64>().unwrap() * 1024
}

/// A clip at its bounds: the lines are 225 MB as samples, and so is the clip's own sound, which is the only one in memory.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn lines_are_mixed_from_the_disk_and_never_all_in_memory() {
    let folder = tempfile::tempdir().unwrap();
    let video = folder.path().join("take.mp4");
    let slow = media::Format { fps: 1, ..SMALL };
    moving(&video, slow, 2);
    let speech = wav(folder.path().join("line.wav"), &noise(18.3, 1, 0.1));
    let lines = vec![LineIn { wav: speech, start: 0.0, gain_db: 0.0, through: model::Through::Air }; 32];
    let before = most_memory();
    let made = mix_clip(&tools(), &ClipMix { format: slow, lines, ..mix(&video) }, folder.path()).await.unwrap();
    assert!(made.seconds > 580.0, "{}", made.seconds);
    let more = (most_memory() - before) >> 20;
    assert!(more < 300, "{more} MB");
}

/// A disk of a megabyte; gone when the test is over.
#[cfg(target_os = "linux")]
struct SmallDisk(tempfile::TempDir);

#[cfg(target_os = "linux")]
impl SmallDisk {
    /// `None` where nobody may mount one.
    fn mount() -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let mut command = std::process::Command::new("mount");
        let mounted = command.args(["-t", "tmpfs", "-o", "size=1m", "tmpfs"]).arg(folder.path()).output();
        mounted.is_ok_and(|mounted| mounted.status.success()).then(|| Self(folder))
    }
}

#[cfg(target_os = "linux")]
impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = std::process::Command::new("umount").arg("-l").arg(self.0.path()).status();
    }
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_disk_that_fills_up_while_a_clip_is_written_is_never_a_damaged_take() {
    let Some(disk) = SmallDisk::mount() else {
        println!("skipped: nobody may mount a small disk here");
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let video = folder.path().join("take.mp4");
    let (rough, work) = (media::Format { width: 320, height: 240, fps: 24 }, disk.0.path().join("work"));
    moving(&video, rough, 24);
    let parts = ClipMix { format: rough, ..mix(&video) };
    let (mut full, mut made) = (0, 0);
    for filled in (0..1024).step_by(64) {
        fs::create_dir(&work).unwrap();
        fs::write(disk.0.path().join("filler"), vec![7; filled << 10]).unwrap();
        match mix_clip(&tools(), &parts, &work).await {
            Ok(_) => made += 1,
            Err(error) => {
                assert!(error.is_full(), "{filled} KB filled: {error:?}");
                full += 1;
            }
        }
        fs::remove_dir_all(&work).unwrap();
        fs::remove_file(disk.0.path().join("filler")).unwrap();
    }
    assert!(full > 1 && made > 1, "{full} {made}");
    fs::create_dir(&work).unwrap();
    let whole = fs::read(&video).unwrap();
    fs::write(&video, &whole[..whole.len() - 100]).unwrap();
    let why = mix_clip(&tools(), &parts, &work).await.unwrap_err();
    assert!(matches!(why, MediaError::DamagedTake), "a take that is cut off is one: {why}");
}
