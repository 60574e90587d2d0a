//! One shot, or one scene, filmed before the rest of its film.

use super::{bought, house};
use model::{
    ClipState, Command, Edit, LineChange, ProjectId, ProjectSettings, Resolution, RunState, ShotId,
    view::{NewProject, ProjectView},
};
use pipeline::{Error, Studio};
use provider_simulators::kling::{Kling, Options};

/// Waits until the run has ended: a film of which only a part was asked for is a draft again.
pub async fn until_rests(studio: &Studio, who: model::UserId, id: ProjectId) -> ProjectView {
    let mut news = studio.subscribe(who, id).await.unwrap();
    let ended = async {
        loop {
            let view = studio.project(who, id).await.unwrap();
            if view.card.state != RunState::Filming {
                return view;
            }
            let _ = news.recv().await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(120), ended).await.expect("the run comes to an end")
}

fn states(view: &ProjectView) -> Vec<ClipState> {
    view.clips.iter().map(|clip| clip.state).collect()
}

fn shot(view: &ProjectView, at: usize) -> ShotId {
    view.list.shots[at].id
}

#[tokio::test(flavor = "multi_thread")]
async fn one_shot_is_filmed_first_for_its_own_price_and_the_rest_later_pays_nothing_again() {
    let kling = Kling::start(Options::default()).await.unwrap();
    let house = bought::house(&kling).await;
    let id = bought::project(&house, |_| {}).await;
    let before = house.view(id).await;
    let price = before.clips[1].estimate_cents.unwrap();
    assert!(0 < price && price < before.progress.estimate_cents);
    let second = shot(&before, 1);
    house.studio.command(house.who, id, Command::Film { shots: vec![second] }).await.unwrap();
    let view = until_rests(&house.studio, house.who, id).await;
    assert_eq!(states(&view), [ClipState::Waiting, ClipState::Done, ClipState::Waiting]);
    assert_eq!((view.card.state, view.film.is_some()), (RunState::Draft, false), "no film is joined of one shot");
    let charged: i64 = bought::charged(&kling).iter().map(|charge| charge.cents).sum();
    assert!(charged <= price && view.card.cost_cents == charged, "{charged} of {price} cents");
    assert_eq!(bought::charged(&kling).len(), 1);
    assert!(view.progress.doing.contains("1 of 3"), "{}", view.progress.doing);

    let again = house.studio.command(house.who, id, Command::Film { shots: vec![second] }).await.unwrap_err();
    assert!(matches!(&again, Error::Conflict(why) if why.contains("filmed already")), "{again:?}");

    house.studio.command(house.who, id, Command::Start).await.unwrap();
    let view = until_rests(&house.studio, house.who, id).await;
    assert_eq!((view.card.state, view.film.is_some()), (RunState::Done, true), "{:?}", view.clips);
    assert_eq!(bought::charged(&kling).len(), 3, "what was filmed first is not bought again");
    house.studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_scene_is_filmed_first_and_a_free_change_of_it_is_made_at_once_while_the_rest_stays() {
    let house = house().await;
    let script =
        "INT. ROOM - DAY\n\nA man sits.\n\nMAYA\nYou came.\n\nEXT. STREET - NIGHT\n\nRain falls on the street.\n";
    let settings = ProjectSettings { resolution: Resolution::P480, ..ProjectSettings::default() };
    let new = NewProject { title: "Two".into(), script: script.into(), settings };
    let id = house.studio.create_project(house.who, new).await.unwrap();
    let before = house.view(id).await;
    let scene = before.list.shots[0].scene.clone();
    let of_scene = |view: &ProjectView, state: ClipState| {
        view.clips.iter().filter(|clip| clip.scene == scene).all(|clip| clip.state == state)
    };
    let others = |view: &ProjectView| {
        view.clips.iter().filter(|clip| clip.scene != scene).all(|clip| clip.state == ClipState::Waiting)
    };
    house.studio.command(house.who, id, Command::FilmScene { scene: scene.clone() }).await.unwrap();
    let view = until_rests(&house.studio, house.who, id).await;
    assert!(of_scene(&view, ClipState::Done) && others(&view), "{:?}", states(&view));

    let said = view.list.shots.iter().find(|shot| !shot.lines.is_empty()).unwrap();
    let clip = |view: &ProjectView| view.clips.iter().find(|clip| clip.shot == said.id).unwrap().video.clone();
    let change = LineChange { gain_db: Some(-6.0), ..LineChange::default() };
    let edit = Edit::ChangeLine { shot: said.id, line: said.lines[0].id, change };
    house.studio.edit(house.who, id, edit).await.unwrap();
    let changed = until_rests(&house.studio, house.who, id).await;
    assert!(of_scene(&changed, ClipState::Done) && others(&changed), "{:?}", states(&changed));
    assert_ne!(clip(&changed), clip(&view), "the change is in the clip");

    let none = house.studio.command(house.who, id, Command::FilmScene { scene: "99".into() }).await.unwrap_err();
    assert!(matches!(none, Error::NotFound));
    let view = house.view(id).await;
    assert_eq!(view.card.state, RunState::Draft);
    house.studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shot_of_a_finished_film_is_filmed_alone_and_the_film_is_joined_with_it() {
    let kling = Kling::start(Options::default()).await.unwrap();
    let house = bought::house(&kling).await;
    let id = bought::project(&house, |_| {}).await;
    house.studio.command(house.who, id, Command::Start).await.unwrap();
    let view = until_rests(&house.studio, house.who, id).await;
    let films = house.made(id).await["film"];
    for at in [0, 2] {
        house.studio.edit(house.who, id, Edit::ReRecord { shot: shot(&view, at) }).await.unwrap();
    }
    house.studio.command(house.who, id, Command::Film { shots: vec![shot(&view, 2)] }).await.unwrap();
    let view = until_rests(&house.studio, house.who, id).await;
    assert_eq!(states(&view), [ClipState::Stale, ClipState::Done, ClipState::Done]);
    assert_eq!((view.card.state, bought::charged(&kling).len()), (RunState::Done, 4));
    assert_eq!(house.made(id).await["film"], films + 1);
    house.studio.shutdown().await;
}
