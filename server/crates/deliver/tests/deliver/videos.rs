//! Films on their way to sites for videos, with whatever can go wrong there.

use super::film;
use deliver::{Again, Google, GoogleScope, Heard, Source, VideoStands, VideoText, Videos, Vimeo, WebWay};
use provider_simulators::{Fault, drive, vimeo};
use std::{collections::HashMap, sync::Arc};

fn silent() -> Heard {
    Arc::new(|_| {})
}

fn text() -> VideoText {
    VideoText { title: "The <Pier>".to_owned(), description: "00:00 Dawn".to_owned(), synthetic: true }
}

/// Goes to Google's page and comes back, as a browser does: what Google says to the studio.
async fn come_back(page: &str) -> HashMap<String, String> {
    let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    let answer = client.get(page).send().await.unwrap();
    let back = answer.headers()["location"].to_str().unwrap().to_owned();
    url::Url::parse(&back).unwrap().query_pairs().into_owned().collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_of_googles_page_counts_once_and_with_its_verifier_only() {
    let server = drive::Drive::start().await.unwrap();
    let google = Google::new(drive::Drive::CLIENT, drive::Drive::SECRET, Some(server.base_url())).unwrap();
    let verifier = "v".repeat(43);
    let way = WebWay { redirect: "https://studio.example/connect/google", state: "s1", verifier: &verifier };
    let page = google.page(GoogleScope::Videos, way);
    assert!(page.query().unwrap().contains("youtube.upload") && !page.as_str().contains(&verifier), "{page}");
    let back = come_back(page.as_str()).await;
    assert_eq!(back["state"], "s1");
    let other = "w".repeat(43);
    let wrong = google.exchange(&back["code"], WebWay { verifier: &other, ..way }).await.unwrap_err();
    assert_eq!(wrong.again, Again::No);
    let back = come_back(google.page(GoogleScope::Drive, way).as_str()).await;
    let token = google.exchange(&back["code"], way).await.unwrap();
    assert!(!token.is_empty() && google.exchange(&back["code"], way).await.is_err());
    let usual = Google::new("id", "secret", None).unwrap().page(GoogleScope::Drive, way);
    assert!(usual.as_str().starts_with("https://accounts.google.com/o/oauth2/v2/auth?"), "{usual}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_film_comes_to_youtube_once_and_private_and_marked_as_made_by_ai() {
    let server = drive::Drive::start().await.unwrap();
    let google = Google::new(drive::Drive::CLIENT, drive::Drive::SECRET, Some(server.base_url())).unwrap();
    let verifier = "v".repeat(43);
    let way = WebWay { redirect: "https://studio.example/connect/google", state: "s1", verifier: &verifier };
    let back = come_back(google.page(GoogleScope::Videos, way).as_str()).await;
    let videos = Videos::new(google.clone(), google.exchange(&back["code"], way).await.unwrap());
    videos.check().await.unwrap();
    let film = film();
    let (source, size): (Arc<dyn Source>, u64) = (film.clone(), film.size());
    let place = videos.begin(&text(), size).await.unwrap();
    server.fail("PUT", "?piece", Fault::Half);
    assert_eq!(videos.send_from(&place, &source, 0, size, &silent()).await.unwrap_err().again, Again::Yes);
    assert_eq!(videos.stands(&place, size).await.unwrap(), VideoStands::At(4 << 20));
    // The token runs out, and the answer to the last piece is lost.
    server.expire();
    server.fail("PUT", "?piece", Fault::Cut);
    assert!(videos.send_from(&place, &source, 4 << 20, size, &silent()).await.is_err());
    let VideoStands::At(at) = videos.stands(&place, size).await.unwrap() else { panic!() };
    assert!(matches!(videos.send_from(&place, &source, at, size, &silent()).await.unwrap(), VideoStands::Whole(_)));
    let before = server.received();
    let VideoStands::Whole(link) = videos.stands(&place, size).await.unwrap() else { panic!() };
    assert!(link.starts_with("https://youtu.be/video-") && server.received() == before, "{link}");
    let files = server.files();
    assert!(files.len() == 1 && files[0].bytes == film.0, "once, and the same to the byte");
    let said = server.videos();
    assert_eq!((said.len(), &said[0]["snippet"]["title"]), (1, &"The Pier".into()));
    let status = &said[0]["status"];
    assert_eq!((&status["privacyStatus"], &status["containsSyntheticMedia"]), (&"private".into(), &true.into()));
    server.revoke();
    assert_eq!(videos.check().await.unwrap_err().again, Again::No);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_film_comes_to_vimeo_once_whatever_goes_wrong() {
    let server = vimeo::Vimeo::start().await.unwrap();
    let account = Vimeo::new(vimeo::Vimeo::TOKEN, Some(server.base_url())).unwrap();
    assert_eq!(account.owner().await.unwrap(), "Zoe");
    let film = film();
    let (source, size): (Arc<dyn Source>, u64) = (film.clone(), film.size());
    server.fail("POST", "/me/videos", Fault::LostAnswer);
    assert_eq!(account.begin(&text(), size).await.unwrap_err().again, Again::Yes);
    let begun = account.find_begun(&text(), size).await.unwrap().unwrap();
    server.fail("PATCH", "/files/", Fault::Half);
    assert!(account.send_from(&begun, &source, 0, size, &silent()).await.is_err());
    assert_eq!(account.stands(&begun, size).await.unwrap(), VideoStands::At(4 << 20));
    server.fail("PATCH", "/files/", Fault::LostAnswer);
    assert!(account.send_from(&begun, &source, 4 << 20, size, &silent()).await.is_err());
    let VideoStands::At(at) = account.stands(&begun, size).await.unwrap() else { panic!() };
    let whole = VideoStands::Whole("https://vimeo.example/0".to_owned());
    assert_eq!(account.send_from(&begun, &source, at, size, &silent()).await.unwrap(), whole);
    assert_eq!(account.stands(&begun, size).await.unwrap(), whole);
    assert_eq!(account.find_begun(&text(), size).await.unwrap(), None, "what is whole is not begun");
    let videos = server.videos();
    assert!(videos.len() == 1 && videos[0].bytes == film.0, "once, and the same to the byte");
    assert_eq!(videos[0].said["privacy"]["view"], "nobody");
    let elsewhere = deliver::VideoBegun { place: "https://elsewhere.example/1".to_owned(), link: String::new() };
    assert_eq!(account.stands(&elsewhere, 1).await.unwrap(), VideoStands::Gone, "films go to Vimeo's servers only");
    server.revoke();
    let gone = account.owner().await.unwrap_err();
    assert!(gone.again == Again::No && gone.sentence.contains("token"), "{gone}");
}
