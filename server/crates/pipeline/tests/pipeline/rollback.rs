//! A shot that was filmed, and cannot be filmed anew, keeps its last good take in the film.

use super::{
    House,
    bought::{account, charged, house, house_with, project},
};
use model::{
    ArtifactKind, ClipState, Command, Edit, LineChange, ModelChoice, ProjectId, Resolution, RunState, ShotChange,
    ShotId,
    view::{ClipView, ProjectChange, ProjectView},
};
use provider_simulators::{
    Reply, Server,
    kling::{Kling, Options},
    video::Videos,
};
use providers::{Account, Credentials, Secret};
use serde_json::json;

const KEPT: &str = "The last good take stays in the film.";

/// A film that Kling has filmed: three shots.
async fn filmed(house: &House, kling: &Kling) -> (ProjectId, ProjectView) {
    let id = project(house, |settings| (settings.parallel, settings.resolution) = (3, Resolution::P480)).await;
    let view = film(house, id, Command::Start).await;
    assert_eq!((view.card.state, charged(kling).len()), (RunState::Done, 3), "{:?}", view.clips);
    (id, view)
}

async fn film(house: &House, id: ProjectId, command: Command) -> ProjectView {
    house.studio.command(house.who, id, command).await.unwrap();
    house.until_done(id).await
}

/// Kling refuses these words by its rules.
async fn forbid(house: &House, id: ProjectId, shot: ShotId) {
    let change = ShotChange { prompt: Some("Something forbidden-by-rules.".into()), ..ShotChange::default() };
    house.studio.edit(house.who, id, Edit::ChangeShot { shot, change: Box::new(change) }).await.unwrap();
}

fn the(view: &ProjectView, shot: ShotId) -> &ClipView {
    view.clips.iter().find(|clip| clip.shot == shot).unwrap()
}

fn chosen(clip: &ClipView) -> &str {
    let mut chosen = clip.takes.iter().filter(|take| take.chosen).map(|take| take.made_by.provider.as_str());
    chosen.next().unwrap_or("none")
}

/// The shot says that it failed, and why, and its good take is in the film; the others are as they were.
fn check_kept(view: &ProjectView, before: &ProjectView, shot: ShotId, why: &str) {
    assert_eq!(view.card.state, RunState::DoneWithFailures);
    assert_eq!((view.card.clips_failed, view.card.clips_done), (1, 2));
    let clip = the(view, shot);
    let message = clip.message.as_deref().unwrap_or_default();
    assert_eq!(clip.state, ClipState::Failed, "{message}");
    assert!(message.contains(why) && message.contains(KEPT), "{message}");
    assert_eq!((chosen(clip), clip.provider.as_str()), ("kling", "kling"));
    assert!(view.film.is_some());
    for other in before.clips.iter().filter(|clip| clip.shot != shot) {
        let now = the(view, other.shot);
        assert_eq!((now.state, &now.video), (ClipState::Done, &other.video), "another shot is as it was");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_re_record_leaves_the_good_take_with_the_lines_of_now_and_an_undo_makes_it_whole_for_nothing() {
    let kling = Kling::start(Options::default()).await.unwrap();
    let house = house(&kling).await;
    let (id, before) = filmed(&house, &kling).await;
    let shot = before.list.shots.iter().find(|shot| !shot.lines.is_empty()).unwrap();
    let (shot, line) = (shot.id, shot.lines[0].id);
    forbid(&house, id, shot).await;
    let view = film(&house, id, Command::Start).await;
    check_kept(&view, &before, shot, "rules");
    assert_eq!(the(&view, shot).video, the(&before, shot).video, "it is the clip that it was");
    // The take carries the words that it was filmed with, and says that they are others now.
    let take = the(&view, shot).takes.iter().find(|take| take.chosen).unwrap();
    let was = before.list.shots.iter().find(|own| own.id == shot).unwrap();
    assert_eq!(take.words, was.prompt);
    assert_eq!(take.differs, "Filmed before the prompt was changed (“Something forbidden-by-rules.”).");
    assert!(the(&before, shot).takes.iter().all(|take| take.differs.is_empty()));

    for command in [Command::RetryShot { shot }, Command::RetryFailed] {
        check_kept(&film(&house, id, command).await, &before, shot, "rules");
    }
    house.studio.edit(house.who, id, Edit::ReRecord { shot }).await.unwrap();
    check_kept(&film(&house, id, Command::Start).await, &before, shot, "rules");
    let change = LineChange { text: Some("You came, after all this time.".into()), ..LineChange::default() };
    house.studio.edit(house.who, id, Edit::ChangeLine { shot, line, change }).await.unwrap();
    let view = film(&house, id, Command::Start).await;
    check_kept(&view, &before, shot, "rules");
    assert_ne!(the(&view, shot).video, the(&before, shot).video);
    assert!(house.studio.captions_vtt(house.who, id).await.unwrap().contains("after all this time"));

    let asked = house.studio.receipts(house.who, id, None).await.unwrap().len();
    for _ in 0..3 {
        house.studio.undo(house.who, id).await.unwrap();
    }
    let view = house.until_done(id).await;
    assert_eq!(view.card.state, RunState::Done, "{:?}", view.clips);
    assert_eq!((&the(&view, shot).video, &the(&view, shot).message), (&the(&before, shot).video, &None));
    assert_eq!(house.studio.receipts(house.who, id, None).await.unwrap().len(), asked, "nobody was asked");
    assert_eq!(charged(&kling).len(), 3);
    house.studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn where_the_budget_does_not_hold_a_re_record_the_take_stays_and_another_that_a_person_chooses_comes() {
    let kling = Kling::start(Options::default()).await.unwrap();
    let house = house(&kling).await;
    let (id, first) = filmed(&house, &kling).await;
    let shot = first.list.shots[0].id;
    house.studio.edit(house.who, id, Edit::ReRecord { shot }).await.unwrap();
    let before = film(&house, id, Command::Start).await;
    assert_eq!((before.card.state, charged(&kling).len()), (RunState::Done, 4));

    let mut settings = before.settings.clone();
    settings.budget_cents = Some(before.card.cost_cents);
    let change = ProjectChange { settings: Some(settings), ..ProjectChange::default() };
    house.studio.update_project(house.who, id, change).await.unwrap();
    house.studio.edit(house.who, id, Edit::ReRecord { shot }).await.unwrap();
    let view = film(&house, id, Command::Start).await;
    check_kept(&view, &before, shot, "budget");
    assert_eq!(the(&view, shot).video, the(&before, shot).video, "the take that was in it, and no older one");

    house.studio.edit(house.who, id, Edit::ChooseTake { shot, take: 0 }).await.unwrap();
    let view = house.until_done(id).await;
    assert_eq!((view.card.state, charged(&kling).len()), (RunState::Done, 4));
    assert_eq!(the(&view, shot).video, the(&first, shot).video);
    house.studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_picture_leaves_the_take_that_was_filmed_without_one() {
    let kling = Kling::start(Options::default()).await.unwrap();
    let house = house(&kling).await;
    let (id, before) = filmed(&house, &kling).await;
    let shot = before.list.shots[0].id;
    let mut settings = before.settings.clone();
    settings.pictures = Some(ModelChoice::new("kling", "kling-image-3.0"));
    settings.budget_cents = Some(before.card.cost_cents);
    let change = ProjectChange { settings: Some(settings), ..ProjectChange::default() };
    house.studio.update_project(house.who, id, change).await.unwrap();
    let view = film(&house, id, Command::Start).await;
    assert_eq!(view.card.clips_failed, 3);
    let clip = the(&view, shot);
    assert!(clip.message.as_deref().unwrap_or_default().ends_with(KEPT), "{:?}", clip.message);
    assert_eq!((chosen(clip), &clip.video), ("kling", &the(&before, shot).video));
    house.studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_chain_is_asked_before_a_take_is_kept() {
    let kling = Kling::start(Options::default()).await.unwrap();
    let videos = Videos::start("a-key").await.unwrap();
    let mut credentials = account(&kling);
    let base_url = Some(format!("{}/runway", videos.server.base_url));
    credentials.set("runway", Account { key: Secret::new("a-key"), base_url, ..Account::default() });
    let house = house_with(credentials).await;
    let (id, before) = filmed(&house, &kling).await;
    let mut settings = before.settings.clone();
    settings.fallbacks = vec![ModelChoice::new("runway", "gen4.5")];
    settings.switch_when_refused = true;
    let change = ProjectChange { settings: Some(settings), ..ProjectChange::default() };
    house.studio.update_project(house.who, id, change).await.unwrap();
    house.until_done(id).await;
    let shot = before.list.shots[0].id;
    forbid(&house, id, shot).await;
    let view = film(&house, id, Command::Start).await;
    check_kept(&view, &before, shot, "Runway");
    assert!(videos.server.heard().iter().any(|asked| asked.method == "POST"), "Runway was asked, too");
    house.studio.shutdown().await;
}

/// A film that Runway has filmed, because Kling refuses whatever it is asked for.
struct ByTheNext {
    house: House,
    _kling: Server,
    videos: Videos,
    id: ProjectId,
    view: ProjectView,
}

async fn filmed_by_the_next() -> ByTheNext {
    let refusal = json!({ "code": 1301, "message": "Failure to pass the risk control system" });
    let kling = Server::start(move |_| Reply::json(400, &refusal)).await.unwrap();
    let videos = Videos::start("a-key").await.unwrap();
    let mut credentials = Credentials::default();
    for (name, base_url) in
        [("kling", kling.base_url.clone()), ("runway", format!("{}/runway", videos.server.base_url))]
    {
        let account = Account { key: Secret::new("a-key"), base_url: Some(base_url), ..Account::default() };
        credentials.set(name, account);
    }
    let house = house_with(credentials).await;
    let id = project(&house, |settings| {
        settings.fallbacks = vec![ModelChoice::new("runway", "gen4.5")];
        settings.switch_when_refused = true;
        (settings.parallel, settings.resolution) = (3, Resolution::P480);
    })
    .await;
    let view = film(&house, id, Command::Start).await;
    assert_eq!(view.card.state, RunState::Done, "{:?}", view.clips);
    ByTheNext { house, _kling: kling, videos, id, view }
}

fn orders(videos: &Videos) -> usize {
    videos.server.heard().iter().filter(|asked| asked.method == "POST").count()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_next_of_the_chain_has_filmed_comes_back_with_an_undo_and_is_not_filmed_again_for_a_line() {
    let film_of = filmed_by_the_next().await;
    let (house, videos, id, before) = (&film_of.house, &film_of.videos, film_of.id, &film_of.view);
    let shot = before.list.shots.iter().find(|shot| !shot.lines.is_empty()).unwrap();
    let (shot, line) = (shot.id, shot.lines[0].id);
    let asked = orders(videos);
    // Taken back before anybody is asked.
    forbid(house, id, shot).await;
    assert_eq!(the(&house.view(id).await, shot).state, ClipState::Stale);
    house.studio.undo(house.who, id).await.unwrap();
    let view = house.until_done(id).await;
    assert_eq!((view.card.state, the(&view, shot).state), (RunState::Done, ClipState::Done));
    assert_eq!(the(&view, shot).message, the(before, shot).message, "it says again who took over from whom");

    // Taken back after everybody has refused.
    forbid(house, id, shot).await;
    let view = film(house, id, Command::Start).await;
    let clip = the(&view, shot);
    assert_eq!((clip.state, chosen(clip)), (ClipState::Failed, "runway"));
    assert!(clip.message.as_deref().unwrap_or_default().contains(KEPT), "{:?}", clip.message);
    house.studio.undo(house.who, id).await.unwrap();
    let view = house.until_done(id).await;
    let clip = the(&view, shot);
    assert_eq!((view.card.state, clip.state), (RunState::Done, ClipState::Done), "{:?}", clip.message);
    assert_eq!((&clip.video, chosen(clip)), (&the(before, shot).video, "runway"));
    assert_eq!(orders(videos), asked + 1, "only what was changed was asked for");

    let change = LineChange { gain_db: Some(-6.0), ..LineChange::default() };
    house.studio.edit(house.who, id, Edit::ChangeLine { shot, line, change }).await.unwrap();
    let view = film(house, id, Command::Start).await;
    let clip = the(&view, shot);
    assert_eq!((view.card.state, chosen(clip)), (RunState::Done, "runway"));
    assert_ne!(clip.video, the(before, shot).video);
    assert_eq!(orders(videos), asked + 1);
    house.studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shot_that_only_the_studio_itself_has_drawn_gets_the_animatic() {
    let kling = Kling::start(Options::default()).await.unwrap();
    let house = house(&kling).await;
    let id = project(&house, |settings| settings.video = ModelChoice::animatic()).await;
    let before = film(&house, id, Command::Start).await;
    let shot = before.list.shots[0].id;
    let video = Some(ModelChoice::new("kling", "kling-3.0"));
    let change = ShotChange { prompt: Some("forbidden-by-rules".into()), video, ..ShotChange::default() };
    house.studio.edit(house.who, id, Edit::ChangeShot { shot, change: Box::new(change) }).await.unwrap();
    let view = film(&house, id, Command::Start).await;
    let clip = the(&view, shot);
    assert_eq!((clip.state, chosen(clip)), (ClipState::Failed, "animatic"));
    assert!(!clip.message.as_deref().unwrap_or_default().contains(KEPT), "{:?}", clip.message);
    let mut conn = house.database.store().conn().await.unwrap();
    assert_eq!(store::artifacts::of_kind(&mut conn, id, ArtifactKind::Take).await.unwrap().len(), 3);
    house.studio.shutdown().await;
}
