//! A film of a story on its pages: its places name its scenes, its shape is kept, and what was left out is named.

use crate::served::Served;
use serde_json::json;

const STORY: &str = "The Lamp\n\nChapter One\n\nThe harbour had been dark for eleven winters when Oda came back to it. Boats lay at the quay.\n\n\
    \"You'll be the niece,\" said Pell at last.\n\nThey walked up the road between the stone walls.\n\n\"Mine,\" said Pell, \"until tonight.\"\n\n\
    In the kitchen of the lighthouse Oda lit the stove. When the lantern above the table had burned down to nothing, Oda told Pell to go home.\n";

#[tokio::test(flavor = "multi_thread")]
async fn the_pages_of_a_story_name_its_scenes_by_place_and_time_and_say_what_was_left_out() {
    let folder = testkit::folder();
    let mut studio = Served::start_at(folder.path(), "http://127.0.0.1:9", "127.0.0.1:0", &[]);
    studio.register().await;
    let new = json!({ "title": "The Lamp", "script": STORY, "settings": { "aspect": "9:16" } });
    let (status, made) = studio.json("POST", "/api/v1/projects", new).await;
    assert!(status < 300, "{made}");
    let id = made["id"].as_str().unwrap().to_owned();
    let mut page = async |path: &str| {
        let (status, _) = studio.ask("GET", &format!("/projects/{id}{path}"), "", String::new()).await;
        assert_eq!(status, 200, "{path}");
        String::from_utf8_lossy(&studio.told.last().unwrap().1).into_owned()
    };
    for path in ["", "/board", "/storyboard"] {
        let text = page(path).await;
        for heading in ["EXT. HARBOUR - DAY", "EXT. ROAD - DAY", "INT. KITCHEN"] {
            assert!(text.contains(heading), "{heading} on {path}");
        }
        assert!(text.contains("a9-16"), "the film's shape on {path}");
        assert!(!text.contains("You&#x27;ll be the niece,") && !text.contains("You'll be the niece,"), "{path}");
    }
    let script = page("/script").await;
    assert!(script.contains("No shot shows this sentence: “When the lantern"), "what was left out");
    assert!(script.contains("Chapter One · EXT. HARBOUR - DAY"), "the chapter's title");
    let view = studio.get(&format!("/api/v1/projects/{id}")).await;
    let lines: Vec<&str> = view["list"]["shots"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|shot| shot["lines"].as_array().unwrap())
        .filter_map(|line| line["text"].as_str())
        .collect();
    assert!(lines.contains(&"Mine, until tonight."), "{lines:?}");
}
