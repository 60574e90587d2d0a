use crate::support::*;
use media::{Fit, MediaError, check_by_decoding, decode_audio, normalise, probe};
use std::{fs, path::Path};

async fn refusal(path: &Path) -> String {
    let error = probe(&tools(), path).await.expect_err("must be refused");
    let text = error.to_string();
    assert!(text.ends_with('.'), "a sentence: {text}");
    assert!(!text.contains(path.to_str().unwrap()), "no path: {text}");
    text
}

#[tokio::test]
async fn what_only_poses_as_a_video_is_refused_with_its_own_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let secret = folder.path().join("secret.wav");
    wav(secret.clone(), &stereo(0.2, sine(440.0, 0.5)));
    let table: [(&str, Vec<u8>); 12] = [
        ("is empty", vec![]),
        (
            "playlist",
            format!("#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:0\n#EXTINF:1,\nfile://{}\n", secret.display()).into_bytes(),
        ),
        ("playlist", format!("ffconcat version 1.0\nfile '{}'\n", secret.display()).into_bytes()),
        ("playlist", b"<?xml version='1.0'?><MPD xmlns='urn:mpeg:dash:schema:mpd:2011'></MPD>".to_vec()),
        ("web page", b"\xef\xbb\xbf  <!DOCTYPE html><html><body>404</body></html>".to_vec()),
        ("JSON", b"{\"code\":1301,\"message\":\"expired\"}".to_vec()),
        ("XML", b"<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code></Error>".to_vec()),
        ("picture", b"\x89PNG\r\n\x1a\n0000000000".to_vec()),
        ("archive", b"PK\x03\x04aaaaaaaa".to_vec()),
        ("a text", "1\n00:00:00,000 --> 00:00:01,000\nהללו\n".as_bytes().to_vec()),
        ("no known kind", vec![0x00, 0x01, 0xfe, 0x9c, 0x02, 0x80, 0x81, 0x00]),
        ("program", b"\x7fELF\x02\x01\x01".to_vec()),
    ];
    for (said, bytes) in table {
        let path = folder.path().join("video.mp4");
        fs::write(&path, bytes).unwrap();
        let text = refusal(&path).await;
        assert!(text.contains(said), "{said}: {text}");
    }
    assert!(matches!(probe(&tools(), &folder.path().join("none.mp4")).await, Err(MediaError::Io(_))));
}

#[tokio::test]
async fn a_playlist_inside_an_mp4s_first_box_opens_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("video.mp4");
    // A free box first, then a playlist: a guessing reader might go for the latter.
    let mut bytes = b"\x00\x00\x00\x08free".to_vec();
    bytes.extend(b"#EXTM3U\n#EXTINF:1,\n/etc/passwd\n");
    fs::write(&path, bytes).unwrap();
    refusal(&path).await;
}

#[tokio::test]
async fn a_video_cut_off_on_its_way_is_refused_wherever_its_index_lies() {
    let folder = tempfile::tempdir().unwrap();
    for (name, flags) in [("front.mp4", "+faststart"), ("back.mp4", "-faststart")] {
        let whole = folder.path().join(name);
        ffmpeg(&[
            "-f",
            "lavfi",
            "-i",
            "testsrc=s=320x240:r=24:d=4",
            "-pix_fmt",
            "yuv420p",
            "-movflags",
            flags,
            whole.to_str().unwrap(),
        ]);
        let bytes = fs::read(&whole).unwrap();
        let cut = folder.path().join("cut.mp4");
        fs::write(&cut, &bytes[..bytes.len() * 2 / 3]).unwrap();
        let out = folder.path().join("out.mp4");
        let error = normalise(&tools(), &cut, &out, SMALL, Fit::Pad).await.expect_err(name).to_string();
        assert!(error.contains("incomplete") || error.contains("breaks off"), "{name}: {error}");
        assert!(check_by_decoding(&tools(), &cut).await.is_err(), "{name}");
    }
}

#[tokio::test]
async fn damage_in_the_middle_is_found_by_decoding() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.mp4");
    ffmpeg(&["-f", "lavfi", "-i", "testsrc=s=320x240:r=24:d=4", "-pix_fmt", "yuv420p", path.to_str().unwrap()]);
    let mut bytes = fs::read(&path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..middle + 2000].iter_mut().for_each(|byte| *byte ^= 0x5a);
    fs::write(&path, bytes).unwrap();
    assert!(probe(&tools(), &path).await.is_ok(), "its index is whole");
    assert!(check_by_decoding(&tools(), &path).await.is_err());
    assert!(normalise(&tools(), &path, &folder.path().join("out.mp4"), SMALL, Fit::Pad).await.is_err());
}

#[tokio::test]
async fn a_picture_too_large_and_a_film_too_long_are_refused_before_decoding() {
    let folder = tempfile::tempdir().unwrap();
    let large = folder.path().join("large.mkv");
    ffmpeg(&["-f", "lavfi", "-i", "color=s=8300x4400:d=0.04", "-c:v", "mjpeg", large.to_str().unwrap()]);
    assert!(refusal(&large).await.contains("more than 8192×4352"));
    let long = folder.path().join("long.mp4");
    ffmpeg(&[
        "-f",
        "lavfi",
        "-i",
        "color=s=16x16:r=1/60:d=3700",
        "-c:v",
        "libx264",
        "-pix_fmt",
        "yuv420p",
        long.to_str().unwrap(),
    ]);
    assert!(refusal(&long).await.contains("its length"));
}

#[tokio::test]
async fn what_lacks_the_wanted_half_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let sound = wav(folder.path().join("a.wav"), &stereo(0.2, sine(440.0, 0.5)));
    let silent = folder.path().join("a.mp4");
    moving(&silent, SMALL, 5);
    let out = folder.path().join("out");
    let error = normalise(&tools(), &sound, &out, SMALL, Fit::Pad).await.expect_err("no picture").to_string();
    assert!(error.contains("no picture"), "{error}");
    let error = decode_audio(&tools(), &silent, &out, 9.0).await.expect_err("no sound").to_string();
    assert!(error.contains("no sound"), "{error}");
}

#[tokio::test]
async fn a_file_named_like_an_option_or_a_protocol_is_only_a_file() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["-y.mp4", "concat:a|b.mp4", "it's 100% a{b}.mp4", "映画.mp4"] {
        let path = folder.path().join(name);
        moving(&path, SMALL, 5);
        assert_eq!(probe(&tools(), &path).await.unwrap().width, 64, "{name}");
        let out = folder.path().join("out.mp4");
        assert_eq!(normalise(&tools(), &path, &out, SMALL, Fit::Pad).await.unwrap().frames, 5, "{name}");
    }
}

#[tokio::test]
async fn a_rare_codec_is_named_and_not_decoded() {
    let folder = tempfile::tempdir().unwrap();
    let (path, out) = (folder.path().join("a.mkv"), folder.path().join("out.mp4"));
    ffmpeg(&["-f", "lavfi", "-i", "testsrc=s=64x48:r=24:d=0.5", "-c:v", "ffvhuff", path.to_str().unwrap()]);
    assert!(refusal(&path).await.contains("the codec ffvhuff"));
    assert!(matches!(normalise(&tools(), &path, &out, SMALL, Fit::Pad).await, Err(MediaError::NotMedia(_))));
    // A codec that nobody has: its four letters mean nothing.
    let real = folder.path().join("real.mp4");
    moving(&real, SMALL, 12);
    let mut bytes = fs::read(&real).unwrap();
    while let Some(at) = bytes.windows(4).position(|window| window == b"avc1") {
        bytes[at..at + 4].copy_from_slice(b"zzzz");
    }
    fs::write(&path, bytes).unwrap();
    refusal(&path).await;
}

#[tokio::test]
async fn odd_sizes_turned_and_anamorphic_pictures_are_fitted() {
    let folder = tempfile::tempdir().unwrap();
    let (odd, out) = (folder.path().join("odd.webm"), folder.path().join("out.mp4"));
    for size in ["scale=61:47", "scale=3:2", "scale=7:301", "scale=45:48,setsar=3/2"] {
        let source = "color=white:s=128x64:r=25:d=0.4";
        ffmpeg(&["-y", "-f", "lavfi", "-i", source, "-vf", size, "-c:v", "libvpx", odd.to_str().unwrap()]);
        for fit in [Fit::Pad, Fit::Crop] {
            let made = normalise(&tools(), &odd, &out, SMALL, fit).await.unwrap();
            assert!((9..=10).contains(&made.frames), "{size}: {made:?}");
            let found = probe(&tools(), &out).await.unwrap();
            assert_eq!((found.width, found.height), (64, 48), "{size}");
        }
    }
}

#[tokio::test]
async fn a_video_without_pictures_and_one_with_absurd_numbers_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let (path, out) = (folder.path().join("a.mp4"), folder.path().join("out.mp4"));
    let none = folder.path().join("none.mkv");
    ffmpeg(&["-f", "lavfi", "-i", "color=s=64x48", "-frames:v", "0", "-c:v", "mpeg4", none.to_str().unwrap()]);
    let error = normalise(&tools(), &none, &out, SMALL, Fit::Pad).await.expect_err("no pictures");
    assert!(matches!(error, MediaError::NotMedia(_)), "{error}");
    let whole = folder.path().join("whole.mp4");
    moving(&whole, SMALL, 12);
    let whole = fs::read(&whole).unwrap();
    let place = |name: &[u8; 4]| whole.windows(4).position(|window| window == name).unwrap();
    // A box that claims 2^62 bytes, a table that claims four thousand million pictures, and a picture of 65535 pixels a side.
    let mut long = whole.clone();
    let mdat = place(b"mdat");
    long[mdat - 4..mdat].copy_from_slice(&1u32.to_be_bytes());
    long[mdat + 4..mdat + 12].copy_from_slice(&(1u64 << 62).to_be_bytes());
    let mut many = whole.clone();
    let stsz = place(b"stsz");
    many[stsz + 12..stsz + 16].copy_from_slice(&u32::MAX.to_be_bytes());
    let mut wide = whole.clone();
    let avc1 = place(b"avc1");
    wide[avc1 + 28..avc1 + 32].fill(0xff);
    for (name, bytes) in [("long", long), ("many", many), ("wide", wide)] {
        fs::write(&path, bytes).unwrap();
        // What the decoder finds counts, not what a header claims: either the film is as it was, or it is refused in words.
        match normalise(&tools(), &path, &out, SMALL, Fit::Pad).await {
            Ok(made) => assert_eq!(made.frames, 12, "{name}"),
            Err(error) => {
                assert!(matches!(error, MediaError::NotMedia(_) | MediaError::TooLarge { .. }), "{name}: {error}");
            }
        }
    }
}

/// A server that nobody may call.
fn trap() -> (std::net::TcpListener, String) {
    let server = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    server.set_nonblocking(true).unwrap();
    let address = format!("http://{}", server.local_addr().unwrap());
    (server, address)
}

#[tokio::test]
async fn no_file_makes_a_reader_call_out_or_open_another_file() {
    let folder = tempfile::tempdir().unwrap();
    let (server, address) = trap();
    let secret = wav(folder.path().join("secret.wav"), &stereo(0.5, sine(440.0, 0.5)));
    let playlists = [
        format!("#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\n{address}/a.ts\n#EXT-X-ENDLIST\n"),
        format!("ffconcat version 1.0\nfile '{}'\nfile '{address}/a.ts'\n", secret.display()),
        format!("<?xml version='1.0'?><MPD><BaseURL>{address}/</BaseURL></MPD>"),
        format!("v=0\no=- 0 0 IN IP4 127.0.0.1\nc=IN IP4 127.0.0.1\nm=video 9 RTP/AVP 96\na=control:{address}\n"),
    ];
    let out = folder.path().join("out");
    for (at, text) in playlists.iter().enumerate() {
        // Plain, and behind the first bytes of a real format.
        for head in [
            &b""[..],
            b"\x00\x00\x00\x08free",
            b"\x1a\x45\xdf\xa3",
            b"OggS",
            b"ID3\x04\0\0\0\0\0\0",
            b"RIFF\0\0\0\0WAVE",
        ] {
            let path = folder.path().join("posing.mp4");
            fs::write(&path, [head, text.as_bytes()].concat()).unwrap();
            assert!(normalise(&tools(), &path, &out, SMALL, Fit::Pad).await.is_err(), "{at}");
            assert!(decode_audio(&tools(), &path, &out, 9.0).await.is_err(), "{at}");
        }
    }
    assert!(server.accept().is_err(), "somebody called");
}
