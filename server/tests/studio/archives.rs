//! Archives that were made to take all of the memory or the disk, sent to a running studio: it lives, stays small, says why, and
//! answers others meanwhile.

use crate::served::Served;
use serde_json::{Value, json};
use std::{
    io::{Cursor, Read as _, Write as _},
    sync::atomic::{AtomicBool, Ordering},
    time::{Duration, Instant},
};
use zip::{CompressionMethod, ZipArchive, ZipWriter, write::SimpleFileOptions};

const SCRIPT: &str = "INT. ROOM - DAY\n\nSHOT 1: Wide - 1s\nRain on the window.\n";
/// The most that the studio may take while it looks at them, in kB.
const MEMORY: u64 = 1_000_000;

type Zip = ZipWriter<Cursor<Vec<u8>>>;
type Entries = Vec<(String, Vec<u8>)>;

fn add(zip: &mut Zip, name: &str, method: CompressionMethod, bytes: &[u8]) {
    zip.start_file(name, SimpleFileOptions::default().compression_method(method)).unwrap();
    zip.write_all(bytes).unwrap();
}

fn zip_of(write: impl FnOnce(&mut Zip)) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    write(&mut zip);
    zip.finish().unwrap().into_inner()
}

/// The archive again, with these files in the place of its own. Texts are packed, what was made is not.
fn again(entries: &Entries, change: impl Fn(&str, &[u8]) -> Vec<u8>) -> Vec<u8> {
    zip_of(|zip| {
        for (name, bytes) in entries {
            let method = if name.ends_with(".json") { CompressionMethod::Deflated } else { CompressionMethod::Stored };
            add(zip, name, method, &change(name, bytes));
        }
    })
}

/// The index of a take claims more pictures of one byte than any take has.
fn claims_very_many_pictures(take: &[u8]) -> Vec<u8> {
    let mut take = take.to_vec();
    let table = take.windows(4).position(|word| word == b"stsz").unwrap() + 4;
    take[table + 4..table + 8].copy_from_slice(&1u32.to_be_bytes());
    take[table + 8..table + 12].copy_from_slice(&u32::MAX.to_be_bytes());
    take
}

/// The archive with another manifest.
fn with_manifest(entries: &Entries, change: impl Fn(&mut Value)) -> Vec<u8> {
    again(entries, |name, bytes| {
        if name != "project.json" {
            return bytes.to_vec();
        }
        let mut manifest: Value = serde_json::from_slice(bytes).unwrap();
        change(&mut manifest);
        manifest.to_string().into_bytes()
    })
}

/// The archive with a picture beside its parts that says it is larger than any memory.
fn with_a_vast_picture(entries: &Entries, name: &str) -> Vec<u8> {
    let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
    png.extend([60_000u32.to_be_bytes(), 60_000u32.to_be_bytes()].concat());
    png.extend(b"\x08\x06\0\0\0\0\0\0\0\0\0\0\0IDAT");
    let listed = with_manifest(entries, |m| m["pictures"] = json!([name]));
    let mut zip = ZipWriter::new_append(Cursor::new(listed)).unwrap();
    add(&mut zip, &format!("pictures/{name}"), CompressionMethod::Stored, &png);
    zip.finish().unwrap().into_inner()
}

/// Each kind, and words of the sentence with which it is refused.
fn hostile(entries: &Entries) -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let replaced = |named: &'static str, with: Vec<u8>| {
        again(entries, move |name, bytes| if name == named { with.clone() } else { bytes.to_vec() })
    };
    let take = entries.iter().find(|(name, _)| name.ends_with(".mp4")).unwrap().0.clone();
    let plain = CompressionMethod::Stored;
    let picture = "a1b2c3d4".repeat(8) + ".png";
    let picture = picture.as_str();
    let shots = |shot: &str, count: usize| {
        let list = format!(r#"{{"shots":[{}{shot}]}}"#, format!("{shot},").repeat(count));
        list.into_bytes()
    };
    let many_lines = format!(r#"{{"lines":[{}{{}}]}}"#, "{},".repeat(1_000));
    vec![
        ("many empty shots", replaced("prompts.json", shots("{}", 15_000_000)), "larger than 8 MB"),
        ("many empty shots that fit", replaced("prompts.json", shots("{}", 2_000_000)), "more than 5000"),
        ("many lines", replaced("prompts.json", shots(&many_lines, 2_000)), "more than"),
        ("deep nesting", replaced("prompts.json", [b"[".repeat(1_000_000), b"]".repeat(1_000_000)].concat()), ""),
        ("a long number list", with_manifest(entries, |m| m["parts"][0]["detail"] = json!(vec![1; 3_000_000])), ""),
        ("a name that is a path", with_manifest(entries, |m| m["parts"][0]["fingerprint"] = json!("../../x")), ""),
        ("another film's script", with_manifest(entries, |m| m["script"] = json!("X. ".repeat(2_000_000))), ""),
        ("a length of years", with_manifest(entries, |m| m["parts"][0]["seconds"] = json!(1e12)), ""),
        ("a shot that is not there", with_manifest(entries, |m| m["parts"][0]["shot"] = json!(u32::MAX)), ""),
        ("a title of megabytes", with_manifest(entries, |m| m["title"] = json!("T".repeat(7_000_000))), ""),
        (
            "pictures beyond number",
            again(
                entries,
                |name, bytes| {
                    if name.ends_with(".mp4") { claims_very_many_pictures(bytes) } else { bytes.to_vec() }
                },
            ),
            "",
        ),
        ("a take of nothing", again(entries, |name, b| if name.ends_with(".mp4") { vec![] } else { b.to_vec() }), ""),
        (
            "a playlist as a take",
            again(entries, |name, bytes| {
                let list = b"ffconcat version 1.0\nfile '/etc/passwd'\n".to_vec();
                if name.ends_with(".mp4") { list } else { bytes.to_vec() }
            }),
            "",
        ),
        (
            "shared bytes",
            zip_of(|zip| {
                for (name, bytes) in entries.iter().filter(|(name, _)| *name != take) {
                    add(zip, name, plain, bytes);
                }
                add(zip, "0", plain, &vec![7; 10_000_000]);
                (1..400).for_each(|at| zip.shallow_copy_file("0", &format!("{at}")).unwrap());
                zip.shallow_copy_file("0", &take).unwrap();
            }),
            "",
        ),
        (
            "a packed take of half a gigabyte",
            zip_of(|zip| {
                for (name, bytes) in entries.iter().filter(|(name, _)| *name != take) {
                    add(zip, name, plain, bytes);
                }
                zip.start_file(&take, SimpleFileOptions::default().compression_method(CompressionMethod::Deflated))
                    .unwrap();
                (0..500).for_each(|_| zip.write_all(&vec![0; 1_000_000]).unwrap());
            }),
            "",
        ),
        (
            "very many entries",
            zip_of(|zip| (0..200_000).for_each(|at| add(zip, &format!("{at}"), plain, b""))),
            "entries",
        ),
        ("a title with a NUL", with_manifest(entries, |m| m["title"] = json!("a\0b")), "NUL"),
        ("a detail with a NUL", with_manifest(entries, |m| m["parts"][0]["detail"]["prompt"] = json!("a\0b")), "NUL"),
        ("an archive of the future", with_manifest(entries, |m| m["version"] = json!(u32::MAX)), "newer studio"),
        (
            "one file for a hundred parts",
            with_manifest(entries, |m| {
                let part = m["parts"][0].clone();
                m["parts"].as_array_mut().unwrap().extend(vec![part; 100]);
            }),
            "twice",
        ),
        ("a list of very many pictures", with_manifest(entries, |m| m["pictures"] = json!(vec![picture; 40_000])), ""),
        (
            "half a take",
            again(entries, |name, b| if name.ends_with(".mp4") { b[..b.len() / 2].to_vec() } else { b.to_vec() }),
            "",
        ),
        (
            "a link as a take",
            zip_of(|zip| {
                for (name, bytes) in entries.iter().filter(|(name, _)| *name != take) {
                    add(zip, name, plain, bytes);
                }
                zip.add_symlink(&take, "/etc/passwd", SimpleFileOptions::default()).unwrap();
            }),
            "",
        ),
        ("a picture of 60,000 by 60,000", with_a_vast_picture(entries, picture), ""),
        (
            "names that lead elsewhere",
            zip_of(|zip| {
                for name in ["../../../outside", "/tmp/outside-of-the-studio", "parts/../../../outside", "..\\outside"]
                {
                    add(zip, name, plain, b"outside");
                }
                entries.iter().for_each(|(name, bytes)| add(zip, name, plain, bytes));
            }),
            "",
        ),
        ("a cut off archive", again(entries, |_, bytes| bytes.to_vec())[..1_000].to_vec(), ""),
        ("no archive", vec![0; 3_000_000], ""),
    ]
}

/// The most memory that a process has had, in kB.
fn most_memory(pid: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

/// Sends an archive; gives the page that the answer leads to, and the sentence that it shows.
async fn import(studio: &Served, archive: Vec<u8>) -> (String, String) {
    let part = reqwest::multipart::Part::bytes(archive).file_name("film.zip");
    let form = reqwest::multipart::Form::new().part("file", part);
    let request = studio.client.post(format!("{}/import", studio.address)).header("cookie", &studio.cookie);
    let answer = request.multipart(form).send().await.unwrap();
    assert_eq!(answer.status().as_u16(), 303);
    let cookies = answer.headers().get_all("set-cookie").iter().map(|cookie| cookie.to_str().unwrap());
    let flash =
        cookies.filter_map(|cookie| cookie.strip_prefix("flash=")).map(|cookie| cookie.split(';').next().unwrap());
    let said = flash.flat_map(|flash| url::form_urlencoded::parse(flash.as_bytes())).map(|(said, _)| said.into_owned());
    (answer.headers()["location"].to_str().unwrap().to_owned(), said.collect())
}

#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread")]
async fn hostile_archives_leave_the_studio_alive_and_small_and_others_are_answered_meanwhile() {
    let folder = testkit::folder();
    let mut studio = Served::start(folder.path(), "http://127.0.0.1:9");
    studio.register().await;
    let other = std::mem::take(&mut studio.cookie);
    let form = "email=mallory%40example.com&name=M&password=a+long+enough+password".to_owned();
    studio.ask("POST", "/auth/register", "application/x-www-form-urlencoded", form).await;
    let new = json!({ "title": "A", "script": SCRIPT, "settings": { "resolution": "480p" } });
    let id = studio.json("POST", "/api/v1/projects", new).await.1["id"].as_str().unwrap().to_owned();
    studio.json("POST", &format!("/api/v1/projects/{id}/commands"), json!({ "command": "start" })).await;
    studio.until_done(&id).await;
    studio.ask("GET", &format!("/projects/{id}/archive.zip"), "", String::new()).await;
    let whole = studio.told.pop().unwrap().1;
    let mut zip = ZipArchive::new(Cursor::new(whole.clone())).unwrap();
    let entries: Entries = (0..zip.len())
        .map(|at| {
            let mut file = zip.by_index(at).unwrap();
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).unwrap();
            (file.name().unwrap().into_owned(), bytes)
        })
        .collect();

    let over = AtomicBool::new(false);
    let look = async {
        let (mut longest, mut looks) = (Duration::ZERO, 0);
        while !over.load(Ordering::Relaxed) {
            let begun = Instant::now();
            let request = studio.client.get(format!("{}/settings", studio.address)).header("cookie", &other);
            let answer = request.header("accept", "text/html").timeout(Duration::from_secs(60)).send().await;
            assert_eq!(answer.expect("another person's page is answered").status().as_u16(), 200);
            (longest, looks) = (longest.max(begun.elapsed()), looks + 1);
        }
        (longest, looks)
    };
    let send = async {
        let before = most_memory(studio.child.id());
        let mut taken = Vec::new();
        for (kind, archive, words) in hostile(&entries) {
            let (bytes, begun) = (archive.len(), Instant::now());
            let (page, said) = import(&studio, archive).await;
            let most = most_memory(studio.child.id());
            println!("{kind}: {bytes} bytes, {:?}, {most} kB: {said:.160}", begun.elapsed());
            if page == "/settings" {
                assert!(!said.is_empty() && !said.contains("on our side") && said.contains(words), "{kind}: {said}");
            } else {
                taken.push(kind);
            }
            assert!(most <= MEMORY, "{kind}: {most} kB, {before} before");
        }
        over.store(true, Ordering::Relaxed);
        taken
    };
    let (taken, (longest, looks)) = tokio::join!(send, look);
    println!("another person's page was asked for {looks} times, and took {longest:?} at most");
    // What names nothing that is there is left out, and the rest is a film.
    let harmless = ["a shot that is not there", "a picture of 60,000 by 60,000", "names that lead elsewhere"];
    assert_eq!(taken, harmless);
    let films = studio.get("/api/v1/projects").await.as_array().unwrap().len();
    assert_eq!(films, 1 + harmless.len(), "nothing of the others stays");
    for outside in
        [folder.path().join("outside"), folder.path().join("data/outside"), "/tmp/outside-of-the-studio".into()]
    {
        assert!(!outside.exists(), "{outside:?}");
    }
    let left = std::fs::read_dir(folder.path().join("data/scratch")).unwrap();
    let left: Vec<_> = left.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    assert!(left.iter().all(|name| !name.starts_with("archive-")), "{left:?}");
    let (page, said) = import(&studio, whole).await;
    assert!(page.starts_with("/projects/"), "the archive itself is welcome: {said}");
}
