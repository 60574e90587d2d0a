//! What a service may answer instead of what it should: each ends in a state of its own, with a sentence, and in bounded memory.

use crate::{kling::account, speech::line};
use media::Tools;
use model::{ModelChoice, SoundSpec, VideoSpec};
use provider_simulators::{Reply, Server, sample};
use providers::{
    Call, Catalogue, Credentials, Failure, FailureClass, Health, Kind, Lookup, Poll, Registry, Started, VideoMade,
    VideoMaker,
};
use serde_json::{Value, json};

fn spec() -> VideoSpec {
    super::kling::spec("kling-3.0")
}

fn registry(provider: &str, base: &str) -> Registry {
    let mut credentials = Credentials::default();
    credentials.set(provider, account(base));
    Registry::new(Catalogue::built_in().unwrap(), credentials, Tools::find().unwrap())
}

fn maker(server: &Server) -> Box<dyn VideoMaker> {
    registry("kling", &server.base_url).video("kling").unwrap()
}

fn ok(data: Value) -> Reply {
    Reply::json(200, &json!({ "code": 0, "message": "SUCCEED", "request_id": "r", "data": data }))
}

/// By so many bytes an endless answer was left: the limit of an answer, 4 MB, and what the kernel may hold of it at both ends, 37 MB as
/// Linux is set up.
const LEFT: u64 = 48 << 20;

/// The failure's sentence is one for people.
fn plain(failure: &Failure, row: &str) {
    let sentence = failure.to_string();
    assert!(sentence.len() > 15 && sentence.ends_with(['.', '!', '?']), "{row}: {sentence}");
    assert!(!sentence.contains("canary") && !sentence.contains("http://"), "{row}: {sentence}");
}

async fn created(reply: Reply) -> (Result<Started<VideoMade>, Failure>, Server) {
    let server = Server::start(move |_| reply.clone()).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let end = maker(&server).start(&spec(), &Call::new("shot-1", folder.path())).await;
    assert_eq!(server.heard().len(), 1, "an order is sent once, whatever is answered");
    (end, server)
}

#[tokio::test]
async fn an_order_without_a_clear_answer_has_an_unknown_outcome_and_is_sent_once() {
    let rows = [
        ("a page instead of JSON", Reply::html(200)),
        ("a gateway's page", Reply::html(502)),
        ("half an answer", Reply::Half(200, "application/json", br#"{"code":0,"data":{"id":"123456"}}"#.to_vec())),
        ("no answer", Reply::Reset),
        ("an empty answer", Reply::Whole(200, "application/json", Vec::new())),
        ("an endless answer", Reply::Flood("application/json", None)),
        ("a redirect", Reply::Elsewhere("/elsewhere".into())),
        ("a success without data", Reply::json(200, &json!({ "code": 0, "message": "SUCCEED" }))),
        ("a task without an id", ok(json!({ "status": "submitted" }))),
        ("an id that leads elsewhere", ok(json!({ "id": "../../account", "status": "submitted" }))),
        ("a list", ok(json!([1, 2]))),
        ("a code of no known meaning", Reply::json(200, &json!({ "code": 7777, "message": "hm" }))),
        ("not even text", Reply::Whole(200, "application/json", vec![0xff; 4_000])),
    ];
    for (row, reply) in rows {
        let (end, server) = created(reply).await;
        let failure = end.unwrap_err();
        assert_eq!(failure.class, FailureClass::Unknown, "{row}: {failure:?}");
        plain(&failure, row);
        assert!(server.flooded() < LEFT, "{row}: {} bytes", server.flooded());
    }
    let (end, _) = created(ok(json!({ "id": 123456, "status": "submitted" }))).await;
    assert!(matches!(end.unwrap(), Started::Pending { task_id } if task_id == "123456"), "an id may be a number");
}

/// A look at a task that is told of in this way.
async fn looked(reply: Reply) -> Result<Poll<VideoMade>, Failure> {
    let server = Server::start(move |_| reply.clone()).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let end = maker(&server).poll("123456", &Call::new("shot-1", folder.path())).await;
    // A question without a clear answer is asked again at once, up to twice, at each of two places.
    let (asked, sent) = (server.heard().len() as u64, server.flooded());
    assert!((1..=6).contains(&asked) && sent < asked * LEFT, "{asked} questions, {sent} bytes");
    end
}

#[tokio::test]
async fn a_look_that_says_nothing_clear_leaves_the_task_as_it_is() {
    let task = |task: Value| ok(json!([task]));
    for (row, reply) in [
        ("a page instead of JSON", Reply::html(200)),
        ("no answer", Reply::Reset),
        ("an endless answer", Reply::Flood("application/json", None)),
        ("half an answer", Reply::Half(200, "application/json", b"{\"code\":0,\"data\":[]}".to_vec())),
        ("another task", task(json!({ "id": "999", "status": "failed" }))),
        ("a task without an id", task(json!({ "status": "failed" }))),
        ("an internal error", Reply::json(500, &json!({ "code": 5000, "message": "internal error" }))),
    ] {
        let failure = looked(reply).await.unwrap_err();
        assert!(failure.may_retry(), "{row}: {failure:?}");
        plain(&failure, row);
    }
    for (row, told) in [
        ("a word that nobody knows", json!({ "id": "123456", "status": "pondering" })),
        ("no status", json!({ "id": "123456" })),
        ("a status of another type", json!({ "id": "123456", "status": { "a": 1 } })),
    ] {
        assert!(matches!(looked(task(told)).await, Ok(Poll::Waiting { .. })), "{row}");
    }
    let failed = task(json!({ "id": "123456", "status": "failed", "message": ["odd"], "billing": "none" }));
    assert!(matches!(looked(failed).await, Ok(Poll::Failed(_))));
}

/// A finished task whose video is this reply; `url` and `declared` as the service names them.
async fn filmed(url: Option<&str>, declared: Value, file: Reply) -> Result<Poll<VideoMade>, Failure> {
    ordered_and_filmed(None, url, declared, file).await
}

/// As [`filmed`], for a video that should last so many seconds.
async fn ordered_and_filmed(
    ordered: Option<f64>,
    url: Option<&str>,
    declared: Value,
    file: Reply,
) -> Result<Poll<VideoMade>, Failure> {
    let url = url.map(str::to_owned);
    let server = Server::start(move |asked| {
        if asked.path != "/tasks" {
            return file.clone();
        }
        let url = url.clone().map_or(Value::Null, |url| url.replace("BASE", &asked.base()).into());
        ok(json!([{ "id": "123456", "status": "succeeded",
            "outputs": [{ "type": "video", "id": "v", "url": url, "duration": declared }],
            "billing": [{ "charge_type": "unit", "amount": "4", "package_type": "video" }] }]))
    })
    .await
    .unwrap();
    let folder = tempfile::tempdir().unwrap();
    let call = Call::new("shot-1", folder.path()).ordered_seconds(ordered);
    let end = maker(&server).poll("123456", &call).await;
    if let Ok(Poll::Done(made)) = &end {
        assert!(made.file.metadata().unwrap().len() > 0);
    }
    end
}

#[tokio::test]
async fn a_result_that_is_no_video_ends_the_task_with_a_reason_and_its_price() {
    let film = sample::video(1.0, (320, 180), false).await.unwrap();
    let tone = sample::tone(1.0, "mp3").await.unwrap();
    let here = Some("BASE/v.mp4");
    let mp4 = |bytes: &[u8]| Reply::Whole(200, "video/mp4", bytes.to_vec());
    let rows = [
        ("a page", here, json!("1.0"), Reply::html(200)),
        ("an empty file", here, json!("1.0"), mp4(b"")),
        ("a file cut in half", here, json!("1.0"), mp4(&film[..film.len() / 2])),
        ("a download that always breaks off", here, json!("1.0"), Reply::Half(200, "video/mp4", film.clone())),
        ("a playlist", here, json!("1.0"), mp4(b"#EXTM3U\n#EXTINF:5,\nfile:///etc/passwd\n")),
        ("a script of ffmpeg's", here, json!("1.0"), mp4(b"ffconcat version 1.0\nfile /etc/passwd\n")),
        ("a sound", here, json!("1.0"), mp4(&tone)),
        ("noise", here, json!("1.0"), mp4(&[0x5a; 5_000])),
        ("ten gigabytes", here, json!("1.0"), Reply::Flood("video/mp4", Some(10 << 30))),
        ("another length", here, json!("8.0"), mp4(&film)),
        ("no address", None, json!("1.0"), mp4(&film)),
        ("an address on this machine", Some("http://127.0.0.1:5432/"), json!("1.0"), mp4(&film)),
        ("a private address", Some("https://192.168.0.1/v.mp4"), json!("1.0"), mp4(&film)),
        ("a file of this machine", Some("file:///etc/passwd"), json!("1.0"), mp4(&film)),
        ("no address at all", Some("v.mp4"), json!("1.0"), mp4(&film)),
        ("a redirect into the network", here, json!("1.0"), Reply::Elsewhere("http://10.0.0.1/".into())),
    ];
    for (row, url, declared, file) in rows {
        match filmed(url, declared, file).await {
            Ok(Poll::Failed(failure)) => {
                assert_eq!(failure.class, FailureClass::Broken, "{row}: {failure:?}");
                assert_eq!(failure.billed.as_ref().unwrap().amount.cents(), 56, "{row}: it was paid all the same");
                plain(&failure, row);
            }
            other => panic!("{row}: {other:?}"),
        }
    }
    for (row, declared) in [("no length", Value::Null), ("a length of another type", json!({})), ("a number", json!(1))]
    {
        let end = filmed(here, declared, mp4(&film)).await;
        assert!(matches!(end, Ok(Poll::Done(_))), "{row}: {end:?}");
    }
}

#[tokio::test]
async fn a_video_of_quite_another_length_than_was_ordered_is_no_result_whatever_length_is_declared() {
    for (seconds, ordered, usable) in
        [(0.5, 10.0, false), (0.5, 0.6, true), (14.0, 3.0, false), (12.0, 3.0, true), (14.0, 5.0, true)]
    {
        let film = Reply::Whole(200, "video/mp4", sample::video(seconds, (320, 180), false).await.unwrap());
        let declared = json!(seconds.to_string());
        let end = ordered_and_filmed(Some(ordered), Some("BASE/v.mp4"), declared, film).await.unwrap();
        match end {
            Poll::Done(_) => assert!(usable, "{seconds} s for {ordered} s"),
            Poll::Failed(failure) => {
                assert!(!usable && failure.class == FailureClass::Broken, "{seconds} s for {ordered} s: {failure:?}");
                assert!(failure.sentence.contains("and should last") && failure.billed.is_some(), "{failure:?}");
            }
            Poll::Waiting { .. } => panic!("it is done"),
        }
    }
}

#[tokio::test]
async fn a_link_that_has_expired_is_asked_for_anew() {
    for reply in [Reply::Whole(403, "application/xml", b"<Error/>".to_vec()), Reply::Reset, Reply::html(503)] {
        let failure = filmed(Some("BASE/v.mp4"), json!("1.0"), reply).await.unwrap_err();
        assert!(failure.may_retry(), "{failure:?}");
    }
}

#[tokio::test]
async fn a_listing_that_makes_no_sense_is_no_proof_that_nothing_was_made() {
    for reply in [Reply::html(200), Reply::Reset, Reply::Flood("application/json", None)] {
        let server = Server::start(move |_| reply.clone()).await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let end = maker(&server).find("shot-1", &Call::new("shot-1", folder.path())).await;
        assert!(!matches!(end, Ok(Lookup::Absent)), "{end:?}");
    }
}

#[tokio::test]
async fn a_line_that_is_no_sound_was_paid_all_the_same_and_one_without_a_clear_answer_is_unknown() {
    use FailureClass::*;
    let audio = |bytes: &[u8]| Reply::Whole(200, "audio/mpeg", bytes.to_vec());
    let eleven = |sound: &str| Reply::json(200, &json!({ "audio_base64": sound, "alignment": null }));
    let rows = [
        ("openai", "tts-1", Reply::html(200), Unknown),
        ("openai", "tts-1", Reply::Reset, Unknown),
        ("openai", "tts-1", Reply::Half(200, "audio/wav", vec![1; 4_000]), Unknown),
        ("openai", "tts-1", Reply::Flood("audio/wav", None), Unknown),
        ("openai", "tts-1", audio(b""), Broken),
        ("openai", "tts-1", audio(b"#EXTM3U\nfile:///etc/passwd\n"), Broken),
        ("elevenlabs", "eleven_multilingual_v2", Reply::html(200), Unknown),
        ("elevenlabs", "eleven_multilingual_v2", Reply::html(503), Unknown),
        ("elevenlabs", "eleven_multilingual_v2", eleven("?? no base64 ??"), Broken),
        ("elevenlabs", "eleven_multilingual_v2", eleven("AAAAAAAA"), Broken),
        ("google-speech", "translate", Reply::html(200), Broken),
        ("google-speech", "translate", Reply::html(503), TryAgain),
    ];
    for (provider, model, reply, class) in rows {
        let server = Server::start(move |_| reply.clone()).await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let maker = registry(provider, &server.base_url).speech(provider).unwrap();
        let call = Call::new("line-1", folder.path());
        let failure = maker.start(&line(provider, model, "Cast off."), &call).await.unwrap_err();
        assert_eq!(failure.class, class, "{provider}: {failure:?}");
        assert_eq!(failure.billed.is_some(), class == Broken && provider != "google-speech", "{provider}: {failure:?}");
        plain(&failure, provider);
        assert_eq!(server.heard().len(), 1);
    }
}

/// What came of an order of a film, a line or a sound.
async fn ordered(registry: &Registry, provider: &str, model: &str) -> Failure {
    let folder = tempfile::tempdir().unwrap();
    let call = Call::new("shot-1", folder.path());
    let choice = ModelChoice::new(provider, model);
    match registry.catalogue().model(&choice).unwrap().kind {
        Kind::Video => {
            let spec = VideoSpec::from_prompt(choice, "A harbour.", 5.0, (1280, 720));
            registry.video(provider).unwrap().start(&spec, &call).await.map(drop).unwrap_err()
        }
        Kind::Speech => {
            let spec = line(provider, model, "Cast off.");
            registry.speech(provider).unwrap().start(&spec, &call).await.map(drop).unwrap_err()
        }
        _ => {
            let (sound, ambience, seconds, take, footage) = ("a door slams".into(), false, 2.0, 0, None);
            let spec = SoundSpec { model: choice, sound, ambience, seconds, take, footage, heard: None };
            registry.sound(provider).unwrap().start(&spec, &call).await.map(drop).unwrap_err()
        }
    }
}

#[tokio::test]
async fn an_error_of_a_services_own_leaves_open_whether_something_was_made_whatever_it_says() {
    let openai = |code: &str| json!({ "error": { "message": "The server had an error.", "code": code } });
    let eleven = |status: &str| json!({ "detail": { "status": status, "message": "Something went wrong." } });
    let kling = |code: i64| json!({ "code": code, "message": "parallel task over resource pack limit" });
    let rows = [
        ("openai", "tts-1", openai("server_error")),
        ("openai", "tts-1", openai("insufficient_quota")),
        ("openai", "tts-1", openai("content_policy_violation")),
        ("elevenlabs", "eleven_multilingual_v2", eleven("internal_error")),
        ("elevenlabs", "eleven_multilingual_v2", eleven("system_busy")),
        ("elevenlabs", "eleven_text_to_sound_v2", eleven("quota_exceeded")),
        ("runway", "gen4.5", json!({ "error": "An unexpected error occurred: moderation." })),
        ("pollo", "kling-ai/kling-v2-5-turbo", json!({ "code": "INTERNAL_SERVER_ERROR", "message": "Internal error" })),
        ("fal", "kling-v3-standard", json!({ "detail": [{ "msg": "flagged", "type": "content_policy_violation" }] })),
        ("replicate", "kling-v2.5-turbo-pro", json!({ "detail": "Internal server error", "status": 500 })),
        ("kling", "kling-3.0", kling(5000)),
        ("kling", "kling-3.0", kling(1303)),
        ("kling", "kling-tts", kling(1302)),
    ];
    for (provider, model, body) in rows {
        for status in [500, 503] {
            let reply = Reply::json(status, &body);
            let server = Server::start(move |_| reply.clone()).await.unwrap();
            let failure = ordered(&registry(provider, &server.base_url), provider, model).await;
            assert_eq!(failure.class, FailureClass::Unknown, "{provider}, {model}, HTTP {status}: {failure:?}");
            plain(&failure, provider);
            assert_eq!(server.heard().len(), 1, "{provider}, {model}, HTTP {status}");
        }
    }
}

#[tokio::test]
async fn a_service_that_is_down_is_left_alone_for_a_while_and_only_that_one() {
    let server = Server::start(|_| Reply::html(503)).await.unwrap();
    let registry = registry("kling", &server.base_url);
    let folder = tempfile::tempdir().unwrap();
    let call = Call::new("shot-1", folder.path());
    for failures in 0..5 {
        let expected = if failures == 0 { Health::Fine } else { Health::Failing { failures } };
        assert_eq!(registry.health("kling"), expected);
        let unclear = registry.video("kling").unwrap().start(&spec(), &call).await.unwrap_err();
        assert_eq!(unclear.class, FailureClass::Unknown);
    }
    assert!(matches!(registry.health("kling"), Health::Resting { .. }));
    let refused = registry.video("kling").unwrap().start(&spec(), &call).await.unwrap_err();
    assert_eq!(refused.class, FailureClass::Wait);
    assert!(refused.nothing_was_created() && refused.retry_after.is_some(), "{refused:?}");
    assert!(refused.sentence.contains("temporarily unavailable; your project is saved"), "{refused}");
    assert_eq!(server.heard().len(), 5);
    assert_eq!(registry.health("runway"), Health::Fine);
}
