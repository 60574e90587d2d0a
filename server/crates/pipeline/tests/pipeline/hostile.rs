//! What an archive says of its parts is believed no further than it can be checked.

use crate::house;
use model::Command;
use pipeline::{Error, Part};
use serde_json::json;
use std::path::PathBuf;

type Spoil = fn(&mut Part, &mut Vec<u8>);

/// The index claims this many pictures of one byte each.
fn claimed(bytes: &mut [u8], pictures: u32) {
    let table = bytes.windows(4).position(|word| word == b"stsz").unwrap() + 4;
    bytes[table + 4..table + 8].copy_from_slice(&1u32.to_be_bytes());
    bytes[table + 8..table + 12].copy_from_slice(&pictures.to_be_bytes());
}

const SPOILED: [(&str, &str, Spoil); 12] = [
    ("take", "no plain MP4", |_, bytes| claimed(bytes, u32::MAX)),
    ("take", "", |_, bytes| claimed(bytes, 12)),
    ("take", "no plain MP4", |_, bytes| *bytes = b"no film at all".to_vec()),
    ("take", "", |_, bytes| bytes.truncate(bytes.len() / 2)),
    ("take", "should last 599.0", |part, _| part.seconds = Some(599.0)),
    ("take", "does not last", |part, _| part.seconds = Some(1e300)),
    ("take", "not named .mp4", |part, _| part.extension = "avi".to_owned()),
    ("take", "NUL", |part, _| part.detail = json!({ "prompt": "a\0b" })),
    ("line_take", "", |_, bytes| *bytes = b"RIFF....WAVE".to_vec()),
    ("line_take", "", |_, bytes| bytes.truncate(bytes.len() / 2)),
    ("line_take", "words", |part, _| part.detail["words"] = json!([{ "word": "a", "start": 0.0, "end": 1e12 }])),
    ("sound", "fit", |part, _| part.detail = json!({ "sound": "a".repeat(300_000) })),
];

#[tokio::test(flavor = "multi_thread")]
async fn parts_that_are_not_what_they_say_are_refused_by_name_and_none_is_kept() {
    let house = house().await;
    let id = house.project().await;
    house.studio.command(house.who, id, Command::Start).await.unwrap();
    house.until_done(id).await;
    let prompts = house.studio.prompts_json(house.who, id).await.unwrap();
    let scratch = house.database.folder().join("taken");
    std::fs::create_dir_all(&scratch).unwrap();
    let mut parts: Vec<(Part, PathBuf)> = Vec::new();
    for (part, key) in house.studio.parts(house.who, id).await.unwrap() {
        let file = scratch.join(part.name().replace('/', "-"));
        std::fs::copy(house.studio.files().fetch(&key, &scratch).await.unwrap(), &file).unwrap();
        parts.push((part, file));
    }
    let copy = house.project().await;
    house.studio.load_prompts(house.who, copy, &prompts).await.unwrap();
    let before = house.made(copy).await;
    for (nth, (kind, words, spoil)) in SPOILED.into_iter().enumerate() {
        let mut spoiled = parts.clone();
        let (part, file) = spoiled.iter_mut().find(|(part, _)| part.kind == kind).unwrap();
        let mut bytes = std::fs::read(&*file).unwrap();
        spoil(part, &mut bytes);
        *file = scratch.join(format!("spoiled-{nth}"));
        std::fs::write(&*file, bytes).unwrap();
        let why = house.studio.take_in(house.who, copy, spoiled).await.unwrap_err();
        let Error::Refused(sentence) = &why else { panic!("{nth}: {why:?}") };
        assert!(sentence.starts_with(&format!("The {} of shot", kind.replace('_', " "))), "{nth}: {sentence}");
        assert!(sentence.contains(words), "{nth}: {sentence}");
        let kept = house.made(copy).await;
        for kind in ["take", "line_take", "sound"] {
            assert_eq!(kept.get(kind), before.get(kind), "{nth}: nothing of it is kept");
        }
    }
    house.studio.take_in(house.who, copy, parts).await.unwrap();
    house.studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_prompt_list_beyond_a_bound_is_refused_with_a_sentence_and_the_film_stays_as_it_is() {
    let house = house().await;
    let id = house.project().await;
    let before = house.view(id).await.list;
    let list = |shot: &str| format!(r#"{{"shots":[{shot}]}}"#);
    let cases = [
        (format!(r#"{{"shots":[{}{{}}]}}"#, "{},".repeat(2_000_000)), "“shots” has more than 5000"),
        (list(&format!(r#"{{"lines":[{}{{}}]}}"#, "{},".repeat(40))), "“lines” has more than 32"),
        (list(r#"{"prompt":"A cat.","lines":[{"text":"a","confidence":1e300}]}"#), "confidence"),
        (list(r#"{"prompt":"A cat.","lines":[{"text":"a","speed":-1e300}]}"#), "speed"),
        (list(r#"{"prompt":"A cat.","take":4294967295}"#), "take"),
        (list(r#"{"prompt":"a\u0000b"}"#), "NUL"),
        (format!(r#"{{"title":"{}"}}"#, "a".repeat(9_000_000)), "larger than 8 MB"),
    ];
    for (json, words) in cases {
        let why = house.studio.load_prompts(house.who, id, json.as_bytes()).await.unwrap_err();
        assert!(why.to_string().contains(words), "{why}");
        assert!(matches!(why, Error::Refused(_) | Error::TooLarge(_)), "{why:?}");
    }
    assert_eq!(house.view(id).await.list, before);
    house.studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_archives_of_one_person_and_four_of_all_are_packed_at_once() {
    let house = house().await;
    let other = model::UserId::new();
    let mut held = vec![house.studio.archive_turn(house.who).unwrap(), house.studio.archive_turn(house.who).unwrap()];
    assert!(matches!(house.studio.archive_turn(house.who), Err(Error::TooMany(_))));
    held.extend([house.studio.archive_turn(other).unwrap(), house.studio.archive_turn(other).unwrap()]);
    assert!(matches!(house.studio.archive_turn(model::UserId::new()), Err(Error::Busy(..))));
    held.clear();
    house.studio.archive_turn(house.who).unwrap();
    house.studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_film_waits_for_room_on_a_full_disk_says_so_and_goes_on_by_itself() {
    let database = testkit::TestDatabase::new().await;
    let Some(disk) = testkit::SmallDisk::mount(database.folder().join("small"), 100 << 10) else { return };
    let who = database.store().local_person().await.unwrap();
    // Nothing new is taken in where so little is free.
    let studio = crate::studio(&database, "large").await;
    let mut house = crate::House { database, studio, who };
    let id = house.project().await;
    house.studio.shutdown().await;
    house.studio = crate::studio(&house.database, "small").await;
    let new = model::view::NewProject { title: "B".into(), script: crate::SCRIPT.into(), ..Default::default() };
    assert!(matches!(house.studio.create_project(who, new).await, Err(Error::Full(_))));
    let filler = disk.0.join("filler");
    std::fs::write(&filler, vec![7; 60 << 20]).unwrap();
    assert!(matches!(house.studio.check_disk(0), Err(Error::Full(_))));
    let mut news = house.studio.subscribe(house.who, id).await.unwrap();
    house.studio.command(house.who, id, Command::Start).await.unwrap();
    let told = async {
        loop {
            if let model::Happening::Clip { message: Some(message), .. } = &news.recv().await.unwrap().what
                && message.starts_with("The disk is full: 0.0 GB free.")
            {
                return;
            }
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(60), told).await.expect("the shot says what it waits for");
    let mut conn = house.database.store().conn().await.unwrap();
    let takes = store::artifacts::of_kind(&mut conn, id, model::ArtifactKind::Take).await.unwrap();
    assert!(takes.is_empty());
    assert!(house.view(id).await.clips.iter().all(|clip| clip.state != model::ClipState::Failed));
    drop(conn);
    std::fs::remove_file(&filler).unwrap();
    let done = async {
        loop {
            if matches!(news.recv().await.unwrap().what, model::Happening::Clip { state: model::ClipState::Done, .. }) {
                return;
            }
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(60), done).await.expect("there is room: the film goes on");
    house.studio.shutdown().await;
}
