use crate::support::*;
use media::{
    ClipMix, CueIn, Fit, Format, MediaError, VideoWriter, check_by_decoding, decode_audio, keep_sound, mix_clip,
    normalise, poster, probe, read_wav, still,
};
use std::fs;

#[tokio::test]
async fn the_same_pictures_give_the_same_bytes_and_a_take_in_the_format() {
    let folder = tempfile::tempdir().unwrap();
    let (a, b) = (folder.path().join("a.mp4"), folder.path().join("b.mp4"));
    moving(&a, SMALL, 60);
    moving(&b, SMALL, 60);
    assert_eq!(fs::read(&a).unwrap(), fs::read(&b).unwrap());

    let found = probe(&tools(), &a).await.unwrap();
    assert_eq!((found.width, found.height, found.fps), (64, 48, 24.0));
    assert_eq!((found.video_codec.as_deref(), found.pixel_format.as_deref()), (Some("h264"), Some("yuv420p")));
    assert_eq!(found.audio_codec, None);
    let shown =
        ffprobe(&["-show_streams", "-show_entries", "packet=flags", "-select_streams", "v", a.to_str().unwrap()]);
    for said in ["profile=High", "color_space=bt709", "color_primaries=bt709", "color_transfer=bt709", "color_range=tv"]
    {
        assert!(shown.contains(said), "{said} in {shown}");
    }
    let keys: Vec<usize> = shown
        .lines()
        .filter(|line| line.starts_with("flags="))
        .enumerate()
        .filter(|(_, line)| line.contains('K'))
        .map(|(at, _)| at)
        .collect();
    assert_eq!(keys, [0, 24, 48]);
    let decoded = check_by_decoding(&tools(), &a).await.unwrap();
    assert_eq!(decoded.frames, 60);
    assert!((decoded.seconds - 2.5).abs() < 0.001, "{decoded:?}");
}

#[tokio::test]
async fn the_configuration_of_takes_does_not_depend_on_what_they_show() {
    let folder = tempfile::tempdir().unwrap();
    let (a, b) = (folder.path().join("a.mp4"), folder.path().join("b.mp4"));
    moving(&a, SMALL, 30);
    take(&b, SMALL, &[16; 3]);
    let (a, b) = (probe(&tools(), &a).await.unwrap(), probe(&tools(), &b).await.unwrap());
    assert!(a.configuration.is_some());
    assert_eq!(a.configuration, b.configuration);
}

#[test]
fn a_picture_of_the_wrong_size_is_refused_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let mut writer = media::VideoWriter::start(&tools(), &folder.path().join("a.mp4"), SMALL).unwrap();
    assert!(writer.write_frame(&[0; 100]).is_err());
}

#[tokio::test]
async fn a_strangers_video_is_fitted_once_and_a_take_is_copied() {
    let folder = tempfile::tempdir().unwrap();
    let stranger = folder.path().join("stranger.webm");
    ffmpeg(&[
        "-f",
        "lavfi",
        "-i",
        "color=white:s=60x100:r=30:d=2",
        "-f",
        "lavfi",
        "-i",
        "sine=d=2",
        "-c:v",
        "libvpx",
        "-b:v",
        "200k",
        stranger.to_str().unwrap(),
    ]);
    let padded = folder.path().join("padded.mp4");
    let made = normalise(&tools(), &stranger, &padded, SMALL, Fit::Pad).await.unwrap();
    assert_eq!((made.frames, made.seconds, made.copied), (48, 2.0, false));
    let cropped = folder.path().join("cropped.mp4");
    normalise(&tools(), &stranger, &cropped, SMALL, Fit::Crop).await.unwrap();
    // White fills the cropped frame; black bars beside it darken the padded one.
    assert!(lumas(&cropped, SMALL)[20] > 220);
    assert!(lumas(&padded, SMALL)[20] < 160);

    let again = folder.path().join("again.mp4");
    let made = normalise(&tools(), &padded, &again, SMALL, Fit::Pad).await.unwrap();
    assert_eq!((made.frames, made.copied), (48, true));
    assert_eq!(packet_digests(&padded), packet_digests(&again));
    let other = Format { fps: 25, ..SMALL };
    let made = normalise(&tools(), &padded, &folder.path().join("other.mp4"), other, Fit::Pad).await.unwrap();
    assert_eq!((made.frames, made.copied), (50, false));
}

#[tokio::test]
async fn another_encoders_h264_is_encoded_anew_although_it_looks_alike() {
    let folder = tempfile::tempdir().unwrap();
    let (theirs, ours) = (folder.path().join("theirs.mp4"), folder.path().join("ours.mp4"));
    ffmpeg(&[
        "-f",
        "lavfi",
        "-i",
        "testsrc=s=64x48:r=24:d=1",
        "-c:v",
        "libx264",
        "-pix_fmt",
        "yuv420p",
        theirs.to_str().unwrap(),
    ]);
    assert!(!normalise(&tools(), &theirs, &ours, SMALL, Fit::Pad).await.unwrap().copied);
}

#[tokio::test]
async fn sound_of_any_kind_becomes_48_khz_stereo_of_a_bounded_length() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["a.mp3", "a.ogg", "a.flac", "a.m4a", "a.wav", "a.aac"] {
        let (input, output) = (folder.path().join(name), folder.path().join("out.wav"));
        ffmpeg(&["-y", "-f", "lavfi", "-i", "sine=f=440:r=22050:d=3", "-ac", "1", input.to_str().unwrap()]);
        decode_audio(&tools(), &input, &output, 1.5).await.unwrap();
        let sound = read_wav(&output).unwrap();
        assert_eq!(sound.len(), 48_000 * 3, "{name}");
        assert!(level_db(&sound, 0.2, 1.2) > -25.0, "{name}");
    }
}

#[tokio::test]
async fn a_takes_own_poster_is_the_picture_that_was_named() {
    let folder = tempfile::tempdir().unwrap();
    let (video, jpeg) = (folder.path().join("take.mp4"), folder.path().join("take.jpg"));
    let mut writer = VideoWriter::with_poster(&tools(), &video, SMALL, (&jpeg, 3)).unwrap();
    for luma in [20, 60, 100, 140, 180, 220] {
        writer.write_frame(&flat(SMALL, luma)).unwrap();
    }
    assert_eq!(writer.finish().unwrap(), 0.25);
    // A JPEG has the full range: 140 of 16 to 235 are 144 of 0 to 255.
    let path = jpeg.to_str().unwrap();
    let shades = ffmpeg(&["-i", path, "-vf", "scale=1:1", "-pix_fmt", "gray", "-f", "rawvideo", "-"]);
    assert!(shades.len() == 1 && (142..=147).contains(&shades[0]), "{shades:?}");
}

#[tokio::test]
async fn a_poster_is_drawn_even_past_the_end() {
    let folder = tempfile::tempdir().unwrap();
    let (video, out) = (folder.path().join("a.mp4"), folder.path().join("a.jpg"));
    moving(&video, SMALL, 30);
    for at in [0.0, 0.5, 99.0] {
        poster(&tools(), &video, &out, at, 32).await.unwrap();
        let shown = ffprobe(&["-show_entries", "stream=width,height", "-of", "csv=p=0", out.to_str().unwrap()]);
        assert_eq!(shown.trim(), "32,24");
    }
}

#[tokio::test]
async fn this_ffmpeg_has_what_films_need() {
    assert!(tools().check().await.unwrap().starts_with("ffmpeg version"));
}

#[tokio::test]
async fn a_take_keeps_the_sound_that_it_was_filmed_with_and_gives_it_to_its_clip() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let filmed = at("filmed.mp4");
    let source = "-f lavfi -i testsrc2=size=64x48:rate=24 -f lavfi -i sine=frequency=440:sample_rate=44100 -t 2 -c:v libx264 \
        -pix_fmt yuv420p -c:a aac";
    let mut args: Vec<&str> = source.split_whitespace().collect();
    args.push(filmed.to_str().unwrap());
    ffmpeg(&args);
    normalise(&tools(), &filmed, &at("silent.mp4"), SMALL, Fit::Pad).await.unwrap();
    keep_sound(&tools(), &filmed, &at("silent.mp4"), SMALL.fps, &at("take.mp4")).await.unwrap();
    let found = probe(&tools(), &at("take.mp4")).await.unwrap();
    assert!(found.audio_codec.is_some() && (found.seconds - 2.0).abs() < 0.05, "{found:?}");
    assert_eq!(packet_digests(&at("silent.mp4")), packet_digests(&at("take.mp4")), "the picture is as it was");
    check_by_decoding(&tools(), &at("take.mp4")).await.unwrap();

    decode_audio(&tools(), &at("take.mp4"), &at("own.wav"), 10.0).await.unwrap();
    let own = CueIn { wav: at("own.wav"), at: 0.0, ambience: false, gain_db: 0.0 };
    let mix = ClipMix {
        video: at("take.mp4"),
        trim_start: 0.0,
        trim_end: 0.0,
        format: SMALL,
        lines: vec![],
        cues: vec![own],
        poster: false,
    };
    let made = mix_clip(&tools(), &mix, folder.path()).await.unwrap();
    let heard = read_wav(&made.stem).unwrap();
    assert_eq!(heard.len() as u64 / 2, SMALL.samples(48));
    assert!(heard.iter().fold(0.0f32, |peak, sample| peak.max(sample.abs())) > 0.02, "nothing is heard");
    let clip = ffprobe(&["-show_entries", "stream=codec_type", "-of", "csv=p=0", made.clip.to_str().unwrap()]);
    assert_eq!(clip.split_whitespace().collect::<Vec<_>>(), ["video", "audio"], "one sound, and not two");
    assert_eq!(packet_digests(&at("silent.mp4")), packet_digests(&made.clip));
    check_by_decoding(&tools(), &made.clip).await.unwrap();

    let silent = keep_sound(&tools(), &at("silent.mp4"), &at("silent.mp4"), SMALL.fps, &at("none.mp4")).await;
    assert!(matches!(silent, Err(MediaError::NotMedia(_))), "{silent:?}");
}

#[tokio::test]
async fn a_strangers_picture_becomes_a_jpeg_and_what_is_none_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    for name in ["a.png", "a.jpg", "a.webp"] {
        ffmpeg(&["-f", "lavfi", "-i", "testsrc2=size=640x360:rate=1", "-frames:v", "1", at(name).to_str().unwrap()]);
        still(&tools(), &at(name), &at("out.jpg")).await.unwrap();
        let bytes = fs::read(at("out.jpg")).unwrap();
        assert!(bytes.starts_with(&[0xff, 0xd8, 0xff]) && bytes.ends_with(&[0xff, 0xd9]), "{name}");
        let size =
            ffprobe(&["-show_entries", "stream=width,height", "-of", "csv=p=0", at("out.jpg").to_str().unwrap()]);
        assert_eq!(size.trim(), "640,360", "{name}");
    }
    ffmpeg(&["-f", "lavfi", "-i", "testsrc2=size=5000x2500:rate=1", "-frames:v", "1", at("b.png").to_str().unwrap()]);
    still(&tools(), &at("b.png"), &at("out.jpg")).await.unwrap();
    let size = ffprobe(&["-show_entries", "stream=width,height", "-of", "csv=p=0", at("out.jpg").to_str().unwrap()]);
    assert_eq!(size.trim(), "3840,1920", "no larger than services take");

    let whole = fs::read(at("a.png")).unwrap();
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg'><image href='file:///etc/passwd'/></svg>";
    let bad: [&[u8]; 4] = [&whole[..whole.len() / 2], b"<html>Sorry</html>", svg, b""];
    for bytes in bad {
        fs::write(at("bad"), bytes).unwrap();
        let refused = still(&tools(), &at("bad"), &at("bad.jpg")).await;
        assert!(matches!(refused, Err(MediaError::NotMedia(_) | MediaError::Empty)), "{refused:?}");
    }
}
