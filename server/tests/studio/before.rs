//! What an earlier studio left behind opens and plays, and nothing of it is made or bought again: `before/data.zip` is a data folder of
//! 30 November 2026, and `before/archive.zip` one of its projects. How they were made: `before/README.md`.

use crate::served::Served;
use diesel_async::{AsyncPgConnection, RunQueryDsl as _, SimpleAsyncConnection as _};
use provider_simulators::{
    charges,
    kling::{Kling, Options},
};
use serde_json::json;
use std::{collections::BTreeSet, fs::File, path::Path, process::Command};
use testkit::TestDatabase;

const PIER: &str = "01a22c5d-82a9-746b-a9bc-dea3b01b0955";
const FERRY: &str = "01a22c5d-86dd-71fc-bfba-612599ae335b";
const HARBOUR: &str = "01a22c5d-8d92-71b1-bc97-4d25150ceb6a";

/// The folder and database of the earlier studio, served by this one. Kling is there, and would charge.
async fn moved_in(folder: &Path, kling: &Kling) -> (Served, TestDatabase) {
    let database = TestDatabase::empty().await;
    let data = folder.join("data");
    let zip = File::open(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/studio/before/data.zip")).unwrap();
    zip::ZipArchive::new(zip).unwrap().extract(&data).unwrap();
    let dump = std::fs::read_to_string(data.join("database.sql")).unwrap();
    database.store().own_conn().await.unwrap().batch_execute(&dump).await.unwrap();
    let settings = [("DATABASE_URL", database.url().to_owned()), ("KLING_API_KEY", "any-key".to_owned())];
    let mut studio = Served::start_at(folder, &kling.base_url, "127.0.0.1:0", &settings);
    let form = "email=ada%40example.com&password=a+long+enough+password".to_owned();
    assert_eq!(studio.ask("POST", "/auth/login", "application/x-www-form-urlencoded", form).await.0, 303);
    (studio, database)
}

#[derive(diesel::QueryableByName, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Made {
    #[diesel(sql_type = diesel::sql_types::Text)]
    kind: String,
    #[diesel(sql_type = diesel::sql_types::Text)]
    fingerprint: String,
}

/// What was made for a project, by kind and fingerprint, without its sketches.
async fn made(conn: &mut AsyncPgConnection, project: &str) -> BTreeSet<Made> {
    let rows = diesel::sql_query(format!(
        "SELECT kind, fingerprint FROM artifacts WHERE kind <> 'panel' AND project_id = '{project}'"
    ));
    rows.load(conn).await.unwrap().into_iter().collect()
}

/// How long a video at this address is, in seconds, when all of it is decoded.
async fn plays(studio: &Served, folder: &Path, url: &str) -> f64 {
    let request = studio.client.get(format!("{}{url}", studio.address)).header("cookie", &studio.cookie);
    let answer = request.send().await.unwrap();
    assert_eq!(answer.status().as_u16(), 200, "{url}");
    let file = folder.join("played.mp4");
    std::fs::write(&file, answer.bytes().await.unwrap()).unwrap();
    let decoded = Command::new("ffmpeg").args(["-v", "error", "-i"]).arg(&file).args(["-f", "null", "-"]).output();
    let decoded = decoded.unwrap();
    assert!(decoded.status.success() && decoded.stderr.is_empty(), "{url}: {decoded:?}");
    let mut ffprobe = Command::new("ffprobe");
    ffprobe.args(["-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0"]).arg(&file);
    String::from_utf8(ffprobe.output().unwrap().stdout).unwrap().trim().parse().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_data_folder_of_an_earlier_studio_opens_and_plays_and_nothing_is_made_or_bought_again() {
    let folder = testkit::folder();
    let kling = Kling::start(Options::default()).await.unwrap();
    let (mut studio, database) = moved_in(folder.path(), &kling).await;
    let mut conn = database.store().own_conn().await.unwrap();
    for (project, seconds, kinds) in [
        (PIER, 3.3, vec!["clip", "film", "line_take", "sound", "take"]),
        (FERRY, 3.0, vec!["clip", "faces", "film", "line_take", "lips", "picture", "sound", "take"]),
        (HARBOUR, 3.0, vec!["clip", "film", "line_take", "lips", "sound", "take"]),
    ] {
        let before = made(&mut conn, project).await;
        let found: BTreeSet<&str> = before.iter().map(|made| made.kind.as_str()).collect();
        assert_eq!(found.into_iter().collect::<Vec<_>>(), kinds, "{project}");
        let at = format!("/api/v1/projects/{project}");
        let view = studio.get(&at).await;
        assert_eq!((&view["card"]["state"], &view["film"]["stale"]), (&json!("done"), &json!(false)), "{project}");
        let film = plays(&studio, folder.path(), &format!("/projects/{project}/film.mp4")).await;
        assert!((film - seconds).abs() < 0.1, "{project}: {film} s");
        for clip in view["clips"].as_array().unwrap().iter().filter(|_| project != HARBOUR) {
            plays(&studio, folder.path(), clip["video"].as_str().unwrap()).await;
        }
        for page in ["", "/script", "/board", "/edit", "/receipts"] {
            let (status, _) = studio.ask("GET", &format!("/projects/{project}{page}"), "", String::new()).await;
            assert_eq!(status, 200, "{project}{page}");
        }
        assert_eq!(made(&mut conn, project).await, before, "{project}: everything has the name that it had");
        if project == PIER {
            // A newer studio draws other pictures: a start would draw this film anew, for nothing.
            continue;
        }
        studio.json("POST", &format!("{at}/commands"), json!({ "command": "start" })).await;
        studio.until_ended(project).await;
        assert_eq!(studio.get(&at).await["card"]["state"], "done", "{project}");
        assert_eq!(made(&mut conn, project).await, before, "{project}: everything has the name that it had");
    }
    assert_eq!(charges(&kling.charges).unwrap().len(), 0, "nothing is bought");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_archive_of_an_earlier_studio_becomes_a_film_and_nothing_that_it_holds_is_made_or_bought_again() {
    let folder = testkit::folder();
    let kling = Kling::start(Options::default()).await.unwrap();
    let (mut studio, database) = moved_in(folder.path(), &kling).await;
    let mut conn = database.store().own_conn().await.unwrap();
    let bytes = std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/studio/before/archive.zip")).unwrap();
    let part = reqwest::multipart::Part::bytes(bytes).file_name("ferry.zip");
    let form = reqwest::multipart::Form::new().part("file", part);
    let request = studio.client.post(format!("{}/import", studio.address)).header("cookie", &studio.cookie);
    let answer = request.multipart(form).send().await.unwrap();
    let place = answer.headers()["location"].to_str().unwrap().to_owned();
    let copy = place.strip_prefix("/projects/").unwrap_or_else(|| panic!("it is refused: {answer:?}")).to_owned();
    let held = |made: BTreeSet<Made>| {
        let kept: BTreeSet<Made> = made.into_iter().filter(|made| !["clip", "film"].contains(&&*made.kind)).collect();
        kept
    };
    let wanted = held(made(&mut conn, FERRY).await);
    assert_eq!(wanted.len(), 6);
    assert_eq!(held(made(&mut conn, &copy).await), wanted, "all of it is taken in");
    let command = json!({ "command": "start" });
    studio.json("POST", &format!("/api/v1/projects/{copy}/commands"), command).await;
    studio.until_ended(&copy).await;
    assert_eq!(studio.get(&format!("/api/v1/projects/{copy}")).await["card"]["state"], "done");
    assert_eq!(held(made(&mut conn, &copy).await), wanted, "nothing else was made to join the film");
    let film = plays(&studio, folder.path(), &format!("/projects/{copy}/film.mp4")).await;
    assert!((film - 3.0).abs() < 0.1, "{film} s");
    assert_eq!(charges(&kling.charges).unwrap().len(), 0, "nothing is bought");
}
