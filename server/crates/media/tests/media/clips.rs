use crate::support::*;
use media::{ClipMix, CueIn, LineIn, MediaError, RATE, mix_clip, read_wav};
use std::{fs, path::Path};

fn mix(video: &Path) -> ClipMix {
    ClipMix {
        video: video.to_owned(),
        trim_start: 0.0,
        trim_end: 0.0,
        format: SMALL,
        lines: vec![],
        cues: vec![],
        poster: true,
    }
}

#[tokio::test]
async fn a_stem_is_as_long_as_the_picture_to_the_sample_even_when_silent() {
    let folder = tempfile::tempdir().unwrap();
    let video = folder.path().join("take.mp4");
    for fps in [7, 24, 25, 30, 60] {
        let format = media::Format { fps, ..SMALL };
        moving(&video, format, 31);
        let made = mix_clip(&tools(), &ClipMix { format, ..mix(&video) }, folder.path()).await.unwrap();
        let stem = read_wav(&made.stem).unwrap();
        assert_eq!(stem.len() as u64 / 2, format.samples(31), "{fps} fps");
        assert!(stem.iter().all(|sample| *sample == 0.0));
        assert_eq!((made.frames, made.seconds), (31, 31.0 / f64::from(fps)));
        assert_eq!(packet_digests(&video), packet_digests(&made.clip), "the picture is copied");
        assert!(made.peaks.iter().all(|peak| *peak == 0));
        assert!(fs::metadata(made.poster.unwrap()).unwrap().len() > 100);
    }
}

#[tokio::test]
async fn trimming_is_exact_to_the_frame() {
    let folder = tempfile::tempdir().unwrap();
    let video = folder.path().join("take.mp4");
    let shades: Vec<u8> = (0..48).map(|at| 20 + at * 4).collect();
    take(&video, SMALL, &shades);
    let trimmed = ClipMix { trim_start: 10.0 / 24.0, trim_end: 5.0 / 24.0, ..mix(&video) };
    let made = mix_clip(&tools(), &trimmed, folder.path()).await.unwrap();
    assert_eq!(made.frames, 33);
    let seen = lumas(&made.clip, SMALL);
    assert_eq!(seen.len(), 33);
    for (at, luma) in seen.iter().enumerate() {
        assert!(luma.abs_diff(shades[at + 10]) <= 2, "picture {at}: {luma}, not {}", shades[at + 10]);
    }
}

#[tokio::test]
async fn lines_longer_than_the_picture_hold_its_last_frame() {
    let folder = tempfile::tempdir().unwrap();
    let video = folder.path().join("take.mp4");
    let mut shades = vec![40; 24];
    shades[23] = 200;
    take(&video, SMALL, &shades);
    let speech = wav(folder.path().join("line.wav"), &stereo(1.5, babble(0.2)));
    let line = |start| LineIn { wav: speech.clone(), start, gain_db: 0.0, through: model::Through::Air };
    let made =
        mix_clip(&tools(), &ClipMix { lines: vec![line(0.3), line(0.5)], ..mix(&video) }, folder.path()).await.unwrap();
    // The second waits for the first.
    assert!((made.lines[0].0 - 0.3).abs() < 1e-9 && made.lines[1].0 > made.lines[0].1, "{:?}", made.lines);
    assert!(made.seconds > made.lines[1].1, "{made:?}");
    let seen = lumas(&made.clip, SMALL);
    assert_eq!(seen.len() as u64, made.frames);
    assert!(seen[24..].iter().all(|luma| luma.abs_diff(200) <= 3), "{seen:?}");
    assert_eq!(read_wav(&made.stem).unwrap().len() as u64 / 2, SMALL.samples(made.frames));
}

#[tokio::test]
async fn a_bed_steps_back_under_speech_by_nine_decibels_and_comes_back() {
    let folder = tempfile::tempdir().unwrap();
    let video = folder.path().join("take.mp4");
    moving(&video, SMALL, 24 * 6);
    let bed = wav(folder.path().join("bed.wav"), &stereo(6.0, sine(3000.0, 0.02)));
    // A line that is silent but for its first and last moment leaves the bed alone to be measured.
    let hush = wav(folder.path().join("line.wav"), &stereo(2.0, |second| if second < 0.01 { 0.001 } else { 0.0 }));
    let made = mix_clip(
        &tools(),
        &ClipMix {
            lines: vec![LineIn { wav: hush, start: 2.0, gain_db: 0.0, through: model::Through::Air }],
            cues: vec![CueIn { wav: bed, at: 0.0, ambience: true, gain_db: 0.0 }],
            ..mix(&video)
        },
        folder.path(),
    )
    .await
    .unwrap();
    let stem = read_wav(&made.stem).unwrap();
    let (before, under, after) = (level_db(&stem, 0.5, 1.5), level_db(&stem, 2.2, 3.8), level_db(&stem, 4.6, 5.6));
    assert!((before - under - 9.0).abs() < 0.3, "{before} {under}");
    assert!((before - after).abs() < 0.1, "{before} {after}");
}

#[tokio::test]
async fn sound_is_silent_at_the_cuts_and_a_short_bed_goes_on_without_a_gap() {
    let folder = tempfile::tempdir().unwrap();
    let video = folder.path().join("take.mp4");
    moving(&video, SMALL, 24 * 4);
    let bed = wav(folder.path().join("bed.wav"), &stereo(0.9, sine(331.0, 0.05)));
    let cue = CueIn { wav: bed, at: 0.0, ambience: true, gain_db: 0.0 };
    let made = mix_clip(&tools(), &ClipMix { cues: vec![cue], ..mix(&video) }, folder.path()).await.unwrap();
    let stem = read_wav(&made.stem).unwrap();
    assert!(stem[0] == 0.0 && stem[stem.len() - 1] == 0.0);
    assert!(level_db(&stem, 0.0, 0.003) < level_db(&stem, 0.1, 0.2) - 15.0);
    let levels: Vec<f64> = (1..39).map(|at| level_db(&stem, f64::from(at) * 0.1, f64::from(at) * 0.1 + 0.1)).collect();
    let (low, high) =
        levels.iter().fold((f64::MAX, f64::MIN), |(low, high), level| (low.min(*level), high.max(*level)));
    assert!(high - low < 4.0, "{levels:?}");
    let jump =
        stem.chunks(2).collect::<Vec<_>>().windows(2).map(|pair| (pair[1][0] - pair[0][0]).abs()).fold(0.0, f32::max);
    assert!(jump < 0.01, "no click: {jump}");
}

#[tokio::test]
async fn an_effect_is_heard_where_it_is_put_and_its_rest_after_a_trim() {
    let folder = tempfile::tempdir().unwrap();
    let video = folder.path().join("take.mp4");
    moving(&video, SMALL, 24 * 4);
    let effect = wav(folder.path().join("fx.wav"), &stereo(1.0, sine(500.0, 0.1)));
    let cue = |at| CueIn { wav: effect.clone(), at, ambience: false, gain_db: 0.0 };
    let made = mix_clip(&tools(), &ClipMix { cues: vec![cue(2.0)], ..mix(&video) }, folder.path()).await.unwrap();
    let stem = read_wav(&made.stem).unwrap();
    assert!(
        level_db(&stem, 1.0, 1.99) < -100.0
            && level_db(&stem, 2.01, 2.9) > -30.0
            && level_db(&stem, 3.01, 3.9) < -100.0
    );
    let trimmed = ClipMix { cues: vec![cue(0.5)], trim_start: 1.0, ..mix(&video) };
    let stem = read_wav(&mix_clip(&tools(), &trimmed, folder.path()).await.unwrap().stem).unwrap();
    assert!(level_db(&stem, 0.1, 0.4) > -30.0 && level_db(&stem, 0.51, 1.0) < -100.0);
}

#[tokio::test]
async fn a_deafening_line_and_a_faint_one_come_near_each_other_and_nothing_clips() {
    let folder = tempfile::tempdir().unwrap();
    let video = folder.path().join("take.mp4");
    moving(&video, SMALL, 24 * 8);
    let loud = wav(folder.path().join("loud.wav"), &stereo(3.0, babble(0.6)));
    let faint = wav(folder.path().join("faint.wav"), &stereo(3.0, babble(0.002)));
    let lines = vec![
        LineIn { wav: loud, start: 0.5, gain_db: 12.0, through: model::Through::Air },
        LineIn { wav: faint, start: 4.0, gain_db: 12.0, through: model::Through::Air },
    ];
    let made = mix_clip(&tools(), &ClipMix { lines, ..mix(&video) }, folder.path()).await.unwrap();
    let stem = read_wav(&made.stem).unwrap();
    let (first, second) = (level_db(&stem, 0.5, 3.5), level_db(&stem, 4.0, 7.0));
    assert!((first - second).abs() < 20.0, "{first} {second}");
    assert!(stem.iter().all(|sample| sample.abs() < 0.96));
    assert_eq!(made.peaks.len() as u32, 8 * model::view::ClipView::PEAKS_PER_SECOND);
    assert!(made.peaks[30] > 100 && made.peaks[2] == 0);
}

#[tokio::test]
async fn a_clip_alone_sounds_as_its_stem_at_the_films_level_and_in_step_with_it() {
    let folder = tempfile::tempdir().unwrap();
    let video = folder.path().join("take.mp4");
    moving(&video, SMALL, 24 * 4 + 5);
    let speech = wav(folder.path().join("line.wav"), &stereo(2.0, babble(0.2)));
    let lines = vec![LineIn { wav: speech, start: 1.0, gain_db: 0.0, through: model::Through::Air }];
    let made = mix_clip(&tools(), &ClipMix { lines, ..mix(&video) }, folder.path()).await.unwrap();
    let (stem, clip) = (read_wav(&made.stem).unwrap(), heard(&made.clip));
    // Decoders that pay no heed to the index's end play out the last packet, which is silent by then.
    assert!((stem.len()..stem.len() + 2048).contains(&clip.len()), "{} and {} samples", clip.len(), stem.len());
    assert!(clip[stem.len()..].iter().all(|sample| sample.abs() < 0.001));
    let level = 10f32.powf(2.0 / 20.0);
    // At the right moment nearly nothing is left of the difference; half a millisecond away, much more.
    let off = |by: usize| -> f64 {
        let pairs = clip.iter().skip(by * 2).zip(&stem);
        pairs.map(|(clip, stem)| f64::from(clip - stem * level).powi(2)).sum::<f64>()
    };
    let loud: f64 = stem.iter().map(|sample| f64::from(sample * level).powi(2)).sum();
    assert!(off(0) < loud / 100.0, "{} of {loud}", off(0));
    assert!(off(0) < off(24) / 4.0, "{} and {}", off(0), off(24));
    // Everything that is heard lies before the first picture.
    let places = ffprobe(&["-show_entries", "packet=codec_type,pos", "-of", "csv=p=0", made.clip.to_str().unwrap()]);
    let of = |kind: &str| -> Vec<u64> {
        let rows = places.lines().filter(|line| line.starts_with(kind));
        rows.filter_map(|line| line.split(',').nth(1)?.trim().parse().ok()).collect()
    };
    assert!(of("audio").iter().max().unwrap() < of("video").iter().min().unwrap(), "{places}");
}

#[tokio::test]
async fn a_picture_file_of_another_make_is_no_take() {
    let folder = tempfile::tempdir().unwrap();
    let video = folder.path().join("take.mp4");
    let parts = ["-f", "lavfi", "-i", "testsrc=s=64x36:r=24:d=1", "-movflags", "frag_keyframe+empty_moov"];
    ffmpeg(&[&parts[..], &[video.to_str().unwrap()]].concat());
    let error = mix_clip(&tools(), &ClipMix { poster: false, ..mix(&video) }, folder.path()).await.expect_err("pieces");
    assert!(matches!(error, MediaError::DamagedTake) && error.to_string().contains("Re-record"), "{error}");
}

#[tokio::test]
async fn the_same_ingredients_give_the_same_clip() {
    let folder = tempfile::tempdir().unwrap();
    let video = folder.path().join("take.mp4");
    moving(&video, SMALL, 50);
    let bed = wav(folder.path().join("bed.wav"), &stereo(1.0, babble(0.05)));
    let ingredients = ClipMix {
        trim_start: 0.25,
        cues: vec![CueIn { wav: bed, at: 0.0, ambience: true, gain_db: 0.0 }],
        ..mix(&video)
    };
    let mut bytes = Vec::new();
    for name in ["one", "two"] {
        let out = folder.path().join(name);
        fs::create_dir(&out).unwrap();
        let made = mix_clip(&tools(), &ingredients, &out).await.unwrap();
        bytes.push((
            fs::read(made.clip).unwrap(),
            fs::read(made.stem).unwrap(),
            fs::read(made.poster.unwrap()).unwrap(),
        ));
    }
    assert!(bytes[0] == bytes[1]);
}

#[tokio::test]
async fn a_sound_of_another_rate_is_named_in_the_error() {
    let folder = tempfile::tempdir().unwrap();
    let video = folder.path().join("take.mp4");
    moving(&video, SMALL, 5);
    let wrong = folder.path().join("wrong.wav");
    ffmpeg(&["-f", "lavfi", "-i", "sine=r=22050:d=0.1", wrong.to_str().unwrap()]);
    let cue = CueIn { wav: wrong, at: 0.0, ambience: true, gain_db: 0.0 };
    let error =
        mix_clip(&tools(), &ClipMix { cues: vec![cue], ..mix(&video) }, folder.path()).await.expect_err("22 kHz");
    assert!(error.to_string().contains("22050 Hz") && RATE == 48_000, "{error}");
}
