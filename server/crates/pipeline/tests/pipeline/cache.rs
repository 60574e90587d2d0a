//! What is thrown away of the cache, and what stays whatever is asked.

use crate::{Error, house};
use model::{
    ArtifactKind, Command, Edit, LineChange, ProjectId, RunState, UserId,
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
    let cache = house.studio.cache(me).await.unwrap();
    assert_eq!((cache.projects.len(), cache.projects[0].project), (1, id));
    assert!(cache.count > 6 && cache.bytes > 10_000, "{cache:?}");
    assert_eq!(house.studio.cache(None).await.unwrap(), cache);
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
