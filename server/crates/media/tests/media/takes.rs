use crate::support::*;
use media::{Fit, Format, VideoWriter, check_by_decoding, decode_audio, normalise, poster, probe, read_wav};
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
