use crate::support::*;
use media::{Caption, CaptionLook, FilmClip, FilmSpec, Format, assemble, to_ass, to_ass_in, to_srt, to_vtt};
use model::WordTiming;
use std::{fs, path::Path};

const HARD: [&str; 9] = [
    "It's 100%: {a\\b} {\\an8}up",
    "\"Quoted\", 'single' and `back`",
    "<b>Not bold</b> & <i>not slanted",
    "a --> b\\Nc\\hd",
    "שלום, מה שלומך? 100%",
    "مرحبا بالعالم: {كيف} الحال؟",
    "你好，世界！今天的天气真好，我们去公园散步吧，然后去喝一杯热茶。",
    "00:00:00,000 --> 00:00:09,000",
    "ends with a backslash \\",
];

fn caption(start: f64, end: f64, text: &str) -> Caption {
    Caption { start, end, speaker: None, text: text.to_owned(), words: vec![] }
}

fn words(text: &str) -> String {
    text.replace('\u{2060}', "").split_whitespace().collect::<Vec<_>>().join(" ")
}

async fn film(folder: &Path, captions: Vec<Caption>, burn: bool, format: Format) -> std::path::PathBuf {
    let video = folder.join("take.mp4");
    take(&video, format, &vec![60; format.fps as usize * 20]);
    let stem = wav(folder.join("stem.wav"), &stereo(20.0, sine(300.0, 0.05)));
    let clip = FilmClip { clip: video, stem, frames: 0, speech: vec![], chapter: "One".to_owned() };
    let out = folder.join(if burn { "burned.mp4" } else { "soft.mp4" });
    let spec = FilmSpec {
        clips: vec![clip],
        format,
        music: None,
        captions,
        burn,
        title: String::new(),
        comment: String::new(),
    };
    assemble(&media::Tools::find().unwrap(), spec, &out, folder).await.unwrap();
    out
}

#[tokio::test]
async fn any_text_comes_back_from_the_films_soft_track() {
    let folder = tempfile::tempdir().unwrap();
    let captions =
        HARD.iter().enumerate().map(|(at, text)| caption(at as f64 * 2.0, at as f64 * 2.0 + 1.5, text)).collect();
    let format = Format { fps: 12, ..SMALL };
    let film = film(folder.path(), captions, false, format).await;
    let back = ffmpeg(&["-i", film.to_str().unwrap(), "-map", "0:s:0", "-f", "webvtt", "-"]);
    let back = String::from_utf8(back).unwrap();
    let back = back.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    let times: Vec<&str> = back.lines().filter(|line| line.len() == 23 && line.contains(" --> ")).collect();
    assert_eq!(times.len(), HARD.len(), "{back}");
    assert!(times[1].starts_with("00:02.000 --> 00:03."), "{back}");
    for text in HARD {
        let bare = words(text).replace(' ', "");
        assert!(words(&back).replace(' ', "").contains(&bare), "{text} in {back}");
    }
}

#[tokio::test]
async fn burned_captions_change_the_picture_only_while_they_are_shown() {
    let folder = tempfile::tempdir().unwrap();
    let format = Format { width: 320, height: 180, fps: 12 };
    let captions =
        HARD.iter().enumerate().map(|(at, text)| caption(at as f64 * 2.0 + 0.5, at as f64 * 2.0 + 1.5, text)).collect();
    let film = film(folder.path(), captions, true, format).await;
    let raw = ffmpeg(&["-i", film.to_str().unwrap(), "-map", "0:v", "-f", "rawvideo", "-pix_fmt", "yuv420p", "-"]);
    let frames: Vec<&[u8]> = raw.chunks_exact(format.frame_bytes()).collect();
    assert_eq!(frames.len(), 240);
    let luma = |second: f64| &frames[(second * 12.0) as usize][..320 * 180];
    let bright = |second: f64| luma(second).iter().filter(|luma| **luma > 150).count();
    assert_eq!(bright(0.25), 0);
    assert_eq!(bright(19.5), 0);
    for (at, text) in HARD.iter().enumerate() {
        let second = at as f64 * 2.0 + 1.0;
        assert!(bright(second) > 40, "{text}: {} bright pixels", bright(second));
        let differ = luma(second).iter().zip(luma(second + 2.0)).filter(|(a, b)| a.abs_diff(**b) > 60).count();
        assert!(differ > 40, "{text} is followed by something else");
    }
    let shown = ffprobe(&["-show_entries", "stream=codec_name,profile", "-of", "csv=p=0", film.to_str().unwrap()]);
    assert!(shown.contains("h264,High"), "{shown}");
}

#[test]
fn rows_are_short_cards_have_two_of_them_and_follow_the_words() {
    let text = "We were never going to make it to the harbour before the storm came in, and you knew that very well, \
                didn't you, when you told me to leave the car behind.";
    let said: Vec<&str> = text.split_whitespace().collect();
    let words = said.iter().enumerate().map(|(at, word)| WordTiming {
        word: (*word).to_owned(),
        start: at as f64 * 0.3,
        end: at as f64 * 0.3 + 0.25,
    });
    let line = Caption { words: words.collect(), ..caption(10.0, 19.0, text) };
    let srt = to_srt(&[line]);
    let cards: Vec<Vec<&str>> = srt.trim().split("\n\n").map(|card| card.lines().collect()).collect();
    assert!(cards.len() >= 2, "{srt}");
    let mut spoken = 0;
    for card in &cards {
        assert!(card.len() <= 4 && card[2..].iter().all(|row| row.chars().count() <= 42), "{srt}");
        let at = 10.0 + spoken as f64 * 0.3;
        assert!(
            card[1].starts_with(&format!("00:00:{:02},{:03}", at as u32, (at * 1000.0).round() as u32 % 1000)),
            "{at}: {srt}"
        );
        spoken += card[2..].iter().map(|row| row.split_whitespace().count()).sum::<usize>();
    }
    assert_eq!(spoken, said.len());
    let chinese = to_srt(&[caption(0.0, 8.0, HARD[6])]);
    for row in chinese.lines().filter(|line| line.contains(['，', '。'])) {
        assert!(row.chars().count() <= 21, "{row}");
    }
}

#[test]
fn a_short_line_stays_long_enough_to_be_read_but_never_into_the_next() {
    let vtt = to_vtt(&[caption(1.0, 1.2, "No."), caption(1.6, 2.0, "Yes."), caption(9.0, 9.1, "Why?")]);
    assert!(vtt.contains("00:00:01.000 --> 00:00:01.560"), "{vtt}");
    assert!(vtt.contains("00:00:01.600 --> 00:00:02.600"), "{vtt}");
    assert!(vtt.contains("00:00:09.000 --> 00:00:10.000"), "{vtt}");
}

#[test]
fn a_speaker_is_named_in_webvtt_on_every_card_and_markup_is_not() {
    let line =
        Caption { speaker: Some("DR. <X>\n& CO".to_owned()), ..caption(0.0, 6.0, &"Listen to me <now>. ".repeat(8)) };
    let vtt = to_vtt(&[line]);
    let cards = vtt.matches(" --> ").count();
    assert!(cards >= 2 && vtt.matches("<v DR. &lt;X&gt; &amp; CO>").count() == cards, "{vtt}");
    assert!(vtt.contains("&lt;now&gt;"));
}

#[test]
fn captions_without_words_or_with_control_characters_leave_nothing_broken() {
    let captions =
        [caption(0.0, 1.0, "  \n "), caption(1.0, 2.0, "a\u{0}\u{7}b\r\n\r\nc"), caption(3.0, 2.0, "back in time")];
    let srt = to_srt(&captions);
    assert!(srt.starts_with("1\n00:00:01,000 -->") && srt.contains("\nab c\n"), "{srt:?}");
    assert!(srt.contains("00:00:03,000 --> 00:00:04"), "{srt}");
    let ass = to_ass(&captions, (1280, 720));
    assert_eq!(ass.matches("Dialogue:").count(), 2);
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.ass"), ass).unwrap();
    let back = ffmpeg(&["-i", folder.path().join("a.ass").to_str().unwrap(), "-f", "ass", "-"]);
    let back = String::from_utf8(back).unwrap();
    assert!(back.contains("ab c") && back.contains("back in time"), "{back}");
}

#[test]
fn drawn_captions_have_the_look_that_is_asked_for() {
    let captions = [caption(0.0, 2.0, "Come in.")];
    let style = |look| {
        let ass = to_ass_in(&captions, (1280, 720), look);
        ass.lines().find(|line| line.starts_with("Style:")).unwrap().to_owned()
    };
    let usual = CaptionLook::default();
    assert_eq!(style(usual), "Style: Line,Sans,42,&H00F4F4F4,&H96000000,&H96000000,0,1,3.0,0,2,64,64,40,-1");
    let look = CaptionLook { percent: 200, colour: [0xff, 0xd9, 0x3d], boxed: true };
    assert_eq!(style(look), "Style: Line,Sans,85,&H003DD9FF,&H96000000,&H96000000,0,3,17.0,0,2,64,64,40,-1");
    assert!(to_ass_in(&captions, (1280, 720), usual) == to_ass(&captions, (1280, 720)));
}

fn rows_of(ass: &str) -> Vec<String> {
    let lines = ass.lines().filter_map(|line| line.strip_prefix("Dialogue: "));
    lines
        .flat_map(|line| line.splitn(5, ',').nth(4).unwrap().split("\\N").map(str::to_owned).collect::<Vec<_>>())
        .collect()
}

/// Columns and rows of the picture where captions are bright, as shares of its size: left, right, top, bottom.
async fn seen(format: Format, text: &str) -> Option<(f64, f64, f64, f64)> {
    let folder = tempfile::tempdir().unwrap();
    let film = film(folder.path(), vec![caption(0.0, 19.0, text)], true, format).await;
    let raw = ffmpeg(&[
        "-ss",
        "1",
        "-i",
        film.to_str().unwrap(),
        "-frames:v",
        "1",
        "-f",
        "rawvideo",
        "-pix_fmt",
        "gray",
        "-",
    ]);
    let (width, height) = (format.width as usize, format.height as usize);
    let bright: Vec<(usize, usize)> =
        (0..width * height).filter(|at| raw[*at] > 150).map(|at| (at % width, at / width)).collect();
    let share = |values: Vec<usize>, of: usize| {
        (*values.iter().min().unwrap() as f64 / of as f64, *values.iter().max().unwrap() as f64 / of as f64)
    };
    if bright.is_empty() {
        return None;
    }
    let (left, right) = share(bright.iter().map(|(x, _)| *x).collect(), width);
    let (top, bottom) = share(bright.iter().map(|(_, y)| *y).collect(), height);
    Some((left, right, top, bottom))
}

#[tokio::test]
async fn burned_captions_lie_within_the_picture_in_every_aspect() {
    let text = "WHAT WE WANTED WAS MORE MONEY, MMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMM AND A HOUSE";
    for (width, height) in [(640, 360), (360, 640), (360, 360), (640, 272)] {
        let (left, right, top, bottom) = seen(Format { width, height, fps: 12 }, text).await.unwrap();
        assert!(left > 0.03 && right < 0.97, "{width}x{height}: {left} to {right}");
        assert!(top > 0.5 && bottom < 0.97, "{width}x{height}: {top} to {bottom}");
        assert!((left - (1.0 - right)).abs() < 0.06, "in the middle: {left} {right}");
        assert!(height <= width || bottom < 0.9, "above the buttons of a telephone: {bottom}");
    }
}

#[tokio::test]
async fn emoji_are_left_out_of_the_picture_and_stay_in_the_track() {
    let format = Format { width: 320, height: 180, fps: 12 };
    assert_eq!(seen(format, "🎉👩‍👩‍👧‍👦 ⭐").await, None);
    let hidden = caption(0.0, 4.0, "Well done 🎉👍🏽, Ann ❤️ 🇩🇪!");
    assert_eq!(rows_of(&to_ass(std::slice::from_ref(&hidden), (1280, 720))), ["Well done , Ann ❤ !"]);
    assert!(to_srt(&[hidden]).contains("🎉👍🏽"));
}

#[test]
fn a_text_from_right_to_left_is_written_in_its_own_direction() {
    let ass = to_ass(&[caption(0.0, 2.0, HARD[4])], (1280, 720));
    let style = ass.lines().find(|line| line.starts_with("Style:")).unwrap();
    assert!(style.ends_with(",-1"), "{style}");
    assert_eq!(rows_of(&ass), [HARD[4]]);
}

#[test]
fn two_who_speak_at_once_are_named_and_others_are_not() {
    let by = |speaker: &str, start: f64, end: f64, text: &str| Caption {
        speaker: Some(speaker.to_owned()),
        ..caption(start, end, text)
    };
    let captions =
        [by("ANNA", 0.0, 2.0, "Wait for me!"), by("TOM", 0.5, 2.5, "We have to go."), by("ANNA", 4.0, 5.0, "Alone?")];
    for text in [to_vtt(&captions), to_srt(&captions), to_ass(&captions, (720, 1280))] {
        assert!(text.contains("ANNA: Wait") && text.contains("TOM: We have"), "{text}");
        assert!(!text.contains("ANNA: Alone"), "{text}");
    }
}
