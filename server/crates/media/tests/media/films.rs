use crate::support::*;
use media::{
    Caption, ClipMix, CueIn, Extras, FilmClip, FilmSpec, LineIn, MediaError, Music, RATE, assemble, assemble_with,
    mix_clip,
};
use std::{
    fs,
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
};

fn spec(clips: Vec<FilmClip>) -> FilmSpec {
    FilmSpec {
        clips,
        format: SMALL,
        music: None,
        captions: vec![],
        burn: false,
        title: "A = film; with #marks \\ and \"quotes\"".to_owned(),
        comment: "contains generated material".to_owned(),
    }
}

fn scratch(folder: &Path) -> PathBuf {
    let scratch = folder.join("it's a scratch folder");
    fs::create_dir_all(&scratch).unwrap();
    scratch
}

/// A clip of babble over a bed, as the pipeline makes them.
async fn spoken(folder: &Path, name: &str, seconds: u32, amplitude: f64) -> FilmClip {
    let home = folder.join(name);
    fs::create_dir_all(&home).unwrap();
    let video = home.join("take.mp4");
    moving(&video, SMALL, (seconds * 24) as usize);
    let line = wav(home.join("line.wav"), &stereo(f64::from(seconds) - 1.0, babble(amplitude)));
    let bed = wav(home.join("bed.wav"), &stereo(2.0, sine(220.0, 0.02)));
    let mix = ClipMix {
        video,
        trim_start: 0.0,
        trim_end: 0.0,
        format: SMALL,
        lines: vec![LineIn { wav: line, start: 0.4, gain_db: 0.0, through: model::Through::Air }],
        cues: vec![CueIn { wav: bed, at: 0.0, ambience: true, gain_db: 0.0 }],
        poster: false,
    };
    let made = mix_clip(&tools(), &mix, &home).await.unwrap();
    FilmClip {
        clip: made.clip,
        stem: made.stem,
        frames: made.frames,
        speech: made.lines,
        chapter: format!("INT. {name}"),
    }
}

fn music(hertz: f64) -> Music {
    Box::new(move || {
        let mut at = 0u64;
        let tone = sine(hertz, 0.03);
        Box::new(move |out: &mut [f32]| {
            for frame in out.chunks_mut(2) {
                frame.fill(tone(at as f64 / f64::from(RATE)) as f32);
                at += 1;
            }
        })
    })
}

/// Assembles a film of one clip with this stem, and decodes its sound.
async fn film_of(folder: &Path, stem: &[f32], music: Option<Music>) -> (media::FilmMade, Vec<f32>) {
    let frames = stem.len() / 2 / 2000;
    let video = folder.join("take.mp4");
    moving(&video, SMALL, frames);
    let stem = wav(folder.join("stem.wav"), stem);
    let clip = FilmClip { clip: video, stem, frames: frames as u64, speech: vec![], chapter: String::new() };
    let out = folder.join("film.mp4");
    let made = assemble(&tools(), FilmSpec { music, ..spec(vec![clip]) }, &out, &scratch(folder)).await.unwrap();
    assert_eq!(made.bytes, fs::metadata(&out).unwrap().len());
    let sound = heard(&out);
    (made, sound)
}

/// Pairs of full-scale samples, so many a second: between them the signal reaches higher still.
fn click(stereo: &mut [f32], per_second: usize) {
    for (at, sample) in stereo.iter_mut().enumerate() {
        if at / 2 % (RATE as usize / per_second) < 2 {
            *sample = 0.95;
        }
    }
}

#[tokio::test]
async fn every_film_is_at_minus_sixteen_lufs_and_no_decoded_peak_is_above_minus_one_dbtp() {
    let folder = tempfile::tempdir().unwrap();
    let quiet = stereo(6.0, babble(0.012));
    let loud = stereo(6.0, babble(0.7));
    let mut few_clicks = stereo(18.0, babble(0.02));
    click(&mut few_clicks, 2);
    let mut clicks = stereo(9.0, babble(0.1));
    click(&mut clicks, 20);
    // Noise that breaks out again and again is where AAC strays furthest from its peaks.
    let bursts: Vec<f32> = (0..RATE as usize * 9 * 2)
        .scan(1u32, |noise, at| {
            *noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let loud = if at / 2 % 12_000 < 1_500 { 0.9 } else { 0.001 };
            Some(loud * ((*noise >> 8) as f32 / (1u32 << 23) as f32 - 1.0))
        })
        .collect();
    let square = stereo(6.0, |second| if (second * 997.0).fract() < 0.5 { 0.97 } else { -0.97 });
    for (name, stem) in [
        ("quiet", quiet),
        ("loud", loud),
        ("a few clicks", few_clicks),
        ("clicks", clicks),
        ("bursts", bursts),
        ("square", square),
    ] {
        let (made, sound) = film_of(folder.path(), &stem, Some(music(110.0))).await;
        let (lufs, peak) = ebur128(&sound);
        assert!((lufs + 16.0).abs() <= 0.5, "{name}: {lufs}");
        assert!(peak <= -1.0, "{name}: {peak}");
        assert!((made.loudness_lufs.unwrap() - lufs).abs() < 0.3, "{name}: {made:?} {lufs}");
        assert!((made.true_peak_dbtp - peak).abs() < 0.3, "{name}: {made:?} {peak}");
    }
}

#[tokio::test]
async fn what_cannot_be_loud_under_its_peaks_stays_under_its_peaks() {
    let folder = tempfile::tempdir().unwrap();
    let mut clicks = stereo(4.0, |_| 0.0);
    click(&mut clicks, 10);
    let (made, sound) = film_of(folder.path(), &clicks, None).await;
    let (lufs, peak) = ebur128(&sound);
    assert!(peak <= -1.0 && lufs < -16.0, "{peak} {lufs} {made:?}");
}

#[tokio::test]
async fn silence_stays_silent() {
    let folder = tempfile::tempdir().unwrap();
    let (made, sound) = film_of(folder.path(), &stereo(3.0, |_| 0.0), None).await;
    assert_eq!(made.loudness_lufs, None);
    assert!(sound.iter().all(|sample| sample.abs() < 1e-5));
    // A hiss that nobody hears is no sound either.
    let (made, sound) = film_of(folder.path(), &stereo(3.0, sine(900.0, 1e-5)), None).await;
    assert_eq!(made.loudness_lufs, None);
    assert!(sound.iter().all(|sample| sample.abs() < 1e-4));
}

#[tokio::test]
async fn picture_and_sound_are_together_at_the_end_of_a_hundred_clips() {
    let folder = tempfile::tempdir().unwrap();
    // 11 frames at 7 a second do not fall on a sample: roundings would add up.
    let format = media::Format { fps: 7, ..SMALL };
    let video = folder.path().join("take.mp4");
    let mut shades = vec![16; 11];
    shades[10] = 235;
    take(&video, format, &shades);
    let beep = wav(folder.path().join("beep.wav"), &stereo(0.1, sine(1000.0, 0.3)));
    let mix = ClipMix {
        video,
        trim_start: 0.0,
        trim_end: 0.0,
        format,
        lines: vec![],
        cues: vec![CueIn { wav: beep, at: 10.0 / 7.0, ambience: false, gain_db: 0.0 }],
        poster: false,
    };
    let made = mix_clip(&tools(), &mix, folder.path()).await.unwrap();
    let clip =
        FilmClip { clip: made.clip, stem: made.stem, frames: made.frames, speech: vec![], chapter: String::new() };
    let out = folder.path().join("film.mp4");
    let spec = FilmSpec { format, ..spec(vec![clip; 100]) };
    let film = assemble(&tools(), spec, &out, &scratch(folder.path())).await.unwrap();
    assert_eq!(film.frames, 1100);
    let times =
        ffprobe(&["-select_streams", "v", "-show_entries", "packet=pts_time", "-of", "csv=p=0", out.to_str().unwrap()]);
    let times: Vec<f64> = times.lines().map(|line| line.trim_end_matches(',').parse().unwrap()).collect();
    assert_eq!(times.len(), 1100);
    for (at, time) in times.iter().enumerate() {
        assert!((time - at as f64 / 7.0).abs() < 0.001, "picture {at} at {time}");
    }
    // The sound as a player places it: with the start that the file's edit list gives.
    let sound = ffmpeg(&[
        "-i",
        out.to_str().unwrap(),
        "-map",
        "0:a",
        "-af",
        "aresample=async=1:first_pts=0",
        "-f",
        "f32le",
        "-ac",
        "2",
        "-",
    ]);
    let sound: Vec<f32> = sound.chunks_exact(4).map(|b| f32::from_le_bytes(b.try_into().unwrap())).collect();
    let seen = lumas(&out, format);
    for clip in [0, 49, 99] {
        let flash = clip * 11 + 10;
        assert!(seen[flash] > 200 && seen[flash - 1] < 40);
        let from = (times[flash] - 0.3).max(0.0);
        let start = (from * f64::from(RATE)) as usize * 2;
        let first = sound[start..].iter().position(|sample| sample.abs() > 0.05).unwrap() / 2;
        let heard = (start / 2 + first) as f64 / f64::from(RATE);
        assert!((heard - times[flash]).abs() <= 0.005, "clip {clip}: seen {} heard {heard}", times[flash]);
    }
    let streams = ffprobe(&["-show_entries", "stream=codec_type,duration", "-of", "csv=p=0", out.to_str().unwrap()]);
    let lengths: Vec<f64> = streams.lines().map(|line| line.split(',').nth(1).unwrap().parse().unwrap()).collect();
    assert!((lengths[0] - lengths[1]).abs() <= 0.020, "{streams}");
}

#[tokio::test]
async fn joining_keeps_every_picture_to_the_bit_and_says_what_the_film_is() {
    let folder = tempfile::tempdir().unwrap();
    let clips = vec![
        spoken(folder.path(), "KITCHEN", 2, 0.1).await,
        spoken(folder.path(), "YARD", 3, 0.1).await,
        spoken(folder.path(), "ROOF; [x]=1", 2, 0.1).await,
    ];
    let mut before: Vec<String> = clips.iter().flat_map(|clip| packet_digests(&clip.clip)).collect();
    let mut third = clips.clone();
    third[1].chapter = third[0].chapter.clone();
    let out = folder.path().join("film.mp4");
    let seen = Arc::new(Mutex::new(Vec::new()));
    let progress = seen.clone();
    let extras = Extras {
        language: Some("de-at".to_owned()),
        progress: Some(Arc::new(move |done| progress.lock().unwrap().push(done))),
        cache: None,
    };
    let captions = vec![Caption { start: 0.5, end: 1.5, speaker: None, text: "Hallo".to_owned(), words: vec![] }];
    let made = assemble_with(&tools(), FilmSpec { captions, ..spec(third) }, &out, &scratch(folder.path()), extras)
        .await
        .unwrap();
    assert_eq!((made.frames, made.seconds, made.chapters), (168, 7.0, 2));
    let mut after = packet_digests(&out);
    // The first packet of a take carries the encoder's settings; a joined one repeats the stream's headers.
    for digests in [&mut before, &mut after] {
        assert_eq!(digests.len(), 168);
    }
    let same = before.iter().zip(&after).filter(|(a, b)| a == b).count();
    assert!(same >= 160, "{same} of 168 packets are the same");
    let decoded = |path: &Path| {
        let text = ffmpeg(&["-i", path.to_str().unwrap(), "-map", "0:v", "-f", "framemd5", "-"]);
        let text = String::from_utf8(text).unwrap();
        text.lines()
            .filter(|line| !line.starts_with('#'))
            .map(|line| line.rsplit(',').next().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    let pictures: Vec<String> = clips.iter().flat_map(|clip| decoded(&clip.clip)).collect();
    assert_eq!(pictures, decoded(&out));

    let about = ffprobe(&["-show_format", "-show_chapters", "-show_streams", out.to_str().unwrap()]);
    for said in [
        "TAG:title=A = film; with #marks \\ and \"quotes\"",
        "TAG:comment=contains generated material",
        "TAG:title=INT. ROOF; [x]=1",
        "end_time=5.000000",
        "TAG:language=deu",
        "codec_name=mov_text",
    ] {
        assert!(about.contains(said), "{said} in {about}");
    }
    let bytes = fs::read(&out).unwrap();
    let place = |name: &[u8]| bytes.windows(4).position(|window| window == name).unwrap();
    assert!(place(b"moov") < place(b"mdat"), "it can be played while it loads");
    let seen = seen.lock().unwrap();
    assert!(seen.windows(2).all(|pair| pair[0] <= pair[1]) && seen.last() == Some(&1.0) && seen.len() > 5, "{seen:?}");
}

#[tokio::test]
async fn the_same_clips_give_the_same_film_and_leave_no_large_files() {
    let folder = tempfile::tempdir().unwrap();
    let clips = vec![spoken(folder.path(), "A", 2, 0.1).await; 3];
    let mut films = Vec::new();
    for name in ["one.mp4", "two.mp4"] {
        let out = folder.path().join(name);
        assemble(
            &tools(),
            FilmSpec { music: Some(music(110.0)), ..spec(clips.clone()) },
            &out,
            &scratch(folder.path()),
        )
        .await
        .unwrap();
        films.push(fs::read(out).unwrap());
    }
    assert!(films[0] == films[1]);
    let left: u64 =
        fs::read_dir(scratch(folder.path())).unwrap().map(|entry| entry.unwrap().metadata().unwrap().len()).sum();
    assert!(left < 10_000, "{left} bytes");
}

#[tokio::test]
async fn music_steps_back_under_speech() {
    let folder = tempfile::tempdir().unwrap();
    let video = folder.path().join("take.mp4");
    moving(&video, SMALL, 24 * 10);
    let stem = wav(folder.path().join("stem.wav"), &stereo(10.0, |_| 0.0));
    let clip = FilmClip { clip: video, stem, frames: 240, speech: vec![(4.0, 6.0)], chapter: String::new() };
    let out = folder.path().join("film.mp4");
    assemble(&tools(), FilmSpec { music: Some(music(400.0)), ..spec(vec![clip]) }, &out, &scratch(folder.path()))
        .await
        .unwrap();
    let sound = heard(&out);
    let (before, under, after) = (level_db(&sound, 2.0, 3.5), level_db(&sound, 4.2, 5.8), level_db(&sound, 7.2, 8.2));
    assert!((before - under - 8.0).abs() < 0.5, "{before} {under}");
    assert!((before - after).abs() < 0.5, "{before} {after}");
    assert!(level_db(&sound, 0.0, 0.05) < before - 20.0, "it fades in");
}

#[tokio::test]
async fn silent_clips_and_stems_of_the_wrong_length_do_not_break_a_film() {
    let folder = tempfile::tempdir().unwrap();
    let video = folder.path().join("take.mp4");
    moving(&video, SMALL, 48);
    let clip = |name: &str, seconds: f64, amplitude: f64| FilmClip {
        clip: video.clone(),
        stem: wav(folder.path().join(name), &stereo(seconds, sine(300.0, amplitude))),
        // A wrong claim: the file holds 48.
        frames: 31,
        speech: vec![],
        chapter: String::new(),
    };
    let out = folder.path().join("film.mp4");
    let silent =
        assemble(&tools(), spec(vec![clip("silent.wav", 2.0, 0.0)]), &out, &scratch(folder.path())).await.unwrap();
    assert_eq!((silent.loudness_lufs, silent.frames), (None, 48));
    let clips = vec![clip("short.wav", 0.5, 0.1), clip("long.wav", 5.0, 0.1), clip("none.wav", 0.0, 0.0)];
    let made = assemble(&tools(), spec(clips), &out, &scratch(folder.path())).await.unwrap();
    assert_eq!(made.frames, 144);
    let sound = heard(&out);
    assert!(level_db(&sound, 0.1, 0.4) > -30.0 && level_db(&sound, 0.7, 1.9) < -60.0);
    assert!(level_db(&sound, 2.1, 3.9) > -30.0 && level_db(&sound, 4.1, 5.9) < -60.0);
}

#[tokio::test]
async fn a_film_that_cannot_be_made_says_why() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("film.mp4");
    let error = assemble(&tools(), spec(vec![]), &out, &scratch(folder.path())).await.expect_err("no clips");
    assert!(error.to_string().contains("no clips"), "{error}");
    let video = folder.path().join("take.mp4");
    moving(&video, SMALL, 24);
    let gone = FilmClip {
        clip: video.clone(),
        stem: folder.path().join("gone.wav"),
        frames: 24,
        speech: vec![],
        chapter: String::new(),
    };
    let error = assemble(&tools(), spec(vec![gone]), &out, &scratch(folder.path())).await.expect_err("no stem");
    assert!(matches!(&error, MediaError::Wav { .. }), "{error}");
    let stem = wav(folder.path().join("stem.wav"), &stereo(1.0, sine(300.0, 0.1)));
    let broken = folder.path().join("broken.mp4");
    fs::write(&broken, b"not a video").unwrap();
    let clips = [video, broken].map(|clip| FilmClip {
        clip,
        stem: stem.clone(),
        frames: 24,
        speech: vec![],
        chapter: String::new(),
    });
    assert!(assemble(&tools(), spec(clips.to_vec()), &out, &scratch(folder.path())).await.is_err());
}
