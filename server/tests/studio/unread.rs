//! Answers that are given before the request was read to its end.

use crate::served::Served;
use std::{
    io::{Read as _, Write as _},
    net::TcpStream,
    time::Duration,
};

/// Sends the request's head and the beginning of its body, of which the rest never comes; gives the answer's head.
fn answered(studio: &Served, path: &str, headers: &str, sent: &[u8]) -> String {
    let address = studio.address.trim_start_matches("http://");
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
    write!(stream, "POST {path} HTTP/1.1\r\nHost: {address}\r\nCookie: {}\r\n{headers}\r\n", studio.cookie).unwrap();
    stream.write_all(sent).unwrap();
    let (mut said, mut byte) = (Vec::new(), [0]);
    while !said.ends_with(b"\r\n\r\n") {
        stream.read_exact(&mut byte).unwrap();
        said.extend(byte);
    }
    String::from_utf8_lossy(&said).to_ascii_lowercase()
}

fn status(answer: &str) -> &str {
    answer.split(' ').nth(1).unwrap_or_default()
}

const FORM: &str = "Content-Type: multipart/form-data; boundary=line\r\n";
const FILE: &str = "--line\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n";

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_to_a_request_that_was_not_read_to_its_end_says_that_the_connection_closes() {
    let folder = testkit::folder();
    // A disk that is full for everybody.
    let settings = [("STUDIO_MIN_FREE_GB", "1000000000".to_owned())];
    let mut studio = Served::start_at(folder.path(), "http://127.0.0.1:9", "127.0.0.1:0", &settings);
    let nobody = uuid::Uuid::nil();
    let length = "Content-Length: 60000000\r\n";
    let recordings = format!("/api/v1/projects/{nobody}/recordings");
    let audio = format!("Content-Type: audio/webm\r\n{length}");
    let form = format!("{FORM}{length}");
    let json = format!("Content-Type: application/json\r\n{length}");
    let elsewhere = format!("Origin: https://evil.example\r\nSec-Fetch-Site: cross-site\r\n{form}");

    let begun = FILE.as_bytes();
    let stranger = [
        (recordings.as_str(), audio.as_str(), begun, "401"),
        ("/upload", form.as_str(), begun, "401"),
        ("/import", elsewhere.as_str(), begun, "403"),
        ("/api/v1/projects", json.as_str(), begun, "413"),
    ];
    for (path, headers, sent, wanted) in stranger {
        let answer = answered(&studio, path, headers, sent);
        assert_eq!(status(&answer), wanted, "{path}: {answer}");
        assert!(answer.contains("\r\nconnection: close\r\n"), "{path}: {answer}");
    }
    studio.register().await;
    let much = vec![0; 22_000_000];
    let signed_in =
        [(recordings.as_str(), audio.as_str(), much.as_slice(), "413"), ("/import", form.as_str(), begun, "303")];
    for (path, headers, sent, wanted) in signed_in {
        let answer = answered(&studio, path, headers, sent);
        assert_eq!(status(&answer), wanted, "{path}: {answer}");
        assert!(answer.contains("\r\nconnection: close\r\n"), "{path}: {answer}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_large_upload_that_is_refused_gets_its_answer_and_the_same_client_asks_again() {
    let folder = testkit::folder();
    let mut studio = Served::start(folder.path(), "http://127.0.0.1:9");
    studio.register().await;
    let recordings = format!("{}/api/v1/projects/{}/recordings", studio.address, uuid::Uuid::nil());
    let large = bytes::Bytes::from(vec![0; 22_000_000]);
    for _ in 0..10 {
        let request = studio.client.post(&recordings).header("cookie", &studio.cookie);
        let answer = request.header("content-type", "audio/webm").body(large.clone()).send().await.unwrap();
        assert!(matches!(answer.status().as_u16(), 404 | 413), "{}", answer.status());
        assert_eq!(studio.client.get(format!("{}/livez", studio.address)).send().await.unwrap().status(), 200);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_that_was_read_keeps_its_connection() {
    let folder = testkit::folder();
    let studio = Served::start(folder.path(), "http://127.0.0.1:9");
    let headers = "Content-Type: application/json\r\nContent-Length: 2\r\n";
    let answer = answered(&studio, "/api/v1/projects", headers, b"{}");
    assert_eq!(status(&answer), "401");
    assert!(!answer.contains("connection: close"), "{answer}");
}
