//! What is thrown away of the cache, and what stays whatever is asked.

use crate::{Error, house, pictures::png_of};
use model::{
    ArtifactKind, Command, Edit, FrameEnd, LineChange, ProjectId, RunState, UserId,
    view::{CacheChoice, Cleared},
};
use store::artifacts;

#[tokio::test(flavor = "multi_thread")]
async fn what_no_film_needs_can_be_thrown_away_and_the_timeline_stays_whole() {
    let house = house().await;
    let id = house.project().await;
    house.studio.command(house.who, id, Command::Start).await.unwrap();
    let view = house.until_done(id).await;
    let (me, all) = (Some(house.who), CacheChoice::default());
    // Sketches are drawn beside the film: all is looked at between two looks that see the same.
    let (cache, everybodys) = loop {
        let cache = house.studio.cache(me).await.unwrap();
        let everybodys = house.studio.cache(None).await.unwrap();
        if house.studio.cache(me).await.unwrap().count == cache.count {
            break (cache, everybodys);
        }
    };
    assert_eq!((cache.projects.len(), cache.projects[0].project), (1, id));
    assert!(cache.count > 6 && cache.bytes > 10_000, "{cache:?}");
    assert_eq!((everybodys.count, everybodys.bytes), (cache.count, cache.bytes));
    assert_eq!(everybodys.projects[0].title, "", "what a film is called is its owner's");
    assert_eq!(house.studio.cache(Some(UserId::new())).await.unwrap().count, 0);
    assert_eq!(house.studio.clear_cache(me, all).await.unwrap(), Cleared::default(), "the film needs everything");

    // After an edit nobody needs the old line, the old clip and the old film.
    let (shot, line) = (view.list.shots[1].id, view.list.shots[1].lines[0].id);
    let change = LineChange { text: Some("You came back.".into()), ..LineChange::default() };
    house.studio.edit(house.who, id, Edit::ChangeLine { shot, line, change }).await.unwrap();
    house.until_done(id).await;
    let old = CacheChoice { older_than_days: Some(1), ..all };
    assert_eq!(house.studio.clear_cache(me, old).await.unwrap().count, 0, "nothing is a day old");
    let theirs = CacheChoice { project: Some(id), ..all };
    assert!(matches!(house.studio.clear_cache(Some(UserId::new()), theirs).await, Err(Error::NotFound)));
    let other = CacheChoice { project: Some(ProjectId::new()), ..all };
    assert!(matches!(house.studio.clear_cache(me, other).await, Err(Error::NotFound)));
    let cleared = house.studio.clear_cache(me, theirs).await.unwrap();
    assert!(cleared.count >= 3 && cleared.bytes > 0, "{cleared:?}");

    let store = house.database.store();
    let mut conn = store.conn().await.unwrap();
    for &kind in ArtifactKind::ALL {
        for row in artifacts::of_kind(&mut conn, id, kind).await.unwrap() {
            assert!(store.files().exists(&row.file_key).await.unwrap(), "{} is gone", row.file_key);
        }
    }
    drop(conn);
    let view = house.view(id).await;
    assert_eq!(view.card.state, RunState::Done);
    assert!(view.film.is_some() && view.clips.iter().all(|clip| clip.video.is_some()));
    // What was thrown away is made again when it is wanted again.
    house.studio.undo(house.who, id).await.unwrap();
    assert_eq!(house.until_done(id).await.card.state, RunState::Done);
    house.studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_that_nothing_names_any_more_is_thrown_away_and_one_that_undo_brings_back_is_not() {
    let house = house().await;
    let id = house.project().await;
    let shot = house.view(id).await.list.shots[0].id;
    let mut names = Vec::new();
    for side in [320, 330, 340] {
        names.push(house.studio.keep_picture(house.who, id, png_of(side)).await.unwrap());
    }
    let [shown, undone, alone] = &names[..] else { panic!("{names:?}") };
    for name in [undone, shown] {
        house.studio.set_frame(house.who, id, shot, FrameEnd::First, Some(name.clone())).await.unwrap();
    }
    let files = house.database.store().files();
    let key = |name: &str| format!("projects/{id}/pictures/{name}");
    let (me, all) = (Some(house.who), CacheChoice { project: Some(id), ..CacheChoice::default() });
    let cleared = house.studio.clear_cache(me, all).await.unwrap();
    assert_eq!(cleared, Cleared::default(), "whoever has just sent a picture is about to use it");
    let two_days_ago = std::time::SystemTime::now() - std::time::Duration::from_secs(2 * 86_400);
    for name in &names {
        let file = std::fs::File::options().write(true).open(files.local_path(&key(name)).unwrap()).unwrap();
        file.set_modified(two_days_ago).unwrap();
    }
    let bytes = files.size(&key(alone)).await.unwrap();
    let young = CacheChoice { older_than_days: Some(3), ..all };
    assert_eq!(house.studio.clear_cache(me, young).await.unwrap().count, 0);
    assert_eq!(house.studio.clear_cache(me, all).await.unwrap(), Cleared { count: 1, bytes });
    assert!(!files.exists(&key(alone)).await.unwrap());
    house.studio.undo(house.who, id).await.unwrap();
    let kept = house.studio.pictures(house.who, id).await.unwrap();
    assert_eq!(kept, [(undone.clone(), key(undone))]);
    assert_eq!(house.studio.clear_cache(me, all).await.unwrap().count, 0, "what is taken back can be done again");
    house.studio.redo(house.who, id).await.unwrap();
    assert_eq!(house.studio.pictures(house.who, id).await.unwrap(), [(shown.clone(), key(shown))]);
    house.studio.shutdown().await;
}
