//! Who speaks and who makes the sounds when one service cannot: the next of its chain, then the studio itself.

use super::{House, bought::house_with};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use model::{
    ArtifactKind, ClipState, Command, Edit, LineChange, ModelChoice, ProjectId, ProjectSettings, Resolution, RunState,
    view::{ClipView, NewProject, ProjectChange, ProjectView},
};
use provider_simulators::{
    Asked, Reply, Server, charges,
    kling::{Kling, Options},
    sample,
    speech::Speech,
};
use providers::{Account, Credentials, Secret};
use serde_json::json;
use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};
use store::artifacts;

const KEY: &str = "a-key";
const OWN: &str = "The studio's own voice is in the film.";

/// One shot, with a line and a sound.
const SCRIPT: &str = "SCENE 1: EXT. PIER - NIGHT\n\nSHOT 1: Close up - 1s\nRain falls.\nMAYA\nYou came.\n";

/// Accounts at these services, each at its address.
fn credentials(services: &[(&str, String)]) -> Credentials {
    let mut credentials = Credentials::default();
    for (name, base_url) in services {
        let account = Account { key: Secret::new(KEY), base_url: Some(base_url.clone()), ..Account::default() };
        credentials.set(name, account);
    }
    credentials
}

/// OpenAI's dialect as the stand-in speaks it.
fn openai(service: &Speech) -> (&'static str, String) {
    ("openai", format!("{}/v1", service.server.base_url))
}

fn elevenlabs() -> ModelChoice {
    ModelChoice::new("elevenlabs", "eleven_multilingual_v2")
}

fn openai_voices() -> ModelChoice {
    ModelChoice::new("openai", "gpt-4o-mini-tts")
}

/// ElevenLabs speaks, and OpenAI after it.
fn spoken() -> ProjectSettings {
    ProjectSettings {
        resolution: Resolution::P480,
        speech: elevenlabs(),
        speech_fallbacks: vec![openai_voices()],
        ..ProjectSettings::default()
    }
}

/// As ElevenLabs answers where the account is empty.
fn no_credits() -> Reply {
    let detail = json!({ "status": "quota_exceeded", "message": "This request exceeds your quota." });
    Reply::json(401, &json!({ "detail": detail }))
}

/// ElevenLabs, where the account is empty.
pub async fn empty_account() -> Server {
    Server::start(|_| no_credits()).await.unwrap()
}

async fn project(house: &House, settings: ProjectSettings) -> ProjectId {
    let new = NewProject { title: "The Pier".into(), script: SCRIPT.into(), settings };
    house.studio.create_project(house.who, new).await.unwrap()
}

async fn film(house: &House, id: ProjectId, command: Command) -> ProjectView {
    house.studio.command(house.who, id, command).await.unwrap();
    house.until_done(id).await
}

async fn set(house: &House, id: ProjectId, settings: ProjectSettings) -> ProjectView {
    let change = ProjectChange { settings: Some(settings), ..ProjectChange::default() };
    house.studio.update_project(house.who, id, change).await.unwrap();
    house.view(id).await
}

async fn change_line(house: &House, id: ProjectId, view: &ProjectView, change: LineChange) {
    let shot = &view.list.shots[0];
    let edit = Edit::ChangeLine { shot: shot.id, line: shot.lines[0].id, change };
    house.studio.edit(house.who, id, edit).await.unwrap();
}

/// The only shot, and what it says.
fn told(view: &ProjectView) -> (&ClipView, &str) {
    let clip = &view.clips[0];
    (clip, clip.message.as_deref().unwrap_or_default())
}

fn posts(server: &Server) -> Vec<Asked> {
    server.heard().into_iter().filter(|asked| asked.method == "POST").collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn when_one_service_cannot_speak_the_next_does_with_a_voice_of_its_own_and_what_it_said_stays() {
    let (first, second) = (empty_account().await, Speech::start(KEY).await.unwrap());
    let house = house_with(credentials(&[("elevenlabs", first.base_url.clone()), openai(&second)])).await;
    let voices = BTreeMap::from([("MAYA".to_owned(), "voiceOfMaya".to_owned())]);
    let id = project(&house, ProjectSettings { voices, ..spoken() }).await;
    let view = film(&house, id, Command::Start).await;
    let (clip, said) = told(&view);
    assert_eq!(
        (view.card.state, clip.state, said),
        (RunState::Done, ClipState::Done, "ElevenLabs: nothing left to pay with · OpenAI: done")
    );
    let asked = posts(&first);
    assert!(asked.len() == 1 && asked[0].path.contains("voiceOfMaya"), "{asked:?}");
    let spoken = posts(&second.server);
    let voice = spoken[0].json()["voice"].as_str().unwrap_or_default().to_owned();
    let theirs = house.studio.voices_of("openai").unwrap();
    assert!(spoken.len() == 1 && theirs.iter().any(|own| own.id == voice), "{voice} is no voice of OpenAI's");
    let cents: i64 = charges(&second.charges).unwrap().iter().map(|charge| charge.cents).sum();
    let receipts = house.studio.receipts(house.who, id, None).await.unwrap();
    let ends: Vec<_> = receipts.iter().map(|one| (one.provider.as_str(), one.state.as_str())).collect();
    assert_eq!(ends, [("elevenlabs", "failed"), ("openai", "done")]);
    assert!(cents > 0 && view.card.cost_cents > 0);

    change_line(&house, id, &view, LineChange { gain_db: Some(-3.0), ..LineChange::default() }).await;
    let louder = film(&house, id, Command::Start).await;
    assert_eq!(louder.card.state, RunState::Done);
    assert_ne!(told(&louder).0.video, clip.video, "it is mixed anew");
    assert_eq!((posts(&first).len(), posts(&second.server).len()), (1, 1), "nobody speaks again");
    house.studio.undo(house.who, id).await.unwrap();
    let undone = house.until_done(id).await;
    assert_eq!((undone.card.state, &told(&undone).0.video), (RunState::Done, &clip.video));
    assert_eq!((posts(&first).len(), posts(&second.server).len()), (1, 1));
    house.studio.shutdown().await;
}

/// ElevenLabs, whose account is empty until it is filled.
async fn fillable() -> (Server, Arc<AtomicBool>) {
    let filled = Arc::new(AtomicBool::new(false));
    let line = BASE64_STANDARD.encode(sample::tone(1.2, "mp3").await.unwrap());
    let now = filled.clone();
    let answer = move |_: &Asked| match now.load(Ordering::SeqCst) {
        true => Reply::json(200, &json!({ "audio_base64": line })),
        false => no_credits(),
    };
    (Server::start(answer).await.unwrap(), filled)
}

#[tokio::test(flavor = "multi_thread")]
async fn when_nobody_can_speak_the_studio_does_and_says_why_and_a_retry_begins_at_the_first() {
    let (first, filled) = fillable().await;
    let second = Server::start(|_| {
        let error = json!({ "code": "insufficient_quota", "message": "You exceeded your current quota." });
        Reply::json(429, &json!({ "error": error }))
    });
    let second = second.await.unwrap();
    let house = house_with(credentials(&[
        ("elevenlabs", first.base_url.clone()),
        ("openai", format!("{}/v1", second.base_url)),
    ]))
    .await;
    let id = project(&house, spoken()).await;
    let view = film(&house, id, Command::Start).await;
    let (clip, said) = told(&view);
    assert_eq!((view.card.state, clip.state), (RunState::DoneWithFailures, ClipState::Failed), "{said}");
    assert!(said.starts_with("The account at OpenAI has no money left."), "{said}");
    assert!(
        said.ends_with(&format!(
            "{OWN} ElevenLabs: nothing left to pay with · OpenAI: nothing left to pay with · the studio itself: done"
        )),
        "{said}"
    );
    assert!(view.film.is_some() && clip.lines.iter().all(|line| line.audio.is_some()));
    assert_eq!((posts(&first).len(), posts(&second).len(), view.card.cost_cents), (1, 1, 0));

    let longer = vec![openai_voices(), ModelChoice::new("elevenlabs", "eleven_flash_v2_5")];
    let now = set(&house, id, ProjectSettings { speech_fallbacks: longer, ..view.settings.clone() }).await;
    assert_eq!((told(&now).0.state, &told(&now).0.video), (ClipState::Failed, &clip.video), "nothing is done unasked");
    assert_eq!((posts(&first).len(), posts(&second).len()), (1, 1));

    filled.store(true, Ordering::SeqCst);
    let view = film(&house, id, Command::RetryFailed).await;
    assert_eq!((view.card.state, told(&view).1), (RunState::Done, ""));
    assert_eq!((posts(&first).len(), posts(&second).len()), (2, 1), "the first is asked first");
    house.studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn while_nobody_can_tell_whether_a_line_was_spoken_nobody_else_is_asked() {
    let (first, second) = (Server::start(|_| Reply::Reset).await.unwrap(), Speech::start(KEY).await.unwrap());
    let house = house_with(credentials(&[("elevenlabs", first.base_url.clone()), openai(&second)])).await;
    let id = project(&house, spoken()).await;
    for command in [Command::Start, Command::RetryFailed] {
        let view = film(&house, id, command).await;
        let (clip, said) = told(&view);
        assert_eq!((view.card.state, clip.state), (RunState::DoneWithFailures, ClipState::Failed));
        assert!(said.starts_with("Nobody can tell whether ElevenLabs") && said.ends_with(OWN), "{said}");
        assert_eq!((posts(&first).len(), posts(&second.server).len()), (1, 0));
    }
    let receipts = house.studio.receipts(house.who, id, None).await.unwrap();
    assert_eq!(receipts.iter().map(|one| one.state.as_str()).collect::<Vec<_>>(), ["unknown"]);
    house.studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_retry_goes_back_to_the_one_of_the_chain_whose_outcome_nobody_can_tell() {
    let (first, second) = (empty_account().await, Server::start(|_| Reply::Reset).await.unwrap());
    let house = house_with(credentials(&[
        ("elevenlabs", first.base_url.clone()),
        ("openai", format!("{}/v1", second.base_url)),
    ]))
    .await;
    let id = project(&house, spoken()).await;
    for command in [Command::Start, Command::RetryFailed] {
        let view = film(&house, id, command).await;
        let said = told(&view).1;
        assert!(said.starts_with("Nobody can tell whether OpenAI"), "{said}");
        assert_eq!((posts(&first).len(), posts(&second).len()), (1, 1), "nobody is asked beside it");
    }
    let receipts = house.studio.receipts(house.who, id, None).await.unwrap();
    house.studio.settle_unknown(house.who, id, receipts[1].id, None).await.unwrap();
    house.until_done(id).await;
    assert_eq!(posts(&first).len(), 2, "what was never made begins at the first");
    house.studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_line_is_named_and_taken_to_the_next_only_where_a_person_allows_it() {
    for allowed in [false, true] {
        let refusing = Server::start(|_| {
            let error = json!({ "code": "content_policy_violation", "message": "Your request was rejected." });
            Reply::json(400, &json!({ "error": error }))
        });
        let (first, second) = (refusing.await.unwrap(), Speech::start(KEY).await.unwrap());
        let house = house_with(credentials(&[
            ("openai", format!("{}/v1", first.base_url)),
            ("elevenlabs", second.server.base_url.clone()),
        ]))
        .await;
        let settings = ProjectSettings {
            speech: openai_voices(),
            speech_fallbacks: vec![elevenlabs()],
            switch_when_refused: allowed,
            ..spoken()
        };
        let id = project(&house, settings).await;
        let view = film(&house, id, Command::Start).await;
        let (clip, said) = told(&view);
        if allowed {
            assert_eq!((clip.state, said), (ClipState::Done, "OpenAI: refused by its rules · ElevenLabs: done"));
        } else {
            assert_eq!(clip.state, ClipState::Failed, "{said}");
            assert!(said.ends_with(&format!("It is the line “You came.”. {OWN}")) && said.contains("rules"), "{said}");
            assert!(second.server.heard().is_empty(), "nobody else is asked");
        }
        assert_eq!(posts(&first).len(), 1);
        house.studio.shutdown().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_without_a_key_is_left_out_of_the_chain_and_no_film_is_refused_for_it() {
    let first = empty_account().await;
    let house = house_with(credentials(&[("elevenlabs", first.base_url.clone())])).await;
    let id = project(&house, spoken()).await;
    let view = film(&house, id, Command::Start).await;
    let (clip, said) = told(&view);
    assert_eq!(clip.state, ClipState::Failed, "{said}");
    assert!(said.contains("ElevenLabs has no credits left"), "it is what can be mended that is told first: {said}");
    assert!(
        said.ends_with("ElevenLabs: nothing left to pay with · OpenAI: no key · the studio itself: done"),
        "{said}"
    );
    house.studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_budget_that_holds_nobody_of_the_chain_is_not_passed() {
    let (first, second) = (Speech::start(KEY).await.unwrap(), Speech::start(KEY).await.unwrap());
    let house = house_with(credentials(&[("elevenlabs", first.server.base_url.clone()), openai(&second)])).await;
    let id = project(&house, ProjectSettings { budget_cents: Some(0), ..spoken() }).await;
    let view = film(&house, id, Command::Start).await;
    let (clip, said) = told(&view);
    assert_eq!(clip.state, ClipState::Failed);
    assert!(said.starts_with("The budget is reached") && said.contains(OWN), "{said}");
    assert!(first.server.heard().is_empty() && second.server.heard().is_empty());
    house.studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_that_nobody_began_asks_nobody_of_the_chain_who_costs_money() {
    let free = Server::start(|_| Reply::json(400, &json!({ "error": { "message": "no such voice" } }))).await.unwrap();
    let second = Speech::start(KEY).await.unwrap();
    let house = house_with(credentials(&[("kokoro", format!("{}/v1", free.base_url)), openai(&second)])).await;
    let id = project(&house, ProjectSettings { speech: ModelChoice::espeak(), ..spoken() }).await;
    assert_eq!(film(&house, id, Command::Start).await.card.state, RunState::Done);
    let settings = ProjectSettings { speech: ModelChoice::new("kokoro", "kokoro"), ..spoken() };
    set(&house, id, settings).await;
    let view = house.until_done(id).await;
    let (clip, said) = told(&view);
    assert_eq!(clip.state, ClipState::Failed, "{said}");
    assert!(said.contains("OpenAI: not asked"), "{said}");
    assert!(
        !free.heard().is_empty() && second.server.heard().is_empty(),
        "what is free is made by itself, and no more"
    );
    let view = film(&house, id, Command::RetryFailed).await;
    assert_eq!(told(&view).1, "Kokoro: could not make it · OpenAI: done");
    house.studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sound_maker_that_takes_over_hears_the_footage_where_it_can() {
    let (first, kling) = (empty_account().await, Kling::start(Options::default()).await.unwrap());
    let house =
        house_with(credentials(&[("elevenlabs", first.base_url.clone()), ("kling", kling.base_url.clone())])).await;
    let settings = ProjectSettings {
        resolution: Resolution::P480,
        video: ModelChoice::new("kling", "kling-3.0"),
        sound: ModelChoice::new("elevenlabs", "eleven_text_to_sound_v2"),
        sound_fallbacks: vec![ModelChoice::new("kling", "kling-video-to-audio")],
        ..ProjectSettings::default()
    };
    let id = project(&house, settings).await;
    let view = film(&house, id, Command::Start).await;
    let (clip, said) = told(&view);
    assert_eq!(
        (view.card.state, clip.state, said),
        (RunState::Done, ClipState::Done, "ElevenLabs: nothing left to pay with · Kling: done")
    );
    assert_eq!(posts(&first).len(), 1);
    let mut conn = house.database.store().conn().await.unwrap();
    let sounds = artifacts::of_kind(&mut conn, id, ArtifactKind::Sound).await.unwrap();
    assert_eq!(sounds.iter().map(|sound| sound.model.as_str()).collect::<Vec<_>>(), ["kling-video-to-audio"]);
    drop(conn);
    let models: Vec<String> = charges(&kling.charges).unwrap().into_iter().map(|charge| charge.model).collect();
    assert_eq!(models, ["kling-3.0", "video-to-audio"]);
    house.studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn natural_voices_that_are_not_there_leave_their_lines_to_espeak() {
    let house = house_with(Credentials::default()).await;
    let settings = ProjectSettings { speech: ModelChoice::voices(), speech_fallbacks: Vec::new(), ..spoken() };
    let id = project(&house, settings).await;
    let view = film(&house, id, Command::Start).await;
    let (clip, said) = told(&view);
    assert!(clip.video.is_some() && view.film.is_some());
    assert!(said.contains("studio voices install") && said.contains(OWN), "{said}");
    assert_eq!(house.studio.usual_settings().speech, ModelChoice::espeak());
    house.studio.shutdown().await;
}
