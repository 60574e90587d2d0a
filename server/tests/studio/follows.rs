//! Who follows a film's events, and until when.

use crate::served::Served;
use serde_json::json;
use std::{path::Path, time::Duration};

const FORM: &str = "application/x-www-form-urlencoded";

async fn project(studio: &mut Served) -> String {
    let new = json!({ "title": "A", "script": "INT. ROOM - DAY\n\nA man sits.\n" });
    let (_, made) = studio.json("POST", "/api/v1/projects", new).await;
    made["id"].as_str().unwrap().to_owned()
}

async fn follow(studio: &Served, id: &str) -> reqwest::Response {
    let url = format!("{}/api/v1/projects/{id}/events", studio.address);
    studio.client.get(url).header("cookie", &studio.cookie).send().await.unwrap()
}

async fn ends(mut stream: reqwest::Response) {
    let read = async { while stream.chunk().await.unwrap().is_some() {} };
    tokio::time::timeout(Duration::from_secs(30), read).await.expect("the stream ends");
}

fn with_heartbeat(folder: &Path, seconds: &str) -> Served {
    Served::start_at(folder, "http://127.0.0.1:9", "127.0.0.1:0", &[("STUDIO_HEARTBEAT", seconds.to_owned())])
}

#[tokio::test(flavor = "multi_thread")]
async fn streams_end_when_their_person_logs_out_and_when_their_film_is_gone() {
    let folder = testkit::folder();
    // Nothing here waits for a heartbeat.
    let mut studio = with_heartbeat(folder.path(), "300");
    studio.register().await;
    let (one, two) = (project(&mut studio).await, project(&mut studio).await);
    let (first, second) = (follow(&studio, &one).await, follow(&studio, &two).await);
    let (status, _) = studio.ask("DELETE", &format!("/api/v1/projects/{one}"), "", String::new()).await;
    assert!(status < 300);
    ends(first).await;
    let cookie = studio.cookie.clone();
    studio.ask("POST", "/auth/logout", FORM, String::new()).await;
    ends(second).await;
    studio.cookie = cookie;
    assert_eq!(follow(&studio, &two).await.status().as_u16(), 401);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_that_another_process_ended_ends_its_streams_at_the_next_heartbeat() {
    let folder = testkit::folder();
    let mut studio = with_heartbeat(folder.path(), "0.2");
    studio.register().await;
    let id = project(&mut studio).await;
    let mut stream = follow(&studio, &id).await;
    assert!(stream.chunk().await.unwrap().is_some(), "it goes on while the session does");
    // A log-in makes the old session's id worthless, and says so to nobody.
    let form = "email=ada%40example.com&password=a+long+enough+password".to_owned();
    let (status, _) = studio.ask("POST", "/auth/login", FORM, form).await;
    assert_eq!(status, 303);
    ends(stream).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_person_follows_no_more_than_twenty_films_at_once() {
    let folder = testkit::folder();
    let mut studio = with_heartbeat(folder.path(), "300");
    studio.register().await;
    let id = project(&mut studio).await;
    let mut streams = Vec::new();
    for _ in 0..20 {
        streams.push(follow(&studio, &id).await);
    }
    assert!(streams.iter().all(|stream| stream.status().as_u16() == 200));
    let refused = follow(&studio, &id).await;
    assert_eq!((refused.status().as_u16(), refused.headers().contains_key("retry-after")), (429, true));
    assert!(refused.text().await.unwrap().contains("Close a page first"));
    let form = "email=bo%40example.com&name=Bo&password=a+long+enough+password".to_owned();
    let other = std::mem::take(&mut studio.cookie);
    studio.ask("POST", "/auth/register", FORM, form).await;
    let own = project(&mut studio).await;
    assert_eq!(follow(&studio, &own).await.status().as_u16(), 200, "another person");
    studio.cookie = other;
    streams.pop();
    // The place is free when the studio has noticed.
    for _ in 0..200 {
        if follow(&studio, &id).await.status().as_u16() == 200 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the place of a stream that was closed stays taken");
}
