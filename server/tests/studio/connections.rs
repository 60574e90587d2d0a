//! Connections that say nothing, or not all, keep nobody else waiting and do not stay.

use crate::served::Served;
use std::{
    io::{ErrorKind, Read as _, Write as _},
    net::TcpStream,
    time::Duration,
};

fn open(studio: &Served, bytes: &[u8]) -> TcpStream {
    let mut stream = TcpStream::connect(studio.address.trim_start_matches("http://")).unwrap();
    stream.write_all(bytes).unwrap();
    stream
}

/// Reads until the studio closes the connection; gives what it said before.
fn until_closed(mut stream: TcpStream) -> String {
    stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    let mut said = Vec::new();
    match stream.read_to_end(&mut said) {
        Ok(_) => {}
        Err(error) => assert_eq!(error.kind(), ErrorKind::ConnectionReset, "it is still open"),
    }
    String::from_utf8_lossy(&said).into_owned()
}

fn with(folder: &std::path::Path, settings: &[(&str, &str)]) -> Served {
    let settings: Vec<_> = settings.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
    Served::start_at(folder, "http://127.0.0.1:9", "127.0.0.1:0", &settings)
}

#[tokio::test(flavor = "multi_thread")]
async fn idle_and_half_finished_requests_keep_nobody_waiting_and_are_ended() {
    let folder = testkit::folder();
    let studio = with(folder.path(), &[("STUDIO_PATIENCE", "0.5")]);
    let beginnings: [&[u8]; 5] = [
        b"",
        b"GET /lo",
        b"PRI * HTTP/2.0\r\n",
        b"POST /auth/login HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 90\r\n\r\nemail=",
        b"GET /livez HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\nGET /liv",
    ];
    let held: Vec<_> = (0..200).map(|at| open(&studio, beginnings[at % beginnings.len()])).collect();
    let asked = studio.client.get(format!("{}/login", studio.address)).timeout(Duration::from_secs(20)).send();
    assert_eq!(asked.await.unwrap().status().as_u16(), 200, "others are answered meanwhile");
    let said: Vec<_> = tokio::task::spawn_blocking(|| held.into_iter().map(until_closed).collect()).await.unwrap();
    for (at, said) in said.iter().enumerate() {
        match at % beginnings.len() {
            3 => assert!(said.starts_with("HTTP/1.1 4"), "{said}"),
            4 => assert!(said.starts_with("HTTP/1.1 200"), "{said}"),
            _ => assert!(!said.contains("200"), "{said}"),
        }
    }
    assert_eq!(studio.client.get(format!("{}/livez", studio.address)).send().await.unwrap().status().as_u16(), 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_comes_slowly_but_comes_is_waited_for() {
    let folder = testkit::folder();
    let studio = with(folder.path(), &[("STUDIO_PATIENCE", "0.5")]);
    let body = vec![b'x'; 8_000];
    let head = format!(
        "POST /auth/login HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    let mut stream = open(&studio, head.as_bytes());
    let said = tokio::task::spawn_blocking(move || {
        for piece in body.chunks(2_000) {
            stream.write_all(piece).unwrap();
            std::thread::sleep(Duration::from_millis(300));
        }
        until_closed(stream)
    });
    assert!(
        said.await.unwrap().starts_with("HTTP/1.1 422"),
        "in all longer than the limit, but never slower than the least rate"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn when_every_place_is_taken_those_who_wait_for_nothing_make_room() {
    let folder = testkit::folder();
    let studio = with(folder.path(), &[("STUDIO_CONNECTIONS", "20"), ("STUDIO_PATIENCE", "600")]);
    let held: Vec<_> = (0..60).map(|_| open(&studio, b"GET /lo")).collect();
    for _ in 0..5 {
        let fresh = reqwest::Client::new().get(format!("{}/livez", studio.address)).timeout(Duration::from_secs(20));
        assert_eq!(fresh.send().await.unwrap().status().as_u16(), 200);
    }
    let mut first = held.into_iter().next().unwrap();
    first.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    assert_eq!(first.read(&mut [0]).unwrap_or(0), 0, "the oldest was closed");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stop_waits_for_no_event_stream_and_for_no_idle_connection() {
    let folder = testkit::folder();
    let mut studio = with(folder.path(), &[("STUDIO_STREAMS", "400"), ("STUDIO_PATIENCE", "600")]);
    studio.register().await;
    // Opened first, so that the studio has surely read what they have of a request.
    let _idle: Vec<_> = (0..50).map(|n| open(&studio, if n % 2 == 0 { b"GET /" } else { b"" })).collect();
    let new = serde_json::json!({ "title": "A", "script": "INT. ROOM - DAY\n\nA man sits.\n" });
    let (_, made) = studio.json("POST", "/api/v1/projects", new).await;
    let url = format!("{}/api/v1/projects/{}/events", studio.address, made["id"].as_str().unwrap());
    let mut streams = Vec::new();
    for _ in 0..300 {
        let answer = studio.client.get(&url).header("cookie", &studio.cookie).send().await.unwrap();
        assert_eq!(answer.status().as_u16(), 200);
        streams.push(answer);
    }
    let pid = studio.child.id().to_string();
    assert!(std::process::Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
    for mut answer in streams {
        while answer.chunk().await.unwrap().is_some() {}
    }
    assert!(studio.child.wait().unwrap().success());
    let log = std::fs::read_to_string(folder.path().join("log")).unwrap();
    assert!(!log.contains("some requests did not end in time"));
}
