//! What is missing is named, and who made what is told in the film's own file.

use super::{bought, house};
use model::{ArtifactKind, Command, Edit, LineChange, ProjectId, RunState};
use provider_simulators::kling::{Kling, Options};

/// The film's file as text, as far as it is text.
async fn film_file(house: &super::House, id: ProjectId) -> String {
    let mut conn = house.database.store().conn().await.unwrap();
    let films = store::artifacts::of_kind(&mut conn, id, ArtifactKind::Film).await.unwrap();
    let film = films.iter().find(|film| film.file_key.ends_with(".mp4")).unwrap();
    let file = house.studio.files().fetch(&film.file_key, house.database.folder()).await.unwrap();
    String::from_utf8_lossy(&std::fs::read(file).unwrap()).into_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_films_file_says_which_shots_are_drafts_and_who_made_the_others() {
    let drawn = house().await;
    let id = drawn.project().await;
    drawn.studio.command(drawn.who, id, Command::Start).await.unwrap();
    drawn.until_done(id).await;
    let text = film_file(&drawn, id).await;
    assert!(text.contains("contains generated or draft material. Shots 1, 2, 3: drafts drawn by the studio."));
    drawn.studio.shutdown().await;

    let kling = Kling::start(Options::default()).await.unwrap();
    let filmed = bought::house(&kling).await;
    let id = bought::project(&filmed, |_| {}).await;
    filmed.studio.command(filmed.who, id, Command::Start).await.unwrap();
    filmed.until_done(id).await;
    let text = film_file(&filmed, id).await;
    assert!(text.contains("Shots 1, 2, 3: generated with Kling") && !text.contains("drafts drawn"));
    filmed.studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clip_whose_part_is_missing_names_the_part_and_what_to_do() {
    let house = house().await;
    let id = house.project().await;
    house.studio.command(house.who, id, Command::Start).await.unwrap();
    house.until_done(id).await;
    let mut conn = house.database.store().conn().await.unwrap();
    let lines = store::artifacts::of_kind(&mut conn, id, ArtifactKind::LineTake).await.unwrap();
    drop(conn);
    for line in &lines {
        std::fs::remove_file(house.studio.files().fetch(&line.file_key, house.database.folder()).await.unwrap())
            .unwrap();
    }
    let view = house.view(id).await;
    let spoken = view.list.shots.iter().find(|shot| !shot.lines.is_empty()).unwrap();
    let change = LineChange { gain_db: Some(-3.0), ..LineChange::default() };
    let edit = Edit::ChangeLine { shot: spoken.id, line: spoken.lines[0].id, change };
    house.studio.edit(house.who, id, edit).await.unwrap();
    house.studio.command(house.who, id, Command::Start).await.unwrap();
    let view = house.until_done(id).await;
    assert_ne!(view.card.state, RunState::Done);
    let told: Vec<String> = view.clips.iter().filter_map(|clip| clip.message.clone()).collect();
    let named =
        |text: &String| text.contains("is missing from this studio's files") && text.contains("Record the shot anew");
    assert!(told.iter().any(named) && !told.iter().any(|text| text.contains("on our side")), "{told:?}");
    house.studio.shutdown().await;
}
