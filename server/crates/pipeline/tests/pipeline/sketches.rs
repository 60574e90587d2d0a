//! Sketches are drawn once for each picture, and those of what is not in the film any more go.

use super::{House, house};
use model::{ArtifactKind, Edit, ProjectId, ShotChange};
use std::{collections::BTreeSet, time::Duration};
use store::artifacts;

impl House {
    /// The files of a project's sketches, and the files that rows name.
    async fn sketches(&self, id: ProjectId) -> (BTreeSet<String>, BTreeSet<String>) {
        let store = self.database.store();
        let below = store.files().below(&store::keys::project(id)).await.unwrap();
        let files = below.into_iter().map(|(key, _)| key).filter(|key| key.contains("/images/")).collect();
        let rows = artifacts::of_kind(&mut store.conn().await.unwrap(), id, ArtifactKind::Panel).await.unwrap();
        (files, rows.into_iter().map(|row| row.file_key).collect())
    }

    /// Waits until there are so many sketches, neither more nor fewer. Drawing tells nobody when it is done.
    async fn until_drawn(&self, id: ProjectId, count: usize, besides: &BTreeSet<String>) -> BTreeSet<String> {
        let drawn = async {
            loop {
                let (files, named) = self.sketches(id).await;
                if files == named && files.len() == count && files != *besides {
                    return files;
                }
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        };
        let drawn = tokio::time::timeout(Duration::from_secs(120), drawn).await;
        drawn.expect("there is one sketch for each picture, and no other file")
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn however_often_a_shot_is_changed_each_picture_has_one_sketch_and_an_undo_draws_the_old_one_again() {
    let house = house().await;
    let id = house.project().await;
    let view = house.view(id).await;
    let count = view.list.shots.len() + view.list.characters.len() + view.list.locations.len();
    let mut files = house.until_drawn(id, count, &BTreeSet::new()).await;
    for action in ["Fog and a boat.", "Fog, a boat and a dog.", "Fog."] {
        let change = ShotChange { action: Some(action.into()), ..ShotChange::default() };
        let edit = Edit::ChangeShot { shot: view.list.shots[0].id, change: Box::new(change) };
        house.studio.edit(house.who, id, edit).await.unwrap();
        files = house.until_drawn(id, count, &files).await;
    }
    house.studio.undo(house.who, id).await.unwrap();
    house.until_drawn(id, count, &files).await;
    house.studio.shutdown().await;
}
