//! Every run of a film has a summary of its own: when it began and ended, what it took, and what was spoken in it.

use crate::served::Served;
use serde_json::{Value, json};

const SCRIPT: &str = "EXT. PIER - DAWN\n\nMAYA (30s) waits.\n\nMAYA\nThe boat is late today.\n\nShe sits down.\n\nBEN (40s) comes along.\n\n\
                      BEN\nIt always was.\n";

fn kind<'a>(run: &'a Value, kind: &str) -> Option<&'a Value> {
    run["kinds"].as_array().unwrap().iter().find(|own| own["kind"] == kind)
}

#[tokio::test(flavor = "multi_thread")]
async fn every_run_of_a_film_says_what_it_took_on_a_page_in_the_api_and_in_prometheus() {
    let folder = testkit::folder();
    let mut studio = Served::start_at(folder.path(), "http://127.0.0.1:9", "127.0.0.1:0", &[]);
    studio.register().await;
    let (_, made) = studio.json("POST", "/api/v1/projects", json!({ "title": "Late", "script": SCRIPT })).await;
    let id = made["id"].as_str().unwrap().to_owned();
    let film = format!("/api/v1/projects/{id}");
    assert_eq!(studio.get(&format!("{film}/runs")).await, json!([]));
    studio.ask("GET", &format!("/projects/{id}/receipts"), "", String::new()).await;
    let page = |studio: &Served| String::from_utf8_lossy(&studio.told.last().unwrap().1).into_owned();
    assert!(page(&studio).contains("This film was not filmed yet."));

    let start = format!("{film}/commands");
    assert_eq!(studio.json("POST", &start, json!({ "command": "start" })).await.0, 202);
    studio.until_ended(&id).await;
    let view = studio.get(&film).await;
    let runs = studio.get(&format!("{film}/runs")).await;
    assert_eq!(runs.as_array().map(Vec::len), Some(1), "{runs}");
    let first = studio.get(&format!("{film}/runs/1")).await;
    assert_eq!(
        (&first["run"]["state"], &first["run"]["asked"], &first["run"]["shots"]),
        (&json!("done"), &json!(true), &Value::Null)
    );
    assert!(first["run"]["ended_at"].is_string() && first["run"]["took_seconds"].as_f64().unwrap() > 0.0);
    let shots = view["list"]["shots"].as_array().map_or(0, Vec::len);
    assert_eq!(kind(&first, "footage").unwrap()["steps"].as_u64(), u64::try_from(shots).ok());
    assert!(first["bytes"].as_i64().unwrap() > 0 && first["seconds"].as_f64().unwrap() > 0.0);
    let maya = first["speakers"].as_array().unwrap().iter().find(|who| who["name"] == "MAYA").unwrap();
    assert_eq!((&maya["lines"], &maya["words"]), (&json!(1), &json!(5)));
    assert!(maya["words_a_minute"].as_f64().unwrap() > 0.0);
    assert_eq!(first["steps"].as_array().unwrap().len() as u64, first["run"]["steps"].as_u64().unwrap());

    // One changed line is spoken anew, and nobody asked for it: it cost nothing.
    let lines =
        view["list"]["shots"].as_array().unwrap().iter().flat_map(|shot| shot["lines"].as_array().unwrap().clone());
    let ben = lines.clone().find(|line| line["speaker"] == "BEN").unwrap();
    let shot = view["list"]["shots"]
        .as_array()
        .unwrap()
        .iter()
        .find(|shot| shot["lines"].as_array().unwrap().contains(&ben))
        .unwrap();
    let change = json!({ "edit": "change_line", "shot": shot["id"], "line": ben["id"], "change": { "text": "It was never on time." } });
    let (status, told) = studio.json("POST", &format!("{film}/edits"), change).await;
    assert!(status < 300, "{told}");
    studio.until_ended(&id).await;
    let second = studio.get(&format!("{film}/runs/2")).await;
    assert_eq!(
        (&second["run"]["asked"], &second["earlier"], &second["later"]),
        (&json!(false), &json!(1), &Value::Null)
    );
    assert!(kind(&second, "footage").is_none(), "{second}");
    let said: Vec<_> = second["speakers"].as_array().unwrap().iter().map(|who| (&who["name"], &who["words"])).collect();
    assert_eq!(said, [(&json!("BEN"), &json!(5))]);
    assert_eq!(studio.get(&format!("{film}/runs/1")).await["later"], json!(2));
    let both = studio.get(&format!("{film}/runs")).await;
    assert_eq!(
        both.as_array().unwrap().iter().map(|run| run["number"].clone()).collect::<Vec<_>>(),
        [json!(2), json!(1)]
    );

    studio.ask("GET", &format!("/projects/{id}/receipts?run=2"), "", String::new()).await;
    let text = page(&studio);
    for words in ["Run 2", "after a change that cost nothing", "Spoken lines", "BEN", "Earlier: run 1"] {
        assert!(text.contains(words), "{words}");
    }
    assert_eq!(studio.ask("GET", &format!("{film}/runs/3"), "", String::new()).await.0, 404);
    studio.ask("GET", "/metrics", "", String::new()).await;
    assert!(page(&studio).contains("studio_runs{state=\"done\"} 2"), "{}", page(&studio));
}
